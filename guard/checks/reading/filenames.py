"""What people call a file: the end of its path, or the name that a page told of it."""

import re
from pathlib import PurePosixPath, PureWindowsPath

_TOLD = re.compile(r" \([^()]*\)$")


def name_of(file: str) -> str:
    """``IMG_1.jpg`` of ``/home/jo/IMG_1.jpg`` and of ``IMG_1.jpg (image/jpeg, 2.1 MB)``."""
    if "/" in file[:1] or "\\" in file[:3]:
        return PureWindowsPath(file).name if "\\" in file[:3] else PurePosixPath(file).name
    return _TOLD.sub("", file)
