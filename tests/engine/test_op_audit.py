"""The operation ``audit`` over a desk of real tools' files: findings, picture, progress, and a stop that ends it."""

import csv
import io
import json
import os
import time
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import test_audit_cases

from guard.protocol import ErrorCode, Refused
from guard.protocol.replies import AuditReport
from guard.service.operations.audit import audit
from guard.service.operations.picture import drawn
from guard.workspace.load import load

CASES = Path(__file__).parent.parent / "cases" / "audit"
TODAY = date(2026, 11, 22)
WORKSPACE = """\
version = 1

[[identity]]
id = "redcross"
name = "American Red Cross"
kind = "brand"
color = "#c8102e"
accounts = ["x:@RedCross", "facebook:redcross", "mastodon:@redcross@relief.town"]

[[identity]]
id = "bluebridge"
name = "Blue Bridge"
kind = "brand"
color = "#0a6ebd"
accounts = ["x:@BlueBridge", "telegram:@bluebridge_news"]

[[identity]]
id = "mara"
name = "Mara Lindqvist"
kind = "person"
color = "#2e7d32"
accounts = ["instagram:@mara.outdoors", "x:@mara_l", "mastodon:@mara@hikers.town", "bluesky:mara-l.bsky.social"]

[tools]
paths = ["tools"]

[credentials]
"n8n:X of the press office (x9)" = "x:@RedCross"
"n8n:17840000000000099" = "instagram:@mara.outdoors"
"mastodon-twitter-sync:mastodon.app.token" = "mastodon:@mara@hikers.town"
"bluesky-crossposter:MASTODON_TOKEN" = "mastodon:@mara@hikers.town"

[[ignore]]
match = "x:@BlueBridge"
reason = "joint campaign, agreed on 2 March"
"""


def _n8n(name: str, source: str, target: dict[str, Any], *, active: bool = True) -> str:
    nodes: list[dict[str, Any]] = [
        {"name": "Each hour", "type": "n8n-nodes-base.scheduleTrigger", "typeVersion": 1, "parameters": {}},
        {
            "name": "Fetch",
            "type": "n8n-nodes-base.httpRequest",
            "typeVersion": 1,
            "parameters": {"url": source},
            "credentials": {"httpQueryAuth": {"id": "ig9", "name": "Reading"}},
        },
        {"name": "Post", "typeVersion": 1, **target},
    ]
    links = {
        one: {"main": [[{"node": other, "type": "main", "index": 0}]]}
        for one, other in (("Each hour", "Fetch"), ("Fetch", "Post"))
    }
    return json.dumps({"name": name, "active": active, "nodes": nodes, "connections": links}, indent=1)


_TWEET = {
    "type": "n8n-nodes-base.twitter",
    "parameters": {"text": "={{ $json.text }}"},
    "credentials": {"twitterOAuth2Api": {"id": "x9", "name": "X of the press office"}},
}
_PICTURES = "https://graph.instagram.com/v22.0/17840000000000099/media?fields=caption"
FILES = {
    "n8n/photos-to-x.json": _n8n("Photos to X", _PICTURES, _TWEET),
    "n8n/summer-campaign.json": _n8n(
        "Summer 2024", "https://api.x.com/2/users/by/username/mara_l", _TWEET, active=False
    ),
    "make/selfies.blueprint.json": json.dumps(
        {
            "name": "Selfies",
            "flow": [
                {
                    "id": 1,
                    "module": "instagram-business:WatchMedia",
                    "parameters": {"__IMTCONN__": 1, "accountId": "1784"},
                    "metadata": {"restore": {"parameters": {"accountId": {"label": "Mara (@mara.outdoors)"}}}},
                },
                {
                    "id": 2,
                    "module": "facebook-pages:UploadPhoto",
                    "parameters": {"__IMTCONN__": 2},
                    "mapper": {"page_id": "6060"},
                    "metadata": {"restore": {"expect": {"page_id": {"label": "River Shop"}}}},
                },
            ],
            "metadata": {"scenario": {}},
        },
        indent=1,
    ),
    "pleroma-bot/config.yml": """\
twitter_token: Zq8wVt41pLm2
users:
- twitter_username: RedCross
  pleroma_base_url: https://relief.town
  pleroma_username: redcross
  pleroma_token: Zq8wVt41pLm2
- twitter_username: BlueBridge
  pleroma_base_url: https://relief.town
  pleroma_username: redcross
  pleroma_token: Zq8wVt41pLm2
""",
    "mastodon-twitter-sync.toml": """\
[mastodon]
sync_reblogs = false
[mastodon.app]
base = "https://hikers.town"
token = "Zq8wVt41pLm2"
[twitter]
consumer_key = "c"
access_token = "Zq8wVt41pLm2"
user_id = 918273
user_name = "mara_l"
""",
    "crosspost/.env": """\
BSKY_HANDLE=mara-l.bsky.social
BSKY_PASSWORD=Zq8wVt41pLm2
MASTODON_INSTANCE=hikers.town
MASTODON_TOKEN=Zq8wVt41pLm2
TELEGRAM_CHANNEL_ID=@bluebridge_news
TWITTER_APP_KEY=
TWITTER_CROSSPOSTING=false
MASTODON_CROSSPOSTING=true
TELEGRAM_CROSSPOSTING=true
POST_DEFAULT=true
""",
    "feed2toot/feed2toot.ini": """\
[mastodon]
instance_url=https://relief.town
user_credentials=/var/lib/relief/usercred.txt
client_credentials=/var/lib/relief/clientcred.txt

[rss]
uri=https://relief.town/feed.xml
""",
    "matterbridge/matterbridge.toml": """\
[irc.libera]
Server = "irc.libera.town"
[discord.river]
Token = "Zq8wVt41pLm2"
[[gateway]]
name = "public"
enable = true
    [[gateway.inout]]
    account = "irc.libera"
    channel = "#relief"
    [[gateway.inout]]
    account = "discord.river"
    channel = "announcements"
""",
    ".trc": """\
---
configuration:
  default_profile:
  - RedCross
  - K1
profiles:
  RedCross:
    K1: {username: RedCross, consumer_key: K1, consumer_secret: s, token: Zq8wVt41pLm2, secret: s}
  mara_l:
    K1: {username: mara_l, consumer_key: K1, consumer_secret: s, token: Zq8wVt41pLm2, secret: s}
""",
    "huginn/scenario.json": '{"schema_version": 1, "agents": [{"type": "Agents::TwitterPublishAgent", ',
}


def office(folder: Path) -> Path:
    """A workspace with two brands, a person and nine tools; the path of its file."""
    for name, text in FILES.items():
        file = folder / "tools" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    return folder / "hatcheck.toml"


def audited(
    path: Path, form: str = "", told: list[tuple[str, int, int]] | None = None, language: str = "en"
) -> AuditReport:
    news = [] if told is None else told
    workspace = load(path, path.with_name("none.toml"))
    tell = lambda text, done, total: news.append((str(text), done, total))  # noqa: E731
    return audit(workspace, today=TODAY, report=form, progress=tell, stop=Event(), language=language)


@pytest.fixture
def report(tmp_path: Path) -> AuditReport:
    return audited(office(tmp_path))


GERMAN = {
    "person-reaches-brand": (
        "erscheint auch auf x:@RedCross (American Red Cross), durch n8n „Photos to X“.",
        "ab oder",
    ),
    "loop": ("kommt dorthin zurück, über 2 Verbindungen: ", "Schalten Sie "),
    "two-identities-in-one-tool": (" und als x:@RedCross (American Red Cross); ohne Auswahl als ", "statt "),
    "unresolved-credential": ("Niemand hat gesagt, welches Konto ", "Rufen Sie „hatcheck resolve“ auf"),
    "could-not-read": ("huginn/scenario.json ließ sich nicht lesen: ", ""),
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> AuditReport:
    return audited(office(tmp_path_factory.mktemp("office")), language="de")


@pytest.mark.parametrize(("rule", "text", "fix"), [pytest.param(one, *said, id=one) for one, said in GERMAN.items()])
def test_over_a_german_connection_a_finding_and_its_fix_are_german(
    german: AuditReport, rule: str, text: str, fix: str
) -> None:
    found = [one for one in german.findings if one.rule == rule]
    assert any(text in one.text and fix in one.fix for one in found), [(one.text, one.fix) for one in found]


def test_over_a_german_connection_nothing_around_the_findings_stays_english(german: AuditReport) -> None:
    """What a tool's file says, and why a reader could not read it, is said as it stands."""
    assert german.cut.startswith("Diese eine Verbindung zu trennen beendet ")
    assert " durch " in german.cut
    assert german.notices[0].startswith(f"{german.files} Dateien gelesen, 1 Stelle nicht lesbar, ")
    quiet = {one.suppressed for one in german.findings if one.suppressed}
    assert quiet == {"Ausnahme: joint campaign, agreed on 2 March"}
    steps = [step for one in german.findings for step in one.path]
    assert steps
    assert all(" durch " in step for step in steps)
    assert "n8n „Photos to X“" in {edge.by for edge in german.edges}


def test_the_languages_differ_in_words_only(tmp_path: Path) -> None:
    path = office(tmp_path)
    english, german = audited(path), audited(path, language="de")
    assert not {one.text for one in english.findings} & {one.text for one in german.findings}
    facts = [[(one.rule, one.severity, one.confidence, one.evidence) for one in r.findings] for r in (english, german)]
    assert facts[0] == facts[1]


@pytest.mark.parametrize("name", [pytest.param(path.stem, id=path.stem) for path in sorted(CASES.glob("*.json"))])
def test_no_sentence_of_any_rule_is_said_in_english(name: str) -> None:
    report = test_audit_cases.audited(test_audit_cases.load(name))
    english, german = drawn(report, "", "en"), drawn(report, "", "de")
    assert not {one.text for one in english.findings} & {one.text for one in german.findings}
    assert not {step for one in english.findings for step in one.path} & {
        s for one in german.findings for s in one.path
    }
    assert not {*english.notices} & {*german.notices}
    assert german.cut != english.cut or not english.cut


def test_an_ignore_that_cannot_be_used_is_refused_in_german(tmp_path: Path) -> None:
    path = office(tmp_path)
    path.write_text(WORKSPACE.replace('match = "x:@BlueBridge"', 'match = "everything"'), encoding="utf-8")
    with pytest.raises(Refused, match="Die Ausnahme 'everything' ist weder Regel noch") as refused:
        audited(path, language="de")
    assert refused.value.problem.code is ErrorCode.NOT_READ


def _ends(report: AuditReport) -> dict[tuple[str, str], list[Any]]:
    shown = {node.id: node.shown for node in report.nodes}
    ends: dict[tuple[str, str], list[Any]] = {}
    for edge in report.edges:
        ends.setdefault((shown[edge.source], shown[edge.target]), []).append(edge)
    return ends


def test_a_private_photo_that_reaches_the_brand_is_found_with_its_way_and_its_fix(report: AuditReport) -> None:
    found = [one for one in report.findings if one.rule == "person-reaches-brand" and "x:@RedCross" in one.text]
    assert [one.severity for one in found] == ["high"]
    assert "n8n/photos-to-x.json" in found[0].evidence[0]
    assert [step.startswith("instagram:@mara.outdoors → x:@RedCross") for step in found[0].path] == [True]
    assert found[0].fix.startswith("Switch off n8n “Photos to X”")


def test_the_picture_marks_the_forbidden_links_and_the_findings_that_speak_of_them(report: AuditReport) -> None:
    ends = _ends(report)
    (edge,) = ends["instagram:@mara.outdoors", "x:@RedCross"]
    assert (edge.forbidden, edge.enabled, edge.by) == (True, True, "n8n “Photos to X”")
    assert "person-reaches-brand" in {report.findings[number].rule for number in edge.findings}
    (loop,) = ends["x:@mara_l", "mastodon:@mara@hikers.town"]
    assert {report.findings[number].rule for number in loop.findings} == {"loop"}
    assert not loop.forbidden


def test_the_one_link_to_cut_is_marked_in_the_picture(report: AuditReport) -> None:
    (marked,) = [edge for edge in report.edges if edge.cut]
    shown = {node.id: node.shown for node in report.nodes}
    assert marked.forbidden
    assert f"{shown[marked.source]} → {shown[marked.target]} by {marked.by}" in report.cut


def test_where_nothing_is_forbidden_there_is_nothing_to_cut(tmp_path: Path) -> None:
    path = office(tmp_path)
    path.write_text(f'{WORKSPACE}\n[[policy]]\nfrom = "*"\nto = "*"\ndecision = "allow"\n', encoding="utf-8")
    report = audited(path)
    assert report.edges
    assert not any(edge.cut for edge in report.edges)


def test_a_switched_off_route_is_in_the_picture_and_not_forbidden(report: AuditReport) -> None:
    off = [edge for edge in report.edges if edge.enabled is False]
    assert {"n8n “Summer 2024”"} <= {edge.by for edge in off}
    assert not any(edge.forbidden for edge in off)


def test_nodes_say_whose_they_are_and_whether_anybody_named_them(report: AuditReport) -> None:
    nodes = {node.shown: node for node in report.nodes}
    assert nodes["x:@RedCross"].owner == "redcross"
    assert nodes["x:@RedCross"].named
    unnamed = [node for node in report.nodes if not node.named]
    assert unnamed
    assert all(node.owner is None for node in unnamed)
    ends = {end for edge in report.edges for end in (edge.source, edge.target)}
    assert {node.id for node in report.nodes} == ends


def test_what_could_not_be_read_is_told_beside_the_findings(report: AuditReport) -> None:
    assert len(report.unreadable) == 1
    assert "huginn/scenario.json" in report.unreadable[0]
    assert "could-not-read" in {one.rule for one in report.findings}
    assert report.files == len(FILES) - 1


def test_what_an_ignore_keeps_quiet_comes_last_with_its_reason(report: AuditReport) -> None:
    quiet = [one.suppressed for one in report.findings if one.suppressed]
    assert quiet
    assert all("joint campaign" in str(why) for why in quiet)
    loud = [not one.suppressed for one in report.findings]
    assert loud == sorted(loud, reverse=True)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "csv"])
def test_the_report_comes_in_every_format_and_without_any_secret(tmp_path: Path, form: str) -> None:
    rendered = audited(office(tmp_path), form).rendered
    assert "photos-to-x.json" in rendered
    assert "Zq8wVt41pLm2" not in rendered
    match form:
        case "json" | "sarif":
            assert json.loads(rendered)["version"]
        case "csv":
            assert len({len(row) for row in csv.reader(io.StringIO(rendered))}) == 1


def test_a_format_that_there_is_none_of_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="text, json, sarif") as refused:
        audited(tmp_path_workspace(tmp_path), "docx")
    assert refused.value.problem.code is ErrorCode.BAD_REQUEST


def tmp_path_workspace(folder: Path) -> Path:
    (folder / "hatcheck.toml").write_text('version = 1\n[tools]\npaths = ["tools"]\n', encoding="utf-8")
    return folder / "hatcheck.toml"


def test_a_folder_that_is_not_there_is_not_clean(tmp_path: Path) -> None:
    report = audited(tmp_path_workspace(tmp_path))
    assert (report.files, report.nodes, report.edges) == (0, [], [])
    assert any("tools" in text for text in report.unreadable)


def test_progress_goes_forward_and_names_files(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    audited(office(tmp_path), told=told)
    steps = [done for text, done, total in told if total]
    assert steps == sorted(steps)
    assert any("photos-to-x.json" in text for text, _, _ in told)


def test_a_stop_ends_the_reading_at_once_and_its_process_with_it(tmp_path: Path) -> None:
    """The reader is stopped while it is silent over a file."""
    path = office(tmp_path)
    for number in range(400):
        (tmp_path / "tools" / f"n{number}.json").write_text(json.dumps([{"a": 1}] * 20_000), encoding="utf-8")
    stop, ended = Event(), []
    began = Event()

    def tell(_text: str, done: int, _total: int) -> None:
        if done:
            began.set()

    def work() -> None:
        try:
            audit(load(path, path.with_name("none.toml")), today=TODAY, report="", progress=tell, stop=stop)
        except Refused as refused:
            ended.append(refused.problem.code)

    thread = Thread(target=work)
    thread.start()
    assert began.wait(20)
    stop.set()
    at = time.monotonic()
    thread.join(5)
    assert ended == [ErrorCode.CANCELLED]
    assert time.monotonic() - at < 1.5
    assert not _children()


def _children() -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        pytest.skip("this system does not tell a process's children")
