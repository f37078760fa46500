"""The order in which Tab goes through fields that come and go."""

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def chain(*stops: QWidget) -> None:
    """Tab goes from each to the next. Only for fields that take the keyboard themselves: Qt loses its way in others."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
