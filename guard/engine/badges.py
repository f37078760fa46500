"""How an identity is recognised at a glance, also where there is no colour."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product

from guard.model.identity import Identity
from guard.protocol.card import Badge

_SPARE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789ΑΒΓΔΘΛΞΠΣΦΨΩБГДЖИЛФЦШЯ"
"""Letters for desks on which the names' own are used up."""


def letters(identities: Iterable[Identity]) -> Mapping[str, str]:
    """One or two letters for each identity, by its id, none twice; those that come first keep theirs."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identity in identities:
        own = next((each for each in _candidates(identity) if each not in taken), identity.id)
        taken.add(own)
        found[identity.id] = own
    return found


def badges(identities: Iterable[Identity]) -> Mapping[str, Badge]:
    """The badge of each identity, by its id."""
    known = tuple(identities)
    own = letters(known)
    return {one.id: Badge(one.id, one.name, one.kind.value, one.color, own[one.id]) for one in known}


def badge(identity: Identity, known: Mapping[str, Badge]) -> Badge:
    """The identity's badge among those of its desk."""
    return known[identity.id]


def _candidates(identity: Identity) -> Iterator[str]:
    """The best first: the initials of two words, or of one, the initial and another letter, whatever is left."""
    words = [only for word in identity.name.split() if (only := "".join(filter(str.isalnum, word)))] or [identity.id]
    name = "".join(words)
    first = name[0]
    pairs = [words[0][0] + words[1][0]] if len(words) > 1 else [first]
    pairs += [first + other for other in name[1:]]
    spare = chain((first + other for other in _SPARE), map("".join, product(_SPARE, repeat=2)))
    return (_upper(each) for each in chain(pairs, spare))


def _upper(text: str) -> str:
    """In capitals, letter by letter: of those that have none of a single letter (ß), the letter itself."""
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)
