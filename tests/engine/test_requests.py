"""What a request publishes, where, and that no token comes out of it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guard.platforms import Target, parse_account, platform_of_credential, request_target, request_targets

FOLDER = Path(__file__).parents[2] / "guard" / "platforms"
VECTORS = [
    (file.stem, *vector)
    for file in sorted((FOLDER / "conformance").glob("*.json"))
    for vector in json.loads(file.read_text(encoding="utf-8")).get("requests", ())
]
every_vector = pytest.mark.parametrize(
    ("method", "url", "body", "wanted"),
    [pytest.param(*vector[1:], id=f"{vector[0]}: {vector[1]} {vector[2]} {vector[3][:40]}") for vector in VECTORS],
)


def said(target: Target) -> dict[str, str]:
    return {key: value for key, value in asdict(target).items() if value}


@every_vector
def test_a_request_publishes_what_its_vector_says(method: str, url: str, body: str, wanted: Any) -> None:
    """None is nothing, a list is several places."""
    expected = wanted if isinstance(wanted, list) else [wanted] if wanted else []
    assert [said(target) for target in request_targets(method, url, body)] == expected


@every_vector
def test_no_target_holds_a_token(method: str, url: str, body: str, wanted: Any) -> None:
    """Tokens are called secret in the vectors, or look like Telegram's."""
    for target in request_targets(method, url, body):
        assert "secret" not in repr(target).replace("secrets.MASTODON_HOST", "")
        assert "AAHdqTcvCH" not in repr(target)
        assert wanted is not None


def test_the_first_target_is_the_one_for_callers_that_want_one() -> None:
    body = '{"platforms": ["x", "bluesky"]}'
    assert request_target("POST", "https://api.ayrshare.com/api/post", body) == Target("x", "post", via="ayrshare")
    assert request_target("GET", "https://api.ayrshare.com/api/post", body) is None


@pytest.mark.parametrize(
    ("body", "ref"),
    [
        pytest.param('{"chat_id": "@acme_news"}', None, id="json"),
        pytest.param('{"chat_id":-100123,"text":"hi"}', "-100123", id="json with a number"),
        pytest.param(
            '={ "chat_id": {{ $json.chat }}, "text": "{{ $json.text }}" }', "{{ $json.chat }}", id="an n8n body"
        ),
        pytest.param("text=hi&chat_id=%2D100123", "-100123", id="a form"),
        pytest.param("text=hi\nchat_id=-100123\n", "-100123", id="lines of a multipart form"),
        pytest.param("chat_id=$CHAT_ID' -d 'text=hi", "$CHAT_ID", id="the rest of a command line"),
        pytest.param("JSON.stringify({ chat_id: `${chat}`, text })", "${chat}", id="javascript"),
        pytest.param('"{\\"chat_id\\": \\"-100123\\"}"', "-100123", id="json in json"),
        pytest.param('{"reply_chat_id": 5, "chat_ids": 6}', None, id="only names that contain it"),
        pytest.param("", None, id="no body"),
    ],
)
def test_a_field_is_found_in_a_body_of_any_syntax(body: str, ref: str | None) -> None:
    target = request_target("POST", "https://api.telegram.org/bot$TOKEN/sendMessage", body)
    assert target is not None
    assert target.ref == ref


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{{" * 500_000, id="placeholders that never end"),
        pytest.param("{{}}" * 250_000, id="more placeholders than there are characters for them"),
        pytest.param("chat_id=" * 100_000, id="a field again and again"),
        pytest.param('"chat_id":[' * 100_000, id="lists that never end"),
    ],
)
def test_a_hostile_body_is_read_in_one_pass(body: str) -> None:
    """What takes quadratic time here takes minutes."""
    assert request_target("POST", "https://api.telegram.org/bot$TOKEN/sendMessage", body) is not None


def test_an_account_in_the_body_is_read_as_one() -> None:
    """What is given as account can be parsed; what cannot is a reference."""
    target = request_target("POST", "https://api.linkedin.com/rest/posts", '{"author": "urn:li:organization:80"}')
    assert target is not None
    assert target.account is not None
    assert parse_account(target.account, target.platform).handle == "company/80"
    odd = request_target("POST", "https://api.linkedin.com/rest/posts", '{"author": "the boss"}')
    assert odd == Target("linkedin", "post", ref="the boss")


def test_the_two_calls_of_one_publishing_are_one_target() -> None:
    """A container and its publication name the same account, so that they merge."""
    base = "https://graph.facebook.com/v19.0/{{ $json.id }}"
    assert request_target("POST", f"{base}/media") == request_target("POST", f"{base}/media_publish?creation_id=1")


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        ("MASTODON_ACCESS_TOKEN", "mastodon"),
        ("MASTO_TOKEN", "mastodon"),
        ("PYTOOTER_USERCRED", "mastodon"),
        ("secrets.MASTODON_TOKEN", "mastodon"),
        ("MASTODON_TOKEN_COMPANY", "mastodon"),
        ("TWITTER_API_KEY", "x"),
        ("TWITTER_CONSUMER_SECRET", "x"),
        ("twitterAccessTokenSecret", "x"),
        ("X_API_KEY", "x"),
        ("ACME_X_ACCESS_TOKEN", "x"),
        ("x-api-key", None),
        ("X_FACTOR_KEY", None),
        ("MATRIX_X", None),
        ("BLUESKY_APP_PASSWORD", "bluesky"),
        ("BSKY_PASSWORD", "bluesky"),
        ("ATPROTO_APP_PASSWORD", "bluesky"),
        ("LINKEDIN_TOKEN", "linkedin"),
        ("LINKEDIN_ACCESS_TOKEN", "linkedin"),
        ("LINKEDIN_CLIENT_SECRET", None),
        ("FB_PAGE_ACCESS_TOKEN", "facebook"),
        ("FACEBOOK_PAGE_TOKEN", "facebook"),
        ("FACEBOOK_APP_SECRET", None),
        ("IG_ACCESS_TOKEN", "instagram"),
        ("INSTAGRAM_PASSWORD", "instagram"),
        ("THREADS_ACCESS_TOKEN", "threads"),
        ("NUM_THREADS", None),
        ("TELEGRAM_BOT_TOKEN", "telegram"),
        ("TG_TOKEN", "telegram"),
        ("TELEGRAM_CHAT_ID", None),
        ("TELEGRAM_API_HASH", "telegram"),
        ("DISCORD_WEBHOOK_URL", "discord"),
        ("DISCORD_WEBHOOK", "discord"),
        ("DISCORD_WEBHOOK_ID", None),
        ("DISCORD_PUBLIC_KEY", None),
        ("SLACK_WEBHOOK", "slack"),
        ("SLACK_WEBHOOK_URL", "slack"),
        ("SLACK_BOT_TOKEN", "slack"),
        ("SLACK_SIGNING_SECRET", None),
        ("MATRIX_TOKEN", "matrix"),
        ("MATRIX_HOMESERVER", None),
        ("DEVTO_API_KEY", "devto"),
        ("DEV_TO_API_KEY", "devto"),
        ("MEDIUM_INTEGRATION_TOKEN", "medium"),
        ("PIXELFED_ACCESS_TOKEN", "pixelfed"),
        ("PIXELFED_INSTANCE", None),
        ("MISSKEY_TOKEN", "misskey"),
        ("TUMBLR_OAUTH_TOKEN", "tumblr"),
        ("REDDIT_PASSWORD", "reddit"),
        ("WP_APP_PASSWORD", "wordpress"),
        ("WORDPRESS_DB_PASSWORD", None),
        ("GHOST_ADMIN_API_KEY", "ghost"),
        ("GHOST_CONTENT_API_KEY", None),
        ("YOUTUBE_API_KEY", None),
        ("YOUTUBE_REFRESH_TOKEN", "youtube"),
        ("BUFFER_ACCESS_TOKEN", "buffer"),
        ("BUFFER_SIZE", None),
        ("IFTTT_KEY", "ifttt"),
        ("GITHUB_TO_MASTODON_TOKEN", "mastodon"),
        ("MASTODON_INSTANCE", None),
        ("MASTODON_URL", None),
        ("MASTODON_API_BASE_URL", None),
        ("BSKY_HANDLE", None),
        ("BLUESKY_IDENTIFIER", None),
        ("BSKY_USERNAME", None),
        ("GITHUB_TOKEN", None),
        ("NPM_TOKEN", None),
        ("CODECOV_TOKEN", None),
        ("CONSUMER_KEY", None),
        ("ONLINE_TOKEN", None),
        ("MAKE_TOKEN", None),
        ("", None),
        ("_", None),
    ],
)
def test_a_credentials_name_tells_the_platform_it_posts_to(name: str, platform: str | None) -> None:
    assert platform_of_credential(name) == platform


ADDRESSES = st.sampled_from([vector[2] for vector in VECTORS])


@given(st.sampled_from(["POST", "GET", "PUT", ""]), st.one_of(st.text(), ADDRESSES), st.text())
@example("POST", "https://hachyderm.io/%EE%80%80/api/v1/statuses", "\ue000\uf8ff")
@example("POST", "{{ 'http" * 9, "[" * 99)
@example("POST", "{{{{${{<$(", "{{")
@example("POST", "https:///api/v1/statuses", "")
@example("POST", "https://api.telegram.org/bot1/sendMessage", 'chat_id":[')
def test_any_request_publishes_something_or_nothing(method: str, url: str, body: str) -> None:
    """Nothing is raised, whatever the request looks like."""
    assert all(target.platform and target.verb for target in request_targets(method, url, body))


@given(st.text())
def test_any_name_is_a_credentials_or_not(name: str) -> None:
    found = platform_of_credential(name)
    assert found is None or found
