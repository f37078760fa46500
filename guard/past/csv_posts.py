"""Posts in a table: what schedulers, LinkedIn and Meta hand out. The header says which column is which."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from guard.model.attempt import Verb
from guard.past.archives import Member
from guard.past.mastodon_archive import plain_text
from guard.past.moments import moment_of
from guard.past.past_post import NotImportable, PastPost
from guard.past.x_archive import app_of

_COLUMNS = {
    "text": "text full_text message post_message post_text content post_content caption post tweet tweet_text status"
    " body update sharecommentary commentary description title nachricht beitrag beitragstext inhalt beschreibung"
    " bildunterschrift titel_des_beitrags",
    "at": "date time datetime timestamp created_at created created_date published published_at publish_time"
    " publish_date published_date posted posted_at post_date sent sent_at scheduled scheduled_at datum zeit uhrzeit"
    " zeitpunkt zeitstempel erstellt erstellt_am veröffentlicht veröffentlicht_am gesendet gepostet_am",
    "app": "source app client tool posted_via via published_via application quelle programm anwendung",
    "account": "account account_username account_name profile page page_name handle username user network_profile"
    " konto kontoname profil seite seitenname benutzername",
    "verb": "type post_type kind art typ beitragstyp",
}
_NAMES = {role: names.split() for role, names in _COLUMNS.items()}
_FILES = re.compile(r"post|tweet|share|beitr|publish|content")
_PASSED_ON = re.compile(r"retweet|repost|share$|reshare|geteilt", re.IGNORECASE)
_ANSWER = re.compile(r"reply|comment|antwort|kommentar", re.IGNORECASE)


def wants(name: str) -> bool:
    """Whether it reads files of this name in an archive: LinkedIn's holds letters and contacts as tables, too."""
    return name.endswith((".csv", ".tsv")) and _FILES.search(name) is not None


def claims(member: Member) -> bool:
    """Whether this is a table with a column of words."""
    if not member.name.endswith((".csv", ".tsv")):
        return False
    return "text" in _columns(next(_rows(member), []))


def posts(member: Member) -> Iterator[PastPost]:
    """The rows that have words; raises NotImportable."""
    rows = _rows(member)
    columns = _columns(next(rows, []))
    for row in rows:
        said = {role: row[place].strip() for role, place in columns.items() if place < len(row)}
        if said.get("text"):
            yield _post(said)


def account(_member: Member) -> str:
    """A table says so row by row, if at all."""
    return ""


def _rows(member: Member) -> Iterator[list[str]]:
    """The rows that hold anything, the header first; raises NotImportable."""
    text = _decoded(member.data)
    first = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=first.count))
    try:
        yield from (row for row in reader if any(map(str.strip, row)))
    except csv.Error as error:
        raise NotImportable(member.path, f"is no table ({error})", "export it again", reader.line_num) from None


def _post(said: dict[str, str]) -> PastPost:
    kind, text = said.get("verb", ""), said["text"]
    passed_on = _PASSED_ON.search(kind) or text.startswith("RT @")
    verb = Verb.REPOST if passed_on else Verb.REPLY if _ANSWER.search(kind) else Verb.POST
    text = plain_text(text) if re.search(r"</\w+>|<br", text) else text
    return PastPost(text, moment_of(said.get("at", "")), app_of(said.get("app", "")), verb, said.get("account", ""))


def _columns(header: list[str]) -> dict[str, int]:
    """Which column has which role; of several, the one whose name stands first in our lists."""
    names = [re.sub(r"[\W_]+", "_", name.casefold()).strip("_") for name in header]
    found = {}
    for role, known in _NAMES.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            found[role] = place
    return found


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    start = data[:2000]
    if start[1::2].count(0) > len(start) // 4:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
