"""The pictures of the pages: drawn from ``resources/icons`` in the colours of the theme, sharp at any size."""

from PySide6.QtCore import QByteArray, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.resources import resources
from inspector.window.widgets.mirroring import placed
from inspector.window.widgets.theme import Theme

PICTURE_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a line gives the name of its picture: a file in ``resources/icons`` without its ending."""
_SIDE = 16
_EDGE, _GAP, _ROUND = 10, 9, 6
_LINE, _HEAVY = 'stroke-width="1.5"', 'stroke-width="2.25"'
"""The lines of a picture, and those in a theme of high contrast."""


class Pictures:
    """Draws the pictures by name: each is read once and made anew for a colour that it was not drawn in before."""

    def __init__(self) -> None:
        self._drawings: dict[str, str] = {}
        self._ready: dict[tuple[str, str, bool], QSvgRenderer] = {}

    def paint(self, painter: QPainter, box: QRectF, name: str, colour: str, heavy: bool) -> None:
        """Draw a picture in one colour (``#rrggbb``); nothing where there is none of that name."""
        drawing = self._drawing(name)
        key = (name, colour, heavy)
        if drawing and key not in self._ready:
            lines = drawing.replace(_LINE, _HEAVY) if heavy else drawing
            self._ready[key] = QSvgRenderer(QByteArray(lines.replace("currentColor", colour).encode()))
        if drawing:
            self._ready[key].render(painter, box)

    def _drawing(self, name: str) -> str:
        if name not in self._drawings:
            place = resources() / "icons" / f"{name}.svg"
            self._drawings[name] = place.read_text("utf-8") if place.is_file() else ""
        return self._drawings[name]


class PageDelegate(QStyledItemDelegate):
    """Draws a line of the list of pages: picture and words on a round surface that is filled while chosen."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, Pictures()

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme; the view is to be painted anew by its owner."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for picture, words and air."""
        words = option.fontMetrics.horizontalAdvance(str(index.data()))
        return QSize(_EDGE + _side(option.fontMetrics) + _GAP + words + 2 * _EDGE, option.fontMetrics.height() + 16)

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
        side = _side(option.fontMetrics)
        whole = QRectF(option.rect)
        picture = QRectF(option.rect.left() + _EDGE, option.rect.center().y() - side // 2, side, side)
        ink = colours.color(role.HighlightedText if chosen else role.WindowText)
        self._pictures.paint(
            painter,
            placed(picture, whole, option.direction),
            index.data(PICTURE_ROLE),
            ink.name(),
            self._theme.contrast,
        )
        painter.setPen(ink)
        words = placed(whole.adjusted(_EDGE + side + _GAP, 0, -_EDGE, 0), whole, option.direction)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.restore()


def _side(metrics: QFontMetrics) -> int:
    """The side of a picture beside letters of a size."""
    return max(_SIDE, metrics.height())
