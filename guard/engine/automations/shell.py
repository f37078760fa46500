"""Shell scripts in a workflow: whether every command of them is one that posts nothing."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from itertools import dropwhile

from guard.engine.automations import outside
from guard.engine.automations.code import only_reckons, only_reckons_in_python
from guard.engine.automations.tables import table

_LONGEST, _DEEPEST, _MOST = 40_000, 8, 2_000
_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1([^\n]*)\n(.*?)^[ \t]*\2[ \t]*$", re.DOTALL | re.MULTILINE)
_MOST_HEREDOCS = 20
_INNER = re.compile(r"\$\([^()]*\)|`[^`]*`")
_SOCKETS = ("/dev/tcp", "/dev/udp", "s_client")
_GIVEN = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
_PREFIXES = frozenset(
    {"sudo", "time", "if", "elif", "while", "until", "then", "do", "else", "!", "command", "builtin", "nohup", "nice",
     "xvfb-run", "env", "stdbuf", "call", "-E", "-e", "-H"}
)  # fmt: skip
_ENDS = frozenset({"fi", "done", "esac", "}", "{", "in"})
_SETTING = re.compile(r"[A-Za-z_]\w*(?:\[\w*\])?\+?=")
_REDIRECTION = re.compile(r"^(?:\d|&)?(?:>>?|<)(?:&\d)?(.*)$")
_INTERPRETERS = frozenset(
    {"bash", "sh", "zsh", "python", "python3", "node", "ruby", "perl", "php", "deno", "tsx", "Rscript"}
)
_RUNNERS = frozenset({"npm", "pnpm", "yarn", "bun"})
_NAMED = frozenset(
    {"make", "just", "task", "rake", "gradle", "gradlew", "mvnw", "mvn", "nx", "turbo", "invoke", "mix", "hatch"}
)
_WRAPPERS = {
    "uv run": 2, "poetry run": 2, "pdm run": 2, "pipenv run": 2, "pipx run": 2, "bundle exec": 2, "hatch run": 2,
    "pnpm exec": 2, "pnpm dlx": 2, "yarn dlx": 2, "npx": 1, "bunx": 1, "uvx": 1, "xargs": 1,
}  # fmt: skip
_WITH_RUN = frozenset({"conda", "mamba", "micromamba", "rustup", "nvm", "opam"})
_ABOUT_ITSELF = (["--version"], ["-v"], ["-V"], ["version"], ["--help"], ["-h"])
_HERE = frozenset({"localhost", "127.0.0.1"})
_PYTHON = re.compile(r"\$\{?\w*PYTHON\w*\}?")
_SENDS = re.compile(
    r"^(?:-[a-zA-Z]*[dFT]|--data.*|--form.*|--json.*|--upload-file.*|--post-.*|--body-.*|--method.*|-K|--config.*)$"
)
_TELLS = frozenset(
    {
        "send", "sends", "post", "posts", "notify", "message", "messages", "mail", "mailer", "share", "say", "news",
        "digest", "bot", "broadcast", "feed", "crosspost", "promote", "campaign",
    }
)  # fmt: skip
_VALUED = frozenset(
    {
        "-o", "--output", "-H", "--header", "-A", "--user-agent", "--retry", "-m", "--max-time", "-O", "-w", "-u",
        "--connect-timeout", "--retry-delay", "-e", "-P", "--write-out",
    }
)  # fmt: skip


def posts_nothing(script: str) -> bool:
    """Whether every command of a script of bash is known to post nothing; in doubt it is not."""
    if len(script) > _LONGEST:
        return False
    if script.count("<<") > _MOST_HEREDOCS or any(word in script for word in _SOCKETS):
        return False
    # What is written into a file is text; what is handed to a program may be one.
    if any(not re.match(r"\s*(?:cat|tee)\b", before) for before in _before_heredocs(script)):
        return False
    if any(not match[1] and re.search(r"\$\(|`", match[4]) for match in _HEREDOC.finditer(script)):
        return False
    flat = _GIVEN.sub("$given", _HEREDOC.sub(r"\3", script)).replace("\\\n", " ")
    return all(number < _MOST and _harmless(command) for number, command in enumerate(_commands(flat, 0)))


def _before_heredocs(script: str) -> Iterator[str]:
    for match in _HEREDOC.finditer(script):
        yield script[script.rfind("\n", 0, match.start()) + 1 : match.start()]


def _commands(text: str, depth: int) -> Iterator[str]:
    """The simple commands, those in ``$(…)`` too. Raises ValueError where the quotes do not close."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    at, begin, quote = 0, 0, ""
    parts: list[str] = []
    while at < len(text):
        letter = text[at]
        inside = None if quote == "'" else _inside(text, at, quoted=bool(quote))
        if inside is not None:
            end, inner, shown = inside
            yield from _commands(inner, depth + 1)
            parts.append(text[begin:at] + shown)
            at = begin = end
            continue
        if letter == "\\" and quote != "'":
            at += 1
        elif letter in "\"'":
            quote = "" if quote == letter else quote or letter
        elif not quote and letter in "\n;|&()" and not (letter == "&" and ">" in text[at - 1 : at + 2]):
            yield "".join([*parts, text[begin:at]])
            parts, begin = [], at + 1
        at += 1
    if quote:
        raise ValueError("unclosed")
    yield "".join([*parts, text[begin:]])


def _inside(text: str, at: int, *, quoted: bool) -> tuple[int, str, str] | None:
    """Where what begins at ``at`` ends, which commands are in it, and what stands for it; None for a plain letter."""
    if text.startswith("$((", at):
        end = _found(text, "))", at)
        return end + 2, " ".join(_INNER.findall(text[at + 3 : end])), "$inner"
    if text.startswith("$(", at):
        end = _closing(text, at + 2)
        return end + 1, text[at + 2 : end], "$inner"
    if text[at] == "`":
        end = _found(text, "`", at + 1)
        return end + 1, text[at + 1 : end], "$inner"
    if quoted:
        return None
    if text[at] == "#" and (at == 0 or text[at - 1] in " \t\n;"):
        end = text.find("\n", at)
        return (len(text) if end < 0 else end), "", ""
    if text.startswith("[[ ", at):
        end = _found(text, "]]", at)
        return end + 2, "\n".join(_INNER.findall(text[at:end])), "[[ ]]"
    return None


def _found(text: str, what: str, at: int) -> int:
    end = text.find(what, at)
    if end < 0:
        raise ValueError("unclosed")
    return end


def _closing(text: str, at: int) -> int:
    depth = 1
    while at < len(text):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
        at += 1
    raise ValueError("unclosed")


def _harmless(command: str) -> bool:
    words = shlex.split(command)
    while words and (words[0] in _PREFIXES or words[0] in _ENDS or _SETTING.match(words[0])):
        words = words[1:]
    if words and words[0] == "timeout":
        words = words[2:]
    words = _without_redirections(words)
    if not words or words[0] in {"for", "case", "select"}:
        return True
    program, rest = _PYTHON.sub("python", words[0].replace("\\", "/")), words[1:]
    return "$" not in program and _known(program, rest)


def _without_redirections(words: list[str]) -> list[str]:
    kept, skip = [], False
    for word in words:
        found = _REDIRECTION.match(word)
        if skip:
            skip = False
        elif found:
            skip = not found[1] and "&" not in word[1:]
        else:
            kept.append(word)
    return kept


def _known(program: str, rest: list[str]) -> bool:
    known = table("github_actions")
    base = program.rpartition("/")[2]
    first = next((word for word in rest if not word.startswith("-")), "")
    if rest in _ABOUT_ITSELF:
        return "/" not in program
    if base in _BY_WORDS:
        return _BY_WORDS[base](rest)
    if base in {"npx", "uvx"} and f"{base} {first.partition('@')[0] or first}" in known["subcommands"]:
        return True
    for wrapper, taken in _WRAPPERS.items():
        if " ".join([base, *rest[: taken - 1]]) == wrapper:
            inner = list(dropwhile(lambda word: word.startswith("-"), rest[taken - 1 :]))
            return not inner or _known(inner[0], inner[1:])
    if base in _INTERPRETERS and "/" not in program.removeprefix("/usr/bin/"):
        return _interpreted(base, rest)
    if "/" in program and not program.startswith(("/usr/bin/", "/bin/")) and base not in _NAMED:
        return _is_check(program)
    if base in known["programs"]:
        return base not in _WITH_RUN or first not in {"run", "exec"}
    return _of_several(base, first, rest)


def _of_several(base: str, first: str, rest: list[str]) -> bool:
    """A program that does many things: it is told by its first words which."""
    known = table("github_actions")["subcommands"]
    if not rest:
        return base in known or base in _NAMED
    if f"{base} {first}" in known or f"{base} {rest[0]}" in known:
        return True
    plain = [word for word in rest if not word.startswith("-")]
    if base in _RUNNERS:
        script = "".join(plain[1:2]) if first in {"run", "run-script"} else first
        return bool(script) and _is_check(script)
    goals = [word for word in plain if "=" not in word and not word.isdigit()]
    return base in _NAMED and all(map(_is_check, goals))


def _interpreted(base: str, rest: list[str]) -> bool:
    known = table("github_actions")["subcommands"]
    name = "python" if base.startswith("python") else base
    at = rest.index("-m") if "-m" in rest else -1
    if at >= 0 and all(word.startswith("-") for word in rest[:at:2]):
        return (
            f"{name} -m {rest[at + 1]}" in known and "run" not in rest[at + 2 : at + 3] if len(rest) > at + 1 else False
        )
    if rest and f"{name} {rest[0]}" in known:
        return True
    options = [word for word in rest if word.startswith("-")]
    files = [word for word in rest if not word.startswith("-")]
    inline = any(word.startswith(("-c", "-e", "-p", "--eval", "--print")) for word in options)
    if inline and len(rest) > 1:
        return _INLINE[name](rest[1]) if name in _INLINE else False
    return bool(files) and not inline and _is_check(files[0])


def _is_check(name: str) -> bool:
    """Whether a program of the repository is called like one that checks or builds it."""
    name = re.sub(r"\$\{?\w+\}?", " ", name)
    words = re.findall(r"[a-z0-9]+", name.rpartition("/")[2].rpartition(".")[0].lower() or name.lower())
    words = words or re.findall(r"[a-z0-9]+", name.lower())
    if not _TELLS.isdisjoint(words):
        return False
    return any(word in table("github_actions")["words"] for word in words) and not outside.speaks_of_posting(
        name.replace("_", " ").replace("-", " ")
    )


def _only_fetches(rest: list[str]) -> bool:
    """Whether a request only gets something from an address that is written out."""
    method, addresses, skip = "GET", [], ""
    for word in rest:
        if skip:
            method = word if skip in {"-X", "--request"} else method
            skip = ""
        elif word in {"-X", "--request"} or word in _VALUED:
            skip = word
        elif _SENDS.match(word) or word.startswith("-X"):
            return False
        elif not word.startswith("-"):
            addresses.append(word)
    return all(outside.request("", method, address) is None for address in addresses)


def _of_node(code: str) -> bool:
    return only_reckons(re.sub(r"\bprocess\.(?:versions?|arch|platform)\b|\bconsole\.log\b", "", code))


_INLINE = {"python": only_reckons_in_python, "node": _of_node}
_BY_WORDS: Mapping[str, Callable[[list[str]], bool]] = {
    "curl": _only_fetches,
    "wget": _only_fetches,
    "nc": lambda rest: not _HERE.isdisjoint(rest),
    "awk": lambda rest: not any(word in " ".join(rest) for word in ("system", "getline", "|")),
    "find": lambda rest: not any(word.startswith(("-exec", "-ok")) for word in rest),
    "source": lambda rest: "".join(rest[:1]).endswith(("activate", ".env")),
    ".": lambda rest: "".join(rest[:1]).endswith(("activate", ".env")),
}
