"""The lights of the gates: which programs are judged before they post, and which are not."""

import asyncio

from guard.commands import shims
from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.service.room import Room

_BROWSER = Light(
    "browser",
    Sentence.of("Browser"),
    "off",
    Sentence.of("Posts in web pages are not caught; hatcheck gate install browser changes that."),
)


async def look(room: Room) -> None:
    """Lights them anew: a shim may have come or gone, by a command or by hand."""
    for light in await asyncio.to_thread(_commands):
        room.lights.set(light)
    if not room.lights.any("browser:"):
        room.lights.set(_BROWSER)


def _commands() -> list[Light]:
    try:
        found = shims.states()
    except OSError as error:
        text = Sentence.of("Nobody can tell which commands are judged: {problem}", problem=error)
        return [Light("command", Sentence.of("Commands"), "red", text)]
    return [_light(shim) for shim in found]


def _light(shim: shims.Shim) -> Light:
    if shim.installed and shim.in_front:
        color, text = "green", Sentence.of("{tool} is judged before it posts.", tool=shim.tool)
    elif shim.installed:
        pattern = "{tool} is judged only where the shims come first in PATH: {line}"
        color, text = "amber", Sentence.of(pattern, tool=shim.tool, line=shims.path_line())
    else:
        color, text = (
            "off",
            Sentence.of("{tool} is not judged; hatcheck gate install {tool} changes that.", tool=shim.tool),
        )
    return Light(f"command:{shim.tool}", shim.tool, color, text)
