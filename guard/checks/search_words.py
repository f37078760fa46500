"""A brand's post that was meant for another field: a search, the address bar, a terminal."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_QUOTED = r"[\"“”„«»][^\"“”„«»\n.!?]{2,40}[\"“”«»]"
_BETWEEN = r"[\s,;|+]*(?:\b(?:AND|OR|NOT|UND|ODER)\b)?[\s,;|+(-]*"
_TERMS = re.compile(rf"[\s(]*{_QUOTED}(?:{_BETWEEN}{_QUOTED}[\s)]*)+[,;]?\s*")
"""Two short quotations or more, and nothing else. One alone is a quotation."""
_LONGEST_TERM = 4
"""Words of a quoted search term; a sentence in quotation marks has more."""
_OPERATOR = re.compile(
    r"(?:^|\s)-?(?:site:\w[\w.-]+\.\w|intitle:\S|inurl:\S|filetype:\w|ext:\w{2,4}\b|min_(?:faves|retweets|replies):\d|"
    r"(?:since|until):\d{4}-\d|filter:\w|lang:[a-z]{2}\b|from:@?\w{2,}\s+(?:since|until|to|\w+):?)"
)
_BOOLEAN = re.compile(rf"(?:{_QUOTED}|\([^()]+\)|\b[\w-]+)\s+(?:AND|OR|NOT)\s+(?:{_QUOTED}|\([^()]+\)|[\w-]+)")
_BAR = re.compile(
    r"(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|192\.168\.\d+\.\d+|10\.\d+\.\d+\.\d+)(?::\d+)?(?:/\S*)?|"
    r"(?:about|chrome|edge|brave|vivaldi|opera):(?://)?[a-z]\S*|file:///\S*|"
    r"(?:www\.)?(?:google|facebook|gmail|youtube|twitter|x|instagram|linkedin|amazon|netflix|reddit|whatsapp|tiktok|"
    r"outlook|office|hotmail|yahoo|chatgpt|pornhub)\.(?:com|co|de|c|co\.uk)/?"
)
_COMMAND = re.compile(
    r"[$#>%]?\s*(?:sudo \S.*|ls(?: -\w+)?(?: \S+)?|cd(?: [\w./~-]+)|pwd|clear|:wq?!?|:q!?|exit\(?\)?|"
    r"git (?:status|push|pull|commit|checkout|add|log|diff|stash|rebase|merge|fetch|clone)\b.*|"
    r"(?:npm|yarn|pnpm) (?:run|install|i|start|test|ci)\b.*|pip3? install \S+|apt(?:-get)? (?:update|upgrade|install)\b.*|"
    r"(?:docker|kubectl|systemctl|journalctl|terraform|ansible|brew) \w+.*|ssh (?:-\S+ )*[\w.-]+@[\w.-]+|"
    r"(?:curl|wget) (?:-\S+ )*\S*(?:\.\w|/)\S*|ping [\w.-]+|(?:cat|less|tail|vim?|nano|rm|cp|mv|chmod|mkdir|touch)"
    r"(?: -\w+)* [\w./~*-]*[./~*_-][\w./~*-]*(?: \S+)?|(?:select|SELECT) .+ (?:from|FROM) \w+.*|"
    r"(?:ipconfig|ifconfig)(?: /\w+)?|python3? \S+\.py.*)"
)
_QUERY = re.compile(
    r"(?:how (?:to|do i|do you|can i)|wie (?:kann|lösche|ändere|mache|entferne) (?:ich|man))\b[^.!?#@:…]*"
    r"\b(?:tweets?|retweet|account|password|passwort|konto|login|screenshot|pdf|excel|iphone|whatsapp|facebook|"
    r"instagram|twitter|linkedin|browser|chrome|beitrag|post)\b[^.!?#@:…]*"
)
_FEW = 10
"""Words of a search; who types more is writing."""


def search_words(post: Post) -> Iterator[Signal]:
    """One signal where the whole text is what one types elsewhere."""
    text = post.text.strip()
    if not post.brands or not post.worded or "\n" in text:
        return
    where = _where(text, post)
    if where is not None:
        said = Sentence.of("This reads as if it was meant for {where}.", where=where)
        start = post.text.index(text)
        spots = (Spot(start, start + len(text)),)
        yield Signal("search-words", Severity.MEDIUM, said, confidence=Confidence.MEDIUM, spots=spots)


def _where(text: str, post: Post) -> Sentence | None:
    few = len(text.split()) <= _FEW
    if _BAR.fullmatch(text.lower()):
        return Sentence.of("the address bar")
    if _COMMAND.fullmatch(text):
        return Sentence.of("a terminal")
    if few and (_is_terms(text) or _is_question(text, post) or _is_own_name(text, post)):
        return Sentence.of("a search")
    return None


def _is_terms(text: str) -> bool:
    terms = re.findall(_QUOTED, text)
    if _TERMS.fullmatch(text) and all(len(term.split()) <= _LONGEST_TERM for term in terms):
        return True
    shouted = text.isupper()
    boolean = _BOOLEAN.search(text) and not shouted and (terms or "(" in text) and text[-1] not in ".!?"
    return bool(boolean) or _OPERATOR.search(text) is not None


def _is_question(text: str, post: Post) -> bool:
    return text.islower() and not post.attempt.media and _QUERY.fullmatch(text) is not None


def _is_own_name(text: str, post: Post) -> bool:
    """Whether it is the brand's own name and no more: who looks oneself up takes the wrong field."""
    names = {name.casefold() for one in post.brands for name in (one.name, *one.care.names)}
    return not post.attempt.media and post.attempt.verb.value == "post" and text.casefold() in names
