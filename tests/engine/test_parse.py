"""From bytes to values: what is read as what, what is refused, and on which line it is told."""

import codecs
from typing import Any

import pytest

from guard.readers import NotReadable, SourceFile


def source(content: str | bytes, name: str = "a.yml") -> SourceFile:
    return SourceFile(f"some/{name}", content if isinstance(content, bytes) else content.encode())


def problem(content: str | bytes, name: str) -> tuple[str, int | None]:
    """Why the file cannot be read, and where."""
    with pytest.raises(NotReadable) as caught:
        _ = source(content, name).documents
    return caught.value.reason, caught.value.line


SYNTAXES = [
    pytest.param("flow", '{"nodes": []}', "json", id="an object, whatever its name"),
    pytest.param("flow.yml", '{"nodes": []}', "json", id="an object in a file called YAML"),
    pytest.param("flow.yml", "{nodes: [a]}", "yaml", id="braces without quotation marks are YAML"),
    pytest.param("flow.json", "{nodes: [a]}", "json", id="a file called JSON is JSON, broken or not"),
    pytest.param("flow", "[1]", "json", id="a list of numbers"),
    pytest.param("flow", '[\n  "a"]', "json", id="a list of texts"),
    pytest.param("flow", "[[1]]", "json", id="a list of lists"),
    pytest.param("store", "[mastodon]\nuser = 1", "toml", id="a section"),
    pytest.param("store.ini", "[mastodon]\nuser = 1", "ini", id="a section in a file called INI"),
    pytest.param("store", "# [x]\n; [y]\n[mastodon]", "toml", id="a section after remarks"),
    pytest.param("trc", "---\nprofiles:", "yaml", id="the mark of a YAML document"),
    pytest.param("trc", "%YAML 1.1\n---\na: 1", "yaml", id="a YAML directive"),
    pytest.param("trc", "- id: 1", "yaml", id="a list of mappings in YAML"),
    pytest.param("trc", '"on": push', "yaml", id="a quoted key in YAML"),
    pytest.param("trc", "https://example.test", "text", id="an address is no key"),
    pytest.param("settings", "export TOKEN=x", "env", id="a variable that is exported"),
    pytest.param("settings", "TOKEN = x", "env", id="a variable with blanks"),
    pytest.param(".env", "[a]", "toml", id="a name that begins with a dot has no ending"),
    pytest.param("tweets.js", "window.YTD.tweets.part0 = []", "js", id="a member of an X archive"),
    pytest.param("tweets.yml", "window.YTD.tweets.part0 = []", "js", id="such a member in a file called YAML"),
    pytest.param("export.yml", "<?xml version='1.0'?>", "xml", id="XML in a file called YAML"),
    pytest.param("feed", "<rss>", "xml", id="a feed"),
    pytest.param("auth.py", "TOKEN = 'x'", "python", id="Python is told by its name"),
    pytest.param("card.yaml", "{{ template }}", "yaml", id="a template in a file called YAML"),
    pytest.param("card", "{{ template }}", "text", id="a template"),
    pytest.param("card", "{% if x %}", "text", id="a template's statement"),
    pytest.param("note", "hello there", "text", id="prose"),
    pytest.param("note", "", "text", id="nothing"),
    pytest.param("note", "# only\n\n; remarks", "text", id="remarks alone"),
    pytest.param("NOTE.JSON", "1", "json", id="endings in capitals"),
]


@pytest.mark.parametrize(("name", "content", "syntax"), SYNTAXES)
def test_the_content_tells_the_syntax_and_the_name_helps(name: str, content: str, syntax: str) -> None:
    assert source(content, name).syntax == syntax


ENCODED = [
    pytest.param(b"a: \xc3\xbc\n", id="UTF-8"),
    pytest.param(codecs.BOM_UTF8 + b"a: \xc3\xbc\n", id="UTF-8 with a mark"),
    pytest.param("a: ü\n".encode("utf-16"), id="UTF-16"),
    pytest.param(codecs.BOM_UTF16_BE + "a: ü\n".encode("utf-16-be"), id="UTF-16, big end first"),
    pytest.param("a: ü\n".encode("utf-32"), id="UTF-32"),
    pytest.param(codecs.BOM_UTF32_BE + "a: ü\n".encode("utf-32-be"), id="UTF-32, big end first"),
    pytest.param("a: ü\r\n".encode(), id="Windows line ends"),
]


@pytest.mark.parametrize("data", ENCODED)
def test_text_is_text_in_every_marked_encoding(data: bytes) -> None:
    file = source(data)
    assert (file.text, file.table) == ("a: ü\n", {"a": "ü"})


UNDECODABLE = [
    pytest.param(b"a: 1\nb: \xfc\n", "is not UTF-8 text (byte 8)", 2, id="Latin-1, told with line and byte"),
    pytest.param("a: 1\n".encode("utf-16-be"), "holds NUL characters", 1, id="UTF-16 without a mark"),
    pytest.param(codecs.BOM_UTF16_LE + b"a", "is not UTF-16 text (byte 2)", 1, id="half a UTF-16 character"),
    pytest.param(b"a: 1\nb: \0", "holds NUL characters", 2, id="a NUL on the second line"),
    pytest.param(b"\xed\xa0\x80", "is not UTF-8 text (byte 0)", 1, id="half a character as UTF-8"),
]


@pytest.mark.parametrize(("data", "reason", "line"), UNDECODABLE)
def test_bytes_that_are_no_text_are_refused_with_their_line(data: bytes, reason: str, line: int) -> None:
    assert problem(data, "a.yml") == (reason, line)


YAML = [
    pytest.param("on: push\nyes: no\n", [{"on": "push", "yes": "no"}], id="on, yes and no are words"),
    pytest.param(
        "a: true\nb: False\nc: null\nd: ~\ne:\n",
        [{"a": True, "b": False, "c": None, "d": None, "e": None}],
        id="true, false and null are not",
    ),
    pytest.param("a: 'true'\nb: \"null\"\nc: ''\n", [{"a": "true", "b": "null", "c": ""}], id="unless they are quoted"),
    pytest.param(
        "a: 1.10\nb: 22:22\nc: 0x1F\nd: 2026-01-01\n",
        [{"a": "1.10", "b": "22:22", "c": "0x1F", "d": "2026-01-01"}],
        id="numbers, times and dates are texts",
    ),
    pytest.param("true: 1\n~: 2\n", [{"true": "1", "null": "2"}], id="keys are texts"),
    pytest.param(
        "a: !secret name\nb: !env_var X y\n",
        [{"a": "!secret name", "b": "!env_var X y"}],
        id="a tag of a tool stays with its text",
    ),
    pytest.param("a: !!str true\nb: !!int 5\nc: ! d\n", [{"a": "true", "b": "5", "c": "d"}], id="YAML's own tags go"),
    pytest.param("a: !include [b]\n", [{"a": ["b"]}], id="a list with a tag is a list"),
    pytest.param("a: &x [b]\nc: *x\n", [{"a": ["b"], "c": ["b"]}], id="an alias is what it stands for"),
    pytest.param("a: &x b\n*x : c\n", [{"a": "b", "b": "c"}], id="also as a key"),
    pytest.param(
        "a: &x {n: 1, m: 2}\nb:\n  <<: *x\n  n: 3\n",
        [{"a": {"n": "1", "m": "2"}, "b": {"n": "3", "m": "2"}}],
        id="a merged key gives way to the mapping's own behind it",
    ),
    pytest.param(
        "a: &x {n: 1, m: 2}\nb:\n  n: 3\n  <<: *x\n",
        [{"a": {"n": "1", "m": "2"}, "b": {"n": "3", "m": "2"}}],
        id="and before it",
    ),
    pytest.param(
        "a: &x {n: 1}\nb: &y {n: 2, m: 3}\nc:\n  <<: [*x, *y]\n",
        [{"a": {"n": "1"}, "b": {"n": "2", "m": "3"}, "c": {"n": "1", "m": "3"}}],
        id="of two merged mappings the first wins",
    ),
    pytest.param("<<: word\na: 1\n", [{"a": "1"}], id="a word cannot be merged"),
    pytest.param("a: 1\n---\nb: 2\n...\n---\n- c\n", [{"a": "1"}, {"b": "2"}, ["c"]], id="a stream of documents"),
    pytest.param("a: &x 1\n---\nb: 2\n", [{"a": "1"}, {"b": "2"}], id="each document for itself"),
    pytest.param("", [], id="nothing is no document"),
    pytest.param("# remark\n", [], id="a remark is no document"),
    pytest.param("---\n", [None], id="an empty document is null"),
    pytest.param("a: |\n  b\n  c\nd: >-\n  e\n  f\n", [{"a": "b\nc\n", "d": "e f"}], id="blocks of lines"),
    pytest.param("%YAML 1.2\n---\na: 1\n", [{"a": "1"}], id="a newer version"),
]


@pytest.mark.parametrize(("content", "values"), YAML)
def test_yaml_is_read_as_its_author_meant_it(content: str, values: list[Any]) -> None:
    """Strictly, but without YAML 1.1's surprises."""
    assert source(content).documents == values


ALIASES = "a:\n" + "".join(f"- &b{n} [{', '.join([f'*b{n - 1}' if n else 'x'] * 30)}]\n" for n in range(9))
REFUSED = [
    pytest.param(
        "a.yml", "a: 1\nb:\n  c: 1\n  c: 2\n", "has the key 'c' twice in one mapping", 4, id="a key twice in YAML"
    ),
    pytest.param("a.yml", "true: 1\n'true': 2\n", "has the key 'true' twice in one mapping", 2, id="in two spellings"),
    pytest.param(
        "a.yml",
        "x: &x {n: 1}\ny:\n  <<: *x\n  n: 2\n  n: 3\n",
        "has the key 'n' twice in one mapping",
        5,
        id="a key twice beside a merged one",
    ),
    pytest.param("a.yml", "a: 1\n? [b]\n: c\n", "has a key that is not text", 2, id="a list as a key"),
    pytest.param("a.yml", "a: 1\nb: *x\n", "uses the anchor 'x' before it is complete", 2, id="an unknown alias"),
    pytest.param(
        "a.yml", "a: &x\n  - *x\n", "uses the anchor 'x' before it is complete", 2, id="an alias inside itself"
    ),
    pytest.param(
        "a.yml",
        "a: &x 1\n---\nb: *x\n",
        "uses the anchor 'x' before it is complete",
        3,
        id="an alias of another document",
    ),
    pytest.param(
        "a.yml", "a:\n\t- b\n", "is not valid YAML: found character that cannot start any token", 2, id="a tab"
    ),
    pytest.param("a.yml", "a: [\n", "is not valid YAML: did not find expected node content", 2, id="an open list"),
    pytest.param(
        "a.yml", "a:\n " + "[" * 64 + "]" * 64, "is nested deeper than 64 levels", 2, id="YAML one level too deep"
    ),
    pytest.param("a.yml", ALIASES, "has more than 200,000 values, aliases counted", 5, id="aliases of aliases"),
    pytest.param(
        "a.json", '{"a": {"b": 1, "b": 2}}', "has the key 'b' twice in one object", None, id="a key twice in JSON"
    ),
    pytest.param("a.json", '{"a": 1,\n"b":\n}', "is not valid JSON: Expecting value", 3, id="a value missing in JSON"),
    pytest.param("a.json", '{"a": 1}\n{"b": 2}', "is not valid JSON: Extra data", 2, id="two JSON values"),
    pytest.param("a.json", '{"a": 1}\r\n{"b": 2}', "is not valid JSON: Extra data", 2, id="with Windows line ends"),
    pytest.param("a.json", "", "is not valid JSON: Expecting value", 1, id="an empty file called JSON"),
    pytest.param("a.json", "[" * 65 + "]" * 65, "is nested deeper than 64 levels", None, id="JSON one level too deep"),
    pytest.param(
        "a.json", "[" + "0," * 200_000 + "0]", "has more than 200,000 values", None, id="too many JSON values"
    ),
    pytest.param("a.toml", "a = 1\nb =\n", "is not valid TOML: Invalid value", 2, id="a value missing in TOML"),
    pytest.param(
        "a.toml",
        "a = 1\n[b]\nc",
        "is not valid TOML: Expected '=' after a key in a key/value pair",
        3,
        id="TOML that ends too early",
    ),
    pytest.param(
        "a.toml", "a = 1\na = 2\n", "is not valid TOML: Cannot overwrite a value", 2, id="a key twice in TOML"
    ),
    pytest.param(
        "a.toml",
        "# \u2028\n" + ".".join("a" * 66) + " = 1",
        "has a key of more than 64 parts",
        2,
        id="a key of 66 parts, below an odd line separator",
    ),
    pytest.param(
        "a.toml", "a = " + "[" * 65 + "]" * 65, "is nested deeper than 64 levels", None, id="TOML one level too deep"
    ),
]


@pytest.mark.parametrize(("name", "content", "reason", "line"), REFUSED)
def test_what_cannot_be_trusted_is_refused_with_its_line(
    name: str, content: str, reason: str, line: int | None
) -> None:
    assert problem(content, name) == (reason, line)


def test_the_deepest_and_the_largest_that_may_be_read_are_read() -> None:
    """The limits count as they say."""
    for name in ("a.yml", "a.json"):
        assert source('{"a": ' + "[" * 63 + "]" * 63 + "}", name).documents
        assert source('["a", ' + "0," * 199_997 + "0]", name).documents
    assert source("a: " + "[" * 63 + "]" * 63).documents


def test_json_keeps_the_types_of_its_values() -> None:
    content = '\ufeff{"a": 1, "b": 1.5, "c": "1", "d": null, "e": true, "f": "\\ud800"}'
    assert source(content, "a.json").table == {"a": 1, "b": 1.5, "c": "1", "d": None, "e": True, "f": "\ud800"}


def test_dates_and_times_of_toml_are_texts() -> None:
    content = "a = 2026-01-02\nb = 10:00:00\nc = 2026-01-02T10:00:00Z\n[[d]]\ne = [2026-01-02]\n"
    assert source(content, "a.toml").table == {
        "a": "2026-01-02",
        "b": "10:00:00",
        "c": "2026-01-02 10:00:00+00:00",
        "d": [{"e": ["2026-01-02"]}],
    }


@pytest.mark.parametrize("name", ["a.env", "a.ini", "a.xml", "a.js", "a.py", "a.txt"])
def test_what_has_no_values_has_no_documents(name: str) -> None:
    file = source("A = 1\n", name)
    assert (file.documents, file.document, file.table) == ([], None, {})


def test_a_file_that_is_no_mapping_has_an_empty_table() -> None:
    assert source("- a\n").table == {}
    assert source("- a\n").document == ["a"]


LINES = [
    pytest.param(("a",), 1, id="the first line is 1"),
    pytest.param(("b", "name"), 4, id="a needle is looked for behind the one before"),
    pytest.param(("name",), 2, id="or from the top"),
    pytest.param(("b", "a:"), None, id="not before it"),
    pytest.param(("nowhere",), None, id="what is not there has no line"),
    pytest.param(("name", "nowhere"), None, id="nor has what is behind something else"),
]


@pytest.mark.parametrize(("needles", "line"), LINES)
def test_lines_are_found_by_what_stands_there(needles: tuple[str, ...], line: int | None) -> None:
    assert source("a:\r\n  name: x\r\nb:\r\n  name: y\r\n").line_of(*needles) == line


@pytest.mark.parametrize(
    ("path", "folder", "name"),
    [("a/B.JSON", "a", "b.json"), ("C:\\bots\\.Env", "C:/bots", ".env"), ("plain", ".", "plain")],
)
def test_folders_and_names_are_told_apart_on_every_system(path: str, folder: str, name: str) -> None:
    """Also a Windows path in an archive that is read elsewhere."""
    file = SourceFile(path, b"")
    assert (file.folder, file.name) == (folder, name)
