"""Small invented packs, written as TOML into a folder, and short words for asking them."""

import datetime as dt
import json
from functools import cache
from pathlib import Path

from inspector.policy import (
    Circumstances,
    Pack,
    PolicyEvaluator,
    Verdict,
    days,
    find_builtin_folder,
    parse_circumstances,
    read,
)
from inspector.policy.timeline import Decision
from inspector.taxonomy import Author, ItemClass

EVERYWHERE = ("EEA", "UK", "US", "ROW")

BASE = """
checked = 2026-01-01

[pack]
id = "small"
title = "A small pack"
edition = "2026-01-01"

[pack.roles]
endorsements = ["profile_endorsements"]
about_member = ["others_about_me"]

[[source]]
id = "T1"
title = "A text"
publisher = "A publisher"
published = "2024-01-01"
kind = "primary"
read_as = "full text"
reliability = "high"

[[region]]
id = "EEA"
name = "Europe"
codes = ["DE", "FR"]
sources = ["T1"]

[[region]]
id = "UK"
name = "Britain"
codes = ["GB"]
sources = ["T1"]

[[region]]
id = "US"
name = "America"
codes = ["US"]
sources = ["T1"]

[[region]]
id = "US-CA"
name = "California"
codes = []
within = "US"
sources = ["T1"]

[[region]]
id = "ROW"
name = "Elsewhere"
codes = ["AU", "JP"]
sources = ["T1"]

[[territory]]
id = "GI"
name = "Gibraltar"
nearest = "UK"

[[use]]
id = "train"
name = "Training"
short = "Training"
recipient = "The service"
question = "May it train?"
regime = "by scope"
leads = true
default_rule = "N0-train"
default_statement = "Nothing was read."
fides = []
dpv = []

[[use]]
id = "licensed"
name = "Licensed training"
short = "Licensed"
recipient = "The service"
question = "May it train where a regime opens it?"
regime = "entries"
leads = false
default_rule = "N0-licensed"
default_statement = "Nothing was read."
fides = []
dpv = []
"""

SETTINGS = {"ai": "switch", "sharing": "switch", "consent": "consent", "form": "form", "gpc": "signal"}
CATEGORIES = {
    "content_public": "posts",
    "private_messages": "messages",
    "profile_endorsements": "profile",
    "others_about_me": "posts",
    "demographics": "profile",
}


@cache
def linkedin() -> Pack:
    """The pack that comes with the program, read once."""
    return read(find_builtin_folder())


def day(text: str) -> int:
    """The number of a day written as YYYY-MM-DD."""
    return days.from_date(dt.date.fromisoformat(text))


def entry(kind: str, name: str, /, **fields: object) -> str:
    """One entry as TOML; a field that is ``None`` is left out."""
    lines = [f"{key} = {_toml(value)}" for key, value in fields.items() if value is not None]
    return "\n".join((f"[[{kind}]]", f"id = {_toml(name)}", *lines)) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(held)}" for key, held in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value)


def rule(kind: str, name: str, /, **fields: object) -> str:
    """A rule of the use ``train``, holding everywhere and always, but for the fields given.

    ``since`` stands for the field ``from`` and ``exempt`` for ``except``: Python keeps those words for itself.
    """
    usual: dict[str, object] = {
        "use": "train",
        "statement": f"What {name} says.",
        "sources": ["T1"],
        "confidence": "primary",
        "basis": "stated",
        "regions": EVERYWHERE,
    }
    for edge in ("since", "until"):
        if edge in fields:
            fields[edge] = dt.date.fromisoformat(str(fields[edge]))
    named = {{"since": "from", "exempt": "except"}.get(key, key): value for key, value in fields.items()}
    return entry(kind, name, **{**usual, **named})


def scope(name: str, answer: str = "covered", **fields: object) -> str:
    """A scope entry over public content, if it is no ``otherwise`` entry."""
    named = {} if "otherwise" in fields else {"categories": ["content_public"]}
    return rule("scope", name, answer=answer, **{**named, **fields})


def regime(name: str, answer: str, **fields: object) -> str:
    """A regime entry."""
    return rule("regime", name, answer=answer, **fields)


def switch(name: str, setting: str = "ai", **fields: object) -> str:
    """A gate that closes while a switch is off."""
    return rule("gate", name, fact="setting", setting=setting, closes_at="off", **fields)


def age(name: str, **fields: object) -> str:
    """A gate that closes under 18."""
    return rule("gate", name, fact="age", closes_at="minor", **fields)


def signal(name: str, **fields: object) -> str:
    """A gate that closes while a browser signal is sent."""
    return rule("gate", name, fact="signal", setting="gpc", closes_at="on", **fields)


def conflict(name: str, **fields: object) -> str:
    """A conflict between two readings."""
    usual = {"topic": "Which?", "reading_a": "A.", "reading_b": "B.", "followed": "A.", "sources": ["T1"]}
    return entry("conflict", name, **{**usual, **fields})


def base() -> str:
    """The part of a small pack that holds no rule."""
    settings = [
        entry(
            "setting",
            name,
            name=f"The {name} setting",
            kind=kind,
            path="Settings",
            effect="It closes.",
            since="always",
            regions=EVERYWHERE,
            defaults=[],
            sources=["T1"],
            confidence="primary",
        )
        for name, kind in SETTINGS.items()
    ]
    categories = [
        entry("category", name, name=name, category=category, fides=[], dpv=[]) for name, category in CATEGORIES.items()
    ]
    return "\n".join((BASE, *settings, *categories))


def written(folder: Path, *law: str) -> Path:
    """Write a small pack with these entries into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "base.toml").write_text(base(), encoding="utf-8")
    (folder / "law.toml").write_text("\n".join(("checked = 2026-01-01\n", *law)), encoding="utf-8")
    return folder


def small_pack(folder: Path, *law: str) -> Pack:
    """A small pack with these entries, written and read."""
    return read(written(folder, *law))


def circumstances(pack: Pack, as_of: str = "2026-01-01", **words: object) -> Circumstances:
    """Circumstances in the words of the command line; Europe where no region is given."""
    stated = {"regions": ["EEA"], "as_of": as_of, "today": dt.date(2026, 1, 1), **words}
    return parse_circumstances(pack, **stated)  # type: ignore[arg-type]


def asked(pack: Pack, as_of: str = "2026-01-01", **words: object) -> PolicyEvaluator:
    """A pack read under circumstances in the words of the command line."""
    return PolicyEvaluator(pack, circumstances(pack, as_of, **words))


def facts(category: str | None = "content_public", author: Author = Author.MEMBER) -> ItemClass:
    """What the law looks at, by default a public post of the member."""
    return ItemClass(category, author)


def verdict(
    reading: PolicyEvaluator, posted: str | None = None, use: str = "train", of: ItemClass | None = None
) -> Verdict:
    """The verdict on one item."""
    return reading.item_verdict(use, of or facts(), day(posted) if posted else None)


def decided(
    reading: PolicyEvaluator, on: str, posted: str | None = None, use: str = "train", of: ItemClass | None = None
) -> Decision:
    """The answer of one day for an item posted on a day (left out: from the beginning)."""
    timeline = reading.timeline(use, of or facts())
    return timeline.decide(timeline.find_step(day(on)), timeline.find_step(day(posted) if posted else None))


def windows(found: Verdict) -> list[tuple[str | None, str | None]]:
    """The windows of a verdict as written days."""
    return [(days.format_date(window.first), days.format_date(window.last)) for window in found.windows]
