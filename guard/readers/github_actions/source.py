"""What a step of a GitHub workflow publishes: a feed, another account, a table, or only what its trigger says."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from guard.model.route import Source, SourceKind
from guard.platforms import request_targets
from guard.readers.base.address import shown_url
from guard.readers.base.credentials import Role, platform_of_name, role
from guard.readers.base.source import Value
from guard.readers.github_actions.destinations import SOURCES_MOSTLY, direction, mirror_in
from guard.readers.github_actions.known import ACTIONS
from guard.readers.github_actions.workflow import Step, Workflow, secrets

_FEED_NAME = re.compile(r"(?:^|[_-])(?i:RSS|FEEDS?|ATOM|JSONFEED)(?:$|[_-])|[fF]eeds?(?:$|[_A-Z-])|^(?i:rss)")
_FEED_ADDRESS = re.compile(r"https?://[^\s\"'`<>]*(?:rss|feed|atom|\.xml\b)[^\s\"'`<>;|]*", re.IGNORECASE)
_FEED_TITLE = re.compile(r"\b(?:rss|atom|feeds?|blog)(?:\s*(?:→|->|=>|➡️?)\s*|[ _-]to[ _-]|2)", re.IGNORECASE)
_SITE_INPUT = re.compile(
    r"base_?-?(?:blog_?-?)?url|base_directory|site_?-?url|directory_?path|posts?_?-?(?:dir|path|folder)", re.IGNORECASE
)
_CONTENT = re.compile(
    r"(?:^|/)!?_?(?:posts?|articles?|blogs?|notes?|content|writing|entries|drafts|episodes?|stream|journal|til|essays)/|\.(?:mdx?|markdown|qmd)$"
)
_CONTENT_DIFF = re.compile(r"git (?:diff|log|show)[^\n]*(?:_posts|content/|posts/|\.mdx?\b|blog/)")
_STORES = (
    (re.compile(r"^NOTION", re.IGNORECASE), "notion"),
    (re.compile(r"^AIRTABLE", re.IGNORECASE), "airtable"),
    (re.compile(r"SHEETS?_|SHEET$|SPREADSHEET|^GSHEET", re.IGNORECASE), "google-sheets"),
)
_NOTEBOOK = re.compile(r"MEMORY|LOG|STATE|HISTORY|TRACK", re.IGNORECASE)
_FORWARDS = re.compile(r"\bforward(?:er|ing)\b", re.IGNORECASE)
_SOURCE_NAME = re.compile(
    r"(?:^|_)(?:SOURCE|SRC|FROM)_(?:SUB(?:REDDIT)?|CHANNEL|CHAT|ACCOUNT|HANDLE|USER(?:NAME)?|PAGE|GROUP|PROFILE)S?(?:_IDS?|_NAMES?)?$",
    re.IGNORECASE,
)
_PAGES_TITLE = re.compile(
    r"\b(?:blog[ -]?posts?|articles?|(?:new|latest|recent)[ -]+(?:posts?|notes?|entr(?:y|ies)))\b", re.IGNORECASE
)
_BY_A_BOT = re.compile(r"\.login\s*==\s*['\"][^'\"]*bot\b")
_AI = re.compile(
    r"^(?:OPENAI|ANTHROPIC|GEMINI|CLAUDE|GROQ|MISTRAL|OPENROUTER|DEEPSEEK|GOOGLE_AI|XAI|COHERE)_", re.IGNORECASE
)
_PAGE = re.compile(
    r"(?:shot-scraper\s[^\n]*?|curl\s(?![^\n]*(?:-X\s*P|-d\b|--data|-F\b|--json))[^\n]*?)['\"]?(https?://[^\s'\"|)]+)"
)
_INFRASTRUCTURE = re.compile(
    r"(?:^|\.)(?:github(?:usercontent)?\.com|githubassets\.com|npmjs\.org|pypi\.org|astral\.sh|rustup\.rs|deno\.land|bun\.sh|localhost)$"
)
_MANUAL = frozenset({"workflow_dispatch", "issues", "issue_comment", "discussion", "discussion_comment"})
_CALLED = frozenset({"workflow_call"})


def source_of(step: Step, workflow: Workflow, destination: str | None) -> Source:
    """What ``step`` publishes; what provides the content wins over the trigger."""
    return next(_content(step, workflow, destination), None) or trigger(workflow.triggers, step.condition)


def trigger(triggers: Mapping[str, Value], condition: str = "") -> Source:
    """The trigger alone as a source; a condition on the event's name narrows it."""
    stated = re.findall(r"github\.event_name\s*==\s*['\"](\w+)", condition)
    names = [name for name in triggers if name in stated] or list(triggers)
    shown, by_a_bot = ", ".join(names), _BY_A_BOT.search(condition)
    if "schedule" in names:
        return Source("github", ref=shown, kind=SourceKind.SCHEDULE)
    events = [name for name in names if name not in _MANUAL | _CALLED or (name == "issues" and by_a_bot)]
    if events:
        return Source("github", ref=shown, kind=SourceKind.WEBHOOK)
    if any(name in _MANUAL for name in names):
        return Source("github", ref=shown, kind=SourceKind.MANUAL)
    return Source("github", ref=shown or None, kind=SourceKind.UNKNOWN)


def _content(step: Step, workflow: Workflow, destination: str | None) -> Iterator[Source]:
    """What is seen to provide the content, the surest first."""
    bound = {**step.around, **step.given}
    mirror = mirror_in(step) if step.script else None
    if mirror and mirror.source is SourceKind.ACCOUNT:
        yield Source(mirror.source_platform, ref=mirror.name, kind=SourceKind.ACCOUNT)
    yield from _feed(step, bound)
    told = direction(step)
    if told and told.source != destination:
        yield Source(told.source, ref=told.text, kind=SourceKind.ACCOUNT)
    yield from _named_source(bound, destination)
    forwards = next((title for title in step.titles if _FORWARDS.search(title)), None)
    if forwards and step.script:
        yield Source(destination, ref=forwards, kind=SourceKind.ACCOUNT)
    for name in bound:
        platform = next((store for pattern, store in _STORES if pattern.search(name)), None)
        if platform and platform != destination and not _NOTEBOOK.search(name):
            yield Source(platform, ref=", ".join(secrets(bound[name])) or name, kind=SourceKind.ACCOUNT)
    for name in bound:
        platform = platform_of_name(name)
        if platform in SOURCES_MOSTLY and platform != destination and role(name) is not Role.OTHER:
            yield Source(platform, ref=", ".join(secrets(bound[name])) or name, kind=SourceKind.ACCOUNT)
    if any(_FEED_TITLE.search(title) for title in step.titles):
        yield Source("rss", ref=_named_after(step), kind=SourceKind.FEED)
    yield from _site(step, workflow)
    if "schedule" in workflow.triggers:
        scripts = "\n".join(other.script.replace("\\\n", " ") for other in workflow.steps if other.job == step.job)
        pages = (match[1] for match in _PAGE.finditer(scripts))
        page = next((url for url in pages if not _is_infrastructure(url)), None)
        if page:
            yield Source("web", account=shown_url(page), kind=SourceKind.FEED)
        if any(_AI.match(name) for name in bound):
            yield Source("ai", ref=", ".join(workflow.triggers), kind=SourceKind.SCHEDULE)


def _named_source(bound: Mapping[str, str], destination: str | None) -> Iterator[Source]:
    """An account that a setting calls the source: ``SOURCE_CHANNEL``; of the same platform where none is named."""
    for name, value in bound.items():
        if _SOURCE_NAME.search(name):
            shown = shown_url(value) if value and "${{" not in value else None
            yield Source(
                platform_of_name(name) or destination, shown, ", ".join(secrets(value)) or name, SourceKind.ACCOUNT
            )


def _feed(step: Step, bound: Mapping[str, str]) -> Iterator[Source]:
    """A feed named by an input, a variable, or an address in the script (shell escapes undone)."""
    named = [(name, value) for name, value in bound.items() if _FEED_NAME.search(name) and value]
    for name, value in sorted(named, key=lambda item: not ("://" in item[1] or secrets(item[1]))):
        if not name.lower().endswith("type"):
            address = _FEED_ADDRESS.search(value) or re.search(r"https?://[^\s\"']+", value)
            yield Source(
                "rss", shown_url(address[0]) if address else None, ", ".join(secrets(value)) or name, SourceKind.FEED
            )
    for address in _FEED_ADDRESS.findall(re.sub(r"\\(?=[?=&])", "", step.script)):
        if not request_targets("POST", address) and "/xrpc/" not in address and not _is_infrastructure(address):
            yield Source("rss", shown_url(address), kind=SourceKind.FEED)
    known = ACTIONS.get(step.uses.partition("@")[0].lower())
    if known and known.source is SourceKind.FEED:
        yield Source("site", _site_of(bound), step.uses.partition("@")[0], SourceKind.FEED)


def _site(step: Step, workflow: Workflow) -> Iterator[Source]:
    """New pages of the repository's own site, which a push brings."""
    push = workflow.triggers.get("push")
    paths = push.get("paths") if isinstance(push, dict) else None
    listed = [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []
    content = next((path for path in listed if _CONTENT.search(path)), None)
    inputs = any(_SITE_INPUT.search(name) for name in step.given) and bool(step.uses)
    changed = not {"push", "workflow_run"}.isdisjoint(workflow.triggers)
    told = _CONTENT_DIFF.search(step.script) or _PAGES_TITLE.search(" ".join(step.titles[:3]))
    if content or inputs or (changed and told):
        yield Source(
            "site", _site_of({**step.around, **step.given}), content or "the repository's pages", SourceKind.FEED
        )


def _site_of(bound: Mapping[str, str]) -> str | None:
    """The site's address where a setting shows it."""
    own = {
        name: value
        for name, value in bound.items()
        if not platform_of_name(name) and name.lower() not in {"url", "host"}
    }
    sites = (value for name, value in own.items() if re.search(r"url|site", name, re.IGNORECASE))
    return next((shown_url(value) for value in sites if value.startswith("http")), None)


def _named_after(step: Step) -> str:
    return next((title for title in step.titles if title), step.key)


def _is_infrastructure(address: str) -> bool:
    """Whether an address serves programs rather than content."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return True
    return _INFRASTRUCTURE.search(host or "localhost") is not None
