"""Posts that no page's wrapper can announce: what workers send, in real browsers with the servers' log as judge."""

import pytest
from chromium import needs_chromium
from firefox import needs_firefox
from gated_browser import HOME, POSTS, Gated

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


INHERITED = """async () => {
  const { Gate } = await import('/background/backstop/gate.js');
  const dnr = chrome.declarativeNetRequest;
  const url = 'https://www.tumblr.com/api/v2/blog/acme.tumblr.com/posts';
  const hosts = ['www.tumblr.com'], path = '/api/v2/blog/{blog}/posts', methods = ['POST'];
  const known = [{ platform: 'tumblr', service: false, matcher: { unique: true, hosts, path, methods } }];
  const concerns = [{ platform: 'tumblr', host: '' }];
  const released = async () => (await dnr.getSessionRules()).some(({ condition }) => condition.urlFilter.includes(url));
  const before = new Gate({ dnr, known });
  await before.guard(concerns);
  await before.open({ method: 'POST', url }, 60_000);
  await new Gate({ dnr, known }).guard(concerns);
  const kept = await released();
  const end = performance.now() + 10_000;
  while ((await released()) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  return { kept, ended: !(await released()) };
}"""


@CHROMIUM
def test_what_was_released_stays_so_though_another_background_takes_over(browser: Gated) -> None:
    """It may be on its way; but not for good, for whoever would have taken it back has ended."""
    page = browser.browser.page(f"{browser.browser.base(browser.extension)}surface/popup.html")
    assert page.evaluate(f"({INHERITED})()") == {"kept": True, "ended": True}
    browser.browser.kill_background(browser.extension)  # the next one sets up its own rules
    assert browser.post(browser.page(), at=POSTS.format(blog="jo")).leaves_once()
