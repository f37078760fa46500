"""At high risk letting go asks for a hand that knows whose account it is: the handle must be typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui import look
from ui.legible import legible
from ui.windows.hold.words import Words


class Typed(QWidget):
    """The field, and what is to be typed into it."""

    matches = Signal(bool)

    def __init__(self, handle: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._handle = handle
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        text = self.tr("Type {handle} to post").format(handle=legible(handle))
        label = Words(text, look.font(), self)
        label.setWordWrap(False)
        row.addWidget(label)
        self.field = QLineEdit(self)
        self.field.setFont(look.font())
        self.field.setMaxLength(len(handle) + 64)
        self.field.setAccessibleName(text)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        label.setBuddy(self.field)
        row.addWidget(self.field, 1)
        self.field.textChanged.connect(lambda _text: self.matches.emit(self.matching))

    @property
    def matching(self) -> bool:
        """Whether exactly the handle stands there; letter case and the first @ do not matter."""
        return _bare(self.field.text()) == _bare(self._handle)


def _bare(handle: str) -> str:
    return handle.strip().removeprefix("@").casefold()
