"""Texts in a form in which two spellings of one word are equal."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ACCENTED = re.compile("([a-z])[\u0300-\u036f]+")
_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ0-9])(?=[A-ZÀ-ÖØ-Þ])")
_HASHTAG = re.compile(r"[#＃]\w+")


def fold(text: str) -> str:
    """Without case, width and accents: ``ＡＣＭÉ`` is ``acme``; umlauts as they are written without: ``mueller``."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().translate(_UMLAUTS)
    # Only Latin letters lose their marks: others are different letters with them.
    return unicodedata.normalize("NFC", _ACCENTED.sub(r"\1", unicodedata.normalize("NFKD", text)))


def apart(text: str) -> str:
    """The words of hashtags that are joined by capitals: ``#BoycottAcme`` is followed by ``Boycott Acme``."""
    return _HASHTAG.sub(_parts, text)


def _parts(tag: re.Match[str]) -> str:
    parts = _CAMEL.sub(" ", tag[0][1:])
    return f"{tag[0]} {parts} " if " " in parts else tag[0]
