"""The audit's upper part: the result in one sentence, how far a reading is, and what could not be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from guard.protocol.events import Progress
from guard.protocol.replies import AuditReport
from ui import look
from ui.legible import legible
from ui.picture.words import short_path


class Headline(QLabel):
    """The report in one sentence. It says "nothing" only of what was read, and never when nothing was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(look.font(look.Size.TITLE, bold=True))
        self.show_report(None)

    def show_report(self, report: AuditReport | None) -> None:
        """Says what the report says."""
        self.setText(self._sentence(report))

    def _sentence(self, report: AuditReport | None) -> str:
        if report is None:
            return self.tr("Nothing has been read yet.")
        if not report.files and not report.edges:
            return self.tr("Nothing could be read, so nothing is known. That is not the same as clean.")
        loud = [finding for finding in report.findings if not finding.suppressed]
        now = sum(finding.severity == "high" for finding in loud)
        if now:
            text = self.tr("To decide now: {now}. To look at besides: {rest}.")
            return text.format(now=now, rest=len(loud) - now)
        if loud:
            return self.tr("Nothing is urgent. To look at: {rest}.").format(rest=len(loud))
        if report.unreadable:
            return self.tr("Nothing was found in what could be read; not everything could be.")
        return self.tr("No account is mirrored into another identity's.")


class Waiting(QWidget):
    """How far a reading is, with the button that stops it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setFont(look.font(look.Size.SMALL))
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.bar.setAccessibleName(self.tr("How far the audit is"))
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.stopped)
        column = QVBoxLayout()
        column.addWidget(self.text)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP * 2)
        row.addLayout(column, 1)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self) -> None:
        """Shows that something is under way."""
        self.text.setText(self.tr("Beginning…"))
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Shows how far it is."""
        self.text.setText(legible(progress.text))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def stopping(self) -> None:
        """Shows that the wish to stop was heard."""
        self.text.setText(self.tr("Stopping…"))
        self.cancel.setEnabled(False)


class NotRead(QFrame):
    """What could not be read, at the top and in full: a report that passes over it would call the unknown clean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.lines = QLabel()
        for label, font in (
            (self.title, look.font(look.Size.SMALL, bold=True)),
            (self.lines, look.font(look.Size.SMALL)),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setFont(font)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.lines)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP * 2, look.GAP, look.GAP * 2, look.GAP)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self._scroll)
        self.setObjectName("notread")
        self.hide()

    def show_report(self, report: AuditReport | None) -> None:
        """Shows what this report could not read; hidden where that is nothing."""
        lost = report.unreadable if report else []
        self.setVisible(bool(lost))
        text = self.tr("Could not be read ({count}). What is in it is unknown, so it is not called clean:")
        self.title.setText(text.format(count=len(lost)))
        self.lines.setText("\n".join(legible(short_path(line)) for line in lost))
        self.dress()
        rows = min(len(lost), 4)
        self._scroll.setFixedHeight(round(self.lines.fontMetrics().lineSpacing() * max(rows, 1.2) * 1.25))

    def dress(self) -> None:
        """Takes the colours of the ground it stands on."""
        colors = look.look_of(self)
        ground = look.tinted(colors.warn, colors.ground).name()
        self.setStyleSheet(
            f"#notread {{ background: {ground}; border: 1px solid {colors.warn.name()}; border-radius: 8px; }}"
            f"#notread QScrollArea, #notread QLabel {{ background: {ground}; color: {colors.ink.name()}; }}"
        )
