"""Where the links' labels go: on their own link, between two columns, and on nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ui.picture.layout import BOX, Curve, Layout, Point

_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
_CELL = 64.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that looks for a place."""

    link: tuple[int, int]
    width: float
    height: float
    must: bool
    """Whether it stands somewhere in any case; the others are left out where there is no room."""


def placed(layout: Layout, wishes: Sequence[Wish]) -> Mapping[tuple[int, int], Point]:
    """The middle of each label that found a place; those that must come first."""
    taken = _Taken((x, y, *BOX) for x, y in layout.at.values())
    found: dict[tuple[int, int], Point] = {}
    for wish in sorted(wishes, key=lambda wish: not wish.must):
        places = list(_places(layout.ways[wish.link]))
        free = (place for place in places if not taken.meets(_around(place, wish)))
        place = next(free, places[0] if wish.must else None)
        if place is not None:
            found[wish.link] = place
            taken.add(_around(place, wish))
    return found


def point_on(curve: Curve, share: float) -> Point:
    """The point of the curve at a share of its parameter."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x = sum(weight * point[0] for weight, point in zip(weights, curve, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, curve, strict=True))
    return x, y


Area = tuple[float, float, float, float]


class _Taken:
    """Areas that are taken, in cells, so that few are compared."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._cells: dict[tuple[int, int], list[Area]] = {}
        for area in areas:
            self.add(area)

    def add(self, area: Area) -> None:
        for cell in _cells(area):
            self._cells.setdefault(cell, []).append(area)

    def meets(self, area: Area) -> bool:
        x, y, wide, high = area
        return any(
            x < a + w and a < x + wide and y < b + h and b < y + high
            for cell in _cells(area)
            for a, b, w, h in self._cells.get(cell, ())
        )


def _cells(area: Area) -> Iterable[tuple[int, int]]:
    x, y, wide, high = area
    columns = range(int(x // _CELL), int((x + wide) // _CELL) + 1)
    rows = range(int(y // _CELL), int((y + high) // _CELL) + 1)
    return ((column, row) for column in columns for row in rows)


def _around(place: Point, wish: Wish) -> Area:
    return place[0] - wish.width / 2, place[1] - wish.height / 2, wish.width, wish.height


def _places(way: Sequence[Curve]) -> Iterable[Point]:
    """On the stretches between columns, the first and the last before those in the middle."""
    between = way[::2]
    order = dict.fromkeys((0, len(between) - 1, *range(len(between))))
    return (point_on(between[number], share) for share in _SHARES for number in order)
