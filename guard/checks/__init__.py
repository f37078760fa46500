"""Content checks, one file each: they say what looks wrong about a post. What a signal may do, the engine says."""

from collections.abc import Callable, Iterable, Iterator

from guard.checks import dictionary, harper
from guard.checks.alt_text import missing_description
from guard.checks.app_boast import app_boast
from guard.checks.borrowed_picture import borrowed_picture
from guard.checks.breaking import breaking_news
from guard.checks.burst import burst
from guard.checks.camera_remarks import camera_remarks
from guard.checks.crisis import declared_crisis
from guard.checks.cut_off import cut_off
from guard.checks.first_app import first_app
from guard.checks.fresh_hat import fresh_hat
from guard.checks.gibberish import gibberish
from guard.checks.grammar import grammar
from guard.checks.handle_lookalike import handle_lookalike
from guard.checks.hashtag_first import hashtag_first
from guard.checks.hashtag_joined import hashtag_joined
from guard.checks.hashtag_reading import hashtag_reading
from guard.checks.hours import outside_hours
from guard.checks.insult import insult
from guard.checks.leaked_note import leaked_note
from guard.checks.link_broken import link_broken
from guard.checks.link_lookalike import link_lookalike
from guard.checks.link_plain import link_plain
from guard.checks.link_shortener import link_shortener
from guard.checks.link_staging import link_staging
from guard.checks.link_tracking import link_tracking
from guard.checks.made_for_another import made_for_another
from guard.checks.newsjacking import newsjacking
from guard.checks.observance import observance
from guard.checks.personal_picture import personal_picture
from guard.checks.picture_rules import picture_rules
from guard.checks.placeholder import placeholder
from guard.checks.post import Post
from guard.checks.private_talk import private_talk
from guard.checks.profanity import profanity
from guard.checks.profile import bound_profile
from guard.checks.received_media import received_media
from guard.checks.search_words import search_words
from guard.checks.secret import secret_in_text
from guard.checks.sexual_picture import sexual_picture
from guard.checks.spelling import spelling
from guard.checks.stranger_mentioned import stranger_mentioned
from guard.checks.too_long import too_long
from guard.checks.topics import sensitive_topic
from guard.checks.unseen_media import unseen_media
from guard.checks.voice import other_voice
from guard.checks.wrong_word import wrong_word
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.route import Confidence
from guard.model.sentence import Sentence

Check = Callable[[Post], Iterable[Signal]]

CHECKS: tuple[Check, ...] = (
    outside_hours,
    bound_profile,
    personal_picture,
    sexual_picture,
    received_media,
    camera_remarks,
    unseen_media,
    private_talk,
    other_voice,
    burst,
    fresh_hat,
    declared_crisis,
    missing_description,
    borrowed_picture,
    cut_off,
    link_broken,
    link_lookalike,
    link_plain,
    link_shortener,
    link_staging,
    link_tracking,
    made_for_another,
    picture_rules,
    too_long,
    hashtag_joined,
    hashtag_first,
    hashtag_reading,
    handle_lookalike,
    stranger_mentioned,
    first_app,
    app_boast,
    profanity,
    insult,
    sensitive_topic,
    newsjacking,
    observance,
    breaking_news,
    secret_in_text,
    gibberish,
    search_words,
    placeholder,
    leaked_note,
    wrong_word,
    spelling,
    grammar,
)

FOR_ANYBODY: tuple[Check, ...] = (outside_hours, bound_profile)
"""Those that speak of persons' posts, too: how a person posts is their own."""

__all__ = ["CHECKS", "FOR_ANYBODY", "Check", "Post", "signals", "warm"]


def signals(post: Post, checks: Iterable[Check] = CHECKS) -> Iterator[Signal]:
    """What the checks notice. One that fails says so: what was not looked at is never told as clean."""
    for check in checks:
        try:
            yield from tuple(check(post))
        except Exception as error:  # noqa: BLE001 - the second voice must never keep the first from speaking
            name = check.__name__.replace("_", "-")
            text = Sentence.of("The check “{check}” failed, so this was not looked at.", check=name)
            yield Signal("failed-check", Severity.NOTE, text, type(error).__name__, Confidence.HIGH)


def warm(brand: Identity) -> None:
    """Has every list and dictionary read, so that no post waits for that; takes a while."""
    dictionary.warm()
    harper.warm()
    for text in ("Hello, this is a post about #ordinarythings.", "Guten Morgen, heute gibt es frisches Brot!"):
        sum(1 for _ in signals(Post(Attempt(Verb.POST, brand.accounts[:1], text), (brand,), (brand,))))
