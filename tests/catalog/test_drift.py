"""Headers change unannounced: the change is named, and the file is still recognised and never refused."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.catalog import FileKind
from inspector.catalog.drift import Drift, fold_header, measure_drift, measure_similarity
from inspector.errors import Problem, Severity
from inspector.table import Head
from tests.archives import PROFILE, folder, known, member, read, table

Header = tuple[str, ...]
HEADED = [(kind, header) for kind in known().kinds if kind.form == "table" for header in kind.headers]
SHARES = known().by_id["shares"]


def drift(*written: str, kind: FileKind = SHARES) -> Drift:
    return measure_drift(kind, written)


def noted(place: Path, name: str, text: str) -> list[Problem]:
    holdings = read(folder(place, {"Profile.csv": PROFILE, name: text}))
    return [problem for problem in holdings.problems if problem.code == "W_DRIFT"]


@pytest.mark.parametrize(("kind", "header"), HEADED, ids=[f"{kind.id} {len(header)}" for kind, header in HEADED])
def test_a_known_header_has_no_drift(kind: FileKind, header: Header) -> None:
    assert not measure_drift(kind, header)


def test_each_way_of_drifting_is_told_apart() -> None:
    assert drift("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility", "Reach") == Drift(
        unknown=("Reach",)
    )
    assert drift("Date", "ShareLink", "ShareCommentary", "MediaUrl", "Visibility") == Drift(missing=("SharedUrl",))
    assert drift("Date", "share_link", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility") == Drift(
        spelling_variants=("share_link",)
    )
    assert drift("Visibility", "Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl") == Drift(
        is_reordered=True
    )


def test_a_repeated_column_that_is_lost_or_added_is_drift() -> None:
    targeting = known().by_id["ad_targeting"]
    header = list(targeting.headers[0])
    header.remove("Job Titles")

    assert drift(*header, kind=targeting).missing == ("Job Titles",)
    assert drift(*targeting.headers[0], "Job Titles", kind=targeting).unknown == ("Job Titles",)


def test_a_column_without_a_name_more_or_less_is_no_drift() -> None:
    learning = known().by_id["learning"]

    assert not drift(*learning.headers[0][:-1], kind=learning)
    assert not drift(*learning.headers[0], "", kind=learning)


def test_the_person_is_told_which_columns_drifted_and_nothing_of_the_cells(tmp_path: Path) -> None:
    text = table(["DATE", "Link", "Reach\u202e"], ["2026-01-02 03:04:05", "SECRET", "SECRET"])

    (found,) = noted(tmp_path, "Comments_34875879.csv", text)

    assert found.severity is Severity.NOTE
    assert "Not known so far: 'Reach<U+202E>'." in found.message
    assert "Missing: 'Message'." in found.message
    assert "Spelt otherwise: 'DATE'." in found.message
    assert "SECRET" not in found.message


def test_many_unknown_columns_are_counted_and_not_all_named(tmp_path: Path) -> None:
    header = ["Date", "Link", "Message", *(f"New {n}" for n in range(30))]

    (found,) = noted(tmp_path, "Comments.csv", table(header, ["2026-01-02 03:04:05", *["x"] * 32]))

    assert found.count == 30
    assert "'New 11' and 18 more." in found.message


def test_drift_loses_no_cell(tmp_path: Path) -> None:
    text = table(["Reach", "message", "Date"], ["17", "Well said", "2026-01-02 03:04:05"])
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Comments.csv": text}))

    (item,) = member(holdings, "Comments.csv")
    assert (item.kind, item.date, item.text) == ("comments", "2026-01-02", "Well said | 17")
    block = next(block for block in holdings.blocks if block.kind == "comments")
    assert block.record(0) == (("Reach", "17"), ("message", "Well said"), ("Date", "2026-01-02 03:04:05"))


NEW = st.lists(st.sampled_from(["Reach", "Zukunft", "New Column", "X"]), max_size=2)


@st.composite
def drifted(draw: st.DrawFn, header: Header) -> Header:
    """A header with one column dropped at most, one or two added, shuffled, spelt otherwise."""
    columns = list(header)
    if len(columns) > 1 and draw(st.booleans()):
        columns.pop(draw(st.integers(0, len(columns) - 1)))
    columns += draw(NEW)
    draw(st.randoms(use_true_random=False)).shuffle(columns)
    spelling = draw(st.sampled_from([str, str.upper, str.lower, lambda name: name.replace(" ", "_")]))
    return tuple(spelling(name) for name in columns)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_file_with_its_own_name_is_itself_however_its_header_drifts(data: st.DataObject) -> None:
    kind, header = data.draw(st.sampled_from(HEADED))
    written = data.draw(drifted(header))

    found = known().match(kind.files[0], Head("utf-8", ",", (written,)))

    known_columns = fold_header([name for own in kind.headers for name in own])
    if (fold_header(written) & known_columns).total() / len(written) >= 0.3:
        assert found.kind is kind
        assert found.method == "both"


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_renamed_file_with_a_drifted_header_is_itself_a_flagged_rival_or_nothing_nearer(data: st.DataObject) -> None:
    kind, header = data.draw(st.sampled_from(HEADED))
    written = data.draw(drifted(header))

    found = known().match("My backup.csv", Head("utf-8", ",", (written,)))

    if found.kind is None or found.kind is kind or kind.id in found.rivals:
        return
    cells = fold_header(written)
    assert _nearest(cells, found.kind) > _nearest(cells, kind)


def _nearest(cells: "Counter[str]", kind: FileKind) -> float:
    return max(measure_similarity(cells, fold_header(header)) for header in kind.headers)


def figures(rounds: int = 200) -> dict[str, int]:
    """How renamed files fare under one dropped column, one added, shuffled: the figures of the closing note."""
    found: Counter[str] = Counter()
    for kind, header in HEADED:
        for turn in range(rounds):
            chance = random.Random(turn)  # noqa: S311 - repeatable figures, no secret
            columns = list(header)
            if len(columns) > 1:
                columns.pop(chance.randrange(len(columns)))
            columns.append("Reach")
            chance.shuffle(columns)
            match = known().match("My backup.csv", Head("utf-8", ",", (tuple(columns),)))
            itself = match.kind is kind or kind.id in match.rivals
            found["itself or flagged" if itself else "unknown" if match.kind is None else "another"] += 1
    return dict(found)


def test_one_common_word_in_common_tells_nothing() -> None:
    assert known().match("My backup.csv", Head("utf-8", ",", (("Name", "Reach"),))).kind is None


def test_a_cell_without_text_in_common_makes_no_header() -> None:
    record = ("Knots", "")

    assert known().match("Learning.csv", Head("utf-8", ",", (record, record))).method == "name"
