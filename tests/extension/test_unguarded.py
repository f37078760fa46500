"""The extension's own window, which asks while no guard can be reached, and the toolbar's pop-up."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chromium import needs_chromium
from gated_browser import BOTH, POSTS, Gated

EACH = pytest.mark.parametrize("browser", BOTH, indirect=True)
CHROMIUM = pytest.mark.parametrize("browser", [pytest.param("chromium", marks=needs_chromium)], indirect=True)
OWN = POSTS.format(blog="jo")
UNTIL = "new Promise(done => {{ const look = () => ({}) ? done(true) : setTimeout(look, 30); look(); }})"
ARMED = UNTIL.format("document.querySelector('#release')?.disabled === false")


def shows(window: Any, selector: str, text: str) -> bool:
    """Waits until an element of a window says this."""
    said = f"document.querySelector({selector!r})?.textContent.includes({text!r})"
    return bool(window.evaluate(UNTIL.format(said)))


@pytest.fixture
def absent(browser: Gated) -> Iterator[Callable[[], None]]:
    """The native host cannot be started, until what is given is called."""
    assert browser.post(browser.page(), at=OWN).leaves_once()
    kept, hosts = {place: place.read_bytes() for place in browser.places}, browser.hosts()
    for place in kept:
        place.unlink()
    for host in hosts:
        os.kill(host, signal.SIGKILL)

    def back() -> None:
        for place, text in kept.items():
            place.write_bytes(text)

    yield back
    back()


@EACH
@pytest.mark.usefixtures("absent")
def test_one_window_asks_at_a_time_and_closing_it_stops_what_it_asked(browser: Gated) -> None:
    first, second = browser.page(), browser.page()
    one = browser.post(first)
    window = browser.window("ask")
    assert shows(window, "#text", one.word)
    assert shows(window, "#question", "Acme Ltd on Tumblr")
    other = browser.post(second)
    assert shows(window, "#more", "1")
    window.close()
    assert one.is_told_of_the_stop()
    assert one.stays()
    window = browser.window("ask")
    assert shows(window, "#text", other.word)
    window.press("#stop")
    assert other.is_told_of_the_stop()
    assert other.stays()


@EACH
def test_the_guard_that_comes_back_takes_the_question_over(browser: Gated, absent: Callable[[], None]) -> None:
    post = browser.post(browser.page())
    assert shows(browser.window("ask"), "#text", post.word)
    absent()
    hold = browser.next_hold(seconds=5)
    assert post.stays()
    browser.answer(hold, "release")
    assert post.leaves_once()


@EACH
@pytest.mark.usefixtures("absent")
def test_a_click_that_comes_too_early_releases_nothing(browser: Gated) -> None:
    post = browser.post(browser.page())
    window = browser.window("ask")
    assert shows(window, "#text", post.word)
    window.press("#question")
    assert window.evaluate("document.querySelector('#release').disabled")
    window.evaluate(ARMED)
    window.evaluate("document.querySelector('#release').click()")
    assert post.stays()
    window.press("#release")
    assert post.leaves_once()


@CHROMIUM
@pytest.mark.usefixtures("absent")
def test_a_press_that_began_too_early_releases_nothing(browser: Gated) -> None:
    post = browser.post(browser.page())
    window = browser.window("ask")
    assert shows(window, "#text", post.word)
    place = "(({ x, y, width, height }) => [x + width / 2, y + height / 2])"
    x, y = window.evaluate(f"{place}(document.querySelector('#release').getBoundingClientRect())")
    click = {"x": x, "y": y, "button": "left", "clickCount": 1}
    window.ask("Input.dispatchMouseEvent", type="mousePressed", **click)
    window.evaluate(ARMED)
    window.ask("Input.dispatchMouseEvent", type="mouseReleased", **click)
    assert post.stays()


@CHROMIUM
@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_the_keys_that_people_press_without_looking_stop_it(browser: Gated, key: str) -> None:
    post = browser.post(browser.page())
    window = browser.window("ask")
    window.evaluate(ARMED)
    code = {"Escape": 27, "Enter": 13}[key]
    typed = {"text": "\r"} if key == "Enter" else {}
    window.ask("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **typed)
    assert post.is_told_of_the_stop()
    assert post.stays()


@CHROMIUM
@pytest.mark.usefixtures("absent")
def test_every_control_has_a_name_for_those_who_do_not_see_it(browser: Gated) -> None:
    post = browser.post(browser.page())
    window = browser.window("ask")
    assert shows(window, "#text", post.word)
    told = window.ask("Accessibility.getFullAXTree")["nodes"]
    named = [node for node in told if not node.get("ignored") and "name" in node]
    names = {node["role"]["value"]: node["name"]["value"] for node in named}
    assert names["alertdialog"] == "Post as Acme Ltd on Tumblr?"
    assert names["blockquote"] == "What would be posted"
    window.press("#stop")
    assert post.is_told_of_the_stop()


@CHROMIUM
@pytest.mark.usefixtures("absent")
def test_the_window_goes_with_the_page(browser: Gated) -> None:
    post = browser.post(page := browser.page())
    window = browser.window("ask")
    assert shows(window, "#text", post.word)
    page.close()
    gone = ("Target.detachedFromTarget", window.session)
    assert browser.browser.event(lambda event: (event["method"], event["params"].get("sessionId")) == gone)
    assert post.stays()


@EACH
@pytest.mark.usefixtures("absent")
def test_an_account_that_nobody_knows_is_asked_about_where_a_brand_is(browser: Gated) -> None:
    page = browser.page(at="https://brand.example/pages")
    options = {"method": "POST", "headers": {"Content-Type": "application/json", "Authorization": "Bearer unheardof"}}
    body = json.dumps({"status": "whoever"})
    page.evaluate(f"void fetch('/api/v1/statuses', {json.dumps({**options, 'body': body})})")
    window = browser.window("ask")
    assert shows(window, "#question", "Post on Mastodon? It is not known")
    assert browser.recorder.quiet("whoever")
    window.press("#stop")


CHOOSE = """
(bind => { bind.value = '%s'; bind.dispatchEvent(new Event('change')); return null; })(document.querySelector('#bind'))
"""


def popup(browser: Gated) -> Any:
    return browser.browser.page(f"{browser.browser.base(browser.extension)}surface/popup.html")


@EACH
def test_the_profile_is_bound_by_the_pop_up(browser: Gated) -> None:
    assert browser.post(browser.page(), at=OWN).leaves_once()
    window = popup(browser)
    assert shows(window, "#bind", "Acme Ltd")
    window.evaluate(CHOOSE % "jo")
    again = popup(browser)
    assert again.evaluate(UNTIL.format("document.querySelector('#bind').value === 'jo'"))
    browser.post(browser.page())
    card = browser.answer(browser.next_hold(), "stop")
    assert "bound to Jo" in json.dumps(card) or "belongs to Jo" in json.dumps(card)
    again.evaluate(CHOOSE % "")


@EACH
def test_the_pop_up_says_when_the_guard_is_away(browser: Gated, absent: Callable[[], None]) -> None:
    window = popup(browser)
    assert shows(window, "#state-text", "cannot be reached")
    assert window.evaluate("document.querySelector('#open').hidden")
    absent()
    window.press("#again")
    assert shows(window, "#state-text", "are held")


@CHROMIUM
def test_a_composer_that_has_the_focus_is_told_when_identities_change(browser: Gated) -> None:
    workspace = browser.desk.folder / "hatcheck.toml"
    before = workspace.read_text(encoding="utf-8")
    page = browser.page("composer.html")
    browser.post(browser.page())
    browser.answer(browser.next_hold(), "stop")
    page.front()
    page.press("#text")
    assert framed(page, "Acme Ltd")
    workspace.write_text(before.replace("Acme Ltd", "Acme plc"), encoding="utf-8")
    try:
        assert framed(page, "Acme plc")
    finally:
        workspace.write_text(before, encoding="utf-8")


def framed(page: Any, name: str) -> bool:
    """Whether the frame over a page's composer bears a name, in a while."""
    for _ in range(300):
        page.evaluate("new Promise(done => requestAnimationFrame(done)).then(() => null)")
        if f" {name}" in json.dumps(page.ask("DOM.getDocument", depth=-1, pierce=True)):
            return True
    return False
