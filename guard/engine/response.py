"""What is done once a slip got out: the record kept, everything paused, the steps taken. For engine and commands alike.

Whatever writes files or asks the keyring blocks for a moment: where somebody must not wait it is done in a thread.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from guard.engine import state as states
from guard.engine.approval import NotApproved, NotAsked, approver
from guard.engine.incidents import HATCHECK, Incidents, row_of
from guard.engine.statement import changed, excepted_of, needs_approval, request_of_statement
from guard.files import turn
from guard.incident.deeds import Made, NotDone, entry_of
from guard.incident.sentences import kept
from guard.incident.steps import Around
from guard.model.event import Event
from guard.model.incident import Entry, EntryKind, Incident
from guard.model.route import Snapshot
from guard.model.scheduler import Line
from guard.model.sentence import Sentence
from guard.pausing.ledger import Fate, Ledger, Waiting
from guard.protocol import deeds as do
from guard.vault import Vault
from guard.workspace import Workspace, WorkspaceError
from guard.workspace.edit import Draft
from guard.workspace.paths import Paths

Record = Callable[[Event], None]
"""Keeps a row in the journal; where that fails it is told elsewhere, and the record of the incident stands."""
Now = Callable[[], datetime]
MOST_TRIES = 5
"""Wrong codes for one wording of a statement."""


class Response:
    """The response to slips on one desk."""

    def __init__(self, paths: Paths, record: Record, now: Now, vault: Vault | None = None) -> None:
        self.incidents = Incidents(paths.incidents)
        self.ledger = Ledger(paths.waiting)
        self.pausing: set[str] = set()
        """The incidents whose tools are being paused at this moment."""
        self._paths, self._record, self.now, self._vault = paths, record, now, vault or Vault()
        self._wrong_codes: dict[str, int] = {}

    def open(
        self,
        brand: str,
        title: str,
        by: str,
        facts: Sequence[str] = (),
        known: Mapping[str, Any] | None = None,
        **what: str | int | None,
    ) -> str:
        """Opens an incident with what is known; gives its name. ``known`` is what the journal knew of the post."""
        entry = self.incidents.open(brand, title, self.now(), by, **what)
        name = str(entry.detail["incident"])
        self._record(row_of(name, entry))
        for number, fact in enumerate(facts):
            detail = {"text": kept(fact), **({"row": dict(known)} if known and number == 0 else {})}
            self.append(name, EntryKind.FACT, detail)
        return name

    def freeze(self, brand: str, title: str, reason: str, by: str) -> str:
        """Notes in the brand's open incident that it is frozen; opens one where there is none. Gives its name."""
        current = self.incidents.current(brand)
        name = current.id if current else self.open(brand, title, by, source="freeze")
        self.append(name, EntryKind.FROZEN, {"reason": reason}, by)
        return name

    def unfreeze(self, brand: str, by: str) -> str | None:
        """Notes that it may post again, in the brand's open incident; gives its name."""
        current = self.incidents.current(brand)
        if current:
            self.append(current.id, EntryKind.UNFROZEN, {}, by)
        return current.id if current else None

    def append(self, name: str, kind: EntryKind, detail: Mapping[str, Any], by: str = HATCHECK) -> Entry:
        """One more entry, and its seal in the journal."""
        entry = self.incidents.append(name, kind, detail, self.now(), by)
        self._record(row_of(name, entry))
        return entry

    def keep(self, name: str, path: str, what: str, by: str) -> None:
        """Keeps a file with the record; raises NotKept, NoIncident and BrokenRecord."""
        entry = self.incidents.keep(name, path, what, self.now(), by)
        self._record(row_of(name, entry))

    async def pause(
        self, name: str, workspace: Workspace, snapshot: Snapshot, told: Callable[[Line], None]
    ) -> list[Line]:
        """Pauses every tool of the brand at once; each line is kept and told as soon as it is there."""
        from guard.engine.schedulers import jobs, others  # the door to other machines takes a moment to open
        from guard.pausing.all import pause_all

        brand = self.incidents.get(name).brand
        self.pausing.add(name)
        try:
            writing: list[asyncio.Task[None]] = []

            def keep(line: Line) -> None:
                writing.append(asyncio.create_task(self._keep(name, line, told)))

            asked = await pause_all(jobs(brand, workspace, self._vault), self.ledger, self.now, keep)
            by_hand = others(brand, workspace, snapshot, asked)
            for line in by_hand:
                keep(line)
            await asyncio.gather(*writing)
        finally:
            self.pausing.discard(name)
        return [*asked, *by_hand]

    async def _keep(self, name: str, line: Line, told: Callable[[Line], None]) -> None:
        await asyncio.to_thread(self.append, name, EntryKind.LINE, _line(line))
        told(line)

    def around(self, incident: Incident, workspace: Workspace) -> Around:
        """What the steps need to know that stands in no entry."""
        frozen = incident.brand in states.load(self._paths.state).frozen
        waiting = tuple(f"{one.scheduler}/{one.item.id}" for one in self.waiting(incident, workspace))
        approval = needs_approval(workspace.identity(incident.brand))
        pausing, told = incident.id in self.pausing, {line.scheduler for line in incident.lines}
        ours = [one for one in workspace.schedulers if incident.brand in one.brands]
        unasked = () if pausing else tuple(one.shown for one in ours if one.id not in told)
        return Around(waiting, frozen, pausing, approval, unasked)

    def waiting(self, incident: Incident, workspace: Workspace) -> tuple[Waiting, ...]:
        """What a person still has to look at, of the tools that send for this brand."""
        tools = {one.id for one in workspace.schedulers if incident.brand in one.brands}
        return tuple(one for one in self.ledger.all() if one.open and one.scheduler in tools)

    async def act(self, name: str, deed: do.Deed, by: str, workspace: Workspace) -> None:
        """Does one thing; raises NotDone, NoIncident, BrokenRecord, BrokenLedger and BrokenState."""
        incident = await asyncio.to_thread(self.incidents.get, name)
        around = await asyncio.to_thread(self.around, incident, workspace)
        kind, detail = await self._done(incident, deed, around, by, workspace)
        await asyncio.to_thread(self.append, name, kind, detail, by)
        await asyncio.to_thread(self.except_, name, workspace)

    def except_(self, name: str, workspace: Workspace) -> None:
        """Lets leave of the frozen brand what may leave by now, and nothing else."""
        incident = self.incidents.get(name)
        approval = needs_approval(workspace.identity(incident.brand))
        said = excepted_of(incident, approval=approval)
        with turn(self._paths.turn):
            state = states.load(self._paths.state)
            wanted = changed(state.excepted, incident.brand, said)
            if wanted != state.excepted:
                states.save(self._paths.state, replace(state, excepted=wanted))

    async def _done(self, incident: Incident, deed: do.Deed, around: Around, by: str, workspace: Workspace) -> Made:
        match deed:
            case do.Approve():
                return await asyncio.to_thread(self._approved, incident, deed, workspace)
            case do.Decide() if deed.item:
                made = entry_of(incident, deed, around)
                await self._decided(incident, deed, by, workspace)
                return made
            case do.Learn() if deed.rule and deed.taken:
                made = entry_of(incident, deed, around)
                await asyncio.to_thread(self._learnt, incident, deed.rule, workspace)
                return made
        return entry_of(incident, deed, around)

    def _approved(self, incident: Incident, deed: do.Approve, workspace: Workspace) -> Made:
        brand = workspace.identity(incident.brand)
        if not incident.draft or brand is None:
            raise NotDone(Sentence.of("Write what the brand says."))
        wording = f"{incident.id}/{incident.draft}"
        if self._wrong_codes.get(wording, 0) >= MOST_TRIES:
            raise NotDone(Sentence.of("Too many wrong codes. Change the wording, and have it looked at again."))
        self._wrong_codes[wording] = self._wrong_codes.get(wording, 0) + 1  # until it is known to be right
        request = request_of_statement(incident.draft, brand)
        try:
            who = approver(deed.code, request, workspace.colleagues, self._vault)
        except NotApproved as error:
            self._wrong_codes[wording] -= isinstance(error, NotAsked)
            raise NotDone(error.args[0]) from None
        self._wrong_codes[wording] -= 1
        name = next((one.name for one in workspace.colleagues if one.id == who), who)
        return EntryKind.APPROVED, {"who": name, "how": "code", "text": incident.draft}

    async def _decided(self, incident: Incident, deed: do.Decide, by: str, workspace: Workspace) -> None:
        waiting = await asyncio.to_thread(self.waiting, incident, workspace)
        one = next((w for w in waiting if (w.scheduler, w.item.id) == (deed.scheduler, deed.item)), None)
        scheduler = next((s for s in workspace.schedulers if s.id == deed.scheduler), None)
        if one is None or scheduler is None:
            raise NotDone(Sentence.of("That does not wait any more."))
        if deed.choice == "leave_out":
            await asyncio.to_thread(self.ledger.change, deed.scheduler, deed.item, one.item, Fate.LEFT_OUT, by)
            return
        from guard.engine.schedulers import job_of
        from guard.pausing.restoring import NotRestored
        from guard.pausing.single import resume_one

        due = datetime.fromisoformat(deed.due) if deed.due else None
        job = job_of(scheduler, incident.brand, workspace, self._vault)
        try:
            await resume_one(job, self.ledger, one.item, due, self.now(), by)
        except NotRestored as problem:
            pattern = "“{item}” was not put back: {why}"
            note = Sentence.of(pattern, item=one.item.title, why=problem.text)
            await asyncio.to_thread(self.append, incident.id, EntryKind.NOTE, {"text": kept(note)})
            raise NotDone(note) from None

    def _learnt(self, incident: Incident, rule: str, workspace: Workspace) -> None:
        from guard.engine.lessons import rules

        take = next((one.take for one in rules(incident, workspace) if one.id == rule), None)
        if take is None:
            raise NotDone(Sentence.of("This one is no line of the workspace: do it as it is written there."))
        try:
            with turn(self._paths.turn):
                draft = Draft(self._paths.workspace, self._paths.organisation)
                take(draft)
                draft.save()
        except (WorkspaceError, OSError) as error:
            pattern = "The workspace was not changed: {why}"
            raise NotDone(Sentence.of(pattern, why=str(error))) from None


def _line(line: Line) -> dict[str, Any]:
    return {
        "scheduler": line.scheduler,
        "name": line.name,
        "outcome": line.outcome.value,
        "text": kept(line.text),
        "do": kept(line.do),
        "link": line.link,
        "seconds": round(line.seconds, 2),
        "items": [{"title": item.title, "state": item.state.value} for item in line.items],
    }
