"""What a freeze must name besides the tools it can ask: whatever the audit knows that may post as the brand."""

from pathlib import Path

import pytest

from guard.engine.schedulers import others
from guard.model.route import (
    BY_HAND,
    Endpoint,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
    Unreadable,
)
from guard.model.scheduler import Item, ItemKind, ItemState, Line, LineOutcome
from guard.workspace import Workspace
from guard.workspace.load import load

DESK = """\
version = 1

[[identity]]
id = "acme"
kind = "brand"
accounts = ["x:@Acme"]

[[identity]]
id = "jo"
kind = "person"
accounts = ["x:@jo"]

[[scheduler]]
id = "flows"
tool = "n8n"
address = "https://n8n.acme.example"
brands = ["acme"]

[[scheduler]]
id = "red"
tool = "node_red"
address = "https://red.acme.example"
brands = ["acme"]
"""
ACME, JO = Endpoint("x", "@Acme"), Endpoint("x", "@jo")
UNNAMED = Endpoint("x", None, "X account 2")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "hatcheck.toml").write_text(DESK, encoding="utf-8")
    return load(tmp_path / "hatcheck.toml")


def route(
    end: Endpoint, *, tool: str = "n8n", name: str = "My workflow", enabled: bool | None = True, notify: bool = False
) -> Route:
    source = Source("rss", "https://acme.example/feed", kind=SourceKind.FEED)
    kind = RouteClass.NOTIFY if notify else RouteClass.POST
    return Route(tool, source, end, Place("flow.json", "nodes[1]"), kind, enabled, name=name)


def asked(scheduler: str, title: str, state: ItemState = ItemState.PAUSED) -> Line:
    item = Item("1", ItemKind.AUTOMATION, title, state)
    return Line(scheduler, scheduler, LineOutcome.PAUSED, "", items=(item,))


TABLE = [
    pytest.param(Snapshot((route(ACME),)), (), 1, id="an automation that nobody asked is named"),
    pytest.param(Snapshot((route(JO),)), (), 0, id="one that posts to somebody else is not"),
    pytest.param(Snapshot((route(UNNAMED),)), (), 1, id="one whose account nobody has named may be the brand's"),
    pytest.param(Snapshot((route(ACME, enabled=False),)), (), 0, id="one that is switched off is not named"),
    pytest.param(Snapshot((route(ACME, enabled=None),)), (), 1, id="one whose switch is not set is named"),
    pytest.param(Snapshot((route(ACME, notify=True),)), (), 1, id="a message to the brand's own account is named"),
    pytest.param(Snapshot((route(ACME, tool=BY_HAND),)), (), 1, id="a link that stands in no file is named"),
    pytest.param(
        Snapshot(undecided=(Undecided("make", Place("blueprint.json"), "unknown module"),)),
        (),
        1,
        id="a step that nobody could decide about is named",
    ),
    pytest.param(
        Snapshot(unreadable=(Unreadable("broken.json", "is cut off"),)), (), 1, id="a file nobody could read is named"
    ),
    pytest.param(
        Snapshot((route(ACME),)), (asked("flows", "my  Workflow"),), 0, id="one of that name was read back as paused"
    ),
    pytest.param(
        Snapshot((route(ACME),)), (asked("red", "My workflow"),), 1, id="the same name in another tool is another"
    ),
    pytest.param(
        Snapshot((route(ACME, tool="make"),)),
        (asked("flows", "My workflow"),),
        1,
        id="a name that every tool gives out silences no other tool",
    ),
    pytest.param(
        Snapshot((route(ACME),)),
        (asked("flows", "My workflow", ItemState.UNKNOWN),),
        1,
        id="what was not read back as going no more is still named",
    ),
    pytest.param(
        Snapshot((route(ACME, tool="node-red", name="Flow 1"),)),
        (asked("red", "Flow 1"),),
        0,
        id="the reader's name of a tool and the scheduler's are one",
    ),
]


@pytest.mark.parametrize(("snapshot", "lines", "count"), TABLE)
def test_whatever_may_post_as_the_brand_is_named(
    workspace: Workspace, snapshot: Snapshot, lines: tuple[Line, ...], count: int
) -> None:
    """Each with what a person does, and never as paused."""
    found = others("acme", workspace, snapshot, lines)
    assert len(found) == count
    assert all(line.outcome is LineOutcome.UNVERIFIED and line.do and line.text for line in found)
