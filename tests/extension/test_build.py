"""The extension's builder: the same bytes every time, parts that fit together, and a signature that browsers take."""

import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "firefox")
PACKED = {"chromium": "zip", "firefox": "xpi"}


def run(to: Path, *words: str, root: Path = ROOT, **env: str) -> "subprocess.CompletedProcess[str]":
    """Builds the extension of the source in ``root``."""
    command = [sys.executable, str(root / "packaging" / "extension.py"), "--to", str(to), *words]
    environment = {**os.environ, **env}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)


def packed(folder: Path, browser: str) -> Path:
    """The packed extension in the folder."""
    (found,) = folder.glob(f"hatcheck-*-{browser}.{PACKED[browser]}")
    return found


def part(name: str) -> ModuleType:
    """A module of the builder."""
    spec = importlib.util.spec_from_file_location(f"builder_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def value(module: Path, name: str) -> Any:
    """What a generated module exports under a name."""
    found = re.search(rf"^(?:export )?const {name} = (.*);$", module.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, f"{module} has no {name}"
    return json.loads(found[1])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with everything that is built."""
    folder = tmp_path_factory.mktemp("built")
    done = run(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the source, to be broken."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for folder in ("guard", "ui/extension", "packaging"):
        shutil.copytree(ROOT / folder, tmp_path / "source" / folder, ignore=unwanted)
    return tmp_path / "source"


both = pytest.mark.parametrize("kind", [pytest.param(one, id=f"for {one}") for one in BROWSERS])


def test_two_builds_are_the_same_bytes(built: Path, source: Path, tmp_path: Path) -> None:
    """From another folder, in another time zone, with other times and rights of the files."""
    for file in source.rglob("*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    for file in (source / "ui").rglob("*.js"):
        file.chmod(0o600)
    done = run(tmp_path / "again", root=source, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    for kind in BROWSERS:
        assert packed(tmp_path / "again", kind).read_bytes() == packed(built, kind).read_bytes()


def test_a_second_build_leaves_nothing_of_the_first(source: Path, tmp_path: Path) -> None:
    """A file that was taken out of the source is gone from the build."""
    run(tmp_path / "to", root=source)
    (tmp_path / "to" / "chromium" / "left.js").write_text("", encoding="utf-8")
    assert run(tmp_path / "to", root=source).returncode == 0
    assert not (tmp_path / "to" / "chromium" / "left.js").exists()


@both
def test_what_is_packed_is_what_lies_unpacked(built: Path, kind: str) -> None:
    """Every file, no more, and nothing that only the builder needs."""
    with zipfile.ZipFile(packed(built, kind)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    folder = built / kind
    assert inside == {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    assert not {"ids.json", "chromium.json", "firefox.json"} & set(inside)
    assert not [name for name in inside if name.startswith(("page/", "bridge/"))]


@both
def test_every_json_file_is_json(built: Path, kind: str) -> None:
    """Browsers refuse the whole extension otherwise."""
    files = list((built / kind).rglob("*.json"))
    assert len(files) >= 3
    assert all(isinstance(json.loads(file.read_text(encoding="utf-8")), dict) for file in files)


@both
def test_every_permission_is_explained(built: Path, kind: str) -> None:
    """In the README's table; and no permission is asked for that nobody explained."""
    manifest = json.loads((built / kind / "manifest.json").read_text(encoding="utf-8"))
    asked = {*manifest["permissions"], *manifest.get("optional_permissions", ())}
    sites = {*manifest["host_permissions"], *manifest.get("optional_host_permissions", ())}
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("### Permissions")[2].partition("\n## ")[0]
    explained = set(re.findall(r"^\| `(\w+)` \| \w", section, re.MULTILINE))
    assert asked - explained == set()
    assert sites == {"<all_urls>"}
    assert re.search(r"^\| all sites \| \w", section, re.MULTILINE)


def test_no_permission_is_explained_that_nobody_asks_for(built: Path) -> None:
    """The table is not longer than the manifests are."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("### Permissions")[2].partition("\n## ")[0]
    manifests = [json.loads((built / kind / "manifest.json").read_text(encoding="utf-8")) for kind in BROWSERS]
    asked = {
        each for one in manifests for name in ("permissions", "optional_permissions") for each in one.get(name, ())
    }
    assert set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) == asked


@both
@pytest.mark.parametrize("script", ["page.js", "bridge.js"])
def test_a_content_script_is_one_script(built: Path, kind: str, script: str) -> None:
    """Browsers run content scripts as classic scripts: an import would be an error, a name at the top the page's."""
    text = (built / kind / script).read_text(encoding="utf-8")
    assert text.startswith("(() => {\n'use strict';\n")
    assert text.endswith("})();\n")
    assert re.findall(r"^\s*(?:import|export)\b.*$", text, re.MULTILINE) == []


@both
def test_every_matcher_leads_to_its_definition(built: Path, kind: str) -> None:
    """Pages name a definition by its matcher's position; named hosts come first."""
    module = built / kind / "understanding" / "definitions.js"
    matchers, files = value(module, "MATCHERS"), {one["platform"]: one for one in value(module, "DEFINITIONS")}
    anywhere = ["*" in one["hosts"] for one in matchers]
    assert anywhere == sorted(anywhere)
    seen = set()
    for one in matchers:
        of = "submissions" if one["kind"] == "submission" else "learning"
        behind = files[one["platform"]][of][one["definition"]]
        assert one.get("element") == behind.get("element")
        assert behind.get("hosts", ["*"]) == one["hosts"]
        excludes = all("not" in clause or clause.get("there") is False for clause in behind.get("when", ()))
        assert one["unique"] <= (one["kind"] == "submission" and excludes and "says" not in behind)
        assert bool(one["methods"]) == (one["transport"] == "http" and one["kind"] != "element")
        seen.add((one["platform"], of, one["definition"]))
    assert len(seen) == len(matchers) == sum(len(f["submissions"]) + len(f["learning"]) for f in files.values())


@both
def test_pages_get_of_the_matchers_what_they_need(built: Path, kind: str) -> None:
    """By the positions that the background knows; and neither side gets what only the other reads."""
    matchers = value(built / kind / "understanding" / "definitions.js", "MATCHERS")
    page = (built / kind / "page.js").read_text(encoding="utf-8")
    (said,) = re.findall(r"^function definitions\(\) \{ return '(.*)'; \}$", page, re.MULTILINE)
    index = json.loads(re.sub(r"\\(.)", r"\1", said))
    assert index["paths"] == [one["path"] for one in matchers]
    assert index["learning"] == [at for at, one in enumerate(matchers) if one["kind"] == "learning"]
    assert index["says"] == {str(at): one["says"] for at, one in enumerate(matchers) if "says" in one}
    bridge = built / kind / "bridge.js"
    for element in value(bridge, "ELEMENTS"):
        assert {name: matchers[element["matcher"]][name] for name in ("hosts", "path", "element")} == {
            name: element[name] for name in ("hosts", "path", "element")
        }
    assert [one["matcher"] for one in value(bridge, "ELEMENTS")] == [
        at for at, one in enumerate(matchers) if one["kind"] == "element"
    ]
    assert {"x.com", "*.pinterest.*"} < set(hosts := value(bridge, "PLATFORM_HOSTS"))
    assert "*" not in hosts
    assert "CreateTweet" not in bridge.read_text(encoding="utf-8")


def test_the_ids_are_those_that_the_native_host_lets_in(built: Path) -> None:
    """``gate install browser`` reads them from ids.json."""
    ids = json.loads((ROOT / "ui" / "extension" / "ids.json").read_text(encoding="utf-8"))
    firefox = json.loads((built / "firefox" / "manifest.json").read_text(encoding="utf-8"))
    assert f"Chromium id: {ids['chromium'][0]}" in run(built).stdout
    assert firefox["browser_specific_settings"]["gecko"]["id"] == ids["firefox"]


def _without_german(source: Path) -> None:
    file = source / "ui/extension/_locales/de/messages.json"
    said = json.loads(file.read_text(encoding="utf-8"))
    said.pop("description")
    file.write_text(json.dumps(said), encoding="utf-8")


def _append(place: str, text: str) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        with (source / "ui" / "extension" / place).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(_without_german, "_locales/de does not say description", id="a sentence without its German"),
        pytest.param(_append("firefox.json", "}"), "firefox.json: Extra data", id="a manifest that is no JSON"),
        pytest.param(
            lambda source: (source / "ui/extension/icons/hatcheck-16.png").unlink(), "hatcheck-16.png", id="no icon"
        ),
        pytest.param(
            _append("page/extra.js", "const a = 1;\n"), "nothing imports extra.js", id="a part nobody imports"
        ),
        pytest.param(
            _append("background/api.js", "import { nothing } from './api.js';\n"),
            "exports no nothing",
            id="no such name",
        ),
        pytest.param(
            _append("background/api.js", "import { x } from './gone.js';\n"), "there is no", id="no such module"
        ),
    ],
)
def test_parts_that_do_not_fit_end_the_build(
    source: Path, tmp_path: Path, change: Callable[[Path], None], why: str
) -> None:
    """With the place, and with an exit code."""
    change(source)
    done = run(tmp_path / "to", root=source)
    assert done.returncode == 1
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_modules_become_one_script_in_the_order_of_their_imports(tmp_path: Path) -> None:
    """Each once, after all that it needs, with nothing left of what only modules have."""
    texts = {
        "main.js": "import { b } from './b.js';\nimport { c } from './deep/c.js';\nimport './a.js';\n\nrun(b, c);\n",
        "a.js": "/** A. */\nexport const a = 1;\n",
        "b.js": "import { a } from './a.js';\nexport function b() { return a; }\nexport async function d() {}\n",
        "deep/c.js": "import { a } from '../a.js';\nexport class c { x = a; }\n",
    }
    (tmp_path / "deep").mkdir()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    joined = part("modules").joined(tmp_path / "main.js", {})
    assert [line for line in joined.splitlines() if line] == [
        "(() => {",
        "'use strict';",
        "/** A. */",
        "const a = 1;",
        "function b() { return a; }",
        "async function d() {}",
        "class c { x = a; }",
        "run(b, c);",
        "})();",
    ]


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        pytest.param({"a.js": "export const x = 1;\nconst main = 2;\n"}, "main is a name in", id="one name twice"),
        pytest.param({"a.js": "export const x = 1;\nexport default 5;\n"}, "cannot be joined", id="a default export"),
        pytest.param({"a.js": "const x = 1;\nexport { x };\n"}, "exports no x", id="a list of exports"),
        pytest.param({"a.js": "export const y = 1;\n"}, "exports no x", id="a name that is not there"),
        pytest.param({"a.js": "export const x = 1;\nconst { p } = q;\n"}, "a line of its own", id="taken apart"),
        pytest.param(
            {"a.js": "import { main } from './main.js';\nexport const x = 1;\n"}, "imports itself", id="a circle"
        ),
        pytest.param({"a.js": "import * as z from './b.js';\nexport const x = 1;\n"}, "joined", id="a whole module"),
        pytest.param({}, "No such file", id="a module that is not there"),
        pytest.param({"a.js": "export const x = 1;\n", "b.js": ""}, "nothing imports b.js", id="a file too many"),
    ],
)
def test_modules_that_cannot_be_joined_are_refused(tmp_path: Path, texts: dict[str, str], why: str) -> None:
    """A name that hides another would be a mistake that no browser tells."""
    main = "import { x } from './a.js';\nexport function main() { return x; }\n"
    for name, text in {"main.js": main, **texts}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    modules = part("modules")
    with pytest.raises(modules.Unfit, match=re.escape(why)):
        modules.joined(tmp_path / "main.js", {})


def _fields(data: bytes) -> dict[int, bytes]:
    """The fields of a protocol buffer, all of bytes."""
    found, at = {}, 0
    while at < len(data):
        numbers = []
        for _ in range(2):
            value, shift = 0, 0
            while True:
                byte = data[at]
                at += 1
                value |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            numbers.append(value)
        tag, length = numbers
        assert tag & 7 == 2
        found[tag >> 3] = data[at : at + length]
        at += length
    return found


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a key and to look at the signature")
@pytest.mark.parametrize("without", ["", "cryptography"], ids=["by cryptography", "by openssl"])
def test_a_crx_is_signed_for_its_id(tmp_path: Path, without: str) -> None:
    """By either way; the signature is looked at by openssl, which has no part in the first."""
    key, public = tmp_path / "key.pem", tmp_path / "public.pem"
    subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True, capture_output=True)
    if without:
        (tmp_path / f"{without}.py").write_text("raise ImportError\n", encoding="utf-8")
    done = run(tmp_path / "to", "--key", str(key), PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    (crx,) = (tmp_path / "to").glob("*.crx")
    data = crx.read_bytes()
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version) == (b"Cr24", 3)
    header, archive = _fields(data[12 : 12 + length]), data[12 + length :]
    assert zipfile.ZipFile(io.BytesIO(archive)).read("page.js") == (tmp_path / "to/chromium/page.js").read_bytes()
    proof, identity = _fields(header[2]), _fields(header[10000])[1]
    assert hashlib.sha256(proof[1]).digest()[:16] == identity
    assert f"its id: {identity.hex().translate(str.maketrans('0123456789abcdef', 'abcdefghijklmnop'))}" in done.stdout
    signed = b"CRX3 SignedData\0" + struct.pack("<I", len(header[10000])) + header[10000] + archive
    (tmp_path / "signed").write_bytes(signed)
    (tmp_path / "signature").write_bytes(proof[2])
    words = ["openssl", "dgst", "-sha256", "-verify", public, "-signature", tmp_path / "signature", tmp_path / "signed"]
    assert b"Verified OK" in subprocess.run(words, capture_output=True, check=False).stdout


def test_a_key_that_is_none_is_told(tmp_path: Path) -> None:
    """Without a traceback."""
    (tmp_path / "key.pem").write_text("mine", encoding="utf-8")
    done = run(tmp_path / "to", "--key", str(tmp_path / "key.pem"))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "cannot be built" in done.stderr
