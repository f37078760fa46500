"""The picture of the routes: where things stand, what stands out, and the files it is written to."""

import random
import time
from collections.abc import Iterable
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import msgspec
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from guard.protocol.card import Badge
from guard.protocol.replies import AuditFinding, AuditReport, PictureEdge, PictureNode
from ui import look
from ui.picture.chosen import MOST_LINKS, State, chosen, links_of
from ui.picture.export import Form, picture_bytes
from ui.picture.layers import layered
from ui.picture.layout import BOX, Layout, layout
from ui.picture.legend import Legend
from ui.picture.scene import Picture

HATS = {
    "acme": Badge("acme", "Acme & Sons <Ltd>", "brand", "#c8102e", "A"),
    "jo": Badge("jo", "Jo", "person", "#1d6fb8", "J"),
}


def finding(suppressed: str | None = None) -> AuditFinding:
    return AuditFinding("person-reaches-brand", "high", "high", "text", ["a.json:1"], "fix", ["step"], suppressed)


def edge(
    source: int, target: int, *, forbidden: bool = False, on: bool | None = True, about: Iterable[int] = ()
) -> PictureEdge:
    return PictureEdge(source, target, f"tool {source}", f"{source}.json:{target}", on, forbidden, list(about))


def report(edges: list[PictureEdge], findings: Iterable[AuditFinding] = ()) -> AuditReport:
    """Even nodes are the person's, every fourth the brand's, every seventh is unnamed."""
    ends = sorted({end for one in edges for end in (one.source, one.target)})
    nodes = [
        PictureNode(end, f"x:@user{end}", "X", "acme" if end % 4 == 3 else "jo" if end % 2 == 0 else None, end % 7 != 5)
        for end in ends
    ]
    return AuditReport(list(findings), nodes, edges, 3, [], [], "")


def scattered(nodes: int, links: int, seed: int) -> set[tuple[int, int]]:
    dice = random.Random(seed)  # noqa: S311 - a graph, no secret
    return {(dice.randrange(nodes), dice.randrange(nodes)) for _ in range(links)}


GRAPHS = [
    pytest.param(set(), id="nothing"),
    pytest.param({(0, 0)}, id="a link to itself"),
    pytest.param({(0, 1), (1, 0)}, id="there and back"),
    pytest.param({(0, 1), (1, 2), (2, 0), (2, 2)}, id="a circle of three"),
    pytest.param({(0, 1), (1, 2), (2, 3), (0, 3)}, id="a link past two columns"),
    pytest.param({(n, n + 1) for n in range(40)}, id="a long chain"),
    pytest.param({(0, n) for n in range(1, 41)}, id="one to forty"),
    pytest.param({(n, 99) for n in range(40)}, id="forty to one"),
    pytest.param({(2 * n, 2 * n + 1) for n in range(30)}, id="thirty pairs"),
    pytest.param(scattered(30, 45, 7), id="thirty at random"),
    pytest.param(scattered(20, 120, 8), id="a thicket"),
]


@pytest.mark.parametrize("links", GRAPHS)
def test_no_two_boxes_touch_and_all_lie_inside(links: set[tuple[int, int]]) -> None:
    made = layout({end for link in links for end in link}, links)
    assert set(made.at) == {end for link in links for end in link}
    for (a, b), (c, d) in combinations(made.at.values(), 2):
        assert abs(a - c) >= BOX[0] or abs(b - d) >= BOX[1]
    for x, y in made.at.values():
        assert 0 <= x <= made.width - BOX[0] + 0.01
        assert 0 <= y <= made.height - BOX[1] + 0.01


@pytest.mark.parametrize("links", GRAPHS)
def test_every_link_leads_from_the_side_of_its_start_to_the_side_of_its_end(links: set[tuple[int, int]]) -> None:
    made = layout({end for link in links for end in link}, links)
    assert set(made.ways) == links
    for (source, target), way in made.ways.items():
        assert _on_border(made, source, way[0][0])
        assert _on_border(made, target, way[-1][3])
        for curve, following in pairwise(way):
            assert curve[3] == following[0]


def _on_border(made: Layout, point: int, place: tuple[float, float]) -> bool:
    x, y = made.at[point]
    inside = x <= place[0] <= x + BOX[0] and y <= place[1] <= y + BOX[1]
    return inside and (place[0] in (x, x + BOX[0]) or place[1] == y)


@pytest.mark.parametrize("links", GRAPHS)
def test_no_link_runs_through_a_box_that_it_does_not_belong_to(links: set[tuple[int, int]]) -> None:
    """Long links go round: through their dummies."""
    made = layout({end for link in links for end in link}, links)
    for link, way in made.ways.items():
        for curve in way:
            for share in (0.0, 0.25, 0.5, 0.75, 1.0):
                x = sum(w * p[0] for w, p in zip(_weights(share), curve, strict=True))
                y = sum(w * p[1] for w, p in zip(_weights(share), curve, strict=True))
                for point, (left, top) in made.at.items():
                    through = left + 1 < x < left + BOX[0] - 1 and top + 1 < y < top + BOX[1] - 1
                    assert not through or point in link


def _weights(share: float) -> tuple[float, float, float, float]:
    rest = 1 - share
    return rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3


def test_content_flows_from_left_to_right_where_there_is_no_circle() -> None:
    links = {(0, 2), (1, 2), (2, 3), (0, 3), (3, 4)}
    made = layout(range(5), links)
    assert all(made.at[source][0] < made.at[target][0] for source, target in links)


def test_of_a_circle_as_few_links_as_possible_lead_back() -> None:
    made = layout(range(4), {(0, 1), (1, 2), (2, 3), (3, 0)})
    back = [(a, b) for a, b in made.ways if made.at[a][0] > made.at[b][0]]
    assert len(back) == 1


def test_two_links_that_need_not_cross_do_not() -> None:
    made = layered(range(4), {(0, 3), (1, 2)})
    left, right = made.columns
    assert [left.index(0) < left.index(1)] == [right.index(3) < right.index(2)]


def test_the_layout_does_not_depend_on_the_order_of_what_comes_in() -> None:
    links = sorted(scattered(30, 45, 9))
    assert layout(range(30), links) == layout(reversed(range(30)), links[::-1])


def test_three_hundred_accounts_and_six_hundred_links_are_laid_out_while_one_waits() -> None:
    links = scattered(300, 600, 1)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        layout(range(300), links)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.6  # 0.15 s on the machine it was written on; a busy one takes longer


def test_routes_between_the_same_accounts_are_one_link_in_its_worst_state() -> None:
    made = links_of(report([edge(0, 1, on=False), edge(0, 1, forbidden=True, about=[0]), edge(1, 0)], [finding()]))
    assert [(link.source, link.target, link.state, len(link.edges)) for link in made] == [
        (0, 1, State.FORBIDDEN, 2),
        (1, 0, State.ON, 1),
    ]


@pytest.mark.parametrize(
    ("about", "state"),
    [
        pytest.param([finding("ignore: agreed")], State.ACCEPTED, id="every finding is accepted"),
        pytest.param([finding("ignore: agreed"), finding()], State.FORBIDDEN, id="one finding is not accepted"),
        pytest.param([], State.FORBIDDEN, id="no finding is shown for it"),
    ],
)
def test_a_forbidden_link_is_quiet_only_where_all_that_is_said_of_it_was_accepted(
    about: list[AuditFinding], state: State
) -> None:
    (link,) = links_of(report([edge(0, 1, forbidden=True, about=range(len(about)))], about))
    assert link.state is state


def test_of_too_many_links_the_forbidden_ones_are_drawn_and_the_choice_is_told() -> None:
    edges = [edge(*ends) for ends in sorted(scattered(1000, 2000, 3))]
    edges += [edge(2000 + n, 3000 + n, forbidden=True, about=[0]) for n in range(20)]
    whole = report(edges, [finding()])
    part = chosen(whole)
    assert part.is_part
    assert part.all_links == len(links_of(whole))
    assert sum(link.state is State.FORBIDDEN for link in part.links) == 20
    assert len(part.links) <= MOST_LINKS


def test_of_too_many_findings_the_one_that_is_wanted_is_drawn() -> None:
    edges = [edge(2 * n, 2 * n + 1, forbidden=True, about=[n]) for n in range(1500)]
    many = report(edges, [finding()] * 1500)
    assert 1499 not in {number for link in chosen(many).links for number in link.findings}
    assert 1499 in {number for link in chosen(many, [1499]).links for number in link.findings}


@pytest.fixture
def small(qtbot: QtBot) -> AuditReport:  # noqa: ARG001 - a screen to draw on
    edges = [
        edge(0, 3, forbidden=True, about=[0]),
        edge(3, 7, forbidden=True, about=[0]),
        edge(2, 5, on=False),
        edge(5, 2, on=None),
        edge(0, 1),
        edge(1, 1),
    ]
    return report(edges, [finding()])


def test_the_way_of_a_finding_stands_out_and_the_rest_stands_back(small: AuditReport) -> None:
    scene = Picture(small, HATS, look.LIGHT)
    area = scene.show_finding(0)
    out = {(line.link.source, line.link.target) for line in scene.lines if line.is_chosen}
    assert out == {(0, 3), (3, 7)}
    assert [number for number, box in scene.boxes.items() if box.opacity() == 1.0] == [0, 3, 7]
    assert area.contains(scene.boxes[7].sceneBoundingRect().center())
    scene.show_all()
    assert not any(line.is_chosen for line in scene.lines)
    assert all(box.opacity() == 1.0 for box in scene.boxes.values())


def test_a_click_beside_a_thin_line_still_chooses_it(small: AuditReport) -> None:
    scene = Picture(small, HATS, look.LIGHT)
    line = next(one for one in scene.lines if one.link.source == 0 and one.link.target == 1)
    assert line.shape().contains(line.path().pointAtPercent(0.5) + QPointF(0, 5))


def test_labels_cover_no_box_and_no_other_label(small: AuditReport) -> None:
    scene = Picture(small, HATS, look.LIGHT)
    areas = [label.sceneBoundingRect() for label in scene.labels]
    assert len(areas) >= 4
    assert not any(one.intersects(other) for one, other in combinations(areas, 2))
    boxes = [box.mapRectToScene(0, 0, *BOX) for box in scene.boxes.values()]
    assert not any(area.intersects(box) for area in areas for box in boxes)


def test_forbidden_links_carry_their_sign_and_their_tool(small: AuditReport) -> None:
    scene = Picture(small, HATS, look.LIGHT)
    texts = {label.text for label in scene.labels if label.link.state is State.FORBIDDEN}
    assert texts == {"✕ tool 0", "✕ tool 3"}


def test_the_one_link_to_cut_carries_scissors_and_the_legend_explains_them(small: AuditReport) -> None:
    edges = [msgspec.structs.replace(one, cut=number == 1) for number, one in enumerate(small.edges)]
    marked = msgspec.structs.replace(small, edges=edges)
    scene = Picture(marked, HATS, look.LIGHT)
    assert [label.text for label in scene.labels if label.link.cut] == ["✂ tool 3"]
    assert "the one link to cut" in Legend(scene.shown, HATS, look.LIGHT).texts()


def test_the_legend_names_what_is_in_the_picture_and_nothing_else(small: AuditReport) -> None:
    texts = Legend(Picture(small, HATS, look.LIGHT).shown, HATS, look.LIGHT).texts()
    assert texts == [
        "Acme & Sons <Ltd> (brand)",
        "Jo (person)",
        "forbidden",
        "on",
        "on or off unknown",
        "switched off",
        "nobody has said which account this is",
    ]


def test_the_svg_is_well_formed_and_its_words_are_words(small: AuditReport) -> None:
    root = ET.fromstring(picture_bytes(small, HATS, Form.SVG))  # noqa: S314 - our own
    texts = {"".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"@user3", "✕ tool 0", "Acme & Sons <Ltd> (brand)"} <= texts
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Who is mirrored into whom"
    assert b"<image" not in picture_bytes(small, HATS, Form.SVG)


def test_the_pdf_is_one_page_of_the_pictures_size(small: AuditReport) -> None:
    content = picture_bytes(small, HATS, Form.PDF)
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1


def test_the_png_is_twice_the_pictures_size_and_shows_the_brands_colour(small: AuditReport) -> None:
    image = QImage.fromData(picture_bytes(small, HATS, Form.PNG))
    scene = Picture(small, HATS, look.LIGHT)
    assert image.width() == round(2 * scene.sceneRect().width())
    box = scene.boxes[3].scenePos() - scene.sceneRect().topLeft() + QPointF(14, 25)
    assert image.pixelColor((box * 2).toPoint()).name() == "#c8102e"
