"""Exit codes, and messages on standard error. Imported for every command, so it loads next to nothing."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.i18n import Language

EXIT_OK, EXIT_WARNINGS, EXIT_REFUSED, EXIT_INTERNAL_ERROR, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


def print_message(text: str, output_language: "Language | None" = None) -> None:
    """Print a message on standard error, in English unless a language is given."""
    from inspector.printable import make_printable

    print(make_printable(text if output_language is None else output_language.format_value(text)), file=sys.stderr)
