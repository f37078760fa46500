"""PROTOCOL.md, made from the code: ``python -m guard.protocol.document`` prints it, and a test keeps the file equal."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, get_type_hints

import msgspec

from guard import frames
from guard.protocol import card, deeds, desk, errors, events, incidents, replies, requests
from guard.protocol.edits import EDITS
from guard.protocol.operations import OPERATIONS
from guard.protocol.version import PROTOCOL

_INTRODUCTION = f"""\
# The protocol

Made from `guard/protocol/` by `python -m guard.protocol.document`; edit there.

Version {PROTOCOL}. One engine per desk listens on a local socket: `$HATCHECK_SOCKET`, else `engine.sock` in
`$HATCHECK_STATE`, else `$XDG_RUNTIME_DIR/hatcheck/engine.sock`, else `/tmp/hatcheck-<uid>/hatcheck/engine.sock`; on
Windows a named pipe `hatcheck-…`. The folder is 0700, the socket 0600, and both sides ask the system which user is at
the other end. There is no TCP port.

A frame is four bytes of length, little-endian, then that many bytes of UTF-8 JSON; at most
{frames.MAX_FRAME // 1024 // 1024} MiB from the engine, less towards it (see `guard/service/connection.py`). A client
asks `{{"n": 1, "op": "…", …}}`; the engine says `{{"n": 1, "reply": {{…}}}}`, or
`{{"n": 1, "error": {{"code": "…", "text": "…"}}}}`, and `{{"event": "…", …}}` without being asked. Replies may come in
another order than the requests. The first request is `hello`, with the version; two versions that differ do not talk.

A connection has one role: a **gate** catches posts and waits for verdicts, a **face** shows holds to the person and
brings the answers. Whoever loses the connection has no verdict, and no verdict is a no.
"""


_EVENTS = (
    desk.Desk,
    events.Held,
    events.Closed,
    events.Alert,
    events.IncidentChanged,
    events.Progress,
    events.Briefing,
    events.Raised,
)


def document() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *_operations(), *_events(), *_edits(), *_shapes(), *_errors()])


def _operations() -> Iterator[str]:
    yield "## Requests\n"
    for operation in OPERATIONS:
        roles = " or ".join(sorted(role.value for role in operation.roles))
        yield f"### `{_tag(operation.request)}` ({roles}) → {operation.reply.__name__}\n"
        yield _about(operation.request)
        yield from _fields(operation.request, leave=("n",))


def _events() -> Iterator[str]:
    yield "## Events\n"
    for shape in _EVENTS:
        yield f"### `{_tag(shape)}`\n"
        yield _about(shape)
        yield from _fields(shape)


def _edits() -> Iterator[str]:
    yield "## Edits\n"
    yield 'What `change` takes: `{"what": …, "values": {…}}`.\n'
    yield from (f"- `{what}`: {about}" for what, about in EDITS.items())
    yield ""


def _shapes() -> Iterator[str]:
    yield "## Shapes\n"
    own = {operation.request for operation in OPERATIONS} | {desk.Desk, requests.Request, *_EVENTS, events.Event}
    for module in (requests, replies, events, card, desk, incidents, deeds):
        for shape in vars(module).values():
            is_shape = inspect.isclass(shape) and issubclass(shape, msgspec.Struct)
            if is_shape and shape.__module__ == module.__name__ and shape not in own:
                yield f"### {shape.__name__}\n"
                yield _about(shape)
                yield from _fields(shape)


def _errors() -> Iterator[str]:
    yield "## Errors\n"
    yield "Codes are only ever added.\n"
    told = _told(errors.ErrorCode)
    yield from (f"- `{code.value}`: {told[code.name]}" for code in errors.ErrorCode)
    yield ""


def _fields(shape: type[msgspec.Struct], leave: tuple[str, ...] = ()) -> Iterator[str]:
    told, hints = _told(shape), get_type_hints(shape)
    lines = []
    for field in msgspec.structs.fields(shape):
        if field.name in leave:
            continue
        about = f": {told[field.name]}" if field.name in told else ""
        optional = "" if field.required else f" = `{_default(field)}`"
        lines.append(f"- `{field.name}` {_type(hints[field.name])}{optional}{about}")
    if lines:
        yield "\n".join(lines) + "\n"


def _default(field: Any) -> str:
    made = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    return msgspec.json.encode(made).decode()


def _type(hint: Any) -> str:
    named = getattr(hint, "__name__", None) if not getattr(hint, "__args__", None) else None
    return named or str(hint).replace("guard.protocol.", "").replace("typing.", "")


def _tag(shape: type[msgspec.Struct]) -> str:
    return str(shape.__struct_config__.tag)


def _about(shape: type) -> str:
    return textwrap.fill(inspect.cleandoc(shape.__doc__ or "").replace("``", "`"), 130) + "\n"


@cache
def _told(shape: type) -> dict[str, str]:
    """What the source says under each field."""
    tree = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(shape))))
    lines = next(part for part in tree if isinstance(part, ast.ClassDef)).body
    told = {}
    for line, after in pairwise(lines):
        target = (
            line.target
            if isinstance(line, ast.AnnAssign)
            else line.targets[0]
            if isinstance(line, ast.Assign)
            else None
        )
        if isinstance(target, ast.Name) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            told[target.id] = " ".join(str(after.value.value).split()).replace("``", "`")
    return told


if __name__ == "__main__":
    sys.stdout.write(document())
