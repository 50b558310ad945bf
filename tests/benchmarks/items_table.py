# ruff: noqa: N802 (Qt's own names)
"""The table of items at a million rows: filter, search, and how long the window is blocked.

At the size "heavy" an archive of 1,000,000 short rows and some 90 MB. The yardsticks are what one would reach for
first: Qt's own proxy model over lists of Python, and pandas.
"""

import os
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.archives import STORE
from tests.benchmarks.frame import Measure, Run, Size, Stopwatch

_ROWS: dict[Size, int] = {"typical": 20_000, "heavy": 1_000_000}
_SIZES: tuple[Size, ...] = ("typical", "heavy")
_WORDS = ("brücke", "puddle", "RAINCOAT", "Straße")
"""What is typed: the first is rare, the last three are each in about one row of ten."""
_PIECES = 100_000


def _subject(size: Size) -> Path:
    """An archive of comments, each a short line."""
    path = STORE / f"items-table-1-{_ROWS[size]}.zip"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".part")
        with (
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("Comments.csv", "w", force_zip64=True) as member,
        ):
            member.write(b"Date,Link,Message\n")
            for piece in _lines(_ROWS[size]):
                member.write(piece)
        made.replace(path)
    return path


def _lines(rows: int) -> Iterator[bytes]:
    chance = random.Random(4)  # noqa: S311 - the same text each time
    letters = "abcdeghijklmnopqrstuvwxyzäéñ"
    plain = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(4_000)]
    for start in range(0, rows, _PIECES):
        lines = []
        for row in range(start, min(start + _PIECES, rows)):
            words = chance.choices(plain, k=4)
            words += [word for word in _WORDS[1:] if chance.random() < 0.1]
            words += [_WORDS[0]] if not row % 5_000 else []
            day = f"20{10 + row % 16}-{1 + row % 12:02}-{1 + row % 28:02} {row % 24:02}:{row % 60:02}:00"
            lines.append(f"{day},https://www.example.com/feed/{row:08},{' '.join(words)}\n")
        yield "".join(lines).encode()


# ---- what both sides stand on


def _application() -> Any:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["benchmark"])


def _exposure(subject: Path, *regions: str, holdings: Any = None) -> Any:
    import datetime as dt

    from inspector import catalog, exposure, policy
    from inspector.holdings import reader
    from inspector.progress import Monitor

    pack = policy.read(policy.find_builtin_folder())
    found = holdings or reader.read([subject], catalog.load_catalog(), Monitor())
    stated = policy.parse_circumstances(pack, regions=regions or ("DE",), today=dt.date(2026, 11, 22))
    return exposure.judge(found, pack, stated)


def _cells(subject: Path) -> list[list[str]]:
    """Every row as a list of Python texts."""
    import csv
    import io

    with zipfile.ZipFile(subject) as archive, archive.open("Comments.csv") as member:
        reader = csv.reader(io.TextIOWrapper(member, encoding="utf-8", newline=""))
        next(reader)
        return list(reader)


class _Page:
    """The page of items on its own, shown with everything."""

    def __init__(self, subject: Path) -> None:
        self.application = _application()
        from inspector.settings import SettingsStore
        from inspector.window.items.items_page import ItemsPage
        from inspector.window.jobs import Jobs
        from inspector.window.startup import shorten_thread_switches
        from inspector.window.widgets.theme import load_theme

        shorten_thread_switches()
        self.exposure = _exposure(subject)
        self.jobs = Jobs()
        self.page = ItemsPage(self.jobs, load_theme("light"), SettingsStore(None))
        self.page.resize(1200, 800)
        self.page.show()
        self.do(lambda: self.page.show_exposure(self.exposure))

    def do(self, act: Callable[[], None], *, counted: bool = True) -> None:
        """Do something, and wait until its rows are shown, and unless said otherwise the choices counted."""
        from PySide6.QtCore import QEventLoop

        before = self.page._model.rows
        wait = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        act()
        while self.page._typing_timer.isActive() or (self.jobs.busy if counted else self.page._model.rows is before):
            self.application.processEvents(wait)

    def write(self, text: str, *, counted: bool = True) -> None:
        """Ask for something; the pause after the last key is not waited for."""

        def act() -> None:
            self.page._filter_bar.set_text(text)
            self.page._update_query()

        self.do(act, counted=counted)

    @property
    def rows(self) -> int:
        return self.page._model.rowCount()


def _list_model(cells: list[list[str]]) -> Any:
    from PySide6.QtCore import QAbstractTableModel, Qt

    class Lists(QAbstractTableModel):
        def rowCount(self, parent: Any = None) -> int:
            return 0 if parent is not None and parent.isValid() else len(cells)

        def columnCount(self, _parent: Any = None) -> int:
            return 3

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
            return cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    return Lists()


# ---- a keystroke in the filter


def filtered(subject: Path) -> Run:
    """From the keystroke to the rows in the table, with all that it takes; the choices are counted afterwards."""
    shown = _Page(subject)
    shown.write("e")  # the texts are folded when they are first searched
    found = 0
    with Stopwatch() as watch:
        for word in _WORDS:
            shown.write(word, counted=False)
            found += shown.rows
    shown.jobs.close()
    return Run(watch.wall / len(_WORDS), watch.cpu / len(_WORDS), {"rows": found})


def proxied(subject: Path) -> Run:
    """The same words in a proxy model over lists of Python."""
    _application()
    from PySide6.QtCore import QSortFilterProxyModel, Qt

    proxy = QSortFilterProxyModel()
    model = _list_model(_cells(subject))
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(2)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    found = 0
    with Stopwatch() as watch:
        for word in _WORDS:
            proxy.setFilterFixedString(word)
            found += proxy.rowCount()
    return Run(watch.wall / len(_WORDS), watch.cpu / len(_WORDS), {"rows": found})


# ---- a search over all texts


def searched(subject: Path) -> Run:
    """Which rows hold a word: over folded text, each word new."""
    from inspector.progress import Monitor
    from inspector.query.search import Search, fold_word

    (block,) = _exposure(subject).holdings.blocks
    search = Search()
    search.find_rows(block.table, block.columns, fold_word("zzz"), Monitor())
    found = 0
    with Stopwatch() as watch:
        for word in _WORDS:
            found += int(search.find_rows(block.table, block.columns, fold_word(word), Monitor()).sum())
    return Run(watch.wall / len(_WORDS), watch.cpu / len(_WORDS), {"rows": found})


def contained(subject: Path) -> Run:
    """The same with pandas over the joined texts of the rows as objects."""
    import pandas as pd

    texts = pd.Series([" ".join(row) for row in _cells(subject)], dtype=object)
    found = 0
    with Stopwatch() as watch:
        for word in _WORDS:
            found += int(texts.str.contains(word, case=False).sum())
    return Run(watch.wall / len(_WORDS), watch.cpu / len(_WORDS), {"rows": found})


# ---- how long the window does not answer


_REGIONS = ("US", "GB", "CA", "DE")


def blocked(subject: Path) -> Run:
    """The longest time between two turns of the event loop while typing, sorting, scrolling and judging anew."""
    from PySide6.QtCore import QTimer

    from inspector.window.items.item_columns import ItemColumn

    shown = _Page(subject)
    others = [_exposure(subject, region, holdings=shown.exposure.holdings) for region in _REGIONS]
    last, longest, doing = time.perf_counter(), 0.0, ""

    def beat() -> None:
        nonlocal last, longest, worst
        now = time.perf_counter()
        if now - last > longest:
            longest, worst = now - last, doing
        last = now

    worst = ""
    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(0)
    shown.application.processEvents()
    last, longest = time.perf_counter(), 0.0
    for word in _WORDS:
        for stop in range(1, len(word) + 1):
            doing = f"typing {word[:stop]}"
            shown.write(word[:stop], counted=stop % 2 == 0)
    doing = "clearing"
    shown.write("")
    for column in ItemColumn:
        doing = f"sorting by {column.name}"
        shown.do(lambda column=column: shown.page._table.sort_by(column))
    for step in range(20):
        doing = "scrolling"
        bar = shown.page._table.verticalScrollBar()
        bar.setValue(bar.maximum() * step // 20)
        shown.application.processEvents()
    for other in others:
        doing = "judging anew"
        shown.do(lambda other=other: shown.page.show_exposure(other))
    timer.stop()
    shown.jobs.close()
    print(f"longest while {worst}: {longest * 1000:.0f} ms")
    return Run(longest)


def a_tenth(_subject: Path) -> Run:
    """The longest that a window may not answer."""
    return Run(0.1)


MEASURES = (
    Measure(
        "filter",
        "a keystroke in the filter of the table, 1,000,000 rows",
        "QSortFilterProxyModel over lists",
        filtered,
        proxied,
        {"heavy": 1 / 150},
        _subject,
        _SIZES,
        3,
    ),
    Measure(
        "search",
        "a search over 90 MB of text",
        "pandas str.contains over objects",
        searched,
        contained,
        {"heavy": 1 / 20},
        _subject,
        _SIZES,
    ),
    Measure(
        "blocked",
        "longest that the window did not answer: typing, sorting, scrolling, another region",
        "100 ms",
        blocked,
        a_tenth,
        {"heavy": 1.0},
        _subject,
        _SIZES,
        3,
    ),
)
