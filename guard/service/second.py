"""The second voice's side of a room: what was posted so far, what pictures show, and what became of what was said."""

import asyncio
import base64
import binascii
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from itertools import takewhile
from threading import Thread

from guard import checks
from guard.engine.heeding import REMEMBERED, Heeding
from guard.engine.knowledge import Known
from guard.engine.learnt import Learnt
from guard.engine.noticing import Noticing, habit
from guard.engine.pictures import Pictures
from guard.journal import Journal, JournalError
from guard.model.attempt import Attempt
from guard.model.decision import Decision
from guard.model.event import Event
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.look import Look
from guard.pictures.indexing import Indexing
from guard.pictures.looker import Asked, unseen
from guard.protocol import requests as ask
from guard.service.looking_up import LinkLooks
from guard.service.sent import Sent
from guard.workspace.paths import Paths

SOON = 3.0
"""Seconds after a brand's first post, or after its hat was put on, at which dictionaries are read for the next."""
_TELLS = "secret-in-text"
MOST, LARGEST = 8, 400_000
"""Pictures of a page that are looked at, and letters of a small one that is shown."""
_NOTHING: Mapping[str, Look] = {}
_PATIENCE = 5.0
"""Seconds for which a post waits until its pictures are looked at, those of other posts before it included."""
_WARMING = 3.0
"""Seconds for which the first post of a brand waits until lists are read."""


class Second:
    """For one thread: the event loop's. What takes long is done beside it."""

    def __init__(self, paths: Paths, beside: Callable[[Coroutine[object, object, object]], None]) -> None:
        """``beside`` lets a coroutine run to its end while the loop goes on."""
        self._beside = beside
        self._learnt = Learnt(paths.past, paths.voices)
        self._sent = Sent()
        self.links = LinkLooks()
        self.pictures = Pictures(paths.pictures)
        self.indexing: Indexing | None = None
        """What makes pictures known, where there are folders of them."""
        self._eyes = ThreadPoolExecutor(1, thread_name_prefix="looks")
        """Of its own: whoever waits for pictures takes no thread from others."""
        self._warm = self._read = False
        self.heeding = Heeding()
        self.previewing, self.rests_until = asyncio.Lock(), 0.0
        """Whose turn it is to see what would be noticed, and until when nobody's, on the loop's clock."""
        self._meanwhile: list[Event] | None = None

    def noticing(self, known: Known) -> Noticing:
        """What the checks work with now."""
        return Noticing(
            past=self._learnt.past,
            voices=self._learnt.voiced,
            trouble=self._learnt.trouble,
            repeated=self._sent.repeated,
            own=known.own,
            crisis=known.state.crisis,
            demoted=self.heeding.demoted,
        )

    async def looks(self, known: Known, attempt: Attempt, pictures: Sequence[ask.Picture]) -> Mapping[str, Look]:
        """What is seen in the files that go along, where they go out in a brand's name."""
        if not (attempt.media or pictures) or not any(brands_of(known, attempt)):
            return _NOTHING
        asked = [Asked(media.path, path=media.path) for media in attempt.media]
        asked += [_asked(one) for one in pictures[:MOST]]
        work = asyncio.get_running_loop().run_in_executor(self._eyes, self.pictures.look, asked, known.workspace)
        try:
            return await asyncio.wait_for(work, _PATIENCE)
        except TimeoutError:
            return unseen(asked)

    async def ready(self, known: Known, attempt: Attempt) -> None:
        """Returns when the lists are read that this post needs; after some seconds at the latest.

        They take much memory, so that they are read when somebody writes or posts in a brand's name, not before.
        """
        if (brands := tuple(brands_of(known, attempt))) and not self._read:
            self._read = True
            # It is looked at for nothing else than what must be read for that.
            look = partial(Noticing().about, attempt, brands, Context(), known.workspace, _NOTHING)
            await asyncio.wait([asyncio.get_running_loop().run_in_executor(None, look)], timeout=_WARMING)
            self.warm(known, SOON)

    def warm(self, known: Known, after: float = 0.0) -> None:
        """Reads lists and dictionaries beside everything else, where there is a brand; once, the sooner the better."""
        brand = next((one for one in known.workspace.identities if one.kind is IdentityKind.BRAND), None)
        if brand and not self._warm:
            asyncio.get_running_loop().call_later(after, self._begin, brand)

    def _begin(self, brand: Identity) -> None:
        if not self._warm:
            self._warm = self._read = True
            # A thread that nobody waits for: an engine that ends must not read dictionaries to their end.
            Thread(target=checks.warm, args=(brand,), name="warm", daemon=True).start()

    def looks_up(self, known: Known, attempt: Attempt) -> bool:
        """Whether this post's links are looked up in the web."""
        return known.workspace.checking.links and any(brands_of(known, attempt))

    def left(self, known: Known, attempt: Attempt, decision: Decision, at: datetime) -> None:
        """It has left: from now on it is part of the past of whoever it was posted for."""
        counts = self._sent.new(attempt)
        self._sent.note(attempt)
        noticed = {habit(signal) for signal in decision.signals}
        text = "" if _TELLS in noticed else attempt.text  # its words are kept, and a password is one
        if brands := [brand.id for brand in brands_of(known, attempt)]:
            self._beside(
                asyncio.to_thread(self._learnt.pasts.note, brands, text, attempt.app, at if counts else None, noticed)
            )

    async def recover(self, journal: Journal, last: int, now: datetime) -> None:
        """Counts what became of holds, up to the row ``last``; rows that come meanwhile are counted after them."""

        def counted() -> Heeding:
            rows = journal.rows(since=now - REMEMBERED)
            return Heeding(row.event for row in takewhile(lambda row: row.seq <= last, rows))

        self._meanwhile = []
        try:
            self.heeding = await asyncio.to_thread(counted)
        except JournalError:
            return  # the journal's light tells of it
        finally:
            for event in self._meanwhile:
                self.heeding.note(event)
            self._meanwhile = None

    def note(self, event: Event) -> None:
        """Counts one row of the journal."""
        if self._meanwhile is not None:
            self._meanwhile.append(event)
        else:
            self.heeding.note(event)

    def close(self) -> None:
        """Ends what runs beside and keeps what was counted; blocks."""
        self._eyes.shutdown(wait=False, cancel_futures=True)
        self.links.close()
        self.pictures.close()
        self._learnt.pasts.flush()


def brands_of(known: Known, attempt: Attempt) -> Iterator[Identity]:
    """The brands in whose name this goes out, each once."""
    accounts = set(attempt.destinations)
    for one in known.workspace.identities:
        if one.kind is IdentityKind.BRAND and accounts & set(one.accounts):
            yield one


def _asked(picture: ask.Picture) -> Asked:
    return Asked(
        picture.name[:300],
        small=_bytes(picture.small),
        head=_bytes(picture.head),
        type=picture.type[:100],
        size=picture.size,
        width=picture.width,
        height=picture.height,
        seconds=picture.seconds,
        received=picture.received[:20],
        received_from=picture.received_from[:255],
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
