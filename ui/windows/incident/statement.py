"""The fourth step: what the brand says. Written here, looked at by the checks, approved, and published by hand."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.card import CardReason
from guard.protocol.deeds import Draft, Publish
from guard.protocol.incidents import IncidentView
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.hold.noticed import Notice
from ui.windows.hold.severity import rank
from ui.windows.incident.approval import Approval
from ui.windows.incident.cards import Card, side_by_side
from ui.windows.incident.editor import Editor
from ui.windows.incident.fields import AskWords, plain_button
from ui.windows.incident.page import Doing, Page


class Notes(QWidget):
    """What the checks say; what the pointer is on stands out in the text."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.shown: list[CardReason] = []

    def tell(self, noticed: list[CardReason]) -> None:
        """Says these instead, the worst first."""
        if noticed == self.shown:
            return
        self.shown = list(noticed)
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for one in sorted(noticed, key=lambda one: -rank(one.severity)):
            notice = Notice(one, self, reason=False)
            notice.pointed.connect(self._editor.bring_forward)
            self._column.addWidget(notice)
        self.setVisible(bool(noticed))


class StatementPage(Page):
    """See above."""

    STEP = "statement"

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing)
        example = self.tr("What happened, that you are sorry, what you do about it. No excuse, and blame nobody.")
        self.editor = Editor(self.tr("The statement"), example)
        self.editor.rested.connect(self._on_rested)
        self.editor.textChanged.connect(self._say_kept)
        self.notes = Notes(self.editor)
        self.kept = Said("", Tone.QUIET, look.Size.SMALL)
        self.copy = plain_button(self.tr("Copy the statement"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.editor.toPlainText()))
        write = Card(self.tr("The statement"))
        write.add(self.editor, self.kept, self.notes, side_by_side(self.copy))
        self.approval = Approval()
        self.approval.wanted.connect(lambda deed, done: self.act(deed, done))
        self.out = Card(
            self.tr("Publish it"),
            self.tr("Post it yourself, from the right account. While the brand is frozen, you are asked once more."),
        )
        self.where = AskWords(self.tr("Where does it stand?"), self.tr("It is out"), "https://…")
        self.where.sent.connect(lambda url: self.act(Publish(url=url), self.where.done(url)))
        self.published = Said("", Tone.GOOD)
        self.out.add(self.where, self.published)
        self.add(write, self.approval, self.out)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now; what is being written stays, and its marks with it."""
        self.editor.offer(view.draft)
        self.editor.setReadOnly(bool(view.published))
        self.editor.mark(view.noticed, view.draft)
        self.notes.tell(view.noticed)
        self.approval.show_view(view)
        self.where.setVisible(not view.published)
        self.published.setVisible(bool(view.published))
        self.published.say(self.tr("✓ It is out: {url}").format(url=legible(view.published)))
        self._say_kept()

    def _on_rested(self, text: str) -> None:
        self.act(Draft(text=text), lambda: self.editor.taken(text))

    def _say_kept(self) -> None:
        if not self.editor.words:
            self.kept.say("")
        elif self.editor.edited:
            self.kept.say(self.tr("Looked at as soon as your hands rest."))
        elif self.editor.marked() or self.notes.shown:
            self.kept.say(self.tr("Kept. What the checks noticed is underlined."))
        else:
            self.kept.say(self.tr("Kept. The checks noticed nothing; read it aloud to somebody all the same."))
