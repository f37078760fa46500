"""What waits, as plain JSON, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState


class Fate(StrEnum):
    """What has become of an item since it was written down."""

    NOTED = "noted"
    """It was going; whether it is paused was not read back yet."""
    WAITING = "waiting"
    """Read back as paused: a person looks at it again."""
    RESTORING = "putting back"
    """Somebody began to put it back, and how that ended is not known: the tool must be asked before anything else."""
    RESTORED = "restored"
    """Put back, and read back as going."""
    LEFT_OUT = "left out"
    """A person decided that it stays out."""
    SENT = "sent"
    """It went out all the same."""
    GONE = "gone"
    """The tool knows it no more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item that was going when everything was paused."""

    scheduler: str
    item: Item
    noted: datetime
    fate: Fate = Fate.NOTED
    by: str = ""
    """Who decided what becomes of it, and why, in their words."""

    @property
    def open(self) -> bool:
        """Whether a person still has to decide about it."""
        return self.fate in {Fate.NOTED, Fate.WAITING, Fate.RESTORING}


def item_to_plain(item: Item) -> dict[str, Any]:
    """As plain JSON; ``item_of`` gives an equal item back."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "state": item.state.value,
        "due": item.due.isoformat() if item.due else None,
        "accounts": list(item.accounts),
        "link": item.link,
        "kept": dict(item.kept),
    }


def item_of(plain: Mapping[str, Any]) -> Item:
    """The item of ``item_to_plain``; raises KeyError, ValueError or TypeError for anything else."""
    return Item(
        id=str(plain["id"]),
        kind=ItemKind(plain["kind"]),
        title=str(plain["title"]),
        state=ItemState(plain["state"]),
        due=_moment(plain["due"]) if plain["due"] else None,
        accounts=tuple(map(str, plain["accounts"])),
        link=str(plain["link"]),
        kept=dict(plain["kept"]),
    )


def to_plain(one: Waiting) -> dict[str, Any]:
    """As plain JSON, without its scheduler, which the whole file names."""
    return {"item": item_to_plain(one.item), "noted": one.noted.isoformat(), "fate": one.fate.value, "by": one.by}


def changed(old: Waiting, new: Waiting) -> dict[str, Any]:
    """What of ``to_plain`` is another in ``new``; ``applied`` makes ``new`` of it again."""
    before, after = to_plain(old), to_plain(new)
    item = {key: value for key, value in after["item"].items() if value != before["item"][key]}
    found = {key: value for key, value in after.items() if key != "item" and value != before[key]}
    return {**found, "item": item} if item else found


def applied(scheduler: str, old: Waiting | None, plain: Mapping[str, Any]) -> Waiting:
    """A new entry, or the old one with what has changed; raises as ``item_of`` does."""
    if old is not None:
        before = to_plain(old)
        plain = {**before, **plain, "item": {**before["item"], **plain.get("item", {})}}
    item, noted = item_of(plain["item"]), _moment(plain["noted"])
    return Waiting(scheduler, item, noted, Fate(plain["fate"]), str(plain["by"]))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment
