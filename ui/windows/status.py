"""An ordinary small window with all that the tray's menu has: for desktops without a tray, and for whoever asks."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from guard.protocol.replies import HeedRows
from ui import look, words
from ui.actions import Entry, LookAtStrays, Part, Section, ShowIncident
from ui.icon import face_pixmap, mark_icon, tray_icon
from ui.menu import fill
from ui.state import State, face
from ui.windows.week import Week
from ui.words import Translate

_SIGN, _LIGHT = 56, 18
_WIDTH = 480
_LEAST, _SHARE = 120, 0.9
"""The scrolled part is at least so many pixels high, and the window at most this share of the screen."""


class StatusWindow(QWidget):
    """Says whose hat is worn and how the guard is doing; every button is an entry of the menu."""

    chosen = Signal(object)
    """An ``actions.Action``."""

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._translate = translate
        self._sections: tuple[Section, ...] = ()
        self.setWindowTitle("Hatcheck")
        self.setMinimumWidth(_WIDTH)
        self.setFont(look.font())
        self._sign = QLabel()
        self._who = _text(look.font(look.Size.TITLE, bold=True))
        self._rest = _text(look.font())
        self._body = QVBoxLayout()
        self._said = _text(look.font(bold=True))
        self._note = _text(look.font(look.Size.SMALL))
        self._week = Week()
        self._without_tray = False
        self._lay_out()

    def tell_of_tray(self, *, there: bool) -> None:
        """Whether closing the window leaves an icon on a panel."""
        self._without_tray = not there
        text = self.tr(
            "There is no tray here. Hatcheck goes on guarding when you close this window; start it again to see it."
        )
        self._note.setText(text if self._without_tray else "")
        self._note.setVisible(self._without_tray)

    def say(self, title: str, text: str) -> None:
        """Something the person should know, where there is no better place to say it."""
        self._said.setText(f"{title}\n{text}")
        self._said.show()

    def show_week(self, heeds: HeedRows) -> None:
        """Tells of the last seven days."""
        self._week.put(heeds)

    def show_state(self, state: State, sections: tuple[Section, ...]) -> None:
        """Shows this state."""
        seen = face(state)
        self.setWindowIcon(tray_icon(seen))
        self._sign.setPixmap(face_pixmap(seen, _SIGN, self.devicePixelRatioF()))
        self._who.setText(words.who(state, self._translate))
        self._sign.setAccessibleName(self._who.text())
        lines = (words.rest(state, self._translate), words.pause(state, self._translate))
        self._rest.setText("\n".join(line for line in lines if line))
        self._rest.setVisible(bool(self._rest.text()))
        shown = tuple(section for section in sections if section.part is not Part.LEAVE)
        if shown != self._sections:
            self._sections = shown
            self._rebuild()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * look.GAP)
        head.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        titles = QVBoxLayout()
        titles.addStretch()
        titles.addWidget(self._who)
        titles.addWidget(self._rest)
        titles.addStretch()
        head.addLayout(titles, stretch=1)
        inner = self._inner = QWidget()
        self._body.setSpacing(look.GAP)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._week.grown.connect(self._fit)
        content = self._content = QVBoxLayout(inner)
        content.setSpacing(look.GAP)
        content.setContentsMargins(0, 0, 0, 0)
        content.addLayout(self._body)
        content.addWidget(self._week)
        content.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        whole.setSpacing(2 * look.GAP)
        whole.addLayout(head)
        whole.addWidget(self._said)
        whole.addWidget(scroll, stretch=1)
        whole.addWidget(self._note)
        self._said.hide()
        self._note.hide()

    def _rebuild(self) -> None:
        """The keyboard stays on the button on which it was, or on the one that stands there now."""
        held = next((at for at, button in enumerate(self._buttons()) if button.hasFocus()), 0)
        _empty(self._body)
        for section in self._sections:
            match section.part:
                case Part.TOP:
                    # The first line is the headline already.
                    self._column(section.entries[1:])
                case Part.HATS:
                    self._column(section.entries)
                case Part.INCIDENT:
                    # An incident's name is long, and must be read; so is how many posts were not seen.
                    named = [isinstance(entry.action, ShowIncident | LookAtStrays) for entry in section.entries]
                    self._column(tuple(entry for entry, long in zip(section.entries, named, strict=True) if long))
                    self._row(tuple(entry for entry, long in zip(section.entries, named, strict=True) if not long))
                case Part.HEALTH:
                    self._lights(section.entries)
                case _:
                    self._row(section.entries)
        for part in self._inner.findChildren(QWidget):
            # What is new would be shown only with the next event, and could not take the keyboard before.
            # A menu is a window of its own, and comes when it is asked for.
            if not part.isWindow() and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()
        self._fit()
        if buttons := self._buttons():
            buttons[min(held, len(buttons) - 1)].setFocus()

    def _buttons(self) -> list[QPushButton]:
        """In the order in which they stand."""
        return [button for button in self._inner.findChildren(QPushButton) if not button.isHidden()]

    def _fit(self) -> None:
        """As high as the content asks for and the screen allows."""
        self._content.activate()
        self._scroll.setMinimumHeight(_LEAST)
        scroll_bar = self._scroll.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(
            max(_WIDTH, self._content.minimumSize().width() + 2 * (look.EDGE + look.RING) + scroll_bar)
        )
        width = max(self.width(), self.minimumWidth()) if self.isVisible() else self.minimumWidth()
        inner = self._content.heightForWidth(width - 2 * (look.EDGE + look.RING)) + 2 * look.RING
        around = self._whole.minimumHeightForWidth(width) - _LEAST
        room = round(self.screen().availableSize().height() * _SHARE)
        self.resize(width, min(around + inner, max(room, around + _LEAST)))

    def _column(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            button = self._button(entry)
            button.setStyleSheet("text-align: left;")
            self._body.addWidget(button)
        if entries:
            self._body.addSpacing(look.GAP)

    def _row(self, entries: tuple[Entry, ...]) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        # What only says something is said at the top already.
        for entry in (entry for entry in entries if entry.action or entry.children):
            row.addWidget(self._button(entry), stretch=1)
        self._body.addLayout(row)

    def _lights(self, entries: tuple[Entry, ...]) -> None:
        self._body.addSpacing(look.GAP)
        for entry in entries:
            for line in (entry, *entry.children):
                self._body.addWidget(self._line(line))

    def _button(self, entry: Entry) -> QPushButton:
        button = QPushButton(entry.label.replace("&", "&&"))
        button.setFont(look.font())
        if entry.mark is not None:
            button.setIcon(mark_icon(entry.mark))
            button.setIconSize(QSize(_LIGHT + 4, _LIGHT + 4))
        if entry.children:
            menu = QMenu(button)
            fill(menu, entry.children)
            menu.triggered.connect(self._on_triggered)
            button.setMenu(menu)
        else:
            button.clicked.connect(lambda: self.chosen.emit(entry.action))
        if entry.checked:
            button.setText(self.tr("{entry}  (now)").format(entry=button.text()))
        return button

    def _line(self, entry: Entry) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        text = _text(look.font(look.Size.SMALL, bold=bool(entry.children)))
        text.setText(entry.label)
        if entry.mark is not None:
            sign = QLabel()
            sign.setPixmap(mark_icon(entry.mark).pixmap(QSize(_LIGHT, _LIGHT), self.devicePixelRatioF()))
            sign.setAccessibleName(entry.label)
            sign.setFixedHeight(QFontMetrics(text.font()).height())
            row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, stretch=1)
        return line

    def _on_triggered(self, action: QAction) -> None:
        if (meant := action.data()) is not None:
            self.chosen.emit(meant)


def _text(font: QFont) -> QLabel:
    label = QLabel()
    label.setFont(font)
    label.setWordWrap(True)
    # Names and reasons are somebody's words: never markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(below := item.layout(), QHBoxLayout):
            _empty(below)
