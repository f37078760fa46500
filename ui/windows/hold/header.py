"""The top of the pop-up: whose hat is worn, whose account it would reach, and the one sentence that says so."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from guard.protocol.card import Badge, Card
from ui import look
from ui.badge import IdentityBadge, Mark
from ui.legible import legible
from ui.windows.hold.words import Words

_STRIPE = 8
_MOST_BADGES = 4
_WORN_WIDTH = 240
"""Pixels that the worn hat keeps for itself, however long the others are called."""
_LONG_HEADLINE = 160
_NOBODY = QColor("#8a8f99")


class Arrow(QWidget):
    """From the hat that is worn to the one that would speak."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(56, 24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.look_of(self).quiet, 2.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        middle, tip = self.height() / 2, self.width() - 6.0
        painter.drawLine(QPointF(6, middle), QPointF(tip, middle))
        painter.drawPolyline([QPointF(tip - 8, middle - 7), QPointF(tip, middle), QPointF(tip - 8, middle + 7)])
        painter.end()


class Headline(QLabel):
    """The salient sentence. It has the focus at first: no key does anything there, and a screen reader begins here."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        size = look.Size.HEADLINE if len(card.headline) < _LONG_HEADLINE else look.Size.TITLE
        self.setFont(look.font(size))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setText(_with_bold(card.headline, _names(card)))
        self.setAccessibleName(legible(card.headline))
        self.setAccessibleDescription(legible(card.worn_line))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ringed = False

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Shows that it has the focus to those who came by Tab."""
        self._ringed = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Underlines itself where the focus is to be seen."""
        super().paintEvent(event)
        if self.hasFocus() and self._ringed:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 2, self.width(), 2, look.look_of(self).accent)
            painter.end()


class Header(QWidget):
    """Stripe, badges, headline, and the line that says which hat is worn."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        owners = _owners(card)
        self._colors = [_color(card.worn), *(_color(owner) for owner in owners)]
        column = QVBoxLayout(self)
        column.setContentsMargins(look.EDGE, look.EDGE - look.GAP + _STRIPE, look.EDGE, look.GAP * 2)
        column.setSpacing(look.GAP)
        column.addLayout(self._badges(card, owners))
        column.addSpacing(look.GAP // 2)
        self.headline = Headline(card, self)
        column.addWidget(self.headline)
        self.worn_line = Words(self._worn_text(card), look.font(), self, quiet=True)
        column.addWidget(self.worn_line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A stripe in the colours of both identities, and their light on the ground below it."""
        painter = QPainter(self)
        ground = look.look_of(self).ground
        width = float(self.width())
        painter.fillRect(self.rect(), _gradient(width, [look.tinted(color, ground, 0.1) for color in self._colors]))
        painter.fillRect(0, 0, self.width(), _STRIPE, _gradient(width, [look.edge(c, ground) for c in self._colors]))
        painter.end()

    def _badges(self, card: Card, owners: list[Badge | None]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.GAP * 2)
        if owners != [card.worn]:  # one's own hat leads nowhere else
            worn = IdentityBadge(card.worn, self.tr("the hat you wear"), parent=self)
            worn.setMinimumWidth(min(worn.sizeHint().width(), _WORN_WIDTH))
            row.addWidget(worn)
            row.addWidget(Arrow(self))
        row.addWidget(IdentityBadge(owners[0], self._accounts_of(card, owners[0]), parent=self))
        for owner in owners[1:_MOST_BADGES]:
            mark = Mark(owner, 40, self)
            mark.setToolTip(self._accounts_of(card, owner))
            row.addWidget(mark)
        if len(owners) > _MOST_BADGES:
            row.addWidget(Words(f"+{len(owners) - _MOST_BADGES}", look.font(look.Size.TITLE), self))
        row.addStretch(1)
        return row

    def _accounts_of(self, card: Card, owner: Badge | None) -> str:
        theirs = [to for to in card.destinations if to.owner == owner]
        mirrored = [mirror.account for mirror in card.mirrors if mirror.owner == owner]
        if theirs:
            shown = self.tr("{handle} on {platform}").format(handle=theirs[0].handle, platform=theirs[0].platform)
        elif mirrored:
            shown = self.tr("{account}, by a mirror").format(account=mirrored[0])
        else:
            return self.tr("nobody can tell which account")
        more = len(theirs) + len(mirrored) - 1
        return f"{shown} +{more}" if more else shown

    def _worn_text(self, card: Card) -> str:
        if not card.app:
            return card.worn_line
        origin = self.tr("It comes from {app}.").format(app=card.app)
        return f"{card.worn_line} {origin}".strip()


def _owners(card: Card) -> list[Badge | None]:
    """Whose accounts it would reach, each once, in order: others than the one who wears the hat, if there are any.

    None stands for an account of which nobody has said whose it is.
    """
    reached = [to.owner for to in card.destinations] + [mirror.owner for mirror in card.mirrors]
    owners: list[Badge | None] = []
    for owner in reached:
        if owner not in owners:
            owners.append(owner)
    return [owner for owner in owners if owner is None or owner != card.worn] or owners or [None]


def _color(badge: Badge | None) -> QColor:
    return look.color_of(badge.color) if badge else _NOBODY


def _gradient(width: float, colors: list[QColor]) -> QLinearGradient:
    """The worn colour on the left third, the others on the right, with a short passage between."""
    made = QLinearGradient(0, 0, width, 0)
    made.setColorAt(0.0, colors[0])
    made.setColorAt(0.34, colors[0])
    others = colors[1:]
    for at, color in enumerate(others):
        made.setColorAt(0.46 + 0.54 * at / len(others), color)
    made.setColorAt(1.0, others[-1])
    return made


def _names(card: Card) -> list[str]:
    names = [owner.name for owner in _owners(card) if owner]
    return names or [to.handle for to in card.destinations]


def _with_bold(headline: str, names: Iterable[str]) -> str:
    """The headline as markup, with the names in bold; everything in it is escaped."""
    marked = escape(legible(headline))
    for name in sorted(set(map(legible, names)), key=len, reverse=True):
        if name and f"<b>{escape(name)}" not in marked:
            marked = marked.replace(escape(name), f"<b>{escape(name)}</b>", 1)
    return marked
