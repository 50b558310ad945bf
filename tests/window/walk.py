"""A walk through a real window by keyboard and mouse; it checks numbers on its way and keeps pictures.

    python -m tests.window.walk --out FOLDER [--size 1200x800] [--theme light] [--text 100] [--language de] [--rtl]

Needs a display; ``test_walk.py`` walks the same way without one. Whatever is shown is compared with what the command
line would say of the same archive. In another language than English every page, sheet and dialog is only looked at.
Ends with 1 at the first thing that is not as it must be, or when Qt has logged a
warning.
"""

import argparse
import datetime as dt
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtCore import QPoint, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inspector.archive.demo import zip_demo
from inspector.exposure import Comparison, Exposure, build_checklist, judge
from inspector.policy import Outcome, days, parse_circumstances
from inspector.query import Key, Query, Span, Term, parse, select
from inspector.settings import SettingsStore
from inspector.summary.exposure_summary import Summary
from inspector.summary.use_table import build_use_table
from inspector.window import intents
from inspector.window.dialogs.open_link_dialog import OpenLinkDialog
from inspector.window.items.cell_viewer import CellViewer
from inspector.window.main_window import MainWindow
from inspector.window.page import Page
from inspector.window.page_list import list_pages
from inspector.window.widgets.appearance import theme_titles
from inspector.window.widgets.theme import list_theme_names
from tests import archives
from tests.window import hand, spoken
from tests.window.drivers import drive
from tests.window.looking import clipped, nameless
from tests.window.places import places
from tests.window.spoken import speak

AI = "Data for Generative AI Improvement"
LEFT = Qt.MouseButton.LeftButton


class Walk:
    """The window, what it must show, and the folder for the pictures."""

    def __init__(self, out: Path, place: Path, size: tuple[int, int], theme: str = "light", text: int = 100) -> None:
        self._out, self._place, self._size, self._theme, self._text = out, place, size, theme, text
        self._pictures = 0
        self.faults: list[str] = []
        self._archive = zip_demo(place)
        self._holdings = archives.read(self._archive)
        self._stated: dict[str, list[str]] = {}
        store = SettingsStore(None)
        store.change(theme=theme, text_scale=text, keep_recent=True)
        self.window = MainWindow(store)

    # ---- what must be shown

    @property
    def expected(self) -> Exposure:
        """What the command line knows of the same archive under the same words."""
        pack = archives.pack()
        today = dt.datetime.now(dt.UTC).date()
        return judge(self._holdings, pack, parse_circumstances(pack, today=today, **self._stated))  # type: ignore[arg-type]

    def page(self, page: str) -> Page:
        """A page of the window."""
        return drive(self.window).pages.page(page)

    def sees(self, *sentences: str, top: QWidget | None = None) -> None:
        """These sentences are in sight."""
        shown = hand.texts(top or self.window)
        for sentence in sentences:
            assert sentence in shown, f"not in sight: {sentence!r}; in sight are {shown}"

    def sees_part(self, words: str) -> None:
        """Some sentence in sight holds these words."""
        shown = hand.texts(self.window)
        assert any(words in sentence for sentence in shown), f"not in sight: {words!r}; in sight are {shown}"

    def look(self, name: str, top: QWidget | None = None) -> None:
        """Nothing is cut or without a name; take a picture."""
        hand.settle(self.window)
        QTest.qWait(60)
        top = top or self.window
        self._pictures += 1
        top.grab().save(str(self._out / f"{self._pictures:02}-{name}.png"))
        self.faults += [f"{name}: cut: {text}" for text in clipped(top)]
        self.faults += [f"{name}: without a name: {widget}" for widget in nameless(top)]

    # ---- the hand

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, key, held)
        QApplication.processEvents()

    def press_ctrl(self, key: Qt.Key) -> None:
        """Press a key with Ctrl in the window."""
        self.front()
        QTest.keyClick(self.window, key, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()

    def turn_to(self, page: str) -> None:
        """Turn to a page by its shortcut."""
        place = [entry.id for entry in list_pages()].index(page)
        self.press_ctrl(Qt.Key(Qt.Key.Key_1.value + place))
        assert drive(self.window).pages.current == page

    def front(self) -> None:
        """Bring the window to the front: without a window manager nobody else does it when a dialog has gone."""
        self.window.activateWindow()
        hand.wait_until(self.window.isActiveWindow, "the window to be active")

    def click(self, text: str, top: QWidget | None = None) -> None:
        """Click the one button in sight that says this."""
        place = top or self.window
        found = [b for b in place.findChildren(QPushButton) if b.text().replace("&", "") == text]
        (only,) = (button for button in found if button.isVisibleTo(place))
        QTest.mouseClick(only, LEFT)
        QApplication.processEvents()

    def choose(self, *path: str) -> None:
        """Choose an entry of the menus by its words."""
        menu = self.window.menuBar()
        for words in path:
            action = next(a for a in menu.actions() if a.text().replace("&", "") == words)
            menu = action.menu()
        action.trigger()
        QApplication.processEvents()

    def answer(self, act: Callable[[], None], path: Path) -> None:
        """Do what opens a file dialog, and answer it with a path and Enter."""
        answered: list[Path] = []
        begun = time.monotonic()

        def type_it() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                return
            if time.monotonic() > begun + hand.PATIENCE:
                dialog.reject()
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            answered.append(path)
            name.setText(str(path))  # as pasted: typed letter by letter, a slow completer may put in another name
            name.completer().popup().hide()
            QTest.keyClick(name, Qt.Key.Key_Return)

        timer = QTimer()
        timer.timeout.connect(type_it)
        timer.start(50)
        act()
        timer.stop()
        assert answered, "no file dialog came"

    # ---- the walk

    def go(self) -> None:
        """All of it."""
        self.start()
        self.drop_demo()
        self.read_overview()
        self.choose_category()
        self.change_circumstances()
        self.filter_items()
        self.read_why()
        self.export()
        self.follow_time()
        self.ask_what_if()
        self.look_up_source()
        self.read_checklist()
        self.read_coverage()
        self.open_sheets()
        self.change_theme()
        self.grow_letters()
        self.open_a_basic_one()
        self.open_an_empty_one()
        self.open_no_archive()
        self.leave()

    def look_around(self) -> None:
        """Every page, sheet and dialog, in whichever language is spoken; nothing is compared."""
        self.start()
        hand.opened(self.window, self._archive)
        for name, top in places(self.window):
            self.look(re.sub("[^a-z]+", "-", name), top)
        self.leave()

    def start(self) -> None:
        self.window.resize(*self._size)
        self.window.show()
        assert QTest.qWaitForWindowExposed(self.window)
        self.front()
        self.look("welcome")

    def drop_demo(self) -> None:
        hand.opened(self.window, self._archive)
        self.sees(Summary(self.expected).headline)
        self.sees(f"Read {len(self._holdings.files)} files, {self._holdings.item_count} items, 0 warnings")
        self.look("overview")

    def read_overview(self) -> None:
        exposure = self.expected
        self.click("As a table")
        table = drive(self.page("overview")).table
        counts = build_use_table(exposure, exposure.pack.leading_uses[0])
        sums = [counts.totals.get(column, 0) for column in counts.columns]
        last = [table.item(table.rowCount() - 1, column).text() for column in range(1, table.columnCount())]
        assert last == [f"{number:,}" for number in (*sums, exposure.holdings.item_count)]
        self.look("overview-table")
        self.click("As a table")
        for use in exposure.pack.leading_uses:
            self.click(use.short)
            self.sees(use.question)
        self.look("overview-other-use")
        self.click(exposure.pack.leading_uses[0].short)

    def choose_category(self) -> None:
        overview = self.page("overview")
        drive(overview).chart.setFocus()
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Down)
        category = drive(overview).chart.current
        self.look("overview-highlight")
        self.press(Qt.Key.Key_Return)
        hand.settle(self.window)
        use = self.expected.pack.leading_uses[0].id
        chosen = select(self.expected, Query(use, categories=frozenset({category})))
        assert 0 < len(chosen) < self._holdings.item_count
        self.sees(f"{len(chosen):,} of {self._holdings.item_count:,} items")
        self.look("items-of-a-category")

    def change_circumstances(self) -> None:
        self.press_ctrl(Qt.Key.Key_I)
        sheet = drive(self.window).circumstances_dialog
        assert QTest.qWaitForWindowExposed(sheet)
        self.look("circumstances", sheet)
        region = self._named(QComboBox, "Region").lineEdit()
        region.setFocus()
        region.clear()
        QTest.keyClicks(region, "United Kingdom")
        region.completer().popup().hide()
        QTest.keyClick(region, Qt.Key.Key_Return)
        switch = self._named(QComboBox, AI)
        switch.setFocus()
        while switch.currentText() != "Off":
            before = switch.currentIndex()
            QTest.keyClick(switch, Qt.Key.Key_Down)
            assert switch.currentIndex() != before
        known = self._named(QCheckBox, f"{AI}: since when is known")
        QTest.mouseClick(known, LEFT, pos=QPoint(8, known.height() // 2))
        since = self._named(QDateEdit, f"{AI}: since")
        since.setFocus(Qt.FocusReason.TabFocusReason)
        since.setSelectedSection(QDateEdit.Section.YearSection)
        QTest.keyClicks(since, "20260115")
        QTest.keyClick(since, Qt.Key.Key_Return)
        hand.settle(self.window)
        self._stated = {"regions": ["GB"], "settings": ["genai_improvement=off@2026-01-15"]}
        assert self.window.exposure.circumstances == self.expected.circumstances, sheet.circumstances
        self.look("circumstances-changed", sheet)
        self.click("More settings", sheet)
        self.look("circumstances-more", sheet)
        self.click("Close", sheet)
        self.press_ctrl(Qt.Key.Key_1)
        self.sees(Summary(self.expected).headline)
        self.look("overview-united-kingdom")

    def _named(self, kind: type, name: str) -> QWidget:
        sheet = drive(self.window).circumstances_dialog
        (only,) = (w for w in sheet.findChildren(kind) if w.accessibleName() == name and w.isVisibleTo(sheet))
        return only

    def filter_items(self) -> None:
        items = self.page("items")
        self.press_ctrl(Qt.Key.Key_2)
        drive(items).tree.setFocus()
        self.press(Qt.Key.Key_Home)
        self.press_ctrl(Qt.Key.Key_F)
        assert drive(items).filter_line.hasFocus()
        QTest.keyClicks(drive(items).filter_line, "rain")
        hand.settle(self.window)
        self._query = Query(self.expected.pack.leading_uses[0].id, words=("rain",))
        chosen = select(self.expected, self._query)
        assert 1 < len(chosen) < self._holdings.item_count
        assert items.query() == self._query
        self.sees(f"{len(chosen):,} of {self._holdings.item_count:,} items")
        self.look("items-filtered")
        self.narrow_items()

    def narrow_items(self) -> None:
        items = drive(self.window).pages.page("items")
        drive(items).facets.toggle(Key.OUTCOME, Outcome.STOPPED)
        hand.settle(self.window)
        wanted = parse("rain outcome:stopped", self.expected.pack).query.with_use(self._query.use)
        assert items.query() == wanted
        self.sees(f"{len(select(self.expected, wanted)):,} of {self._holdings.item_count:,} items")
        self.look("items-narrowed")
        drive(items).table.setCurrentIndex(drive(items).model.index(0, 0))
        items.show_text()
        reader = items.findChild(CellViewer)
        self.look("full-text", reader)
        reader.close()
        self.front()
        drive(items).filter_line.setText("rain outcome:stopped category:payment colour:red")
        hand.settle(self.window)
        self.sees("No items match.")
        self.look("nothing-matches")
        other = next(name for name in list_theme_names() if name != self._theme)
        self.put_on(other)
        self.look(f"nothing-matches-{other}")
        self.put_on(self._theme)
        drive(items).filter_line.setText("rain")
        hand.settle(self.window)
        self.press_ctrl(Qt.Key.Key_F)

    def read_why(self) -> None:
        items = self.page("items")
        self.press(Qt.Key.Key_Return)
        assert drive(items).table.hasFocus()
        self.press(Qt.Key.Key_Down)
        item = list(select(self.expected, self._query))[drive(items).table.currentIndex().row()]
        verdict = self.expected.verdict(self._query.use, item)
        said = drive(items).why_panel.text
        assert verdict.label in said, f"{verdict.label!r} is not in {said!r}"
        assert all(rule in said for rule in verdict.rules)
        self.look("why")

    def export(self) -> None:
        target = self._place / "exported.xlsx"
        self.press_ctrl(Qt.Key.Key_E)
        sheet = drive(self.window).export_dialog
        hand.settle(self.window)
        self.look("export", sheet)
        drive(sheet).target_edit.setText(str(target))
        QTest.keyClick(sheet, Qt.Key.Key_Return)
        hand.settle(self.window)
        assert drive(sheet).written_path_edit.text() == str(target)
        sheet.close()
        self.front()
        self.sees("Written: exported.xlsx")
        book = openpyxl.load_workbook(target, read_only=True)
        rows = [row[0] for row in book["Items"].iter_rows(min_row=2, values_only=True)]
        book.close()
        several = self._holdings.has_several_archives
        wanted = [str(item.block.ref(item.index, several)) for item in select(self.expected, self._query)]
        assert rows == wanted
        self.look("exported")

    def follow_time(self) -> None:
        """A stretch of months chosen by keyboard shows its items."""
        self.turn_to("timeline")
        page = drive(self.window).pages.page("timeline")
        drive(page).chart.setFocus(Qt.FocusReason.TabFocusReason)
        self.press(Qt.Key.Key_End)
        self.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
        self.look("timeline")
        first, last = drive(page).chart.selected_months
        self.click("Show these items")
        hand.settle(self.window)
        span = Span(days.from_date(first.month), days.from_date(last.last_day))
        wanted = select(self.expected, Query(terms=(Term(Key.DATE, (span,)),)))
        self.sees(f"{len(wanted):,} of {self._holdings.item_count:,} items")
        self.look("items-of-two-months")

    def ask_what_if(self) -> None:
        """What the page says would move is what two judgements say."""
        self.turn_to("compare")
        page = drive(self.window).pages.page("compare")
        box = drive(page).question_combo
        box.setFocus()
        box.setCurrentIndex(box.findData("minor"))
        box.activated.emit(box.currentIndex())
        then = judge(self._holdings, self.expected.pack, self.expected.circumstances.with_age("minor"))
        use = drive(page).selector.use
        moved = len(Comparison(self.expected, then).select_changed(use))
        self.sees_part(f"{moved:,} of {self._holdings.item_count:,} items would have another outcome")
        self.look("compare")

    def look_up_source(self) -> None:
        """A rule is found by its number and shown in full."""
        self.turn_to("sources")
        page = drive(self.window).pages.page("sources")
        drive(page).filter_edit.setFocus()
        QTest.keyClicks(drive(page).filter_edit, "G10")
        assert "(regime G10)" in drive(page).detail_view.toPlainText().split("\n\n")[0]
        self.look("sources")

    def read_checklist(self) -> None:
        self.turn_to("checklist")
        page = self.page("checklist")
        checks = build_checklist(self.expected)
        cards = {name for name, card in drive(page).cards.items() if card.isVisibleTo(page)}
        assert cards == {check.setting.id for check in checks if check.is_offered}
        assert "Stated: off since 2026-01-15" in hand.texts(page)
        self.look("checklist")
        before = self.window.exposure
        done = drive(drive(page).cards["research"]).done_box
        done.setFocus()
        QTest.keyClick(done, Qt.Key.Key_Space)
        assert self.window.exposure.circumstances != before.circumstances
        self.look("checklist-done")
        self.press_ctrl(Qt.Key.Key_Z)
        assert self.window.exposure.circumstances == before.circumstances
        assert not done.isChecked()
        address = before.pack.settings[self.GENAI].address
        drive(page).cards[self.GENAI].intent_requested.emit(intents.OpenLink(address))
        (question,) = (top for top in self.window.findChildren(OpenLinkDialog) if top.isVisible())
        self.sees(address, top=question)
        self.look("visit", question)
        self.click("Cancel", question)

    GENAI = "genai_improvement"

    def read_coverage(self) -> None:
        self.turn_to("coverage")
        page, holdings = self.page("coverage"), self._holdings
        for name, records in (
            ("files", holdings.files),
            ("missing", holdings.absent_kinds),
            ("problems", holdings.problems),
        ):
            table = drive(page).tables[name]
            self.click(f"{name.capitalize()}  {len(records):,}")
            assert table.record_model.rowCount() == len(records)
            table.setFocus()
            QTest.keyClick(table, Qt.Key.Key_Down)
            self.look(f"coverage-{name}")
        self.click(f"Files  {len(holdings.files):,}")
        drive(page).filter_line.setFocus()
        QTest.keyClicks(drive(page).filter_line, "no such file")
        self.sees("Nothing in this list matches.")
        self.look("coverage-nothing-matches")
        self.click("Clear filter")

    def open_sheets(self) -> None:
        for path, name in (
            (("Edit", "Preferences…"), "preferences"),
            (("Help", "Keyboard shortcuts"), "shortcuts"),
            (("Help", "About Archive Inspector"), "about"),
            (("Help", "How to ask for your archive"), "archive"),
        ):
            self.choose(*path)
            sheet = drive(self.window).dialogs[name]
            assert QTest.qWaitForWindowExposed(sheet)
            self.look(f"sheet-{name}", sheet)
            self.click("Close", sheet)
        self.front()

    def change_theme(self) -> None:
        for name in list_theme_names():
            if name != self._theme:
                self._show_theme(name)
        self.put_on(self._theme)

    def put_on(self, theme: str) -> None:
        """Put on a theme by its menu entry."""
        self.choose("View", "Theme", theme_titles()[theme])
        assert drive(self.window).appearance.theme.name == theme

    def _show_theme(self, theme: str) -> None:
        self.put_on(theme)
        for entry in list_pages():
            self.turn_to(entry.id)
            self.look(f"{entry.id}-{theme}")
        self.turn_to("overview")
        self.click("As a table")
        self.look(f"overview-table-{theme}")
        self.click("As a table")
        self.press_ctrl(Qt.Key.Key_I)
        self.look(f"circumstances-{theme}", drive(self.window).circumstances_dialog)
        self.click("Close", drive(self.window).circumstances_dialog)

    def grow_letters(self) -> None:
        drive(self.window).appearance.set_text_scale(200)
        for entry in list_pages():
            self.turn_to(entry.id)
            self.look(f"{entry.id}-large-letters")
        drive(self.window).appearance.set_text_scale(self._text)

    def open_a_basic_one(self) -> None:
        """One that lacks most, whose files cannot all be read, and that changes on disk while it is shown."""
        basic = self._place / "Basic_LinkedInDataExport_11-21-2026.zip"
        files = {
            "Profile.csv": archives.PROFILE,
            "Odd.csv": "Mood,Weather\nfine,rain\n",
            "Connections.csv": b"\x00\x01" * 90,
        }
        archives.zipped(self._place, files, basic.name)
        hand.opened(self.window, basic)
        self.turn_to("overview")
        self.look("overview-basic")
        self.click("Show problems")
        assert drive(self.page("coverage")).tables["problems"].record_model.rowCount() > 0
        self.look("coverage-problems-basic")
        self.click(f"Missing  {len(self.window.exposure.holdings.absent_kinds):,}")
        self.look("coverage-missing-basic")
        archives.zipped(self._place, files | {"Skills.csv": "Name\nKnitting\n"}, "other.zip").replace(basic)
        hand.wait_until(
            lambda: "has changed since it was read" in drive(self.window).notice.text, "the notice of a change"
        )
        self.look("changed-on-disk")
        self.click("Keep what is shown")

    def open_an_empty_one(self) -> None:
        hand.opened(self.window, archives.zipped(self._place, {"Skills.csv": "Name\n"}, "empty.zip"))
        self.turn_to("overview")
        self.look("overview-empty")

    def open_no_archive(self) -> None:
        wrong = self._place / "letter.zip"
        wrong.write_bytes(b"%PDF-1.7\n" + b"no archive at all " * 40)
        self.answer(lambda: self.press_ctrl(Qt.Key.Key_O), wrong)
        hand.settle(self.window)
        said = drive(self.window).notice.text
        assert "E_NOT_ZIP" in said, said
        assert '"letter.zip" is not a zip archive' in said, said
        self.look("no-archive-recent")

    def leave(self) -> None:
        self.window.close()
        assert not [top for top in QApplication.topLevelWidgets() if top.isVisible()]


def main() -> int:
    """Walk; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1200x800")
    parser.add_argument("--theme", default="light", choices=list_theme_names())
    parser.add_argument("--text", type=int, default=100, help="the size of the letters in percent")
    parser.add_argument("--language", default="en", choices=("en", "de", "pseudo"))
    parser.add_argument("--rtl", action="store_true", help="the language that is made up, from right to left")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    logged: list[str] = []
    qInstallMessageHandler(lambda _kind, _where, message: logged.append(message))
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = QApplication(["inspector"])
    application.setStyle("Fusion")
    faults: list[BaseException] = []
    sys.excepthook = lambda kind, error, trace: (faults.append(error), sys.__excepthook__(kind, error, trace))
    with tempfile.TemporaryDirectory() as place:
        width, height = map(int, options.size.split("x"))
        speak(spoken.LANGUAGES["mirrored" if options.rtl else options.language])
        walk = Walk(options.out, Path(place), (width, height), options.theme, options.text)
        if options.language == "en" and not options.rtl:
            walk.go()
        else:
            walk.look_around()
    red = [*walk.faults, *(f"Qt: {message}" for message in logged), *map(repr, faults)]
    for fault in red:
        print(fault, file=sys.stderr)
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    looks = f"{options.size}, {options.theme}, text {options.text} %, scale {scale}"
    print(f"walk: {looks}, {application.platformName()}: {'RED' if red else 'green'}")
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
