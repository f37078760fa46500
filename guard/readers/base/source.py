"""One configuration file as readers see it: its bytes, its syntax, and its content parsed once."""

from functools import cached_property
from pathlib import PurePosixPath

from guard.readers.base.parse import documents
from guard.readers.base.text import decode, looks_like
from guard.readers.base.values import MAX_DEPTH, MAX_NODES, NotReadable, Value

__all__ = ["MAX_DEPTH", "MAX_NODES", "NotReadable", "SourceFile", "Value"]

_SYNTAX_OF = {
    ".json": "json",
    ".yml": "yaml",
    ".yaml": "yaml",
    ".toml": "toml",
    ".ini": "ini",
    ".cfg": "ini",
    ".env": "env",
    ".js": "js",
    ".xml": "xml",
    ".py": "python",
}


class SourceFile:
    """A file's path and bytes. Parsing is done on first use, at most once, and raises NotReadable."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data

    @cached_property
    def name(self) -> str:
        """The last part of the path, in lower case."""
        return PurePosixPath(self.path.replace("\\", "/")).name.lower()

    @cached_property
    def folder(self) -> str:
        """The path up to the last part."""
        return str(PurePosixPath(self.path.replace("\\", "/")).parent)

    @cached_property
    def text(self) -> str:
        """The content as text: UTF-8, or UTF-16 where a byte order mark says so."""
        return decode(self.data)

    @cached_property
    def syntax(self) -> str:
        """``json``, ``yaml``, ``toml``, ``ini``, ``env``, ``js``, ``xml``, ``python`` or ``text``."""
        suffix = PurePosixPath(self.name).suffix
        seen = looks_like(self.text)
        expected = _SYNTAX_OF.get(suffix, "")
        # A name is a hint: it decides only where the content does not speak for itself.
        return seen if seen in {"json", "js", "xml"} and expected in {"", "yaml"} else expected or seen

    @property
    def documents(self) -> list[Value]:
        """The content parsed by its syntax; several for a YAML stream, none for plain text or code."""
        if isinstance(self._parsed, NotReadable):
            raise self._parsed
        return self._parsed

    @cached_property
    def _parsed(self) -> list[Value] | NotReadable:
        """A failure is kept too: every reader asks, and a broken file must not be parsed by each of them."""
        try:
            return documents(self.syntax, self.text)
        except NotReadable as problem:
            # INI files begin with a section, too.
            return [] if self.syntax == "toml" and not self.name.endswith(".toml") else problem

    @property
    def document(self) -> Value:
        """The first document, or None."""
        return self.documents[0] if self.documents else None

    @property
    def table(self) -> dict[str, Value]:
        """The first document where it is a mapping, else an empty mapping."""
        return self.document if isinstance(self.document, dict) else {}

    def line_of(self, *needles: str) -> int | None:
        """The line (from 1) where the last needle stands, each looked for behind the one before; None if not there."""
        at = 0
        for needle in needles:
            found = self.text.find(needle, at)
            if found < 0:
                return None
            at = found
        return self.text.count("\n", 0, at) + 1
