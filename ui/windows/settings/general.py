"""The page of everything else: language, how long a hold waits, when a hat is taken off, what the checks may do."""

from dataclasses import replace

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import look
from ui.look import Size
from ui.windows.forms.choice import Choice
from ui.windows.forms.said import Said, Tone, named
from ui.windows.forms.sheet import scrolling
from ui.windows.forms.spans import SpanField
from ui.windows.settings.checks import ChecksField
from ui.windows.settings.draft import Draft
from ui.windows.settings.page import Page

_WAITS = ("30s", "1m", "2m", "5m", "10m", "30m")
_IDLES = ("1m", "2m", "5m", "10m", "15m", "30m", "1h")


class GeneralPage(Page):
    """A few plain settings; none can be written wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self.language = Choice()
        for name, code in ((self.tr("Same as the desktop"), ""), ("English", "en"), ("Deutsch", "de")):
            self.language.addItem(name, code)
        self.language.activated.connect(self._on_edited)
        self.wait = SpanField(_WAITS)
        self.idle = SpanField(_IDLES)
        self.links = QCheckBox(self.tr("Look &up in the web where links lead"))
        self.drills = QCheckBox(self.tr("A drill once a &month"))
        for box in (self.links, self.drills):
            box.clicked.connect(self._on_edited)
        self.checks = ChecksField()
        for field in (self.wait, self.idle, self.checks):
            field.edited.connect(self._on_edited)
        self._path = Said("", Tone.QUIET, Size.SMALL)
        self.open = QPushButton(self.tr("Open the &file"))
        self.open.clicked.connect(self._on_open)
        self._lay_out()

    def show_draft(self, draft: Draft) -> None:
        """Shows what is set."""
        self._draft = draft
        self.language.setCurrentIndex(max(0, self.language.findData(draft.language)))
        self.wait.put(draft.wait)
        self.idle.put(draft.idle)
        self.links.setChecked(draft.links)
        self.drills.setChecked(draft.drills)
        self.checks.put(draft.checks)
        self._path.say(draft.base.path)

    def _on_edited(self, *_: object) -> None:
        if self._draft is None:
            return
        language = str(self.language.currentData())
        self._draft = replace(
            self._draft,
            language=language,
            wait=self.wait.span,
            idle=self.idle.span,
            links=self.links.isChecked(),
            drills=self.drills.isChecked(),
            checks=self.checks.checks,
        )
        self.drafted.emit(self._draft)

    def _on_open(self) -> None:
        if self._draft is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._draft.base.path))

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, look.GAP, 0)
        whole.setSpacing(3 * look.GAP)
        wait = self.tr("If nobody answers in this time, the post is not sent.")
        idle = self.tr("A brand’s hat is taken off when nobody has touched the desk for this long.")
        restart = self.tr("Windows that are open keep their language until Hatcheck is started again.")
        for name, field, about in (
            (self.tr("&Language"), self.language, restart),
            (self.tr("A hold &waits for"), self.wait, wait),
            (self.tr("Take a brand’s hat off &after"), self.idle, idle),
        ):
            whole.addLayout(_setting(name, field, about))
        links = self.tr("What a link shows is fetched before you post it. Without this, nothing is fetched.")
        drills = self.tr("A made-up slip, to see whether the pop-up is still read. It is never sent anywhere.")
        for box, about in ((self.links, links), (self.drills, drills)):
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(box)
            part.addWidget(Said(about, Tone.QUIET, Size.SMALL))
            whole.addLayout(part)
        checks = self.tr("What a careful colleague would see in a brand’s post, and what may come of it.")
        whole.addLayout(_setting(self.tr("&Content checks"), self.checks, checks, self.checks.table))
        file = QVBoxLayout()
        file.setSpacing(4)
        file.addWidget(Said(self.tr("Your workspace"), bold=True))
        about = self.tr("All of this is kept in one text file, which you can edit by hand as well.")
        file.addWidget(Said(about, Tone.QUIET, Size.SMALL))
        file.addWidget(self._path)
        file.addLayout(_left(self.open))
        whole.addLayout(file)
        whole.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)


def _setting(name: str, field: QWidget, about: str, wide: QWidget | None = None) -> QVBoxLayout:
    """A title, the field, and what it is for; ``wide`` is what takes the keyboard in a field as wide as the page."""
    part = QVBoxLayout()
    part.setSpacing(4)
    part.addWidget(named(name, wide or field))
    if wide is None:
        part.addLayout(_left(field))
    part.addWidget(Said(about, Tone.QUIET, Size.SMALL))
    if wide is not None:
        part.addWidget(field)
    return part


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
