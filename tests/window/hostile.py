"""Texts that would have a careless window open a file: in every field of an archive, and a walk past all of them.

    python -m tests.window.hostile FOLDER

walks past the archive that ``written`` made in a folder; a test runs it under a trace of system calls.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspector.settings import SavedFilter, SettingsStore
from inspector.window.dialogs.set_aside_dialog import SetAsideDialog
from inspector.window.intents import GoTo
from inspector.window.main_window import MainWindow
from inspector.window.page_list import list_pages
from inspector.window.pages.coverage_page import FILES
from inspector.window.widgets.record_table import RecordTable
from tests import archives
from tests.window import hand
from tests.window.drivers import drive, find

CANARY = "canary-7f3a"
"""What every payload names; nothing of that name may ever be looked for."""

SET_ASIDE = "Reactions.csv"
"""The file whose rows are set aside."""


def payloads(place: str) -> tuple[str, ...]:
    """Texts of 22 kinds that name the canary in a folder."""
    name = f"{place}/{CANARY}"
    return (
        f'<img src="{name}.png">',
        f'<b>x</b><img src="file://{name}.png">',
        f"<img src='//host.invalid/share/{CANARY}.png'>",
        f'<table background="{name}.png"><tr><td>x</td></tr></table>',
        f'<body background="{name}.png">x',
        f'<td style="background-image:url({name}.png)">x</td>',
        f'<style>@import url("{name}.css");</style>',
        f'<link rel="stylesheet" href="{name}.css">',
        f'<a href="file://{name}.html">here</a>',
        f'<a href="{name}.html"><img src="{name}.png"></a>',
        f'<object data="{name}.svg"></object>',
        f'<embed src="{name}.svg">',
        f'<iframe src="{name}.html"></iframe>',
        f'<script src="{name}.js"></script>',
        f'<video poster="{name}.png"></video>',
        f'<ul style="list-style-image:url({name}.png)"><li>x</ul>',
        f'<svg><image href="{name}.png"/></svg>',
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{name}">]><x>&e;</x>',
        f'<qt><font face="{name}.ttf">x</font></qt>',
        f'<meta http-equiv="refresh" content="0;url=file://{name}.html">',
        f"![x]({name}.png)",
        f"<p>{'<b>' * 400}<img src={name}.png>",
    )


def written(place: Path) -> Path:
    """An archive with them as texts, names, headers and file names."""
    texts = payloads(str(place))
    shares = archives.table(
        ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"),
        *(("2026-10-01 08:00:00", text, text, text, text, text) for text in texts),
    )
    people = archives.table(
        ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
        *((text, text, text, text, text, text, "01 Oct 2026") for text in texts),
    )
    odd = archives.table(texts, texts, texts)
    files = {"Profile.csv": archives.PROFILE, "Shares.csv": shares, "Connections.csv": people}
    files[SET_ASIDE] = archives.broken(("Date", "Type", "Link"), texts)
    names = [f"<img src={CANARY}-{number}.png>.csv" for number in range(3)]
    return archives.zipped(place, files | dict.fromkeys(names, odd), name=f"<img src={CANARY}.png>.zip")


def walk(place: Path) -> None:
    """Open the archive in the whole window, and look at everything that shows a text of it."""
    (archive,) = place.glob("*.zip")
    store = SettingsStore(None)
    store.change(filters=tuple(SavedFilter(text[:200], text) for text in payloads(str(place))))
    window = MainWindow(store)
    window.show()
    hand.opened(window, archive)
    for entry in list_pages():
        window.handle_intent(GoTo(entry.id))
        hand.settle(window)
        window.grab()
    look_at_rows_set_aside(window)
    window.handle_intent(GoTo("items"))
    page = drive(window).pages.page("items")
    hand.settle(window)
    for row in range(drive(page).model.rowCount()):
        drive(page).table.setCurrentIndex(drive(page).model.index(row, 0))
        drive(page).why_panel._show_all()
        QApplication.processEvents()
    page.show_text()
    for reader in page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if reader.isWindow():
            reader.grab()
            reader.close()
    for text in payloads(str(place)):
        drive(page).filter_line.setText(text)
        hand.settle(window)
        drive(page).filter_bar._fill_menu()
        page.grab()
        drive(page).filter_bar.show_errors(())
    page.clear_filter()
    hand.settle(window)
    drive(page).table.selectAll()
    drive(page).table.copy_rows()
    QTest.qWait(50)
    window.close()


def look_at_rows_set_aside(window: MainWindow) -> None:
    """Open the rows set aside, and look at each with its raw text."""
    window.handle_intent(GoTo("coverage", FILES))
    page = drive(window).pages.page("coverage")
    files = drive(page).tables[FILES]
    files.go_to(next(file for file in page._holdings.files if file.member == SET_ASIDE))
    page.show_set_aside_rows()
    dialog = find(page, SetAsideDialog)
    table = find(dialog, RecordTable)
    for row in range(table.record_model.rowCount()):
        table.setCurrentIndex(table.record_model.index(row, 0))
        QApplication.processEvents()
        dialog.grab()
    dialog.copy_text()
    dialog.close()


def main() -> int:
    """Walk; returns the exit code."""
    application = QApplication(["inspector"])
    application.setStyle("Fusion")
    walk(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
