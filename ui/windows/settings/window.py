"""The window of the settings: pages on the left, the chosen one beside, and what is not saved yet below."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QStackedWidget, QVBoxLayout

from guard.protocol import Problem
from guard.protocol.desk import Desk
from guard.protocol.replies import SettingsReply
from guard.protocol.requests import Change, Settings
from ui import look
from ui.link import Asker
from ui.look import Part
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import FormWindow
from ui.windows.settings.draft import Draft
from ui.windows.settings.gates import GatesPage
from ui.windows.settings.general import GeneralPage
from ui.windows.settings.identities import IdentitiesPage
from ui.windows.settings.page import Page
from ui.windows.settings.rules import RulesPage
from ui.windows.settings.tools import ToolsPage

_WIDTH, _HEIGHT = 1140, 780
_PAGES_WIDTH = 120


class SettingsWindow(FormWindow):
    """What is changed on any page is drafted first, and saved as a whole. A refusal loses nothing."""

    def __init__(self, asker: Asker) -> None:
        super().__init__()
        self._asker = asker
        self._draft: Draft | None = None
        self._saving = self._saved = self._closing = False
        self._pressed = False
        """Whether saving was tried although something must be mended."""
        self._refused = ""
        self.setWindowTitle(self.tr("Hatcheck settings"))
        self.resize(_WIDTH, _HEIGHT)
        self.identities = IdentitiesPage(asker)
        self.rules = RulesPage()
        self.tools = ToolsPage(asker)
        self.gates = GatesPage()
        self.general = GeneralPage()
        self._pages: dict[str, Page] = {
            self.tr("Identities"): self.identities,
            self.tr("Rules"): self.rules,
            self.tr("Tools"): self.tools,
            self.tr("Gates"): self.gates,
            self.tr("General"): self.general,
        }
        self.pages = QListWidget()
        self._stack = QStackedWidget()
        self._said = Said()
        self.save = QPushButton(self.tr("&Save"))
        self.discard = QPushButton(self.tr("&Discard"))
        self.stay = QPushButton(self.tr("&Keep editing"))
        self._lay_out()
        self._show_bar()
        asker.ask(Settings, self._on_settings, self._on_not_read)

    def on_desk(self, desk: Desk) -> None:
        """Shows the lights, and the letters by which the desk knows the identities."""
        self.identities.on_desk(desk)
        self.rules.on_desk(desk)
        self.gates.on_desk(desk)

    def ask_for_names(self) -> None:
        """Shows what has no name yet. Where nothing is being changed, it is looked at anew."""
        self.pages.setCurrentRow(list(self._pages.values()).index(self.tools))
        if self._draft is not None and not self._draft.edits:
            self._asker.ask(Settings, self._on_settings, self._on_not_read)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Asks, in the window itself, what is to become of changes that are not saved."""
        if self._draft is None or not self._draft.edits:
            event.accept()
            return
        event.ignore()
        self._closing = True
        self._show_bar()
        self.save.setFocus()

    @property
    def _trouble(self) -> str:
        return next((page.trouble for page in self._pages.values() if page.trouble), "")

    def _on_settings(self, reply: SettingsReply) -> None:
        self._take(Draft.of(reply, reply.language))

    def _on_not_read(self, problem: Problem) -> None:
        self._stack.setEnabled(False)
        self._refused = problem.text
        self._show_bar()

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self._saving = self._pressed = self._closing = False
        self._refused = ""
        self._stack.setEnabled(True)
        for page in self._pages.values():
            page.show_draft(draft)
        self._show_bar()

    def _on_drafted(self, page: Page, draft: Draft) -> None:
        self._draft = draft
        self._refused = ""
        self._saved = self._closing = False
        for other in self._pages.values():
            if other is not page:
                other.show_draft(draft)
        self._show_bar()

    def _on_save(self) -> None:
        if self._draft is None or self._saving or not self._draft.edits:
            return
        for row, page in enumerate(self._pages.values()):
            if page.trouble:
                self._pressed, self._closing = True, False
                self._show_bar()
                self.pages.setCurrentRow(row)
                page.to_trouble()
                return
        self._saving = True
        self._refused = ""
        self._show_bar()
        self._asker.ask(Change, self._on_saved, self._on_refused, edits=self._draft.edits)

    def _on_saved(self, reply: SettingsReply) -> None:
        closing, self._saved = self._closing, True
        self._take(Draft.of(reply, reply.language))
        if closing:
            self.close()

    def _on_refused(self, problem: Problem) -> None:
        self._saving = self._closing = False
        self._refused = problem.text
        self._show_bar()

    def _on_discard(self) -> None:
        if self._draft is None:
            return
        closing = self._closing
        self._take(Draft.of(self._draft.base, self._draft.base.language))
        if closing:
            self.close()

    def _on_stay(self) -> None:
        self._closing = False
        self._show_bar()
        self.pages.setFocus()

    def _show_bar(self) -> None:
        changed = self._draft is not None and bool(self._draft.edits)
        for button in (self.save, self.discard):
            button.setEnabled(changed and not self._saving)
        self.stay.setVisible(self._closing)
        self.save.setText(self.tr("&Save and close") if self._closing else self.tr("&Save"))
        self.discard.setText(self.tr("&Discard and close") if self._closing else self.tr("&Discard"))
        self._said.say(*self._state(changed=changed))

    def _state(self, *, changed: bool) -> tuple[str, Tone]:
        """How it stands with what was changed."""
        if self._saving:
            return self.tr("Saving …"), Tone.QUIET
        if self._refused:
            return self._refused, Tone.BAD
        if self._closing:
            return self.tr("There are changes that are not saved."), Tone.WARN
        if changed and self._trouble:
            return self._trouble, Tone.BAD if self._pressed else Tone.WARN
        if changed:
            return self.tr("Not saved yet."), Tone.QUIET
        return (self.tr("Saved."), Tone.GOOD) if self._saved else ("", Tone.QUIET)

    def _lay_out(self) -> None:
        self.pages.setAccessibleName(self.tr("Pages"))
        self.pages.setObjectName("pages")
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title, page in self._pages.items():
            self.pages.addItem(title)
            self._stack.addWidget(page)
            page.drafted.connect(partial(self._on_drafted, page))
            page.checked.connect(self._show_bar)
        wide = QFontMetrics(look.font()).horizontalAdvance
        self.pages.setFixedWidth(max(_PAGES_WIDTH, *map(wide, self._pages)) + 6 * look.GAP)
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.pages.setCurrentRow(0)
        look.dress(self.save, Part.PRIMARY)
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self._on_discard)
        self.stay.clicked.connect(self._on_stay)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self._on_save)
        bar = QHBoxLayout()
        bar.setContentsMargins(look.EDGE, look.GAP, look.EDGE, look.EDGE)
        bar.setSpacing(look.GAP)
        bar.addWidget(self._said, 1)
        for button in (self.stay, self.discard, self.save):
            bar.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        right = QVBoxLayout()
        right.setSpacing(look.GAP)
        right.addWidget(self._stack, 1)
        right.addLayout(bar)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pages)
        whole.addLayout(right, 1)
