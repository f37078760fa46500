"""A panel without a screen: StatusNotifierWatcher and host in one, on the session bus, driven by lines on its input.

Each line is a command, each answer one line of JSON::

    items                     the services of the registered icons
    icon                      size and pixels of the first icon, its tooltip and title
    menu                      every entry of its menu: id, label, enabled, ticked, depth
    click LABEL               clicks the first entry whose label is LABEL
    activate                  a left click on the icon

It runs as a process of its own, so that it can come late and go early.
"""

import asyncio
import json
import sys
from base64 import b64encode
from typing import Any

from dbus_fast import Message, MessageType, PropertyAccess, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

NAME = "org.kde.StatusNotifierWatcher"
ITEM, MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"


class Watcher(ServiceInterface):
    """Where icons announce themselves."""

    def __init__(self) -> None:
        super().__init__(NAME)
        self.items: list[str] = []

    @dbus_method()
    def RegisterStatusNotifierItem(self, service: "s") -> None:  # type: ignore[name-defined]  # noqa: N802, F821
        """An icon has come."""
        self.items.append(service)
        self.StatusNotifierItemRegistered(service)

    @dbus_method()
    def RegisterStatusNotifierHost(self, service: "s") -> None:  # type: ignore[name-defined]  # noqa: N802, F821
        """Another host; this one is host itself."""

    @dbus_property(access=PropertyAccess.READ)
    def RegisteredStatusNotifierItems(self) -> "as":  # type: ignore[valid-type]  # noqa: N802, F722
        """Whoever has come."""
        return self.items

    @dbus_property(access=PropertyAccess.READ)
    def IsStatusNotifierHostRegistered(self) -> "b":  # type: ignore[name-defined]  # noqa: N802, F821
        """Somebody shows the icons."""
        return True

    @dbus_property(access=PropertyAccess.READ)
    def ProtocolVersion(self) -> "i":  # type: ignore[name-defined]  # noqa: N802, F821
        """There is only one."""
        return 0

    @dbus_signal()
    def StatusNotifierItemRegistered(self, service: str) -> "s":  # type: ignore[name-defined]  # noqa: N802, F821
        """An icon has come."""
        return service


class Host:
    """Looks at the first icon."""

    def __init__(self, bus: MessageBus, watcher: Watcher) -> None:
        self._bus, self._watcher = bus, watcher

    async def answer(self, line: str) -> object:
        """What the command gives."""
        command, _, rest = line.partition(" ")
        match command:
            case "items":
                return self._watcher.items
            case "icon":
                return await self._icon()
            case "menu":
                return await self._menu()
            case "click":
                return await self._click(rest)
            case _:
                await self._call("/StatusNotifierItem", ITEM, "Activate", "ii", [0, 0])
                return True

    async def _icon(self) -> dict[str, object]:
        seen = await self._properties()
        pixmaps = [(wide, high, b64encode(bytes(data)).decode()) for wide, high, data in seen.get("IconPixmap", [])]
        return {"pixmaps": pixmaps, "tooltip": seen["ToolTip"][2] or seen["ToolTip"][3], "title": seen.get("Title")}

    async def _properties(self) -> dict[str, Any]:
        (body,) = await self._call("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "GetAll", "s", [ITEM])
        return {name: variant.value for name, variant in body.items()}

    async def _menu(self) -> list[dict[str, object]]:
        path = (await self._properties())["Menu"]
        _, root = await self._call(path, MENU, "GetLayout", "iias", [0, -1, []])
        return [entry for child in root[2] for entry in _flat(child.value, 0)]

    async def _click(self, label: str) -> bool:
        path = (await self._properties())["Menu"]
        found = [entry["id"] for entry in await self._menu() if entry["label"] == label]
        if not found:
            return False
        await self._call(path, MENU, "Event", "isvu", [found[0], "clicked", Variant("s", ""), 0])
        return True

    async def _call(self, path: str, interface: str, member: str, signature: str, body: list[object]) -> Any:
        service = self._watcher.items[-1].partition("/")[0]
        message = Message(
            destination=service, path=path, interface=interface, member=member, signature=signature, body=body
        )
        reply = await self._bus.call(message)
        if reply is None or reply.message_type is MessageType.ERROR:
            raise RuntimeError(f"{member}: {reply.body if reply else 'no answer'}")
        return reply.body


def _flat(node: list[Any], depth: int) -> list[dict[str, object]]:
    number, properties, children = node
    values = {name: variant.value for name, variant in properties.items()}
    line = {
        "id": number,
        # An underscore marks the access key; two stand for one.
        "label": str(values.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_"),
        "enabled": values.get("enabled", True),
        "ticked": values.get("toggle-state") == 1,
        "separator": values.get("type") == "separator",
        "icon": bool(values.get("icon-data")),
        "depth": depth,
    }
    return [line, *(below for child in children for below in _flat(child.value, depth + 1))]


async def main() -> None:
    """Takes the watcher's name and answers commands until its input ends."""
    bus = await MessageBus().connect()
    watcher = Watcher()
    bus.export("/StatusNotifierWatcher", watcher)
    await bus.request_name(NAME)
    host = Host(bus, watcher)
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while line := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        try:
            answer = await host.answer(line)
        except (RuntimeError, IndexError, KeyError) as error:
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
