"""Where the workspace and the engine's own files lie."""

import os
from pathlib import Path

from guard.files import from_home

FILE = "hatcheck.toml"


def user_file() -> Path:
    """The user's workspace: ``HATCHECK_WORKSPACE``, else the platform's configuration folder."""
    if named := os.environ.get("HATCHECK_WORKSPACE"):
        return from_home(named)
    import platformdirs

    return Path(platformdirs.user_config_dir("hatcheck", appauthor=False)) / FILE


def organisation_file() -> Path:
    """The organisation's workspace: ``HATCHECK_ORGANISATION``, else the machine-wide configuration folder."""
    if named := os.environ.get("HATCHECK_ORGANISATION"):
        return from_home(named)
    import platformdirs

    return Path(platformdirs.site_config_dir("hatcheck", appauthor=False)) / FILE


def written(path: Path) -> str:
    """The path as a person would write it: ``~`` for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def state_folder() -> Path:
    """Where journal and state lie: ``HATCHECK_STATE``, else the platform's state folder."""
    if named := os.environ.get("HATCHECK_STATE"):
        return from_home(named)
    import platformdirs

    return Path(platformdirs.user_state_dir("hatcheck", appauthor=False))
