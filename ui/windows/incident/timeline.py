"""The timeline that writes itself: the newest on top, and a line for what only people know."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from guard.protocol.deeds import Note
from guard.protocol.incidents import EntryView, IncidentView
from ui import look
from ui.legible import legible
from ui.windows.incident.fields import AskWords
from ui.windows.incident.moments import clock, day, moment_of

_REPEATED = frozenset({"drafted"})
"""Kinds of which only the last of several in a row is shown: each pause in writing makes one."""


class Timeline(QWidget):
    """Every entry of the record, in words."""

    noted = Signal(object, object)
    """A deed ``Note``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[EntryView] = []
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.setFont(look.font(look.Size.SMALL))
        self.view.setAccessibleName(self.tr("Timeline"))
        self.view.document().setDocumentMargin(look.GAP * 1.5)
        self.note = AskWords(
            self.tr("A note for the record"), self.tr("Note it"), self.tr("What you know"), shown=False
        )
        self.note.sent.connect(lambda text: self.noted.emit(Note(text=text), self.note.done(text)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.GAP, 0, 0)
        column.setSpacing(look.GAP)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)

    def show_view(self, view: IncidentView) -> None:
        """Shows what is new; whoever reads further down stays there."""
        if view.entries != self._entries:
            self._entries = list(view.entries)
            self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draws anew on another ground."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        bar = self.view.verticalScrollBar()
        before = bar.value()
        self.view.setHtml(timeline_html(self._entries, look.look_of(self)))
        bar.setValue(before)


def timeline_html(entries: Sequence[EntryView], colors: look.Look) -> str:
    """The entries, newest first, under the day of each."""
    rows, today = [], ""
    for entry in reversed(folded(entries)):
        moment = moment_of(entry.at)
        of = day(moment) if moment else ""
        if of != today:
            today = of
            rows.append(f"<tr><td colspan='2' style='color:{colors.quiet.name()}'>{escape(of)}</td></tr>")
        rows.append(_row(entry, clock(moment) if moment else "", colors))
    return f"<table cellspacing='0' cellpadding='4' width='100%'>{''.join(rows)}</table>"


def folded(entries: Sequence[EntryView]) -> list[EntryView]:
    """Without those that were followed at once by another of the same kind and person, where only the last matters."""
    kept: list[EntryView] = []
    for entry in entries:
        same = kept and (kept[-1].kind, kept[-1].by) == (entry.kind, entry.by)
        if same and entry.kind in _REPEATED:
            kept.pop()
        kept.append(entry)
    return kept


def _row(entry: EntryView, time: str, colors: look.Look) -> str:
    quiet = colors.quiet.name()
    by = f"<br><span style='color:{quiet}'>{escape(legible(entry.by))}</span>" if entry.by else ""
    return (
        f"<tr><td style='color:{quiet}; padding-right:10px; white-space:nowrap' width='56'>{escape(time)}</td>"
        f"<td>{escape(legible(entry.text))}{by}</td></tr>"
    )
