"""Whether several archives are one person's: what is common proves it, what contradicts refuses, what differs warns."""

from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused, Severity
from inspector.holdings.one_person import IDENTITY_CODES, compare_owners, describe_differences, join_owners
from inspector.items import Owner
from tests.archives import INVITATIONS, MESSAGES_HEADER, PROFILE, codes, folder, read, seen, table

NAME = {"same": "nora beispiel", "compatible": "dr. nora beispiel-muster", "related": "nora verheiratet"}
NAME |= {"different": "otto probe", "unknown": ""}
STATES = ("same", "differs", "unknown")
FIRST = Owner(
    names=frozenset({"nora beispiel"}),
    addresses=frozenset({"linkedin.com/in/nora"}),
    mails=frozenset({"nora@example.org", "n@example.org"}),
)
ONE, WARN, REFUSE = "one person", "warning", "refusal"


def other_owner(address: str, mail: str, name: str) -> Owner:
    """The owner of a second archive, as it compares with the first."""
    addresses = {"same": {"linkedin.com/in/nora"}, "differs": {"linkedin.com/in/nora-2"}, "unknown": set[str]()}
    mails = {"same": {"n@example.org", "b@example.org"}, "differs": {"b@example.org"}, "unknown": set[str]()}
    names = frozenset(filter(None, [NAME[name]]))
    return Owner(names=names, addresses=frozenset(addresses[address]), mails=frozenset(mails[mail]))


def expected(address: str, mail: str, name: str) -> str:
    """The rule in words: proof first, then how much speaks against one person."""
    differing = (address == "differs") + (mail == "differs")
    if "same" in (address, mail):
        other_name = name in ("related", "different")
        return WARN if other_name or address == "differs" else ONE
    if name == "different":
        return REFUSE
    if name in ("related", "unknown"):
        return REFUSE if differing else WARN if name == "related" else ONE
    if name == "compatible" and differing == 2:
        return REFUSE
    return WARN if differing else ONE


def weigh(*owners: Owner) -> str:
    names = [f"{number}.zip" for number in range(len(owners))]
    try:
        join_owners(owners, names)
    except Refused as refused:
        return REFUSE if refused.code == "E_TWO_OWNERS" else refused.code
    problems = list(describe_differences(owners, names))
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    return WARN if problems else ONE


@pytest.mark.parametrize(("address", "mail", "name"), list(product(STATES, STATES, NAME)))
def test_what_is_common_proves_and_what_contradicts_refuses(address: str, mail: str, name: str) -> None:
    assert weigh(FIRST, other_owner(address, mail, name)) == expected(address, mail, name)


@pytest.mark.parametrize(
    ("minutes", "days", "answer"),
    [((700, 700), (0, 0), WARN), ((700, 1500), (0, 1), REFUSE), ((None, None), (0, 1), REFUSE)],
    ids=["the same minute", "the day after", "days alone"],
)
def test_the_minute_of_the_registration_proves_one_person_whatever_the_name(
    minutes: tuple[int | None, int | None], days: tuple[int, int], answer: str
) -> None:
    one, other = (
        Owner(names=frozenset({name}), registration_day=day, registrations=frozenset() if at is None else {at})  # type: ignore[arg-type]
        for name, day, at in zip(("nora beispiel", "otto probe"), days, minutes, strict=True)
    )

    assert weigh(one, other) == answer


@pytest.mark.parametrize(("days", "answer"), [((0, 1), ONE), ((0, 2), REFUSE), ((0, 4000), REFUSE)])
def test_two_registrations_are_two_accounts_even_under_one_name(days: tuple[int, int], answer: str) -> None:
    one, other = (Owner(names=frozenset({"nora beispiel"}), registration_day=day) for day in days)

    assert weigh(one, other) == answer


def test_a_third_archive_proves_that_two_others_are_one_persons_in_any_order() -> None:
    owners = (
        Owner(names=frozenset({"ida probe"}), addresses=frozenset({"linkedin.com/in/ida"})),
        Owner(names=frozenset({"nele neu"}), mails=frozenset({"ida@example.org"})),
        Owner(addresses=frozenset({"linkedin.com/in/ida"}), mails=frozenset({"ida@example.org"})),
    )

    assert {weigh(*order) for order in permutations(owners)} == {WARN}
    assert weigh(*owners[:2]) == REFUSE


OWNERS = st.builds(
    Owner,
    names=st.frozensets(st.sampled_from(["nora beispiel", "otto probe", "nora neu"]), max_size=2),
    addresses=st.frozensets(st.sampled_from(["linkedin.com/in/a", "linkedin.com/in/b", "urn:li:member:1"]), max_size=2),
    mails=st.frozensets(st.sampled_from(["a@example.org", "b@example.org"]), max_size=2),
    registration_day=st.none() | st.integers(0, 3),
)


@given(st.lists(OWNERS, min_size=2, max_size=3))
def test_whether_archives_are_refused_does_not_hang_on_their_order(owners: list[Owner]) -> None:
    assert len({weigh(*order) == REFUSE for order in permutations(owners)}) == 1


@given(OWNERS, OWNERS)
def test_two_owners_compare_the_same_from_either_side(one: Owner, other: Owner) -> None:
    assert compare_owners(one, other) == compare_owners(other, one)


def test_a_refusal_names_the_archives_and_the_way_on_and_nobody(tmp_path: Path) -> None:
    other = PROFILE.replace("Nora,Beispiel", "Otto,Probe")

    with pytest.raises(Refused) as refused:
        read(folder(tmp_path, {"Profile.csv": PROFILE}, "one"), folder(tmp_path, {"Profile.csv": other}, "two"))

    said = f"{refused.value.message} {refused.value.hint}"
    assert "'one'" in said
    assert "'two'" in said
    assert "one at a time" in said
    assert not any(name in said for name in ("Nora", "Beispiel", "Otto", "Probe"))


def test_a_title_in_one_of_two_archives_makes_no_other_person(tmp_path: Path) -> None:
    titled = PROFILE.replace("Nora,Beispiel", 'Dr. Nora,"Beispiel, PhD"')

    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE}, "one"), folder(tmp_path, {"Profile.csv": titled}, "two"))

    assert IDENTITY_CODES.isdisjoint(codes(holdings))


def test_the_rows_of_messages_prove_one_person_where_the_other_archive_knows_the_address(tmp_path: Path) -> None:
    own, otto = "https://www.linkedin.com/in/nora-beispiel", "https://de.linkedin.com/in/otto-probe"
    renamed = PROFILE.replace("Beispiel", "Verheiratet")
    rows = table(
        MESSAGES_HEADER.strip().split(","),
        ["c1", "", "Nora Verheiratet", own, "Otto Probe", otto, "2026-01-02 03:04:05 UTC", "", "Hello", "INBOX"],
        ["c1", "", "Otto Probe", otto, "Nora Verheiratet", own, "2026-01-02 03:05:05 UTC", "", "Hello", "INBOX"],
    )
    first = folder(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS}, "one")
    second = folder(tmp_path, {"Profile.csv": renamed, "messages.csv": rows}, "two")

    holdings = read(first, second)

    assert [item.author for item in seen(holdings) if item.kind == "messages"] == ["member", "other"]
    assert "W_OTHER_NAME" in codes(holdings)


def test_a_profile_under_a_compatible_name_within_one_archive_is_the_owners_too(tmp_path: Path) -> None:
    other = PROFILE.replace("Nora,Beispiel", "Nora,Beispiel-Muster")

    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "old/Profile.csv": other}))

    assert "W_OTHER_OWNER" not in codes(holdings)
    assert holdings.owner.names == {"nora beispiel", "nora beispiel-muster"}
