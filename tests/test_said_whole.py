"""Every sentence that is made below the faces is said whole in another language; only names stand in it as they are."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from inspector.errors import Refused
from inspector.exposure import Exposure, build_checklist, find_timeline_events, list_what_ifs
from inspector.i18n import PSEUDO
from inspector.items import Item
from inspector.policy import Outcome, explain
from inspector.query import ALL, find_unknown_names, parse
from tests.archives import demo, items, judged, pack
from tests.policy.test_plain_words import READINGS
from tests.saying import quoted, said

_CODE = re.compile(r"[A-Z]{1,2}\d+[a-z]?(?:\.[a-z])?|N0-\w+|[a-z_]+|--[a-z-]+|[A-Z]{2,3}(?:-[A-Z]+)?")
"""Ids of rules, uses, settings and regions, options, words of the command line: the same in every language."""


@cache
def exposure(name: str) -> Exposure:
    """The sample member under one of the circumstances that the law is tested with."""
    stated = dict(READINGS[name])
    regions, settings = stated.pop("regions", ()), stated.pop("settings", ())
    return judged(demo(), *regions, settings=settings, **stated)  # type: ignore[misc,arg-type]


ASKED = ("content_public", "content_restricted", "profile_endorsements", "private_messages", "ai_coach_messages", None)


@cache
def asked() -> tuple[Item, ...]:
    """An item of every author in some data categories, of which all questions can be asked."""
    return tuple({item.item_class: item for item in items(demo()) if item.item_class.data_category in ASKED}.values())


@cache
def names() -> frozenset[str]:
    """What stands in sentences as it is: what LinkedIn calls its settings, what rules say, files and their columns."""
    settings = {setting.name for setting in pack().settings.values()}
    rules = {rule.statement for rule in pack().rules.values()}
    columns = {column for block in demo().blocks for column in block.table.columns}
    return frozenset({*settings, *rules, *columns, *(file.member for file in demo().files)})


def verdicts(found: Exposure) -> Iterator[str]:
    for tally in found.tallies:
        verdict = tally.verdict
        yield from (verdict.label, verdict.basis, verdict.confidence, *((verdict.reason,) if verdict.reason else ()))
        yield from (span.description for span in (*verdict.windows, *verdict.earlier))


def explanations(found: Exposure) -> Iterator[str]:
    for use in pack().uses:
        for item in asked():
            told = explain(found.evaluator, use, item.item_class, found.find_first_day(item))
            for answered in told.chain:
                yield from (answered.question, answered.answer)
                for rule in answered.rules:
                    yield from (rule.confidence, rule.basis, *((rule.edge_notes,) if rule.edge_notes else ()))
            yield from (change.change for change in told.changes)
            yield from told.warnings


def things_to_do(found: Exposure) -> Iterator[str]:
    for check in build_checklist(found):
        yield from (outcome.label for reach in check.impacts for outcome in Outcome if reach.closed_items)
    yield from (question.question for question in list_what_ifs(pack(), found.circumstances))
    yield from (mark.description for use in pack().uses for mark in find_timeline_events(found, use))


def untranslatable(texts: Iterator[str]) -> set[str]:
    """The English in some texts that stays English in every language."""
    kept = {part for text in set(texts) for part in quoted(text) if any(map(str.isalpha, part))}
    codes = {part for part in kept if all(_CODE.fullmatch(code) for code in re.split(r"[, ]+", part))}
    return kept - codes - names()


def outside_of_brackets(text: str) -> str:
    """The letters of a text that stand in no brackets: what a translator never saw."""
    while (inner := re.sub(r"\[[^\[\]]*\]", "", text)) != text:
        text = inner
    return "".join(filter(str.isalpha, text))


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("made", [verdicts, explanations, things_to_do], ids=lambda made: made.__name__)
def test_what_is_said_of_an_item_is_said_whole(made, name: str) -> None:
    texts = set(made(exposure(name)))
    assert len(texts) > 10
    assert untranslatable(iter(texts)) == set()
    assert {text for text in texts if not list(quoted(text)) and outside_of_brackets(PSEUDO.translate(text))} == set()
    assert all(map(said, texts))


def test_what_is_said_of_the_archive_is_said_whole() -> None:
    texts = [problem.message for problem in demo().problems]
    assert texts
    assert untranslatable(iter(texts)) == set()
    assert all(map(said, texts))
    assert all(said(file.title) for file in demo().files)


REFUSED = {
    "a region": {"regions": ["Atlantis"]},
    "two regions": {"regions": ["DE", "US"]},
    "a day twice": {"regions": ["DE@2024-01-01", "US@2024-01-01"]},
    "no day": {"as_of": "yesterday"},
    "an age": {"age": "old"},
    "an age and a birth date": {"age": "adult", "born": "1990-01-01"},
    "a birth date": {"born": "1066-01-01"},
    "a setting": {"settings": ["television=on"]},
    "a state": {"settings": ["genai_improvement=maybe"]},
    "a state twice": {"settings": ["genai_improvement=on@2026-01-01", "genai_improvement=off@2026-01-01"]},
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_said_of_refused_circumstances_is_said_whole(what: str) -> None:
    stated = dict(REFUSED[what])
    with pytest.raises(Refused) as refused:
        judged(demo(), *stated.pop("regions", ()), settings=stated.pop("settings", ()), **stated)  # type: ignore[arg-type]
    texts = (refused.value.message, refused.value.hint)
    given = {"Atlantis", "television=on", "1066-01-01", "--region US --region DE@2024-06-01"}
    assert untranslatable(iter(texts)) <= given
    assert all(map(said, texts))


@pytest.mark.parametrize(
    "typed",
    ["colour:red", "outcome:", "outcome:red", "date:soon", "is:red", "use:ads_affiliate,research", "-use:research"],
)
def test_what_is_said_of_a_filter_is_said_whole(typed: str) -> None:
    texts = [misread.message for misread in parse(typed, pack()).errors]
    assert texts
    assert untranslatable(iter(texts)) <= {"colour"}
    assert all(map(said, texts))


def test_what_is_said_of_names_that_are_not_there_is_said_whole() -> None:
    texts = find_unknown_names(parse("file:nowhere kind:nothing", pack()).query, demo())
    assert len(texts) == 2
    assert find_unknown_names(ALL, demo()) == ()
    assert untranslatable(iter(texts)) == set()
    assert all(map(said, texts))
