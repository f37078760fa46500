"""``hatcheck past import|show|forget``: what an identity has posted so far, as counts."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator

from guard.cli import naming, output
from guard.cli.account import account_of
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.files import from_home
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.identity import Identity, IdentityKind
from guard.past import BrokenPast, NotImportable, PastPost, importing, store
from guard.past.counting import past as past_of

_SHOWN = 12


def arguments(parser: ArgumentParser) -> None:
    """import, show and forget."""
    verbs = parser.add_subparsers(dest="verb", metavar="import|show|forget", required=True)
    line = "count the posts in exports of X, Mastodon, Bluesky, Facebook or Instagram, or in a table (CSV)"
    sub = verbs.add_parser("import", help=line, description=f"{line.capitalize()}. Texts are not kept.")
    naming.add_identity(sub)
    sub.add_argument(
        "file", nargs="+", help="an archive as it was downloaded, the folder it was unpacked to, or a file"
    )
    sub.add_argument("--account", metavar="ACCOUNT", help="whose posts they are, where the file does not say")
    output.add_format(sub)
    sub = verbs.add_parser("show", help="what is known", description="Show what is known of past posts.")
    sub.add_argument("identity", nargs="?", help="the identity's id; all of them where none is named")
    output.add_format(sub)
    sub = verbs.add_parser("forget", help="remove what is known", description="Remove what is known of past posts.")
    naming.add_identity(sub)


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    try:
        match args.verb:
            case "import":
                return _import(args, desk)
            case "forget":
                return _forget(args.identity, desk)
            case _:
                return _show(args, desk)
    except (NotImportable, BrokenPast) as error:
        raise Failure(str(error)) from None


def _import(args: Namespace, desk: Desk) -> int:
    identity = desk.identity(args.identity)
    named = account_of(args.account) if args.account else None
    if named:
        _refuse_others(named, identity, desk, "--account")
    taken = []
    for file in args.file:
        path = from_home(file)
        told = importing.account(path)
        account = account_of(told) if told else named
        if account:
            _refuse_others(account, identity, desk, file)
        counts = importing.counted(_of(named, importing.posts(path)), _noticing(identity))
        if not counts.posts:
            raise Failure(f"{file} holds no posts of {named or identity.name}'s own.")
        taken.append((file, account.key if account else path.name, counts))
    with store.changing(desk.paths.past, identity.id) as now:
        for _, source, counts in taken:
            now[source] = counts  # the same account or file once more takes the place of what was there
    if args.format == "json":
        output.show_json([{"file": file, "source": source, "posts": counts.posts} for file, source, counts in taken])
        return 0
    for file, source, counts in taken:
        posts, tags = output.number(counts.posts, "post"), output.number(len(counts.hashtags), "hashtag")
        output.show(f"{output.plain(file)}: {posts} with {tags}, kept as {output.plain(source)}")
    return 0


def _noticing(identity: Identity) -> Callable[[str], set[str]]:
    """What the checks of words notice about a text of this brand's: what is usual for it is told more quietly later."""
    if identity.kind is not IdentityKind.BRAND:
        return lambda _: set()
    from guard.checks import Post, signals
    from guard.engine.noticing import by_name, habit

    asked = [by_name()[name] for name in ("sensitive-topic", "profanity", "insult", "breaking-news")]

    def noticed(text: str) -> set[str]:
        post = Post(Attempt(Verb.POST, identity.accounts[:1], text), (identity,), (identity,))
        return {habit(signal) for signal in signals(post, asked)}

    return noticed


def _of(named: Account | None, posts: Iterable[PastPost]) -> Iterator[PastPost]:
    """The posts of this account, and those of which nobody says whose they are."""
    for post in posts:
        if not named or not post.account or _bare(post.account) in {_bare(named.handle), _bare(str(named))}:
            yield post


def _bare(account: str) -> str:
    return account.rpartition(":")[2].lstrip("@").casefold()


def _refuse_others(account: Account, identity: Identity, desk: Desk, file: str) -> None:
    """Somebody else's posts would make the guard believe that the identity speaks like that."""
    keeper = next((one for one in desk.workspace.identities if account in one.accounts), None)
    if keeper and keeper.id != identity.id:
        raise Failure(f"{file}: {account} belongs to {keeper.name}, not to {identity.name}. Nothing was imported.")


def _show(args: Namespace, desk: Desk) -> int:
    whom = [desk.identity(args.identity)] if args.identity else list(desk.workspace.identities)
    known = [(identity, store.sources(desk.paths.past, identity.id)) for identity in whom]
    pasts = [(identity, sources, past_of(sources.values())) for identity, sources in known]
    if args.format == "json":
        rows = [
            {
                "identity": identity.id,
                "posts": past.posts,
                "sources": {name: counts.posts for name, counts in sources.items()},
                "novelty": past.novelty,
                **{kind: dict(getattr(past, kind)) for kind in ("hashtags", "mentions", "hosts", "apps")},
            }
            for identity, sources, past in pasts
        ]
        output.show_json(rows)
        return 0
    for identity, sources, past in pasts:
        output.show(f"[bold]{output.plain(identity.name)}[/]: {output.number(past.posts, 'post')} known")
        if sources:
            cells = [("from", ", ".join(f"{name} ({one.posts:,})" for name, one in sources.items()))]
            cells += [(kind, _most(getattr(past, kind))) for kind in ("hashtags", "mentions", "hosts", "apps")]
            output.show(output.table("", ("", ""), [(kind, output.plain(said)) for kind, said in cells if said]))
    return 0


def _most(counts: dict[str, int]) -> str:
    names = sorted(counts, key=lambda name: (-counts[name], name))
    more = f" … and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(f"{name} ({counts[name]:,})" for name in names[:_SHOWN]) + more


def _forget(name: str, desk: Desk) -> int:
    known = desk.workspace.identity(name)
    told = store.forget(desk.paths.past, known.id if known else name)
    output.show(f"Nothing is known of {output.plain(name)}'s posts {'any more' if told else 'anyway'}.")
    return 0
