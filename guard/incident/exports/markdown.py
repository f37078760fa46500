"""The incident as Markdown. What people wrote can make no heading, link, table, picture or HTML of it."""

import re
from collections.abc import Iterator

from guard.incident.exports.paper import Link, Paper, Quote, Table, paper
from guard.incident.exports.plain import is_web, lines, one_line
from guard.protocol.incidents import IncidentView

_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&$^{}]")
_OPENING = re.compile(r"^(\s*)([-+=>:]|\d+(?=[.)]))")
"""What makes a list, a line under a heading or a quotation, where a line begins with it."""
_LINKED = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data|file|www)(?=[:.])")
"""What programs turn into links by themselves."""


def render(view: IncidentView, language: str, bystanders: bool) -> str:
    """The incident as CommonMark with tables."""
    return "\n".join(_document(paper(view, language, bystanders))).encode("utf-8", "replace").decode() + "\n"


def _document(told: Paper) -> Iterator[str]:
    yield f"# {escaped(told.title)}"
    if told.alarm:
        yield f"\n> **{escaped(told.alarm)}**"
    for remark in told.remarks:
        yield f"\n*{escaped(remark)}*"
    yield ""
    for name, value in told.about.rows:
        yield f"- **{escaped(name)}:** {_inline(value)}"
    for section in told.sections:
        yield f"\n## {escaped(section.heading)}"
        for block in section.blocks:
            yield ""
            yield from _table(block) if isinstance(block, Table) else _block(block)


def _block(text: str) -> Iterator[str]:
    if isinstance(text, Quote):
        yield from (f"> {escaped(line)}".rstrip() + "  " for line in lines(text) or [""])
    else:
        yield _inline(text)


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(escaped, table.head))} |"
    yield f"|{' --- |' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(map(_inline, row))} |"


def _inline(text: str) -> str:
    if isinstance(text, Link) and is_web(text):
        return f"<{re.sub(r'[<>|`]', '', one_line(text))}>"
    return escaped(text)


def escaped(text: str) -> str:
    """The text on one line, such that it is shown as it was written."""
    line = one_line(text)
    opening = _OPENING.match(line)
    line = _SIGNS.sub(r"\\\g<0>", line)
    line = _LINKED.sub(lambda match: f"{match[1]}\\", line)
    if opening:
        at = opening.end() if opening[2].isdigit() else opening.start(2)
        if not line.startswith("\\", at):
            line = f"{line[:at]}\\{line[at:]}"
    return line
