"""The steps: what each needs, that none is over before those before it, and that every deed can be told again."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.incident.deeds import NotDone, entry_of
from guard.incident.fold import fold
from guard.incident.phrases import phrase
from guard.incident.steps import Around, missing
from guard.model.incident import Entry, EntryKind, Incident, Step, StepStatus
from guard.protocol import deeds as do

AT = datetime(2026, 11, 22, 23, 24, tzinfo=UTC)
FROZEN, FREE = Around(frozen=True), Around()
ALONE = Around(frozen=True, needs_approval=True, colleagues=0)
TEAMS = Around(frozen=True, teams={"legal": "Legal", "press": "Press"})
REASON = "because of the night"
LINE = {"scheduler": "blog", "name": "Acme's blog", "outcome": "unverified", "text": "no token", "do": "pause it"}


class Record:
    """Entries in memory, told anew after each."""

    def __init__(self, *more: tuple[EntryKind, dict[str, Any]]) -> None:
        self.entries: list[Entry] = []
        self.add(EntryKind.OPENED, {"brand": "acme", "title": "a slip", "text": "ale"})
        for kind, detail in more:
            self.add(kind, detail)

    def add(self, kind: EntryKind, detail: dict[str, Any]) -> None:
        number = len(self.entries) + 1
        self.entries.append(Entry(number, AT + timedelta(minutes=number), "Hannah", kind, detail))

    @property
    def incident(self) -> Incident:
        return fold("x", self.entries)

    def does(self, deed: do.Deed, around: Around = FROZEN) -> Incident:
        self.add(*entry_of(self.incident, deed, around))
        return self.incident

    def refuses(self, deed: do.Deed, around: Around = FROZEN) -> str:
        with pytest.raises(NotDone) as refused:
            entry_of(self.incident, deed, around)
        return str(refused.value.text)


def over(*steps: Step) -> Record:
    """A record in which these were skipped."""
    return Record(*((EntryKind.SKIPPED, {"step": step.value, "reason": REASON}) for step in steps))


def until(step: Step) -> Record:
    """A record in which all steps before this one were skipped."""
    return over(*list(Step)[: list(Step).index(step)])


def test_the_first_step_is_open_and_the_others_wait() -> None:
    states = [state.status for state in Record().incident.steps.values()]
    assert states == [StepStatus.OPEN, *[StepStatus.WAITING] * 6]


def test_a_step_waits_for_those_before_it() -> None:
    record = Record()
    assert "First comes “Assess”" in record.refuses(do.Finish(step="pause"))
    assert "First comes “Assess”" in record.refuses(do.Skip(step="review", reason=REASON))
    assert "First comes “Assess”" in record.refuses(do.Publish(url="https://a.example/2"))


ASSESS = do.Assess(hits=["customers"], severity="high", teams=["legal"])
NEEDS = [
    pytest.param(Step.ASSESS, [], FROZEN, "Say whom it hits, and how badly", id="nobody said how bad it is"),
    pytest.param(Step.ASSESS, [ASSESS], FROZEN, "Tell legal", id="a team was not told"),
    pytest.param(Step.ASSESS, [ASSESS, do.Tell(team="legal", how="called")], FROZEN, "", id="assessed and told"),
    pytest.param(Step.PAUSE, [], FREE, "Freeze the brand", id="not frozen"),
    pytest.param(Step.PAUSE, [], Around(frozen=True, pausing=True), "still being paused", id="still pausing"),
    pytest.param(Step.PAUSE, [], Around(frozen=True, unasked=("n8n",)), "n8n was not asked", id="a tool forgotten"),
    pytest.param(Step.STATEMENT, [do.Draft(text="Sorry.")], ALONE, "hatcheck colleague add", id="nobody to approve it"),
    pytest.param(Step.PAUSE, [], FROZEN, "Acme's blog: pause it yourself", id="a line that is not verified"),
    pytest.param(Step.PAUSE, [do.SayPaused(scheduler="blog", how="saw it")], FROZEN, "", id="paused by hand"),
    pytest.param(Step.DELETION, [], FROZEN, "Decide whether", id="not decided"),
    pytest.param(Step.DELETION, [do.Weigh(choice="keep", reason=REASON)], FROZEN, "", id="it stays"),
    pytest.param(
        Step.DELETION, [do.Weigh(choice="delete", reason=REASON)], FROZEN, "Delete the post", id="not done yet"
    ),
    pytest.param(
        Step.DELETION,
        [do.Weigh(choice="delete", reason=REASON), do.SayDeleted(how="looked")],
        FROZEN,
        "",
        id="deleted, and looked at",
    ),
    pytest.param(Step.STATEMENT, [], FROZEN, "Write what the brand says", id="nothing written"),
    pytest.param(
        Step.STATEMENT,
        [do.Draft(text="Sorry.")],
        Around(frozen=True, needs_approval=True),
        "A colleague approves",
        id="not approved",
    ),
    pytest.param(Step.STATEMENT, [do.Draft(text="Sorry.")], FROZEN, "Publish it", id="not published"),
    pytest.param(
        Step.STATEMENT,
        [do.Draft(text="Sorry."), do.Publish(url="https://a.example/2")],
        FROZEN,
        "",
        id="published",
    ),
    pytest.param(Step.ANSWERS, [do.AddPerson(who="@anna")], FROZEN, "@anna waits", id="somebody waits"),
    pytest.param(
        Step.ANSWERS,
        [do.AddPerson(who="@anna"), do.AnswerPerson(person=1, how="a bot", answered=False)],
        FROZEN,
        "",
        id="nobody waits",
    ),
    pytest.param(Step.RESUME, [], Around(waiting=("blog/7",)), "1 to decide", id="something waits"),
    pytest.param(Step.RESUME, [], FROZEN, "Unfreeze the brand", id="still frozen"),
    pytest.param(
        Step.RESUME, [do.SayPaused(scheduler="blog", how="saw it")], FREE, "by hand", id="a tool paused by hand"
    ),
    pytest.param(Step.REVIEW, [], FREE, "Say which rule", id="no rule"),
    pytest.param(Step.REVIEW, [do.Learn(reason=REASON)], FREE, "Write down", id="no lesson"),
    pytest.param(Step.REVIEW, [do.Learn(reason=REASON), do.Lesson(text="two")], FREE, "", id="reviewed"),
]


@pytest.mark.parametrize(("step", "deeds", "around", "left"), NEEDS)
def test_a_step_is_finished_once_nothing_is_missing(
    step: Step, deeds: Iterable[do.Deed], around: Around, left: str
) -> None:
    record = Record((EntryKind.FROZEN, {}), (EntryKind.LINE, LINE), (EntryKind.ASKED, {"tools": 1, "by_hand": 0}))
    for before in list(Step)[: list(Step).index(step)]:
        record.does(do.Skip(step=before.value, reason=REASON))
    for deed in deeds:
        record.does(deed, around)
    if left:
        assert left in record.refuses(do.Finish(step=step.value), around)
        assert left in str(missing(record.incident, step, around)[0])
    else:
        assert missing(record.incident, step, around) == ()
        assert record.does(do.Finish(step=step.value), around).steps[step].status is StepStatus.DONE


REFUSED = [
    pytest.param(do.Assess(hits=[" "], severity="high", teams=[]), "whom it hits", id="nobody it hits"),
    pytest.param(do.Assess(hits=["x"], severity="note", teams=[]), "how bad", id="a grade that is none"),
    pytest.param(do.Assess(hits=["x" * 20_001], severity="low", teams=[]), "longer than", id="a list of novels"),
    pytest.param(do.Note(text="x" * 20_001), "longer than", id="a novel"),
    pytest.param(do.Note(text=" "), "Write the note", id="an empty note"),
    pytest.param(do.Weigh(choice="hide", reason=REASON), "deleted or stays", id="a choice that is none"),
    pytest.param(do.Weigh(choice="keep", reason="ok."), "Give a reason", id="a reason without thought"),
    pytest.param(do.Skip(step="assess", reason="1234567890"), "Give a reason", id="a reason without letters"),
    pytest.param(do.SayDeleted(how="looked"), "Nobody has decided", id="deleted before it was decided"),
    pytest.param(do.SayPaused(scheduler="n8n", how="looked"), "no line", id="a tool that was not asked"),
    pytest.param(do.AnswerPerson(person=1, how="hi"), "Nobody on the list", id="nobody of this number"),
    pytest.param(do.Decide(scheduler="blog", item="7", choice="restore"), "First comes", id="put back too early"),
    pytest.param(do.Decide(scheduler="n8n", item="", choice="leave_out"), "no line", id="decided of a tool unknown"),
    pytest.param(do.Finish(step="sleep"), "There is no step", id="a step that is none"),
    pytest.param(do.Own(step="assess", who="Jo", due="2026-11-23 09:00"), "is no time", id="a time without a zone"),
    pytest.param(do.Reopen(step="assess", reason=REASON), "not over", id="taken up again while it is open"),
    pytest.param(do.Close(), "still frozen", id="closed while it is frozen"),
]


@pytest.mark.parametrize(("deed", "why"), REFUSED)
def test_a_deed_is_refused_with_its_reason(deed: do.Deed, why: str) -> None:
    assert why in Record().refuses(deed)


def test_what_is_done_stays_as_it_was_done() -> None:
    record = over(Step.ASSESS)
    assert "over already" in record.refuses(do.Skip(step="assess", reason="another reason"))
    assert "over already" in record.refuses(do.Finish(step="assess"))


def test_a_step_that_is_taken_up_again_keeps_those_after_it_waiting() -> None:
    record = over(Step.ASSESS, Step.PAUSE)
    incident = record.does(do.Reopen(step="assess", reason=REASON))
    assert incident.current is Step.ASSESS
    assert incident.steps[Step.DELETION].status is StepStatus.WAITING
    assert "First comes “Assess”" in record.refuses(do.Skip(step="deletion", reason=REASON))


def test_another_statement_can_be_written_once_the_step_is_taken_up_again() -> None:
    record = until(Step.STATEMENT)
    record.does(do.Draft(text="Sorry."))
    record.does(do.Publish(url="https://a.example/2"))
    record.does(do.Finish(step="statement"))
    assert "take the step up again" in record.refuses(do.Draft(text="We are sorry."))
    record.does(do.Reopen(step="statement", reason=REASON))
    incident = record.does(do.Draft(text="We are sorry."))
    assert (incident.draft, incident.published) == ("We are sorry.", "")
    assert "Publish it" in record.refuses(do.Finish(step="statement"))


@pytest.mark.parametrize(
    "skipped", [pytest.param(tuple(Step), id="all steps over"), pytest.param((), id="closed as no incident")]
)
def test_a_closed_incident_can_be_taken_up_again(skipped: tuple[Step, ...]) -> None:
    record = over(*skipped)
    record.does(do.Close(reason=REASON), FREE)
    assert "closed" in record.refuses(do.Tell(team="legal", how="called"))
    incident = record.does(do.Reopen(step="assess", reason=REASON))
    assert incident.closed is None
    assert record.does(do.Tell(team="legal", how="called")).told == {"legal": "called"}


PAUSED = {**LINE, "outcome": "paused"}
ASKED = (EntryKind.ASKED, {"tools": 1, "by_hand": 0})


def paused() -> Record:
    """A record of a brand that was frozen, whose tools were paused, and that goes on again."""
    record = Record((EntryKind.FROZEN, {"reason": "a slip"}), (EntryKind.LINE, LINE), ASKED)
    record.does(do.SayPaused(scheduler="blog", how="saw it"))
    for step in (Step.ASSESS, Step.DELETION, Step.STATEMENT, Step.ANSWERS):
        if step is Step.DELETION:
            record.does(do.Finish(step="pause"))
        record.does(do.Skip(step=step.value, reason=REASON))
    record.add(EntryKind.UNFROZEN, {})
    record.does(do.Decide(scheduler="blog", item="", choice="restore"), FREE)
    record.does(do.Decide(scheduler="blog", item="7", choice="restore"), FREE)
    record.does(do.Finish(step="resume"), FREE)
    return record


def test_a_second_freeze_takes_up_again_what_it_undoes() -> None:
    """What was paused by hand and let go on is so no more; what became of single items stays told."""
    record = paused()
    before = record.incident
    assert before.decided == {"blog/": "restore", "blog/7": "restore"}
    record.add(EntryKind.FROZEN, {"reason": "again"})
    after = record.incident
    assert (after.steps[Step.PAUSE].status, after.steps[Step.RESUME].status) == (StepStatus.OPEN, StepStatus.WAITING)
    assert after.steps[Step.ANSWERS].status is StepStatus.SKIPPED
    assert (after.decided, after.lines, after.said_paused, after.asked) == ({"blog/7": "restore"}, (), {}, False)
    assert "open again because of it: Pause, Resume" in phrase(after.entries[-1], {})
    assert "open again" not in phrase(after.entries[1], {})
    assert "not all asked" in record.refuses(do.Finish(step="pause"))
    record.add(EntryKind.LINE, LINE)
    record.add(*ASKED)
    record.does(do.SayPaused(scheduler="blog", how="off again"))
    record.does(do.Finish(step="pause"))
    assert "paused by hand: say what becomes of it" in record.refuses(do.Finish(step="resume"), FREE)


@pytest.mark.parametrize("outcome", ["failed", "unverified"])
def test_a_tool_that_goes_on_takes_up_the_pause_again(outcome: str) -> None:
    record = paused()
    record.add(EntryKind.LINE, {**LINE, "outcome": outcome})
    assert record.incident.current is Step.PAUSE
    assert record.incident.entries[-1].reopened == (Step.PAUSE,)
    assert "open again because of it: Pause" in phrase(record.incident.entries[-1], {})


def test_a_tool_that_was_paused_once_more_changes_no_step() -> None:
    record = paused()
    record.add(EntryKind.LINE, PAUSED)
    assert record.incident.current is Step.REVIEW
    assert record.incident.entries[-1].reopened == ()


def test_a_freeze_in_a_closed_incident_opens_it_again() -> None:
    """Somebody may close it while another one freezes."""
    record = paused()
    record.does(do.Close(reason=REASON), FREE)
    record.add(EntryKind.FROZEN, {"reason": "again"})
    assert record.incident.closed is None


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([], id="opened while it was frozen already"),
        pytest.param([(EntryKind.FROZEN, {})], id="frozen, and broken off"),
        pytest.param([(EntryKind.FROZEN, {}), (EntryKind.LINE, PAUSED)], id="one tool of several"),
        pytest.param([ASKED, (EntryKind.FROZEN, {})], id="asked before the last freeze"),
    ],
)
def test_nothing_counts_as_paused_before_every_tool_was_asked(before: list[tuple[EntryKind, dict[str, Any]]]) -> None:
    record = Record((EntryKind.SKIPPED, {"step": "assess", "reason": REASON}), *before)
    assert "not all asked yet: pause once more" in record.refuses(do.Finish(step="pause"))
    record.add(*ASKED)
    assert record.incident.asked
    assert record.does(do.Finish(step="pause")).steps[Step.PAUSE].status is StepStatus.DONE


def test_only_teams_that_are_there_are_named() -> None:
    record = Record()
    ghost = do.Assess(hits=["x"], severity="low", teams=["legal", "ghosts"])
    assert record.refuses(ghost, TEAMS) == "There is no team “ghosts”. There are: legal, press"
    assert "names none for this brand" in record.refuses(ghost, Around(teams={}))
    assert "no team “ghosts”" in record.refuses(do.Tell(team="ghosts", how="called"), TEAMS)
    assert record.does(ghost).teams == ("legal", "ghosts"), "nobody looked which teams there are"
    record.does(do.Tell(team="ghosts", how="it is gone by now"), TEAMS)
    record.does(do.Tell(team="legal", how="called"), TEAMS)
    assert record.does(do.Finish(step="assess"), TEAMS).steps[Step.ASSESS].status is StepStatus.DONE


def test_who_waits_for_a_colleague_that_is_not_there_is_told_how_to_go_on() -> None:
    record = until(Step.STATEMENT)
    record.does(do.Draft(text="Sorry."))
    assert "or skip this step" in record.refuses(do.Publish(url="https://a.example/2"), ALONE)
    assert "or skip this step" in record.refuses(do.Finish(step="statement"), ALONE)
    one = Around(frozen=True, needs_approval=True, colleagues=1)
    assert "approves exactly this wording" in record.refuses(do.Finish(step="statement"), one)
    assert record.does(do.Skip(step="statement", reason=REASON), ALONE).current is Step.ANSWERS


def test_an_approval_is_for_one_wording() -> None:
    record = until(Step.STATEMENT)
    record.does(do.Draft(text="Sorry."))
    record.add(EntryKind.APPROVED, {"who": "Rafi", "how": "code", "text": "Sorry."})
    assert record.incident.approved == {"Rafi": "code"}
    assert record.does(do.Draft(text="Sorry!")).approved == {}
    record.add(EntryKind.APPROVED, {"who": "Rafi", "how": "code", "text": "Sorry."})
    assert record.incident.approved == {}, "it was given for the wording before"
    needed = Around(frozen=True, needs_approval=True)
    assert "exactly this wording" in record.refuses(do.Publish(url="https://a.example/2"), needed)


def test_the_same_answer_twice_is_refused() -> None:
    record = until(Step.ANSWERS)
    words = "We are sorry that you had to read this from us, of all people."
    for who in ("@anna", "@bob"):
        record.does(do.AddPerson(who=who))
    record.does(do.AnswerPerson(person=1, how=words))
    assert "@anna got the same words" in record.refuses(do.AnswerPerson(person=2, how=words.upper() + "!!"))
    assert record.does(do.AnswerPerson(person=2, how="Sorry, Bob.")).people[1].answered


def test_nothing_is_put_back_while_the_brand_is_frozen() -> None:
    record = until(Step.RESUME)
    deed = do.Decide(scheduler="blog", item="7", choice="restore")
    assert "Unfreeze the brand first" in record.refuses(deed, FROZEN)
    assert record.does(deed, FREE).decided == {"blog/7": "restore"}


def test_a_new_line_ends_what_was_said_of_the_one_before() -> None:
    record = Record((EntryKind.LINE, LINE))
    assert record.does(do.SayPaused(scheduler="blog", how="saw it")).said_paused == {"blog": "saw it"}
    record.add(EntryKind.LINE, {**LINE, "outcome": "failed"})
    assert record.incident.said_paused == {}
    assert [line.outcome.value for line in record.incident.lines] == ["failed"]


def test_a_record_that_opens_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="opening"):
        fold("x", [Entry(1, AT, "Hannah", EntryKind.NOTE, {"text": "x"})])
    with pytest.raises(ValueError, match="opening"):
        fold("x", [])


words = st.sampled_from(
    ["", " ", "Jo", "legal", "blog", REASON, "{x}", "We are sorry that you had to read this from us."]
)
steps = st.sampled_from([*(step.value for step in Step), "sleep"])
dues = st.sampled_from(["", "2026-11-24T09:00:00+01:00", "tomorrow"])
DEEDS: st.SearchStrategy[do.Deed] = st.one_of(
    st.builds(
        do.Assess,
        hits=st.lists(words, max_size=2),
        severity=st.sampled_from(["low", "high", "?"]),
        teams=st.lists(words, max_size=2),
    ),
    st.builds(do.Tell, team=words, how=words),
    st.builds(do.SayPaused, scheduler=words, how=words),
    st.builds(do.Weigh, choice=st.sampled_from(["delete", "keep", "?"]), reason=words),
    st.builds(do.SayDeleted, how=words),
    st.builds(do.Draft, text=words),
    st.builds(do.Publish, url=words),
    st.builds(do.AddPerson, who=words, link=words, text=words),
    st.builds(do.AnswerPerson, person=st.integers(0, 3), how=words, answered=st.booleans()),
    st.builds(do.Decide, scheduler=words, item=words, choice=st.sampled_from(["restore", "leave_out", "?"]), due=dues),
    st.builds(do.Learn, rule=words, taken=st.booleans(), reason=words),
    st.builds(do.Lesson, text=words),
    st.builds(do.Own, step=steps, who=words, due=dues),
    st.builds(do.Finish, step=steps),
    st.builds(do.Finish, step=steps),
    st.builds(do.Skip, step=steps, reason=st.just(REASON)),
    st.builds(do.Skip, step=steps, reason=words),
    st.builds(do.Reopen, step=steps, reason=words),
    st.builds(do.Note, text=words),
    st.builds(do.Close, reason=words),
)
AROUND = st.builds(
    Around,
    waiting=st.sampled_from([(), ("blog/7",)]),
    frozen=st.booleans(),
    pausing=st.booleans(),
    needs_approval=st.booleans(),
    teams=st.sampled_from([None, {}, {"legal": "Legal"}]),
    colleagues=st.sampled_from([None, 0, 1]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(DEEDS, AROUND), max_size=40))
def test_no_sequence_of_deeds_passes_a_gate(done: list[tuple[do.Deed, Around]]) -> None:
    """A step that comes to be over is the one that was open: all before it were over at that moment."""
    record = Record((EntryKind.LINE, LINE))
    for deed, around in done:
        before = record.incident
        try:
            kind, detail = entry_of(before, deed, around)
        except NotDone:
            continue
        record.add(kind, detail)
        after = record.incident
        for step in Step:
            newly = after.steps[step].status.over and not before.steps[step].status.over
            assert not newly or before.current is step
            assert after.steps[step].status is not StepStatus.OPEN or after.current is step
        assert after.entries[-1].kind is kind
        assert phrase(record.entries[-1], {})
        assert not after.published or after.draft
