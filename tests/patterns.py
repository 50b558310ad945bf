"""Every regular expression of the program, tried on the worst texts that can be made from it.

A pattern that Python's ``re`` runs is found in the source and tried, without anyone listing it. What cannot be found
in the source alone is built by ``BUILT``. Patterns that Arrow runs are RE2's, which takes time in proportion to the
text whatever the pattern. ``python -m tests.patterns`` prints what each took.
"""

import ast
import importlib
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _constants as nodes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import inspector
from inspector.archive.system_files import _compile_rules, _load_system_files
from inspector.table.dates import _MAX_DATE_LENGTH, _NO_DATE, DATE_PATTERNS, _compile_pattern
from inspector.table.html_page import MAX_HEAD_CHARACTERS
from inspector.table.month_names import _SHAPES, _compile_clock
from tests.archives import known

ROOT = Path(inspector.__file__).parent
LARGEST = 1 << 20
SIZES = (1 << 10, 1 << 14)
"""All texts are tried in these sizes, the worst of them in 256 KiB and 1 MiB too."""
SECONDS_PER_MEBIBYTE = 2.0
ALLOWANCE = 0.05

_ANCHORED = {"match", "fullmatch"}
_SCANNING = {"search", "sub", "subn", "findall", "finditer", "split"}
_ARROW = {
    "match_substring_regex",
    "count_substring_regex",
    "replace_substring_regex",
    "extract_regex",
    "split_pattern_regex",
}
_SMALL = range(16, 105, 8)
_TAILS = ("", "!", "\0", "\n", " ", "a")


@dataclass(frozen=True)
class Pattern:
    """A pattern, where it stands, how it is used, and how long the texts can be that it sees."""

    place: str
    compiled: "re.Pattern[Any]"
    methods: frozenset[str]
    limit: int = LARGEST


@dataclass(frozen=True)
class Measured:
    """The worst that a pattern did: the seconds by size, and the beginning of the text."""

    pattern: Pattern
    seconds: dict[int, float]
    text: str

    @property
    def too_slow(self) -> list[int]:
        """The sizes at which it took longer than in proportion."""
        return [size for size, taken in self.seconds.items() if taken > allowed(size)]


def _compiled(*patterns: "str | re.Pattern[Any]") -> "list[re.Pattern[Any]]":
    return [re.compile(pattern) for pattern in patterns]


def _fnmatch() -> "list[re.Pattern[Any]]":
    from fnmatch import translate

    names = {part for kind in known().kinds for file in kind.files for part in file.split("/") if "*" in part}
    return _compiled(*map(translate, sorted(names)))


def _read_argument_messages() -> "list[re.Pattern[Any]]":
    tree = ast.parse((ROOT / "cli" / "arguments.py").read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return _compiled(*(text for text in texts if "(?P<" in text))


def _build_record_starts() -> "list[re.Pattern[Any]]":
    cell = rb'("[^"\r\n]*+"|[^"\r\n,]*+)'
    return [re.compile(cell + b"," + cell + rb"(?:,|(?=[\r\n])|\Z)")]


def _read_cell_patterns() -> "list[re.Pattern[Any]]":
    return [re.compile(pattern, re.IGNORECASE) for pattern in known().platform.cell_patterns.values()]


def _read_profile_paths() -> "list[re.Pattern[Any]]":
    return [re.compile(path, re.DOTALL) for path in known().platform.identity.profile_paths.values()]


def _list_system_patterns() -> list[re.Pattern[Any]]:
    system_files = _load_system_files()
    return [_compile_rules(rules) for rules in (system_files.junk_files, system_files.junk_folders)]


BUILT: dict[tuple[str, str], tuple[str, Callable[[], "list[re.Pattern[Any]]"]]] = {
    ("catalog/catalog_schema.py", "self.export_name"): ("search", lambda: _compiled(known().platform.export_name)),
    ("catalog/match.py", "pattern"): ("fullmatch", _read_cell_patterns),
    ("catalog/platform_evidence.py", "pattern"): ("fullmatch", _read_cell_patterns),
    ("archive/system_files.py", "'|'.join((translate(name.casefold()) for name in names))"): (
        "match",
        _list_system_patterns,
    ),
    ("archive/system_files.py", "fnmatch"): ("match", _list_system_patterns),
    ("catalog/file_names.py", "fnmatch"): ("match", _fnmatch),
    ("cli/arguments.py", "pattern"): ("fullmatch", _read_argument_messages),
    (
        "table/record_shapes.py",
        "cell + self._delimiter + cell + b'(?:' + self._delimiter + b'|(?=[\\\\r\\\\n])|\\\\Z)'",
    ): (
        "match",
        _build_record_starts,
    ),
    ("items/profile_address.py", "rules.profile_hosts"): (
        "fullmatch",
        lambda: _compiled(known().platform.identity.profile_hosts),
    ),
    ("items/profile_address.py", "pattern"): ("fullmatch", _read_profile_paths),
    ("table/month_names.py", "shape"): ("fullmatch", lambda: list(_SHAPES)),
    ("table/month_names.py", "spelling"): ("search", lambda: [_compile_clock()]),
    ("table/dates.py", "spelling.replace('\\\\s', '[\\\\t\\\\n\\\\f\\\\r ]')"): (
        "fullmatch",
        lambda: [_compile_pattern(pattern) for pattern in (*DATE_PATTERNS.values(), _NO_DATE)],
    ),
}
"""How to build what the source does not show, by module and argument, and the method that is used."""

LIMITS = {
    "table/dates.py": _MAX_DATE_LENGTH,
    "table/month_names.py": _MAX_DATE_LENGTH,
    "items/profile_address.py re.compile": 2_000,
    "table/repairs.py _SENTENCE": 300,
    "table/html_page.py _TITLE_START": MAX_HEAD_CHARACTERS,
    "table/html_page.py _TITLE_END": MAX_HEAD_CHARACTERS,
    "table/html_page.py _CREATED": MAX_HEAD_CHARACTERS,
    "table/html_page.py _PUBLISHED": MAX_HEAD_CHARACTERS,
    "cli/arguments.py": 2_000,
    "archive/member_names.py": 1 << 16,
}
"""How long the longest text is where it is cut before: dates, the head of a page, names in a zip (APPNOTE 4.4.10)."""

OWN_TEXTS = {
    "i18n.py": "messages of the program",
    "table/dates.py re.sub": "the patterns of this module",
    "policy/circumstances.py": "words that were typed into a field",
    "window/localization.py": "formats of dates of the system",
    "report/formats/row_template.py": "the template of this program",
    "report/formats/html_format.py": "the page of this program",
    "report/formats/pdf/__init__.py": "the head of a PDF that Qt wrote",
    "report/formats/xlsx/package.py": "the properties of a workbook that openpyxl wrote",
    "catalog/catalog_schema.py re.findall": "the catalog",
}
"""Patterns that see no text from outside, and what they see; a place is a module, or one pattern of it."""


def allowed(size: int) -> float:
    """The processor time that a text of a size may take, in seconds."""
    return ALLOWANCE + SECONDS_PER_MEBIBYTE * size / LARGEST


@cache
def collect() -> tuple[tuple[Pattern, ...], tuple[str, ...], tuple[str, ...]]:
    """Find the patterns that ``re`` runs on texts from outside, those of RE2, and what could not be found out."""
    patterns: list[Pattern] = []
    linear: list[str] = []
    unknown: list[str] = []
    for path in sorted(ROOT.rglob("*.py")):
        module_name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assigned = {
            id(node.value): target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            call = _read_call(node)
            if call is None:
                continue
            library, method, argument = call
            if library == "pc":
                linear.append(f"{module_name} {ast.unparse(argument)}" if argument else module_name)
                continue
            name = assigned.get(id(node), "")
            place = f"{module_name} {name or f're.{method}'}"
            if module_name in OWN_TEXTS or place in OWN_TEXTS:
                continue
            key = (module_name, "fnmatch" if library == "fnmatch" else ast.unparse(argument) if argument else "")
            built_method, build = BUILT.get(key, ("", None))
            found = build() if build else _resolve(module_name, name, argument)
            if found is None:
                unknown.append(f"{place}({key[1]})")
                continue
            methods = frozenset({built_method} if build else _find_uses(name) if name else {method} - {"compile"})
            limit = LIMITS.get(place, LIMITS.get(module_name, LARGEST))
            patterns += (Pattern(place, compiled, methods or frozenset({"finditer"}), limit) for compiled in found)
    return tuple(patterns), tuple(sorted(set(linear))), tuple(unknown)


def _read_call(node: ast.AST) -> tuple[str, str, ast.expr | None] | None:
    """The library, the method and the pattern of a call that takes one."""
    if not isinstance(node, ast.Call):
        return None
    if any(isinstance(part, ast.Name) and part.id.startswith("fnmatch") for part in (node.func, *node.args[:1])):
        return "fnmatch", "match", None
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return None
    if function.value.id == "pc" and function.attr in _ARROW:
        return "pc", function.attr, next((word.value for word in node.keywords if word.arg == "pattern"), None)
    if function.value.id == "re" and function.attr in {"compile", *_ANCHORED, *_SCANNING}:
        return "re", function.attr, node.args[0]
    return None


def _resolve(module_name: str, name: str, argument: ast.expr | None) -> "list[re.Pattern[Any]] | None":
    imported = (
        importlib.import_module("inspector." + module_name.removesuffix(".py").replace("/", "."))
        if (name or isinstance(argument, ast.Name))
        else None
    )
    if name:
        return [getattr(imported, name)]
    if isinstance(argument, ast.Name):
        value = getattr(imported, argument.id, None)
        return _compiled(value) if isinstance(value, str | bytes) else None
    if isinstance(argument, ast.Constant):
        return _compiled(argument.value)
    return None


@cache
def _read_sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))


def _find_uses(name: str) -> set[str]:
    """The methods of a named pattern that are called anywhere; scanning where it is handed on."""
    return set(re.findall(rf"\b{name}\.(\w+)\(", _read_sources())) & (_ANCHORED | _SCANNING) or {"finditer"}


# ---- texts


def list_texts(pattern: "re.Pattern[Any]") -> list[tuple[str, str, str]]:
    """The texts to try, each as what stands first, what is repeated, and what stands last."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    letters = sorted({letter for node in _walk(tree) for letter in _sample_class(node)})[:7]
    letters += [letter for letter in ("a", "0", " ", "\u00e9") if letter not in letters]
    whole = _sample(tree)
    bodies = {*letters, *(one + other for one in letters for other in letters if one != other)}
    bodies |= {whole, whole[:-1], whole[1:]}
    texts = {("", body, tail) for body in bodies for tail in ("", "!")}
    for before, body in _list_repeats(tree, ""):
        texts |= {(before, body, tail) for tail in _TAILS}
        texts |= {("", before + body, tail) for tail in _TAILS} | {("", before + body * 8, tail) for tail in ("", "!")}
    texts |= {(whole, letter, "!") for letter in letters}
    return sorted(text for text in texts if text[1])


def build_text(parts: tuple[str, str, str], size: int) -> str:
    """Write a text of about that size."""
    first, repeated, last = parts
    return (first + repeated * (size // len(repeated) + 1))[:size] + last


def _walk(tree: Any) -> Iterator[tuple[Any, Any]]:
    for operator, value in tree:
        yield operator, value
        for part in _list_parts(operator, value):
            yield from _walk(part)


def _list_parts(operator: Any, value: Any) -> list[Any]:
    if operator in _REPEATS:
        return [value[2]]
    if operator is nodes.SUBPATTERN:
        return [value[3]]
    if operator is nodes.BRANCH:
        return list(value[1])
    if operator in (nodes.ASSERT, nodes.ASSERT_NOT):
        return [value[1]]
    return [value] if operator is nodes.ATOMIC_GROUP else []


_REPEATS = (nodes.MAX_REPEAT, nodes.MIN_REPEAT, nodes.POSSESSIVE_REPEAT)
_CATEGORIES = {
    nodes.CATEGORY_DIGIT: "1",
    nodes.CATEGORY_SPACE: " \n",
    nodes.CATEGORY_WORD: "a1_",
    nodes.CATEGORY_NOT_DIGIT: "a",
    nodes.CATEGORY_NOT_SPACE: "a",
    nodes.CATEGORY_NOT_WORD: " -",
}


def _sample_class(node: tuple[Any, Any]) -> str:
    """Some letters that one step of a pattern takes."""
    operator, value = node
    if operator is nodes.LITERAL:
        return chr(value)
    if operator is nodes.NOT_LITERAL:
        return next(letter for letter in "a1 " if ord(letter) != value)
    if operator is nodes.ANY:
        return "a1 "
    if operator is nodes.CATEGORY:
        return _CATEGORIES.get(value, "a")
    if operator is not nodes.IN:
        return ""
    if value[0][0] is nodes.NEGATE:
        compiled = re.compile(_write_class(value))
        return "".join(letter for letter in "a1 \n-./<\"'" if compiled.fullmatch(letter))[:3]
    letters = ""
    for inner, content in value:
        letters += chr(content[0]) + chr(content[1]) if inner is nodes.RANGE else _sample_class((inner, content))
    return letters[:4]


def _write_class(value: Any) -> str:
    pieces = []
    for inner, content in value:
        if inner is nodes.NEGATE:
            pieces.append("^")
        elif inner is nodes.RANGE:
            pieces.append(f"{re.escape(chr(content[0]))}-{re.escape(chr(content[1]))}")
        elif inner is nodes.LITERAL:
            pieces.append(re.escape(chr(content)))
        else:
            shapes = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
            shape = shapes[str(content).rpartition("_")[2]]
            pieces.append(shape.upper() if "NOT" in str(content) else shape)
    return f"[{''.join(pieces)}]"


def _sample(tree: Any) -> str:
    """A short text that a pattern takes, as far as that can be told from it."""
    text = ""
    for operator, value in tree:
        if operator in _REPEATS:
            text += _sample(value[2]) * max(1, min(value[0], 40))
        elif operator in (nodes.ASSERT, nodes.ASSERT_NOT):
            continue
        elif parts := _list_parts(operator, value):
            text += _sample(parts[0])
        else:
            text += _sample_class((operator, value))[:1]
    return text


def _list_repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What may be repeated without end, with a short text that leads to it."""
    for index, (operator, value) in enumerate(tree):
        lead = before + _sample(tree[:index])
        if operator in _REPEATS and value[1] > 8:
            body = _sample(value[2])
            yield lead, body
            for letter in {letter for node in _walk(value[2]) for letter in _sample_class(node)}:
                yield lead, letter
        for part in _list_parts(operator, value):
            yield from _list_repeats(part, lead)


# ---- time


def measure(pattern: Pattern) -> Measured:
    """Try a pattern on its texts, small ones first, and stop where one takes too long."""
    texts = list_texts(pattern.compiled)
    for size in _SMALL:
        for parts in texts:
            taken = _time(pattern, build_text(parts, size))
            if taken > ALLOWANCE:
                return Measured(pattern, {size: taken}, build_text(parts, 40))
    seconds: dict[int, float] = {}
    worst = [("", "a", "")]
    for size in (
        *(size for size in SIZES if size < pattern.limit),
        *([] if pattern.limit > SIZES[-1] else [pattern.limit]),
    ):
        times = []
        for parts in texts:
            times.append((_time(pattern, build_text(parts, size)), parts))
            if times[-1][0] > allowed(size):
                return Measured(pattern, {**seconds, size: times[-1][0]}, build_text(parts, 40))
        times.sort(reverse=True)
        seconds[size], worst = times[0][0], [parts for _, parts in times[:3]]
    for size in sorted({1 << 18, pattern.limit}):
        if SIZES[-1] < size <= pattern.limit:
            times = sorted(((_time(pattern, build_text(parts, size)), parts) for parts in worst), reverse=True)
            seconds[size], worst = times[0][0], [parts for _, parts in times]
            if seconds[size] > allowed(size):
                break
    return Measured(pattern, seconds, build_text(worst[0], 40))


def _time(pattern: Pattern, text: str) -> float:
    """The processor time of each use of a pattern on a text, in seconds; the better of two where it seems long."""
    subject: Any = text if isinstance(pattern.compiled.pattern, str) else text.encode("utf-8", "replace")
    best = float("inf")
    for _attempt in range(2):
        started = time.process_time()
        for method in pattern.methods & _ANCHORED:
            getattr(pattern.compiled, method)(subject)
        if pattern.methods & _SCANNING:
            for _match in pattern.compiled.finditer(subject):
                pass
        best = min(best, time.process_time() - started)
        if best < ALLOWANCE / 5:
            break
    return best


def main() -> None:
    """Print what each pattern took at worst, slowest first."""
    patterns, linear, unknown = collect()
    results = sorted(map(measure, patterns), key=lambda result: -max(result.seconds.values(), default=0))
    lines = [
        f"{len(patterns)} patterns of re on texts from outside; seconds of processor time for the worst text found"
    ]
    for result in results:
        figures = "  ".join(f"{size:>9,}: {taken:.4f}" for size, taken in sorted(result.seconds.items())[-2:])
        mark = "TOO SLOW " if result.too_slow else ""
        lines.append(f"{mark}{result.pattern.place:<50} {figures:<40} {result.text[:30]!r}")
    lines += ["", f"{len(linear)} modules and patterns of RE2, linear by construction", *linear]
    lines += ["", "not found out:", *unknown] if unknown else []
    sys.stdout.write("\n".join(lines).encode("ascii", "backslashreplace").decode() + "\n")


if __name__ == "__main__":
    main()
