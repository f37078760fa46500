"""What a step of a GitHub workflow is given: secrets by platform, and the account that its settings show."""

import re
from collections.abc import Mapping

from guard.readers.base.credentials import Role, platform_of_name, posting_platform, role
from guard.readers.github_actions.workflow import Step, secrets

_OAUTH1 = re.compile(
    r"(?P<set>(?:[A-Z0-9]+_)*?)(?:(?P<consumer>(?:API|CONSUMER|APP)_?(?:API_?)?(?:KEY|SECRET|SECRET_?KEY|KEY_?SECRET|TOKEN))"
    r"|(?P<access>(?:OAUTH_|USER_)?AC(?:CESS)?_?(?:TOKEN|KEY|SECRET)(?:_?(?:SECRET|KEY))?))"
)
_ASIDE = re.compile(r"REDIRECT|CALLBACK|VERSION", re.IGNORECASE)
_WHO = re.compile(r"handle|user_?name|identifier|account|screen_?name", re.IGNORECASE)


def by_platform(bound: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The secrets among ``bound`` by the platform they post to; handles and servers of it first."""
    found: dict[str, dict[str, int]] = {}
    posting: set[str] = set()
    for name, text in bound.items():
        for secret in secrets(text):
            plain = secret.partition(".")[2] or secret
            key = name if not name.startswith("run ") else plain
            platform = platform_of_name(plain) or platform_of_name(key)
            if not platform:
                continue
            if posting_platform(plain) or posting_platform(key):
                posting.add(platform)
            rank = list(Role).index(role(plain)) or len(Role)
            found.setdefault(platform, {}).setdefault(secret, rank)
    _pair_up(bound, found, posting)
    return {p: _telling(names) for p, names in found.items() if p in posting}


def _telling(names: Mapping[str, int]) -> tuple[str, ...]:
    """The names that tell an account, in their order; switches and versions only where there is nothing else."""
    ranked = sorted(names, key=names.__getitem__)
    telling = [n for n in ranked if role(n.partition(".")[2]) is not Role.OTHER and not _ASIDE.search(n)]
    return tuple(telling or ranked)


def _pair_up(bound: Mapping[str, str], found: dict[str, dict[str, int]], posting: set[str]) -> None:
    """Four OAuth 1 keys without a platform's name are X's: no other platform here asks for all of them."""
    if "x" in posting:
        return
    sets: dict[str, dict[str, list[str]]] = {}
    for name, text in bound.items():
        key = _OAUTH1.fullmatch(name.upper().replace("-", "_"))
        if key and key.lastgroup:
            sets.setdefault(key["set"], {}).setdefault(key.lastgroup, []).append(text)
    for group in sets.values():
        if all(len(group.get(kind, ())) >= 2 for kind in ("consumer", "access")):
            names = [secret for text in (*group["consumer"], *group["access"]) for secret in secrets(text)]
            if names and not any(platform_of_name(name.partition(".")[2]) for name in names):
                found["x"] = dict.fromkeys(names, 0)
                posting.add("x")


def all_secrets(bound: Mapping[str, str]) -> tuple[str, ...]:
    """The secrets among ``bound``; inputs only where their name speaks of a credential."""
    names = dict.fromkeys(name for text in bound.values() for name in secrets(text))
    return tuple(n for n in names if not n.startswith("inputs.") or role(n) is Role.SECRET or _WHO.search(n))


def of_platform(step: Step, platform: str | None) -> dict[str, str]:
    """The inputs and variables of the step that belong to ``platform``; an action's unnamed inputs too."""
    own = step.given if step.uses else {}
    unnamed = {name: text for name, text in own.items() if not platform_of_name(name)}
    return unnamed | {n: text for n, text in {**step.around, **step.given}.items() if platform_of_name(n) == platform}
