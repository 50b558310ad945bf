"""The facts about the member that a verdict rests on, each with how it is known.

What is not stated takes the value that leaves most open: an adult, in the rest of the world, with every
setting on and no browser signal. Such a fact is remembered as assumed.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

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

    ``since`` is ``None`` for the first stay. ``known`` is false where the place is assumed; ``near`` holds
    the sentence to show where no text places the territory and the nearest region was taken.
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

    ``turns`` holds, for each setting that was spoken of, its positions in the order of days.
    ``author_closed`` names facts of another author (age, a setting) that are supposed to close: nothing is
    known of them, so it is empty but where "what if" is asked.
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
        """Whether the age was stated, in whatever way."""
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
        return replace(
            self, setting_changes=tuple((name, history) for name, history in self.setting_changes if name != setting.id)
        )

    def with_closing_author_fact(self, fact: str) -> "Circumstances":
        """The same circumstances, supposing that a fact about another author closes."""
        return replace(self, closing_author_facts=(fact,))

    def with_age(self, age: Age) -> "Circumstances":
        """The same circumstances with another age on all days."""
        return replace(self, age=age, birth_date=None)

    def with_region(self, region: str) -> "Circumstances":
        """The same circumstances with one region on all days."""
        return replace(self, residences=(Residence(region, region),))


def get_default_position(setting: Setting) -> SettingPosition:
    """The position of a setting nobody spoke of: the one that leaves most open."""
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
    if sum(residence.since is None for residence in residences) > 1:
        raise Refused(
            "E_CIRCUMSTANCES",
            _("Two regions are given without a date."),
            _(
                "Give each later region the day since when it holds, for example {example}.",
                example="--region US --region DE@2024-06-01",
            ),
        )
    residences.sort(key=lambda residence: (residence.since is not None, residence.since or 0))
    if len({residence.since for residence in residences}) < len(residences):
        raise Refused("E_CIRCUMSTANCES", _("Two regions begin on the same day."), _("Give each its own day."))
    if not residences or residences[0].since is not None:
        residences.insert(0, Residence(REST_OF_WORLD, REST_OF_WORLD, known=False))
    return tuple(residences)


def _parse_setting(pack: Pack, word: str) -> tuple[Setting, str, str | None]:
    """Split ``NAME=VALUE[@DATE]``; raises ``Refused`` with what is allowed."""
    name, equals, value = word.partition("=")
    setting = pack.settings.get(name.strip())
    if setting is None or not equals:
        raise Refused(
            "E_CIRCUMSTANCES",
            _("'{word}' names no setting that is known.", word=_clean_word(word)),
            _(
                "Write NAME=on, NAME=off@YYYY-MM-DD or NAME=unknown with one of: {settings}.",
                settings=", ".join(sorted(pack.settings)),
            ),
        )
    position, separator, since = value.partition("@")
    if position not in ("on", "off", "unknown") or (separator and position == "unknown"):
        raise Refused(
            "E_CIRCUMSTANCES",
            _("The state '{word}' of {setting} is not known.", word=_clean_word(value), setting=setting.id),
            _("Give on, off or unknown; on and off may be followed by @YYYY-MM-DD or @start."),
        )
    return setting, position, since if separator else None


def _build_history(
    setting: Setting, statements: Sequence[tuple[str, str | None]], as_of: int
) -> tuple[SettingChange, ...]:
    """The history of one setting from its (position, since) words."""
    changes: list[SettingChange] = []
    default_position = get_default_position(setting)
    for position, since in statements:
        if position == "unknown":
            changes.append(SettingChange(default_position, known=False))
        elif since == "start":
            changes.append(SettingChange("on" if position == "on" else "off"))
        elif since is not None:
            changes.append(
                SettingChange("on" if position == "on" else "off", _parse_day(since, f"--setting {setting.id}"))
            )
        elif position == "on" and setting.kind == "switch":
            changes.append(SettingChange("on"))
        elif position == default_position:
            changes.append(SettingChange(default_position))
        else:  # since when is not said: from the as-of day on for certain
            current_position: SettingPosition = "on" if position == "on" else "off"
            changes += [
                SettingChange(default_position, known=False),
                SettingChange(current_position, as_of, day_known=False),
            ]
    changes.sort(key=lambda change: (change.since is not None, change.since or 0))
    if len({change.since for change in changes}) < len(changes):
        raise Refused(
            "E_CIRCUMSTANCES",
            _("The setting {setting} is given twice for the same time.", setting=setting.id),
            _("Give each position its own day, for example off@2025-11-10 and on@2026-02-01."),
        )
    if changes[0].since is not None:
        first_position = changes[0].position
        if setting.kind == "consent" and first_position == "on":
            changes.insert(0, SettingChange("off"))  # a consent given on a day was not given before
        else:  # 'off@DAY' says that it was on until then; 'on@DAY' of a switch says nothing of before
            changes.insert(0, SettingChange(default_position, known=first_position != default_position))
    return tuple(changes)


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
    birth_date = days.to_date(_parse_day(born, "--born")) if born is not None else None
    if birth_date is not None and not 1900 <= birth_date.year <= today.year:
        raise Refused("E_CIRCUMSTANCES", _("That birth date cannot be right."), _("Write it as YYYY-MM-DD."))
    statements_by_setting: dict[str, list[tuple[str, str | None]]] = {}
    for word in settings:
        setting, position, since = _parse_setting(pack, word)
        statements_by_setting.setdefault(setting.id, []).append((position, since))
    return Circumstances(
        as_of=as_of_day,
        residences=_parse_residences(pack, regions),
        age=age or "unknown",
        birth_date=birth_date,
        setting_changes=tuple(
            sorted(
                (name, _build_history(pack.settings[name], statements, as_of_day))
                for name, statements in statements_by_setting.items()
            )
        ),
        as_of_stated=as_of is not None,
    )
