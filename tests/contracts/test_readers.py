"""The shape of the readers: a module, a line of the table and case folders for each; and what none of them does."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from guard.model.route import Snapshot
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers._index import READERS, readers

FOLDER = Path(__file__).parents[2] / "guard" / "readers"
CASES = Path(__file__).parents[1] / "cases" / "readers"
MODULES = sorted(
    path.stem for path in FOLDER.iterdir() if path.name[0] != "_" and path.name != "base" and path.suffix in {"", ".py"}
)
"""A reader is a module, or a package where it has parts."""
INPUTS = sorted(path for path in CASES.rglob("*") if path.is_file() and path.name != "expected.json")

each_module = pytest.mark.parametrize("name", sorted({*MODULES, *READERS}))


def module(name: str) -> ModuleType:
    return import_module(f"guard.readers.{name}")


def cases(name: str, beginning: str = "") -> list[Path]:
    return sorted(path for path in (CASES / name).glob(f"{beginning}*") if path.is_dir())


def files(folder: Path) -> list[SourceFile]:
    return [SourceFile(path.as_posix(), path.read_bytes()) for path in INPUTS if path.is_relative_to(folder)]


def claimed(name: str, file: SourceFile) -> bool:
    """Whether the reader takes the file; what cannot be parsed is nobody's."""
    try:
        taken: bool = module(name).claims(file)
    except NotReadable:
        return False
    assert isinstance(taken, bool)
    return taken


def short(path: str) -> str:
    return Path(path).relative_to(CASES).as_posix()


def test_the_table_and_the_folder_name_the_same_readers() -> None:
    """A reader is there when its file is there and its line is there, once."""
    assert sorted(READERS) == MODULES
    assert [reader.TOOL.id for reader in readers()] == [name.replace("_", "-") for name in READERS]


def test_every_folder_of_cases_belongs_to_a_reader() -> None:
    assert sorted(path.name for path in CASES.iterdir()) == MODULES


@each_module
def test_a_reader_has_the_four_public_names_and_no_other(name: str) -> None:
    """What else it needs is private, or stands in a part of its package."""
    reader = module(name)
    own = {
        word
        for word, value in vars(reader).items()
        if not word.startswith("_") and getattr(value, "__module__", name) == reader.__name__
    }
    assert own == {"find", "claims", "read"}
    assert isinstance(reader.TOOL, Tool)
    assert {word: list(signature(getattr(reader, word)).parameters) for word in sorted(own)} == {
        "claims": ["file"],
        "find": ["home"],
        "read": ["files"],
    }


@each_module
def test_a_reader_knows_its_base_and_no_other_reader(name: str) -> None:
    """What two tools share stands in the base."""
    place = FOLDER / name
    sources = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    imported = {
        found[1] for path in sources for found in re.finditer(r"from guard\.readers\.(\w+)", path.read_text("utf-8"))
    }
    assert imported <= {"base", name}


@each_module
def test_a_reader_describes_its_tool(name: str) -> None:
    """The id is the module's name, so that a finding leads to the file; the rest is for people."""
    tool = module(name).TOOL
    assert tool.id == name.replace("_", "-")
    assert tool.name.strip()
    assert tool.about.endswith(".")
    assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+/\S*", tool.docs)


@each_module
@pytest.mark.parametrize("beginning", ["good", "empty", "malformed"])
def test_a_reader_has_a_case_that_is(name: str, beginning: str) -> None:
    """Something found, nothing to find, and something broken: each with its input and what is expected of it."""
    found = cases(name, beginning)
    assert found
    for folder in found:
        assert (folder / "expected.json").is_file(), folder
        assert files(folder), folder


@each_module
def test_a_home_with_nothing_in_it_gives_nothing_and_stays_so(name: str, tmp_path: Path) -> None:
    """Looking makes no folder; a home that is not there or is a file is no reason to fail."""
    (tmp_path / "home").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    for home in ("home", "file", "nowhere"):
        assert list(module(name).find(tmp_path / home)) == []
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "home"]


@each_module
def test_files_where_folders_are_looked_for_are_no_reason_to_fail(name: str, tmp_path: Path) -> None:
    """Whatever is found is there."""
    for usual in (".config", ".n8n", "Library", "AppData", "src", "code", "projects", "git", "bots", "Documents"):
        (tmp_path / usual).write_text("", encoding="utf-8")
    assert all(path.exists() for path in module(name).find(tmp_path))


@pytest.mark.parametrize("path", [pytest.param(path, id=short(path.as_posix())) for path in INPUTS])
def test_a_case_file_is_claimed_by_no_reader_but_its_own(path: Path) -> None:
    """A file goes to the first that claims it; only the last of the table reads whatever the others leave."""
    own = path.relative_to(CASES).parts[0]
    file = SourceFile(path.as_posix(), path.read_bytes())
    claimants = [name for name in READERS if claimed(name, file)]
    assert claimants in ([], [own], [own, READERS[-1]])


@pytest.mark.parametrize(
    "folder", [pytest.param(folder, id=short(folder.as_posix())) for name in MODULES for folder in cases(name, "good")]
)
def test_a_good_case_is_claimed_by_its_reader(folder: Path) -> None:
    assert any(claimed(folder.parent.name, file) for file in files(folder))


@each_module
def test_reading_is_the_same_each_time_and_in_each_order(name: str) -> None:
    """A report that changes with the order of a folder's entries is no report."""

    def read(order: Callable[[list[SourceFile]], Iterable[SourceFile]]) -> dict[str, Counter[Any]]:
        taken = [file for file in files(CASES / name) if claimed(name, file)]
        snapshot: Snapshot = module(name).read(list(order(taken)))
        return {part: Counter(getattr(snapshot, part)) for part in ("routes", "holdings", "undecided", "unreadable")}

    assert read(list) == read(list) == read(reversed) == read(lambda taken: sorted(taken, key=lambda f: f.path[::-1]))


# Secrets

SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{50}",
    "a Slack token": r"\bxox[abeprs]-\d{8,}-",
    "a Slack webhook": r"hooks\.slack\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{24}",
    "a Discord webhook": r"discord(?:app)?\.com/api/webhooks/\d{17,20}/[\w-]{60,}",
    "a Telegram bot's token": r"\b\d{8,10}:AA[\w-]{33}\b",
    "an AWS key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "a Google key": r"\bAIza[\w-]{35}\b",
    "a Meta token": r"\bEAA[A-Za-z0-9]{80,}",
    "a Stripe or OpenAI key": r"\bsk[-_](?:live[-_]|proj[-_])?[A-Za-z0-9]{24,}",
    "a JSON web token": r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}",
    "an X bearer token": r"\bA{10,}[A-Za-z0-9%]{60,}",
}


def entropy(text: str) -> float:
    """Bits per character: words have under 4, random letters and digits over 4.5."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def secrets_in(text: str) -> list[str]:
    """The kinds of secrets that stand in ``text``, and long random words."""
    known = [kind for kind, shape in SECRETS.items() if re.search(shape, text)]
    words: list[str] = re.findall(r"(?<![\w+/-])[A-Za-z0-9+_-]{32,}(?![\w+/-])", text)
    return known + [word for word in words if entropy(word) > 4.5 and re.search(r"\d", word)]


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id="/".join(path.parts[-4:])) for path in [*FOLDER.rglob("*.py"), *INPUTS]],
)
def test_no_reader_and_no_case_holds_a_secret(path: Path) -> None:
    """Cases are invented; a real token must not get into them, nor one that scanners take for real."""
    assert secrets_in(path.read_bytes().decode("utf-8", "replace")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("key: ghp_" + "aB3" * 12, ["a GitHub token"], id="a GitHub token"),
        pytest.param("bot " + "12345678:AA" + "hQ_7-" * 6 + "xyz", ["a Telegram bot's token"], id="a bot's token"),
        pytest.param("t = Zx81kQpLmN02vbYtReWq7uIoPaSdFgHj", ["Zx81kQpLmN02vbYtReWq7uIoPaSdFgHj"], id="random letters"),
        pytest.param("t = invented-token-of-nobody-at-all-1", [], id="an invented one"),
    ],
)
def test_secrets_are_told_from_words(text: str, found: list[str]) -> None:
    """The test above would see them."""
    assert secrets_in(text) == found


CANARY = "kanarienvogel"
_KEY = r"[\w. -]*(?:token|secret|passw|passphrase|private|api_?key|[_-]key|auth(?!or)|bearer|cookie)[\w. -]*"
# These hold names: of a credential, a connection, a file with keys, a way of logging in.
_NAMES = r"(?![\w. -]*(?:credential|authentication|auth_?type|oauth\d?api))"
_SHAPES = (
    rf"""(?P<head>(?P<quote>["']){_NAMES}{_KEY}(?P=quote)\s*[:=]\s*["'])(?:[^"'\\\n]|\\.)+(?=["'])""",
    rf"""(?P<head>^[\s-]*(?:export\s+)?{_NAMES}{_KEY}[:=][ \t]*["']?)[^\s"'\[{{&*|>#][^"'\n#]*""",
    r"(?P<head>hooks\.slack\.com/services/\w+/\w+/)\w+",
    r"(?P<head>api/webhooks/\d+/)[\w-]+",
    r"(?P<head>/bot\d+:)[\w-]+",
    r"""(?P<head>://[^\s/:@"']+:)[^\s/@"']+(?=@)""",
    r"""(?P<head>[?&](?:access_token|token|key|api_key)=)[^\s&"']+""",
)
_ADDRESS = r"""(?P<head>https?://[\w.-]+(?:/[^\s"'?#&<>{}\]\\]*)?)(?=["'\s<]|$)"""
PLANTINGS = {
    "in place of each secret": [(shape, rf"\g<head>{CANARY}") for shape in _SHAPES],
    "as password in each address": [(r"(?P<head>https?://)(?=[\w-]+\.)", rf"\g<head>jo:{CANARY}@")],
    "as parameter of each address": [(_ADDRESS, rf"\g<head>?access_token={CANARY}&n=1")],
    "behind each address": [(_ADDRESS, rf"\g<head>#api_key={CANARY}")],
    "in each address, as of a Discord webhook": [(_ADDRESS, f"https://discord.com/api/webhooks/12345/{CANARY}")],
    "in each address, as of a Slack webhook": [(_ADDRESS, f"https://hooks.slack.com/services/T0/B0/{CANARY}")],
    "in each address, as of a Telegram bot": [(_ADDRESS, f"https://api.telegram.org/bot12345:{CANARY}/sendMessage")],
}


def planted(name: str, shapes: list[tuple[str, str]]) -> list[SourceFile]:
    """The reader's case files in which something was replaced."""
    found = []
    for file in files(CASES / name):
        text = before = file.data.decode("utf-8", "replace")
        for shape, canary in shapes:
            text = re.sub(shape, canary, text, flags=re.IGNORECASE | re.MULTILINE)
        if text != before:
            found.append(SourceFile(file.path, text.encode()))
    return found


def said(name: str, file: SourceFile) -> list[str]:
    """All that leaves the reader about a file, its refusal too."""
    try:
        snapshot: Snapshot = module(name).read([file] if module(name).claims(file) else [])
    except NotReadable as problem:
        return [f"{problem.reason} {problem.remedy}"]
    return [repr(x) for x in (*snapshot.routes, *snapshot.holdings, *snapshot.undecided, *snapshot.unreadable)]


@each_module
@pytest.mark.parametrize("where", PLANTINGS)
def test_no_secret_leaves_a_reader(name: str, where: str) -> None:
    """A word is planted where secrets stand in the cases, and where they stand in addresses: it is nowhere told."""
    lines = [line for file in planted(name, PLANTINGS[where]) for line in said(name, file)]
    assert [line for line in lines if CANARY in line.lower()] == []


def test_secrets_are_planted_where_readers_look() -> None:
    """The test above tests something: most tools keep their secrets in the file, and such files are claimed still."""
    looked_at = {
        name
        for name in READERS
        for file in planted(name, PLANTINGS["in place of each secret"])
        if claimed(name, file) and said(name, file)
    }
    assert len(looked_at) > len(READERS) / 2
