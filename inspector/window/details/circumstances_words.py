"""The circumstances as the words of the command line and back, and the names of places for a person to read."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale

from inspector.window.localization import build_collation_key, localize, localize_day, translate, translate_in_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.items import Hint
    from inspector.policy import Circumstances, Pack
    from inspector.policy.circumstances import SettingChange
    from inspector.policy.pack.pack_schema import Setting


@dataclass(frozen=True, slots=True)
class CircumstancesInput:
    """What a person stated, in the words that ``inspector.policy.state`` reads; left out: not stated.

    ``settings`` holds (setting id, its states such as ``off@2026-01-15`` in the order in which they were said).
    """

    regions: tuple[str, ...] = ()
    settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    age: str | None = None
    born: str | None = None
    as_of: str | None = None

    def states_of(self, setting: str) -> tuple[str, ...]:
        """The states of one setting."""
        return dict(self.settings).get(setting, ())

    def with_setting(self, setting: str, states: tuple[str, ...]) -> "CircumstancesInput":
        """The same words with other states of one setting."""
        states_by_setting = {**dict(self.settings), setting: states}
        return replace(
            self,
            settings=tuple(
                sorted((name, setting_states) for name, setting_states in states_by_setting.items() if setting_states)
            ),
        )

    def to_arguments(self) -> dict[str, Any]:
        """The keyword arguments of ``inspector.policy.state``."""
        return {
            "regions": list(self.regions),
            "settings": [f"{name}={state}" for name, states in self.settings for state in states],
            "age": self.age,
            "born": self.born,
            "as_of": self.as_of,
        }

    def parse(self, pack: "Pack", today: dt.date) -> "Circumstances":
        """The circumstances that the words state; raises ``Refused`` on a word that is not known."""
        from inspector.policy import parse_circumstances

        return parse_circumstances(pack, **self.to_arguments(), today=today)


def format_circumstances(circumstances: "Circumstances", pack: "Pack") -> CircumstancesInput:
    """The words that state these circumstances."""
    from inspector.policy import days

    regions = tuple(
        residence.place + (f"@{days.format_date(residence.since)}" if residence.since is not None else "")
        for residence in circumstances.residences
        if residence.known or residence.approximation or residence.since is not None
    )
    return CircumstancesInput(
        regions=regions,
        settings=tuple(
            (name, _format_states(pack.settings[name], turns, circumstances.as_of))
            for name, turns in circumstances.setting_changes
        ),
        age=circumstances.age if circumstances.birth_date is None and circumstances.age != "unknown" else None,
        born=circumstances.birth_date.isoformat() if circumstances.birth_date is not None else None,
        as_of=days.format_date(circumstances.as_of) if circumstances.as_of_stated else None,
    )


def _format_states(setting: "Setting", turns: "tuple[SettingChange, ...]", as_of: int) -> tuple[str, ...]:
    """The words of one setting's history: the reverse of how ``state`` reads them."""
    from inspector.policy import days
    from inspector.policy.circumstances import get_default_position

    before, first, later = get_default_position(setting), turns[0], turns[1:]
    if not later:
        if not first.known:
            return ("unknown",)
        is_plain = first.position == before or (first.position == "on" and setting.kind == "switch")
        return (first.position if is_plain else f"{first.position}@start",)
    if len(later) == 1 and not first.known and later[0].position != before and later[0].since == as_of:
        return (later[0].position,)
    dated_states = tuple(f"{turn.position}@{days.format_date(turn.since)}" for turn in later)
    if first == _implied_change(setting, later[0]):
        return dated_states
    return (f"{first.position}@start" if first.known else "unknown", *dated_states)


def _implied_change(setting: "Setting", next_change: "SettingChange") -> "SettingChange":
    """The turn that ``state`` puts before a first dated one."""
    from inspector.policy.circumstances import SettingChange, get_default_position

    if setting.kind == "consent" and next_change.position == "on":
        return SettingChange("off")
    before = get_default_position(setting)
    return SettingChange(before, known=next_change.position != before)


@dataclass(frozen=True, slots=True)
class Place:
    """A place to choose: its name, and the word that states it."""

    name: str
    code: str


def list_places(pack: "Pack") -> tuple[Place, ...]:
    """The regions of the pack that are no single country, then all countries and territories by name."""
    regions = [Place(localize(region.name), region.id) for region in pack.regions.values() if len(region.codes) != 1]
    codes = sorted({*pack.region_by_code, *pack.territories})
    order = build_collation_key()
    return (
        *regions,
        *sorted((Place(place_name(pack, code), code) for code in codes), key=lambda place: order(place.name)),
    )


def place_name(pack: "Pack", code: str) -> str:
    """The name of a place, or the word itself where it has none (a part of a country such as US-NY)."""
    if code in pack.regions:
        return localize(pack.regions[code].name)
    if code in pack.territories:
        return localize(pack.territories[code].name)
    region = pack.regions.get(pack.region_by_code.get(code, ""))
    if region is not None and len(region.codes) == 1:
        return localize(region.name)
    territory = QLocale.codeToTerritory(code)
    return code if territory is QLocale.Country.AnyTerritory else localize(QLocale.territoryToString(territory))


def find_place_code(pack: "Pack", text: str) -> str:
    """The word for a place as somebody writes it, in English or another language; the text itself if unknown."""
    from inspector.items.hints import load_country_codes

    folded_text = text.strip().casefold()
    code_by_name = {place.name.casefold(): place.code for place in list_places(pack)}
    return code_by_name.get(folded_text) or load_country_codes().get(folded_text) or text.strip()


def describe_hint_value(pack: "Pack", hint: "Hint") -> str:
    """What a hint says, for a person to read."""
    if hint.fact == "region":
        return place_name(pack, hint.value)
    if hint.fact == "born":
        return translate_in_context("born {day}", "the archive's suggestion", day=localize_day(hint.value))
    age_labels = {"minor": translate("under 18"), "adult": translate("adult")}
    return age_labels.get(hint.value, hint.value)


def describe_hint(pack: "Pack", hint: "Hint") -> str:
    """A hint as a sentence, with the file and column that it was found in."""
    value = describe_hint_value(pack, hint)
    return translate("{member}, {column} suggests {value}", member=hint.member, column=hint.column, value=value)


def unique_hints(hints: "Sequence[Hint]", subject: str) -> "tuple[Hint, ...]":
    """The first hint for each value of a subject ("region" or "age"), in their order."""
    hint_by_value: dict[tuple[str, str], Hint] = {}
    for hint in hints:
        if hint.subject == subject:
            hint_by_value.setdefault((hint.fact, hint.value), hint)
    return tuple(hint_by_value.values())


def describe_changes(before: "Circumstances", after: "Circumstances", pack: "Pack") -> str:
    """The names of the facts that differ, for a person to read."""
    settings = dict(before.setting_changes), dict(after.setting_changes)
    differences = [
        (before.residences != after.residences, translate("Region")),
        ((before.age, before.birth_date) != (after.age, after.birth_date), translate("Age")),
        *((settings[0].get(name) != settings[1].get(name), setting.name) for name, setting in pack.settings.items()),
        ((before.as_of, before.as_of_stated) != (after.as_of, after.as_of_stated), translate("As of")),
    ]
    return ", ".join(name for is_different, name in differences if is_different)
