"""A machine's policy makes the browser install the extension, and a post in it is held and released.

The policy stands only where the one browser that is started here looks: it has a mount of its own over the folder of
policies, so that nothing is left behind and no other browser of the machine sees it.
"""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import chromium
import firefox
import pytest
from chromium import Chromium, needs_chromium
from firefox import Firefox, needs_firefox
from gated_browser import HOME, POSTS, WORKSPACE, Gated
from recorder import Recorder, Reply, Request, recording
from served import served
from ways import RECORDS

ROOT = Path(__file__).parents[2]
ALONE = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else [])]
"""Runs a program whose mounts nobody else sees."""
POLICIES = {"chromium": "/etc/chromium", "firefox": "/usr/lib/firefox-esr/distribution"}
"""Where Debian's browsers look for policies."""
PACKAGES = "/usr/share/chromium"
"""Where Debian's packages put extensions for Chromium."""
KINDS = {".xml": "text/xml", ".crx": "application/x-chrome-extension", ".xpi": "application/x-xpinstall"}


def _can_mount() -> bool:
    trial = [*ALONE, "mount", "--bind", "/tmp", "/mnt"]  # noqa: S108 - only looks whether it may
    try:
        return subprocess.run(trial, capture_output=True, timeout=10, check=False).returncode == 0
    except OSError:
        return False


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not _can_mount(), reason="needs the right to mount over the browsers' folders of policies"),
]


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    """The judge."""
    with recording(tmp_path_factory.mktemp("recorder")) as made:
        yield made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, recorder: Recorder) -> Path:
    """What an administrator has built with a key of his own; the recorder serves it."""
    folder = tmp_path_factory.mktemp("files")
    key = folder / "key.pem"
    subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True, timeout=60)
    words = ["--to", folder, "--key", key, "--at", f"{recorder.url}/files"]
    command = [sys.executable, ROOT / "packaging" / "extension.py", *words]
    built = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert built.returncode == 0, built.stderr

    def served(request: Request) -> Reply | None:
        file = folder / Path(request.path.partition("?")[0]).name
        if request.method != "GET" or file.suffix not in KINDS or not request.path.startswith("/files/"):
            return None
        return Reply(file.read_bytes(), headers={"Content-Type": KINDS[file.suffix]})

    recorder.answers.append(served)
    return folder


@contextmanager
def managed(
    kind: str, folder: Path, files: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch, **options: Any
) -> Iterator[Gated]:
    """A guarded browser on a machine with the policy that was built for it."""
    policy = json.loads((files / f"policy-{kind}.json").read_text(encoding="utf-8"))
    file = folder / "there" / ("policies/managed/hatcheck.json" if kind == "chromium" else "policies.json")
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(policy), encoding="utf-8")
    if kind == "chromium":
        # this one would also keep it from fetching what the policy names
        quiet = [one for one in chromium.QUIET if one != "--disable-background-networking"]
        monkeypatch.setattr(chromium, "QUIET", quiet)
        identity = policy["ExtensionInstallForcelist"][0].partition(";")[0]
    else:
        (identity,) = policy["policies"]["ExtensionSettings"]
    mount(folder / "there", POLICIES[kind], kind, folder, monkeypatch)
    with furnished(kind, folder, recorder, identity, **options) as made:
        yield made


def mount(there: Path, over: str, kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next browser that is started here finds the folder ``there`` in this place."""
    module: Any = chromium if kind == "chromium" else firefox
    program = folder / "browser"
    words = f'mount --bind {shlex.quote(str(there))} {over} && exec {module.BINARY} "$@"'
    program.write_text(f'#!/bin/sh\nexec {shlex.join(ALONE)} sh -c {shlex.quote(words)} sh "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(module, "BINARY", str(program))


@contextmanager
def furnished(kind: str, folder: Path, recorder: Recorder, identity: str, **options: Any) -> Iterator[Gated]:
    """A guarded browser that comes to its extension by itself."""
    with served(folder, WORKSPACE) as desk:
        words = ["--user-data-dir", str(folder / "profile"), "--id", identity]
        told = desk.hatcheck("gate", "install", "browser", *words)
        assert told.returncode == 0, told.stdout + told.stderr
        driver: Any = Chromium if kind == "chromium" else Firefox
        browser = driver(folder / "profile", proxy=recorder.proxy, environment=desk.environment, **options)
        try:
            made = Gated(kind, desk, browser, recorder, identity, list(folder.rglob("app.hatcheck.host.json")))
            _begun(made)
            yield made
            made.face.close()
        finally:
            browser.close()


def _begun(gated: Gated) -> None:
    """Returns when the extension has; no debugger may attach to one that a policy has installed."""
    for _ in range(300):
        if gated.hosts():
            return
        Event().wait(0.1)
    raise TimeoutError("the extension has not called the guard")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        pytest.param("chromium", {}, marks=needs_chromium),
        pytest.param(
            "firefox", {"preferences": {"xpinstall.signatures.required": False}}, marks=needs_firefox, id="firefox-esr"
        ),
    ],
)
def test_what_a_policy_has_installed_holds_a_post(
    kind: str, options: Any, tmp_path: Path, files: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with managed(kind, tmp_path, files, recorder, monkeypatch, **options) as gated:
        _holds(gated)


@needs_chromium
@pytest.mark.skipif(not Path(PACKAGES).is_dir(), reason="needs Debian's chromium")
def test_what_a_package_of_debian_has_installed_holds_a_post(
    tmp_path: Path, files: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's Chromium loads what lies unpacked in that folder, under the id that its key pins."""
    shutil.copytree(files / "chromium", tmp_path / "there" / "extensions" / "hatcheck")
    mount(tmp_path / "there", PACKAGES, "chromium", tmp_path, monkeypatch)
    (identity,) = json.loads((ROOT / "ui" / "extension" / "ids.json").read_text(encoding="utf-8"))["chromium"]
    with furnished("chromium", tmp_path, recorder, identity) as gated:
        _holds(gated)


def _holds(gated: Gated) -> None:
    post = gated.post(gated.page())
    hold = gated.next_hold()
    assert post.stays()
    gated.answer(hold, "release")
    assert post.leaves_once()
    assert gated.holds(0) == []


@needs_chromium
def test_a_workers_post_waits_in_a_chromium_that_a_policy_has_furnished(
    tmp_path: Path, files: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the address has other uses, too; once asked about, as from a page."""
    with managed("chromium", tmp_path, files, recorder, monkeypatch) as gated:
        for way, at in (
            ("worker at an address of many uses", RECORDS.format(blog="acme")),
            ("shared worker", "/api/v2/blog/acme.tumblr.com/posts"),
            ("service worker", "/api/v2/blog/acme.tumblr.com/posts"),
        ):
            for choice in ("release", "stop"):
                post = gated.post(gated.page(), way, at=at)
                hold = gated.next_hold()
                assert post.stays(), way
                gated.answer(hold, choice)
                seen = post.seen()
                assert ("failed" in seen) == (choice == "stop"), way
                assert post.leaves_once() if choice == "release" else post.stays(), way
                assert gated.holds(0) == []
                gated.clear()
        page = gated.page()
        page.evaluate("serviceWorker('/pages/').then(() => navigator.serviceWorker.ready).then(() => null)")
        page.go(f"{HOME}/plain.html")
        post = gated.post(page)
        gated.answer(gated.next_hold(), "release")
        assert post.leaves_once()
        assert gated.holds(0) == []


@needs_chromium
def test_a_workers_post_goes_on_waiting_while_no_guard_can_be_reached(
    tmp_path: Path, files: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium ends an extension's background after 30 s without work, and lets go what waits for it."""
    with managed("chromium", tmp_path, files, recorder, monkeypatch) as gated:
        assert gated.post(gated.page(), at=POSTS.format(blog="jo")).leaves_once()
        kept, hosts = {place: place.read_bytes() for place in gated.places}, gated.hosts()
        for place in kept:
            place.unlink()
        for host in hosts:
            os.kill(host, signal.SIGKILL)
        post = gated.post(gated.page(), "worker at an address of many uses", at=RECORDS.format(blog="acme"))
        url = f"{gated.browser.base(gated.extension)}surface/ask.html"
        gated.browser.appeared("page", url)
        assert post.stays(40)
        for place, text in kept.items():
            place.write_bytes(text)
        gated.answer(gated.next_hold(), "stop")
        assert "failed" in post.seen()
        assert post.stays()
