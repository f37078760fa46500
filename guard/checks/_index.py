"""The table of checks, written by hand: each one's file in this folder, and its function. Imported when first asked."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from guard.checks.post import Post
from guard.model.decision import Signal

Check = Callable[[Post], Iterable[Signal]]

_TABLE = (
    ("hours", "outside_hours"),
    ("profile", "bound_profile"),
    ("personal_picture", "personal_picture"),
    ("sexual_picture", "sexual_picture"),
    ("received_media", "received_media"),
    ("camera_remarks", "camera_remarks"),
    ("unseen_media", "unseen_media"),
    ("private_talk", "private_talk"),
    ("voice", "other_voice"),
    ("burst", "burst"),
    ("fresh_hat", "fresh_hat"),
    ("crisis", "declared_crisis"),
    ("alt_text", "missing_description"),
    ("borrowed_picture", "borrowed_picture"),
    ("cut_off", "cut_off"),
    ("link_broken", "link_broken"),
    ("link_lookalike", "link_lookalike"),
    ("link_plain", "link_plain"),
    ("link_shortener", "link_shortener"),
    ("link_staging", "link_staging"),
    ("link_tracking", "link_tracking"),
    ("made_for_another", "made_for_another"),
    ("picture_rules", "picture_rules"),
    ("too_long", "too_long"),
    ("hashtag_joined", "hashtag_joined"),
    ("hashtag_first", "hashtag_first"),
    ("hashtag_reading", "hashtag_reading"),
    ("handle_lookalike", "handle_lookalike"),
    ("stranger_mentioned", "stranger_mentioned"),
    ("first_app", "first_app"),
    ("app_boast", "app_boast"),
    ("profanity", "profanity"),
    ("insult", "insult"),
    ("topics", "sensitive_topic"),
    ("newsjacking", "newsjacking"),
    ("observance", "observance"),
    ("breaking", "breaking_news"),
    ("secret", "secret_in_text"),
    ("gibberish", "gibberish"),
    ("search_words", "search_words"),
    ("placeholder", "placeholder"),
    ("leaked_note", "leaked_note"),
    ("wrong_word", "wrong_word"),
    ("spelling", "spelling"),
    ("grammar", "grammar"),
)
_FOR_ANYBODY = ("outside_hours", "bound_profile")


@cache
def checks() -> tuple[Check, ...]:
    """All checks, in the order of the table."""
    return tuple(getattr(import_module(f"guard.checks.{file}"), name) for file, name in _TABLE)


@cache
def for_anybody() -> tuple[Check, ...]:
    """Those that speak of persons' posts, too: how a person posts is their own."""
    return tuple(getattr(import_module(f"guard.checks.{file}"), name) for file, name in _TABLE if name in _FOR_ANYBODY)


def name_of(check: Check) -> str:
    """The id by which the workspace and the journal call it: the function's name with dashes."""
    return str(getattr(check, "__name__", type(check).__name__)).replace("_", "-")
