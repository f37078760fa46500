"""An incident while its entries are gone through. Each of them changes a few things in place; the last one ends it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from guard.model.decision import Severity
from guard.model.incident import Entry, Evidence, Incident, Person, Step, StepState, StepStatus
from guard.model.scheduler import Line


def _all_open() -> dict[Step, StepState]:
    return {step: StepState(StepStatus.OPEN) for step in Step}


@dataclass(slots=True)
class SoFar:
    """What is known by now; the fields are those of ``Incident``, or become one of them."""

    text: str = ""
    url: str = ""
    account: str = ""
    source: str = ""
    row: int | None = None
    frozen: bool = False
    asked: bool = False
    severity: Severity | None = None
    hits: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    deletion: str = ""
    deletion_reason: str = ""
    deleted: str = ""
    draft: str = ""
    published: str = ""
    published_at: datetime | None = None
    no_rule: str = ""
    closed: datetime | None = None
    steps: dict[Step, StepState] = field(default_factory=_all_open)
    told: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    """By tool; the newest last."""
    said_paused: dict[str, str] = field(default_factory=dict)
    approved: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    """Each at its number less one."""
    decided: dict[tuple[str, str], str] = field(default_factory=dict)
    rules: dict[str, bool] = field(default_factory=dict)
    lessons: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def step(self, step: Step, **changes: Any) -> None:  # noqa: ANN401 - fields of StepState
        """Changes where a step stands."""
        self.steps[step] = replace(self.steps[step], **changes)

    def take_up(self, *steps: Step) -> tuple[Step, ...]:
        """Opens those again that are over, and gives them; whoever takes care of one still does."""
        over = tuple(step for step in steps if self.steps[step].status.over)
        for step in over:
            self.step(step, status=StepStatus.OPEN, since=None, reason="")
        return over

    def incident(self, name: str, opening: Entry, entries: Iterable[Entry], broken: str) -> Incident:
        """As it stands."""
        return Incident(
            id=name,
            brand=str(opening.detail.get("brand", "")),
            title=str(opening.detail.get("title", "")),
            opened=opening.at,
            text=self.text,
            url=self.url,
            account=self.account,
            source=self.source,
            row=self.row,
            entries=tuple(entries),
            steps=_gated(self.steps),
            frozen=self.frozen,
            asked=self.asked,
            severity=self.severity,
            hits=self.hits,
            teams=self.teams,
            told=self.told,
            lines=tuple(self.lines.values()),
            said_paused=self.said_paused,
            deletion=self.deletion,
            deletion_reason=self.deletion_reason,
            deleted=self.deleted,
            draft=self.draft,
            approved=self.approved,
            published=self.published,
            published_at=self.published_at,
            people=tuple(self.people),
            decided={f"{scheduler}/{item}": choice for (scheduler, item), choice in self.decided.items()},
            rules=self.rules,
            no_rule=self.no_rule,
            lessons=tuple(self.lessons),
            evidence=tuple(self.evidence),
            closed=self.closed,
            broken=broken,
        )


def _gated(steps: dict[Step, StepState]) -> dict[Step, StepState]:
    """The first step that is not over is open; those after it wait."""
    gated, open_now = {}, True
    for step in Step:
        state = steps[step]
        if state.status.over:
            gated[step] = state
            continue
        gated[step] = replace(state, status=StepStatus.OPEN if open_now else StepStatus.WAITING)
        open_now = False
    return gated
