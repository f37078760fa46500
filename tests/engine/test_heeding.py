"""What became of what was said: counted from the journal's rows, and a check that nobody heeds steps back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from test_decide import ACME, BRAND_X, post

from guard.engine.heeding import WINDOW, Heeding
from guard.engine.noticing import Noticing
from guard.model.decision import Severity, Signal
from guard.model.event import Event
from guard.model.identity import Context
from guard.model.past import Past
from guard.workspace import Workspace

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
_NUMBERS = count()


def held(rule: str, verdict: str, by: str = "answer", signals: tuple[str, ...] = ()) -> Iterator[Event]:
    """A held post and its answer."""
    hold = f"h{next(_NUMBERS)}"
    detail = {"verdict": "hold", "rules": [rule], "signals": list(signals), "hold": hold}
    yield Event("decision", NOW, detail)
    yield Event("answer", NOW, {"hold": hold, "verdict": verdict, "by": by})


def rows(rule: str, answers: str) -> list[Event]:
    """One hold for each letter: ``r`` released, ``s`` stopped, ``t`` not answered in time."""
    told = {"r": ("allow", "answer"), "s": ("deny", "answer"), "t": ("deny", "time")}
    return [event for letter in answers for event in held(rule, *told[letter])]


@pytest.mark.parametrize(
    ("rule", "answers", "demoted"),
    [
        pytest.param("hashtag-joined", "r" * 10, False, id="ten releases are not half of twenty"),
        pytest.param("hashtag-joined", "r" * 11, True, id="eleven releases are more than half of twenty"),
        pytest.param("hashtag-joined", "r" * 11 + "s" * 9, True, id="eleven of twenty"),
        pytest.param("hashtag-joined", "r" * 10 + "s" * 10, False, id="ten of twenty"),
        pytest.param("hashtag-joined", "r" * 11 + "s" * 20, False, id="what is older than twenty holds is forgotten"),
        pytest.param("hashtag-joined", "t" * 40, False, id="a hold that nobody answered says nothing"),
        pytest.param("personal-picture", "r" * 40, False, id="evidence of identity never steps back"),
    ],
)
def test_a_check_that_is_mostly_overridden_steps_back(rule: str, answers: str, demoted: bool) -> None:
    assert Heeding(rows(rule, answers)).demoted(rule) is demoted


def test_a_check_that_stepped_back_holds_nothing() -> None:
    def loud(_post: object) -> Iterator[Signal]:
        yield Signal("own:loud", Severity.MEDIUM, "…", holds=True)

    def holds(answers: str) -> bool:
        heeding = Heeding(rows("own:loud", answers))
        noticing = Noticing(own={"own:loud": loud}, demoted=heeding.demoted)
        workspace = Workspace(Path("none"), identities=(ACME,))
        found = noticing.about(post(BRAND_X), (ACME,), Context("acme"), workspace, {})
        return next(one.holds for one in found if one.check == "own:loud")

    assert holds("r" * 5)
    assert not holds("r" * 15)


def test_what_is_counted() -> None:
    events = [
        *held("wrong-hat", "deny", signals=("spelling",)),
        *held("wrong-hat", "allow", signals=("spelling",)),
        *held("wrong-hat", "deny", by="time"),
        Event("decision", NOW + timedelta(minutes=1), {"verdict": "allow", "rules": [], "signals": ["spelling"]}),
        Event("decision", NOW, {"verdict": "hold", "rules": ["wrong-hat"], "signals": ["spelling"]}),  # hatcheck check
    ]
    heeds = Heeding(events).all
    hat, spelling = heeds["wrong-hat"], heeds["spelling"]
    assert (hat.shown, hat.heeded, hat.overridden, hat.noted) == (3, 1, 1, 0)
    assert (spelling.shown, spelling.heeded, spelling.overridden, spelling.noted) == (2, 1, 1, 1)
    assert list(spelling.last) == []  # it held nothing by itself
    assert len(hat.last) <= WINDOW


@pytest.mark.parametrize(
    ("posts", "of_them", "severity"),
    [
        pytest.param(100, 3, Severity.LOW, id="three of a hundred posts are worth a word"),
        pytest.param(100, 5, Severity.NOTE, id="five of a hundred are what this brand does"),
        pytest.param(20, 20, Severity.LOW, id="twenty posts are too few to know"),
    ],
)
def test_what_a_brand_speaks_of_every_day_is_a_mere_note(posts: int, of_them: int, severity: Severity) -> None:
    past = Past(posts=posts, noticed={"sensitive-topic:death and disaster": of_them})
    noticing = Noticing(past=lambda _: past)
    workspace = Workspace(Path("none"), identities=(ACME,))
    about = noticing.about(
        post(BRAND_X, text="The earthquake killed forty people."), (ACME,), Context("acme"), workspace, {}
    )
    assert [one.severity for one in about if one.check == "sensitive-topic"] == [severity]
