"""The order in which Tab goes through widgets: the one in which they are laid out, however late they were made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def in_reading_order(top: QWidget) -> None:
    """Have Tab go through what is laid out in a widget as it is read; to be called again when parts were added.

    All of them come where the widget itself stands among the stops outside.
    """
    stops = list(_stops(top))
    policy = top.focusPolicy()
    if policy is Qt.FocusPolicy.NoFocus:  # Qt puts nothing behind a widget that takes no focus at all
        top.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for before, stop in pairwise((top, *(stop for stop in stops if stop is not top))):
        QWidget.setTabOrder(before, stop)
    top.setFocusPolicy(policy)


def first_stop(top: QWidget) -> QWidget | None:
    """The first widget in another one at which Tab stops now; ``None`` where there is none."""
    return next(
        (stop for stop in _stops(top) if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisibleTo(top)), None
    )


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab can stop, now or later, in the order of the layouts.

    Later: what is out of sight comes into sight, and of several buttons of a group another one is chosen.
    """
    if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    parts: tuple[QWidget | None, ...] = ()
    if isinstance(widget, QSplitter):
        parts = tuple(widget.widget(place) for place in range(widget.count()))
    elif isinstance(widget, QScrollArea):
        parts = (widget.widget(),)
    elif layout is not None:
        yield from _laid_out(layout)
    for part in parts:
        if part is not None:
            yield from _stops(part)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            yield from _laid_out(inner)
        elif widget is not None:
            yield from _stops(widget)
