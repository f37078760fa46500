"""What was going before it was paused, written down before it is touched: nothing is lost, nothing sent twice."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from guard.files import replace_file, turn
from guard.model.scheduler import Item, ItemKind, ItemState
from guard.model.sentence import Sentence

MAX_BYTES = 64 * 1024 * 1024


class Fate(StrEnum):
    """What has become of an item since it was written down."""

    NOTED = "noted"
    """It was going; whether it is paused was not read back yet."""
    WAITING = "waiting"
    """Read back as paused: a person looks at it again."""
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
        return self.fate in {Fate.NOTED, Fate.WAITING}


class BrokenLedger(Exception):
    """What waits cannot be read or written down; the message is a Sentence that names the file and what to do."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)
        self.text = text


class Ledger:
    """One small file; every change is on disk when the call returns. Every method raises BrokenLedger.

    Calls block: for milliseconds, or for ``patience`` seconds where another program has the file.
    """

    def __init__(self, path: Path, patience: float = 10.0) -> None:
        self._path, self._patience = path, patience

    def all(self) -> tuple[Waiting, ...]:
        """Everything, the oldest first."""
        try:
            if not self._path.exists():
                return ()
            if not self._path.is_file() or self._path.stat().st_size > MAX_BYTES:
                raise ValueError("this is no ledger")
            return tuple(_of(plain) for plain in json.loads(self._path.read_text(encoding="utf-8"))["waiting"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            text = Sentence.of(
                "{file} cannot be read ({kind}): what was paused stays paused;"
                " move the file away and put it back by hand in the tools.",
                file=self._path,
                kind=type(error).__name__,
            )
            raise BrokenLedger(text) from None

    def of(self, scheduler: str) -> tuple[Waiting, ...]:
        """What a person still has to decide about, of one tool."""
        return tuple(one for one in self.all() if one.scheduler == scheduler and one.open)

    def note(self, scheduler: str, items: Iterable[Item], now: datetime) -> None:
        """Writes down what is going. What is written down already and open keeps what is known of putting it back."""
        with self._turn("lock"):
            known = self.all()
            have = {one.item.id for one in known if one.scheduler == scheduler and one.open}
            new = tuple(Waiting(scheduler, item, now) for item in items if item.id not in have)
            if new:
                self._save((*known, *new))

    def change(self, scheduler: str, item_id: str, item: Item, fate: Fate, by: str = "") -> None:
        """What has become of the open entry of ``item_id``; ``item`` is what is kept of it from now on."""
        self.settle(scheduler, {item_id: (item, fate)}, by)

    def settle(self, scheduler: str, fates: Mapping[str, tuple[Item, Fate]], by: str = "") -> None:
        """What has become of several open entries, by their ids, in one step."""
        with self._turn("lock"):
            known = self.all()
            changed = tuple(
                _settled(one, *fates[one.item.id], by)
                if one.scheduler == scheduler and one.open and one.item.id in fates
                else one
                for one in known
            )
            if changed != known:
                self._save(changed)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While one item is put back: nobody else puts one back meanwhile, in whichever process."""
        with self._turn("resuming"):
            yield

    @contextmanager
    def _turn(self, name: str) -> Iterator[None]:
        try:
            with turn(self._path.with_suffix(f".{name}"), self._patience):
                yield
        except OSError as error:
            why = error.strerror or type(error).__name__
            text = Sentence.of("{file} cannot be written ({why}).", file=self._path, why=why)
            raise BrokenLedger(text) from None

    def _save(self, entries: Sequence[Waiting]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self._path, json.dumps({"waiting": [_plain(one) for one in entries]}, indent=1))


def _settled(one: Waiting, item: Item, fate: Fate, by: str) -> Waiting:
    return replace(one, item=item, fate=fate, by=by or one.by)


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


def _plain(one: Waiting) -> dict[str, Any]:
    return {
        "scheduler": one.scheduler,
        "item": item_to_plain(one.item),
        "noted": one.noted.isoformat(),
        "fate": one.fate.value,
        "by": one.by,
    }


def _of(plain: Mapping[str, Any]) -> Waiting:
    fate = Fate(plain["fate"])
    return Waiting(str(plain["scheduler"]), item_of(plain["item"]), _moment(plain["noted"]), fate, str(plain["by"]))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment
