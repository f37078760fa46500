"""In whose folders a picture lies."""

import os
from collections.abc import Mapping


class Folders:
    """Folders and the identity that each belongs to; the innermost one decides."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        real = ((os.path.realpath(folder).rstrip(os.sep) + os.sep, owner) for folder, owner in folders.items())
        self._folders = sorted(real, key=lambda entry: -len(entry[0]))

    def owner(self, path: str) -> str:
        """The identity whose picture this is, by a path without links; empty where it lies in nobody's folder."""
        return next((owner for folder, owner in self._folders if path.startswith(folder)), "")

    @property
    def outermost(self) -> tuple[str, ...]:
        """The folders that lie in no other, so that walking them meets every file once."""
        names = [folder for folder, _ in self._folders]
        inner = {one for one in names for other in names if one != other and one.startswith(other)}
        return tuple(dict.fromkeys(name.rstrip(os.sep) or os.sep for name in names if name not in inner))
