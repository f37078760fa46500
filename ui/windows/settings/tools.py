"""The page of the tools: which configurations count, and the credentials that nobody has named."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.replies import Found, Unnamed
from ui import look
from ui.link import Asker
from ui.look import Size
from ui.windows.forms.account import AccountField
from ui.windows.forms.order import chain
from ui.windows.forms.paths import PathsField
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.search import SearchBar
from ui.windows.forms.sheet import scrolling
from ui.windows.settings.draft import Draft
from ui.windows.settings.page import Page


class ToolsPage(Page):
    """What may carry a post elsewhere."""

    def __init__(self, asker: Asker) -> None:
        super().__init__()
        self._asker = asker
        self._draft: Draft | None = None
        self._found: list[Unnamed] = []
        self._questions: dict[str, AccountField] = {}
        self.paths = PathsField(files=True, empty=self.tr("None yet. Let Hatcheck look for them, or add them by hand."))
        self.paths.edited.connect(self._on_edited)
        self.search = SearchBar(asker)
        self.search.found.connect(self._on_found)
        self._none = Said(self.tr("Every credential that was read has a name."), Tone.QUIET)
        self._unnamed = QVBoxLayout()
        self._unnamed.setSpacing(2 * look.GAP)
        self._lay_out()

    @property
    def trouble(self) -> str:
        """What must be mended."""
        if all(field.settled for field in self._questions.values()):
            return ""
        return self.tr("An account that you gave for a credential is not understood yet.")

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        field = next((field for field in self._questions.values() if not field.settled), None)
        if field is not None:
            field.line.setFocus()

    def show_draft(self, draft: Draft) -> None:
        """Shows the paths and the questions; what is being typed stays."""
        self._draft = draft
        self.paths.put(draft.tools)
        self._show_questions()

    def _on_edited(self) -> None:
        if self._draft is not None:
            self._draft = replace(self._draft, tools=tuple(self.paths.paths))
            self.drafted.emit(self._draft)

    def _on_found(self, found: Found) -> None:
        if self._draft is None:
            return
        self._found = found.unnamed
        new = tuple(path for path in found.tools if path not in self._draft.tools)
        self._draft = replace(self._draft, tools=(*self._draft.tools, *new))
        self.show_draft(self._draft)
        if new:
            self.drafted.emit(self._draft)

    def _on_answered(self) -> None:
        if self._draft is not None:
            answers = {key: field.account for key, field in self._questions.items() if field.text}
            before, self._draft = self._draft, replace(self._draft, answers=answers)
            if before == self._draft:
                self.checked.emit()
            else:
                self.drafted.emit(self._draft)

    def _show_questions(self) -> None:
        known = {one.key: one for one in (*(self._draft.base.unnamed if self._draft else ()), *self._found)}
        if list(known) != list(self._questions):
            self._rebuild(known)
        answers = self._draft.answers if self._draft else {}
        for key, field in self._questions.items():
            if not answers.get(key) and field.text:
                field.put("")
        self._none.setVisible(not known)

    def _rebuild(self, known: dict[str, Unnamed]) -> None:
        while (item := self._unnamed.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        typed = {key: field.text for key, field in self._questions.items()}
        self._questions = {}
        for key, one in known.items():
            field = AccountField(self._asker, lambda _: "")
            field.line.setPlaceholderText(self.tr("Which account is this? Left empty, posts that reach it are held."))
            field.line.setAccessibleName(self.tr("Which account is {key}?").format(key=key))
            field.put(typed.get(key, ""))
            field.edited.connect(self._on_answered)
            field.read.connect(self._on_answered)
            self._questions[key] = field
            self._unnamed.addWidget(_question(one, field))
        chain(self.search.start, self.search.stop, *(field.line for field in self._questions.values()))

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, look.GAP, 0)
        whole.setSpacing(look.GAP)
        whole.addWidget(Said(self.tr("Configurations that are read"), bold=True))
        about = self.tr("Hatcheck reads these to know where a post is mirrored to. It never changes them.")
        whole.addWidget(Said(about, Tone.QUIET, Size.SMALL))
        whole.addWidget(self.paths)
        whole.addWidget(self.search)
        whole.addSpacing(2 * look.GAP)
        whole.addWidget(Said(self.tr("Credentials without a name"), bold=True))
        about = self.tr("Some tools keep only an id. Say once which account it is; the answer is kept.")
        whole.addWidget(Said(about, Tone.QUIET, Size.SMALL))
        whole.addWidget(self._none)
        whole.addLayout(self._unnamed)
        whole.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)


def _question(one: Unnamed, field: AccountField) -> QWidget:
    part = QWidget()
    lines = QVBoxLayout(part)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(2)
    lines.addWidget(Said(one.key))
    lines.addWidget(Said(one.seen, Tone.QUIET, Size.SMALL))
    lines.addWidget(field)
    return part
