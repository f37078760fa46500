"""Something in a brand's post that was to be filled in, and was not."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_FIELDS = (
    r"(?:first|last|full|user|company|brand|product|event|customer|client|city|author|campaign|vor|nach|firmen|produkt)?[ _-]?"
    r"(?:name|title|date|datum|time|uhrzeit|link|url|city|stadt|ort|place|location|price|preis|hashtags?|handle|image|"
    r"bild|photo|foto|emoji|cta|company|firma|brand|marke|product|produkt|event|topic|thema|code|discount|rabatt|xx+)"
)
_TO_DO = r"insert|add|enter|your|fill in|replace|paste|tbd|todo|hier|bitte|einfügen|eintragen|ergänzen|dein|ihr|euer"

_IN_BRACKETS = re.compile(
    rf"\[(?:(?:{_TO_DO})\b[^\]\n]{{0,60}}|{_FIELDS}|[^\]\n]{{1,40}} (?:here|einfügen|eintragen|ergänzen|tbd))\]"
)
_IN_ANGLES = re.compile(rf"<(?:(?:{_TO_DO})\b[^>\n]{{0,60}}|{_FIELDS})>")
_TEMPLATE = re.compile(
    rf"\{{\{{[^{{}}\n]{{1,60}}\}}\}}|\{{%[^{{}}\n]{{1,60}}%\}}|\$\{{\w[\w.]*\}}|<%=?[^%\n]{{1,60}}%>|\*\|\w+\|\*|%%\w+%%|"
    rf"%\(\w+\)s|%[A-Z]{{3,}}(?:_[A-Z]+)*%|\{{{_FIELDS}\}}|\[object object\]",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^\s*(?:undefined|null|nan|none|n/a)\s*$|\b(?:hi|hello|hey|dear|hallo|liebe[rs]?) (?:undefined|null|none)\b")
_FILLER = re.compile(
    r"\blorem ipsum\b|\bdolor sit amet\b|\b(?:copy|text|caption|headline|link|hashtags?|image|title|content) (?:goes )?here\b"
    r"(?=\W*$|\n)|\b(?:insert|paste|add|put) (?:\w+ )?(?:copy|text|caption|headline|link|hashtags?|url|name|date|image|title)"
    r" here\b|\byour (?:text|copy|caption|headline|message|logo|ad) here\b|\bplaceholder (?:text|copy|image|caption)\b|"
    r"\b(?:text|link|hashtags?|bild|datum|ort|name|titel) (?:hier )?(?:noch )?(?:einfügen|ergänzen|eintragen|einsetzen)\b|"
    r"\bhier (?:\w+ )?(?:text|link|bild|datum|name) (?:einfügen|ergänzen|eintragen|einsetzen|rein)\b|\bblindtext\b|\bmustertext\b"
)
_TO_COME = re.compile(r"\bTODO\b\s*[:(-]|^\s*TODO\b|\bFIXME\b|\bTKTK\b|\bXXX\b\s*[:(]")
_BLANK = re.compile(
    r"\bxx\.\s?xx\.(?:\s?(?:xxxx|xx|\d{2,4}))?|\bxx:xx\b|\bxx/xx(?:/xx(?:xx)?)?\b|[€$£]\s?xx+\b|\bxx+(?:,xx)?\s?(?:€|%|euro\b|uhr\b|prozent\b|percent\b)|"
    r"\btt\.mm\.(?:jjjj|jj)?|\bdd[./-]mm[./-]yy(?:yy)?\b|\bmm[./-]dd[./-]yy(?:yy)?\b|\b00\.00\.(?:0000)?|\b#(?:hashtag|yourhashtag)\b|"
    r"\bhttps?://(?:www\.)?(?:example\.(?:com|org|net)|your-?(?:link|site|website|url|domain)\.\w+|(?:link|url|xxx+)(?:\s|$))"
)
_TEST = re.compile(
    r"\s*(?:(?:this is (?:just |only )?a |dies ist (?:nur )?ein |das ist (?:nur )?ein )?test(?:ing|beitrag|post|tweet| post| tweet)?"
    r"(?:[ ,]+(?:test(?:ing)?|\d{1,3}|please ignore|bitte ignorieren)){0,4})\s*[.!]*\s*"
)
_KINDS = (_IN_BRACKETS, _IN_ANGLES, _TEMPLATE, _NOTHING, _FILLER, _BLANK)


def placeholder(post: Post) -> Iterator[Signal]:
    """One signal with a spot for each thing that is still to be filled in; one where all of it is a test."""
    if not post.brands or not post.worded:
        return
    if _TEST.fullmatch(post.folded):
        text = Sentence.of("This reads like a test.")
        yield Signal("placeholder", Severity.MEDIUM, text, confidence=Confidence.MEDIUM, spots=(Spot(0, len(post.text)),))
        return
    found = {match.span() for kind in _KINDS for match in kind.finditer(post.folded)}
    found |= {match.span() for match in _TO_COME.finditer(post.text)}
    outer = sorted(one for one in found if not any(one != other and other[0] <= one[0] and one[1] <= other[1] for other in found))
    if outer:
        shown = ", ".join(post.text[start:end].strip() for start, end in outer)
        text = Sentence.of("Still to be filled in: {shown}", shown=shown)
        spots = tuple(Spot(start, end) for start, end in outer)
        yield Signal("placeholder", Severity.MEDIUM, text, confidence=Confidence.HIGH, spots=spots)
