"""The page of the gates: what watches, how well, and whether Hatcheck starts with the desktop."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from guard.protocol.desk import Desk, Light
from ui import look
from ui.actions import Mark
from ui.icon import mark_icon
from ui.look import Size
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import scrolling
from ui.windows.settings.draft import Draft
from ui.windows.settings.page import Page

_SIDE = 20


class GatesPage(Page):
    """The lights, one below the other; nothing here is drafted, a switch counts at once."""

    def __init__(self) -> None:
        super().__init__()
        self._lights: list[Light] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2 * look.GAP)
        self._none = Said(self.tr("The engine has not said yet how its gates are doing."), Tone.QUIET)
        self.autostart = QCheckBox(self.tr("Start &Hatcheck with the desktop"))
        self.autostart.clicked.connect(self._on_autostart)
        self._problem = Said("", Tone.BAD, Size.SMALL)
        self._problem.hide()
        self._lay_out()

    def show_draft(self, _draft: Draft) -> None:
        """Nothing of it is here; the switch is read anew."""
        from ui.autostart import entry_of_this_system

        self.autostart.setChecked(entry_of_this_system().is_on())

    def on_desk(self, desk: Desk) -> None:
        """Shows how each part is doing."""
        if desk.lights == self._lights:
            return
        self._lights = desk.lights
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for light in desk.lights:
            self._rows.addWidget(self._row(light))
        self._none.setVisible(not desk.lights)

    def _row(self, light: Light) -> QWidget:
        state = {
            "green": self.tr("works"),
            "amber": self.tr("works with a limit"),
            "red": self.tr("is blind"),
        }.get(light.color, self.tr("is not set up"))
        sign = QLabel()
        sign.setPixmap(mark_icon(Mark(light.color, "light")).pixmap(QSize(_SIDE, _SIDE)))
        sign.setFixedWidth(_SIDE + look.GAP)
        sign.setAccessibleName(state)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Said(self.tr("{name}: {state}").format(name=light.name, state=state), bold=True))
        words.addWidget(Said(light.text, Tone.QUIET))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row

    def _on_autostart(self, checked: bool) -> None:
        from ui.autostart import entry_of_this_system

        entry = entry_of_this_system()
        try:
            entry.turn_on() if checked else entry.turn_off()
        except OSError as error:
            text = self.tr("This could not be changed: {why}. Give yourself the right to write there, and try again.")
            self._problem.say(text.format(why=error.strerror or type(error).__name__))
        else:
            self._problem.say("")
        self._problem.setVisible(bool(self._problem.text()))
        self.autostart.setChecked(entry.is_on())

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, look.GAP, 0)
        whole.setSpacing(2 * look.GAP)
        about = self.tr("Each gate catches posts of one sort before they leave. A red one sees nothing.")
        whole.addWidget(Said(about, Tone.QUIET))
        whole.addWidget(self._none)
        whole.addLayout(self._rows)
        whole.addSpacing(look.GAP)
        whole.addWidget(Said(self.tr("Start"), bold=True))
        whole.addWidget(self.autostart)
        whole.addWidget(self._problem)
        whole.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)
