"""The table of items: what its cells show, and how it is ordered."""

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from inspector.errors import Cancelled
from inspector.items import Item
from inspector.policy import Outcome
from inspector.progress import Monitor
from inspector.query import Flag, Key, Query, Term, select
from inspector.window.items.item_columns import ItemColumn, flag_label
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.items.row_order import ItemsCache, SortCache, SortSpec, arrange_rows
from tests.window import items_samples as samples

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_the_table_shows_outcome_date_file_category_author_audience_and_text(qtbot, tmp_path):
    shown = samples.exposure(tmp_path, "Hello world", "Second\npost")
    model = ItemsTableModel()
    model.show_rows(samples.arranged(shown, Query("genai_training_linkedin", words=("o",), categories={"posts"})))
    since = "could be used since 2026-10-28"
    assert [row[1:] for row in samples.cells(model)] == [
        ["2026-10-28", "Shares.csv", "Posts", "member", "unknown", "Hello world"],
        ["2026-10-27", "Shares.csv", "Posts", "member", "unknown", "Second post"],
    ]
    assert model.index(0, ItemColumn.OUTCOME).data() == since


def test_a_model_without_a_view_is_empty_and_valid(qtbot):
    assert samples.cells(ItemsTableModel()) == []


def test_the_model_stays_valid_through_every_change(qtbot):
    model = ItemsTableModel()
    QAbstractItemModelTester(model, FATAL)
    germany, states = samples.demo("DE"), samples.demo("US")
    for shown in (germany, states):
        for query in (None, Query("ads_affiliate", words=("rain",)), Query("non_genai_ml", words=("no such word",))):
            for column in (None, *ItemColumn):
                model.show_rows(samples.arranged(shown, query, SortSpec(column) if column is not None else None))


def test_a_changed_circumstance_moves_no_row_where_the_order_stays(qtbot):
    model = ItemsTableModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_rows(samples.arranged(samples.demo("DE"), Query("genai_training_affiliate")))
    resets, changes = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda *_: changes.append(1))
    assert not model.show_rows(samples.arranged(samples.demo("US"), Query("genai_training_affiliate")))
    assert (len(resets), len(changes)) == (0, 1)


def test_the_outcome_column_names_the_outcome_and_the_screen_reader_hears_the_use(qtbot):
    shown = samples.demo("DE")
    model = ItemsTableModel()
    model.show_rows(samples.arranged(shown, Query("genai_training_affiliate", frozenset({Outcome.EXCLUDED}))))
    first = model.index(0, ItemColumn.OUTCOME)
    assert first.data().startswith("excluded")
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == f"Microsoft trains AI: {first.data()}; date unknown"
    assert first.data(Qt.ItemDataRole.UserRole) == "excluded"


def test_a_use_for_one_purpose_only_never_reads_as_plain_could_be_used(qtbot):
    shown = samples.demo("DE")
    model = ItemsTableModel()
    model.show_rows(samples.arranged(shown, Query("non_genai_ml", categories=frozenset({"messages"}))))
    words = {row[0] for row in samples.cells(model)}
    assert any("only" in label for label in words)
    view = model.rows
    for row in range(len(view)):
        if view.verdict(view.item(row)).limited_to:
            assert "only" in model.index(row, 0).data()


def test_only_the_shown_text_touches_the_store(qtbot):
    model = ItemsTableModel()
    model.show_rows(samples.arranged(samples.demo()))
    roles = (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole)
    assert {model.index(0, column).data(role) for column in ItemColumn for role in roles} == {None}


def test_an_item_dated_after_the_as_of_day_has_its_own_mark(qtbot, tmp_path):
    shown = samples.archives.judged(samples.exposure(tmp_path, "later").holdings, "DE", as_of="2026-01-01")
    model = ItemsTableModel()
    model.show_rows(samples.arranged(shown, Query("genai_training_linkedin", categories=frozenset({"posts"}))))
    assert model.index(0, 0).data() == "dated after the as-of day"
    assert model.index(0, 0).data(Qt.ItemDataRole.UserRole) == "outside"


def test_hostile_texts_are_shown_as_what_they_are(qtbot, tmp_path):
    model = ItemsTableModel()
    model.show_rows(samples.arranged(samples.hostile(tmp_path)))
    texts = [row[ItemColumn.TEXT] for row in samples.cells(model)]
    files = {row[ItemColumn.FILE] for row in samples.cells(model)}
    assert any('<img src="file:///etc/hostname">' in text for text in texts)
    assert any("invoice<U+202E>gpj.exe" in text for text in texts)
    assert max(map(len, texts)) == 300
    assert "Odd <img src=x>.csv" in files


def test_a_copied_row_holds_the_true_text_and_no_formula(qtbot, tmp_path):
    shown = samples.hostile(tmp_path)
    model = ItemsTableModel()
    model.show_rows(samples.arranged(shown, Query("genai_training_linkedin", categories=frozenset({"posts"}))))
    copied = [model.format_row_for_clipboard(row) for row in range(model.rowCount())]
    assert copied[1].endswith(samples.BIDI)
    assert copied[2].endswith(samples.LONG)
    assert copied[3].endswith('"\'=1+1\twith a tab"')
    assert copied[-1].endswith('"\'  @SUM(A1)\n""quoted"""')


def test_a_cell_is_copied_as_it_stands_and_its_beginning_is_all_that_is_shown(qtbot, tmp_path):
    model = ItemsTableModel()
    model.show_rows(samples.arranged(samples.hostile(tmp_path), Query(categories=frozenset({"posts"}))))
    assert [model.format_cell_for_clipboard(row, ItemColumn.TEXT) for row in (1, 2, 3)] == [
        samples.BIDI,
        samples.LONG,
        "=1+1\twith a tab",
    ]
    assert model.format_cell_for_clipboard(0, ItemColumn.FILE) == "Shares.csv"


# ---- order


@pytest.mark.parametrize("use", ["genai_training_linkedin", "non_genai_ml"])
def test_sorting_by_outcome_follows_the_order_of_the_outcomes(use):
    shown = samples.demo("DE", settings=("genai_improvement=off@2026-01-15",))
    view = samples.arranged(shown, Query(use), SortSpec(ItemColumn.OUTCOME))
    order = [*Outcome, None]
    codes = [order.index(view.verdict(view.item(row)).outcome) for row in range(len(view))]
    assert codes == sorted(codes)
    assert len(set(codes)) > 1


@pytest.mark.parametrize("descending", [False, True])
def test_sorting_by_date_puts_unknown_dates_last_both_ways(descending):
    view = samples.arranged(samples.demo(), sort=SortSpec(ItemColumn.DATE, descending))
    dates = [_moment(view.item(row)) for row in range(len(view))]
    known = [date for date in dates if date is not None]
    assert known == sorted(known, reverse=descending)
    assert dates[: len(known)] == known
    assert None in dates


def _moment(item: Item):
    born = item.block.day_number(item.index)
    return None if born is None else (born, max(0, int(item.block.seconds[item.index])))


@pytest.mark.parametrize("column", [ItemColumn.FILE, ItemColumn.AUTHOR, ItemColumn.TEXT])
def test_sorting_by_words_takes_no_notice_of_case(column):
    view = samples.arranged(samples.demo(), sort=SortSpec(column))

    def words(item: Item) -> str:
        if column is ItemColumn.TEXT:
            return item.block.text(item.index).lstrip().lower()[:100]
        return item.block.member.casefold() if column is ItemColumn.FILE else item.item_class.author.value

    shown = [words(view.item(row)) for row in range(len(view))]
    texts = [text for text in shown if text]
    assert [text.encode() for text in texts] == sorted(text.encode() for text in texts)


@pytest.mark.parametrize("column", list(ItemColumn))
def test_what_is_equal_stays_in_the_order_of_the_archive_both_ways(column):
    for descending in (False, True):
        view = samples.arranged(samples.demo(), sort=SortSpec(column, descending))
        key = [_shown(view, row, column) for row in range(len(view))]
        for row in range(1, len(view)):
            if key[row] == key[row - 1]:
                assert view.item_numbers[row] > view.item_numbers[row - 1]


def _shown(view, row, column):
    item = view.item(row)
    return {
        ItemColumn.OUTCOME: view.verdict(item).outcome,
        ItemColumn.DATE: _moment(item),
        ItemColumn.FILE: item.block.member,
        ItemColumn.CATEGORY: view.exposure.pack.find_category(item.item_class.data_category),
        ItemColumn.AUTHOR: item.item_class.author,
        ItemColumn.AUDIENCE: item.audience,
        ItemColumn.TEXT: item.block.text(item.index),
    }[column]


def test_an_order_that_is_kept_gives_what_sorting_anew_gives():
    memory = ItemsCache()
    orders = {}
    for shown in (samples.demo("DE"), samples.demo("US")):
        for use in ("genai_training_affiliate", "ads_affiliate"):
            for words in ((), ("e",), ("rain",)):
                for sort in (SortSpec(column, down) for column in ItemColumn for down in (False, True)):
                    query = Query(use, words=words)
                    fresh = arrange_rows(shown, query, sort, Monitor())
                    assert np.array_equal(
                        arrange_rows(shown, query, sort, Monitor(), memory).item_numbers, fresh.item_numbers
                    )
                    orders[use, words, sort] = fresh.item_numbers.tolist()
    assert len({str(order) for order in orders.values()}) > 20


def test_the_order_of_another_archive_is_not_kept(tmp_path):
    orders, sort = SortCache(), SortSpec(ItemColumn.DATE)
    for shown in (samples.demo(), samples.exposure(tmp_path, "one")):
        arrange_rows(shown, Query("ads_affiliate"), sort, Monitor(), ItemsCache(sort_cache=orders))
    assert orders.find(samples.demo(), "ads_affiliate", sort) is None
    assert orders.find(shown, "ads_affiliate", sort) is not None


def test_several_rows_are_found_again_in_another_order():
    before = samples.arranged(samples.demo(), sort=SortSpec(ItemColumn.TEXT))
    after = samples.arranged(samples.demo(), sort=SortSpec(ItemColumn.DATE))
    numbers = before.item_numbers[[3, 100, 7]]
    assert sorted(after.item_numbers[after.find_rows(numbers)]) == sorted(numbers)


def test_every_row_leads_to_its_item_and_back():
    view = samples.arranged(samples.demo(), sort=SortSpec(ItemColumn.TEXT))
    assert [view.find_row(view.item(row)) for row in range(len(view))] == list(range(len(view)))
    assert np.array_equal(np.sort(view.item_numbers), np.arange(view.exposure.holdings.item_count))


def test_an_item_is_found_again_by_its_place_after_reading_anew(tmp_path):
    before = samples.arranged(samples.exposure(tmp_path, "one", "two"))
    files = {"Ads Clicked.csv": "Ad clicked Date,Ad Title/Id\n2026-01-01,x\n"}
    samples.archives.folder(tmp_path, files)
    after = samples.arranged(samples.archives.judged(samples.archives.read(tmp_path / "download"), "DE"))
    assert len(after) > len(before)
    for row in range(len(before)):
        item = before.item(row)
        again = after.item(after.find_row(item))
        assert (again.block.member, again.block.record(again.index)) == (
            item.block.member,
            item.block.record(item.index),
        )


def test_a_cancelled_view_is_not_made():
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        arrange_rows(samples.demo(), Query(), None, monitor)


def test_ordering_never_wakes_pandas():
    code = (
        "import sys\n"
        "from tests.window import items_samples as samples\n"
        "from inspector.window.items.row_order import ItemColumn, SortSpec\n"
        "shown = samples.demo()\n"
        "for column in ItemColumn: samples.arranged(shown, sort=SortSpec(column, True))\n"
        "sys.exit('pandas' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words


@pytest.mark.parametrize("flag", [Flag.DISPUTED, Flag.ASSUMED, Flag.UNDATED, Flag.LIMITED])
def test_the_screen_reader_hears_of_exactly_the_items_that_the_filter_finds_marked(qtbot, flag):
    shown = samples.demo()
    for use in ("genai_training_linkedin", "non_genai_ml"):
        model = ItemsTableModel()
        model.show_rows(samples.arranged(shown, Query(use)))
        heard = [
            flag_label(flag) in model.index(row, ItemColumn.OUTCOME).data(Qt.ItemDataRole.AccessibleTextRole)
            for row in range(model.rowCount())
        ]
        marked = select(shown, Query(use, terms=(Term(Key.IS, (flag,)),)))
        assert sum(heard) == len(marked)
