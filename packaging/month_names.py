"""Write the month names of every language that LinkedIn is offered in, from CLDR as Babel carries it.

python packaging/month_names.py            write resources/catalog/month_names.toml
python packaging/month_names.py --check    fail if the file is not what Babel gives
"""

import json
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import babel
from babel import Locale, localedata

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from inspector.table.month_names import fold_month_name  # noqa: E402

TARGET = ROOT / "resources" / "catalog" / "month_names.toml"
LANGUAGES = tuple(
    re.findall(
        r"\w+",
        "ar bn cs da de el en es fa fi fil fr hi hu id it he ja ko mr ms nl nb pa pl pt ro ru sv te th tr uk vi "
        "zh_Hans zh_Hant",
    )
)
"""The languages of the platform, by their names in CLDR."""


WORDS_BY_NUMBERS = frozenset(re.findall(r"\w+", "er st nd rd th o a las um à às alle om kl klo v в"))
"""What is written at a day's number (1er, 1st) or before the time: CLDR has it, Babel leaves it out."""


def _load_locale(name: str) -> Locale:
    """The data of one locale alone: Babel resolves aliases in dictionaries that the locales read later share."""
    localedata._cache.clear()  # noqa: SLF001
    return Locale.parse(name)


@cache
def list_names(language: str) -> list[tuple[str, int]]:
    """Each written name of a month in the language, and the month's number.

    Countries have names of their own, as Austria for January. Such a name is left out where a common name of another
    month begins with it: who shortens that one would be misread.
    """
    common = dict.fromkeys(_list_locale_names(language))
    regional = dict.fromkeys(
        pair
        for locale in sorted(localedata.locale_identifiers())
        if re.fullmatch(rf"{language}_(?:[A-Z]{{2}}|[0-9]{{3}})", locale)
        for pair in _list_locale_names(locale)
    )
    clear = [
        (name, number)
        for name, number in regional
        if not any(
            number != other and fold_month_name(full).startswith(fold_month_name(name)) for full, other in common
        )
    ]
    return list(dict.fromkeys([*common, *clear]))


def _list_locale_names(locale: str) -> list[tuple[str, int]]:
    data = _load_locale(locale)
    # Hebrew writes the word for "in" and the month's name together.
    prefixes = re.findall(r"([^\W\da-zA-Z]+)MMM", " ".join(_list_patterns(data)))
    return [
        (prefix + name, number)
        for prefix in ("", *dict.fromkeys(prefixes))
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in data.months[context][width].items()
    ]


def _list_patterns(data: Locale) -> list[str]:
    """The language's forms of a date that name the month."""
    patterns = [data.date_formats[width].pattern for width in ("long", "medium")]
    return patterns + [data.datetime_skeletons[name].pattern for name in ("yMMM", "yMMMM")]


def list_particles(language: str) -> set[str]:
    """The words that the language's forms of a date put between day, month and year."""
    data = _load_locale(language)
    patterns = " ".join(_list_patterns(data))
    texts = re.findall(r"'([^']+)'", patterns) + ([data.eras["abbreviated"][1]] if "G" in patterns else [])
    return {folded for text in texts for word in text.split() if (folded := fold_month_name(word))}


def list_day_halves(language: str, half: str) -> set[str]:
    """The words for the hours before or after noon, ``am`` or ``pm``."""
    periods = _load_locale(language).day_periods
    found = {
        fold_month_name(periods[context][width][half])
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        if half in periods.get(context, {}).get(width, {})
    }
    return found | {half}


def build() -> str:
    """The text of the data file."""
    numbers: dict[str, set[int]] = defaultdict(set)
    particles: set[str] = set(WORDS_BY_NUMBERS)
    for language in LANGUAGES:
        particles |= list_particles(language)
        for name, number in list_names(language):
            numbers[fold_month_name(name)].add(number)
    mornings, afternoons = (
        set().union(*(list_day_halves(language, half) for language in LANGUAGES)) for half in ("am", "pm")
    )
    months = [sorted(name for name, found in numbers.items() if found == {number}) for number in range(1, 13)]
    lines = [
        "# The names of the months, folded, in every language that LinkedIn is offered in. Written by",
        f"# packaging/month_names.py from CLDR as Babel {babel.__version__} carries it; do not change it by hand.",
        '# A name that means two months in two languages is left out; "particles" stand between day, month and year.',
        '# "mornings" and "afternoons" are the words for the hours before and after noon.',
        "",
        f"particles = {json.dumps(sorted(particles), ensure_ascii=False)}",
        f"mornings = {json.dumps(sorted(mornings - afternoons), ensure_ascii=False)}",
        f"afternoons = {json.dumps(sorted(afternoons - mornings), ensure_ascii=False)}",
        "months = [",
        *(f"    {json.dumps(names, ensure_ascii=False)}," for names in months),
        "]",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the file."""
    text = build()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{TARGET.name} is not what Babel {babel.__version__} gives: run packaging/month_names.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
