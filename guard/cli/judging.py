"""From the desk to an engine, and from a decision to what is shown; shared by check, replay and demo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.journal import JournalError
from guard.languages import said
from guard.model.decision import Decision, Reached, Severity, Verdict
from guard.model.sentence import Sentence
from guard.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from guard.checks import Check
    from guard.engine import Engine
    from guard.journal import Journal
    from guard.model.attempt import Attempt
    from guard.model.event import Event
    from guard.model.excepted import Excepted
    from guard.model.look import Look

_VERDICTS = {
    Verdict.ALLOW: Sentence.of("ALLOW"),
    Verdict.HOLD: Sentence.of("HOLD"),
    Verdict.DENY: Sentence.of("DENY"),
}
_BESIDES = Sentence.of("besides:")
_PAUSED = Sentence.of("The guard is paused, so it passes; hatcheck resume ends that.")
_RIGHT = Sentence.of("Right hat, known account, nothing odd.")
_EVERY_RULE, _RULE, _SAID = Sentence.of("Every rule that looked at it"), Sentence.of("rule"), Sentence.of("said")

EXIT_OF = {Verdict.ALLOW: 0, Verdict.HOLD: 10, Verdict.DENY: 11}


def usable(desk: Desk) -> tuple[Workspace, tuple[str, ...]]:
    """The workspace; a broken or missing one is empty, and the reason an unknown fact: it never means allow."""
    try:
        return desk.workspace, ()
    except WorkspaceError as error:
        return Workspace(desk.workspace_file), tuple(f"The workspace is broken: {p}" for p in error.problems)
    except Failure as failure:
        return Workspace(desk.workspace_file), (str(failure),)


class NoJournal:
    """Stands for a journal that cannot be opened: no row is kept, so nothing is allowed."""

    salt = b""

    def __init__(self, error: JournalError) -> None:
        self._error = error

    def append(self, _event: "Event") -> int:
        """Raises what is wrong with the journal."""
        raise self._error


@contextmanager
def record(desk: Desk) -> Iterator["Journal | NoJournal"]:
    """The journal; one that cannot be opened holds what is judged, and the reason is told with it."""
    try:
        journal = desk.journal()
    except JournalError as error:
        yield NoJournal(error)
        return
    with journal:
        yield journal


def engine(desk: Desk, workspace: Workspace, journal: "Journal | NoJournal", unknown: tuple[str, ...] = ()) -> "Engine":
    """The engine over the user's own files."""
    from guard.engine import Engine, clock
    from guard.engine.learnt import Learnt
    from guard.engine.mirrors import Mirrors
    from guard.engine.noticing import Noticing
    from guard.journal import fingerprint_of

    frozen: Mapping[str, str] = {}
    excepted: Mapping[str, Excepted] = {}
    paused = crisis = ""
    try:
        state = desk.state()
        frozen, crisis, excepted = state.frozen, state.crisis, state.excepted
        paused = state.paused.reason if state.paused and not state.paused.over(clock.now()) else ""
    except Failure as failure:
        unknown = (*unknown, str(failure))
    own, troubles = own_checks(desk)
    learnt = Learnt(desk.paths.past, desk.paths.voices)
    return Engine(
        workspace,
        Mirrors(workspace, desk.mirrors_file),
        journal.append,
        lambda text: fingerprint_of(text, journal.salt),
        frozen,
        (*unknown, *troubles),
        paused,
        Noticing(past=learnt.past, voices=learnt.voiced, trouble=learnt.trouble, own=own, crisis=crisis),
        excepted,
    )


def own_checks(desk: Desk) -> "tuple[Mapping[str, Check], tuple[str, ...]]":
    """The user's own checks, and what is wrong with those that are none."""
    from guard.engine.own_checks import own_checks as read
    from guard.workspace.caring import folder_of_own_checks

    return read(folder_of_own_checks(desk.workspace_file))


def warm(workspace: Workspace, attempt: "Attempt") -> None:
    """Has the dictionaries read where a brand's words are to be looked at: a check of their spelling needs them."""
    from guard.model.identity import IdentityKind

    brands = [one for one in workspace.identities if one.kind is IdentityKind.BRAND]
    if attempt.text and any(account in one.accounts for one in brands for account in attempt.destinations):
        from guard.checks.reading import dictionary

        dictionary.warm()


def looks(desk: Desk, workspace: Workspace, attempt: "Attempt") -> "Mapping[str, Look]":
    """What is seen in the files that go along."""
    if not attempt.media:
        return {}
    from guard.engine.pictures import Pictures
    from guard.pictures.looker import Asked

    pictures = Pictures(desk.paths.pictures)
    try:
        return pictures.look([Asked(media.path, path=media.path) for media in attempt.media], workspace)
    finally:
        pictures.close()


def plain(decision: Decision, *, explain: bool = False) -> dict[str, Any]:
    """The decision for programs."""
    told: dict[str, Any] = {
        "decision": decision.verdict.value,
        "reasons": [
            {"rule": r.rule, "severity": r.severity.value, "text": r.text, "evidence": r.evidence}
            for r in decision.reasons
        ],
        "signals": [
            {"check": s.check, "severity": s.severity.value, "text": s.text, "evidence": s.evidence}
            for s in decision.signals
        ],
        "reach": [_reached(reached) for reached in decision.reach],
    }
    if explain:
        told["heard"] = [{"rule": rule, "said": text} for rule, text in decision.heard]
    return told


def _reached(reached: Reached) -> dict[str, Any]:
    path = [
        {"from": s.source, "to": s.destination, "tool": s.tool, "name": s.name, "at": str(s.place)}
        for s in reached.path
    ]
    return {"account": str(reached.account) if reached.account else None, "shown": reached.shown, "path": path}


def show(decision: Decision, title: str, *, explain: bool = False, language: str = "en") -> None:
    """The decision for people, in their language."""

    def say(text: str) -> str:
        return output.plain(said(text, language))

    color = output.COLOR_OF_VERDICT[decision.verdict]
    output.show(f"[bold reverse {color}] {say(_VERDICTS[decision.verdict])} [/] {output.plain(title)}")
    for reason in decision.reasons:
        lines = [f"{say(reason.text)} [dim]({reason.rule})[/]"]
        if reason.evidence:
            lines.append(f"[dim]{output.home_short(say(reason.evidence))}[/]")
        output.show(output.barred(lines, output.COLOR_OF_SEVERITY[reason.severity]))
    reasons = {reason.rule for reason in decision.reasons}
    beside = [signal for signal in decision.signals if signal.check not in reasons]
    told = [signal for signal in beside if explain or signal.severity is not Severity.NOTE]
    for signal in told:
        output.show(f"  [dim]{say(_BESIDES)}[/] {say(signal.text)} [dim]({signal.check})[/]")
    if more := len(beside) - len(told):
        output.show(f"[dim]  {say(Sentence.of('Mere notes: {count}; --explain shows them.', count=more))}[/]")
    if decision.paused:
        output.show(f"[bold yellow]  {say(_PAUSED)}[/]")
    elif decision.verdict is Verdict.ALLOW and not decision.signals:
        output.show(f"[dim]  {say(_RIGHT)}[/]")
    if explain:
        rows = [(rule, say(text)) for rule, text in decision.heard]
        output.show(output.table(say(_EVERY_RULE), (say(_RULE), say(_SAID)), rows))
