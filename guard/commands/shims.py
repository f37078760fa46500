"""Shims: small programs with a tool's name, in a folder that stands before the tool in PATH, that run the hook."""

import os
from dataclasses import dataclass
from pathlib import Path

from guard.commands import description, places, starter
from guard.files import replace_file


class NotOurs(Exception):
    """There is a file in the way that Hatcheck did not put there."""


class NoToolName(Exception):
    """The word cannot be the name of a tool."""


@dataclass(frozen=True, slots=True)
class Shim:
    """How the gate before one tool stands."""

    tool: str
    installed: bool
    """Whether the shim is there and runs the hook of this Hatcheck."""
    in_front: bool
    """Whether a shell with this PATH would run the shim rather than the tool."""
    real: str | None
    """The tool itself, or None where PATH has none."""
    described: str | None
    """The file that describes it, or None: then every call of it is held."""


def hook() -> Path:
    """The hook's file."""
    return Path(places.__file__).resolve().parents[1] / "clients" / "hook.py"


def folder() -> Path:
    """The folder of shims."""
    return Path(places.shims())


def install(tool: str) -> Path:
    """Puts the shim there; raises NoToolName and NotOurs."""
    there = _file(tool)
    if there.exists() and not places.is_shim(there):
        raise NotOurs(f"{there} is there already and is not Hatcheck's; move it away")
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(there, _text(tool))
    there.chmod(0o755)
    return there


def remove(tool: str) -> bool:
    """Takes it away, and says whether there was one; raises NoToolName and NotOurs."""
    there = _file(tool)
    if not there.exists():
        return False
    if not places.is_shim(there):
        raise NotOurs(f"{there} is not Hatcheck's; it was left alone")
    there.unlink()
    return True


def state(tool: str, path: str | None = None) -> Shim:
    """How the gate before this tool stands; raises NoToolName."""
    there = _file(tool)
    installed = there.exists() and there.read_text(encoding="utf-8", errors="replace") == _text(tool)
    return Shim(
        tool,
        installed,
        installed and _found_first(there, path),
        places.real_tool(tool, path),
        description.known().get(tool),
    )


def states(path: str | None = None) -> list[Shim]:
    """Every tool with a shim, and every described tool that this machine has."""
    ours = {one.stem for one in folder().iterdir() if places.is_shim(one)} if folder().is_dir() else set()
    every = {tool: state(tool, path) for tool in sorted({*ours, *description.known()})}
    return [shim for tool, shim in every.items() if tool in ours or shim.real]


def path_line() -> str:
    """What to add to the shell's start file, so that the shims stand in front."""
    if os.name == "nt":
        return f'setx PATH "{folder()};%PATH%"'
    return f'export PATH="{folder()}:$PATH"'


def _file(tool: str) -> Path:
    if not places.descriptions(tool):
        raise NoToolName(f"{tool!r} is no name of a tool: letters, digits and . _ + - are, as in toot")
    return folder() / (f"{tool}.cmd" if os.name == "nt" else tool)


def _text(tool: str) -> str:
    return starter.text(hook(), f"{places.MARK} {tool}", tool)


def _found_first(there: Path, path: str | None) -> bool:
    for entry in (os.environ.get("PATH", os.defpath) if path is None else path).split(os.pathsep):
        candidate = Path(entry or os.curdir, there.name)
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate.resolve() == there.resolve()
    return False
