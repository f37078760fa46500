"""The window of one incident: asks the engine how it stands, shows that, and brings back what a person does."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from guard.protocol import Problem
from guard.protocol import deeds as do
from guard.protocol.desk import Desk
from guard.protocol.incidents import Act, AddEvidence, IncidentReply, IncidentView, ShowIncident
from guard.protocol.requests import Freeze, Request
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.answers import AnswersPage
from ui.windows.incident.assess import AssessPage
from ui.windows.incident.deletion import DeletionPage
from ui.windows.incident.evidence import paths_in
from ui.windows.incident.export import Export
from ui.windows.incident.header import Header
from ui.windows.incident.page import Page, Then
from ui.windows.incident.pausing import PausePage
from ui.windows.incident.resume import ResumePage
from ui.windows.incident.review import ReviewPage
from ui.windows.incident.sheet import sheet
from ui.windows.incident.side import Side
from ui.windows.incident.statement import StatementPage
from ui.windows.incident.steps import WIDTH, Steps

NARROW = 1180
"""Pixels of width below which what is known stands below the page, even where there were room beside it."""
_LEAST = QSize(960, 520)
_AROUND = WIDTH + 2 * (look.EDGE + 2 * look.GAP)
"""Pixels of width that neither the page nor what is known has."""


class IncidentWindow(QWidget):
    """One incident. It reads when it is shown, and when the engine says that something changed."""

    def __init__(self, asker: Asker, incident: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.incident = incident
        self._asker = asker
        self._view: IncidentView | None = None
        self._asking, self._again, self._follow = False, False, False
        self._run = ""
        self._dressed: look.Look | None = None
        self.setWindowTitle(self.tr("Incident – Hatcheck"))
        self.setAcceptDrops(True)
        self.header = Header()
        self.steps = Steps()
        self.side = Side()
        self.said = Said(self.tr("Reading…"), Tone.QUIET)
        self.statement = StatementPage(self)
        pages = (
            AssessPage(self),
            PausePage(self),
            DeletionPage(self),
            self.statement,
            AnswersPage(self),
            ResumePage(self),
            ReviewPage(self, Export(asker)),
        )
        self.pages: dict[str, Page] = {page.STEP: page for page in pages}
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._dress()

    # --- what comes

    def refresh(self) -> None:
        """Reads the incident; while that goes on, once more afterwards."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._send(ShowIncident, self._on_read, self._on_unread, incident=self.incident)

    def on_changed(self, incident: str) -> None:
        """The engine says that an incident changed."""
        if incident == self.incident and self.isVisible():
            self.refresh()

    def on_desk(self, desk: Desk) -> None:
        """The engine's state changed; another run of it may know something else."""
        if desk.run != self._run or self.said.text():
            self._run = desk.run
            if self.isVisible():
                self.refresh()

    def show_view(self, view: IncidentView) -> None:
        """Shows the incident as it stands now. What is typed and not sent stays."""
        first = self._view is None
        # The record only grows: a shorter one is an answer that was overtaken.
        if self._view is not None and len(view.entries) < len(self._view.entries) and not view.broken:
            self._go_where_it_is(self._view)
            return
        self._view = view
        self.setWindowTitle(self.tr("{title} – Hatcheck").format(title=legible(view.title)))
        self.header.show_view(view)
        self.steps.show_view(view)
        self.side.show_view(view)
        for page in self.pages.values():
            page.show_view(view)
        self._follow = self._follow or first
        self._go_where_it_is(view)
        self._settle()

    def _go_where_it_is(self, view: IncidentView) -> None:
        """To the step that is due, where somebody waits for that: the news of it may have come before the answer."""
        if self._follow:
            self._follow = False
            self.show_step(view.current or view.steps[-1].step)

    def show_step(self, step: str) -> None:
        """Shows the page of a step."""
        if step in self.pages:
            self._stack.setCurrentWidget(self.pages[step])
            self.steps.choose(step)

    # --- what is done: see ``page.Doing``

    def act(self, deed: do.Deed, done: Then | None, refused: Callable[[str], None]) -> None:
        """Does one thing in this incident."""
        self.ask(Act, done, refused, incident=self.incident, deed=msgspec.to_builtins(deed))

    def ask(self, kind: type[Request], done: Then | None, refused: Callable[[str], None], **fields: object) -> None:
        """Asks for something; the view that comes back is shown."""

        def then(reply: object) -> None:
            if done is not None:
                done()
            if isinstance(reply, IncidentReply):
                self.show_view(reply.view)
            else:
                self.refresh()

        self._send(kind, then, lambda problem: refused(legible(problem.text)), **fields)

    def go_on(self) -> None:
        """The step was ended here: the next is shown as soon as it is known."""
        self._follow = True

    def _send(
        self, kind: type[Request], then: Callable[[Any], None], refused: Callable[[Problem], None], **fields: object
    ) -> None:
        def alive(callback: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda value: callback(value) if Shiboken.isValid(self) else None

        self._asker.ask(kind, alive(then), alive(refused), None, **fields)

    def _on_read(self, reply: IncidentReply) -> None:
        self._asking = False
        self._say("")
        self.show_view(reply.view)
        if self._again:
            self._again = False
            self.refresh()

    def _on_unread(self, problem: Problem) -> None:
        self._asking = self._again = False
        self._say(problem.text)

    def _say(self, text: str) -> None:
        self.said.say(text, Tone.WARN)
        self.said.setVisible(bool(text))

    # --- the window itself

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Reads when it is shown."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """A statement that is being written is kept first."""
        self.statement.editor.send()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What is known stands beside the page, or below it where there is no room."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        needed = self._stack.minimumSizeHint().width() + self.side.minimumSizeHint().width() + _AROUND
        wide = self.width() >= max(NARROW, needed)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)
            self._split.setSizes([680, 380] if wide else [640, 180])

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as it can be with one below the other."""
        widest = max(self._stack.minimumSizeHint().width(), self.side.minimumSizeHint().width())
        return QSize(widest + _AROUND, super().minimumSizeHint().height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and pictures may be dropped anywhere."""
        if paths_in(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """They become evidence."""
        self.side.setCurrentWidget(self.side.evidence)
        if self.side.evidence.take(event.mimeData()):
            event.acceptProposedAction()

    def _on_evidence(self, path: str, what: str, done: Then) -> None:
        self.ask(AddEvidence, done, self.side.evidence.tell, incident=self.incident, path=path, what=what)

    def _on_freeze(self) -> None:
        if self._view is not None:
            self.ask(Freeze, None, self._say, identity=self._view.badge.id, reason=self._view.title)

    def _dress(self) -> None:
        colors = look.look_of(self)
        if colors is not self._dressed:
            self._dressed = colors
            self.setStyleSheet(sheet(colors))

    def _arrange(self) -> None:
        for page in self.pages.values():
            self._stack.addWidget(page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._stack)
        self._split.addWidget(self.side)
        self._split.setStretchFactor(0, 1)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(look.GAP * 2)
        self._split.setSizes([680, 380])
        below = QHBoxLayout()
        below.setSpacing(2 * look.GAP)
        below.addWidget(self.steps)
        below.addWidget(self._split, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.EDGE, look.GAP * 2, look.EDGE, look.GAP * 2)
        whole.setSpacing(look.GAP * 2)
        whole.addWidget(self.header)
        whole.addWidget(self.said)
        whole.addLayout(below, 1)
        self.setMinimumSize(_LEAST)
        self.resize(1360, 860)

    def _connect(self) -> None:
        self.steps.chosen.connect(self.show_step)
        self.header.freeze.connect(self._on_freeze)
        tell = self._say
        self.side.timeline.noted.connect(lambda deed, done: self.act(deed, done, tell))
        self.side.talk.wanted.connect(lambda deed: self.act(deed, None, tell))
        self.side.evidence.added.connect(self._on_evidence)
        for key, slot in (
            (QKeySequence.StandardKey.Refresh, self.refresh),
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence.StandardKey.Paste, self.side.evidence.take_clipboard),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
