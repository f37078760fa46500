"""Asks for how long, and why, the guard is to let everything pass."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ui import look

LONGEST = 60
"""Minutes; the engine allows no more."""
_SHORTEST_REASON = 3


class PauseDialog(QDialog):
    """Minutes and a reason; without a reason there is no pause."""

    decided = Signal(int, str)
    """Minutes and the reason."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Pause the guard"))
        self._minutes = QSpinBox()
        self._minutes.setMinimumHeight(4 * look.GAP)
        self._minutes.setRange(1, LONGEST)
        self._minutes.setValue(minutes)
        self._minutes.setSuffix(self.tr(" min"))
        self._reason = QLineEdit()
        self._reason.setMaxLength(200)
        self._reason.setPlaceholderText(self.tr("Planned posts for the launch"))
        self._reason.textChanged.connect(self._on_text)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._pause = self._buttons.addButton(self.tr("Pause"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._pause.setEnabled(False)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._reason.setFocus()

    def _lay_out(self) -> None:
        said = QLabel(
            self.tr(
                "Until the pause is over, posts go out without a question, from whichever account. "
                "What is frozen or forbidden stays denied. The reason is written into the journal."
            )
        )
        said.setWordWrap(True)
        said.setMinimumWidth(420)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(2 * look.GAP)
        form.setVerticalSpacing(look.GAP)
        form.addRow(self.tr("&For"), self._minutes)
        form.addRow(self.tr("&Reason"), self._reason)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        whole.setSpacing(2 * look.GAP)
        whole.addWidget(said)
        whole.addLayout(form)
        whole.addWidget(self._buttons)
        for widget in self.findChildren(QWidget):
            widget.setFont(look.font())

    def _on_text(self, text: str) -> None:
        self._pause.setEnabled(len(text.strip()) >= _SHORTEST_REASON)

    def _on_accepted(self) -> None:
        self.decided.emit(self._minutes.value(), self._reason.text().strip())
        self.accept()
