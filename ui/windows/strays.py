"""Public posts of the brands that did not leave from this desk: each is looked at, one by one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.incidents import Stray
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone, heading
from ui.windows.forms.sheet import scrolling
from ui.windows.incident.cards import Card, LinkButton, Rows, side_by_side
from ui.windows.incident.fields import plain_button
from ui.windows.incident.moments import when

MOST = 10
"""So many are shown at once; the others come up when these were looked at."""
_LONGEST, _LONGEST_NAME = 280, 32
"""Characters that are shown of a post, and of a program's name on a button."""


class StrayRow(Card):
    """One post, and what it is: a slip, or ours after all."""

    opened = Signal(str)
    """An incident is to be opened of this one, by its key."""
    excused = Signal(str, bool)
    """It was ours; and whether whatever comes from its program is."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.brand = Said("", bold=True)
        self.about = Said("", Tone.QUIET, look.Size.SMALL)
        self.text = Said("")
        self._odd = Said("", Tone.WARN)
        self.refused = Said("", Tone.BAD)
        self.refused.hide()
        self.open = plain_button(self.tr("Open an incident"))
        self.link = LinkButton(self.tr("Open the post"))
        self.ours = plain_button(self.tr("That was us"))
        self.always = plain_button("")
        self.open.clicked.connect(lambda: self._decide(self.open))
        self.ours.clicked.connect(lambda: self._decide(self.ours))
        self.always.clicked.connect(lambda: self._decide(self.always))
        self.add(self.brand, self.about, self.text, self._odd, self.refused)
        self.add(side_by_side(self.open, self.link), side_by_side(self.ours, self.always))

    def show_item(self, stray: Stray) -> None:
        """Shows how it is now."""
        self._key, client = stray.key, legible(stray.client)
        self.brand.say(stray.badge.name)
        told = self.tr("with {program}").format(program=client) if client else self.tr("program not known")
        self.about.say(" · ".join((stray.account, when(stray.at), told)))
        text = _cut(" ".join(stray.text.split()), _LONGEST)
        self.text.say(self.tr("“{text}”").replace("{text}", text))
        self.text.setVisible(bool(text))
        self._odd.say(stray.said)
        self._odd.setVisible(bool(stray.said))
        self.link.lead(stray.link)
        words = self.tr("That was us, always by {program}").format(program=_cut(client, _LONGEST_NAME))
        self.always.setText(words.replace("&", "&&"))
        self.always.setVisible(bool(client))
        tip = self.tr("From now on nothing that {program} posts for {brand} is told here.")
        self.always.setToolTip(tip.format(program=client, brand=legible(stray.badge.name)))
        self._name(stray)

    def refuse(self, text: str) -> None:
        """Why it was not done; it can be tried again."""
        self.refused.say(text)
        self.refused.show()
        self._wake(on=True)

    def _name(self, stray: Stray) -> None:
        which = f"{legible(stray.account)}, {when(stray.at)}"
        for button, name in (
            (self.open, self.tr("Open an incident: {post}")),
            (self.link, self.tr("Open the post: {post}")),
            (self.ours, self.tr("That was us: {post}")),
            (self.always, self.always.text().replace("&&", "&") + ": {post}"),
        ):
            button.setAccessibleName(name.replace("{post}", which))

    def _decide(self, button: QWidget) -> None:
        """Once: a second click would be about a post that is not there any more."""
        self.refused.hide()
        self._wake(on=False)
        if button is self.open:
            self.opened.emit(self._key)
        else:
            self.excused.emit(self._key, button is self.always)

    def _wake(self, *, on: bool) -> None:
        for button in (self.open, self.ours, self.always):
            button.setEnabled(on)


class Strays(QWidget):
    """All that nobody has looked at; gone where there are none. As high as they need, and no higher than it may."""

    opened = Signal(str)
    excused = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.title = heading("")
        self.note = Said(self.tr("Your brands posted this in public, and it did not leave from here."), Tone.QUIET)
        self.rows = Rows[Stray](lambda stray: stray.key, self._row)
        self.more = Said("", Tone.QUIET)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.GAP * 3 // 2)
        inner.addWidget(self.rows)
        inner.addWidget(self.more)
        inner.addStretch(1)
        self._area = scrolling(self._inner)
        self._area.setMinimumHeight(_LEAST)
        self._area.installEventFilter(self)
        self._inner.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        for widget in (self.title, self.note, self._area):
            column.addWidget(widget)
        self.hide()

    def show_strays(self, strays: Sequence[Stray]) -> None:
        """Shows these, in their order."""
        self.title.say(self.tr("Not from this desk: {count}").format(count=len(strays)))
        self.rows.show_items(strays[:MOST])
        self.more.say(self.tr("And {count} more.").format(count=len(strays) - MOST))
        self.more.setVisible(len(strays) > MOST)
        self.setVisible(bool(strays))

    def refuse(self, key: str, text: str) -> None:
        """Why it was not done, at the post it is about."""
        row = self.rows.rows.get(key)
        if isinstance(row, StrayRow):
            row.refuse(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """No higher than what is in it: the rest of the window is for the others."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        width, around = self._area.viewport().width(), self._area.height() - self._area.viewport().height()
        high = max(_LEAST, self._inner.heightForWidth(width) + around)
        self._area.setMaximumHeight(high)
        words = sum(part.heightForWidth(self.width()) for part in (self.title, self.note))
        self.setMaximumHeight(high + words + 2 * look.GAP)

    def _row(self) -> StrayRow:
        row = StrayRow()
        row.opened.connect(self.opened)
        row.excused.connect(self.excused)
        return row


_LEAST = 120
"""Pixels that at least are shown of them."""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
