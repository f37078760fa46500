"""Who acts is told by the request itself or by the session, at the moment of posting; never by the tab."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from gated_browser import BOTH, POSTS, Gated
from recorder import Reply, Request

TWEET = "/i/api/graphql/AbCdEf/CreateTweet"
STATUS = "/api/v1/statuses"
TOKENS = {"token-of-acme": "acme", "token-of-jo": "jo"}
WHO = "/api/v1/accounts/verify_credentials"

pytestmark = pytest.mark.parametrize("browser", BOTH, indirect=True)


@pytest.fixture(autouse=True)
def platform(browser: Gated) -> Iterator[None]:
    """What the platforms' servers answer to who one is."""

    def answer(request: Request) -> Reply | None:
        if not request.path.startswith(WHO):
            return None
        user = TOKENS.get(request.token)
        return Reply({"id": "1", "username": user, "acct": user}) if user else Reply({"error": "no"}, 401)

    browser.recorder.answers.append(answer)
    yield
    browser.recorder.answers.remove(answer)


class Sent:
    """One JSON post by fetch, whose text is its own."""

    count = 0

    def __init__(self, browser: Gated, page: Any, at: str, body: Any, token: str = "") -> None:
        Sent.count += 1
        self.browser, self.word = browser, f"said{Sent.count}so"
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        options = {"method": "POST", "headers": headers, "body": json.dumps(body).replace("TEXT", self.word)}
        page.evaluate(f"void (window.sent = fetch({at!r}, {json.dumps(options)}).then(answer => answer.status))")

    def leaves(self) -> bool:
        """Whether it leaves without a question."""
        return len(self.browser.recorder.arrived(self.word)) == 1

    def asks(self) -> Any:
        """The card by which the person is asked; it is stopped then."""
        hold = self.browser.next_hold()
        assert self.browser.recorder.quiet(self.word)
        return self.browser.answer(hold, "stop")


def tweet(browser: Gated, page: Any) -> Sent:
    return Sent(browser, page, TWEET, {"variables": {"tweet_text": "TEXT"}, "queryId": "AbCdEf"})


def record(browser: Gated, page: Any, did: str) -> Sent:
    note = {"$type": "app.bsky.feed.post", "text": "TEXT", "createdAt": "2026-11-22T18:00:00Z"}
    body = {"repo": did, "collection": "app.bsky.feed.post", "record": note}
    return Sent(browser, page, "/xrpc/com.atproto.repo.createRecord", body, "no-account-by-itself")


def toot(browser: Gated, page: Any, token: str) -> Sent:
    return Sent(browser, page, STATUS, {"status": "TEXT"}, token)


def owner(card: Any) -> str:
    """In whose name it would go out."""
    return str(card["destinations"][0]["owner"]["id"])


def at(host: str, browser: Gated) -> Any:
    return browser.page(at=f"https://{host}/pages")


def test_the_account_stands_in_the_path(browser: Gated) -> None:
    assert browser.post(browser.page(), at=POSTS.format(blog="jo")).leaves_once()
    browser.post(browser.page())
    assert owner(browser.card(browser.next_hold())) == "acme"


def test_the_account_stands_in_the_body(browser: Gated) -> None:
    page = at("bsky.social", browser)
    assert record(browser, page, "did:plc:jojojojojojojojojojojojo").leaves()
    assert owner(record(browser, page, "did:plc:acmeacmeacmeacmeacmeacme").asks()) == "acme"


def test_the_account_stands_in_a_cookie_and_is_read_at_each_post(browser: Gated) -> None:
    page = at("x.com", browser)
    page.evaluate("document.cookie = 'twid=u%3D2002; path=/; secure', null")
    assert tweet(browser, page).leaves()
    page.evaluate("document.cookie = 'twid=u%3D1001; path=/; secure', null")
    assert owner(tweet(browser, page).asks()) == "acme"


def test_the_account_is_learnt_from_the_platforms_own_answer(browser: Gated) -> None:
    page = at("brand.example", browser)
    for token in TOKENS:
        page.evaluate(f"fetch('{WHO}', {{ headers: {{ Authorization: 'Bearer {token}' }} }}).then(a => a.text())")
    assert toot(browser, page, "token-of-jo").leaves()
    assert owner(toot(browser, page, "token-of-acme").asks()) == "acme"


def test_an_account_that_nobody_knows_is_asked_about_where_a_brand_is(browser: Gated) -> None:
    card = toot(browser, at("brand.example", browser), "token-of-nobody").asks()
    assert "Nobody" in json.dumps(card["reasons"])
    assert "token-of-nobody" not in json.dumps(card)


def test_an_account_that_nobody_knows_passes_where_no_brand_is(browser: Gated) -> None:
    assert toot(browser, at("elsewhere.example", browser), "token-of-nobody").leaves()


def test_a_container_has_a_session_of_its_own(browser: Gated) -> None:
    if browser.kind != "firefox":
        pytest.skip("only Firefox has containers")
    outside = at("x.com", browser)
    outside.evaluate("document.cookie = 'twid=u%3D1001; path=/; secure', null")
    inside = browser.browser.container("Own", "https://x.com/pages/plain.html")
    inside.evaluate("document.cookie = 'twid=u%3D2002; path=/; secure', null")
    assert tweet(browser, inside).leaves()
    assert owner(tweet(browser, outside).asks()) == "acme"


def test_no_token_leaves_the_extension(browser: Gated) -> None:
    page = at("brand.example", browser)
    toot(browser, page, "secret-that-stays").asks()
    kept = [path.read_bytes() for path in browser.desk.folder.glob("state/**/*") if path.is_file()]
    assert kept
    assert not any(b"secret-that-stays" in bytes_ for bytes_ in kept)
