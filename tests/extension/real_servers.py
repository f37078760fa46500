"""Pages of real servers behind the gate: the recorder passes on what is meant for a server that runs here."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request as Asked
from urllib.request import urlopen

from bundles import bundle
from gated_browser import Gated, gated
from recorder import Answer, Recorder, Reply, Request

_OWN = frozenset({"host", "connection", "proxy-connection", "content-length", "accept-encoding", "transfer-encoding"})


def forwarding(host: str, url: str, **more: str) -> Answer:
    """An answer for the recorder: what is meant for ``host`` goes to ``url``, with these headers besides its own."""

    def answer(request: Request) -> Reply | None:
        if request.host != host or request.path.startswith("/pages/"):
            return None
        headers = {name: value for name, value in request.headers.items() if name not in _OWN} | more
        body = request.body if request.method != "GET" else None
        asked = Asked(f"{url}{request.path}", body, headers, method=request.method)  # noqa: S310 - a server of the test
        try:
            with urlopen(asked, timeout=60) as came:  # noqa: S310
                return _reply(came.status, came.headers, came.read())
        except HTTPError as came:
            with came:
                return _reply(came.code, came.headers, came.read())

    return answer


def _reply(status: int, headers: Message, body: bytes) -> Reply:
    kept = {name: headers[name] for name in ("Content-Type", "Set-Cookie") if name in headers}
    return Reply(body, status, {"Content-Type": "application/octet-stream", **kept})


@contextmanager
def guarded(kind: str, folder: Path, recorder: Recorder, workspace: str) -> Iterator[Gated]:
    """A guarded browser at the desk of ``workspace``."""
    builder = Path(__file__).parents[2] / "packaging" / "extension.py"
    subprocess.run([sys.executable, builder, "--to", folder / "built"], check=True, capture_output=True, timeout=120)
    with gated(kind, folder, folder / "built" / kind, recorder) as made:
        (made.desk.folder / "hatcheck.toml").write_text(workspace, encoding="utf-8")
        yield made


def script(name: str) -> Answer:
    """An answer for the recorder: the clients' script of this name, at ``/name.js`` of every host."""

    def answer(request: Request) -> Reply | None:
        if request.path != f"/{name}.js":
            return None
        return Reply(bundle(name).encode(), headers={"Content-Type": "text/javascript"})

    return answer


def load(page: Any, name: str) -> Any:
    """Has the page run the clients' script of this name; gives the page."""
    loaded = f"onload: done, onerror: failed, src: '/{name}.js'"
    append = f"document.head.append(Object.assign(document.createElement('script'), {{ {loaded} }}))"
    page.evaluate(f"new Promise((done, failed) => {append}).then(() => null)")
    return page


def came(page: Any, seconds: int = 20) -> Any:
    """What came of the page's promise ``came``: ``{sent, answer}``."""
    late = f"new Promise(done => setTimeout(done, {seconds}000, {{ sent: null, answer: 'it still waits' }}))"
    return page.evaluate(f"Promise.race([came, {late}])")
