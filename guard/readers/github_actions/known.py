"""What is known of published actions and of tools that workflows run: where they post, and what they read.

Each action's inputs are described in its repository, ``https://github.com/<name>``; an action that is not listed is
judged by its name and by the names of the credentials it is given.
"""

from dataclasses import dataclass

from guard.model.route import SourceKind


@dataclass(frozen=True, slots=True)
class Action:
    """An action that posts."""

    platform: str
    """Empty where it depends on the credentials given."""
    host: str = ""
    """The server that is used where none is named."""
    source: SourceKind | None = None
    """What it reads by itself."""


_FEED = SourceKind.FEED

ACTIONS: dict[str, Action] = {
    "cbrgm/mastodon-github-action": Action("mastodon"),
    "rzr/fediverse-action": Action("mastodon", "mastodon.social"),
    "sumit4613/post-to-mastodon": Action("mastodon", "fosstodon.org", _FEED),
    "joschi/toot-together": Action("mastodon"),
    "joschi/rss-to-mastodon": Action("mastodon", source=_FEED),
    "nhoizey/github-action-feed-to-mastodon": Action("mastodon", source=_FEED),
    "nhoizey/github-action-jsonfeed-to-mastodon": Action("mastodon", source=_FEED),
    "snarfed/mastodon-post": Action("mastodon"),
    "mika-sandbox/action-mastodon": Action("mastodon"),
    "myconsciousness/bluesky-post": Action("bluesky"),
    "jandedobbeleer/bluesky-releasenotes-action": Action("bluesky"),
    "zentered/bluesky-post-action": Action("bluesky"),
    "cbrgm/bluesky-github-action": Action("bluesky"),
    "joschi/feed-to-bluesky": Action("bluesky", source=_FEED),
    "infraway/posse-party": Action("", source=_FEED),
    "ethomson/send-tweet-action": Action("x"),
    "noweh/post-tweet-v2-action": Action("x"),
    "nearform-actions/github-action-notify-twitter": Action("x"),
    "eomm/why-don-t-you-tweet": Action("x"),
    "xorilog/twitter-action": Action("x"),
    "twwd/twitter-github-action": Action("x"),
    "lulalaby/tweet": Action("x"),
    "doomspec/auto-tweet-v2": Action("x"),
    "michaelkohler/tweet": Action("x"),
    "gr2m/twitter-together": Action("x"),
    "twitter-together/action": Action("x"),
    "snow-actions/tweet": Action("x"),
    "rg-wood/send-tweet-action": Action("x"),
    "m1ner79/github-twittction": Action("x"),
    "arisamiga/linkedin-rss": Action("linkedin", source=_FEED),
    "gautamkrishnar/blog-post-workflow": Action("", source=_FEED),
    "protiumx/blogpub": Action("", source=_FEED),
    "chrisreddington/hugocrossposter": Action("", source=_FEED),
    "tgagor/action-crosspost": Action("", source=_FEED),
    "timseverien/syndicate-notes": Action("", source=_FEED),
    "sinedied/publish-devto": Action("devto", source=_FEED),
    "basharath/crosspost": Action("", source=_FEED),
    "infinum/medium-post-action": Action("medium", source=_FEED),
    "philnash/medium-post-action": Action("medium", source=_FEED),
}


@dataclass(frozen=True, slots=True)
class Mirror:
    """A mirroring tool that a ``run`` step starts."""

    name: str
    script: str
    """What its command line holds, a regular expression."""
    needs: str
    """A name its environment must hold, a regular expression; empty for none."""
    source: SourceKind
    source_platform: str | None
    destinations: tuple[str | None, ...] = ()
    """Empty: whatever credentials are given, the source's platform apart. None: its own configuration says."""


MIRRORS: tuple[Mirror, ...] = (
    # https://github.com/Linus2punkt0/bluesky-crossposter
    Mirror("bluesky-crossposter", r"\bcrosspost\.py\b", r"^BSKY_PASSWORD$", SourceKind.ACCOUNT, "bluesky"),
    # https://github.com/klausi/mastodon-twitter-sync: both ways, its TOML file says between which accounts
    Mirror(
        "mastodon-twitter-sync", r"(?:^|[\s/;&])mastodon-twitter-sync(?=\s|$)", "", SourceKind.ACCOUNT, None, (None,)
    ),
    # https://robertoszek.github.io/pleroma-bot
    Mirror("pleroma-bot", r"\bpleroma-bot\b", "", SourceKind.ACCOUNT, "x", ("mastodon",)),
    # https://feed2toot.readthedocs.io · https://github.com/edsu/feediverse
    Mirror("feed2toot", r"\bfeed2toot\b", "", SourceKind.FEED, "rss", ("mastodon",)),
    Mirror("feediverse", r"(?:^|\s)feediverse\b", "", SourceKind.FEED, "rss", ("mastodon",)),
    # https://github.com/aahnik/tgcf
    Mirror("tgcf", r"(?:^|\s)tgcf\b", "", SourceKind.ACCOUNT, "telegram", ("telegram",)),
    Mirror("rss2bsky", r"\brss2bsky\b", "", SourceKind.FEED, "rss", ("bluesky",)),
)
