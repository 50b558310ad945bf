"""Lines of text for terminals and plain text files."""

import textwrap

from inspector.printable import make_printable

LINE_WIDTH = 100
"""The most characters of a line; only a longer word exceeds it."""


def wrap_text(text: str, first_indent: str = "", indent: str = "") -> list[str]:
    """A text as lines, the first with ``first_indent``, the others with ``indent``; no word is cut."""
    return textwrap.wrap(
        make_printable(text),
        LINE_WIDTH,
        initial_indent=first_indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
