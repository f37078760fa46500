"""``hatcheck pictures [status|index|forget|clean]``: known pictures, and what cameras write into them."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure

if TYPE_CHECKING:
    from guard.pictures.progress import Progress

_LARGEST = 256 * 1024 * 1024
_APART = getattr(subprocess, "DETACHED_PROCESS", 0)


def arguments(parser: ArgumentParser) -> None:
    """What to do; status by default."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", prog="hatcheck pictures")
    verbs.add_parser("status", help="how many pictures are known, and what can be seen here (default)")
    index = verbs.add_parser("index", help="make the pictures of your identities' folders known")
    index.add_argument("--wait", action="store_true", help="stay until it is done, and show how far it is")
    verbs.add_parser("forget", help="delete all that is known of your pictures")
    clean = verbs.add_parser("clean", help="write copies without place, time and camera; no pixel changes")
    clean.add_argument("file", nargs="+", metavar="FILE")
    clean.add_argument("--out", metavar="FOLDER", help="where the copies go (default: beside, as NAME-clean)")


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says. Exit code 1 where not all of it could be done."""
    match args.verb:
        case "index":
            return _index(desk, wait=args.wait)
        case "forget":
            return _forget(desk)
        case "clean":
            return _clean(args.file, Path(args.out) if args.out else None)
        case _:
            return _status(desk)


def _folders(desk: Desk) -> dict[str, str]:
    return {folder: identity.id for identity in desk.workspace.identities for folder in identity.folders}


def _status(desk: Desk) -> int:
    from guard.pictures.index import BrokenIndex, Index
    from guard.pictures.whose import Folders

    folders = _folders(desk)
    counts = dict.fromkeys(folders.values(), 0)
    whose = Folders(folders)
    file = desk.paths.pictures
    if file.exists():
        try:
            known_paths = Index.open(file).entries()
        except BrokenIndex as error:
            raise Failure(f"{error}: hatcheck pictures forget, then hatcheck pictures index", 1) from None
        for path in known_paths:
            if owner := whose.owner(path):
                counts[owner] += 1
    if not folders:
        output.show("No identity has folders, so no picture is known. Name them in the workspace: folders = […]")
    for identity in desk.workspace.identities:
        if identity.folders:
            places = ", ".join(map(output.home_short, identity.folders))
            known = output.number(counts[identity.id], "picture")
            output.show(f"[bold]{output.plain(identity.name)}[/]: {known} known in {output.plain(places)}")
    output.show(f"[dim]Kept in {output.plain(output.home_short(str(file)))}: hashes, no pictures.[/]")
    model = desk.workspace.checking.model
    heic = "can be opened" if find_spec("pi_heif") else "cannot be opened: pi-heif is not installed"
    judged = "are looked for" if model and find_spec("onnxruntime") else "are not looked for: there is no model"
    output.show(f"HEIC pictures {heic}. Sexual pictures {judged}.")
    return 0


def _index(desk: Desk, *, wait: bool) -> int:
    folders = _folders(desk)
    if not folders:
        raise Failure("No identity has folders. Name them in the workspace first: folders = […]")
    desk.paths.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if wait:
        return _indexed(desk, folders)
    command = [sys.executable, "-P", "-m", "guard.cli.main", "pictures", "index", "--wait"]
    nowhere = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603 - ourselves
        [*command, "--workspace", str(desk.workspace_file.absolute())],
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,
        creationflags=_APART,
    )
    output.show("Your pictures are made known in the background. How far it is: hatcheck pictures status")
    return 0


def _indexed(desk: Desk, folders: dict[str, str]) -> int:
    from guard.pictures.indexing import Indexing, State

    indexing = Indexing(desk.paths.pictures, folders, hurry=True)
    try:
        indexing.start()
        with output.console().status("") as line:
            while not indexing.wait(0.2):
                line.update(_said(indexing.progress()))
    finally:
        indexing.close()
    last = indexing.progress()
    output.show(_said(last))
    for why, count in sorted(last.reasons.items()):
        output.show(f"[dim]  {count} not readable: {output.plain(why)}[/]")
    return 0 if last.state is State.DONE else 1


def _said(progress: "Progress") -> str:
    counted = f"{progress.done:,} of {progress.total:,} pictures known"
    passed = f", {progress.skipped:,} passed over" if progress.skipped else ""
    folder = f" [dim]{output.plain(output.home_short(progress.folder))}[/]" if progress.folder else ""
    return f"{output.plain(progress.state.value)}: {counted}{passed}{folder}"


def _forget(desk: Desk) -> int:
    from guard.pictures.index import discard

    file = desk.paths.pictures
    discard(file)  # also one that is damaged
    file.with_name(f"{file.name}.turn").unlink(missing_ok=True)
    output.show("All that was known of your pictures is deleted. It is built anew with: hatcheck pictures index")
    return 0


def _clean(files: list[str], out: Path | None) -> int:
    from guard.pictures.metadata import CannotClean, clean
    from guard.pictures.opening import opened
    from guard.pictures.troubles import NotSeen

    failed = 0
    for name in files:
        path = Path(name)
        target = (out or path.parent) / (path.name if out else f"{path.stem}-clean{path.suffix}")
        try:
            with opened(name) as stream:
                data = stream.read(_LARGEST)
            cleaned = clean(data)
            with target.open("xb") as copy:
                copy.write(cleaned)
        except NotSeen as problem:
            why = str(problem.trouble.said)
        except CannotClean as problem:
            why = str(problem)
        except FileExistsError:
            why = f"{target} is there already."
        else:
            output.show(f"{output.plain(os.fspath(target))}: {len(data) - len(cleaned):,} bytes of remarks less")
            continue
        failed = 1
        output.show(f"[red]{output.plain(name)}:[/] {output.plain(why)}")
    return failed
