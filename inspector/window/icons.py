"""The pictures of the pages: drawn from ``resources/icons`` in the colours of the theme, sharp at any scale."""

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.resources import resources

_SIDES = (16, 32, 48)
"""The sizes in which a picture is drawn, in pixels: for one, two and three to the point."""
_EDGE, _GAP, _ROUND = 10, 9, 6


def icon(name: str, normal: str, selected: str) -> QIcon:
    """A picture in two colours (``#rrggbb``), for a line as it is and for a chosen one; empty where there is none."""
    made = QIcon()
    place = resources() / "icons" / f"{name}.svg"
    if not place.is_file():
        return made
    drawing = place.read_text("utf-8")
    for mode, colour in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Selected, selected)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        for side in _SIDES:
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


class PageDelegate(QStyledItemDelegate):
    """Draws a line of the list of pages: picture and words on a round surface that is filled while chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for picture, words and air."""
        words = option.fontMetrics.horizontalAdvance(str(index.data()))
        return QSize(_EDGE + _SIDES[0] + _GAP + words + 2 * _EDGE, option.fontMetrics.height() + 16)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt."""
        role, colours = QPalette.ColorRole, option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        surface = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.Highlight if chosen else role.Midlight))
            painter.drawRoundedRect(surface, _ROUND, _ROUND)
        side = _SIDES[0]
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        middle = option.rect.center().y() - side // 2
        if isinstance(picture, QIcon):
            mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
            picture.paint(painter, option.rect.left() + _EDGE, middle, side, side, mode=mode)
        painter.setPen(colours.color(role.HighlightedText if chosen else role.WindowText))
        words = option.rect.adjusted(_EDGE + side + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.restore()
