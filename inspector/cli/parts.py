"""What the commands share: words of the command line, exit codes, and the ways to read, judge and print.

Everything heavy is imported where it is needed: a wrong word is answered at once.
"""

import argparse
import contextlib
import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from inspector import __version__
from inspector.cli.exit_codes import DONE as DONE
from inspector.cli.exit_codes import REFUSED as REFUSED
from inspector.cli.exit_codes import WARNED as WARNED
from inspector.cli.exit_codes import tell as tell
from inspector.errors import Refused, Severity
from inspector.i18n import ENGLISH, LANGUAGES, Language, Words, joined, language, words
from inspector.progress import Monitor, Step


def show(text: str) -> None:
    """Print data; what standard output cannot encode is printed as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def as_json(value: object, indent: int | None = 1) -> str:
    """JSON as text, in ASCII."""
    import json

    return json.dumps(value, indent=indent)


class Parser(argparse.ArgumentParser):
    """An argument parser that exits with 2 and names the help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in one line, and where the help is."""
        raise Refused("E_USAGE", _misused(message), words("See: {command}", command=f"{self.prog} --help"))


def _misused(message: str) -> Words:
    """What ``argparse`` says, as a sentence that can be said in another language; what it seldom says stays English."""
    known: tuple[tuple[str, Callable[..., Words]], ...] = (
        (
            r"the following arguments are required: (?P<names>.*)",
            lambda **v: words("The following arguments are required: {names}.", **v),
        ),
        (r"unrecognized arguments: (?P<names>.*)", lambda **v: words("Unrecognized arguments: {names}.", **v)),
        (
            r"argument (?P<name>.*?): expected one argument",
            lambda **v: words("Argument {name}: expected one argument.", **v),
        ),
        (
            r"argument (?P<name>.*?): expected at least one argument",
            lambda **v: words("Argument {name}: expected at least one argument.", **v),
        ),
        (
            r"argument (?P<name>.*?): invalid choice: (?P<choice>.*) \(choose from (?P<choices>.*)\)",
            lambda **v: words("Argument {name}: invalid choice: {choice} (choose from {choices}).", **v),
        ),
    )
    for pattern, told in known:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return told(**found.groupdict())
    return joined((f"{message[:1].upper()}{message[1:]}.",))


def command(name: str, description: str) -> Parser:
    program = f"inspector {name}".strip()
    parser = Parser(prog=program, description=description, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"Archive Inspector {__version__}")
    add_language(parser)
    return parser


def add_language(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "--language",
        type=as_language,
        default=default,
        metavar="TAG",
        help=f"language of everything for people: {', '.join(LANGUAGES)} (default: en; in the window its own)",
    )


def as_language(tag: str) -> Language:
    """A language by its tag; refused with those that there are."""
    allow("language", [tag], list(LANGUAGES))
    return language(tag)


def asked_language(given: Sequence[str]) -> Language:
    """The language that a command line asks for, whatever else is in it; English where it asks for none there is."""
    parser = Parser(prog="inspector", add_help=False, allow_abbrev=False)
    add_language(parser)
    try:
        return spoken(parser.parse_known_args(list(given))[0])
    except Refused:
        return ENGLISH


def spoken(options: argparse.Namespace) -> Language:
    """The language in which a command prints: English where none was asked for, whatever the system speaks."""
    asked: Language | None = options.language
    return asked or ENGLISH


def as_path(word: str) -> Path:
    """A path from the command line; an empty word is no path, not the folder one stands in."""
    if not word:
        raise Refused(
            "E_NOT_FOUND", words("An archive or file with an empty name was given."), words("Check the command.")
        )
    return Path(word)


def add_archives(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "archive", nargs="+", type=as_path, metavar="ARCHIVE", help="a .zip, an unpacked folder or one .csv"
    )


def add_circumstances(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("circumstances", "what is not stated is assumed as it leaves most open")
    group.add_argument(
        "--region", action="append", metavar="CODE[@DATE]", help="ISO 3166 code, UK, EU or ROW; @ = since; repeatable"
    )
    group.add_argument(
        "--setting", action="append", metavar="NAME=STATE", help="on, off or unknown, with @DATE or @start; repeatable"
    )
    group.add_argument("--age", metavar="AGE", help="adult, minor or unknown")
    group.add_argument("--born", metavar="DATE", help="birth date, instead of --age")
    group.add_argument("--as-of", metavar="DATE", help="the day to answer for (default: today)")
    group.add_argument("--policy", type=as_path, metavar="DIR", help="a policy pack of your own")


def add_out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--out",
        nargs="+",
        action="extend",
        type=as_path,
        metavar="FILE",
        required=required,
        help="file to write, its ending says the format: .xlsx .csv .json .html .pdf .dat .txt; repeatable",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def pack_of(options: argparse.Namespace) -> Any:  # noqa: ANN401 - heavy modules are imported when they are needed
    from inspector import policy

    folder = getattr(options, "policy", None)
    return policy.read(folder if folder is not None else policy.builtin())


def circumstances_of(options: argparse.Namespace, pack: Any) -> Any:  # noqa: ANN401
    from inspector import policy

    return policy.state(
        pack,
        regions=options.region or (),
        settings=options.setting or (),
        age=options.age,
        born=options.born,
        as_of=options.as_of,
        today=dt.datetime.now(dt.UTC).date(),
    )


@contextlib.contextmanager
def watched(spoken: Language) -> Iterator[Monitor]:
    """A monitor that draws one line on standard error where that is a terminal, and wipes it in the end."""
    if not sys.stderr.isatty():
        yield Monitor()
        return

    def draw(step: Step) -> None:
        from inspector.printable import one_line

        share = f"{100 * step.done // step.total:3d} %" if step.total else "     "
        print(f"\r\x1b[K{share} {one_line(spoken.written(step.label), 60)}", end="", file=sys.stderr, flush=True)

    try:
        yield Monitor(draw)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def read(paths: Sequence[Path], spoken: Language) -> Any:  # noqa: ANN401
    """Read archives, with progress."""
    from inspector import catalog
    from inspector.holdings import reader

    with watched(spoken) as monitor:
        return reader.read(paths, catalog.load(), monitor)


def judge(paths: Sequence[Path], options: argparse.Namespace) -> Any:  # noqa: ANN401
    """Read the circumstances first: a wrong word should not cost a whole reading."""
    from inspector import exposure

    pack = pack_of(options)
    circumstances = circumstances_of(options, pack)
    found = exposure.judge(read(paths, spoken(options)), pack, circumstances)
    for told in _assumed(found):
        tell(told, spoken(options))
    return found


def _assumed(exposure: Any) -> Iterator[str]:  # noqa: ANN401
    """What the archive suggests and the option that would state it; a hint never becomes a fact by itself."""
    from inspector.policy import days
    from inspector.printable import one_line

    checked = exposure.pack.checked
    if exposure.circumstances.as_of > days.number(checked):
        yield words("The as-of day is later than {day}, when the rules were last checked.", day=checked)
    stays, hints = exposure.circumstances.stays, exposure.holdings.hints
    unknown = {"region": not stays[-1].known, "age": not exposure.circumstances.age_known}
    for hint in {hint.subject: hint for hint in reversed(hints)}.values():
        if unknown.get(hint.subject):
            yield words(
                "The archive suggests {option} ({file}, {column}); state it if it is right.",
                option=hint.option,
                file=one_line(hint.member, 60),
                column=one_line(hint.column, 40),
            )
    for stay in stays:
        if stay.near:
            yield stay.near
        elif not stay.known and len(stays) == 1:
            yield words(
                "No region is stated: the rest of the world is assumed. State it, for example with {option}.",
                option="--region DE",
            )
        elif not stay.known:
            yield words("For the time before the first region the rest of the world is assumed.")


def status(exposure_or_holdings: Any) -> int:  # noqa: ANN401
    warned = any(problem.severity is Severity.WARNING for problem in exposure_or_holdings.problems)
    return WARNED if warned else DONE


def report_on(exposure: Any, spoken: Language) -> Any:  # noqa: ANN401
    from inspector.report.options import Choices
    from inspector.summary.report import Report, now

    return Report(exposure, now(), choices=Choices(language=spoken))


def show_text(report: Any) -> None:  # noqa: ANN401
    from inspector.report.formats import text_format

    for line in text_format.lines(report):
        show(line)


def allow(what: str, given: Sequence[str], allowed: Sequence[str]) -> None:
    """Raise ``Refused`` with what is allowed where a word is not."""
    for word in given:
        if word not in allowed:
            told = {
                "use": words("The use '{word}' is not known.", word=word[:60]),
                "outcome": words("The outcome '{word}' is not known.", word=word[:60]),
                "category": words("The category '{word}' is not known.", word=word[:60]),
                "language": words("The language '{word}' is not known.", word=word[:60]),
            }[what]
            raise Refused("E_USAGE", told, words("Give one of: {words}.", words=", ".join(allowed)))


def no_item(given: str) -> Refused:
    told = words("There is no item '{id}'.", id=given[:120])
    return Refused("E_NO_ITEM", told, words("List the items with: {command}", command="inspector items"))
