"""What counts as a table or a page is said once: opening, size limits and reading agree for every ending."""

import pytest

from inspector import catalog
from inspector.archive import Limits, open_archives
from inspector.archive.file_types import describe_binary, find_form, list_endings
from inspector.holdings.reader import read
from inspector.progress import Monitor
from tests.archives import zipped

PROFILE = "First Name,Last Name\nA,B\n"


@pytest.mark.parametrize("ending", list_endings())
def test_a_file_that_swells_out_of_proportion_is_refused_alone_whatever_its_ending(tmp_path, ending):
    limits = Limits()
    path = zipped(tmp_path, {"Profile.csv": PROFILE, f"Repeats{ending}": "a,b\n" * (limits.ratio_floor // 4 + 1)})

    holdings = read([path], catalog.load_catalog(), Monitor())

    states = {file.member: file.state for file in holdings.files}
    assert states == {"Profile.csv": "read", f"Repeats{ending}": "unreadable"}
    assert [problem.code for problem in holdings.problems if problem.member == f"Repeats{ending}"] == [
        "W_OVERSIZE_MEMBER"
    ]


@pytest.mark.parametrize("ending", list_endings())
def test_a_member_knows_what_it_is_read_as_by_the_same_table(tmp_path, ending):
    (archive,) = open_archives([zipped(tmp_path, {f"Invented{ending.upper()}": PROFILE})], Monitor())
    try:
        assert [member.form for member in archive.members] == [find_form(f"x{ending}")]
    finally:
        archive.close()


@pytest.mark.parametrize("text", ["MZ,Name\n1,2\n", "BZh,Name\n1,2\n"])
def test_a_text_that_begins_like_a_program_is_a_text_all_the_same(text):
    assert describe_binary(text.encode()) is None
