"""Bytes to text, and the first guess at a text's syntax."""

import codecs
import re

from guard.readers.base.values import NotReadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENV_LINE = re.compile(r"(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=")
_YAML_LINE = re.compile(r"(?:- )?[\w.\"'-]+\s*:(?:\s|$)")
_FLOW_KEY = re.compile(r"\{\s*[\w.-]+\s*:\s")


def decode(data: bytes) -> str:
    """The text of ``data``; raises NotReadable for anything but UTF-8 or marked UTF-16 and UTF-32, and for NULs."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotReadable(
            f"is not {encoding.removesuffix('-sig').upper()} text (byte {error.start})", line, "save the file as UTF-8"
        ) from None
    if "\0" in text:
        raise NotReadable("holds NUL characters", text.count("\n", 0, text.index("\0")) + 1, "save the file as UTF-8")
    return text.replace("\r\n", "\n")


def looks_like(text: str) -> str:
    """The syntax that the first lines suggest, one of the words of ``SourceFile.syntax``."""
    head = text[:4096].lstrip()
    if head.startswith(("<?xml", "<rss")):
        return "xml"
    if head.startswith("window.YTD."):
        return "js"
    if head.startswith("{"):
        if head.startswith(("{{", "{%")):
            return "text"
        # YAML's braces need no quotation marks around a key.
        return "yaml" if _FLOW_KEY.match(head) else "json"
    if head.startswith("["):
        inside = head[1:].lstrip()[:1]
        return "json" if inside in set('{["]') or inside.isdigit() else "toml"
    lines = [line for line in head.splitlines() if line.strip() and not line.lstrip().startswith(("#", ";"))]
    if not lines:
        return "text"
    first = lines[0]
    if first.startswith("["):
        return "toml"
    if first.startswith(("---", "%YAML")) or _YAML_LINE.match(first):
        return "yaml"
    return "env" if _ENV_LINE.match(first) else "text"
