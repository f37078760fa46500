"""Trades that speak of grave things every day, told by a name: the press, a stage, a rescue service, a church."""

import re

from guard.model.identity import Identity

_ALL_BUT_CONTEMPT = frozenset(
    {"religion", "politics", "sex", "violence", "death and disaster", "alcohol and drugs", "money and law"}
)
_SUFFERING = frozenset({"violence", "death and disaster"})
_TRADES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        re.compile(
            r"news|courier|herald|gazette|tribune|chronicle|zeitung|anzeiger|tagblatt|tageblatt|nachrichten|kurier"
            r"|rundschau|rundfunk|radio|journalis|magazin|verlag|publish|books|buchhandlung|bookshop|library|bibliothek"
            r"|theatre|theater|kammerspiele|schauspiel|kino|cinema|films?\b|museum|games?\b|studios?\b|podcast"
            r"|(?:press|times|post|presse)(?:$|[\s._])"
        ),
        _ALL_BUT_CONTEMPT,
    ),
    (
        re.compile(
            r"police|polizei|feuerwehr|fire ?dep|sheriff|rescue|rettung|nhs|hospital|klinik|kranken|hospiz|hospice"
            r"|health|gesundheit|stiftung|foundation|charity|trust\b|relief|rotes kreuz|red ?cross|caritas|diakonie"
            r"|hilfe|ngo\b|amnesty|unicef|city|council|county|gov\b|stadt|gemeinde|landkreis|kreis\b|ministerium"
            r"|ministry|bundes|parlament|embassy|botschaft"
        ),
        _SUFFERING,
    ),
    (re.compile(r"stiftung|foundation|parlament|bundestag|landtag|party\b|partei"), frozenset({"politics"})),
    (
        re.compile(r"church|kirche|pfarr|bistum|diocese|parish|synagog|moschee|mosque|gemeinde\b"),
        frozenset({"religion", "death and disaster", "violence", "politics"}),
    ),
    (
        re.compile(r"wildlife|wildtier|zoo\b|naturschutz|conservation"),
        frozenset({"death and disaster", "sex", "violence"}),
    ),
    (
        re.compile(r"brewery|brewing|brauerei|winery|weingut|distill|destill|pub\b|bar\b|beer|wine"),
        frozenset({"alcohol and drugs"}),
    ),
)
"""What those speak of every day whose names have one of these words; what is grave is told all the same."""


def is_trade(topic: str, brand: Identity) -> bool:
    """Whether the names it goes by say that its trade is to speak of this topic."""
    names = " ".join((brand.name, *(account.handle for account in brand.accounts))).casefold()
    return any(topic in topics for trade, topics in _TRADES if trade.search(names))
