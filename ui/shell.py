"""The shell at work: what the engine says flows into the state, the state into what is seen, and choices back."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog

from guard.protocol import Problem
from guard.protocol.desk import Desk
from guard.protocol.events import Alert
from guard.protocol.replies import SettingsReply
from guard.protocol.requests import Freeze, Heeds, Pause, Request, Rest, Resume, Settings, Wear
from ui import actions, clock, words
from ui.actions import Action, Window, menu
from ui.holding import Holding, Means
from ui.link import Link
from ui.menu import LiveMenu
from ui.notices import Notices
from ui.opening import Windows, bring_to_front
from ui.presence import Presence
from ui.state import (
    ContactChanged,
    DeskCame,
    Event,
    StartFailed,
    State,
    Ticked,
    TroubleMet,
    badges,
    brand_is_worn,
    face,
    next_tick,
    reduce,
)
from ui.tray import Tray
from ui.windows.status import StatusWindow

START_TIME = 8_000
"""Milliseconds in which an engine should have come."""
_TOGETHER = 20
"""Milliseconds in which changes are drawn once."""
_TOLD = (Window.HOLDS, Window.AUDIT, Window.SETTINGS, Window.INCIDENTS, Window.INCIDENT)
"""The windows that show something of the state."""
_SHOWN = frozenset({"stray", "mentions", "incident"})
"""Alerts about something that stands in a window of incidents: a click shows it."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Shell(QObject):
    """Everything but the windows themselves: who is told what, and what a choice asks of the engine."""

    leaving = Signal()
    """The person wants to quit."""

    def __init__(
        self,
        link: Link,
        tray: Tray,
        live_menu: LiveMenu,
        presence: Presence,
        means: Means,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = State(now=clock.now())
        self._link, self._tray, self._menu, self._presence = link, tray, live_menu, presence
        self._holding = Holding(link, means, self)
        self._windows = Windows(link, self._on_opened, self)
        self._notices = Notices(self)
        self._status: StatusWindow | None = None
        self._asked_first_run = False
        self._dialog: QDialog | None = None
        self._tick = self._timer(lambda: self._take(Ticked(clock.now())), Qt.TimerType.CoarseTimer)
        self._soon = self._timer(self._draw)
        self._late = self._timer(lambda: self._take(StartFailed(clock.now())))
        self._wire()

    def start(self) -> None:
        """Looks for the engine and for a panel."""
        self._late.start(START_TIME)
        self._draw()
        self._tray.start()
        self._link.open()

    def show_status(self) -> None:
        """Shows the status window: what a second start does, and what happens where there is no tray."""
        if self._status is None:
            self._status = StatusWindow(QCoreApplication.translate)
            self._status.chosen.connect(self.do)
        self._status.tell_of_tray(there=self._tray.is_there)
        self._draw()
        self._status.show_state(self._state, menu(self._state, QCoreApplication.translate))
        bring_to_front(self._status)
        # Where that cannot be told, nothing is said of it.
        self._link.ask(Heeds, self._status.show_week, _nothing)

    def do(self, action: Action) -> None:
        """Does what an entry of the menu means."""
        match action:
            case actions.PutOn(identity, seconds):
                self._ask(Wear, identity=identity, seconds=seconds)
            case actions.AskPause(minutes):
                self._ask_pause(minutes)
            case actions.EndPause():
                self._ask(Resume)
            case actions.AskFreeze(identity):
                self._ask_freeze(identity)
            case actions.ShowIncident(incident):
                self._show_incident(incident)
            case actions.LookAtStrays():
                self._windows.show(Window.INCIDENTS)
            case actions.RaiseHold():
                self._holding.bring_to_front()
            case actions.Open(Window.STATUS):
                self.show_status()
            case actions.Open(window):
                self._windows.show(window)
            case actions.Leave():
                self.leaving.emit()

    def _wire(self) -> None:
        link = self._link
        link.desk.connect(self._on_desk)
        link.connected.connect(self._on_connected)
        link.trouble.connect(lambda text: self._take(TroubleMet(text, clock.now())))
        link.closed.connect(self._holding.on_closed)
        link.alert.connect(self._on_alert)
        link.incident.connect(self._on_incident)
        link.raised.connect(self._on_raised)
        self._menu.chosen.connect(self.do)
        self._menu.opening.connect(self._on_menu_opening)
        self._tray.wanted.connect(self.show_status)
        self._tray.missing.connect(self.show_status)
        self._tray.appeared.connect(self._on_tray_appeared)
        self._presence.away.connect(lambda why: self._ask(Rest, why=why))
        self._notices.unsaid.connect(self._on_unsaid)
        self._notices.unsaid_quietly.connect(self._on_unsaid_quietly)
        self._notices.clicked.connect(self._on_notice_clicked)
        self._tray.clicked.connect(self._on_notice_clicked)

    # --- what happens

    def _take(self, event: Event) -> None:
        self._state = reduce(self._state, event)
        if not self._soon.isActive():
            self._soon.start(_TOGETHER)

    def _on_connected(self, there: bool) -> None:
        self._holding.on_connected(there)
        self._take(ContactChanged(there, clock.now()))

    def _on_desk(self, desk: Desk) -> None:
        wore_brand = brand_is_worn(self._state)
        self._take(DeskCame(desk, clock.now()))
        self._holding.on_desk(desk)
        wears_brand = brand_is_worn(self._state)
        if wears_brand and not wore_brand:
            self._link.ask(Settings, self._on_settings)
        self._presence.watch(wanted=wears_brand)
        for window in self._windows.all(*_TOLD):
            window.on_desk(desk)  # type: ignore[attr-defined]  # these kinds have it
        if not desk.ready and not self._asked_first_run:
            self._asked_first_run = True
            self._windows.show(Window.FIRST_RUN)

    def _on_settings(self, settings: SettingsReply) -> None:
        if (seconds := seconds_of(settings.idle)) is not None:
            self._presence.set_limit(seconds)

    def _on_alert(self, alert: Alert) -> None:
        # What left with something odd about it has left: worth a word, and no window over the work.
        about = alert.kind if alert.kind in _SHOWN else ""
        self._notices.say(alert.title, alert.text, quiet=alert.kind == "note", about=about)

    def _on_notice_clicked(self, about: str) -> None:
        """Shows what was told of: the one incident that is open, or all of them with what did not leave from here."""
        desk = self._state.desk
        if about != "stray" and desk is not None and len(desk.incidents) == 1:
            self._show_incident(desk.incidents[0].incident)
        else:
            self._windows.show(Window.INCIDENTS)

    def _on_raised(self, what: str) -> None:
        match what:
            case "holds":
                self._holding.bring_to_front()
            case "incidents":
                self._windows.show(Window.INCIDENTS)
            case "accounts":
                self._windows.show(Window.SETTINGS).ask_for_names()  # type: ignore[attr-defined]  # this kind has it
            case _:
                self.show_status()

    def _on_incident(self, incident: str) -> None:
        for window in self._windows.all(Window.INCIDENTS, Window.INCIDENT):
            window.on_changed(incident)  # type: ignore[attr-defined]  # these kinds have it

    def _on_unsaid(self, title: str, text: str, about: str) -> None:
        """No notification service: the icon's balloon; no icon either: the window."""
        if not self._tray.say(title, text, about):
            self.show_status()
            if self._status is not None:
                self._status.say(title, text)

    def _on_unsaid_quietly(self, title: str, text: str) -> None:
        """The balloon, or the window where it is open; it stands in the journal in any case."""
        if not self._tray.say(title, text) and self._status is not None:
            self._status.say(title, text)

    def _on_tray_appeared(self) -> None:
        if self._status is not None:
            self._status.tell_of_tray(there=True)

    def _on_menu_opening(self) -> None:
        self._state = reduce(self._state, Ticked(clock.now()))
        self._draw()

    def _on_opened(self, kind: Window, window: Any) -> None:  # noqa: ANN401 - each kind has its own signals
        if kind is Window.HOLDS:
            window.wanted.connect(self._holding.bring_to_front)
        if kind in (Window.INCIDENTS, Window.JOURNAL):
            window.wanted.connect(self._show_incident)
        if kind in _TOLD and self._state.desk is not None:
            window.on_desk(self._state.desk)

    # --- what is seen

    def _draw(self) -> None:
        self._soon.stop()
        translate = QCoreApplication.translate
        sections = menu(self._state, translate)
        self._tray.show(face(self._state), words.tooltip(self._state, translate))
        self._menu.show(sections)
        if self._status is not None and self._status.isVisible():
            self._status.show_state(self._state, sections)
        self._tick.stop()
        if (wait := next_tick(self._state)) is not None:
            self._tick.start(int(wait * 1000) + 1)

    # --- what is asked

    def _ask(self, kind: type[Request], **fields: object) -> None:
        self._link.ask(kind, _nothing, self._on_refused, None, **fields)

    def _ask_pause(self, minutes: int) -> None:
        from ui.windows.pause import PauseDialog

        dialog = PauseDialog(minutes)
        dialog.decided.connect(lambda chosen, reason: self._ask(Pause, seconds=chosen * 60, reason=reason))
        self._dialog = dialog
        bring_to_front(dialog)

    def _ask_freeze(self, identity: str) -> None:
        from ui.windows.freeze import FreezeDialog

        if (brand := badges(self._state).get(identity)) is None:
            return
        dialog = FreezeDialog(brand)
        dialog.decided.connect(self._freeze)
        self._dialog = dialog
        bring_to_front(dialog)

    def _freeze(self, identity: str, reason: str) -> None:
        """Freezes it and shows the incident that this has opened."""

        def then(desk: Desk) -> None:
            for line in desk.incidents:
                if line.badge.id == identity:
                    self._show_incident(line.incident)
                    return

        self._link.ask(Freeze, then, self._on_refused, None, identity=identity, reason=reason)

    def _show_incident(self, incident: str) -> None:
        self._windows.show(Window.INCIDENT, incident)

    def _on_refused(self, problem: Problem) -> None:
        self._notices.say(self.tr("That was not done"), problem.text)

    def _timer(self, slot: Callable[[], None], kind: Qt.TimerType = Qt.TimerType.PreciseTimer) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(kind)
        timer.timeout.connect(slot)
        return timer


def seconds_of(text: str) -> float | None:
    """The span that the workspace writes ``1h30m``; None where it is none."""
    parts = re.findall(r"(\d+)([smhd])", text)
    if not parts or "".join(f"{count}{unit}" for count, unit in parts) != text:
        return None
    return float(sum(int(count) * _UNITS[unit] for count, unit in parts))


def _nothing(_: object) -> None:
    """For replies that come as a state as well."""
