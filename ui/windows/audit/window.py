"""The audit's window: asks for a report, shows it as tables and as a picture, and saves both."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from guard.protocol import ErrorCode, Problem
from guard.protocol.card import Badge
from guard.protocol.desk import Desk, Hat
from guard.protocol.events import Progress
from guard.protocol.replies import AuditReport, Done
from guard.protocol.requests import Audit, Cancel
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.picture.chosen import Link
from ui.picture.export import Form, picture_bytes, written
from ui.picture.legend import Legend
from ui.picture.scene import Picture
from ui.windows.audit.lists import Lists
from ui.windows.audit.status import Headline, NotRead, Waiting
from ui.windows.audit.view import PicturePane
from ui.windows.forms.sheet import controls

T = TypeVar("T")

_REPORTS = ("html", "sarif", "json", "csv")


class AuditWindow(QWidget):
    """What leads from one identity to another. It reads when it is first shown, and when it is told to."""

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._asker = asker
        self._hats: dict[str, Badge] = {}
        self._report: AuditReport | None = None
        self._picture: Picture | None = None
        self._running: int | None = None
        self._save_to: tuple[Path, str] | None = None
        self._dressed: look.Look | None = None
        self.setWindowTitle(self.tr("Audit – Hatcheck"))
        self.headline = Headline(self)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setFont(look.font(look.Size.SMALL))
        self.again = QPushButton(self.tr("Audit again"), self)
        self.export = QPushButton(self.tr("Export"), self)
        self.waiting = Waiting(self)
        self.not_read = NotRead(self)
        self.lists = Lists(self)
        self.pane = PicturePane(self)
        self._arrange()
        self._connect()
        self._draw()

    def set_hats(self, hats: Iterable[Hat]) -> None:
        """The identities as the desk shows them: their names, colours and letters."""
        badges = {hat.badge.id: hat.badge for hat in hats}
        if badges != self._hats:
            self._hats = badges
            self._draw()

    def on_desk(self, desk: Desk) -> None:
        """The engine's state changed."""
        self.set_hats(desk.hats)

    def refresh(self) -> None:
        """Reads everything again; while a reading goes on it does nothing."""
        self._ask("")

    def cancel(self) -> None:
        """Stops the reading that goes on."""
        if self._running is not None:
            self.waiting.stopping()
            self._asker.ask(Cancel, _nothing, _nothing, of=self._running)

    def save_picture(self, path: Path, form: Form) -> None:
        """Writes the picture; says so, or why not."""
        if self._report:
            self._say_saved(path, written(path, picture_bytes(self._report, self._hats, form)))

    def save_report(self, path: Path, form: str) -> None:
        """Reads everything again and writes the report in this format; says so, or why not."""
        if self._running is None:
            self._save_to = (path, form)
            self._ask(form)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Reads when it is first shown."""
        super().showEvent(event)
        if self._report is None and self._running is None:
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Reads no longer for nobody."""
        self.cancel()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draws anew on another ground."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._draw()

    # --- reading

    def _ask(self, form: str) -> None:
        if self._running is not None:
            return
        self.waiting.begin()
        self.again.setEnabled(False)
        self.export.setEnabled(False)
        self.said.setText("")
        self._running = self._asker.ask(Audit, self._on_report, self._on_refused, self._on_progress, report=form)

    def _on_progress(self, progress: Progress) -> None:
        self.waiting.show_progress(progress)

    def _on_report(self, report: AuditReport) -> None:
        self._ended()
        self._report = report
        self._draw()
        if self._save_to:
            (path, _), self._save_to = self._save_to, None
            self._say_saved(path, written(path, report.rendered.encode("utf-8", "replace")))

    def _on_refused(self, problem: Problem) -> None:
        self._ended()
        self._save_to = None
        stale = self._report and problem.code is not ErrorCode.CANCELLED
        text = self.tr("{problem} What is shown is the report before.") if stale else "{problem}"
        self.said.setText(text.format(problem=legible(problem.text)))

    def _ended(self) -> None:
        self._running = None
        self.waiting.hide()
        self.again.setEnabled(True)

    # --- showing

    def _draw(self) -> None:
        report, colors = self._report, look.look_of(self)
        if colors is not self._dressed:
            self._dressed = colors
            self.setStyleSheet(controls(colors))
        self.export.setEnabled(report is not None)
        self.headline.show_report(report)
        self.not_read.show_report(report)
        self.lists.show_report(report, self._hats)
        self._draw_picture()

    def _draw_picture(self, wanted: Iterable[int] = ()) -> None:
        report = self._report
        if report is None or not report.edges:
            self._picture = None
            self.pane.show_words(self._nothing_drawn(report))
            return
        colors = look.look_of(self)
        self._picture = Picture(report, self._hats, colors, wanted)
        self._picture.link_chosen.connect(self.lists.show_link)
        self._picture.nothing_chosen.connect(self.lists.show_nothing)
        legend = Legend(self._picture.shown, self._hats, colors)
        self.pane.show_picture(self._picture, legend, self._left_out(self._picture))

    def _nothing_drawn(self, report: AuditReport | None) -> str:
        if report is None:
            return self.tr("Here you will see which account is mirrored into which.")
        if not report.files:
            return self.tr(
                "There is nothing to draw: no configuration could be read. "
                "Name the tools' files in the workspace, or let Hatcheck look for them in the settings."
            )
        text = self.tr(
            "There is nothing to draw: no route between two accounts stands in the files that were read: {n}."
        )
        return text.format(n=report.files)

    def _left_out(self, picture: Picture) -> str:
        shown = picture.shown
        if not shown.is_part:
            return ""
        text = self.tr(
            "{nodes} accounts and {links} links are too many to see. Drawn are {drawn}, first those of what was found; "
            "choose a finding to see its own. The table of links has all of them."
        )
        return text.format(nodes=shown.all_nodes, links=shown.all_links, drawn=len(shown.links))

    def _on_finding(self, number: int) -> None:
        if self._picture is None or self._report is None:
            return
        drawn = any(number in line.link.findings for line in self._picture.lines)
        if not drawn and any(number in edge.findings for edge in self._report.edges):
            self._draw_picture([number])
        self.pane.view.reveal(self._picture.show_finding(number))

    def _on_link(self, link: Link) -> None:
        if self._picture is None:
            return
        self.pane.view.reveal(self._picture.show_link(link.source, link.target))

    def _on_escape(self) -> None:
        self.lists.show_nothing()
        if self._picture:
            self._picture.show_all()

    # --- saving

    def _on_save_picture(self, form: Form) -> None:
        if path := self._path(f"hatcheck-routes.{form}"):
            self.save_picture(path, form)

    def _on_save_report(self, form: str) -> None:
        if path := self._path(f"hatcheck-audit.{form}"):
            self.save_report(path, form)

    def _path(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), str(Path.home() / name))
        return Path(chosen) if chosen else None

    def _say_saved(self, path: Path, problem: str) -> None:
        self.said.setText(problem or self.tr("Saved: {path}").format(path=path))

    # --- putting together

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(look.GAP)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.said)
        top.addLayout(words, 1)
        top.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.addWidget(self.lists)
        sides.addWidget(self.pane)
        sides.setSizes([500, 920])
        sides.setStretchFactor(1, 1)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(look.GAP * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.EDGE, look.GAP * 2, look.EDGE, look.GAP * 2)
        column.setSpacing(look.GAP * 2)
        column.addLayout(top)
        column.addWidget(self.waiting)
        column.addWidget(self.not_read)
        column.addWidget(sides, 1)
        self.resize(1440, 900)

    def _connect(self) -> None:
        menu = QMenu(self)
        for form in Form:
            menu.addAction(self.tr("Picture as {form}…").format(form=form.upper()), _later(self._on_save_picture, form))
        menu.addSeparator()
        for kind in _REPORTS:
            menu.addAction(self.tr("Report as {form}…").format(form=kind.upper()), _later(self._on_save_report, kind))
        self.export.setMenu(menu)
        self.again.clicked.connect(self.refresh)
        self.waiting.stopped.connect(self.cancel)
        self.lists.finding_chosen.connect(self._on_finding)
        self.lists.link_chosen.connect(self._on_link)
        for key, slot in (
            (QKeySequence.StandardKey.Refresh, self.refresh),
            (QKeySequence.StandardKey.Find, self.lists.search.setFocus),
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence(Qt.Key.Key_Escape), self._on_escape),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)


def _later(slot: Callable[[T], None], value: T) -> Callable[[], None]:
    return lambda: slot(value)


def _nothing(_reply: Done | Problem) -> None:
    """What becomes of a wish to stop shows in the request that it is about."""
