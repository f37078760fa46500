"""``hatcheck completion SHELL``: the lines that make a shell complete commands, options and identities."""

import sys
from argparse import ArgumentParser, Namespace

from guard.cli.desk import Desk

SHELLS = ("bash", "zsh", "fish", "powershell")


def arguments(parser: ArgumentParser) -> None:
    """Which shell."""
    parser.add_argument("shell", choices=SHELLS)
    parser.epilog = 'For bash, put this into ~/.bashrc: eval "$(hatcheck completion bash)"'


def run(args: Namespace, _desk: Desk) -> int:
    """Prints the shell's code."""
    from argcomplete.shell_integration import shellcode

    sys.stdout.write(shellcode(["hatcheck"], shell=args.shell) + "\n")
    return 0
