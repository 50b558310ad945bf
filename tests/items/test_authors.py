"""Who wrote a row: by the address of the profile first, by the name second; what cannot be told stays unknown."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Severity
from tests.archives import (
    INVITATIONS,
    MESSAGES_HEADER,
    PROFILE,
    codes,
    folder,
    items,
    member,
    read,
    seen,
    table,
)
from tests.items.test_profile_address import spelt

OWN = "https://www.linkedin.com/in/nora-beispiel"
OTHER = "https://www.linkedin.com/in/otto-probe"


def messages(*rows: tuple[str, str]) -> str:
    """Messages to one person, each from (name, address)."""
    return MESSAGES_HEADER + "".join(
        f"c{i},,{name},{address},Somebody,{OTHER},2026-01-02 03:04:0{i} UTC,,Hello,INBOX\n"
        for i, (name, address) in enumerate(rows)
    )


Person = tuple[str, str]
"""A name and an address."""


def letters(*rows: tuple[str, Person, Person]) -> str:
    """Messages, each from its conversation, its sender and its recipient."""
    return table(
        MESSAGES_HEADER.strip().split(","),
        *(
            [conversation, "", *sender, *recipient, f"2026-01-02 03:{number:02d}:00 UTC", "", "Hello", "INBOX"]
            for number, (conversation, sender, recipient) in enumerate(rows)
        ),
    )


def authors(place: Path, files: dict[str, str], name: str = "messages.csv") -> list[str]:
    return [item.author for item in member(read(folder(place, files)), name)]


def test_the_address_tells_the_owner_even_under_another_name(tmp_path: Path) -> None:
    text = messages(("Nora Verheiratet", OWN), ("Otto Probe", OTHER))

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["member", "other"]


def test_a_namesake_who_writes_to_the_owner_is_another_person(tmp_path: Path) -> None:
    text = letters(
        ("c1", ("Nora Beispiel", f"{OWN}-2"), ("Nora Beispiel", OWN)),
        ("c1", ("Nora Beispiel", OWN), ("Nora Beispiel", f"{OWN}-2")),
        ("c2", ("Nora Beispiel", OWN), ("Otto Probe", OTHER)),
    )

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["other", "member", "member"]


def test_a_second_address_under_the_owners_name_is_the_owners_where_nobody_else_in_the_row_is(tmp_path: Path) -> None:
    text = letters(
        ("c1", ("Nora Beispiel", f"{OWN}-2"), ("Otto Probe", OTHER)),
        ("c2", ("Nora Beispiel", OWN), ("Otto Probe", OTHER)),
    )

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["member", "member"]


def test_a_second_address_under_the_owners_name_stays_unknown_where_nothing_says_whose_it_is(tmp_path: Path) -> None:
    text = letters(
        ("c1", ("Nora Beispiel", f"{OWN}-2"), ("", "")),
        ("c2", ("Nora Beispiel", OWN), ("Otto Probe", OTHER)),
    )

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["unknown", "member"]


@pytest.mark.parametrize(
    "written",
    [
        "http://linkedin.com/in/nora-beispiel",
        "www.linkedin.com/in/nora-beispiel/",
        "HTTPS://WWW.LINKEDIN.COM/in/Nora-Beispiel",
        "https://www.linkedin.com/in/nora-beispiel?trk=x",
    ],
)
def test_the_same_address_may_be_written_in_several_ways(tmp_path: Path, written: str) -> None:
    files = {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": messages(("Somebody", written))}

    assert authors(tmp_path, files) == ["member"]


def test_an_incoming_invitation_shows_the_owner_on_its_other_side(tmp_path: Path) -> None:
    incoming = table(
        ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"],
        ["Otto Probe", "Nora Beispiel", "5/1/23, 3:04 PM", "", "INCOMING", OTHER, OWN],
    )
    files = {"Invitations.csv": incoming, "messages.csv": messages(("Anybody", OWN), ("Anybody", OTHER))}

    assert authors(tmp_path, files) == ["member", "other"]


def test_without_an_address_the_name_of_the_profile_tells(tmp_path: Path) -> None:
    text = messages(("nora BEISPIEL", ""), ("Otto Probe", ""))

    assert authors(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}) == ["member", "other"]


def test_the_address_beside_the_owners_name_is_learnt_for_the_other_rows(tmp_path: Path) -> None:
    text = messages(("Nora Beispiel", OWN), ("Nora Verheiratet", OWN), ("Otto Probe", OTHER))

    assert authors(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}) == ["member", "member", "other"]


def test_of_two_addresses_beside_the_owners_name_neither_is_learnt_and_nobody_becomes_another(tmp_path: Path) -> None:
    text = messages(("Nora Beispiel", OWN), ("Nora Beispiel", OWN + "-2"), ("Nora Verheiratet", OWN))

    assert authors(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}) == ["member", "member", "unknown"]


def test_nobody_is_told_apart_where_the_owner_is_not_known(tmp_path: Path) -> None:
    text = messages(("Nora Beispiel", OWN), ("Otto Probe", OTHER))

    assert authors(tmp_path, {"messages.csv": text}) == ["unknown", "unknown"]


def test_a_message_without_a_sender_stays_unknown(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": messages(("", ""))}

    assert authors(tmp_path, files) == ["unknown"]


def test_the_owner_is_known_before_messages_are_told_apart_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    files = {"a/messages.csv": messages(("Anybody", OWN)), "z/Invitations.csv": INVITATIONS, "z/Profile.csv": PROFILE}

    assert authors(tmp_path, files, "a/messages.csv") == ["member"]


def test_the_messages_of_2018_say_the_direction_outright(tmp_path: Path) -> None:
    text = table(
        ["From", "To", "Date", "Subject", "Content", "Direction", "Folder"],
        ["Otto Probe", "Nora Beispiel", "5/1/18, 3:04 PM", "", "Hello", "INCOMING", "INBOX"],
        ["Nora Ledig", "Otto Probe", "5/1/18, 3:05 PM", "", "Hello back", "OUTGOING", "SENT"],
        ["Nora Beispiel", "Otto Probe", "5/1/18, 3:06 PM", "", "And again", "", "SENT"],
        ["Otto Probe", "Nora Beispiel", "5/1/18, 3:07 PM", "", "Well", "", "INBOX"],
    )

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Messages.csv": text}, "Messages.csv")

    assert found == ["other", "member", "member", "other"]


def test_an_invitation_is_written_by_the_side_that_sent_it(tmp_path: Path) -> None:
    text = table(
        ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"],
        ["Nora Beispiel", "Otto Probe", "5/1/23, 3:04 PM", "Hi", "OUTGOING", OWN, OTHER],
        ["Otto Probe", "Nora Beispiel", "5/1/23, 3:05 PM", "Hi", "INCOMING", OTHER, OWN],
        ["Otto Probe", "Nora Beispiel", "5/1/23, 3:06 PM", "Hi", "SIDEWAYS", OTHER, OWN],
    )

    assert authors(tmp_path, {"Invitations.csv": text}, "Invitations.csv") == ["member", "other", "unknown"]


@pytest.mark.parametrize("name", ["coach_messages.csv", "guide_messages.csv", "learning_role_play_messages.csv"])
def test_in_a_chat_with_ai_the_rows_without_a_sender_are_the_services(tmp_path: Path, name: str) -> None:
    text = (
        MESSAGES_HEADER
        + f"c1,,Nora Beispiel,{OWN},,,2026-01-02 03:04:05 UTC,,Write me a poem,INBOX\n"
        + f"c1,,,,Nora Beispiel,{OWN},2026-01-02 03:04:06 UTC,,,INBOX\n"
    )

    assert authors(tmp_path, {name: text}, name) == ["member", "linkedin"]


def test_recommendations_under_another_name_have_no_author_where_their_texts_name_nobody(tmp_path: Path) -> None:
    text = table(
        ["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"],
        ["Otto", "Probe", "Probe GmbH", "Tester", "Very careful", "05/01/23, 03:04 PM", "VISIBLE"],
    )
    files = {"Recommendations_Given.csv": text, "Recommendations_Received.csv": text, "Found on a disk.csv": text}

    found = {item.id: item.author for item in seen(read(folder(tmp_path, files)))}

    assert found == {
        "Recommendations_Given.csv#1": "member",
        "Recommendations_Received.csv#1": "other",
        "Found on a disk.csv#1": "unknown",
    }


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Otto is careful. I like to work with Otto Probe.", "member"),
        ("Otto is careful. Best, Nora", "member"),
        ("Very careful, always on time. Best, Otto", "unknown"),
        ("Very careful, always on time\nOtto Probe", "unknown"),
        ("Nora is careful. Best, Otto", "other"),
    ],
)
def test_a_signature_does_not_say_whom_a_recommendation_is_about(tmp_path: Path, text: str, author: str) -> None:
    content = table(
        ["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"],
        ["Otto", "Probe", "Probe GmbH", "Tester", text, "05/01/23, 03:04 PM", "VISIBLE"],
    )

    assert authors(tmp_path, {"Profile.csv": PROFILE, "Found on a disk.csv": content}, "Found on a disk.csv") == [
        author
    ]


def test_what_linkedin_recorded_or_guessed_is_linkedins(tmp_path: Path) -> None:
    files = {
        "Inferences_about_you.csv": "Category,Type of inference,Description,Inference\nA,B,C,No\n",
        "Logins.csv": "Login Date,IP Address,User Agent,Login Type\nTue May 02 12:34:56 UTC 2023,192.0.2.1,x,WEB\n",
    }

    assert {item.author for item in seen(read(folder(tmp_path, files)))} == {"linkedin"}


def test_nothing_is_known_of_the_author_in_an_unknown_file(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Zukunft.csv": "Eins,Zwei\na,b\n"}

    found = member(read(folder(tmp_path, files)), "Zukunft.csv")

    assert [(item.author, item.data_category, item.kind) for item in found] == [("unknown", None, None)]


HEADER = MESSAGES_HEADER.strip().split(",")


def typed(
    place: Path, to: str, addresses: str, title: str = "", name: str = "messages.csv", sender: str = "Otto Probe"
) -> tuple[str, str | None]:
    """The sort and the data category of a message to somebody."""
    row = [
        "c",
        title,
        sender,
        OWN if sender == "Nora Beispiel" else OTHER,
        to,
        addresses,
        "2026-01-02 03:04:05 UTC",
        "",
        "Hello",
        "INBOX",
    ]
    files = {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, name: table(HEADER, row)}
    (found,) = [item for item in items(read(folder(place, files))) if item.block.member == name]
    message = found.block.message_type(found.index)
    assert message is not None
    return message.value, found.item_class.data_category


@pytest.mark.parametrize(
    ("to", "addresses", "expected"),
    [
        ("Nora Beispiel", OWN, ("one_to_one", "private_messages")),
        ("Beispiel, PhD, Nora", OWN, ("one_to_one", "private_messages")),
        ("Nora Beispiel", "", ("one_to_one", "private_messages")),
        ("Nora Beispiel, MSc", "", ("one_to_one", "private_messages")),
        ("Nora Beispiel, Ph.D., MBA", "", ("one_to_one", "private_messages")),
        ("Nora Beispiel, MSc, Ina Muster", "", ("several", "private_messages_multi")),
        ("Nora Beispiel", "linkedin.com/in/nora,linkedin.com/in/ina", ("several", "private_messages_multi")),
        ("Nora Beispiel, Ina Muster", "", ("several", "private_messages_multi")),
        ("Nora Beispiel", f"{OWN},https://www.linkedin.com/in/ina", ("several", "private_messages_multi")),
        ("", f"{OWN};www.linkedin.com/in/ina", ("several", "private_messages_multi")),
        ("", "", ("unknown", "private_messages_multi")),
        ("", "urn:li:member:1", ("one_to_one", "private_messages")),
        ("LinkedIn Member", "", ("one_to_one", "private_messages")),
    ],
)
def test_recipients_are_told_by_address_first_and_those_not_told_stay_unknown(
    tmp_path: Path, to: str, addresses: str, expected: tuple[str, str]
) -> None:
    assert typed(tmp_path, to, addresses) == expected


def test_a_paid_message_is_told_by_the_title_of_its_conversation(tmp_path: Path) -> None:
    assert typed(tmp_path, "Nora Beispiel", OWN, "Sponsored Conversation") == ("sponsored", "private_messages")


def test_a_turn_of_a_chat_with_ai_is_one_whoever_it_is_addressed_to(tmp_path: Path) -> None:
    assert typed(tmp_path, "", "", name="guide_messages.csv", sender="Nora Beispiel") == (
        "ai_chat",
        "ai_coach_messages",
    )


def test_what_is_no_message_has_no_sort(tmp_path: Path) -> None:
    assert {
        item.block.message_type(item.index) for item in items(read(folder(tmp_path, {"Profile.csv": PROFILE})))
    } == {None}


def test_the_owner_is_known_by_the_profile_address_when_the_name_changed_and_nobody_else_has_it(tmp_path: Path) -> None:
    renamed = PROFILE.replace("Nora,Beispiel", "Nora PhD 🎓,Verheiratet")
    text = messages(("Nora Beispiel", OWN), ("Nora PhD 🎓 Verheiratet", OWN), ("Nora Beispiel", OTHER))

    found = authors(tmp_path, {"Profile.csv": renamed, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["member", "member", "other"]


def test_a_closed_account_without_an_address_is_another_person_where_the_owner_is_known(tmp_path: Path) -> None:
    text = messages(("LinkedIn Member", ""), ("Nora Beispiel", OWN))

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["other", "member"]


NORA, OTTO, INA = ("Nora Beispiel", OWN), ("Otto Probe", OTHER), ("Ina Muster", "https://www.linkedin.com/in/ina")
NOBODY = ("", "")


@given(st.lists(st.tuples(spelt("nora-beispiel"), spelt("otto-probe"), st.booleans()), min_size=1, max_size=12))
@settings(max_examples=25)
def test_a_message_never_changes_its_author_because_an_address_is_spelt_otherwise(
    spellings: list[tuple[str, str, bool]],
) -> None:
    rows = [
        (f"c{number}", *((("Nora Neu", own), ("Otto", other)) if sent else (("Otto", other), ("Nora Neu", own))))
        for number, (own, other, sent) in enumerate(spellings)
    ]
    files = {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": letters(*rows)}
    with tempfile.TemporaryDirectory() as place:
        found = authors(Path(place), files)

    assert found == ["member" if sent else "other" for _own, _other, sent in spellings]


@pytest.mark.parametrize("address", [OWN, ""], ids=["address", "no address"])
@pytest.mark.parametrize(
    "name",
    [
        "Nora Beispiel, MSc",
        "Dr. Nora Beispiel",
        "NORA BEISPIEL PhD 🎓",
        "Nora K. Beispiel",
        "Beispiel, Nora",
        "Nora Beispiel (She/Her)",
        "Nora Beispiel-Muster",
        "Nora Anna Beispiel",
    ],
)
def test_the_owners_own_messages_are_the_members_under_every_form_of_the_name(
    tmp_path: Path, name: str, address: str
) -> None:
    nora, otto, ina = (name, address), (OTTO[0], address and OTTO[1]), (INA[0], address and INA[1])
    text = letters(("c1", nora, otto), ("c1", otto, nora), ("c2", nora, ina))

    assert authors(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}) == ["member", "other", "member"]


@pytest.mark.parametrize("address", [OWN, ""], ids=["address", "no address"])
def test_the_one_person_in_all_conversations_is_the_owner_whatever_the_name(tmp_path: Path, address: str) -> None:
    owner, otto, ina = ("Nele Neu", address), (OTTO[0], address and OTTO[1]), (INA[0], address and INA[1])
    text = letters(("c1", owner, otto), ("c1", otto, owner), ("c2", ina, owner), ("c2", owner, ina))

    for number, files in enumerate(({}, {"Profile.csv": PROFILE})):
        found = authors(tmp_path / str(number), {**files, "messages.csv": text})

        assert found == ["member", "other", "other", "member"]


def test_with_one_partner_alone_nothing_shows_which_of_two_people_is_the_owner(tmp_path: Path) -> None:
    text = letters(("c1", ("Nele Neu", OWN), OTTO), ("c1", OTTO, ("Nele Neu", OWN)), ("c2", OTTO, ("Nele Neu", OWN)))

    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}))

    assert [item.author for item in member(holdings, "messages.csv")] == ["unknown"] * 3
    (problem,) = [problem for problem in holdings.problems if problem.code == "W_OWNER_UNKNOWN"]
    assert (problem.severity, problem.count, problem.rows) == (Severity.WARNING, 3, (1, 2, 3))


def test_where_all_authors_are_told_apart_nothing_is_said(tmp_path: Path) -> None:
    text = letters(("c1", NORA, OTTO), ("c1", OTTO, NORA), ("c2", NOBODY, NORA))

    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text}))

    assert "W_OWNER_UNKNOWN" not in codes(holdings)


def test_the_owners_name_among_the_recipients_shows_that_the_senders_are_others(tmp_path: Path) -> None:
    text = letters(("c1", ("Otto Probe", ""), ("Nora Beispiel, MSc", "")), ("c2", ("Ina", ""), ("Nora Beispiel", "")))

    assert authors(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}) == ["other", "other"]


def test_a_name_that_shares_the_given_name_is_another_persons_only_where_the_owner_is_on_the_other_side(
    tmp_path: Path,
) -> None:
    text = letters(
        ("c1", ("Nora Ledig", ""), ("Otto Probe", "")),
        ("c2", ("Nora Fremd", ""), ("Nora Beispiel", "")),
        ("c3", ("Nora Beispiel", ""), ("Otto Probe", "")),
    )

    assert authors(tmp_path, {"Profile.csv": PROFILE, "messages.csv": text}) == ["unknown", "other", "member"]


def test_a_maiden_name_in_the_profile_tells_the_messages_of_before(tmp_path: Path) -> None:
    profile = PROFILE.replace("Nora,Beispiel,", "Nora,Beispiel,Ledig")
    text = letters(("c1", ("Nora Ledig", ""), ("Otto Probe", "")), ("c1", ("Otto Probe", ""), ("Nora Ledig", "")))

    assert authors(tmp_path, {"Profile.csv": profile, "messages.csv": text}) == ["member", "other"]


def test_a_name_learnt_beside_the_owners_address_tells_the_rows_without_an_address(tmp_path: Path) -> None:
    text = letters(
        ("c1", ("Nora Verheiratet", ""), ("Otto Probe", "")),
        ("c2", ("Nora Verheiratet", OWN), OTTO),
        ("c2", OTTO, NORA),
    )

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": text})

    assert found == ["member", "member", "other"]


def test_an_address_of_another_sort_says_nothing_against_the_name(tmp_path: Path) -> None:
    invitations = INVITATIONS.replace("https://www.linkedin.com/in/nora-beispiel", "urn:li:member:1")
    text = letters(("c1", NORA, OTTO), ("c1", OTTO, NORA))

    found = authors(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": invitations, "messages.csv": text})

    assert found == ["member", "other"]


def test_where_both_sides_are_named_and_neither_is_the_owner_the_author_stays_unknown(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS, "messages.csv": letters(("c1", OTTO, INA))}

    assert authors(tmp_path, files) == ["unknown"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_the_messages_of_one_archive_show_tells_those_of_the_other(tmp_path: Path, order: tuple[int, int]) -> None:
    telling = letters(("c1", NORA, OTTO), ("c2", INA, NORA))
    silent = letters(("c9", NORA, ("Uma Neu", "https://www.linkedin.com/in/uma")))
    places = [folder(tmp_path, {"messages.csv": text}, str(number)) for number, text in enumerate((telling, silent))]

    holdings = read(*(places[number] for number in order))

    assert Counter(item.author for item in seen(holdings)) == {"member": 2, "other": 1}


def turns(*rows: tuple[str, str]) -> str:
    """The turns of a chat with an assistant, each from (FROM, TO)."""
    return table(
        MESSAGES_HEADER.strip().split(","),
        *(["c1", "", sender, "", to, "", "2026-01-02 03:04:05 UTC", "", "Hello", ""] for sender, to in rows),
    )


CHATS = ["coach_messages.csv", "guide_messages.csv", "learning_coach_messages.csv", "learning_role_play_messages.csv"]


@pytest.mark.parametrize("name", CHATS)
@pytest.mark.parametrize(
    ("sender", "to", "expected"),
    [
        ("Guide", "You", "linkedin"),
        ("You", "Guide", "member"),
        ("LinkedIn Coach", "Nora Beispiel", "linkedin"),
        ("Nora Beispiel, MSc", "LinkedIn Coach", "member"),
        ("Guide", "", "linkedin"),
        ("", "Guide", "member"),
        ("You", "", "member"),
        ("", "Nora Beispiel", "linkedin"),
        ("Somebody", "Somebody Else", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_in_a_chat_with_ai_both_sides_say_whose_turn_it_is(
    tmp_path: Path, name: str, sender: str, to: str, expected: str
) -> None:
    files = {"Profile.csv": PROFILE, name: turns((sender, to))}

    assert authors(tmp_path, files, name) == [expected]


def test_in_a_chat_with_ai_the_one_person_in_both_columns_is_the_member_whatever_the_name(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, CHATS[0]: turns(("Nele Neu", ""), ("", "Nele Neu"), ("Guide", "Nele Neu"))}

    assert authors(tmp_path, files, CHATS[0]) == ["member", "linkedin", "linkedin"]
