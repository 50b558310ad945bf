"""The texts of the window: Qt's own tools collect and compile them, and this checks what they made.

``resources/translations/window_TAG.ts`` is the source, to be translated by hand: sorted, without places, so that it
merges; ``window_TAG.qm`` is what the program loads. English needs a file too, for the forms of one and of many. Both
are written by ``update``; ``faults`` reads the modules itself, so that it also tells what Qt's collector cannot see.
"""

import ast
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

SOURCE = "en"
PLURAL = "plural"
"""The function of the window that takes a form by a number (``inspector/window/localization.py``)."""
_COLLECT = (
    "-silent",
    "-no-obsolete",
    "-sort-messages",
    "-locations",
    "none",
    "-tr-function-alias",
    f"translate+={PLURAL}",
)
_KEY = "&"
_CONFLICT = re.compile(r"^<<<<<<< [^\n]*\n(.*?)^=======\n(.*?)^>>>>>>> [^\n]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text of the window: its context, the English text, and whether a number decides its form."""

    context: str
    source: str
    counted: bool = False


class NotRun(Exception):
    """A tool of Qt that cannot be run here, or that failed."""


# ---- what the window says


def texts(root: Path) -> tuple[set[Text], list[str]]:
    """Every text of the window's modules; and a line for each that no collector can see."""
    found: set[Text] = set()
    faults: list[str] = []
    for path in _modules(root):
        tree = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(root).as_posix()
        for context, call in _calls(tree, ""):
            text = _text(context, call)
            if text is not None:
                found.add(text)
            elif name != "inspector/window/localization.py":
                faults.append(f"{name}:{call.lineno}: context or text is not a literal, or the number no plain name")
    return found, faults


def _modules(root: Path) -> list[Path]:
    return sorted((root / "inspector" / "window").rglob("*.py"))


def _calls(node: ast.AST, context: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls that translate, each with the class around it."""
    if isinstance(node, ast.ClassDef):
        context = node.name
    if isinstance(node, ast.Call) and _name(node) in ("translate", PLURAL, "tr"):
        yield context, node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, context)


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _text(context: str, call: ast.Call) -> Text | None:
    """The text of a call; ``None`` where Qt's collector would not see it as it is meant."""
    name, arguments = _name(call), list(call.args)
    if name == "tr":
        arguments.insert(0, ast.Constant(context))
    literal = [each.value for each in arguments[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(literal) != 2 or not all(literal):
        return None
    counted = name == PLURAL
    if counted and not _is_seen(arguments[2:]):
        return None
    return None if not counted and len(arguments) > 2 else Text(literal[0], literal[1], counted)


def _is_seen(rest: Sequence[ast.expr]) -> bool:
    """Whether the collector sees the number: no comment, a plain name, and then one name, with a star or without."""
    if len(rest) != 3 or not isinstance(rest[0], ast.Constant) or not isinstance(rest[1], ast.Name):
        return False
    last = rest[2].value if isinstance(rest[2], ast.Starred) else rest[2]
    return isinstance(last, ast.Name)


# ---- a language's file


def told(path: Path) -> dict[Text, tuple[str, ...]]:
    """The translations of a file, each with its forms; those that are not finished have none."""
    made: dict[Text, tuple[str, ...]] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            counted = message.get("numerus") == "yes"
            text = Text(context.findtext("name", ""), message.findtext("source", ""), counted)
            said = message.find("translation")
            forms: tuple[str, ...] = ()
            if said is not None and said.get("type") is None:
                forms = tuple(form.text or "" for form in said.iter("numerusform")) if counted else (said.text or "",)
            made[text] = forms
    return made


def ts_of(root: Path, tag: str) -> Path:
    """The source of a language's texts."""
    return root / "resources" / "translations" / f"window_{tag}.ts"


def update(root: Path, tag: str) -> None:
    """Bring the texts of a language up to date, and compile them. Raises ``NotRun``."""
    ts = ts_of(root, tag)
    ts.parent.mkdir(parents=True, exist_ok=True)
    if ts.exists():
        settle(ts)
    collect(root, ts, tag)
    compile_to(ts, ts.with_suffix(".qm"))


def settle(ts: Path) -> None:
    """Where git left both sides of a conflict: keep the translations of both, the first side's where they differ."""
    text = ts.read_text("utf-8")
    one, other = (_CONFLICT.sub(lambda found, side=side: found[side], text) for side in (1, 2))
    if one == other:
        return
    tree, further = ET.ElementTree(ET.fromstring(one)), _translations(ET.fromstring(other))  # noqa: S314 - our own
    for place, (message, told_here) in _translations(tree.getroot()).items():
        there = further.get(place)
        if told_here.get("type") is not None and there is not None and there[1].get("type") is None:
            message.remove(told_here)
            message.append(there[1])
    tree.write(ts, encoding="utf-8", xml_declaration=True)


def _translations(root: ET.Element) -> dict[tuple[str, str], tuple[ET.Element, ET.Element]]:
    """Each message with its translation, by context and source."""
    found = {}
    for context in root.iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            if said is not None:
                found[context.findtext("name", ""), message.findtext("source", "")] = (message, said)
    return found


def collect(root: Path, ts: Path, tag: str) -> None:
    """Have Qt's collector write all texts into a file, beside the translations that it holds. Raises ``NotRun``."""
    only = ("-pluralonly",) if tag == SOURCE else ()
    names = [path.relative_to(root).as_posix() for path in _modules(root)]
    run(
        "lupdate",
        *_COLLECT,
        *only,
        "-source-language",
        SOURCE,
        "-target-language",
        tag,
        *names,
        "-ts",
        str(ts),
        at=root,
    )


def compile_to(ts: Path, qm: Path) -> None:
    """Have Qt's compiler make what the program loads. Raises ``NotRun``."""
    run("lrelease", "-silent", "-nounfinished", str(ts), "-qm", str(qm), at=ts.parent)


def run(tool: str, *arguments: str, at: Path) -> None:
    """Run one of Qt's tools in a folder. Raises ``NotRun``."""
    import PySide6

    command = [str(Path(PySide6.__file__).with_name(tool)), *arguments]
    try:
        done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)  # noqa: S603 - Qt's own tool
    except OSError as error:
        raise NotRun(f"{tool}: {error.strerror}") from error
    if done.returncode or done.stderr.strip():
        raise NotRun(f"{tool}: {done.stderr.strip() or done.returncode}")


def faults(root: Path, tag: str) -> Iterator[str]:
    """What is wrong with the texts of a language, one line each."""
    found, dynamic = texts(root)
    yield from dynamic
    ts = ts_of(root, tag)
    name = ts.relative_to(root).as_posix()
    known = told(ts) if ts.exists() else {}
    wanted = {text for text in found if text.counted or tag != SOURCE}
    for text in sorted(wanted):
        forms = known.get(text, ())
        if not forms or not all(forms):
            yield f"{name}: no translation: {text.context}: {text.source}"
        elif not all(_fits(text, form) for form in forms):
            yield f"{name}: other fields or keys than the text: {text.context}: {text.source}"
    yield from (f"{name}: vanished: {text.context}: {text.source}" for text in sorted(known.keys() - wanted))


def stale(root: Path, tag: str) -> Iterator[str]:
    """Where Qt's tools would write something else than there is, one line each. Raises ``NotRun``."""
    ts = ts_of(root, tag)
    with tempfile.TemporaryDirectory() as folder:
        anew = Path(folder) / ts.name
        anew.write_bytes(ts.read_bytes())
        collect(root, anew, tag)
        compile_to(ts, anew.with_suffix(".qm"))
        for path, made in ((ts, anew), (ts.with_suffix(".qm"), anew.with_suffix(".qm"))):
            if not path.exists() or path.read_bytes() != made.read_bytes():
                yield f"{path.relative_to(root).as_posix()}: is not what Qt's tools make of it"


def _fits(text: Text, form: str) -> bool:
    """Whether a translation has the fields of its text (a form for one thing may leave some out), and as many keys."""
    fields, wanted = _fields(form), _fields(text.source)
    whole = fields == wanted or (text.counted and fields is not None and wanted is not None and fields <= wanted)
    return whole and _keys(form) == _keys(text.source)


def _fields(text: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _keys(text: str) -> int:
    """How many letters of a text are keys that choose it."""
    return text.replace("&&", "").replace("& ", "").count(_KEY)
