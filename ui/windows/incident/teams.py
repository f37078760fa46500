"""A team of the brand: who it is, how they are reached at this hour, and whether they know."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol.deeds import Tell
from guard.protocol.incidents import TeamView
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Chip
from ui.windows.incident.fields import AskWords, KeptTick


class TeamRow(QWidget):
    """A tick, the person and the number, and what was done."""

    told = Signal(object, object)
    """A deed ``Tell``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self.team = ""
        self._is_told = False
        self.needed = KeptTick("")
        self._fits = Chip(Tone.PLAIN)
        self._reach = Said("", size=look.Size.TEXT)
        self._reach.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._done = Said("", Tone.GOOD)
        self.asking = AskWords(self.tr("How were they told?"), self.tr("Told"), self.tr("By phone, they call back"))
        self.asking.sent.connect(self._send)
        top = QHBoxLayout()
        top.setSpacing(look.GAP)
        top.addWidget(self.needed)
        top.addWidget(self._fits)
        top.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(4 * look.GAP, 0, 0, look.GAP)
        below.setSpacing(look.GAP // 2)
        for widget in (self._reach, self._done, self.asking):
            below.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addLayout(below)
        self.needed.toggled.connect(self._unfold)

    def show_item(self, team: TeamView) -> None:
        """Shows how it is now."""
        self.team = team.id
        self.needed.setText(legible(team.name).replace("&", "&&"))
        self.needed.offer(on=team.chosen)
        self._fits.say(self.tr("suggested") if team.suits else "")
        self._reach.say(" · ".join(part for part in (team.who, team.reach) if part))
        self._done.say(self.tr("✓ Told: {how}").format(how=legible(team.told)) if team.told else "")
        self._done.setVisible(bool(team.told))
        self._is_told = bool(team.told)
        self.asking.line.setAccessibleName(self.tr("How {team} was told").format(team=legible(team.name)))
        self.asking.button.setAccessibleName(self.tr("Note that {team} was told").format(team=legible(team.name)))
        self._unfold()

    def _unfold(self) -> None:
        asked = self.needed.isChecked() or bool(self.asking.line.words)
        self.asking.setVisible(asked and not self._is_told)

    def _send(self, how: str) -> None:
        self.told.emit(Tell(team=self.team, how=how), self.asking.done(how))
