"""No text can make the program stall: every regular expression takes time in proportion to the text."""

import re
import time

import pytest

from inspector.catalog.file_names import fold_base_name
from inspector.printable import make_name_printable, make_printable, mask_account_number
from inspector.progress import Monitor
from inspector.query import parse
from inspector.table.html_page import read_page
from tests.archives import pack
from tests.patterns import OWN_TEXTS, ROOT, Pattern, allowed, build_text, collect, list_texts, measure
from tests.table.samples import Bytes

PATTERNS, RE2_PATTERNS, UNKNOWN = collect()


def test_every_pattern_of_the_source_is_tried_or_known_to_see_no_text_from_outside():
    assert UNKNOWN == ()
    assert len(PATTERNS) > 60
    assert RE2_PATTERNS


def test_what_sees_no_text_from_outside_still_exists():
    assert [place for place in OWN_TEXTS if not (ROOT / place.partition(" ")[0]).is_file()] == []


@pytest.mark.parametrize("number", range(len(PATTERNS)), ids=[pattern.place for pattern in PATTERNS])
def test_a_pattern_takes_time_in_proportion_to_the_text(number):
    measured = measure(PATTERNS[number])
    assert measured.too_slow == [], f"{PATTERNS[number].compiled.pattern!r} on {measured.text!r}: {measured.seconds}"


@pytest.mark.parametrize(
    "source",
    [
        r"(?:[a-z]{2,3}\.|www\.)*linkedin\.com/",
        r"[\w.+%-]+@[\w-]+",
        r"\s*\(\d+\)$",
    ],
)
def test_the_trial_finds_patterns_that_stall(source):
    assert measure(Pattern("here", re.compile(source), frozenset({"finditer"}))).too_slow


def test_the_texts_are_as_long_as_asked_for():
    assert all(100 <= len(build_text(parts, 100)) <= 101 for parts in list_texts(re.compile(r"<a[^>]*>")))


SIZE = 1 << 18
BODIES = (
    "a",
    " ",
    "_1",
    "(1)",
    "-",
    '"',
    "\\",
    "a:",
    "a,",
    "<",
    "<!--",
    "<!-- --",
    "<a '\"",
    "<p ",
    "&#",
    "\n",
    "\u202e",
    "0.",
    "/",
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    ("function", "limit"),
    [
        (make_printable, SIZE),
        (make_name_printable, SIZE),
        (mask_account_number, 1 << 16),
        (fold_base_name, 1 << 16),
        (lambda text: parse(text, pack()), 1 << 16),
        (lambda text: read_page(Bytes(text.encode(), "Page.html"), Monitor()), SIZE),
    ],
    ids=["text", "name", "account number", "file name", "filter line", "page"],
)
def test_a_long_text_is_read_in_bounded_time(function, limit, body):
    text = (body * limit)[:limit] + "!"
    started = time.process_time()
    function(text)
    assert time.process_time() - started < 4 * allowed(limit) + 1
