"""The picture as a scene: it shows a report, lets links be chosen, and says what was chosen."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsSceneMouseEvent

from guard.protocol.card import Badge
from guard.protocol.replies import AuditReport, PictureNode
from ui.legible import legible
from ui.look import Look
from ui.picture.chosen import Chosen, Link, State, chosen
from ui.picture.items import FAINT, LABEL_HEIGHT, Box, Label, Line, label_font, label_width
from ui.picture.labels import Wish, placed
from ui.picture.layout import Layout, layout
from ui.picture.words import Words

MARGIN = 28.0
_LABEL = 138.0


class Picture(QGraphicsScene):
    """One report, drawn. With another report, other hats or another look a new one is made."""

    link_chosen = Signal(object)
    """A ``Link`` that was clicked."""
    node_chosen = Signal(object)
    """A ``PictureNode`` that was clicked."""
    nothing_chosen = Signal()
    """A click on the ground."""

    def __init__(
        self, report: AuditReport, hats: Mapping[str, Badge], colors: Look, wanted: Iterable[int] = ()
    ) -> None:
        super().__init__()
        self._words = Words(hats)
        self._hats, self._colors = hats, colors
        self.shown: Chosen = chosen(report, wanted)
        places = layout(self.shown.nodes, ((link.source, link.target) for link in self.shown.links))
        self.setBackgroundBrush(colors.ground)
        self._boxes = {number: self._box(node, places) for number, node in self.shown.nodes.items()}
        self._lines = [self._line(link, places) for link in self.shown.links]
        self._labels = self._put_labels(places)
        area = QRectF(0, 0, places.width, places.height).united(self.itemsBoundingRect())
        self.setSceneRect(area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))

    @property
    def lines(self) -> list[Line]:
        """The links that are drawn."""
        return self._lines

    @property
    def boxes(self) -> Mapping[int, Box]:
        """The accounts that are drawn, by the node's number."""
        return self._boxes

    @property
    def labels(self) -> list[Label]:
        """The labels that found a place."""
        return self._labels

    def heart(self) -> QPointF:
        """Where to look first: at the worst link."""
        worst = max(self._lines, key=lambda line: list(State).index(line.link.state), default=None)
        return worst.sceneBoundingRect().center() if worst else self.sceneRect().center()

    def show_finding(self, number: int) -> QRectF:
        """Lets the way of a finding stand out and the rest stand back; the area of the way, or nothing."""
        return self._stand_out([line for line in self._lines if number in line.link.findings])

    def show_link(self, source: int, target: int) -> QRectF:
        """The same for one link."""
        return self._stand_out(
            [line for line in self._lines if (line.link.source, line.link.target) == (source, target)]
        )

    def show_all(self) -> None:
        """Lets nothing stand out."""
        self._stand_out([])

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802
        """Says what was clicked; a click on nothing lets nothing stand out."""
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        item = next(iter(self.items(event.scenePos())), None)
        if isinstance(item, Line | Label):
            self.show_link(item.link.source, item.link.target)
            self.link_chosen.emit(item.link)
        elif isinstance(item, Box):
            self._stand_out([line for line in self._lines if item.node.id in (line.link.source, line.link.target)])
            self.node_chosen.emit(item.node)
        else:
            self.show_all()
            self.nothing_chosen.emit()

    def _stand_out(self, lines: list[Line]) -> QRectF:
        ends = {end for line in lines for end in (line.link.source, line.link.target)}
        links = {(line.link.source, line.link.target) for line in lines}
        for line in self._lines:
            line.choose(chosen=line in lines)
            _fade(line, faint=bool(lines) and line not in lines)
        for label in self._labels:
            label.fade(faint=bool(lines) and (label.link.source, label.link.target) not in links)
        for number, box in self._boxes.items():
            _fade(box, faint=bool(lines) and number not in ends)
        area = QRectF()
        for item in (*lines, *(self._boxes[end] for end in ends)):
            area = area.united(item.sceneBoundingRect())
        return area

    def _box(self, node: PictureNode, places: Layout) -> Box:
        box = Box(node, self._words.of_node(node), self._hats.get(node.owner or ""), self._colors)
        box.setPos(*places.at[node.id])
        self.addItem(box)
        return box

    def _line(self, link: Link, places: Layout) -> Line:
        line = Line(
            link, places.ways[link.source, link.target], self._words.of_link(link, self.shown.nodes), self._colors
        )
        self.addItem(line)
        return line

    def _put_labels(self, places: Layout) -> list[Label]:
        texts = {(link.source, link.target): self._label_text(link) for link in self.shown.links}
        links = {(link.source, link.target): link for link in self.shown.links}
        wishes = [
            Wish(ends, label_width(text, links[ends]), LABEL_HEIGHT + 2, links[ends].loud)
            for ends, text in texts.items()
        ]
        labels = []
        for ends, (x, y) in placed(places, wishes).items():
            label = Label(texts[ends], links[ends], self._colors)
            label.setToolTip(self._words.of_link(links[ends], self.shown.nodes))
            label.setPos(x, y)
            self.addItem(label)
            labels.append(label)
        return labels

    def _label_text(self, link: Link) -> str:
        metrics = QFontMetricsF(label_font(link))
        return metrics.elidedText(legible(self._words.short(link)), Qt.TextElideMode.ElideRight, _LABEL)


def _fade(item: QGraphicsItem, *, faint: bool) -> None:
    item.setOpacity(FAINT if faint else 1.0)
