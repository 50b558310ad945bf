"""The words of the pack and of the program: what texts allow is never told as what was done, and no text is copied.

``sentences.json`` holds hashes of the sentences of the research, so that the test can tell a copy without holding one.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import inspector
from inspector.policy import Outcome, PolicyEvaluator, explain
from inspector.taxonomy import Author, ItemClass
from tests.policy.packs import asked, day, linkedin

HASHES = frozenset(json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))["hashes"])

_DONE = (
    "used|trained|fed|shared|sent|sold|given|handed|passed|transferred|taken|collected|gathered|scraped|copied|"
    "processed|analysed|gone|read by"
)
AS_A_FACT = re.compile(
    r"\b(?:was|were|(?<!could )(?<!could not )(?<!may )(?<!might )have been|has been|had been|has|had|got)\s+"
    rf"(?:[\w-]+\s+){{0,3}}?(?:{_DONE})\b"
    r"|\bwent\s+(?:in)?to\b"
    r"|\b(?:LinkedIn|Microsoft|affiliates|they)\s+(?:(?:have|has|also)\s+)?(?:used|trained|shared|fed|sold|took)\b",
    re.IGNORECASE,
)
"""Words that tell the use of something as done. "Could have been used" is not among them, nor is "was read"."""

HONEST = {
    ("genai_improvement", "has been trained"),
    ("K28", "has been taken"),  # what an article says of an opt-out, of nothing in particular
    ("objection_form", "was sent"),  # a form
    ("limit-used", "has in fact gone"),  # "nothing here says that any item has"
}
"""The sentences of the pack that may speak so, each for a reason of its own."""


def sentences() -> Iterator[tuple[str, str]]:
    """What the pack says in whole sentences, with the id of the entry."""
    pack = linkedin()
    for rule in pack.rules.values():
        yield from ((rule.id, text) for text in (rule.statement, rule.note))
    for use in pack.uses.values():
        yield from ((use.id, text) for text in (use.default_statement, use.question))
    for limit in pack.limits:
        yield limit.id, limit.statement
    for conflict in pack.conflicts:
        said = (conflict.topic, conflict.reading_a, conflict.reading_b, conflict.followed)
        yield from ((conflict.id, text) for text in said)
    for claim in pack.claims:
        yield from ((claim.id, text) for text in (claim.says, claim.finding))
    for setting in pack.settings.values():
        yield from ((setting.id, text) for text in (setting.effect, setting.note))
    for entries in (pack.regions, pack.territories, pack.sources):
        yield from ((entry.id, entry.note) for entry in entries.values())


def phrases() -> Iterator[tuple[str, str]]:
    """What the pack says in a few words: names, labels, edges, grounds."""
    pack = linkedin()
    for rule in pack.rules.values():
        said = (rule.label, rule.start_says, rule.until_says, getattr(rule, "legal_basis", ""))
        yield from ((rule.id, text) for text in (*said, getattr(rule, "limited_to", None) or ""))
    for use in pack.uses.values():
        yield from ((use.id, text) for text in (use.name, use.short, use.recipient))
    for setting in pack.settings.values():
        yield from ((setting.id, text) for text in (setting.name, setting.since, *setting.labels))
    for region in pack.regions.values():
        words = (region.name, region.controller, region.legal_basis, region.opt_out, region.supervisor)
        yield from ((region.id, text) for text in words)
    for entries in (pack.territories, pack.categories):
        yield from ((entry.id, entry.name) for entry in entries.values())


CONSENT = "closed: consent was not given"
"""The one label that may say "given": of a consent, by the member, in the negative."""

HONEST_PROGRAM = (
    "closed: consent was not given",  # the label above
    "It does not mean that anything was used.",
    "with an empty name was given.",  # a file name, on the command line
    "they were taken out.",  # quotes, out of a line
    "If '{setting}' were given",  # consent: a supposition
    "If '{setting}' were sent in",  # a form: a supposition
    "If '{setting}' were sent by your browser",
    "If '{setting}' were no longer sent by your browser",
    "It never claims that something was used",
    "The first {rows} rows were copied",  # to the clipboard
)
"""The texts of the program that may speak so, each for a reason of its own."""

READINGS: dict[str, dict[str, object]] = {
    "nothing stated": {},
    "Germany": {"regions": ["DE"], "age": "adult"},
    "Germany, off since a day": {"regions": ["DE"], "settings": ["genai_improvement=off@2026-01-15"]},
    "Germany, off and on again": {
        "regions": ["DE"],
        "settings": ["genai_improvement=off@2026-01-15", "genai_improvement=on@2026-06-01", "ads_activity=off@start"],
    },
    "Germany before the start": {"regions": ["DE"], "as_of": "2025-10-01"},
    "United Kingdom, under 18": {"regions": ["UK"], "age": "minor"},
    "California, off without a day, a signal": {
        "regions": ["US-CA"],
        "settings": ["genai_improvement=off", "affiliate_ads_sharing=off@2026-02-01", "gpc=on@2026-03-01"],
    },
    "moved from the United States to Mainland China": {"regions": ["US", "CN@2026-01-01"]},
    "Canada, an objection": {"regions": ["CA"], "settings": ["objection_form=on@2026-02-01", "research=off@start"]},
    "Gibraltar, later than the rules": {"regions": ["GI"], "as_of": "2027-01-01", "born": "2009-03-01"},
}
BORN = (None, "2024-01-01", "2025-06-01", "2026-02-01", "2027-06-01")


@cache
def reading(name: str) -> PolicyEvaluator:
    """One of the readings, with the verdicts made so far."""
    words: dict[str, Any] = {"as_of": "2026-11-22", **READINGS[name]}
    return asked(linkedin(), **words)


def labels(name: str) -> set[str]:
    """Every label and reason of a verdict that the program makes under some circumstances."""
    pack = linkedin()
    found = set()
    for use, category, author, born in product(pack.uses, (*pack.categories, None), Author, BORN):
        verdict = reading(name).item_verdict(use, ItemClass(category, author), day(born) if born else None)
        found |= {verdict.label, verdict.reason, *(window.description for window in verdict.windows)}
    return found


def explained(name: str) -> set[str]:
    """What the program itself says when it explains: answers, what would change it, warnings."""
    found = set()
    for use, category in product(linkedin().uses, ("content_public", "reactions", "profile_endorsements")):
        told = explain(reading(name), use, ItemClass(category, Author.OTHER), day("2025-06-01"))
        found |= {text for answered in told.chain for text in (answered.question, answered.answer)}
        found |= {change.change for change in told.changes} | set(told.warnings)
    return found


def program_strings() -> Iterator[tuple[str, str]]:
    """Every string in the program that is no docstring, with the file it stands in."""
    top = Path(inspector.__file__).parent
    for file in sorted(top.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield file.name, node.value


def told_as_done(texts: Iterator[tuple[str, str]] | set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The places that tell a use as done, each with its words."""
    return {(place, found.group()) for place, text in texts for found in AS_A_FACT.finditer(text)}


# ---- what could be done is never told as done


def test_no_sentence_of_the_pack_tells_a_use_as_done_but_those_with_a_reason() -> None:
    assert told_as_done(sentences()) == HONEST


def test_no_name_or_label_of_the_pack_tells_a_use_as_done() -> None:
    assert told_as_done(phrases()) == set()


@pytest.mark.parametrize("name", READINGS)
def test_no_label_that_the_program_makes_tells_a_use_as_done(name: str) -> None:
    found = labels(name)

    assert len(found) > 10
    assert told_as_done({(label, label) for label in found - {CONSENT}}) == set()


@pytest.mark.parametrize("name", READINGS)
def test_no_explanation_that_the_program_makes_tells_a_use_as_done(name: str) -> None:
    assert told_as_done({(text, text) for text in explained(name) - {CONSENT}}) == set()


def test_no_outcome_tells_a_use_as_done() -> None:
    assert told_as_done({(outcome.value, outcome.label) for outcome in Outcome}) == set()


def test_no_text_in_the_program_tells_a_use_as_done_but_those_with_a_reason() -> None:
    texts = ((place, text) for place, text in program_strings() if not any(honest in text for honest in HONEST_PROGRAM))
    assert told_as_done(texts) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Your post was used to train a model.",
        "These messages were never openly shared with Microsoft.",
        "It has been trained on since 2024.",
        "They have been sold.",
        "Microsoft trained on it.",
        "Your profile went into a model.",
        "LinkedIn has shared your profile.",
    ],
)
def test_a_sentence_that_tells_a_use_as_done_is_noticed(sentence: str) -> None:
    assert AS_A_FACT.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It could have been used until the switch.",
        "It may have been shared.",
        "No text was read for this day.",
        "It could be used since 2025-11-03.",
        "Microsoft may train on it.",
    ],
)
def test_a_sentence_that_tells_what_could_be_done_is_let_through(sentence: str) -> None:
    assert not AS_A_FACT.search(sentence)


# ---- whole, single, and our own


def ends_well(text: str, mark: str) -> bool:
    """Whether a text ends with its mark; behind an address a full stop would become part of it."""
    return text.endswith(mark) or text.split()[-1].startswith("https://")


def test_every_sentence_of_the_pack_ends_with_a_full_stop_and_every_question_with_its_mark() -> None:
    pack = linkedin()
    questions = {*(use.question for use in pack.uses.values()), *(conflict.topic for conflict in pack.conflicts)}

    assert [text for _id, text in sentences() if text and not ends_well(text, "?" if text in questions else ".")] == []


def test_no_name_or_label_ends_with_a_full_stop() -> None:
    assert [text for _place, text in phrases() if text.endswith(".")] == []


def test_no_sentence_holds_a_space_too_many_or_is_cut_off() -> None:
    assert [text for _place, text in sentences() if text != " ".join(text.split()) or text.endswith("..")] == []


def test_no_statement_occurs_twice() -> None:
    pack = linkedin()
    statements = [rule.statement for rule in pack.rules.values()]
    statements += [use.default_statement for use in pack.uses.values()]
    statements += [limit.statement for limit in pack.limits]

    assert sorted(statements) == sorted(set(statements))


def hashed(text: str) -> str:
    """The hash of a sentence by its words alone."""
    return hashlib.sha256(" ".join(re.findall(r"[a-z0-9]+", text.lower())).encode()).hexdigest()


def parts(text: str) -> Iterator[str]:
    """A text, and each of its sentences."""
    yield text
    yield from re.split(r"(?<=[.!?])\s+", text)


def test_no_sentence_of_the_pack_is_one_of_the_research() -> None:
    assert len(HASHES) > 400
    assert [part for _place, text in sentences() for part in parts(text) if hashed(part) in HASHES] == []


def test_a_sentence_of_the_research_would_be_noticed_whatever_its_marks() -> None:
    assert hashed("Connections are not in the TRAINING list,  yet") == hashed(
        "connections are not in the training list yet"
    )
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in HASHES)
