"""Every way in which a page posts, held before it leaves; the servers' log is the judge."""

import pytest
from gated_browser import BOTH, Gated, Post
from ways import WAYS, Way

BRAND, OWN = "acme", "jo"
ROWS = [pytest.param(way, id=way.sentence) for way in WAYS]
pytestmark = pytest.mark.parametrize("browser", BOTH, indirect=True)


def begun(browser: Gated, way: Way, blog: str) -> Post:
    """A page that sends a post in this way."""
    return browser.post(browser.page(way.page), way.name, way.at.format(blog=blog))


@pytest.mark.parametrize("way", ROWS)
def test_in_the_own_name_it_leaves_at_once(browser: Gated, way: Way) -> None:
    post = begun(browser, way, OWN)
    match way.in_own_name(browser.kind):
        case "held":
            browser.next_hold()
            assert post.stays()
        case "unheld":
            assert post.leaves_once(way.same)
            if way.told:
                assert post.seen() == {"status": 200, "text": "{}"}
        case "asked":  # only as whose it leaves must be found out first
            assert post.stays()
            assert post.is_cut_off()
            post.again()
            assert post.leaves_once(way.same)
        case _:
            assert post.stays()


@pytest.mark.parametrize("way", ROWS)
def test_in_a_brands_name_it_waits_and_leaves_once_when_released(browser: Gated, way: Way) -> None:
    post = begun(browser, way, BRAND)
    match way.becomes(browser.kind):
        case "held" | "asked" as becomes:
            hold = browser.next_hold()
            assert post.stays()
            card = browser.answer(hold, "release")
            assert card["text"] == (post.word if way.read else "")
            if becomes == "asked":
                assert post.stays()
                post.again()
            assert post.leaves_once(way.same)
            if way.told:
                assert post.seen() == {"status": 200, "text": "{}"}
        case "unheld":
            assert post.leaves_once(way.same)
        case _:
            assert post.stays()


@pytest.mark.parametrize("way", ROWS)
def test_in_a_brands_name_it_waits_and_never_leaves_when_stopped(browser: Gated, way: Way) -> None:
    post = begun(browser, way, BRAND)
    match way.becomes(browser.kind):
        case "held" | "asked" as becomes:
            hold = browser.next_hold()
            assert post.stays()
            browser.answer(hold, "stop")
            if becomes == "asked":
                post.again()
            if way.told:
                assert post.is_cut_off() if way.cut else post.is_told_of_the_stop()
        case "refused":
            assert post.is_told_of_the_stop()
        case "unheld":
            assert post.leaves_once(way.same)
            return
    assert post.stays()
    assert browser.holds(0) == []


def test_what_leaves_unheld_is_told(browser: Gated) -> None:
    (way,) = [way for way in WAYS if way.name == "worker at an address of many uses"]
    with browser.alerts() as alerts:
        post = begun(browser, way, BRAND)
        if way.becomes(browser.kind) == "held":
            browser.next_hold()
            assert post.stays()
        else:
            assert "bluesky:did:plc:acme" in next(alerts)["text"]


def test_a_service_worker_that_hands_requests_on_asks_once(browser: Gated) -> None:
    page = browser.page(at="https://api.tumblr.com/pages")  # a name of its own, for this worker stays
    page.evaluate("serviceWorker('/pages/').then(() => null)")
    page.reload()
    post = browser.post(page, at="/v2/blog/acme.tumblr.com/posts")
    hold = browser.next_hold()
    assert post.stays()
    browser.answer(hold, "release")
    assert post.leaves_once()
    assert post.seen()["status"] == 200
    assert browser.holds(0) == []


def test_nothing_left_late_and_nothing_left_twice(browser: Gated) -> None:
    left = [one.path.partition("?")[2] for one in browser.recorder.written() if "word" in one.path]
    assert len(left) == len(set(left)) > len(WAYS)
