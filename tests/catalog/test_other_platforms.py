"""Another platform is told by what it alone writes, and nothing of LinkedIn's is ever taken for it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.catalog import FileKind, find_other_platform
from inspector.catalog.other_platforms import find_header_owner, load_other_platforms
from inspector.errors import Refused
from inspector.resources import resources_dir
from tests.archives import known
from tests.catalog.platform_samples import REDDIT, SAMPLES
from tests.holdings import era_2015, era_2018, era_2021, era_2026
from tests.holdings.eras import Era

NAMES = tuple(file.replace("*", "Bericht") for kind in known().kinds for file in kind.files)
ERAS = (era_2015.DOWNLOAD, era_2018.DOWNLOAD, era_2021.DOWNLOAD, era_2026.DOWNLOAD)


def test_there_is_a_sample_of_every_platform() -> None:
    assert [platform.name for platform in load_other_platforms().platform] == list(SAMPLES)


@pytest.mark.parametrize("platform", SAMPLES)
def test_a_platform_is_told_by_the_names_of_its_files(platform: str) -> None:
    assert find_other_platform(SAMPLES[platform]).platform == platform


@pytest.mark.parametrize("platform", SAMPLES)
def test_a_platform_is_told_in_whatever_folder_it_lies(platform: str) -> None:
    marks = find_other_platform(f"from the old computer/{name}" for name in SAMPLES[platform])

    assert marks.platform == platform
    assert {*marks.certain, *marks.likely} == {f"from the old computer/{name}" for name in SAMPLES[platform]}


def test_case_and_backslashes_do_not_matter() -> None:
    assert find_other_platform([r"TAKEOUT\Drive\letter.docx"]).platform == "Google"


def test_files_that_others_write_too_need_company() -> None:
    alone, together = find_other_platform(["users.json"]), find_other_platform(["users.json", "channels.json"])

    assert (alone.platform, together.platform) == (None, "Slack")


def test_files_of_one_platform_in_different_folders_are_no_company() -> None:
    assert find_other_platform(["one/users.json", "two/channels.json"]).platform is None


def test_what_linkedin_writes_too_is_anothers_only_beside_its_own() -> None:
    marks = find_other_platform(["reddit/comments.csv", "reddit/post_votes.csv", "linkedin/comments.csv"])

    assert marks.certain == {"reddit/post_votes.csv": "Reddit"}
    assert marks.likely == {"reddit/comments.csv": "Reddit"}


@pytest.mark.parametrize("kind", known().kinds, ids=lambda kind: kind.id)
def test_no_header_of_linkedins_is_anothers(kind: FileKind) -> None:
    assert [header for header in kind.headers if find_header_owner([header])] == []


@given(st.sets(st.sampled_from(NAMES)), st.sampled_from(["", "download/", "Download/Nora/"]))
def test_no_set_of_linkedins_file_names_is_anothers(names: set[str], folder: str) -> None:
    assert find_other_platform(f"{folder}{name}" for name in names).platform is None


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.name)
def test_no_download_of_any_era_has_a_mark_of_another_platform(era: Era) -> None:
    assert find_other_platform(era.files) == find_other_platform([])


def test_a_header_of_another_platform_is_told_whatever_the_spelling_of_its_columns() -> None:
    assert find_header_owner([("About this file",), ("Thread ID", "PERMALINK", "Body")]) == ("Reddit", 1)
    assert find_header_owner([("\ufeffsubreddit",)]) == ("Reddit", 0)


def test_a_header_that_holds_all_but_one_of_the_columns_is_nobodys() -> None:
    assert find_header_owner([("ID", "Timestamp", "Contents")]) is None


@pytest.mark.parametrize("name", sorted({name for name in REDDIT if name not in ("friends.csv", "ip_logs.csv")}))
def test_the_tables_of_reddit_are_told_by_their_columns_alone(name: str) -> None:
    header = str(REDDIT[name]).partition("\n")[0].split(",")

    assert find_header_owner([header]) == ("Reddit", 0)


def test_every_pattern_can_be_found_by_its_first_letters_or_its_folder() -> None:
    document = tomllib.loads((resources_dir() / "catalog" / "other_platforms.toml").read_text(encoding="utf-8"))

    for platform in document["platform"]:
        for weight in ("folders", "files", "common", "shared"):
            for pattern in platform.get(weight, ()):
                *folders, base = pattern.removesuffix("/**").split("/")
                literal = base.partition("*")[0]
                assert "*" not in base or len(literal) >= 4 or (folders and "*" not in folders[-1]), pattern


def test_a_damaged_list_of_platforms_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other_platforms.toml").write_text("platform = 3")

    with pytest.raises(Refused) as refused:
        load_other_platforms(tmp_path)

    assert refused.value.code == "E_CATALOG"


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_names_are_answered(names: list[str]) -> None:
    marks = find_other_platform(names)

    assert {*marks.certain, *marks.likely} <= set(names)
