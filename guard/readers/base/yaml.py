"""YAML, built from the parser's events without recursion, since libyaml's composer crashes on deep nesting.

Scalars stay text but for null and booleans, so that ``on:`` is a key, ``22:22`` a time and ``1.10`` a version.
Aliases are counted at their full weight, duplicate keys are refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from guard.readers.base.values import MAX_DEPTH, MAX_NODES, NotReadable, Value, key_twice

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def yaml_values(text: str) -> list[Value]:
    """All documents in ``text``. A tagged scalar stays a text of its own (``!secret x``); raises NotReadable."""
    try:
        return list(_documents(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise NotReadable(f"is not valid YAML: {error.problem or error.context}", line, "mend the line") from None
    except yaml.YAMLError as error:
        raise NotReadable(f"is not valid YAML: {str(error).splitlines()[0]}") from None


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not complete yet."""

    value: dict[str, Value] | list[Value]
    anchor: str | None
    before: int
    """Nodes counted before it began."""
    key: str | None = None
    """The mapping key that waits for its value."""
    inherited: set[str] = field(default_factory=set)
    """Keys that came by ``<<``: the mapping's own may stand beside them, and win."""

    def take(self, value: Value, line: int) -> None:
        """Adds a list item, a key, or the value of the waiting key."""
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is None:
            self.key = _key(value, line)
            if self.key in self.value.keys() - self.inherited:
                raise key_twice(self.key, "mapping", line)
        elif self.key == "<<":
            for merged in value if isinstance(value, list) else [value]:
                for name, content in merged.items() if isinstance(merged, dict) else ():
                    if name not in self.value:
                        self.value[name] = content
                        self.inherited.add(name)
            self.key = None
        else:
            self.value[self.key] = value
            self.inherited.discard(self.key)
            self.key = None


@dataclass(slots=True)
class _Builder:
    """Puts one document together, event by event."""

    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    nodes: int = 0

    def complete(self, event: yaml.Event, line: int) -> tuple[Value] | None:
        """The value that ``event`` completes, in a tuple since None is a value too."""
        match event:
            case yaml.ScalarEvent():
                value = _scalar(event)
                self._count(1, line)
                self._remember(event.anchor, value, 1)
                return (value,)
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    raise NotReadable(f"uses the anchor {event.anchor!r} before it is complete", line)
                value, weight = self.anchors[event.anchor]
                self._count(weight, line)
                return (value,)
            case yaml.CollectionStartEvent():
                if len(self.stack) >= MAX_DEPTH:
                    raise NotReadable(f"is nested deeper than {MAX_DEPTH} levels", line)
                empty: dict[str, Value] | list[Value] = {} if isinstance(event, yaml.MappingStartEvent) else []
                self.stack.append(_Open(empty, event.anchor, self.nodes))
                self._count(1, line)
                return None
            case yaml.CollectionEndEvent():
                done = self.stack.pop()
                self._remember(done.anchor, done.value, self.nodes - done.before)
                return (done.value,)
        return None

    def _remember(self, anchor: str | None, value: Value, weight: int) -> None:
        if anchor:
            self.anchors[anchor] = (value, weight)

    def _count(self, nodes: int, line: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise NotReadable(f"has more than {MAX_NODES:,} values, aliases counted", line)


def _documents(text: str) -> Iterator[Value]:
    builder = _Builder()
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        completed = builder.complete(event, line)
        if completed is None:
            continue
        if builder.stack:
            builder.stack[-1].take(completed[0], line)
        else:
            yield completed[0]
            builder = _Builder(nodes=builder.nodes)


def _key(value: Value, line: int) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    raise NotReadable("has a key that is not text", line, "use a plain word as the key")


def _scalar(event: yaml.ScalarEvent) -> Value:
    tag = event.tag
    if tag and tag.startswith("!") and tag != "!":
        return f"{tag} {event.value}"
    return _WORDS[event.value] if not tag and event.implicit[0] and event.value in _WORDS else str(event.value)
