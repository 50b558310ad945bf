"""Rows set aside: every one is found with its place and its raw text, alone and among several archives."""

from tests.archives import BREAK, PROFILE, broken, folder, read, zipped

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
REACTIONS = ("Date", "Type", "Link")
FILES = {
    "Profile.csv": PROFILE,
    "Connections.csv": broken(CONNECTIONS, ["Ada,Probe", "=1+1"]),
    "Reactions.csv": broken(REACTIONS, ["2026-01-02 03:04:05,LIKE"]),
    "Unheard Of.csv": broken(("A", "B", "C"), ["one,two"]),
}


def test_every_row_set_aside_is_listed_with_its_place_and_its_raw_text(tmp_path):
    holdings = read(folder(tmp_path, FILES))
    assert [(r.archive, r.member, r.row, r.line, r.text) for r in holdings.list_set_aside_rows()] == [
        (1, "Connections.csv", 1, 2, f"Ada,Probe{BREAK}"),
        (1, "Connections.csv", 2, 3, f"=1+1{BREAK}"),
        (1, "Reactions.csv", 1, 2, f"2026-01-02 03:04:05,LIKE{BREAK}"),
        (1, "Unheard Of.csv", 1, 2, f"one,two{BREAK}"),
    ]
    assert holdings.set_aside_count == sum(file.set_aside for file in holdings.files) == 4


def test_rows_set_aside_of_several_archives_are_listed_with_the_number_of_theirs(tmp_path):
    holdings = read(zipped(tmp_path, FILES, "one.zip"), zipped(tmp_path, FILES, "two.zip"))
    assert [row.archive for row in holdings.list_set_aside_rows()] == [1] * 4 + [2] * 4
    found = holdings.find_set_aside_row("2!Reactions.csv#1")
    assert found is not None
    assert (found.archive, str(found.build_ref(several_archives=True))) == (2, "2!Reactions.csv#1")


def test_a_row_set_aside_is_found_by_its_address_and_nothing_else_is(tmp_path):
    holdings = read(folder(tmp_path, FILES))
    found = holdings.find_set_aside_row("Connections.csv#2")
    assert found is not None
    assert found.text == f"=1+1{BREAK}"
    for address in ("Connections.csv#3", "Connections.csv", "1!Connections.csv#2", "Skills.csv#2", ""):
        assert holdings.find_set_aside_row(address) is None


def test_a_raw_text_is_held_once(tmp_path):
    holdings = read(folder(tmp_path, FILES))
    held = [record.text for file in holdings.files for record in file.set_aside_rows]
    assert all(row.text is text for row, text in zip(holdings.list_set_aside_rows(), held, strict=True))
