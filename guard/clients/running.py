"""Becoming the real tool: the same words, the same environment, the same signals, the same exit code."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})


def say(text: str, code: int) -> int:
    """Tells the person, on standard error, and gives the exit code back."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, AttributeError, ValueError):
        pass  # closed; there is nobody to tell
    return code


def become(real: str, argv: "Sequence[str]", fed: bytes | None = None) -> int:
    """Runs the tool in this process' place; ``fed`` is its standard input. Comes back only where it cannot be run."""
    if fed is not None:
        _feed(fed)
    words, env = [real, *argv], _environment()
    try:
        if os.name == "nt":
            # There, a program that runs another in its place has ended for its shell.
            return os.spawnve(os.P_WAIT, real, words, env)  # noqa: S606
        _forget_signals()
        try:
            os.execve(real, words, env)  # noqa: S606
        except OSError as error:
            import errno

            if error.errno != errno.ENOEXEC:
                raise
            # A script without a first line, as every shell runs it.
            os.execve("/bin/sh", ["/bin/sh", *words], env)  # noqa: S606
    except OSError as error:
        return say(f"{real}: {error.strerror}", 126)


def _forget_signals() -> None:
    """Python ignores two signals from its start on, and what is ignored stays so in the tool."""
    import _signal  # type: ignore[import-not-found]  # what ``signal`` wraps into enums

    for name in ("SIGPIPE", "SIGXFSZ"):
        if number := getattr(_signal, name, None):
            _signal.signal(number, _signal.SIG_DFL)


def _environment() -> "dict[str, str]":
    """The environment as it was given: in the plain C locale, Python adds LC_CTYPE to it for its own use."""
    env = dict(os.environ)
    if env.get("LC_CTYPE") in _COERCED:
        try:
            with open("/proc/self/environ", "rb") as stream:
                given = stream.read()
        except OSError:
            return env
        env.pop("LC_CTYPE")
        for entry in given.split(b"\0"):
            if entry.startswith(b"LC_CTYPE="):
                env["LC_CTYPE"] = os.fsdecode(entry[9:])
    return env


def _feed(data: bytes) -> None:
    """What was read from standard input is there again."""
    if hasattr(os, "memfd_create"):
        there = os.memfd_create("hatcheck")
    else:
        from guard.commands import places

        os.makedirs(places.state(), mode=0o700, exist_ok=True)
        path = os.path.join(places.state(), f"input-{os.getpid()}")
        there = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_TEMPORARY", 0), 0o600)
        if os.name != "nt":
            os.unlink(path)
    view = memoryview(data)
    while view:
        view = view[os.write(there, view) :]
    os.lseek(there, 0, os.SEEK_SET)
    os.dup2(there, 0)
    os.close(there)
