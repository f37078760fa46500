"""``hatcheck demo incident``: a slip and the night after it, really done: every line comes from the record or a tool.

Desk, record and export lie in a folder of their own; the tools are made up, and answer on this machine.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from guard.cli import judging, output, responding
from guard.cli.demo_tools import Blog, Social, served
from guard.cli.desk import Desk
from guard.engine import clock, gather, hat
from guard.engine import state as states
from guard.engine.opening import open_incident
from guard.engine.response import Response
from guard.incident.deeds import NotDone
from guard.incident.exports import export
from guard.incident.phrases import phrase
from guard.journal import Journal, fingerprint_of
from guard.languages import said
from guard.model.event import Event
from guard.model.route import Snapshot
from guard.model.sentence import Sentence
from guard.pausing.ledger import Waiting
from guard.protocol import deeds as do
from guard.protocol.approval import SECRET_BYTES, code_for
from guard.vault import Absent, Secret
from guard.web import Site, WebTrouble, open_door

CASE = Path(__file__).parent / "demo_case" / "incident.toml"
BRAND, ACCOUNT, ME = "redcross", "mastodon:@redcross@social.example", "Hannah"
SLIP = "Two more four-packs in the fridge! When we drink, we do it right #letsgo"
FIRST = Sentence.of("Sorry if anybody was offended. Our intern was drunk.")
SAID = Sentence.of("We posted something last night that had no place here. We are sorry, and we have deleted it.")
ANSWERS = (
    Sentence.of("You trusted us with your blood, Anna, and read this. We are sorry."),
    Sentence.of("No, Bob: it was one of us, in a private moment. It will not happen again."),
)
_BREATH = 2.0
"""Seconds between two scenes, where somebody reads along."""
_TOKEN, _COLLEAGUE = "made-up-token", bytes(range(SECRET_BYTES))


class _Keys:
    """Stands for the keyring: the made-up tools' tokens, and Ada's secret. The third tool has none."""

    _kept = {  # noqa: RUF012 - never changed
        "scheduler:social": _TOKEN,
        "scheduler:blog": f"{'0' * 24}:{'0' * 64}",
        "colleague-ada": _COLLEAGUE.hex(),
    }

    def get(self, name: str) -> Secret | Absent:
        return Secret(self._kept[name]) if name in self._kept else Absent(f"the keyring holds nothing under {name!r}")


def run(language: str) -> int:
    """Tells the night, and where its export lies."""
    folder = Path(mkdtemp(prefix="hatcheck-incident-"))
    social, blog = Social(_TOKEN), Blog()
    now = datetime.now(UTC)
    social.schedule(said(Sentence.of("Donors, thank you: 500 pints this week"), language), now + timedelta(days=1))
    blog.schedule(said(Sentence.of("Happy hour at the blood bus"), language), now - timedelta(minutes=5))
    with (
        served(social.answer) as first,
        served(blog.answer) as second,
        _desk(folder, first, second) as desk,
        desk.journal() as journal,
    ):
        night = _Night(desk, journal, language, social, first)
        for scene in _SCENES:
            scene(night)
            night.breathe()
        kept = night.export(folder)
    night.say(Sentence.of("The whole night, as a document: {file}", file=kept))
    _next(night)
    return 0


@contextmanager
def _desk(folder: Path, social: str, blog: str) -> Iterator[Desk]:
    """A desk in this folder; nothing of the machine's own is touched."""
    workspace = folder / "hatcheck.toml"
    text = CASE.read_text(encoding="utf-8").replace("{social}", social).replace("{blog}", blog)
    workspace.write_text(text.replace("{flows}", "http://127.0.0.1:5678"), encoding="utf-8")
    own = {
        "HATCHECK_WORKSPACE": str(workspace),
        "HATCHECK_ORGANISATION": str(folder / "organisation.toml"),
        "HATCHECK_STATE": str(folder / "state"),
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield Desk()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@dataclass
class _Night:
    """What the scenes share."""

    desk: Desk
    journal: Journal
    language: str
    social: Social
    address: str
    name: str = ""
    told: int = 0
    slip: str = ""
    """Where the slip stands: its number at the tool."""

    def __post_init__(self) -> None:
        self.response = Response(self.desk.paths, self._keep, self.now, _Keys())

    def _keep(self, event: Event) -> None:
        self.journal.append(event)

    @staticmethod
    def now() -> datetime:
        return clock.now().wall

    def scene(self, text: Sentence) -> None:
        """What happens, before it does."""
        output.show(f"\n[bold]{output.plain(said(text, self.language))}[/]")

    def say(self, text: str) -> None:
        """One line."""
        output.show(f"  {output.plain(said(text, self.language))}")

    def record(self) -> None:
        """The entries that the record has by now and nobody has seen."""
        entries = self.response.incidents.get(self.name).entries
        workspace = self.desk.workspace
        names = {one.id: one.shown for one in workspace.schedulers} | {one.id: one.name for one in workspace.teams}
        for entry in entries[self.told :]:
            self.say(Sentence.joined(("·", phrase(entry, names)), " "))
        self.told = len(entries)

    def does(self, *deeds: do.Deed) -> None:
        """Each is done, or refused with a sentence; the record tells the rest."""
        for deed in deeds:
            try:
                asyncio.run(self.response.act(self.name, deed, ME, self.desk.workspace))
            except NotDone as refused:
                output.show(f"  [yellow]✗ {output.plain(said(refused.text, self.language))}[/]")
        self.record()

    def gate(self, text: str, verb: str = "post") -> None:
        """What the guard says of a post of the brand, as of any."""
        workspace = self.desk.workspace
        attempt = gather.attempt([ACCOUNT], text, verb=verb, app="TootDeck", at=self.now())
        context = hat.context(workspace, self.desk.state(), clock.now())
        engine = judging.engine(self.desk, workspace, self.journal)
        decision = engine.judge(attempt, context, self.now())
        shown = text if len(text) < 60 else f"{text[:57]}…"
        judging.show(decision, f"“{shown}”", language=self.language)

    def at_the_tool(self, work: Callable[[Site], Awaitable[Any]]) -> Any:  # noqa: ANN401 - the tool's own JSON
        """What Hannah does in Mastodon's own window."""

        async def ask() -> Any:  # noqa: ANN401
            async with open_door() as door:
                return await work(door.site(self.address, {"Authorization": f"Bearer {_TOKEN}"}))

        return asyncio.run(ask())

    def post(self, text: str) -> dict[str, Any]:
        """It stands in public, as far as a made-up tool has one."""
        body = {"status": text}
        made: dict[str, Any] = self.at_the_tool(lambda site: site.ask("POST", "/api/v1/statuses", body=body)).data
        return made

    def waiting(self) -> tuple[Waiting, ...]:
        return self.response.waiting(self.response.incidents.get(self.name), self.desk.workspace)

    def breathe(self) -> None:
        if sys.stdout.isatty():
            time.sleep(_BREATH)

    def export(self, folder: Path) -> Path:
        """Every format, in the folder; gives the one that people read."""
        view = responding.view(self.desk, self.response, self.name, self.language)
        for form in ("markdown", "json", "html"):
            name, text = export(view, form, bystanders=False, language=self.language)
            (folder / name).write_text(text, encoding="utf-8")
        return folder / name


def _slipped(night: _Night) -> None:
    night.scene(Sentence.of("Late in the evening. The brand's hat is still on, and Hannah thinks that she is herself."))
    night.desk.state_file.parent.mkdir(parents=True, exist_ok=True)
    worn = states.put_on(BRAND, clock.now(), timedelta(hours=2))
    states.save(night.desk.state_file, states.State(hat=worn))
    night.gate(SLIP)
    night.slip = night.post(SLIP)["id"]
    night.say(Sentence.of("It stands on Mastodon, for everybody to see."))


def _frozen(night: _Night) -> None:
    night.scene(Sentence.of("hatcheck freeze redcross: nothing more in our name. Every tool is asked, and read back."))
    reason = said(Sentence.of("a private post left as us"), night.language)
    night.journal.append(Event("freeze", night.now(), {"identity": BRAND, "reason": reason}))
    now = night.desk.state()
    states.save(night.desk.state_file, states.State(hat=now.hat, frozen={BRAND: reason}))
    workspace = night.desk.workspace
    night.name = night.response.freeze(BRAND, reason, ME, workspace)
    told = partial(responding.show_line, language=night.language)
    asyncio.run(night.response.pause(night.name, BRAND, workspace, Snapshot(), told))
    night.told = len(night.response.incidents.get(night.name).entries)
    night.gate(said(Sentence.of("Good night from all of us!"), night.language))


def _opened(night: _Night) -> None:
    night.scene(Sentence.of("What is sure, before anybody claims anything: the journal's row."))
    row = next(row.seq for row in night.journal.rows(kind="decision"))
    salt = night.journal.salt
    open_incident(
        night.response,
        night.desk.workspace,
        night.journal,
        lambda text: fingerprint_of(text, salt),
        brand="",
        row=row,
        text=SLIP,
        url=f"https://social.example/@redcross/{night.slip}",
        account="",
        title="",
        by=ME,
    )
    picture = night.desk.workspace_file.parent / "as-it-stood.json"
    picture.write_text(json.dumps(night.social.posts[night.slip], ensure_ascii=False), encoding="utf-8")
    what = said(Sentence.of("as the server gave it"), night.language)
    night.response.keep(night.name, str(picture), what, ME)
    night.record()


def _assessed(night: _Night) -> None:
    night.scene(Sentence.of("Step 1, assess: whom does it hit, and who must know?"))
    hits = [said(Sentence.of("people who gave blood"), night.language)]
    night.does(
        do.Finish(step="deletion"),
        do.Assess(hits=hits, severity="medium", teams=["legal"]),
        do.Tell(team="legal", how=said(Sentence.of("by phone, at night: Dr. Roe"), night.language)),
        do.Finish(step="assess"),
    )
    night.scene(Sentence.of("Step 2, pause: what could not be asked is done by hand, and the record says so."))
    how = said(Sentence.of("Switched both workflows off, and saw that they are."), night.language)
    night.does(do.Finish(step="pause"), do.SayPaused(scheduler="flows", how=how), do.Finish(step="pause"))


def _deleted(night: _Night) -> None:
    night.scene(Sentence.of("Step 3, deletion: it stops spreading there; screenshots remain. Hannah decides."))
    reason = said(Sentence.of("It hurts people who trust us; we say openly that we deleted it."), night.language)
    night.does(do.Weigh(choice="delete", reason=reason))
    night.gate(SLIP, "delete")
    night.at_the_tool(lambda site: site.ask("DELETE", f"/api/v1/statuses/{night.slip}"))
    try:
        night.at_the_tool(lambda site: site.get(f"/api/v1/statuses/{night.slip}"))
    except WebTrouble as gone:
        night.does(do.SayDeleted(how=said(gone.text, night.language)), do.Finish(step="deletion"))


def _stated(night: _Night) -> None:
    night.scene(Sentence.of("Step 4, the statement: a first draft, and what the checks say of it."))
    night.does(do.Draft(text=said(FIRST, night.language)))
    view = responding.view(night.desk, night.response, night.name, night.language)
    for one in view.noticed:
        if one.severity != "note":
            output.show(f"  [yellow]! {output.plain(one.text)}[/]")
    night.breathe()
    night.scene(Sentence.of("Once more. Ada looks at exactly these words, and gives her code for them."))
    text = said(SAID, night.language)
    night.does(do.Draft(text=text), do.Publish(url="https://social.example/"))
    request = responding.view(night.desk, night.response, night.name, night.language).approval
    code = code_for(json.loads(request), _COLLEAGUE)
    night.does(do.Approve(code="AAAA-AAAA"), do.Approve(code=code))
    night.gate(text)
    night.say(Sentence.of("Held, not denied: Hannah ticks that it shall leave, and it does."))
    night.does(do.Publish(url=night.post(text)["url"]), do.Finish(step="statement"))


def _answered(night: _Night) -> None:
    night.scene(Sentence.of("Step 5, answers: one by one, no copies."))
    night.does(*(do.AddPerson(who=who) for who in ("@anna@social.example", "@bob@social.example")))
    first, second = (said(one, night.language) for one in ANSWERS)
    night.gate(first, "reply")
    night.does(
        do.AnswerPerson(person=1, how=first),
        do.AnswerPerson(person=2, how=first),
        do.AnswerPerson(person=2, how=second),
        do.Finish(step="answers"),
    )


def _resumed(night: _Night) -> None:
    night.scene(Sentence.of("Step 6, resume: unfreezing puts nothing back. Each item is looked at again."))
    late, early = sorted(night.waiting(), key=lambda one: one.item.due or night.now())
    states.save(night.desk.state_file, states.State(hat=night.desk.state().hat))
    night.journal.append(Event("unfreeze", night.now(), {"identity": BRAND}))
    night.response.unfreeze(BRAND, ME)
    reason = said(Sentence.of("not this week"), night.language)
    night.does(
        do.Decide(scheduler=late.scheduler, item=late.item.id, choice="restore"),
        do.Decide(scheduler=late.scheduler, item=late.item.id, choice="leave_out", reason=reason),
        do.Decide(scheduler=early.scheduler, item=early.item.id, choice="restore"),
        do.Decide(scheduler="flows", item="", choice="restore", reason=said(_BY_HAND, night.language)),
        do.Finish(step="resume"),
    )


_BY_HAND = Sentence.of("both workflows were read again")


def _reviewed(night: _Night) -> None:
    night.scene(Sentence.of("Step 7, review: which rule would have caught it? One click writes it down."))
    lesson = said(
        Sentence.of("The brand's hat comes off after its task, and two people look at night posts."), night.language
    )
    night.does(do.Learn(rule="session", taken=True), do.Lesson(text=lesson), do.Finish(step="review"), do.Close())
    written = next(line for line in night.desk.workspace_file.read_text(encoding="utf-8").split("\n") if "15m" in line)
    night.say(Sentence.of("In hatcheck.toml now: {line}", line=written))
    _, problem = night.response.incidents.entries(night.name)
    night.say(problem or Sentence.of("Every seal of the record fits."))


def _next(night: _Night) -> None:
    night.scene(Sentence.of("What to type next"))
    night.say(Sentence.of("hatcheck scheduler add     names the tools that post by themselves, and keeps their tokens"))
    night.say(Sentence.of("hatcheck freeze ID         stops everything in a brand's name, and opens the incident"))
    night.say(Sentence.of("hatcheck incident show     says where it stands, and what is next"))
    night.say(Sentence.of("hatcheck-tray              the same, in windows"))


_SCENES = (_slipped, _frozen, _opened, _assessed, _deleted, _stated, _answered, _resumed, _reviewed)
