"""What a piece of shell, Python or JavaScript code posts to, as far as its text shows it. Nothing is run.

Three things count: an HTTP request to an address that publishes, a command line of a posting tool, and the
publishing call of a platform's library. A call behind an unknown address is not guessed at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from guard.platforms import Target, platform_named, platform_of_credential, request_targets
from guard.readers.base.code_libraries import library_calls, named_account
from guard.readers.base.code_shell import command_calls, shell_requests

_LIMIT = 200_000
_CALL_LIMIT = 4_000
_CALLS = 400
_WRAPPERS = 40
_WRAPPER_LIMIT = 1_500

_COMMENT = re.compile(r"^[ \t]*(?:#(?!!).*|//.*)$", re.MULTILINE)
_ASSIGNMENT = re.compile(
    r"""^[ \t]*(?:export[ \t]+|const[ \t]+|let[ \t]+|var[ \t]+|local[ \t]+|readonly[ \t]+|self\.)*"""
    r"""(?P<name>[A-Za-z_]\w*)[ \t]*(?::[ \t]*\w+[ \t]*)?=(?!=)[ \t]*(?P<value>[^\n]*)""",
    re.MULTILINE,
)
_HEAD = re.compile(
    r"(?<![\w$.])(?P<name>(?:[A-Za-z_$][\w$]{0,60}(?:\(\))?\s{0,40}\.\s{0,40}){0,5}"
    r"(?:post|put|patch|fetch|request|urlopen|Request|axios|got|ky|ajax|open|httpRequest\w{0,30}|\$fetch))\s{0,5}\("
)
_LITERAL = re.compile(
    r"""[fFrRbBuU]{0,2}(?P<quote>\"{3}|'{3}|["'`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""", re.DOTALL
)
# A function of the code's own that is handed an address first: ``async function send(url, body) {``.
_WRAPPER = re.compile(
    r"(?:\bfunction\s{1,9}|\bdef\s{1,9}|\b(?:const|let|var)\s{1,9})(?P<name>[A-Za-z_$][\w$]{1,60})\s{0,9}"
    r"(?:=\s{0,9}(?:async\s{0,9})?(?:function\s{0,9})?)?\(\s{0,9}(?:url|uri|endpoint|address|path|href)\w{0,20}\b",
    re.IGNORECASE,
)
_ENVIRONMENT = re.compile(r"(?:process\.env|\$env|\$vars|import\.meta\.env)\.(?P<name>[A-Za-z_]\w*)")
_METHOD = re.compile(r"""\b(?:method|type)\b["']?\s*[:=]\s*["'`](?P<verb>[A-Za-z]+)""")
_ADDRESS = re.compile(r"""(?<![\w.])(?:url|uri|URL|endpoint)\b["']?\s*[:=]\s*(?P<value>(?:`[^`]*`)?[^\n,}]*)""")
_BODY = re.compile(r"\b(?:data|json|body|files)\b\s*[:=]")
_BRIDGY = re.compile(r"brid\.gy(?:/|%2F)publish(?:/|%2F)(\w+)")
_PLACEHOLDER = re.compile(r"\$\w+|\$?\{+[^{}]*\}+")
_WORD = re.compile(r"[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*|\[[^\]\n]*\])*")


def posting_calls(code: str, names: Mapping[str, str] | None = None) -> tuple[Target, ...]:
    """Every place that ``code`` publishes at, each once, in the order met.

    ``names`` are variables known from outside (a step's environment); only their plain values are of use.
    """
    code = _COMMENT.sub("", code[:_LIMIT])
    known = {**(names or {}), **_assignments(code, names or {})}
    found: list[Target] = []
    requests = (*shell_requests(code, known), *_function_requests(code, known), *_wrapped_requests(code, known))
    for method, url, body in requests:
        targets = request_targets(method, url, body)
        found += targets or _webhook(method, url, known) or _bridgy(method, f"{url} {body}")
    found += command_calls(code)
    found += library_calls(code)
    return _distinct(code, found)


def _distinct(code: str, found: list[Target]) -> tuple[Target, ...]:
    """Each place once; what a login elsewhere in the code names is added, and a vague entry yields to an exact one."""
    exact: dict[tuple[str, str | None, str | None], Target] = {}
    for target in found:
        account = target.account or named_account(target.platform, code)
        exact.setdefault((target.platform, account, target.ref), replace(target, account=account))
    shown = {platform for platform, account, ref in exact if account or ref}
    return tuple(t for t in exact.values() if t.account or t.ref or t.platform not in shown)


def _webhook(method: str, url: str, known: Mapping[str, str]) -> tuple[Target, ...]:
    """A request to an address that is nothing but a variable, where a name it has says whose webhook it is."""
    if method not in {"POST", "PUT"} or not _PLACEHOLDER.fullmatch(url):
        return ()
    aliases = (name for name, value in known.items() if value == url)
    for name in (*re.findall(r"[A-Za-z_][A-Za-z0-9_]{3,}", url), *aliases):
        platform = platform_of_credential(name)
        if platform:
            return (Target(platform, "message", ref=name),)
    return ()


def _bridgy(method: str, text: str) -> tuple[Target, ...]:
    """A webmention to Bridgy Publish, https://brid.gy/about#publishing, names the platform in its target."""
    named = _BRIDGY.findall(text) if method == "POST" else []
    return tuple(
        Target(platform, "post", ref=f"brid.gy/publish/{word}") for word in named if (platform := platform_named(word))
    )


def _assignments(code: str, names: Mapping[str, str]) -> dict[str, str]:
    """Variables that are given a text, by name; the first text counts."""
    known: dict[str, str] = {}
    for match in _ASSIGNMENT.finditer(code):
        value = match["value"].strip()
        literal = _LITERAL.search(value)
        text = _rendered(value, {**names, **known}) if literal else value.split(" ")[0].rstrip(";")
        if not literal and (named := _ENVIRONMENT.match(value)):
            text = f"${{{named['name']}}}"
        default = next((m["text"] for m in _LITERAL.finditer(value) if "://" in m["text"]), "")
        if "://" in text and not text.startswith(("http", "$")):
            text = default
        if literal or "://" in text or text.startswith("$"):
            known.setdefault(match["name"], text)
    return known


def _function_requests(code: str, known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Method, address and body text of each call that looks like an HTTP request in Python or JavaScript."""
    for head in islice(_HEAD.finditer(code), _CALLS):
        inside = _inside(code, head.end())
        arguments = _split(inside)
        if not arguments:
            continue
        verb = head["name"].rpartition(".")[2].strip().upper()
        first = arguments[0]
        if verb in {"REQUEST", "OPEN"} and len(arguments) > 1 and re.fullmatch(r"""["'`][A-Za-z]+["'`]""", first):
            yield first.strip("\"'`").upper(), _rendered(arguments[1], known), inside
            continue
        address = first
        if first.startswith("{") or re.match(r"(?:url|uri)\s*=", first) or not _LITERAL.match(first):
            stated = _ADDRESS.search(inside)
            address = stated["value"] if stated else first
        yield _method(verb, inside), _rendered(address, known), inside


def _wrapped_requests(code: str, known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What calls of the code's own functions request, where such a function makes one request to what it is handed."""
    definitions = list(islice(_WRAPPER.finditer(code), _WRAPPERS))
    for place, definition in enumerate(definitions):
        end = definitions[place + 1].start() if place + 1 < len(definitions) else len(code)
        begin = definition.end()
        head = _HEAD.search(code, begin, min(end, begin + _WRAPPER_LIMIT))
        if head is None:
            continue
        method = _method(head["name"].rpartition(".")[2].strip().upper(), _inside(code, head.end()))
        call = re.compile(rf"(?<![\w$.]){re.escape(definition['name'])}\s{{0,5}}\(")
        for made in islice(call.finditer(code, begin), _CALLS):
            inside = _inside(code, made.end())
            arguments = _split(inside)
            if arguments and _LITERAL.match(arguments[0]):
                yield method, _rendered(arguments[0], known), inside


def _method(verb: str, inside: str) -> str:
    stated = _METHOD.search(inside)
    if verb in {"POST", "PUT", "PATCH"}:
        return verb
    if stated:
        return stated["verb"].upper()
    return "POST" if verb in {"URLOPEN", "REQUEST"} and _BODY.search(inside) else "GET"


def _inside(code: str, start: int) -> str:
    """The text between a call's brackets, quotes respected."""
    depth, at, end = 1, start, min(len(code), start + _CALL_LIMIT)
    while at < end:
        if code[at] in "\"'`":
            literal = _LITERAL.match(code, at)
            at = literal.end() if literal else at + 1
            continue
        depth += (code[at] in "([{") - (code[at] in ")]}")
        if not depth:
            break
        at += 1
    return code[start:at]


def _split(inside: str) -> list[str]:
    """The arguments of a call."""
    parts, depth, at, begin = [], 0, 0, 0
    while at < len(inside):
        if inside[at] in "\"'`":
            literal = _LITERAL.match(inside, at)
            at = literal.end() if literal else at + 1
            continue
        depth += (inside[at] in "([{") - (inside[at] in ")]}")
        if inside[at] == "," and not depth:
            parts.append(inside[begin:at].strip())
            begin = at + 1
        at += 1
    parts.append(inside[begin:].strip())
    return [part for part in parts if part]


def _rendered(expression: str, known: Mapping[str, str]) -> str:
    """The text that an expression of literals and variables makes; what is not known stays as ``{name}``."""
    parts: list[str] = []
    at = 0
    while at < len(expression):
        token = _LITERAL.match(expression, at) or _WORD.match(expression, at)
        if not token:
            at += 1
            continue
        at = token.end()
        if token.re is _LITERAL:
            parts.append(_filled(token["text"], known))
        elif not expression.startswith("(", at):
            parts.append(known.get(token[0], "{" + token[0] + "}"))
    return "".join(parts).strip()


def _filled(text: str, known: Mapping[str, str]) -> str:
    """``text`` with the placeholders of template strings replaced where their value is known."""

    def value(match: re.Match[str]) -> str:
        return known.get(match[1] or match[2], match[0])

    return re.sub(r"\$?\{\s*([A-Za-z_]\w*)\s*\}|\$([A-Za-z_]\w*)", value, text.replace("%s", "{}"))
