"""What holds for every panel: each input has a name, and no text is cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.window.clipping import cuts


def nameless(top: QWidget) -> list[str]:
    """The widgets that the keyboard can reach and a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in top.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QLabel)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def clipped(top: QWidget) -> list[str]:
    """The texts in sight that do not fit into the room they have, each with where it stands."""
    return [str(cut) for cut in cuts(top)]
