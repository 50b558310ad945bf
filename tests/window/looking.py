"""What holds for every panel: each input has a name, and no text is cut."""

from PySide6.QtWidgets import QWidget

from tests.window.access import nameless
from tests.window.clipping import cuts

__all__ = ["clipped", "nameless"]


def clipped(top: QWidget) -> list[str]:
    """The texts in sight that do not fit into the room they have, each with where it stands."""
    return [str(cut) for cut in cuts(top)]
