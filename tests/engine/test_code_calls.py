"""What a piece of shell, Python or JavaScript posts to is told from its text."""

import pytest

from guard.readers.base.code import posting_calls

SHELL = [
    pytest.param(
        'curl -X POST "${{ secrets.MASTODON_URL }}/api/v1/statuses" -H "Authorization: Bearer $T" -F "status=Hi"',
        ["mastodon:"],
        id="a curl POST to the statuses of a hidden Mastodon server",
    ),
    pytest.param(
        'curl -sSf https://meadow.social/api/v1/statuses \\\n  -H "Authorization: Bearer $T" \\\n  -d "status=$MSG"\n',
        ["mastodon:@?@meadow.social"],
        id="curl with data and no method is a POST, over continued lines",
    ),
    pytest.param(
        'HOST=https://meadow.social\ncurl -XPOST "$HOST/api/v1/statuses" --data-urlencode "status=x"',
        ["mastodon:@?@meadow.social"],
        id="a variable of the script is filled in",
    ),
    pytest.param("curl -s https://meadow.social/api/v1/statuses/1/context", [], id="curl without data only reads"),
    pytest.param(
        "# curl -X POST https://meadow.social/api/v1/statuses -d status=x\necho done", [], id="a comment does nothing"
    ),
    pytest.param("curl -G https://meadow.social/api/v1/statuses -d limit=3", [], id="curl -G turns data into a query"),
    pytest.param(
        "wget -qO- --post-data='status=hi' https://meadow.social/api/v1/statuses",
        ["mastodon:@?@meadow.social"],
        id="wget with post data",
    ),
    pytest.param("http POST https://api.twitter.com/2/tweets text=hi", ["x:"], id="HTTPie with a method"),
    pytest.param(
        "curl -H 'Content-Type: application/json' -d '{\"content\": \"up\"}' $DISCORD_WEBHOOK_URL",
        ["discord: [DISCORD_WEBHOOK_URL]"],
        id="a webhook behind a variable is known by the variable's name",
    ),
    pytest.param(
        "curl -d source=https://quay.example/1 -d target=https://brid.gy/publish/mastodon https://brid.gy/publish/webmention",
        ["mastodon:"],
        id="a webmention to Bridgy Publish",
    ),
    pytest.param("twurl -X POST /1.1/statuses/update.json -d 'status=hi'", ["x:"], id="twurl posts by path"),
    pytest.param("twurl /1.1/account/verify_credentials.json", [], id="twurl that only asks who it is"),
    pytest.param('toot post "Good morning" --media cat.png', ["mastodon:"], id="toot post"),
    pytest.param(
        "toot post -u ferry@meadow.social Hello", ["mastodon:@ferry@meadow.social"], id="toot names one of its accounts"
    ),
    pytest.param("toot timeline --once", [], id="toot timeline reads"),
    pytest.param("t update 'Good morning'", ["x:"], id="t update"),
    pytest.param("echo 'run toot post by hand'", [], id="a command in a message is not run"),
    pytest.param('if true; then bsky post "hello"; fi', ["bluesky:"], id="bsky post behind then"),
    pytest.param(
        'npx @humanwhocodes/crosspost -t -m -b "News!"',
        ["x:", "mastodon:", "bluesky:"],
        id="crosspost posts to each network it is switched to",
    ),
]

PYTHON = [
    pytest.param(
        'import requests\nBASE = "https://meadow.social"\nrequests.post(f"{BASE}/api/v1/statuses", data={"status": s})',
        ["mastodon:@?@meadow.social"],
        id="requests.post with an f-string over a constant",
    ),
    pytest.param('requests.get("https://meadow.social/api/v1/statuses/7")', [], id="requests.get reads"),
    pytest.param(
        'requests.request("POST", "https://api.twitter.com/2/tweets", json=body)',
        ["x:"],
        id="the method as an argument",
    ),
    pytest.param(
        'req = urllib.request.Request("https://api.twitter.com/2/tweets", data=body)\nurllib.request.urlopen(req)',
        ["x:"],
        id="urllib with data",
    ),
    pytest.param(
        "import tweepy\nclient = tweepy.Client(consumer_key=k)\nclient.create_tweet(text='hi')",
        ["x:"],
        id="tweepy tweets",
    ),
    pytest.param(
        "import tweepy\nclient = tweepy.Client(bearer)\nclient.search_recent_tweets('cats')", [], id="tweepy searches"
    ),
    pytest.param(
        'from mastodon import Mastodon\nm = Mastodon(access_token=t, api_base_url="https://meadow.social")\nm.toot("hi")',
        ["mastodon:@?@meadow.social"],
        id="Mastodon.py shows its server",
    ),
    pytest.param(
        "from atproto import Client\nc = Client()\nc.login('bakery.example.net', pw)\nc.send_post('hi')",
        ["bluesky:bakery.example.net"],
        id="atproto shows whom it logs in",
    ),
    pytest.param(
        'import subprocess\nsubprocess.run(["toot", "post", text])',
        ["mastodon:"],
        id="a command line handed to a subprocess",
    ),
]

JAVASCRIPT = [
    pytest.param(
        "this.helpers.request({method: 'POST', uri: `https://graph.facebook.com/v22.0/${$json.page}/feed`, qs: {}})",
        ["facebook:"],
        id="a template literal in the options is read to its end",
    ),
    pytest.param(
        "const API = 'https://dev.to/api/articles';\nawait fetch(API, { method: 'POST', body: JSON.stringify(a) });",
        ["devto:"],
        id="fetch with a method, its address in a constant",
    ),
    pytest.param("await fetch('https://dev.to/api/articles?username=me');", [], id="fetch without a method reads"),
    pytest.param("await axios.post(`https://api.twitter.com/2/tweets`, { text });", ["x:"], id="axios.post"),
    pytest.param(
        "return await this.helpers.httpRequest({ method: 'POST', url: 'https://api.twitter.com/2/tweets', body: t });",
        ["x:"],
        id="an options object with method and url",
    ),
    pytest.param(
        "const { BskyAgent } = require('@atproto/api')\nawait agent.login({ identifier: 'bakery.example.net', p })\n"
        "await agent.post({ text })",
        ["bluesky:bakery.example.net"],
        id="the AT Protocol agent posts as the identifier it logs in",
    ),
    pytest.param(
        "// await fetch('https://api.twitter.com/2/tweets', { method: 'POST' })\nreturn items;",
        [],
        id="a commented call",
    ),
    pytest.param(
        "await fetch('https://api.twitter.com/2/users/1/likes', { method: 'POST', body })", [], id="a like is no post"
    ),
]


def _told(code: str) -> list[str]:
    return [
        f"{t.platform}:{t.account or ''}" + (f" [{t.ref}]" if t.ref and t.ref.isupper() else "")
        for t in posting_calls(code)
    ]


@pytest.mark.parametrize(("code", "expected"), [*SHELL, *PYTHON, *JAVASCRIPT])
def test_code_is_known_by_what_it_posts_to(code: str, expected: list[str]) -> None:
    """Every place is told once, and reading is not posting."""
    assert _told(code) == expected


def test_a_variable_known_from_outside_is_filled_in() -> None:
    """A step's environment gives the server."""
    [target] = posting_calls('curl -d status=x "$SERVER/api/v1/statuses"', {"SERVER": "https://meadow.social"})
    assert target.account == "@?@meadow.social"


@pytest.mark.parametrize(
    "code", ["", "(" * 50_000, "fetch(" * 5_000, "'" * 50_001, "curl " * 20_000, "$" * 90_000, "a." * 90_000]
)
def test_hostile_text_is_read_in_bounded_time(code: str) -> None:
    """Nothing is found in noise, and nothing is raised."""
    assert posting_calls(code) == ()
