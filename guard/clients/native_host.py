"""The browser's end of the gate: passes messages between Hatcheck's extension and the engine, and judges nothing.

A browser starts it for the extension, and ends it by closing its standard input. The first message tells which browser
it is; the first answer is ``{"hello": …}``, or ``{"down": why}`` where no engine can be reached. Standard library only.

Exit codes: 0 the browser is done with it, 75 no engine, or it went away, 65 what came is no message, 70 a mistake.
"""

import json
import os
import sys
import threading

sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from guard import door, frames  # isolated Python finds the program only now
from guard.clients import running
from guard.clients.asking import line_to_engine
from guard.clients.line import Line, LineLost, Refused
from guard.model.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

DONE, NOT_A_MESSAGE, MISTAKE, NO_ENGINE, GIVEN_UP = 0, 65, 70, 75, 130
OPERATIONS = frozenset({"submit", "withdraw", "brief", "copied", "acting", "preview", "raise", "escaped", "report"})
"""What an extension may ask. It greets nobody, runs no commands, and answers nothing that it asks."""
LARGEST = 4 * 1024 * 1024
"""Bytes of a message from the browser."""
LARGEST_BACK = 1_000_000
"""Bytes of a message to the browser; at 1 MiB it would end the host."""

_writing = threading.Lock()


def main(_called: "Sequence[str]" = ()) -> int:
    """Serves one connection of the extension to its end. What browsers call it with is said again by the extension."""
    try:
        _take_bytes()
        return _serve(_messages())
    except OSError:
        return DONE  # standard output is closed: the browser has gone
    except KeyboardInterrupt:
        return GIVEN_UP
    except Exception as error:  # noqa: BLE001 - the error boundary: what was submitted is abandoned, and no text is shown
        return _mistake(error)


def _serve(messages: "Iterator[dict[str, Any]]") -> int:
    try:
        greeting = next(messages, None)
        if greeting is None:
            return DONE
        line = line_to_engine(*_greeted(greeting))
    except frames.BrokenFrame as error:
        return _down(f"What the extension said is no message: {error}.", NOT_A_MESSAGE)
    except (door.NobodyThere, LineLost, TimeoutError, Refused) as error:
        return _down(f"The engine cannot be reached ({error}). Start it with: hatcheck engine", NO_ENGINE)
    with line:
        _tell({"hello": {**line.welcome, "host": VERSION}})
        threading.Thread(target=_pass_on, args=(line, messages), daemon=True).start()
        while True:
            try:
                frame = line.next()
            except LineLost:
                return NO_ENGINE
            _tell(frame)


def _pass_on(line: Line, messages: "Iterator[dict[str, Any]]") -> None:
    """From the browser to the engine. Ends the process with the browser, whatever the other direction waits for."""
    code = MISTAKE
    try:
        for message in messages:
            _forward(line, message)
        code = DONE
    except frames.BrokenFrame as error:
        code = running.say(f"Hatcheck: the browser's message cannot be read: {error}.", NOT_A_MESSAGE)
    except LineLost:
        code = NO_ENGINE
    except OSError:
        code = DONE
    except Exception as error:  # noqa: BLE001 - the error boundary of this thread
        code = _mistake(error)
    finally:
        os._exit(code)


def _forward(line: Line, message: "dict[str, Any]") -> None:
    operation = message.get("op")
    if not isinstance(operation, str) or operation not in OPERATIONS:
        _refuse(message, "wrong-role", "This is not for a browser.")
        return
    try:
        # Written anew, so that what was looked at is what is sent; half a character would make the whole no request.
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    except RecursionError:
        _refuse(message, "bad-request", "This is nested too deeply.")
        return
    line.forward(frames.wrap(body))


def _messages() -> "Iterator[dict[str, Any]]":
    """What the browser says, until it stops; raises BrokenFrame.

    Its frames are in the machine's own byte order: the engine's, on every machine that these browsers are made for.
    """
    splitter = frames.Splitter(LARGEST)
    while data := _read():
        for body in splitter.feed(data):
            message = frames.unpack(body)
            if not isinstance(message, dict):
                raise frames.BrokenFrame("it is no JSON object")
            yield message
    if splitter.inside:
        raise frames.BrokenFrame("the stream ended inside a message")


def _read() -> bytes:
    try:
        return os.read(0, 1 << 16)
    except OSError:
        return b""  # closed at the other end is the end


def _greeted(greeting: "dict[str, Any]") -> "tuple[str, str]":
    """The name and the language of the connection; raises BrokenFrame."""
    browser = greeting.get("browser")
    if not isinstance(browser, str) or "op" in greeting:
        raise frames.BrokenFrame("the first message must name the browser")
    name = str(greeting.get("name") or f"{browser} {greeting.get('version', '')}").strip()
    return "".join(filter(str.isprintable, name))[:64], "de" if greeting.get("language") == "de" else "en"


def _tell(message: "Any") -> None:
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    if len(body) > LARGEST_BACK:
        _refuse(message, "too-many", "The answer is larger than a browser takes.")
        return
    view = memoryview(frames.wrap(body))
    with _writing:
        while view:
            view = view[os.write(1, view) :]


def _refuse(message: "Any", code: str, text: str) -> None:
    number = message.get("n") if isinstance(message, dict) else 0
    known = number if isinstance(number, int) and not isinstance(number, bool) else 0
    _tell({"n": known, "error": {"code": code, "text": text}})


def _down(why: str, code: int) -> int:
    _tell({"down": why})
    return code


def _mistake(error: Exception) -> int:
    return running.say(f"Hatcheck: this is a mistake in Hatcheck: {type(error).__name__}.", MISTAKE)


def _take_bytes() -> None:
    if sys.platform == "win32":
        import msvcrt

        for stream in (0, 1):
            msvcrt.setmode(stream, os.O_BINARY)


if __name__ == "__main__":
    sys.exit(main())
