"""Whatever breaks while a post is held: the hold survives, or it ends as stopped. Nothing is ever sent late."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gated_browser import BOTH, POSTS, Gated, processes

OWN = POSTS.format(blog="jo")
ARMED = """
new Promise(done => {
  const look = () => (document.querySelector('#release').disabled ? setTimeout(look, 50) : done(true));
  look();
})
"""
pytestmark = pytest.mark.parametrize("browser", BOTH, indirect=True)


def test_two_posts_wait_at_once_and_each_gets_its_own_answer(browser: Gated) -> None:
    first, second = browser.post(browser.page()), browser.post(browser.page())
    holds = {browser.card(hold)["text"]: hold for hold in browser.holds(2)}
    browser.answer(holds[second.word], "release")
    assert second.leaves_once()
    browser.answer(holds[first.word], "stop")
    assert first.is_told_of_the_stop()
    assert first.stays()


def test_the_native_host_is_killed(browser: Gated) -> None:
    post = browser.post(browser.page())
    before = browser.next_hold()
    for host in browser.hosts():
        os.kill(host, signal.SIGKILL)
    hold = browser.next_hold(before)
    assert post.stays()
    browser.answer(hold, "release")
    assert post.leaves_once()
    assert post.seen()["status"] == 200


def test_the_background_is_killed(browser: Gated) -> None:
    post = browser.post(browser.page())
    before = browser.next_hold()
    browser.browser.kill_background(browser.extension)
    hold = browser.next_hold(before)
    assert post.stays()
    browser.answer(hold, "release")
    assert post.leaves_once()


def test_the_engine_is_killed(browser: Gated) -> None:
    post = browser.post(browser.page())
    browser.next_hold()
    _kill_engine(browser)
    hold = browser.next_hold()
    assert post.stays()
    browser.answer(hold, "stop")
    assert post.is_told_of_the_stop()
    assert post.stays()


def test_the_extension_is_loaded_anew(browser: Gated, extensions: Path) -> None:
    post = browser.post(browser.page())
    browser.next_hold()
    browser.browser.install(extensions / browser.kind)
    assert post.stays(1)
    again = browser.post(browser.page())
    browser.answer(_that_says(browser, again.word), "release")
    assert again.leaves_once()
    assert post.stays()


def test_the_page_is_left_and_found_again_by_the_back_button(browser: Gated) -> None:
    page = browser.page()
    page.evaluate("window.kept = true")
    post = browser.post(page)
    browser.next_hold()
    page.go("https://www.tumblr.com/pages/strict.html")
    browser.holds(0)
    page.back()
    assert page.evaluate("window.kept"), "the page did not come out of the cache"
    hold = browser.next_hold()
    assert post.stays()
    browser.answer(hold, "release")
    assert post.leaves_once()
    assert post.seen()["status"] == 200


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda page: page.reload(), id="the page is loaded anew"),
        pytest.param(lambda page: page.go("about:blank"), id="the page is left"),
        pytest.param(lambda page: page.close(), id="the tab is closed"),
    ],
)
def test_the_hold_ends_and_nothing_leaves_when(browser: Gated, leave: Any) -> None:
    post = browser.post(page := browser.page())
    browser.next_hold()
    leave(page)
    browser.holds(0)
    assert post.stays()


def test_the_page_gives_up(browser: Gated) -> None:
    page = browser.page()
    page.evaluate(
        f"""
        void (window.stopper = new AbortController(), window.seen = fetch('{POSTS.format(blog="acme")}',
          {{ method: 'POST', body: '{{"content": []}}', signal: stopper.signal }}).catch(error => error.name))
        """
    )
    browser.next_hold()
    assert page.evaluate("stopper.abort(), window.seen") == "AbortError"
    browser.holds(0)


def test_a_stop_sticks_until_something_is_different(browser: Gated) -> None:
    post = browser.post(page := browser.page())
    browser.answer(browser.next_hold(), "stop")
    assert post.is_told_of_the_stop()
    assert browser.post(page, word=post.word).is_told_of_the_stop()
    assert browser.face.ask("watch", 10)["holds"] == []
    browser.post(page)
    browser.answer(browser.next_hold(), "stop")
    with browser.desk.line("gate", "told as the extension is") as told:
        told.ask("brief", 10)
        browser.face.ask("wear", 10, identity="acme")
        assert told.event(10)["worn"]["id"] == "acme"
        assert browser.post(page).leaves_once()
        browser.face.ask("wear", 10, identity="jo")
        assert told.event(10)["worn"]["id"] == "jo"
    assert browser.post(page, word=post.word).stays()
    browser.answer(browser.next_hold(), "stop")


class TestWithoutAGuard:
    """Its native host cannot be started; what the extension knows of the brands is all there is."""

    @pytest.fixture(autouse=True)
    def absent(self, browser: Gated) -> Iterator[None]:
        """No host, from the moment when the extension is known to have been connected."""
        assert browser.post(browser.page(), at=OWN).leaves_once()
        kept = {place: place.read_bytes() for place in browser.places}
        hosts = browser.hosts()
        for place in kept:
            place.unlink()
        for host in hosts:
            os.kill(host, signal.SIGKILL)
        yield
        for place, text in kept.items():
            place.write_bytes(text)

    def test_the_own_post_leaves(self, browser: Gated) -> None:
        assert browser.post(browser.page(), at=OWN).leaves_once()

    def test_a_brands_post_is_stopped_where_the_brand_wants_that(self, browser: Gated) -> None:
        post = browser.post(browser.page(), at=POSTS.format(blog="closed"))
        assert post.is_told_of_the_stop()
        assert post.stays()

    def test_a_brands_post_leaves_where_the_brand_wants_that(self, browser: Gated) -> None:
        assert browser.post(browser.page(), at=POSTS.format(blog="open")).leaves_once()

    @pytest.mark.parametrize("allowed", [True, False], ids=["and is allowed", "and is stopped"])
    def test_a_brands_post_is_asked_about_in_an_own_window(self, browser: Gated, *, allowed: bool) -> None:
        post = browser.post(browser.page())
        window = browser.window("ask")
        assert post.stays()
        window.evaluate(ARMED)
        window.press("#release" if allowed else "#stop")
        if allowed:
            assert post.leaves_once()
        else:
            assert post.is_told_of_the_stop()
            assert post.stays()


def _that_says(browser: Gated, word: str) -> str:
    for count in (1, 2):
        for hold in browser.holds(count):
            if browser.card(hold)["text"] == word:
                return hold
    raise AssertionError(f"nobody is asked about {word}")


def _kill_engine(browser: Gated) -> None:
    """The native host begins another one."""
    browser.face.close()
    for engine in processes(browser.desk, "engine"):
        os.kill(engine, signal.SIGKILL)
    browser.sit_down()
