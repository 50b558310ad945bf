"""The order in which Tab goes through widgets: the one in which they are laid out, however late they were made."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QWidget


def apply_reading_order(top: QWidget) -> None:
    """Have Tab go through what is laid out in a widget as it is read; to be called again when parts were added.

    All of them come where the widget itself stands among the stops outside.
    """
    stops = list(_iterate_tab_stops(top))
    policy = top.focusPolicy()
    if policy is Qt.FocusPolicy.NoFocus:  # Qt puts nothing behind a widget that takes no focus at all
        top.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for previous, stop in pairwise((top, *(stop for stop in stops if stop is not top))):
        QWidget.setTabOrder(previous, stop)
    top.setFocusPolicy(policy)


def find_first_tab_stop(top: QWidget) -> QWidget | None:
    """The first widget in another one at which Tab stops now; ``None`` where there is none."""
    tab_focus = Qt.FocusPolicy.TabFocus
    tab_stops = (
        stop
        for stop in _iterate_tab_stops(top)
        if stop.focusPolicy() & tab_focus and stop.isVisibleTo(top) and stop.isEnabled()
    )
    return next(tab_stops, None)


def focus_next_area(areas: Sequence[QWidget], step: int) -> None:
    """Go from the part with the focus ``step`` parts on, of those in sight, and after the last to the first."""
    visible_areas = [part for part in areas if part.isVisible() and find_first_tab_stop(part) is not None]
    focus_widget = QApplication.focusWidget()
    current = next(
        (
            n
            for n, part in enumerate(visible_areas)
            if focus_widget is not None and (part is focus_widget or part.isAncestorOf(focus_widget))
        ),
        None,
    )
    if visible_areas:
        stop = find_first_tab_stop(
            visible_areas[(current + step) % len(visible_areas)] if current is not None else visible_areas[0]
        )
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _iterate_tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab can stop, now or later, in the order of the layouts.

    Later: what is out of sight comes into sight, and of several buttons of a group another one is chosen.
    """
    if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    parts: tuple[QWidget | None, ...] = ()
    if isinstance(widget, QSplitter):
        parts = tuple(widget.widget(index) for index in range(widget.count()))
    elif isinstance(widget, QScrollArea):
        parts = (widget.widget(),)
    elif layout is not None:
        yield from _iterate_layout_stops(layout)
    for part in parts:
        if part is not None:
            yield from _iterate_tab_stops(part)


def _iterate_layout_stops(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            yield from _iterate_layout_stops(inner)
        elif widget is not None:
            yield from _iterate_tab_stops(widget)
