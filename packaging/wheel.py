"""Lays the built browser extension into the wheel, so that who installs Hatcheck needs no source folder to load it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = "build/extension"
"""In the source folder; and in the wheel below ``ui``, for no package may be called build."""


class Extension(BuildHookInterface):  # type: ignore[misc]  # hatchling is there while it builds only
    """What hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds it, but for an installation that runs from the source folder."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "packaging")))
        import archives
        import extension

        for browser in extension.PACKED:
            extension.build(browser, Path(self.root, _BUILT, browser))
        name = f"hatcheck-{extension.VERSION}-firefox.xpi"
        archives.zipped(Path(self.root, _BUILT, "firefox"), Path(self.root, _BUILT, name))
        for one in ("chromium", name):
            build_data["force_include"][str(Path(self.root, _BUILT, one))] = f"ui/extension/built/{one}"
