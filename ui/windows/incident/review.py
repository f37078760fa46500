"""The last step: which rule would have caught it, what was learnt, and the whole of it as a document."""

from PySide6.QtCore import Signal

from guard.protocol.deeds import Close, Learn, Lesson
from guard.protocol.incidents import IncidentView, Proposal
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.hold.passage import Passage
from ui.windows.incident.cards import Card, Rows, Sentences, side_by_side
from ui.windows.incident.export import Export
from ui.windows.incident.fields import AskWords, Unfold, plain_button
from ui.windows.incident.page import Doing, Page


class ProposalRow(Card):
    """What the rule does, the lines it would be, and one click."""

    learned = Signal(object)
    """A deed ``Learn``."""

    def __init__(self) -> None:
        super().__init__()
        self._rule = ""
        self._text = Said("")
        self._lines: Passage | None = None
        self.take = plain_button(self.tr("Add this rule"), look.Part.PRIMARY)
        self.leave = plain_button(self.tr("Not this one"))
        self.take.clicked.connect(lambda: self.learned.emit(Learn(rule=self._rule, taken=True)))
        self.leave.clicked.connect(lambda: self.learned.emit(Learn(rule=self._rule, taken=False)))
        self._said = Said("")
        self._buttons = side_by_side(self.take, self.leave)
        self.add(self._text, self._said, self._buttons)

    def show_item(self, proposal: Proposal) -> None:
        """Shows how it is now."""
        self._rule = proposal.rule
        self._text.say(proposal.text)
        if self._lines is None and proposal.lines:
            self._lines = Passage(proposal.lines, look.font(look.Size.SMALL, fixed=True), self)
            self._lines.setAccessibleName(self.tr("What would stand in the workspace"))
            self.column.insertWidget(1, self._lines)
        self.take.setAccessibleName(self.tr("Add this rule: {text}").format(text=legible(proposal.text)))
        self.leave.setAccessibleName(self.tr("Not this rule: {text}").format(text=legible(proposal.text)))
        taken, left = self.tr("✓ Added to the workspace."), self.tr("– Not added.")
        self._said.say(taken if proposal.taken else left, Tone.GOOD if proposal.taken else Tone.QUIET)
        self._said.setVisible(proposal.taken is not None)
        self._buttons.setVisible(proposal.taken is None)


class ReviewPage(Page):
    """See above."""

    STEP = "review"

    def __init__(self, doing: Doing, export: Export) -> None:
        super().__init__(doing)
        self.export = export
        self.proposals = Rows[Proposal](lambda proposal: proposal.rule, self._row)
        self.no_rule = Said("", Tone.QUIET)
        question = self.tr("Why would no rule have caught it?")
        self.none = Unfold(self.tr("None would have caught it…"), question, self.tr("Note it"))
        self.none.sent.connect(lambda why: self.act(Learn(reason=why), self.none.done(why)))
        self.lessons = Sentences()
        example = self.tr("What will be done differently, and by whom")
        self.lesson = AskWords(self.tr("What was learnt?"), self.tr("Write it down"), example, shown=False)
        self.lesson.sent.connect(lambda text: self.act(Lesson(text=text), self.lesson.done(text)))
        rules = Card(self.tr("Which rule would have caught it?"))
        rules.add(self.proposals, self.no_rule, self.none)
        learnt = Card(self.tr("What was learnt?"), self.tr("How it could happen, not who did it."))
        learnt.add(self.lessons, self.lesson)
        self.over = Card(self.tr("Close the incident"))
        self.over.add(Said(self.tr("All steps are over. The record stays, and can be taken up again.")))
        self.close_it = plain_button(self.tr("Close it"), look.Part.PRIMARY)
        self.close_it.clicked.connect(lambda: self.act(Close()))
        self.over.add_left(self.close_it)
        self.add(rules, learnt, self.export, self.over)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self.proposals.show_items(view.proposals)
        self.no_rule.say(self.tr("No rule would have caught it: {why}").format(why=legible(view.no_rule)))
        self.no_rule.setVisible(bool(view.no_rule))
        self.none.setVisible(not view.no_rule and not any(one.taken for one in view.proposals))
        self.lessons.tell(view.lessons)
        self.export.show_view(view)
        self.over.setVisible(not view.current and not view.closed)

    def _row(self) -> ProposalRow:
        row = ProposalRow()
        row.learned.connect(self.act)
        return row
