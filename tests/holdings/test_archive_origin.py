"""Another platform's archive is refused by name or set apart; what is LinkedIn's but unreadable is not disowned."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.holdings import File, Holdings
from inspector.policy import Outcome
from tests.archive.zips import Planned, build, write
from tests.archives import (
    LEADING,
    MESSAGES_HEADER,
    PROFILE,
    Files,
    codes,
    demo,
    folder,
    items,
    judged,
    member,
    read,
    seen,
    table,
    zipped,
)
from tests.catalog.platform_samples import PAGE, REDDIT, SAMPLES

LINKEDIN: Files = {
    "Profile.csv": PROFILE,
    "Comments.csv": table(("Date", "Link", "Message"), ("2026-01-02 03:04:05", "https://www.linkedin.com/1", "Hi")),
    "messages.csv": MESSAGES_HEADER + "c,,Nora Beispiel,,Otto Probe,,2026-01-02 03:04:05 UTC,,Hello,INBOX\n",
    "Articles/Articles/knots.html": "<html><head><title>Knots</title></head><body>On knots</body></html>",
}
EVERYDAY = ("Contacts.csv", "Events.csv", "Groups.csv", "Reviews.csv", "Projects.csv", "Skills.csv", "Comments.csv")


def refusal(*paths: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        read(*paths)
    return refused.value


def file_of(holdings: Holdings, name: str) -> File:
    return next(file for file in holdings.files if file.member == name)


@pytest.mark.parametrize("platform", SAMPLES)
def test_a_download_of_another_platform_is_refused_by_its_name(tmp_path: Path, platform: str) -> None:
    refused = refusal(zipped(tmp_path, SAMPLES[platform], "my data.zip"))

    assert refused.code == "E_OTHER_PLATFORM"
    assert str(refused.message) == f'"my data.zip" looks like a download from {platform}, not from LinkedIn.'


@pytest.mark.parametrize("platform", SAMPLES)
def test_a_folder_of_another_platform_is_refused_by_its_name(tmp_path: Path, platform: str) -> None:
    assert platform in str(refusal(folder(tmp_path, SAMPLES[platform])).message)


@pytest.mark.parametrize("name", ["comments.csv", "messages.csv", "linked_identities.csv"])
def test_a_table_of_another_platform_alone_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    refused = refusal(folder(tmp_path, REDDIT) / name)

    assert (refused.code, str(refused.message)) == (
        "E_OTHER_PLATFORM",
        f'"{name}" looks like a download from Reddit, not from LinkedIn.',
    )


@pytest.mark.parametrize("platform", SAMPLES)
def test_a_download_of_another_platform_beside_linkedins_changes_nothing_of_linkedins(
    tmp_path: Path, platform: str
) -> None:
    mixed = read(folder(tmp_path, {**LINKEDIN, **{f"other/{name}": x for name, x in SAMPLES[platform].items()}}))
    alone = read(folder(tmp_path / "alone", LINKEDIN))

    assert [item for item in seen(mixed) if not item.id.startswith("other/")] == seen(alone)
    assert mixed.absent_kinds == alone.absent_kinds
    foreign = [file for file in mixed.files if file.member.startswith("other/")]
    assert {(file.kind, file.other_platform) for file in foreign} == {(None, platform)}
    assert codes(mixed).count("W_OTHER_PLATFORM") == len(foreign) == len(SAMPLES[platform])


def test_the_files_of_two_platforms_in_one_folder_are_told_apart_one_by_one(tmp_path: Path) -> None:
    files = {**{name: text for name, text in REDDIT.items() if name != "messages.csv"}, **LINKEDIN}
    holdings = read(zipped(tmp_path, files))

    assert {file.member for file in holdings.files if file.other_platform == "Reddit"} == set(REDDIT) - {"messages.csv"}
    assert [item.text for item in member(holdings, "Comments.csv")] == ["Hi"]
    assert str(file_of(holdings, "comments.csv").title) == "A file from Reddit, not from LinkedIn"


def test_another_platforms_messages_are_never_private_messages(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "messages.csv": REDDIT["messages.csv"]}
    holdings = read(folder(tmp_path, files))

    assert file_of(holdings, "messages.csv").kind is None
    assert {item.data_category for item in member(holdings, "messages.csv")} == {None}
    assert [problem.member for problem in holdings.problems if problem.code == "W_OTHER_PLATFORM"] == ["messages.csv"]


def test_for_no_use_is_anything_stated_of_what_another_platform_wrote(tmp_path: Path) -> None:
    exposure = judged(read(folder(tmp_path, {"Profile.csv": PROFILE, **REDDIT})), "DE")

    foreign = [item for item in items(exposure.holdings) if item.block.member != "Profile.csv"]
    outcomes = {exposure.verdict(use, item).outcome for item in foreign for use in LEADING}
    assert outcomes == {Outcome.NOT_STATED}


def test_linkedins_own_tables_stay_linkedins_in_another_platforms_folder(tmp_path: Path) -> None:
    files = {f"Takeout/Drive/old backup/{name}": content for name, content in LINKEDIN.items()}
    holdings = read(folder(tmp_path, {**files, "Takeout/archive_browser.html": PAGE}))

    assert file_of(holdings, "Takeout/Drive/old backup/Comments.csv").other_platform is None
    assert file_of(holdings, "Takeout/archive_browser.html").other_platform == "Google"


def test_a_new_file_of_linkedins_is_not_given_to_the_platform_whose_file_lies_above_it(tmp_path: Path) -> None:
    files = {"a/b/linkedin/Learning.csv": "x,y\n1,2\n", "a/b/linkedin/Zukunft.csv": "x,y\n1,2\n"}
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, **files, "a/b/archive_browser.html": PAGE}))

    assert file_of(holdings, "a/b/linkedin/Zukunft.csv").other_platform is None
    assert file_of(holdings, "a/b/archive_browser.html").other_platform == "Google"


def test_of_several_archives_the_one_of_another_platform_is_named(tmp_path: Path) -> None:
    refused = refusal(zipped(tmp_path, LINKEDIN, "mine.zip"), zipped(tmp_path, REDDIT, "export.zip"))

    assert (refused.code, refused.member) == ("E_OTHER_PLATFORM", "export.zip")
    assert str(refused.hint) == "Open the others again without it."


@pytest.mark.parametrize(
    ("name", "platform"),
    [("takeout-20260203T040506Z-002.zip", "Google"), ("instagram-nora-2026-02-03.zip", "Instagram")],
)
def test_the_name_of_an_archive_speaks_where_its_content_tells_nothing(
    tmp_path: Path, name: str, platform: str
) -> None:
    files = {"letters/a.docx": "no table"}

    assert platform in str(refusal(zipped(tmp_path, files, name)).message)
    assert read(zipped(tmp_path, {**files, **LINKEDIN}, name)).owner.names == {"nora beispiel"}


@pytest.mark.parametrize("name", EVERYDAY)
def test_an_everyday_name_alone_makes_no_download_of_linkedins(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path, {name: "Host,Port\nexample.org,443\n"})

    assert refusal(path).code == refusal(path / name).code == "E_NOT_LINKEDIN"


@pytest.mark.parametrize(
    ("name", "header"),
    [("Comments.csv", "Date,Message,Reach"), ("Profile.csv", "First Name,Last Name"), ("Skills.csv", "Name")],
)
def test_a_drifted_file_alone_is_linkedins(tmp_path: Path, name: str, header: str) -> None:
    text = f"{header}\n" + ",".join(["2026-01-02 03:04:05"] * len(header.split(","))) + "\n"

    assert [file.other_platform for file in read(folder(tmp_path, {name: text})).files] == [None]


def test_an_everyday_name_with_a_column_of_its_kind_is_linkedins(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Groups.csv": "Group Name,Members,Since,Place,Colour\nKnots,3,2020,Ulm,red\n"}))

    assert file_of(holdings, "Groups.csv").other_platform is None


def test_an_everyday_name_with_addresses_of_linkedins_is_linkedins(tmp_path: Path) -> None:
    text = "Vorname,Name2,URL2,Seit\nOtto,Probe,https://www.linkedin.com/in/otto-probe,7. Feb.\n"

    assert len(read(folder(tmp_path, {"Connections.csv": text})).files) == 1


def test_cells_that_only_linkedin_writes_make_a_download_of_linkedins(tmp_path: Path) -> None:
    rows = [("Otto", "Probe", f"https://www.linkedin.com/in/otto-{n}", "", "", "", "07 Feb 2022") for n in range(3)]
    header = ("Vorname", "Nachname", "URL", "E-Mail-Adresse", "Unternehmen", "Position", "Verbunden am")

    assert len(read(folder(tmp_path, {"Verbindungen.csv": table(header, *rows)})).files) == 1


@pytest.mark.parametrize(
    "lies",
    [
        {"method": 9},
        {"method": 14},
        {"local_size": 3},
        {"body": b"\xff\xff\xff\xff"},
        {"flags": 0x801},
    ],
    ids=["Deflate64", "LZMA", "two sizes", "damaged", "a password"],
)
@pytest.mark.parametrize("beside", [(), (Planned("read me.txt", b"Hello\n"),)], ids=["alone", "beside a text"])
def test_an_archive_that_cannot_be_read_is_never_called_another_ones(
    tmp_path: Path, lies: dict[str, object], beside: tuple[Planned, ...]
) -> None:
    names = ("Connections.csv", "messages.csv", "Skills.csv")
    planned = [Planned(name, b"Name\nPatience\n" * 20, **lies) for name in names]  # type: ignore[arg-type]
    path = write(tmp_path, build([*planned, *beside]), "download.zip")

    refused = refusal(path)

    assert refused.code in ("E_NOTHING_READABLE", "E_ENCRYPTED")
    if refused.code == "E_NOTHING_READABLE":
        assert '"Connections.csv":' in str(refused.message)


def test_a_password_is_named_as_the_reason_with_the_way_on(tmp_path: Path) -> None:
    planned = [Planned("Connections.csv", b"Name\nx\n", flags=0x801), Planned("read me.txt", b"Hello\n")]

    refused = refusal(write(tmp_path, build(planned), "download.zip"))

    assert str(refused.hint) == "Unpack it with its password, then open the folder."
    assert "protected by a password" in str(refused.message)


def test_an_archive_in_an_archive_is_named_and_not_disowned(tmp_path: Path) -> None:
    inner = build([Planned("Profile.csv", PROFILE.encode())])

    refused = refusal(folder(tmp_path, {"Basic_LinkedInDataExport_11-21-2026.zip": inner, "read me.txt": "Hello\n"}))

    assert refused.code == "E_NESTED_ARCHIVE"


def test_one_readable_archive_opens_beside_an_unreadable_one(tmp_path: Path) -> None:
    path = write(tmp_path, build([Planned("Skills.csv", b"Name\nx\n", method=9)]), "two.zip")

    holdings = read(zipped(tmp_path, LINKEDIN, "one.zip"), path)

    assert "W_METHOD" in codes(holdings)


def test_nothing_in_the_sample_download_is_another_platforms() -> None:
    assert {file.other_platform for file in demo().files} == {None}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(names=st.sets(st.sampled_from(sorted(LINKEDIN))), platform=st.sampled_from(sorted(SAMPLES)))
def test_of_any_mixture_no_file_of_the_other_platform_has_a_kind(
    tmp_path_factory: pytest.TempPathFactory, names: set[str], platform: str
) -> None:
    mixed = {"Profile.csv": PROFILE, **{name: LINKEDIN[name] for name in names}}
    other = {f"b/{name}": content for name, content in SAMPLES[platform].items()}

    holdings = read(folder(tmp_path_factory.mktemp("mixed"), {**mixed, **other}))

    assert {file.kind for file in holdings.files if file.member.startswith("b/")} == {None}
    assert {file.other_platform for file in holdings.files if not file.member.startswith("b/")} == {None}
