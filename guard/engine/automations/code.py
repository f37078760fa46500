"""Code in a step: whether it can do no more than reckon with what it is given."""

import re

_LONGEST = 60_000
_MOST = 40
_LINE = re.compile(r"^[^\"'`/\n]*//[^\n]*$", re.MULTILINE)
_WORDS = re.compile(
    r"\brequire\b|\bimport\b\s*[({'\"*\w]|\bfetch\b\s*(?:\(|[;,)=\n.]|$)|\b(?:XMLHttpRequest|WebSocket|EventSource|Worker|globalThis"
    r"|constructor|__proto__|Reflect|Proxy|axios|superagent|nodemailer|child_process|dns|sendBeacon|importScripts)\b"
    r"|\bprocess\s*[.\[?]|\bglobal\s*\[|\beval\b|\bFunction\b|(?<![.\w])(?:exec|spawn|got|ky|request|RED)\w*\s*[.(\[]|\bhelpers\b"
    r"|\bthis\b(?!\.[A-Za-z_])|\bthis\.(?:get(?:Credentials|Context)|exec\w*|constructor|emit)\b|\\[ux]|\$evaluateExpression"
    r"|\bnew\s+Image\b|\.src\s*=|<script|\bdocument\b|\bwindow\b|\bnavigator\b",
)
_FILES = re.compile(
    r"\bthis\.helpers\.(?:getBinaryDataBuffer|prepareBinaryData|setBinaryDataBuffer|assertBinaryData)\b"
)
# What a flow keeps between two messages may be a library: calling it is no reckoning.
_KEPT = re.compile(r"\b(?:global|flow|context)\s*\.\s*get\s*\(")
_PLAINLY = re.compile(r"\b(?:global|flow|context)\s*\.\s*get\s*\([^()]*\)")
_UNPACKED = re.compile(
    r"(?:[}\])]\s*=\s*(?:await\s+)?|=\s*\(\s*)(?:context\s*\.\s*)?(?:global|flow|context)\s*\.\s*get\b"
)
_TAKEN = re.compile(
    r"([A-Za-z_$][\w$]*)\s*=\s*(?:await\s+)?(?:(?:context\.)?(?:global|flow)|context)\s*\.\s*get\s*\([^()]*\)"
)
_AT_ONCE = re.compile(
    r"\b(?:global|flow|context)\s*\.\s*get\s*\([^()]*\)\s*(?:\?\.)?\s*(?:\(|\[|\.\s*([A-Za-z_$][\w$]*)(?:[\w$.?]*)\s*\()"
)
_DATA = (
    "push|pop|shift|unshift|map|filter|reduce|forEach|find|findIndex|some|every|slice|splice|concat|join|sort|reverse|includes"
    "|indexOf|length|toString|toFixed|toISOString|getTime|split|trim|replace|toUpperCase|toLowerCase|substring|startsWith"
    "|endsWith|keys|values|entries|has|get|set|add|delete|fill|flat|flatMap|match|padStart|padEnd|hasOwnProperty|getHours"
    "|getMinutes|getDay|getDate|valueOf|toLocaleString|toLocaleTimeString|toLocaleDateString|at"
)
_SAFE = re.compile(_DATA)
_MODULES = frozenset(
    {
        "json", "re", "math", "datetime", "time", "random", "string", "itertools", "functools", "collections",
        "statistics",
        "decimal", "fractions", "hashlib", "hmac", "base64", "uuid", "typing", "textwrap", "unicodedata", "html", "csv",
        "copy", "operator", "calendar", "zoneinfo", "dataclasses", "enum", "difflib", "bisect", "heapq", "secrets",
        "pprint", "sys", "numbers", "types", "locale", "binascii", "struct", "zlib", "colorsys",
    }
)  # fmt: skip
_PYTHON = re.compile(
    r"__|\b(?:open|exec|eval|compile|getattr|globals|vars|input|breakpoint|importlib|pyodide|pyfetch)\b"
)
_IMPORT = re.compile(r"\b(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))")


def only_reckons(code: str) -> bool:
    """Whether JavaScript calls nothing that reaches other programs; in doubt it does."""
    if len(code) > _LONGEST:
        return False
    said = _FILES.sub("", _LINE.sub("", code))
    return not _WORDS.search(said) and _keeps_data(said)


def _keeps_data(code: str) -> bool:
    if not _KEPT.search(code):
        return True
    if len(_KEPT.findall(code)) != len(_PLAINLY.findall(code)) or _UNPACKED.search(code):
        return False
    if any(not (found[1] and _SAFE.fullmatch(found[1])) for found in _AT_ONCE.finditer(code)):
        return False
    names = {found[1] for found in _TAKEN.finditer(code)}
    if len(names) > _MOST:
        return False
    for name in names:
        if re.search(rf"=\s*{re.escape(name)}\s*(?:[;\n,]|$)", code):  # by another name it could be called unseen
            return False
        for used in re.finditer(rf"(?<![\w$.]){re.escape(name)}\s*(?:\?\.\s*)?(\(|(?:\.\s*[\w$]+\s*)+\()", code):
            if not _SAFE.fullmatch(used[1].rstrip("( \t\n").rpartition(".")[2].strip()):
                return False
    return True


def only_reckons_in_python(code: str) -> bool:
    """Whether Python imports and calls nothing that reaches other programs; in doubt it does."""
    if len(code) > _LONGEST or _PYTHON.search(code) or ("import" in code and "\\\n" in code):
        return False
    named = [module for found in _IMPORT.finditer(code) for module in re.split(r",", found[1] or found[2])]
    return all(module.split(" as ")[0].strip().partition(".")[0] in _MODULES for module in named) and len(
        re.findall(r"\bimport\b", code)
    ) <= len(list(_IMPORT.finditer(code)))
