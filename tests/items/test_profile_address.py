"""Addresses of profiles are compared by what they mean, whatever their spelling; cells and columns agree."""

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.columns import build_string_array, list_texts
from inspector.items import fold_address
from inspector.items.profile_address import find_contrary_addresses, fold_addresses
from tests.archives import known

NAMES = ("nora-beispiel", "jürgen-probe-1a2b", "ιδα-δείγμα", "山田-太郎", "ида-проба", "zoë-sample", "şule-örnek")
SCHEMES = ("https://", "http://", "HTTPS://", "//", "")
HOSTS = (
    "www.linkedin.com",
    "linkedin.com",
    "de.linkedin.com",
    "UK.linkedin.com",
    "m.linkedin.com",
    "www.de.linkedin.com",
)
PORTS = ("", ":443", ":80")
PLACES = ("/in/", "//in/", "/mwlite/in/", "/comm/in/", "/IN/")
TAILS = (
    "",
    "/",
    "//",
    "/de",
    "/fr-ca/",
    "/en?trk=x",
    "/detail/x/",
    "?trk=a&b=c",
    "#top",
    "/?originalSubdomain=de",
)


def encode_lower(text: str) -> str:
    """Percent-encoding with small hexadecimal digits, which RFC 3986 counts as the same."""
    return "".join(f"%{byte:02x}" if byte > 0x7F else chr(byte) for byte in text.encode())


SPELLINGS = (
    str,
    str.upper,
    str.title,
    quote,
    encode_lower,
    lambda text: quote(quote(text)),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: quote(unicodedata.normalize("NFD", text)),
    lambda text: f"\u200e{text}",
)


@st.composite
def spelt(draw: st.DrawFn, name: str) -> str:
    """One of the spellings of the address of a profile."""
    slug = draw(st.sampled_from(SPELLINGS))(name)
    pieces = (SCHEMES, HOSTS, PORTS, PLACES, (slug,), TAILS)
    blanks = draw(st.sampled_from(["", " ", "\t"]))
    return blanks + "".join(draw(st.sampled_from(choices)) for choices in pieces) + blanks


def fold(address: str) -> str:
    return fold_address(address, known().platform.identity)


@given(st.data(), st.sampled_from(NAMES))
def test_every_spelling_of_an_address_is_one_address(data: st.DataObject, name: str) -> None:
    assert fold(data.draw(spelt(name))) == fold(f"https://www.linkedin.com/in/{name}")


@given(st.data(), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_addresses_of_two_people_are_never_one(data: st.DataObject, name: str, other: str) -> None:
    assert (fold(data.draw(spelt(name))) == fold(data.draw(spelt(other)))) == (name == other)


@given(st.lists(st.one_of(st.text(max_size=40), spelt(NAMES[1]), st.from_regex(r"(https?:/*)?[a-z.@:/?#%0-9ü]{0,30}"))))
def test_a_column_is_folded_as_each_of_its_cells(addresses: list[str]) -> None:
    rules = known().platform.identity

    assert list_texts(fold_addresses(build_string_array(addresses), rules)) == [fold(text) for text in addresses]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com@example.org/in/nora-beispiel",
        "https://nora@www.linkedin.com/in/nora-beispiel",
        "https://www.linkedin.com.example.org/in/nora-beispiel",
        "https://www.notlinkedin.com/in/nora-beispiel",
        "https://www.linkedin.com/company/nora-beispiel",
        "https://www.linkedin.com/in/otto-probe/../nora-beispiel",
        "https://example.org/?next=https://www.linkedin.com/in/nora-beispiel",
        "https://www.linkedin.com/in/nora-beispiel%2Fde",
    ],
)
def test_an_address_that_only_looks_like_the_profiles_is_another(address: str) -> None:
    assert fold(address) != fold("https://www.linkedin.com/in/nora-beispiel")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.linkedin.com/pub/ida-probe/1/2b/3c4", "http://de.linkedin.com/pub/Ida-Probe/1/2b/3c4/en?trk=x"),
        ("https://www.linkedin.com/profile/view?id=17&trk=x", "http://linkedin.com/profile/view/?trk=y&id=17"),
        ("https%3A%2F%2Fwww.linkedin.com%2Fin%2Fida-probe", "https://www.linkedin.com/in/ida-probe"),
        ("https://www.linkedin.com/in/j%FCrgen", "https://www.linkedin.com/in/jürgen"),
        ("URN:LI:member:1", "urn:li:member:1"),
    ],
    ids=["old public address", "old view", "encoded as a whole", "encoded as Latin-1", "number of a member"],
)
def test_older_and_stranger_forms_are_understood(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_addresses_of_different_sorts_do_not_contradict_each_other() -> None:
    assert find_contrary_addresses({fold("linkedin.com/in/ida")}, {fold("linkedin.com/in/otto")})
    assert not find_contrary_addresses({fold("linkedin.com/in/ida")}, {"urn:li:member:1"})
    assert not find_contrary_addresses({fold("linkedin.com/in/ida")}, {fold("de.linkedin.com/in/IDA/")})
