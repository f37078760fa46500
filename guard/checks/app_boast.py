"""A post that reads as if a game or an app had made it by itself."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_LOOKED_AT = 600
"""Characters; such posts are short, and every gap below has an end."""
_BOASTS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL | re.VERBOSE)
    for pattern in (
        # what one has become in a game, and an invitation
        r"""^\W* i(?:['’]m|\ am)\ (?:now\ |currently\ )?(?:a|an|the|level|at\ level|playing|on\ level)\ .{1,80}
            \b(?:in|on)\ .{1,120} (?:join\ me|come\ join|play\ with\ me|play(?:ing)?\ (?:on|for|it)|download)""",
        # what one has done there, with its name and a link
        r"""^\W* i(?:['’]ve)?\ (?:just\ |have\ )?
            (?:scored|reached|unlocked|earned|completed|beat|won|harvested|collected|level+ed\ up|ousted|finished
              |became|checked\ in|defeated|ran|cycled|burned|hit\ (?:level|a\ new)|got\ \d|passed\ level
              |raised\ my|caught\ a|hatched)\b
            .{1,80} \b(?:in|on|with|at|using)\b .{1,120}
            (?:https?://|www\.|[#@]\w|\bvia\b|\bapp\b|\bjoin\ me\b|\bcome\ join\b|\bplay\b|\biphone\b|\bandroid\b)""",
        r"""^\W* i(?:['’]ve|\ have)\ (?:just\ )?(?:unlocked|collected|harvested|earned|completed)\ [\d,.]+
            .{1,80} (?:https?://|\#\w)""",
        r"^\W* (?:come\ )?(?:beat\ my\ (?:high\ ?)?score|can\ you\ beat\ (?:me|my\ (?:high\ ?)?score))",
        # what apps tell of what one does
        r"^\W* i\ (?:liked|added)\ an?\ (?:@?youtube\ )?video",
        r"""^\W* i(?:['’]m|\ am)\ (?:at|watching|listening\ to)\ .{1,100}
            (?:\(in\ .{1,40}\)|\(@\ .{1,60}\)|w/\ \d+\ others|\#trakt|4sq\.com)""",
        r"^\W* i\ (?:posted|uploaded|added)\ (?:a|\d+)\ new\ (?:photos?|videos?)\ (?:to|on)\ (?:face|you|flic)",
        r"\d+\ (?:people|persons?|followers?|users?)\ (?:have\ )?(?:un)?followed\ me",
        r"\b unfollowers? \b.{0,60}\b (?:via|checked\ by|tracked\ by) \b",
        r"^\W* my\ (?:(?:week|day)\ on\ twitter|top\ \d+\ .{1,20}last\.?fm)",
        r"^\W* i\ used\ \#?(?:shazam|soundhound)\ ",
        r"^\W* (?:i['’]m\ )?drinking\ (?:an?|the)\ .{1,80} \bby\b .{1,80} (?:https?://|untp\.|untappd|\#photo)",
        r"^\W*\#?(?:wordle|quordle|worldle|nerdle|heardle|globle)\b\W* \#?[\d.,]{1,7}\b .{0,20}(?:[\dx]/\d|[🟩🟨⬛⬜])",
        r"^\W* i\ (?:got|scored|took)\b .{1,120} (?:\bquiz\b|which\ .{1,60}\ are\ you|how\ well\ do\ you\ know)",
        r"^\W* i\ (?:just\ )?(?:rated|reviewed)\b .{1,120} (?:\d\ ?/\ ?\d|\bstars?\b|imdb|letterboxd|goodreads)",
        r"^\W* (?:i['’]ve|i\ have)?\ ?(?:just\ )?watched\ .{1,60} (?:\bS\d{1,2}\ ?[|xE]|\#tvtime|\#trakt)",
        # sports watches and step counters, in both languages
        r"""^\W* (?:(?:i|just|ich|habe?|bin|soeben|gerade)\ ){0,4} .{0,40}
            \d[\d.,]* \ ?(?:km|k|mi|miles|steps|kcal|schritte|kilometer)\b
            .{0,40} (?:\b(?:with|on|via|using|mit|in|bei)\ |[@\#])\ ?\#?@?
            (?:runtastic|strava|nike\+|nikeplus|garmin|komoot|runkeeper|endomondo|mapmyrun|fitbit|zwift
              |adidas\ running)""",
        r"\#fitstats|\b[\d.,]+\ steps\ and\ [\d.,]+\ (?:miles|km)\b",
        # who follows, who does not any more
        r"\b\d+\ (?:new\ )?(?:un)?followers?\b .{0,40} \b\d+\ (?:new\ )?(?:un)?followers?\b .{0,20}\b(?:via|by|http)",
        r"\b\d+\ (?:neue\ )?follower\b .{0,60} \b(?:entfolgt|nicht\ mehr\ gefolgt)\b",
        r"""^\W* i\ just\ (?:entered|signed|backed|donated\ to|pledged|supported|voted\ for)\ .{1,120}
            \b(?:on|via)\b .{1,60} https?://""",
        # the same in German
        r"""^\W* ich\ (?:bin|spiele)\ (?:jetzt\ |gerade\ |nun\ )?.{1,80} \b(?:in|bei|auf)\b
            .{1,120} (?:komm|spiel\ mit|mach\ mit|lade|hol\ dir)""",
        r"""^\W* ich\ habe?\ (?:gerade|soeben|eben)\ .{1,80} \b(?:in|bei|mit|auf)\b .{1,60}
            \b(?:erreicht|freigeschaltet|gewonnen|abgeschlossen|geschafft|gesammelt|besiegt|gelaufen|absolviert)\b""",
        r"""^\W* ich\ habe?\ .{0,60} \b(?:abzeichen|erfolg|trophäe|level|medaille|badge)\b
            .{0,80} \b(?:freigeschaltet|erreicht|verdient|erhalten|gewonnen)\b""",
        r"^\W* (?:mir\ gefällt\ ein|ich\ habe\ ein)\ @?youtube-video",
        r"^\W* ich\ habe\ (?:ein\ neues\ foto|neue\ fotos)\ auf\ facebook",
    )
)


def app_boast(post: Post) -> Iterator[Signal]:
    """One signal where a brand's post begins as such posts do."""
    if not post.brands or not post.worded:
        return
    text = post.text[:_LOOKED_AT]
    if any(boast.search(text) for boast in _BOASTS):
        said = Sentence.of("This reads like a post that a game or an app makes by itself.")
        yield Signal("app-boast", Severity.MEDIUM, said, post.attempt.app, Confidence.MEDIUM)
