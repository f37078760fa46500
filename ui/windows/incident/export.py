"""The whole incident as one document: for the boss, and for machines."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog
from shiboken6 import Shiboken

from guard.protocol import Problem
from guard.protocol.incidents import Document, ExportIncident, IncidentView
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, side_by_side
from ui.windows.incident.fields import plain_button

FORMS = {"pdf": "html", "html": "html", "markdown": "markdown", "json": "json"}
"""What is offered, and what is asked of the engine for it."""
_ENDINGS = {"pdf": ".pdf", "html": ".html", "markdown": ".md", "json": ".json"}


class Export(Card):
    """A button per format. People outside are named only where that is ticked."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(QCoreApplication.translate("Export", "Give it to others"))
        self._asker = asker
        self._incident = ""
        self.bystanders = QCheckBox(self.tr("Name people outside, and what they wrote"))
        self.bystanders.setFont(look.font())
        names = {"pdf": "PDF…", "html": "HTML…", "markdown": "Markdown…", "json": "JSON…"}
        self.buttons = {form: plain_button(name) for form, name in names.items()}
        for form, button in self.buttons.items():
            button.setAccessibleName(self.tr("Save as {form}").format(form=names[form].rstrip("…")))
            button.clicked.connect(lambda _checked=False, one=form: self._on_save(one))
        self.said = Said("", Tone.QUIET)
        self.said.hide()
        self.add(self.bystanders, side_by_side(*self.buttons.values()), self.said)

    def show_view(self, view: IncidentView) -> None:
        """Of this incident."""
        self._incident = view.incident

    def save(self, path: Path, form: str) -> None:
        """Asks for the document and writes it; says so, or why not."""

        def then(document: Document) -> None:
            if Shiboken.isValid(self):
                self._say(_written(path, form, document.text), path)

        def refused(problem: Problem) -> None:
            if Shiboken.isValid(self):
                self._tell(legible(problem.text), Tone.BAD)

        fields: dict[str, Any] = {"format": FORMS[form], "bystanders": self.bystanders.isChecked()}
        self._asker.ask(ExportIncident, then, refused, None, incident=self._incident, **fields)

    def _on_save(self, form: str) -> None:
        name = str(Path.home() / f"hatcheck-{self._incident}{_ENDINGS[form]}")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), name)
        if chosen:
            self.save(Path(chosen), form)

    def _say(self, problem: str, path: Path) -> None:
        if problem:
            text = self.tr("{path} cannot be written: {reason}. Choose another place.")
            self._tell(text.format(path=path, reason=problem), Tone.BAD)
        else:
            self._tell(self.tr("Saved: {path}").format(path=path), Tone.GOOD)

    def _tell(self, text: str, tone: Tone) -> None:
        self.said.say(text, tone)
        self.said.show()


def _written(path: Path, form: str, text: str) -> str:
    """Writes it; why not, or nothing."""
    try:
        if form == "pdf":
            from ui.printing import pdf_of

            path.write_bytes(pdf_of(text))
        else:
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""
