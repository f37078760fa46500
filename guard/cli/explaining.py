"""``hatcheck gate explain FILE.har``: what the browser gate would have seen in requests that were recorded.

Texts are told by their length and first words, tokens never; of requests that nobody has described only the shape.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from guard.cli import output
from guard.cli.capture import WRITES, Shape, shapes
from guard.cli.har import Exchange, exchanges
from guard.cli.visible import one_line
from guard.platforms import platform_name
from guard.platforms.learning import learned
from guard.platforms.submissions import FRAME, Acting, Submission, submission

WORD = "explain"
_FIRST_WORDS = 60


def options(parser: ArgumentParser) -> None:
    """The file, and how to tell of it."""
    parser.add_argument("file", type=Path, metavar="FILE.har", help="exported from a browser's developer tools")
    output.add_format(parser)


def explain(args: Namespace) -> int:
    """Tells of every request that a definition knows, and the shape of those that none does."""
    sent = exchanges(args.file)
    known = _learnt(sent)
    found, unknown = [], []
    for number, exchange in enumerate(sent, 1):
        what = submission(exchange.method, exchange.url, exchange.headers, exchange.body)
        if what:
            found.append((number, what))
        elif exchange.method in WRITES and not _teaches(exchange):
            unknown.append(exchange)
    counted = shapes(unknown)
    if args.format == "json":
        output.show_json(_plain(len(sent), found, known, counted))
    else:
        _show(args.file, len(sent), found, known, counted)
    return 0


Known = dict[tuple[str, str], str]
"""Accounts by the definitions' file and key, as the platforms' answers in the same file say them."""


def _learnt(sent: list[Exchange]) -> Known:
    every = (
        each
        for exchange in sent
        if exchange.answer and exchange.method != FRAME
        for each in learned(exchange.method, exchange.url, exchange.headers, exchange.body, exchange.answer)
    )
    return {(each.definition, each.key): each.account for each in every}


def _teaches(exchange: Exchange) -> bool:
    answer = exchange.answer or ""
    return bool(learned(exchange.method, exchange.url, exchange.headers, exchange.body, answer))


def _account(found: Submission, acting: Acting, known: Known) -> str:
    return acting.account or known.get((found.platform, acting.ref), "")


def _beginning(text: str) -> str:
    return text[:_FIRST_WORDS] + ("…" if len(text) > _FIRST_WORDS else "")


def _plain(count: int, found: list[tuple[int, Submission]], known: Known, unknown: list[Shape]) -> dict[str, Any]:
    return {
        "requests": count,
        "submissions": [
            {
                "number": number,
                "platform": what.platform,
                "definition": what.name,
                "verb": what.verb,
                "host": what.host,
                "length": len(what.text),
                "beginning": _beginning(what.text),
                "media": len(what.media),
                "reply": what.reply,
                "quote": what.quote,
                "schedule": what.schedule,
                "acting": [
                    {
                        "platform": acting.platform,
                        "account": _account(what, acting, known),
                        "ref": "" if acting.secret else acting.ref,
                        "token": acting.secret,
                    }
                    for acting in what.acting
                ],
                "unreadable": what.unreadable,
            }
            for number, what in found
        ],
        "unknown": [
            {
                "host": host,
                "count": sum(shape.count for shape in unknown if shape.host == host),
                "requests": [
                    {
                        "method": shape.method,
                        "path": shape.path,
                        "type": shape.kind,
                        "count": shape.count,
                        "fields": shape.fields,
                    }
                    for shape in unknown
                    if shape.host == host
                ],
            }
            for host in dict.fromkeys(shape.host for shape in unknown)
        ],
    }


def _show(file: Path, count: int, found: list[tuple[int, Submission]], known: Known, unknown: list[Shape]) -> None:
    if found:
        rows = [(str(number), *_row(what, known)) for number, what in found]
        output.show(output.table("What Hatcheck knows", ("#", "platform", "does", "text", "as", "unreadable"), rows))
    else:
        output.show(f"No request in {output.plain(file)} is one that Hatcheck knows.")
    if unknown:
        title = "What nobody has described (fields and lengths only)"
        output.show(output.table(title, ("host", "request", "fields"), map(_shape_row, unknown)))
        output.show(
            "If one of them posts: hatcheck gate explain --format json tells its shape, without texts and tokens. "
            "Look through it before you give it away.\n"
        )
    writes = sum(shape.count for shape in unknown)
    output.show(f"{output.number(count, 'request')}, {len(found)} known, {writes} unknown that write something.")


def _row(what: Submission, known: Known) -> tuple[str, str, str, str, str]:
    words = output.plain(one_line(_beginning(what.text)).plain)
    text = f"{output.number(len(what.text), 'character')}: {words}" if what.text else ""
    media = output.number(len(what.media), "attachment") if what.media else ""
    when = f"at {output.plain(what.schedule or '?')}" if what.schedule is not None else ""
    return (
        output.plain(platform_name(what.platform)),
        f"{what.verb} {when}".strip(),
        "\n".join(part for part in (text, media) if part),
        "\n".join(_told(what, acting, known) for acting in what.acting) or "[yellow]nobody knows[/]",
        f"[red]{output.plain(what.unreadable)}[/]" if what.unreadable else "",
    )


def _told(what: Submission, acting: Acting, known: Known) -> str:
    account = _account(what, acting, known)
    if account:
        return output.plain(f"{acting.platform}:{account}")
    return "[yellow]a token nobody knows[/]" if acting.secret else f"[yellow]{output.plain(acting.ref)}[/]"


def _shape_row(shape: Shape) -> tuple[str, str, str]:
    times = f" ({shape.count} times)" if shape.count > 1 else ""
    request = output.stacked(filter(None, (f"{shape.method} {shape.path}{times}", shape.kind)))
    fields = output.stacked(f"{address}: {sort}" if address else sort for address, sort in shape.fields.items())
    return output.plain(shape.host), request, fields
