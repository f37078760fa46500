"""A page in a real browser that runs what the extension understands. Standard library only."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

from chromium import Chromium
from firefox import Firefox

ROOT = Path(__file__).parents[2]
PLATFORMS = ROOT / "guard" / "platforms"
BROWSERS = {"chromium": Chromium, "firefox": Firefox}
_DEFINITIONS = "/ui/extension/understanding/definitions.js"


def vectors(key: str) -> dict[str, list[Any]]:
    """The conformance vectors of this key, by platform."""
    read = {
        file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(PLATFORMS.glob("conformance/*.json"))
    }
    return {platform: said[key] for platform, said in read.items() if key in said}


class VectorsPage:
    """The page, by the functions that it has."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def ask(self, function: str, *arguments: Any, seconds: float = 60) -> Any:
        """What a function of `understanding` in page.js gives."""
        words = ", ".join(json.dumps(argument) for argument in arguments)
        return self._page.evaluate(f"understanding.{function}({words})", seconds)

    def each(self, function: str, cases: list[Any]) -> list[Any]:
        """As ``ask``, of a function that takes many cases at once: one result of each."""
        return list(self.ask(function, json.dumps(cases)))


@contextmanager
def vectors_page(kind: str, folder: Path) -> Iterator[VectorsPage]:
    """The page, loaded, in a browser of this kind with a profile in ``folder``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(ROOT)))
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    browser = BROWSERS[kind](folder / "profile")
    try:
        yield VectorsPage(
            browser.page(f"http://127.0.0.1:{server.server_address[1]}/tests/extension/vectors/page.html")
        )
    finally:
        browser.close()
        server.shutdown()
        server.server_close()
        thread.join()


def builder() -> Any:
    """The builder's module of definitions."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        return import_module("definitions")
    finally:
        sys.path.remove(str(ROOT / "packaging"))


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Says nothing."""

    def do_GET(self) -> None:
        if self.path != _DEFINITIONS:
            super().do_GET()
            return
        text = builder().everything().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
