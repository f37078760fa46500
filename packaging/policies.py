"""What a machine's administrator needs to have browsers install the extension by themselves, for everybody."""

import json
from pathlib import Path
from xml.sax.saxutils import quoteattr

_UPDATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid={identity}>
    <updatecheck codebase={crx} version={version}/>
  </app>
</gupdate>
"""


def written(to: Path, at: str, identity: str, version: str, crx: str, xpi: str, gecko: str) -> list[Path]:
    """Writes update.xml, which leads Chromium to the crx at the address ``at``, and an example of a policy for each."""
    at = at.rstrip("/")
    update = _UPDATE.format(identity=quoteattr(identity), crx=quoteattr(f"{at}/{crx}"), version=quoteattr(version))
    # private windows too, from Firefox 136 on; Chromium leaves that to the person
    firefox = {"installation_mode": "force_installed", "install_url": f"{at}/{xpi}", "private_browsing": True}
    contents = {
        "update.xml": update,
        "policy-chromium.json": _json({"ExtensionInstallForcelist": [f"{identity};{at}/update.xml"]}),
        "policy-firefox.json": _json({"policies": {"ExtensionSettings": {gecko: firefox}}}),
    }
    for name, text in contents.items():
        (to / name).write_text(text, encoding="utf-8")
    return [to / name for name in contents]


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
