"""The middle of the pop-up: what would leave, where else it would arrive, why it is held."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from guard.protocol.card import Badge, Card, CardLink, CardMirror, CardReason, Destination
from ui import look
from ui.badge import Mark
from ui.windows.hold.demands import Demands
from ui.windows.hold.media import Gallery
from ui.windows.hold.noticed import Notice, Noticed
from ui.windows.hold.passage import Passage, Place
from ui.windows.hold.words import Words, caption

_MOST_TEXT = 260
"""Pixels of the text before it scrolls by itself."""


class Panel(QWidget):
    """A surface with rounded corners."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        painter.end()


class Sections(QScrollArea):
    """All sections of a card, one below the other; scrolls when they are higher than the screen allows."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What is held, and why"))
        self._passage: Passage | None = None
        self.gallery: Gallery | None = None
        self.demands: Demands | None = None
        self._marks: list[Place] = []
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

    def bring_in_sight(self, part: QWidget) -> None:
        """Scrolls to this part, once it is laid out."""
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(part, 0, look.GAP * 2))

    def _fill(self, card: Card) -> None:
        self._text(card.text)
        if card.media:
            many = self.tr("{count} pictures or files go along").format(count=len(card.media))
            self._head(many if len(card.media) > 1 else self.tr("This goes along"))
            self.gallery = Gallery(card.media, self._inside)
            self._column.addWidget(self.gallery)
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
            reasons = [Notice(reason, self._inside, reason=True) for reason in card.reasons]
            for notice in reasons:
                self._column.addWidget(notice)
            self._notices(reasons)
        if card.signals:
            self._head(self.tr("Noticed besides"))
            self.noticed = Noticed(card.signals, self._inside)
            self._column.addWidget(self.noticed)
            self._notices(self.noticed.notices)
        if self._passage is not None and self._marks:
            self._passage.mark(self._marks)
        if card.demands:
            self._head(self.tr("Before it leaves"))
            self.demands = Demands(card, self._inside)
            self._column.addWidget(self.demands)

    def _head(self, text: str) -> None:
        self._column.addSpacing(look.GAP // 2)
        self._column.addWidget(caption(text, self._inside))

    def _panel(self) -> Panel:
        panel = Panel(self._inside)
        self._column.addWidget(panel)
        return panel

    def _text(self, text: str) -> None:
        self._head(self.tr("The text, as it will stand there"))
        panel = self._panel()
        if not text:
            panel.rows.addWidget(Words(self.tr("Without any text."), look.font(), panel, quiet=True))
            return
        self.text = self._passage = Passage(text, look.font(), panel, most=_MOST_TEXT)
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

    def _notices(self, notices: Iterable[Notice]) -> None:
        """What they are about is marked above, the worst on top, and comes forward with the pointer."""
        for notice in notices:
            notice.pointed.connect(self._on_pointed)
            if self.gallery is not None:
                self.gallery.mark(notice.what)
            self._marks += [(*spot, notice.what.severity) for spot in notice.what.spots]

    def _on_pointed(self, what: CardReason | None) -> None:
        if self._passage is not None:
            self._passage.bring_forward(what.spots if what else ())
        if self.gallery is not None:
            self.gallery.bring_forward(what.media if what else ())


def _small(text: str, parent: QWidget) -> Passage:
    return Passage(text, look.font(look.Size.SMALL), parent, quiet=True)


def _marked(owner: Badge | None, text: str, parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.GAP)
    row.addWidget(Mark(owner, 22, parent), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(text, look.font(bold=True), parent), 1)
    return row
