"""The twenty ways in which real downloads mislead a reader, each in the form in which it occurs."""

import io
import zipfile
from pathlib import Path

import pytest

from inspector.errors import Severity
from inspector.holdings import File, Holdings
from tests.archives import (
    INVITATIONS,
    MESSAGES_HEADER,
    PROFILE,
    PROFILE_HEADER,
    Files,
    codes,
    folder,
    member,
    read,
    table,
    utf16,
    zipped,
)
from tests.holdings.era_2018 import SHARES_2018

OWN = "https://www.linkedin.com/in/nora-beispiel"
OTHER = "https://www.linkedin.com/in/otto-probe"
TABBED_2018: dict[str, tuple[str, list[str], list[str], str]] = {
    "Account Status History.csv": (
        "account_status_history",
        ["Time", "Event"],
        ["2012/03/04 05:06:07 UTC", "ACCOUNT_CREATED"],
        "2012-03-04",
    ),
    "Logins.csv": (
        "logins",
        ["Login Date", "IP Address", "User Agent", "Login Type"],
        ["2018/05/03 06:07:08 UTC", "192.0.2.7", "Mozilla/5.0 (X11; Demo)", "WEB"],
        "2018-05-03",
    ),
    "Search Queries.csv": (
        "searchqueries",
        ["Time", "Search Query"],
        ["2018/04/30 10:11:12 UTC", "rope, waxed"],
        "2018-04-30",
    ),
    "Security Challenges.csv": (
        "security_challenges",
        ["Challenge Date", "IP Address", "User Agent", "Country", "Challenge Type"],
        ["2018/01/02 03:04:05 UTC", "192.0.2.8", "Mozilla", "Norway", "Captcha"],
        "2018-01-02",
    ),
    "Shares.csv": (
        "shares",
        [*SHARES_2018, "Type", "Visibility"],
        ["2018/04/01 12:00:00 UTC", "", "", "", "A knot,\na rope\tand é", "", "", "TEXT", "Public"],
        "2018-04-01",
    ),
    "Endorsement Received Info.csv": (
        "endorsement_received_info",
        ["Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorsement Status"],
        ["2018/04/02 12:00:00 UTC", "Knots", "Otto", "Probe", "ACCEPTED"],
        "2018-04-02",
    ),
}


def opened(place: Path, files: Files) -> Holdings:
    return read(folder(place, {"Profile.csv": PROFILE, **files}))


def file(holdings: Holdings, name: str) -> File:
    return next(found for found in holdings.files if found.member == name)


def rows(holdings: Holdings, name: str) -> list[tuple[str, ...]]:
    """The whole records of a member's items, each once."""
    found = {
        block.record_number(index): tuple(text for _column, text in block.record(index))
        for block in holdings.blocks
        if block.member == name
        for index in range(len(block))
    }
    return [found[number] for number in sorted(found)]


def about(holdings: Holdings, name: str) -> list[str]:
    return [problem.code for problem in holdings.problems if problem.member == name]


@pytest.mark.parametrize("name", TABBED_2018)
def test_trap_1_utf16_with_tabs_in_a_file_named_csv(tmp_path: Path, name: str) -> None:
    kind, header, row, date = TABBED_2018[name]
    tabbed = utf16(table(header, row, delimiter="\t", quoted=True).replace("\n", "\r\n"))

    holdings = opened(tmp_path, {name: tabbed, "Skills.csv": "Name\nKnots\n"})

    found = file(holdings, name)
    assert (found.kind.id if found.kind else None, found.by, found.rows) == (kind, "both", 1)
    assert rows(holdings, name) == [tuple(cell.replace("\n", "\r\n") for cell in row)]
    assert [item.date for item in member(holdings, name)] == [date]
    assert about(holdings, name) == []


def test_trap_2_names_that_end_like_messages_csv(tmp_path: Path) -> None:
    empty = ("guide_messages.csv", "learning_coach_messages.csv", "learning_role_play_messages.csv")
    letter = f"c,,Otto Probe,{OTHER},Nora Beispiel,{OWN},2026-01-02 03:04:05 UTC,,Hello,INBOX\n"
    prompt = f"c,,Nora Beispiel,{OWN},,,2026-01-02 03:04:05 UTC,,Help me,INBOX\n"
    files = {
        **dict.fromkeys(empty, MESSAGES_HEADER),
        "coach_messages.csv": MESSAGES_HEADER + prompt,
        "messages.csv": MESSAGES_HEADER + letter,
        "Profile Summary.csv": "Profile Summary\n",
        "Receipts.csv": "",
        "Receipts_v2.csv": "",
    }

    holdings = opened(tmp_path, files)

    found = {found.member: (found.kind.id if found.kind else None, found.state) for found in holdings.files}
    assert found == {
        "coach_messages.csv": ("coach_messages", "read"),
        "guide_messages.csv": ("guide_messages", "empty"),
        "learning_coach_messages.csv": ("learning_coach_messages", "empty"),
        "learning_role_play_messages.csv": ("learning_role_play_messages", "empty"),
        "messages.csv": ("messages", "read"),
        "Profile.csv": ("profile", "read"),
        "Profile Summary.csv": ("profile_summary", "empty"),
        "Receipts.csv": ("receipts", "empty"),
        "Receipts_v2.csv": ("receipts_v2", "empty"),
    }
    assert [item.data_category for item in member(holdings, "messages.csv")] == ["private_messages"]
    assert [item.data_category for item in member(holdings, "coach_messages.csv")] == ["ai_coach_messages"]


@pytest.mark.parametrize("name", ["coach_messages.csv", "guide_messages.csv", "learning_coach_messages.csv"])
@pytest.mark.parametrize(
    "text",
    [
        MESSAGES_HEADER + f"c,,Otto Probe,{OTHER},,,2026-01-02 03:04:05 UTC,,Hello,INBOX\n",
        MESSAGES_HEADER
        + f"c,,Otto Probe,{OTHER},,,2026-01-02 03:04:05 UTC,,Hello,INBOX\n"
        + f"d,,,,Nora Beispiel,{OWN},2026-01-03 03:04:05 UTC,,Hello,INBOX\n",
        "Ord a,Ord b,Ord c,Ord d\nOtto Probe,Nora Beispiel,2026-01-02 03:04:05 UTC,Hello\n",
    ],
    ids=["somebody else", "two people", "words nobody knows"],
)
def test_trap_2_a_chat_with_an_ai_that_may_be_a_private_message_is_unsorted(
    tmp_path: Path, name: str, text: str
) -> None:
    holdings = opened(tmp_path, {name: text})

    assert file(holdings, name).kind is None
    assert about(holdings, name) == ["W_RIVAL_KINDS"]
    assert {item.data_category for item in member(holdings, name)} == {None}


def test_trap_3_comments_with_unquoted_line_breaks(tmp_path: Path) -> None:
    text = (
        "Date,Link,Message\r\n"
        "2026-01-02 03:04:05,https://example.org/1,First line\r\nsecond line\r\n\r\nfourth\r\n"
        '2026-01-03 03:04:05,https://example.org/2,"Quoted, with a comma"\r\n'
        "2026-01-04 03:04:05,https://example.org/3,Plain\r\n"
    )

    holdings = opened(tmp_path, {"Comments_34875879.csv": text})

    found = member(holdings, "Comments_34875879.csv")
    assert [(item.date, item.text) for item in found] == [
        ("2026-01-02", "First line\r\nsecond line\r\n\r\nfourth"),
        ("2026-01-03", "Quoted, with a comma"),
        ("2026-01-04", "Plain"),
    ]


def test_trap_3_comments_with_quotes_in_every_way_and_one_without_a_date(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/1"
    text = (
        "Date,Link,Message\n"
        f'2026-01-02 03:04:05,{link},"Back when I led the \\"tea\\" team,\nit was hot."\n'
        f",{link},No date\n"
        f'2026-01-03,{link},A 5" pipe\nand a "6"" one\n'
    )

    holdings = opened(tmp_path, {"Comments_34875879.csv": text})

    assert [(item.date, item.text) for item in member(holdings, "Comments_34875879.csv")] == [
        ("2026-01-02", 'Back when I led the "tea" team,\nit was hot.'),
        (None, "No date"),
        ("2026-01-03", 'A 5" pipe\nand a "6"" one'),
    ]
    assert about(holdings, "Comments_34875879.csv") == ["W_REPAIRED", "W_REPAIRED"]


def test_trap_4_shares_with_quotes_around_each_line_of_the_text(tmp_path: Path) -> None:
    text = (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
        '2026-01-02 03:04:05,https://example.org/1,"Bridges ""sing"".""\r\n""Listen.""\r\n""Now.",,,MEMBER_NETWORK\r\n'
        '2026-01-03 03:04:05,https://example.org/2,"He said ""no"".",,,MEMBER_NETWORK\r\n'
    )

    holdings = opened(tmp_path, {"Shares_34875879.csv": text})

    assert [item.text for item in member(holdings, "Shares_34875879.csv")] == [
        'Bridges "sing".\nListen.\nNow.',
        'He said "no".',
    ]


def test_trap_5_searches_with_commas_that_nobody_quoted(tmp_path: Path) -> None:
    text = (
        "Time,Search Query\n"
        "2025/01/02 03:04:05 UTC,otto probe, tester, ulm\n"
        '2024/01/02 03:04:05 UTC,"ina muster, baker"\n'
        "2024/01/01 03:04:05 UTC,plain\n"
    )

    holdings = opened(tmp_path, {"SearchQueries.csv": text})

    assert [(item.date, item.text) for item in member(holdings, "SearchQueries.csv")] == [
        ("2025-01-02", "otto probe, tester, ulm"),
        ("2024-01-02", "ina muster, baker"),
        ("2024-01-01", "plain"),
    ]


@pytest.mark.parametrize("width", [19, 31, 32, 35])
def test_trap_6_repeated_columns_of_ad_targeting(tmp_path: Path, width: int) -> None:
    from tests.archives import known

    header = next(header for header in known().by_id["ad_targeting"].headers if len(header) == width)
    row = [f"cell {place}; other" for place in range(width)]

    holdings = opened(tmp_path, {"Ad_Targeting.csv": table(header, row)})

    (block,) = [block for block in holdings.blocks if block.member == "Ad_Targeting.csv"]
    assert block.record(0) == tuple(zip(header, row, strict=True))
    assert about(holdings, "Ad_Targeting.csv") == []


PREAMBLES = {
    "none": "",
    "the usual one": 'Notes:\n"When exporting your connections, some of the emails, as you may see, are missing."\n\n',
    "of five lines": "Notes:\nOne.\nTwo.\nThree.\n\n",
    "saved by Excel": "Notes:,,,,,,\r\nSome of the emails are missing.,,,,,,\r\n,,,,,,\r\n",
}


@pytest.mark.parametrize("preamble", PREAMBLES.values(), ids=PREAMBLES)
@pytest.mark.parametrize("name", ["Connections.csv", "Member_Follows.csv"])
def test_trap_7_a_preamble_of_any_length_in_any_file_or_none(tmp_path: Path, preamble: str, name: str) -> None:
    tables = {
        "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Otto,Probe,{OTHER},,Probe GmbH,Tester,01 May 2023\n",
        "Member_Follows.csv": "Date,Status,FullName\n2023-05-01 12:34:56,Active,Otto Probe\n",
    }

    holdings = opened(tmp_path, {name: preamble + tables[name]})

    assert [item.date for item in member(holdings, name)] == ["2023-05-01"]
    assert file(holdings, name).by == "both"
    assert [p for p in holdings.problems if p.severity is Severity.WARNING] == []


def test_trap_8_rows_without_identity_are_counted_and_are_no_person(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        ",,,,,,02 Oct 2023\n"
        f"Otto,Probe,{OTHER},urn:li:member:17,,,01 Oct 2023"
    )

    holdings = opened(tmp_path, {"Connections.csv": text})

    assert file(holdings, "Connections.csv").rows == 2
    assert [(item.date, item.text) for item in member(holdings, "Connections.csv")] == [
        ("2023-10-02", ""),
        ("2023-10-01", f"Otto | Probe | urn:li:member:17 | {OTHER}"),
    ]
    assert holdings.owner.names == {"nora beispiel"}


def test_trap_9_one_sentence_instead_of_a_table(tmp_path: Path) -> None:
    holdings = opened(tmp_path, {"LearningCoachMessages.csv": "No conversations found\n"})

    found = file(holdings, "LearningCoachMessages.csv")
    assert (found.kind.id if found.kind else None, found.state, found.rows) == ("learningcoachmessages", "empty", 0)
    assert member(holdings, "LearningCoachMessages.csv") == []


def test_trap_10_a_last_column_without_a_name(tmp_path: Path) -> None:
    text = (
        "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
        "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
        'Ovens,"<p>Hot,\r\nvery</p>",COURSE,2021-10-22 01:00 UTC,N/A,false,N/A,\n'
        "Bread,,VIDEO,N/A,N/A,true,N/A,\n"
    )

    holdings = opened(tmp_path, {"Learning.csv": text})

    assert [item.date for item in member(holdings, "Learning.csv")] == ["2021-10-22", None]
    assert rows(holdings, "Learning.csv")[0][1] == "<p>Hot,\r\nvery</p>"
    assert about(holdings, "Learning.csv") == []


def test_trap_11_a_date_inside_a_sentence(tmp_path: Path) -> None:
    text = table(
        ["Date/Time", "Media Description", "Media Link"],
        ["You uploaded a feed photo on March 8, 2026 at 9:37 AM (GMT)", " -", "https://example.org/signed"],
        ["You uploaded a video on December 31, 2025 at 11:59 PM (GMT)", "", "https://example.org/signed"],
    )

    holdings = opened(tmp_path, {"Rich_Media.csv": text})

    assert [item.date for item in member(holdings, "Rich_Media.csv")] == ["2026-03-08", "2025-12-31"]


def test_trap_12_content_and_recipients_of_messages(tmp_path: Path) -> None:
    html = '<p class="spinmail-quill-editor__spin-break">Dear %FIRSTNAME%,</p>'
    mails = [
        ("Otto Probe", OTHER, "Beispiel, PhD, Nora", OWN, "One\r\ntwo\nthree"),
        ("Otto Probe", OTHER, "Nora Beispiel, Ina Muster", f"{OWN},https://www.linkedin.com/in/ina", "To both"),
        ("Otto Probe", OTHER, "Nora Beispiel, Ina Muster", f"{OWN};https://www.linkedin.com/in/ina", "To both"),
        ("Probe GmbH", "", "Nora Beispiel", OWN, html),
        ("Otto Probe", OTHER, "Nora Beispiel", OWN, ""),
    ]
    header = MESSAGES_HEADER.strip().split(",")
    text = table(
        header,
        *(["c", "", sender, url, to, urls, "2026-01-02 03:04:05 UTC", "", content, "INBOX"]
          for sender, url, to, urls, content in mails),
        quoted=True,
    )  # fmt: skip

    holdings = opened(tmp_path, {"messages.csv": text})

    found = member(holdings, "messages.csv")
    assert [item.text for item in found] == ["One\r\ntwo\nthree", "To both", "To both", html, ""]
    one, several = "private_messages", "private_messages_multi"
    assert [item.data_category for item in found] == [one, several, several, one, one]


def test_trap_13_who_wrote_it(tmp_path: Path) -> None:
    recommendation = table(
        ["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"],
        ["Otto", "Probe", "Probe GmbH", "Tester", "Careful", "05/01/23, 03:04 PM", "VISIBLE"],
    )
    letters = (
        MESSAGES_HEADER
        + f"c,,Nora Verheiratet 🎉,{OWN},Otto Probe,{OTHER},2026-01-02 03:04:05 UTC,,Hello,INBOX\n"
        + f"c,,Nora Beispiel,{OTHER},Nora Beispiel,{OWN},2026-01-02 03:04:06 UTC,,A namesake,INBOX\n"
    )
    files = {
        "Recommendations_Given.csv": recommendation,
        "Recommendations_Received.csv": recommendation,
        "Invitations.csv": INVITATIONS,
        "messages.csv": letters,
    }

    holdings = opened(tmp_path, files)

    assert {name: [item.author for item in member(holdings, name)] for name in files} == {
        "Recommendations_Given.csv": ["member"],
        "Recommendations_Received.csv": ["other"],
        "Invitations.csv": ["member"],
        "messages.csv": ["member", "other"],
    }


@pytest.mark.parametrize(
    ("name", "header", "cells", "date"),
    [
        ("Shares.csv", "DATE,Share Link,share_commentary,SharedURL,Media_Url,visibility",
         "2026-01-02 03:04:05", "2026-01-02"),
        ("Saved_Items.csv", "savedItem,createdTime", "https://example.org/1,2026-01-02 03:04:05", "2026-01-02"),
        ("Honors.csv", "Title,Description,Issuer,Issue Date", "Golden Knot,,Guild,May 2016", "2016-05"),
        ("Honors.csv", "Title,Description,Issued On", "Golden Knot,,May 2016", "2016-05"),
        ("Projects.csv", "Title,Description,Url,Start Date,End Date", "A net,,,Jan 2015,", "2015-01"),
        ("Projects.csv", "Title,Description,Url,Started On,Finished On,New", "A net,,,Jan 2015,,x", "2015-01"),
        ("Invitations.csv", "From,To,Sent At,Message,Direction,inviterProfileUrn,inviteeProfileUrn",
         'Nora,Otto,"5/1/23, 3:04 PM",,OUTGOING,a,b', "2023-05-01"),
    ],
)  # fmt: skip
def test_trap_14_columns_spelt_otherwise(tmp_path: Path, name: str, header: str, cells: str, date: str) -> None:
    filled = cells + "," * (header.count(",") - cells.replace(", 3:", " 3:").count(","))

    holdings = opened(tmp_path, {name: f"{header}\n{filled}\n"})

    assert file(holdings, name).by == "both"
    assert [item.date for item in member(holdings, name)] == [date]


def test_trap_15_not_what_the_name_says(tmp_path: Path) -> None:
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    resaved = (
        "\ufeffFirst Name,Last Name,Company,Position,Connected On\r\n".encode()
        + "Åsa,Døme,Tauverk,Splicer,4-Apr-21\n".encode()
    )
    files = {
        "Reactions.csv": workbook.getvalue(),
        "Connections.csv": resaved,
        "Skills.csv": "Name\nÜbersetzen in drei Sprachen für Häfen\n".encode("latin-1"),
        "Languages.csv": "Name,Proficiency\nFranÃ§ais,Native\n",
    }

    holdings = opened(tmp_path, files)

    assert file(holdings, "Reactions.csv").state == "unreadable"
    assert about(holdings, "Reactions.csv") == ["W_UNKNOWN_TABLE"]
    assert [(item.date, item.text) for item in member(holdings, "Connections.csv")] == [
        ("2021-04-04", "Åsa | Døme | Splicer | Tauverk")
    ]
    assert [item.text for item in member(holdings, "Skills.csv")] == ["Übersetzen in drei Sprachen für Häfen"]
    assert about(holdings, "Skills.csv") == ["W_ENCODING"]
    assert [item.text for item in member(holdings, "Languages.csv")] == ["FranÃ§ais | Native"]


def test_trap_16_the_forms_of_nothing(tmp_path: Path) -> None:
    verified = ["First name", "Middle name", "Last name", "Verification type", "Organization name", "Email address"]
    verified += ["Country", "State", "City", "Year of birth", "Issuing authority", "Document type"]
    verified += ["Verification service provider", "Verified date", "Expiry date"]
    files = {
        "guide_messages.csv": MESSAGES_HEADER,
        "Votes.csv": "",
        "PhoneNumbers.csv": "Extension,Number,Type\n,,\n, +49 1,Mobile\n",
        "Verifications/Verifications.csv": table(verified, ["Nora", *["N/A"] * 12, "2025-10-14", "N/A"]),
        "Email Addresses.csv": 'Email Address,Confirmed,Primary,Updated On\nnora@example.org,Yes,Yes,"5/1/23, 3:04 PM"',
        "Skills.csv": "Name\nKnots\n\n",
    }

    holdings = opened(tmp_path, files)

    assert {found.member: (found.state, found.rows) for found in holdings.files if found.member in files} == {
        "guide_messages.csv": ("empty", 0),
        "Votes.csv": ("empty", 0),
        "PhoneNumbers.csv": ("read", 2),
        "Verifications/Verifications.csv": ("read", 1),
        "Email Addresses.csv": ("read", 1),
        "Skills.csv": ("read", 1),
    }
    assert [item.id for item in member(holdings, "PhoneNumbers.csv")] == ["PhoneNumbers.csv#2"]
    assert [item.date for item in member(holdings, "Verifications/Verifications.csv")] == ["2025-10-14"]
    assert "W_BAD_DATE" not in codes(holdings)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_trap_17_ends_of_lines(tmp_path: Path, end: str) -> None:
    text = f'Date,Link,Message{end}2026-01-02 03:04:05,a,"One\r\ntwo"{end}2026-01-03 03:04:05,b,Three{end}'

    holdings = opened(tmp_path, {"Comments.csv": text.encode()})

    assert [item.text for item in member(holdings, "Comments.csv")] == ["One\r\ntwo", "Three"]


@pytest.mark.parametrize(
    ("name", "header", "cell"),
    [
        ("Inferences_about_you.csv", ["Category", "Type of inference", "Description", "Inference"], "a; b, c; d"),
        (
            "Jobs/Job Seeker Preferences.csv",
            ["Locations", "Industries", "Job Titles", "Open To Recruiters"],
            "a | b, c",
        ),
        ("SavedJobAlerts.csv", ["ALERT_PARAMETERS", "QUERY_CONTEXT", "SAVED_SEARCH_ID"], "{frequency=DAILY, a={b=c}}"),
        (
            "Profile.csv",
            PROFILE_HEADER.strip().split(","),
            "[PERSONAL:https://example.org/a,BLOG:https://example.org/b]",
        ),
    ],
)
def test_trap_18_lists_within_a_cell_stay_as_they_are(tmp_path: Path, name: str, header: list[str], cell: str) -> None:
    row = [cell] * len(header)

    holdings = opened(tmp_path, {name: table(header, row)})

    assert rows(holdings, name) == [tuple(row)]


def test_trap_19_very_long_cells_formulas_and_zero_bytes(tmp_path: Path) -> None:
    long = "Curriculum vitae, " * 20_000
    header = ["Private Identity Asset Name", "Private Identity Asset Raw Text"]
    votes = table(["Date", "Link", "OptionText"], *(["2026-01-02 03:04:05", "a", f"{c}1+1"] for c in "=+-@"))
    files = {
        "Private_identity_asset.csv": table(header, ["cv.pdf", long]),
        "Votes.csv": votes,
        "Skills.csv": "Name\nKn\0ots\n",
    }

    holdings = opened(tmp_path, files)

    assert rows(holdings, "Private_identity_asset.csv") == [("cv.pdf", long)]
    assert about(holdings, "Private_identity_asset.csv") == ["W_FIELD_TOO_LONG"]
    assert [item.text for item in member(holdings, "Votes.csv")] == ["=1+1", "+1+1", "-1+1", "@1+1"]
    assert [item.text for item in member(holdings, "Skills.csv")] == ["Kn\0ots"]


def test_trap_20_links_that_expire_and_pictures_that_lie_on_the_web(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Knots: a love story</title></head><body>"
        '<img src="https://example.org/remote.png"><p class="created">Created on 2017-02-03 04:05</p>'
        '<p class="published">Published on ---</p><div><p>Over, under.</p></div></body></html>'
    )
    link = "https://example.org/signed?expires=1"
    media = table(["Date/Time", "Media Description", "Media Link"], ["You uploaded a video on May 1, 2026", "", link])
    source = zipped(tmp_path, {"Profile.csv": PROFILE, "Articles/Articles/é: ж.html": page, "Rich_Media.csv": media})

    holdings = read(source)

    (article,) = member(holdings, "Articles/Articles/é: ж.html")
    assert (article.date, article.data_category) == ("2017-02-03", "content_public")
    assert "Over, under." in article.text
    assert "remote.png" not in article.text
    assert rows(holdings, "Rich_Media.csv")[0][2] == link
