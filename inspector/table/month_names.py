"""Dates with month names of the languages that the platform is offered in.

The names and the small words between them are those of CLDR, which ``packaging/month_names.py`` writes into
``resources/catalog/month_names.toml``; the file is read when the first such date is met. Years outside 1900 to 2100
are not read: they are most likely those of another calendar.
"""

import re
import tomllib
import unicodedata
from functools import cache
from typing import Any

from inspector.resources import resources_dir

NamedDay = tuple[int, int, int | None]
"""Year, month and, where it is written, day."""
_YEARS = range(1900, 2101)
_SILENT = re.compile("[\u0307\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_YEAR = r"(?P<y>\d{4})"
_DAY = r"(?P<d>\d{1,2})"
# Each holds one run without end, between anchors and pieces of few characters.
_SHAPES = tuple(
    re.compile(shape, re.ASCII | re.DOTALL)
    for shape in (
        rf"{_DAY}(?!\d)(?P<b>.+?)(?<!\d)(?P<y>\d{{4}}|\d{{2}})",
        rf"(?P<b>.+?)(?<!\d){_DAY}[ .,]{{1,3}}{_YEAR}",
        rf"(?P<b>.+?)(?<!\d){_YEAR}",
        rf"{_YEAR}(?!\d)(?P<b>.+?)(?<!\d){_DAY}",
        rf"{_YEAR}(?!\d)(?P<b>.+)",
    )
)


def fold_month_name(text: str) -> str:
    """The text in NFKC, case folded, with ASCII digits and single blanks, without outer blanks and dots."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if not text.isascii():
        text = _SILENT.sub("", text).replace("\u060c", ",")
        text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return " ".join(text.split()).strip(" .")


@cache
def _load_content() -> dict[str, Any]:
    return tomllib.loads((resources_dir() / "catalog" / "month_names.toml").read_text(encoding="utf-8"))


@cache
def _load_month_names() -> tuple[dict[str, int], frozenset[str]]:
    """Month numbers by folded name, and the words that stand between; no name means two months."""
    content = _load_content()
    numbers = {name: number for number, names in enumerate(content["months"], 1) for name in names}
    return numbers, frozenset(content["particles"])


@cache
def _compile_clock() -> re.Pattern[str]:
    content = _load_content()
    half = "|".join(map(re.escape, sorted([*content["mornings"], *content["afternoons"]], key=len, reverse=True)))
    spelling = (
        rf"(?:,? | ?t|(?<=[\u65e5\uc77c]))(?:(?P<before>{half}) ?)?(?P<H>[0-9]{{1,2}})[:.](?P<M>[0-9]{{2}})"
        rf"(?:[:.](?P<S>[0-9]{{2}}))?(?: ?(?P<after>{half}))?(?: ?(?:utc|gmt|z))?$"
    )
    return re.compile(spelling)


def split_clock(text: str) -> tuple[str, dict[str, str | None]]:
    """A folded text without the clock at its end, and the clock's groups H, M, S and p; none without a clock.

    p is "a" or "p", for the hours before or after noon, or None where all 24 are counted.
    """
    match = _compile_clock().search(text) if any("0" <= sign <= "9" for sign in text) else None
    if match is None:
        return text, {}
    halves = [word for word in (match["before"], match["after"]) if word]
    if len(halves) > 1:
        return text, {}
    half = ("p" if halves[0] in _load_content()["afternoons"] else "a") if halves else None
    return text[: match.start()], {"H": match["H"], "M": match["M"], "S": match["S"], "p": half}


def parse_named_date(text: str) -> NamedDay | None:
    """Read a folded text without a clock that holds a month's name; ``None`` where it is no such date."""
    if not any("0" <= sign <= "9" for sign in text) or all(sign in "0123456789 .,:/-" for sign in text):
        return None
    numbers, particles = _load_month_names()
    # Some languages end in a word for the year, as Russian does.
    words = text.split(" ")
    while len(words) > 1 and words[-1].strip(".,") in particles:
        words.pop()
    body = " ".join(words).strip(" .,")
    for shape in _SHAPES:
        match = shape.fullmatch(body)
        if match is None:
            continue
        name = _strip_particles(match["b"], particles)
        if name in numbers:
            year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
            day = match.groupdict().get("d")
            return (year, numbers[name], int(day) if day else None) if year in _YEARS else None
    return None


def _strip_particles(name: str, particles: frozenset[str]) -> str:
    words = name.strip(" .,-/").split(" ")
    while len(words) > 1 and words[0].strip(".,") in particles:
        words.pop(0)
    while len(words) > 1 and words[-1].strip(".,") in particles:
        words.pop()
    return " ".join(words).strip(" .,-/")
