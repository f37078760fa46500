"""Whether a post names a brand: by a name, a handle, a hashtag, or a link to one of its hosts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from guard.mentions.folding import apart, fold
from guard.mentions.prefilter import Might, prefilter
from guard.model.mention import Post, Watching

_LETTER = "0-9a-zß-ÿĀ-ɏͰ-ۿ"
"""Letters that make a word longer: beside Chinese or Japanese letters, and beside ``_``, a name still stands alone."""
_LONG = 4
"""From so many letters on, a name may have an ``s`` at its end: ``Acmes neue App``."""


class Terms:
    """What the brands are called."""

    def __init__(self, watchings: Iterable[Watching]) -> None:
        self._brands = {watching.brand: _Words(watching) for watching in watchings}

    def might(self) -> Might:
        """A test for raw bytes, before they are parsed; what it refuses names none of the brands."""
        return prefilter(word for brand in self._brands.values() for word in brand.parts())

    def named(self, post: Post) -> tuple[str, ...]:
        """The brands that it names, whoever wrote it."""
        text = fold(apart(post.text))
        handles = frozenset(fold(one if one.startswith("@") else "@" + one) for one in post.mentions)
        hosts = frozenset(filter(None, map(_host, post.links)))
        return tuple(brand for brand, words in self._brands.items() if words.stand_in(text, handles, hosts))

    def wrote(self, brand: str, post: Post) -> bool:
        """Whether one of the brand's own accounts wrote it."""
        words = self._brands.get(brand)
        return words is not None and fold(post.author) in words.handles

    @property
    def brands(self) -> Mapping[str, object]:
        """By their ids."""
        return self._brands


class _Words:
    """One brand's."""

    def __init__(self, watching: Watching) -> None:
        self.handles = frozenset(fold("@" + one.lstrip("@")) for one in watching.handles if one.strip("@ "))
        self._names = [fold(" ".join(one.split())) for one in watching.names if one.strip()]
        self._tags = [fold(one.strip("#＃ ")) for one in watching.hashtags if one.strip("#＃ ")]
        self._hosts = tuple(_asked_host(one) for one in watching.hosts if one.strip())
        shapes = [*map(_name, self._names), *map(_handle, self.handles), *map(_tag, self._tags)]
        shapes += map(_address, self._hosts)
        self._pattern = re.compile("|".join(shapes)) if shapes else None

    def parts(self) -> Iterator[str]:
        """What must stand in a message that names the brand."""
        yield from self._names
        yield from self._tags
        yield from self._hosts
        for handle in self.handles:
            # In a text, a handle of the fediverse often stands without its instance.
            yield handle[1:].partition("@")[0]

    def stand_in(self, text: str, handles: frozenset[str], hosts: frozenset[str]) -> bool:
        """Whether a text, the handles it names or the hosts it links to are the brand's."""
        return (
            (self._pattern is not None and self._pattern.search(text) is not None)
            or not self.handles.isdisjoint(handles)
            or any(host == own or host.endswith("." + own) for own in self._hosts for host in hosts)
        )


def _name(name: str) -> str:
    parts = r"[\s\-_.]{0,3}".join(map(re.escape, re.split(r"[\s\-_]+", name)))
    before = f"(?<![{_LETTER}@])" if _spaced(name[0]) else ""
    after = f"(?![{_LETTER}])" if _spaced(name[-1]) else ""
    genitive = "s?" if after and len(name) >= _LONG and name[-1] not in "sxz" else ""
    return f"{before}{parts}{genitive}{after}"


def _handle(handle: str) -> str:
    # ``@acme`` ends before a full stop that ends the sentence, and is not the beginning of ``@acme.bsky.social``.
    return rf"(?<![\w@/.]){re.escape(handle)}(?![\w@]|[.-]\w)"


def _tag(tag: str) -> str:
    return rf"(?<![\w#&])#{re.escape(tag)}(?!\w)"


def _address(host: str) -> str:
    return rf"(?<![\w-]){re.escape(host)}(?![\w-]|\.\w)"


def _spaced(letter: str) -> bool:
    """Whether words of such letters are kept apart by spaces."""
    return re.match(f"[{_LETTER}]", letter) is not None


def _asked_host(written: str) -> str:
    return (_host(written if "//" in written else "//" + written) or fold(written)).removeprefix("www.")


def _host(link: str) -> str:
    try:
        host = urlsplit(link).hostname or ""
        return fold(host.encode("ascii").decode("idna") if "xn--" in host else host)
    except ValueError:  # no address, or a host that is none
        return ""
