"""The pack's own tests: circumstances and an item in, a verdict out, each case a sentence.

Read from ``cases.toml`` beside the pack, run by ``inspector policy check`` and by the test suite alike.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import msgspec

from inspector.errors import Refused
from inspector.i18n import joined, words
from inspector.policy import days
from inspector.policy.circumstances import Age, state
from inspector.policy.evaluator import Reading
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_loader import CASES
from inspector.policy.verdict import Verdict
from inspector.taxonomy import Author, Facts

OUTSIDE = "outside"


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case expects; what it does not name is not looked at."""

    outcome: str
    now: str | None = None
    rules: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()
    windows: tuple[tuple[str, str], ...] | None = None
    limited_to: str | None = None
    disputed: bool | None = None
    conflicts: tuple[str, ...] | None = None
    assumed: tuple[str, ...] = ()


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One test of a pack; the words of the circumstances are those of the command line."""

    name: str
    use: str
    as_of: dt.date
    expect: Expect
    category: str | None = None
    author: Author = Author.MEMBER
    posted: dt.date | None = None
    region: str | tuple[str, ...] = ()
    age: Age | None = None
    born: dt.date | None = None
    settings: dict[str, str | tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that came out otherwise: its name and what differs."""

    case: str
    differs: str


def read_cases(folder: Traversable) -> tuple[Case, ...]:
    """The cases beside a pack; none where there is no such file. Raises ``Refused`` on one that cannot be read."""
    file = folder / CASES
    if not file.is_file():
        return ()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8")).get("case", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            "E_POLICY",
            words("{file} cannot be read as TOML: {fault}", file=CASES, fault=str(error)),
            words("Mend the file."),
        ) from None
    cases = []
    for number, entry in enumerate(found, start=1):
        try:
            cases.append(msgspec.convert(entry, Case))
        except msgspec.ValidationError as error:
            name = str(entry["name"]) if "name" in entry else words("case {number}", number=number)
            raise Refused("E_POLICY", joined((CASES, name, str(error)), ": "), words("Mend the case.")) from None
    return tuple(cases)


def run(pack: Pack, cases: tuple[Case, ...]) -> tuple[Failure, ...]:
    """Run all cases; what comes out otherwise is returned, nothing is raised."""
    return tuple(failure for case in cases if (failure := check(pack, case)) is not None)


def check(pack: Pack, case: Case) -> Failure | None:
    """Run one case."""
    try:
        differences = list(_differences(pack, case))
    except Refused as refused:
        differences = [refused.message]
    return Failure(case.name, joined(differences, "; ")) if differences else None


def _spoken(case: Case) -> Iterator[str]:
    for name, values in case.settings.items():
        for value in (values,) if isinstance(values, str) else values:
            yield f"{name}={value}"


def _differences(pack: Pack, case: Case) -> Iterator[str]:
    circumstances = state(
        pack,
        regions=(case.region,) if isinstance(case.region, str) else case.region,
        settings=tuple(_spoken(case)),
        age=case.age,
        born=case.born.isoformat() if case.born else None,
        as_of=case.as_of.isoformat(),
        today=case.as_of,
    )
    if case.use not in pack.uses or (case.category is not None and case.category not in pack.categories):
        yield words("the use or the data category is not in the pack")
        return
    yield from _verdict_differs(case, Reading(pack, circumstances))


def _verdict_differs(case: Case, reading: Reading) -> Iterator[str]:
    facts = Facts(case.category, case.author)
    born = days.number(case.posted) if case.posted else None
    found = reading.verdict_on(case.use, facts, born)
    wanted = case.expect
    outcome = found.outcome.value if found.outcome else OUTSIDE
    if outcome != wanted.outcome:
        yield words(
            "outcome is {outcome} ({label}), not {wanted}", outcome=outcome, label=found.label, wanted=wanted.outcome
        )
    if wanted.now is not None and found.now != wanted.now:
        yield words("now is {now}, not {wanted}", now=str(found.now), wanted=wanted.now)
    assumed = tuple(fact.fact for fact in reading.assumed(case.use, facts, born))
    for name, have, want in (
        ("rules", found.rules, wanted.rules),
        ("closers", found.closers, wanted.closers),
        ("assumed", assumed, wanted.assumed),
    ):
        if missing := set(want) - set(have):
            yield words(
                "{name} are {have}, without {missing}",
                name=name,
                have=_listed(have),
                missing=", ".join(sorted(missing)),
            )
    yield from _marks_differ(found, wanted)


def _marks_differ(found: Verdict, wanted: Expect) -> Iterator[str]:
    windows = tuple((days.written(w.first) or "", days.written(w.last) or "") for w in found.windows)
    if wanted.windows is not None and windows != wanted.windows:
        yield words("windows are {windows}", windows=str(windows))
    if wanted.limited_to is not None and found.limited_to != wanted.limited_to:
        yield words("limited to {purpose}", purpose=str(found.limited_to))
    if wanted.disputed is not None and found.disputed is not wanted.disputed:
        yield words("disputed is {value}", value=str(found.disputed))
    if wanted.conflicts is not None and set(found.conflicts) != set(wanted.conflicts):
        yield words("conflicts are {conflicts}", conflicts=_listed(found.conflicts))


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or words("none")
