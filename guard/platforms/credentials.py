"""Names of secrets and variables: which of them open an account for posting, and on which platform."""

from functools import cache

from guard.platforms import _data


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OPENS = _set(
    "key keys secret token tokens password passwd passphrase pass pwd webhook webhooks auth oauth bearer "
    "credential credentials cred creds usercred usercreds session cookie cookies jwt hash"
)
_OPENS_AT_THE_END = ("token", "secret", "password", "apikey", "cred", "credentials", "webhook")
# Read-only or of another trade: signatures, public keys, the server's own database and mail.
_NEVER = _set(
    "signing signature verify verification public client readonly read db database mysql postgres smtp mail "
    "redis ftp sftp ssh otp vapid base salt encryption deploy"
)
_TELLS_ONLY = _set(
    "id ids name username user handle identifier instance host hostname server domain channel enabled endpoint "
    "expires expiry ttl type"
)
_FOLLOWS_X = _set("api access consumer bearer oauth oauth2 app token auth")


def platform_of_credential(name: str) -> str | None:
    """The platform whose *posting* credential a secret or variable of this name is, or None.

    ``MASTODON_ACCESS_TOKEN`` → ``mastodon``; ``GITHUB_TOKEN`` → None, and so for what only tells who or where one is:
    ``BSKY_HANDLE``, ``MASTODON_INSTANCE``.
    """
    words = _words(name)
    if not words or not _opens(words):
        return None
    found = None
    for start in range(len(words)):
        for length in (3, 2, 1):
            # “dev”, “to” is dev.to. The last platform counts: GITHUB_TO_MASTODON_TOKEN.
            if start + length <= len(words) and (platform := _platforms().get("".join(words[start : start + length]))):
                found = platform
    if found is None and "x" in words[:-1] and "-" not in name:  # X-API-Key is a header of everybody's
        found = "x" if words[words.index("x") + 1] in _FOLLOWS_X else None
    if found and any(never in "".join(words) for never in _data.facts(found).get("credentials", {}).get("never", ())):
        return None
    return found


def _words(name: str) -> list[str]:
    """``twitterApiKey``, ``TWITTER_API_KEY`` → twitter, api, key."""
    spaced: list[str] = []
    before = ""
    for character in name:
        if character.isupper() and before.islower():
            spaced.append(" ")
        spaced.append(character.lower() if character.isalnum() else " ")
        before = character
    return "".join(spaced).split()


def _opens(words: list[str]) -> bool:
    if not _NEVER.isdisjoint(words) or words[-1] in _TELLS_ONLY:
        return False
    if words[-1] in {"url", "uri", "path"} and not any(word.startswith("webhook") for word in words):
        return False
    return any(word in _OPENS or word.endswith(_OPENS_AT_THE_END) for word in words)


@cache
def _platforms() -> dict[str, str]:
    """The platforms by the words that stand for them in names; a file may say its own words."""
    found: dict[str, str] = {}
    for each in _data.identifiers():
        facts = _data.facts(each)
        words = facts.get("credentials", {}).get("words", [each, facts["name"], *facts["aliases"]])
        found |= {folded: each for word in words if len(folded := _data.folded(word)) > 1}
    return found
