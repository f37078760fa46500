"""What a check is given: a post, and all that was gathered about it. No check opens or asks anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from guard.model.attempt import Attempt, Verb
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.look import Look
from guard.model.past import Past
from guard.model.voice import Voiced
from guard.platforms.tokens import Tokens, tokens

_WORDED = frozenset({Verb.POST, Verb.REPLY, Verb.SCHEDULE, Verb.EDIT, Verb.MESSAGE, Verb.LIVE})
_NO_PAST = Past()


@dataclass(frozen=True)
class Post:
    """One post, as the checks see it."""

    attempt: Attempt
    owners: tuple[Identity, ...]
    """Whose accounts it goes to; accounts that are nobody's are left out."""
    identities: tuple[Identity, ...] = ()
    """Everybody of this desk."""
    context: Context = field(default_factory=Context)
    past: Mapping[str, Past] = field(default_factory=dict)
    """By identity's id, for those of whom anything is known."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """What was seen in each file, by its path or, for one that lies nowhere here, its name in ``attempt.attached``."""
    crisis: str = ""
    """The crisis that was declared, in words, or empty."""
    voices: Mapping[str, Voiced] = field(default_factory=dict)
    """How the text sounds beside each brand, by its id, for those whose voice was learnt."""
    repeated: bool = False
    """Whether one of its destinations got the same text within the last day."""
    statement: bool = False
    """Whether it is what a brand says after a slip: its apology is read with care, as no other post is."""

    @property
    def text(self) -> str:
        """The words of it."""
        return self.attempt.text

    @cached_property
    def brands(self) -> tuple[Identity, ...]:
        """The brands in whose name it goes out. Most checks speak of these alone: how a person posts is their own."""
        return tuple(owner for owner in self.owners if owner.kind is IdentityKind.BRAND)

    @property
    def worded(self) -> bool:
        """Whether it says something in words of its own."""
        return self.attempt.verb in _WORDED and bool(self.text.strip())

    @cached_property
    def tokens(self) -> Tokens:
        """Links, hashtags, mentions and words of the text."""
        return tokens(self.text)

    @cached_property
    def folded(self) -> str:
        """The text without case, letter by letter as long as the text itself, so that places are the same in both."""
        return "".join(low if len(low := letter.casefold()) == 1 else letter for letter in self.text)

    def past_of(self, owner: Identity) -> Past:
        """What this identity has posted so far; empty where nothing is known."""
        return self.past.get(owner.id, _NO_PAST)
