"""How a command ends, and how it speaks to the person beside the data."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.i18n import Language

DONE, WARNED, REFUSED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


def tell(text: str, spoken: "Language | None" = None) -> None:
    """Say something to the person beside the data, in a language: English where none is given."""
    from inspector.printable import visible

    print(visible(text if spoken is None else spoken.written(text)), file=sys.stderr)
