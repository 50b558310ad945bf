"""Words are found however they are written, by the newest question, within a bound."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

import re
import subprocess
import sys
import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.columns import build_string_array
from inspector.errors import Cancelled
from inspector.progress import Monitor
from inspector.query import search as searching
from inspector.query.search import Search, fold_word
from inspector.table import Table


def table(*columns: tuple[str, ...]) -> Table:
    """A table of these columns."""
    arrays = [build_string_array(column) for column in columns]
    names = [str(place) for place in range(len(columns))]
    return Table(tuple(names), pa.table(arrays, names=names), len(columns[0]))


def found(cells: tuple[str, ...], word: str, search: Search | None = None) -> list[bool]:
    """Which cells of one column hold a word."""
    return (search or Search()).find_rows(table(cells), (0,), fold_word(word), Monitor()).tolist()


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("ÜBUNG", "übung"),
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("ẞ", "ss"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("οδός", "ΟΔΌΣ"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("cafe\u0301", "café"),
        ("café", "cafe\u0301"),
        ("ﬁnal oﬃce", "final office"),
        ("𝗕𝗼𝗹𝗱 𝓈𝒸𝓇𝒾𝓅𝓉", "bold script"),
        ("ｆｕｌｌ", "FULL"),
        ("pay\u200bment", "payment"),
        ("co\u00adoperate", "cooperate"),
        ("e\u200d\u0301t", "ét"),
        ("no\u00a0break", "no break"),
        ("two\nlines", "two lines"),
        ("\u212aelvin", "kelvin"),
        ("ΐ", "\u03b9\u0308\u0301"),
        ("👍🏽 yes", "👍🏽"),
        ("Ǆ", "ǆ"),
    ],
)
def test_what_a_person_takes_for_the_same_is_found(written, asked):
    assert found((f"before {written} after", "something else"), asked) == [True, False]


def test_an_accent_still_makes_another_letter():
    assert found(("Muller", "Müller"), "müller") == [False, True]


def test_a_word_is_found_in_any_of_the_columns_and_never_across_two():
    shown = table(("rain", "x", "ra", "é rain"), ("y", "the Rain", "in", "z"))
    assert Search().find_rows(shown, (0, 1), fold_word("rain"), Monitor()).tolist() == [True, True, False, True]
    assert Search().find_rows(shown, (1,), fold_word("rain"), Monitor()).tolist() == [False, True, False, False]


def test_a_word_is_never_found_across_two_rows():
    assert found(("ra", "in rain", "ra"), "rain") == [False, True, False]
    assert found(("a", "aa"), "aa") == [False, True]


def test_a_combining_mark_at_the_start_of_a_cell_stays_in_its_row():
    assert found(("e", "\u0301x", ""), "é") == [False, False, False]


def test_a_word_of_nothing_that_can_be_seen_is_everywhere():
    assert found(("a", ""), "\u200b") == [True, True]


def test_marks_of_the_buffer_within_a_cell_move_no_row():
    assert found(("a\x1eb\x1f", "é\x1e", "rain"), "rain") == [False, False, True]


TEXTS = st.lists(
    st.text(alphabet="aAiIıİssßẞéeE\u0301\u0307\u0345σςΣﬁK\u212a \n\x1e\x1f\u200bα日\ud7ff", max_size=8),
    min_size=1,
    max_size=12,
)


@given(TEXTS, st.text(alphabet="aisßéeσﬁk \u0307\u0301", min_size=1, max_size=4))
def test_rows_are_those_whose_folded_text_holds_the_folded_word(cells, word):
    wanted = [fold_word(word) in fold_word(cell) for cell in cells]
    assert found(tuple(cells), word) == wanted


@given(st.text(max_size=30))
def test_case_and_composition_never_matter(text):
    for other in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), text.casefold()):
        assert fold_word(other) == fold_word(text)


@given(TEXTS, st.lists(st.text(alphabet="aisé", min_size=1, max_size=4), min_size=1, max_size=8))
def test_what_was_asked_before_changes_no_answer(cells, words):
    shown, search = table(tuple(cells)), Search()
    for word in words:
        known = search.find_rows(shown, (0,), fold_word(word), Monitor())
        assert known.tolist() == Search(cache_bytes=0).find_rows(shown, (0,), fold_word(word), Monitor()).tolist()


def test_folding_agrees_with_python_on_every_character():
    for code in range(0x110000):
        character = chr(code)
        if 0xD800 <= code < 0xE000 or unicodedata.category(character) == "Cn":
            continue
        twice = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
        wanted = unicodedata.normalize("NFKC", twice.casefold())
        for unseen in ("\u00ad", "\u034f", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufe0e", "\ufe0f"):
            wanted = wanted.replace(unseen, "")
        wanted = unicodedata.normalize("NFKC", wanted.replace("i\u0307", "i").replace("ı", "i"))
        if not character.isspace() and character not in "\x1e\x1f":
            assert fold_word(character).decode() == wanted, hex(code)


@given(st.text(alphabet="ab ", max_size=30), st.text(alphabet="ab", min_size=1, max_size=3))
def test_places_are_all_that_do_not_overlap(text, word):
    wanted = [hit.start() for hit in re.finditer(word, text)]
    assert searching._find_positions(text.encode(), word.encode()).tolist() == wanted


# ---- narrowing, bound, cancelling


LONG = tuple(f"row {number} holds {'rain' if number % 300 == 0 else 'sun'} é" for number in range(3_000))


def test_a_longer_word_is_looked_for_only_where_the_shorter_one_was(monkeypatch):
    search, shown = Search(), table(LONG)
    assert search.find_rows(shown, (0,), fold_word("rai"), Monitor()).sum() == 10
    monkeypatch.setattr(searching._FoldedRows, "find_word", None)
    assert search.find_rows(shown, (0,), fold_word("rain"), Monitor()).sum() == 10
    assert search.find_rows(shown, (0,), fold_word("rain x"), Monitor()).sum() == 0
    assert search.find_rows(shown, (0,), fold_word("rai"), Monitor()).sum() == 10


def test_narrowing_needs_no_kept_text(monkeypatch):
    search, shown = Search(cache_bytes=10), table(LONG)
    search.find_rows(shown, (0,), fold_word("rai"), Monitor())
    assert search.size == 0
    taken = []
    fold = searching._fold_columns
    monkeypatch.setattr(searching, "_fold_columns", lambda columns: taken.append(len(columns[0])) or fold(columns))
    assert search.find_rows(shown, (0,), fold_word("rain"), Monitor()).sum() == 10
    assert taken == [10]


def test_folded_texts_stay_within_their_bound_and_the_latest_stay():
    one, other = table(LONG), table(LONG)
    probe = Search()
    probe.find_rows(one, (0,), b"rain", Monitor())
    search = Search(cache_bytes=probe.size + 100)
    for shown in (one, other):
        assert search.find_rows(shown, (0,), b"rain", Monitor()).sum() == 10
        assert 0 < search.size <= probe.size + 100
    assert [key[0] for key in search._row_cache] == [other]


def test_everything_can_be_dropped():
    search, shown = Search(), table(LONG)
    search.find_rows(shown, (0,), b"rain", Monitor())
    search.clear()
    assert search.size == 0
    assert search.find_rows(shown, (0,), b"rain", Monitor()).sum() == 10


def test_a_cancelled_search_ends_at_its_next_slice_and_spoils_nothing(monkeypatch):
    monkeypatch.setattr(searching, "_SLICE_BYTES", 1_000)
    search, shown = Search(), table(LONG)
    slices = []
    monitor = Monitor(lambda step: slices.append(step) or (monitor.cancel() if len(slices) == 3 else None))
    with pytest.raises(Cancelled):
        search.find_rows(shown, (0,), b"rain", monitor)
    assert len(slices) == 3
    assert search.find_rows(shown, (0,), b"rain", Monitor()).sum() == 10


def test_many_slices_give_what_one_gives(monkeypatch):
    cells = (*LONG, "x" * 5_000, "", "é" * 4_000 + "rain", *LONG)
    whole = found(cells, "rain")
    monkeypatch.setattr(searching, "_SLICE_BYTES", 700)
    monkeypatch.setattr(searching, "_PIECE_BYTES", 64)
    assert found(cells, "rain") == whole
    assert np.count_nonzero(whole) == 21


def test_searching_never_wakes_pandas():
    code = (
        "import sys\n"
        "from tests.query.test_search import LONG, found\n"
        "assert any(found(LONG, 'o')) and any(found(LONG, 'rain'))\n"
        "sys.exit('pandas' in sys.modules and 'pytest' not in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words
