"""Builds the browser extension: ``python packaging/extension.py [--to FOLDER] [--key FILE.pem [--at URL]]``.

What comes of it lies in build/extension: the unpacked extension for Chromium and for Firefox, both packed as zip and
xpi, and with an RSA key a crx, and what installs it by policy from the address at which these files are served. The
same source always gives the same bytes. It ends with 1 where parts do not fit.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import archives
import definitions
import modules
import policies

from guard.model.version import VERSION

SOURCE = definitions.ROOT / "ui" / "extension"
COPIED = ("understanding", "background", "surface", "_locales", "icons")
SCRIPTS = {"page.js": SOURCE / "page" / "main.js", "bridge.js": SOURCE / "bridge" / "main.js"}
"""What becomes one script, and the module it begins with: content scripts cannot import."""
PACKED = {"chromium": "zip", "firefox": "xpi"}
AT = "https://files.example.org/hatcheck"
"""Stands in the policies for where somebody serves the files."""


def main() -> int:
    """Builds for both browsers and says what it has made."""
    parser = argparse.ArgumentParser(description="Builds the browser extension.")
    parser.add_argument("--to", type=Path, default=definitions.ROOT / "build" / "extension", metavar="FOLDER")
    parser.add_argument("--key", type=Path, metavar="FILE.pem", help="also pack a .crx, signed with this RSA key")
    parser.add_argument("--at", default=AT, metavar="URL", help="the folder from which machines will fetch it all")
    args = parser.parse_args()
    try:
        for browser, ending in PACKED.items():
            made = build(browser, args.to / browser)
            archives.zipped(made, archive := args.to / f"hatcheck-{VERSION}-{browser}.{ending}")
            print(f"{made}\n{archive}")
        print(f"Chromium id: {_id()}")
        if args.key:
            _managed(args.to, args.key, args.at)
    except (modules.Unfit, ValueError, OSError) as error:
        print(f"The extension cannot be built: {error}", file=sys.stderr)
        return 1
    return 0


def _managed(to: Path, key: Path, at: str) -> None:
    """The crx, and what installs it on managed machines."""
    crx, archive = to / f"hatcheck-{VERSION}.crx", to / "managed.zip"
    archives.zipped(build("chromium", to / "managed", "managed"), archive)
    found = archives.signed(archive, key, crx)
    archive.unlink()
    shutil.rmtree(to / "managed")
    more = "" if found == _id() else f"; let it in: hatcheck gate install browser --id {found}"
    print(f"{crx}\nits id: {found}{more}")
    gecko = _json(SOURCE / "firefox.json")["browser_specific_settings"]["gecko"]["id"]
    xpi = f"hatcheck-{VERSION}-firefox.xpi"
    print(*policies.written(to, at, found, _version(), crx.name, xpi, gecko), sep="\n")


def build(browser: str, to: Path, *more: str) -> Path:
    """Makes the unpacked extension for one browser anew; raises modules.Unfit, ValueError and OSError.

    ``more`` names what is merged over the manifest at last: ``managed``, what Chromium gives only to an extension that
    a policy has installed.
    """
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for folder in COPIED:
        shutil.copytree(SOURCE / folder, to / folder, copy_function=shutil.copyfile)
    (to / "understanding" / "definitions.js").write_text(definitions.everything(), encoding="utf-8")
    generated = {
        SOURCE / "page" / "definitions.js": definitions.for_page(),
        SOURCE / "bridge" / "definitions.js": definitions.for_bridge(),
    }
    for name, entry in SCRIPTS.items():
        (to / name).write_text(modules.joined(entry, generated), encoding="utf-8")
    manifest = _json(SOURCE / "manifest.json")
    for name in (browser, *more):
        manifest = _merged(manifest, _json(SOURCE / f"{name}.json"))
    manifest["version"] = _version()
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (to / "manifest.json").write_text(text, encoding="utf-8")
    modules.check(to)
    _check(manifest, to)
    return to


def _merged(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The browser's own over the common part; only objects are merged, a list is the browser's own one."""
    both = {name: _merged(common[name], own[name]) for name in own if isinstance(common.get(name), dict)}
    return {**common, **own, **both}


def _version() -> str:
    """Browsers take numbers only: of 1.2.0rc1 that is 1.2.0."""
    found = re.match(r"\d+(\.\d+){0,3}", VERSION)
    if found is None:
        raise ValueError(f"{VERSION} does not begin with a number")
    return found[0]


def _id() -> str:
    key = base64.b64decode(_json(SOURCE / "chromium.json")["key"])
    return archives.letters(hashlib.sha256(key).digest()[:16])


def _json(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
    if not isinstance(value, dict):
        raise ValueError(f"{file} is no JSON object")
    return value


def _check(manifest: dict[str, Any], folder: Path) -> None:
    """Whether what the manifest and the pages name is there, and whether all languages say the same things."""
    text = json.dumps(manifest)
    for name in re.findall(r'"([\w/-]+\.(?:js|html|png|css))"', text):
        if not (folder / name).is_file():
            raise ValueError(f"manifest.json names {name}, which is not there")
    for page in sorted(folder.rglob("*.html")):
        for name in re.findall(r'(?:src|href)="([^"#:]+)"', page.read_text(encoding="utf-8")):
            if not (page.parent / name).is_file():
                raise ValueError(f"{page.name} names {name}, which is not there")
    languages = {file.parent.name: set(_json(file)) for file in sorted((folder / "_locales").glob("*/messages.json"))}
    every = set().union(*languages.values()) | set(re.findall(r"__MSG_(\w+)__", text))
    for language, keys in languages.items():
        if missing := sorted(every - keys):
            raise ValueError(f"_locales/{language} does not say {', '.join(missing)}")


if __name__ == "__main__":
    sys.exit(main())
