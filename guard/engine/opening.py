"""Opening an incident: from a row of the journal, or from what was posted; with what is known of it from the start."""

from guard.engine.departures import LOOKED_BACK, Fingerprint, facts, nothing_left, row_with
from guard.engine.response import Response
from guard.journal import Journal, JournalError
from guard.journal.reading import Row
from guard.model.identity import Identity
from guard.model.sentence import Sentence
from guard.workspace import Workspace


class NotOpened(Exception):
    """No incident was opened; the message is one sentence."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)
        self.text = text


def open_incident(
    response: Response,
    workspace: Workspace,
    journal: Journal | None,
    fingerprint: Fingerprint,
    *,
    brand: str,
    row: int | None,
    text: str,
    url: str,
    account: str,
    title: str,
    by: str,
) -> str:
    """Opens it and gives its name; raises NotOpened. Blocks while the journal is read.

    Where only the words are known, the journal is asked whether exactly these words left this machine.
    """
    rows = _rows(journal, response)
    number = row if row is not None else row_with(text, rows, fingerprint) if text.strip() else None
    found = next((one for one in rows if one.seq == number), None)
    if row is not None and found is None:
        raise NotOpened(Sentence.of("The journal has no row {row} within the last month.", row=row))
    whose = _brand(workspace, brand, found)
    told, known = [], None
    if found is not None:
        names = {one.id: one.name for one in workspace.identities}
        told = facts(rows, found.seq, names, text, fingerprint)
        detail = found.event.detail
        known = {"worn": detail.get("active"), "signals": detail.get("signals") or []}
    elif text.strip():
        told = [nothing_left(LOOKED_BACK.days)]
    return response.open(
        whose.id,
        title.strip() or str(Sentence.of("A slip of {brand}", brand=whose.name)),
        by,
        told,
        known,
        text=text,
        url=url,
        account=account or _account(found),
        source="link" if row is None else "journal",
        row=found.seq if found else None,
    )


def _rows(journal: Journal | None, response: Response) -> list[Row]:
    if journal is None:
        return []
    try:
        return list(journal.rows(since=response.now() - LOOKED_BACK))
    except JournalError:
        return []


def _brand(workspace: Workspace, wanted: str, found: Row | None) -> Identity:
    keys = found.event.detail.get("destinations") if found else []
    reached = keys if isinstance(keys, list) else []
    ours = (one for one in workspace.identities if any(account.key in reached for account in one.accounts))
    brand = workspace.identity(wanted) if wanted else next(ours, None)
    if brand is None and wanted:
        raise NotOpened(Sentence.of("There is no identity “{name}”.", name=wanted))
    if brand is None:
        raise NotOpened(Sentence.of("Say whose post it is."))
    return brand


def _account(found: Row | None) -> str:
    keys = found.event.detail.get("destinations") if found else None
    return str(keys[0]) if isinstance(keys, list) and keys else ""
