"""What ordinary pages and their libraries do around a post: held, it is not lost, sent twice, altered or broken."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from gated_browser import BOTH, POSTS, Gated, Post
from recorder import Request
from ways import Same, as_form, as_json, as_pressed

pytestmark = pytest.mark.parametrize("browser", BOTH, indirect=True)


def as_pressed_once(request: Request, word: str) -> bool:
    """What a page adds stands there as often as the page has sent it: once."""
    counted = re.sub(rb"&nonce=\d+$", b"", request.body)
    return counted != request.body and as_pressed(replace(request, body=counted), word)


@dataclass(frozen=True)
class Habit:
    """One row."""

    name: str
    """As in pages/habits.js."""
    same: Same = as_json
    told: bool = True
    """Whether the page is given an answer that it can look at."""


HABITS = (
    Habit("a button turned off afterwards", as_pressed, told=False),
    Habit("a button taken away afterwards", as_pressed, told=False),
    Habit("a form emptied afterwards", as_pressed, told=False),
    Habit("a form whose fields differ each time", as_pressed_once, told=False),
    Habit("a form taken away at once", as_form, told=False),
    Habit("a form that is readdressed at once", as_form, told=False),
    Habit("a form that hides its event", as_pressed, told=False),
    Habit("a form handed on by the window"),
    Habit("a form written into a frame", as_pressed, told=False),
    Habit("a class of its own"),
    Habit("a fetch called apart, with signals"),
    Habit("a frame on its way"),
    Habit("a frame put in again"),
    Habit("a frame in a frame without an address"),
)
ROWS = [pytest.param(habit, id=habit.name) for habit in HABITS]


def begun(browser: Gated, habit: str, page: Any = None) -> Post:
    """A page with this habit that posts in a brand's name."""
    return browser.post(page or browser.page("habits.html"), habit, POSTS.format(blog="acme"))


@pytest.mark.parametrize("habit", ROWS)
def test_it_is_asked_about_once_and_leaves_as_it_was(browser: Gated, habit: Habit) -> None:
    post = begun(browser, habit.name)
    hold = browser.next_hold()
    assert post.stays(0.1)
    assert browser.answer(hold, "release")["text"] == post.word
    assert post.leaves_once(habit.same)
    assert browser.holds(0) == []
    if habit.told:
        assert post.seen() == {"status": 200, "text": "{}"}
    assert len(browser.recorder.written(post.word)) == 1


def test_a_request_given_up_while_it_is_held_is_told_so_and_never_leaves(browser: Gated) -> None:
    post = begun(browser, "events of a request given up")
    assert post.seen() == [1, 4, "abort", "loadend"]
    assert browser.holds(0) == []
    assert post.stays()


@pytest.mark.parametrize(
    ("choice", "events"),
    [
        pytest.param("release", [1, 2, 3, 4, "load", "loadend"], id="answered, its time counted from now"),
        pytest.param("stop", [1, 4, "load", "loadend"], id="answered by the stop"),
    ],
)
def test_a_request_tells_its_listeners_in_order(browser: Gated, choice: str, events: list[Any]) -> None:
    post = begun(browser, "events of a request")
    hold = browser.next_hold()
    assert post.stays(0.15)  # longer than the page's own limit
    browser.answer(hold, choice)
    assert post.seen() == events


def test_one_that_waits_delays_no_other(browser: Gated) -> None:
    page = browser.page("habits.html")
    first = begun(browser, "text", page)
    earlier = browser.next_hold()
    second = begun(browser, "xhr text", page)
    browser.answer(browser.next_hold(besides=earlier), "release")
    assert second.leaves_once()
    assert first.stays()
    browser.answer(earlier, "release")
    assert first.leaves_once()


def test_functions_that_the_page_broke_are_not_used(browser: Gated) -> None:
    post = begun(browser, "functions broken by the page")
    browser.answer(browser.next_hold(), "release")
    assert post.leaves_once()


LOOKS = """[fetch, XMLHttpRequest.prototype.send, HTMLFormElement.prototype.submit, Navigator.prototype.sendBeacon,
  WebSocket.prototype.send].map(each => each.toString())"""


def test_what_watches_for_errors_finds_the_browsers_own_functions(browser: Gated) -> None:
    native = re.compile(r"function\s+\w+\(\)\s+\{\s+\[native code\]\s+\}")
    assert [each for each in browser.page("habits.html").evaluate(LOOKS) if not native.fullmatch(each)] == []


LISTENING = """(() => {
  const heard = window.heard = [];
  const events = ['hatcheck:ready', 'hatcheck:hello', 'hatcheck:probe', 'message'];
  for (const name of events) addEventListener(name, ({ type, ports }) => heard.push([type, ports?.length]), true);
  const { postMessage, start } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (...given) { heard.push(given); return postMessage.apply(this, given); };
  dispatchEvent(new Event('hatcheck:ready'));
  dispatchEvent(new MessageEvent('hatcheck:hello', { ports: [new MessageChannel().port1] }));
  return dispatchEvent(new CustomEvent('hatcheck:probe', { cancelable: true }));
})()"""


def test_a_page_cannot_reach_what_is_said_about_it(browser: Gated) -> None:
    page = browser.page("habits.html")
    assert page.evaluate(LISTENING)  # nobody answers its call
    post = begun(browser, "text", page)
    browser.answer(browser.next_hold(), "release")
    assert post.leaves_once()
    forged = [["hatcheck:ready", None], ["hatcheck:hello", 1], ["hatcheck:probe", None]]
    assert page.evaluate("heard.map(([type, ports]) => [type, ports ?? null])") == forged


SHOWN = "[...document.querySelectorAll(':popover-open')].map(host => [host.shadowRoot, host.textContent])"
HIT = """(() => {
  const host = document.querySelector(':popover-open');
  const { x, y, width, height } = host.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === host;
})()"""


def shown(page: Any, fits: Callable[[Any], bool]) -> Any:
    """What is over the page, as soon as it fits."""
    for _ in range(100):
        if fits(found := page.evaluate(f"new Promise(done => setTimeout(done, 30)).then(() => {SHOWN})")):
            return found
    raise TimeoutError(json.dumps(found))


def test_the_banner_stays_while_something_waits_and_tells_the_page_nothing(browser: Gated) -> None:
    page = browser.page("habits.html")
    begun(browser, "text", page)
    earlier = browser.next_hold()
    second = begun(browser, "xhr text", page)
    browser.answer(browser.next_hold(besides=earlier), "release")
    assert second.leaves_once()
    second.seen()
    assert shown(page, lambda found: len(found) == 1) == [[None, ""]]
    browser.answer(earlier, "release")
    assert shown(page, lambda found: not found) == []


def test_the_banner_can_be_clicked_beside_a_modal_dialog(browser: Gated) -> None:
    page = browser.page("habits.html")
    page.evaluate("void document.body.appendChild(document.createElement('dialog')).showModal()")
    begun(browser, "text", page)
    browser.next_hold()
    shown(page, lambda found: len(found) == 1)
    assert page.evaluate(HIT)
