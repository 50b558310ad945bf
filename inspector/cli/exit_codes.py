"""How a command ends, and how it speaks to the person beside the data."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.i18n import Language

EXIT_OK, EXIT_WARNINGS, EXIT_REFUSED, EXIT_INTERNAL_ERROR, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


def print_message(text: str, output_language: "Language | None" = None) -> None:
    """Say something to the person beside the data, in a language: English where none is given."""
    from inspector.printable import make_printable

    print(make_printable(text if output_language is None else output_language.format_value(text)), file=sys.stderr)
