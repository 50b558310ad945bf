"""Facts that the archive suggests about the member. Each hint names its file and column and is never applied."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from inspector.catalog.catalog_schema import FileKind
from inspector.catalog.column_names import find_column
from inspector.resources import resources_dir
from inspector.table import Precision, Table, parse_day

_MAX_ROWS = 20


Fact = Literal["region", "born", "age", "registered"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A suggested fact; ``value`` is written as the command line takes it.

    The day of registration cannot be stated as a circumstance. Undated items count from it, and the hint says
    where it was found.
    """

    fact: Fact
    value: str
    member: str
    column: str

    @property
    def subject(self) -> str:
        """The subject of the hint: region, age (also for a birth date) or registration."""
        return {"region": "region", "registered": "registration"}.get(self.fact, "age")

    @property
    def option(self) -> str:
        """The command-line option that states the fact; "" if there is none."""
        return "" if self.fact == "registered" else f"--{self.fact} {self.value}"


class _Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    names: tuple[str, ...]
    calling: tuple[str, ...] = ()


@cache
def _load_countries() -> tuple[_Country, ...]:
    text = (resources_dir() / "catalog" / "countries.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["country"], tuple[_Country, ...])


@cache
def load_country_codes() -> dict[str, str]:
    """ISO 3166-1 codes by folded country name, in English and other languages."""
    return {name.casefold(): country.code for country in _load_countries() for name in (country.code, *country.names)}


@cache
def load_calling_codes() -> dict[str, str]:
    """ISO 3166-1 codes by the calling code of phone numbers (ITU E.164), without the plus sign."""
    return {prefix: country.code for country in _load_countries() for prefix in country.calling}


def read_hints(kind: FileKind, table: Table, member: str) -> Iterator[Hint]:
    """The hints of one table, at most one for each column: the first cell that can be understood."""
    for hint_column in kind.hints:
        column = find_column(table, hint_column.column)
        if column is None:
            continue
        for row in range(min(table.rows, _MAX_ROWS)):
            fact_value = _parse_fact(hint_column.fact, table.cell(row, column).strip(), kind.slash_dates)
            if fact_value is not None:
                yield Hint(fact_value[0], fact_value[1], member, table.labels[column])
                break


def _parse_fact(fact: str, text: str, slashes_are_month_first: bool) -> tuple[Fact, str] | None:
    if not text:
        return None
    if fact == "region" or fact == "phone":
        code = _parse_country(text) if fact == "region" else _parse_phone_country(text)
        return ("region", code) if code else None
    if fact == "birth":
        return _parse_birth_date(text)
    if fact == "registered":
        day = parse_day(text, slashes_are_month_first=slashes_are_month_first)
        return ("registered", _format_iso_day(day[0])) if day is not None and day[1] >= Precision.DAY else None
    return _parse_age(text)


def _parse_country(text: str) -> str | None:
    """The country of a place: the whole text or what follows its last comma; of several places only if all agree."""
    country_codes = load_country_codes()
    matching_codes = {
        country_codes.get(place.casefold()) or country_codes.get(place.rpartition(",")[2].strip().casefold())
        for place in map(str.strip, re.split(r"[|;]", text))
        if place
    }
    return matching_codes.pop() if len(matching_codes) == 1 else None


def _parse_phone_country(text: str) -> str | None:
    """The country of an international phone number (+ or 00); ``None`` for calling code 1, which countries share."""
    digits = re.sub(r"[^\d+]", "", text)
    if not digits.startswith(("+", "00")):
        return None
    digits = digits.lstrip("+0")
    calling_code_countries = load_calling_codes()
    return next(
        (calling_code_countries[digits[:size]] for size in range(6, 0, -1) if digits[:size] in calling_code_countries),
        None,
    )


def _parse_age(text: str) -> tuple[Fact, str] | None:
    """Adult or minor, from an age band; ``None`` for a band that includes both."""
    if "under" in text.casefold() or "<" in text:
        return ("age", "minor") if re.search(r"\b1[0-8]\b", text) else None
    numbers = [int(number) for number in re.findall(r"\d{1,3}", text)[:2]]
    if not numbers:
        return None
    return ("age", "adult") if numbers[0] >= 18 else ("age", "minor") if numbers[-1] < 18 else None


def _format_iso_day(day: int) -> str:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=day)).isoformat()


def _parse_birth_date(text: str) -> tuple[Fact, str] | None:
    """A birth date. A year alone counts as its last day, so that nobody is taken for older than they are."""
    if re.fullmatch(r"(19|20)\d{2}", text):
        return ("born", f"{text}-12-31")
    day = parse_day(text)
    if day is None or day[1] < Precision.DAY:
        return None
    return ("born", _format_iso_day(day[0]))
