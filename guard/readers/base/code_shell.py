"""Shell command lines: the requests of curl and its kin, and the command lines of posting tools."""

import re
from collections.abc import Iterator, Mapping

from guard.platforms import Target

# Where a command may begin: a line, behind a separator, a keyword or a launcher, or as the text handed to system().
_BEGIN = (
    r"(?:^|[;&|({`!]|[(\[]\s*[\"']|\b(?:then|do|else|sudo|(?:uv|poetry|pipenv|pdm|rye|hatch)\s+run|uvx|npx|bunx|exec|time|xargs(?:\s+-\S+)*|python3?\s+-m)\s)"
    r"[ \t]*(?:[A-Za-z_]\w{0,80}=\S{0,400}[ \t]+)*"
)
_CLIENTS = re.compile(_BEGIN + r"(?P<tool>curl|wget|https?|xhs?|twurl|xurl)(?=\s)", re.MULTILINE)
_BODY_OPTIONS = re.compile(
    r"-[dFT]|--(?:data(?:-raw|-binary|-urlencode|-ascii)?|json|form(?:-string)?|upload-file|(?:post|body)-(?:data|file))"
)
_METHOD_OPTIONS = frozenset({"-X", "--request", "--method"})
_VALUE_OPTIONS = re.compile(
    r"-[HoOAeubcwxmKECQYyz]|--(?:header|output|user-agent|referer|user|cookie|cookie-jar|write-out|proxy|max-time|retry"
    r"|connect-timeout|retry-delay|oauth2-bearer|output-document)"
)
_BASE = {"twurl": "https://api.twitter.com", "xurl": "https://api.x.com"}
_ADDRESS = re.compile(
    r"https?://|\$\{?\w+\}?/|\$\{\{[^}]*\}\}[/:.]?|\{+\w|\$\w+$|\$\{\w+\}$|[\w.-]+\.[a-z]{2,}/", re.IGNORECASE
)
_WORD_LIMIT = 400

# Command lines that publish: the words that begin them, the platform, and where two words are needed, the second.
# https://github.com/ihabunek/toot · https://github.com/sferik/t-ruby · https://github.com/mattn/bsky ·
# https://github.com/McKael/madonctl · https://github.com/piroor/tweet.sh · https://github.com/xdevplatform/xurl ·
# https://github.com/bluesky-social/goat · https://github.com/fiatjaf/noscl · https://github.com/fiatjaf/nak
_COMMANDS: tuple[tuple[str, str], ...] = (
    (r"toot\s+(?:--\S+\s+(?:\S+\s+)?)*(?:post|thread)\b", "mastodon"),
    (r"madonctl\s+(?:-\S+\s+(?:\S+\s+)?)*(?:toot|post|status\s+post)\b", "mastodon"),
    (r"(?:\S*/)?t\s+(?:update|tweet|post|reply)\b", "x"),
    (r"(?:\S*/)?tweet\.sh\s+(?:post|tweet|reply|media-tweet)\b", "x"),
    (r"xurl\s+(?:post|reply|quote)\b", "x"),
    (r"twty\s+[^-\s]", "x"),
    (r"oysttyer\b[^\n]*\s-status=", "x"),
    (r"(?:\S*/)?bsky\s+(?:--?a\s+\S+\s+)?post\b", "bluesky"),
    (r"goat\s+(?:bsky\s+post|record\s+create)\b", "bluesky"),
    (r"telegram-send\b", "telegram"),
    (r"sequoia\s+publish\b", "bluesky"),  # https://sequoia.pub
    (r"noscl\s+publish\b", "nostr"),
    (r"nak\s+event\b", "nostr"),
    (r"matrix-commander(?:-rs)?\s[^\n]*(?:-m|--message)\b", "matrix"),
    (r"(?:@\S+/)?dev-to-git\b", "devto"),
    (r"youtube-?uploader?\s+-", "youtube"),
)
_POSTING = tuple((re.compile(words), platform) for words, platform in _COMMANDS)
_TOOLS = re.compile(
    _BEGIN + r"(?P<line>(?:[\w.~-]*/)*(?:toot|madonctl|t|tweet\.sh|xurl|twty|oysttyer|bsky|goat|telegram-send|sequoia"
    r"|noscl|nak|matrix-commander(?:-rs)?|(?:@\S+/)?dev-to-git|youtube-?uploader?)(?=\s)[^\n]*)",
    re.MULTILINE,
)

# toot's account of several: https://toot.bezdomni.net/usage.html
_AS = re.compile(r"\s(?:-u|--using|--account)[\s=]+@?([\w.-]+@[\w-]+(?:\.[\w-]+)+)")

# https://github.com/humanwhocodes/crosspost: one switch per network
_CROSSPOST = re.compile(r"(?:@humanwhocodes/crosspost|(?:npx|bunx)\s+(?:-\S+\s+)*crosspost)\b(?P<rest>[^\n]*)")
_CROSSPOST_SWITCHES = {
    switch: platform
    for platform, switches in {
        "x": ("-t", "--twitter"),
        "mastodon": ("-m", "--mastodon"),
        "bluesky": ("-b", "--bluesky"),
        "linkedin": ("-l", "--linkedin"),
        "discord": ("-d", "--discord", "--discord-webhook"),
        "devto": ("--devto",),
        "telegram": ("--telegram",),
        "slack": ("-s", "--slack"),
        "nostr": ("-n", "--nostr"),
    }.items()
    for switch in switches
}


def shell_requests(code: str, known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Method, address and body of each command line of curl, wget, HTTPie, xh, twurl and xurl."""
    joined = re.sub(r"\\\n\s*", " ", code)
    for head in _CLIENTS.finditer(joined):
        tool = head["tool"]
        words = list(_words(joined, head.end()))
        method, address, body = _httpie(words) if tool in {"http", "https", "xh", "xhs"} else _curl(words)
        if not address and tool in _BASE:
            address = next((word for word in words if word.startswith("/")), "")
        if not address:
            continue
        address = _expanded(address, known)
        yield (
            method,
            _BASE[tool] + address if address.startswith("/") and tool in _BASE else address,
            _expanded(body, known),
        )


def command_calls(code: str) -> Iterator[Target]:
    """Where the command lines of posting tools in ``code`` publish."""
    joined = re.sub(r"""\\\n\s*|(?<=\w)["']\s*,\s*["'](?=\w)""", " ", code)
    for command in _TOOLS.finditer(joined):
        line = command["line"]
        account = _AS.search(line)
        yield from (
            Target(platform, "post", f"@{account[1]}" if account and platform == "mastodon" else None)
            for pattern, platform in _POSTING
            if pattern.match(line)
        )
    for call in _CROSSPOST.finditer(joined):
        for word in call["rest"].split():
            for switch in (word, *("-" + letter for letter in word[1:] if re.fullmatch(r"-[a-z]{2,8}", word))):
                if switch in _CROSSPOST_SWITCHES:
                    yield Target(_CROSSPOST_SWITCHES[switch], "post")


def _curl(words: list[str]) -> tuple[str, str, str]:
    """What a command line with curl's or wget's options asks for."""
    method, address, body, get = "", "", [], False
    at = 0
    while at < len(words):
        option, _, value = words[at].partition("=") if words[at].startswith("--") else (words[at], "", "")
        if re.fullmatch(r"-[a-zA-Z]{2,}", option):  # -sSX POST, -XPOST
            letter = next((i for i, c in enumerate(option) if i and c in "XdFTHouAebcw"), 0)
            option, value = (("-" + option[letter]), option[letter + 1 :]) if letter else (option, "")
        body_option = _BODY_OPTIONS.fullmatch(option)
        takes = option in _METHOD_OPTIONS or body_option or _VALUE_OPTIONS.fullmatch(option)
        if takes and not value and at + 1 < len(words):
            at += 1
            value = words[at]
        if option in _METHOD_OPTIONS:
            method = value.upper()
        elif body_option:
            body.append(value)
        elif option in {"-G", "--get"}:
            get = True
        elif option == "--url" and value:
            address = value
        elif not takes and not address and _ADDRESS.match(words[at]):
            address = words[at]
        at += 1
    return method or ("POST" if body and not get else "GET"), address, "&".join(body)


def _httpie(words: list[str]) -> tuple[str, str, str]:
    """What a command line of HTTPie or xh asks for; data items make it a POST."""
    plain = [word for word in words if not word.startswith("-")]
    method = plain.pop(0) if plain and re.fullmatch(r"[A-Z]{3,7}", plain[0]) else ""
    address, *items = plain or [""]
    body = [item for item in items if re.match(r"[\w\[\]-]+:?=", item) and "==" not in item]
    return method or ("POST" if body else "GET"), address, "&".join(body)


def _words(text: str, at: int) -> Iterator[str]:
    """The words of the command that begins at ``at``, quotes removed, up to its end."""
    word: list[str] = []
    quote, depth, begun, left = "", 0, False, _WORD_LIMIT
    for here in range(at, len(text)):
        char = text[here]
        if quote or depth:
            depth += (char in "({" and quote != "'") - (char in ")}" and quote != "'" and depth > 0)
            if char == quote and not depth and text[here - 1] != "\\":
                quote = ""
            else:
                word.append(char)
        elif char in "\"'":
            quote, begun = char, True
        elif char in "({" and text[here - 1] in "${":
            depth += 1
            word.append(char)
        elif char in "\n;|&)`":
            if char == "&" and word and text[here - 1] == "\\":
                word[-1] = char
                continue
            break
        elif char.isspace():
            if (word or begun) and left:
                yield "".join(word)
                left -= 1
            word, begun = [], False
        else:
            word.append(char)
    if word:
        yield "".join(word)


def _expanded(text: str, known: Mapping[str, str]) -> str:
    """``text`` with the variables that are known replaced; ``${NAME:-default}`` gives its default."""

    def value(match: re.Match[str]) -> str:
        return known.get(match["name"]) or match["default"] or match[0]

    return re.sub(r"\$(?:\{(?P<braced>))?(?P<name>[A-Za-z_]\w*)(?::?-(?P<default>[^}]*))?(?(braced)\})", value, text)
