"""Lines for a terminal and for plain text files."""

import textwrap

from inspector.printable import make_printable

LINE_WIDTH = 100
"""The width that a line keeps to where its words allow it, in characters."""


def wrap_text(text: str, first_indent: str = "", indent: str = "") -> list[str]:
    """A text as lines, the first begun with ``first``, the others with ``indent``; words are never cut."""
    return textwrap.wrap(
        make_printable(text),
        LINE_WIDTH,
        initial_indent=first_indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
