"""The durable key of an item outlives a renamed file, another order of rows and a newer download."""

import hashlib
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.holdings import Holdings
from inspector.items import compute_item_keys
from inspector.ref import hash_key
from tests.archives import PROFILE, folder, known, read, table, zipped

SHARES = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
FIRST_SHARE = ["2026-01-02 03:04:05", "https://www.linkedin.com/feed/update/1", "First", "", "", "MEMBER_NETWORK"]
SECOND_SHARE = ["2026-02-02 03:04:05", "https://www.linkedin.com/feed/update/2", "Second", "", "", "MEMBER_NETWORK"]
SKILLS = st.lists(st.sampled_from(["Testing", "Cooking", "Reading"]), min_size=1, max_size=6)


def key_by_text(holdings: Holdings, kind: str) -> list[tuple[str, str]]:
    """The (text, key) pairs of the items of a kind, in order."""
    keys = compute_item_keys(holdings.blocks)
    return sorted(
        (block.text(item), block_keys[item].decode())
        for block, block_keys in zip(holdings.blocks, keys, strict=True)
        if block.kind == kind
        for item in range(len(block))
    )


def shares(place: Path, *rows: list[str], name: str = "download", member: str = "Shares.csv") -> list[tuple[str, str]]:
    """The (text, key) pairs of the posts in an archive that holds these rows."""
    path = folder(place, {"Profile.csv": PROFILE, member: table(SHARES, *rows)}, name)
    return key_by_text(read(path), "shares")


def test_a_key_is_the_digest_of_a_json_text_that_anyone_can_write_down() -> None:
    text = '["shares","content_public",[["sharelink","https://example.org/ä"]],1]'

    key = hash_key("shares", "content_public", [("sharelink", "https://example.org/ä"), ("date", "")], 1)

    assert key == hashlib.sha256(text.encode()).hexdigest()


def test_a_renamed_archive_and_a_renamed_file_keep_all_keys(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Shares.csv": table(SHARES, FIRST_SHARE)}
    renamed = {"Profile.csv": PROFILE, "Shares_17.csv": table(SHARES, FIRST_SHARE)}

    before = read(zipped(tmp_path, files))
    after = read(zipped(tmp_path, renamed, "mine.zip"))

    for kind in ("profile", "shares"):
        assert key_by_text(before, kind) == key_by_text(after, kind)


def test_an_edited_post_and_one_shown_to_fewer_people_keep_their_keys(tmp_path: Path) -> None:
    edited = [*FIRST_SHARE[:2], "Other words", *FIRST_SHARE[3:]]
    limited = [*SECOND_SHARE[:5], "CONNECTIONS"]

    before = shares(tmp_path, FIRST_SHARE, SECOND_SHARE)
    after = shares(tmp_path, edited, limited, name="later")

    assert {key for _text, key in before} == {key for _text, key in after}


def test_further_rows_in_any_place_change_no_key(tmp_path: Path) -> None:
    before = shares(tmp_path, SECOND_SHARE)
    after = shares(tmp_path, FIRST_SHARE, SECOND_SHARE, name="later")

    assert set(before) < set(after)


def test_a_column_that_a_newer_download_adds_without_text_changes_no_key(tmp_path: Path) -> None:
    before = read(folder(tmp_path, {"Profile.csv": PROFILE, "Skills.csv": "Name\nTesting\n"}))
    after = read(folder(tmp_path, {"Profile.csv": PROFILE, "Skills.csv": "Level,Name\n,Testing\n"}, "later"))

    assert [key for _text, key in key_by_text(before, "skills")] == [key for _text, key in key_by_text(after, "skills")]


def test_a_row_without_its_identity_is_told_by_all_its_cells(tmp_path: Path) -> None:
    first, second = (["2026-01-02 03:04:05", "", text, "", "", "MEMBER_NETWORK"] for text in ("One", "Two"))

    keys = dict(shares(tmp_path, first, FIRST_SHARE, second))

    assert len(set(keys.values())) == 3
    assert keys["First"] == dict(shares(tmp_path, FIRST_SHARE, name="alone"))["First"]


def test_the_parts_of_a_row_have_keys_of_their_own(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE}))

    keys = [key for _text, key in key_by_text(holdings, "profile")]

    assert len(keys) == len(set(keys)) == holdings.item_count > 1


@given(skills=SKILLS, order=st.randoms())
@settings(max_examples=20, deadline=None)
def test_equal_rows_are_numbered_whatever_their_order(
    tmp_path_factory: object, skills: list[str], order: object
) -> None:
    place = tmp_path_factory.mktemp("keys")  # type: ignore[attr-defined]
    shuffled = list(skills)
    order.shuffle(shuffled)  # type: ignore[attr-defined]

    first, second = (
        key_by_text(read(folder(place, {"Skills.csv": table(["Name"], *([skill] for skill in rows))}, name)), "skills")
        for name, rows in (("first", skills), ("second", shuffled))
    )

    assert first == second
    assert len({key for _text, key in first}) == len(skills)
    assert Counter(text for text, _key in first) == Counter(skills)


def test_the_identity_columns_of_a_kind_stand_in_its_headers() -> None:
    for kind in known().kinds:
        columns = {column for header in kind.headers for column in header}
        assert set(kind.identity) <= columns, kind.id
