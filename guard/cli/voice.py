"""``hatcheck voice train|show|forget``: learns how you and your brands sound, from your own past posts."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.files import from_home, turn
from guard.voice import NotEnough, Trial, Voices, store

if TYPE_CHECKING:
    from guard.voice.training import Said
    from guard.workspace import Workspace

Sources = Mapping[str, tuple[str, ...]]
"""By identity's id, the files with its posts."""


def arguments(parser: ArgumentParser) -> None:
    """train, show and forget."""
    verbs = parser.add_subparsers(dest="verb", metavar="train|show|forget", required=True)
    about = (
        "Learn how each identity sounds, from exports of its own past posts: X, Mastodon, Bluesky, Meta, CSV. "
        "It needs two identities at least. Only numbers are kept, and the files' names, to learn from them again."
    )
    train = verbs.add_parser("train", help="learn from past posts", description=about)
    train.add_argument(
        "words",
        nargs="*",
        metavar="IDENTITY FILE | IDENTITY=FILE",
        help="whose posts are in which file; nothing: again",
    )
    show = verbs.add_parser("show", help="show what was learnt, and how well", description="Show what was learnt.")
    output.add_format(show)
    forget = verbs.add_parser("forget", help="forget how an identity sounds", description="Forget an identity's voice.")
    naming.add_identity(forget)


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says. Exit code 1 where nothing could be learnt yet."""
    match args.verb:
        case "train":
            return _train(args.words, desk)
        case "forget":
            return _forget(args.identity, desk)
        case _:
            return _show(args.format, desk)


def _train(words: Sequence[str], desk: Desk) -> int:
    named = _named(words, desk)
    with turn(desk.paths.voices / "changes.lock"):
        sources = {**_known(desk).sources, **named}
        if not sources:
            raise Failure("Say whose posts are where: hatcheck voice train acme=acme.zip me=me.zip")
        learnt = _learn({name: files for name, files in sources.items() if desk.workspace.identity(name)}, named, desk)
        store.save(desk.paths.voices, learnt)
    _tell(learnt, desk)
    return 0 if learnt.voices else 1


def _named(words: Sequence[str], desk: Desk) -> Sources:
    """``acme one.csv two.csv`` or ``acme=one.csv me=two.csv``."""
    if not words:
        return {}
    pairs = [word.partition("=") for word in words]
    if not all(desk.workspace.identity(name) and file for name, _, file in pairs):
        pairs = [(words[0], "=", file) for file in words[1:]]
    if not pairs:
        raise Failure(f"Say in which file the posts of {words[0]} are.")
    named: dict[str, tuple[str, ...]] = {}
    for name, _, file in pairs:
        path = from_home(file).absolute()
        if not path.exists():
            raise Failure(f"There is no {path}")
        named[desk.identity(name).id] = (*named.get(name, ()), str(path))
    return named


def _learn(sources: Sources, named: Sources, desk: Desk) -> Voices:
    """What all files say together; one that was named earlier and is gone leaves its identity out, and is told."""
    from guard.engine import clock
    from guard.model.identity import IdentityKind
    from guard.voice.training import train

    posts = {}
    for name, files in sources.items():
        gone = [file for file in files if not Path(file).exists()]
        if gone and name not in named:
            output.show(f"[yellow]{output.plain(name)} is left out:[/] there is no {output.plain(gone[0])} any more.")
        else:
            posts[name] = [post for file in files for post in _posts(file, name, desk.workspace)]
    brands = {one.id for one in desk.workspace.identities if one.kind is IdentityKind.BRAND}
    return train(posts, brands, sources={name: sources[name] for name in posts}, trained=clock.now().wall)


def _posts(file: str, name: str, workspace: "Workspace") -> "list[Said]":
    """The identity's own words in this file. Of a brand, nothing that answers one person: it sounds otherwise there."""
    from guard.model.attempt import Verb
    from guard.model.identity import IdentityKind
    from guard.past import NotImportable
    from guard.past.importing import posts
    from guard.voice.training import Said

    identity = workspace.identity(name)
    wanted = {Verb.POST} if identity and identity.kind is IdentityKind.BRAND else {Verb.POST, Verb.REPLY}
    others = {_bare(account.handle) for one in workspace.identities if one.id != name for account in one.accounts}
    if identity:
        others -= {_bare(account.handle) for account in identity.accounts}
    try:
        return [Said(p.text, p.at) for p in posts(Path(file)) if p.verb in wanted and _bare(p.account) not in others]
    except NotImportable as error:
        raise Failure(str(error)) from None


def _bare(handle: str) -> str:
    """As exports of several accounts name them: with or without the sign."""
    return handle.casefold().lstrip("@")


def _show(form: str, desk: Desk) -> int:
    known = _known(desk)
    if form == "json":
        output.show_json(_plain(known))
        return 0
    if not known.sources:
        output.show("No voice was learnt yet. Learn two: hatcheck voice train acme=acme.zip me=me.zip")
        return 1
    _tell(known, desk)
    return 0


def _forget(name: str, desk: Desk) -> int:
    with turn(desk.paths.voices / "changes.lock"):
        known = _known(desk)
        sources = {key: files for key, files in known.sources.items() if key != name}
        if sources == dict(known.sources):
            raise Failure(f'No voice of "{name}" was learnt.')
        store.forget(desk.paths.voices)
        if sources:
            store.save(desk.paths.voices, _learn(sources, {}, desk))
    output.show(f"How {output.plain(name)} sounds is forgotten.")
    return 0


def _known(desk: Desk) -> Voices:
    try:
        return store.load(desk.paths.voices)
    except store.BrokenVoices as error:
        raise Failure(f"{error}. Remove the file, and learn again: hatcheck voice train") from None


def _tell(known: Voices, desk: Desk) -> None:
    rows = [(voice.identity, str(voice.posts), *_measured(voice.trial)) for voice in known.voices]
    rows += [(one.identity, str(one.posts), _missing(one), "") for one in known.short]
    shown = [(output.plain(_name(name, desk)), posts, said, more) for name, posts, said, more in rows]
    output.show(
        output.table("How they sound", ("identity", "posts", "what it can tell", "how often it is wrong"), shown)
    )
    if len(known.voices) < 2:
        output.show("[yellow]Nothing can be told yet:[/] that takes two identities with enough posts.")
    elif known.trained:
        output.show(f"[dim]Learnt {known.trained:%Y-%m-%d}. Voices change: learn again now and then.[/]")


def _name(name: str, desk: Desk) -> str:
    identity = desk.workspace.identity(name)
    return identity.name if identity else name


def _missing(short: NotEnough) -> str:
    return f"nothing yet: {short.needed} posts of some length are needed"


def _measured(trial: Trial | None) -> tuple[str, str]:
    if trial is None:
        return "whether a brand's post sounds like this", ""
    wrong = f"{trial.wrong} of {trial.tested} own later posts"
    many = max(1, int(1 / trial.false_alarm))
    wrong += f": about once in {many}" if trial.counted else f": once in {many} at most, as far as so few can tell"
    if not trial.useful:
        return "nothing: the others sound too much alike", wrong
    return f"{trial.recall:.0%} of the others' later posts", wrong


def _plain(known: Voices) -> dict[str, object]:
    return {
        "trained": known.trained.isoformat() if known.trained else None,
        "voices": [
            {
                "identity": voice.identity,
                "posts": voice.posts,
                "false_alarm": voice.trial.false_alarm if voice.trial else None,
                "counted": voice.trial.counted if voice.trial else None,
                "wrong": voice.trial.wrong if voice.trial else None,
                "tested": voice.trial.tested if voice.trial else None,
                "recall": voice.trial.recall if voice.trial else None,
                "speaks": voice.trial.useful if voice.trial else None,
            }
            for voice in known.voices
        ],
        "short": [{"identity": one.identity, "posts": one.posts, "needed": one.needed} for one in known.short],
    }
