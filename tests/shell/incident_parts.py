"""An incident for the tests of its windows: a made-up brand's night, in the middle of it, as the engine tells it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from guard.protocol import Problem
from guard.protocol.card import Badge, CardReason
from guard.protocol.events import Progress
from guard.protocol.incidents import (
    Act,
    Bar,
    EntryView,
    EvidenceView,
    IncidentLine,
    IncidentView,
    PersonView,
    Proposal,
    StepView,
    Stray,
    Talk,
    TeamView,
    ToolLine,
    WaitingItem,
)
from guard.protocol.requests import Request

BRAND = Badge("aid", "Harbour Aid", "brand", "#b3201a", "HA")
POST = "Found two more crates of Northwind cider in the van. When we drink, we do it properly #cidernight"
DRAFT = (
    "Last night a private post went out on our account. It had nothing to do with our work, and we have deleted it. "
    "We are sorry. Our intern was tired, and our tool mixed the accounts up; we were not hacked."
)
STEPS = ("assess", "pause", "deletion", "statement", "answers", "resume", "review")
_TITLES = ("Assess", "Pause", "Decide on deletion", "Say something", "Answer people", "Resume", "Review")
_GUIDANCE = {
    "assess": [
        "Whom does it hit: people who are named, people who need you, people who work with you?",
        "What do you know, and from where? What you only suppose is not said to anybody.",
    ],
    "pause": [
        "Silence is better than a cheerful post that was planned last week.",
        "Look at each tool: what could not be read back must be looked at by you.",
    ],
    "deletion": ["Deleting ends that it spreads. It does not undo that it was seen."],
    "statement": [
        "Say what happened, say that you are sorry, say what you do now.",
        "No excuse, and no blame: not for a tool, not for a colleague.",
    ],
    "answers": ["Answer one by one, in words meant for this person."],
    "resume": ["Read each again, as somebody who has seen the slip today."],
    "review": ["How could it happen? Not: who did it."],
}
_MISSING = {
    "assess": ["Tell Duty lead, and say how."],
    "pause": ["Newsroom calendar: pause it yourself and say so, or try again."],
    "deletion": ["Decide whether the post is deleted, and say why."],
    "statement": ["A colleague approves exactly this wording."],
    "answers": ["@mira@social.example waits for an answer."],
    "resume": ["Look at what waits: 3 to decide.", "Unfreeze the brand; nothing goes out by that alone."],
    "review": ["Write down what was learnt."],
}


def at(minutes: float, base: datetime | None = None) -> str:
    """So many minutes after the slip, which was 40 minutes ago."""
    start = (base or datetime.now(UTC)) - timedelta(minutes=40)
    return (start + timedelta(minutes=minutes)).isoformat()


def steps(current: str) -> list[StepView]:
    """Those before are done, the one is open, the others wait; all are done where nothing is current."""
    place = STEPS.index(current) if current else len(STEPS)
    made = []
    for number, step in enumerate(STEPS):
        status = "done" if number < place else "open" if number == place else "waiting"
        over = status == "done"
        made.append(
            StepView(
                step,
                _TITLES[number],
                status,
                _GUIDANCE[step],
                [] if over else _MISSING[step],
                owner="Jo" if number == place else "",
                due=at(55) if number == place else "",
                since=at(5 * number + 6) if over else "",
            )
        )
    return made


def finished(view: IncidentView, step: str) -> IncidentView:
    """The same with nothing missing in this step."""
    others = [msgspec.structs.replace(one, missing=[]) if one.step == step else one for one in view.steps]
    return msgspec.structs.replace(view, steps=others)


def lines() -> list[ToolLine]:
    """One line of every kind."""
    return [
        ToolLine("mastodon:aid", "Mastodon, scheduled posts", "paused", "2 posts were moved out and are kept here."),
        ToolLine("buffer:main", "Buffer", "nothing", "Asked: its queue is empty."),
        ToolLine("n8n:office", "n8n in the office", "pausing", "2 of 3 workflows are off."),
        ToolLine(
            "ghost:blog",
            "Ghost, the blog",
            "failed",
            "It said: 401, the key is not known.",
            do="Open the list of posts, and set those that are planned back to drafts.",
            link="https://blog.harbour-aid.example/ghost/#/posts?type=scheduled",
        ),
        ToolLine(
            "calendar:news",
            "Newsroom calendar",
            "unverified",
            "There is no token for it in the keyring, so nobody could look.",
            do="Open it, choose Queue, press Pause all.",
            link="https://calendar.example/queue",
        ),
        ToolLine(
            "github:site",
            "GitHub Actions, website",
            "unverified",
            "There is no token for it.",
            do="Disable the workflow.",
            said="Disabled it at 23:31; the page says disabled.",
        ),
    ]


def waiting() -> list[WaitingItem]:
    """Something to come, something late, an automation, and one that is decided."""
    morning = (datetime.now().astimezone() + timedelta(days=1)).replace(hour=9, minute=30, second=0, microsecond=0)
    account = ["mastodon:@aid@social.example"]
    return [
        WaitingItem("mastodon:aid", "Mastodon", "101", "post", "Blood drive on Saturday", account, morning.isoformat()),
        WaitingItem("mastodon:aid", "Mastodon", "102", "post", "Party hats on!", account, at(20), late=True),
        WaitingItem("n8n:office", "n8n in the office", "7", "automation", "New photo → all accounts", account),
        WaitingItem(
            "buffer:main", "Buffer", "3", "post", "Throwback picture", account, at(30), fate="left out", by="Jo"
        ),
    ]


def noticed(draft: str) -> list[CardReason]:
    """What the checks say of the draft."""
    found = []
    for words, severity, text in (
        (
            "our tool mixed the accounts up",
            "medium",
            "This blames a tool. Few believe that, and it is no apology.",
        ),
        ("Our intern was tired", "medium", "This is an excuse, and it blames a person."),
        ("we were not hacked", "low", "This puts a word into heads that was not there."),
    ):
        if (place := draft.find(words)) >= 0:
            found.append(CardReason("excuse", severity, text, words, [(place, place + len(words))]))
    return found


def people() -> list[PersonView]:
    """One who waits, one who was answered, one who needs no answer."""
    return [
        PersonView(
            1, "@mira@social.example", "https://social.example/@mira/1", "Is this who we donate to?", "", answered=False
        ),
        PersonView(
            2, "@tomas@social.example", "", "Happens to the best.", "Thanked him for the kindness.", answered=True
        ),
        PersonView(
            3, "@northwind", "https://social.example/@northwind/8", "Cheers!", "It is an advertisement.", answered=False
        ),
    ]


def talk() -> Talk:
    """Quiet, a gap, and then it grows."""
    counts = [2, 1, 3, 2, 2, 1, 2, 3, 2, 1, 0, 0, 2, 3, 2, 4, 9, 21, 34, 29, 24, 26, 18, 15]
    now = datetime.now(UTC)
    bars = [
        Bar((now - timedelta(minutes=10 * (24 - n))).isoformat(), count, 2.1, 6.0, watched=n not in (10, 11))
        for n, count in enumerate(counts)
    ]
    latest = [
        PersonView(
            0,
            "@lena@social.example",
            "https://social.example/@lena/3",
            "Who runs this account at night?",
            "",
            answered=False,
        ),
        PersonView(
            0, "@mira@social.example", "https://social.example/@mira/1", "Is this who we donate to?", "", answered=False
        ),
    ]
    text = "15 mentions in the last ten minutes; about 2 are usual at this hour."
    return Talk(bars, text, latest, ["Mastodon and Bluesky are read.", "X cannot be read without a contract."])


def entries() -> list[EntryView]:
    """The record so far."""
    told = (
        (0, "hatcheck", "fact", "Posted to mastodon:@aid@social.example from toot on this machine."),
        (2, "Jo", "opened", "Opened from row 812 of the journal."),
        (2, "Jo", "frozen", "Frozen: a slip got out."),
        (3, "hatcheck", "line", "Mastodon, scheduled posts: paused and read back."),
        (4, "Jo", "told", "Told Duty lead: by phone, calls back at midnight."),
        (9, "Jo", "drafted", "The statement was written: 180 characters."),
        (10, "Jo", "drafted", "The statement was written: 208 characters."),
    )
    return [EntryView(n, at(minutes), by, kind, text) for n, (minutes, by, kind, text) in enumerate(told, start=1)]


def night(current: str = "assess", **fields: Any) -> IncidentView:
    """The incident, at this step; fields can be replaced."""
    made = IncidentView(
        incident="2026-11-22-aid",
        badge=BRAND,
        title="Cider post on the public account",
        opened=at(2),
        text=POST,
        url="https://social.example/@aid/112233",
        account="mastodon:@aid@social.example",
        source="toot on this machine",
        frozen=True,
        pausing=False,
        current=current,
        steps=steps(current),
        facts=[
            "It went out 40 minutes ago from toot on this machine.",
            "The hat worn was Jo (private); the guard was paused for 15 minutes: “launch posts”.",
            "No rule held it.",
        ],
        hits=["donors"],
        hits_known=[
            "donors",
            "people in need",
            "staff",
            "a group of people (religion, origin, gender, disability …)",
            "people who were hurt, or who mourn",
            "one person who is named or shown",
        ],
        severity="medium",
        teams=[
            TeamView("press", "Press office", "Noor Haddad", "+49 30 5550 111 (day)", suits=False, chosen=False),
            TeamView("duty", "Duty lead", "Sam Ortiz", "+49 171 5550 222 (night)", suits=True, chosen=True),
            TeamView(
                "donors",
                "Donor care",
                "Ines Falk",
                "+49 171 5550 333 (night)",
                suits=True,
                chosen=True,
                told="By phone at 23:31.",
            ),
        ],
        lines=lines(),
        consequences=[
            "It stops spreading on the platform, and replies to it lose their beginning.",
            "Screenshots stay, and whoever has seen it has seen it.",
            "Deleted without a word, it looks hidden: say that it was deleted.",
        ],
        deletion="",
        deletion_reason="",
        deleted="",
        draft=DRAFT,
        noticed=noticed(DRAFT),
        needs_approval=True,
        approved=[],
        approval="hatcheck approve 7Q2M…",
        published="",
        people=people(),
        waiting=waiting(),
        proposals=[
            Proposal(
                "no-night-posts",
                "Holds posts to Harbour Aid between 20:00 and 08:00.",
                '[[policy]]\nto = "aid"\noutside = "hours"\nverdict = "hold"',
            ),
            Proposal("brand-hat", "Asks for Harbour Aid’s hat in toot.", '[[policy]]\nto = "aid"', taken=True),
        ],
        no_rule="",
        lessons=["Nobody pauses the guard alone after 20:00."],
        entries=entries(),
        evidence=[
            EvidenceView("screenshot-2324.png", "9f2b" * 16, 284_113, "The post, with its answers", "/kept/9f2b.png"),
        ],
        talk=talk(),
    )
    return msgspec.structs.replace(made, **fields)


def strays() -> list[Stray]:
    """Two public posts: one whose program is known, and one of which nobody knows that."""
    account, said = "mastodon:@aid@social.example", "It did not leave from this desk."
    link = "https://social.example/@aid/"
    return [
        Stray("two", BRAND, account, "The boats are out again. 🌊", f"{link}2", at(1), said),
        Stray("one", BRAND, account, f"{POST}\n<b>Cheers</b>", f"{link}1", at(0), said, "Tusky & friends"),
    ]


def line(view: IncidentView) -> IncidentLine:
    """The same in a list."""
    step = next((one.title for one in view.steps if one.step == view.current), "")
    return IncidentLine(view.incident, view.badge, view.title, view.opened, step, view.closed, view.severity)


class Engine:
    """Takes requests down as the protocol has them, and answers when the test wants it. It decides nothing."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self._waiting: dict[int, tuple[Callable[[Any], None], Any]] = {}

    def ask(
        self,
        kind: type[Request],
        /,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,
        progress: Callable[[Progress], None] | None = None,  # noqa: ARG002 - nothing here has one
        **fields: object,
    ) -> int:
        """Takes a request down; one that breaks the protocol fails here."""
        number = len(self.asked) + 1
        raw = {"op": kind.__struct_config__.tag, "n": number, **fields}
        self.asked.append(msgspec.json.decode(msgspec.json.encode(raw), type=kind))
        self._waiting[number] = (then, refused)
        return number

    def of(self, kind: type[Any]) -> list[Any]:
        """The requests of this kind."""
        return [one for one in self.asked if isinstance(one, kind)]

    @property
    def deeds(self) -> list[Any]:
        """What was done, in order."""
        return [one.deed for one in self.of(Act)]

    def answer(self, reply: object, request: Request | None = None) -> None:
        """Answers a request, else the last."""
        number = (request or self.asked[-1]).n
        then, refused = self._waiting.pop(number)
        (refused if isinstance(reply, Problem) else then)(reply)
