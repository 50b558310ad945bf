"""Drivers: they find the parts of a page, a dialog or the window as a person or a screen reader does.

A part is found by its class, its accessible name, its object name or the text on it, never by a private attribute.
``drive(widget)`` gives the driver that fits the widget.
"""

from typing import TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTextEdit,
    QWidget,
)

from inspector.exposure import Exposure
from inspector.window.details.circumstances_dialog import CircumstancesDialog
from inspector.window.dialogs.export_dialog import ExportDialog
from inspector.window.dialogs.text_dialog import ContentDialog
from inspector.window.items.category_tree import ItemsTree
from inspector.window.items.cell_viewer import CellViewer
from inspector.window.items.empty_state import ItemsEmptyState
from inspector.window.items.facet_inputs import ItemsFacets
from inspector.window.items.filter_bar import FilterLineEdit, ItemsFilter
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.items.items_page import ItemsPage
from inspector.window.items.items_table import ItemsTable
from inspector.window.items.why_panel import PlainTextView, WhyPanel
from inspector.window.jobs import Jobs
from inspector.window.localization import translate
from inspector.window.main_window import MainWindow
from inspector.window.notice import NoticeBar
from inspector.window.opening_bar import OpeningBar
from inspector.window.page_stack import PageStack
from inspector.window.pages.checklist_page import ChecklistPage, SettingAdviceCard
from inspector.window.pages.coverage_page import FILES, MISSING, PROBLEMS, CoveragePage
from inspector.window.pages.overview_page import OverviewPage
from inspector.window.pages.sources_page import SourcesPage
from inspector.window.pages.timeline_page import TimelinePage
from inspector.window.pages.welcome_page import WelcomePage
from inspector.window.pages.what_if_page import WhatIfPage
from inspector.window.widgets.appearance import Appearance
from inspector.window.widgets.counts_table import CountsTable
from inspector.window.widgets.inputs import ClearableLineEdit
from inspector.window.widgets.outcome_chart import ExposureChart
from inspector.window.widgets.record_table import RecordTable
from inspector.window.widgets.text_widgets import ElidedLabel
from inspector.window.widgets.trend_chart import MonthsChart
from inspector.window.widgets.use_selector import UseSelector

Part = TypeVar("Part", bound=QObject)


def name_of(part: QObject) -> str:
    """What a part is called: its accessible name, else the text on it, without the mark of its key."""
    if isinstance(part, QWidget) and part.accessibleName():
        return part.accessibleName()
    return part.text().replace("&", "") if isinstance(part, QAbstractButton | QLabel) else ""


def find(top: QObject, kind: type[Part], *names: str) -> Part:
    """The newest part of a kind, of one of these names where some are given; raises ``AssertionError`` without one."""
    parts = find_all(top, kind, *names)
    assert parts, f"no {kind.__name__} {' or '.join(names)!r} in {type(top).__name__}"
    return parts[-1]


def find_all(top: QObject, kind: type[Part], *names: str) -> list[Part]:
    """All parts of a kind, of one of these names (English, as the program writes them) where some are given."""
    said = {translate(name).replace("&", "") for name in names}
    return [part for part in top.findChildren(kind) if not names or name_of(part) in said]


class Driver:
    """Finds the parts of one widget, anew each time: a part may have been replaced."""

    def __init__(self, top: QWidget) -> None:
        self.top = top

    def button(self, *names: str) -> QAbstractButton:
        """The button with one of these texts."""
        return find(self.top, QAbstractButton, *names)

    def table_of(self, name: str) -> RecordTable:
        """The table of records with this name."""
        return find(self.top, RecordTable, name)

    def label(self, start: str) -> QLabel:
        """The label whose text starts so."""
        return next(label for label in find_all(self.top, QLabel) if label.text().startswith(start))


class WindowDriver(Driver):
    """The whole window."""

    top: MainWindow

    @property
    def has_pages(self) -> bool:
        """Whether pages have been built."""
        return bool(find_all(self.top, PageStack))

    @property
    def pages(self) -> PageStack:
        return find(self.top, PageStack)

    @property
    def notice(self) -> NoticeBar:
        return find(self.top, NoticeBar)

    @property
    def opening_bar(self) -> OpeningBar:
        return find(self.top, OpeningBar)

    @property
    def welcome(self) -> WelcomePage:
        return find(self.top, WelcomePage)

    @property
    def body(self) -> QStackedWidget:
        body = self.welcome.parentWidget()
        assert isinstance(body, QStackedWidget)
        return body

    @property
    def status(self) -> ElidedLabel:
        return find(self.top.statusBar(), ElidedLabel)

    @property
    def appearance(self) -> Appearance:
        return find(self.top, Appearance)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return any(jobs.busy for jobs in find_all(self.top, Jobs))

    @property
    def export_dialog(self) -> ExportDialog:
        return find(self.top, ExportDialog)

    @property
    def circumstances_dialog(self) -> CircumstancesDialog:
        return find(self.top, CircumstancesDialog)

    @property
    def dialogs(self) -> dict[str, ContentDialog]:
        """The dialogs beside the window, by object name; of two of one name the newest."""
        return {dialog.objectName(): dialog for dialog in find_all(self.top, ContentDialog) if dialog.objectName()}

    @property
    def menus(self) -> dict[str, QAction]:
        """The actions of the menus, by id."""
        self.top.finish_startup()
        return {action.objectName(): action for action in self.top.menuBar().findChildren(QAction)}


class ItemsDriver(Driver):
    """The page of items."""

    @property
    def table(self) -> ItemsTable:
        return find(self.top, ItemsTable)

    @property
    def model(self) -> ItemsTableModel:
        model = self.table.model()
        assert isinstance(model, ItemsTableModel)
        return model

    @property
    def exposure(self) -> Exposure:
        """What the rows are of."""
        assert self.model.rows is not None
        return self.model.rows.exposure

    @property
    def filter_bar(self) -> ItemsFilter:
        return find(self.top, ItemsFilter)

    @property
    def filter_line(self) -> FilterLineEdit:
        return find(self.top, FilterLineEdit)

    @property
    def typing_timer(self) -> QTimer:
        return self.filter_bar.typing_timer

    @property
    def facets(self) -> ItemsFacets:
        return find(self.top, ItemsFacets)

    @property
    def tree(self) -> ItemsTree:
        return find(self.top, ItemsTree)

    @property
    def why_panel(self) -> WhyPanel:
        return find(self.top, WhyPanel)

    @property
    def use_combo(self) -> QComboBox:
        return find(self.top, QComboBox, "Use")

    @property
    def empty_state(self) -> ItemsEmptyState:
        return find(self.top, ItemsEmptyState)

    @property
    def stack(self) -> QStackedWidget:
        stack = self.empty_state.parentWidget()
        assert isinstance(stack, QStackedWidget)
        return stack

    @property
    def clear_button(self) -> QPushButton:
        """The button below the table, not the one in its place."""
        (button,) = (b for b in find_all(self.top, QPushButton, "Clear filter") if b.parent() is not self.empty_state)
        return button

    @property
    def count_label(self) -> QLabel:
        """What stands before that button."""
        layouts = self.clear_button.parentWidget().layout()
        label = layouts.itemAt(layouts.count() - 1).layout().itemAt(0).widget()
        assert isinstance(label, QLabel)
        return label


class WhyDriver(Driver):
    """The panel that says why."""

    @property
    def text(self) -> QTextEdit:
        return find(self.top, PlainTextView)

    @property
    def more_button(self) -> QAbstractButton:
        return self.button("Show all")

    @property
    def full_text_button(self) -> QAbstractButton:
        return self.button("Full text")

    @property
    def copy_button(self) -> QAbstractButton:
        return self.button("Copy citation")


class CellDriver(Driver):
    """The dialog with one cell in full."""

    @property
    def column_list(self) -> QListWidget:
        return find(self.top, QListWidget)

    @property
    def later_button(self) -> QAbstractButton:
        return self.button("&Later")

    @property
    def earlier_button(self) -> QAbstractButton:
        return self.button("&Earlier")


class OverviewDriver(Driver):
    """The first page of an archive."""

    @property
    def chart(self) -> ExposureChart:
        return find(self.top, ExposureChart)

    @property
    def table(self) -> CountsTable:
        return find(self.top, CountsTable)

    @property
    def table_toggle(self) -> QAbstractButton:
        return self.button("As a table")

    @property
    def selector(self) -> UseSelector:
        return find(self.top, UseSelector)


class TimelineDriver(Driver):
    """The page of months."""

    @property
    def chart(self) -> MonthsChart:
        return find(self.top, MonthsChart)

    @property
    def table_toggle(self) -> QAbstractButton:
        return self.button("As a table")

    @property
    def items_button(self) -> QAbstractButton:
        return self.button("Show these items")

    @property
    def month_table(self) -> RecordTable:
        return self.table_of("Items by month")

    @property
    def event_table(self) -> RecordTable:
        return self.table_of("What changed, and when")


_COVERAGE_LISTS = {
    FILES: ("Files", "Files"),
    MISSING: ("Missing kinds of file", "Missing"),
    PROBLEMS: ("Problems", "Problems"),
}
"""The lists of the page of files: the name of the table and the title on its button."""


class CoverageDriver(Driver):
    """The page of files."""

    @property
    def tables(self) -> dict[str, RecordTable]:
        """The tables by the id of their list."""
        return {name: self.table_of(title) for name, (title, _) in _COVERAGE_LISTS.items()}

    @property
    def tabs(self) -> dict[str, QAbstractButton]:
        """The buttons that show the lists; each has the title and the number of records on it."""
        buttons = find_all(self.top, QAbstractButton)
        return {
            name: next(b for b in buttons if b.isCheckable() and b.text().startswith(translate(title)))
            for name, (_, title) in _COVERAGE_LISTS.items()
        }

    @property
    def stack(self) -> QStackedWidget:
        return find(self.top, QStackedWidget)

    @property
    def filter_line(self) -> QLineEdit:
        return find(self.top, ClearableLineEdit)

    @property
    def details(self) -> QPlainTextEdit:
        return find(self.top, QPlainTextEdit, "Details")

    @property
    def copy_button(self) -> QAbstractButton:
        return self.button("Copy details")

    @property
    def set_aside_button(self) -> QAbstractButton:
        return self.button("Show rows set aside")

    @property
    def clear_button(self) -> QAbstractButton:
        return self.button("Clear filter")


class ChecklistDriver(Driver):
    """The page of what to do."""

    @property
    def cards(self) -> dict[str, SettingAdviceCard]:
        """The cards by the id of their setting."""
        return {card.objectName(): card for card in find_all(self.top, SettingAdviceCard)}

    @property
    def state_region_button(self) -> QAbstractButton:
        return self.button("State your region…")


class CardDriver(Driver):
    """One card of it."""

    @property
    def done_box(self) -> QCheckBox:
        return find(self.top, QCheckBox)

    @property
    def day_edit(self) -> QDateEdit:
        return find(self.top, QDateEdit)


class SourcesDriver(Driver):
    """The page of rules."""

    @property
    def filter_edit(self) -> QLineEdit:
        return find(self.top, ClearableLineEdit)

    @property
    def kind_combo(self) -> QComboBox:
        return find(self.top, QComboBox)

    @property
    def table(self) -> QTableView:
        return find(self.top, RecordTable)

    @property
    def detail_view(self) -> QPlainTextEdit:
        return find(self.top, QPlainTextEdit)

    @property
    def copy_button(self) -> QAbstractButton:
        return self.button("Copy address")

    @property
    def open_button(self) -> QAbstractButton:
        return self.button("Open in browser…")


class WhatIfDriver(Driver):
    """The page of other circumstances."""

    @property
    def question_combo(self) -> QComboBox:
        return find(self.top, QComboBox, "What if")

    @property
    def place_combo(self) -> QComboBox:
        return find(self.top, QComboBox, "Living in")

    @property
    def selector(self) -> UseSelector:
        return find(self.top, UseSelector)

    @property
    def apply_button(self) -> QAbstractButton:
        return self.button("Take these circumstances")

    @property
    def category_changes(self) -> RecordTable:
        return self.table_of("Items that could be used, now and then")

    @property
    def outcome_changes(self) -> RecordTable:
        return self.table_of("Items that would have another outcome")


class ExportDriver(Driver):
    """The dialog that writes a report."""

    @property
    def format_combo(self) -> QComboBox:
        return find(self.top, QComboBox, "Format")

    @property
    def items_combo(self) -> QComboBox:
        return find(self.top, QComboBox, "Items to list")

    @property
    def texts_box(self) -> QCheckBox:
        return find(self.top, QCheckBox, "With the &texts of the items")

    @property
    def pseudonyms_box(self) -> QCheckBox:
        return find(self.top, QCheckBox, "&Pseudonyms for other people")

    @property
    def sheet_per_category_box(self) -> QCheckBox:
        return find(self.top, QCheckBox, "One &sheet a category")

    @property
    def exact_box(self) -> QCheckBox:
        return find(self.top, QCheckBox, "E&xact texts, for programs: not safe to open in a spreadsheet")

    @property
    def matter_edit(self) -> QLineEdit:
        return find(self.top, QLineEdit, "Matter")

    @property
    def privilege_edit(self) -> QLineEdit:
        return find(self.top, QLineEdit, "Privilege line")

    @property
    def target_edit(self) -> QLineEdit:
        return find(self.top, QLineEdit, "File to write")

    @property
    def key_file_edit(self) -> QLineEdit:
        return find(self.top, QLineEdit, "Key file")

    @property
    def written_path_edit(self) -> QLineEdit:
        return find(self.top, QLineEdit, "Written file")

    @property
    def preview_text(self) -> QPlainTextEdit:
        return find(self.top, QPlainTextEdit, "Preview of the first rows")

    @property
    def export_button(self) -> QAbstractButton:
        return self.button("&Export")

    @property
    def cancel_button(self) -> QAbstractButton:
        return self.button("Ca&ncel")


_DRIVERS: dict[type[QWidget], type[Driver]] = {
    MainWindow: WindowDriver,
    ItemsPage: ItemsDriver,
    WhyPanel: WhyDriver,
    CellViewer: CellDriver,
    OverviewPage: OverviewDriver,
    TimelinePage: TimelineDriver,
    CoveragePage: CoverageDriver,
    ChecklistPage: ChecklistDriver,
    SettingAdviceCard: CardDriver,
    SourcesPage: SourcesDriver,
    WhatIfPage: WhatIfDriver,
    ExportDialog: ExportDriver,
}


def drive(widget: QWidget) -> Driver:
    """The driver of a widget; raises ``KeyError`` where it has none."""
    return _DRIVERS[type(widget)](widget)
