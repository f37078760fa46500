"""Beside the steps: the timeline, what is being said, and the evidence."""

from PySide6.QtWidgets import QTabWidget, QWidget

from guard.protocol.incidents import IncidentView
from ui.windows.incident.evidence import EvidencePane
from ui.windows.incident.talk import TalkPane
from ui.windows.incident.timeline import Timeline


class Side(QTabWidget):
    """Three views of what is known; each tells how much there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = Timeline()
        self.talk = TalkPane()
        self.evidence = EvidencePane()
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setAccessibleName(self.tr("What is known"))
        self.addTab(self.timeline, self.tr("Timeline"))
        self.addTab(self.talk, self.tr("What is said"))
        self.addTab(self.evidence, self.tr("Evidence"))
        self.setMinimumWidth(340)

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self.timeline.show_view(view)
        self.talk.show_view(view)
        self.evidence.show_view(view)
        count = len(view.evidence)
        self.setTabText(2, self.tr("Evidence ({count})").format(count=count) if count else self.tr("Evidence"))
