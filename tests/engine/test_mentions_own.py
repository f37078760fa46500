"""Which of the brand's own posts went past the guard: one missed is a slip nobody sees, one too many ends all trust."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from guard.journal import fingerprint_of
from guard.languages import said
from guard.mentions.own import Departure, Why, unseen, variants
from guard.model.decision import Verdict
from guard.model.mention import Post

ACME = "mastodon:@acme@example.social"
NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)
SALT = b"salt"


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def post(number: int, text: str = "Good evening", minutes: float = 10, **more: Any) -> Post:
    ident = f"https://example.social/users/acme/statuses/{number}"
    return replace(Post("own", ident, "@acme@example.social", text, ago(minutes)), **more)


def left(text: str | None, minutes: float = 10, verdict: Verdict = Verdict.ALLOW, account: str = ACME) -> Departure:
    """A decision as the journal keeps it: hash and length; without a text, neither is known."""
    if text is None:
        return Departure(account, ago(minutes), verdict)
    kept = fingerprint_of(text, SALT)
    same = lambda other: fingerprint_of(other, SALT) == kept  # noqa: E731
    return Departure(account, ago(minutes), verdict, same, len(text))


LONG = "We are proud to show what we have been working on all year, and it is nearly there. " * 8
CASES = [
    pytest.param([post(1)], [], [1], id="nothing left"),
    pytest.param([post(1)], [left("Good evening")], [], id="the same text"),
    pytest.param([post(1)], [left("Good evening", 60 * 24 * 3)], [], id="the same text, sent by a tool days later"),
    pytest.param([post(1)], [left("Good evening", account="x:@acme")], [1], id="the same text, another account"),
    pytest.param([post(1)], [left(None, 11)], [], id="something left a minute before"),
    pytest.param([post(1)], [left(None, 9)], [], id="clocks differ by a minute"),
    pytest.param([post(1)], [left(None, 5)], [1], id="something left five minutes after"),
    pytest.param([post(1)], [left(None, 45)], [1], id="something left long before"),
    pytest.param([post(1), post(2, "Oops", 9)], [left(None, 11)], [2], id="two posts, one departure"),
    pytest.param(
        [post(1, "Oops #gettngslizzerd", 12), post(2)],
        [left("Good evening", 13)],
        [1],
        id="what is certain is not used up by what is only near",
    ),
    pytest.param([post(1, LONG, 10)], [left("hi", 11)], [1], id="a text of quite another length"),
    pytest.param([post(1, "")], [left("", 11)], [], id="a picture without words"),
    pytest.param([post(1, minutes=60 * 24 * 8)], [], [], id="older than the journal"),
    pytest.param([post(1, minutes=0.2)], [], [], id="so new that its row may not be there yet"),
    pytest.param([post(1, client="Buffer")], [], [], id="a tool that is known"),
    pytest.param([post(1, client="Mastodon for iPhone")], [], [1], id="a phone"),
    pytest.param([post(1, "Good\n\nevening\u00a0all ")], [left("Good evening all", 300)], [], id="other white space"),
    pytest.param([post(1, "See acme.example/x…")], [left("See acme.example/x", 300)], [], id="an ellipsis at its end"),
    pytest.param(
        [post(1, "See https://www.acme.example/x")], [left("See acme.example/x", 300)], [], id="a link written out"
    ),
    pytest.param([post(1, "Hi @jo@other.test")], [left("Hi @jo", 300)], [], id="a handle with its instance"),
    pytest.param([post(1, "Go\u0301")], [left("G\u00f3", 300)], [], id="an accent in two characters"),
    pytest.param(
        [post(1), post(1, "Good evening (edited)")], [left("Good evening")], [], id="an edit of the same post"
    ),
    pytest.param([post(1, "Slip"), post(1, "Slip, edited")], [], [1], id="an edit alarms once"),
    pytest.param(
        [post(1, "Theirs", repost_of="https://o.test/1"), post(2, "Theirs", 5, repost_of="https://o.test/1")],
        [],
        [1],
        id="sharing the same post again alarms once",
    ),
    pytest.param([post(1, LONG, repost_of="https://o.test/1")], [left("", 11)], [], id="a shared post left here"),
    pytest.param([post(1)], [left("Good evening", 15, Verdict.DENY)], [1], id="what was stopped is out"),
    pytest.param(
        [post(1)], [left("Good evening", 15, Verdict.HOLD), left("Good evening", 12)], [], id="stopped, then released"
    ),
    pytest.param(
        [post(1, "Good evening", 30)], [left("Good evening", 15, Verdict.DENY)], [1], id="stopped after it was out"
    ),
    pytest.param(
        [post(1, LONG[:250], 10), post(2, LONG[250:], 9, reply_to="1")],
        [left(LONG, 11)],
        [],
        id="one text as two posts, split by the page",
    ),
    pytest.param(
        [post(1, "One.", 10), post(2, "Two.", 9, reply_to="1")],
        [left("One.\n\nTwo.", 600)],
        [],
        id="one text as two posts, long after",
    ),
    pytest.param(
        [post(1, "One.", 10), post(2, "Two.", 9, reply_to="1")],
        [left("One.", 11), left("Two.", 10)],
        [],
        id="two texts as two posts",
    ),
    pytest.param(
        [post(1, "Good evening", 10), post(2, "from my phone, sorry about that", 8, reply_to="1")],
        [left("Good evening", 11)],
        [2],
        id="an answer to one's own post, by phone",
    ),
    pytest.param(
        [post(1, LONG[:250], 60), post(2, LONG[250:], 9, reply_to="1")],
        [left(LONG, 61)],
        [1, 2],
        id="no thread: the second part came much later",
    ),
]


@pytest.mark.parametrize(("posts", "departures", "numbers"), CASES)
def test_posts_against_departures(posts: list[Post], departures: list[Departure], numbers: list[int]) -> None:
    found = unseen({ACME: posts}, departures, since=SINCE, now=NOW, known_clients=("buffer",))
    assert [int(one.post.id.rpartition("/")[2]) for one in found] == numbers


def test_what_was_stopped_and_is_out_is_said_so() -> None:
    (one,) = unseen({ACME: [post(1)]}, [left("Good evening", 15, Verdict.DENY)], since=SINCE, now=NOW)
    assert one.why is Why.STOPPED
    assert one.said == f"{ACME} has posted what was stopped here."
    assert said(one.said, "de") == f"{ACME} hat veröffentlicht, was hier angehalten wurde."


@pytest.mark.parametrize(
    ("made", "text"),
    [
        pytest.param(post(1), f"{ACME} has posted something that did not leave from this desk.", id="a post"),
        pytest.param(post(1, repost_of="x"), f"{ACME} has shared a post, and not from this desk.", id="a shared one"),
    ],
)
def test_what_nobody_knows_of_is_said(made: Post, text: str) -> None:
    (one,) = unseen({ACME: [made]}, [], since=SINCE, now=NOW)
    assert one.said == text


def test_what_was_told_once_is_not_told_again() -> None:
    posts = {ACME: [post(1), post(2, "Theirs", repost_of="https://o.test/1")]}
    first = unseen(posts, [], since=SINCE, now=NOW)
    assert len(first) == 2
    told = {one.key for one in first}
    posts[ACME].append(post(3, "Theirs", 5, repost_of="https://o.test/1"))
    posts[ACME][0] = post(1, "edited")
    assert unseen(posts, [], since=SINCE, now=NOW, told=told) == []


def test_an_unknown_client_is_not_a_known_one() -> None:
    """Most networks tell none; an empty name in the workspace must not silence all of them."""
    assert len(unseen({ACME: [post(1)]}, [], since=SINCE, now=NOW, known_clients=("",))) == 1


def test_a_month_of_honest_work_raises_no_alarm() -> None:
    """Three posts a day, some changed by the network, some sent late by a tool: each of them left here."""
    posts, departures = [], []
    for number in range(90):
        minutes = 60 * 8.0 * (number + 1)
        text = f"News {number}: " + LONG[: number % 200]
        departures.append(left(text, minutes + (600 if number % 5 == 0 else 1)))
        changed = number % 7 == 3 and number % 5
        posts.append(post(number, text + " https://acme.example/t/1" if changed else text, minutes))
    assert unseen({ACME: posts}, departures, since=NOW - timedelta(days=40), now=NOW) == []


def test_the_ways_a_text_may_have_stood_are_few() -> None:
    assert len(list(variants(LONG + "\n\nhttps://acme.example/ @jo@other.test …"))) < 60
    assert next(iter(variants(""))) == ""
