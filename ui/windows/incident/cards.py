"""What pages are made of: cards, lists whose rows stay where they are, small signs, and links."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone, heading
from ui.windows.incident.fields import plain_button

T_contra = TypeVar("T_contra", contravariant=True)
T = TypeVar("T")


class Card(QFrame):
    """Things that belong together, with what they are called above them."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * look.GAP, 2 * look.GAP, 2 * look.GAP, 2 * look.GAP)
        self.column.setSpacing(look.GAP + look.GAP // 2)
        if title:
            self.column.addWidget(Said(title, bold=True))
        if note:
            self.column.addWidget(Said(note, Tone.QUIET, look.Size.SMALL))

    def add(self, *widgets: QWidget) -> None:
        """Puts these below what is there."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_left(self, widget: QWidget) -> None:
        """Puts it below, as wide as it needs to be."""
        self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)


class Sentences(QWidget):
    """A few sentences, each on its own, with a mark before it; gone where there are none."""

    def __init__(self, mark: str = "·", tone: Tone = Tone.PLAIN, size: look.Size = look.Size.TEXT) -> None:
        super().__init__()
        self._mark, self._tone, self._size = mark, tone, size
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.GAP // 2)
        self.said: list[str] = []
        self.hide()

    def tell(self, sentences: Iterable[str]) -> None:
        """Says these instead."""
        wanted = list(sentences)
        if wanted == self.said:
            return
        self.said = wanted
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for sentence in wanted:
            self._column.addWidget(self._line(sentence))
        self.setVisible(bool(wanted))

    def _line(self, sentence: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        row.addWidget(Said(self._mark, Tone.QUIET, self._size), 0, Qt.AlignmentFlag.AlignTop)
        said = Said(sentence, self._tone, self._size)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(said, 1)
        return line


class Row(Protocol[T_contra]):
    """A widget of a list, which can be told what became of its item."""

    def show_item(self, item: T_contra, /) -> None:
        """Shows how it is now; what is typed in it stays."""
        ...


class Rows(QWidget, Generic[T]):
    """A list of widgets. A row lives as long as its item: what is typed in it survives every change around it."""

    def __init__(self, key: Callable[[T], Hashable], make: Callable[[], QWidget], *, lines: bool = True) -> None:
        super().__init__()
        self._key, self._make, self._lines = key, make, lines
        self.rows: dict[Hashable, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.GAP + look.GAP // 2)

    def show_items(self, items: Iterable[T]) -> None:
        """Shows these."""
        wanted = {self._key(item): item for item in items}
        for key in [key for key in self.rows if key not in wanted]:
            gone = self.rows.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (key, item) in enumerate(wanted.items()):
            row = self.rows.get(key)
            if row is None:
                row = self.rows[key] = self._make()
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show_item(item)  # type: ignore[attr-defined]  # rows are ``Row``
        self.setVisible(bool(wanted))


class Chip(QWidget):
    """A word or two on a ground of their own: a state that must be seen from afar."""

    def __init__(self, tone: Tone = Tone.QUIET, *, full: bool = False) -> None:
        super().__init__()
        self._text, self._tone, self._full = "", tone, full
        self.setFont(look.font(look.Size.SMALL, bold=True))

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Says something else; nothing makes it go away."""
        self._text, self._tone = legible(text), tone or self._tone
        self.setAccessibleName(self._text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the words."""
        words = self.fontMetrics()
        return QSize(words.horizontalAdvance(self._text) + 3 * look.GAP, words.height() + look.GAP)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        colors = look.look_of(self)
        color = ink(colors, self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = color if self._full else look.tinted(color, colors.ground, 0.12)
        painter.setBrush(ground)
        painter.setPen(QPen(color, 1.0))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(look.on(color) if self._full else look.readable(color, ground))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class LinkButton(QPushButton):
    """Opens a page of the web in the person's browser; gone where there is none."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._url = ""
        self.setFont(look.font())
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)
        self.hide()

    def lead(self, url: str) -> None:
        """To this address. Only to the web: a link of a stranger opens no file and starts no program."""
        parsed = QUrl(url.strip(), QUrl.ParsingMode.StrictMode)
        fits = parsed.isValid() and parsed.scheme() in ("https", "http") and bool(parsed.host())
        self._url = url.strip() if fits else ""
        self.setToolTip(legible(self._url))
        self.setVisible(fits)

    def _on_clicked(self) -> None:
        if self._url:
            QDesktopServices.openUrl(QUrl(self._url, QUrl.ParsingMode.StrictMode))


def ink(colors: look.Look, tone: Tone) -> QColor:
    """The colour of a tone."""
    return {
        Tone.PLAIN: colors.accent,
        Tone.QUIET: colors.quiet,
        Tone.GOOD: colors.good,
        Tone.WARN: colors.warn,
        Tone.BAD: colors.bad,
    }[tone]


def side_by_side(*widgets: QWidget, stretch: bool = True) -> QWidget:
    """The widgets in a row, from the left."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.GAP)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return whole


__all__ = ["Card", "Chip", "LinkButton", "Row", "Rows", "Sentences", "heading", "ink", "plain_button", "side_by_side"]
