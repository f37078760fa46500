"""What an identity wants looked at, as it is to stand in the user's file."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from guard.policy.careful import ALWAYS
from guard.protocol.edits import IdentityPut
from guard.protocol.replies import IdentitySetting
from guard.service.operations.checking import as_there, listed, refuse_unknown
from guard.service.operations.spelling import Meaning, kept, meant, refuse_taking
from guard.workspace.caring import site
from guard.workspace.edit import Draft


def _hashtag(text: str) -> str:
    return text.strip().lstrip("#").casefold()


def _word(text: str) -> str:
    return text.strip().casefold()


_LISTS: Mapping[str, Meaning] = {
    "hashtags": _hashtag,
    "names": str.strip,
    "sites": site,
    "checklist": str.strip,
}
_SETS: Mapping[str, Meaning] = {"topics": _word, "checklist_for": _word, "second_look": str.strip}
"""What has no order of its own."""


def care_values(draft: Draft, there: Mapping[str, Any], given: IdentitySetting, said: IdentityPut) -> dict[str, Any]:
    """What is to stand in the user's table of these keys; None for what is not to stand there.

    The user's file adds to the organisation's. Raises Refused where something of the latter is taken away, or a check
    is named that there is not.
    """
    refuse_unknown(draft, said.second_look, [ALWAYS, *listed(there.get("second_look"))])
    values: dict[str, Any] = {"confirm_hashtags": _confirm(there.get("confirm_hashtags"), given, said)}
    for key, meaning in {**_LISTS, **_SETS}.items():
        wanted, lower = _distinct(getattr(said, key), meaning), getattr(given, key)
        refuse_taking(lower, wanted, meaning)
        below = _meant(lower, meaning)
        own = [text for text in wanted if meant(text, meaning) not in below]
        values[key] = (as_there if key in _SETS else kept)(there.get(key), own, meaning) or None
    return values


def _confirm(there: object, given: IdentitySetting, said: IdentityPut) -> bool | None:
    """What is to stand in the user's file; what stands there by hand without effect may stay."""
    if given.confirm_hashtags:
        if not said.confirm_hashtags:
            refuse_taking(["confirm_hashtags"], [], str)
        return there if isinstance(there, bool) else None
    return True if said.confirm_hashtags else False if there is False else None


def _meant(texts: Iterable[str], meaning: Meaning) -> list[Hashable]:
    return [meant(text, meaning) for text in texts]


def _distinct(texts: list[str], meaning: Meaning) -> list[str]:
    """Each once, and none that says nothing."""
    found = {meant(text, meaning): text for text in reversed(texts) if text.strip()}
    return list(reversed(found.values()))
