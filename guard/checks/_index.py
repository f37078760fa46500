"""The table of checks, by hand: each one's file, its function, and what it notices. Imported when first asked."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module

from guard.checks.post import Post
from guard.model.decision import Signal
from guard.model.sentence import Sentence

Check = Callable[[Post], Iterable[Signal]]

_TABLE = (
    ("personal_picture", "personal_picture", Sentence.of("Pictures of another identity")),
    ("sexual_picture", "sexual_picture", Sentence.of("Pictures that may be sexual")),
    ("received_media", "received_media", Sentence.of("Files that came from outside")),
    ("camera_remarks", "camera_remarks", Sentence.of("What the camera noted: the place, a private hour")),
    ("unseen_media", "unseen_media", Sentence.of("Files that could not be looked at")),
    ("alt_text", "missing_description", Sentence.of("Pictures without a description")),
    ("picture_rules", "picture_rules", Sentence.of("Pictures that the network would refuse or crop")),
    ("borrowed_picture", "borrowed_picture", Sentence.of("Replies that link to a stranger’s picture")),
    ("private_talk", "private_talk", Sentence.of("Words that read like a private post")),
    ("voice", "other_voice", Sentence.of("A text that sounds like somebody else here")),
    ("topics", "sensitive_topic", Sentence.of("Sensitive topics")),
    ("profanity", "profanity", Sentence.of("Swearing and slurs")),
    ("insult", "insult", Sentence.of("Scorn for people or competitors")),
    ("newsjacking", "newsjacking", Sentence.of("Advertising beside a disaster or the news")),
    ("observance", "observance", Sentence.of("Offers on a day of mourning")),
    ("breaking", "breaking_news", Sentence.of("News that nobody has confirmed")),
    ("hashtag_joined", "hashtag_joined", Sentence.of("New hashtags that join what others speak of")),
    ("hashtag_first", "hashtag_first", Sentence.of("New hashtags of a brand that seldom has any")),
    ("hashtag_reading", "hashtag_reading", Sentence.of("Hashtags that can be read otherwise")),
    ("handle_lookalike", "handle_lookalike", Sentence.of("Handles that look like a known one")),
    ("stranger_mentioned", "stranger_mentioned", Sentence.of("Strangers mentioned in a complaint")),
    ("link_lookalike", "link_lookalike", Sentence.of("Links that look like your own sites")),
    ("link_broken", "link_broken", Sentence.of("Broken links")),
    ("link_plain", "link_plain", Sentence.of("Links without encryption")),
    ("link_shortener", "link_shortener", Sentence.of("Shortened links")),
    ("link_staging", "link_staging", Sentence.of("Links to places that are not for readers")),
    ("link_tracking", "link_tracking", Sentence.of("Links that tell about a person")),
    ("secret", "secret_in_text", Sentence.of("Passwords and keys in the text")),
    ("spelling", "spelling", Sentence.of("Words that are likely mistyped")),
    ("wrong_word", "wrong_word", Sentence.of("Words that stand where others belong")),
    ("grammar", "grammar", Sentence.of("Grammar of English sentences")),
    ("gibberish", "gibberish", Sentence.of("Keys that were hit, and not words")),
    ("search_words", "search_words", Sentence.of("What was meant for a search or an address bar")),
    ("placeholder", "placeholder", Sentence.of("Placeholders that were not filled in")),
    ("leaked_note", "leaked_note", Sentence.of("Notes to colleagues left in the text")),
    ("cut_off", "cut_off", Sentence.of("Texts that end too early")),
    ("too_long", "too_long", Sentence.of("Texts that are too long for the network")),
    ("made_for_another", "made_for_another", Sentence.of("Texts made for another network")),
    ("hours", "outside_hours", Sentence.of("Posts outside the usual hours")),
    ("fresh_hat", "fresh_hat", Sentence.of("A hat put on just now, or hours ago")),
    ("burst", "burst", Sentence.of("Several posts in a row, or the same one again")),
    ("crisis", "declared_crisis", Sentence.of("Posts during a declared crisis")),
    ("profile", "bound_profile", Sentence.of("A browser profile set aside for somebody else")),
    ("first_app", "first_app", Sentence.of("Programs that have never posted for the brand")),
    ("app_boast", "app_boast", Sentence.of("Posts that a game or an app seems to have made")),
    ("excuse", "excuse", Sentence.of("Excuses in an apology")),
    ("blame", "blame", Sentence.of("Blame on hackers, machines or others in an apology")),
    ("personal", "personal", Sentence.of("Statements that speak as one person, or say no sorry")),
)
"""In the order of a form."""
_FOR_ANYBODY = ("outside_hours", "bound_profile")
HOLDING = frozenset({"personal-picture", "sexual-picture", "hashtag-joined", "declared-crisis"})
"""Those whose gravest signals hold a post by themselves, whatever the workspace says of them but ``off``."""


@cache
def checks() -> tuple[Check, ...]:
    """All checks, in the order of the table."""
    return tuple(getattr(import_module(f"guard.checks.{file}"), name) for file, name, _ in _TABLE)


@cache
def for_anybody() -> tuple[Check, ...]:
    """Those that speak of persons' posts, too: how a person posts is their own."""
    return tuple(
        getattr(import_module(f"guard.checks.{file}"), name) for file, name, _ in _TABLE if name in _FOR_ANYBODY
    )


def about() -> Mapping[str, Sentence]:
    """What each notices, in a few words, by its id."""
    return {name.replace("_", "-"): words for _, name, words in _TABLE}


def name_of(check: Check) -> str:
    """The id by which the workspace and the journal call it: the function's name with dashes."""
    return str(getattr(check, "__name__", type(check).__name__)).replace("_", "-")
