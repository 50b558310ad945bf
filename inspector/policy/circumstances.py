"""The facts about the member that a verdict rests on, each with how it is known.

What is not stated takes the value that leaves most open: an adult, in the rest of the world, with every
setting on and no browser signal. Such a fact is remembered as assumed.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspector.errors import Refused
from inspector.i18n import Words, named, words
from inspector.policy import days
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Setting

Age = Literal["adult", "minor", "unknown"]
Position = Literal["on", "off"]

REGION = "region"
AGE = "age"
AS_OF = "as_of"
REST_OF_WORLD = "ROW"
_PARTS = {
    "CN": frozenset({"HK", "MO", "TW"}),
    "FR": frozenset({"BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"}),
    "NL": frozenset({"AW", "BQ", "CW", "SX"}),
    "US": frozenset({"AS", "GU", "MP", "PR", "UM", "VI"}),
}
"""The parts in ISO 3166-2 lists of countries that have an ISO 3166-1 code, and so a place, of their own."""
_ALIASES = {"UK": "UK", "EU": "EEA", "EEA": "EEA", REST_OF_WORLD: REST_OF_WORLD}


@dataclass(frozen=True, slots=True)
class Stay:
    """Where the member lived from a day on: the pack's region, and the word that the person used.

    ``since`` is ``None`` for the first stay. ``known`` is false where the place is assumed; ``near`` holds
    the sentence to show where no text places the territory and the nearest region was taken.
    """

    region: str
    said: str
    since: int | None = None
    known: bool = True
    near: Words | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A setting at a position from a day on (``None``: from the start); ``known`` is false where assumed.

    ``day_known`` is false where the position is stated but not the day on which it was taken.
    """

    position: Position
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
    stays: tuple[Stay, ...]
    age: Age = "unknown"
    born: dt.date | None = None
    turns: tuple[tuple[str, tuple[Turn, ...]], ...] = ()
    as_of_stated: bool = True
    author_closed: tuple[str, ...] = ()

    def stay_on(self, day: int) -> Stay:
        """Where the member lived on a day."""
        return [stay for stay in self.stays if stay.since is None or stay.since <= day][-1]

    def adult_from(self) -> int | None:
        """The day on which the member turned 18; ``None`` where no birth date was stated."""
        if self.born is None:
            return None
        year = self.born.year + 18
        leap_day = (self.born.month, self.born.day) == (2, 29)
        birthday = dt.date(year, 3, 1) if leap_day else self.born.replace(year=year)
        return days.number(birthday)

    def is_minor(self, day: int) -> bool:
        """Whether the member was under 18 on a day, as far as was stated; unknown counts as adult."""
        adult_from = self.adult_from()
        return day < adult_from if adult_from is not None else self.age == "minor"

    @property
    def age_known(self) -> bool:
        """Whether the age was stated, in whatever way."""
        return self.born is not None or self.age != "unknown"

    def history(self, setting: Setting) -> tuple[Turn, ...]:
        """The positions of a setting: as stated, else the assumed one."""
        for name, turns in self.turns:
            if name == setting.id:
                return turns
        return (Turn(unstated(setting), known=False),)

    def turn_on(self, setting: Setting, day: int) -> Turn:
        """How a setting stood on a day; a day of change belongs to the new position."""
        return [turn for turn in self.history(setting) if turn.since is None or turn.since <= day][-1]

    def with_setting(self, setting: str, *turns: Turn) -> "Circumstances":
        """The same circumstances with another history of one setting."""
        others = tuple((name, kept) for name, kept in self.turns if name != setting)
        return replace(self, turns=tuple(sorted((*others, (setting, turns)))))

    def turned(self, setting: Setting, position: Position, day: int | None = None) -> "Circumstances":
        """The same circumstances with a setting turned on a day (``None``: as of); its earlier history stays."""
        since = self.as_of if day is None else day
        kept = tuple(turn for turn in self.history(setting) if turn.since is None or turn.since < since)
        return self.with_setting(setting.id, *kept, Turn(position, since))

    def turned_back(self, setting: Setting) -> "Circumstances":
        """The same circumstances without the last turn of a setting; not stated where nothing stated is left."""
        left = self.history(setting)[:-1]
        if any(turn.known for turn in left) or len(left) > 1:
            return self.with_setting(setting.id, *left)
        return replace(self, turns=tuple((name, kept) for name, kept in self.turns if name != setting.id))

    def with_author_closed(self, fact: str) -> "Circumstances":
        """The same circumstances, supposing that a fact about another author closes."""
        return replace(self, author_closed=(fact,))

    def with_age(self, age: Age) -> "Circumstances":
        """The same circumstances with another age on all days."""
        return replace(self, age=age, born=None)

    def with_region(self, region: str) -> "Circumstances":
        """The same circumstances with one region on all days."""
        return replace(self, stays=(Stay(region, region),))


def unstated(setting: Setting) -> Position:
    """The position of a setting nobody spoke of: the one that leaves most open."""
    return "off" if setting.kind in ("form", "signal") else "on"


def place(pack: Pack, word: str) -> Stay:
    """Read the name of a place: an ISO 3166 code, UK, EU, a region of the pack, ROW; raises ``Refused``.

    A part of a country that is a place of its own in the pack (CN-HK, US-PR) is taken as that place.
    """
    said = word.strip().upper()
    country, dash, part = said.partition("-")
    if said in _ALIASES or said in pack.regions:
        return Stay(_ALIASES.get(said, said), said)
    if said in pack.place_of:
        return Stay(pack.place_of[said], said)
    if said in pack.territories:
        return _near(pack, said, said)
    if dash and country in pack.place_of and re.fullmatch(r"[A-Z0-9]{1,3}", part):
        if part in _PARTS.get(country, ()):
            return _near(pack, part, said) if part in pack.territories else Stay(pack.place_of[part], said)
        known = pack.regions[pack.place_of[country]].subdivisions
        if not known or said in known:
            return Stay(pack.place_of[country], said)
    raise Refused(
        "E_CIRCUMSTANCES",
        words("The region '{word}' is not known.", word=_shown(word)),
        words(
            "Give an ISO 3166 code such as DE, GB or US-CA, or one of: {regions}.",
            regions=", ".join(sorted({*_ALIASES, *pack.regions})),
        ),
    )


def _near(pack: Pack, code: str, said: str) -> Stay:
    """A stay in a territory that no text places."""
    territory = pack.territories[code]
    near = words(
        "No text that was read places {territory} in a region; the nearest one, {region}, is assumed.",
        territory=named(territory.name),
        region=named(pack.regions[territory.nearest].name),
    )
    return Stay(territory.nearest, said, known=False, near=near)


def _shown(word: str) -> str:
    """A word from outside, short and without control characters."""
    return "".join(c if c.isprintable() else "?" for c in word[:60])


def _day(word: str, option: str) -> int:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
            raise ValueError
        return days.number(dt.date.fromisoformat(word))
    except ValueError:
        raise Refused(
            "E_CIRCUMSTANCES",
            words("The date '{word}' of {option} is not a day.", word=_shown(word), option=option),
            words("Write dates as YYYY-MM-DD, for example 2026-01-15."),
        ) from None


def _stays(pack: Pack, given: Sequence[str]) -> tuple[Stay, ...]:
    """The stays of ``CODE`` and ``CODE@DATE`` words, in the order of days."""
    stays: list[Stay] = []
    for word in given:
        code, at, since = word.partition("@")
        stays.append(replace(place(pack, code), since=_day(since, "--region") if at else None))
    if sum(stay.since is None for stay in stays) > 1:
        raise Refused(
            "E_CIRCUMSTANCES",
            words("Two regions are given without a date."),
            words(
                "Give each later region the day since when it holds, for example {example}.",
                example="--region US --region DE@2024-06-01",
            ),
        )
    stays.sort(key=lambda stay: (stay.since is not None, stay.since or 0))
    if len({stay.since for stay in stays}) < len(stays):
        raise Refused("E_CIRCUMSTANCES", words("Two regions begin on the same day."), words("Give each its own day."))
    if not stays or stays[0].since is not None:
        stays.insert(0, Stay(REST_OF_WORLD, REST_OF_WORLD, known=False))
    return tuple(stays)


def _setting(pack: Pack, word: str) -> tuple[Setting, str, str | None]:
    """Split ``NAME=VALUE[@DATE]``; raises ``Refused`` with what is allowed."""
    name, equals, value = word.partition("=")
    setting = pack.settings.get(name.strip())
    if setting is None or not equals:
        raise Refused(
            "E_CIRCUMSTANCES",
            words("'{word}' names no setting that is known.", word=_shown(word)),
            words(
                "Write NAME=on, NAME=off@YYYY-MM-DD or NAME=unknown with one of: {settings}.",
                settings=", ".join(sorted(pack.settings)),
            ),
        )
    position, at, since = value.partition("@")
    if position not in ("on", "off", "unknown") or (at and position == "unknown"):
        raise Refused(
            "E_CIRCUMSTANCES",
            words("The state '{word}' of {setting} is not known.", word=_shown(value), setting=setting.id),
            words("Give on, off or unknown; on and off may be followed by @YYYY-MM-DD or @start."),
        )
    return setting, position, since if at else None


def _turns(setting: Setting, stated: Sequence[tuple[str, str | None]], as_of: int) -> tuple[Turn, ...]:
    """The history of one setting from its (position, since) words."""
    turns: list[Turn] = []
    before = unstated(setting)
    for position, since in stated:
        if position == "unknown":
            turns.append(Turn(before, known=False))
        elif since == "start":
            turns.append(Turn("on" if position == "on" else "off"))
        elif since is not None:
            turns.append(Turn("on" if position == "on" else "off", _day(since, f"--setting {setting.id}")))
        elif position == "on" and setting.kind == "switch":
            turns.append(Turn("on"))
        elif position == before:
            turns.append(Turn(before))
        else:  # since when is not said: from the as-of day on for certain
            taken: Position = "on" if position == "on" else "off"
            turns += [Turn(before, known=False), Turn(taken, as_of, day_known=False)]
    turns.sort(key=lambda turn: (turn.since is not None, turn.since or 0))
    if len({turn.since for turn in turns}) < len(turns):
        raise Refused(
            "E_CIRCUMSTANCES",
            words("The setting {setting} is given twice for the same time.", setting=setting.id),
            words("Give each position its own day, for example off@2025-11-10 and on@2026-02-01."),
        )
    if turns[0].since is not None:
        first = turns[0].position
        if setting.kind == "consent" and first == "on":
            turns.insert(0, Turn("off"))  # a consent given on a day was not given before
        else:  # 'off@DAY' says that it was on until then; 'on@DAY' of a switch says nothing of before
            turns.insert(0, Turn(before, known=first != before))
    return tuple(turns)


def state(
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
    day = _day(as_of, "--as-of") if as_of is not None else days.number(today)
    if age is not None and age not in ("adult", "minor", "unknown"):
        raise Refused(
            "E_CIRCUMSTANCES",
            words("The age '{word}' is not known.", word=_shown(age)),
            words("Give adult, minor or unknown."),
        )
    if age is not None and born is not None:
        raise Refused(
            "E_CIRCUMSTANCES",
            words("Both an age and a birth date are given."),
            words("Give one of --age and --born."),
        )
    birth = days.date(_day(born, "--born")) if born is not None else None
    if birth is not None and not 1900 <= birth.year <= today.year:
        raise Refused("E_CIRCUMSTANCES", words("That birth date cannot be right."), words("Write it as YYYY-MM-DD."))
    said: dict[str, list[tuple[str, str | None]]] = {}
    for word in settings:
        setting, position, since = _setting(pack, word)
        said.setdefault(setting.id, []).append((position, since))
    return Circumstances(
        as_of=day,
        stays=_stays(pack, regions),
        age=age or "unknown",
        born=birth,
        turns=tuple(sorted((name, _turns(pack.settings[name], stated, day)) for name, stated in said.items())),
        as_of_stated=as_of is not None,
    )
