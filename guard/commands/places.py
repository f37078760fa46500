"""Where descriptions, shims, drafts and a tool's own files lie. Standard library only, and little of it.

The folders are those of ``guard.workspace.where``, worked out without the library that it takes them from: the command
hook starts once per call. A test keeps both equal.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
"""The descriptions that come with Hatcheck."""
MARK = "hatcheck gate"
"""Stands in every shim, so that no file of anybody else's is ever replaced or removed, and no shim taken for a tool."""
_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")


def descriptions(tool: str) -> "tuple[str, ...]":
    """Where this tool may be described, the user's own file first; nowhere for a name that is no plain file name."""
    if not tool or tool[0] == "." or not _ALLOWED.issuperset(tool):
        return ()
    return tuple(os.path.join(folder, f"{tool}.json") for folder in (own_descriptions(), DATA))


def own_descriptions() -> str:
    """The folder with the user's own descriptions: ``commands``, beside the workspace file."""
    named = os.environ.get("HATCHECK_WORKSPACE")
    folder = os.path.dirname(os.path.abspath(_from_home(named))) if named else _folder("XDG_CONFIG_HOME", ".config")
    return os.path.join(folder, "commands")


def state() -> str:
    """The folder where Hatcheck keeps its state."""
    named = os.environ.get("HATCHECK_STATE")
    return _from_home(named) if named else _folder("XDG_STATE_HOME", ".local/state")


def drafts() -> str:
    """The folder where texts that were not posted are kept."""
    return os.path.join(state(), "drafts")


def shims() -> str:
    """The folder that stands first in PATH; ``HATCHECK_SHIMS`` names another."""
    named = os.environ.get("HATCHECK_SHIMS")
    return _from_home(named) if named else os.path.join(_folder("XDG_DATA_HOME", ".local/share"), "shims")


def _from_home(path: str) -> str:
    return os.path.expanduser(path)


def _folder(variable: str, below_home: str) -> str:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or _from_home("~/AppData/Local")
    elif sys.platform == "darwin":
        base = _from_home("~/Library/Application Support")
    else:
        base = os.environ.get(variable, "").strip() or os.path.join(_from_home("~"), *below_home.split("/"))
    return os.path.join(base, "hatcheck")


def real_tool(tool: str, path: "str | None" = None) -> "str | None":
    """The program that this name runs where no shim is in front: the first in PATH that is none.

    The shim itself tells: the folder may be another here, where a program has set ``XDG_DATA_HOME`` for itself.
    """
    names = [tool + end for end in os.environ.get("PATHEXT", ".EXE;.CMD").split(";")] if os.name == "nt" else [tool]
    if os.path.dirname(tool):
        return tool if _runs(tool) else None
    for folder in (os.environ.get("PATH", os.defpath) if path is None else path).split(os.pathsep):
        for name in names:
            there = os.path.join(folder or os.curdir, name)
            if _runs(there) and not is_shim(there):
                return there
    return None


def is_shim(path: "str | os.PathLike[str]") -> bool:
    """Whether the file is a shim of any Hatcheck."""
    try:
        with open(path, "rb") as stream:
            return MARK.encode() in stream.read(512)
    except OSError:
        return False


def _runs(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


class NoPlace(Exception):
    """A file's place cannot be worked out; the message says why."""


def place(
    files: "Mapping[str, Iterable[str]]", env: "Mapping[str, str]", options: "Mapping[str, list[str]]", cwd: str
) -> str:
    """The one file that the tool would use: of this system's places the first whose parts are all there.

    A place may hold ``~``, variables of the environment (``$XDG_CONFIG_HOME``) and options (``{--profile}``). Raises
    NoPlace where none can be told.
    """
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    for template in files.get(system) or files.get("all", ()):
        parts = [_part(part, env, options) for part in template.split("/")]
        if None not in parts:
            return os.path.normpath(os.path.join(cwd, *_whole(parts)))
    raise NoPlace("neither HOME nor what stands for it is set")


def _whole(parts: "list[str | None]") -> "list[str]":
    # The first empty part is the root of an absolute template.
    return [part or os.sep for part in parts if part is not None]


def _part(part: str, env: "Mapping[str, str]", options: "Mapping[str, list[str]]") -> "str | None":
    if part == "~":
        return env.get("HOME") or env.get("USERPROFILE") or None
    if part[:1] == "$":
        value = env.get(part[1:])
        if value == "":
            raise NoPlace(f"{part[1:]} is set and empty")
        home = env.get("HOME", "")
        return home + value[1:] if value and value[:2] in {"~", "~/"} and home else value
    if "{" in part:
        before, _, rest = part.partition("{")
        name, _, after = rest.partition("}")
        values = options.get(name)
        return before + values[-1] + after if values else None
    return part
