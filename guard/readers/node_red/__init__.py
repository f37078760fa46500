"""Node-RED: flow files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Route, Snapshot, Undecided, Unreadable
from guard.readers import SourceFile, Tool
from guard.readers.base.audience import message_class
from guard.readers.base.found import Found, snapshot
from guard.readers.base.shapes import text
from guard.readers.base.source import NotReadable
from guard.readers.node_red.flow import Flow, flow_of, node_list
from guard.readers.node_red.sinks import Sink, sinks
from guard.readers.node_red.ways import Ways

TOOL = Tool(
    id="node-red",
    name="Node-RED",
    about="Flows of Node-RED, from flows.json and from exported flows.",
    docs="https://nodered.org/docs/user-guide/runtime/configuration",
)
_LOGINS = {"twitter-credentials": ("x", "screen_name")}
_ID = re.compile(r'"id"\s*:\s*"([^"\\]*)"\s*(,(?!\s*"port"\s*:))?')


def find(home: Path) -> Iterable[Path]:
    """The flow files of Node-RED's user folder."""
    folder = home / ".node-red"
    yield from sorted(path for path in folder.glob("flows*.json") if not path.stem.endswith("_cred"))


def claims(file: SourceFile) -> bool:
    """Whether the file lists Node-RED nodes; an empty list counts under the name that Node-RED gives it."""
    if file.syntax != "json":
        return False
    if file.document == [] and re.search(r"flows[\w.-]*\.json$", file.name):
        return True
    return node_list(file.document) is not None


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The publishing nodes that something in their flow sets in motion, and the logins that lie unused."""
    return Snapshot.of(snapshot(_read_one(file), [file]) for file in files)


def _read_one(file: SourceFile) -> Iterator[Found]:
    try:
        nodes = node_list(file.document) or []
    except NotReadable as problem:
        yield Unreadable(file.path, problem.reason, problem.line, problem.remedy)
        return
    flow = flow_of(nodes)
    ways, lines = Ways(flow), _lines(file)
    routes: dict[tuple[str, str], Route] = {}
    for node in flow.nodes:
        for sink in sinks(flow, node, ways.before(node)):
            place = _place(file, flow, node, lines)
            if not ways.started(node):
                yield Undecided("node-red", place, ways.unreached(node), flow.flow_name(node))
                continue
            key = (flow.tab(node), sink.key)
            if _only_answers(sink, asked=ways.only_asked(node)):
                continue
            route = _route(flow, node, sink, place, ways)
            if key not in routes or (route.enabled and not routes[key].enabled):
                routes[key] = route
    yield from routes.values()
    yield from _holdings(file, flow, list(routes.values()), lines)


def _route(flow: Flow, node: str, sink: Sink, place: Place, ways: Ways) -> Route:
    room = sink.end.account or (sink.end.ref or "").removeprefix("chat ").partition(";")[0]
    source = ways.source(node)
    kind = sink.kind or message_class(sink.end.platform or "", room, source, said=flow.name(node))
    return Route("node-red", source, sink.end, place, kind, ways.live(node), sink.confidence, flow.flow_name(node))


def _only_answers(sink: Sink, *, asked: bool) -> bool:
    """Whether a bot only answers those who write to it."""
    chat = sink.end.platform in {"telegram", "discord", "slack", "matrix"} and "chat " not in (sink.end.ref or "")
    return chat and asked


def _holdings(file: SourceFile, flow: Flow, routes: list[Route], lines: dict[str, int]) -> Iterator[Holding]:
    """Logins with a visible account that no route uses."""
    used = {route.destination.account for route in routes}
    for node, record in flow.nodes.items():
        platform, field = _LOGINS.get(text(record.get("type")), ("", ""))
        account = text(record.get(field)) if field else ""
        if account and account not in used:
            end = Endpoint(platform, account, f"twitter-credentials {node}")
            yield Holding("node-red", end, _place(file, flow, node, lines))


def _place(file: SourceFile, flow: Flow, node: str, lines: dict[str, int]) -> Place:
    kind, name = flow.type(node), flow.name(node)
    return Place(file.path, f'{kind} "{name}"' if name != kind else f"{kind} {node}", lines.get(node))


def _lines(file: SourceFile) -> dict[str, int]:
    """The line of each node: where its id is one key of several; a subflow names its inner nodes before they come."""
    found: dict[str, int] = {}
    at = line = 0
    for match in _ID.finditer(file.text):
        line += file.text.count("\n", at, match.start())
        at = match.start()
        if match[2] or match[1] not in found:
            found[match[1]] = line + 1
    return found
