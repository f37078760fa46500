"""Names of apps and actions, as automation services write them, are judged by their words."""

import pytest

from guard.model.route import RouteClass, Source, SourceKind
from guard.readers.base.actions import publishes
from guard.readers.base.apps import posting_platform
from guard.readers.base.audience import message_class

FEED = Source("rss", "https://blog.example.org/feed", None, SourceKind.FEED)
TABLE = Source("google-sheets", None, "Leads", SourceKind.ACCOUNT)


@pytest.mark.parametrize(
    ("app", "platform"),
    [
        pytest.param("facebook-pages", "facebook", id="a hyphenated name"),
        pytest.param("LinkedIn", "linkedin", id="a name in capitals that falls apart"),
        pytest.param("instagram-business", "instagram", id="the business app of a platform publishes"),
        pytest.param("app#bluesky-k2l9", "bluesky", id="an app that users built"),
        pytest.param("google-my-business", "google-business", id="a platform of three words"),
        pytest.param("linkedin-lead-gen-forms", None, id="lead forms publish nothing"),
        pytest.param("facebook-conversions-api", None, id="advertising figures publish nothing"),
        pytest.param("airtable", None, id="a table is no platform"),
    ],
)
def test_an_app_names_the_platform_it_publishes_to(app: str, platform: str | None) -> None:
    """The platform's id, or None for an app that publishes nothing."""
    assert posting_platform(app) == platform


@pytest.mark.parametrize(
    ("platform", "action", "does"),
    [
        pytest.param("facebook", "uploadAReel", True, id="an upload is a post where files are posts"),
        pytest.param("x", "uploadMedia", False, id="storing a file beforehand is no post"),
        pytest.param("linkedin", "CreateUserTextPost", True, id="a user's post is a post"),
        pytest.param("wordpress", "CreateUser", False, id="a user is no post"),
        pytest.param("linkedin", "ListPosts", False, id="reading posts"),
        pytest.param("facebook", "ReplyToComment", False, id="an answer to a comment"),
        pytest.param("pinterest", "create_pin", True, id="a pin is created"),
        pytest.param("pinterest", "createABoard", False, id="a board is no pin"),
        pytest.param("discord", "sendMessageToChannel", True, id="a message into a channel"),
        pytest.param("discord", "createChannel", False, id="a channel is no message"),
        pytest.param("ghost", "createDraftPost", False, id="a draft is not published"),
        pytest.param("linkedin", "boostEverything", None, id="a name that does not tell"),
    ],
)
def test_an_actions_name_tells_whether_it_publishes(platform: str, action: str, does: bool | None) -> None:
    """True, False, or None where the words say nothing."""
    assert publishes(platform, action) is does


@pytest.mark.parametrize(
    ("platform", "room", "source", "said", "expected"),
    [
        pytest.param("telegram", "@stadtnews", TABLE, "", RouteClass.POST, id="a channel with a name is public"),
        pytest.param("telegram", "55512345", TABLE, "", RouteClass.NOTIFY, id="a person's chat is private"),
        pytest.param("discord", "900", FEED, "", RouteClass.POST, id="a feed in a Discord channel is for its readers"),
        pytest.param("discord", "900", TABLE, "", RouteClass.NOTIFY, id="a table's rows are the owner's news"),
        pytest.param("discord", "900", FEED, "Error in step 3", RouteClass.NOTIFY, id="an error is the owner's news"),
        pytest.param("slack", "#news", FEED, "", RouteClass.NOTIFY, id="Slack rooms are for work"),
        pytest.param("mastodon", "", TABLE, "Error", RouteClass.POST, id="what is no chat is published"),
    ],
)
def test_a_chat_message_is_a_post_where_others_read_it(
    platform: str, room: str, source: Source, said: str, expected: RouteClass
) -> None:
    """POST for an audience, NOTIFY for the people who run the flow."""
    assert message_class(platform, room, source, said=said) is expected
