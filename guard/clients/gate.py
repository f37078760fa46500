"""One posting command at the gate: its text is gathered, the engine is asked, and it runs or it does not."""

import os
import sys

from guard.clients import drafts, running, witness
from guard.clients.asking import NoVerdict, ask
from guard.clients.gathering import NothingWritten, TooLong, gathered
from guard.commands import words as words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NOT_ALLOWED = 77
"""EX_NOPERM of sysexits.h: it was judged, and it does not go out."""
NOT_JUDGED = 75
"""EX_TEMPFAIL: nobody could judge it, so it does not go out; try again."""
GIVEN_UP = 130


class Gate:
    """One call of a tool that may publish something. ``description`` is None where nobody described the tool."""

    def __init__(self, tool: str, real: str, argv: "list[str]", description: "dict[str, Any] | None") -> None:
        self._tool, self._real, self._argv, self._description = tool, real, argv, description
        self._fed: bytes | None = None
        words = words_of.read(argv, description) if description else None
        entry = description["commands"].get(words.command) if description and words else None
        self._known = (words, entry, description) if words and entry is not None and description else None

    def pass_or_stop(self) -> int:
        """Runs the tool once it is allowed; else the exit code that says why it did not run."""
        try:
            self._gather()
            before = self._seen()
            settled = ask(self._tool, self._request())
        except NothingWritten as error:
            return running.say(f"Hatcheck: {error}", 1)
        except TooLong as error:
            return running.say(f"Hatcheck: not posted. {error}", NOT_JUDGED)
        except NoVerdict as error:
            return self._stop(str(error), NOT_JUDGED)
        except OSError as error:  # standard input is closed, the folder is gone
            return self._stop(f"It cannot be looked at: {error.strerror or error}.", NOT_JUDGED)
        except KeyboardInterrupt:
            return self._stop("You gave it up.", GIVEN_UP)
        if settled.get("verdict") == "allow":
            if self._seen() != before:
                return self._stop(f"The files of {self._tool} were changed meanwhile: post it again.", NOT_JUDGED)
            return running.become(self._real, self._argv, self._fed)
        return self._stop(str(settled.get("text", "")), NOT_ALLOWED, settled.get("rescue"))

    def _gather(self) -> None:
        if self._known:
            words, entry, description = self._known
            words_of.complete(words, entry, description, os.environ)
            self._argv, self._fed = gathered(self._tool, self._argv, words, entry, description)

    def _seen(self) -> "list[tuple[object, ...]]":
        return witness.seen(*self._known) if self._known else []

    def _request(self) -> "dict[str, Any]":
        asked = words_of.names(self._description or {})
        asked |= {"HOME", "XDG_CONFIG_HOME", "USERPROFILE"}
        tokens = words_of.blinding(self._description or {})
        return {
            "tool": self._tool,
            "argv": [_sendable(word) for word in self._argv],
            "cwd": _sendable(os.getcwd()),
            "env": {
                name: "set" if name in tokens else _sendable(os.environ[name])
                for name in sorted(asked)
                if name in os.environ
            },
            "stdin": None if self._fed is None else self._fed.decode("utf-8", "replace"),
        }

    def _stop(self, why: str, code: int, rescue: str | None = None) -> int:
        lines = [f"Hatcheck: not posted. {why}".rstrip()]
        if kept := drafts.keep(self._tool, self._draft()):
            lines.append(f"The draft is in {kept}")
        if rescue:
            lines.append(f"Post it from your own account: {rescue}")
        return running.say("\n".join(lines), code)

    def _draft(self) -> bytes:
        """The text that is not posted; of a tool that nobody described, all its words."""
        if self._known is None:
            return " ".join(self._argv).encode("utf-8", "surrogateescape")
        _, entry, description = self._known
        if self._fed is not None and entry.get("stdin") != "besides":
            return self._fed
        # Read anew: an editor's text may have become one of the words.
        text = words_of.text_in(words_of.read(self._argv, description), entry).encode("utf-8", "surrogateescape")
        return b"\n".join(part for part in (text, self._fed) if part)


def _sendable(word: str) -> str:
    """A word as JSON can carry it: bytes that are no UTF-8 are replaced."""
    return os.fsencode(word).decode("utf-8", "replace") if sys.platform != "win32" else word
