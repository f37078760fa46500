"""Passing a post to a colleague: as a file, or on the clipboard. They see what waits, and answer with a few letters."""

import json

from PySide6.QtCore import QSaveFile, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from guard.protocol.approval import request_of
from guard.protocol.card import Card
from ui import look
from ui.legible import legible
from ui.line import Line
from ui.windows.hold.buttons import AnswerButton

_NAME = "hatcheck-approval.json"


class Passing(Line):
    """The two buttons, and one line that says what came of them."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__("", look.font(look.Size.SMALL), parent, quiet=True)
        self._card = card
        self._save = AnswerButton(self.tr("Save for a colleague…"), look.Part.PLAIN, parent)
        self._save.setAccessibleDescription(self.tr("Writes the post to a file that they can look at and approve."))
        self._save.clicked.connect(self._on_save)
        self._copy = AnswerButton(self.tr("Copy"), look.Part.PLAIN, parent)
        self._copy.setAccessibleDescription(self.tr("Puts the same on the clipboard, to be sent as a message."))
        self._copy.clicked.connect(self._on_copy)
        self.buttons = [self._save, self._copy]
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say(self.tr("They need the post as it is here: their yes fits no other."))

    @property
    def request(self) -> str:
        """What the colleague is sent."""
        return json.dumps(request_of(self._card), ensure_ascii=False, indent=2) + "\n"

    def write(self, path: str) -> None:
        """Writes the file whole, or not at all, and says which."""
        file = QSaveFile(path)
        data = self.request.encode()
        if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit():
            self._say(self.tr("Saved: {path}").format(path=path))
        else:
            self._say(self.tr("It could not be saved: {why}").format(why=file.errorString()))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.request)
        self._say(self.tr("Copied. Send it to your colleague, and type their code here."))

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), self.tr("Save for a colleague"), folder)
        # The desktop's own is a window of another program: this one would come back before it.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(_NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def _say(self, text: str) -> None:
        self.setText(legible(text))
        self.setToolTip(legible(text))
