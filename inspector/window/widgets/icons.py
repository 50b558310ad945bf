"""The pictures of the pages: drawn from ``resources/icons`` in the colours of the theme, sharp at any size."""

from PySide6.QtCore import QByteArray, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.resources import resources_dir
from inspector.window.widgets.mirroring import mirror_box
from inspector.window.widgets.theme import Theme

ICON_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a line gives the name of its picture: a file in ``resources/icons`` without its ending."""
_MIN_ICON_SIZE = 16
_PADDING, _GAP, _CORNER_RADIUS = 10, 9, 6
_STROKE, _BOLD_STROKE = 'stroke-width="1.5"', 'stroke-width="2.25"'
"""The lines of a picture, and those in a theme of high contrast."""


class IconPainter:
    """Draws the pictures by name: each is read once and made anew for a colour that it was not drawn in before."""

    def __init__(self) -> None:
        self._svg_by_name: dict[str, str] = {}
        self._renderers: dict[tuple[str, str, bool], QSvgRenderer] = {}

    def paint(self, painter: QPainter, rect: QRectF, name: str, colour: str, bold: bool) -> None:
        """Draw a picture in one colour (``#rrggbb``); nothing where there is none of that name."""
        svg = self._read_svg(name)
        key = (name, colour, bold)
        if svg and key not in self._renderers:
            styled_svg = svg.replace(_STROKE, _BOLD_STROKE) if bold else svg
            self._renderers[key] = QSvgRenderer(QByteArray(styled_svg.replace("currentColor", colour).encode()))
        if svg:
            self._renderers[key].render(painter, rect)

    def _read_svg(self, name: str) -> str:
        if name not in self._svg_by_name:
            path = resources_dir() / "icons" / f"{name}.svg"
            self._svg_by_name[name] = path.read_text("utf-8") if path.is_file() else ""
        return self._svg_by_name[name]


class PageListDelegate(QStyledItemDelegate):
    """Draws a line of the list of pages: picture and words on a round surface that is filled while chosen."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, IconPainter()

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme; the view is to be painted anew by its owner."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for picture, words and air."""
        text_width = option.fontMetrics.horizontalAdvance(str(index.data()))
        return QSize(
            _PADDING + _icon_size(option.fontMetrics) + _GAP + text_width + 2 * _PADDING,
            option.fontMetrics.height() + 16,
        )

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt."""
        role, colours = QPalette.ColorRole, option.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        background_rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.Highlight if is_selected else role.Midlight))
            painter.drawRoundedRect(background_rect, _CORNER_RADIUS, _CORNER_RADIUS)
        icon_size = _icon_size(option.fontMetrics)
        row_rect = QRectF(option.rect)
        icon_rect = QRectF(
            option.rect.left() + _PADDING, option.rect.center().y() - icon_size // 2, icon_size, icon_size
        )
        text_colour = colours.color(role.HighlightedText if is_selected else role.WindowText)
        self._icons.paint(
            painter,
            mirror_box(icon_rect, row_rect, option.direction),
            index.data(ICON_ROLE),
            text_colour.name(),
            self._theme.contrast,
        )
        painter.setPen(text_colour)
        text_rect = mirror_box(
            row_rect.adjusted(_PADDING + icon_size + _GAP, 0, -_PADDING, 0), row_rect, option.direction
        )
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.restore()


def _icon_size(metrics: QFontMetrics) -> int:
    """The side of a picture beside letters of a size."""
    return max(_MIN_ICON_SIZE, metrics.height())
