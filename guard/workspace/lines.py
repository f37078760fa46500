"""On which line of a TOML text a key stands; the standard library's parser does not tell."""


class Lines:
    """The lines of tables and keys, found by a simple walk over the text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str | int, ...], int] = {}
        counts: dict[str, int] = {}
        table: tuple[str | int, ...] = ()
        for number, line in enumerate(text.split("\n"), 1):
            bare = line.strip()
            if bare.startswith("[["):
                name = bare.strip("[] ").split("]]")[0].strip()
                table = (name, counts.setdefault(name, 0))
                counts[name] += 1
                self._lines.setdefault(table, number)
                self._lines.setdefault((name,), number)
            elif bare.startswith("["):
                table = (bare.strip("[] ").split("]")[0].strip(),)
                self._lines.setdefault(table, number)
            elif "=" in bare and not bare.startswith("#"):
                self._lines.setdefault((*table, _key(bare)), number)

    def of(self, *path: str | int) -> int | None:
        """The line of ``("identity", 0, "color")``; where the key itself is not found, that of its table."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


def _key(line: str) -> str:
    if line[0] in "\"'":
        return line[1:].split(line[0])[0]
    return line.split("=")[0].strip()
