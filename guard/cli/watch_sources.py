"""``hatcheck watch source add|token|remove``: where posts are read, in the words of what people have."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.vault import Unavailable, Vault
from guard.workspace.durations import duration
from guard.workspace.watched import KINDS, LONGEST, SHORTEST

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_POLITE = "5m"
"""The pace of what is nobody's stream, where no other is said."""


def add_sources(parser: ArgumentParser) -> None:
    """add, token and remove."""
    verbs = parser.add_subparsers(dest="deed", metavar="add|token|remove", required=True)
    add = verbs.add_parser("add", help="name a place: a feed, a hashtag, a search, an account")
    add.add_argument("id", metavar="ID", help="a short name to type: press")
    add.add_argument("--brand", required=True, metavar="IDENTITY", help="for whom it is read")
    place = add.add_mutually_exclusive_group(required=True)
    place.add_argument("--rss", metavar="URL", help="any feed, RSS or Atom: that of an alert service, of a newspaper")
    place.add_argument("--subreddit", metavar="NAME", help="what is new in a subreddit")
    place.add_argument("--reddit-search", metavar="WORDS", help="what Reddit finds for these words")
    place.add_argument("--youtube", metavar="CHANNEL_ID", help="what is new in a channel: UC…")
    place.add_argument("--mastodon-tag", metavar="TAG@INSTANCE", help="a hashtag: acme@mastodon.social")
    place.add_argument("--mastodon-search", metavar="WORDS@INSTANCE", help="a search; needs a token")
    place.add_argument("--bluesky", action="store_true", help="everything on Bluesky as it is posted (gigabytes a day)")
    place.add_argument("--bluesky-search", metavar="WORDS", help="a search; mostly needs a token")
    place.add_argument("--kind", choices=sorted(KINDS), help="or exactly so, with --address and --what")
    add.add_argument("--address", default="", metavar="URL", help="where it is asked")
    add.add_argument("--what", default="", metavar="TEXT", help="the hashtag, the words, the account")
    add.add_argument("--every", default="", metavar="SPAN", help=f"from {SHORTEST} to {LONGEST}: 60s, 5m")
    add.add_argument("--all", action="store_true", help="every post in it counts, whether or not it names the brand")
    text = "the brand's own posts stand there: one that did not leave from this desk is told"
    add.add_argument("--own", action="store_true", help=text)
    add.add_argument("--token", action="store_true", help="ask for its token, and keep that in the keyring")
    token = verbs.add_parser("token", help="ask for a source's token, and keep that in the keyring")
    token.add_argument("id", metavar="ID")
    remove = verbs.add_parser("remove", help="forget a source, and its token")
    remove.add_argument("id", metavar="ID")


def change_sources(args: Namespace, desk: Desk) -> int:
    """Does what the word says."""
    match args.deed:
        case "add":
            return _add(args, desk)
        case "token":
            return _change_token(args.id, desk)
        case _:
            return _remove(args.id, desk)


def place_of(args: Namespace) -> Mapping[str, str]:
    """Kind, address, what and pace of what was said; raises Failure.

    Feeds as https://www.reddit.com/wiki/rss names them, and https://www.youtube.com/feeds/videos.xml.
    """
    if args.rss:
        return {"kind": "feed", "address": args.rss, "every": _POLITE}
    if args.subreddit:
        name = quote(args.subreddit.strip().strip("/").removeprefix("r/"), safe="")
        return {"kind": "feed", "address": f"https://www.reddit.com/r/{name}/new/.rss", "every": _POLITE}
    if args.reddit_search:
        query = urlencode({"q": args.reddit_search, "sort": "new"})
        return {"kind": "feed", "address": f"https://www.reddit.com/search.rss?{query}", "every": _POLITE}
    if args.youtube:
        query = urlencode({"channel_id": args.youtube.strip()})
        return {"kind": "feed", "address": f"https://www.youtube.com/feeds/videos.xml?{query}", "every": _POLITE}
    for kind, said in (("mastodon-tag", args.mastodon_tag), ("mastodon-search", args.mastodon_search)):
        if said:
            what, _, host = said.strip().rpartition("@")
            if not what.strip("# ") or not host:
                raise Failure(f"{said!r} names no instance: write it as acme@mastodon.social")
            return {"kind": kind, "address": f"https://{host}", "what": what.removeprefix("#")}
    if args.bluesky_search:
        return {"kind": "bluesky-search", "what": args.bluesky_search}
    return {"kind": "jetstream"} if args.bluesky else {"kind": args.kind}


def _add(args: Namespace, desk: Desk) -> int:
    if not _ID.fullmatch(args.id):
        raise Failure(f"{args.id!r} cannot be an id: use small letters, digits, dots and dashes")
    brand, watched = desk.identity(args.brand).id, desk.workspace.watched
    if not any(one.watching.brand == brand for one in watched):
        raise Failure(f'"{brand}" is not listened for yet. Begin with: hatcheck watch add {brand}')
    known = {source.id: one for one in watched for source in (*one.watching.sources, *one.watching.own)}
    if args.id in known and (args.token or known[args.id].watching.brand == brand):
        raise Failure(f'There is a source "{args.id}" already. Remove it first, or take another name.')
    said = {"address": args.address, "what": args.what, "every": args.every}
    values = {**place_of(args), **{key: value for key, value in said.items() if value}}
    kind = KINDS[values["kind"]]
    if args.token and not kind.token:
        raise Failure(f"A source of the kind {values['kind']} takes no token; nothing was changed")
    if pace := values.get("every"):
        _paced(pace)
    switches = {name: True for name in ("all", "own") if getattr(args, name)}
    token = _asked(args.id) if args.token else ""
    try:
        with desk.draft() as draft:
            draft.add("source", {"id": args.id, "brand": args.brand, **values, **switches})
            if token:
                _put(args.id, token)
    except BaseException:
        if token:
            Vault().delete(f"source:{args.id}")
        raise
    output.show(f"[green]Added[/] {output.plain(args.id)} to {output.plain(desk.workspace_file)}")
    output.show(f"See what it brings: hatcheck watch try {args.id}")
    return 0


def _paced(text: str) -> None:
    try:
        span = duration(text)
    except ValueError as error:
        raise Failure(f"{text!r} is no pace. {error}") from None
    if not duration(SHORTEST) <= span <= duration(LONGEST):
        raise Failure(f"{text!r} is no pace: write a span from {SHORTEST} to {LONGEST}")


def _asked(name: str) -> str:
    from guard.cli.hidden import hidden

    if isinstance(state := Vault().state(), Unavailable):
        raise Failure(f"Nothing was changed, for the keyring cannot be used: {state.reason}")
    token = hidden(f"The token of {name}: ").strip()
    if not token:
        raise Failure("No token was given, so nothing was changed")
    return token


def _put(name: str, token: str) -> None:
    if isinstance(kept := Vault().put(f"source:{name}", token), Unavailable):
        raise Failure(f"The token cannot be kept, so nothing was changed: {kept.reason}")


def _change_token(name: str, desk: Desk) -> int:
    known = {
        source.id: source for one in desk.workspace.watched for source in (*one.watching.sources, *one.watching.own)
    }
    if name not in known:
        raise Failure(f'There is no source "{name}". Known are: {", ".join(known) or "none yet"}')
    if not known[name].key:
        raise Failure(f"{name} is read without a token")
    token = _asked(name)
    with desk.draft():  # the running guard looks at the keyring again as soon as the file is another
        _put(name, token)
    output.show(f"The token of {output.plain(name)} is kept in the keyring. Try it: hatcheck watch try {name}")
    return 0


def _remove(name: str, desk: Desk) -> int:
    with desk.draft() as draft:
        if not draft.remove("source", id=name):
            raise Failure(f'There is no source "{name}" in {desk.workspace_file}')
    output.show(f"Removed {output.plain(name)}; it is not read any more.")
    forget_tokens([f"source:{name}"])
    return 0


def forget_tokens(keys: Iterable[str]) -> None:
    """Takes them out of the keyring; where that fails, says so with a Failure."""
    vault, wanted = Vault(), list(keys)
    if not wanted:
        return
    if isinstance(state := vault.state(), Unavailable):
        output.show(f"[yellow]If there was a token, the keyring still holds it:[/] {output.plain(state.reason)}")
        return
    for key in wanted:
        if isinstance(gone := vault.delete(key), Unavailable):
            raise Failure(f"The keyring may still hold {key}: {gone.reason}", 1)
