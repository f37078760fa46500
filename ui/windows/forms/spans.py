"""Spans of time to choose from, so that none can be written wrongly."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal

from ui.windows.forms.choice import Choice

_PART = re.compile(r"(\d+)([dhms])")


class SpanField(Choice):
    """A choice of spans; one that is not among them is added."""

    edited = Signal()

    def __init__(self, spans: Sequence[str], *, without: str = "") -> None:
        """``without`` is what no span at all is called, where that is possible."""
        super().__init__()
        if without:
            self.addItem(without, "")
        for span in spans:
            self.addItem(self._spelt(span), span)
        self.activated.connect(self._on_activated)

    @property
    def span(self) -> str:
        """The span as the workspace writes it: ``25m``."""
        return str(self.currentData())

    def put(self, span: str) -> None:
        """Shows this span."""
        number = self.findData(span)
        if number < 0:
            self.addItem(self._spelt(span), span)
            number = self.count() - 1
        self.setCurrentIndex(number)

    def _on_activated(self, _number: int) -> None:
        self.edited.emit()

    def _spelt(self, span: str) -> str:
        return " ".join(self._part(int(count), unit) for count, unit in _PART.findall(span)) or span

    def _part(self, count: int, unit: str) -> str:
        match unit:
            case "d":
                return self.tr("{count} d").format(count=count)
            case "h":
                return self.tr("{count} h").format(count=count)
            case "m":
                return self.tr("{count} min").format(count=count)
            case _:
                return self.tr("{count} s").format(count=count)
