"""An address of a profile or a post names an account, or nobody."""

import pytest

from guard.readers.base.profile_url import account_of_url, addresses


@pytest.mark.parametrize(
    ("url", "account"),
    [
        pytest.param("https://twitter.com/Lindgren/status/1", ("x", "@Lindgren"), id="a post on X names its author"),
        pytest.param("http://www.x.com/Lindgren?s=20", ("x", "@Lindgren"), id="a profile on X"),
        pytest.param("https://x.com/i/web/status/1", None, id="an anonymous post address on X names nobody"),
        pytest.param("https://x.com/intent/tweet?text=a", None, id="a share button names nobody"),
        pytest.param("https://www.facebook.com/lindgren/posts/7", ("facebook", "lindgren"), id="a post on a page"),
        pytest.param("https://m.facebook.com/profile.php?id=77", ("facebook", "77"), id="a Facebook profile by number"),
        pytest.param("https://facebook.com/permalink.php?story_fbid=1&id=77", ("facebook", "77"), id="a permalink"),
        pytest.param("https://facebook.com/77_123", ("facebook", "77"), id="page and post in one word"),
        pytest.param("https://facebook.com/1021175746071", None, id="a bare number may be a post"),
        pytest.param("https://www.facebook.com/sharer/sharer.php?u=x", None, id="Facebook's share button"),
        pytest.param("https://www.linkedin.com/company/lindgren/", ("linkedin", "company/lindgren"), id="a company"),
        pytest.param("https://www.linkedin.com/feed/update/urn:li:1", None, id="a LinkedIn post names nobody"),
        pytest.param("https://bsky.app/profile/l.example/post/3k", ("bluesky", "l.example"), id="a post on Bluesky"),
        pytest.param("https://mara.tumblr.com/post/1", ("tumblr", "mara"), id="a Tumblr blog by its host"),
        pytest.param("https://medium.com/@mara/bread-1", ("medium", "@mara"), id="Medium is no fediverse server"),
        pytest.param("https://soc.example/@mara/109", ("mastodon", "@mara@soc.example"), id="a post on Mastodon"),
        pytest.param("https://soc.example/users/mara", ("mastodon", "@mara@soc.example"), id="an actor's address"),
        pytest.param("https://a.example/@mara@b.example", ("mastodon", "@mara@b.example"), id="seen from elsewhere"),
        pytest.param("https://t.me/s/lindgren_news/7", ("telegram", "lindgren_news"), id="a post in a channel"),
        pytest.param("https://youtube.com/channel/UC1", None, id="a YouTube channel by its number has no handle"),
        pytest.param("https://voss.example/about", None, id="a web page"),
        pytest.param("https://[::1", None, id="a broken host"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_address_names_its_account(url: str, account: tuple[str, str] | None) -> None:
    """The platform and the account, or None."""
    assert account_of_url(url) == account


def test_addresses_end_where_a_serialised_text_ends() -> None:
    """PHP's quotation marks and HTML's brackets are no part of an address."""
    text = 's:22:"https://x.com/Lindgren";<a href="https://soc.example/@mara">…</a>'
    assert addresses(text) == ["https://x.com/Lindgren", "https://soc.example/@mara"]
