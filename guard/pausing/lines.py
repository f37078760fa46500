"""What is said of a tool that was to be paused."""

from collections.abc import Iterable
from dataclasses import replace

from guard.model.scheduler import Item, ItemState, Line, LineOutcome, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Tool
from guard.web import WebTrouble


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
    return Line(scheduler.id, scheduler.shown, outcome, text, do, page_of(scheduler, tool), items)


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
    link = page_of(scheduler, tool)
    return Line(scheduler.id, scheduler.shown, LineOutcome.UNVERIFIED, text, tool.by_hand, link, unknown)


def page_of(scheduler: Scheduler, tool: Tool) -> str:
    """Where a person looks themselves; some tools are asked at another address than the one that people open."""
    return tool.page if "://" in tool.page else scheduler.address.rstrip("/") + tool.page


def said_of(error: Exception) -> str:
    """A sentence for what a tool's module raised."""
    if isinstance(error, WebTrouble):
        return error.text
    return Sentence.of("Hatcheck itself failed at it ({kind}).", kind=type(error).__name__)


def _after(why: str) -> str:
    """With a space before it, where there is something to say."""
    return Sentence.joined(("", why), " ") if why else ""
