"""What to think of at each step: a few sentences for somebody who was woken for this, and what a deletion does."""

from collections.abc import Mapping

from guard.model.incident import Step
from guard.model.sentence import Sentence
from guard.platforms import platform_name

HITS = (
    Sentence.of("customers"),
    Sentence.of("employees"),
    Sentence.of("people who were hurt, or who mourn"),
    Sentence.of("a group of people (religion, origin, gender, disability …)"),
    Sentence.of("one person who is named or shown"),
    Sentence.of("children and young people"),
    Sentence.of("a partner, or another company"),
    Sentence.of("authorities, or the law"),
    Sentence.of("personal data"),
    Sentence.of("the brand alone"),
)
"""Whom a slip may hit, to choose from."""

_GUIDANCE: Mapping[Step, tuple[Sentence, ...]] = {
    Step.ASSESS: (
        Sentence.of("Breathe. Ten minutes of thought now are worth more than a fast answer that has to be taken back."),
        Sentence.of("Ask first whom it hits. A slip that hurts people weighs more than one that only embarrasses you."),
        Sentence.of(
            "Call the teams that must know before they read of it, by telephone at this hour; write down who was told."
        ),
        Sentence.of(
            "Take screenshots while the post still stands, and keep them here: they are what you will be asked for."
        ),
    ),
    Step.PAUSE: (
        Sentence.of("Stop whatever was scheduled, at once. A cheerful post beside a slip is the next slip."),
        Sentence.of("Until a statement is out, silence is better than anything that has nothing to do with it."),
        Sentence.of("Believe only what was read back. What says “not verified” you pause yourself, and then you look."),
    ),
    Step.DELETION: (
        Sentence.of(
            "Deleting stops it from spreading there. Screenshots stay: the post is gone then, the problem is not."
        ),
        Sentence.of(
            "A post that vanishes without a word is noticed, and told. If it goes, say so in the statement, and why."
        ),
        Sentence.of(
            "Ask legal first if anybody may claim damages or an authority may ask: they may forbid that it is deleted."
        ),
        Sentence.of("If it puts people at risk, or shows somebody who never agreed, it goes, whatever else is said."),
    ),
    Step.STATEMENT: (
        Sentence.of(
            "Say what happened, that you are sorry, and what changes: in the spirit of the brand, to those it hit."
        ),
        Sentence.of("No excuses, no if, no but, nobody who misunderstood; and nothing personal."),
        Sentence.of(
            "Blame no machine, intern or agency. Evidence before “we were hacked”: several had to take it back."
        ),
        Sentence.of(
            "Read what people say before you answer it, and let somebody who is not you read this before it goes out."
        ),
    ),
    Step.ANSWERS: (
        Sentence.of("Know what is being said before you answer: who is hurt, who asks, who only plays."),
        Sentence.of("Answer people one by one, each in words of their own. Copied answers are shown side by side."),
        Sentence.of("Those who were hurt come first. Whoever only wants a quarrel gets one answer at most."),
        Sentence.of("You need not answer everybody tonight. Hand over, and sleep."),
    ),
    Step.RESUME: (
        Sentence.of("Nothing goes out again by itself. Look at each thing that waits as if you had never seen it."),
        Sentence.of("Begin with what helps people. Jokes, offers and campaigns come last, and not on the same day."),
        Sentence.of("What was right yesterday may be wrong beside this: change it, or leave it out."),
    ),
    Step.REVIEW: (
        Sentence.of(
            "Look for what made it easy, not for who did it. Whoever fears blame tells nothing, and it happens again."
        ),
        Sentence.of("Choose the rule that would have stopped it, and turn it on now, while everybody remembers why."),
        Sentence.of("Write down what worked as well, and which number nobody answered at night."),
        Sentence.of("Tell those whom it hit what you changed."),
    ),
}

_FEDERATED = frozenset({"mastodon", "pixelfed", "misskey", "lemmy", "peertube", "mobilizon"})
"""Networks of servers that speak ActivityPub."""
EDITS = frozenset(
    {"devto", "discord", "discourse", "facebook", "instagram", "lemmy", "linkedin", "mastodon", "pixelfed"}
    | {"reddit", "slack", "telegram", "tumblr", "vk", "wordpress", "x", "youtube"}
)
"""Where what was posted can be changed afterwards; each of them has such a request in its data file."""


def guidance(step: Step) -> tuple[Sentence, ...]:
    """What to think of at this step, two to four sentences."""
    return _GUIDANCE[step]


def consequences(platform: str) -> tuple[Sentence, ...]:
    """What deleting a post does there and what it does not; for an unknown network what holds for all.

    Servers that got a copy are asked, and nothing can make them delete it: ActivityPub 7.4,
    https://www.w3.org/TR/activitypub/#delete-activity-inbox. Whom a Mastodon server asks, and that boosts go along and
    replies do not: ``app/services/remove_status_service.rb`` and ``app/models/status.rb`` in
    https://github.com/mastodon/mastodon; who is told of an edit: https://docs.joinmastodon.org/entities/Notification.
    Bluesky shows a quoted post that is gone as not found: ``viewNotFound`` in ``lexicons/app/bsky/embed/record.json``,
    https://github.com/bluesky-social/atproto; what other services owe: their developer guidelines,
    https://docs.bsky.app/docs/support/developer-guidelines. Nostr's deletion is a request: NIP-09,
    https://github.com/nostr-protocol/nips/blob/master/09.md. X deletes all versions of a post together, and keeps them
    to be read until then: https://developer.x.com/en/docs/twitter-api/enterprise/edit-tweets. Reddit closes the whole
    page: r/changelog, 14 June 2021, “Limiting Access to Removed and Deleted Post Pages”. The 30 days of Instagram:
    https://www.slashgear.com/instagram-recently-deleted-helps-hack-recovery-or-changes-of-heart-02657749/; those of
    Facebook: https://www.boosthill.com/what-is-trash-on-facebook/.
    """
    name = platform_name(platform) if platform else ""
    return (*_everywhere(name), *_here(platform), *_instead(platform, name))


def _everywhere(name: str) -> tuple[Sentence, ...]:
    spreads = Sentence.of("On {network} nobody comes upon it in your account any more.", network=name)
    return (
        spreads if name else Sentence.of("Nobody comes upon it in your account any more."),
        Sentence.of(
            "Screenshots and copies stay where people put them; so does what archives and search engines have kept."
        ),
        Sentence.of("Once it is gone you cannot look it up either: keep the text, the time and a screenshot before."),
    )


def _here(platform: str) -> tuple[Sentence, ...]:
    said: list[Sentence] = []
    if platform in _FEDERATED:
        said.append(
            Sentence.of("Other servers hold copies. They are asked to delete theirs, and nothing can make them.")
        )
    if platform == "mastodon":
        said.append(Sentence.of("Boosts disappear with it. Replies stay, and stand there without what they answer."))
    if platform == "bluesky":
        said += [
            Sentence.of("Posts that quote it stay; in place of yours they show that it is not there."),
            Sentence.of(
                "Other services read everything there as it is posted, and what they keep is theirs to delete."
            ),
        ]
    if platform == "nostr":
        said.append(Sentence.of("A deletion is only a request there: relays and programs may go on showing it."))
    if platform == "x":
        said.append(Sentence.of("If it was edited, all its versions go together."))
    if platform == "reddit":
        said.append(
            Sentence.of("Its whole page goes, with all comments: people's answers are not to be seen there any more.")
        )
    if platform in {"instagram", "facebook"}:
        said.append(Sentence.of("It lies in the trash for 30 days: whoever has the account can put it back."))
    if platform in {"wordpress", "ghost"}:
        said += [
            Sentence.of("Feed readers that fetched it keep their copy."),
            Sentence.of("What went out by mail stays in people's inboxes."),
        ]
    return tuple(said)


def _instead(platform: str, name: str) -> tuple[Sentence, ...]:
    if platform == "mastodon":
        pattern = "It can be edited instead: earlier versions stay readable there, and whoever boosted it is told."
        return (Sentence.of(pattern),)
    if platform == "x":
        pattern = "Some accounts can edit it instead for a short time; the earlier version stays readable there."
        return (Sentence.of(pattern),)
    if platform in EDITS:
        pattern = (
            "{network} lets you change the words instead: those who come later "
            "read the new ones, the others read the old."
        )
        return (Sentence.of(pattern, network=name),)
    return ()
