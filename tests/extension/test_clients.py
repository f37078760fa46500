"""Clients that others wrote, in a page behind the gate: what they send is understood, held, and comes out as it was."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bundles import bundle
from gated_browser import BOTH, WORKSPACE, Gated, gated
from real_servers import came, load, script
from recorder import Recorder, Reply, Request

HOST = "brand.example"
BASE = f"https://{HOST}"
ACME, JO = "acme", "jo"
DIDS = {ACME: "did:plc:acmeacmeacmeacmeacmeacme", JO: "did:plc:jojojojojojojojojojojojo"}


@dataclass(frozen=True)
class Client:
    """One client; it asks its server who its user is before it posts, as all do."""

    name: str
    path: str
    """What stands in the address of its posts."""
    account: str
    """What the person reads as the brand's account."""


FEDIVERSE = f"@acme@{HOST}"
CLIENTS = [
    Client("masto", "/api/v1/statuses", FEDIVERSE),
    Client("megalodon for Mastodon", "/api/v1/statuses", FEDIVERSE),
    Client("megalodon for Pleroma", "/api/v1/statuses", FEDIVERSE),
    Client("megalodon for GoToSocial", "/api/v1/statuses", FEDIVERSE),
    Client("megalodon for Pixelfed", "/api/v1/statuses", FEDIVERSE),
    Client("megalodon for Firefish", "/api/notes/create", FEDIVERSE),
    Client("misskey-js", "/api/notes/create", FEDIVERSE),
    Client("lemmy-js-client for Lemmy 0.19", "/api/v3/post", FEDIVERSE),
    Client("lemmy-js-client for Lemmy 1.0", "/api/v4/post", FEDIVERSE),
    Client("matrix-js-sdk", "/send/m.room.message/", f"@acme:{HOST}"),
    Client("@atproto/api", "/xrpc/com.atproto.repo.createRecord", DIDS[ACME]),
]
ROWS = [pytest.param(client, id=client.name) for client in CLIENTS]
pytestmark = pytest.mark.parametrize("browser", BOTH, indirect=True)
MATRIX = {
    '"rocketchat:@acme@acme.example",\n': f'"rocketchat:@acme@acme.example", "matrix:@acme:{HOST}",\n',
    '"rocketchat:@jo@jo.example",\n': f'"rocketchat:@jo@jo.example", "matrix:@jo:{HOST}",\n',
}


def user_of(request: Request) -> str:
    """Whose token a request bears; each client's user has a token of its own."""
    said = request.token + request.body.decode()
    return next((user for user in (ACME, JO) if f"token-of-{user}" in said), "")


def somebody(user: str) -> dict[str, Any]:
    """An account, as Mastodon and Misskey give it."""
    lists: dict[str, Any] = {name: [] for name in ("emojis", "fields", "pinnedNotes", "roles")}
    return {"id": user, "username": user, "acct": user, "host": None, "pleroma": {}, "source": {}, **lists}


def answer(request: Request) -> Reply | None:
    """What the servers of these clients answer, as far as the clients read it."""
    if request.path == "/posting.js":
        return script("posting")(request)
    if not request.host.startswith(HOST) or "/pages/" in request.path:
        return None
    user, path = user_of(request), request.path.partition("?")[0]
    person = {"local_user_view": {"person": {"name": user, "actor_id": f"{BASE}/u/{user}"}}}
    note = {"id": "1", "text": "", "user": somebody(user), "userId": user, "visibility": "public", "reactions": {}}
    lists: dict[str, Any] = {name: [] for name in ("media_attachments", "mentions", "tags", "emojis")}
    status = {"id": "1", "content": "", "account": somebody(user), "pleroma": {}, "visibility": "public", **lists}
    known = {
        "/api/v1/accounts/verify_credentials": somebody(user),
        "/api/v1/statuses": status,
        "/api/i": somebody(user),
        "/api/notes/create": {"createdNote": note},
        "/api/v3/site": {"my_user": person},
        "/api/v4/account": person,
        "/_matrix/client/v3/account/whoami": {"user_id": f"@{user}:{HOST}"},
        "/xrpc/com.atproto.repo.createRecord": {
            "uri": f"at://{DIDS.get(user, '')}/app.bsky.feed.post/3m6aaaaaaaa2a",
            "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
        },
    }
    return Reply(known.get(path, {"event_id": "$1", "id": "1"}))


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, extensions: Path, recorder: Recorder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gated]:
    """A guarded browser on a desk whose people have Matrix accounts, too, and servers that know them."""
    bundle("posting")  # skips here, not in the server's thread
    recorder.answers.insert(0, answer)
    with gated(request.param, tmp_path_factory.mktemp("clients"), extensions / request.param, recorder) as made:
        workspace = WORKSPACE
        for before, after in MATRIX.items():
            assert before in workspace
            workspace = workspace.replace(before, after)
        (made.desk.folder / "hatcheck.toml").write_text(workspace, encoding="utf-8")
        yield made
    recorder.answers.remove(answer)


@pytest.fixture(scope="module")
def page(browser: Gated) -> Any:
    """A page with all clients in it; loaded once, for they are large."""
    return load(browser.page(at=f"{BASE}/pages"), "posting")


@pytest.fixture(autouse=True)
def tidied(browser: Gated) -> Iterator[None]:
    """No test leaves holds to the next; the page stays."""
    yield
    for line in browser.face.ask("watch", 10)["holds"]:
        browser.answer(line["hold"], "stop")


def begin(page: Any, client: Client, user: str, text: str) -> None:
    """The client says who it is and, in the same breath, posts as this user."""
    token = f"token-of-{user}-in-{CLIENTS.index(client)}"
    words = ", ".join(json.dumps(word) for word in (client.name, BASE, token, DIDS[user]))
    page.evaluate(f"void (window.came = signIn({words}).then(() => publish({json.dumps(text)})))")


def sent(browser: Gated, client: Client, text: str) -> list[Request]:
    return [one for one in browser.recorder.written(text) if client.path in one.path]


@pytest.mark.parametrize("client", ROWS)
def test_the_persons_own_post_leaves_at_once(browser: Gated, page: Any, client: Client) -> None:
    """With the account learnt from the server's own answer, or told by the post."""
    text = f"Cheers {CLIENTS.index(client)} from me in {browser.kind}"
    begin(page, client, JO, text)
    seen = came(page)
    assert seen["sent"], seen
    assert len(sent(browser, client, text)) == 1


@pytest.mark.parametrize("client", ROWS)
def test_the_brands_post_waits_and_leaves_once(browser: Gated, page: Any, client: Client) -> None:
    """What the person reads is what the client was given."""
    text = f"Cheers {CLIENTS.index(client)} to all in {browser.kind}"
    begin(page, client, ACME, text)
    hold = browser.next_hold()
    assert browser.recorder.quiet(text, 0.1)
    card = browser.answer(hold, "release")
    seen = came(page)
    (destination,) = card["destinations"]
    assert (card["text"], destination["handle"]) == (text, client.account)
    assert destination["owner"]["id"] == ACME
    assert seen["sent"], seen
    assert len(sent(browser, client, text)) == 1


@pytest.mark.parametrize("client", ROWS)
def test_the_client_tells_its_user_who_stopped_it(browser: Gated, page: Any, client: Client) -> None:
    """And it does not try again."""
    text = f"Cheers {CLIENTS.index(client)} to nobody in {browser.kind}"
    begin(page, client, ACME, text)
    browser.answer(browser.next_hold(), "stop")
    seen = came(page)
    assert seen["sent"] is False
    assert "Stopped by Hatcheck" in seen["answer"]
    assert browser.recorder.quiet(text, 0.1)
