"""Exports of the networks and tables: whose words they hold, and what is said of those that cannot be used."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import libipld
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.past import NotImportable, importing
from guard.past.archives import Member
from guard.past.dag_cbor import NotCbor, decode
from guard.past.moments import moment_of
from guard.past.past_post import PastPost

Told = list[tuple[str, str]]
TWEETS = [
    {
        "tweet": {
            "full_text": "Tea &amp; cake #Tea https://t.co/x",
            "created_at": "Wed Oct 10 20:19:24 +0000 2018",
            "source": '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
            "entities": {"urls": [{"url": "https://t.co/x", "expanded_url": "https://acme.com/tea"}]},
        }
    },
    {"tweet": {"full_text": "RT @jo: somebody else's words"}},
]
ANSWER = [{"tweet": {"full_text": "@jo you are welcome", "in_reply_to_status_id_str": "12"}}]
OUTBOX = {
    "type": "OrderedCollection",
    "orderedItems": [
        {
            "type": "Create",
            "published": "2023-01-01T00:00:00Z",
            "object": {
                "content": '<p>Dear <span><a href="https://b.social/@jo" class="u-url mention">@<span>jo</span></a>'
                '</span>,<br />see <a href="https://acme.com/x"><span class="invisible">https://</span>'
                "<span>acme.com/x</span></a> &amp; smile</p>",
                "summary": "tea",
                "inReplyTo": "https://b.social/1",
                "tag": [{"type": "Mention", "name": "@jo@b.social"}],
            },
        },
        {"type": "Announce", "published": "2023-01-02T00:00:00Z", "object": "https://b.social/2"},
    ],
}
RECORD = {
    "$type": "app.bsky.feed.post",
    "text": "Grüße acme.com/lo... #x",
    "createdAt": "2024-01-01T00:00:00.000Z",
    "facets": [
        {"index": {"byteStart": 8, "byteEnd": 22}, "features": [{"uri": "https://acme.com/long"}]},
    ],
}
LIKE = {"$type": "app.bsky.feed.like", "subject": {"uri": "at://did:plc:x/app.bsky.feed.post/1"}}


def told(path: Path) -> Told:
    return [(post.verb.value, post.text) for post in importing.posts(path)]


def script(name: str, rows: object, part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(rows)}"


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def varint(number: int) -> bytes:
    made = b""
    while number > 127:
        made += bytes([number & 127 | 128])
        number >>= 7
    return made + bytes([number])


def car(*records: dict[str, object]) -> bytes:
    """A repository as Bluesky hands it out, made with somebody else's encoder."""
    made = b""
    for record in ({"version": 1, "roots": []}, *records):
        data = libipld.encode_dag_cbor(record)
        name = bytes([1, 0x71, 0x12, 0x20]) + bytes(32) if made else b""
        made += varint(len(name + data)) + name + data
    return made


def test_an_archive_of_x(tmp_path: Path) -> None:
    """Own words with the links as they lead; answers and the words of others told apart; in parts."""
    files: dict[str, str | bytes] = {
        "data/account.js": script("account", [{"account": {"username": "Acme"}}]),
        "data/tweets.js": script("tweets", TWEETS),
        "data/tweets-part1.js": script("tweets", ANSWER, part=1),
        "data/tweets_media/a.jpg": b"\xff\xd8",
    }
    archive = zipped(tmp_path / "twitter-2026.zip", files)
    assert told(archive) == [
        ("post", "Tea & cake #Tea https://acme.com/tea"),
        ("repost", "RT @jo: somebody else's words"),
        ("reply", "@jo you are welcome"),
    ]
    first = next(importing.posts(archive))
    assert (first.app, first.at) == ("Twitter Web App", datetime(2018, 10, 10, 20, 19, 24, tzinfo=UTC))
    assert importing.account(archive) == "x:@Acme"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "unpacked")  # noqa: S202 - our own
    assert sorted(told(tmp_path / "unpacked")) == sorted(told(archive))


@pytest.mark.parametrize("packed", [pytest.param("a.tar.gz", id="tar.gz"), pytest.param("a.zip", id="zip")])
def test_an_archive_of_mastodon(tmp_path: Path, packed: str) -> None:
    """Words out of HTML, the content warning before them, mentions with their server."""
    actor = {"preferredUsername": "acme", "id": "https://example.social/users/acme"}
    files = {"outbox.json": json.dumps(OUTBOX).encode(), "actor.json": json.dumps(actor).encode()}
    path = tmp_path / packed
    archive = tarred(path, files) if packed.endswith("gz") else zipped(path, dict(files))
    assert told(archive) == [
        ("reply", "tea\n\nDear @jo@b.social,\nsee https://acme.com/x & smile"),
        ("repost", ""),
    ]
    assert importing.account(archive) == "mastodon:@acme@example.social"


def test_a_repository_of_bluesky(tmp_path: Path) -> None:
    """Posts among likes; shortened links as they lead."""
    (tmp_path / "repo.car").write_bytes(car(LIKE, RECORD, {**RECORD, "reply": {"parent": {}}}, LIKE))
    text = "Grüße https://acme.com/long #x"
    assert told(tmp_path / "repo.car") == [("post", text), ("reply", text)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("feed.json", json.dumps({"feed": [{"post": {"record": RECORD}}]}), id="a feed"),
        pytest.param("lines.jsonl", "\n".join(json.dumps(RECORD) for _ in "a"), id="one record a line"),
    ],
)
def test_json_of_bluesky(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert told(tmp_path / name) == [("post", "Grüße https://acme.com/long #x")]


def test_exports_of_meta(tmp_path: Path) -> None:
    """Both put each byte of a letter in a letter of its own."""
    mangled = "Grüße".encode().decode("latin-1")
    facebook = [{"timestamp": 1600000000, "data": [{"post": mangled}]}, {"timestamp": 1600000001, "data": []}]
    instagram = [{"media": [{"title": mangled, "creation_timestamp": 1600000000}]}]
    files: dict[str, str | bytes] = {
        "posts/your_posts_1.json": json.dumps(facebook),
        "content/posts_1.json": json.dumps(instagram),
    }
    archive = zipped(tmp_path / "meta.zip", files)
    assert told(archive) == [("post", "Grüße"), ("post", "Grüße")]
    assert next(importing.posts(archive)).at == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "told_of_it"),
    [
        pytest.param(
            "Datum;Beitrag;Konto\n17.11.2026 12:00;Grüße; #heute;Acme\n".replace("; #", " #").encode("cp1252"),
            PastPost("Grüße #heute", datetime(2026, 11, 17, 12, tzinfo=UTC), account="Acme"),
            id="German with semicolons, as Excel saves it",
        ),
        pytest.param(
            "Date\tText\n2026-11-17\tHello\n".encode("utf-16"),
            PastPost("Hello", datetime(2026, 11, 17, tzinfo=UTC)),
            id="tabs in UTF-16",
        ),
        pytest.param(
            b'\xef\xbb\xbfPublished At,Message,Source\n11/17/2026 1:30 PM,"Two\nlines, one post",Buffer\n',
            PastPost("Two\nlines, one post", datetime(2026, 11, 17, 13, 30, tzinfo=UTC), "Buffer"),
            id="American with commas and lines within",
        ),
    ],
)
def test_a_table(tmp_path: Path, table: bytes, told_of_it: PastPost) -> None:
    (tmp_path / "posts.csv").write_bytes(table)
    assert list(importing.posts(tmp_path / "posts.csv")) == [told_of_it]


def test_private_tables_of_an_archive_are_left_alone(tmp_path: Path) -> None:
    """LinkedIn's archive holds letters and contacts as tables too; they are no posts."""
    files: dict[str, str | bytes] = {
        "Shares.csv": "Date,ShareCommentary\n2026-01-01,Hello\n",
        "messages.csv": "CONTENT\nsecret\n",
    }
    assert told(zipped(tmp_path / "linkedin.zip", files)) == [("post", "Hello")]


def test_posts_are_counted_in_the_order_of_time() -> None:
    """A repository has none, and what is new depends on it; the words of others are not counted."""
    early, late = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
    counts = importing.counted([PastPost("#a #b", late), PastPost("#a", early), PastPost("#a", late)])
    assert (counts.posts, dict(counts.hashtags), list(counts.fresh)) == (3, {"a": 3, "b": 1}, [True, True, False])


def bomb(folder: Path) -> Path:
    return zipped(folder / "bomb.zip", {"data/tweets.js": b" " * 8_000_000})


def tar_bomb(folder: Path) -> Path:
    return tarred(folder / "bomb.tar.gz", {"media/a.png": bytes(8_000_000), "outbox.json": b"{}"})


def too_many(folder: Path) -> Path:
    return zipped(folder / "many.zip", {f"data/{number}.jpg": "" for number in range(10_001)})


def leading_out(folder: Path) -> Path:
    return tarred(folder / "out.tar.gz", {"../../outbox.json": json.dumps(OUTBOX).encode()})


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


@pytest.mark.parametrize(
    ("made", "says"),
    [
        pytest.param(bomb, "as a bomb does", id="a ZIP that unpacks to a thousand times its size"),
        pytest.param(tar_bomb, "as a bomb does", id="a tar whose pictures do"),
        pytest.param(too_many, "more than 10,000 files", id="a ZIP of too many files"),
        pytest.param(leading_out, "leads out of its archive", id="a name that leads out"),
        pytest.param(written("a.zip", b"PK\3\4 no"), "is no archive", id="a broken ZIP"),
        pytest.param(written("a.tar.gz", b"\x1f\x8b\x08\0 no"), "is no archive", id="a broken tar.gz"),
        pytest.param(written("a.car", b"\5abcde"), "is no repository of Bluesky", id="a broken repository"),
        pytest.param(written("a.csv", b"a,b\n1,2\n"), "holds no posts", id="a table without words"),
        pytest.param(written("tweets.js", b"window.YTD.tweets.part0 = [\n{]"), "tweets.js:2 is no JSON", id="its line"),
        pytest.param(written("outbox.json", b"[" * 100_000), "nested too deeply", id="a deep nest"),
        pytest.param(written("outbox.json", b"\n\xff"), "outbox.json:2 is no text in UTF-8", id="no UTF-8"),
        pytest.param(written("a.txt", b"hello"), "holds no posts", id="anything else"),
        pytest.param(lambda folder: folder / "gone.zip", "cannot be opened", id="no such file"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place_and_a_remedy(
    tmp_path: Path, made: Callable[[Path], Path], says: str
) -> None:
    path = made(tmp_path)
    with pytest.raises(NotImportable) as error:
        list(importing.posts(path))
    assert says in str(error.value)
    assert path.name in error.value.file
    assert error.value.remedy


def test_a_broken_block_is_an_error_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "repo.car").write_bytes(car(RECORD)[:-3])
    with pytest.raises(NotImportable, match="is no repository"):
        list(importing.posts(tmp_path / "repo.car"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=300) | st.binary(max_size=300),
    lambda inner: st.lists(inner, max_size=30) | st.dictionaries(st.text(max_size=5), inner, max_size=30),
    max_leaves=20,
)  # fmt: skip


@given(VALUES)
def test_cbor_is_read_as_another_encoder_wrote_it(value: object) -> None:
    assert decode(libipld.encode_dag_cbor(value)) == value


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_of_cbor_fail_otherwise(data: bytes) -> None:
    try:
        decode(data)
        refused = False
    except NotCbor:
        refused = True
    assert refused in {True, False}  # anything else it raises fails this


@given(
    st.binary(max_size=200), st.sampled_from(["tweets.js", "outbox.json", "a.car", "posts_1.json", "a.csv", "a.jsonl"])
)
def test_no_bytes_make_an_importer_fail_otherwise(data: bytes, name: str) -> None:
    member = Member(name, data)
    for form in importing.FORMATS:
        about = name
        try:
            list(form.posts(member) if form.claims(member) else ())
        except NotImportable as error:
            about = error.file
        assert about == name


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        pytest.param("Wed Oct 10 20:19:24 +0200 2018", "2018-10-10T20:19:24+02:00", id="X"),
        pytest.param("2026-11-17T12:00:00.000Z", "2026-11-17T12:00:00+00:00", id="ISO"),
        pytest.param("2026-11-17 12:00:00 UTC", "2026-11-17T12:00:00+00:00", id="LinkedIn"),
        pytest.param("17.11.2026 12:05", "2026-11-17T12:05:00+00:00", id="German"),
        pytest.param("17.11.26", "2026-11-17T00:00:00+00:00", id="German and short"),
        pytest.param("17/11/2026", "2026-11-17T00:00:00+00:00", id="British"),
        pytest.param("11/17/2026 12:05 AM", "2026-11-17T00:05:00+00:00", id="American, after midnight"),
        pytest.param(1600000000, "2020-09-13T12:26:40+00:00", id="seconds"),
        pytest.param("1600000000000", "2020-09-13T12:26:40+00:00", id="milliseconds"),
        pytest.param("31.31.2026", None, id="no day"),
        pytest.param("soon", None, id="no moment"),
        pytest.param(True, None, id="a truth"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_moments_of_exports(said: object, meant: str | None) -> None:
    assert moment_of(said) == (datetime.fromisoformat(meant) if meant else None)
