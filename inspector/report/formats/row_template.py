"""The cells of many items, made once: items of one verdict differ only by their own day.

``exposure.group_by_verdict`` puts the items of a class and a stretch of days into one group. The cells of its first
item become templates with a gap wherever the item's day stands. The last item confirms them. Where it does not,
the cells are made once for each day. The list of items and the workbook both write their rows from these templates.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DayTexts:
    """A day as cells show it: in ISO 8601, and in the report's language. Both are empty where there is no day."""

    iso: str
    localized: str


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """A text with gaps for a day.

    There is one piece more than gaps. ``localized_gaps`` tells for each gap whether it takes the day in the report's
    language (else in ISO 8601).
    """

    pieces: tuple[str, ...]
    localized_gaps: tuple[bool, ...] = ()

    @classmethod
    def from_text(cls, text: str, day: DayTexts) -> "TextTemplate":
        """Cut a gap wherever the day stands in the text."""
        if not day.iso:
            return cls((text,))
        split = re.split(f"({re.escape(day.iso)}|{re.escape(day.localized)})", text)
        return cls(tuple(split[::2]), tuple(day_text != day.iso for day_text in split[1::2]))

    @property
    def is_lone_day(self) -> bool:
        """Whether the text is a day and nothing else."""
        return self.pieces == ("", "")

    def fill(self, day: DayTexts) -> str:
        """Give the text for another day."""
        gaps = (day.localized if is_localized else day.iso for is_localized in self.localized_gaps)
        return "".join(piece for pair in zip_longest(self.pieces, gaps, fillvalue="") for piece in pair)


CellTemplates = tuple[TextTemplate, ...]


@dataclass(frozen=True, slots=True)
class GroupTemplates:
    """The templates of a group's cells: shared by all its days, or one for each day."""

    shared: CellTemplates | None
    by_day: dict[int, CellTemplates] = field(default_factory=dict)

    def get(self, day: int) -> CellTemplates:
        """Give the templates for the items of a day of the group."""
        return self.by_day[day] if self.shared is None else self.shared


def build_group_templates(
    items: NDArray[np.int64],
    own_days: NDArray[np.int64],
    get_cells: Callable[[int], tuple[str, ...]],
    get_day_texts: Callable[[int], DayTexts],
) -> GroupTemplates:
    """Build the templates of a group of items.

    ``items`` and ``own_days`` have the shape (items of the group,) and are not empty. ``get_cells`` gives the texts
    of the cells of one of the items.
    """
    first, last = int(own_days.argmin()), int(own_days.argmax())
    first_cells = get_cells(int(items[first]))
    last_cells = first_cells if own_days[first] == own_days[last] else get_cells(int(items[last]))
    if first_cells == last_cells:
        return GroupTemplates(_build_fixed(first_cells))
    first_day, last_day = get_day_texts(int(own_days[first])), get_day_texts(int(own_days[last]))
    templates = tuple(TextTemplate.from_text(cell, first_day) for cell in first_cells)
    if tuple(template.fill(last_day) for template in templates) == last_cells:
        return GroupTemplates(templates)
    days, first_positions = np.unique(own_days, return_index=True)
    return GroupTemplates(
        None,
        {
            day: _build_fixed(get_cells(int(items[position])))
            for day, position in zip(days.tolist(), first_positions.tolist(), strict=True)
        },
    )


def _build_fixed(cells: tuple[str, ...]) -> CellTemplates:
    return tuple(TextTemplate((cell,)) for cell in cells)
