"""A colleague approves exactly this wording: what is sent to them, and their code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from guard.protocol.deeds import Approve
from guard.protocol.incidents import IncidentView
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, side_by_side
from ui.windows.incident.fields import AskWords, plain_button


class Approval(Card):
    """Gone where the brand asks for none."""

    wanted = Signal(object, object)
    """A deed ``Approve``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._request = ""
        self._said = Said("")
        self.copy = plain_button(self.tr("Copy the request"))
        self.copy.clicked.connect(self._on_copy)
        self.store = plain_button(self.tr("Save the request…"))
        self.store.clicked.connect(self._on_store)
        self._stored = Said("", Tone.QUIET)
        self._stored.hide()
        self.code = AskWords(self.tr("The code they give you"), self.tr("Approve"))
        self.code.sent.connect(lambda code: self.wanted.emit(Approve(code=code), self.code.done(code)))
        self._by = Said("", Tone.GOOD)
        self.add(Said(self.tr("A colleague approves this wording"), bold=True), self._said)
        self._send = side_by_side(self.copy, self.store)
        self.add(self._send, self._stored, self.code, self._by)

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self._request = view.approval
        self.setVisible(view.needs_approval)
        ready = bool(view.approval)
        if ready:
            self._said.say(
                self.tr("Send them the request. They read it, and give you a code. Another wording needs another code.")
            )
        else:
            self._said.say(self.tr("Write the statement first; then there is a request to send."))
        asks = ready and not view.approved and not view.published
        self._said.setVisible(not view.approved)
        self._send.setVisible(asks)
        self.code.setVisible(asks)
        self._by.setVisible(bool(view.approved))
        names = ", ".join(legible(name) for name in view.approved)
        self._by.say(self.tr("✓ Approved by {who}").format(who=names))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._request)

    def _on_store(self) -> None:
        name = str(Path.home() / "hatcheck-approval.txt")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), name)
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Writes the request into this file; says so, or why not."""
        try:
            path.write_text(self._request, encoding="utf-8")
        except OSError as error:
            text = self.tr("{path} cannot be written: {reason}. Choose another place.")
            self._stored.say(text.format(path=path, reason=error.strerror or type(error).__name__))
        else:
            self._stored.say(self.tr("Saved: {path}").format(path=path))
        self._stored.show()
