"""The picture in its frame: zoom by wheel, keys and buttons, the legend below, and words where nothing can be drawn."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import look
from ui.picture.legend import Legend, LegendBar
from ui.picture.scene import Picture

_STEP = 1.2
_SMALLEST, _LARGEST = 0.08, 4.0
_READABLE = 0.7
"""A large picture is not shown smaller than this at first."""
_FITTED = 1.2
"""A small picture is not blown up further than this."""


class PictureView(QGraphicsView):
    """Shows a picture; as long as nobody zooms, it fits the frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = True
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(QCoreApplication.translate("Audit", "Picture of the routes"))

    @property
    def zoom(self) -> float:
        """How large one unit of the picture is on the screen."""
        return self.transform().m11()

    def show_picture(self, picture: Picture) -> None:
        """Shows another picture: the whole of it, or where that would be too small to read its heart."""
        self.setScene(picture)
        self.fit()
        if self.zoom < _READABLE:
            self.zoom_by(_READABLE / self.zoom)
            self.centerOn(picture.heart())

    def fit(self) -> None:
        """The whole picture, as large as it goes."""
        self._fits = True
        if self.scene() is None:
            return
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom > _FITTED:
            self.resetTransform()
            self.scale(_FITTED, _FITTED)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller, within bounds."""
        self._fits = False
        wanted = min(max(self.zoom * factor, _SMALLEST), _LARGEST)
        self.scale(wanted / self.zoom, wanted / self.zoom)

    def reveal(self, area: QRectF) -> None:
        """Scrolls until the area is seen."""
        if not area.isEmpty() and not self._fits:
            self.ensureVisible(area, 40, 40)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl it zooms, without it scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plus and minus zoom, 0 fits."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(_STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / _STEP)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keeps fitting."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()


class PicturePane(QWidget):
    """The picture with its buttons, its note and its legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PictureView(self)
        self.legend = LegendBar(self)
        self.note = _quiet_label(self)
        self._words = _quiet_label(self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._words)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addLayout(self._top())
        column.addLayout(self._stack, 1)
        column.addWidget(self.legend)

    def show_picture(self, picture: Picture, legend: Legend, note: str) -> None:
        """Shows a picture; the note says what of it is left out."""
        self._stack.setCurrentWidget(self.view)
        self.view.show_picture(picture)
        self.legend.show_legend(legend)
        self.note.setText(note)

    def show_words(self, text: str) -> None:
        """Shows a sentence where there is nothing to draw."""
        self._words.setText(text)
        self._stack.setCurrentWidget(self._words)
        self.legend.show_legend(None)
        self.note.setText("")

    @property
    def words(self) -> str:
        """The sentence that stands in the picture's place, or nothing."""
        return self._words.text() if self._stack.currentWidget() is self._words else ""

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.note, 1)
        for text, name, slot in (
            ("−", self.tr("Smaller"), lambda: self.view.zoom_by(1 / _STEP)),
            ("+", self.tr("Larger"), lambda: self.view.zoom_by(_STEP)),
            (self.tr("Fit"), self.tr("Show the whole picture"), self.view.fit),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setMinimumSize(36, 30)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row


def _quiet_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFont(look.font(look.Size.SMALL))
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
