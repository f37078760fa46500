"""Posts that no page's wrapper can announce: what workers send, in real browsers with the servers' log as judge."""

import pytest
from chromium import needs_chromium
from firefox import needs_firefox
from gated_browser import HOME, Gated

FIREFOX = pytest.mark.parametrize("browser", [pytest.param("firefox", marks=needs_firefox)], indirect=True)
CHROMIUM = pytest.mark.parametrize("browser", [pytest.param("chromium", marks=needs_chromium)], indirect=True)
WORKERS = pytest.mark.parametrize("way", ["dedicated worker", "worker of a blob", "shared worker", "service worker"])


@CHROMIUM
@WORKERS
def test_what_the_gate_blocked_leaves_when_it_is_tried_again_after_the_release(browser: Gated, way: str) -> None:
    page = browser.page()
    first = browser.post(page, way)
    browser.answer(browser.next_hold(), "release")
    assert "failed" in first.seen()
    assert first.stays()
    again = browser.post(page, way, word=first.word)
    assert again.leaves_once()
    assert again.seen()["status"] == 200


@CHROMIUM
def test_what_the_gate_blocked_stays_blocked_after_a_stop(browser: Gated) -> None:
    page = browser.page()
    first = browser.post(page, "dedicated worker")
    browser.answer(browser.next_hold(), "stop")
    again = browser.post(page, "dedicated worker", word=first.word)
    assert "failed" in again.seen()
    assert again.stays()


@FIREFOX
@WORKERS
def test_a_workers_post_waits_in_the_browser_and_fails_when_it_is_stopped(browser: Gated, way: str) -> None:
    post = browser.post(browser.page(), way)
    hold = browser.next_hold()
    assert post.stays()
    browser.answer(hold, "stop")
    assert "failed" in post.seen()
    assert post.stays()


@pytest.mark.parametrize(
    "browser",
    [pytest.param("chromium", marks=needs_chromium), pytest.param("firefox", marks=needs_firefox)],
    indirect=True,
)
def test_what_a_service_worker_sends_on_is_asked_about_once(browser: Gated) -> None:
    page = browser.page()
    page.evaluate("serviceWorker('/pages/').then(() => navigator.serviceWorker.ready).then(() => null)")
    page.go(f"{HOME}/plain.html")
    post = browser.post(page)
    browser.answer(browser.next_hold(), "release")
    assert post.leaves_once()
    assert post.seen()["status"] == 200
    assert browser.holds(0) == []
