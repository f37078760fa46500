"""The fifth step: people are answered one by one. There is no button for all of them, and there will be none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol.deeds import AddPerson, AnswerPerson
from guard.protocol.incidents import IncidentView, PersonView
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, LinkButton, Rows, side_by_side
from ui.windows.incident.fields import KeptLine, KeptText, plain_button
from ui.windows.incident.page import Doing, Page


class PersonRow(Card):
    """Somebody, what they said, and what became of it."""

    answered = Signal(object, object)
    """A deed ``AnswerPerson``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._who = Said("", bold=True)
        self._text = Said("", Tone.QUIET)
        self.link = LinkButton(self.tr("Open it"))
        self.how = KeptText("", self.tr("Your answer, in words meant for this person; or why there is none"), 2)
        self.yes = plain_button(self.tr("Answered"))
        self.no = plain_button(self.tr("No answer needed"))
        self.yes.clicked.connect(lambda: self._send(answered=True))
        self.no.clicked.connect(lambda: self._send(answered=False))
        self.how.textChanged.connect(self._wake)
        self._done = Said("", Tone.GOOD)
        self.change = plain_button(self.tr("Change…"))
        self.change.clicked.connect(lambda: self._ask(asks=True))
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addWidget(self.how)
        column.addWidget(side_by_side(self.yes, self.no))
        self.add(self._who, self._text, side_by_side(self.link), self._asking)
        self._over = QWidget()
        row = QHBoxLayout(self._over)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        row.addWidget(self._done, 1)
        row.addWidget(self.change)
        self.add(self._over)
        self._wake()

    def show_item(self, person: PersonView) -> None:
        """Shows how it is now."""
        self._number = person.number
        who = legible(person.who)
        self._who.say(person.who)
        self._text.say(f"“{legible(person.text)}”" if person.text else "")
        self._text.setVisible(bool(person.text))
        self.link.lead(person.link)
        self.link.setAccessibleName(self.tr("Open what {who} wrote").format(who=who))
        self.how.setAccessibleName(self.tr("Your answer to {who}").format(who=who))
        self.yes.setAccessibleName(self.tr("{who} was answered").format(who=who))
        self.no.setAccessibleName(self.tr("{who} needs no answer").format(who=who))
        self.change.setAccessibleName(self.tr("Change what became of {who}").format(who=who))
        text = self.tr("✓ Answered: {how}") if person.answered else self.tr("– No answer: {how}")
        self._done.say(text.format(how=legible(person.how)), Tone.GOOD if person.answered else Tone.QUIET)
        if not self.how.words or not person.how:
            self._ask(asks=not person.how)

    def _ask(self, *, asks: bool) -> None:
        self._asking.setVisible(asks)
        self._over.setVisible(not asks)

    def _wake(self) -> None:
        for button in (self.yes, self.no):
            button.setEnabled(bool(self.how.words))

    def _send(self, *, answered: bool) -> None:
        how = self.how.words

        def done() -> None:
            self.how.done_with(how)
            self._ask(asks=False)

        self.answered.emit(AnswerPerson(person=self._number, how=how, answered=answered), done)


class AnswersPage(Page):
    """See above."""

    STEP = "answers"

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing)
        self.counted = Said("", bold=True)
        self.people = Rows[PersonView](lambda person: person.number, self._row)
        self.who = KeptLine(self.tr("Who waits for an answer"), self.tr("Who: a name or a handle"))
        self.link = KeptLine(self.tr("Link to what they wrote"), self.tr("Link, if there is one"))
        self.text = KeptLine(self.tr("What they wrote"), self.tr("What they wrote, in a few words"))
        self.more = plain_button(self.tr("Put on the list"))
        self.more.clicked.connect(self._add)
        self.who.textChanged.connect(lambda: self.more.setEnabled(bool(self.who.words)))
        self.more.setEnabled(False)
        for line in (self.who, self.link, self.text):
            line.returnPressed.connect(self._add)
        add = Card(self.tr("Somebody waits for an answer"))
        add.add(self.who, self.link, self.text)
        add.add_left(self.more)
        self.add(self.counted, self.people, add)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now."""
        waiting = sum(not person.how for person in view.people)
        text = self.tr("Still to answer: {count} of {all}").format(count=waiting, all=len(view.people))
        self.counted.say(text if view.people else self.tr("Nobody is on the list yet."))
        # Who waits comes first; a row keeps its words wherever it stands.
        self.people.show_items(sorted(view.people, key=lambda person: bool(person.how)))

    def _row(self) -> PersonRow:
        row = PersonRow()
        row.answered.connect(lambda deed, done: self.act(deed, done))
        return row

    def _add(self) -> None:
        who, link, text = self.who.words, self.link.words, self.text.words
        if not who:
            return

        def done() -> None:
            for line, sent in ((self.who, who), (self.link, link), (self.text, text)):
                line.done_with(sent)

        self.act(AddPerson(who=who, link=link, text=text), done)
