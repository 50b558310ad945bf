"""A row of widgets that breaks into further rows where the width does not hold them: nothing is cut at 200 %."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Lays out its items as the language runs, each as large as it wants to be, in as many rows as it takes."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the others from ``index`` on."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Called by Qt."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or ``None``."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows."""
        return self._arrange_items(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange_items(rect, apply=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        hints = [item.sizeHint() for item in self._visible_items()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest of the items."""
        size = QSize()
        for item in self._visible_items():
            size = size.expandedTo(item.minimumSize())
        return size

    def _visible_items(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange_items(self, rect: QRect, *, apply: bool) -> int:
        """The height of the rows within a place; the items are moved there if asked for."""
        parent_widget = self.parentWidget()
        direction = parent_widget.layoutDirection() if parent_widget is not None else Qt.LayoutDirection.LeftToRight
        y = 0
        rows = self._split_rows(rect.width())
        for row in rows:
            row_height = max(item.sizeHint().height() for item in row)
            x = 0
            for item in row:
                hint = item.sizeHint()
                if apply:
                    corner = rect.topLeft() + QPoint(x, y + (row_height - hint.height()) // 2)
                    item.setGeometry(QStyle.visualRect(direction, rect, QRect(corner, hint)))
                x += hint.width() + self.spacing()
            y += row_height + self.spacing()
        return max(0, y - self.spacing())

    def _split_rows(self, width: int) -> list[list[QLayoutItem]]:
        """The items of each row; those of a row stand in its middle."""
        rows: list[list[QLayoutItem]] = []
        x = 0
        for item in self._visible_items():
            item_width = item.sizeHint().width()
            if not rows or x + item_width > width:
                rows.append([])
                x = 0
            rows[-1].append(item)
            x += item_width + self.spacing()
        return rows
