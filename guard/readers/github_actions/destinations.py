"""Where one step of a GitHub workflow posts, judged by the action's name, the code it runs and its secrets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guard.model.route import Confidence, RouteClass, SourceKind
from guard.readers.base.code import posting_calls
from guard.readers.base.code_shell import shell_requests
from guard.readers.base.credentials import (
    Direction,
    account_in,
    direction_in,
    numbers_in,
    platform_of_name,
    platforms_in,
)
from guard.readers.github_actions.given import all_secrets, by_platform, of_platform
from guard.readers.github_actions.known import ACTIONS, MIRRORS, Mirror
from guard.readers.github_actions.workflow import Step, secrets

POSTING = re.compile(
    r"(?:^|[^a-z])(?:auto)?(?:(?:post|toot|tweet|skeet)(?!s(?:[^a-z]|$))|publi[sc]|posse|announc|syndicat|cross|share|sharing|send|broadcast"
    r"|promot|notif|bot(?:[^a-z]|$)|repost|mirror|thread|reel|story|release|social|upload|schedul|campaign)"
)
READING = re.compile(
    r"(?:^|[^a-z])(?:back-?up|archiv|export|fetch|import|download|stat(?:s|istics)|metric|analytic|search|scrap|crawl|follow"
    r"|unfollow|clean|prun|purg|delet|refresh|renew|rotate|check|verify|validat|test|lint|deploy|build|audit|profile|banner|readme"
    r"|badge|collect|ingest|insight|like|favou?rit|report|pull|get|list|embed|comments?)(?:[^a-z]|s|e[ds]?|ing|er|$)"
)
_FETCHING = re.compile(r"\s*(?:#|echo|pip|pip3|tar|curl|wget|mkdir|ls)\b")
_OTHER_WORDS = frozenset({"matrix", "buffer", "medium", "threads"})
SOURCES_MOSTLY = frozenset({"reddit", "youtube"})
_STORES = re.compile(r"^(NOTION|AIRTABLE|GOOGLE_SHEETS?|GSHEETS?|SPREADSHEET|SUPABASE|FIREBASE)", re.IGNORECASE)
_COPIES = re.compile(r"cross-?post|syndicat|repost|mirror|posse|publish")
_WEBHOOK = re.compile(r"webhook(?!.*_(?:id|token)$)", re.IGNORECASE)
_CALMING = re.compile(r"dry.?run|simulate|preview.?only|no.?publish", re.IGNORECASE)
_CONTENT_INPUT = re.compile(
    r"(?:^|[-_])(?:message|status|text|content|body|post|tweet|toot|title|feed|template)s?(?:$|[-_]|Url)", re.IGNORECASE
)
_PROGRAM = re.compile(
    r"(?:^|[;&|({`]|\b(?:then|do|else|sudo|time|timeout\s+\S+|xvfb-run)\s)[ \t]*(?:[A-Za-z_]\w*=\S*[ \t]+)*"
    r"(?P<command>(?:python[\d.]*|node|deno|bunx?|ruby|perl|php|Rscript|bash|sh|zsh|pwsh|npx|pnpx|tsx|ts-node|npm|pnpm|yarn"
    r"|uvx?|poetry|pipenv|pipx|pdm|hatch|rye|make|just|task|mise|cargo|go|dotnet|java|mvn|docker|scrapy|bundle|rake|lein"
    r"|clojure|elixir|mix|swift|julia|stack|cabal|runhaskell|babashka|bb|gem|jbang|kotlin|\.{0,2}/?(?:[\w.$-]+/)+[\w.-]+"
    r"|\.[\\/][\w.-]+|[\w-]+\.(?:py|sh|m?js|ts|rb|exe|ps1|R|pl|php))(?=[\s\"']|$)[^\n;&|]*)",
    re.MULTILINE,
)
_CHORE = re.compile(
    r"^(?:python[\d.]*\s+(?:-\S\s+)*-m\s+(?:pip|venv|ensurepip|pytest|build|unittest)\b|(?:npm|pnpm|yarn|bun)\s*"
    r"(?:--?(?:filter|F|prefix|C|cwd|w|workspace|dir)[= ]\S+\s+|-\S+\s+)*(?:$|-\S+$|ci\b|i\b"
    r"|install|add|test|link|config|cache|(?:run\s+)?(?:build|test|lint|check|format|typecheck|compile)\b)"
    r"|(?:uv|poetry|pipenv|pdm|pipx|bundle|gem|mise|hatch|rye|deno|stack|cabal|mix|mvn|swift)\s+(?:pip|sync|install|add|lock|config"
    r"|venv|build|test|update|tool|python|cache|trust|deps|compile|self|lint|fmt|package)\b|(?:cargo|go|dotnet)\s+(?:build|test|vet|mod"
    r"|get|install|fmt|clippy|restore|check|generate|tool)\b|docker\s+(?:build|push|pull|login|tag|compose|buildx)\b"
    r"|make\s+(?:build|test|lint|install|deps|setup)\b|npx\s+(?:-\S+\s+)*(?:playwright|puppeteer|tsc|prettier|eslint|wrangler|vercel)"
    r"|uvx?\s+(?:ruff|mypy)|node\s+--?v|python[\d.]*\s+--?[vV]|/(?:usr|opt|etc|dev|home)/|\S*/(?:pip|activate)\b)"
)


@dataclass(frozen=True, slots=True)
class Destination:
    """One place that a step posts to."""

    step: Step
    platform: str | None
    account: str | None
    names: tuple[str, ...]
    """What it is given for it: ``secrets.X``."""
    ref: str | None
    confidence: Confidence
    kind: RouteClass
    enabled: bool


class Doubt(str):
    """Why a step that may post gives no route."""

    __slots__ = ()


def destinations(step: Step) -> Iterator[Destination | Doubt]:
    """Where ``step`` posts, or what could not be told about it."""
    if step.script:
        yield from _of_script(step)
    elif step.uses and not step.uses.lower().startswith("actions/"):
        yield from _of_action(step)


def programs(script: str) -> tuple[str, ...]:
    """The command lines of ``script`` that start a program of unknown effect."""
    joined = re.sub(r"\\\n\s*", " ", script)
    found = (match["command"].strip() for match in _PROGRAM.finditer(joined))
    return tuple(command for command in found if not _CHORE.match(command))


def _of_action(step: Step) -> Iterator[Destination]:
    action = step.uses.partition("@")[0].lower().removeprefix("docker://")
    known = next((item for name, item in ACTIONS.items() if action == name or action.startswith(name + "/")), None)
    named = (known.platform,) if known and known.platform else platforms_in(action)
    given = by_platform(step.given)
    told = bool(given) and POSTING.search(" ".join(step.titles).lower()) is not None
    if not known and not _acts(action, bool(named) or told, step.given):
        return
    if not given or (known and known.platform):
        bound = {**step.around, **step.given}
        near = all_secrets(step.given) or all_secrets(
            {name: text for name, text in bound.items() if platform_of_name(name) in named}
        )
        given = {platform: near for platform in named[:1] if near or known}
    host = known.host if known else ""
    sure = Confidence.HIGH if known else Confidence.MEDIUM
    for platform, names in given.items():
        yield _destination(step, platform, names, sure, default_host=host)


def _acts(action: str, named: bool, given: Mapping[str, str]) -> bool:
    """Whether an action that is not listed looks as if it posts."""
    if READING.search(action.replace("/", " ")) and not POSTING.search(action.rpartition("/")[2]):
        return False
    return (
        named or bool(POSTING.search(action.rpartition("/")[2])) or any(_CONTENT_INPUT.search(name) for name in given)
    )


def _of_script(step: Step) -> Iterator[Destination | Doubt]:
    values = {name: text for name, text in {**step.around, **step.given}.items() if text}
    written = {f"run {index}": line for index, line in enumerate(step.script.splitlines()) if secrets(line)}
    bound = {**step.around, **step.given, **written}
    given = by_platform(bound)
    posted: set[str | None] = set()
    for target in posting_calls(step.script, values):
        posted.add(target.platform)
        names = given.get(target.platform) or all_secrets({**step.given, **written}) or all_secrets(step.around)
        yield _destination(step, target.platform, names, Confidence.HIGH, account=target.account, ref=target.ref)
    mirror = None if step.uses else mirror_in(step)
    if mirror:
        yield from _of_mirror(step, mirror, given)
    elif not step.uses:
        left = {platform: names for platform, names in given.items() if platform not in posted}
        yield from _of_programs(step, bound, left, posted=bool(posted))
        if not posted:
            yield from _of_unknown_address(step, values)


def _of_unknown_address(step: Step, values: Mapping[str, str]) -> Iterator[Doubt]:
    """Requests to somebody's own server, where the path says that it posts: a hop into nowhere."""
    for method, address, _ in shell_requests(step.script, values):
        path = re.sub(r"^https?://[^/]*", "", address)
        if method in {"POST", "PUT"} and platforms_in(path) and POSTING.search(path.lower()):
            yield Doubt(f"asks an address of its own to post to {platforms_in(path)[-1]}; the account stands there")


def mirror_in(step: Step) -> Mirror | None:
    """The mirroring tool that the step starts, or None."""
    names = {*step.around, *step.given}
    for mirror in MIRRORS:
        if mirror.needs and not any(re.search(mirror.needs, name) for name in names):
            continue
        if mirror.source is SourceKind.ACCOUNT and any(re.search(r"FEED|RSS", name) for name in names):
            continue
        if any(re.search(mirror.script, line) for line in step.script.splitlines() if not _FETCHING.match(line)):
            return mirror
    return None


def _of_mirror(step: Step, mirror: Mirror, given: Mapping[str, tuple[str, ...]]) -> Iterator[Destination]:
    for platform in mirror.destinations or tuple(given):
        if platform != mirror.source_platform or mirror.destinations:
            names = given.get(platform or "", ())
            config = re.search(r"--config[= ](?:\S*/)?(\S+)", step.script)
            ref = None if names else config[1] if config else mirror.name
            yield _destination(step, platform, names, Confidence.MEDIUM, ref=ref)


def _of_programs(
    step: Step, bound: Mapping[str, str], given: Mapping[str, tuple[str, ...]], *, posted: bool
) -> Iterator[Destination | Doubt]:
    """What programs of unknown effect are given: LOW, and only where the names do not speak of reading."""
    started = programs(step.script)
    if not started:
        return
    told = direction(step)
    if told:
        yield from _of_direction(step, told, bound, given)
        return
    near, far = f"{' '.join(started)} {step.name}".lower(), " ".join(step.titles[1:]).lower()
    posts = bool(POSTING.search(near) or POSTING.search(far))
    if _reads(step, near, given, posts=posts):
        return
    if given and not posts and any(_STORES.match(name) for name in bound):
        yield Doubt(
            "runs a program that holds credentials of a platform and of a table; which of them it fills is in its code"
        )
    elif given:
        # One environment for the whole job, one step for each platform: a step posts to the one that it names.
        own = set(platforms_in(near)) & given.keys()
        own = own if by_platform(step.given).keys() <= own else set()
        for platform, names in given.items():
            if (not own or platform in own) and not (platform in SOURCES_MOSTLY and len(given) > 1):
                yield _destination(step, platform, names, Confidence.LOW)
    elif posts and not posted:
        yield from _of_named(step, bound, near, far)


def _reads(step: Step, near: str, given: Mapping[str, tuple[str, ...]], *, posts: bool) -> bool:
    """Whether the names speak of reading. The identifier of a job says less than a program named after its platform."""
    if READING.search(near) and not POSTING.search(near):
        return True
    own = not given.keys().isdisjoint(platforms_in(near))
    around = (step.titles[1].removesuffix(step.job) if own else step.titles[1], *step.titles[2:])
    return not posts and READING.search(" ".join(around).lower()) is not None


def _of_direction(
    step: Step, told: Direction, bound: Mapping[str, str], given: Mapping[str, tuple[str, ...]]
) -> Iterator[Destination | Doubt]:
    """A program whose name tells the direction: what it is given, the source apart."""
    for platform, names in given.items():
        if platform != told.source and not (platform in SOURCES_MOSTLY and len(given) > 1):
            yield _destination(step, platform, names, Confidence.LOW)
    if told.targets and not given.keys() - {told.source}:
        own = {name: text for name, text in bound.items() if platform_of_name(name) != told.source}
        names = all_secrets({name: text for name, text in own.items() if name in step.given}) or all_secrets(own)
        # Each webhook of a chat is another channel.
        for each in [(name,) for name in names] if all(_WEBHOOK.search(name) for name in names) else [names]:
            yield _destination(step, told.targets[0], each, Confidence.LOW)
    if told.unlisted:
        names = all_secrets({n: text for n, text in bound.items() if n.lower().startswith(told.unlisted + "_")})
        if any(_COPIES.search(title.lower()) for title in step.titles):
            yield _destination(step, told.unlisted, names, Confidence.LOW)
        else:
            yield Doubt(f"copies from {told.source} to {told.unlisted}, which may be no place that is published")


def _of_named(step: Step, bound: Mapping[str, str], near: str, far: str) -> Iterator[Destination | Doubt]:
    """A posting program whose secrets name no platform: the names of script and step do."""
    named = [platform for text in (far, near) for platform in platforms_in(text) if platform not in _OTHER_WORDS]
    platform = named[-1] if named else None
    own = {name: text for name, text in bound.items() if name in step.given or name.startswith("run ")}
    names = all_secrets(own) or all_secrets(step.around)
    if platform and names:
        yield _destination(step, platform, names, Confidence.LOW)
    elif platforms_in(near):
        yield Doubt("runs a program that may post; the file shows neither its credentials nor its account")


def direction(step: Step) -> Direction | None:
    """Between which platforms the name of a program, the step, the job or the workflow says that it copies."""
    words = (word for command in programs(step.script) for word in command.split() if "=" not in word)
    names = {*step.around, *step.given}
    return next((told for text in (*words, *step.titles) if (told := direction_in(text, names))), None)


def _destination(
    step: Step,
    platform: str | None,
    names: tuple[str, ...],
    sure: Confidence,
    *,
    account: str | None = None,
    ref: str | None = None,
    default_host: str = "",
) -> Destination:
    settings = of_platform(step, platform)
    shown = account or account_in(settings, platform, default_host)
    held = {**step.around, **step.given}.get(ref or "", "")
    known = (
        ref is None
        or secrets(held)
        or (names and re.search(r"[${}]", ref))
        or any(name.endswith(f".{ref}") for name in names)
    )
    stated = () if known or ref is None else (ref,)
    plain = (*numbers_in(settings), *stated)
    calm = any(_CALMING.search(name) and text in {"true", "1", "yes"} for name, text in step.given.items())
    return Destination(
        step,
        platform,
        shown,
        names,
        ", ".join(dict.fromkeys((*names, *plain))) or None,
        sure,
        _class(step, platform),
        step.enabled and not calm,
    )


_CHATS = frozenset({"slack", "discord", "telegram", "matrix", "mattermost", "whatsapp", "teams"})
_RELAYS = frozenset({"ifttt", "zapier", "make", "n8n-webhook"})
_PRIVATE = frozenset({"pushover", "ntfy", "gotify", "pushbullet", "email", "teams", "slack"})
_TROUBLE = re.compile(r"failure\(|cancelled\(|fail|alert|error")
_ALERT = re.compile(r"always\(|success\(|status|build|deploy|\bci\b|notif|report|log\b|test|lint")
_NEWS = re.compile(r"announce|publish|crosspost|syndicat|\bnews|release")


def _class(step: Step, platform: str | None) -> RouteClass:
    """News for a chat's members is a post; how a run went is a notice to those who run it."""
    if platform in _RELAYS:
        return RouteClass.HOP
    if platform in _PRIVATE:
        return RouteClass.POST if platform == "slack" and _COPIES.search(step.titles[2].lower()) else RouteClass.NOTIFY
    if platform not in _CHATS:
        return RouteClass.POST
    flat = f"{step.condition} {step.name} {step.titles[1]}".lower()
    released = any("github.event.release" in text for text in (step.script, *step.given.values()))
    news = released or _NEWS.search(flat) or direction(step)
    quiet = _TROUBLE.search(flat) or (_ALERT.search(flat) and not news)
    return RouteClass.NOTIFY if quiet else RouteClass.POST
