"""The document that people read, before it has a format: a title, remarks, sections of texts, quotes and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guard.incident.exports import words
from guard.incident.moments import moment_of
from guard.model.incident import EntryKind
from guard.protocol.incidents import EntryView, IncidentView

_IN_ONE_GO = timedelta(minutes=5)
"""Between two drafts of one person: later ones are another thought."""


class Quote(str):
    """What somebody wrote, shown as a quotation, line by line."""

    __slots__ = ()


class Link(str):
    """An address: a link where it is one of the web's, else a text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; each row is as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands under it: texts are paragraphs of their own."""

    heading: str
    blocks: tuple[str | Table, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document."""

    language: str
    title: str
    about: Table
    """What it is: each row a name and a value."""
    alarm: str
    """What is wrong with the record; empty where nothing is."""
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]


def paper(view: IncidentView, language: str, bystanders: bool) -> Paper:
    """The whole incident, in the order in which somebody asks; parts without content are left out."""
    say = words.Words(language)
    sections = (Section(heading, tuple(blocks)) for heading, blocks in _sections(view, say))
    return Paper(
        language=language,
        title=view.title or view.incident,
        about=Table(("", ""), tuple(row for row in _about(view, say) if row[1])),
        alarm=say.broken(view.broken) if view.broken else "",
        remarks=() if bystanders else (say.left_out, say.may_remain),
        sections=tuple(section for section in sections if section.blocks),
    )


def moment(text: str) -> str:
    """``2026-11-22 23:24:05 +01:00``; what is no time as it stands."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    zone = f"{at:%z}"
    return f"{at:%Y-%m-%d %H:%M:%S}" + (f" {zone[:3]}:{zone[3:5]}" if zone else "")


def folded(entries: Sequence[EntryView]) -> list[tuple[str, EntryView]]:
    """The entries with their numbers; drafts that one person wrote in one go are the last of them.

    Each pause in writing makes an entry: read one by one, they hide what was done meanwhile.
    """
    told: list[tuple[int, EntryView]] = []
    for entry in entries:
        first = entry.number
        if told and _goes_on(told[-1][1], entry):
            first, _ = told.pop()
        told.append((first, entry))
    return [(str(last.number) if first == last.number else f"{first}–{last.number}", last) for first, last in told]


def _goes_on(before: EntryView, entry: EntryView) -> bool:
    if (before.kind, before.by) != (entry.kind, entry.by) or entry.kind != EntryKind.DRAFTED:
        return False
    then, now = moment_of(before.at), moment_of(entry.at)
    return then is not None and now is not None and timedelta() <= now - then <= _IN_ONE_GO


def _about(view: IncidentView, say: words.Words) -> Iterator[tuple[str, str]]:
    yield say.brand, view.badge.name
    yield say.number, view.incident
    yield say.opened, moment(view.opened)
    yield say.closed, moment(view.closed)
    yield say.severity, say.named(view.severity)
    yield say.hits, ", ".join(view.hits)
    yield say.account, view.account
    yield say.address, Link(view.url)


def _sections(view: IncidentView, say: words.Words) -> Iterator[tuple[str, Sequence[str | Table]]]:
    yield say.happened, [*([Quote(view.text)] if view.text else []), *view.facts]
    yield (
        say.steps,
        _table(
            (say.step, say.state, say.owner, say.when, say.open),
            [
                (
                    one.title,
                    say.named(one.status),
                    one.owner,
                    moment(one.since or one.due),
                    one.reason or " ".join(one.missing),
                )
                for one in view.steps
            ],
        ),
    )
    yield (
        say.teams,
        _table((say.team, say.told), [(one.name, one.told) for one in view.teams if one.chosen or one.told]),
    )
    yield (
        say.tools,
        _table(
            (say.tool, say.state, say.what, say.do, say.said),
            [(one.name, say.named(one.outcome), one.text, one.do, one.said) for one in view.lines],
        ),
    )
    yield (
        say.waiting,
        _table(
            (say.tool, say.item, say.due, say.state),
            [(one.tool, one.title, moment(one.due), say.named(one.fate)) for one in view.waiting],
        ),
    )
    yield say.deletion, [text for text in (say.chosen(view.deletion), view.deletion_reason, view.deleted) if text]
    yield say.statement, list(_statement(view, say))
    yield (
        say.people,
        _table(
            (say.number, say.who, say.wrote, say.answer),
            [(str(one.number), one.who, one.text, one.how or say.answered(one.answered)) for one in view.people],
        ),
    )
    yield say.talk, [text for text in (view.talk.text, *view.talk.sources) if text]
    yield (
        say.latest,
        _table((say.who, say.wrote, say.address), [(one.who, one.text, Link(one.link)) for one in view.talk.latest]),
    )
    rules = [(one.text, say.taken(one.taken)) for one in view.proposals if one.taken is not None]
    yield say.review, [*_table((say.rule, say.state), rules), *([view.no_rule] if view.no_rule else []), *view.lessons]
    yield (
        say.evidence,
        _table(
            (say.file, say.size, "SHA-256", say.what),
            [(one.name, say.bytes(one.size), one.sha256, one.what) for one in view.evidence],
        ),
    )
    yield (
        say.timeline,
        _table(
            (say.number, say.when, say.by, say.what),
            [(numbers, moment(one.at), one.by, one.text) for numbers, one in folded(view.entries)],
        ),
    )


def _statement(view: IncidentView, say: words.Words) -> Iterator[str]:
    if view.draft:
        yield Quote(view.draft)
    if view.approved:
        yield say.approved_by(view.approved)
    if view.published:
        yield Link(view.published)
    elif view.draft:
        yield say.not_out


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Table]:
    return [Table(head, tuple(rows))] if rows else []
