"""Plain text out of what networks show as HTML."""

from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "tr", "pre"})
_UNSHOWN = frozenset({"script", "style", "template", "title"})
LONGEST = 100_000
"""Characters of HTML that are read."""


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS and self.parts:
            self.parts.append("\n\n" if tag == "p" else "\n")
        elif tag in _UNSHOWN:
            self._hidden += 1
        elif tag == "a":
            said = dict(attrs)
            kinds = (said.get("class") or "").split()
            if said.get("href") and "mention" not in kinds and "hashtag" not in kinds:
                self.links.append(said["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def plain(html: str) -> tuple[str, tuple[str, ...]]:
    """The text with its line breaks, and where it links to, mentions and hashtags aside. Never raises.

    Mastodon hides a part of each long link from sight, not from the text
    (https://docs.joinmastodon.org/spec/activitypub/#sanitization), so the text has links in full.
    """
    reading = _Reading()
    try:
        reading.feed(html[:LONGEST])
        reading.close()
    except (ValueError, AssertionError, RecursionError):
        reading.parts.append("")  # what was read until then
    return "".join(reading.parts).strip(), tuple(dict.fromkeys(reading.links))
