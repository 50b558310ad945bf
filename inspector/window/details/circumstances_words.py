"""Circumstances and the names of places, for a person to read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from inspector.items.hints import load_country_codes
from inspector.window.localization import build_collation_key, localize, localize_day, translate, translate_in_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.items import Hint
    from inspector.policy import Circumstances, Pack


@dataclass(frozen=True, slots=True)
class Place:
    """A place to choose: its name and its code (ISO 3166 or the id of a region)."""

    name: str
    code: str


def list_places(pack: "Pack") -> tuple[Place, ...]:
    """List the regions of the pack that are no single country, then all countries and territories by name."""
    regions = [Place(localize(region.name), region.id) for region in pack.regions.values() if len(region.codes) != 1]
    codes = sorted({*pack.region_by_code, *pack.territories})
    order = build_collation_key()
    return (
        *regions,
        *sorted((Place(place_name(pack, code), code) for code in codes), key=lambda place: order(place.name)),
    )


def place_name(pack: "Pack", code: str) -> str:
    """The name of a place, or its code if it has none (a part of a country such as US-NY)."""
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
    """Find the code of a place by its name in any language of the hints; returns the text itself if unknown."""
    folded_text = text.strip().casefold()
    code_by_name = {place.name.casefold(): place.code for place in list_places(pack)}
    return code_by_name.get(folded_text) or load_country_codes().get(folded_text) or text.strip()


def describe_hint_value(pack: "Pack", hint: "Hint") -> str:
    """Describe the value of a hint."""
    if hint.fact == "region":
        return place_name(pack, hint.value)
    if hint.fact == "born":
        return translate_in_context("born {day}", "the archive's suggestion", day=localize_day(hint.value))
    age_labels = {"minor": translate("under 18"), "adult": translate("adult")}
    return age_labels.get(hint.value, hint.value)


def describe_hint(pack: "Pack", hint: "Hint") -> str:
    """Describe a hint as a sentence with its file and column."""
    value = describe_hint_value(pack, hint)
    return translate("{member}, {column} suggests {value}", member=hint.member, column=hint.column, value=value)


def unique_hints(hints: "Sequence[Hint]", subject: str) -> "tuple[Hint, ...]":
    """The first hint for each value of a subject ("region" or "age"), in order."""
    hint_by_value: dict[tuple[str, str], Hint] = {}
    for hint in hints:
        if hint.subject == subject:
            hint_by_value.setdefault((hint.fact, hint.value), hint)
    return tuple(hint_by_value.values())


def describe_changes(before: "Circumstances", after: "Circumstances", pack: "Pack") -> str:
    """Name the facts that differ."""
    settings = dict(before.setting_changes), dict(after.setting_changes)
    differences = [
        (before.residences != after.residences, translate("Region")),
        ((before.age, before.birth_date) != (after.age, after.birth_date), translate("Age")),
        *((settings[0].get(name) != settings[1].get(name), setting.name) for name, setting in pack.settings.items()),
        ((before.as_of, before.as_of_stated) != (after.as_of, after.as_of_stated), translate("As of")),
    ]
    return ", ".join(name for is_different, name in differences if is_different)
