"""Where painted things stand: they are laid out from left to right, and mirrored where the language runs the other way.

Qt mirrors its own layouts and the alignment of painted texts by itself; boxes that a widget paints are its own affair.
"""

from PySide6.QtCore import QRectF, Qt


def mirror_box(box: QRectF, bounds: QRectF, direction: Qt.LayoutDirection) -> QRectF:
    """A box that was laid out from left to right, where it stands within another one in a direction."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return box
    return QRectF(bounds.left() + bounds.right() - box.right(), box.top(), box.width(), box.height())
