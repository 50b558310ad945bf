"""Lines for a terminal and for plain text files."""

import textwrap

from inspector.printable import visible

WIDTH = 100
"""The width that a line keeps to where its words allow it, in characters."""


def wrapped(text: str, first: str = "", indent: str = "") -> list[str]:
    """A text as lines, the first begun with ``first``, the others with ``indent``; words are never cut."""
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
