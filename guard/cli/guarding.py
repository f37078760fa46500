"""``hatcheck guard -- TOOL …``: runs a posting command once it is allowed."""

import os
import subprocess
import sys
from argparse import REMAINDER, ArgumentParser, Namespace

from guard.cli.desk import Desk
from guard.cli.failure import Failure


def arguments(parser: ArgumentParser) -> None:
    """The command, as it would be typed."""
    parser.add_argument("words", nargs=REMAINDER, metavar="-- TOOL …", help='for example: -- toot post "Hello"')


def run(args: Namespace, _desk: Desk) -> int:
    """Becomes the hook; the exit code is the tool's, or 77 (not allowed), 75 (nobody could judge), 130 (given up)."""
    from guard.commands import shims

    words = args.words[1:] if args.words[:1] == ["--"] else args.words
    if not words:
        raise Failure('There is no command. Write it behind two dashes: hatcheck guard -- toot post "Hello"')
    command = [sys.executable, "-I", "-S", str(shims.hook()), *words]
    env = {**os.environ}
    if named := getattr(args, "workspace", None):
        env["HATCHECK_WORKSPACE"] = named
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(sys.executable, command, env)  # noqa: S606
    return subprocess.call(command, env=env)  # noqa: S603
