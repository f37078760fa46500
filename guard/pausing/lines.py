"""What is said of a tool that was to be paused."""

from collections.abc import Iterable
from dataclasses import replace

from guard.model.scheduler import Item, ItemState, Line, LineOutcome, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Tool
from guard.web import WebTrouble
from guard.web.addresses import without_secrets

NAMED = 200
"""How many items a line names, those that need somebody first."""
_FIRST = (ItemState.GOING, ItemState.SENT, ItemState.UNKNOWN, ItemState.PAUSED, ItemState.GONE)


def read_back(scheduler: Scheduler, tool: Tool, items: tuple[Item, ...], why: str = "") -> Line:
    """The line for items as the tool said they are; ``why`` is the first trouble there was on the way."""

    def how_many(state: ItemState) -> int:
        return sum(item.state is state for item in items)

    paused, gone = how_many(ItemState.PAUSED), how_many(ItemState.GONE)
    going, sent, unknown = how_many(ItemState.GOING), how_many(ItemState.SENT), how_many(ItemState.UNKNOWN)
    outcome, do = LineOutcome.PAUSED, ""
    if not items:
        outcome, text = LineOutcome.NOTHING, Sentence.of("It was asked: nothing would go out.")
    elif going or sent:
        outcome, do = LineOutcome.FAILED, tool.by_hand
        pattern = "Paused: {paused}; still going: {going}; went out meanwhile: {sent}; not known: {unknown}.{why}"
        text = Sentence.of(pattern, paused=paused, going=going, sent=sent, unknown=unknown, why=_after(why))
    elif unknown:
        outcome, do = LineOutcome.UNVERIFIED, tool.by_hand
        pattern = "Paused: {paused}; what became of {unknown} could not be read.{why}"
        text = Sentence.of(pattern, paused=paused, unknown=unknown, why=_after(why))
    elif gone:
        pattern = "Paused, and read back: {paused}; no longer there: {gone}."
        text = Sentence.of(pattern, paused=paused, gone=gone)
    else:
        text = Sentence.of("Paused, and read back: {count}.", count=paused)
    return _line(scheduler, tool, outcome, text, do, items)


def not_written(line: Line, tool: Tool, why: str) -> Line:
    """The line where what was going is not on disk as it should be: never one that all is well."""
    pattern = "{line} But it could not be written down: {why}"
    text = Sentence.of(pattern, line=line.text, why=why)
    outcome = LineOutcome.FAILED if line.outcome is LineOutcome.FAILED else LineOutcome.UNVERIFIED
    return replace(line, outcome=outcome, text=text, do=tool.by_hand)


def unverified(scheduler: Scheduler, tool: Tool, text: str, items: Iterable[Item] = ()) -> Line:
    """The line where nobody could look: what became of ``items`` is not known."""
    unknown = tuple(replace(item, state=ItemState.UNKNOWN) for item in items)
    if unknown:
        text = Sentence.of("Not read back: {count}. {why}", count=len(unknown), why=text)
    return _line(scheduler, tool, LineOutcome.UNVERIFIED, text, tool.by_hand, unknown)


def page_of(scheduler: Scheduler, tool: Tool) -> str:
    """Where a person looks themselves; some tools are asked at another address than the one that people open."""
    return tool.page if "://" in tool.page else tool.home(without_secrets(scheduler.address)) + tool.page


def too_long(item: Item) -> Sentence:
    """Of one that was not touched."""
    pattern = "“{title}” is too long to be kept, so nobody could put it back, and it was not paused."
    return Sentence.of(pattern, title=item.title)


def said_of(error: Exception) -> str:
    """A sentence for what a tool's module raised."""
    if isinstance(error, WebTrouble):
        return error.text
    return Sentence.of("Hatcheck itself failed at it ({kind}).", kind=type(error).__name__)


def _line(scheduler: Scheduler, tool: Tool, outcome: LineOutcome, text: str, do: str, items: tuple[Item, ...]) -> Line:
    if len(items) > NAMED:
        pattern = "{text} Named here are {named} of {count}."
        text = Sentence.of(pattern, text=text, named=NAMED, count=len(items))
        items = tuple(sorted(items, key=lambda item: _FIRST.index(item.state))[:NAMED])
    return Line(scheduler.id, scheduler.shown, outcome, text, do, page_of(scheduler, tool), items)


def _after(why: str) -> str:
    """With a space before it, where there is something to say."""
    return Sentence.joined(("", why), " ") if why else ""
