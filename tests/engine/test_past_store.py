"""What is kept of past posts: counts in one file per identity, by many hands, never texts."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import UserDesk

from guard.files import turn
from guard.past import BrokenPast, Recorder, load
from guard.past.counting import MOST, Counts, past
from guard.past.store import GUARD, changing, file_of, forget, sources

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def counted(*texts: str) -> Counts:
    counts = Counts()
    for text in texts:
        counts.add(text, "hootsuite")
    return counts


def test_what_is_counted() -> None:
    """Each thing once a post, without case; links with how they were written."""
    known = past([counted("Tea #Tea #TEA with @Jo https://Acme.com/a", "tea acme.com http://acme.com")])
    assert (known.posts, known.tagged, dict(known.hashtags), dict(known.mentions)) == (2, 1, {"tea": 1}, {"jo": 1})
    assert dict(known.hosts) == {"https://acme.com": 1, "acme.com": 1, "http://acme.com": 1}
    assert dict(known.apps) == {"hootsuite": 2}
    assert known.words["tea"] == 2


@pytest.mark.parametrize(
    ("texts", "novelty"),
    [
        pytest.param((), None, id="no post at all"),
        pytest.param(("no hashtag",), None, id="no hashtag at all"),
        pytest.param(("#a", "#a", "#a", "#b #a"), 0.5, id="two of four brought a new one"),
        pytest.param(tuple("#a" for _ in range(150)), 0.0, id="the first is longer ago than a hundred"),
    ],
)
def test_novelty(texts: tuple[str, ...], novelty: float | None) -> None:
    assert past([counted(*texts)]).novelty == novelty


def test_only_the_most_used_are_kept() -> None:
    counts = counted("#often", "#often")
    for number in range(2 * MOST + 10):
        counts.add(f"#tag{number}")
    counts.merge(Counts())
    assert len(counts.hashtags) == MOST
    assert counts.hashtags["often"] == 2


def test_what_is_noted_is_known_at_once_and_written_in_time(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, every=3600)
    recorder.note("acme", "a secret sentence #Tea", "toot", NOON)
    recorder.note("acme", "more #Cake", "toot", NOON)
    assert load(tmp_path, "acme").posts == 1  # the first is written, the second waits
    assert dict(recorder.past("acme").hashtags) == {"tea": 1, "cake": 1}
    recorder.flush()
    recorder.flush()
    kept = load(tmp_path, "acme")
    assert (kept.posts, kept.recent, kept) == (2, (NOON, NOON), recorder.past("acme"))
    assert "secret sentence" not in file_of(tmp_path, "acme").read_text(encoding="utf-8")


def test_an_import_of_another_process_is_seen_and_kept(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, every=3600)
    recorder.note("acme", "#Tea", "", NOON)
    recorder.note("acme", "#Cake", "", NOON)
    assert recorder.past("acme").posts == 2
    with changing(tmp_path, "acme") as now:
        now["x:@acme"] = counted("#Old", "#Old")
    assert dict(recorder.past("acme").hashtags) == {"tea": 1, "cake": 1, "old": 2}
    recorder.note("acme", "#Old", "", NOON)
    recorder.flush()
    assert {name: one.posts for name, one in sources(tmp_path, "acme").items()} == {GUARD: 3, "x:@acme": 2}
    assert list(sources(tmp_path, "acme")[GUARD].fresh) == [True, True, False]


def test_whoever_reads_does_not_wait_for_whoever_writes(tmp_path: Path) -> None:
    """Another process has its turn, for as long as it likes; nothing is lost, and nothing counted twice."""
    recorder = Recorder(tmp_path, every=0)
    with turn(tmp_path / "changes.lock"):
        writing = threading.Thread(target=recorder.note, args=("acme", "#one", "", NOON))
        writing.start()
        seen: list[int] = []
        while writing.is_alive() and not any(seen):
            seen.append(recorder.past("acme").posts)
        assert writing.is_alive(), "it waited until the writer gave up"
        recorder.note("acme", "#two", "", NOON)
        assert recorder.past("acme").posts == 2
    writing.join()
    recorder.flush()
    assert load(tmp_path, "acme").posts == recorder.past("acme").posts == 2


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, every=0.01)

    def work() -> None:
        for number in range(25):
            recorder.note("acme", f"#Tag{number}", "", NOON)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recorder.flush()
    assert load(tmp_path, "acme").posts == 100
    assert set(load(tmp_path, "acme").hashtags.values()) == {4}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{", id="half a file"),
        pytest.param("[]", id="another thing"),
        pytest.param('{"version": 2, "sources": {}}', id="another version"),
        pytest.param('{"version": 1, "sources": {"guard": {"posts": -1}}}', id="a count below nothing"),
        pytest.param('{"version": 1, "sources": {"guard": {"posts": true}}}', id="a truth for a count"),
        pytest.param("[" * 100_000, id="a deep nest"),
    ],
)
def test_a_broken_file_is_told_and_not_overwritten(tmp_path: Path, content: str) -> None:
    path = file_of(tmp_path, "acme")
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenPast, match="hatcheck past forget acme"):
        load(tmp_path, "acme")
    recorder = Recorder(tmp_path, every=0)
    recorder.note("acme", "#Tea", "", NOON)
    assert str(path) in recorder.trouble
    assert path.read_text(encoding="utf-8") == content
    assert forget(tmp_path, "acme")
    recorder.flush()
    assert (recorder.trouble, load(tmp_path, "acme").posts) == ("", 1)


def test_any_id_is_a_file_of_the_folder(tmp_path: Path) -> None:
    names = {file_of(tmp_path, name) for name in ("acme", "../acme", "a/b", "a.b", "ä", "A", "%41")}
    assert len(names) == 7
    assert {name.parent for name in names} == {tmp_path}


def test_import_show_and_forget(desk: UserDesk) -> None:
    table = desk.folder / "posts.csv"
    table.write_text("text,account\nTea #Tea,Acme\nmine #private,jo\nmore #Tea,\n", encoding="utf-8")
    said = desk.type("past", "import", "acme", str(table), "--account", "x:@Acme", "--format", "json")
    assert said.json == [{"file": str(table), "source": "x:@acme", "posts": 2}]
    desk.type("past", "import", "acme", str(table), "--account", "x:@Acme")  # once more is not twice
    shown = desk.type("past", "show", "acme", "--format", "json").json
    assert [(row["identity"], row["posts"], row["hashtags"]) for row in shown] == [("acme", 2, {"tea": 2})]
    assert "tea (2)" in desk.type("past", "show").out
    assert "any more" in desk.type("past", "forget", "acme").out
    assert desk.type("past", "show", "acme", "--format", "json").json[0]["posts"] == 0


def test_the_posts_of_somebody_else_are_refused(desk: UserDesk) -> None:
    """The person's own archive would teach the guard that the brand speaks so."""
    account = [{"account": {"username": "jo"}}]
    folder = desk.folder / "twitter"
    folder.mkdir()
    (folder / "account.js").write_text(f"window.YTD.account.part0 = {json.dumps(account)}", encoding="utf-8")
    tweets = [{"tweet": {"full_text": "beer"}}]
    (folder / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(tweets)}", encoding="utf-8")
    said = desk.type("past", "import", "acme", str(folder))
    assert (said.code, "x:@jo belongs to Jo, not to Acme Ltd" in said.err) == (2, True)
    assert desk.type("past", "import", "jo", str(folder)).code == 0


def test_an_export_that_cannot_be_read_is_a_failure_with_its_remedy(desk: UserDesk) -> None:
    (desk.folder / "a.zip").write_bytes(b"no")
    said = desk.type("past", "import", "acme", "a.zip")
    assert said.code == 2
    assert "a.zip is no archive that can be unpacked" in said.err
