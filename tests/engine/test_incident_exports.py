"""An incident as a document: complete, without people outside, and nothing in it becomes more than text."""

import json
import re
from html.parser import HTMLParser

import pytest
from incident_views import SHA, entry, person, view
from markdown_it import MarkdownIt

from guard.incident.exports import FORMATS, export
from guard.protocol.incidents import IncidentView

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
    assert ("broken" in text) or format == "json"


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
    pytest.param("@ann", "", "Hannah met Anna and Ann", "Hannah met Anna and Ann", id="within other names"),
    pytest.param("@new", "", "a new rule", "a new rule", id="a handle that is an ordinary word"),
    pytest.param("@new", "", "a post of @new", "a post of person 1", id="that word with its sign"),
]


@pytest.mark.parametrize(("who", "link", "text", "told"), OTHERS)
def test_a_handle_is_found_in_other_texts(who: str, link: str, text: str, told: str) -> None:
    _, told_now = made(view(people=[person(1, who, link=link)], facts=[text]), "json")
    assert json.loads(told_now)["incident"]["facts"] == [told]


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
