"""What a row holds: its parts, their data categories, their audience, their dates."""

from pathlib import Path

import pytest

from inspector.errors import Severity
from tests.archives import (
    MESSAGES_HEADER,
    PROFILE,
    PROFILE_HEADER,
    Seen,
    codes,
    folder,
    judged,
    member,
    read,
    seen,
    table,
)
from tests.archives import items as every_item

SHARES = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
APPLICATIONS = [
    "Application Date",
    "Contact Email",
    "Contact Phone Number",
    "Company Name",
    "Job Title",
    "Job Url",
    "Resume Name",
    "Question And Answers",
]
RECEIPTS = (
    "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,Invoice Number,"
    "Description,Tax Amount,Sub Total,Total Amount,Currency Code\n"
)
LEARNING = (
    "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
    "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
)
ARTICLE = '<html><head><title>{}</title></head><body><p class="created">{}</p><p class="published">{}</p>Text</body>'


def one(place: Path, name: str, text: str) -> list[Seen]:
    return member(read(folder(place, {"Connections.csv": "", name: text})), name)


def test_a_post_takes_its_data_category_from_its_visibility(tmp_path: Path) -> None:
    rows = [
        ["2026-01-02 03:04:05", "", "Words", "", "", word] for word in ("PUBLIC", "CONNECTIONS", "MEMBER_NETWORK", "")
    ]

    found = [(item.data_category, item.audience) for item in one(tmp_path, "Shares.csv", table(SHARES, *rows))]

    assert found == [
        ("content_public", "public"),
        ("content_restricted", "limited"),
        ("content_public", "unknown"),
        ("content_public", "unknown"),
    ]


def test_only_a_post_that_does_not_say_its_audience_is_flagged_for_it(tmp_path: Path) -> None:
    rows = [["2026-01-02 03:04:05", "", "Words", "", "", word] for word in ("PUBLIC", "CONNECTIONS", "MEMBER_NETWORK")]
    exposure = judged(read(folder(tmp_path, {"Shares.csv": table(SHARES, *rows)})), "DE")

    flagged = [
        [(fact.fact, fact.value, fact.other_outcome) for fact in exposure.assumptions("genai_training_linkedin", item)]
        for item in every_item(exposure.holdings)
    ]

    assert [("audience", "public", "not_stated") in facts for facts in flagged] == [False, False, True]


@pytest.mark.parametrize(
    ("names", "addresses", "expected"),
    [
        ("Otto Probe", "https://www.linkedin.com/in/otto", "private_messages"),
        (
            "Otto Probe, Ina Muster",
            "https://www.linkedin.com/in/otto,https://www.linkedin.com/in/ina",
            "private_messages_multi",
        ),
        (
            "Otto Probe, Ina Muster",
            "https://www.linkedin.com/in/otto;https://www.linkedin.com/in/ina",
            "private_messages_multi",
        ),
        ("Probe, Otto", "https://www.linkedin.com/in/otto", "private_messages"),
        ("Otto Probe, Ina Muster", "", "private_messages_multi"),
        ("Probe, Otto", "", "private_messages_multi"),
        ("Otto Probe", "", "private_messages"),
        ("LinkedIn Member", "", "private_messages"),
        ("", "", "private_messages_multi"),
    ],
)
def test_the_recipients_of_a_message_are_counted_by_address_then_by_name(
    tmp_path: Path, names: str, addresses: str, expected: str
) -> None:
    row = f'c,,Nora,,"{names}","{addresses}",2026-01-02 03:04:05 UTC,,Hello,INBOX\n'

    found = one(tmp_path, "messages.csv", MESSAGES_HEADER + row)

    assert [item.data_category for item in found] == [expected]


def test_messages_without_a_column_of_addresses_are_told_by_the_names(tmp_path: Path) -> None:
    text = table(
        [
            "CONVERSATION ID",
            "CONVERSATION TITLE",
            "FROM",
            "SENDER PROFILE URL",
            "TO",
            "DATE",
            "SUBJECT",
            "CONTENT",
            "FOLDER",
        ],
        ["c", "", "Nora", "", "Otto Probe", "2020-01-02 03:04:05 UTC", "", "Hello", "INBOX"],
        ["c", "", "Nora", "", "Otto Probe, Ina Muster", "2020-01-02 03:04:06 UTC", "", "Hello", "INBOX"],
    )

    found = [item.data_category for item in one(tmp_path, "messages.csv", text)]

    assert found == ["private_messages", "private_messages_multi"]


def test_a_profile_is_two_items_of_one_row(tmp_path: Path) -> None:
    row = 'Nora,Beispiel,Ledig,"Probeweg 1, Ulm","Mar 14, 1986",Head,Sum,Ind,89073,"Ulm, Germany",[x],[y],\n'

    found = {item.id: item for item in one(tmp_path, "Profile.csv", PROFILE_HEADER + row)}

    assert set(found) == {
        "Profile.csv#1/profile_core",
        "Profile.csv#1/contact_details",
    }
    assert found["Profile.csv#1/profile_core"].text == "Nora | Beispiel | Ledig | Head | Sum | Ind | Ulm, Germany"
    assert found["Profile.csv#1/contact_details"].text == "Probeweg 1, Ulm | Mar 14, 1986 | 89073 | [x] | [y]"


def test_a_part_with_nothing_in_it_is_no_item(tmp_path: Path) -> None:
    found = one(tmp_path, "Profile.csv", PROFILE_HEADER + "Nora,Beispiel,,,,Head,,,,,,,\n")

    assert [item.id for item in found] == ["Profile.csv#1/profile_core"]


def test_an_application_is_split_by_column(tmp_path: Path) -> None:
    text = table(
        APPLICATIONS,
        [
            "5/1/23, 3:04 PM",
            "nora@example.org",
            "+49 30 5550 1",
            "Probe GmbH",
            "Tester",
            "https://example.org",
            "CV",
            "Visa?:No",
        ],
        ["5/2/23, 3:04 PM", "", "", "Muster AG", "Tester", "", "", ""],
        ["5/3/23, 3:04 PM", "", "+49 30 5550 1", "", "", "", "", ""],
    )

    found = one(tmp_path, "Jobs/Job Applications_2.csv", text)

    assert {(item.id.partition("#")[2], item.date) for item in found} == {
        ("1/jobs_applications", "2023-05-01"),
        ("1/contact_details", "2023-05-01"),
        ("1/jobs_saved", "2023-05-01"),
        ("2/jobs_applications", "2023-05-02"),
        ("3/jobs_applications", "2023-05-03"),
        ("3/contact_details", "2023-05-03"),
    }


def test_a_receipt_is_a_purchase_and_a_way_of_paying(tmp_path: Path) -> None:
    row = "Nora,Beispiel,DE,89073,11/09/25 08:10 AM UTC,CREDIT_CARD,T-1,Premium,5.59,29.40,34.99,EUR\n"

    found = one(tmp_path, "Receipts_v2.csv", RECEIPTS + row)

    assert [(item.data_category, item.text, item.date) for item in found] == [
        ("receipts", "Premium | 34.99 | EUR | T-1", "2025-11-09"),
        ("payment", "CREDIT_CARD", "2025-11-09"),
    ]


def test_job_preferences_keep_wishes_addresses_and_free_words_apart(tmp_path: Path) -> None:
    columns = ["Locations", "Industries", "Job Titles", "Phone Number", "Semantic Preferences"]
    text = table(columns, ["Ulm", "Testing", "Tester", "+49 30 5550 1", "somewhere quiet"])

    found = one(tmp_path, "Jobs/Job Seeker Preferences.csv", text)

    assert [(item.data_category, item.text) for item in found] == [
        ("jobs_preferences", "Ulm | Testing | Tester"),
        ("contact_details", "+49 30 5550 1"),
        ("genai_inputs", "somewhere quiet"),
    ]


def test_a_column_that_no_part_names_belongs_to_the_part_without_columns(tmp_path: Path) -> None:
    header = PROFILE_HEADER.replace("Headline", "Headline,Pronouns")
    holdings = read(folder(tmp_path, {"Profile.csv": header + "Nora,Beispiel,,Probeweg 1,,Head,she/her,,,,,,,\n"}))

    core, contact = every_item(holdings)

    assert ("Pronouns", "she/her") in core.block.cells(core.index)
    assert ("Pronouns", "she/her") not in contact.block.cells(contact.index)


def test_rich_media_of_two_eras_have_two_writers(tmp_path: Path) -> None:
    old = "Type,Link\nPhotos,https://example.org/p\nVideos,https://example.org/v\n"
    new = table(
        ["Date/Time", "Media Description", "Media Link"],
        ["You uploaded a feed photo on March 8, 2026 at 9:37 AM (GMT)", "A crane", "https://example.org/1"],
    )
    holdings = read(folder(tmp_path, {"Rich Media.csv": old, "Rich_Media.csv": new}))

    assert [(i.id, i.author, i.date) for i in seen(holdings)] == [
        ("Rich Media.csv#1", "linkedin", None),
        ("Rich Media.csv#2", "linkedin", None),
        ("Rich_Media.csv#1", "member", "2026-03-08"),
    ]
    assert {item.data_category for item in seen(holdings)} == {"media"}


def test_the_date_falls_back_column_by_column(tmp_path: Path) -> None:
    rows = [
        "Both,,COURSE,2026-01-02 10:00 UTC,2026-02-03 10:00 UTC,false,,",
        "Finished only,,COURSE,N/A,2026-02-03 10:00 UTC,false,,",
        "Neither,,COURSE,N/A,N/A,true,,",
    ]

    found = one(tmp_path, "Learning.csv", LEARNING + "\n".join(rows) + "\n")

    assert [item.date for item in found] == ["2026-01-02", "2026-02-03", None]


@pytest.mark.parametrize(
    ("created", "published", "expected"),
    [
        ("Created on 2025-09-28 20:14", "Published on 2025-10-07 07:30", "2025-10-07"),
        ("Created on 2025-09-28 20:14", "Published on ---", "2025-09-28"),
        ("", "", None),
    ],
)
def test_an_article_is_dated_by_its_publication_or_else_by_its_draft(
    tmp_path: Path, created: str, published: str, expected: str | None
) -> None:
    page = ARTICLE.format("On cranes", created, published)

    found = one(tmp_path, "Articles/Articles/on-cranes.html", page)

    assert [(item.date, item.data_category, item.kind) for item in found] == [(expected, "content_public", "articles")]


def test_a_period_counts_from_its_first_day_and_shows_only_what_is_written(tmp_path: Path) -> None:
    text = "Company Name,Title,Description,Location,Started On,Finished On\nProbe,A,,,May 2023,\nMuster,B,,,2019,2020\n"

    found = one(tmp_path, "Positions.csv", text)

    assert [item.date for item in found] == ["2023-05", "2019"]


def test_a_date_of_no_known_form_is_a_warning_with_its_row_and_counts_as_undated(tmp_path: Path) -> None:
    text = "Date,Link,Message\n2026-01-02 03:04:05,l,One\n2026-13-45 03:04:05,l,Two\n"
    holdings = read(folder(tmp_path, {"Comments.csv": text}))

    problem = next(problem for problem in holdings.problems if problem.code == "W_BAD_DATE")

    assert (problem.severity, problem.member, problem.rows, problem.count) == (
        Severity.WARNING,
        "Comments.csv",
        (2,),
        1,
    )
    assert [item.date for item in member(holdings, "Comments.csv")] == ["2026-01-02", None]


def test_a_file_without_its_header_is_read_by_place_and_said_so(tmp_path: Path) -> None:
    text = "2026-01-02 03:04:05,https://example.org/1,Well said\n2026-01-03 03:04:05,https://example.org/2,Indeed\n"
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Comments.csv": text}))

    assert [(i.date, i.text) for i in member(holdings, "Comments.csv")] == [
        ("2026-01-02", "Well said"),
        ("2026-01-03", "Indeed"),
    ]
    assert "W_NO_HEADER" in codes(holdings)


def test_a_header_of_unknown_words_is_no_row_and_names_its_columns(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Skills.csv": "Skill\nKnots\n", "Languages.csv": "Sprache,Wie gut\nDanish,Good\n"}

    holdings = read(folder(tmp_path, files))

    assert [item.text for item in member(holdings, "Skills.csv")] == ["Knots"]
    assert [item.text for item in member(holdings, "Languages.csv")] == ["Danish | Good"]
    assert codes(holdings).count("W_DRIFT") == 2


def test_a_header_in_another_language_is_no_row_and_the_date_is_found(tmp_path: Path) -> None:
    text = "Fecha,Enlace,Mensaje\n2026-01-02 03:04:05,https://example.org/1,Bien dicho\n"
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Comments.csv": text}))

    found = [(item.date, item.text, item.data_category) for item in member(holdings, "Comments.csv")]

    assert found == [("2026-01-02", "https://example.org/1 | Bien dicho", "content_public")]
    assert "W_DRIFT" in codes(holdings)


def test_a_header_in_another_language_whose_cells_fit_the_kind_names_the_columns_by_place(tmp_path: Path) -> None:
    text = "Fecha,Enlace,Mensaje\n2026-01-02 03:04:05,https://www.linkedin.com/feed/update/1,Bien dicho\n"
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Comments.csv": text}))

    found = [(item.date, item.text, item.data_category) for item in member(holdings, "Comments.csv")]

    assert found == [("2026-01-02", "Bien dicho", "content_public")]


def test_a_kind_known_by_name_only_keeps_its_rows_in_its_category(tmp_path: Path) -> None:
    found = one(tmp_path, "Patents.csv", "Anything,At All\na,b\n")

    assert [(item.data_category, item.text) for item in found] == [("profile_core", "a | b")]


def test_a_rival_reading_is_said_with_the_member(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Mail backup.csv": MESSAGES_HEADER + "c,,,,,,2026-01-02 03:04:05 UTC,,Hi,\n"}))

    assert [(p.code, p.member) for p in holdings.problems] == [("W_RIVAL_KINDS", "Mail backup.csv")]


def test_columns_with_one_name_are_kept_apart_by_place(tmp_path: Path) -> None:
    header = ",".join(["Member Age", "Company Names", "Company Names", "Job Titles", "Job Titles", "Member Skills"])
    found = one(tmp_path, "Ad_Targeting.csv", f"{header}\n35 to 54,First,Second,Third,Fourth,Tests\n")

    assert [item.text for item in found] == ["35 to 54 | First | Second | Third | Fourth | Tests"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2018-07-15_on-cranes.html", "2018-07-15"),
        ("2018-07-15 08:00:00.0-on-cranes.html", "2018-07-15"),
        ("2018-13-40_on-cranes.html", None),
    ],
)
def test_an_article_without_a_date_is_dated_by_its_file_name(tmp_path: Path, name: str, expected: str | None) -> None:
    found = one(tmp_path, f"Articles/Articles/{name}", ARTICLE.format("On cranes", "", ""))

    assert [item.date for item in found] == [expected]


def test_dates_of_two_meanings_are_a_warning_of_their_own(tmp_path: Path) -> None:
    text = "Date,Link,Message\n05/03/2024 10:00,l,One\n06/03/2024 10:00,l,Two\n"
    holdings = read(folder(tmp_path, {"Comments.csv": text}))

    assert [(p.code, p.rows) for p in holdings.problems if "DATE" in p.code] == [("W_AMBIGUOUS_DATE", (1, 2))]
    assert [item.date for item in member(holdings, "Comments.csv")] == [None, None]


def test_a_column_read_with_the_day_first_is_named(tmp_path: Path) -> None:
    text = "Date,Link,Message\n05/03/2024 10:00,l,One\n17/03/2024 10:00,l,Two\n"
    holdings = read(folder(tmp_path, {"Comments.csv": text}))

    assert "W_DAY_FIRST" in {problem.code for problem in holdings.problems}
    assert [item.date for item in member(holdings, "Comments.csv")] == ["2024-03-05", "2024-03-17"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(("05-03-2024", "06-03-2024"), [None, None]), (("05-03-2024", "17-03-2024"), ["2024-03-05", "2024-03-17"])],
)
def test_a_date_column_of_another_name_may_hold_dates_of_two_meanings(
    tmp_path: Path, days: tuple[str, ...], expected: list[str | None]
) -> None:
    text = "Written,Link,Message\n" + "".join(f"{day},https://example.org/{day},Hello\n" for day in days)
    holdings = read(folder(tmp_path, {"Comments.csv": text}))

    assert [item.date for item in member(holdings, "Comments.csv")] == expected
    assert ("W_AMBIGUOUS_DATE" in {problem.code for problem in holdings.problems}) == (None in expected)


@pytest.mark.parametrize("name", ["on-cranes.html", "2018-07-15_on-cranes.html"])
def test_the_text_of_an_article_does_not_repeat_its_title(tmp_path: Path, name: str) -> None:
    page = "<html><head><title>On cranes</title></head><body><h1>On cranes</h1><p>They fly.</p></body></html>"
    found = one(tmp_path, f"Articles/Articles/{name}", page)

    assert [item.text for item in found] == ["On cranes | They fly."]


@pytest.mark.parametrize(
    ("name", "header", "row"),
    [
        ("Invitations.csv", "From,To,Sent At,Message,Direction", "A,B,{},Hi,OUTGOING"),
        ("Comments.csv", "Date,Link,Message", "{},https://example.org/1,Hi"),
    ],
)
def test_slashes_without_proof_are_read_only_where_the_platform_writes_them(
    tmp_path: Path, name: str, header: str, row: str
) -> None:
    found = one(tmp_path, name, f"{header}\n{row.format('5/1/23 15:04')}\n")

    assert [item.date for item in found] == (["2023-05-01"] if name == "Invitations.csv" else [None])
