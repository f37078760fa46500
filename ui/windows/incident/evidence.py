"""Files that are kept with the record: chosen, dropped onto the window, or pasted."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QMimeData, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from guard.protocol.incidents import EvidenceView, IncidentView
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import scrolling
from ui.windows.hold.passage import Passage
from ui.windows.incident.cards import Card, Rows, side_by_side
from ui.windows.incident.fields import KeptLine, plain_button

Done = Callable[[], None]


class EvidenceRow(Card):
    """A file: what it is called, what it shows, how large it is, and its hash."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._name = Said("", bold=True, size=look.Size.SMALL)
        self._about = Said("", Tone.QUIET, look.Size.SMALL)
        self._hash: Passage | None = None
        self.show_it = plain_button(self.tr("Show the folder"))
        self.show_it.clicked.connect(self._on_show)
        self.add(self._name, self._about)
        self.add_left(self.show_it)

    def show_item(self, file: EvidenceView) -> None:
        """Shows it."""
        self._path = file.path
        self._name.say(file.name)
        size = QLocale().formattedDataSize(file.size)
        self._about.say(" · ".join(part for part in (file.what, size) if part))
        if self._hash is None:
            self._hash = Passage(f"SHA-256 {file.sha256}", look.font(look.Size.SMALL, fixed=True), self, quiet=True)
            self._hash.setAccessibleName(self.tr("The file's hash"))
            self.column.insertWidget(2, self._hash)
        self.show_it.setVisible(bool(file.path))
        self.show_it.setAccessibleName(self.tr("Show the folder of {name}").format(name=legible(file.name)))

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._path).parent)))


class EvidencePane(QWidget):
    """The list, and the ways to add to it."""

    added = Signal(str, str, object)
    """A path, what it shows, and what is to be called once it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.what = KeptLine(self.tr("What it shows"), self.tr("What it shows, in a few words"))
        self.choose = plain_button(self.tr("Add a file…"))
        self.choose.clicked.connect(self._on_choose)
        self.paste = plain_button(self.tr("Paste a picture"))
        self.paste.clicked.connect(self.take_clipboard)
        self.said = Said("", Tone.QUIET, look.Size.SMALL)
        self.said.hide()
        self.files = Rows[EvidenceView](lambda file: file.sha256, EvidenceRow)
        hint = Said(
            self.tr("Drop screenshots anywhere on this window. Each is copied and hashed; the original stays."),
            Tone.QUIET,
            look.Size.SMALL,
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, look.GAP, look.GAP, 0)
        column.setSpacing(look.GAP + look.GAP // 2)
        for widget in (hint, self.what, side_by_side(self.choose, self.paste), self.said, self.files):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self.files.show_items(view.evidence)

    def tell(self, text: str) -> None:
        """Says what became of a file."""
        self.said.say(text)
        self.said.setVisible(bool(text))

    def take(self, data: QMimeData) -> bool:
        """Adds what was dropped or pasted; whether there was anything to add."""
        paths = paths_in(data)
        for path in paths:
            self._add(path)
        if not paths and data.hasImage():
            image = data.imageData()
            return isinstance(image, QImage) and self._take_image(image)
        return bool(paths)

    def take_clipboard(self) -> None:
        """Adds what lies on the clipboard, or says that nothing fits."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self.tell(self.tr("There is no picture and no file on the clipboard."))

    def _take_image(self, image: QImage) -> bool:
        """A picture without a file becomes one, until the engine has its copy."""
        if image.isNull():
            return False
        folder = Path(tempfile.mkdtemp(prefix="hatcheck-"))
        path = folder / f"pasted-{datetime.now().astimezone():%Y%m%d-%H%M%S}.png"
        if not image.save(str(path)):
            self.tell(self.tr("{path} cannot be written.").format(path=path))
            return False
        self._add(path, then=lambda: _remove(path))
        return True

    def _add(self, path: Path, then: Done | None = None) -> None:
        what = self.what.words

        def done() -> None:
            self.what.done_with(what)
            self.tell(self.tr("Kept: {name}").format(name=legible(path.name)))
            if then is not None:
                then()

        self.added.emit(str(path), what, done)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files to the record"), str(Path.home()))
        for path in chosen:
            self._add(Path(path))


def paths_in(data: QMimeData) -> list[Path]:
    """The files of this machine that are dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()
