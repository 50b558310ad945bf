"""The portability interface's Member Snapshot: a table for each domain, every row accounted for, nothing raised."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.archive.file_types import Form
from inspector.progress import Monitor
from inspector.table import Layout, NotTextError, Table, json_text, read_tables
from tests.table.samples import Bytes, cells, codes

SEPARATORS = {"to": ", "}
ROW = {"Date": "2026-01-02", "Message": "Hello"}
NAMES = st.text(st.sampled_from("aBé_ "), min_size=1, max_size=3).filter(lambda name: name == name.strip())
ROWS = st.lists(st.dictionaries(NAMES, st.text(max_size=12), max_size=4), max_size=30)


class Json(Bytes):
    """A member that is read as JSON."""

    form: Form = "json"


def read(content: str | bytes, name: str = "Invented.json") -> dict[str, Table]:
    """The tables of a file by their domains."""
    raw = content.encode() if isinstance(content, str) else content
    tables = read_tables(Json(raw, name), Monitor(), list_separators=SEPARATORS)
    return {table.name: table.read(Layout(None)) for table in tables}


def element(domain: str, *rows: object) -> dict[str, object]:
    return {"snapshotData": list(rows), "snapshotDomain": domain}


def response(*elements: object) -> dict[str, object]:
    return {"paging": {"start": 0, "count": 10, "links": [], "total": 1}, "elements": list(elements)}


def row_text(value: str) -> str:
    """A snapshot with one row before, one after and the text of one in between."""
    return f'{{"elements": [{{"snapshotDomain": "X", "snapshotData": [{{"a": "1"}}, {value}, {{"a": "2"}}]}}]}}'


def test_a_domain_is_a_table_whose_columns_are_the_names_in_the_order_of_their_appearance() -> None:
    found = read(json.dumps(response(element("ALL_COMMENTS", ROW, {"Link": "x", "Date": "2026-01-03"}))))

    assert list(found) == ["ALL_COMMENTS"]
    assert found["ALL_COMMENTS"].columns == ("Date", "Message", "Link")
    assert cells(found["ALL_COMMENTS"]) == [["2026-01-02", "Hello", ""], ["2026-01-03", "", "x"]]
    assert codes(found["ALL_COMMENTS"]) == []


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([element("X", ROW), element("Y", ROW), element("x", ROW)]),
        json.dumps([response(element("X", ROW)), response(element("Y", ROW)), response(element("X", ROW))]),
        "\n".join(json.dumps(response(element(name, ROW))) for name in ("X", "Y", "X")),
        json.dumps(response(element("X", ROW, ROW), element("Y", ROW)), indent=4),
        json.dumps({"X": response(element("X", ROW, ROW)), "Y": response(element("Y", ROW))}),
        json.dumps({"responses": [response(element("X", ROW, ROW), element("Y", ROW))], "saved": "2026-01-01"}),
        json.dumps({"elements": {"snapshotDomain": "X", "snapshotData": [ROW, ROW]}})
        + json.dumps({"elements": {"snapshotDomain": "Y", "snapshotData": ROW}}),
        "\ufeff" + json.dumps(response(element("X", ROW, ROW), element("Y", ROW))),
    ],
    ids=["bare elements", "an array", "json lines", "one response", "by domain", "wrapped", "no arrays", "a mark"],
)
def test_every_way_of_saving_the_answers_gives_the_same_tables(content: str) -> None:
    found = read(content)

    assert {name: (table.rows, codes(table)) for name, table in found.items()} == {"X": (2, []), "Y": (1, [])}


def test_the_answer_that_there_are_no_more_pages_is_no_part_of_the_data() -> None:
    end = {"status": 404, "code": "NOT_FOUND", "message": "No data found for this memberId"}

    found = read("\n".join(map(json.dumps, (response(element("X", ROW)), response(), {"elements": {}}, end))))

    assert codes(found["X"]) == []


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (0, "0"),
        ([], ""),
        ({}, ""),
        (["https://a", "https://b"], "https://a,https://b"),
        (["one", "two"], "one; two"),
        (["one", None, 2], "one; ; 2"),
        ({"b": [1, {"c": None}], "é": "x"}, '{"b":[1,{"c":null}],"é":"x"}'),
        ([{"a": 1}], '[{"a":1}]'),
    ],
    ids=repr,
)
def test_a_value_that_is_no_text_is_written_as_the_tables_write_it(value: object, cell: str) -> None:
    (found,) = read(json.dumps(response(element("X", {"a": value})))).values()

    assert cells(found) == [[cell]]


def test_names_in_a_list_are_joined_as_in_the_column_of_a_download() -> None:
    (found,) = read(json.dumps(response(element("INBOX", {"TO": ["Ada One", "Ben Two"]})))).values()

    assert cells(found) == [["Ada One, Ben Two"]]


@pytest.mark.parametrize("number", ["1e999", "-0", "1.10", "9" * 5000, "12345678901234567890", "NaN"])
def test_a_number_is_shown_as_it_is_written(number: str) -> None:
    (found,) = read(row_text(f'{{"a": {number}}}')).values()

    assert cells(found) == [["1"], [number], ["2"]]


def test_a_name_that_stands_twice_in_a_row_is_two_columns() -> None:
    (found,) = read(row_text('{"a": "x", "a": "y"}')).values()

    assert found.columns == ("a", "a")
    assert cells(found) == [["1", ""], ["x", "y"], ["2", ""]]


@given(rows=ROWS, pages=st.integers(1, 5), window=st.integers(8, 200), is_ascii=st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_rows_are_read_back_whatever_the_pages_and_the_window(rows, pages, window, is_ascii):
    size = -(-len(rows) // pages) or 1
    answers = [response(element("X", *rows[start : start + size])) for start in range(0, max(1, len(rows)), size)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_text, "WINDOW_SIZE", window)
        (found,) = read("\n".join(json.dumps(answer, ensure_ascii=is_ascii) for answer in answers)).values()

    names = list(dict.fromkeys(name for row in rows for name in row))
    assert found.columns == tuple(names)
    assert found.rows == len(rows)
    if names:
        assert cells(found) == [[row.get(name, "") for name in names] for row in rows]


@pytest.mark.parametrize(
    "bad",
    [
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a": undefined}',
        '{"a": "bad \\q escape, { and ]"}',
        '{"a": "He said "hi" to me"}',
        "{\"a\": 'x'}",
        "null",
        "17",
        '"text"',
        '["a"]',
    ],
    ids=["depth of objects", "depth of arrays", "a word", "an escape", "quotes", "other quotes", *"nsta"],
)
def test_a_row_that_is_none_is_set_aside_and_no_other_is_lost(bad: str) -> None:
    (found,) = read(row_text(bad)).values()

    assert cells(found) == [["1"], ["2"]]
    assert [(aside.row, aside.text) for aside in found.set_aside] == [(2, bad)]
    assert found.numbers is not None
    assert found.numbers.tolist() == [1, 3]
    assert codes(found) == ["W_JSON"]


def test_a_value_nested_deep_is_kept_as_its_text() -> None:
    value = "[" * 700 + "1" + "]" * 700
    (found,) = read(row_text(f'{{"a": {value}}}')).values()

    assert cells(found) == [["1"], [value], ["2"]]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_what_stands_before_the_end_of_a_file_that_breaks_off_is_shown(share: float) -> None:
    rows = [{"a": str(number), "b": "x" * 20} for number in range(100)]
    content = json.dumps({"elements": [{"snapshotDomain": "X", "snapshotData": rows}]})

    found = read(content[: int(len(content) * share)])["X"]

    assert cells(found) == [[str(number), "x" * 20] for number in range(found.rows)]
    assert found.rows in (int(100 * share) - 2, int(100 * share) - 1, int(100 * share))
    assert "W_JSON" in codes(found)


@pytest.mark.parametrize("content", ["", " \n", "\ufeff"])
def test_a_file_without_a_value_is_empty(content: str) -> None:
    (found,) = read(content).values()

    assert (found.rows, codes(found)) == (0, ["W_EMPTY_TABLE"])


@pytest.mark.parametrize("content", ["{", "hello", '{"elements": [', "{'a': 1}", "\x00\x01", "[1, 2", "}"])
def test_what_is_no_json_is_refused_with_its_code(content: str) -> None:
    with pytest.raises(NotTextError) as raised:
        read(content)

    assert raised.value.code == "W_JSON"


@pytest.mark.parametrize(
    "content", ["{}", "[]", "3", '{"name": "package", "version": [1, {"a": null}]}', "[" * 9 + "]" * 9]
)
def test_json_of_somebody_else_is_a_file_that_is_only_named(content: str) -> None:
    (found,) = read(content, "package.json").values()

    assert (found.columns, cells(found)) == (("File",), [["package.json"]])


EVENT = {
    "owner": "urn:li:person:x",
    "resourceName": "ugcPosts",
    "method": "CREATE",
    "activityId": "1",
    "capturedAt": 1764583200000,
    "processedAt": 1764583200000,
    "activity": {"text": "x"},
}


def test_a_list_of_changes_is_told_by_its_name() -> None:
    with pytest.raises(NotTextError) as raised:
        read(json.dumps(response(EVENT, EVENT)))

    assert raised.value.code == "W_CHANGELOG"


def test_a_list_of_changes_beside_a_snapshot_is_a_warning() -> None:
    (found,) = read("\n".join(map(json.dumps, (response(element("X", ROW)), response(EVENT))))).values()

    assert (found.rows, codes(found)) == (1, ["W_CHANGELOG"])


def test_elements_that_are_no_data_are_counted() -> None:
    (found,) = read(json.dumps(response(element("X", ROW), 3, {"other": 1}))).values()

    assert codes(found) == ["W_JSON"]
    assert "2 parts" in str(found.problems[0].message)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_other_encodings_of_unicode_are_read(encoding: str) -> None:
    content = json.dumps(response(element("X", {"é": "Müller 🙂"})), ensure_ascii=False)

    (found,) = read(content.encode(encoding)).values()

    assert (found.columns, cells(found), codes(found)) == (("é",), [["Müller 🙂"]], [])


def test_bytes_that_are_no_text_and_half_characters_become_marks() -> None:
    raw = row_text('{"a": "caf\\ud800 \u20ac é"}').encode().replace("é".encode(), b"\xe9")

    (found,) = read(raw).values()

    assert cells(found) == [["1"], ["caf\\uD800 \u20ac \\xE9"], ["2"]]
    assert codes(found) == ["W_ENCODING"]


def test_zero_bytes_and_long_texts_are_kept_and_said() -> None:
    (found,) = read(row_text(json.dumps({"a": "\0" + "x" * 200_000}))).values()

    assert cells(found)[1] == ["\0" + "x" * 200_000]
    assert sorted(codes(found)) == ["W_FIELD_TOO_LONG", "W_NUL"]


def test_rows_that_share_no_column_are_refused_before_they_fill_the_memory() -> None:
    rows = ",".join(f'{{"k{number}":1}}' for number in range(20_000))

    with pytest.raises(NotTextError) as raised:
        read(f'{{"elements":[{{"snapshotDomain":"X","snapshotData":[{rows}]}}]}}')

    assert raised.value.code == "W_TOO_MANY_COLUMNS"


def test_records_without_end_that_are_no_rows_are_refused() -> None:
    with pytest.raises(NotTextError) as raised:
        read(json.dumps([element("X", *[[]] * 60_000), element("X", *[[]] * 60_000)]))

    assert raised.value.code == "W_JSON"


def test_domains_without_end_are_refused() -> None:
    with pytest.raises(NotTextError) as raised:
        read(json.dumps([element(f"X{number}", ROW) for number in range(1000)]))

    assert raised.value.code == "W_JSON"


def codes_of(content: str | bytes) -> set[str]:
    """The codes of a file that may be refused; every row shown is in the data."""
    try:
        found = read(content)
    except NotTextError as error:
        return {error.code}
    assert all(table.data.num_rows in (0, table.rows) for table in found.values())
    return {code for table in found.values() for code in codes(table)}


@given(st.lists(st.sampled_from([*'{}[]":,\\ a1\n', '"snapshotData":', '{"a":"b"}']), max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_text_by_chance_raises_nothing_else(content: str) -> None:
    prefix = '{"elements":[{"snapshotDomain":"X","snapshotData":['

    assert codes_of(content) | codes_of(prefix + content) <= {"W_JSON", "W_EMPTY_TABLE", "W_DUP_COLUMNS"}


@given(st.binary(max_size=80), st.integers(0, 200), st.integers(20, 400))
@settings(max_examples=300, deadline=None)
def test_damage_anywhere_raises_nothing_else(damage: bytes, place: int, window: int) -> None:
    raw = json.dumps(response(element("X", *[{"a": "x", "b": [1, {"c": "é"}]}] * 4), element("Y", ROW))).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_text, "WINDOW_SIZE", window)

        assert codes_of(raw[:place] + damage + raw[place + len(damage) :]) <= {"W_JSON", "W_ENCODING", "W_NUL"}


def test_brackets_without_end_are_given_up_early() -> None:
    started = time.process_time()
    with pytest.raises(NotTextError) as refused:
        read(b"[" * (8 << 20))
    assert refused.value.code == "W_JSON"
    assert time.process_time() - started < 2
