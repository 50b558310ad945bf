"""The order in which Tab goes through widgets: the one in which they are laid out, however late they were made."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QWidget


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
    now = Qt.FocusPolicy.TabFocus
    found = (stop for stop in _stops(top) if stop.focusPolicy() & now and stop.isVisibleTo(top) and stop.isEnabled())
    return next(found, None)


def to_next_part(parts: Sequence[QWidget], step: int) -> None:
    """Go from the part with the focus ``step`` parts on, of those in sight, and after the last to the first."""
    shown = [part for part in parts if part.isVisible() and first_stop(part) is not None]
    at = QApplication.focusWidget()
    here = next((n for n, part in enumerate(shown) if at is not None and (part is at or part.isAncestorOf(at))), None)
    if shown:
        stop = first_stop(shown[(here + step) % len(shown)] if here is not None else shown[0])
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)


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
