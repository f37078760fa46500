"""The top of the window: whose incident it is, what it is called, how bad it is, and whether posts can still leave."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol.card import Badge
from guard.protocol.incidents import IncidentView
from ui import look
from ui.badge import Mark
from ui.legible import legible
from ui.line import Line
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Chip
from ui.windows.incident.fields import plain_button
from ui.windows.incident.moments import when

_MARK = 52


class Header(QWidget):
    """One row; below it what is wrong with the record, where something is."""

    freeze = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._badge: Badge | None = None
        self._mark: QWidget | None = None
        self.title = Line("", look.font(look.Size.TITLE, bold=True), self)
        self._about = Line("", look.font(look.Size.SMALL), self, quiet=True)
        self.frozen = Chip(Tone.PLAIN, full=True)
        self.severity = Chip()
        self.closed = Chip(Tone.GOOD)
        self.freezer = plain_button(self.tr("Freeze now"), look.Part.PRIMARY)
        self.freezer.clicked.connect(self.freeze)
        self.broken = Said("", Tone.WARN)
        self._lay_out()
        for part in (self.frozen, self.severity, self.closed, self.freezer, self.broken):
            part.hide()

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now."""
        if view.badge != self._badge:
            self._show_badge(view.badge)
        self.title.setText(legible(view.title))
        self.title.setToolTip(legible(view.title))
        opened = self.tr("opened {time}").format(time=when(view.opened))
        about = (view.badge.name, legible(view.account), opened)
        self._about.setText(" · ".join(part for part in about if part))
        self.frozen.say(self.tr("FROZEN") if view.frozen else "")
        self.freezer.setVisible(not view.frozen and not view.closed)
        # At the end it is unfrozen on purpose: then freezing is possible, and not what is to be done.
        late = view.current in ("", "review")
        look.dress(self.freezer, look.Part.PLAIN if late else look.Part.PRIMARY)
        self.severity.say(*severity_words(view.severity))
        closed = self.tr("Closed {time}").format(time=when(view.closed)) if view.closed else ""
        self.closed.say(closed)
        self.broken.say(view.broken)
        self.broken.setVisible(bool(view.broken))

    def _show_badge(self, badge: Badge) -> None:
        self._badge = badge
        if self._mark is not None:
            self._mark.deleteLater()
        self._mark = Mark(badge, _MARK, self)
        self._row.insertWidget(0, self._mark, 0, Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * look.GAP)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self._about)
        self._row.addLayout(words, 1)
        for part in (self.severity, self.closed, self.frozen, self.freezer):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.GAP)
        whole.addLayout(self._row)
        whole.addWidget(self.broken)


def severity_words(severity: str) -> tuple[str, Tone]:
    """A word for how bad it is, and its tone; empty while nobody has said."""
    said = {
        "low": (QCoreApplication.translate("Incident", "Low"), Tone.QUIET),
        "medium": (QCoreApplication.translate("Incident", "Medium"), Tone.WARN),
        "high": (QCoreApplication.translate("Incident", "High"), Tone.BAD),
    }
    return said.get(severity, ("", Tone.QUIET))
