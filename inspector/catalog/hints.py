"""What the archive suggests about the member: each hint with its file and column, never applied by itself."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from inspector.catalog.columns import position
from inspector.catalog.entries import FileKind
from inspector.resources import resources
from inspector.table import Precision, Table, parse_day

_ROWS = 20


@dataclass(frozen=True, slots=True)
class Hint:
    """A suggested fact: ``fact`` is region, born or age; ``value`` is in the words of the command line."""

    fact: Literal["region", "born", "age"]
    value: str
    member: str
    column: str

    @property
    def subject(self) -> str:
        """What the hint is about: the region, or the age in either form."""
        return "region" if self.fact == "region" else "age"

    @property
    def option(self) -> str:
        """The option that would state it."""
        return f"--{self.fact} {self.value}"


class _Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    names: tuple[str, ...]


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 codes by folded country name, in English and other languages."""
    text = (resources() / "catalog" / "countries.toml").read_text(encoding="utf-8")
    found = msgspec.convert(tomllib.loads(text)["country"], tuple[_Country, ...])
    return {name.casefold(): country.code for country in found for name in (country.code, *country.names)}


def hints_of(kind: FileKind, table: Table, member: str) -> Iterator[Hint]:
    """The hints that one table gives: the first cell of each named column that says something."""
    for hint in kind.hints:
        column = position(table, hint.column)
        if column is None:
            continue
        for row in range(min(table.rows, _ROWS)):
            found = _read(hint.fact, table.cell(row, column).strip())
            if found is not None:
                yield Hint(found[0], found[1], member, table.columns[column])
                break


def _read(fact: str, text: str) -> tuple[Literal["region", "born", "age"], str] | None:
    if not text:
        return None
    if fact == "region":
        names = countries()
        code = names.get(text.casefold()) or names.get(text.rpartition(",")[2].strip().casefold())
        return ("region", code) if code else None
    if fact == "birth":
        return _birth(text)
    if "under" in text.casefold() or "<" in text:
        return ("age", "minor") if re.search(r"\b1[0-8]\b", text) else None
    numbers = [int(number) for number in re.findall(r"\d{1,3}", text)[:2]]
    if not numbers:
        return None
    return ("age", "adult") if numbers[0] >= 18 else ("age", "minor") if numbers[-1] < 18 else None


def _birth(text: str) -> tuple[Literal["born"], str] | None:
    """A birth date; of a year alone, its last day, so that nobody is taken for older than they are."""
    if re.fullmatch(r"(19|20)\d{2}", text):
        return ("born", f"{text}-12-31")
    found = parse_day(text)
    if found is None or found[1] < Precision.DAY:
        return None
    return ("born", (dt.date(1970, 1, 1) + dt.timedelta(days=found[0])).isoformat())
