"""An incident in the terminal: where it stands, what is known, what is next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from guard.cli import output
from guard.cli.desk import Desk
from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.incidents import EntryView, IncidentView, PersonView, StepView, ToolLine, WaitingItem

if TYPE_CHECKING:
    from guard.engine.response import Response

_MARKS = {"done": "[green]✓[/]", "skipped": "[dim]–[/]", "open": "[bold yellow]▸[/]", "waiting": "[dim]·[/]"}
_TOOLS = {"paused": "[green]✓[/]", "nothing": "[green]✓[/]", "failed": "[red]✗[/]", "pausing": "[cyan]…[/]"}
_ENTRIES = 8
"""Entries of the timeline that are shown where everything is shown; exports have them all."""
_NEXT = {
    "assess": "hatcheck incident assess --hits … --severity … --team …",
    "pause": "hatcheck incident pause | paused TOOL --how …",
    "deletion": "hatcheck incident deletion delete|keep --reason …",
    "statement": "hatcheck incident statement … | published URL",
    "answers": "hatcheck incident person … | answered NUMBER --how …",
    "resume": "hatcheck unfreeze ID | hatcheck incident restore|leave-out TOOL ITEM",
    "review": "hatcheck incident rule … | lesson …",
}


def show(view: IncidentView, form: str, language: str, *, brief: bool) -> int:
    """The whole of it, or after a deed only where it stands by then."""
    if form == "json":
        output.show_json(msgspec.to_builtins(view))
        return 0
    body = [] if brief else _body(view, language)
    for line in (*_head(view, language), *_steps(view), *body, *_next(view, language)):
        output.show(line)
    return 0


def show_list(response: "Response", desk: Desk, form: str, language: str) -> int:
    """All incidents, the newest first."""
    from guard.engine.incident_lines import line_of

    found, broken = response.incidents.all()
    lines = [line_of(one, desk.workspace, language) for one in found]
    if form == "json":
        output.show_json({"incidents": [msgspec.to_builtins(one) for one in lines], "broken": list(broken)})
        return 0
    told = [(one.incident, one.badge.name, one.title, one.step or f"✓ {one.closed[:10]}") for one in lines]
    rows = [tuple(map(output.plain, row)) for row in told]
    columns = [said(word, language) for word in _COLUMNS]
    if rows:
        output.show(output.table(said(_INCIDENTS, language), columns, rows))
    elif not broken:
        output.show(said(Sentence.of("There is no incident."), language))
    for problem in broken:
        output.show(f"[red]{output.plain(problem)}[/]")
    return 1 if broken else 0


def _head(view: IncidentView, language: str) -> Iterator[str]:
    frozen = f" [bold red]{said(_FROZEN, language)}[/]" if view.frozen else ""
    name, title = output.plain(view.badge.name), output.plain(view.title)
    yield f"[bold]{name}[/]{frozen}  {title}  [dim]{output.plain(view.incident)}[/]"
    if view.broken:
        yield f"[red]{output.plain(view.broken)}[/]"


def _steps(view: IncidentView) -> Iterator[str]:
    for step in view.steps:
        owner = f"  [dim]{output.plain(step.owner)}{_until(step)}[/]" if step.owner else ""
        why = f"  [dim]({output.plain(step.reason)})[/]" if step.reason else ""
        title = f"[bold]{output.plain(step.title)}[/]" if step.status == "open" else output.plain(step.title)
        yield f"  {_MARKS[step.status]} {title}{owner}{why}"


def _until(step: StepView) -> str:
    if not step.due:
        return ""
    text = f", {datetime.fromisoformat(step.due).astimezone():%d.%m. %H:%M}"
    return f"[/][red]{text}[/][dim]" if step.late else text


def _body(view: IncidentView, language: str) -> Iterator[str]:
    """Section by section; one of which there is nothing to tell is left out."""
    sections = (
        (Sentence.of("What was posted"), list(_in_lines(view.text))),
        (Sentence.of("What is known"), [output.plain(fact) for fact in view.facts]),
        (Sentence.of("Tools"), [part for line in view.lines for part in _tool(line, language)]),
        (Sentence.of("Statement"), list(_statement(view))),
        (Sentence.of("People"), [_person(one) for one in view.people]),
        (Sentence.of("Waiting to be looked at"), [_waiting(one, language) for one in view.waiting if _open(one)]),
        (Sentence.of("What would have caught it"), list(_proposals(view))),
        (Sentence.of("Timeline"), [_entry(one) for one in view.entries[-_ENTRIES:]]),
    )
    for head, lines in sections:
        if lines:
            yield f"\n[bold]{said(head, language)}[/]"
            yield from (f"  {line}" for line in lines)


def _in_lines(text: str) -> Iterator[str]:
    """A text of several lines, each made harmless."""
    yield from map(output.plain, text.splitlines())


def _open(item: WaitingItem) -> bool:
    return item.fate in {"waiting", "noted"}


def _statement(view: IncidentView) -> Iterator[str]:
    if view.draft:
        yield from _in_lines(view.draft)
        yield from (f"[yellow]{output.plain(one.text)}[/]" for one in view.noticed if one.severity != "note")


def _person(person: PersonView) -> str:
    mark = "[green]✓[/]" if person.answered else "[dim]–[/]" if person.how else "[yellow]·[/]"
    return f"{mark} {person.number}  {output.plain(person.who)}  [dim]{output.plain(person.how or person.text)}[/]"


def _waiting(item: WaitingItem, language: str) -> str:
    due = f"{datetime.fromisoformat(item.due).astimezone():%d.%m. %H:%M}" if item.due else item.kind
    late = f" [red]{said(_LATE, language)}[/]" if item.late else ""
    named = f"{output.plain(item.scheduler)} {output.plain(item.item)}"
    return f"{named}  {output.plain(item.title)}  [dim]{due}[/]{late}"


def _proposals(view: IncidentView) -> Iterator[str]:
    if view.current in {"review", ""}:
        for one in view.proposals:
            yield f"{'[green]✓[/] ' if one.taken else ''}{output.plain(one.rule)}: {output.plain(one.text)}"


def _entry(entry: EntryView) -> str:
    moment = datetime.fromisoformat(entry.at).astimezone()
    return f"[dim]{moment:%H:%M:%S} {output.plain(entry.by)}[/] {output.plain(entry.text)}"


def _tool(line: ToolLine, language: str) -> Iterator[str]:
    mark = _TOOLS.get(line.outcome, "[yellow]?[/]")
    yield f"{mark} {output.plain(line.name)} [dim]({output.plain(line.scheduler)})[/]  {output.plain(line.text)}"
    if line.said:
        pattern = "By hand, and not read back: {how}"
        yield f"    {output.plain(said(Sentence.of(pattern, how=line.said), language))}"
    elif line.do:
        yield f"    {output.plain(line.do)} {output.plain(line.link)}"


def _next(view: IncidentView, language: str) -> Iterator[str]:
    """The step that is open: what to think of, what is missing, what to type."""
    step = next((one for one in view.steps if one.step == view.current), None)
    if step is None:
        if not view.closed:
            yield said(Sentence.of("All steps are over: hatcheck incident close"), language)
        return
    yield f"\n[bold]{output.plain(step.title)}[/]"
    yield from (f"  {output.plain(one)}" for one in step.guidance)
    yield from (f"  [yellow]○ {output.plain(one)}[/]" for one in step.missing)
    yield f"  [dim]{_NEXT[step.step]}[/]" if step.missing else f"  [dim]hatcheck incident done {step.step}[/]"


_COLUMNS = (Sentence.of("name"), Sentence.of("brand"), Sentence.of("what"), Sentence.of("step"))
_INCIDENTS = Sentence.of("Incidents")
_FROZEN = Sentence.of("FROZEN")
_LATE = Sentence.of("its time has passed")
