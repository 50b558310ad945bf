"""Names are compared as people write them: titles, degrees, initials, accents and order make no other person."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.items.person_name import Likeness, compare_names, compare_texts, parse_name, share_script

SAME, COMPATIBLE, RELATED, DIFFERENT = Likeness.SAME, Likeness.COMPATIBLE, Likeness.RELATED, Likeness.DIFFERENT
PEOPLE = (
    "Ida Probe",
    "Jürgen Müller",
    "Zoë Ågren",
    "Søren Østergård",
    "Anna-Lena Schmidt",
    "山田 太郎",
    "Ида Проба",
    "Pat O'Sample",
)
BEFORE = ("", "Dr. ", "Prof. Dr. ", "Dipl.-Ing. ", "Frau ", "Mr ", "✨ ")
BEHIND = (
    "",
    ", MSc",
    ", Ph.D.",
    " PhD, MBA",
    ", M.Sc., PMP®",
    " (She/Her)",
    " 🎓",
    " 🚀✅",
    " Jr.",
    " III",
    " [he/him]",
)


@st.composite
def written(draw: st.DrawFn, person: str) -> str:
    """A name as its bearer might write it."""
    words = person.split(" ")
    change = draw(
        st.sampled_from([str, str.upper, str.lower, "compose", "decompose", "swap", "comma", "initial", "blanks"])
    )
    name = (
        {
            "compose": unicodedata.normalize("NFC", person),
            "decompose": unicodedata.normalize("NFD", person),
            "swap": " ".join(reversed(words)),
            "comma": f"{words[-1]}, {words[0]}",
            "initial": f"{words[0]} K. {words[-1]}",
            "blanks": "  ".join(words) + "\u00a0",
        }.get(change)
        if isinstance(change, str)
        else change(person)
    )
    assert name is not None
    return draw(st.sampled_from(BEFORE)) + name + draw(st.sampled_from(BEHIND))


def likeness(name: str, other: str) -> Likeness:
    return compare_names(parse_name(name), parse_name(other))


@given(st.data(), st.sampled_from(PEOPLE))
def test_a_name_is_the_same_however_it_is_written(data: st.DataObject, person: str) -> None:
    assert likeness(data.draw(written(person)), data.draw(written(person))) is SAME


@given(st.data(), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_two_people_stay_two_however_they_are_written(data: st.DataObject, person: str, other: str) -> None:
    answer = likeness(data.draw(written(person)), data.draw(written(other)))

    assert (answer >= COMPATIBLE) == (person == other)


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Jürgen Müller", "Juergen Mueller", SAME),
        ("Jürgen Müller", "Jurgen Muller", SAME),
        ("Jack Ma", "Jack Ma, MBA", SAME),
        ("Jean-Luc Sample", "Jeanluc Sample", SAME),
        ("Anna Schmidt", "Anna Schmidt-Meyer", COMPATIBLE),
        ("Maria Prueba", "Maria Prueba Lopez", COMPATIBLE),
        ("Nora B.", "Nora Beispiel", COMPATIBLE),
        ("N. Beispiel", "Nora Beispiel", COMPATIBLE),
        ("Ida Probe (Muster)", "Ida Muster", COMPATIBLE),
        ("Ida Probe", "Ida Married", RELATED),
        ("Alex Probe", "Alexander Probe", RELATED),
        ("Anna K. Schmidt", "Anna M. Schmidt", RELATED),
        ("Ida Probe", "Ida", COMPATIBLE),
        ("Ida Probe", "Probe", DIFFERENT),
        ("Ida Probe", "Otto Probe", DIFFERENT),
        ("Ida Probe", "Otto Muster", DIFFERENT),
        ("Dr. Probe", "Dr. Muster", DIFFERENT),
        ("", "Ida Probe", DIFFERENT),
        ("MBA, PhD", "MBA, PhD", DIFFERENT),
    ],
)
def test_a_name_that_changed_in_part_is_neither_the_same_nor_another(name: str, other: str, expected: Likeness) -> None:
    assert (likeness(name, other), likeness(other, name)) == (expected, expected)


@given(st.lists(st.one_of(*map(written, PEOPLE), st.text(max_size=30))), st.data())
def test_a_column_of_names_is_compared_as_each_of_its_cells(names: list[str], data: st.DataObject) -> None:
    owner = parse_name(data.draw(st.one_of(*map(written, PEOPLE))))

    assert compare_texts(names, [owner]) == [compare_names(parse_name(name), owner) for name in names]


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared_in_either_order(name: str, other: str) -> None:
    assert likeness(name, other) is likeness(other, name)


def test_names_in_two_scripts_cannot_be_compared() -> None:
    assert not share_script(parse_name("Ida Probe"), parse_name("Ида Проба"))
    assert share_script(parse_name("Ida Probe"), parse_name("Otto Müster"))
