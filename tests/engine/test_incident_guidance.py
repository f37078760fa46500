"""What is said at each step, what a deletion does, and one sentence for every entry of a timeline."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from guard.incident.guidance import EDITS, HITS, consequences, guidance
from guard.incident.phrases import phrase, private
from guard.languages import said
from guard.model.incident import Entry, EntryKind, Step
from guard.model.sentence import Sentence
from guard.platforms import catalog

DATA = Path(catalog.__file__).parent / "data"
NAMES = {"legal": "Legal", "blog": "Acme's blog"}
AT = datetime(2026, 11, 22, 23, 24, tzinfo=UTC)
MUST_CARRY = {
    Step.ASSESS: ("whom it hits", "teams"),
    Step.PAUSE: ("scheduled", "silence", "statement"),
    Step.DELETION: ("Screenshots", "the problem is not", "noticed", "legal"),
    Step.STATEMENT: ("sorry", "No excuses", "Blame no machine", "Evidence", "personal", "brand"),
    Step.ANSWERS: ("being said", "one by one", "Copied"),
    Step.RESUME: ("by itself",),
    Step.REVIEW: ("rule",),
}


@pytest.mark.parametrize("step", list(Step))
def test_each_step_has_two_to_four_sentences_that_carry_what_they_must(step: Step) -> None:
    told = guidance(step)
    assert 2 <= len(told) <= 4
    assert [words for words in MUST_CARRY[step] if words not in " ".join(told)] == []
    assert all(len(one) <= 120 for one in told), "nobody reads more at that hour"
    assert all(said(one, "de") != one for one in told)


@pytest.mark.parametrize("platform", [*catalog.load(), "", "nowhere"])
def test_a_deletion_is_told_everywhere_and_promises_nothing(platform: str) -> None:
    told = " ".join(consequences(platform))
    assert "Screenshots" in told
    assert "keep the text" in told
    assert all(isinstance(one, Sentence) and said(one, "de") != one for one in consequences(platform))


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        pytest.param("mastodon", "Other servers hold copies", id="copies on other servers"),
        pytest.param("mastodon", "earlier versions stay readable", id="edited instead"),
        pytest.param("pixelfed", "nothing can make them", id="copies in the whole federation"),
        pytest.param("bluesky", "quote it stay", id="quotes"),
        pytest.param("nostr", "only a request", id="a request"),
        pytest.param("instagram", "30 days", id="the trash"),
        pytest.param("ghost", "inboxes", id="mails"),
        pytest.param("linkedin", "change the words", id="edited where it can be"),
    ],
)
def test_what_is_special_about_a_network_is_told(platform: str, words: str) -> None:
    assert words in " ".join(consequences(platform))
    assert words not in " ".join(consequences("threads"))


@pytest.mark.parametrize("platform", sorted(EDITS))
def test_where_words_can_be_changed_the_data_know_of_it(platform: str) -> None:
    assert '"verb": "edit"' in (DATA / f"{platform}.json").read_text(encoding="utf-8")


def test_whom_it_may_hit() -> None:
    assert len(HITS) == len(set(HITS)) >= 8
    assert all(said(hit, "de") != hit for hit in HITS)


TOLD: list[tuple[EntryKind, dict[str, Any], str]] = [
    (EntryKind.OPENED, {"title": "A private post"}, "Opened the incident: A private post"),
    (EntryKind.FACT, {"text": {"pattern": "{tool} sent it.", "values": {"tool": "n8n"}}}, "n8n sent it."),
    (EntryKind.EVIDENCE, {"name": "a.png", "sha256": "0", "size": 1, "what": "it"}, "Kept “a.png” as evidence: it"),
    (EntryKind.FROZEN, {"reason": "a slip"}, "Froze the brand: nothing leaves in its name: a slip"),
    (EntryKind.UNFROZEN, {}, "Unfroze the brand."),
    (
        EntryKind.LINE,
        {"scheduler": "blog", "name": "Ghost “Acme's blog”", "outcome": "paused", "text": "paused, and read back: 3."},
        "Ghost “Acme's blog”: paused, and read back: 3.",
    ),
    (
        EntryKind.SAID_PAUSED,
        {"scheduler": "blog", "how": "saw it off"},
        "Says to have paused Acme's blog by hand, which nobody read back: saw it off",
    ),
    (
        EntryKind.ASSESSED,
        {"hits": ["customers", "children"], "severity": "high", "teams": ["legal", "pr"], "text": ""},
        "Assessed it as high; it hits customers, children; to be told: Legal, pr.",
    ),
    (EntryKind.ASSESSED, {"hits": ["x"], "severity": "low", "teams": []}, "Assessed it as low; it hits x."),
    (EntryKind.TOLD, {"team": "legal", "how": "by telephone"}, "Told Legal: by telephone"),
    (EntryKind.WEIGHED, {"choice": "delete", "reason": "it hurts"}, "Decided to delete it: it hurts"),
    (EntryKind.WEIGHED, {"choice": "keep", "reason": "it is known"}, "Decided to let it stand: it is known"),
    (EntryKind.SAID_DELETED, {"how": "looked logged out"}, "Says that it is deleted: looked logged out"),
    (EntryKind.DRAFTED, {"text": "We are sorry."}, "Wrote what the brand says: “We are sorry.”"),
    (EntryKind.APPROVED, {"who": "Rafi", "how": "code"}, "Rafi approved exactly this wording."),
    (EntryKind.PUBLISHED, {"url": "https://a.example/2", "text": "x"}, "Published the statement: https://a.example/2"),
    (EntryKind.PERSON, {"who": "@anna", "text": "why?"}, "@anna waits for an answer: why?"),
    (EntryKind.ANSWERED, {"person": 2, "how": "sorry", "answered": True}, "Answered person 2: sorry"),
    (EntryKind.ANSWERED, {"person": 2, "how": "a bot", "answered": False}, "Person 2 gets no answer: a bot"),
    (EntryKind.DECIDED, {"scheduler": "blog", "item": "7", "choice": "restore"}, "Put back “7” of Acme's blog."),
    (
        EntryKind.DECIDED,
        {"scheduler": "blog", "item": "7", "choice": "restore", "due": "2026-11-24T09:00:00+01:00"},
        "Put back “7” of Acme's blog for 2026-11-24T09:00:00+01:00.",
    ),
    (
        EntryKind.DECIDED,
        {"scheduler": "blog", "item": "7", "choice": "leave_out", "reason": "stale"},
        "Left out “7” of Acme's blog: stale",
    ),
    (
        EntryKind.DECIDED,
        {"scheduler": "blog", "item": "", "choice": "leave_out"},
        "Acme's blog, paused by hand, stays off.",
    ),
    (
        EntryKind.DECIDED,
        {"scheduler": "blog", "item": "", "choice": "restore"},
        "Acme's blog, paused by hand, is to go on.",
    ),
    (EntryKind.RULE, {"rule": "session", "taken": True}, "Took up the rule “session”."),
    (EntryKind.RULE, {"rule": "session", "taken": False}, "Did not take up the rule “session”."),
    (EntryKind.RULE, {"rule": "", "reason": "a phone"}, "No rule would have caught it: a phone"),
    (EntryKind.LESSON, {"text": "two people"}, "Learnt: two people"),
    (EntryKind.OWNED, {"step": "assess", "who": "Jo"}, "Jo takes care of “Assess”."),
    (EntryKind.OWNED, {"step": "assess", "who": "Jo", "due": "9:00"}, "Jo takes care of “Assess” until 9:00."),
    (EntryKind.FINISHED, {"step": "assess"}, "Finished: Assess"),
    (EntryKind.SKIPPED, {"step": "answers", "reason": "nobody asked"}, "Skipped “Answer people”: nobody asked"),
    (EntryKind.REOPENED, {"step": "pause", "reason": "one tool more"}, "Took “Pause” up again: one tool more"),
    (EntryKind.ALERT, {"text": "40 mentions"}, "40 mentions"),
    (EntryKind.NOTE, {"text": "a note"}, "a note"),
    (EntryKind.CLOSED, {"reason": ""}, "Closed the incident."),
    (EntryKind.ASKED, {"tools": 3, "by_hand": 1}, "Asked every tool: 3. For a person to pause: 1."),
    (EntryKind.ASKED, {}, "Asked every tool."),
    (EntryKind.UNKNOWN, {"kind": "dreamt"}, "An entry of another version: dreamt"),
]


@pytest.mark.parametrize(("kind", "detail", "told"), [pytest.param(*row, id=row[2]) for row in TOLD])
def test_an_entry_in_a_sentence(kind: EntryKind, detail: dict[str, Any], told: str) -> None:
    assert phrase(Entry(1, AT, "Hannah", kind, detail), NAMES) == told


def test_what_an_entry_took_up_again_is_told_with_it() -> None:
    entry = Entry(9, AT, "Hannah", EntryKind.FROZEN, {"reason": "again"}, reopened=(Step.PAUSE, Step.RESUME))
    told = phrase(entry, NAMES)
    assert told == "Froze the brand: nothing leaves in its name: again (open again because of it: Pause, Resume)"
    assert "wieder offen: Anhalten, Wieder anlaufen lassen" in said(told, "de")


def test_every_kind_has_its_sentence() -> None:
    assert {kind for kind, _, _ in TOLD} == set(EntryKind)


@pytest.mark.parametrize("kind", list(EntryKind))
@pytest.mark.parametrize(
    "detail",
    [
        pytest.param({}, id="nothing in it"),
        pytest.param(
            dict.fromkeys(("text", "step", "hits", "teams", "who", "severity", "person", "reason", "how", "team"), 5),
            id="numbers in it",
        ),
        pytest.param(
            dict.fromkeys(("text", "step", "reason", "how", "team", "severity"), "{x} {0}"), id="braces in it"
        ),
        pytest.param(
            {key: {"pattern": "{", "values": 3} for key in ("text", "step", "team", "name")}, id="half sentences"
        ),
    ],
)
def test_an_entry_of_another_version_is_told_all_the_same(kind: EntryKind, detail: dict[str, Any]) -> None:
    told = phrase(Entry(1, AT, "Hannah", kind, detail), NAMES)
    assert isinstance(told, Sentence)
    assert isinstance(said(told, "de"), str)


def test_what_tells_of_people_outside_is_private() -> None:
    known = {kind for kind in EntryKind if private(Entry(1, AT, "Hannah", kind))}
    assert known == {EntryKind.PERSON, EntryKind.ANSWERED}
