"""Looking at files that go along: what is seen in good ones, and that bad ones cost no more than a word."""

import os
import signal
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pictured import CASES, chunk, drawn, mp4, png, remarked, saved, wav, webm
from PIL import Image

from guard.checks.post import Post
from guard.checks.unseen_media import unseen_media
from guard.model.attempt import Attempt, Media, Verb
from guard.model.decision import Severity
from guard.model.identity import Identity, IdentityKind
from guard.model.look import Look, Sort
from guard.pictures.looker import Asked, Looker
from guard.pictures.troubles import Trouble


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    made = Looker()
    yield made
    made.close()


def look(looker: Looker, path: Path) -> Look:
    return looker.look([Asked(str(path), path=str(path))])[str(path)]


def animated(kind: str) -> bytes:
    turned = [drawn().rotate(angle) for angle in (90, 180)]
    return saved(drawn(), kind, save_all=True, append_images=turned, duration=400)


GOOD = [
    pytest.param("a.jpg", saved(drawn()), "image/jpeg", (96, 64), id="a JPEG"),
    pytest.param("a.png", saved(drawn(), "PNG"), "image/png", (96, 64), id="a PNG"),
    pytest.param("a.png", saved(drawn(mode="RGBA"), "PNG"), "image/png", (96, 64), id="a PNG that is see-through"),
    pytest.param("a.png", saved(drawn(mode="P"), "PNG"), "image/png", (96, 64), id="a PNG with a palette"),
    pytest.param("a.png", saved(drawn(mode="L").convert("I;16"), "PNG"), "image/png", (96, 64), id="16 bits a pixel"),
    pytest.param("a.jpg", saved(drawn(mode="CMYK")), "image/jpeg", (96, 64), id="a JPEG made for printing"),
    pytest.param("a.jpg", saved(drawn(), progressive=True), "image/jpeg", (96, 64), id="a progressive JPEG"),
    pytest.param("a.webp", saved(drawn(), "WEBP"), "image/webp", (96, 64), id="a WebP"),
    pytest.param("a.avif", saved(drawn(), "AVIF"), "image/avif", (96, 64), id="an AVIF"),
    pytest.param("a.tif", saved(drawn(), "TIFF"), "image/tiff", (96, 64), id="a TIFF"),
    pytest.param("a.bmp", saved(drawn(), "BMP"), "image/bmp", (96, 64), id="a BMP"),
    pytest.param("a.gif", saved(drawn(mode="P"), "GIF"), "image/gif", (96, 64), id="a GIF that stands still"),
    pytest.param("a.HEIC", (CASES / "gradient.heic").read_bytes(), "image/heic", (96, 64), id="an HEIC"),
    pytest.param("a.jpg", saved(drawn(), exif=remarked(6)), "image/jpeg", (64, 96), id="a JPEG lying on its side"),
    pytest.param("IMG 1", saved(drawn()), "image/jpeg", (96, 64), id="a JPEG without an ending"),
    pytest.param("a.jpg", saved(drawn(3000, 1)), "image/jpeg", (3000, 1), id="a line"),
]


@pytest.mark.parametrize(("name", "data", "kind", "size"), GOOD)
def test_a_good_picture_is_seen(
    looker: Looker, tmp_path: Path, name: str, data: bytes, kind: str, size: tuple[int, int]
) -> None:
    (tmp_path / name).write_bytes(data)
    seen = look(looker, tmp_path / name)
    assert (seen.trouble, seen.sort, seen.type) == ("", Sort.PICTURE, kind)
    assert ((seen.width, seen.height), seen.size) == (size, len(data))


PROGRAM = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FETCHED = b'<?xml version="1.0"?>\n<svg><image href="https://example.org/a.png"/></svg>'
HARMLESS = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'
FAR = b"\xff\xd8" + b"\xff\xfe\xff\xff" + bytes(65533)
GIANT_GIF = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08\0;"
NO_HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
BAD = [
    pytest.param("a.jpg", b"", "It is empty", id="0 bytes"),
    pytest.param("a.jpg", saved(drawn(400, 300))[:2500], "ends in the middle", id="a JPEG cut in the middle"),
    pytest.param("a.png", saved(drawn(400, 300), "PNG")[:400], "ends in the middle", id="a PNG cut in the middle"),
    pytest.param("a.jpg", saved(drawn())[:30], "damaged", id="a JPEG cut in its head"),
    pytest.param("a.png", png(60_000, 60_000), "60000 × 60000", id="a PNG of 3,600 million pixels"),
    pytest.param("a.gif", GIANT_GIF, "65535 × 65535", id="a GIF of 4,295 million pixels"),
    pytest.param("a.jpg", saved(drawn(), "PNG"), "called .jpg, but inside it is image/png", id="a PNG called .jpg"),
    pytest.param("a.jpg", b"PK\x03\x04" + bytes(99), "inside it is application/zip", id="an archive called .jpg"),
    pytest.param("a.jpg", b"<html><script>1</script></html>", "no kind", id="a web page called .jpg"),
    pytest.param("a.mp4", saved(drawn()), "called .mp4", id="a picture called a film"),
    pytest.param("a.jpg", PROGRAM, "a script in it", id="a drawing with a script, called .jpg"),
    pytest.param("a.svg", PROGRAM, "a script in it", id="an SVG with a script"),
    pytest.param("a.svg", PROGRAM.replace(b"<script>", b"<g onload='x()'>"), "a script in it", id="an SVG that acts"),
    pytest.param("a.svg", FETCHED, "fetched from elsewhere", id="an SVG with a part from the web"),
    pytest.param("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "elsewhere", id="an SVG with entities"),
    pytest.param("a.svg", HARMLESS, "never opened", id="an SVG"),
    pytest.param("a.pdf", b"%PDF-1.7\n", "a document", id="a PDF"),
    pytest.param("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n", "no kind", id="a PostScript picture"),
    pytest.param("a.gif", animated("GIF"), "It moves", id="a GIF that moves"),
    pytest.param("a.webp", animated("WEBP"), "It moves", id="a WebP that moves"),
    pytest.param("a.png", animated("PNG"), "It moves", id="a PNG that moves"),
    pytest.param("a.heic", NO_HEIC, "damaged", id="an HEIC without a picture"),
    pytest.param("a.jpg", FAR * 300 + saved(drawn())[2:], "", id="a JPEG with 20 MB of comments"),
    pytest.param(
        "a.png", png(8, 8, b"", chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000)))),
        "more remarks", id="a PNG with 200 MB of text in 200 KB",
    ),
    pytest.param("a.png", png(14_000, 14_000, bytes(14_001 * 50)), "", id="196 million pixels, most of them missing"),
    pytest.param("a.tif", b"II*\0\x08\0\0\0" + b"\xff" * 500, "damaged", id="a TIFF of nonsense"),
    pytest.param("a.jpg", b"\xff" * 5000, "", id="nothing but ones"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "says"), BAD)
def test_a_bad_file_is_told(looker: Looker, tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    seen = look(looker, tmp_path / name)
    assert says in seen.trouble
    assert says == "" or seen.trouble.endswith(".")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_circle(path: Path) -> None:
    path.symlink_to(path)


def make_secret(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("for root nothing is forbidden")
    path.touch(mode=0)


NO_FILES = [
    pytest.param(lambda _: None, "no such file", id="nothing there"),
    pytest.param(Path.mkdir, "a folder", id="a folder"),
    pytest.param(make_pipe, "a named pipe", id="a pipe nobody writes to"),
    pytest.param(make_socket, "a socket", id="a socket"),
    pytest.param(make_device, "a device", id="a link to a device without an end"),
    pytest.param(make_circle, "could not be opened", id="a link to itself"),
    pytest.param(make_secret, "no right", id="a file that may not be read"),
]


@pytest.mark.skipif(os.name != "posix", reason="these are POSIX's")
@pytest.mark.parametrize(("make", "says"), NO_FILES)
def test_what_is_no_file_is_told(looker: Looker, tmp_path: Path, make: Callable[[Path], None], says: str) -> None:
    make(tmp_path / "a.jpg")
    assert says in look(looker, tmp_path / "a.jpg").trouble


def test_a_camera_is_heard(looker: Looker, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn(), exif=remarked()))
    seen = look(looker, tmp_path / "a.jpg")
    assert (seen.camera, seen.phone, seen.located) == ("Apple iPhone 12", True, True)
    assert seen.taken == datetime(2026, 11, 15, 23, 10)  # noqa: DTZ001 - the camera knew no time zone


def test_a_page_sends_a_small_picture_and_the_head_of_the_file(looker: Looker) -> None:
    whole = saved(drawn(900, 600), exif=remarked())
    asked = Asked(
        "IMG_1.jpg (image/jpeg, 9 KB)", small=saved(drawn()), head=whole[:4096], size=9000, width=900, height=600
    )
    seen = looker.look([asked])[asked.key]
    assert (seen.type, seen.trouble, seen.size, seen.width, seen.height) == ("image/jpeg", "", 9000, 900, 600)
    assert (seen.camera, seen.located) == ("Apple iPhone 12", True)


PAGED = [
    pytest.param({"type": "image/jpeg"}, "The page could not read it", id="nothing at all"),
    pytest.param({"head": HARMLESS}, "never opened", id="the head of an SVG"),
    pytest.param({"head": animated("GIF"), "small": saved(drawn())}, "It moves", id="a GIF that moves"),
    pytest.param({"small": b"\xff\xd8\xff nonsense"}, "damaged", id="a small picture that is none"),
    pytest.param({"head": saved(drawn(), "PNG"), "small": saved(drawn())}, "called .jpg", id="another name than type"),
]


@pytest.mark.parametrize(("more", "says"), PAGED)
def test_what_a_page_could_not_show_is_told(looker: Looker, more: dict[str, bytes], says: str) -> None:
    asked = Asked("IMG_1.jpg (image/jpeg, 2 MB)", **more)  # type: ignore[arg-type]
    assert says in looker.look([asked])[asked.key].trouble


FILMS = [
    pytest.param("a.mp4", mp4(12.5, 1920, 1080), Sort.VIDEO, (12.5, 1920, 1080), id="an MP4"),
    pytest.param("a.webm", webm(12.5, 1920, 1080), Sort.VIDEO, (12.5, 1920, 1080), id="a WebM"),
    pytest.param("a.wav", wav(3), Sort.SOUND, (3.0, 0, 0), id="a WAV"),
    pytest.param("a.mp3", b"ID3" + bytes(99), Sort.SOUND, (None, 0, 0), id="an MP3, whose length is not read"),
]


@pytest.mark.parametrize(("name", "data", "sort", "told"), FILMS)
def test_a_film_says_how_long_and_how_large_it_is(
    looker: Looker, tmp_path: Path, name: str, data: bytes, sort: Sort, told: tuple[float | None, int, int]
) -> None:
    (tmp_path / name).write_bytes(data)
    seen = look(looker, tmp_path / name)
    assert (seen.sort, seen.trouble, (seen.seconds, seen.width, seen.height)) == (sort, "", told)


def test_an_animation_says_how_long_it_is(looker: Looker, tmp_path: Path) -> None:
    for kind in ("GIF", "WEBP", "PNG"):
        (tmp_path / f"a.{kind.lower()}").write_bytes(animated(kind))
        seen = look(looker, tmp_path / f"a.{kind.lower()}")
        assert (seen.sort, seen.seconds) == (Sort.ANIMATION, 1.2)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this note is Linux's")
def test_where_a_browser_got_it_from_is_seen(looker: Looker, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    try:
        os.setxattr(tmp_path / "a.jpg", "user.xdg.origin.url", b"https://cdn.example.org/a.jpg?x=1")
    except OSError:
        pytest.skip("this file system keeps no notes")
    seen = look(looker, tmp_path / "a.jpg")
    assert (seen.received, seen.received_from) == ("download", "cdn.example.org")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be halted here")
def test_a_file_that_takes_too_long_is_told_and_the_next_one_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    looker = Looker()
    looker.warm()
    os.kill(looker.process or 0, signal.SIGSTOP)
    begun = time.monotonic()
    assert "too long" in look(looker, tmp_path / "a.jpg").trouble
    assert time.monotonic() - begun >= 1.5  # it was waited for
    assert look(looker, tmp_path / "a.jpg").trouble == ""
    looker.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be halted here")
def test_a_process_that_is_killed_in_the_middle_is_told_and_the_next_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    looker = Looker()
    looker.warm()
    process = looker.process or 0
    os.kill(process, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (process, signal.SIGKILL)).start()
    assert "broke down" in look(looker, tmp_path / "a.jpg").trouble
    assert look(looker, tmp_path / "a.jpg").trouble == ""
    looker.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be halted here")
def test_a_process_that_takes_nothing_from_its_pipe_is_waited_for_as_long_as_any_other() -> None:
    looker = Looker()
    looker.warm()
    os.kill(looker.process or 0, signal.SIGSTOP)
    asked = Asked("a.jpg", small=bytes(300_000))
    seen: list[Look] = []
    threading.Thread(target=lambda: seen.append(looker.look([asked])["a.jpg"]), daemon=True).start()
    until(lambda: bool(seen), 10)
    assert "too long" in seen[0].trouble
    looker.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be halted here")
def test_a_looker_can_be_closed_while_many_wait(tmp_path: Path) -> None:
    """Whoever waits has an answer then."""
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    looker = Looker()
    looker.warm()
    os.kill(looker.process or 0, signal.SIGSTOP)
    seen: list[Look] = []
    for _ in range(8):
        threading.Thread(target=lambda: seen.append(look(looker, tmp_path / "a.jpg")), daemon=True).start()
    begun = time.monotonic()
    looker.close()
    until(lambda: len(seen) == 8, 10)
    assert time.monotonic() - begun < 1.5  # else each has had its time
    assert all(one.trouble for one in seen)


def test_a_process_without_work_gives_its_memory_back(tmp_path: Path) -> None:
    """It starts anew with the next file."""
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    looker = Looker(idle=0.3)
    assert look(looker, tmp_path / "a.jpg").trouble == ""
    assert looker.process is not None
    until(lambda: looker.process is None, 10)
    assert look(looker, tmp_path / "a.jpg").trouble == ""
    looker.close()


def until(true: Callable[[], bool], seconds: float) -> None:
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, "it did not come to that in time"
        threading.Event().wait(0.02)


def test_a_looker_that_is_closed_still_answers(tmp_path: Path) -> None:
    looker = Looker()
    looker.close()
    assert "could not be looked at" in look(looker, tmp_path / "a.jpg").trouble


SEEDS = [*(parameter.values[:2] for parameter in GOOD), ("a.gif", animated("GIF")), ("a.mp4", mp4(3, 9, 9))]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.sampled_from(SEEDS),
    edits=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6), st.integers(0, 6)), max_size=6),
    cut=st.integers(0, 6000),
)
def test_a_damaged_file_always_has_an_answer(
    looker: Looker,
    tmp_path: Path,
    seed: tuple[str, bytes],
    edits: list[tuple[int, bytes, int]],
    cut: int,
) -> None:
    name, data = seed
    made = bytearray(data)
    for at, new, gone in edits:
        start = at % len(made) if made else 0
        made[start : start + gone] = new
    (tmp_path / name).write_bytes(bytes(made[:cut] if cut < 3000 else made))
    seen = look(looker, tmp_path / name)
    assert seen.trouble or seen.type
    page = Asked("b.jpg (image/jpeg)", small=bytes(made), head=bytes(made), type="image/jpeg")
    assert looker.look([page])[page.key].sexual is None


def test_a_small_picture_is_upright_and_small() -> None:
    import io

    from guard.pictures.decoding import LONGEST, decoded

    for turn, method in (
        (6, Image.Transpose.ROTATE_90),
        (3, Image.Transpose.ROTATE_180),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
    ):
        lying = drawn(1600, 1200).transpose(method)
        seen = decoded(io.BytesIO(saved(lying, exif=remarked(turn))))
        assert max(seen.image.size) <= LONGEST
        assert (seen.width, seen.height) == (1600, 1200)
        assert seen.image.getpixel((3, 3))[2] > 60  # type: ignore[index]
        assert seen.image.getpixel((3, 3))[0] < 60  # type: ignore[index]


def model_file(path: Path, shares: list[float]) -> Path:
    """A model that says the same of every picture."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    taken = onnx.helper.make_tensor_value_info("pictures", onnx.TensorProto.FLOAT, ["n", 224, 224, 3])
    given_back = onnx.helper.make_tensor_value_info("shares", onnx.TensorProto.FLOAT, [1, 5])
    said = onnx.helper.make_tensor("said", onnx.TensorProto.FLOAT, [1, 5], shares)
    node = onnx.helper.make_node("Constant", [], ["shares"], value=said)
    graph = onnx.helper.make_graph([node], "same", [taken], [given_back])
    made = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)
    path.write_bytes(made.SerializeToString())
    return path


def test_a_model_judges_by_hentai_and_porn_together(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    looker = Looker(model=model_file(tmp_path / "model.onnx", [0.1, 0.3, 0.1, 0.4, 0.1]))
    assert look(looker, tmp_path / "a.jpg").sexual == 0.7
    looker.close()


MODELS = [
    pytest.param(b"", id="empty"),
    pytest.param(b"no model at all", id="of nonsense"),
]


@pytest.mark.parametrize("data", MODELS)
def test_a_broken_model_judges_nothing_and_stops_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    (tmp_path / "model.onnx").write_bytes(data)
    looker = Looker(model=tmp_path / "model.onnx")
    seen = look(looker, tmp_path / "a.jpg")
    assert (seen.sexual, seen.trouble, seen.width) == (None, "", 96)
    looker.close()


def test_a_broken_index_compares_nothing_says_so_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(drawn()))
    (tmp_path / "pictures.db").write_bytes(b"no database" * 999)
    looker = Looker(tmp_path / "pictures.db", {str(tmp_path): "jo"})
    seen = look(looker, tmp_path / "a.jpg")
    assert (seen.compared, seen.trouble, seen.width) == (None, Trouble("uncompared").said, 96)
    brand = Identity("acme", "Acme", IdentityKind.BRAND)
    path = str(tmp_path / "a.jpg")
    post = Post(Attempt(Verb.POST, (), media=(Media(path),)), (brand,), looks={path: seen})
    assert [signal.severity for signal in unseen_media(post)] == [Severity.MEDIUM]
    looker.close()


ODD = [
    pytest.param("cat.jpg", b"PK\x03\x04" + bytes(99), Severity.MEDIUM, id="an archive called a picture"),
    pytest.param("big.png", png(60_000, 60_000), Severity.MEDIUM, id="a bomb"),
    pytest.param("logo.svg", PROGRAM, Severity.MEDIUM, id="a drawing with a script"),
    pytest.param("logo.svg", FETCHED, Severity.MEDIUM, id="a drawing with a part from the web"),
    pytest.param("logo.svg", HARMLESS, Severity.NOTE, id="a drawing"),
    pytest.param("a.jpg", saved(drawn(), "PNG"), Severity.NOTE, id="a PNG called .jpg, as many are"),
    pytest.param("a.gif", animated("GIF"), Severity.NOTE, id="a GIF that moves"),
    pytest.param("a.jpg", saved(drawn(400, 300))[:2500], Severity.NOTE, id="a JPEG cut in the middle"),
]


@pytest.mark.parametrize(("name", "data", "severity"), ODD)
def test_what_is_odd_weighs_more_than_what_is_unseen(
    looker: Looker, tmp_path: Path, name: str, data: bytes, severity: Severity
) -> None:
    """The check goes by what the looking process really says."""
    path = tmp_path / name
    path.write_bytes(data)
    brand = Identity("acme", "Acme", IdentityKind.BRAND)
    post = Post(Attempt(Verb.POST, (), media=(Media(str(path)),)), (brand,), looks={str(path): look(looker, path)})
    assert [signal.severity for signal in unseen_media(post)] == [severity]
