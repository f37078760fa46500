"""A picture of the accounts and the links between them: what is where, in which colour. The template draws it.

Columns go by depth, so that content flows from left to right; inside a column each box stands near its neighbours.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from guard.audit.report import Report
from guard.audit.reports import words
from guard.audit.reports.layers import layers
from guard.model.identity import IdentityKind
from guard.model.route import BY_HAND, Route, RouteClass

MOST = 150
"""More boxes than this are no picture any more; then only those on a forbidden path are drawn."""
BOX = (212, 44)
GAP = (128, 18)
_MARGIN = 12
_LETTERS = 20
_LABELLED = 60
"""With more arrows than this, only those that matter carry a label."""
_ADDRESS = re.compile(r"https?://(www\.)?")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


class Look(StrEnum):
    """What an arrow stands for, the one that matters most last."""

    OFF = "off"
    ON = "on"
    FORBIDDEN = "forbidden"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Box:
    """An account, a credential or a source."""

    x: float
    y: float
    title: str
    """In full."""
    label: str
    """As much of it as fits."""
    owner: str
    """Whose it is, in a word or two."""
    kind: str
    """``brand``, ``person``, ``nobody`` (no identity's account), ``unnamed`` (a credential), ``hop`` or ``source``."""
    color: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One or more routes between the same two boxes."""

    path: str
    """SVG path data."""
    look: Look
    title: str
    label: str
    """Empty where there is no room."""
    x: float
    y: float
    """Where the label's middle goes."""
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and arrows, and what to say about what is not drawn."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    note: str = ""


def picture(report: Report) -> Picture:
    """The accounts and routes of a report, or the forbidden part of them where the whole is too much to see."""
    links, note = _chosen(report)
    rows = layers(list(links))
    tallest = max((len(column) for column in rows), default=0)
    at: dict[int, tuple[float, float]] = {}
    for column, nodes in enumerate(rows):
        top = (tallest - len(nodes)) * (BOX[1] + GAP[1]) / 2
        for row, node in enumerate(nodes):
            at[node] = _MARGIN + column * (BOX[0] + GAP[0]), _MARGIN + top + row * (BOX[1] + GAP[1])
    width = 2 * _MARGIN + len(rows) * (BOX[0] + GAP[0]) - GAP[0]
    bows = any(at[head][0] <= at[tail][0] for tail, head in links)
    height = 2 * _MARGIN + tallest * (BOX[1] + GAP[1]) - GAP[1] + (2 * GAP[1] if bows else 0)
    boxes = tuple(_box(report, node, *place) for node, place in at.items())
    return Picture(max(width, 0), max(height, 0), boxes, _arrows(report, links, at), note)


def _chosen(report: Report) -> tuple[dict[tuple[int, int], list[int]], str]:
    """The edges to draw by their ends, and what is left out."""
    graph = report.case.graph
    links: dict[tuple[int, int], list[int]] = defaultdict(list)
    for edge, route in enumerate(graph.routes):
        if route.kind is not RouteClass.NOTIFY and graph.tails[edge] != graph.heads[edge]:
            links[graph.tails[edge], graph.heads[edge]].append(edge)
    nodes = {node for ends in links for node in ends}
    if len(nodes) <= MOST:
        return links, ""
    kept: dict[tuple[int, int], list[int]] = {}
    drawn: set[int] = set()
    for crossing in report.case.crossings.shown:
        ends = [(graph.tails[edge], graph.heads[edge]) for edge in crossing.edges]
        if len(drawn | {node for pair in ends for node in pair}) <= MOST:
            drawn.update(node for pair in ends for node in pair)
            kept.update((pair, links[pair]) for pair in ends)
    what = "only those on forbidden paths are drawn" if kept else "and none of them is on a forbidden path short enough"
    return kept, f"There are {len(nodes):,} accounts and sources; {what} ({len(drawn):,})."


def _box(report: Report, number: int, x: float, y: float) -> Box:
    case = report.case
    node = case.graph.nodes[number]
    shown = words.plain(node.shown)
    label = fitted(_ADDRESS.sub("", shown))
    if node.owner:
        identity = case.identities[node.owner]
        color = identity.color if _COLOR.fullmatch(identity.color) else "#808080"
        kind = "brand" if identity.kind is IdentityKind.BRAND else "person"
        return Box(x, y, shown, label, fitted(words.plain(identity.name)), kind, color)
    if node.account:
        return Box(x, y, shown, label, "belongs to no identity", "nobody", "")
    arrives = {route.kind for route, head in zip(case.graph.routes, case.graph.heads, strict=True) if head == number}
    if arrives - {RouteClass.HOP}:
        return Box(x, y, shown, label, "account not named yet", "unnamed", "")
    if arrives:
        on = case.graph.out[number] or case.graph.asleep[number]
        return Box(x, y, shown, label, "handed on" if on else "goes on where nobody looked", "hop", "")
    return Box(x, y, shown, label, "source", "source", "")


def _arrows(
    report: Report, links: dict[tuple[int, int], list[int]], at: dict[int, tuple[float, float]]
) -> tuple[Arrow, ...]:
    """Arrows with their labels side by side; those that matter are drawn last, and so on top."""
    forbidden = {edge for crossing in report.case.crossings.shown for edge in crossing.edges}
    looks = {ends: _look(report, edges, forbidden) for ends, edges in links.items()}
    taken: list[tuple[float, float, float]] = []
    arrows = []
    boxes = [(x + BOX[0] / 2, y + BOX[1] / 2) for x, y in at.values()]
    order = list(Look)
    for tail, head in sorted(links, key=lambda ends: -order.index(looks[ends])):
        edges, look = links[tail, head], looks[tail, head]
        curve = _curve(at[tail], at[head])
        label = _label(report, edges, look) if len(links) <= _LABELLED or look in {Look.FORBIDDEN, Look.CUT} else ""
        width = 6.4 * _size(label) + 14
        x, y = _free(curve, width, taken, boxes)
        taken.append((x, y, width))
        title = "; ".join(words.plain(words.link(report, report.case.graph.step(edge))) for edge in edges[:10])
        arrows.append(Arrow(_data(curve), look, title, label, x, y, width))
    return tuple(reversed(arrows))


def _look(report: Report, edges: list[int], forbidden: set[int]) -> Look:
    graph = report.case.graph
    if report.cut and any(graph.step(edge) == report.cut.step for edge in edges):
        return Look.CUT
    if forbidden.intersection(edges):
        return Look.FORBIDDEN
    return Look.OFF if all(graph.routes[edge].enabled is False for edge in edges) else Look.ON


def _label(report: Report, edges: list[int], look: Look) -> str:
    tools = list(dict.fromkeys(words.plain(_carrier(report.case.graph.routes[edge])) for edge in edges))
    called = fitted(tools[0] if len(tools) == 1 else f"{tools[0]} +{len(tools) - 1}", 16)
    sign = {Look.CUT: "✂ ", Look.FORBIDDEN: "✕ ", Look.OFF: "", Look.ON: ""}[look]
    return f"{sign}{called}{' (off)' if look is Look.OFF else ''}"


def _carrier(route: Route) -> str:
    """The tool; for a link that lies in no file what people call it, since nobody knows it as a tool."""
    return route.name if route.tool == BY_HAND and route.name else route.tool


Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


def _curve(tail: Point, head: Point) -> Curve:
    """A curve from box to box: forward from side to side, backward bowed below both."""
    wide, high = BOX
    if head[0] > tail[0]:
        start, end = (tail[0] + wide, tail[1] + high / 2), (head[0] - 3, head[1] + high / 2)
        bend = min(90, (end[0] - start[0]) / 2)
        return start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end
    start, end = (tail[0] + wide / 2, tail[1] + high), (head[0] + wide / 2, head[1] + high + 3)
    low = max(start[1], end[1]) + 2 * GAP[1]
    return start, (start[0], low), (end[0], low), end


def _data(curve: Curve) -> str:
    (a, b), (c, d), (e, f), (g, h) = curve
    return f"M{a:g},{b:g} C{c:g},{d:g} {e:g},{f:g} {g:g},{h:g}"


def _free(curve: Curve, width: float, taken: list[tuple[float, float, float]], boxes: list[Point]) -> Point:
    """The place on the curve, the middle first, where a label covers no other and no box."""
    places = [_on(curve, share) for share in (0.5, 0.42, 0.58, 0.35, 0.65, 0.3, 0.7, 0.2, 0.8)]
    wide, high = (BOX[0] + width) / 2, (BOX[1] + GAP[1]) / 2
    clear = [(x, y) for x, y in places if all(abs(x - a) > wide or abs(y - b) > high for a, b in boxes)]
    for x, y in clear:
        if all(abs(x - a) > (width + other) / 2 or abs(y - b) > GAP[1] for a, b, other in taken):
            return x, y
    return (clear or places)[0]


def _on(curve: Curve, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def _size(text: str) -> int:
    """How many letters wide; letters of East Asian scripts are two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def fitted(text: str, most: int = _LETTERS) -> str:
    """As much of the text as fits into a box: its beginning and its end, which tell handles and servers apart."""
    if _size(text) <= most:
        return text
    start, end = 0, len(text)
    while start < end:
        # The beginning gets about two thirds.
        ahead = start <= 2 * (len(text) - end)
        shorter = (start + 1, end) if ahead else (start, end - 1)
        if _size(text[: shorter[0]]) + 1 + _size(text[shorter[1] :]) > most:
            break
        start, end = shorter
    return f"{text[:start]}…{text[end:]}"
