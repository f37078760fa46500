"""Which language the shell speaks: the command line's, else the workspace's, else the desktop's, else English."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("en", "de")
_TRANSLATIONS = Path(__file__).parent / "translations"


class Language:
    """What is spoken now; texts that are made from now on are said in it."""

    def __init__(self, app: QCoreApplication, asked: str) -> None:
        self._app, self._fixed = app, bool(asked)
        self._translators: list[QTranslator] = []
        self._desktop = _known(QLocale.system().name())
        self.now = ""
        self._speak(_known(asked) if asked else self._desktop)

    def follow(self, wanted: str) -> bool:
        """Takes up what the workspace says (empty: as the desktop speaks); tells whether that is another language."""
        language = _known(wanted) if wanted else self._desktop
        if self._fixed or language == self.now:
            return False
        self._speak(language)
        return True

    def _speak(self, language: str) -> None:
        for translator in self._translators:
            self._app.removeTranslator(translator)
        QLocale.setDefault(QLocale(language))
        self._translators = []
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{language}", qt), (f"hatcheck_{language}", os.fspath(_TRANSLATIONS))):
            translator = QTranslator(self._app)
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._translators.append(translator)
        self.now = language


def _known(tag: str) -> str:
    return next((known for known in LANGUAGES if tag.lower().startswith(known)), LANGUAGES[0])
