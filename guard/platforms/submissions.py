"""What a page sends when a person posts: which platform, what it does, what it says, and who posts.

The definitions are the ``submissions`` of the data files; what each key means is said in ``platform.schema.json``.
The browser extension reads the same files; both are held to the same conformance vectors. Nothing here raises.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guard.platforms import _data, at
from guard.platforms.catalog import platform_named
from guard.platforms.content import Body, Fields, File, Opaque
from guard.platforms.sent import FRAME, MOST_TEXTS, Sent, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._shapes import ActingFacts, SubmissionFacts

__all__ = ["FRAME", "Acting", "Body", "Fields", "File", "Opaque", "Submission", "submission"]

_LONGEST_TEXT = 65_536


@dataclass(frozen=True, slots=True)
class Acting:
    """One account that posts."""

    platform: str
    account: str
    """In the platform's own writing; empty where the request only has something that stands for it."""
    ref: str
    """The value that the request has: an id, or a token."""
    secret: bool = False
    """Whether ``ref`` is a token, which may be neither shown nor kept."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What one request does."""

    platform: str
    """The data file's id."""
    name: str
    """The definition in that file."""
    verb: str
    """``post``, ``reply``, ``repost``, ``like``, ``live``, ``schedule``, ``edit``, ``delete``, ``message``; or
    ``draft``, which publishes nothing."""
    text: str
    media: tuple[str, ...]
    reply: bool
    quote: bool
    schedule: str | None
    """When it will be published; empty where that has no text; None where at once."""
    acting: tuple[Acting, ...]
    """Empty where the request does not say who posts."""
    host: str
    unreadable: str | None
    """Why something that matters could not be read; None where all could."""
    remember: str | None = None
    """The key under which a later request finds text, media and accounts."""
    recall: str | None = None
    """The key under which an earlier request was kept."""


def submission(method: str, url: str, headers: Mapping[str, str], body: Body) -> Submission | None:
    """What this request posts, or None where no definition fits.

    ``method`` of a WebSocket's frame is ``FRAME``. Where a body cannot be read, the first definition is taken that
    fits by all that can be.
    """
    sent = Sent(method, url, headers, body)
    for platform, facts in _definitions(sent.method == FRAME):
        if sent.method != FRAME and sent.method not in facts.get("methods", ["POST"]):
            continue
        parts = sent.path_parts(facts["hosts"], facts["path"])
        if parts is None or ("says" in facts and not sent.content.says(facts["says"], sent.asked)):
            continue
        found = _Extraction(platform, facts, View(sent, parts, sent.content), sent.host).submission()
        if found is not None:
            return found
    return None


@cache
def _definitions(frames: bool) -> tuple[tuple[str, "SubmissionFacts"], ...]:
    """All of one transport with their platforms; those of named hosts before those of any host."""
    every = (
        (each, facts)
        for each in _data.identifiers()
        for facts in _data.facts(each).get("submissions", ())
        if (facts.get("transport", "http") == "websocket") == frames
    )
    return tuple(sorted(every, key=lambda pair: "*" in pair[1]["hosts"]))


class _Extraction:
    """One request read by one definition."""

    def __init__(self, platform: str, facts: "SubmissionFacts", view: View, host: str) -> None:
        self._platform, self._facts, self._view, self._host = platform, facts, view, host
        self._unreadable: str | None = None

    def submission(self) -> Submission | None:
        """What was found, or None where a clause says that it is something else."""
        if not self._applies():
            return None
        facts, view = self._facts, self._view
        acting = tuple(self._acting())
        text = self._text()
        reply = self._is_there(facts.get("reply", ()))
        schedule = self._schedule()
        return Submission(
            platform=self._platform,
            name=facts["name"],
            verb=self._verb(reply, schedule is not None),
            text=text,
            media=tuple(self._media()),
            reply=reply,
            quote=self._is_there(facts.get("quote", ())),
            schedule=schedule,
            acting=acting,
            host=self._host,
            unreadable=self._unreadable,
            remember=view.first(facts["remember"]) if "remember" in facts else None,
            recall=view.first(facts["recall"]) if "recall" in facts else None,
        )

    def _note(self, reason: str | None) -> None:
        self._unreadable = self._unreadable or reason

    def _applies(self) -> bool:
        for clause in self._facts.get("when", ()):
            holds, unknown = self._view.holds(clause)
            if not holds and unknown is None:
                return False
            self._note(unknown)
        return True

    def _verb(self, reply: bool, scheduled: bool) -> str:
        verb = self._facts["verb"]
        for clause in self._facts.get("verbs", ()):
            if self._view.holds(clause) == (True, None):
                verb = clause["verb"]
                break
        if reply and verb == "post":
            verb = "reply"
        return "schedule" if scheduled and verb in ("post", "reply") else verb

    def _text(self) -> str:
        texts: list[str] = []
        cut, unreadable = False, None
        for address in self._facts.get("text", ()):
            found = self._view.at(address, MOST_TEXTS)
            texts += [text for text in found.texts() if text]
            cut, unreadable = cut or found.more, unreadable or found.unreadable
        if not texts:
            self._note(unreadable)
        text = "\n".join(texts)
        if cut or len(text) > _LONGEST_TEXT:
            self._note("text cut")
        return text[:_LONGEST_TEXT]

    def _media(self) -> Iterator[str]:
        for address in self._facts.get("media", ()):
            for value in self._view.at(address).values:
                if not at.is_empty(value):
                    yield value.told if isinstance(value, File) else at.text_of(value) or ""

    def _is_there(self, addresses: "list[str] | tuple[()]") -> bool:
        return any(not at.is_empty(value) for address in addresses for value in self._view.at(address).values)

    def _schedule(self) -> str | None:
        for address in self._facts.get("schedule", ()):
            for value in self._view.at(address).values:
                if not at.is_empty(value):
                    return at.text_of(value) or ""
        return None

    def _acting(self) -> Iterator[Acting]:
        for entry in self._facts.get("acting", ()):
            found = self._view.at(entry["at"])
            given = [value for value in found.values if not at.is_empty(value)]
            texts = [text for value in given if (text := at.text_of(value)) is not None]
            values = [value for text in texts if (value := _after(text, entry.get("after", "")))]
            unknown = found.unreadable or ("no text" if len(texts) < len(given) else "too many" if found.more else None)
            if values or unknown:
                self._note(unknown)
                yield from self._accounts(entry, values)
                return

    def _accounts(self, entry: "ActingFacts", values: list[str]) -> Iterator[Acting]:
        pairs = zip(self._platforms(len(values)), values, strict=True)
        for platform, value in dict.fromkeys(pairs):
            account = self._view.filled(entry["as"], value) if "as" in entry else None
            yield Acting(platform, account or "", value, entry.get("secret", False))

    def _platforms(self, count: int) -> list[str]:
        """The platform that each of so many values posts to."""
        words = [word for each in self._facts.get("through", ()) for word in self._view.at(each).texts() if word]
        named = [platform_named(word) or self._platform for word in words]
        if len(named) == 1:
            named *= count
        return named if len(named) == count else [self._platform] * count


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text
