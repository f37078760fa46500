"""Opening an incident: from a row of the journal, or from what was posted; with what is known of it from the start."""

from collections.abc import Mapping

from guard.engine.departures import LOOKED_BACK, Fingerprint, facts, nothing_left, row_with
from guard.engine.response import Response, called
from guard.journal import Journal, JournalError
from guard.journal.reading import Row
from guard.model.identity import Identity, IdentityKind
from guard.model.incident import Incident
from guard.model.sentence import Sentence
from guard.protocol.deeds import LONGEST
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
    """Opens it and gives its name; raises NotOpened and BrokenRecord. Blocks while the journal is read.

    Where only the words are known, the journal is asked whether exactly these words left this machine. An incident
    that a freeze opened, of which no post is known yet, takes this one up; the same post twice is one incident.
    """
    _short(text, url, account, title)
    rows = _rows(journal, response)
    if rows is None and row is not None:
        raise NotOpened(Sentence.of("The journal cannot be read now: say whose post it is, and its words."))
    number = row if row is not None else row_with(text, rows or [], fingerprint) if text.strip() else None
    found = next((one for one in rows or [] if one.seq == number), None)
    if row is not None and found is None:
        raise NotOpened(Sentence.of("The journal has no row {row} within the last month.", row=row))
    whose = _brand(workspace, brand, found)
    told: list[str] = []
    known = None
    if found is not None:
        names = {one.id: one.name for one in workspace.identities}
        told = facts(rows or [], found.seq, names, text, fingerprint)
        detail = found.event.detail
        known = {"worn": detail.get("active"), "signals": detail.get("signals") or []}
    elif text.strip():
        told = [nothing_left(LOOKED_BACK.days) if rows is not None else _UNREAD]
    post: dict[str, str | int | None] = {
        "text": text,
        "url": url,
        "account": account or _account(found),
        "source": "link" if row is None else "journal",
        "row": found.seq if found else None,
    }
    for one in response.incidents.all()[0]:
        if one.brand == whose.id and not one.closed and _same(one, post):
            return one.id
    current = response.incidents.current(whose.id)
    if current and current.source == "freeze" and not (current.text or current.url or current.row):
        response.tell(current.id, told or [_KNOWN], known, post)
        return current.id
    name = called(title, text, url, str(post["account"]), whose.name)
    return response.open(whose.id, name, by, told, known, **post)


_UNREAD = Sentence.of("The journal cannot be read now, so nobody knows yet whether these words left from here.")
_KNOWN = Sentence.of("It is known by now which post it is.")


def _short(*texts: str) -> None:
    if any(len(text) > LONGEST for text in texts):
        raise NotOpened(Sentence.of("That is longer than {most} characters.", most=LONGEST))


def _same(one: Incident, post: Mapping[str, str | int | None]) -> bool:
    """Whether this incident is of the same post: a button may be pressed twice."""
    if post["row"] is not None or one.row is not None:
        return one.row == post["row"]
    return bool(one.text or one.url) and (one.text, one.url) == (post["text"], post["url"])


def _rows(journal: Journal | None, response: Response) -> list[Row] | None:
    """Of the last month; None where they cannot be read."""
    if journal is None:
        return None
    try:
        return list(journal.rows(since=response.now() - LOOKED_BACK))
    except JournalError:
        return None


def _brand(workspace: Workspace, wanted: str, found: Row | None) -> Identity:
    keys = found.event.detail.get("destinations") if found else []
    reached = keys if isinstance(keys, list) else []
    brands = (one for one in workspace.identities if one.kind is IdentityKind.BRAND)
    ours = (one for one in brands if any(account.key in reached for account in one.accounts))
    brand = workspace.identity(wanted) if wanted else next(ours, None)
    if brand is None and wanted:
        raise NotOpened(Sentence.of("There is no identity “{name}”.", name=wanted))
    if brand is None:
        raise NotOpened(Sentence.of("Say of which brand the post is."))
    return brand


def _account(found: Row | None) -> str:
    keys = found.event.detail.get("destinations") if found else None
    return str(keys[0]) if isinstance(keys, list) and keys else ""
