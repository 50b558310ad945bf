"""Two downloads of one person compared: by durable keys, never by rows or names of files."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.holdings import Holdings, KindDifference, difference
from tests.archives import EVERY_ACCOUNT, PROFILE, demo, folder, read, table
from tests.holdings import era_2021, era_2026

SHARES = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
COMMENTS = table(["Date", "Link", "Message"], ["2026-01-02 03:04:05", "https://example.org/1", "Well said"])
POSTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["one", "two", "three"]), max_size=6)


def post(link: str, text: str, visibility: str = "MEMBER_NETWORK") -> list[str]:
    return ["2026-01-02 03:04:05", f"https://www.linkedin.com/feed/update/{link}", text, "", "", visibility]


def download(place: Path, name: str, *rows: list[str], **files: str) -> Holdings:
    """A download with some posts; it holds comments, so that it is a complete one."""
    content = {"Profile.csv": PROFILE, **EVERY_ACCOUNT, "Comments.csv": COMMENTS, "Shares.csv": table(SHARES, *rows)}
    return read(folder(place, {**content, **{f"{file}.csv": text for file, text in files.items()}}, name))


def of(kind: str, differences: tuple[KindDifference, ...]) -> KindDifference:
    (entry,) = (entry for entry in differences if entry.key == kind)
    return entry


def texts(holdings: Holdings, positions: object) -> list[str]:
    return sorted(holdings.blocks[block].text(item) for block, item in positions)  # type: ignore[attr-defined]


def test_nothing_differs_between_a_download_and_itself() -> None:
    entries = difference(demo(), demo())

    assert all(entry.is_empty for entry in entries)
    assert sum(entry.unchanged_count for entry in entries) == demo().item_count


def test_posts_are_added_gone_edited_or_the_same(tmp_path: Path) -> None:
    old = download(tmp_path, "old", post("1", "Stays"), post("2", "Before"), post("3", "Goes"))
    new = download(tmp_path, "new", post("4", "Comes"), post("2", "After"), post("1", "Stays"))

    shares = of("shares", difference(old, new))

    assert texts(new, shares.added) == ["Comes"]
    assert texts(old, shares.gone) == ["Goes"]
    assert (texts(old, shares.edited_old), texts(new, shares.edited_new)) == (["Before"], ["After"])
    assert shares.unchanged_count == 1


def test_a_post_shown_to_other_people_is_edited(tmp_path: Path) -> None:
    old = download(tmp_path, "old", post("1", "Hello"))
    new = download(tmp_path, "new", post("1", "Hello", "CONNECTIONS"))

    assert len(of("shares", difference(old, new)).edited_new) == 1


@given(before=POSTS, after=POSTS)
@settings(max_examples=15, deadline=None)
def test_the_counts_are_those_of_two_sets_of_posts(before: dict[str, str], after: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        old = download(Path(place), "old", *(post(link, text) for link, text in before.items()))
        new = download(Path(place), "new", *(post(link, text) for link, text in reversed(after.items())))
        forth, back = difference(old, new), difference(new, old)
    common = before.keys() & after.keys()
    expected = (
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        sum(before[link] != after[link] for link in common),
        sum(before[link] == after[link] for link in common),
    )
    for entries, (added, gone, edited, same) in (
        (forth, expected),
        (back, (expected[1], expected[0], *expected[2:])),
    ):
        shares = [entry for entry in entries if entry.key == "shares"]
        counts = Counter[str]()
        for entry in shares:
            counts.update(added=len(entry.added), gone=len(entry.gone), edited=len(entry.edited_new))
            counts.update(same=entry.unchanged_count)
        assert tuple(counts[name] for name in ("added", "gone", "edited", "same")) == (added, gone, edited, same)


def test_what_a_basic_download_lacks_is_not_gone(tmp_path: Path) -> None:
    complete = download(tmp_path, "complete", post("1", "Hello"))
    basic = read(folder(tmp_path, {"Profile.csv": PROFILE}, "basic"))

    for entries in (difference(complete, basic), difference(basic, complete)):
        shares = of("shares", entries)
        assert (len(shares.gone), len(shares.added), shares.is_comparable) == (0, 0, False)
        assert of("profile", entries).is_comparable


def test_a_file_that_a_complete_download_holds_no_more_is_gone(tmp_path: Path) -> None:
    old = download(tmp_path, "old", post("1", "Hello"), Skills="Name\nTesting\n")
    new = download(tmp_path, "new", post("1", "Hello"))

    assert texts(old, of("skills", difference(old, new)).gone) == ["Testing"]


def test_every_item_of_either_download_is_counted_once(tmp_path: Path) -> None:
    old = read(folder(tmp_path, era_2021.DOWNLOAD.files, "old"))
    new = read(folder(tmp_path, era_2026.DOWNLOAD.files, "new"))

    entries = [entry for entry in difference(old, new) if entry.is_comparable]

    kinds = {entry.key for entry in entries}
    for holdings, side in ((old, "gone"), (new, "added")):
        items = sum(len(block) for block in holdings.blocks if block.table_key in kinds)
        counted = sum(len(getattr(e, side)) + len(e.edited_new) + e.unchanged_count for e in entries)
        assert counted == items
