"""How lists, tables, choices and bars look in forms: flat, with room around them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import look
from ui.look import Look

_READ = (
    "QLineEdit, QComboBox, QRadioButton, QCheckBox, QPushButton, QListWidget, QTimeEdit, QToolButton, QTableView, "
    "QHeaderView"
)
"""What shows words, and would show them in the desktop's size, however small that is."""


class FormWindow(QWidget):
    """A window that is a form: everything in it is big enough to read, and follows light and dark."""

    def __init__(self) -> None:
        super().__init__()
        self._dressed: Look | None = None
        self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        seen = look.look_of(self)
        if seen is not self._dressed:
            self._dressed = seen
            self.setStyleSheet(sheet(seen))


class _Scrolling(QScrollArea):
    """Never narrower than what it shows: there is no bar for that."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the content must be."""
        hint, inner = super().minimumSizeHint(), self.widget()
        wide = inner.minimumSizeHint().width() if inner else 0
        return QSize(wide + self.verticalScrollBar().sizeHint().width() + 2 * look.RING, hint.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Asks for more where the content has grown."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolling(inner: QWidget) -> QScrollArea:
    """The widget, with a bar where it does not fit in height."""
    area = _Scrolling()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def sheet(seen: Look) -> str:
    """What the palette cannot say."""
    accent, line, border = seen.accent.name(), seen.line.name(), seen.border.name()
    chosen, over = look.tinted(seen.accent, seen.surface, 0.18).name(), look.mixed(seen.ink, seen.surface, 0.05).name()
    frame = f"border: 1px solid {line}; border-radius: 8px; background: {seen.surface.name()};"
    field = f"border: 1px solid {border}; border-radius: 6px; background: {seen.surface.name()};"
    points = look.font().pointSizeF()
    ring, tick = f"border: 1px solid {border}; background: {seen.surface.name()};", "width: 14px; height: 14px;"
    rules = {
        f"{_READ}": f"font-size: {points}pt;",
        "QFrame#card": frame,
        "QListWidget": f"{frame} outline: 0; padding: 4px;",
        "QListWidget#pages": f"border: 0; border-radius: 0; background: {seen.raised.name()}; padding: 16px 8px;",
        "QListWidget::item": "padding: 8px; border-radius: 6px;",
        "QListWidget::item:hover": f"background: {over};",
        "QListWidget::item:selected": f"background: {chosen}; color: {seen.ink.name()};",
        "QListWidget::item:selected:active": f"border: 2px solid {accent}; padding: 6px;",
        "QTableView": f"{frame} gridline-color: {line}; selection-background-color: transparent; outline: 0;",
        "QListWidget#ticks::item": "padding: 4px 8px;",
        "QListWidget#ticks::item:selected:active": f"border: 2px solid {accent}; padding: 2px 6px;",
        "QListWidget#ticks::indicator": f"{tick} {ring} border-radius: 4px;",
        "QListWidget#ticks::indicator:checked": f"background: {accent}; border: 1px solid {accent};",
        "QTableView#rows": f"selection-background-color: {chosen}; selection-color: {seen.ink.name()};",
        "QTableView::item": "padding: 0 8px;",
        "QTableView:focus": f"border: 2px solid {accent};",
        "QHeaderView": "background: transparent; border: 0;",
        "QHeaderView::section": f"background: {seen.ground.name()}; border: 0; padding: 8px; color: {seen.ink.name()};",
        "QTableCornerButton::section": f"background: {seen.ground.name()}; border: 0;",
        "QTimeEdit": f"{field} padding: 5px 6px;",
        # Without buttons Qt leaves no room for the text, unless they are said to be nothing wide.
        "QTimeEdit::up-button, QTimeEdit::down-button": "subcontrol-origin: border; width: 0; border: none;",
        "QTimeEdit:focus": f"border: 2px solid {accent}; padding: 4px 5px;",
        **_controls(seen),
        "QRadioButton, QCheckBox": "spacing: 8px; padding: 4px;",
        "QRadioButton::indicator": f"{tick} {ring} border-radius: 8px;",
        "QRadioButton::indicator:checked": f"width: 6px; height: 6px; border: 5px solid {accent};",
        "QCheckBox::indicator": f"{tick} {ring} border-radius: 4px;",
        "QCheckBox::indicator:checked": f"background: {accent}; border: 1px solid {accent};",
        "QRadioButton:disabled, QCheckBox:disabled": f"color: {look.mixed(seen.quiet, seen.ground, 0.75).name()};",
        "QRadioButton::indicator:checked:disabled": f"border: 5px solid {border};",
        "QRadioButton:focus, QCheckBox:focus": f"border: 2px solid {accent}; border-radius: 6px; padding: 2px;",
    }
    return _written(rules)


def controls(seen: Look) -> str:
    """Of this only what stands above a table: choices, small buttons and bars."""
    read = "QLineEdit, QComboBox, QPushButton, QToolButton, QTabBar"
    return _written({read: f"font-size: {look.font().pointSizeF()}pt;", **_controls(seen)})


def _controls(seen: Look) -> dict[str, str]:
    accent, over = seen.accent.name(), look.mixed(seen.ink, seen.surface, 0.05).name()
    field = f"border: 1px solid {seen.border.name()}; border-radius: 6px; background: {seen.surface.name()};"
    return {
        "QComboBox": f"{field} padding: 5px 30px 5px 10px; min-height: 1.3em;",
        "QComboBox:focus": f"border: 2px solid {accent}; padding: 4px 29px 4px 9px;",
        "QComboBox::drop-down": "border: 0; width: 28px;",
        "QComboBox::down-arrow": "image: none;",
        "QComboBox QAbstractItemView": f"{field} selection-background-color: {accent};",
        "QToolButton": "border: 1px solid transparent; border-radius: 6px; padding: 5px 7px;",
        'QToolButton[autoRaise="false"]': f"border: 1px solid {seen.border.name()};",
        "QToolButton:hover": f"background: {over};",
        'QToolButton:focus, QToolButton[autoRaise="false"]:focus': f"border: 2px solid {accent}; padding: 4px 6px;",
        "QToolButton:checked": f"background: {accent}; color: {look.on(seen.accent).name()};",
        "QProgressBar": f"border: 1px solid {seen.line.name()}; border-radius: 5px; height: 8px;",
        "QProgressBar::chunk": f"background: {accent}; border-radius: 4px;",
    }


def _written(rules: dict[str, str]) -> str:
    return "\n".join(f"{where} {{ {what} }}" for where, what in rules.items())
