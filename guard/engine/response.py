"""What is done once a slip got out: the record kept, everything paused, the steps taken. For engine and commands alike.

Whatever writes files or asks the keyring blocks for a moment: where somebody must not wait it is done in a thread.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from guard.engine import state as states
from guard.engine.approval import NotApproved, NotAsked, approver
from guard.engine.incidents import HATCHECK, Incidents, NoIncident, row_of
from guard.engine.statement import changed, excepted_of, needs_approval, request_of_statement
from guard.files import turn
from guard.incident.deeds import Made, NotDone, check, entry_of
from guard.incident.entries import BrokenRecord
from guard.incident.sentences import kept
from guard.incident.steps import Around
from guard.model.event import Event
from guard.model.excepted import Excepted, digest_of
from guard.model.incident import Entry, EntryKind, Incident
from guard.model.route import Snapshot
from guard.model.scheduler import Line
from guard.model.sentence import Sentence
from guard.pausing.ledger import BrokenLedger, Fate, Ledger, Waiting
from guard.protocol import deeds as do
from guard.vault import Keys, Vault
from guard.workspace import Workspace, WorkspaceError
from guard.workspace.edit import Draft
from guard.workspace.paths import Paths

if TYPE_CHECKING:  # needed for the last step alone
    from guard.engine.lessons import Rule

Record = Callable[[Event], None]
"""Keeps a row in the journal; where that fails it is told elsewhere, and the record of the incident stands."""
Now = Callable[[], datetime]
MOST_TRIES, MOST_IN_ALL = 5, 15
"""Wrong codes for one wording of a statement, and in one incident: a PIN is the same for every wording."""
_LONGEST_TITLE = 80
_TAKES_BACK = (do.Draft, do.Skip, do.Reopen, do.Close)
"""Deeds after which what could leave of a frozen brand may not leave any more."""


class Response:
    """The response to slips on one desk."""

    def __init__(self, paths: Paths, record: Record, now: Now, vault: Keys | None = None) -> None:
        self.incidents = Incidents(paths.incidents)
        self.ledger = Ledger(paths.waiting)
        self.pausing: set[str] = set()
        """The incidents whose tools are being paused at this moment."""
        self._paths, self._record, self.now, self._vault = paths, record, now, vault or Vault()

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
        self.tell(name, facts, known)
        return name

    def tell(
        self,
        name: str,
        facts: Sequence[str],
        known: Mapping[str, Any] | None = None,
        post: Mapping[str, Any] | None = None,
    ) -> None:
        """What is sure, one entry each; with the first what the journal knew, and which post it is."""
        first = {**({"row": dict(known)} if known else {}), **({"post": dict(post)} if post else {})}
        for number, fact in enumerate(facts):
            self.append(name, EntryKind.FACT, {"text": kept(fact), **({} if number else first)})

    def freeze(self, brand: str, reason: str, by: str, workspace: Workspace) -> str:
        """Notes in the brand's open incident that it is frozen; opens one where there is none. Gives its name."""
        current = self.incidents.current(brand)
        name = current.id if current else self.open(brand, called(reason), by, source="freeze")
        self.append(name, EntryKind.FROZEN, {"reason": reason}, by)
        self.except_(brand, workspace)  # a statement may have been written before
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
        self, name: str, brand: str, workspace: Workspace, snapshot: Snapshot, told: Callable[[Line], None]
    ) -> list[Line]:
        """Pauses every tool of the brand at once; each line is kept and told as soon as it is there.

        Without a ``name``, for a record that cannot be written, the lines are only told. Where it cannot be written
        meanwhile, everything is paused and told all the same; BrokenRecord comes at the end.
        """
        from guard.engine.schedulers import jobs, others  # the door to other machines takes a moment to open
        from guard.pausing.all import pause_all

        self.pausing.add(name)
        try:
            writing: list[asyncio.Task[BrokenRecord | None]] = []

            def keep(line: Line) -> None:
                writing.append(asyncio.create_task(self._keep(name, line, told)))

            asked = await pause_all(jobs(brand, workspace, self._vault), self.ledger, self.now, keep)
            by_hand = others(brand, workspace, snapshot, asked)
            for line in by_hand:
                keep(line)
            unkept = [error for error in await asyncio.gather(*writing) if error]
            await asyncio.to_thread(self._asked, name, brand, len(asked), len(by_hand))
        finally:
            self.pausing.discard(name)
        if unkept:
            raise unkept[0]
        return [*asked, *by_hand]

    def _asked(self, name: str, brand: str, tools: int, by_hand: int) -> None:
        """Every tool was asked: that is written behind their lines, and nobody goes on with it after a restart."""
        if name:
            with suppress(BrokenRecord, NoIncident):
                self.append(name, EntryKind.ASKED, {"tools": tools, "by_hand": by_hand})
        with turn(self._paths.turn):
            state = states.load(self._paths.state)
            if brand in state.unpaused:
                states.save(self._paths.state, states.asked(state, brand))

    async def _keep(self, name: str, line: Line, told: Callable[[Line], None]) -> BrokenRecord | None:
        error = None
        if name:
            try:
                await asyncio.to_thread(self.append, name, EntryKind.LINE, _line(line))
            except BrokenRecord as broken:
                error = broken
            except NoIncident:
                error = BrokenRecord(f"{name} is gone, so what came of pausing is kept nowhere")
        told(line)
        return error

    def around(self, incident: Incident, workspace: Workspace) -> Around:
        """What the steps need to know that stands in no entry."""
        frozen = incident.brand in states.load(self._paths.state).frozen
        try:
            waiting = tuple(f"{one.scheduler}/{one.item.id}" for one in self.waiting(incident, workspace))
        except BrokenLedger:
            waiting = ("?/?",)  # what cannot be read keeps nobody from writing, and nobody may call it done
        approval = needs_approval(workspace.identity(incident.brand))
        pausing, told = incident.id in self.pausing, {line.scheduler for line in incident.lines}
        ours = [one for one in workspace.schedulers if incident.brand in one.brands]
        unasked = () if pausing else tuple(one.shown for one in ours if one.id not in told)
        teams = {one.id: one.name for one in workspace.teams if not one.brands or incident.brand in one.brands}
        return Around(waiting, frozen, pausing, approval, unasked, teams, len(workspace.colleagues))

    def waiting(self, incident: Incident, workspace: Workspace) -> tuple[Waiting, ...]:
        """What a person still has to look at, of the tools that send for this brand."""
        return tuple(one for one in self.held(incident, workspace) if one.open)

    def held(self, incident: Incident, workspace: Workspace) -> tuple[Waiting, ...]:
        """The same, and what was decided of everything that was paused since this incident was opened."""
        known = {one.id: one.brands for one in workspace.schedulers}
        # What a tool that is named no more left behind is nobody's, so it is everybody's to look at.
        ours = (one for one in self._kept(known, incident.brand) if self._is_of(one, known, incident.brand))
        return tuple(one for one in ours if one.open or one.noted >= incident.opened)

    def _kept(self, known: Mapping[str, tuple[str, ...]], brand: str) -> tuple[Waiting, ...]:
        """What the ledger knows; where another brand's file is broken, what it knows of this one's tools."""
        try:
            return self.ledger.all()
        except BrokenLedger:
            return self.ledger.all([name for name, brands in known.items() if brand in brands])

    @staticmethod
    def _is_of(one: Waiting, known: Mapping[str, tuple[str, ...]], brand: str) -> bool:
        return brand in known.get(one.scheduler, (brand,))

    async def settle(self, workspace: Workspace) -> None:
        """Finds out what became of items whose putting back was cut short; what cannot be told stays open."""
        from guard.engine.schedulers import jobs
        from guard.pausing.single import settle_one

        cut = {one.scheduler for one in await asyncio.to_thread(self.ledger.all) if one.fate is Fate.RESTORING}
        for job in (job for one in workspace.identities for job in jobs(one.id, workspace, self._vault)):
            if job.scheduler.id in cut:
                cut.discard(job.scheduler.id)
                with suppress(Exception):  # whoever decides about it looks once more, and is told what is wrong
                    await settle_one(job, self.ledger)

    async def act(self, name: str, deed: do.Deed, by: str, workspace: Workspace) -> None:
        """Does one thing; raises NotDone, NoIncident, BrokenRecord, BrokenLedger and BrokenState.

        A deed that is only written down is weighed and written in one turn, so that two people do it once. What asks
        a tool or the keyring may take long, and keeps nobody waiting: there the tool's ledger sees to that.
        """
        incident = await asyncio.to_thread(self.incidents.get, name)
        if isinstance(deed, _TAKES_BACK):
            await asyncio.to_thread(self._except, incident.brand, Excepted())  # first: what follows may fail
        match deed:
            case do.Approve() | do.Decide() | do.Learn():
                around = await asyncio.to_thread(self.around, incident, workspace)
                kind, detail = await self._done(incident, deed, around, by, workspace)
                await asyncio.to_thread(self.append, name, kind, detail, by)
            case _:
                await asyncio.to_thread(self._write, name, deed, by, workspace)
        await asyncio.to_thread(self.except_, incident.brand, workspace)

    def _write(self, name: str, deed: do.Deed, by: str, workspace: Workspace) -> None:
        with self.incidents.turn(name):
            incident = self.incidents.get(name)
            kind, detail = entry_of(incident, deed, self.around(incident, workspace))
            self.append(name, kind, detail, by)

    def except_(self, brand: str, workspace: Workspace) -> None:
        """Lets leave of the frozen brand what its open incident lets leave by now, and nothing else."""
        current = self.incidents.current(brand)
        approval = needs_approval(workspace.identity(brand))
        self._except(brand, excepted_of(current, approval=approval) if current else Excepted())

    def _except(self, brand: str, said: Excepted) -> None:
        with turn(self._paths.turn):
            state = states.load(self._paths.state)
            wanted = changed(state.excepted, brand, said)
            if wanted != state.excepted:
                states.save(self._paths.state, replace(state, excepted=wanted))

    async def _done(self, incident: Incident, deed: do.Deed, around: Around, by: str, workspace: Workspace) -> Made:
        match deed:
            case do.Approve():
                check(incident, deed)
                return await asyncio.to_thread(self._approved, incident, deed, workspace)
            case do.Decide() if deed.item:
                kind, detail = entry_of(incident, deed, around)
                return kind, {**detail, "title": await self._decided(incident, deed, by, workspace)}
            case do.Learn() if deed.rule:
                kind, detail = entry_of(incident, deed, around)
                rule = await asyncio.to_thread(self._learnt, incident, deed, workspace)
                return kind, {**detail, "text": kept(rule.text), "lines": rule.lines}
        return entry_of(incident, deed, around)

    def _approved(self, incident: Incident, deed: do.Approve, workspace: Workspace) -> Made:
        brand = workspace.identity(incident.brand)
        if not incident.draft or brand is None:
            raise NotDone(Sentence.of("Write what the brand says."))
        wording = digest_of(incident.draft)
        wrong = [entry.detail["wrong_code_for"] for entry in incident.entries if "wrong_code_for" in entry.detail]
        if wrong.count(wording) >= MOST_TRIES or len(wrong) >= MOST_IN_ALL:
            raise NotDone(Sentence.of("Too many wrong codes. Change the wording, and have it looked at again."))
        request = request_of_statement(incident.draft, brand)
        try:
            who = approver(deed.code, request, workspace.colleagues, self._vault)
        except NotAsked as error:
            raise NotDone(error.args[0]) from None
        except NotApproved as error:
            if workspace.colleagues:
                # In the record, so that it counts for every process, and anybody sees that somebody tried.
                text = Sentence.of("A code was given for the statement that is no colleague's.")
                self.append(incident.id, EntryKind.NOTE, {"text": kept(text), "wrong_code_for": wording})
            raise NotDone(error.args[0]) from None
        name = next((one.name for one in workspace.colleagues if one.id == who), who)
        return EntryKind.APPROVED, {"who": name, "how": "code or PIN", "text": incident.draft}

    async def _decided(self, incident: Incident, deed: do.Decide, by: str, workspace: Workspace) -> str:
        """What people call what was decided about."""
        waiting = await asyncio.to_thread(self.waiting, incident, workspace)
        one = next((w for w in waiting if (w.scheduler, w.item.id) == (deed.scheduler, deed.item)), None)
        scheduler = next((s for s in workspace.schedulers if s.id == deed.scheduler), None)
        if one is None:
            raise NotDone(Sentence.of("That does not wait any more."))
        if scheduler is None:
            return await self._of_nobody(deed, one, by)
        from guard.engine.schedulers import job_of
        from guard.pausing.leaving import NotLeftOut
        from guard.pausing.restoring import NotRestored
        from guard.pausing.single import leave_out_one, resume_one

        due = datetime.fromisoformat(deed.due) if deed.due else None
        job = job_of(scheduler, incident.brand, workspace, self._vault)
        try:
            if deed.choice == "leave_out":
                await leave_out_one(job, self.ledger, one.item, by)
            else:
                allowed = partial(self._none_frozen, scheduler.brands)
                await resume_one(job, self.ledger, one.item, due, self.now(), by, allowed)
        except NotLeftOut as problem:
            note = Sentence.of("“{item}” was not left out: {why}", item=one.item.title, why=problem.text)
            await asyncio.to_thread(self.append, incident.id, EntryKind.NOTE, {"text": kept(note)})
            raise NotDone(note) from None
        except NotRestored as problem:
            pattern = "“{item}” was not put back: {why}"
            note = Sentence.of(pattern, item=one.item.title, why=problem.text)
            await asyncio.to_thread(self.append, incident.id, EntryKind.NOTE, {"text": kept(note)})
            raise NotDone(note) from None
        return one.item.title

    async def _of_nobody(self, deed: do.Decide, one: Waiting, by: str) -> str:
        """What a tool left behind that the workspace names no more: nobody can ask it."""
        if deed.choice == "restore":
            pattern = "The workspace does not name “{tool}” any more: name it again, or leave this out."
            raise NotDone(Sentence.of(pattern, tool=one.scheduler))
        await asyncio.to_thread(self.ledger.change, deed.scheduler, deed.item, one.item, Fate.LEFT_OUT, by)
        return one.item.title

    def _none_frozen(self, brands: tuple[str, ...]) -> bool:
        """Whether nothing is frozen of those in whose name a tool sends: what it sends may be any of theirs."""
        return not set(brands) & set(states.load(self._paths.state).frozen)

    def _learnt(self, incident: Incident, deed: do.Learn, workspace: Workspace) -> "Rule":
        from guard.engine.lessons import rules

        proposed = rules(incident, workspace)
        rule = next((one for one in proposed if one.id == deed.rule), None)
        if rule is None:
            known = ", ".join(one.id for one in proposed)
            raise NotDone(Sentence.of("There is no proposal “{rule}”. There are: {known}", rule=deed.rule, known=known))
        if not deed.taken:
            return rule
        if rule.take is None:
            raise NotDone(Sentence.of("This one is no line of the workspace: do it as it is written there."))
        try:
            with turn(self._paths.turn):
                draft = Draft(self._paths.workspace, self._paths.organisation)
                rule.take(draft)
                draft.save()
        except (WorkspaceError, OSError) as error:
            pattern = "The workspace was not changed: {why}"
            raise NotDone(Sentence.of(pattern, why=str(error))) from None
        return rule


def called(*words: str) -> str:
    """What an incident is called: the first of these that says anything, in one short line, in the words of people."""
    said = next((line for text in words if (line := " ".join(text.split()))), "")
    return said if len(said) <= _LONGEST_TITLE else said[:_LONGEST_TITLE] + "…"


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
