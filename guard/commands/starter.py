"""A starter: a small program that runs one of the thin clients with Hatcheck's own Python, from wherever it lies."""

import os
import sys
from pathlib import Path

_LONGEST = 100
"""Letters of a path in a file's first line that every system takes."""
_PYTHON = """\
#!{python} -IS
# {mark}
import sys

sys.path.append({root!r})
from {module} import main

sys.exit(main({called}))
"""


def text(client: Path, mark: str, *words: str) -> str:
    """The program's text. The client gets ``words`` and then the program's own; its ``main`` takes them as one list.

    ``words`` are plain names, ``mark`` is one line by which the program is known as Hatcheck's.
    """
    plain = " ".join(words)
    if os.name == "nt":
        return f'@rem {mark}\r\n@"{sys.executable}" -I -S "{client}" {plain} %*\r\n'
    if len(sys.executable) > _LONGEST or any(letter.isspace() for letter in sys.executable):
        # What a first line cannot hold goes through a shell, which costs a millisecond.
        command = f"{_quoted(sys.executable)} -I -S {_quoted(str(client))} {plain}"
        return f'#!/bin/sh\n# {mark}\nexec {command} "$@"\n'
    root = client.parents[2]
    module = ".".join(client.relative_to(root).with_suffix("").parts)
    called = f"[{', '.join([*map(repr, words), '*sys.argv[1:]'])}]"
    return _PYTHON.format(python=sys.executable, mark=mark, root=str(root), module=module, called=called)


def _quoted(text: str) -> str:
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"
