"""A list of files and folders."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui import look
from ui.look import Size
from ui.windows.forms.order import chain
from ui.windows.forms.said import Said, Tone


class PathsField(QWidget):
    """The paths, each with a button to remove it; below them the buttons to add one."""

    edited = Signal()

    def __init__(self, *, files: bool = False, empty: str = "") -> None:
        """``files`` means that files can be added, too; ``empty`` is said where there is none."""
        super().__init__()
        self._paths: list[str] = []
        self._removes: list[QToolButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._empty = Said(empty, Tone.QUIET)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.GAP)
        self.folder = QPushButton(self.tr("Add a folder …"))
        self.folder.clicked.connect(self._add_folder)
        buttons.addWidget(self.folder)
        self._last = self.folder
        if files:
            self.file = QPushButton(self.tr("Add a file …"))
            self.file.clicked.connect(self._add_file)
            buttons.addWidget(self.file)
            self._last = self.file
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.GAP)
        whole.addWidget(self._empty)
        whole.addLayout(self._rows)
        whole.addLayout(buttons)

    @property
    def paths(self) -> list[str]:
        """All paths, as they are written."""
        return list(self._paths)

    def put(self, paths: Iterable[str]) -> None:
        """Shows these."""
        self._paths = list(dict.fromkeys(paths))
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        self._removes = []
        for path in self._paths:
            self._rows.addWidget(self._row(path))
        chain(self._last, *self._removes)
        self._empty.setVisible(not self._paths and bool(self._empty.text()))

    def add(self, path: str) -> None:
        """One more, at the end."""
        if path:
            self.put([*self._paths, _from_home(path)])
            self.edited.emit()

    def _row(self, path: str) -> QWidget:
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Said(path))
        if not Path(path).expanduser().exists():
            words.addWidget(Said(self.tr("This is not there now."), Tone.WARN, Size.SMALL))
        remove = QToolButton()
        remove.setText("✕")
        remove.setAutoRaise(True)
        remove.setAccessibleName(self.tr("Remove {path}").format(path=path))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(partial(self._remove, path))
        self._removes.append(remove)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        line.addWidget(remove)
        return row

    def _remove(self, path: str) -> None:
        self.put([other for other in self._paths if other != path])
        self.folder.setFocus()
        self.edited.emit()

    def _add_folder(self) -> None:
        self.add(QFileDialog.getExistingDirectory(self, self.tr("Which folder?"), str(Path.home())))

    def _add_file(self) -> None:
        self.add(QFileDialog.getOpenFileName(self, self.tr("Which file?"), str(Path.home()))[0])


def _from_home(text: str) -> str:
    """The path with ``~`` for the home folder, as a person would write it."""
    path, home = Path(text), Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else text
