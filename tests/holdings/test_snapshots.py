"""The same member by the download and by the portability interface: the same items under the same verdicts."""

import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from inspector.archive.demo import zip_demo
from inspector.catalog import FileKind
from inspector.errors import Refused, Severity
from inspector.exposure import Exposure
from inspector.holdings import Holdings
from tests.archives import (
    PROFILE,
    codes,
    contents,
    demo,
    folder,
    items,
    judged,
    known,
    pack,
    read,
    seen,
    snapshot,
    table,
    zipped,
)

SHARES = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
SHARE = ["2025-12-01 10:00:00", "https://www.linkedin.com/feed/update/1", "Post 1", "", "", "MEMBER_NETWORK"]
RECOMMENDATIONS = ["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"]
RECOMMENDATION = ["Otto", "Probe", "Firm", "Tester", "Good", "05/01/23, 03:04 PM", "VISIBLE"]
UNDECIDED = {"recommendations_given", "recommendations_received"}
"""Nothing in their columns tells who wrote."""


def domain_of(kind_id: str) -> str | None:
    kind = known().by_id[kind_id]
    return next(iter((*kind.domains, *kind.mixed_domains)), None)


def demo_as_snapshot(place: Path) -> Path:
    """The sample member's tables as the portability interface gives them, one file a table."""
    files = {}
    for entry in demo().tables:
        kind = entry.key if not entry.key.startswith("?") else ""
        domain = domain_of(kind) if kind else None
        if domain is None or kind in UNDECIDED:
            continue
        columns = [entry.table.column(index).to_pylist() for index in range(len(entry.table.columns))]
        files[f"{domain}_{len(files)}.json"] = snapshot(domain, entry.table.columns, *zip(*columns, strict=True))
    return folder(place, files, "snapshot")


def told(exposure: Exposure) -> Counter[tuple[object, ...]]:
    """Every item in words that do not name the file it stands in, with its outcome for every use."""
    return Counter(
        (
            item.block.kind,
            item.item_class,
            item.audience,
            item.block.date(item.index),
            item.block.text(item.index),
            *(exposure.verdict(use, item).outcome for use in pack().uses),
        )
        for item in items(exposure.holdings)
    )


@pytest.fixture(scope="module")
def both() -> tuple[Holdings, Holdings]:
    """The sample member as the download, without what the interface does not give, and as a snapshot."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        there = {file.member: file.kind for file in demo().files}
        files = {
            member: content
            for member, content in contents(zip_demo(place)).items()
            if (kind := there[member]) and domain_of(kind.id) and kind.id not in UNDECIDED
        }
        return read(zipped(place, files, "again.zip")), read(demo_as_snapshot(place))


@pytest.mark.parametrize("region", ["DE", "US", "GB", "CN"])
def test_the_same_member_has_the_same_verdicts(both: tuple[Holdings, Holdings], region: str) -> None:
    download, by_interface = both

    assert told(judged(by_interface, region)) == told(judged(download, region))


HEADERS = [
    (kind, header)
    for kind in known().kinds
    for header in kind.headers
    if domain_of(kind.id) and kind.id not in UNDECIDED and kind.form == "table" and "Folder" not in header
]
"""Without the oldest ones, which several kinds share."""


@pytest.mark.parametrize(("kind", "header"), HEADERS, ids=[f"{kind.id} {len(header)}" for kind, header in HEADERS])
def test_every_header_of_a_kind_is_the_same_item_from_the_interface(
    tmp_path: Path, kind: FileKind, header: tuple[str, ...]
) -> None:
    # A turn of a chat with an assistant has one party.
    blank = {"TO", "RECIPIENT PROFILE URLS"} if kind.part[0].ai_chat else set()
    row = [
        "2025-12-01 10:00:00" if name in kind.dates else "" if name in blank else f"value {index}"
        for index, name in enumerate(header)
    ]
    download = folder(tmp_path, {kind.files[0]: table(header, row)}, "download")
    interface = folder(tmp_path, {"x.json": snapshot(str(domain_of(kind.id)), header, row)}, "interface")

    found = judged(read(interface), "DE")

    assert told(found) == told(judged(read(download), "DE"))
    assert found.holdings.kind_ids == {kind.id}


def test_nearly_every_kind_of_the_sample_is_in_the_comparison(both: tuple[Holdings, Holdings]) -> None:
    assert len(both[1].kind_ids) >= 40
    assert both[1].kind_ids == both[0].kind_ids
    assert {problem.severity for problem in both[1].problems} <= {Severity.NOTE}


def test_a_snapshot_is_neither_of_the_downloads(both: tuple[Holdings, Holdings]) -> None:
    assert both[1].completeness == "unknown"
    assert all(kind.domains or kind.mixed_domains for kind in both[1].absent_kinds)


def test_rows_of_the_download_and_of_the_snapshot_count_once(tmp_path: Path) -> None:
    united = read(zip_demo(tmp_path), demo_as_snapshot(tmp_path))

    assert Counter(map(str, (item.block.kind for item in items(united)))) == Counter(
        map(str, (item.block.kind for item in items(demo())))
    )


def test_tables_and_snapshots_lie_in_one_folder(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "posts.json": snapshot("MEMBER_SHARE_INFO", SHARES, SHARE)}

    found = read(folder(tmp_path, files))

    assert {(file.member, file.kind.id if file.kind else None, file.rows) for file in found.files} == {
        ("Profile.csv", "profile", 1),
        ("posts.json#MEMBER_SHARE_INFO", "shares", 1),
    }


def test_a_snapshot_opens_alone(tmp_path: Path) -> None:
    path = folder(tmp_path, {"MEMBER_SHARE_INFO_1.json": snapshot("member-share-info", SHARES, SHARE)})

    found = read(path / "MEMBER_SHARE_INFO_1.json")

    assert [item.kind for item in seen(found)] == ["shares"]


def test_pages_in_several_files_are_one_kind(tmp_path: Path) -> None:
    rows = {number: [f"Post {number}" if cell == "Post 1" else cell for cell in SHARE] for number in (1, 2)}
    files = {f"PAGE_{number}.json": snapshot("MEMBER_SHARE_INFO", SHARES, rows[number]) for number in (1, 2)}

    found = read(folder(tmp_path, files))

    assert [item.id for item in seen(found)] == ["PAGE_1.json#MEMBER_SHARE_INFO#1", "PAGE_2.json#MEMBER_SHARE_INFO#1"]


def test_a_file_that_breaks_off_before_its_domain_is_known_by_its_name(tmp_path: Path) -> None:
    row = json.dumps(dict(zip(SHARES, SHARE, strict=True)))
    content = f'{{"elements": [{{"snapshotData": [{row}, {row}, {row[:50]}'

    found = read(folder(tmp_path, {"MEMBER_SHARE_INFO_2.json": content}))

    assert [item.kind for item in seen(found)] == ["shares", "shares"]
    assert "W_JSON" in codes(found)


def test_an_unknown_domain_is_listed_as_unsorted_under_its_name(tmp_path: Path) -> None:
    found = read(folder(tmp_path, {"a.json": snapshot("BRAND_NEW", ["When", "What"], ["2026-01-01", "x"])}))

    (file,) = found.files
    assert (file.member, file.state, file.rows) == ("a.json#BRAND_NEW", "unknown", 1)
    assert [item.data_category for item in seen(found)] == [None]
    assert "'BRAND_NEW'" in str(next(p for p in found.problems if p.code == "W_UNKNOWN_FILE").message)


def test_a_domain_of_chats_with_an_ai_whose_rows_name_two_people_is_unsorted(tmp_path: Path) -> None:
    columns = ["FROM", "TO", "DATE", "CONTENT"]
    letter = ["Otto Probe", "Nora Beispiel", "2026-01-02 03:04:05 UTC", "Hello"]

    found = read(folder(tmp_path, {"a.json": snapshot("LEARNING_COACH_INBOX", columns, letter)}))

    assert [item.data_category for item in seen(found)] == [None]
    assert "W_RIVAL_KINDS" in [problem.code for problem in found.problems]


def test_rows_of_an_unknown_domain_count_once_in_two_snapshots(tmp_path: Path) -> None:
    content = snapshot("BRAND_NEW", ["When", "What"], ["2026-01-01", "x"])

    found = read(folder(tmp_path, {"a.json": content}, "one"), folder(tmp_path, {"all.json": content}, "two"))

    assert len(seen(found)) == 1


def test_endorsements_are_told_apart_by_their_columns_row_by_row(tmp_path: Path) -> None:
    rows = [
        {"Endorsement Date": "2023/05/01 12:34:56 UTC", "Skill Name": "A", "Endorser First Name": "Otto"},
        {"Endorsement Date": "2023/05/01 12:34:56 UTC", "Skill Name": "B", "Endorsee First Name": "Otto"},
        {"Endorsement Date": "2023/05/01 12:34:56 UTC", "Skill Name": "C"},
        {"Endorsement Date": "2023/05/01 12:34:56 UTC", "Skill Name": "D", "Endorser First Name": "Eva"},
    ]
    content = json.dumps({"elements": [{"snapshotDomain": "ENDORSEMENTS", "snapshotData": rows}]})

    found = read(folder(tmp_path, {"a.json": content, "Profile.csv": PROFILE}))

    assert {(item.id, item.author) for item in seen(found) if "Profile" not in item.id} == {
        ("a.json#ENDORSEMENTS (endorsement_received_info)#1", "other"),
        ("a.json#ENDORSEMENTS (endorsement_given_info)#2", "member"),
        ("a.json#ENDORSEMENTS (endorsements)#3", "unknown"),
        ("a.json#ENDORSEMENTS (endorsement_received_info)#4", "other"),
    }
    assert "W_DIRECTION" in codes(found)


def test_a_word_for_the_direction_tells_recommendations_apart_and_else_the_writer_is_left_open(tmp_path: Path) -> None:
    rows = [[*RECOMMENDATION, word] for word in ("GIVEN", "Received", "")]

    found = read(folder(tmp_path, {"a.json": snapshot("RECOMMENDATIONS", [*RECOMMENDATIONS, "Type"], *rows)}))

    assert [(item.author, item.id[-1]) for item in sorted(seen(found), key=lambda item: item.id[-1])] == [
        ("member", "1"),
        ("other", "2"),
        ("unknown", "3"),
    ]


def test_moments_in_milliseconds_date_a_row_and_stay_as_they_were_written(tmp_path: Path) -> None:
    row = ["1764583200000", *SHARE[1:]]

    found = read(folder(tmp_path, {"a.json": snapshot("MEMBER_SHARE_INFO", SHARES, row)}))

    (item,) = items(found)
    assert item.block.date(item.index) == "2025-12-01"
    assert ("Date (milliseconds)", "1764583200000") in item.block.record(item.index)
    assert codes(found) == ["W_EPOCH_DATE"]


CHANGES = json.dumps(
    {"elements": [{"resourceName": "messages", "method": "CREATE", "activityId": "1", "capturedAt": 1, "activity": {}}]}
)


def test_a_list_of_changes_is_named_and_opens_alone(tmp_path: Path) -> None:
    found = read(folder(tmp_path, {"changelog.json": CHANGES}))

    assert [(file.member, file.state) for file in found.files] == [("changelog.json", "unreadable")]
    assert [(problem.code, problem.severity) for problem in found.problems] == [("W_CHANGELOG", Severity.WARNING)]


def test_json_of_somebody_else_is_an_unknown_file_beside_tables_and_refused_alone(tmp_path: Path) -> None:
    beside = read(folder(tmp_path, {"Profile.csv": PROFILE, "package.json": '{"name": "x"}'}))
    with pytest.raises(Refused) as refused:
        read(folder(tmp_path, {"package.json": '{"name": "x"}'}, "alone"))

    assert {file.member: file.state for file in beside.files} == {"Profile.csv": "read", "package.json": "unknown"}
    assert "W_UNKNOWN_FILE" in codes(beside)
    assert refused.value.code == "E_NOT_LINKEDIN"


def test_damaged_json_beside_tables_is_unreadable_and_said(tmp_path: Path) -> None:
    found = read(folder(tmp_path, {"Profile.csv": PROFILE, "x.json": '{"a": '}))

    assert {file.member: file.state for file in found.files} == {"Profile.csv": "read", "x.json": "unreadable"}
    assert "W_JSON" in codes(found)


def test_a_post_of_the_download_and_of_the_snapshot_counts_once(tmp_path: Path) -> None:
    first = folder(tmp_path, {"Profile.csv": PROFILE, "Shares.csv": table(SHARES, SHARE)}, "download")
    second = folder(tmp_path, {"x.json": snapshot("MEMBER_SHARE_INFO", SHARES[::-1], SHARE[::-1])}, "interface")

    assert [item.kind for item in seen(read(first, second))].count("shares") == 1


def test_a_post_in_a_table_and_in_a_snapshot_of_one_folder_counts_once(tmp_path: Path) -> None:
    twice = snapshot("MEMBER_SHARE_INFO", SHARES, SHARE, SHARE)
    files = {"Profile.csv": PROFILE, "Shares.csv": table(SHARES, SHARE), "x.json": twice}

    found = read(folder(tmp_path, files))

    assert [item.kind for item in seen(found)].count("shares") == 2
    assert found.repeated_count == 1


def test_kinds_that_a_snapshot_lacks_bear_the_names_of_their_domains(tmp_path: Path) -> None:
    found = read(folder(tmp_path, {"x.json": snapshot("MEMBER_SHARE_INFO", SHARES, SHARE)}))

    assert {"INBOX", "PROFILE", "ALL_COMMENTS"} <= {found.get_source_name(kind) for kind in found.absent_kinds}


def test_a_recommendation_whose_direction_only_the_download_tells_counts_once_and_as_told_there(tmp_path: Path) -> None:
    other = ["Eva", *RECOMMENDATION[1:]]
    interface = folder(
        tmp_path, {"x.json": snapshot("RECOMMENDATIONS", RECOMMENDATIONS, RECOMMENDATION, other)}, "interface"
    )
    tables = {
        "Profile.csv": PROFILE,
        "Recommendations_Given.csv": table(RECOMMENDATIONS, RECOMMENDATION),
        "Recommendations_Received.csv": table(RECOMMENDATIONS, other),
    }
    download = folder(tmp_path, tables, "download")

    found = read(interface, download)

    authors = [item.author for item in seen(found) if item.data_category == "profile_endorsements"]
    assert sorted(authors) == ["member", "other"]
    assert found.repeated_count == 2
