"""The pictures of a post reach the engine, as far as a page can read them: chosen, pasted, or sent before the post."""

import base64
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from gated_browser import BOTH, Gated, gated
from PIL import ExifTags, Image
from recorder import Recorder, Reply, Request
from tap import Tap, tapped

MAKER, TURNED = "Phone", 6
NAMED = "11122233344"
LINK = "bafkreiabcdefgh1234567"
SERVER = "https://brand.example/pages"
SKY = "https://bsky.social/pages"
NUMBERS = itertools.count(1)


@dataclass
class Desk:
    """A guarded browser, and what is said behind it."""

    browser: Gated
    tap: Tap

    def page(self, *files: Path, at: str = "", login: bool = False) -> Any:
        """A page in which files are chosen; ``login``: after the network has said who one is."""
        page = self.browser.page("pictures.html", **({"at": at} if at else {}))
        if login:
            page.evaluate("login()")
        if files:
            page.choose("#files", *files)
        return page

    def told(self, page: Any, call: str, choice: str = "stop") -> Any:
        """What the engine is told of a post, once each file in it has been looked at; the person answers then."""
        for _ in range(20):
            word = f"picture{next(NUMBERS)}of"
            page.evaluate(f"void ({call.replace('WORD', repr(word))})")
            told = self.tap.said("submit", word)
            hold = self.browser.next_hold()
            if all(one["head"] for one in told.get("pictures", [])):
                self.browser.answer(hold, choice)
                if choice == "release":
                    assert len(self.browser.recorder.arrived(word)) == 1
                return told
            self.browser.answer(hold, "stop")
        raise TimeoutError("the pictures were not looked at")


@pytest.fixture(scope="module", params=BOTH)
def desk(
    request: pytest.FixtureRequest, extensions: Path, recorder: Recorder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A guarded browser, whose line to the engine is listened to."""
    kind, folder = request.param, tmp_path_factory.mktemp("pictures")
    recorder.answers.append(_network)
    with (
        tapped(tmp_path_factory.mktemp("tap") / "tap.sock") as tap,
        gated(kind, folder, extensions / kind, recorder, {"HATCHECK_SOCKET": str(tap.path)}) as browser,
    ):
        yield Desk(browser, tap)
    recorder.answers.remove(_network)


@pytest.fixture(autouse=True)
def tidied_up(desk: Desk) -> Iterator[None]:
    """No test leaves tabs or holds to the next."""
    yield
    desk.browser.clear()


def _network(request: Request) -> Reply | None:
    """What servers answer to who one is, and to uploads."""
    path = request.path.partition("?")[0]
    if path.endswith("/verify_credentials"):
        return Reply({"id": "1", "username": "acme", "acct": "acme"})
    if path.endswith("/getSession"):
        return Reply({"did": "did:plc:acmeacmeacmeacmeacmeacme", "handle": "acme.example"})
    if path == "/api/v2/media":
        return Reply({"id": NAMED, "type": "image", "url": f"https://brand.example/f/{NAMED}.jpg"})
    if path.endswith("uploadBlob"):
        reference = {"$type": "blob", "ref": {"$link": LINK}, "mimeType": "image/jpeg", "size": len(request.body)}
        return Reply({"blob": reference})
    return None


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a phone takes it: 1200 by 900, to be turned upright, red at the side that is up then."""
    picture = Image.effect_noise((120, 90), 60).convert("RGB").resize((1200, 900))
    picture.paste((200, 0, 0), (0, 0, 200, 900))
    remarks = Image.Exif()
    remarks[ExifTags.Base.Make], remarks[ExifTags.Base.Orientation] = MAKER, TURNED
    file = tmp_path_factory.mktemp("photo") / "beach.jpg"
    picture.save(file, quality=85, exif=remarks)
    return file


def small(picture: Any) -> Image.Image:
    """What the engine would see."""
    return Image.open(io.BytesIO(base64.b64decode(picture["small"])))


def maker(picture: Any) -> Any:
    """What the camera has noted in the file's beginning."""
    return Image.open(io.BytesIO(base64.b64decode(picture["head"]))).getexif().get(ExifTags.Base.Make)


def test_a_chosen_photo_is_shown_small_and_upright_with_the_cameras_remarks(desk: Desk, photo: Path) -> None:
    told = desk.told(desk.page(photo), "direct(WORD)")
    (picture,) = told["pictures"]
    assert told["attached"] == [picture["name"]]
    assert picture["name"].startswith("beach.jpg (image/jpeg, ")
    seen = small(picture)
    assert (seen.format, seen.size) == ("JPEG", (384, 512))
    red, green, _ = seen.convert("RGB").getpixel((200, 20))  # type: ignore[misc]  # three numbers
    assert red - green > 100
    assert maker(picture) == MAKER
    whole = {"type": "image/jpeg", "size": photo.stat().st_size, "width": 900, "height": 1200}
    assert whole.items() <= picture.items()
    assert (picture["received"], picture["alt"], picture["seconds"]) == ("", None, None)


def test_a_post_without_pictures_sends_none(desk: Desk, photo: Path) -> None:
    page = desk.page(photo)
    assert "pictures" not in desk.told(page, "direct(WORD, [])")
    assert "pictures" not in desk.told(desk.page(), "direct(WORD, [])")


@pytest.mark.parametrize("way", ["fetch", "request", "xhr"])
def test_a_photo_sent_before_goes_with_the_post_that_names_it_and_is_forgotten_then(
    desk: Desk, photo: Path, way: str
) -> None:
    page = desk.page(photo, at=SERVER, login=True)
    page.evaluate(f"media('{way}', {{ description: 'A beach' }})")
    told = desk.told(page, "toot(WORD)", "release")
    (picture,) = told["pictures"]
    assert told["attached"] == [picture["name"]]
    assert picture["name"].startswith("beach.jpg")
    assert (small(picture).size, maker(picture), picture["alt"]) == ((384, 512), MAKER, "A beach")
    again = desk.told(page, f"toot(WORD, ['{NAMED}'])")
    assert "pictures" not in again
    assert len(again["attached"]) == 1


def test_a_description_may_come_later_or_not_at_all(desk: Desk, photo: Path) -> None:
    page = desk.page(photo, at=SERVER, login=True)
    page.evaluate("media('xhr')")
    assert desk.told(page, "toot(WORD)")["pictures"][0]["alt"] == ""
    page.evaluate("describe('A red beach')")
    assert desk.told(page, "toot(WORD)")["pictures"][0]["alt"] == "A red beach"


def test_a_photo_that_the_page_made_smaller_keeps_its_name(desk: Desk, photo: Path) -> None:
    page = desk.page(photo, at=SKY)
    page.evaluate("fetch('/xrpc/com.atproto.server.getSession', { headers: { Authorization: 'Bearer x' } })")
    told = desk.told(page, "record(WORD, 'Red sand')")
    (picture,) = told["pictures"]
    assert told["attached"] == [picture["name"]]
    assert picture["name"].startswith("beach.jpg (image/jpeg, ")
    assert (picture["width"], picture["height"], picture["alt"]) == (450, 600, "Red sand")
    assert maker(picture) is None  # what leaves bears no remarks


def test_what_is_met_before_anybody_knows_what_page_it_is_goes_along_too(desk: Desk, photo: Path) -> None:
    told = desk.told(desk.page(photo, at=SKY), "record(WORD, '')")
    assert [one["name"].partition(" ")[0] for one in told["pictures"]] == ["beach.jpg"]


def test_what_cannot_be_read_is_named_only(desk: Desk, photo: Path, tmp_path: Path) -> None:
    bomb = bytearray(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0")
    files = {
        "broken.jpg": photo.read_bytes()[:100] + b"\xff" * 700,
        "bomb.png": bytes(bomb),
        "phone.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>",
        "notes.pdf": b"%PDF-1.7",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "huge.png").open("wb") as huge:
        huge.write(bytes(bomb))
        huge.truncate(65 * 1024 * 1024)
    told = desk.told(desk.page(*(tmp_path / name for name in (*files, "huge.png"))), "direct(WORD)")
    names = [name.partition(" ")[0] for name in told["attached"]]
    assert names == [*files, "huge.png"]
    pictures = {one["name"].partition(" ")[0]: one for one in told["pictures"]}
    assert set(pictures) == set(names) - {"notes.pdf"}
    assert {one["small"] for one in pictures.values()} == {""}
    assert (pictures["bomb.png"]["width"], pictures["bomb.png"]["height"]) == (60_000, 60_000)


def test_at_most_eight_are_told_and_all_are_named(desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.png" for number in range(10)]
    for number, file in enumerate(files):
        Image.new("RGB", (60, 40), (number * 20, 0, 90)).save(file)
    told = desk.told(desk.page(*files), "direct(WORD)")
    assert [len(told["attached"]), len(told["pictures"])] == [10, 8]
    assert [one["name"] for one in told["pictures"]] == told["attached"][:8]


def test_a_pasted_picture_is_told_as_such(desk: Desk) -> None:
    if desk.browser.kind != "chromium":
        pytest.skip("Firefox's driver puts no picture into the clipboard")
    page = desk.page()
    allowed = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    desk.browser.browser.ask("Browser.grantPermissions", permissions=allowed, origin="https://www.tumblr.com")
    page.press("#text")
    page.evaluate("""(async () => {
      const canvas = new OffscreenCanvas(80, 50);
      canvas.getContext('2d').fillRect(0, 0, 40, 50);
      addEventListener('paste', event => window.pasted = [...event.clipboardData.files]);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': canvas.convertToBlob() })]);
    })()""")
    page.paste()
    (picture,) = desk.told(page, "direct(WORD, window.pasted)")["pictures"]
    assert (picture["received"], picture["width"], picture["height"]) == ("clipboard", 80, 50)
