"""The JavaScript wrapper of an X archive's members is taken off; what is in it is read strictly."""

import pytest

from guard.readers import NotReadable
from guard.readers.base.ytd import name_of, rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('window.YTD.tweets.part0 = [ {"a": 1}, {"a": 2} ]', [{"a": 1}, {"a": 2}], id="as X writes it"),
        pytest.param('window.YTD.tweets.part12=[{"a":1}];\n', [{"a": 1}], id="minified, with a semicolon"),
        pytest.param("window.YTD.tweets.part0 = [ ]", [], id="empty"),
        pytest.param("window.YTD.app.part0 = [{ a: 'b', }, ];", [{"a": "b"}], id="reformatted by an editor"),
    ],
)
def test_rows_are_read(text: str, expected: list[object]) -> None:
    """Strict JSON first; JavaScript as an editor leaves it as well."""
    assert list(rows(text)) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('window.YTD.tweets.part0 = [\n{"a": 1},\n{"a": ]', 3, id="damaged in the third line"),
        pytest.param('window.YTD.tweets.part0 = [{"a": 1}', 1, id="cut off"),
        pytest.param('window.YTD.tweets.part0 = [\n{"a": 1, "a": 2}]', 2, id="a key twice"),
        pytest.param("window.YTD.tweets.part0 = [{a: 1, a: 2}]", 1, id="a key twice in JavaScript"),
        pytest.param('window.YTD.tweets.part0 = [{"a": 1}] [', 1, id="something behind the list"),
        pytest.param('window.YTD.tweets.part0 = {"a": 1}', 1, id="no list"),
        pytest.param("window.YTD.tweets.part0 = alert(1)", 1, id="a program"),
    ],
)
def test_damage_is_told_with_its_line(text: str, line: int) -> None:
    """Every damage is a NotReadable, never a shorter list."""
    with pytest.raises(NotReadable) as problem:
        list(rows(text))
    assert problem.value.line == line


def test_deep_nesting_is_refused() -> None:
    """A member nested a hundred thousand times is refused, not a crash."""
    with pytest.raises(NotReadable):
        list(rows("window.YTD.tweets.part0 = [" + "[" * 100_000))


def test_only_an_archive_member_has_a_name() -> None:
    """The name stands between ``window.YTD.`` and ``.part``."""
    assert name_of("window.YTD.connected_application.part0 = [") == "connected_application"
    assert name_of("window.YTD = {}") is None
    assert name_of("const x = 1") is None
