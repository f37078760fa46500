"""An incident as it is shown, for the tests of what is made of it."""

from typing import Any

import msgspec

from guard.model.incident import Step
from guard.protocol.card import Badge
from guard.protocol.incidents import (
    Bar,
    EntryView,
    EvidenceView,
    IncidentView,
    PersonView,
    Proposal,
    StepView,
    Talk,
    TeamView,
    ToolLine,
    WaitingItem,
)

SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def view(**changes: Any) -> IncidentView:
    """The night of a slip, all parts filled; ``changes`` are fields of it."""
    return msgspec.structs.replace(_VIEW, **changes)


def entry(number: int, text: str, *, private: bool = False) -> EntryView:
    """One line of the timeline."""
    return EntryView(number, f"2026-11-22T23:{number:02}:05+01:00", "Hannah", "note", text, private)


def person(number: int, who: str, **more: Any) -> PersonView:
    """Somebody who waits for an answer."""
    return PersonView(**{"number": number, "who": who, "link": "", "text": "", "how": "", "answered": False, **more})


_VIEW = IncidentView(
    incident="2026-11-22-2324-acme",
    badge=Badge("acme", "Acme Ltd", "brand", "#c8102e", "Ac"),
    title="A private post left as Acme",
    opened="2026-11-22T23:24:05+01:00",
    text="Three crates of ale!\nFriday can come.",
    url="https://social.example/@acme/1",
    account="mastodon:@acme@social.example",
    source="journal",
    frozen=True,
    pausing=False,
    current="assess",
    steps=[
        StepView(step.value, step.value.title(), "open", ["Breathe."], ["Tell Legal, and say how."], "Hannah", since="")
        for step in Step
    ],
    facts=["It left from Hannah's laptop at 23:10."],
    hits=["customers"],
    hits_known=["customers", "employees"],
    severity="medium",
    teams=[TeamView("legal", "Legal", "Dr. Roe", "+49 170 555", suits=True, chosen=True, told="by telephone")],
    lines=[ToolLine("blog", "Acme's blog", "paused", "paused, and read back: 3")],
    consequences=["Screenshots stay."],
    deletion="delete",
    deletion_reason="It shows a person.",
    deleted="Looked at it logged out.",
    draft="We are sorry.\nIt is gone.",
    noticed=[],
    needs_approval=True,
    approved=["Rafi"],
    approval='{"hatcheck": "approval"}',
    published="https://social.example/@acme/2",
    people=[
        person(
            1,
            "@anna@example.social",
            link="https://example.social/@anna/99",
            text="Are you drunk?",
            how="No, we are sorry, Anna",
        )
    ],
    waiting=[WaitingItem("blog", "Acme's blog", "7", "post", "Monday offer", ["Blog"], "2026-11-24T09:00:00+01:00")],
    proposals=[Proposal("session", "Take the hat off after 15 minutes.", "session = 15m", taken=True)],
    no_rule="",
    lessons=["Two people look at night posts."],
    entries=[
        entry(1, "Opened the incident."),
        entry(2, "@anna@example.social waits for an answer", private=True),
        entry(3, "Told Legal: Anna@Example.social is a customer, see https://example.social/@anna/99"),
    ],
    evidence=[EvidenceView("night.png", SHA, 20480, "screenshot", "/home/hannah/evidence/night.png")],
    talk=Talk(
        bars=[Bar("2026-11-22T23:00:00+01:00", 40, 4.0, 9.0)],
        text="40 mentions in this hour, 4 are usual.",
        latest=[person(0, "@bob_x", link="https://x.com/bob_x/status/5", text="lol @anna look")],
        sources=["Mastodon is read."],
    ),
)
