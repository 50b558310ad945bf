"""The window as a whole: what is dropped is shown, what is cancelled is not, and nothing outlives it."""

import threading
import time
from collections import Counter

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton

from inspector import exposure as exposures
from inspector.holdings import reader
from inspector.policy import Outcome, parse_circumstances
from inspector.query import Key, Query, select
from inspector.settings import SettingsStore
from inspector.window import intents
from inspector.window.commands import Menu
from inspector.window.main_window import MainWindow
from inspector.window.menus import build_menus
from inspector.window.open_request import OpenRequest
from inspector.window.page_list import list_pages
from tests import archives
from tests.window import hand
from tests.window.drivers import drive
from tests.window.looking import clipped, nameless
from tests.window.palettes import DARK, LIGHT

AT_ONCE = 2.0
"""A generous bound for what should take less than 0.2 s, in seconds: machines are busy."""


class Gate:
    """Reading that stops after its first files until it is let go, or cancelled."""

    def __init__(self, monkeypatch):
        self.holds, self.open, self.ended = True, threading.Event(), threading.Event()
        self._stages = reader.read_stages
        monkeypatch.setattr(reader, "read_stages", self._gated)

    def _gated(self, paths, catalog, monitor, interval=reader.MIN_INTERVAL_S, options=reader.DEFAULT_OPTIONS):
        if not self.holds:
            yield from self._stages(paths, catalog, monitor, interval, options)
            return
        try:
            *_some, whole = self._stages(paths, catalog, monitor, interval, options)
            yield whole
            yield whole
            while not self.open.is_set():
                monitor.step(1, 2, "Shares.csv")
                time.sleep(0.002)
            yield whole
        finally:
            self.ended.set()


@pytest.fixture
def gate(monkeypatch):
    made = Gate(monkeypatch)
    yield made
    made.open.set()


def small(place, name, *posts):
    """An archive with a few posts."""
    head = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility")
    rows = [("2026-10-28 08:00:00", "", text, "", "", "MEMBER_NETWORK") for text in posts]
    files = {"Profile.csv": archives.PROFILE, "Shares.csv": archives.table(head, *rows)}
    return archives.zipped(place, files, name)


def half_open(window, path):
    """Drop an archive and wait until its first files are shown."""
    assert hand.drop(window, path)
    hand.wait_until(
        lambda: window.exposure is not None and drive(window).opening_bar.status_label.text() == "Reading Shares.csv",
        "it",
    )
    assert drive(window).opening_bar.isVisible()


def shown(window):
    """The items in the table, by address."""
    page = drive(window).pages.page("items")
    hand.settle(window)
    view = drive(page).model.rows
    ref = [(item.block, item.index) for item in (view.item(row) for row in range(len(view)))]
    return [str(block.ref(index, view.has_several_archives)) for block, index in ref]


def said_anywhere(window):
    """All texts of labels, in sight or not."""
    return "\n".join(
        [window.windowTitle(), *hand.texts(window), drive(window).status.text(), drive(window).notice.text]
    )


# ---- opening


def test_the_first_page_promises_and_offers(window):
    said = " ".join(hand.texts(window))
    for promise in (
        "The archive is only read, never altered.",
        "Nothing leaves this computer.",
        "Nothing is lost silently: what could not be read is named.",
        "Drop your archive here",
    ):
        assert promise in said
    buttons = [button.text().replace("&", "") for button in drive(window).welcome.findChildren(QPushButton)]
    assert buttons == ["Open archive…", "Open folder…", "Try the demo", "How to ask for your archive"]


def test_the_demo_is_one_click_away(qtbot, window):
    demo = next(b for b in drive(window).welcome.findChildren(QPushButton) if "demo" in b.text())
    qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    assert not demo.isEnabled()
    hand.settle(window)
    items = archives.demo().item_count
    assert window.exposure.holdings.item_count == items
    assert window.exposure.circumstances == parse_circumstances(
        archives.pack(), regions=["DE"], age="adult", as_of="2026-11-22", today=archives.TODAY
    )
    assert window.windowTitle() == "Demo - Archive Inspector"
    assert f"{items} items, 0 warnings" in drive(window).status.text()
    assert not drive(window).opening_bar.isVisible()
    assert nameless(window) == []
    assert clipped(window) == []


@pytest.mark.parametrize("pack", [archives.zipped, archives.folder], ids=["zip", "folder"])
def test_an_archive_is_dropped(window, tmp_path, pack):
    path = pack(tmp_path, {"Profile.csv": archives.PROFILE, "Skills.csv": "Name\nKnitting\nArchery\n"})
    hand.opened(window, path)
    assert window.exposure.holdings.item_count == archives.read(path).item_count
    assert window.windowTitle() == f"{path.name} - Archive Inspector"


def test_several_archives_are_dropped_together(window, tmp_path):
    paths = (small(tmp_path, "one.zip", "first"), small(tmp_path, "two.zip", "second"))
    hand.opened(window, *paths)
    assert window.exposure.holdings.has_several_archives
    assert window.exposure.holdings.item_count == archives.read(*paths).item_count


@pytest.mark.parametrize("address", ["https://example.org/archive.zip", "ftp://example.org/a.zip"])
def test_what_lies_elsewhere_is_not_taken(window, address):
    data = QMimeData()
    data.setUrls([QUrl(address)])
    entering = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering.ignore()
    QApplication.sendEvent(window, entering)
    assert not entering.isAccepted()


def test_a_pdf_named_zip_is_answered_with_code_sentence_and_way_on(demo_window, tmp_path):
    wrong = tmp_path / "letter.zip"
    wrong.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    hand.opened(demo_window, wrong)
    said = drive(demo_window).notice.text
    assert '"letter.zip" is not a zip archive' in said
    assert "E_NOT_ZIP" in said
    assert drive(demo_window).notice._hint.isVisible()
    assert drive(demo_window).body.currentWidget() is drive(demo_window).welcome
    assert demo_window.windowTitle() == "Archive Inspector"
    assert not drive(demo_window).menus["export"].isEnabled()


def test_the_next_archive_puts_the_notice_away(window, tmp_path):
    hand.opened(window, tmp_path / "nowhere.zip")
    assert drive(window).notice.text
    hand.opened(window, small(tmp_path, "one.zip", "first"))
    assert drive(window).notice.text == ""


def test_files_are_shown_as_they_arrive(window, tmp_path, gate):
    half_open(window, small(tmp_path, "one.zip", "first"))
    assert drive(window).pages.isVisible()
    assert "Still reading: the numbers grow as files arrive." in hand.texts(window)
    gate.open.set()
    hand.settle(window)
    assert "Still reading: the numbers grow as files arrive." not in hand.texts(window)
    assert not drive(window).opening_bar.isVisible()


# ---- cancel and close


def test_cancel_half_way_goes_back_at_once_and_leaves_nothing(qtbot, window, tmp_path, gate):
    half_open(window, small(tmp_path, "first.zip", "a secret"))
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    begun = time.perf_counter()
    qtbot.mouseClick(drive(window).opening_bar.cancel_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert drive(window).body.currentWidget() is drive(window).welcome
    taken = time.perf_counter() - begun
    assert gate.ended.wait(AT_ONCE)
    print(  # noqa: T201 - a figure to be read with -s
        f"cancel: {1000 * taken:.0f} ms until the first page, {1000 * (time.perf_counter() - begun):.0f} until the end"
    )
    assert taken < AT_ONCE
    hand.settle(window)
    assert window.exposure is None
    assert "first.zip" not in said_anywhere(window)
    assert not drive(window).menus["export"].isEnabled()
    assert not drive(window).circumstances_dialog.isVisible()


@pytest.mark.parametrize("by", ["cancel", "drop"])
def test_after_one_was_stopped_half_way_another_shows_only_its_own(window, tmp_path, gate, by):
    half_open(window, small(tmp_path, "first.zip", "a secret", "and more"))
    gate.holds = False
    if by == "cancel":
        drive(window).opening_bar.cancel()
    other = small(tmp_path, "second.zip", "another")
    assert hand.drop(window, other)
    assert window.exposure is None
    hand.settle(window)
    wanted = archives.read(other)
    assert window.exposure.holdings.item_count == wanted.item_count
    assert len(shown(window)) == wanted.item_count
    assert window.windowTitle() == "second.zip - Archive Inspector"
    assert "first.zip" not in said_anywhere(window)


def test_a_result_that_was_on_its_way_is_not_shown_after_a_cancel(window, tmp_path):
    assert hand.drop(window, small(tmp_path, "first.zip", "a secret"))
    assert window._jobs._pool.waitForDone(20_000)  # its results wait in the queue of the main thread
    drive(window).opening_bar.cancel()
    for _ in range(5):
        QApplication.processEvents()
    assert window.exposure is None
    assert drive(window).body.currentWidget() is drive(window).welcome


def test_close_while_an_archive_is_read(tmp_path, qtbot, gate):
    window = MainWindow(SettingsStore(None))
    window.show()
    half_open(window, small(tmp_path, "one.zip", "first"))
    drive(drive(window).pages.page("items")).filter_line.setText("first")  # a key whose pause has not ended
    begun = time.perf_counter()
    window.close()
    taken = time.perf_counter() - begun
    print(f"close: {1000 * taken:.0f} ms")  # noqa: T201
    assert taken < AT_ONCE
    assert gate.ended.is_set()
    assert window._jobs._pool.activeThreadCount() == 0
    qtbot.wait(200)
    assert not drive(window).is_busy


def test_close_at_the_very_start_of_reading(tmp_path, demo_zip):
    for _ in range(5):
        window = MainWindow(SettingsStore(None))
        window.show()
        assert hand.drop(window, demo_zip)
        window.close()
        assert window._jobs._pool.activeThreadCount() == 0
        QApplication.processEvents()
        assert window.exposure is None


# ---- circumstances


def test_changed_circumstances_are_judged_at_once_and_keep_item_and_place(qtbot, demo_window):
    window, items = demo_window, drive(demo_window).pages.page("items")
    window.handle_intent(intents.GoTo("items"))
    hand.settle(window)
    items.show_category("network", archives.LEADING[0])
    hand.settle(window)
    table = drive(items).table
    table.setCurrentIndex(table.model().index(60, 0))
    qtbot.waitUntil(lambda: table.verticalScrollBar().value() > 0)
    before = (items._item.block.ref(items._item.index, False), table.top_item().index)
    holdings = window.exposure.holdings
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    changed = parse_circumstances(
        archives.pack(), regions=["GB"], settings=["genai_improvement=off@2026-01-15"], today=archives.TODAY
    )
    drive(window).circumstances_dialog.changed.emit(changed)
    assert window.exposure.circumstances == changed
    assert window.exposure.holdings is holdings
    hand.settle(window)
    assert (items._item.block.ref(items._item.index, False), table.top_item().index) == before
    assert drive(items).model.rows.exposure is window.exposure
    counts = exposures.judge(holdings, archives.pack(), changed).counts(archives.LEADING[0])
    assert window.exposure.counts(archives.LEADING[0]) == counts


def test_circumstances_stay_for_the_next_archive_even_after_a_refused_one(window, tmp_path):
    one, two = small(tmp_path, "one.zip", "first"), small(tmp_path, "two.zip", "second")
    hand.opened(window, one)
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    stated = parse_circumstances(archives.pack(), regions=["FR"], age="minor", today=archives.TODAY)
    drive(window).circumstances_dialog.changed.emit(stated)
    hand.opened(window, tmp_path / "nowhere.zip")
    assert not drive(window).circumstances_dialog.isVisible()
    hand.opened(window, two)
    assert window.exposure.circumstances == stated


def test_the_circumstances_of_the_sample_do_not_stay(window, tmp_path):
    window.open(OpenRequest())
    hand.settle(window)
    hand.opened(window, small(tmp_path, "one.zip", "first"))
    assert not window.exposure.circumstances.residences[-1].known


# ---- export


def items_of(path):
    book = openpyxl.load_workbook(path, read_only=True)
    rows = [row[0] for row in book["Items"].iter_rows(min_row=2, values_only=True)]
    book.close()
    return rows


def test_an_export_holds_the_filtered_view(demo_window, tmp_path):
    window, items = demo_window, drive(demo_window).pages.page("items")
    window.handle_intent(intents.GoTo("items"))
    hand.settle(window)
    drive(items).filter_line.setText("rain")
    drive(items).facets.toggle(Key.OUTCOME, Outcome.NOT_STATED)
    hand.settle(window)
    window.export(tmp_path / "view")
    hand.settle(window)
    assert drive(window).status.text() == "Written: view.xlsx"
    query = Query(archives.LEADING[0], words=("rain",), outcomes=items.query().outcomes)
    assert query == items.query()
    chosen = select(window.exposure, query)
    wanted = [str(item.block.ref(item.index, False)) for item in chosen]
    assert 0 < len(wanted) < window.exposure.holdings.item_count
    assert items_of(tmp_path / "view.xlsx") == wanted == shown(window)


def test_an_export_onto_the_archive_is_refused(demo_window, demo_zip):
    before = demo_zip.read_bytes()
    demo_window.export(demo_zip)
    hand.settle(demo_window)
    assert drive(demo_window).notice.text
    assert drive(demo_window).notice.isVisible()
    assert demo_zip.read_bytes() == before
    assert drive(demo_window).status.text() == ""
    assert drive(demo_window).pages.isVisible()


def test_without_an_archive_nothing_can_be_exported(window, tmp_path):
    window.export(tmp_path / "nothing.xlsx")
    hand.settle(window)
    assert list(tmp_path.iterdir()) == []


# ---- looks, menus, faults


def test_the_theme_changes_everywhere_while_the_window_is_open(demo_window):
    window = demo_window

    def seen():
        for _ in range(3):
            QApplication.processEvents()
        return window.grab().toImage()

    light = seen()
    drive(window).appearance.choose_theme("dark")
    dark = seen()
    assert QApplication.palette().window().color().name() == DARK.window
    assert dark.pixelColor(5, 300).name() == DARK.window != light.pixelColor(5, 300).name()
    drive(window).appearance.choose_theme("light")
    assert seen() == light


def test_the_system_decides_until_a_theme_is_chosen(window, monkeypatch):
    asked = []
    monkeypatch.setattr("inspector.window.widgets.appearance.system_theme", lambda: asked.append(True) or DARK)
    drive(window).appearance.follow_system()
    assert asked == []  # the fixture chose the light one
    drive(window).appearance.choose_theme("system")
    assert drive(window).appearance.theme is DARK
    monkeypatch.setattr("inspector.window.widgets.appearance.system_theme", lambda: LIGHT)
    drive(window).appearance.follow_system()
    assert drive(window).appearance.theme is LIGHT


def test_no_two_actions_share_a_shortcut_and_no_menu_two_letters(window):
    actions = window.findChildren(QAction)
    keys = Counter(keys.toString() for action in actions for keys in action.shortcuts())
    assert [key for key, times in keys.items() if times > 1] == []
    for menu in [window.menuBar(), *(action.menu() for action in window.menuBar().actions())]:
        letters = Counter(a.text()[a.text().find("&") + 1].lower() for a in menu.actions() if "&" in a.text())
        assert [letter for letter, times in letters.items() if times > 1] == [], menu.actions()[0].text()


def commands_of(menus):
    """The commands of menus and of the menus in them."""
    for menu in menus:
        for entry in menu.entries:
            if isinstance(entry, Menu):
                yield from commands_of([entry])
            elif entry is not None:
                yield entry


def test_only_what_can_be_done_can_be_chosen(window, demo_zip):
    menus = [*build_menus(lambda _intent: None, list_pages(), SettingsStore(None))]
    needs = [drive(window).menus[command.id] for command in commands_of(menus) if command.needs_archive]
    assert {"read-again", "export", "page-overview"} <= {action.objectName() for action in needs}
    assert not any(action.isEnabled() for action in needs)
    hand.opened(window, demo_zip)
    assert all(action.isEnabled() for action in needs)


def test_a_fault_of_the_program_is_said_without_its_words(window):
    window.show_error(ValueError("a cell of the archive"))
    assert "ValueError" in drive(window).notice.text
    assert "a cell of the archive" not in drive(window).notice.text
