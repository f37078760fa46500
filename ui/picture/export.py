"""The picture in a file: SVG, PDF on one page, or PNG at twice its size. Always on a light ground, with its legend."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from guard.protocol.card import Badge
from guard.protocol.replies import AuditReport
from ui import look
from ui.picture.legend import Legend, LegendItem
from ui.picture.scene import MARGIN, Picture

_PNG_SCALE = 2.0
_LARGEST = 16_000
"""Pixels on a side of a PNG; a larger picture is written smaller."""


class Form(StrEnum):
    """The formats; each is also the ending of its files."""

    SVG = "svg"
    PDF = "pdf"
    PNG = "png"


def picture_bytes(report: AuditReport, hats: Mapping[str, Badge], form: Form) -> bytes:
    """The picture as a file's content."""
    scene = printable(report, hats)
    write: Mapping[Form, Callable[[Picture, QBuffer], None]] = {Form.SVG: _svg, Form.PDF: _pdf, Form.PNG: _png}
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write[form](scene, buffer)
    buffer.close()
    return bytes(content.data())


def printable(report: AuditReport, hats: Mapping[str, Badge]) -> Picture:
    """The picture on a light ground, with its legend below."""
    scene = Picture(report, hats, look.LIGHT)
    area = scene.sceneRect()
    width = max(area.width() - 2 * MARGIN, 420.0)
    legend = LegendItem(Legend(scene.shown, hats, look.LIGHT), width)
    legend.setPos(area.left() + MARGIN, area.bottom())
    scene.addItem(legend)
    scene.setSceneRect(area.united(legend.sceneBoundingRect()).adjusted(0, 0, 0, MARGIN))
    return scene


def _title() -> str:
    return QCoreApplication.translate("Picture", "Who is mirrored into whom")


def _svg(scene: Picture, device: QBuffer) -> None:
    area = scene.sceneRect()
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setTitle(_title())
    generator.setDescription(QCoreApplication.translate("Picture", "Drawn by Hatcheck"))
    generator.setResolution(96)
    generator.setSize(area.size().toSize())
    generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, area.width(), area.height()), scene.backgroundBrush())
    scene.render(painter, QRectF(0, 0, area.width(), area.height()), area)
    painter.end()


def _pdf(scene: Picture, device: QBuffer) -> None:
    area = scene.sceneRect()
    writer = QPdfWriter(device)
    writer.setTitle(_title())
    writer.setCreator("Hatcheck")
    writer.setResolution(288)
    # 96 of the picture's units are an inch, as on a screen.
    size = QSizeF(area.width() / 96, area.height() / 96)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    painter.fillRect(page, scene.backgroundBrush())
    scene.render(painter, page, area)
    painter.end()


def _png(scene: Picture, device: QBuffer) -> None:
    area = scene.sceneRect()
    scale = min(_PNG_SCALE, _LARGEST / max(area.width(), area.height(), 1.0))
    image = QImage((area.size() * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(scene.backgroundBrush().color())
    image.setText("Title", _title())
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    scene.render(painter, QRectF(image.rect()), area)
    painter.end()
    QImageWriter(device, QByteArray(b"png")).write(image)


def written(path: Path, content: bytes) -> str:
    """Writes a file; what went wrong in words, or nothing."""
    try:
        path.write_bytes(content)
    except OSError as error:
        text = QCoreApplication.translate("Picture", "{path} cannot be written: {reason}. Choose another place.")
        return text.format(path=path, reason=error.strerror or type(error).__name__)
    return ""
