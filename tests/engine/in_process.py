"""The engine's operations for forms, asked without a socket: the real functions, answers by the event loop."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QThread, QTimer, Signal

from guard.model.route import Snapshot
from guard.protocol import Problem, Refused
from guard.protocol.events import Progress
from guard.protocol.operations import BY_REQUEST
from guard.protocol.replies import Done
from guard.protocol.requests import Cancel, Change, Discover, ReadAccount, Request, Settings
from guard.service.operations.accounts import account
from guard.service.operations.change import change
from guard.service.operations.discover import discover
from guard.service.operations.settings import settings
from guard.workspace import Workspace, load


class InProcess(QObject):
    """An ``Asker`` on the files of one folder. What is sent and what comes back goes through JSON, as on the wire."""

    def __init__(self, folder: Path, home: Path | None = None) -> None:
        super().__init__()
        self.user, self.organisation = folder / "hatcheck.toml", folder / "organisation.toml"
        self.home = home or folder / "home"
        self.home.mkdir(exist_ok=True)
        self.snapshot = Snapshot()
        self.asked: list[Request] = []
        self._searches: dict[int, Search] = {}

    def ask(
        self,
        kind: type[Request],
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,
        progress: Callable[[Progress], None] | None = None,
        **fields: object,
    ) -> int:
        """See ``ui.link.Asker``."""
        number = len(self.asked) + 1
        request = msgspec.json.decode(msgspec.json.encode(kind(n=number, **fields)), type=kind)
        self.asked.append(request)
        if isinstance(request, Discover):
            self._searches[number] = Search(self, request, then, refused, progress)
        else:
            QTimer.singleShot(0, self, lambda: self._answer(request, then, refused))
        return number

    @property
    def text(self) -> str:
        """The user's file as it is now."""
        return self.user.read_text(encoding="utf-8")

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is now."""
        return load(self.user, self.organisation) if self.user.exists() else Workspace(self.user)

    def end(self) -> None:
        """Stops whatever is still looking."""
        for search in self._searches.values():
            search.end()

    def _answer(self, request: Request, then: Callable[[Any], None], refused: Callable[[Problem], None] | None) -> None:
        try:
            reply = self._reply(request)
        except Refused as error:
            if refused:
                refused(error.problem)
            return
        then(msgspec.json.decode(msgspec.json.encode(reply), type=BY_REQUEST[type(request)].reply))

    def _reply(self, request: Request) -> object:
        match request:
            case Settings():
                return settings(self.user, self.organisation, self.snapshot)
            case Change(edits=edits):
                change(self.user, self.organisation, self.user.parent / "changes.lock", edits)
                return settings(self.user, self.organisation, self.snapshot)
            case ReadAccount(text=text):
                return account(text, self.workspace)
            case Cancel(of=number):
                self._searches[number].stop.set()
                return Done()
            case _:
                raise AssertionError(request)


class Search(QThread):
    """A search beside the event loop."""

    told = Signal(object)
    done = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        desk: InProcess,
        request: Discover,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        super().__init__(desk)
        self.stop = Event()
        self._home, self._number, self._workspace = request.home or str(desk.home), request.n, desk.workspace
        self.done.connect(then)
        if refused:
            self.refused.connect(refused)
        if progress:
            self.told.connect(progress)
        self.start()

    def run(self) -> None:
        """Looks."""

        def tell(text: str, done: int, total: int) -> None:
            self.told.emit(Progress(self._number, str(text), done, total))

        try:
            found = discover(self._home, progress=tell, stop=self.stop, workspace=self._workspace)
        except Refused as error:
            self.refused.emit(error.problem)
        else:
            self.done.emit(found)

    def end(self) -> None:
        """Stops it and waits for its end."""
        self.stop.set()
        self.wait(10_000)
