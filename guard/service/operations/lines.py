"""A row of the journal in words. One table says which sentence a row gets, and finds the rows a sentence belongs to."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from guard.model.event import Event
from guard.model.sentence import Sentence

ANY = "*"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the rows that it tells."""

    kind: str
    key: str
    """With a key, only the rows in whose detail it has ``value``; any value where that is ``ANY``."""
    value: str | None
    pattern: str

    @property
    def mark(self) -> str:
        """What such a row has in its JSON; empty where its kind says all."""
        if not self.key:
            return ""
        return f'"{self.key}":' if self.value == ANY else f'"{self.key}":{json.dumps(self.value)}'

    @property
    def said(self) -> str:
        """The sentence without what differs from row to row."""
        return re.sub(r"\{\w+\}", " ", self.pattern)

    def tells(self, event: Event) -> bool:
        """Whether this is the sentence of such a row."""
        if self.kind != event.kind or not self.key:
            return self.kind == event.kind
        return self.key in event.detail and self.value in (ANY, event.detail[self.key])


LINES = (
    Line("decision", "paused", ANY, "Let pass while the guard was paused: {verb} to {destinations}, as {active}"),
    Line("decision", "verdict", "allow", "Allowed: {verb} to {destinations}, as {active}"),
    Line("decision", "verdict", "hold", "Held: {verb} to {destinations}, as {active} ({rules})"),
    Line("decision", "verdict", "deny", "Refused: {verb} to {destinations}, as {active} ({rules})"),
    Line("answer", "choice", "release", "Released by you: {destinations}"),
    Line("answer", "choice", "stop", "Stopped by you: {destinations}"),
    Line("answer", "choice", "edit", "Stopped to be edited: {destinations}"),
    Line("answer", "choice", "rescue", "Stopped, to be posted from your own account: {destinations}"),
    Line("answer", "by", "time", "Refused, since nobody answered in time: {destinations}"),
    Line("answer", "by", "abandoned", "Closed, since the program that asked had gone: {destinations}"),
    Line("answer", "by", "restart", "Refused, since the engine was started anew: {hold}"),
    Line("undelivered", "", None, "Not sent: the program had gone before it heard of the release ({hold})"),
    Line("hat", "why", "idle", "The hat was taken off, since nobody was at the desk"),
    Line("hat", "why", "locked", "The hat was taken off, since the session was locked"),
    Line("hat", "why", "suspended", "The hat was taken off, since the machine slept"),
    Line("hat", "identity", None, "The hat was taken off"),
    Line("hat", "", None, "Put on: {identity}"),
    Line("drill", "choice", "release", "A drill was released: {destinations}"),
    Line("drill", "by", "answer", "A drill was stopped: {destinations}"),
    Line("drill", "", None, "A drill was not answered: {destinations}"),
    Line("crisis", "words", "", "The crisis is over"),
    Line("crisis", "", None, "A crisis was declared: {words}"),
    Line("freeze", "", None, "Frozen: {identity}. {reason}"),
    Line("incident", "what", "opened", "An incident was opened: {incident}"),
    Line("incident", "", None, "Incident {incident}, entry {entry}: {what}"),
    Line("mentions", "", None, "{identity} was mentioned {count} times: {kind}"),
    Line("stray", "", None, "Not from this desk: {account} posted {link}"),
    Line("excused", "", None, "It was ours: {link}"),
    Line("unfreeze", "", None, "No longer frozen: {identity}"),
    Line("pause", "", None, "The guard was paused for {seconds} s: {reason}"),
    Line("resume", "", None, "The pause was ended"),
    Line("route", "", None, "A route crosses identities: {text}"),
    Line("engine", "", None, "The guard was started; denied of what was held before: {denied}"),
    Line("escaped", "", None, "Left unheld: {verb} to {platform} ({account}), from {app}, by {how}"),
    Line("seal", "", None, "From here on no row can be rewritten unseen"),
)
"""The first that fits is the row's."""


def line(event: Event, names: Mapping[str, str]) -> str:
    """The row in words, with the identities' names; a kind that is not known is told fact by fact."""
    fitting = next((one for one in LINES if one.tells(event)), None)
    if fitting:
        said = {key: _word(key, value, names) for key, value in event.detail.items()}
        try:
            return Sentence.of(fitting.pattern, **said)
        except KeyError:
            pass  # written by another version, which kept other facts
    facts = (f"{key} {_word(key, value, names)}" for key, value in event.detail.items() if value is not None)
    return f"{event.kind}: {', '.join(facts)}" if event.detail else event.kind


def _word(key: str, value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or Sentence.of("nothing")
    if key in {"active", "identity"}:
        return names.get(str(value), str(value)) if value is not None else Sentence.of("nobody")
    return "" if value is None else str(value)
