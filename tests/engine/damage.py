"""Case files damaged in many ways, and what every reader promises all the same.

The words come from the reader's own cases at run time, so that the damage keeps looking like the tool's format; the
``Edit``s are plain data, which hypothesis shrinks and atheris steers.
"""

import copy
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import yaml
from hypothesis import strategies as st

from guard.model.plain import from_plain, to_plain
from guard.model.route import Endpoint, Place, Snapshot
from guard.readers import NotReadable, Reader, SourceFile
from guard.readers._index import READERS

CASES = Path(__file__).parents[1] / "cases" / "readers"

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 1.5, 10**30, 1e308, float("nan"), float("inf")),
    *([], {}, [None], [[]], [{}], {"": None}, {"id": []}, [1, "a", None, {}]),
    *("", " ", "@", "@@", "#", "/", "://", "http://[", "https://[::1", "http://a:b@c:x/", "https://ntfy.sh/"),
    *("{{", "}}", "={{", "={{ $json", "${{", "${", "!secret x", "%s", "%(a)s", "\\", "\\u", '"', "'", "`", "$(", "<!"),
    *("²", "١٢", "9" * 5000, "-0", "1e999", "nan", "0x", "\ud800", "\udcff@\udcff", "\0", "\u2028", "\u202e", "a\nb"),
    *("x" * 70_000, "(" * 3000, "a@" * 3000, "." * 3000, "{" * 3000, "é" * 10, "İ", "ß", "\ufeff"),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One damage: what is done, where, and with what; both numbers are taken modulo what there is."""

    action: str
    at: int
    other: int


@dataclass(frozen=True, slots=True)
class Kind:
    """All that is known of one reader from its cases."""

    reader: Reader
    files: tuple[SourceFile, ...]
    words: tuple[str, ...]
    """The keys and texts of the reader's format."""


@cache
def kind_of(name: str) -> Kind:
    """The reader of this name, its case files and its vocabulary."""
    folder = CASES / name
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "expected.json")
    files = tuple(SourceFile(path.relative_to(CASES).as_posix(), path.read_bytes()) for path in paths)
    words = dict.fromkeys(word for file in files for document in documents(file) for word in _words(document))
    lines = dict.fromkeys(line.strip() for file in files for line in _text(file).splitlines())
    return Kind(cast(Reader, import_module(f"guard.readers.{name}")), files, tuple(words) or tuple(lines) or ("",))


def documents(file: SourceFile) -> list[Any]:
    """The file's values as far as it has a syntax with values and is whole."""
    try:
        head, separator, body = file.text.partition(" = ")
        if file.syntax == "js" and separator:
            return [json.loads(body.rstrip().rstrip(";"))] if head.startswith("window.YTD.") else []
        return list(file.documents)
    except (NotReadable, ValueError):
        return []


def _text(file: SourceFile) -> str:
    return file.data.decode("utf-8", "replace")


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str):
        yield value


# Damage to values


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _spots(inner)


def _rename(table: Any, key: Any, name: str) -> None:
    if isinstance(table, dict):
        table[name] = table.pop(key)


VALUE_ACTIONS = ("null", "hostile", "word", "drop", "rename", "graft", "list", "table", "twice")


def damaged(values: Sequence[Any], edits: Sequence[Edit], words: Sequence[str]) -> list[Any]:
    """A copy of a file's documents with all edits made."""
    root = copy.deepcopy(list(values))
    for edit in edits:
        spots = list(_spots(root))
        if not spots:
            break
        inside, key = spots[edit.at % len(spots)]
        match edit.action:
            case "null":
                inside[key] = None
            case "hostile":
                inside[key] = copy.deepcopy(HOSTILE[edit.other % len(HOSTILE)])
            case "word":
                inside[key] = words[edit.other % len(words)]
            case "drop":
                del inside[key]
            case "rename":
                _rename(inside, key, words[edit.other % len(words)])
            case "graft":
                source, where = spots[edit.other % len(spots)]
                inside[key] = copy.deepcopy(source[where])
            case "list":
                inside[key] = [inside[key]]
            case "table":
                inside[key] = {words[edit.other % len(words)]: inside[key]}
            case "twice":
                inside[key] = [inside[key], copy.deepcopy(inside[key])]
    return root


def written(values: Sequence[Any], like: SourceFile) -> bytes:
    """The values in the syntax of ``like``."""
    match like.syntax:
        case "js":
            text = f"{_text(like).partition(' = ')[0]} = {json.dumps(values[0] if values else None)}"
        case "yaml" if "\\ud" not in json.dumps(values):  # half characters cannot stand in YAML
            text = yaml.dump_all(values, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False)
        case "toml":
            text = "".join(_toml(values[0] if values and isinstance(values[0], dict) else {}))
        case _:
            text = json.dumps(values[0] if values else None, indent=1)
    return text.encode("utf-8", "surrogatepass")


def _toml(table: dict[str, Any], path: str = "") -> Iterator[str]:
    """Sections as people write them; readers look for those."""
    inner = {key: value for key, value in table.items() if value and isinstance(value, dict)}
    lists = {key: v for key, v in table.items() if v and isinstance(v, list) and all(isinstance(x, dict) for x in v)}
    yield from (f"{_toml_key(key)} = {_inline(table[key])}\n" for key in table if key not in {*inner, *lists})
    for key, value in inner.items():
        yield f"[{path}{_toml_key(key)}]\n"
        yield from _toml(value, f"{path}{_toml_key(key)}.")
    for key, values in lists.items():
        for value in values:
            yield f"[[{path}{_toml_key(key)}]]\n"
            yield from _toml(value, f"{path}{_toml_key(key)}.")


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml_key(key)} = {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(inner) for inner in value) + "]"
    return json.dumps("" if value is None else value).replace("NaN", "nan").replace("Infinity", "inf")


def exchanged(file: SourceFile, depth: int) -> Iterator[SourceFile]:
    """The file again and again, each time with one of its values replaced by one of another type."""
    values = documents(file)
    for way in _ways(values, depth + 1):
        for other in (None, 7, "x", ["x"], {"x": {}}):
            changed = copy.deepcopy(values)
            inside: Any = changed
            for key in way[:-1]:
                inside = inside[key]
            inside[way[-1]] = other
            yield SourceFile(file.path, written(changed, file))


def _ways(value: Any, depth: int) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items if depth >= 0 else ():
        yield (key,)
        yield from ((key, *way) for way in _ways(inner, depth - 1))


# Damage to text

TEXT_ACTIONS = ("cut", "behead", "drop", "double", "swap", "unquote", "indent", "outdent", "hostile", "word", "join")


def damaged_text(text: str, edits: Sequence[Edit], words: Sequence[str]) -> bytes:
    """The text with all edits made."""
    for edit in edits:
        match edit.action:
            case "cut":
                text = text[: edit.at % (len(text) + 1)]
            case "behead":
                text = text[edit.at % (len(text) + 1) :]
            case _:
                lines = text.split("\n")
                _damage_line(lines, edit, words)
                text = "\n".join(lines)
    return text.encode("utf-8", "surrogatepass")


def _damage_line(lines: list[str], edit: Edit, words: Sequence[str]) -> None:
    at, other = edit.at % len(lines), edit.other % len(lines)
    line = lines[at]
    match edit.action:
        case "drop":
            del lines[at]
        case "double":
            lines.insert(other, line)
        case "swap":
            lines[at], lines[other] = lines[other], line
        case "unquote":
            lines[at] = line.replace('"', "").replace("'", "")
        case "indent":
            lines[at] = f"  {line}"
        case "outdent":
            lines[at] = line.strip()
        case "hostile":
            column = edit.other % (len(line) + 1)
            lines[at] = line[:column] + str(HOSTILE[edit.other % len(HOSTILE)]) + line[column:]
        case "word":
            lines[at] = f"{line.rpartition(' ')[0]} {words[edit.other % len(words)]}"
        case "join":
            lines[at : at + 2] = ["".join(lines[at : at + 2])]


# Strategies

_NUMBERS = st.integers(0, 20_000)


def edits(actions: Sequence[str]) -> st.SearchStrategy[list[Edit]]:
    """A few edits of these kinds."""
    return st.lists(st.builds(Edit, st.sampled_from(actions), _NUMBERS, _NUMBERS), min_size=1, max_size=6)


def damaged_values(name: str) -> st.SearchStrategy[SourceFile]:
    """Case files whose values were exchanged, dropped, renamed and moved; the syntax stays whole."""
    kind = kind_of(name)
    whole = [file for file in kind.files if documents(file)]

    def build(file: SourceFile, made: list[Edit]) -> SourceFile:
        return SourceFile(file.path, written(damaged(documents(file), made, kind.words), file))

    return st.builds(build, st.sampled_from(whole), edits(VALUE_ACTIONS)) if whole else damaged_texts(name)


def damaged_texts(name: str) -> st.SearchStrategy[SourceFile]:
    """Case files whose lines were doubled, cut, moved and unquoted."""
    kind = kind_of(name)

    def build(file: SourceFile, made: list[Edit]) -> SourceFile:
        return SourceFile(file.path, damaged_text(_text(file), made, kind.words))

    return st.builds(build, st.sampled_from(kind.files), edits(TEXT_ACTIONS))


def invented_values(name: str) -> st.SearchStrategy[SourceFile]:
    """Documents that no case has, made of the words of the format alone."""
    kind = kind_of(name)
    trees: st.SearchStrategy[Any] = st.sampled_from((*kind.words, *HOSTILE))
    for _ in range(3):
        trees |= st.lists(trees, max_size=3) | st.dictionaries(st.sampled_from(kind.words), trees, max_size=4)
    whole = [file for file in kind.files if documents(file)]
    if not whole:
        return st.builds(
            lambda file, lines: SourceFile(file.path, "\n".join(lines).encode("utf-8", "surrogatepass")),
            st.sampled_from(kind.files),
            st.lists(st.sampled_from((*kind.words, *map(str, HOSTILE))), max_size=12),
        )

    def build(file: SourceFile, tree: Any) -> SourceFile:
        base = documents(file)[0]
        if isinstance(base, dict) and isinstance(tree, dict):
            tree = {**base, **tree}
        return SourceFile(file.path, written([tree], file))

    return st.builds(build, st.sampled_from(whole), trees)


def any_bytes() -> st.SearchStrategy[SourceFile]:
    """Anything, under the name of any case file."""
    paths = sorted({file.path for name in READERS for file in kind_of(name).files})
    heads = st.sampled_from((b"", b"{", b"[", b"window.YTD.", b"<?xml ", b"\xef\xbb\xbf", b"\xff\xfe", b"A=", b"- a: "))
    return st.builds(lambda path, *parts: SourceFile(path, b"".join(parts)), st.sampled_from(paths), heads, st.binary())


# What is promised


def must_hold(file: SourceFile, names: Sequence[str] = READERS) -> None:
    """Each of these readers keeps its promises for the file, alone and beside its undamaged cases."""
    for reader in (kind_of(name).reader for name in names):
        if takes(reader, file):
            check(reader.read([file]), [file])
            others = [other for other in claimed_cases(reader.TOOL.id) if other.path != file.path]
            check(reader.read([*others, file]), [*others, file])


@cache
def claimed_cases(tool: str) -> tuple[SourceFile, ...]:
    """The tool's undamaged case files that its reader takes."""
    kind = kind_of(tool.replace("-", "_"))
    return tuple(file for file in kind.files if takes(kind.reader, file))


def takes(reader: Reader, file: SourceFile) -> bool:
    """Whether the reader claims the file; a file that cannot be parsed is nobody's."""
    try:
        return reader.claims(file)
    except NotReadable:
        return False


def check(snapshot: Snapshot, files: Sequence[SourceFile]) -> None:
    """The snapshot says what a snapshot may say, of these files alone, and goes over the wire unchanged."""
    assert isinstance(snapshot, Snapshot)
    lines = {file.path: _text(file).count("\n") + 1 for file in files}
    for route in snapshot.routes:
        assert any((route.destination.platform, route.destination.account, route.destination.ref)), route
    for item in (*snapshot.routes, *snapshot.holdings, *snapshot.undecided, *snapshot.unreadable):
        for part in _parts(item):
            place = part if isinstance(part, Place) else None
            file, line = (
                (place.file, place.line) if place else (getattr(part, "file", None), getattr(part, "line", None))
            )
            assert file is None or file in lines, part
            assert line is None or 1 <= line <= lines[cast(str, file)], (part, lines)
            _texts_are_texts(part)
    assert set(snapshot.files) <= set(lines)
    plain = json.loads(json.dumps(to_plain(snapshot)))
    assert from_plain(plain) == snapshot


def _parts(item: Any) -> Iterator[Any]:
    yield item
    for name in ("source", "destination", "endpoint", "place"):
        if hasattr(item, name):
            yield getattr(item, name)


def _texts_are_texts(part: Any) -> None:
    for item in fields(part):
        value = getattr(part, item.name)
        match item.name:
            case "enabled" | "active":
                assert value is None or isinstance(value, bool), part
            case "line":
                assert value is None or type(value) is int, part
            case "source" | "destination" | "endpoint" | "place":
                assert isinstance(value, Endpoint | Place)
            case "platform" | "account" | "ref":
                assert value is None or isinstance(value, str), part
            case _:
                assert isinstance(value, str), part
