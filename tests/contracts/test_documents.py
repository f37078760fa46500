"""The documents say what is so: examples load, files exist, lists are complete."""

import re
from pathlib import Path

from guard.cli._index import COMMANDS
from guard.readers._index import readers
from guard.workspace import load

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "SECURITY.md", "CONTRIBUTING.md")


def test_the_example_workspace_of_the_readme_loads(tmp_path: Path) -> None:
    """Who copies it gets a workspace."""
    found = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    parts = sorted((part for part in found if "[[" in part), key=lambda part: not part.startswith("version"))
    (tmp_path / "hatcheck.toml").write_text("\n".join(parts), encoding="utf-8")
    workspace = load(tmp_path / "hatcheck.toml")
    assert [identity.id for identity in workspace.identities] == ["redcross", "me"]
    assert (workspace.schedulers[0].id, workspace.teams[0].id, workspace.watched[0].watching.brand) == (
        "blog",
        "legal",
        "redcross",
    )


def test_the_readme_names_every_tool_that_is_read() -> None:
    """A reader nobody hears of is a reader nobody uses."""
    told = (ROOT / "README.md").read_text(encoding="utf-8").lower().replace("-", " ")
    exports = {"x-archive": "x, mastodon", "mastodon-archive": "x, mastodon", "dotenv": ".env"}
    names = [exports.get(r.TOOL.id, r.TOOL.id.removesuffix("-export")).replace("-", " ") for r in readers()]
    assert [name for name in names if name not in told] == []


def test_every_file_and_command_the_documents_name_is_there() -> None:
    """A document that sends people to a file that is gone is worse than none."""
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        paths = re.findall(r"`((?:guard|tests|packaging)/[\w./]+)`", text)
        assert [path for path in paths if not (ROOT / path).exists()] == [], document
        commands = re.findall(r"hatcheck ([a-z]+)\b", re.sub(r"hatcheck\.toml", "", text))
        assert {word for word in commands if word not in COMMANDS} <= {"command", "in"}, document
