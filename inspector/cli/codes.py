"""How a command ends, and how it speaks to the person beside the data."""

import sys

DONE, WARNED, REFUSED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


def tell(text: str) -> None:
    """Say something to the person, beside the data."""
    from inspector.visible import visible

    print(visible(text), file=sys.stderr)
