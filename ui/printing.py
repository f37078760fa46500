"""HTML as pages: a PDF that can be read, searched and printed, made by Qt alone.

``python -m ui.printing in.html out.pdf`` does it without a screen.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)

from guard.model.version import VERSION

_DPI = 96
"""The unit in which the document is laid out: as a browser's pixels."""
_MARGIN = 18.0
"""Millimetres around the text."""
_FOOT = 28
"""Pixels at the foot of each page for its number."""
_POINTS = 10
_BELOW = 120
"""Pixels that must be left on a page for a heading and what comes first below it."""
_ROOM = 14
"""Pixels below a table."""
_LINE = QColor("#c8ccd4")


class _Inert(QTextDocument):
    """A document that opens nothing: no picture, no style sheet, no file named in the text."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:  # noqa: ANN401, N802 - as Qt has it
        """Nothing."""
        return QByteArray()


def pdf_of(html: str) -> bytes:
    """The HTML on A4 pages with numbers. Needs a ``QGuiApplication``; nothing outside of the text is read."""
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator(f"Hatcheck {VERSION}")
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    room = QRectF(writer.pageLayout().paintRectPixels(_DPI))
    room.moveTo(0, 0)
    document = laid_out(html, QSizeF(room.width(), room.height() - _FOOT))
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    _paint(document, writer, room)
    buffer.close()
    return bytes(raw.data())


def laid_out(html: str, page: QSizeF) -> QTextDocument:
    """The text, broken into pages of this size in pixels."""
    document = _Inert()
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(html)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _ruled(frame)
    document.setPageSize(page)
    _kept_together(document)
    return document


def _ruled(table: QTextTable) -> None:
    """The same thin lines on all sides, and room below: Qt draws what a style sheet says on two sides only."""
    if table.columns() == 2 and not table.format().toTableFormat().headerRowCount():
        return
    ruled = QTextTableFormat(table.format().toTableFormat())
    ruled.setBorder(1)
    ruled.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    ruled.setBorderBrush(_LINE)
    ruled.setBorderCollapse(True)
    ruled.setBottomMargin(_ROOM)
    table.setFormat(ruled)


def _kept_together(document: QTextDocument) -> None:
    """A heading does not end a page: what it is about begins below it."""
    layout, high = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            top = layout.blockBoundingRect(block).top()
            if top % high > high - _BELOW:
                told = QTextBlockFormat(block.blockFormat())
                told.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(told)
                document.markContentsDirty(0, document.characterCount())  # else what follows a table is lost
        block = block.next()


def _paint(document: QTextDocument, writer: QPdfWriter, room: QRectF) -> None:
    painter = QPainter(writer)
    high = document.pageSize().height()
    document.documentLayout().setPaintDevice(writer)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * high)
        seen = QAbstractTextDocumentLayout.PaintContext()
        seen.clip = QRectF(0, page * high, room.width(), high)
        seen.palette = _paper()
        painter.setClipRect(QRectF(0, page * high, room.width(), high))
        document.documentLayout().draw(painter, seen)
        painter.restore()
        painter.setPen(QColor("#525966"))
        foot = QRectF(0, room.height() - _FOOT, room.width(), _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"{page + 1} / {pages}")
    painter.end()


def _paper() -> QPalette:
    """Black on white, however light or dark the desktop is."""
    paper = QPalette()
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        paper.setColor(role, QColor("#000000"))
    paper.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    return paper


def main(arguments: Sequence[str]) -> int:
    """Reads the first file, writes the second; 2 where that cannot be done."""
    if len(arguments) != 2:
        sys.stderr.write("Usage: python -m ui.printing in.html out.pdf\n")
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication.instance() or QGuiApplication(["hatcheck"])
    source, target = map(Path, arguments)
    try:
        target.write_bytes(pdf_of(source.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
