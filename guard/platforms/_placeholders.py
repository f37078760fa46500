"""Texts of automations hold the placeholders of their tools; here each becomes one character, and back.

``{{ … }}`` (n8n, Make, Huginn), ``{{{ … }}}`` (Node-RED), ``${{ … }}`` and ``${ … }`` and ``$NAME`` (GitHub Actions,
shells), ``{% … %}`` (Liquid), ``$( … )`` and, in addresses, ``{name}`` and ``<name>``. A character from Unicode's
private-use area stands for each, so that what is inside of a placeholder cannot be taken for a part of the text.
"""

_FIRST, _LAST = 0xE000, 0xF8FF
_PAIRS = (("${{", "}}"), ("{{{", "}}}"), ("{{", "}}"), ("{%", "%}"), ("${", "}"), ("$(", ")"))
_PAIRS_OF_ADDRESSES = (*_PAIRS, ("{", "}"), ("<", ">"))


class Masked:
    """A text in which every placeholder is one character."""

    def __init__(self, text: str, *, address: bool = False) -> None:
        self._text = text
        self._pairs = _PAIRS_OF_ADDRESSES if address else _PAIRS
        self._unclosed: set[str] = set()
        self._kept: list[str] = []
        self.text = self._mask()

    def _mask(self) -> str:
        plain: list[str] = []
        at = 0
        for start in (position for position, character in enumerate(self._text) if character in "{$<"):
            end = self._end_of_placeholder(start) if start >= at and len(self._kept) <= _LAST - _FIRST else None
            if end:
                plain += _foreign(self._text[at:start]), chr(_FIRST + len(self._kept))
                self._kept.append(self._text[start:end])
                at = end
        return "".join((*plain, _foreign(self._text[at:])))

    def _end_of_placeholder(self, at: int) -> int | None:
        """Where the placeholder ends that begins at ``at``; None where none does."""
        text = self._text
        for opening, closing in self._pairs:
            if text.startswith(opening, at):
                found = -1 if closing in self._unclosed else text.find(closing, at + len(opening))
                if found >= 0:
                    return found + len(closing)
                self._unclosed.add(closing)  # nor will it be found further on; to look again would take for ever
        end = at + 1
        while text[at] == "$" and end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == "_"):
            end += 1
        return end if end > at + 1 else None

    def restored(self, part: str) -> str:
        """A part of the masked text with its placeholders as they were written."""
        indexes = ((character, ord(character) - _FIRST) for character in part)
        return "".join(self._kept[index] if 0 <= index < len(self._kept) else each for each, index in indexes)


def _foreign(text: str) -> str:
    """The text without private-use characters of its own, which would pass for placeholders."""
    return text if text.isascii() else "".join("�" if has_placeholder(each) else each for each in text)


def has_placeholder(part: str) -> bool:
    """Whether this part of a masked text holds a placeholder."""
    return not part.isascii() and any(_FIRST <= ord(character) <= _LAST for character in part)
