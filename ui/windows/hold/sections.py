"""The middle of the pop-up: what would leave, where else it would arrive, why it is held."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from guard.protocol.card import Badge, Card, CardLink, CardMirror, CardReason, Destination
from ui import look
from ui.badge import Mark
from ui.windows.hold.media import Gallery
from ui.windows.hold.passage import Passage
from ui.windows.hold.words import Words, caption

_MOST_TEXT = 260
"""Pixels of the text before it scrolls by itself."""


class Panel(QWidget):
    """A surface with rounded corners; with a bar at its left in the colour of how bad it is."""

    def __init__(self, parent: QWidget, severity: str | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(look.GAP * 2, look.GAP * 3 // 2, look.GAP * 2, look.GAP * 3 // 2)
        self.rows.setSpacing(look.GAP // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the surface."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.line)
        painter.setBrush(colors.surface)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), look.RADIUS, look.RADIUS)
        if self._severity is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_severity_color(self._severity, colors))
            painter.drawRoundedRect(0, 0, 5, self.height(), 2.5, 2.5)
        painter.end()


class Sections(QScrollArea):
    """All sections of a card, one below the other; scrolls when they are higher than the screen allows."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What is held, and why"))
        self._inside = QWidget()
        self.setWidget(self._inside)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(look.EDGE, look.GAP, look.EDGE, look.GAP * 2)
        self._column.setSpacing(look.GAP)
        self._fill(card)
        self._column.addStretch(1)

    def height_for(self, width: int) -> int:
        """What everything needs at this width without scrolling."""
        return max(0, self._inside.heightForWidth(width - 2 * look.RING)) + 2 * look.RING

    def _fill(self, card: Card) -> None:
        self._text(card.text)
        if card.media:
            many = self.tr("{count} pictures or files go along").format(count=len(card.media))
            self._head(many if len(card.media) > 1 else self.tr("This goes along"))
            self._column.addWidget(Gallery(card.media, self._inside))
        if card.links:
            self._head(self.tr("Links in it lead to"))
            self._links(card.links)
        if len(card.destinations) > 1:
            self._head(self.tr("It goes to {count} accounts").format(count=len(card.destinations)))
            self._destinations(card.destinations)
        if card.mirrors:
            many = self.tr("It also arrives at {count} other places").format(count=len(card.mirrors))
            self._head(many if len(card.mirrors) > 1 else self.tr("It also arrives here"))
            self._mirrors(card.mirrors)
        if card.reasons:
            self._head(self.tr("Why it is held"))
            self._reasons(card.reasons)
        if card.signals:
            self._head(self.tr("Noticed besides"))
            self._signals(card.signals)

    def _head(self, text: str) -> None:
        self._column.addSpacing(look.GAP // 2)
        self._column.addWidget(caption(text, self._inside))

    def _panel(self, severity: str | None = None) -> Panel:
        panel = Panel(self._inside, severity)
        self._column.addWidget(panel)
        return panel

    def _text(self, text: str) -> None:
        self._head(self.tr("The text, as it will stand there"))
        panel = self._panel()
        if not text:
            panel.rows.addWidget(Words(self.tr("Without any text."), look.font(), panel, quiet=True))
            return
        self.text = Passage(text, look.font(), panel, most=_MOST_TEXT)
        self.text.setAccessibleName(self.tr("The text, as it will stand there"))
        panel.rows.addWidget(self.text)

    def _links(self, links: Sequence[CardLink]) -> None:
        panel = self._panel()
        for at, link in enumerate(links):
            if at:
                panel.rows.addSpacing(look.GAP)
            host = Passage(link.host, look.font(bold=True), panel, quiet=False)
            host.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            host.setAccessibleName(self.tr("Link to {host}").format(host=link.host))
            panel.rows.addWidget(host)
            panel.rows.addWidget(_small(link.shown, panel))
            if link.note:
                panel.rows.addWidget(Words(link.note, look.font(look.Size.SMALL), panel))

    def _destinations(self, destinations: Sequence[Destination]) -> None:
        panel = self._panel()
        for to in destinations:
            owner = to.owner.name if to.owner else self.tr("nobody has said whose")
            text = self.tr("{handle} on {platform} – {owner}")
            row = _marked(to.owner, text.format(handle=to.handle, platform=to.platform, owner=owner), panel)
            panel.rows.addLayout(row)

    def _mirrors(self, mirrors: Sequence[CardMirror]) -> None:
        panel = self._panel()
        for at, mirror in enumerate(mirrors):
            if at:
                panel.rows.addSpacing(look.GAP)
            owner = mirror.owner.name if mirror.owner else self.tr("nobody has said whose")
            row = _marked(mirror.owner, f"{mirror.account} – {owner}", panel)
            panel.rows.addLayout(row)
            panel.rows.addWidget(_small("\n".join(mirror.path), panel))

    def _reasons(self, reasons: Sequence[CardReason]) -> None:
        for reason in reasons:
            panel = self._panel(reason.severity)
            panel.setAccessibleName(self._severity_word(reason.severity))
            panel.rows.addWidget(Words(reason.text, look.font(), panel))
            if reason.evidence:
                panel.rows.addWidget(_small(reason.evidence, panel))

    def _signals(self, signals: Sequence[CardReason]) -> None:
        for signal in signals:
            text = signal.text if not signal.evidence else f"{signal.text} – {signal.evidence}"
            self._column.addWidget(_small(text, self._inside))

    def _severity_word(self, severity: str) -> str:
        words = {"high": self.tr("Serious"), "medium": self.tr("Take care"), "low": self.tr("Minor")}
        return words.get(severity, self.tr("Note"))


def _small(text: str, parent: QWidget) -> Passage:
    return Passage(text, look.font(look.Size.SMALL), parent, quiet=True)


def _marked(owner: Badge | None, text: str, parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.GAP)
    row.addWidget(Mark(owner, 22, parent), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(text, look.font(bold=True), parent), 1)
    return row


def _severity_color(severity: str, colors: look.Look) -> QColor:
    return {"high": colors.bad, "medium": colors.warn}.get(severity, colors.border)
