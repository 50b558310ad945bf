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
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest of the items."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """The height of the rows within a place; the items are moved there if asked for."""
        holder = self.parentWidget()
        direction = holder.layoutDirection() if holder is not None else Qt.LayoutDirection.LeftToRight
        down = 0
        rows = self._rows(rect.width())
        for row in rows:
            high = max(item.sizeHint().height() for item in row)
            across = 0
            for item in row:
                hint = item.sizeHint()
                if move:
                    corner = rect.topLeft() + QPoint(across, down + (high - hint.height()) // 2)
                    item.setGeometry(QStyle.visualRect(direction, rect, QRect(corner, hint)))
                across += hint.width() + self.spacing()
            down += high + self.spacing()
        return max(0, down - self.spacing())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """The items of each row; those of a row stand in its middle."""
        rows: list[list[QLayoutItem]] = []
        across = 0
        for item in self._shown():
            needed = item.sizeHint().width()
            if not rows or across + needed > width:
                rows.append([])
                across = 0
            rows[-1].append(item)
            across += needed + self.spacing()
        return rows
