"""Services that post to an account on their own, as account exports name them."""

from dataclasses import dataclass

from guard.model.route import Confidence, SourceKind
from guard.readers.base.profile_url import host_of


@dataclass(frozen=True, slots=True)
class Client:
    """A service that carries content from somewhere to an account."""

    name: str
    platform: str
    kind: SourceKind
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """High where posts of another account are mirrored; a queue or a feed shows less."""
        return Confidence.HIGH if self.platform in _MIRRORED else Confidence.MEDIUM


_MIRRORED = frozenset({"instagram", "facebook", "tumblr", "mastodon", "bluesky", "threads", "x"})


def _accounts(*rows: tuple[str, str, str]) -> list[Client]:
    return [Client(name, platform, SourceKind.ACCOUNT, tuple(hosts.split())) for name, platform, hosts in rows]


_CLIENTS = (
    *_accounts(
        ("Instagram", "instagram", "instagram.com"),
        ("Facebook", "facebook", "facebook.com apps.facebook.com"),
        ("Tumblr", "tumblr", "tumblr.com"),
        ("Threads", "threads", "threads.net"),
        ("Twitter", "x", ""),
        ("WordPress.com", "wordpress", "wordpress.com publicize.wp.com jetpack.com"),
        ("Jetpack Social", "wordpress", "jetpack.com"),
        ("XPoster", "wordpress", "xposterpro.com"),
        ("WP to Twitter", "wordpress", "joedolson.com"),
        ("NextScripts", "wordpress", "nextscripts.com"),
        ("Blog2Social", "wordpress", "blog2social.com service.blog2social.com"),
        ("Revive Social", "wordpress", "revive.social revivesocial.com"),
        ("Medium", "medium", "medium.com"),
        ("Squarespace", "squarespace", "squarespace.com"),
        ("LinkedIn", "linkedin", "linkedin.com"),
        ("Flickr", "flickr", "flickr.com"),
        ("FriendFeed", "friendfeed", "friendfeed.com"),
        ("Posterous", "posterous", "posterous.com"),
        ("Micro.blog", "micro-blog", "micro.blog"),
        ("Buffer", "buffer", "buffer.com bufferapp.com publish.buffer.com"),
        ("Hootsuite", "hootsuite", "hootsuite.com app.hootsuite.com"),
        ("SocialFlow", "socialflow", "socialflow.com"),
        ("Sprinklr", "sprinklr", "sprinklr.com prod2.sprinklr.com"),
        ("Sprout Social", "sprout-social", "sproutsocial.com"),
        ("SocialOomph", "socialoomph", "socialoomph.com"),
        ("SocialBee", "socialbee", "socialbee.io socialbee.com"),
        ("Later", "later", "later.com"),
        ("Loomly", "loomly", "loomly.com"),
        ("Publer", "publer", "publer.io publer.me publer.com"),
        ("Metricool", "metricool", "metricool.com"),
        ("CoSchedule", "coschedule", "coschedule.com"),
        ("Agorapulse", "agorapulse", "agorapulse.com"),
        ("MeetEdgar", "meetedgar", "meetedgar.com"),
        ("RecurPost", "recurpost", "recurpost.com"),
        ("Missinglettr", "missinglettr", "missinglettr.com"),
        ("SmarterQueue", "smarterqueue", "smarterqueue.com"),
        ("Crowdfire", "crowdfire", "crowdfireapp.com"),
        ("Fedica", "fedica", "fedica.com"),
        ("Typefully", "typefully", "typefully.com"),
        ("Postcron", "postcron", "postcron.com"),
        ("Echobox", "echobox", "echobox.com"),
        ("True Anthem", "true-anthem", "trueanthem.com"),
        ("Friends+Me", "friends-me", "friendsplus.me"),
        ("Falcon Social Media Management", "falcon", "falcon.io"),
        ("Khoros Marketing", "khoros", "khoros.com spredfast.com"),
        ("Zoho Social", "zoho-social", "zoho.com"),
        ("HubSpot", "hubspot", "hubspot.com"),
        ("Ayrshare", "ayrshare", "ayrshare.com"),
        ("Postiz", "postiz", "postiz.com"),
    ),
    Client(
        "Mastodon Twitter Crossposter",
        "mastodon",
        SourceKind.ACCOUNT,
        ("crossposter.masto.donte.com.br", "crossposter.masto.donte.com", "moa.party", "moa.linuxrocks.online"),
        (
            "mastodon twitter crossposter",
            "mastodon-twitter crossposter",
            "mastodon-twitter poster",
            "moa",
            "moa bridge",
        ),
    ),
    Client("twitterfeed", "rss", SourceKind.FEED, ("twitterfeed.com",)),
    Client("dlvr.it", "rss", SourceKind.FEED, ("dlvr.it", "dlvrit.com", "app.dlvrit.com")),
    Client("feedburner", "rss", SourceKind.FEED, ("feedburner.google.com",), ("google feedburner",)),
    Client("EchoFeed", "rss", SourceKind.FEED, ("echofeed.app",)),
    Client("Paper.li", "rss", SourceKind.FEED, ("paper.li",)),
    Client("IFTTT", "ifttt", SourceKind.UNKNOWN, ("ifttt.com",)),
    Client("Zapier", "zapier", SourceKind.UNKNOWN, ("zapier.com",), ("zapier.com",)),
    Client("Make", "make", SourceKind.UNKNOWN, ("make.com", "integromat.com"), ("integromat",)),
    Client(
        "Microsoft Power Platform", "power-automate", SourceKind.UNKNOWN, ("flow.microsoft.com",), ("microsoft flow",)
    ),
    Client("Pipedream", "pipedream", SourceKind.UNKNOWN, ("pipedream.com",)),
    Client("n8n", "n8n", SourceKind.UNKNOWN, ("n8n.io",)),
)
_BY_NAME = {word: client for client in _CLIENTS for word in (client.name.casefold(), *client.names)}
_BY_HOST = {host: client for client in _CLIENTS for host in client.hosts}


def client_of(name: str, url: str = "") -> Client | None:
    """The service that an app of this name or home page is, or None for one that is not known to post on its own."""
    return _BY_NAME.get(name.strip().casefold()) or _BY_HOST.get(host_of(url))


def span(count: int, first: str, last: str) -> str:
    """How many posts from when to when, in words."""
    posts = f"{count} post" if count == 1 else f"{count} posts"
    if not first:
        return posts
    return f"{posts}, {first}" if first == last else f"{posts}, {first} to {last}"
