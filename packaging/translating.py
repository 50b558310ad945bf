"""Keeps the translations of the program: collects its messages, brings each language up to date, and checks.

Run as ``python packaging/translating.py [--check]`` from anywhere, with what the tests need installed. Without an
option it writes, for each language of ``inspector/i18n.py`` but English, ``resources/translations/TAG.po`` (the
source, to be translated by hand: sorted by message, without places and dates, so that it merges) and ``TAG.mo`` (what
the program reads). Messages that nothing says any more are dropped; a new one that is like a dropped one gets its
translation, marked as fuzzy, for somebody to look at.

``--check`` writes nothing. It prints one line for each message without a translation, fuzzy or obsolete, each
translation whose fields or access keys are not those of its message, each message that is not a literal, and each
``.mo`` that is not what its ``.po`` makes; exit code 1 if there is any.

After a merge run it again: of a message that stands in a ``.po`` twice it keeps the later translation, and it takes out
what git leaves there to mark a conflict.
"""

import argparse
import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from inspector.i18n import LANGUAGE_NAMES  # noqa: E402

SOURCE = "en"
MAKERS: Mapping[str, Mapping[str, int]] = {
    "inspector.i18n": {"_": 1, "plural": 2, "text_in_context": 2},
    "inspector.window.localization": {"translate": 1, "translate_plural": 2, "translate_in_context": 2},
}
"""The functions that take a message, by their module, each with how many of its arguments are literals."""
_IN_CONTEXT = ("text_in_context", "translate_in_context")
_TEMPLATE_MAKERS = MAKERS["inspector.i18n"]

PACK = {
    "use": ("name", "short", "question"),
    "category": ("name",),
    "region": ("name",),
    "territory": ("name",),
    "setting": ("effect",),
    **dict.fromkeys(("regime", "scope", "gate", "note"), ("label", "from_says", "until_says", "limited_to", "short")),
}
"""The fields of a pack's entries that faces say; all others are quoted as they stand."""

CATALOG = {"kind": ("title", "note", "absent_means", "part.remark"), "country": ("names",)}
"""The fields of the catalog's entries that faces say; of several names the first."""

TABLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "policies/*/*.toml": PACK,
    "catalog/linkedin.toml": CATALOG,
    "catalog/countries.toml": CATALOG,
}


@dataclass(frozen=True, slots=True)
class Text:
    """A message: the text, that for several things if there is one, and its sense where English has several."""

    one: str
    many: str = ""
    sense: str = ""

    @property
    def key(self) -> str:
        """What a translation is found by; also how the message is shown."""
        return f"{self.one} ({self.sense})" if self.sense else self.one

    @property
    def id(self) -> str | tuple[str, str]:
        """The message as a catalog holds it."""
        return (self.one, self.many) if self.many else self.one


def _text(maker: str, literals: Sequence[str]) -> Text:
    """The message of a call, by its literals."""
    return Text(literals[0], sense=literals[1]) if maker in _IN_CONTEXT else Text(*literals)


def _text_of(message: Message) -> Text:
    """The message that a catalog holds."""
    one, many = (message.id, "") if isinstance(message.id, str) else message.id
    return Text(one, many, message.context or "")


class NotLiteral(Exception):
    """A text for people that is put together at run time, which no translator can see."""


# ---- messages


def messages(root: Path) -> dict[Text, None]:
    """Every message that is said, in no order. Raises ``NotLiteral`` with a line for each that cannot be seen."""
    found: dict[Text, None] = {}
    dynamic: list[str] = []
    for path, texts in _places(root):
        try:
            found.update(dict.fromkeys(texts()))
        except NotLiteral as fault:
            dynamic += [f"{path.relative_to(root).as_posix()}:{line}" for line in str(fault).splitlines()]
    if dynamic:
        raise NotLiteral("\n".join(dynamic))
    found.pop(Text(""), None)
    return found


def _places(root: Path) -> Iterator[tuple[Path, Callable[[], Iterable[Text]]]]:
    for path in sorted((root / "inspector").rglob("*.py")):
        yield path, lambda path=path: _of_python(path.read_text("utf-8"))
    for path in sorted((root / "resources" / "templates").glob("*.html")):
        yield path, lambda path=path: _of_template(path.read_bytes())
    for pattern, fields in TABLES.items():
        for path in sorted((root / "resources").glob(pattern)):
            yield path, lambda path=path, fields=fields: _of_table(tomllib.loads(path.read_text("utf-8")), fields)


def _of_python(text: str) -> Iterator[Text]:
    """The messages of a module, in the calls of the ``MAKERS`` that it imports."""
    if not any(module in text for module in MAKERS):
        return
    tree = ast.parse(text)
    imported = {
        alias.asname or alias.name: (alias.name, MAKERS[node.module][alias.name])
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in MAKERS
        for alias in node.names
        if alias.name in MAKERS[node.module]
    }
    dynamic = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in imported:
            maker, count = imported[node.func.id]
            literals = [each.value for each in node.args[:count] if isinstance(each, ast.Constant)]
            if len(literals) != count or not all(isinstance(each, str) for each in literals):
                dynamic.append(f"{node.lineno}: the message of '{node.func.id}' is not a literal")
            else:
                yield _text(maker, literals)
    if dynamic:
        raise NotLiteral("\n".join(dynamic))


def _of_template(source: bytes) -> Iterator[Text]:
    """The messages of a page in Jinja."""
    Environment(autoescape=True).parse(source.decode("utf-8"))  # a page that cannot be read would else have none
    dynamic = []
    for line, maker, found, _ in babel_extract(BytesIO(source), tuple(_TEMPLATE_MAKERS), (), {}):
        count = _TEMPLATE_MAKERS[maker]
        literals = ((found,) if isinstance(found, str) or found is None else found)[:count]
        if len(literals) != count or not all(isinstance(each, str) for each in literals):
            dynamic.append(f"{line}: the message of '{maker}' is not a literal")
        else:
            yield _text(maker, literals)
    if dynamic:
        raise NotLiteral("\n".join(dynamic))


def _of_table(tables: Mapping[str, Any], fields: Mapping[str, tuple[str, ...]]) -> Iterator[Text]:
    """The texts of the entries of a pack or a catalog that are said."""
    for kind, names in fields.items():
        for entry in tables.get(kind, ()):
            for name in names:
                yield from map(Text, filter(None, _values(entry, name)))


def _values(entry: Mapping[str, Any], name: str) -> Iterator[str]:
    """What stands in a field, which may be one of the tables in another: ``part.remark``."""
    outer, dot, inner = name.partition(".")
    if dot:
        for table in entry.get(outer, ()):
            yield from _values(table, inner)
        return
    value = entry.get(name, "")
    yield value if isinstance(value, str) else value[0]


# ---- one language's catalog


def _po(root: Path, tag: str) -> Path:
    return root / "resources" / "translations" / f"{tag}.po"


def read(root: Path, tag: str) -> Catalog:
    """The translations of a language as they stand; an empty catalog where there are none yet."""
    path = _po(root, tag)
    if not path.exists():
        return Catalog(locale=tag)
    lines = merged(path.read_text("utf-8")).encode("utf-8").splitlines(keepends=True)
    return read_po(lines, locale=tag, ignore_obsolete=True, abort_invalid=True)


_CONFLICT = re.compile(r"^(?:<{7} .*|={7}|\|{7} .*|>{7} .*)\n", re.MULTILINE)


def merged(source: str) -> str:
    """The source of a catalog that a merge made of two: each message once, the later of its translations."""
    kept: dict[str, str] = {}
    for entry in _CONFLICT.sub("", source).strip().split("\n\n"):
        head, _, told = entry.partition("\nmsgstr")
        head = "\n".join(line for line in head.splitlines() if line.startswith("msg"))
        if head not in kept or re.search(r'"[^"]', told):
            kept[head] = entry
    return "\n\n".join(kept.values()) + "\n"


def updated(known: Catalog, texts: Iterable[Text]) -> Catalog:
    """The catalog of exactly these messages, with the translations known; those of a like message are fuzzy."""
    wanted = {text.key: text for text in texts}
    before = {_text_of(message).key: message for message in known if message.id}
    dropped = {key: message for key, message in before.items() if key not in wanted and message.string}
    fresh = Catalog(locale=known.locale)
    for key, text in wanted.items():
        message = before.get(key)
        if message is not None and _text_of(message) == text:
            _add(fresh, text, message.string, ("fuzzy",) if message.fuzzy else (), message.user_comments)
            continue
        like = get_close_matches(key, dropped, 1, 0.75)
        message = message or (dropped[like[0]] if like else None)
        string = _fitting(text, message.string) if message is not None and message.string else None
        _add(fresh, text, string, ("fuzzy",) if string else ())
    return fresh


def _add(
    catalog: Catalog, text: Text, string: str | Sequence[str] | None, flags: Iterable[str], notes: Sequence[str] = ()
) -> None:
    added = catalog.add(text.id, string, context=text.sense or None, user_comments=notes)
    added.flags = {"fuzzy"} & set(flags)


def _fitting(text: Text, string: str | Sequence[str]) -> str | tuple[str, str]:
    """A translation in the form that the message wants: one text, or one for each plural."""
    texts = (string,) if isinstance(string, str) else tuple(string)
    return (texts[0], texts[-1]) if text.many else texts[-1]


class _Bare(Catalog):
    """A catalog whose header holds only what a reader of catalogs needs: no day, no name, no version."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The lines of the header."""
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def _bare(catalog: Catalog, messages: Iterable[Message]) -> _Bare:
    bare = _Bare(locale=catalog.locale, fuzzy=False, header_comment="")
    for message in messages:
        if message.id:
            _add(bare, _text_of(message), message.string, message.flags, message.user_comments)
    return bare


def po_of(catalog: Catalog) -> bytes:
    """The source of a catalog: one line a text, so that two that were changed apart can be merged."""
    stream = BytesIO()
    write_po(stream, _bare(catalog, catalog), width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return stream.getvalue().lstrip(b"\n")


def mo_of(catalog: Catalog) -> bytes:
    """What the program reads of a catalog: what is translated in every form, and by somebody."""
    stream = BytesIO()
    write_mo(stream, _bare(catalog, (each for each in catalog if not each.fuzzy and all(_strings(each)))))
    return stream.getvalue()


def update_catalog(root: Path, tag: str) -> None:
    """Bring the catalog of a language up to date with the messages, and compile it. Raises ``NotLiteral``."""
    fresh = updated(read(root, tag), messages(root))
    path = _po(root, tag)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(po_of(fresh))
    path.with_suffix(".mo").write_bytes(mo_of(read(root, tag)))


def catalog_faults(root: Path, tag: str) -> Iterator[str]:
    """What is wrong with the catalog of a language, one line each."""
    path = _po(root, tag)
    name = path.relative_to(root).as_posix()
    try:
        said = {text.key: text for text in messages(root)}
    except NotLiteral as fault:
        yield from str(fault).splitlines()
        return
    catalog = read(root, tag)
    told = {_text_of(message).key: message for message in catalog if message.id}
    for key, text in sorted(said.items()):
        message = told.get(key)
        if message is None or not _whole(message, text):
            yield f"{name}: no translation: {key}"
        elif message.fuzzy:
            yield f"{name}: fuzzy: {key}"
        elif not _fields_fit(message):
            yield f"{name}: other fields or access keys than the message: {key}"
    yield from (f"{name}: obsolete: {key}" for key in sorted(told.keys() - said.keys()))
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_of(catalog):
        yield f"{compiled.relative_to(root).as_posix()}: is not what the .po makes"


def _whole(message: Message, text: Text) -> bool:
    """Whether a message is translated in every form that it has."""
    return _text_of(message) == text and all(_strings(message))


def _strings(message: Message) -> tuple[str, ...]:
    """The forms of a translation; an empty one where there is none."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _fields_fit(message: Message) -> bool:
    """Whether each form of a translation has the fields and access keys of its message.

    A form of a plural may leave out the number: languages say "the one item".
    """
    sources = (message.id,) if isinstance(message.id, str) else message.id
    wanted = set().union(*(_fields(source) or () for source in sources))
    optional = {"number"} if len(sources) > 1 else set()
    keys = _count_access_keys(sources[0])
    return all(
        (fields := _fields(string)) is not None
        and wanted - optional <= fields <= wanted
        and _count_access_keys(string) == keys
        for string in _strings(message)
    )


def _count_access_keys(text: str) -> int:
    """How many letters of a text are access keys: Qt takes the letter after a single ``&`` for one."""
    return len(re.findall(r"&(?=[^\W_])", text.replace("&&", "")))


def _fields(text: str) -> set[str] | None:
    """The names of the fields of a message; ``None`` where its braces do not match."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


TRANSLATED = tuple(tag for tag in LANGUAGE_NAMES if tag != SOURCE)
"""The languages that have a catalog."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Update or check; returns the exit code."""
    parser = argparse.ArgumentParser(description="Brings the translations up to date, or checks them.")
    parser.add_argument("--check", action="store_true", help="write nothing, and list what is wrong")
    check = parser.parse_args(arguments).check
    if not check:
        try:
            for tag in TRANSLATED:
                update_catalog(ROOT, tag)
        except NotLiteral as fault:
            print(fault)  # noqa: T201
            return 1
        return 0
    faults = list(dict.fromkeys(line for tag in TRANSLATED for line in catalog_faults(ROOT, tag)))
    for line in faults:
        print(line)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
