"""The operation ``discover``: looks for tools' configurations and proposes who is who."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from guard.engine.proposals import accounts, proposals
from guard.intake import Ended
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol.replies import Found, Proposed
from guard.service.operations.reading import Tell, read
from guard.service.operations.settings import unnamed
from guard.workspace import Workspace
from guard.workspace.where import written


def discover(home: str, *, progress: Tell, stop: Event, workspace: Workspace | None = None) -> Found:
    """What lies below ``home`` (the home folder where it is empty); accounts that the workspace knows are not proposed.

    Nothing is written. Raises Refused: ``not-read`` where there is no such folder, ``cancelled`` when ``stop`` is set.
    """
    workspace = workspace or Workspace(Path())
    root = Path(home) if home else Path.home()
    if not root.is_dir():
        text = Sentence.of("{place} is no folder that can be looked into. Name another one.", place=root)
        raise Refused(ErrorCode.NOT_READ, text)
    try:
        places = list(dict.fromkeys(_places(root, progress, stop)))
        snapshot = read((str(place) for place in places), progress, stop)
    except Ended:
        text = Sentence.of("The search was stopped. Nothing was changed; it can be begun again.")
        raise Refused(ErrorCode.CANCELLED, text) from None
    owned = {account for identity in workspace.identities for account in identity.accounts}
    return Found(
        identities=[
            Proposed(one.id, one.name, one.kind, [str(account) for account in one.accounts])
            for one in proposals(account for account in accounts(snapshot) if account not in owned)
        ],
        tools=[written(place) for place in places],
        routes=len(snapshot.routes),
        unreadable=[f"{lost.file} {lost.reason}" for lost in snapshot.unreadable],
        unnamed=list(unnamed(snapshot, workspace)),
    )


def _places(root: Path, progress: Tell, stop: Event) -> Iterator[Path]:
    """Where each tool keeps its configurations, as far as they exist."""
    from guard.readers._index import readers

    known = list(readers())
    for number, reader in enumerate(known):
        if stop.is_set():
            raise Ended
        progress(Sentence.of("Looking for {tool}", tool=reader.TOOL.name), number, len(known))
        yield from reader.find(root)
