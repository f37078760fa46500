"""What a brand wants looked at before it speaks, and what it need not be asked about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Care:
    """The content checks, made to measure for one identity."""

    hashtags: tuple[str, ...] = ()
    """Its own ones, without the sign: they are never asked about."""
    confirm_hashtags: bool = False
    """Whether the first use of any hashtag must be confirmed, not only of one that joins others' conversation."""
    names: tuple[str, ...] = ()
    """Names and words that are spelt as they are meant."""
    sites: tuple[str, ...] = ()
    """Hosts of its own: ``redcross.org``."""
    topics: frozenset[str] = frozenset()
    """Topics that it speaks of every day."""
    checklist: tuple[str, ...] = ()
    """What no machine sees, one item each: it is ticked before a post leaves."""
    checklist_for: frozenset[str] = frozenset()
    """The kinds of post that the checklist is for; verbs. Empty means ``post`` and ``schedule``."""
    second_look: frozenset[str] = frozenset()
    """Checks after whose signal a colleague must look."""
