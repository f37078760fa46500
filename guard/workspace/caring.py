"""What the workspace says about the content checks: for one brand, and for all."""

from pathlib import Path

from guard.model.attempt import Verb
from guard.model.care import Care
from guard.workspace.read import Table, WorkspaceFile
from guard.workspace.values import Checking, Colleague

Where = tuple[str | int, ...]

TOPICS = (
    "religion",
    "politics",
    "sex",
    "violence",
    "death and disaster",
    "alcohol and drugs",
    "discrimination",
    "money and law",
)
"""The topics that a brand may speak of every day."""


def care(file: WorkspaceFile, where: Where, table: Table) -> Care:
    """What one identity wants looked at."""
    confirm = table.get("confirm_hashtags", False)
    if not isinstance(confirm, bool):
        file.problem((*where, "confirm_hashtags"), f'"confirm_hashtags" is {confirm!r}', "Write true or false")
    return Care(
        hashtags=tuple(word.lstrip("#").casefold() for word in file.texts(where, table, "hashtags")),
        confirm_hashtags=confirm is True,
        names=file.texts(where, table, "names"),
        sites=tuple(site(word) for word in file.texts(where, table, "sites")),
        topics=_of(file, where, table, "topics", frozenset(TOPICS)),
        checklist=file.texts(where, table, "checklist"),
        checklist_for=_of(file, where, table, "checklist_for", frozenset(Verb)),
        second_look=frozenset(file.texts(where, table, "second_look")),
    )


def checking(file: WorkspaceFile, lower: Checking) -> Checking:
    """What is said for all brands; what this file does not say stays as it is below."""
    for where, table in file.tables("checks"):
        links = file.text(where, table, "links")
        if links and links not in {"look", "offline"}:
            what = f'"{links}" does not say whether links are looked up'
            file.problem((*where, "links"), what, 'Write links = "look" or links = "offline"')
        drills = table.get("drills", lower.drills)
        if not isinstance(drills, bool):
            file.problem((*where, "drills"), f'"drills" is {drills!r}', "Write drills = true or drills = false")
        model = file.text(where, table, "model")
        return Checking(
            off=lower.off | frozenset(file.texts(where, table, "off")),
            hold=lower.hold | frozenset(file.texts(where, table, "hold")),
            links=links == "look" if links else lower.links,
            drills=drills is True,
            model=file.folder((*where, "model"), model) if model else lower.model,
        )
    return lower


def colleagues(file: WorkspaceFile) -> tuple[Colleague, ...]:
    """Who may take the second look."""
    return tuple(
        Colleague(file.text(where, table, "id", needed=True), file.text(where, table, "name") or str(table.get("id")))
        for where, table in file.tables("colleague")
    )


def site(text: str) -> str:
    """``https://www.redcross.org/give`` is ``redcross.org``."""
    return text.strip().casefold().rpartition("://")[2].partition("/")[0].removeprefix("www.")


def _of(file: WorkspaceFile, where: Where, table: Table, key: str, known: frozenset[str]) -> frozenset[str]:
    said = frozenset(word.strip().casefold() for word in file.texts(where, table, key))
    for word in sorted(said - known):
        file.problem((*where, key), f'"{word}" is not known in {key}', f"Known are: {', '.join(sorted(known))}")
    return said & known


def folder_of_own_checks(workspace: Path) -> Path:
    """Where checks of one's own lie: ``checks`` beside the workspace."""
    return workspace.parent / "checks"
