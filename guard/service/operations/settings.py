"""The operation ``settings``: the workspace as it can be edited in a window."""

from collections.abc import Iterator
from pathlib import Path

from guard.checks.topics import TOPICS
from guard.engine.questions import questions
from guard.languages import said
from guard.model.identity import Identity, Unguarded
from guard.model.route import Snapshot
from guard.platforms import load as platforms
from guard.protocol import ErrorCode, Refused
from guard.protocol.replies import (
    IdentitySetting,
    PlatformHint,
    PolicySetting,
    SettingsReply,
    TopicHint,
    Unnamed,
)
from guard.service.operations.checking import check_settings
from guard.workspace import Workspace, WorkspaceError, load
from guard.workspace.durations import spoken, spoken_hours
from guard.workspace.where import written


def settings(user: Path, organisation: Path, snapshot: Snapshot | None = None, language: str = "en") -> SettingsReply:
    """The workspace in the words of a form, and what the snapshot of its tools leaves unnamed.

    What the organisation's file says is marked as locked. Where there is no file yet, there is nothing to show.
    Raises Refused (``not-read``) where a file cannot be used.
    """
    try:
        below = organisations(organisation)
        workspace = _or_nothing(user, organisation)
    except WorkspaceError as error:
        raise Refused(ErrorCode.NOT_READ, "\n".join(str(problem) for problem in error.problems)) from None
    given = {identity.id for identity in below.identities}
    return SettingsReply(
        identities=[identity_setting(one, locked=one.id in given) for one in workspace.identities],
        policies=[
            PolicySetting(one.source, one.destination, one.verdict.value, locked=number < len(below.policies))
            for number, one in enumerate(workspace.policies)
        ],
        tools=[written(path) for path in workspace.tools],
        unnamed=list(unnamed(snapshot or Snapshot(), workspace)),
        platforms=[
            PlatformHint(one.id, one.name, one.examples[0] if one.examples else "")
            for one in sorted(platforms().values(), key=lambda one: one.name.casefold())
        ],
        wait=spoken(workspace.hold_wait),
        idle=spoken(workspace.idle_after),
        path=str(workspace.path),
        language=workspace.language,
        checks=check_settings(workspace, below.checking, language),
        links=workspace.checking.links,
        drills=workspace.checking.drills,
        topics=[TopicHint(name, said(text, language)) for name, text in TOPICS.items()],
    )


def organisations(file: Path) -> Workspace:
    """What the organisation's file says by itself; an empty workspace where there is none."""
    return _or_nothing(file)


def _or_nothing(user: Path, organisation: Path | None = None) -> Workspace:
    try:
        return load(user, organisation)
    except FileNotFoundError:
        return Workspace(user)


def unnamed(snapshot: Snapshot, workspace: Workspace) -> Iterator[Unnamed]:
    """The credentials of which nobody has said which account they are."""
    for question in questions(snapshot, workspace):
        yield Unnamed(question.key, question.endpoint.platform or "", question.seen)


def identity_setting(one: Identity, *, locked: bool = False) -> IdentitySetting:
    """The identity in the words of a form."""
    care = one.care
    return IdentitySetting(
        id=one.id,
        name=one.name,
        kind=one.kind.value,
        color=one.color,
        accounts=[str(account) for account in one.accounts],
        folders=[written(Path(folder)) for folder in one.folders],
        hours=[spoken_hours(worked) for worked in one.hours],
        session=spoken(one.session) if one.session else "",
        unguarded="" if one.unguarded is Unguarded.ASK else one.unguarded.value,
        hashtags=[f"#{word}" for word in care.hashtags],
        confirm_hashtags=care.confirm_hashtags,
        names=list(care.names),
        sites=list(care.sites),
        topics=sorted(care.topics),
        checklist=list(care.checklist),
        checklist_for=sorted(care.checklist_for),
        second_look=sorted(care.second_look),
        locked=locked,
    )
