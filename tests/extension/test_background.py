"""What the extension's background makes of pages that lie, of secrets, and of a person who changes hats meanwhile."""

import json
import os
import signal
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from chromium import needs_chromium
from gated_browser import BOTH, POSTS, Gated, gated, processes
from recorder import Recorder, Reply, Request

CHROMIUM = pytest.mark.parametrize("browser", [pytest.param("chromium", marks=needs_chromium)], indirect=True)
EACH = pytest.mark.parametrize("browser", BOTH, indirect=True)

TWEET = "/i/api/graphql/AbCdEf/CreateTweet"
LIST = "/1.1/account/multi/list.json"
WHO = "/api/v1/accounts/verify_credentials"
LIAR = """
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(clients.claim()));
self.addEventListener('fetch', event => {
  const { host } = new URL(event.request.url);
  if (host === location.host) return;
  event.respondWith(new Response(JSON.stringify({ users: [{ user_id: '3003', screen_name: 'jo' }] })));
});
"""
CONTROLLED = """
navigator.serviceWorker.register('/liar.js', { scope: '/' }).then(() => navigator.serviceWorker.controller
  || new Promise(done => { navigator.serviceWorker.oncontrollerchange = () => done(); })).then(() => true)
"""


@pytest.fixture(autouse=True)
def servers(recorder: Recorder) -> Iterator[None]:
    """What the platforms' servers, and others', answer."""

    def answer(request: Request) -> Reply | None:
        if request.path == "/liar.js":
            return Reply(LIAR.encode(), headers={"Content-Type": "text/javascript"})
        if request.path.startswith(LIST):
            return Reply({"users": [{"user_id": "4004", "screen_name": "jo"}]})
        if request.path.startswith(WHO):
            return Reply({"id": "1", "username": "jo", "acct": "jo"})
        return None

    recorder.answers.append(answer)
    yield
    recorder.answers.remove(answer)


def at(browser: Gated, host: str) -> Any:
    return browser.page(at=f"https://{host}/pages")


def send(page: Any, to: str, body: Any, method: str = "POST", **headers: str) -> None:
    """Begins to send JSON; `sent` is the status that the page sees."""
    options = {"method": method, "headers": {"Content-Type": "application/json", **headers}, "body": json.dumps(body)}
    page.evaluate(f"void (window.sent = fetch({to!r}, {json.dumps(options)}).then(answer => answer.status))")


def tweet(page: Any, user: str, word: str) -> None:
    page.evaluate(f"document.cookie = 'twid=u%3D{user}; path=/; secure', null")
    send(page, TWEET, {"variables": {"tweet_text": word}, "queryId": "AbCdEf"})


def fetched(page: Any, address: str) -> Any:
    return page.evaluate(f"fetch({address!r}).then(answer => answer.json())")


class TestWhoActs:
    """A page's answers count where they can be believed."""

    @EACH
    def test_what_one_host_of_a_platform_says_counts_on_its_others(self, browser: Gated) -> None:
        page = at(browser, "x.com")
        fetched(page, f"https://api.x.com{LIST}")
        tweet(page, "4004", "learntelsewhere")
        assert browser.recorder.arrived("learntelsewhere")

    @EACH
    def test_a_page_cannot_teach_whose_id_it_is_on_a_platform(self, browser: Gated) -> None:
        evil = at(browser, "evil.example")
        assert evil.evaluate(CONTROLLED)
        assert fetched(evil, f"https://x.com{LIST}")["users"][0]["user_id"] == "3003"
        tweet(at(browser, "x.com"), "3003", "nobodysword")
        browser.answer(browser.next_hold(), "stop")
        assert browser.recorder.quiet("nobodysword")

    @EACH
    def test_a_page_cannot_plant_the_draft_of_another_ones_post(self, browser: Gated) -> None:
        evil, own = at(browser, "evil.example"), at(browser, "posts.example")
        draft = {"accounts": ["1"], "versions": [{"content": [{"body": "harmless", "media": []}]}]}
        send(evil, "https://posts.example/mixpost/posts/77", draft, "PUT")
        assert evil.evaluate("sent") == 200
        send(own, "/mixpost/posts/schedule/77", {"postNow": True})
        card = browser.answer(browser.next_hold(), "stop")
        assert "harmless" not in json.dumps(card)

    @EACH
    def test_an_id_that_is_a_brands_stays_so_whatever_it_is_said_to_be(self, browser: Gated) -> None:
        page = at(browser, "bsky.social")
        did = "did:plc:acmeacmeacmeacmeacmeacme"
        browser.recorder.answers.insert(0, lambda one: _session(did) if "getSession" in one.path else None)
        fetched(page, "/xrpc/com.atproto.server.getSession")
        del browser.recorder.answers[0]
        post = {"$type": "app.bsky.feed.post", "text": "stillacme", "createdAt": "2026-11-22T18:00:00Z"}
        body = {"repo": did, "collection": "app.bsky.feed.post", "record": post}
        send(page, "/xrpc/com.atproto.repo.createRecord", body)
        card = browser.answer(browser.next_hold(), "stop")
        assert card["destinations"][0]["owner"]["id"] == "acme"

    @EACH
    def test_a_sandbox_in_a_platforms_page_does_not_speak_for_it(self, browser: Gated) -> None:
        page = at(browser, "x.com")
        browser.recorder.answers.insert(0, lambda one: _users("5005") if one.path.startswith(LIST) else None)
        page.evaluate(
            f"""
            new Promise(done => {{
              addEventListener('message', () => done(true), {{ once: true }});
              const srcdoc = `<script>fetch('https://api.x.com{LIST}').then(a => a.text())
                .then(() => parent.postMessage(1, '*'))</` + 'script>';
              const frame = document.createElement('iframe');
              document.body.append(Object.assign(frame, {{ sandbox: 'allow-scripts', srcdoc }}));
            }})
            """
        )
        del browser.recorder.answers[0]
        tweet(page, "5005", "sandboxed")
        browser.answer(browser.next_hold(), "stop")
        assert browser.recorder.quiet("sandboxed")


def _session(did: str) -> Reply:
    return Reply({"did": did, "handle": "jo.example"})


def _users(user: str) -> Reply:
    return Reply({"users": [{"user_id": user, "screen_name": "jo"}]})


@CHROMIUM
def test_what_says_of_itself_that_it_is_no_post_passes_the_browsers_gate(browser: Gated) -> None:
    page = at(browser, "brand.example")
    send(page, "/api/v1/statuses", {"status": "onlylooking", "preview": True})
    assert page.evaluate("sent") == 200
    assert len(browser.recorder.arrived("onlylooking")) == 1


@CHROMIUM
def test_what_leaves_unheld_is_told_by_the_browsers_name(browser: Gated) -> None:
    records = "https://acme.records.example/xrpc/com.atproto.repo.createRecord"
    with browser.alerts() as alerts:
        post = browser.post(browser.page(), "worker at an address of many uses", at=records)
        told = next(alerts)
    assert post.leaves_once()
    assert "Chromium sent something to Bluesky" in json.dumps(told)


@CHROMIUM
@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda page: page.close(), id="its tab is closed"),
        pytest.param(lambda page: page.go("https://elsewhere.example/pages/plain.html"), id="its page is left"),
    ],
)
def test_a_question_about_what_was_blocked_ends_when(browser: Gated, leave: Any) -> None:
    page = browser.page()
    post = browser.post(page, "dedicated worker")
    browser.next_hold()
    leave(page)
    assert browser.holds(0) == []
    assert post.stays()


@CHROMIUM
def test_a_full_disk_costs_no_verdict(browser: Gated) -> None:
    worker = browser.browser.worker(browser.extension)
    full = "async () => { throw new Error('full'); }"
    worker.evaluate(f"void (chrome.storage.session.set = chrome.storage.local.set = {full})")
    try:
        post = browser.post(page := browser.page())
        browser.answer(browser.next_hold(), "stop")
        assert post.is_told_of_the_stop()
        assert browser.post(page, word=post.word).is_told_of_the_stop()
        other = browser.post(page)
        browser.answer(browser.next_hold(), "release")
        assert other.leaves_once()
    finally:
        browser.browser.kill_background(browser.extension)


class TestTheHost:
    """The native host, and what it does not do any more."""

    @EACH
    def test_one_that_hangs_is_replaced_and_the_post_is_judged(self, browser: Gated) -> None:
        assert browser.post(browser.page(), at=POSTS.format(blog="jo")).leaves_once()
        hosts = browser.hosts()
        for host in hosts:
            os.kill(host, signal.SIGSTOP)
        try:
            post = browser.post(browser.page())
            hold = browser.next_hold()
            assert post.stays()
            browser.answer(hold, "release")
            assert post.leaves_once()
        finally:
            for host in hosts:
                _signal(host, signal.SIGCONT)

    @EACH
    def test_an_engine_that_hangs_counts_as_none_until_it_goes_on(self, browser: Gated) -> None:
        assert browser.post(browser.page(), at=POSTS.format(blog="jo")).leaves_once()
        engines = processes(browser.desk, "engine")
        assert engines
        for engine in engines:
            _signal(engine, signal.SIGSTOP)
        try:
            post = browser.post(browser.page())
            browser.window("ask")
            assert post.stays()
        finally:
            for engine in engines:
                _signal(engine, signal.SIGCONT)
        hold = browser.next_hold()
        assert post.stays()
        browser.answer(hold, "stop")
        assert post.is_told_of_the_stop()


def _signal(process: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


SECRETS = [f"Sesam{letter}Oeffne{letter}Dich" for letter in "ABCDEFG"]


@pytest.mark.parametrize("kind", BOTH)
def test_secrets_stay_in_the_page(kind: str, extensions: Path, recorder: Recorder, tmp_path: Path) -> None:
    """Neither what goes to the host, nor what the extension keeps, nor what the browser logs has one."""
    header, cookie, field, query, session, handed, other = SECRETS
    with gated(kind, tmp_path, extensions / kind, recorder) as browser:
        assert browser.post(browser.page(), at=POSTS.format(blog="jo")).leaves_once()  # its host runs
        heard = _overheard(browser)
        page = at(browser, "brand.example")
        fetched_with = f"fetch('{WHO}', {{ headers: {{ Authorization: 'Bearer {header}' }} }}).then(a => a.json())"
        page.evaluate(fetched_with)
        send(page, "/api/v1/statuses", {"status": "one"}, Authorization=f"Bearer {header}")
        assert recorder.arrived('"one"')
        send(page, "/api/v1/statuses", {"status": "two"}, Authorization=f"Bearer {other}")
        browser.answer(browser.next_hold(), "stop")
        send(page, "/api/notes/create", {"i": field, "text": "three"})
        browser.answer(browser.next_hold(), "stop")
        video = at(browser, "www.tiktok.com")
        video.evaluate(f"document.cookie = 'sessionid={cookie}; path=/; secure', null")
        send(video, "/api/commit/item/digg?type=1", {})
        chat = at(browser, "brand.example")
        send(chat, f"/api/v1/statuses?access_token={query}", {"status": "four"}, Cookie=session, Authorization=handed)
        browser.answer(browser.next_hold(), "stop")
        extension = browser.extension
    told = heard.read_bytes()
    assert b'"four"' in told
    kept = _kept(kind, tmp_path / "profile", extension)
    assert kept
    where = {"host": told, "log": (tmp_path / "profile" / f"{kind}.log").read_bytes(), **kept}
    assert [(name, secret) for name, text in where.items() for secret in SECRETS if secret.encode() in text] == []


def _overheard(browser: Gated) -> Path:
    """A host that writes down what it is told; the one that runs ends."""
    heard: Path = browser.desk.folder / "heard"
    running = browser.hosts()
    for place in browser.places:
        manifest = json.loads(place.read_text(encoding="utf-8"))
        starter = browser.desk.folder / f"overhearing-{place.parent.parent.name.strip('.')}"
        starter.write_text(f'#!/bin/sh\ntee -a "{heard}" | "{manifest["path"]}" "$@"\n', encoding="utf-8")
        starter.chmod(starter.stat().st_mode | stat.S_IXUSR)
        place.write_text(json.dumps({**manifest, "path": str(starter)}), encoding="utf-8")
    for host in running:
        os.kill(host, signal.SIGKILL)
    return heard


def _kept(kind: str, profile: Path, extension: str) -> dict[str, bytes]:
    """Every file that the extension's storages are in."""
    folders = (
        [profile / "Default" / "Local Extension Settings" / extension]
        if kind == "chromium"
        else [*profile.glob("storage/default/moz-extension*")]
    )
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {file.name: file.read_bytes() for file in files}


@CHROMIUM
def test_tabs_that_were_open_before_are_guarded(browser: Gated, extensions: Path) -> None:
    browser.browser.ask("Extensions.uninstall", id=browser.extension)
    page = browser.page()
    assert browser.post(page).leaves_once()
    browser.browser.install(extensions / "chromium")
    page.evaluate(
        """
        new Promise(done => {
          const native = window.fetch;
          const look = () => (window.fetch === native ? setTimeout(look, 20) : done());
          look();
        })
        """
    )
    post = browser.post(page)
    hold = browser.next_hold()
    assert post.stays()
    browser.answer(hold, "release")
    assert post.leaves_once()
