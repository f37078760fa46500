"""The third step: whether the post is deleted. Hatcheck never deletes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from guard.protocol.deeds import SayDeleted, Weigh
from guard.protocol.incidents import IncidentView
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, LinkButton, Sentences, side_by_side
from ui.windows.incident.fields import AskWords, KeptText, plain_button
from ui.windows.incident.page import Doing, Page


class DeletionPage(Page):
    """See above."""

    STEP = "deletion"

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing)
        self._offered = ""
        self.consequences = Sentences()
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for name, text in (
            ("delete", self.tr("It is deleted, and we say that we deleted it")),
            ("keep", self.tr("It stays, and we answer beneath it")),
        ):
            button = self.choices[name] = QRadioButton(text)
            button.setFont(look.font())
            button.toggled.connect(self._wake)
            self._group.addButton(button)
        self.reason = KeptText(self.tr("Why?"), self.tr("Why? The record keeps it."), 2)
        self.reason.textChanged.connect(self._wake)
        self.decide = plain_button(self.tr("Note the decision"), look.Part.PRIMARY)
        self.decide.clicked.connect(self._send)
        self.decided = Said("", bold=True)
        self.gone = Card(self.tr("Delete it where it stands"))
        self.link = LinkButton(self.tr("Open the post"))
        example = self.tr("Looked from a private window: it says not found")
        self.how = AskWords(self.tr("How do you know that it is gone?"), self.tr("It is gone"), example)
        self.how.sent.connect(lambda how: self.act(SayDeleted(how=how), self.how.done(how)))
        self.sure = Said("", Tone.GOOD)
        self.gone.add(
            Said(self.tr("Hatcheck deletes nothing. Take a screenshot first: the record keeps what was posted.")),
            self.how,
            self.sure,
        )
        self.gone.column.insertWidget(2, self.link, 0, Qt.AlignmentFlag.AlignLeft)
        weigh = Card(self.tr("What deleting does, and what it does not"))
        weigh.add(self.consequences)
        choice = Card(self.tr("What is decided?"))
        choice.add(*self.choices.values(), self.reason, side_by_side(self.decide), self.decided)
        self.add(weigh, choice, self.gone)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self.consequences.tell(view.consequences)
        if self._chosen() == self._offered and view.deletion in self.choices:
            self.choices[view.deletion].setChecked(True)
        self._offered = view.deletion
        self.reason.offer(view.deletion_reason)
        text = {
            "delete": self.tr("Decided: it is deleted. {reason}"),
            "keep": self.tr("Decided: it stays. {reason}"),
        }.get(view.deletion, "")
        self.decided.say(text.format(reason=legible(view.deletion_reason)))
        self.decided.setVisible(bool(text))
        self.gone.setVisible(view.deletion == "delete")
        self.link.lead("" if view.deleted else view.url)
        self.how.setVisible(not view.deleted)
        self.sure.setVisible(bool(view.deleted))
        self.sure.say(self.tr("✓ It is gone: {how}").format(how=legible(view.deleted)))
        self._wake()

    def _chosen(self) -> str:
        return next((name for name, button in self.choices.items() if button.isChecked()), "")

    def _wake(self) -> None:
        changed = self._chosen() != self._offered or self.reason.edited
        self.decide.setEnabled(bool(self._chosen() and self.reason.words) and changed)

    def _send(self) -> None:
        reason = self.reason.toPlainText()
        self.act(Weigh(choice=self._chosen(), reason=reason.strip()), lambda: self.reason.taken(reason))
