"""The facts about the member that a verdict rests on, each with how it is known.

What is not stated takes the value that leaves most open: an adult, in the rest of the world, with every
setting on and no browser signal. Such a fact is remembered as assumed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

from inspector.errors import Refused
from inspector.i18n import LazyText, _, lookup
from inspector.policy import days
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Setting

Age = Literal["adult", "minor", "unknown"]
SettingPosition = Literal["on", "off"]

REGION = "region"
AGE = "age"
AS_OF = "as_of"
REST_OF_WORLD = "ROW"
_SEPARATE_SUBDIVISIONS = {
    "CN": frozenset({"HK", "MO", "TW"}),
    "FR": frozenset({"BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"}),
    "NL": frozenset({"AW", "BQ", "CW", "SX"}),
    "US": frozenset({"AS", "GU", "MP", "PR", "UM", "VI"}),
}
"""The parts in ISO 3166-2 lists of countries that have an ISO 3166-1 code, and so a place, of their own."""
_REGION_ALIASES = {"UK": "UK", "EU": "EEA", "EEA": "EEA", REST_OF_WORLD: REST_OF_WORLD}


class Origin(StrEnum):
    """How a fact about the member is known; the values are the ids of machine formats."""

    STATED = "stated"
    SUGGESTED = "suggested"
    ASSUMED = "assumed"
    EVIDENCED = "evidenced"


@dataclass(frozen=True, slots=True)
class Residence:
    """Where the member lived from a day on: the pack's region, and the word that the person used.

    ``since`` is a day number, ``None`` for the first residence. ``known`` is false where the place is assumed.
    ``approximation`` holds the sentence to show where no text places the territory, and the nearest region was taken.
    """

    region: str
    place: str
    since: int | None = None
    known: bool = True
    approximation: LazyText | None = None


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting at a position from a day on (``None``: from the start); ``known`` is false where assumed.

    ``day_known`` is false where the position is stated but not the day on which it was taken.
    """

    position: SettingPosition
    since: int | None = None
    known: bool = True
    day_known: bool = True


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All facts about the member, with their history. ``as_of`` is a day number.

    ``setting_changes`` holds, for each setting of which anything was stated, its history in the order of days,
    sorted by the settings' ids. ``closing_author_facts`` names facts of another author (``AGE``, the id of a
    setting) that are supposed to close: nothing is known of them, so it is empty unless "what if" is asked.
    """

    as_of: int
    residences: tuple[Residence, ...]
    age: Age = "unknown"
    birth_date: dt.date | None = None
    setting_changes: tuple[tuple[str, tuple[SettingChange, ...]], ...] = ()
    as_of_stated: bool = True
    closing_author_facts: tuple[str, ...] = ()

    def find_residence(self, day: int) -> Residence:
        """Where the member lived on a day."""
        return [residence for residence in self.residences if residence.since is None or residence.since <= day][-1]

    def find_adulthood_day(self) -> int | None:
        """The day on which the member turned 18; ``None`` where no birth date was stated."""
        if self.birth_date is None:
            return None
        year = self.birth_date.year + 18
        leap_day = (self.birth_date.month, self.birth_date.day) == (2, 29)
        birthday = dt.date(year, 3, 1) if leap_day else self.birth_date.replace(year=year)
        return days.from_date(birthday)

    def is_minor(self, day: int) -> bool:
        """Whether the member was under 18 on a day, as far as was stated; unknown counts as adult."""
        adulthood_day = self.find_adulthood_day()
        return day < adulthood_day if adulthood_day is not None else self.age == "minor"

    @property
    def age_known(self) -> bool:
        """Whether the age was stated, as a group or by a birth date."""
        return self.birth_date is not None or self.age != "unknown"

    def find_origin(self, fact: str) -> Origin:
        """How a fact is known: ``REGION``, ``AGE``, ``AS_OF`` or the id of a setting.

        A fact with a history is stated only if all of the history is.
        """
        is_known = {
            AS_OF: self.as_of_stated,
            REGION: all(residence.known for residence in self.residences),
            AGE: self.age_known,
        }
        changes = dict(self.setting_changes).get(fact, ())
        if is_known.get(fact, bool(changes) and all(change.known for change in changes)):
            return Origin.STATED
        return Origin.ASSUMED

    def get_history(self, setting: Setting) -> tuple[SettingChange, ...]:
        """The positions of a setting: as stated, else the assumed one."""
        for name, changes in self.setting_changes:
            if name == setting.id:
                return changes
        return (SettingChange(get_default_position(setting), known=False),)

    def find_setting_change(self, setting: Setting, day: int) -> SettingChange:
        """How a setting stood on a day; a day of change belongs to the new position."""
        return [change for change in self.get_history(setting) if change.since is None or change.since <= day][-1]

    def with_setting(self, setting: str, *changes: SettingChange) -> "Circumstances":
        """The same circumstances with another history of one setting."""
        others = tuple((name, history) for name, history in self.setting_changes if name != setting)
        return replace(self, setting_changes=tuple(sorted((*others, (setting, changes)))))

    def with_setting_change(
        self, setting: Setting, position: SettingPosition, day: int | None = None
    ) -> "Circumstances":
        """The same circumstances with a setting turned on a day (``None``: as of); its earlier history stays."""
        since = self.as_of if day is None else day
        earlier_changes = tuple(
            change for change in self.get_history(setting) if change.since is None or change.since < since
        )
        return self.with_setting(setting.id, *earlier_changes, SettingChange(position, since))

    def without_last_change(self, setting: Setting) -> "Circumstances":
        """The same circumstances without the last turn of a setting; not stated where nothing stated is left."""
        earlier_changes = self.get_history(setting)[:-1]
        if any(change.known for change in earlier_changes) or len(earlier_changes) > 1:
            return self.with_setting(setting.id, *earlier_changes)
        return self.without_setting(setting.id)

    def without_setting(self, setting: str) -> "Circumstances":
        """The same circumstances with nothing stated of a setting."""
        return replace(self, setting_changes=tuple(item for item in self.setting_changes if item[0] != setting))

    def with_closing_author_fact(self, fact: str) -> "Circumstances":
        """The same circumstances, supposing that a fact about another author closes."""
        return replace(self, closing_author_facts=(fact,))

    def with_age(self, age: Age) -> "Circumstances":
        """The same circumstances with another age on all days."""
        return replace(self, age=age, birth_date=None)

    def with_birth_date(self, birth_date: dt.date, today: dt.date) -> "Circumstances":
        """The same circumstances with a birth date; raises ``Refused`` where it cannot be right."""
        return replace(self, age="unknown", birth_date=check_birth_date(birth_date, today))

    def with_region(self, region: str) -> "Circumstances":
        """The same circumstances with one region on all days."""
        return replace(self, residences=(Residence(region, region),))

    def with_residences(self, *residences: Residence) -> "Circumstances":
        """The same circumstances with other residences; raises ``Refused`` as ``order_residences`` does."""
        return replace(self, residences=order_residences(residences))

    def with_as_of(self, day: int, *, stated: bool = True) -> "Circumstances":
        """The same circumstances as of another day.

        A position of which the day is not known holds from the as-of day on for certain, so it moves with it.
        """
        moved_changes = tuple(
            (name, _sort_changes(change if change.day_known else replace(change, since=day) for change in history))
            for name, history in self.setting_changes
        )
        return replace(self, as_of=day, as_of_stated=stated, setting_changes=moved_changes)

    def to_dict(self) -> dict[str, Any]:
        """Write the facts as plain JSON types; ``from_dict`` reads them back. Days are written YYYY-MM-DD."""
        return {
            "as_of": days.format_date(self.as_of),
            "as_of_stated": self.as_of_stated,
            "residences": [
                {"place": stay.place, "since": days.format_date(stay.since), "known": stay.known}
                for stay in self.residences
            ],
            "age": self.age,
            "birth_date": self.birth_date.isoformat() if self.birth_date is not None else None,
            "settings": {
                name: [
                    {
                        "position": change.position,
                        "since": days.format_date(change.since),
                        "known": change.known,
                        "day_known": change.day_known,
                    }
                    for change in history
                ]
                for name, history in self.setting_changes
            },
            "closing_author_facts": list(self.closing_author_facts),
        }

    @classmethod
    def from_dict(cls, data: object, pack: Pack) -> "Circumstances":
        """Read what ``to_dict`` wrote; raises ``Refused`` (E_CIRCUMSTANCES) on unknown or wrong facts."""
        try:
            record = msgspec.convert(data, _CircumstancesRecord)
        except msgspec.ValidationError as error:
            raise Refused(
                "E_CIRCUMSTANCES",
                _("The circumstances cannot be read: {reason}.", reason=_clean_word(str(error))),
                _("Give them anew."),
            ) from error
        residences = tuple(
            replace(parse_region(pack, stay.place), since=_count_days(stay.since), known=stay.known)
            for stay in record.residences
        )
        return cls(
            as_of=days.from_date(record.as_of),
            residences=order_residences(residences),
            age=record.age,
            birth_date=record.birth_date,
            setting_changes=tuple(
                sorted(
                    (_find_setting(pack, name).id, tuple(change.to_change() for change in history))
                    for name, history in record.settings.items()
                )
            ),
            as_of_stated=record.as_of_stated,
            closing_author_facts=record.closing_author_facts,
        )


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is written of a part of the circumstances: strict, so that a wrong fact is refused."""


class _ResidenceRecord(_Record, frozen=True):
    place: str
    since: dt.date | None
    known: bool


class _ChangeRecord(_Record, frozen=True):
    position: SettingPosition
    since: dt.date | None
    known: bool
    day_known: bool

    def to_change(self) -> SettingChange:
        return SettingChange(self.position, _count_days(self.since), self.known, self.day_known)


class _CircumstancesRecord(_Record, frozen=True):
    as_of: dt.date
    as_of_stated: bool
    residences: tuple[_ResidenceRecord, ...]
    age: Age
    birth_date: dt.date | None
    settings: dict[str, Annotated[tuple[_ChangeRecord, ...], msgspec.Meta(min_length=1)]]
    closing_author_facts: tuple[str, ...]


def _sort_changes(changes: Iterable[SettingChange]) -> tuple[SettingChange, ...]:
    return tuple(sorted(changes, key=lambda change: (change.since is not None, change.since or 0)))


def _count_days(day: dt.date | None) -> int | None:
    return None if day is None else days.from_date(day)


def assume_circumstances(as_of: int) -> Circumstances:
    """The circumstances of which nothing is stated, as of a day."""
    return Circumstances(as_of, order_residences(()), as_of_stated=False)


def order_residences(residences: Sequence[Residence]) -> tuple[Residence, ...]:
    """Sort residences by day, and assume the rest of the world before the first dated one.

    Raises ``Refused`` (E_CIRCUMSTANCES) where two begin on the same day or two have no day.
    """
    if sum(residence.since is None for residence in residences) > 1:
        raise Refused(
            "E_CIRCUMSTANCES",
            _("Two regions are given without a date."),
            _(
                "Give each later region the day since when it holds, for example {example}.",
                example="--region US --region DE@2024-06-01",
            ),
        )
    ordered = sorted(residences, key=lambda residence: (residence.since is not None, residence.since or 0))
    if len({residence.since for residence in ordered}) < len(ordered):
        raise Refused("E_CIRCUMSTANCES", _("Two regions begin on the same day."), _("Give each its own day."))
    if not ordered or ordered[0].since is not None:
        ordered.insert(0, Residence(REST_OF_WORLD, REST_OF_WORLD, known=False))
    return tuple(ordered)


def check_birth_date(birth_date: dt.date, today: dt.date) -> dt.date:
    """Return the birth date; raises ``Refused`` where it lies before 1900 or in a later year than today."""
    if not 1900 <= birth_date.year <= today.year:
        raise Refused("E_CIRCUMSTANCES", _("That birth date cannot be right."), _("Write it as YYYY-MM-DD."))
    return birth_date


def get_default_position(setting: Setting) -> SettingPosition:
    """The position of a setting that was not stated: the one that allows the most use."""
    return "off" if setting.kind in ("form", "signal") else "on"


def parse_region(pack: Pack, word: str) -> Residence:
    """Read the name of a place: an ISO 3166 code, UK, EU, a region of the pack, ROW; raises ``Refused``.

    A part of a country that is a place of its own in the pack (CN-HK, US-PR) is taken as that place.
    """
    code = word.strip().upper()
    country, dash, part = code.partition("-")
    if code in _REGION_ALIASES or code in pack.regions:
        return Residence(_REGION_ALIASES.get(code, code), code)
    if code in pack.region_by_code:
        return Residence(pack.region_by_code[code], code)
    if code in pack.territories:
        return _approximate_residence(pack, code, code)
    if dash and country in pack.region_by_code and re.fullmatch(r"[A-Z0-9]{1,3}", part):
        if part in _SEPARATE_SUBDIVISIONS.get(country, ()):
            return (
                _approximate_residence(pack, part, code)
                if part in pack.territories
                else Residence(pack.region_by_code[part], code)
            )
        subdivisions = pack.regions[pack.region_by_code[country]].subdivisions
        if not subdivisions or code in subdivisions:
            return Residence(pack.region_by_code[country], code)
    raise Refused(
        "E_CIRCUMSTANCES",
        _("The region '{word}' is not known.", word=_clean_word(word)),
        _(
            "Give an ISO 3166 code such as DE, GB or US-CA, or one of: {regions}.",
            regions=", ".join(sorted({*_REGION_ALIASES, *pack.regions})),
        ),
    )


def _approximate_residence(pack: Pack, code: str, place: str) -> Residence:
    """A stay in a territory that no text places."""
    territory = pack.territories[code]
    approximation = _(
        "No text that was read places {territory} in a region; the nearest one, {region}, is assumed.",
        territory=lookup(territory.name),
        region=lookup(pack.regions[territory.nearest].name),
    )
    return Residence(territory.nearest, place, known=False, approximation=approximation)


def _clean_word(word: str) -> str:
    """A word from outside, short and without control characters."""
    return "".join(c if c.isprintable() else "?" for c in word[:60])


def _parse_day(word: str, option: str) -> int:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
            raise ValueError
        return days.from_date(dt.date.fromisoformat(word))
    except ValueError:
        raise Refused(
            "E_CIRCUMSTANCES",
            _("The date '{word}' of {option} is not a day.", word=_clean_word(word), option=option),
            _("Write dates as YYYY-MM-DD, for example 2026-01-15."),
        ) from None


def _parse_residences(pack: Pack, region_words: Sequence[str]) -> tuple[Residence, ...]:
    """The stays of ``CODE`` and ``CODE@DATE`` words, in the order of days."""
    residences: list[Residence] = []
    for word in region_words:
        code, separator, since = word.partition("@")
        residences.append(replace(parse_region(pack, code), since=_parse_day(since, "--region") if separator else None))
    return order_residences(residences)


@dataclass(frozen=True, slots=True)
class SettingStatement:
    """What a person says of a setting: a position (``None``: unknown), and since when.

    ``since`` is a day number, "start" for all days, or ``None`` where the day is not said.
    """

    position: SettingPosition | None
    since: int | Literal["start"] | None = None


def _find_setting(pack: Pack, name: str, word: str | None = None) -> Setting:
    setting = pack.settings.get(name)
    if setting is None:
        raise Refused(
            "E_CIRCUMSTANCES",
            _("'{word}' names no setting that is known.", word=_clean_word(name if word is None else word)),
            _(
                "Write NAME=on, NAME=off@YYYY-MM-DD or NAME=unknown with one of: {settings}.",
                settings=", ".join(sorted(pack.settings)),
            ),
        )
    return setting


def _parse_setting(pack: Pack, word: str) -> tuple[Setting, SettingStatement]:
    """Read ``NAME=VALUE[@DATE]``; raises ``Refused`` with what is allowed."""
    name, equals, value = word.partition("=")
    setting = _find_setting(pack, name.strip() if equals else "", word)
    position, separator, since = value.partition("@")
    if position not in ("on", "off", "unknown") or (separator and position == "unknown"):
        raise Refused(
            "E_CIRCUMSTANCES",
            _("The state '{word}' of {setting} is not known.", word=_clean_word(value), setting=setting.id),
            _("Give on, off or unknown; on and off may be followed by @YYYY-MM-DD or @start."),
        )
    if position == "unknown":
        return setting, SettingStatement(None)
    stated_position: SettingPosition = "on" if position == "on" else "off"
    if not separator:
        return setting, SettingStatement(stated_position)
    return setting, SettingStatement(
        stated_position, "start" if since == "start" else _parse_day(since, f"--setting {setting.id}")
    )


def build_history(setting: Setting, statements: Sequence[SettingStatement], as_of: int) -> tuple[SettingChange, ...]:
    """Build the history of a setting from what a person says of it, at least one statement.

    Raises ``Refused`` (E_CIRCUMSTANCES) where two statements hold from the same day.
    """
    changes: list[SettingChange] = []
    default_position = get_default_position(setting)
    for statement in statements:
        position, since = statement.position, statement.since
        if position is None:
            changes.append(SettingChange(default_position, known=False))
        elif since == "start":
            changes.append(SettingChange(position))
        elif since is not None:
            changes.append(SettingChange(position, since))
        elif position == default_position or (position == "on" and setting.kind == "switch"):
            changes.append(SettingChange(position))
        else:  # since when is not said: from the as-of day on for certain
            changes += [
                SettingChange(default_position, known=False),
                SettingChange(position, as_of, day_known=False),
            ]
    changes.sort(key=lambda change: (change.since is not None, change.since or 0))
    if len({change.since for change in changes}) < len(changes):
        raise Refused(
            "E_CIRCUMSTANCES",
            _("The setting {setting} is given twice for the same time.", setting=setting.id),
            _("Give each position its own day, for example off@2025-11-10 and on@2026-02-01."),
        )
    if changes[0].since is not None:
        changes.insert(0, imply_first_change(setting, changes[0]))
    return tuple(changes)


def imply_first_change(setting: Setting, next_change: SettingChange) -> SettingChange:
    """What a first dated change says of the days before it."""
    if setting.kind == "consent" and next_change.position == "on":
        return SettingChange("off")  # a consent given on a day was not given before
    # 'off@DAY' says that it was on until then; 'on@DAY' of a switch says nothing of before
    default_position = get_default_position(setting)
    return SettingChange(default_position, known=next_change.position != default_position)


def parse_circumstances(
    pack: Pack,
    *,
    regions: Sequence[str] = (),
    settings: Sequence[str] = (),
    age: Age | None = None,
    born: str | None = None,
    as_of: str | None = None,
    today: dt.date,
) -> Circumstances:
    """Read the circumstances in the words of the command line; raises ``Refused`` on any that is not known."""
    as_of_day = _parse_day(as_of, "--as-of") if as_of is not None else days.from_date(today)
    if age is not None and age not in ("adult", "minor", "unknown"):
        raise Refused(
            "E_CIRCUMSTANCES",
            _("The age '{word}' is not known.", word=_clean_word(age)),
            _("Give adult, minor or unknown."),
        )
    if age is not None and born is not None:
        raise Refused(
            "E_CIRCUMSTANCES",
            _("Both an age and a birth date are given."),
            _("Give one of --age and --born."),
        )
    birth_date = check_birth_date(days.to_date(_parse_day(born, "--born")), today) if born is not None else None
    statements_by_setting: dict[str, list[SettingStatement]] = {}
    for word in settings:
        setting, statement = _parse_setting(pack, word)
        statements_by_setting.setdefault(setting.id, []).append(statement)
    return Circumstances(
        as_of=as_of_day,
        residences=_parse_residences(pack, regions),
        age=age or "unknown",
        birth_date=birth_date,
        setting_changes=tuple(
            sorted(
                (name, build_history(pack.settings[name], statements, as_of_day))
                for name, statements in statements_by_setting.items()
            )
        ),
        as_of_stated=as_of is not None,
    )
