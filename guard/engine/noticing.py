"""The second voice of this desk: what the content checks notice about a post, and what a signal may do here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from guard.checks import Check, Post, checks, for_anybody, name_of, signals
from guard.model.attempt import Attempt
from guard.model.decision import Severity, Signal
from guard.model.identity import Context, Identity
from guard.model.look import Look
from guard.model.past import Past
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.model.voice import Voiced
from guard.policy.careful import ALWAYS
from guard.workspace import Workspace

USUAL, USUAL_FROM = 1 / 25, 30
"""What is noticed about more than this share of a brand's posts is a mere note, once so many posts are known."""
LOOKED_AT, COUNTED = 10_000, 100_000
"""Characters of a text that are looked at, and those that are counted where there is a limit to a text's length."""
_COUNTS, _AT_THE_END = frozenset({"too-long"}), frozenset({"cut-off"})
_SURER = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


@cache
def by_name() -> Mapping[str, Check]:
    """The checks by their ids, as ``[checks]`` in the workspace names them."""
    return {name_of(check): check for check in checks()}


@dataclass(frozen=True, slots=True)
class Noticing:
    """What the checks work with besides the post itself."""

    past: Callable[[str], Past] = field(default=lambda _: Past())
    """What an identity has posted so far, by its id."""
    voices: Callable[[str], Mapping[str, Voiced]] = field(default=lambda _: {})
    """How a text sounds beside each brand whose voice was learnt."""
    repeated: Callable[[Attempt], bool] = field(default=lambda _: False)
    """Whether one of its destinations got the same text within the last day."""
    trouble: Callable[[], str] = field(default=lambda: "")
    """What of all that cannot be read, asked after it was used; empty where all can."""
    own: Mapping[str, Check] = field(default_factory=dict)
    """The user's own checks, by their ids."""
    crisis: str = ""
    demoted: Callable[[str], bool] = field(default=lambda _: False)
    """Whether a check was overridden so often that it holds nothing by itself any more."""

    def about(
        self,
        attempt: Attempt,
        owners: tuple[Identity, ...],
        context: Context,
        workspace: Workspace,
        looks: Mapping[str, Look],
        most: int = LOOKED_AT,
        *,
        statement: bool = False,
    ) -> tuple[Signal, ...]:
        """What is noticed, the worst first. Of the text ``most`` characters are looked at; that is told.

        ``statement`` says that these are the words of a brand after a slip.
        """
        seen = _begun(attempt, most)
        post = Post(seen, owners, workspace.identities, context, looks=looks, crisis=self.crisis, statement=statement)
        if post.brands:
            post = replace(
                post,
                past={brand.id: self.past(brand.id) for brand in post.brands},
                voices=self.voices(seen.text),
                repeated=self.repeated(attempt),
            )
        whole = replace(post, attempt=attempt) if seen is not attempt else post
        found = (self._weighed(signal, post, workspace) for signal in self._found(post, whole, workspace))
        return tuple(sorted(found, key=lambda one: (-one.severity.rank, _SURER.index(one.confidence), one.check)))

    def unknown(self, workspace: Workspace) -> Iterator[Sentence]:
        """Names in the workspace that no check has: whoever misspells one must not believe it is asked."""
        care = workspace.checking
        wanted = {name for one in workspace.identities for name in one.care.second_look}
        said = (care.off | care.hold | wanted) - self.own.keys() - {ALWAYS}
        for name in sorted(said - by_name().keys() if said else said):
            pattern = "The workspace names a check “{name}”, and there is none. hatcheck checks lists them."
            yield Sentence.of(pattern, name=name)

    def _found(self, post: Post, whole: Post, workspace: Workspace) -> Iterator[Signal]:
        """Of a text that is too long to be looked at, its length and its beginning."""
        asked = self._asked(post, workspace)
        if post.brands and (problem := self.trouble()):
            text = Sentence.of("What the checks know of this desk cannot be read: {problem}", problem=problem)
            yield Signal("unread-past", Severity.LOW, text, "", Confidence.HIGH)
        if whole is post:
            yield from signals(post, asked)
            return
        if post.brands:
            text = Sentence.of("Only the first {most} characters were looked at.", most=len(post.text))
            yield Signal("unread-text", Severity.NOTE, text, "", Confidence.HIGH)
        if len(whole.text) <= COUNTED:
            yield from signals(whole, [check for check in asked if name_of(check) in _COUNTS])
        yield from signals(post, [check for check in asked if name_of(check) not in _COUNTS | _AT_THE_END])

    def _asked(self, post: Post, workspace: Workspace) -> Iterable[Check]:
        if not post.brands:
            return for_anybody()
        off = workspace.checking.off
        if not off and not self.own:
            return checks()
        return [check for name, check in {**by_name(), **self.own}.items() if name not in off]

    def _weighed(self, signal: Signal, post: Post, workspace: Workspace) -> Signal:
        """As this desk takes it: raised by the workspace, or lowered by what became of it and by what is usual here."""
        if signal.check in workspace.checking.hold:
            return replace(signal, holds=True)
        if signal.holds and self.demoted(signal.check):
            return replace(signal, holds=False)
        if signal.severity is Severity.LOW and not signal.holds and _usual(signal, post):
            return replace(signal, severity=Severity.NOTE)
        return signal


def habit(signal: Signal) -> str:
    """Under which name it is counted how often this is noticed: by topic, where there is one."""
    topic = signal.text.values.get("topic") if isinstance(signal.text, Sentence) else None
    return f"{signal.check}:{topic}" if topic else signal.check


def _begun(attempt: Attempt, most: int) -> Attempt:
    """With no more of the text than this; with all of it where it is no longer."""
    return replace(attempt, text=attempt.text[:most]) if len(attempt.text) > most else attempt


def _usual(signal: Signal, post: Post) -> bool:
    """Whether every brand of this post gets this note so often that it tells nothing: relief speaks of death."""
    pasts = [post.past_of(brand) for brand in post.brands]
    return bool(pasts) and all(
        past.posts >= USUAL_FROM and past.noticed.get(habit(signal), 0) > USUAL * past.posts for past in pasts
    )
