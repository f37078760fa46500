"""Where everything in the picture stands: boxes in columns, links as curves between them, parts side by side."""

import itertools
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from ui.picture.heights import heights
from ui.picture.layers import Layers, Link, layered

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic Bézier curve: start, two controls, end."""

BOX = (254.0, 50.0)
GAP = (170.0, 26.0)
"""Between two columns, where the links' labels stand, and between two boxes of a column."""
_LANE = 16.0
"""The least distance of two links that pass a column side by side."""
_PORTS = 0.62
"""The share of a box's side on which links start and end."""
_BETWEEN = 34.0
"""Between two parts that no link joins."""
_SHAPE = 1.25
"""How much wider than high the whole is to be."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places; the origin is the upper left corner."""

    at: Mapping[int, Point] = field(default_factory=dict)
    """Per point the upper left corner of its box."""
    ways: Mapping[Link, tuple[Curve, ...]] = field(default_factory=dict)
    """Per link its curves, from its start to its end, joined."""
    width: float = 0.0
    height: float = 0.0


def layout(points: Iterable[int], links: Iterable[Link]) -> Layout:
    """Lays out a graph; a point without links is a part of its own."""
    links = sorted(set(links))
    parts = [_part(*part) for part in _parts(sorted(set(points)), links)]
    return _packed(sorted(parts, key=lambda part: (-len(part.at), -part.height)))


def _parts(points: Sequence[int], links: Sequence[Link]) -> list[tuple[list[int], list[Link]]]:
    """The points that links join, with those links."""
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    part_of: dict[int, int] = {}
    parts: list[tuple[list[int], list[Link]]] = []
    for point in points:
        if point in part_of:
            continue
        part_of[point] = len(parts)
        members = [point]
        for member in members:
            fresh = [other for other in dict.fromkeys(near[member]) if other not in part_of]
            part_of.update(dict.fromkeys(fresh, len(parts)))
            members += fresh
        parts.append((members, []))
    for link in links:
        parts[part_of[link[0]]][1].append(link)
    return parts


def _part(points: Sequence[int], links: Sequence[Link]) -> Layout:
    layers = layered(points, links)
    middle = heights(layers.columns, layers.near, _room)
    loops = {a for a, b in links if a == b}
    tops = [height - _above(point, loops) for point, height in middle.items()]
    lift = -min(tops)
    high = max(height + _above(point, ()) for point, height in middle.items())
    column = {point: number for number, points in enumerate(layers.columns) for point in points}
    left = {point: number * (BOX[0] + GAP[0]) for point, number in column.items()}
    middle = {point: height + lift for point, height in middle.items()}
    at = {point: (left[point], middle[point] - BOX[1] / 2) for point in points}
    ways = _ways(links, layers, left, middle)
    return Layout(at, ways, len(layers.columns) * (BOX[0] + GAP[0]) - GAP[0], high + lift)


def _above(point: int, loops: Container[int]) -> float:
    """What a point needs above its middle, and without a loop also below."""
    return _LANE / 2 if point < 0 else BOX[1] / 2 + (_LANE if point in loops else 0.0)


def _room(above: int, below: int) -> float:
    if above >= 0 and below >= 0:
        return BOX[1] + GAP[1]
    return _LANE if above < 0 and below < 0 else BOX[1] / 2 + _LANE


def _ways(
    links: Sequence[Link], layers: Layers, left: Mapping[int, float], middle: Mapping[int, float]
) -> dict[Link, tuple[Curve, ...]]:
    ports = _ports(links, layers, middle)
    ways: dict[Link, tuple[Curve, ...]] = {}
    for link in links:
        if link[0] == link[1]:
            ways[link] = (_loop(left[link[0]], middle[link[0]]),)
            continue
        chain = layers.chains[link]
        stops: list[Point] = []
        for number, point in enumerate(chain):
            first, last = number == 0, number == len(chain) - 1
            height = ports[link, point] if first or last else middle[point] + _aside(link, chain)
            stops += [] if first else [(left[point], height)]
            stops += [] if last else [(left[point] + BOX[0], height)]
        way = tuple(_curve(a, b) for a, b in itertools.pairwise(stops))
        ways[link] = way if link[0] == chain[0] else tuple((d, c, b, a) for a, b, c, d in reversed(way))
    return ways


def _ports(links: Sequence[Link], layers: Layers, middle: Mapping[int, float]) -> dict[tuple[Link, int], float]:
    """Where on the side of a box a link starts or ends: side by side, in the order of where they lead."""
    sides: dict[tuple[int, bool], list[tuple[float, Link]]] = defaultdict(list)
    for link in links:
        if link[0] != link[1]:
            chain = layers.chains[link]
            sides[chain[0], True].append((middle[chain[1]] + _aside(link, chain), link))
            sides[chain[-1], False].append((middle[chain[-2]] + _aside(link, chain), link))
    ports: dict[tuple[Link, int], float] = {}
    for (point, _), leaving in sides.items():
        leaving.sort()
        step = min(14.0, BOX[1] * _PORTS / len(leaving))
        start = middle[point] - step * (len(leaving) - 1) / 2
        ports.update(((link, point), start + number * step) for number, (_, link) in enumerate(leaving))
    return ports


def _aside(link: Link, chain: Sequence[int]) -> float:
    """What leads back beside a link that leads there keeps a little below it."""
    return 0.0 if link[0] == chain[0] else 5.0


def _curve(start: Point, end: Point) -> Curve:
    bend = (end[0] - start[0]) / 2
    return start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end


def _loop(left: float, middle: float) -> Curve:
    right, top = left + BOX[0], middle - BOX[1] / 2
    return (right - 60, top), (right - 64, top - 26), (right - 20, top - 26), (right - 24, top)


def _packed(parts: Sequence[Layout]) -> Layout:
    """The parts in rows, the largest first, about as wide as a window is for its height."""
    area = sum((part.width + _BETWEEN) * (part.height + _BETWEEN) for part in parts)
    most = max([sqrt(area * _SHAPE), *(part.width for part in parts)])
    at: dict[int, Point] = {}
    ways: dict[Link, tuple[Curve, ...]] = {}
    x = y = wide = deep = 0.0
    for part in parts:
        if x and x + part.width > most:
            x, y = 0.0, deep + _BETWEEN
        at.update((point, (a + x, b + y)) for point, (a, b) in part.at.items())
        ways.update((link, tuple(_moved(curve, x, y) for curve in way)) for link, way in part.ways.items())
        wide, deep = max(wide, x + part.width), max(deep, y + part.height)
        x += part.width + GAP[0] / 2
    return Layout(at, ways, wide, deep)


def _moved(curve: Curve, x: float, y: float) -> Curve:
    a, b, c, d = ((px + x, py + y) for px, py in curve)
    return a, b, c, d
