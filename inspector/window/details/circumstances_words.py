"""The circumstances as the words of the command line and back, and the names of places for a person to read."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale

from inspector.window.localization import in_order, say, written_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.items import Hint
    from inspector.policy import Circumstances, Pack
    from inspector.policy.circumstances import Turn
    from inspector.policy.pack.pack_schema import Setting

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Words:
    """What a person stated, in the words that ``inspector.policy.state`` reads; left out: not stated.

    ``settings`` holds (setting id, its states such as ``off@2026-01-15`` in the order in which they were said).
    """

    regions: tuple[str, ...] = ()
    settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    age: str | None = None
    born: str | None = None
    as_of: str | None = None

    def of(self, setting: str) -> tuple[str, ...]:
        """The states of one setting."""
        return dict(self.settings).get(setting, ())

    def with_setting(self, setting: str, states: tuple[str, ...]) -> "Words":
        """The same words with other states of one setting."""
        kept = {**dict(self.settings), setting: states}
        return replace(self, settings=tuple(sorted((name, said) for name, said in kept.items() if said)))

    def given(self) -> dict[str, Any]:
        """The keyword arguments of ``inspector.policy.state``."""
        return {
            "regions": list(self.regions),
            "settings": [f"{name}={state}" for name, states in self.settings for state in states],
            "age": self.age,
            "born": self.born,
            "as_of": self.as_of,
        }

    def circumstances(self, pack: "Pack", today: dt.date) -> "Circumstances":
        """The circumstances that the words state; raises ``Refused`` on a word that is not known."""
        from inspector.policy import state

        return state(pack, **self.given(), today=today)


def words_of(circumstances: "Circumstances", pack: "Pack") -> Words:
    """The words that state these circumstances."""
    from inspector.policy import days

    regions = tuple(
        stay.said + (f"@{days.written(stay.since)}" if stay.since is not None else "")
        for stay in circumstances.stays
        if stay.known or stay.near or stay.since is not None
    )
    return Words(
        regions=regions,
        settings=tuple(
            (name, _states(pack.settings[name], turns, circumstances.as_of)) for name, turns in circumstances.turns
        ),
        age=circumstances.age if circumstances.born is None and circumstances.age != "unknown" else None,
        born=circumstances.born.isoformat() if circumstances.born is not None else None,
        as_of=days.written(circumstances.as_of) if circumstances.as_of_stated else None,
    )


def _states(setting: "Setting", turns: "tuple[Turn, ...]", as_of: int) -> tuple[str, ...]:
    """The words of one setting's history: the reverse of how ``state`` reads them."""
    from inspector.policy import days
    from inspector.policy.circumstances import unstated

    before, first, later = unstated(setting), turns[0], turns[1:]
    if not later:
        if not first.known:
            return ("unknown",)
        plain = first.position == before or (first.position == "on" and setting.kind == "switch")
        return (first.position if plain else f"{first.position}@start",)
    if len(later) == 1 and not first.known and later[0].position != before and later[0].since == as_of:
        return (later[0].position,)
    dated = tuple(f"{turn.position}@{days.written(turn.since)}" for turn in later)
    if first == _supposed(setting, later[0]):
        return dated
    return (f"{first.position}@start" if first.known else "unknown", *dated)


def _supposed(setting: "Setting", next_turn: "Turn") -> "Turn":
    """The turn that ``state`` puts before a first dated one."""
    from inspector.policy.circumstances import Turn, unstated

    if setting.kind == "consent" and next_turn.position == "on":
        return Turn("off")
    before = unstated(setting)
    return Turn(before, known=next_turn.position != before)


@dataclass(frozen=True, slots=True)
class Place:
    """A place to choose: its name, and the word that states it."""

    name: str
    word: str


def places(pack: "Pack") -> tuple[Place, ...]:
    """The regions of the pack that are no single country, then all countries and territories by name."""
    wide = [Place(say(region.name), region.id) for region in pack.regions.values() if len(region.codes) != 1]
    codes = sorted({*pack.place_of, *pack.territories})
    order = in_order()
    return (
        *wide,
        *sorted((Place(place_name(pack, code), code) for code in codes), key=lambda place: order(place.name)),
    )


def place_name(pack: "Pack", word: str) -> str:
    """The name of a place, or the word itself where it has none (a part of a country such as US-NY)."""
    if word in pack.regions:
        return say(pack.regions[word].name)
    if word in pack.territories:
        return say(pack.territories[word].name)
    region = pack.regions.get(pack.place_of.get(word, ""))
    if region is not None and len(region.codes) == 1:
        return say(region.name)
    territory = QLocale.codeToTerritory(word)
    return word if territory is QLocale.Country.AnyTerritory else say(QLocale.territoryToString(territory))


def place_word(pack: "Pack", text: str) -> str:
    """The word for a place as somebody writes it, in English or another language; the text itself if unknown."""
    from inspector.items.hints import countries

    folded = text.strip().casefold()
    named = {place.name.casefold(): place.word for place in places(pack)}
    return named.get(folded) or countries().get(folded) or text.strip()


def hint_value(pack: "Pack", hint: "Hint") -> str:
    """What a hint says, for a person to read."""
    if hint.fact == "region":
        return place_name(pack, hint.value)
    if hint.fact == "born":
        return translate("Circumstances", "born {0}").format(written_day(hint.value))
    known = {"minor": translate("Circumstances", "under 18"), "adult": translate("Circumstances", "adult")}
    return known.get(hint.value, hint.value)


def hint_words(pack: "Pack", hint: "Hint") -> str:
    """A hint as a sentence, with the file and column that it was found in."""
    said = hint_value(pack, hint)
    return translate("Circumstances", "{0}, {1} suggests {2}").format(hint.member, hint.column, said)


def first_hints(hints: "Sequence[Hint]", subject: str) -> "tuple[Hint, ...]":
    """The first hint for each value of a subject ("region" or "age"), in their order."""
    found: dict[tuple[str, str], Hint] = {}
    for hint in hints:
        if hint.subject == subject:
            found.setdefault((hint.fact, hint.value), hint)
    return tuple(found.values())


def changed_facts(before: "Circumstances", after: "Circumstances", pack: "Pack") -> str:
    """The names of the facts that differ, for a person to read."""
    settings = dict(before.turns), dict(after.turns)
    differs = [
        (before.stays != after.stays, translate("Circumstances", "Region")),
        ((before.age, before.born) != (after.age, after.born), translate("Circumstances", "Age")),
        *((settings[0].get(name) != settings[1].get(name), setting.name) for name, setting in pack.settings.items()),
        ((before.as_of, before.as_of_stated) != (after.as_of, after.as_of_stated), translate("Circumstances", "As of")),
    ]
    return ", ".join(name for changed, name in differs if changed)
