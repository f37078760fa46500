"""An incident as a document: complete, without people outside, and nothing in it becomes more than text."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_views import SHA, entry, person, view
from markdown_it import MarkdownIt

from guard.incident.exports import FORMATS, export
from guard.incident.exports.everyday import COMMON
from guard.incident.exports.letters import plain
from guard.incident.proof import compared, evidence_problems
from guard.incident.sentences import together
from guard.languages import said
from guard.model.incident import Entry, EntryKind, Evidence
from guard.protocol.incidents import EntryView, IncidentView, StepView

AT = datetime(2026, 11, 22, 23, 24, tzinfo=UTC)

EACH = [pytest.param(one, id=one) for one in FORMATS]
READ = [pytest.param("markdown", id="markdown"), pytest.param("html", id="html")]
HOSTILE = [
    pytest.param("# Fired!", id="a heading"),
    pytest.param("Fired!\n======", id="a heading by a line under it"),
    pytest.param("Fired!\n---", id="a rule"),
    pytest.param("[click](https://evil.example)", id="a link"),
    pytest.param("![x](https://evil.example/p.png)", id="a picture"),
    pytest.param("[a]: https://evil.example\n[a]", id="a reference"),
    pytest.param("<https://evil.example>", id="an address in angles"),
    pytest.param("https://evil.example and www.evil.example", id="bare addresses"),
    pytest.param("[x](javascript:alert(1)) javascript:alert(1)", id="a script's address"),
    pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)>", id="HTML"),
    pytest.param("a\n\n<div onclick='x'>\n\nb", id="a block of HTML"),
    pytest.param("<!-- --><![CDATA[x]]>", id="a comment"),
    pytest.param("&lt;script&gt; &#106;avascript", id="entities"),
    pytest.param("| a | b |\n|---|---|\n| c | d |", id="a table"),
    pytest.param("a | b", id="a cell's end"),
    pytest.param("```\ncode\n```", id="a fence"),
    pytest.param("~~~\ncode", id="a fence that is never closed"),
    pytest.param("    code by blanks", id="indented code"),
    pytest.param("`code` $x$", id="code in a line"),
    pytest.param("- a\n+ b\n1. c\n2) d\n* e", id="lists"),
    pytest.param("> quoted\n>> twice", id="quotes"),
    pytest.param("**bold** _it_ ~~gone~~", id="emphasis"),
    pytest.param("\\[x](https://evil.example)\\", id="backslashes"),
    pytest.param("a\u2028# b\x0b# c\x85# d\r# e", id="other ends of lines"),
    pytest.param("{{ 7 * 7 }} {% raw %} ${x}", id="templates"),
    pytest.param("\u202egnp.exe \x1b[31m\x00", id="signs that nobody sees"),
    pytest.param("bytes \udcff that are no text", id="half a sign"),
    pytest.param('" onmouseover="alert(1)', id="an attribute's end"),
]


class Page(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.shown = ""
        self._style = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._style = tag == "style"
        self.shown += "\n" if tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        self.shown += "" if self._style else data


def made(view: IncidentView, format: str, language: str = "en", *, bystanders: bool = False) -> tuple[str, str]:  # noqa: A002
    """A document of it."""
    return export(view, format, bystanders, language)


def structure(markdown: str) -> list[str]:
    """What a reader of Markdown makes of it, without the texts."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [
        f"{one.type} {one.tag}"
        for token in reader.parse(markdown)
        for one in (token, *(token.children or ()))
        if one.type not in {"text", "softbreak", "hardbreak"}
    ]


def shown(markdown: str) -> str:
    """The text that a reader sees."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parts = [one for token in reader.parse(markdown) for one in token.children or ()]
    return "\n".join(part.content for part in parts if part.type == "text")


def everywhere(text: str) -> dict[str, object]:
    """The text in every place where others' words may stand."""
    return {
        "title": text,
        "facts": [text],
        "text": text,
        "url": text,
        "draft": text,
        "lessons": [text],
        "entries": [entry(1, text)],
        "people": [person(1, text, link=text, text=text, how=text)],
        "broken": text,
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_markdown_becomes_more_than_text(text: str) -> None:
    """The same document with harmless words has the same structure, whatever the words are."""
    calm = "\n".join("word" if line.strip() else "" for line in text.splitlines())
    _, told = made(view(**everywhere(text)), "markdown", bystanders=True)
    _, same = made(view(**everywhere(calm)), "markdown", bystanders=True)
    assert structure(told) == structure(same)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_written_can_be_read_in_markdown(text: str) -> None:
    _, told = made(view(draft=text), "markdown", bystanders=True)
    words = re.findall(r"[A-Za-z]{2,}", text)
    assert [word for word in words if word not in shown(told)] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_html_becomes_more_than_text(text: str) -> None:
    harmless = "\n".join("word" if line.strip() else "" for line in text.splitlines())
    told = Page(made(view(**everywhere(text)), "html", bystanders=True)[1])
    same = Page(made(view(**everywhere(harmless)), "html", bystanders=True)[1])
    assert [tag for tag in told.tags if tag != "br"] == [tag for tag in same.tags if tag != "br"]
    assert not {"script", "img", "iframe", "object", "link", "form"} & set(told.tags)
    links = [value for name, value in told.attributes if name in {"href", "src", "action"}]
    assert all(link.startswith(("https://social.example/", "https://x.com/")) for link in links)
    assert not [name for name, _ in told.attributes if name.startswith("on")]
    assert "\ufffd" in told.shown or not re.search(r"[\u202e\x1b\x00]", text)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("JaVaScRiPt:alert(1)", id="a script in odd letters"),
        pytest.param(" javascript:alert(1)", id="a script behind a blank"),
        pytest.param("data:text/html,<script>", id="data"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("https://a.example/ javascript:x", id="something behind a blank"),
    ],
)
def test_only_an_address_of_the_web_is_a_link(address: str) -> None:
    page = Page(made(view(url=address, published=address), "html")[1])
    assert [value for name, value in page.attributes if name == "href"] == []
    _, told = made(view(url=address, published=address), "markdown")
    assert [one for one in structure(told) if one.startswith("link_open")] == []


@pytest.mark.parametrize("format", READ)
def test_the_whole_incident_is_told(format: str) -> None:  # noqa: A002
    _, text = made(view(), format, bystanders=True)
    seen = shown(text) if format == "markdown" else Page(text).shown
    told = [
        *("A private post left as Acme", "Acme Ltd", "Three crates of ale!", "It left from Hannah's laptop"),
        *("customers", "medium", "Legal", "by telephone", "Acme's blog", "paused, and read back", "Monday offer"),
        *("It shows a person.", "We are sorry.", "Rafi", "Are you drunk?", "40 mentions", "Two people look"),
        *(
            "night.png",
            SHA,
            "20,480 bytes",
            "2026-11-22 23:24:05 +01:00",
            "2026-11-22 23:03:05 +01:00",
            "bob",
            "Opened the incident.",
            "Told Legal",
        ),
    ]
    assert [one for one in told if one not in seen.replace("\n", " ") and one not in seen] == []
    assert "/home/hannah" not in text
    assert "+49 170" not in text


@pytest.mark.parametrize("format", EACH)
def test_a_broken_chain_is_told_before_all_else(format: str) -> None:  # noqa: A002
    problem = "record.jsonl, line 3, was changed"
    _, text = made(view(broken=problem), format)
    _, whole = made(view(), format)
    assert problem in text
    assert text.index(problem) < text.index("Three crates")
    assert "was changed" not in whole
    assert ("Attention" in text) or format == "json"


@pytest.mark.parametrize("format", EACH)
def test_people_outside_are_left_out(format: str) -> None:  # noqa: A002
    """Nowhere in it, not even where somebody else's words name them."""
    _, text = made(view(), format)
    assert not re.search(r"anna\b|bob|drunk|\blol\b", text, re.IGNORECASE)
    assert "person 1" in text
    assert "somebody outside" in text
    assert "Hannah" in text


@pytest.mark.parametrize("format", EACH)
def test_people_outside_are_named_where_it_was_chosen(format: str) -> None:  # noqa: A002
    _, text = made(view(), format, bystanders=True)
    assert "Are you drunk?" in text
    assert "@anna" in text.replace("\\", "")


OTHERS = [
    pytest.param("@anna@example.social", "", "Ask @anna about it", "Ask person 1 about it", id="the short handle"),
    pytest.param("@anna@example.social", "", "ANNA@EXAMPLE.SOCIAL wrote", "person 1 wrote", id="in capitals"),
    pytest.param("Anna B. (@anna_b)", "", "Anna B. is @anna_b", "person 1 is person 1", id="a name and a handle"),
    pytest.param("@anna_b", "", "see x.com/anna_b/status/1", "see x.com/person 1/status/1", id="in an address"),
    pytest.param("@anna_b", "", "see ?q=%40anna_b", "see ?q=person 1", id="in an encoded address"),
    pytest.param("Jo", "https://x.com/@jo_99", "@jo_99 said", "person 1 said", id="a handle known by the link alone"),
    pytest.param("@anna.bsky.social", "", "anna.bsky.social asks", "person 1 asks", id="a name that is a host"),
    pytest.param("@ann", "", "Hannah met Anna and Ann", "Hannah met Anna and person 1", id="not within other names"),
    pytest.param("@new", "", "a new rule", "a new rule", id="a handle that is an ordinary word"),
    pytest.param("@new", "", "a post of @new", "a post of person 1", id="that word with its sign"),
    pytest.param("Frau Weiß", "", "Frau Weiß rief an", "person 1 rief an", id="a sharp s"),
    pytest.param("Frau Weiß", "", "FRAU WEISS, Herrn Weiss", "person 1, person 1", id="the same in capitals"),
    pytest.param("Frau Weiß", "", "ich weiß es", "ich weiß es", id="a name that is an ordinary word"),
    pytest.param("İlkay Gün", "", "İlkay Gün und ilkay gün", "person 1 und person 1", id="a dotted capital"),
    pytest.param("Kim Nilsson", "", "K\u0131m N\u0131lsson rief", "person 1 rief", id="an i without a dot"),
    pytest.param("Jörg Müller", "", "Jo\u0308rg Mu\u0308ller rief", "person 1 rief", id="letters in two parts"),
    pytest.param("Jo\u0308rg Mu\u0308ller", "", "Jörg Müller, Müllers", "person 1, person 1s", id="the other way"),
    pytest.param("Jörg Müller", "", "Joerg Mueller rief", "person 1 rief", id="without umlauts"),
    pytest.param("René", "", "Rene\u0301: ja", "person 1: ja", id="an accent at its end"),
    pytest.param("Jane Miller", "", "Jane  Miller rief", "person 1 rief", id="two blanks"),
    pytest.param("Jane Miller", "", "Jane\nMiller rief", "person 1 rief", id="over two lines"),
    pytest.param("Jane Miller", "", "Jane\u00a0\u200bMiller, Ja\u00adne", "person 1, person 1", id="unseen signs"),
    pytest.param("Jane Miller", "", "Jane Millers Anwalt", "person 1s Anwalt", id="a genitive"),
    pytest.param(
        "Jane Miller", "", "Miller’s and Millers and Jane", "person 1’s and person 1s and person 1", id="alone"
    ),
    pytest.param("Jane Miller", "", "_Jane Miller_ **Jane**", "_person 1_ **person 1**", id="with emphasis around"),
    pytest.param("Jane Miller", "", "Mrs. Miller, Jane-Miller", "Mrs. person 1, person 1-person 1", id="with a title"),
    pytest.param("Jane Miller (a donor from Ohio)", "", "the donor from Ohio", "the donor from person 1", id="more"),
    pytest.param("a customer of ours", "", "A Customer of ours; our customer", "person 1; our customer", id="no name"),
    pytest.param("Will May", "", "we will ask in May; Will May", "we will ask in May; person 1", id="words as names"),
    pytest.param("Hannah Acme", "", "Acme told Hannah", "Acme told Hannah", id="words that are ours"),
    pytest.param("田中太郎", "", "昨日田中太郎さんが", "昨日person 1さんが", id="a script without blanks"),
    pytest.param("Weis", "", "Weiß ist nicht Weis", "Weiß ist nicht person 1", id="half of a letter"),
    pytest.param("Bo", "https://mastodon.social/@gg/1", "@gg@mastodon.social", "person 1", id="a handle with its host"),
    pytest.param("Bo", "http://[broken/@gargron", "ask @gargron", "ask person 1", id="a link that is none"),
]


@pytest.mark.parametrize(("who", "link", "text", "told"), OTHERS)
def test_a_handle_is_found_in_other_texts(who: str, link: str, text: str, told: str) -> None:
    _, told_now = made(view(people=[person(1, who, link=link)], facts=[text]), "json")
    assert json.loads(told_now)["incident"]["facts"] == [told]


def test_a_name_of_several_is_nobody_of_them() -> None:
    people = [person(1, "Jane Miller"), person(2, "Jane Roe")]
    read = json.loads(made(view(people=people, facts=["Jane, Jane Roe and Ms Miller"]), "json")[1])
    assert read["incident"]["facts"] == ["somebody outside, person 2 and Ms person 1"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_who_waits_is_named_nowhere(language: str) -> None:
    """Not even where the name is an ordinary word."""
    step = StepView("answers", "Answer people", "open", [], ["May waits for an answer.", "Bo waits for an answer."])
    people = [person(1, "May"), person(2, "Bo", how="called"), person(3, "Will")]
    read = json.loads(made(view(people=people, steps=[step]), "json", language)[1])
    said = " ".join(read["incident"]["steps"][0]["missing"])
    assert [word for word in ("May", "Bo", "Will") if word in said] == []
    assert ("erson 1" in said, "erson 2" in said, "erson 3" in said) == (True, False, True)


@settings(max_examples=300, deadline=None)
@given(who=st.text(max_size=12), link=st.text(max_size=12), text=st.text(max_size=30), data=st.data())
def test_whatever_people_are_called_nothing_breaks(who: str, link: str, text: str, data: st.DataObject) -> None:
    """And who is on the list by a name of letters is not in the rest, however it is written there."""
    whole = st.sampled_from([who, who.upper(), who.lower(), unicodedata.normalize("NFD", who), who.replace(" ", "\n ")])
    told = f"{text} {data.draw(whole)} {text}"
    people = [person(1, who, link=link)]
    fact = json.loads(made(view(people=people, facts=[told]), "json")[1])["incident"]["facts"][0]
    if len(who.strip()) >= 3 and who.strip().isalpha() and who.isascii() and plain(who) not in COMMON:
        assert not re.search(rf"\b{re.escape(who.strip())}\b", fact.replace("person 1", ""), re.IGNORECASE)


@pytest.mark.parametrize("format", EACH)
def test_what_people_wrote_freely_is_warned_of(format: str) -> None:  # noqa: A002
    assert "others may remain" in made(view(), format)[1]
    assert "others may remain" not in made(view(), format, bystanders=True)[1]


@pytest.mark.parametrize("format", EACH)
def test_all_that_is_wrong_is_told_at_the_top(format: str) -> None:  # noqa: A002
    entries = [Entry(1, AT, "Hannah", EntryKind.OPENED, {}, "a")]
    lost = [Evidence("night.png", SHA, 1), Evidence("day.png", SHA[::-1], 1)]
    told = together([compared(entries, [(1, "b")]), *evidence_problems(Path("nowhere"), lost)])
    text = made(view(broken=said(told, "en")), format)[1]
    for part in ("entry 1 was changed, or written anew", "night.png, kept as evidence", "day.png, kept as evidence"):
        assert part in text.replace("\\", "")
        assert text.replace("\\", "").index(part) < text.index("Three crates")


def test_drafts_of_one_go_are_one_line() -> None:
    """On paper; programs get all of them."""

    def draft(number: int, at: str, by: str = "Hannah", kind: str = "drafted") -> EntryView:
        return EntryView(number, f"2026-11-22T{at}+01:00", by, kind, f"words {number}")

    entries = [
        *(draft(1, "23:00:00"), draft(2, "23:00:09"), draft(3, "23:04:50")),
        *(draft(4, "23:20:00"), draft(5, "23:20:01", by="Rafi"), draft(6, "23:20:02", kind="note")),
        *(draft(7, "23:20:03", by="Rafi"), draft(8, "never"), draft(9, "23:21:00")),
    ]
    read = json.loads(made(view(entries=entries), "json")[1])["incident"]["entries"]
    assert [one["number"] for one in read] == list(range(1, 10))
    for paper in ("markdown", "html"):
        text = made(view(entries=entries), paper)[1]
        assert re.findall(r"words \d", text) == [f"words {number}" for number in (3, 4, 5, 6, 7, 8, 9)]
        assert "1–3" in text


def test_a_private_entry_keeps_its_place() -> None:
    read = json.loads(made(view(), "json")[1])
    assert [one["number"] for one in read["incident"]["entries"]] == [1, 2, 3]
    assert read["incident"]["entries"][1]["text"] == "(left out: it tells of somebody outside)"


def test_the_shape_for_machines() -> None:
    """Keys are only ever added; whoever removes one gives it another version."""
    read = json.loads(made(view(), "json", "de")[1])
    assert {key: read[key] for key in ("format", "version", "language", "bystanders")} == {
        "format": "hatcheck-incident",
        "version": 1,
        "language": "de",
        "bystanders": False,
    }
    assert set(read["incident"]) >= {
        *("incident", "brand", "title", "opened", "closed", "broken", "text", "url", "account", "source", "frozen"),
        *("current", "facts", "hits", "severity", "steps", "teams", "lines", "deletion", "deletion_reason", "deleted"),
        *("draft", "approved", "published", "people", "waiting", "rules", "no_rule", "lessons", "entries", "evidence"),
        "talk",
    }
    assert read["incident"]["evidence"] == [{"name": "night.png", "sha256": SHA, "size": 20480, "what": "screenshot"}]
    assert "reach" not in read["incident"]["teams"][0]


@pytest.mark.parametrize("format", READ)
def test_headings_are_said_in_the_reader_s_language(format: str) -> None:  # noqa: A002
    _, text = made(view(broken="x"), format, "de")
    assert all(word in text for word in ("Zeitleiste", "Belege", "Person 1", "Achtung", "Was geschehen ist"))
    assert not any(word in text for word in ("Timeline", "Evidence", "person 1", "Attention"))


@pytest.mark.parametrize(
    ("incident", "name"),
    [
        pytest.param("2026-11-22-acme", "incident-2026-11-22-acme.md", id="an ordinary one"),
        pytest.param("../../etc/passwd", "incident-etc-passwd.md", id="one that climbs"),
        pytest.param("…", "incident-incident.md", id="one without letters"),
    ],
)
def test_the_file_s_name_is_a_plain_one(incident: str, name: str) -> None:
    assert made(view(incident=incident), "markdown")[0] == name


def test_a_format_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        made(view(), "docx")
