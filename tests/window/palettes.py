"""Every theme that comes with the program, and the pairs of colours in it that must be told apart.

    python -m tests.window.palettes

lists each pair of each theme by its name, with its contrast and the least that is allowed.
"""

import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.window.widgets.theme import Theme, choose_text_colour, contrast_ratio, list_theme_names, load_theme

ALL = tuple(load_theme(name) for name in list_theme_names())
LIGHT, DARK = load_theme("light"), load_theme("dark")
_SURFACES = ("window", "base", "alternate")
_TEXTS = ("text", "muted", "accent", "warning")
_MARK = 3.0
"""What marks, edges and the ring of the focus must have, in every theme."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours: what is seen on what, and how far apart they must be. ``least`` 1: noted, but free."""

    name: str
    above: str
    below: str
    least: float

    @property
    def ratio(self) -> float:
        """How far apart they are, by WCAG 2."""
        return contrast_ratio(self.above, self.below)

    @property
    def holds(self) -> bool:
        """Whether that is enough."""
        return self.ratio >= self.least


def pairs(theme: Theme) -> Iterator[Pair]:
    """Everything in a theme that is seen on something else."""
    text = 7.0 if theme.contrast else 4.5
    yield from _words(theme, text)
    yield from _marks(theme)
    yield from _selection(theme, text)
    yield from _free(theme)


def _words(theme: Theme, least: float) -> Iterator[Pair]:
    for words, surface in itertools.product(_TEXTS, _SURFACES):
        yield Pair(f"{words} on {surface}", getattr(theme, words), getattr(theme, surface), least)
    for (outcome, (_mark, words)), surface in itertools.product(theme.outcomes.items(), _SURFACES):
        yield Pair(f"badge {outcome}: words on {surface}", words, getattr(theme, surface), least)
    for outcome, (mark, _words_colour) in theme.outcomes.items():
        yield Pair(f"chart {outcome}: number on its bar", choose_text_colour(mark), mark, least)


def _marks(theme: Theme) -> Iterator[Pair]:
    for (outcome, (mark, _words_colour)), surface in itertools.product(theme.outcomes.items(), _SURFACES):
        yield Pair(f"mark {outcome} on {surface}", mark, getattr(theme, surface), _MARK)
    for surface in _SURFACES:
        below = getattr(theme, surface)
        yield Pair(f"edge of an input on {surface}", theme.edge, below, _MARK)
        yield Pair(f"ring of the focus (text) on {surface}", theme.text, below, _MARK)
        yield Pair(f"ring of the focus (accent) on {surface}", theme.accent, below, _MARK)
        yield Pair(f"underline of a word not understood on {surface}", theme.warning, below, _MARK)
    if theme.contrast:
        for surface in _SURFACES:
            yield Pair(f"edge of a surface on {surface}", theme.border, getattr(theme, surface), _MARK)


def _selection(theme: Theme, least: float) -> Iterator[Pair]:
    yield Pair("words of a selection on it", theme.accent_text, theme.accent, least)
    for surface in _SURFACES:
        yield Pair(f"a selection on {surface}", theme.accent, getattr(theme, surface), _MARK)


def _free(theme: Theme) -> Iterator[Pair]:
    """What nobody needs to read or see, noted all the same."""
    for surface in _SURFACES:
        yield Pair(f"disabled words on {surface}", theme.muted, getattr(theme, surface), 1.0)
        if not theme.contrast:
            yield Pair(f"edge of a surface on {surface}", theme.border, getattr(theme, surface), 1.0)


if __name__ == "__main__":
    for each in ALL:
        for pair in pairs(each):
            sign = "  " if pair.holds else "! "
            sys.stdout.write(f"{sign}{each.name:14} {pair.ratio:5.2f} of {pair.least:3.1f}  {pair.name}\n")
