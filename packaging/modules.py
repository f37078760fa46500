"""Joins ES modules into one script for a page, and looks whether modules fit together.

It understands what the extension keeps to: each import and export stands on a line of its own and renames nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r"^import (?:\{ ?(?P<names>[\w$, ]*?),? ?\} from )?'(?P<source>[^']+)';$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const|let) ?\*? ?(?P<name>[\w$]+))", re.MULTILINE)
_TOP = re.compile(
    r"^(?:export )?(?:async function|function|class|const|let|var)(?: ?\* ?| )(?P<name>[\w$]+|[{\[])", re.MULTILINE
)
_LEFT = re.compile(r"^\s*(?:import\b(?!\(|\.)|export\b).*$", re.MULTILINE)


class Unfit(Exception):
    """The parts do not fit together; the message says where."""


def joined(entry: Path, generated: dict[Path, str]) -> str:
    """One script that does what the module ``entry`` and all it imports do; raises Unfit.

    The order is the one in which a browser would run the modules, so that it stands in one place: the imports.
    """
    texts: dict[Path, str] = {}
    _gather(entry, generated, texts, [])
    _check_folder(entry.parent, texts)
    taken: dict[str, Path] = {}
    for path, text in texts.items():
        for name in _names(path, text):
            if name in taken:
                raise Unfit(f"{path}: {name} is a name in {taken[name]} already, and both become one script")
            taken[name] = path
    body = "\n".join(_bare(path, text) for path, text in texts.items())
    return f"(() => {{\n'use strict';\n\n{body}}})();\n"


def check(folder: Path) -> None:
    """Whether every import of the modules in a folder finds what it names; raises Unfit."""
    for path in sorted(folder.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        for source, names in _imports(path, text):
            if not source.is_file():
                raise Unfit(f"{path}: there is no {source}")
            _check_names(path, names, source, source.read_text(encoding="utf-8"))


def _gather(path: Path, generated: dict[Path, str], texts: dict[Path, str], way: list[Path]) -> None:
    if path in way:
        raise Unfit(f"{path} imports itself, by {' and '.join(map(str, way[way.index(path) :]))}")
    if path in texts:
        return
    text = _text(path, generated)
    for source, names in _imports(path, text):
        _gather(source, generated, texts, [*way, path])
        _check_names(path, names, source, texts[source])
    texts[path] = text


def _text(path: Path, generated: dict[Path, str]) -> str:
    if path in generated:
        return generated[path]
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unfit(f"{path}: {error.strerror}") from None


def _imports(path: Path, text: str) -> Iterator[tuple[Path, list[str]]]:
    for found in _IMPORT.finditer(text):
        names = [name.strip() for name in (found["names"] or "").split(",") if name.strip()]
        yield (path.parent / found["source"]).resolve(), names


def _check_names(path: Path, names: list[str], source: Path, text: str) -> None:
    there = {found["name"] for found in _EXPORT.finditer(text)}
    if missing := [name for name in names if name not in there]:
        raise Unfit(f"{path}: {source} exports no {', '.join(missing)}")


def _check_folder(folder: Path, texts: dict[Path, str]) -> None:
    unused = [path.name for path in sorted(folder.rglob("*.js")) if path.resolve() not in texts]
    if unused:
        raise Unfit(f"{folder}: nothing imports {', '.join(unused)}")


def _names(path: Path, text: str) -> Iterator[str]:
    for found in _TOP.finditer(text):
        if found["name"] in "{[":
            raise Unfit(f"{path}: a name at the top is taken out of a value; give each a line of its own")
        yield found["name"]


def _bare(path: Path, text: str) -> str:
    bare = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT.search(bare):
        raise Unfit(f"{path}: this import or export cannot be joined: {left[0].strip()}")
    return bare.strip("\n") + "\n"
