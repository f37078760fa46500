"""What is being said of the brand: how much, compared with what is usual, and the latest of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.deeds import AddPerson
from guard.protocol.incidents import IncidentView, PersonView
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import scrolling
from ui.windows.incident.cards import Card, LinkButton, Rows, Sentences, side_by_side
from ui.windows.incident.chart import Chart
from ui.windows.incident.fields import plain_button


class MentionRow(Card):
    """Somebody mentions the brand."""

    wanted = Signal(object)
    """A deed ``AddPerson``."""

    def __init__(self) -> None:
        super().__init__()
        self._person: PersonView | None = None
        self._who = Said("", bold=True, size=look.Size.SMALL)
        self._text = Said("", size=look.Size.SMALL)
        self.link = LinkButton(self.tr("Open it"))
        self.take = plain_button(self.tr("To the list"))
        self.take.clicked.connect(self._send)
        self.add(self._who, self._text, side_by_side(self.link, self.take))

    def show_item(self, person: PersonView) -> None:
        """Shows it."""
        self._person = person
        self._who.say(person.who)
        self._text.say(person.text)
        self.link.lead(person.link)
        who = legible(person.who)
        self.link.setAccessibleName(self.tr("Open what {who} wrote").format(who=who))
        self.take.setAccessibleName(self.tr("Put {who} on the list of those who are answered").format(who=who))

    def _send(self) -> None:
        if self._person is not None:
            one = self._person
            self.wanted.emit(AddPerson(who=one.who, link=one.link, text=one.text))


class TalkPane(QWidget):
    """The chart with its sentence, the latest mentions, and what is read."""

    wanted = Signal(object)
    """A deed ``AddPerson``."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Said("")
        self.chart = Chart()
        self._legend = Said(
            self.tr("Bars above the dashed line are more than usual. Hatched: nobody looked."),
            Tone.QUIET,
            look.Size.SMALL,
        )
        self.latest = Rows[PersonView](lambda one: (one.link, one.who, one.text), self._row)
        self.sources = Sentences(tone=Tone.QUIET, size=look.Size.SMALL)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, look.GAP, look.GAP, 0)
        column.setSpacing(look.GAP + look.GAP // 2)
        for widget in (self.text, self.chart, self._legend, self.latest, self.sources):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now; who is on the list already is not offered again."""
        talk = view.talk
        self.text.say(talk.text)
        self.chart.show_bars(talk.bars, talk.text)
        self._legend.setVisible(bool(talk.bars))
        listed = {(one.link or one.text, one.who) for one in view.people}
        self.latest.show_items(one for one in talk.latest if (one.link or one.text, one.who) not in listed)
        self.sources.tell(talk.sources)

    def _row(self) -> MentionRow:
        row = MentionRow()
        row.wanted.connect(self.wanted)
        return row
