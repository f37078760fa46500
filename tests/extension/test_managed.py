"""What the builder makes for machines whose administrator installs the extension by policy."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from defusedxml.ElementTree import parse

from guard.model.version import VERSION

ROOT = Path(__file__).parents[2]
AT = "https://intranet.example/files & more"

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a key")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is built with a key."""
    folder = tmp_path_factory.mktemp("managed")
    subprocess.run(["openssl", "genrsa", "-out", folder / "key.pem", "2048"], check=True, capture_output=True)
    words = ["--to", folder, "--key", folder / "key.pem", "--at", f"{AT}/"]
    command = [sys.executable, ROOT / "packaging" / "extension.py", *words]
    built = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert built.returncode == 0, built.stderr
    (folder / "said").write_text(built.stdout, encoding="utf-8")
    return folder


def test_the_policies_lead_to_what_was_built(files: Path) -> None:
    """Chromium's to update.xml, that to the crx, and Firefox's to the xpi."""
    (line,) = _object(files / "policy-chromium.json")["ExtensionInstallForcelist"]
    identity, _, update = line.partition(";")
    assert update == f"{AT}/update.xml"
    assert f"its id: {identity}" in (files / "said").read_text(encoding="utf-8")
    names = {"": "http://www.google.com/update2/response"}
    app = parse(files / "update.xml").getroot().find("app", names)
    assert app is not None
    assert app.get("appid") == identity
    check = app.find("updatecheck", names)
    assert check is not None
    assert check.get("version") == _manifest(files)["version"]
    ((name, said),) = _object(files / "policy-firefox.json")["policies"]["ExtensionSettings"].items()
    assert name == json.loads((ROOT / "ui/extension/ids.json").read_text(encoding="utf-8"))["firefox"]
    for url in (check.get("codebase"), said["install_url"]):
        assert url.startswith(f"{AT}/")
        assert (files / urlsplit(url).path.rpartition("/")[2]).is_file()


def test_the_crx_asks_for_more_than_anybody_may_have_without_a_policy(files: Path) -> None:
    """Only it, and only for the right to let requests wait, and to try that out."""
    managed, plain = _manifest(files), _object(files / "chromium" / "manifest.json")
    assert set(managed["permissions"]) - set(plain["permissions"]) == {"webRequestBlocking"}
    assert set(plain["permissions"]) < set(managed["permissions"])
    mine, everybodys = (one["content_security_policy"]["extension_pages"].split("; ") for one in (managed, plain))
    assert [one for one in mine if one not in everybodys] == ["connect-src https://hatcheck.invalid"]
    assert [one for one in everybodys if one not in mine] == []
    same = {"permissions": [], "content_security_policy": {}}
    assert {**managed, **same} == {**plain, **same}


def test_nothing_else_is_left_in_the_folder(files: Path) -> None:
    """What was only needed on the way is gone."""
    made = {f"hatcheck-{VERSION}{end}" for end in (".crx", "-chromium.zip", "-firefox.xpi")}
    policies = {"update.xml", "policy-chromium.json", "policy-firefox.json"}
    assert {one.name for one in files.iterdir()} == made | policies | {"chromium", "firefox", "key.pem", "said"}


def _manifest(files: Path) -> Any:
    crx = (files / f"hatcheck-{VERSION}.crx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(crx)) as archive:
        return json.loads(archive.read("manifest.json"))


def _object(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
