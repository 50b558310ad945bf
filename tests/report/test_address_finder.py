"""Addresses of people in texts: each is found whole, whatever it is written in, and texts of any length end soon."""

import string
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.holdings import Holdings
from inspector.report.address_finder import find_addresses
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.pseudonyms import Pseudonymizer
from tests.archives import MESSAGES_HEADER, PROFILE, folder, known, read, table

KEY = PseudonymKey(b"a key of thirty-two bytes or so.")
ALDORA = "https://www.linkedin.com/in/aldora-dopcombe"
RULES = known().platform.person_addresses

PROFILE_ADDRESSES = [
    "linkedin.com/in/aldora-dopcombe",
    "www.linkedin.com/in/Aldora-Dopcombe/",
    "http://www.linkedin.com/in/aldora-dopcombe?trk=x&y=1",
    "https://de.linkedin.com/in/aldora-dopcombe",
    "https://uk.linkedin.com/in/aldora-dopcombe/en",
    "https://www.linkedin.com:443/in/aldora-dopcombe",
    "https://www.linkedin.com//in//aldora-dopcombe",
    "https://www.linkedin.com/comm/in/aldora-dopcombe?midToken=1",
    "https://www.linkedin.com/mwlite/in/aldora-dopcombe",
    "https://www.linkedin.com/m/in/aldora-dopcombe",
    "HTTPS://WWW.LINKEDIN.COM/IN/ALDORA-DOPCOMBE",
    "https://www.linkedin.com%2Fin%2Faldora-dopcombe",
    "https%3A%2F%2Fwww.linkedin.com%2Fin%2Faldora-dopcombe",
    "https%253A%252F%252Fwww.linkedin.com%252Fin%252Faldora-dopcombe",
    "https://www.linkedin.com/in/aldora%2Ddopcombe",
    r"https:\/\/www.linkedin.com\/in\/aldora-dopcombe",
    "https://www.linkedin.com/posts/aldora-dopcombe_rain-activity-123-AbCd",
    "https://www.linkedin.com/posts/aldora-dopcombe_%E9%9B%A8-activity-123",
    "https://www.linkedin.com/feed/?r=https://www.linkedin.com/in/aldora-dopcombe",
]
OTHER_ADDRESSES = [
    "https://www.linkedin.com/pub/aldora-dopcombe/1/2/3",
    "https://www.linkedin.com/profile/view?id=aldora",
    "https://www.linkedin.com/sales/lead/aldoraAAA,NAME_SEARCH",
    "https://www.linkedin.com/sales/people/aldora",
    "https://www.linkedin.com/recruiter/profile/aldora",
    "https://www.linkedin.com/talent/profile/aldora",
    "https://www.linkedin.com/pulse/on-rain-aldora-dopcombe-abc1f/",
    "https://www.linkedin.com/today/author/aldora-dopcombe",
]
MAILS = [
    "aldora@example.com",
    "Aldora.X+tag@mail.example.com",
    "aldora'x@example.com",
    "aldora@localhost",
    "aldora%40example.com",
    "aldora%2540example.com",
    "aldora\uff20example.com",
    "o/aldora=x@example.com",
    "aldora@[192.0.2.1]x",
    '"aldora x"@example.com',
    "\u00e4ldora@ex\u00e4mple.com",
]
IMPERSONAL = [
    "https://www.linkedin.com/company/aldora",
    "https://www.linkedin.com/feed/update/urn:li:activity:1",
    "https://www.linkedin.com/jobs/view/1",
    "https://example.com/in/aldora",
    "https://notlinkedin.com/in/aldora",
    "see @aldora at 5 @ noon, 10@20",
    "https://www.linkedin.com/in/",
]
AROUND = [
    ("", ""),
    ("see ", "."),
    ("(", ")"),
    ("<", ">"),
    ("'", "'!"),
    ('"', '"'),
    ("\u898b", "\u3002"),
    ("a,", ";b"),
    ("*", "*"),
]


def hidden(text: str) -> str:
    """The text without what is an address."""
    for address in reversed(find_addresses(text, RULES)):
        text = text[: address.start] + "[]" + text[address.stop :]
    return text


@pytest.mark.parametrize("address", [*PROFILE_ADDRESSES, *OTHER_ADDRESSES, *MAILS])
@pytest.mark.parametrize("around", AROUND)
def test_nothing_of_an_address_is_left(address, around):
    before, after = around
    left = hidden(before + address + after).casefold()
    assert "ldora" not in left
    assert "dopcombe" not in left


@pytest.mark.parametrize("address", PROFILE_ADDRESSES)
@pytest.mark.parametrize("around", AROUND)
def test_every_way_to_write_a_profile_is_the_same_person(address, around):
    before, after = around
    found = find_addresses(before + address + after, RULES)
    assert [item.plain.casefold() for item in found] == ["linkedin.com/in/aldora-dopcombe"]


@pytest.mark.parametrize(
    "mail", ["aldora@example.com", "Aldora%40example.com", "'aldora@example.com'", "mailto:aldora@example.com"]
)
def test_every_way_to_write_a_mail_address_is_the_same(mail):
    assert [item.plain.casefold() for item in find_addresses(f"x {mail} y", RULES)] == ["aldora@example.com"]


def test_only_the_mail_address_goes_out_of_a_web_address():
    text = "https://example.com/mail?to=aldora%40example.com&n=1"
    assert hidden(text) == "https://example.com/mail?to=[]&n=1"


@pytest.mark.parametrize("text", IMPERSONAL)
def test_what_is_no_persons_address_stays(text):
    assert find_addresses(text, RULES) == []


atext = st.text(string.ascii_letters + string.digits + "!#$%&'*+/=?^_`{|}~-.", min_size=1, max_size=20).filter(
    lambda local: any(map(str.isalnum, local))
)


@given(atext, st.sampled_from(["example.com", "localhost", "a.b-c.example"]))
def test_any_local_part_that_the_standard_allows_goes_whole(local, domain):
    left = hidden(f"to {local}@{domain} now")
    assert not any(map(str.isalnum, left.replace("to ", "", 1).replace(" now", "", 1)))


@given(st.text(alphabet="aA.:/@%40lndk2F-_\"'\\ \u3042", max_size=60))
def test_addresses_lie_in_order_within_the_text(text):
    ends = [0]
    for address in find_addresses(text, RULES):
        assert ends[-1] <= address.start < address.stop <= len(text)
        ends.append(address.stop)


SIZE = 1 << 17
LONG_TEXTS = [
    "www." * (SIZE // 4),
    "ab." * (SIZE // 3),
    "a" * SIZE,
    "a@" * (SIZE // 2),
    "a@b." * (SIZE // 4),
    "%25" * (SIZE // 3),
    "%2" * (SIZE // 2),
    "%40" * (SIZE // 3),
    "linkedin.com" * (SIZE // 12),
    "linkedin.com/" * (SIZE // 13),
    "linkedin.com/in/" * (SIZE // 16),
    "https:" * (SIZE // 6),
    "https://" * (SIZE // 8),
    '"' * SIZE,
    '"a' * (SIZE // 2),
    "//" * (SIZE // 2),
    "\\/" * (SIZE // 2),
    "." * SIZE,
    "linkedin.com/in/" + "%" * SIZE,
    "linkedin.com/comm" + "/comm" * (SIZE // 5),
    "linkedin.com/in/a" + "." * SIZE + "!",
    "\u3042" * SIZE,
]


@pytest.mark.parametrize("number", range(len(LONG_TEXTS)))
def test_a_long_text_ends_soon(number):
    started = time.process_time()
    find_addresses(LONG_TEXTS[number], RULES)
    assert time.process_time() - started < 2


# ---- with the people of an archive


def holdings(place: Path, names, texts) -> Holdings:
    connections = table(
        ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
        *((first, last, url, "", "", "", "02 Jan 2024") for first, last, url in names),
    )
    rows = "".join(f"c1,,,,,,2026-01-02 03:04:05 UTC,,{text},INBOX\n" for text in texts)
    files = {"Profile.csv": PROFILE, "Connections.csv": connections, "messages.csv": MESSAGES_HEADER + rows}
    return read(folder(place, files))


def test_a_shared_post_is_the_address_of_its_author(tmp_path):
    text = "https://www.linkedin.com/posts/aldora-dopcombe_rain-activity-123"
    people = Pseudonymizer(holdings(tmp_path, [("Aldora", "Dopcombe", ALDORA)], [text]), KEY)
    assert people.pseudonymize_text(text) == f"address of {people.pseudonymize_name('Aldora Dopcombe')}"


def test_an_article_of_the_owner_keeps_its_address(tmp_path):
    text = "https://www.linkedin.com/pulse/on-rain-nora-beispiel-abc1f"
    assert Pseudonymizer(holdings(tmp_path, [], [text]), KEY).pseudonymize_text(text) == text


def test_a_text_of_hostile_addresses_is_replaced_soon(tmp_path):
    people = Pseudonymizer(holdings(tmp_path, [("Aldora", "Dopcombe", ALDORA)], ["hello"]), KEY)
    started = time.process_time()
    for text in LONG_TEXTS:
        people.pseudonymize_text(text[: 1 << 16])
    assert time.process_time() - started < 5


@pytest.mark.parametrize("style", ["one first name", "no blanks", "many words"])
def test_the_time_does_not_grow_with_names_times_texts(tmp_path, style):
    def name(number: int) -> tuple[str, str]:
        letters = "".join(chr(0x4E00 + number // 50**power % 50) for power in range(3))
        if style == "no blanks":
            return f"\u738b\u5c0f{letters}", ""
        return ("Maria", f"Q{letters}") if style == "one first name" else ("a " * (number % 20), f"Q{letters}")

    found = holdings(tmp_path, [(*name(number), "") for number in range(2000)], ["hello"])
    people = Pseudonymizer(found, KEY)
    texts = [f"Maria a \u738b\u5c0f Maria {number} " * 20 + "".join(name(number % 2000)) for number in range(1000)]
    started = time.process_time()
    for text in texts:
        people.pseudonymize_text(text)
    assert time.process_time() - started < 4
