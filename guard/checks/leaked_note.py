"""A note between those who write a brand's post, left in it: of a colleague, an agency or a writing assistant."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_THING = (
    r"(?:captions?|tweets?|posts?|drafts?|versions?|copy|options?|variations?|suggestions?|texts?|threads?|hashtags|replies|"
    r"reply|vorschl(?:ag|äge)|entw(?:urf|ürfe)|textvorschl(?:ag|äge)|beitr(?:ag|äge)|varianten?|bildunterschrift(?:en)?|postings?)"
)
_ANSWER = re.compile(
    rf"^\W*(?:(?:sure|certainly|of course|absolutely|great idea|no problem|gerne|klar|natürlich|selbstverständlich)\b[!,. :–-]+)"
    rf"(?:here(?:['’]s| is| are)|hier (?:ist|sind|kommt|kommen))\b|"
    rf"^\W*(?:here(?:['’]s| is| are)|hier (?:ist|sind|kommt|kommen)) (?:an?|the|your|some|my|\d+|two|three|five|ten|our|"
    rf"ein(?:e|en)?|der|die|dein(?:e|en)?|mein(?:e|en)?|ihr(?:e|en)?|zwei|drei|fünf|zehn)? ?(?:[\w-]+ ){{0,5}}{_THING}\b[^.!?\n]{{0,80}}:|"
    r"\bas an ai (?:language )?model\b|\bals ki-?(?:sprach)?modell\b|\bi (?:cannot|can['’]t|am unable to) (?:assist|help) with that request\b|"
    rf"\b(?:let me know if you(?:['’]d| would) like|would you like me to|feel free to|do you want me to) (?:\w+ ){{0,4}}"
    rf"(?:adjust|tweak|shorten|revise|rewrite|edit|another|more options|changes)\b|"
    rf"\b(?:soll ich|möchten sie, dass ich|möchtest du, dass ich|sag bescheid, wenn) (?:\w+ ){{0,5}}"
    r"(?:anpass\w*|kürz\w*|umschreib\w*|überarbeit\w*|varianten?|erstelle\w*)\b"
)
_LABEL = re.compile(
    r"(?m)^\W{0,3}(?:caption|tweet|draft|entwurf|bildunterschrift|posting|post ?copy|copy|headline|cta|call[- ]to[- ]action|"
    r"alt[- ]?text|hashtags|image|visual|bild|bildidee|thread|teaser|subject line|betreff)"
    r"(?: ?#?\d{1,2}| ?v ?\d(?:\.\d)?| (?:for|für) (?:\w+))?\s?(?:\([^)\n]{1,30}\)\s?)?:(?=\s|$)|"
    r"(?m:^\W{0,3}(?:option|variante?|version|tweet|post) (?:\d{1,2}|[a-c])\s?(?:\([^)\n]{1,30}\)\s?)?:(?=\s|$))"
)
_VERSION = re.compile(
    r"\b(?:draft|entwurf|version|fassung) ?v? ?\d(?:\.\d)?\b(?=\W*(?:$|\n|[-–:|)]))(?<!version \d)|\bv\d[_ -]final\b|\bfinal[_ -](?:final|v\d)\b|"
    r"\((?:\d{2,4} (?:characters|chars|zeichen)|character count: ?\d+|(?:zeichen|anschläge): ?\d+)\)|\[\d{2,4} (?:characters|chars|zeichen)\]"
)
_ORDER = re.compile(
    r"@?\w*,? ?\b(?:bitte|pls|please|plz) (?:\w+ ){0,3}?(?:freigeben|gegenlesen|abnehmen|approve|sign off|proofread)\b|"
    r"\b(?:zur freigabe|um freigabe|freigabe durch|wartet auf freigabe|noch nicht freigegeben)\b|"
    r"\b(?:pending|awaiting|needs?|for) (?:client |legal |final |your )?(?:approval|sign-?off)\b(?=\W*(?:$|\n|before|by|from @))|"
    r"\b(?:do not|don['’]t|not to be) (?:post|publish(?:ed)?|tweet)(?: (?:this|yet|before|until)\b|\W*$)|"
    r"\b(?:noch )?nicht (?:posten|veröffentlichen)\b|\b(?:not for publication|embargoed until|embargo(?::| until)|sperrfrist)\b|"
    r"\b(?:post|write|use|copy|paste|publish|schreib|poste?) (?:the|this|das|den|folgende[ns]?) (?:text )?(?:below|following|folgende[ns]?|hier unten)\b|"
    r"\bwrite the below\b|\b(?:can|could) you (?:please |pls )?(?:put|post|write|say|tweet) something like\b|"
    r"\b(?:kannst du|könntest du|könnten sie) (?:bitte )?(?:\w+ ){0,3}(?:posten|schreiben|hochladen|veröffentlichen)\b|"
    r"\bat \d{1,2}(?::\d\d)? ?(?:am|pm) ?(?:[a-z]{2,4})?,? (?:write|post|publish|upload)\b"
)
_KINDS = (_ANSWER, _LABEL, _VERSION, _ORDER)


def leaked_note(post: Post) -> Iterator[Signal]:
    """One signal with a spot for each piece that is about the post and not of it."""
    if not post.brands or not post.worded:
        return
    found: list[tuple[int, int]] = []
    for start, end in sorted({match.span() for kind in _KINDS for match in kind.finditer(post.folded)}):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    if found:
        shown = post.text[found[0][0] : found[0][1]].strip()
        text = Sentence.of("This reads like a note about the post, not the post: “{shown}”", shown=shown)
        spots = tuple(Spot(start, end) for start, end in found)
        yield Signal("leaked-note", Severity.MEDIUM, text, confidence=Confidence.MEDIUM, spots=spots)
