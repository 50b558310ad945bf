"""Brings every page, sheet and dialog of the window into sight, for whoever looks at all of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QPushButton, QWidget

from inspector.errors import Refused
from inspector.settings.crash import describe_error
from inspector.window import intents
from inspector.window.dialogs.crash_dialog import CrashDialog
from inspector.window.dialogs.open_link_dialog import OpenLinkDialog
from inspector.window.items.cell_viewer import CellViewer
from inspector.window.main_window import MainWindow
from inspector.window.page_list import list_pages
from tests.window import hand
from tests.window.drivers import drive
from tests.window.spoken import ours


def places(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each page in each of its states, then each sheet and dialog, in sight, with a name for it.

    The window has an archive open. What is handed out may be resized and looked at until the next one.
    """
    yield from _pages(window)
    yield from _sheets(window)
    yield from _dialogs(window)


def _pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    pages = drive(window).pages
    assert pages is not None
    for entry in list_pages():
        pages.turn_to(entry.id)
        hand.settle(window)
        yield entry.id, window
        page = pages.page(entry.id)
        for state in _STATES.get(entry.id, ()):
            state(page)
            hand.settle(window)
            yield f"{entry.id}, {state.__name__.replace('_', ' ').strip()}", window


def _as_a_table(page: QWidget) -> None:
    drive(page).table_toggle.click()


def _as_a_chart_again(page: QWidget) -> None:
    drive(page).table_toggle.click()


def _an_item_chosen(page: QWidget) -> None:
    drive(page).table.enter()


def _nothing_matching(page: QWidget) -> None:
    drive(page).filter_line.setText("rain outcome:stopped colour:red category:payment")


def _everything_again(page: QWidget) -> None:
    page.clear_filter()


def _months_chosen(page: QWidget) -> None:
    chart = drive(page).chart
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)


def _missing(page: QWidget) -> None:
    page.go_to("missing")


def _a_problem_chosen(page: QWidget) -> None:
    page.go_to("problems")
    table = drive(page).tables["problems"]
    table.setCurrentIndex(table.model().index(0, 0))


def _no_file_matching(page: QWidget) -> None:
    page.go_to("files")
    drive(page).filter_line.setText("no such file")


def _all_files(page: QWidget) -> None:
    page.go_to("files")


_STATES = {
    "overview": (_as_a_table, _as_a_chart_again),
    "items": (_an_item_chosen, _nothing_matching, _everything_again),
    "timeline": (_months_chosen, _as_a_table, _as_a_chart_again),
    "coverage": (_missing, _a_problem_chosen, _no_file_matching, _all_files),
}
"""What else a page may look like."""


def _sheets(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    for intent, name in (
        (intents.SHOW_PREFERENCES, "preferences"),
        (intents.SHOW_SHORTCUTS, "shortcuts"),
        (intents.SHOW_ABOUT, "about"),
        (intents.SHOW_ARCHIVE_HELP, "archive"),
    ):
        window.handle_intent(intent)
        with _shown(drive(window).dialogs[name]) as sheet:
            yield f"sheet {name}", sheet
            if name == "about":
                _press(sheet, ours("Licences…"))
                with _shown(sheet.findChild(QDialog)) as licences:
                    yield "sheet licences", licences
            if name == "preferences":
                _press(sheet, ours("Forget everything…"))
                yield "sheet preferences, asking", sheet
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    with _shown(drive(window).circumstances_dialog) as sheet:
        yield "circumstances", sheet
        _press(sheet, ours("More settings"))
        yield "circumstances, all settings", sheet
    window.handle_intent(intents.EXPORT)
    with _shown(drive(window).export_dialog) as sheet:
        hand.settle(window)
        yield "export", sheet


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    items = drive(window).pages.page("items")
    drive(window).pages.turn_to("items")
    hand.settle(window)
    drive(items).table.enter()
    items.show_text()
    with _shown(items.findChild(CellViewer)) as reader:
        yield "full text", reader
    drive(items).filter_bar.ask_name()
    with _shown(items.findChild(QInputDialog)) as asking:
        yield "name of a filter", asking
    for address in ("https://example.org/settings", "file:///etc/hostname"):
        with _shown(OpenLinkDialog(address, window)) as question:
            yield f"visit {address}", question
    with _shown(CrashDialog(describe_error(ValueError("odd")), from_last_run=False, parent=window)) as crash:
        yield "fault", crash
    drive(window).notice.show_error(Refused("E_NOT_ZIP", "It is not a zip archive.", hint="Choose another file."))
    yield "notice of an error", window
    drive(window).notice.show_note("It has changed.", "It is shown as it was.", (("Read again", lambda: None),))
    yield "notice with an offer", window
    drive(window).notice.hide()
    drive(window).opening_bar.show()
    yield "opening", window
    drive(window).opening_bar.hide()
    window._show_welcome_page()
    yield "welcome", window


@contextmanager
def _shown(dialog: QDialog) -> Iterator[QDialog]:
    """A dialog in sight, and gone afterwards."""
    dialog.show()
    QApplication.processEvents()
    yield dialog
    dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _press(top: QWidget, words: str) -> None:
    (button,) = (b for b in top.findChildren(QPushButton) if b.text().replace("&", "") == words)
    button.click()
    QApplication.processEvents()
