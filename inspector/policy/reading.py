"""How the sources of a rule were read: in full, in a mirror, in part, or through quotations alone.

A chain of texts is as sure as its weakest link, so a rule counts as read as the least of the sources that its
confidence rests on: LinkedIn's own texts and those of authorities where it is primary, else all.
"""

import re

from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import READINGS, Reading, Rule, Source

_SIGNS: tuple[tuple[Reading, re.Pattern[str]], ...] = (
    ("not read", re.compile(r"\bnot (?:at all|itself|read)\b")),
    ("read by quotation", re.compile(r"\bquot|\bthrough (?:a|reports?|press)\b")),
    ("read in part", re.compile(r"\bbeginnings?\b|\babstract\b|\bsummary\b|\bin part\b|\bgone through\b|\bheader\b")),
    ("read in a mirror", re.compile(r"\bmirrors?\b|\bcop(?:y|ies)\b|\brepublished\b")),
)
"""Words of ``read_as`` and what they say, from the least sure."""


def find_source_reading(source: Source) -> Reading:
    """How a source was read, by the words of its ``read_as``; what names no doubt was read in full."""
    return next((reading for reading, sign in _SIGNS if sign.search(source.read_as.lower())), "read in full")


def find_rule_reading(pack: Pack, rule: Rule) -> Reading:
    """The weakest reading of the sources that the confidence of a rule rests on."""
    sources = [pack.sources[source] for source in rule.sources if source in pack.sources]
    if rule.confidence == "primary":
        sources = [source for source in sources if source.kind in ("primary", "regulator")] or sources
    return weakest_reading(tuple(find_source_reading(source) for source in sources))


def weakest_reading(readings: tuple[Reading, ...]) -> Reading:
    """The least sure of several readings; "not read" for none."""
    return max(readings, key=READINGS.index, default="not read")
