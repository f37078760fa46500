"""``hatcheck watch``: what a brand is called in public, where it is read, and what is heard."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from guard.cli import naming, output, watch_sources
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.model.identity import IdentityKind
from guard.model.mention import Source
from guard.vault import Absent, Secret, Unavailable, Vault
from guard.workspace.values import Watched
from guard.workspace.watched import ALERTS

_LISTS = {"names": "name", "handles": "handle", "hashtags": "hashtag", "hosts": "host", "clients": "client"}
"""The keys of ``[[watch]]`` that are lists, and the options that fill them."""


def arguments(parser: ArgumentParser) -> None:
    """One word per deed."""
    verbs = parser.add_subparsers(dest="verb", metavar="add|remove|list|source|try|status", required=True)
    add = verbs.add_parser("add", help="listen for a brand, or say more of what it is called")
    naming.add_identity(add, "identity", "the brand's id")
    _words(add, "--name", "what people call it, besides its name here; may be given several times")
    _words(add, "--handle", "an account of its own that stands nowhere else here: @acme@example.social")
    _words(add, "--hashtag", "#acme")
    _words(add, "--host", "its site: links to acme.example, and to what is below it, count")
    _words(add, "--client", "a program by which it posts besides this desk, as the network names it")
    add.add_argument("--alerts", choices=ALERTS, help="how readily more than usual is told; else normal")
    remove = verbs.add_parser("remove", help="listen for a brand no more; its sources and their tokens go along")
    naming.add_identity(remove, "identity", "the brand's id")
    output.add_format(verbs.add_parser("list", help="show what is listened for, and where"))
    sources = verbs.add_parser("source", help="say where posts about a brand, or its own, are read")
    watch_sources.add_sources(sources)
    trying = verbs.add_parser("try", help="read one source now, and show what counts in it")
    trying.add_argument("id", metavar="SOURCE", help="as `list` shows it")
    status = verbs.add_parser("status", help="ask the running guard what it hears, and what it cannot read")
    output.add_format(status)
    for one in (trying, status):
        add_language(one)


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    match args.verb:
        case "add":
            return _add(args, desk)
        case "remove":
            return _remove(args.identity, desk)
        case "source":
            return watch_sources.change_sources(args, desk)
        case "try":
            from guard.cli.watch_try import try_

            return try_(args.id, language_for(args, desk), desk)
        case "status":
            from guard.cli.watch_status import status

            return status(args.format, language_for(args, desk))
        case _:
            return _list(args.format, desk)


def _words(parser: ArgumentParser, option: str, text: str) -> None:
    parser.add_argument(option, action="append", default=[], metavar="TEXT", help=text)


def _add(args: Namespace, desk: Desk) -> int:
    brand = desk.identity(args.identity)
    if brand.kind is not IdentityKind.BRAND:
        raise Failure(f'"{brand.id}" is a person; only brands are listened for')
    said: dict[str, Any] = {key: getattr(args, option) for key, option in _LISTS.items() if getattr(args, option)}
    if args.alerts:
        said["alerts"] = args.alerts
    with desk.draft() as draft:
        tables = draft.tables("watch")
        number = next((number for number, table in enumerate(tables) if table.get("brand") == brand.id), None)
        if number is None:
            if "names" in said:  # they would stand in place of its own name
                said["names"] = [brand.name, *said["names"]]
            draft.add("watch", {"brand": brand.id, **_once(said)})
        else:
            draft.amend("watch", _once(_together(tables[number], said)), number)
    watched = _watched(desk, brand.id)
    told = f"[green]Listening[/] for {output.plain(brand.name)}: {output.plain(', '.join(_called(watched)))}"
    output.show(told)
    if not watched or not watched.watching.sources:
        output.show(f"No place is named yet where people speak of it: hatcheck watch source add ID --brand {brand.id}")
    return 0


def _together(table: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What stands there, and what is said now."""
    found = dict(said)
    for key in _LISTS:
        if key in said:
            there = table.get(key, [])
            found[key] = [*([there] if isinstance(there, str) else there), *said[key]]
    return found


def _once(values: dict[str, Any]) -> dict[str, Any]:
    return {key: list(dict.fromkeys(value)) if isinstance(value, list) else value for key, value in values.items()}


def _watched(desk: Desk, brand: str) -> Watched | None:
    """As the file says now."""
    workspace = Desk(str(desk.workspace_file)).workspace
    return next((one for one in workspace.watched if one.watching.brand == brand), None)


def _called(watched: Watched | None) -> Iterable[str]:
    if watched is None:
        return ()
    one = watched.watching
    return dict.fromkeys([*one.names, *one.handles, *(f"#{tag.lstrip('#')}" for tag in one.hashtags), *one.hosts])


def _remove(name: str, desk: Desk) -> int:
    with desk.draft() as draft:
        keys = [f"source:{table.get('id')}" for table in draft.tables("source") if table.get("brand") == name]
        if not draft.remove("watch", brand=name):
            raise Failure(f'"{name}" is not watched in {desk.workspace_file}')
        draft.remove("source", brand=name)
        left = {f"source:{table.get('id')}" for table in draft.tables("source")}
    output.show(f"Nobody listens for {output.plain(name)} any more; what is usual for it is forgotten.")
    watch_sources.forget_tokens([key for key in keys if key not in left])
    return 0


def _list(form: str, desk: Desk) -> int:
    watched = desk.workspace.watched
    vault = Vault()
    sources = [(one, source) for one in watched for source in (*one.watching.sources, *one.watching.own)]
    locked = any(source.key for _, source in sources) and isinstance(vault.state(), Unavailable)
    rows = [
        (
            source.id,
            one.watching.brand,
            source.kind,
            source.address or "-",
            source.what or "-",
            f"{source.every:g} s",
            "own posts" if source in one.watching.own else "every post" if source.all else "what names it",
            _token(source, vault, locked=locked),
        )
        for one in watched
        for source in (*one.watching.sources, *one.watching.own)
    ]
    heads = ("id", "brand", "kind", "address", "what", "every", "counts", "token")
    if form == "json":
        brands = [
            {
                "brand": one.watching.brand,
                "called": list(_called(one)),
                "alerts": one.alerts,
                "clients": list(one.clients),
            }
            for one in watched
        ]
        output.show_json({"brands": brands, "sources": [dict(zip(heads, row, strict=True)) for row in rows]})
        return 0
    if not watched:
        output.show("No brand is listened for yet. Begin with: hatcheck watch add BRAND")
        return 0
    told = [
        (one.watching.brand, ", ".join(_called(one)), one.alerts, ", ".join(one.clients) or "none") for one in watched
    ]
    plain = [tuple(map(output.plain, row)) for row in told]
    output.show(output.table("Listened for", ("brand", "called", "alerts", "known programs"), plain))
    output.show(output.table("Sources", heads, [tuple(map(output.plain, row)) for row in rows]))
    return 0


def _token(source: Source, vault: Vault, *, locked: bool) -> str:
    """A keyring that is locked is not asked: it would ask its owner for the password."""
    if not source.key:
        return "takes none"
    words = {Secret: "yes", Absent: "no", Unavailable: "unknown"}
    return "unknown" if locked else words[type(vault.get(source.key))]
