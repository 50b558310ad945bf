"""Everything that could not be read as it stands, in one place: code, sentence, file and rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from inspector.visible import member_label, visible
from inspector.window import plain
from inspector.window.page import Page

if TYPE_CHECKING:
    from inspector.errors import Problem
    from inspector.exposure import Exposure

_HEADS = ("Weight", "Code", "File", "What", "Rows")
_WIDTHS = (70, 150, 210, 0, 110)
"""The widths of the columns; what is left of the page is for the sentences."""
_TEXT = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
Index = QModelIndex | QPersistentModelIndex


class ProblemsModel(QAbstractTableModel):
    """The problems of the holdings, as they came."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()

    def show_problems(self, problems: "tuple[Problem, ...]") -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many problems there are."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell."""
        if role not in _TEXT or not index.isValid():
            return None
        problem = self._problems[index.row()]
        rows = ", ".join(map(str, problem.rows[:20])) + (" …" if problem.count > 20 and problem.rows else "")
        where = member_label(problem.member) if problem.member else "the archive"
        cells = (problem.severity.value, problem.code, where, problem.message, rows)
        shown = visible(cells[index.column()])
        return plain.tip_text(shown) if role == Qt.ItemDataRole.ToolTipRole else shown

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The head of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.tr(_HEADS[section])
        return None


class ProblemsPage(Page):
    """A line that counts, and the table of problems."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = plain.label()
        self._model = ProblemsModel(self)
        self._view = QTableView()
        self._view.setModel(self._model)
        self._view.setAccessibleName(self.tr("Problems"))
        self._view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._view.setWordWrap(False)
        self._view.setTabKeyNavigation(False)
        self._view.verticalHeader().setVisible(False)
        self._view.verticalHeader().setDefaultSectionSize(self._view.fontMetrics().height() + 10)
        header = self._view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            self._view.setColumnWidth(column, width)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(_HEADS.index("What"), QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._view.setShowGrid(False)
        self._view.setAlternatingRowColors(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._line)
        layout.addWidget(self._view, 1)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the problems of what has been read."""
        problems = exposure.holdings.problems
        self._model.show_problems(problems)
        warnings = sum(problem.severity.value == "warning" for problem in problems)
        notes = len(problems) - warnings
        text = self.tr("{0} warnings: something could not be read as it stands. {1} notes: nothing is lost.")
        self._line.setText(text.format(warnings, notes))
