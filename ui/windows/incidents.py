"""All incidents of this desk, posts that did not leave from it, and the way to open what nobody has opened yet."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from guard.protocol import Problem
from guard.protocol.desk import Desk
from guard.protocol.incidents import Excuse, IncidentLine, IncidentList, IncidentReply, Incidents, OpenIncident
from ui import look
from ui.actions import Mark
from ui.icon import mark_icon
from ui.legible import legible
from ui.link import Asker
from ui.windows.forms.choice import Choice
from ui.windows.forms.said import Said, Tone, heading, named
from ui.windows.forms.sheet import scrolling
from ui.windows.incident.cards import Card, Sentences
from ui.windows.incident.fields import KeptLine, KeptText, plain_button
from ui.windows.incident.moments import when
from ui.windows.incident.sheet import sheet
from ui.windows.strays import Strays

_ICON = 36
_LINES = Qt.ItemDataRole.UserRole + 1
"""Where an item keeps its title and how it stands, in full."""


class NewIncident(Card):
    """A post that got out, by its brand and its address or its words."""

    def __init__(self) -> None:
        super().__init__(note="")
        self.brand = Choice()
        self.url = KeptLine(self.tr("Where it stands"), "https://…")
        self.text = KeptText(self.tr("What was posted"), self.tr("Its words, if you have them"), 3)
        self.title = KeptLine(self.tr("What to call it"), self.tr("A few words, for the list"))
        self.open = plain_button(self.tr("Open an incident"), look.Part.PRIMARY)
        self.refused = Said("", Tone.BAD)
        self.refused.hide()
        self.add(Said(self.tr("A post got out"), bold=True))
        for text, field in (
            (self.tr("Whose"), self.brand),
            (self.tr("Where it stands"), self.url),
            (self.tr("What was posted"), self.text),
            (self.tr("What to call it"), self.title),
        ):
            self.add(named(text, field), field)
        self.add(self.refused)
        self.add_left(self.open)
        self.column.addStretch(1)
        self.brand.currentIndexChanged.connect(self._wake)
        self._wake()

    def set_brands(self, desk: Desk) -> None:
        """The brands of the desk; what is chosen stays."""
        brands = [(hat.badge.id, hat.badge.name) for hat in desk.hats if hat.badge.kind == "brand"]
        if brands == [(self.brand.itemData(at), self.brand.itemText(at)) for at in range(self.brand.count())]:
            return
        chosen = self.brand.currentData()
        self.brand.clear()
        for brand, name in brands:
            self.brand.addItem(name, brand)
        self.brand.setCurrentIndex(max(0, self.brand.findData(chosen)))

    def clear(self) -> None:
        """For the next one, some day."""
        for field in (self.url, self.title, self.text):
            field.clear()

    def say(self, text: str) -> None:
        """Why it was not opened."""
        self.refused.say(text)
        self.refused.setVisible(bool(text))

    def _wake(self) -> None:
        self.open.setEnabled(self.brand.currentData() is not None)


class IncidentsWindow(QWidget):
    """The list on the left, the form beside it."""

    wanted = Signal(str)
    """An incident is to be shown."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._asker = asker
        self._dressed: look.Look | None = None
        self.setWindowTitle(self.tr("Incidents – Hatcheck"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Incidents"))
        self.list.setIconSize(QSize(_ICON, _ICON))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = Said(self.tr("There was none yet. May it stay so."), Tone.QUIET)
        self.said = Said("", Tone.WARN)
        self.broken = Sentences("!", Tone.WARN)
        self.show_it = plain_button(self.tr("Show"))
        self.new = NewIncident()
        self.strays = Strays()
        self._arrange()
        self._dress()
        self.list.itemActivated.connect(self._on_item)
        self.list.currentItemChanged.connect(lambda: self._wake())
        self.show_it.clicked.connect(lambda: self._on_item(self.list.currentItem()))
        self.new.open.clicked.connect(self._on_open)
        self.strays.opened.connect(self._on_stray)
        self.strays.excused.connect(self._on_excuse)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self).activated.connect(self.refresh)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self).activated.connect(self.close)
        self._wake()

    def refresh(self) -> None:
        """Reads the list."""
        self._asker.ask(Incidents, self._on_list, self._on_refused)

    def on_changed(self, _incident: str) -> None:
        """One of them changed."""
        if self.isVisible():
            self.refresh()

    def on_desk(self, desk: Desk) -> None:
        """The brands of the desk, and what did not leave from it."""
        self.new.set_brands(desk)
        self.strays.show_strays(desk.strays)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Reads when it is shown."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The list's lines get the room that there is."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def changeEvent(self, event: object) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)  # type: ignore[arg-type]
        self._dress()

    def _on_list(self, reply: IncidentList) -> None:
        self.said.hide()
        chosen = self._chosen()
        self.list.clear()
        for line in reply.incidents:
            mark = Mark(line.badge.color, line.badge.kind, line.badge.letters)
            item = QListWidgetItem(_icon(mark), "")
            item.setData(Qt.ItemDataRole.UserRole, line.incident)
            item.setData(_LINES, [legible(line.title), self._about(line)])
            item.setToolTip(legible(line.title))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(item.data(_LINES)))
            self.list.addItem(item)
            if line.incident == chosen:
                self.list.setCurrentItem(item)
        self._fit()
        if not chosen and self.list.count():
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(reply.incidents))
        self.show_it.setVisible(bool(reply.incidents))
        self.none.setVisible(not reply.incidents)
        self.broken.tell(reply.broken)

    def _fit(self) -> None:
        """Two lines each: a title that is too long must not take the place of how it stands."""
        room, letters = self.list.viewport().width() - _ICON - 4 * look.GAP, self.list.fontMetrics()
        for place in range(self.list.count()):
            item = self.list.item(place)
            lines = [letters.elidedText(text, Qt.TextElideMode.ElideRight, room) for text in item.data(_LINES)]
            item.setText("\n".join(lines))

    def _about(self, line: IncidentLine) -> str:
        state = line.step if not line.closed else self.tr("closed {time}").format(time=when(line.closed))
        opened = self.tr("opened {time}").format(time=when(line.opened))
        return " · ".join(legible(part) for part in (line.badge.name, state, opened) if part)

    def _on_refused(self, problem: Problem) -> None:
        self.said.say(problem.text)
        self.said.show()

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _wake(self) -> None:
        self.show_it.setEnabled(self.list.currentItem() is not None)

    def _on_open(self) -> None:
        new = self.new

        def then(reply: IncidentReply) -> None:
            if Shiboken.isValid(self):
                new.clear()
                new.say("")
                self.wanted.emit(reply.view.incident)

        def refused(problem: Problem) -> None:
            if Shiboken.isValid(self):
                new.say(legible(problem.text))

        fields = {"brand": str(new.brand.currentData()), "url": new.url.words, "text": new.text.words}
        self._asker.ask(OpenIncident, then, refused, None, title=new.title.words, **fields)

    def _on_stray(self, key: str) -> None:
        def then(reply: IncidentReply) -> None:
            if Shiboken.isValid(self):
                self.wanted.emit(reply.view.incident)

        self._asker.ask(OpenIncident, then, self._refusing(key), None, stray=key)

    def _on_excuse(self, key: str, client: bool) -> None:
        # What is left comes as a state.
        self._asker.ask(Excuse, lambda _: None, self._refusing(key), None, stray=key, client=client)

    def _refusing(self, key: str) -> Callable[[Problem], None]:
        def refused(problem: Problem) -> None:
            if Shiboken.isValid(self):
                self.strays.refuse(key, legible(problem.text))

        return refused

    def _dress(self) -> None:
        colors = look.look_of(self)
        if colors is not self._dressed:
            self._dressed = colors
            self.setStyleSheet(sheet(colors))

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(look.GAP * 3 // 2)
        left.addWidget(self.strays, 300)
        left.addWidget(heading(self.tr("Incidents")))
        for widget in (self.said, self.broken, self.none):
            left.addWidget(widget)
        left.addWidget(self.list, 200)
        left.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        self.said.hide()
        form = scrolling(self.new)
        form.setMinimumWidth(360)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        whole.setSpacing(3 * look.GAP)
        whole.addLayout(left, 3)
        whole.addWidget(form, 2)
        self.resize(1040, 640)


def _icon(mark: Mark) -> QIcon:
    """A brand's colour stays as it is, also in the row that is chosen."""
    picture, made = mark_icon(mark).pixmap(_ICON, _ICON), QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        made.addPixmap(picture, mode)
    return made
