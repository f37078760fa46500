"""How texts are worded that help, warn, condemn or mourn, or that announce a work of art."""

import re

_EARNEST = re.compile(
    r"help ?line|hotline|samaritans|call 9-?8-?8|\b116 ?123\b|if you(?:['’]re| are) struggling|struggling with"
    r"|if you or someone|someone you (?:know|love)|content warning|trigger warning|\bCW:|\bTW:|\bcondemn|zero tolerance"
    r"|no (?:place|room) for|show racism|kick it out|report it to|shelters? (?:are|is|open)|shelters:|\bevacuate now"
    r"|this is a (?:drill|test of)|\bdrill\b|training exercise"
    r"|saddened|minute['’]s (?:silence|applause)|his family|her family|their family"
    r"|we pray|pray for the|anniversary of the|years since the"
    r"|never be forgotten|survivors|confidential(?:ly)? (?:advice|support|help)|specialist (?:team|support)"
    r"|new (?:study|report|research)|according to (?:a|the)|against (?:racism|hate|violence|antisemitism)"
    r"|stand (?:against|up to)|stigma|awareness (?:week|day|month)|opens (?:tonight|on|this)|on stage|box office"
    r"|screening|35 ?mm|in cinemas|director's cut|\bnovel\b|playing (?:tonight|at)|directed by|starring"
    r"|telefonseelsorge|hilfetelefon|hilfsangebot|beratungsstelle|anonym(?:e|er)? (?:beratung|hilfe)|0800 ?111"
    r"|kein platz"
    r"|kein(?:e|en)? (?:raum|toleranz)|verurteil|setzen (?:uns|ein zeichen) .{0,40}(?:gegen|ein)|gegen (?:rassismus"
    r"|hass|gewalt|antisemitismus|diskriminierung|rechts)|neue studie|\bstudie\b|löschen .{0,40}kommentare|gedenk"
    r"|wir trauern"
    r"|jahrestag|mahnwache|wir beten|premiere|vorstellung|spielplan|karten unter|\broman\b|lesung|verfilmung"
    r"|aufklärung"
    r"|\bübung\b|probealarm|warnung der|warn-app|\bwir suchen zeug",
    re.IGNORECASE,
)


def is_earnest(text: str) -> bool:
    """Whether it helps, warns, condemns, mourns or announces a work of art, as such texts are worded."""
    return bool(_EARNEST.search(text))
