"""The pack's own tests: each case states circumstances, an item and the verdict that is expected.

Read from ``cases.toml`` and ``cases/*.toml`` beside the pack, run by ``inspector policy check`` and by the test suite
alike.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import msgspec

from inspector.errors import Refused
from inspector.i18n import _, join_texts
from inspector.policy import days
from inspector.policy.circumstances import Age, parse_circumstances
from inspector.policy.evaluator import PolicyEvaluator
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_loader import CASES_FILE, CASES_FOLDER, read_document
from inspector.policy.verdict import Verdict
from inspector.taxonomy import Author, ItemClass

OUTSIDE = "outside"


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case expects of the verdict; a field that is not given is not compared."""

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
    """One test of a pack; circumstances are written as on the command line."""

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
    """A case whose verdict differs: its name and the differences."""

    case: str
    difference: str


def read_cases(folder: Traversable) -> tuple[Case, ...]:
    """Read the cases beside a pack, of all its files by name; none if there is no such file.

    Raises ``Refused`` if a file cannot be read.
    """
    names = {entry.name for entry in folder.iterdir()}
    cases: tuple[Case, ...] = _read_case_file(folder / CASES_FILE, CASES_FILE) if CASES_FILE in names else ()
    if CASES_FOLDER in names and (folder / CASES_FOLDER).is_dir():
        for file in sorted((folder / CASES_FOLDER).iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".toml"):
                cases = (*cases, *_read_case_file(file, f"{CASES_FOLDER}/{file.name}"))
    return cases


def _read_case_file(file: Traversable, file_name: str) -> tuple[Case, ...]:
    try:
        entries = read_document(file).get("case", [])
    except Refused as refused:
        raise Refused("E_POLICY", join_texts((file_name, refused.message), " "), refused.hint) from None
    if not isinstance(entries, list):
        message = _("must be a list of tables: write [[{kind}]]", kind="case")
        raise Refused("E_POLICY", join_texts((file_name, message), " "), _("Mend the file."))
    cases = []
    for number, entry in enumerate(entries, start=1):
        try:
            cases.append(msgspec.convert(entry, Case))
        except msgspec.ValidationError as error:
            name = (
                str(entry["name"]) if isinstance(entry, dict) and "name" in entry else _("case {number}", number=number)
            )
            raise Refused("E_POLICY", join_texts((file_name, name, str(error)), ": "), _("Mend the case.")) from None
    return tuple(cases)


def run_cases(pack: Pack, cases: tuple[Case, ...]) -> tuple[Failure, ...]:
    """Run all cases and return the failures; raises nothing."""
    return tuple(failure for case in cases if (failure := run_case(pack, case)) is not None)


def run_case(pack: Pack, case: Case) -> Failure | None:
    """Run one case."""
    try:
        differences = list(_compare_case(pack, case))
    except Refused as refused:
        differences = [refused.message]
    return Failure(case.name, join_texts(differences, "; ")) if differences else None


def _format_settings(case: Case) -> Iterator[str]:
    for name, values in case.settings.items():
        for value in (values,) if isinstance(values, str) else values:
            yield f"{name}={value}"


def _compare_case(pack: Pack, case: Case) -> Iterator[str]:
    circumstances = parse_circumstances(
        pack,
        regions=(case.region,) if isinstance(case.region, str) else case.region,
        settings=tuple(_format_settings(case)),
        age=case.age,
        born=case.born.isoformat() if case.born else None,
        as_of=case.as_of.isoformat(),
        today=case.as_of,
    )
    if case.use not in pack.uses or (case.category is not None and case.category not in pack.categories):
        yield _("the use or the data category is not in the pack")
        return
    yield from _compare_verdict(case, PolicyEvaluator(pack, circumstances))


def _compare_verdict(case: Case, reading: PolicyEvaluator) -> Iterator[str]:
    item_class = ItemClass(case.category, case.author)
    first_day = days.from_date(case.posted) if case.posted else None
    verdict = reading.item_verdict(case.use, item_class, first_day)
    expected = case.expect
    outcome = verdict.outcome.value if verdict.outcome else OUTSIDE
    if outcome != expected.outcome:
        yield _(
            "outcome is {outcome} ({label}), not {wanted}",
            outcome=outcome,
            label=verdict.label,
            wanted=expected.outcome,
        )
    if expected.now is not None and verdict.now != expected.now:
        yield _("now is {now}, not {wanted}", now=str(verdict.now), wanted=expected.now)
    assumptions = tuple(assumption.fact for assumption in reading.assumptions(case.use, item_class, first_day))
    for name, actual_ids, expected_ids in (
        ("rules", verdict.rules, expected.rules),
        ("closers", verdict.closers, expected.closers),
        ("assumed", assumptions, expected.assumed),
    ):
        if missing_ids := set(expected_ids) - set(actual_ids):
            yield _(
                "{name} are {have}, without {missing}",
                name=name,
                have=_join_ids(actual_ids),
                missing=", ".join(sorted(missing_ids)),
            )
    yield from _compare_details(verdict, expected)


def _compare_details(verdict: Verdict, expected: Expect) -> Iterator[str]:
    windows = tuple((days.format_date(w.first) or "", days.format_date(w.last) or "") for w in verdict.windows)
    if expected.windows is not None and windows != expected.windows:
        yield _("windows are {windows}", windows=str(windows))
    if expected.limited_to is not None and verdict.limited_to != expected.limited_to:
        yield _("limited to {purpose}", purpose=str(verdict.limited_to))
    if expected.disputed is not None and verdict.disputed is not expected.disputed:
        yield _("disputed is {value}", value=str(verdict.disputed))
    if expected.conflicts is not None and set(verdict.conflicts) != set(expected.conflicts):
        yield _("conflicts are {conflicts}", conflicts=_join_ids(verdict.conflicts))


def _join_ids(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or _("none")
