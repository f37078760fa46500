"""Scenario files: one JSON object a line, judged by an engine that leaves no trace."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from guard.cli.failure import Failure
from guard.cli.judging import warm
from guard.engine import Engine, clock, gather
from guard.engine.mirrors import Mirrors
from guard.engine.noticing import Noticing
from guard.engine.own_checks import own_checks
from guard.engine.pictures import Pictures, folders_of
from guard.model.attempt import Attempt, Origin
from guard.model.decision import Decision
from guard.model.identity import Context
from guard.model.look import Look
from guard.pictures.indexing import Indexing
from guard.pictures.looker import Asked
from guard.workspace import Workspace, WorkspaceError
from guard.workspace.caring import folder_of_own_checks
from guard.workspace.load import load


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scenario, judged."""

    id: str
    decision: Decision
    ok: bool | None
    """Whether it is as expected; None where nothing is expected."""
    expected: str = ""
    attempt: Mapping[str, Any] | None = None


def judged(file: Path) -> Iterator[Outcome]:
    """All scenarios of a file, in their order; raises Failure that names the line of one that cannot be understood."""
    benches: dict[Path, Bench] = {}
    with ExitStack() as ends:
        for number, scenario in _lines(file):
            try:
                place = Path(file.parent / str(scenario["workspace"]))
                if place not in benches:
                    benches[place] = Bench(place)
                    ends.callback(benches[place].close)
                yield benches[place].judge(scenario, file.parent)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                what = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
                raise Failure(f"{file}, line {number}: this is no scenario: {what}") from None


def _lines(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(f"{file} is not UTF-8 text") from None
    for number, line in enumerate(text.split("\n"), 1):  # JSON may hold other line breaks, such as U+2028
        if not line.strip():
            continue
        try:
            scenario = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Failure(f"{file}, line {number}: this is not valid JSON: {error}") from None
        if not isinstance(scenario, dict) or not isinstance(scenario.get("attempt"), dict):
            raise Failure(f'{file}, line {number}: a scenario is an object with "id", "workspace" and "attempt"')
        yield number, scenario


class Bench:
    """One workspace, and an engine over it that writes nothing down."""

    def __init__(self, place: Path) -> None:
        unknown: tuple[str, ...] = ()
        try:
            self.workspace = load(place)
        except WorkspaceError as error:
            self.workspace, unknown = Workspace(place), tuple(f"The workspace is broken: {p}" for p in error.problems)
        except OSError:
            self.workspace, unknown = Workspace(place), (f"There is no workspace at {place}.",)
        self._unknown = unknown
        self._mirrors = Mirrors(self.workspace)
        self._own, troubles = own_checks(folder_of_own_checks(place))
        self._unknown += troubles
        self._index = TemporaryDirectory(prefix="hatcheck-replay-")
        self._pictures: Pictures | None = None

    def judge(self, scenario: Mapping[str, Any], folder: Path) -> Outcome:
        """The outcome; raises KeyError, TypeError or ValueError where the scenario cannot be understood."""
        said, active = scenario["attempt"], scenario.get("active")
        at = _moment(said.get("at"))
        attempt = gather.attempt(
            [str(word) for word in _listed(said, "destinations")],
            str(said.get("text") or ""),
            verb=str(said.get("verb") or "post"),
            media=[str(folder / str(path)) for path in _listed(said, "media")],
            app=str(said.get("app") or ""),
            at=at,
            origins=[Origin(str(o["what"]), str(o["identity"]), str(o["how"])) for o in said.get("origins") or ()],
        )
        context = Context(str(active), "the scenario") if active is not None else Context(None, "the scenario")
        engine = self._engine(scenario)
        warm(self.workspace, attempt)
        decision = engine.judge(attempt, context, at, self._looks(attempt))
        expect = scenario.get("expect")
        return Outcome(str(scenario["id"]), decision, _met(decision, expect), _said(expect), said)

    def _engine(self, scenario: Mapping[str, Any]) -> Engine:
        frozen = {str(name): str(why) for name, why in (scenario.get("frozen") or {}).items()}
        noticing = Noticing(own=self._own, crisis=str(scenario.get("crisis") or ""))
        return Engine(
            self.workspace,
            self._mirrors,
            lambda _: None,
            lambda _: {},
            frozen,
            self._unknown,
            noticing=noticing,
        )

    def _looks(self, attempt: Attempt) -> Mapping[str, Look]:
        if not attempt.media:
            return {}
        if self._pictures is None:
            index = Path(self._index.name) / "pictures.db"
            indexing = Indexing(index, folders_of(self.workspace), hurry=True)
            indexing.start()
            indexing.wait()
            indexing.close()
            self._pictures = Pictures(index)
        return self._pictures.look([Asked(media.path, path=media.path) for media in attempt.media], self.workspace)

    def close(self) -> None:
        """Ends what runs beside, and leaves nothing of the pictures."""
        if self._pictures:
            self._pictures.close()
        self._index.cleanup()


def _listed(said: Mapping[str, Any], key: str) -> list[Any]:
    value = said["destinations"] if key == "destinations" else said.get(key) or []
    if not isinstance(value, list):
        raise TypeError(f'"{key}" is not a list')
    return value


def _moment(text: str | None) -> datetime:
    if text is None:
        return clock.now().wall
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.astimezone()


def _met(decision: Decision, expect: Mapping[str, Any] | None) -> bool | None:
    if expect is None:
        return None
    rules = {reason.rule for reason in decision.reasons}
    return decision.verdict == expect["decision"] and set(expect.get("rules") or ()) <= rules


def _said(expect: Mapping[str, Any] | None) -> str:
    if expect is None:
        return ""
    rules = ", ".join(expect.get("rules") or ())
    return f"{expect['decision']}{f' ({rules})' if rules else ''}"
