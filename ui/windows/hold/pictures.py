"""Reading pictures that may be anything: huge, broken, a pipe, a link. Never on the window's own thread."""

import base64
import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

MOST_BYTES = 64 * 1024 * 1024
"""Of a file that is opened to be drawn."""
MOST_MEBIBYTES = 256
"""Of a picture in memory, before it is made smaller."""
_DRAWN = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})
"""What posts carry. Vector formats are not drawn: they can refer to other files."""


class Fate(StrEnum):
    """What became of a file."""

    DRAWN = "drawn"
    FIRST_FRAME = "first-frame"
    """It moves; only its beginning is drawn."""
    OTHER = "other"
    """It is no picture: a film, a document."""
    TOO_BIG = "too-big"
    BROKEN = "broken"
    """It begins like a picture, and cannot be read."""
    MISSING = "missing"
    NOT_A_FILE = "not-a-file"
    """A link, a pipe, a folder, a device."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What can be shown of a file."""

    fate: Fate
    image: QImage | None = None
    size: tuple[int, int] = (0, 0)
    """Of the picture as it is in the file, upright."""
    bytes: int = 0


class _Carrier(QObject):
    done = Signal(object)


class Reading(QRunnable):
    """Reads one file on another thread; ``carrier.done`` brings the ``Picture``."""

    def __init__(self, path: str, fitting: QSize, small: str = "") -> None:
        """``small``: Base64 of a picture, for a file that has no path."""
        super().__init__()
        self.carrier = _Carrier()
        self._path, self._small = path, small
        self._fitting = fitting

    def run(self) -> None:
        """Reads, and says what came of it."""
        found = read(self._path, self._fitting) if self._path else unpacked(self._small, self._fitting)
        with suppress(RuntimeError):  # the window is gone, and its carrier with it
            self.carrier.done.emit(found)


def begin(reading: Reading) -> None:
    """Starts reading when a thread is free."""
    QThreadPool.globalInstance().start(reading)


def read(path: str, fitting: QSize) -> Picture:
    """The picture, upright, made small enough to fit; never raises."""
    try:
        content = _content(path)
    except FileNotFoundError:
        return Picture(Fate.MISSING)
    except OSError as error:
        return Picture(Fate.NOT_A_FILE if error.errno in {errno.ELOOP, errno.ENXIO, errno.EISDIR} else Fate.MISSING)
    except ValueError:
        return Picture(Fate.MISSING)  # a name with a zero byte in it
    return content if isinstance(content, Picture) else _decoded(content, fitting)


def unpacked(small: str, fitting: QSize) -> Picture:
    """The picture in these letters; never raises."""
    try:
        content = base64.b64decode(small, validate=True)
    except ValueError:
        return Picture(Fate.BROKEN)
    return _decoded(content, fitting) if _looks_drawable(content[:32]) else Picture(Fate.OTHER)


def _content(path: str) -> bytes | Picture:
    """The file's bytes. Opening waits for nobody and follows no link; only a regular file is read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - from the descriptor that was looked at
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return Picture(Fate.NOT_A_FILE)
        head = file.read(32)
        if not _looks_drawable(head):
            return Picture(Fate.OTHER, bytes=found.st_size)
        if found.st_size > MOST_BYTES:
            return Picture(Fate.TOO_BIG, bytes=found.st_size)
        rest = [head]
        while (left := MOST_BYTES - sum(map(len, rest))) > 0 and (more := file.read(min(left, 1 << 20))):
            rest.append(more)
        return b"".join(rest)


def _looks_drawable(head: bytes) -> bool:
    buffer = _buffer(head)
    return bytes(QImageReader.imageFormat(buffer).data()) in _DRAWN


def _decoded(content: bytes, fitting: QSize) -> Picture:
    buffer = _buffer(content)  # must outlive the reader, which does not own it
    reader = QImageReader(buffer)
    QImageReader.setAllocationLimit(MOST_MEBIBYTES)
    reader.setAutoTransform(True)
    stored = reader.size()
    if not stored.isValid():
        return Picture(Fate.BROKEN, bytes=len(content))
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    upright = stored.transposed() if turned else stored
    aim = _fitted(upright, fitting)
    reader.setScaledSize(aim.transposed() if turned else aim)
    moves = reader.supportsAnimation() and reader.imageCount() != 1
    image = reader.read()
    size = (upright.width(), upright.height())
    if image.isNull():
        big = upright.width() * upright.height() * 4 > MOST_MEBIBYTES * 1024 * 1024
        return Picture(Fate.TOO_BIG if big else Fate.BROKEN, size=size, bytes=len(content))
    return Picture(Fate.FIRST_FRAME if moves else Fate.DRAWN, image, size, len(content))


def _fitted(size: QSize, fitting: QSize) -> QSize:
    """Smaller if needed, never larger, at least one pixel."""
    if size.width() <= fitting.width() and size.height() <= fitting.height():
        return size
    share = min(fitting.width() / size.width(), fitting.height() / size.height())
    return QSize(max(1, round(size.width() * share)), max(1, round(size.height() * share)))


def _buffer(content: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
