"""A hold's card in a terminal: in the colours of both identities, the salient sentence first."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from guard.cli.visible import beginning, one_line, visible
from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.card import Badge, Card, CardDemand, CardLink, CardMedia, CardMirror, CardReason

Say = Callable[[Sentence], str]

_BAR = {"high": "red", "medium": "yellow", "low": "cyan", "note": "dim"}
_NOBODY = Badge("", "", "", "#606060", "?")
_MOST_SIGNALS = 3
"""More than these beside a hold are not read."""
MORE = "m"
"""The letter that shows the others."""
_COLORFUL = {"256", "truecolor"}
"""With fewer colours two identities may look alike: then reversed letters, which always can be read, must do."""


def draw(console: Console, card: Card, language: str, waiting: int = 0) -> None:
    """Prints the card. ``waiting``: how many more wait behind it."""

    def say(sentence: Sentence) -> str:
        return said(sentence, language)

    parts: list[RenderableType] = [Text(), _head(console, card, say, waiting), Text(), _text(card, say)]
    parts += [Text(), facts] if (facts := _facts(card, say)).row_count else []
    for reason in card.reasons:
        parts += [Text(), _reason(reason)]
    parts += [_besides(signal, say) for signal in beside(card)]
    if count := len(others(card)):
        more = Sentence.of("{count} more: type {letter}", count=count, letter=MORE)
        parts.append(Padding(one_line(say(more)), (0, 4), style="dim"))
    if card.demands:
        parts += [Text(), _demands(card.demands, say)]
    console.print(Group(*parts), soft_wrap=False)


def beside(card: Card) -> list[CardReason]:
    """The signals that are shown beside the reasons: few, and none that is only told on demand."""
    return [signal for signal in card.signals if signal.severity != "note"][:_MOST_SIGNALS]


def others(card: Card) -> list[CardReason]:
    """All others."""
    shown = beside(card)
    return [signal for signal in card.signals if signal not in shown]


def draw_others(console: Console, card: Card) -> None:
    """Prints the signals that the card only counts."""
    for signal in others(card):
        console.print(Padding(_told(signal), (0, 4)))


def choices(card: Card, say: Say) -> Iterator[str]:
    """The choices with their letters, the best first: ``[o]wn account instead (x:@jo)``."""
    if card.rescues:
        yield say(Sentence.of("[o]wn account instead ({account})", account=card.rescues[0].account))
    yield say(Sentence.of("[e]dit"))
    yield say(Sentence.of("[d]on't post"))


def _head(console: Console, card: Card, say: Say, waiting: int) -> RenderableType:
    """Both hats, one below the other: the one it would go out as, and the one that is worn."""
    colorful = console.color_system in _COLORFUL and not console.no_color
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=4, justify="center")
    table.add_column(ratio=1, overflow="fold")
    owner = _at_stake(card)
    table.add_row(owner.letters, one_line(card.headline), style=f"bold {_style(owner) if colorful else 'reverse'}")
    worn = card.worn or _NOBODY
    table.add_row(worn.letters, one_line(card.worn_line), style=_style(worn) if colorful else "reverse")
    table.add_row("", one_line(" · ".join(map(say, _where(card, waiting)))), style="dim")
    return table


def _where(card: Card, waiting: int) -> Iterator[Sentence]:
    if card.destinations:
        yield Sentence.of("to {accounts}", accounts=", ".join(each.account for each in card.destinations))
    if card.app:
        yield Sentence.of("from {app}", app=card.app)
    if waiting == 1:
        yield Sentence.of("one more waits")
    elif waiting > 1:
        yield Sentence.of("{count} more wait", count=waiting)


def _at_stake(card: Card) -> Badge:
    """In whose colour the warning is shown: of an account that is not the worn hat's, a brand's before others."""
    owners = [each.owner or _NOBODY for each in card.destinations]
    owners += [each.owner for each in card.mirrors if each.owner]
    foreign = [owner for owner in owners if owner != card.worn]
    brands = [owner for owner in foreign if owner.kind == "brand"]
    return next(iter([*brands, *foreign, *owners]), _NOBODY)


def _style(badge: Badge) -> str:
    red, green, blue = (int(badge.color[at : at + 2], 16) for at in (1, 3, 5))
    light = 0.299 * red + 0.587 * green + 0.114 * blue > 140
    return f"{'#000000' if light else '#ffffff'} on {badge.color}"


def _text(card: Card, say: Say) -> RenderableType:
    """The post's text; what something was noticed about is underlined."""
    if not card.text:
        return Padding(Text(say(Sentence.of("No text goes along.")), style="dim"), (0, 4))
    shown, more = beginning(card.text)
    spots = [spot for noticed in (*card.reasons, *beside(card)) for spot in noticed.spots]
    body = underlined(shown.rstrip("\n"), spots)
    if more:
        body.append(f"\n[{say(Sentence.of('and {count} characters more', count=more))}]", style="bold reverse")
    return Barred(body, "none")


def underlined(text: str, spots: Iterable[tuple[int, int]]) -> Text:
    """The text, made harmless, with these pieces of it underlined."""
    places = [(max(0, start), min(end, len(text))) for start, end in spots]
    cuts = sorted({0, len(text), *(place for spot in places if spot[0] < spot[1] for place in spot)})
    body = Text()
    for start, end in pairwise(cuts):
        piece = visible(text[start:end])
        if any(first <= start and end <= last for first, last in places):
            piece.stylize("underline")
        body.append_text(piece)
    return body


def _facts(card: Card, say: Say) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for title, lines in (
        (Sentence.of("Pictures"), [_media(each, say) for each in card.media]),
        (Sentence.of("Links"), [_link(each) for each in card.links]),
        (Sentence.of("Mirrored to"), [_mirror(each) for each in card.mirrors]),
    ):
        for number, line in enumerate(lines):
            table.add_row(f"    {say(title)}" if number == 0 else "", line)
    return table


def _media(media: CardMedia, say: Say) -> Text:
    owner = f"({say(Sentence.of('belongs to {owner}', owner=media.owner))})" if media.owner else ""
    line = one_line(" ".join(filter(None, (media.path or media.name, owner, media.note))))
    if media.like:
        like = Sentence.of("shows {what}: {file}", what=media.like_note, file=media.like)
        line.append("\n").append_text(one_line(say(like)))
    return line


def _link(link: CardLink) -> Text:
    line = one_line(link.host)
    line.stylize("bold")
    if link.shown != link.host:
        line.append("  ").append_text(one_line(link.shown))
    return line.append(f"  ({one_line(link.note).plain})", style="bold") if link.note else line


def _mirror(mirror: CardMirror) -> Text:
    line = one_line(f"{mirror.account} ({mirror.owner.name})" if mirror.owner else mirror.account)
    for step in mirror.path:
        line.append("\n  ").append_text(one_line(step))
    return line


def _reason(reason: CardReason) -> RenderableType:
    body = one_line(reason.text)
    if reason.evidence:
        body.append("\n").append(one_line(reason.evidence).plain, style="dim")
    return Barred(body, _BAR.get(reason.severity, "none"))


def _told(signal: CardReason) -> Text:
    line = one_line(signal.text)
    return line.append(f"  {one_line(signal.evidence).plain}", style="dim") if signal.evidence else line


def _demands(demands: Iterable[CardDemand], say: Say) -> RenderableType:
    """What must be done first, as a list that is ticked off later."""
    lines = Text(say(Sentence.of("Before it can be posted:")), style="bold")
    for demand in demands:
        lines.append("\n  - ").append(one_line(demand.text).plain, style="not bold")
    return Padding(lines, (0, 4))


def _besides(signal: CardReason, say: Say) -> RenderableType:
    return Padding(one_line(say(Sentence.of("Besides: {text}", text=signal.text))), (0, 4), style="dim")


class Barred:
    """A text with a bar at its left on every line, also where it is folded."""

    def __init__(self, body: Text, color: str) -> None:
        self._body, self._style = body, color

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = Segment("  ▌ ", Style.parse(self._style))
        for line in console.render_lines(self._body, options.update(width=max(1, options.max_width - 6)), pad=False):
            yield bar
            yield from line
            yield Segment.line()
