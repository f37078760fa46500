"""What the extension understands of requests: the conformance vectors, held against it in real browsers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import needs_chromium
from firefox import needs_firefox
from vectors_page import VectorsPage, builder, vectors, vectors_page

CASES = Path(__file__).parents[1] / "cases" / "shingles.json"
LINKEDIN = "https://www.linkedin.com/flagship-web/rsc-action/actions/server-request"
SUBMISSIONS, LEARNING = vectors("submissions"), vectors("learning")


@pytest.fixture(
    scope="module",
    params=[pytest.param("chromium", marks=needs_chromium), pytest.param("firefox", marks=needs_firefox)],
)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorsPage]:
    """The page with the vectors' functions, in a browser of each kind."""
    with vectors_page(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.mark.parametrize("platform", SUBMISSIONS)
def test_the_page_reads_a_submission_as_the_engine_does(page: VectorsPage, platform: str) -> None:
    every = SUBMISSIONS[platform]
    found = page.each("submissions", [one[:4] for one in every])
    wrong = [(one, got) for one, got in zip(every, found, strict=True) if not agrees(one[4], got)]
    assert wrong == []


@pytest.mark.parametrize("platform", LEARNING)
def test_the_page_learns_who_one_is_as_the_engine_does(page: VectorsPage, platform: str) -> None:
    every = LEARNING[platform]
    found = page.each("lessons", [one[:5] for one in every])
    wrong = [(one, got) for one, got in zip(every, found, strict=True) if not agrees(one[5], got)]
    assert wrong == []


@pytest.mark.parametrize("case", json.loads(CASES.read_text(encoding="utf-8")), ids=lambda case: case["what"])
def test_a_copy_is_known_again_by_the_same_hashes(page: VectorsPage, case: Any) -> None:
    assert page.ask("pieces", case["text"])[:3] == case["pieces"]
    assert page.ask("shingles", case["text"], case["key"])[:3] == case["shingles"]


def test_a_request_that_is_no_post_costs_nearly_nothing(page: VectorsPage) -> None:
    urls = [
        "https://static.xx.fbcdn.net/rsrc.php/v3/y1/r/a_b-c.js?_nc_x=Ij3Wp8lg5Kz",
        "https://www.example.org/api/v1/timelines/home?limit=40&since_id=109501",
        "https://cdn.example.org/assets/a/b/c/d/e/f/application-3b2a.js",
        "https://www.youtube.com/youtubei/v1/log_event?alt=json&prettyPrint=false",
    ]
    page.ask("cost", urls, 2000)
    for told in page.ask("cost", urls, 20_000):
        assert told["found"] == 0, told
        assert told["each"] < 0.02, told


def test_pages_are_given_the_index_that_the_background_makes(page: VectorsPage) -> None:
    made = json.loads(json.dumps(builder().index()))
    assert page.ask("index") == {name: made[name] for name in ("tables", "paths", "hosts", "asks")}


def test_a_page_that_breaks_the_language_hides_no_post(page: VectorsPage) -> None:
    """The index is read at a page's first request, when its own scripts have run."""
    wanted = {
        ("POST", "https://www.tumblr.com/api/v2/blog/acme.tumblr.com/posts"): "tumblr",
        ("POST", "https://x.com/i/api/graphql/abc/CreateTweet"): "x",
        ("POST", "https://mastodon.example:3000/sub/api/v1/statuses"): "mastodon",
        ("POST", f"{LINKEDIN}?sduiid=com.linkedin.sdui.update.deletePost"): "linkedin",
        ("POST", f"{LINKEDIN}?a=1&sdui%69d=com.linkedin.sdui.update.deletePost"): "linkedin",
        ("POST", f"{LINKEDIN}?sdui=1"): None,
        ("__proto__", "https://x.com/"): None,
        ("POST", "https://constructor/toString"): None,
    }
    found = page.ask("inBrokenPage", json.dumps(builder().index()), json.dumps(list(wanted)))
    matchers = builder().matchers()
    first = [matchers[positions[0]]["platform"] if positions else None for positions in found]
    assert first == list(wanted.values())


@pytest.mark.parametrize(
    ("hosts", "url", "fits"),
    [
        pytest.param(["x.com"], "https://x.com/home", True, id="a name fits itself"),
        pytest.param(["x.com"], "https://x.com:8443/home", True, id="a name fits whatever the port"),
        pytest.param(["x.com"], "https://X.COM./home", True, id="capitals and a last dot change nothing"),
        pytest.param(["x.com"], "https://me:you@x.com/home", True, id="a login is no name"),
        pytest.param(["x.com"], "https://x.com.evil.example/x.com", False, id="a longer name is another"),
        pytest.param(["*.x.com"], "https://pro.x.com/", True, id="a star stands for a part"),
        pytest.param(["*.x.com"], "https://x.com/", False, id="the dot after a star is needed"),
        pytest.param(["*.pinterest.*"], "https://de.pinterest.co.uk/", True, id="two stars"),
        pytest.param(["a.example", "b.example"], "https://b.example/", True, id="any of several"),
        pytest.param(["*"], "about:blank", True, id="a star fits what has no name"),
        pytest.param(["x.com"], "about:blank", False, id="a blank page is nobody's"),
    ],
)
def test_a_page_belongs_to_a_host(page: VectorsPage, hosts: list[str], url: str, fits: bool) -> None:
    assert page.ask("isOnHost", hosts, url) is fits


def agrees(wanted: Any, got: Any) -> bool:
    """Whether all that is wanted is there; of objects only the fields that are named."""
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(name in got and agrees(wanted[name], got[name]) for name in wanted)
    if isinstance(wanted, list):
        return isinstance(got, list) and len(got) == len(wanted) and all(map(agrees, wanted, got))
    return bool(wanted == got)
