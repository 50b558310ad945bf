"""Invented archives for the tests of the items page, and short ways to look at it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

from inspector.exposure import Exposure
from inspector.items import Item
from inspector.progress import Monitor
from inspector.query import Query, select
from inspector.window.items.items_page import ItemsPage
from inspector.window.items.row_order import RowOrder, SortSpec, arrange_rows
from tests import archives
from tests.window.drivers import drive

SHARES = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility")
IMAGE = '<b>bold</b><img src="file:///etc/hostname"><a href="https://example.org">here</a>'
BIDI = "invoice\u202egpj.exe"
LONG = "long " * 20_000
"""A cell of 100,000 characters."""


def shares(*texts: str) -> str:
    """Shares.csv with one public post a text, the newest first."""
    rows = [
        (f"2026-10-{28 - place % 28:02} 08:00:00", "", text, "", "", "MEMBER_NETWORK")
        for place, text in enumerate(texts)
    ]
    return archives.table(SHARES, *rows)


def exposure(place: Path, *texts: str, region: str = "DE") -> Exposure:
    """An archive with a profile, posts of these texts, two skills and a file of unknown kind."""
    files = {
        "Profile.csv": archives.PROFILE,
        "Shares.csv": shares(*texts),
        "Skills.csv": "Name\nKnitting\nArchery\n",
        "Odd thing.csv": "Left,Right\nthis,that\n",
    }
    return archives.judged(archives.read(archives.folder(place, files)), region)


def hostile(place: Path) -> Exposure:
    """Posts that try to be markup, to hide their order and to be very long; a header that is markup too."""
    files = {
        "Profile.csv": archives.PROFILE,
        "Shares.csv": shares(IMAGE, BIDI, LONG, "=1+1\twith a tab", "", '  @SUM(A1)\n"quoted"'),
        "Odd <img src=x>.csv": "<h1>Left</h1>,Right\n<img src='//host.invalid/share/x.png'>,that\n",
    }
    return archives.judged(archives.read(archives.folder(place, files)), "DE")


def demo(*regions: str, settings: Sequence[str] = ()) -> Exposure:
    """The sample member under some circumstances."""
    return archives.judged(archives.demo(), *(regions or ("DE",)), settings=settings)


def arranged(shown: Exposure, query: Query | None = None, sort: SortSpec | None = None) -> RowOrder:
    """A view, made here and now."""
    return arrange_rows(shown, query or Query(shown.pack.leading_uses[0].id), sort, Monitor())


def ids(shown: Exposure, items: Iterator[Item]) -> list[str]:
    """Items by their addresses."""
    return [str(item.block.ref(item.index, shown.holdings.has_several_archives)) for item in items]


def selected(shown: Exposure, query: Query) -> list[str]:
    """What ``select`` chooses, by address."""
    return ids(shown, iter(select(shown, query)))


def listed(page: ItemsPage) -> list[str]:
    """What the page's table holds, by address."""
    view = drive(page).model.rows
    assert view is not None
    return ids(view.exposure, (view.item(row) for row in range(len(view))))


def cells(model: QAbstractItemModel) -> list[list[object]]:
    """What a model shows, row by row; Qt's own checks of the model are run on the way."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]
