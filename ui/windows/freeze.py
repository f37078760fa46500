"""Freezes a brand in one act: a reason that is there already, and one press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from guard.protocol.card import Badge
from ui import look
from ui.badge import IdentityBadge
from ui.windows.forms.said import Said, Tone, named
from ui.windows.incident.fields import KeptLine, plain_button

_WIDTH = 460


class FreezeDialog(QDialog):
    """Freezing is safe and quick: nothing is lost by it, so nothing is asked twice."""

    decided = Signal(str, str)
    """The brand's id and the reason."""

    def __init__(self, brand: Badge) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Freeze {brand}").format(brand=brand.name))
        self._brand = brand
        self.reason = KeptLine(self.tr("Reason"))
        self.reason.setText(self.tr("A slip got out"))
        self.reason.selectAll()
        self.freeze = plain_button(self.tr("Freeze now"), look.Part.PRIMARY)
        self.freeze.setDefault(True)
        self.cancel = plain_button(self.tr("Cancel"))
        self.freeze.clicked.connect(self._on_freeze)
        self.cancel.clicked.connect(self.reject)
        said = Said(
            self.tr(
                "At once nothing leaves in this brand's name from here, and every tool that posts for it is paused and "
                "looked at again. An incident is opened. Nothing is deleted."
            )
        )
        said.setMinimumWidth(_WIDTH)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.freeze)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        whole.setSpacing(2 * look.GAP)
        whole.addWidget(IdentityBadge(brand, parent=self))
        whole.addWidget(said)
        whole.addWidget(named(self.tr("Reason"), self.reason))
        whole.addWidget(self.reason)
        whole.addWidget(Said(self.tr("The reason stands in the record; it can stay as it is."), Tone.QUIET))
        whole.addLayout(buttons)
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A key that was held down when the window came freezes nothing."""
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def _on_freeze(self) -> None:
        self.decided.emit(self._brand.id, self.reason.words or self.tr("A slip got out"))
        self.accept()
