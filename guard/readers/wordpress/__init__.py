"""A WordPress export (WXR): to which accounts the blog's posts have been carried, by which plugin.

Plugins that share posts leave post meta: the account, the address of the copy, or only that it was shared. The export
does not say which plugins are still switched on, so these routes are proven for the past and unset for today.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from guard.model.route import Endpoint, Place, Route, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, Snapshot, SourceFile, Tool
from guard.readers.base.address import split
from guard.readers.base.clients import span
from guard.readers.base.found import Found, snapshot
from guard.readers.base.profile_url import host_of
from guard.readers.wordpress.meta import Trace, shared_only, traces

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TOOL = Tool(
    id="wordpress",
    name="WordPress export",
    about="The XML export of a WordPress blog; what Jetpack and other sharing plugins noted on its posts is read.",
    docs="https://wordpress.org/documentation/article/tools-export-screen/",
)

_NAMESPACE = b"http://wordpress.org/export/"


def find(home: Path) -> Iterable[Path]:
    """Exports where a browser puts them: ``Downloads/<site>.WordPress.<date>.xml``."""
    return sorted(path for path in (home / "Downloads").glob("*.xml") if "wordpress" in path.name.casefold())


def claims(file: SourceFile) -> bool:
    """Whether the file is RSS with WordPress's export namespace."""
    start = file.data[:16384]
    return b"<rss" in start and _NAMESPACE in start


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route from the blog to each account that its posts were carried to."""
    return snapshot((found for file in files for found in _export(file)), files)


@dataclass(slots=True)
class _Sharing:
    """The posts that one plugin has carried to one account."""

    trace: Trace
    days: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Blog:
    """What was read of an export so far."""

    site: str = ""
    link: str = ""
    title: str = ""
    sharings: dict[tuple[str, Endpoint], _Sharing] = field(default_factory=dict)
    shared_unnamed: int = 0

    def add(self, day: str, meta: list[tuple[str, str]]) -> None:
        """Adds one post."""
        found = traces(meta)
        for trace in found:
            self.sharings.setdefault((trace.plugin, trace.destination), _Sharing(trace)).days.append(day)
        if not found and shared_only(meta):
            self.shared_unnamed += 1


def _export(file: SourceFile) -> Iterator[Found]:
    blog = _Blog()
    try:
        _walk(file.data, blog)
    except NotReadable as problem:
        # What stands before the damage is still evidence.
        yield Unreadable(file.path, problem.reason, problem.line, problem.remedy)
    yield from _routes(file, blog)


def _walk(data: bytes, blog: _Blog) -> None:
    """Reads the export post by post, and lets each post go before the next: an export may be larger than memory."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    open_elements: list[Element] = []
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                open_elements.append(element)
                continue
            open_elements.pop()
            if len(open_elements) == 2:
                _take(element, blog)
                open_elements[-1].remove(element)
    except ParseError as error:
        raise NotReadable("is not valid XML", error.position[0], "export the blog again") from None
    except DefusedXmlException:
        raise NotReadable("declares entities or a document type, as no export does", 1, "export again") from None
    except (LookupError, ValueError):
        raise NotReadable("is in an encoding that is not known", 1, "save the file as UTF-8") from None


def _take(element: "Element", blog: _Blog) -> None:
    """Takes one child of the channel."""
    match _name(element):
        case "title":
            blog.title = blog.title or (element.text or "").strip()
        case "link":
            blog.link = blog.link or _site(element.text or "")
        case "base_blog_url":
            blog.site = blog.site or _site(element.text or "")
        case "item":
            facts = {_name(child): (child.text or "").strip() for child in element}
            pairs = [_pair(child) for child in element if _name(child) == "postmeta"]
            day = next((facts[key][:10] for key in ("post_date", "post_date_gmt") if facts.get(key)), "")
            blog.add("" if day.startswith("0000") else day, [(key, value) for key, value in pairs if value])
        case _:
            pass


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _pair(postmeta: "Element") -> tuple[str, str]:
    values = {_name(child): (child.text or "").strip() for child in postmeta}
    return values.get("meta_key", ""), values.get("meta_value", "")


def _site(url: str) -> str:
    """The blog as people write it: host and path."""
    return f"{host_of(url.strip())}{split(url.strip()).path}".rstrip("/")


def _routes(file: SourceFile, blog: _Blog) -> Iterator[Found]:
    site = blog.site or blog.link
    source = Source("wordpress", site or None, None if site else blog.title or "this blog", SourceKind.ACCOUNT)
    named = {(plugin, end.platform) for plugin, end in blog.sharings if end.account}
    for (plugin, end), sharing in blog.sharings.items():
        if not end.account and (plugin, end.platform) in named:
            continue  # older posts of the plugin note the same connection by its number only
        days = sorted(filter(None, sharing.days))
        yield Route(
            TOOL.id,
            source,
            end,
            _place(file, sharing.trace),
            enabled=None,
            confidence=sharing.trace.confidence,
            name=plugin,
            note=span(len(sharing.days), days[0] if days else "", days[-1] if days else ""),
        )
    if blog.shared_unnamed and not any(plugin == "Jetpack Social" for plugin, _ in blog.sharings):
        reason = f"Jetpack Social shared {blog.shared_unnamed} posts; the export does not say to which accounts"
        yield Undecided(TOOL.id, Place(file.path, "_wpas_done_…", _line(file, "_wpas_done_")), reason, "Jetpack Social")


def _place(file: SourceFile, trace: Trace) -> Place:
    return Place(file.path, f"postmeta {trace.key}", _line(file, trace.key))


def _line(file: SourceFile, key: str) -> int | None:
    at = file.data.find(key.encode())
    return None if at < 0 else file.data.count(b"\n", 0, at) + 1
