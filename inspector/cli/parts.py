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
from inspector.cli.exit_codes import EXIT_OK as EXIT_OK
from inspector.cli.exit_codes import EXIT_REFUSED as EXIT_REFUSED
from inspector.cli.exit_codes import EXIT_WARNINGS as EXIT_WARNINGS
from inspector.cli.exit_codes import print_message as print_message
from inspector.errors import Refused, Severity
from inspector.i18n import ENGLISH, LANGUAGE_NAMES, Language, LazyText, _, join_texts, load_language
from inspector.progress import Monitor, Progress


def print_data(text: str) -> None:
    """Print data; what standard output cannot encode is printed as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def to_json(value: object, indent: int | None = 1) -> str:
    """JSON as text, in ASCII."""
    import json

    return json.dumps(value, indent=indent)


class Parser(argparse.ArgumentParser):
    """An argument parser that exits with 2 and names the help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in one line, and where the help is."""
        raise Refused("E_USAGE", _translate_usage_error(message), _("See: {command}", command=f"{self.prog} --help"))


def _translate_usage_error(message: str) -> LazyText:
    """What ``argparse`` says, as a sentence that can be said in another language; what it seldom says stays English."""
    known: tuple[tuple[str, Callable[..., LazyText]], ...] = (
        (
            r"the following arguments are required: (?P<names>.*)",
            lambda **v: _("The following arguments are required: {names}.", **v),
        ),
        (r"unrecognized arguments: (?P<names>.*)", lambda **v: _("Unrecognized arguments: {names}.", **v)),
        (
            r"argument (?P<name>.*?): expected one argument",
            lambda **v: _("Argument {name}: expected one argument.", **v),
        ),
        (
            r"argument (?P<name>.*?): expected at least one argument",
            lambda **v: _("Argument {name}: expected at least one argument.", **v),
        ),
        (
            r"argument (?P<name>.*?): invalid choice: (?P<choice>.*) \(choose from (?P<choices>.*)\)",
            lambda **v: _("Argument {name}: invalid choice: {choice} (choose from {choices}).", **v),
        ),
    )
    for pattern, build_message in known:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return build_message(**match.groupdict())
    return join_texts((f"{message[:1].upper()}{message[1:]}.",))


def create_parser(name: str, description: str) -> Parser:
    program = f"inspector {name}".strip()
    parser = Parser(prog=program, description=description, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"Archive Inspector {__version__}")
    add_language(parser)
    return parser


def add_language(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "--language",
        type=parse_language,
        default=default,
        metavar="TAG",
        help=f"language of everything for people: {', '.join(LANGUAGE_NAMES)} (default: en; in the window its own)",
    )


def parse_language(tag: str) -> Language:
    """A language by its tag; refused with those that there are."""
    check_allowed("language", [tag], list(LANGUAGE_NAMES))
    return load_language(tag)


def detect_language(args: Sequence[str]) -> Language:
    """The language that a command line asks for, whatever else is in it; English where it asks for none there is."""
    parser = Parser(prog="inspector", add_help=False, allow_abbrev=False)
    add_language(parser)
    try:
        return get_output_language(parser.parse_known_args(list(args))[0])
    except Refused:
        return ENGLISH


def get_output_language(options: argparse.Namespace) -> Language:
    """The language in which a command prints: English where none was asked for, whatever the system speaks."""
    choice: Language | None = options.language
    return choice or ENGLISH


def parse_path(word: str) -> Path:
    """A path from the command line; an empty word is no path, not the folder one stands in."""
    if not word:
        raise Refused("E_NOT_FOUND", _("An archive or file with an empty name was given."), _("Check the command."))
    return Path(word)


def add_archives(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "archive", nargs="+", type=parse_path, metavar="ARCHIVE", help="a .zip, an unpacked folder or one .csv"
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
    group.add_argument("--policy", type=parse_path, metavar="DIR", help="a policy pack of your own")


def add_out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--out",
        nargs="+",
        action="extend",
        type=parse_path,
        metavar="FILE",
        required=required,
        help="file to write, its ending says the format: .xlsx .csv .json .html .pdf .dat .txt; repeatable",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def load_pack(options: argparse.Namespace) -> Any:  # noqa: ANN401 - heavy modules are imported when they are needed
    from inspector import policy

    folder = getattr(options, "policy", None)
    return policy.read(folder if folder is not None else policy.find_builtin_folder())


def read_circumstances(options: argparse.Namespace, pack: Any) -> Any:  # noqa: ANN401
    from inspector import policy

    return policy.parse_circumstances(
        pack,
        regions=options.region or (),
        settings=options.setting or (),
        age=options.age,
        born=options.born,
        as_of=options.as_of,
        today=dt.datetime.now(dt.UTC).date(),
    )


@contextlib.contextmanager
def show_progress(output_language: Language) -> Iterator[Monitor]:
    """A monitor that draws one line on standard error where that is a terminal, and wipes it in the end."""
    if not sys.stderr.isatty():
        yield Monitor()
        return

    def draw(progress: Progress) -> None:
        from inspector.printable import to_one_line

        share = f"{100 * progress.done // progress.total:3d} %" if progress.total else "     "
        print(
            f"\r\x1b[K{share} {to_one_line(output_language.format_value(progress.label), 60)}",
            end="",
            file=sys.stderr,
            flush=True,
        )

    try:
        yield Monitor(draw)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def read_archives(paths: Sequence[Path], output_language: Language) -> Any:  # noqa: ANN401
    """Read archives, with progress."""
    from inspector import catalog
    from inspector.columns import configure_memory_pool
    from inspector.holdings import reader

    configure_memory_pool()
    with show_progress(output_language) as monitor:
        return reader.read(paths, catalog.load_catalog(), monitor)


def judge_archives(paths: Sequence[Path], options: argparse.Namespace) -> Any:  # noqa: ANN401
    """Read the circumstances first: a wrong word should not cost a whole reading."""
    from inspector import exposure

    pack = load_pack(options)
    circumstances = read_circumstances(options, pack)
    result = exposure.judge(read_archives(paths, get_output_language(options)), pack, circumstances)
    for message in _suggest_facts(result):
        print_message(message, get_output_language(options))
    return result


def _suggest_facts(exposure: Any) -> Iterator[str]:  # noqa: ANN401
    """What the archive suggests and the option that would state it; a hint never becomes a fact by itself."""
    from inspector.policy import days
    from inspector.printable import to_one_line

    check_date = exposure.pack.check_date
    if exposure.circumstances.as_of > days.from_date(check_date):
        yield _("The as-of day is later than {day}, when the rules were last checked.", day=check_date)
    residences, hints = exposure.circumstances.residences, exposure.holdings.hints
    unknown = {"region": not residences[-1].known, "age": not exposure.circumstances.age_known}
    for hint in {hint.subject: hint for hint in reversed(hints)}.values():
        if unknown.get(hint.subject):
            yield _(
                "The archive suggests {option} ({file}, {column}); state it if it is right.",
                option=hint.option,
                file=to_one_line(hint.member, 60),
                column=to_one_line(hint.column, 40),
            )
    for residence in residences:
        if residence.approximation:
            yield residence.approximation
        elif not residence.known and len(residences) == 1:
            yield _(
                "No region is stated: the rest of the world is assumed. State it, for example with {option}.",
                option="--region DE",
            )
        elif not residence.known:
            yield _("For the time before the first region the rest of the world is assumed.")


def find_exit_code(exposure_or_holdings: Any) -> int:  # noqa: ANN401
    has_warning = any(problem.severity is Severity.WARNING for problem in exposure_or_holdings.problems)
    return EXIT_WARNINGS if has_warning else EXIT_OK


def build_report(exposure: Any, output_language: Language) -> Any:  # noqa: ANN401
    from inspector.report.options import ReportOptions
    from inspector.report.report import Report, get_timestamp

    return Report(exposure, get_timestamp(), options=ReportOptions(language=output_language))


def print_report(report: Any) -> None:  # noqa: ANN401
    from inspector.report.formats import text_format

    for line in text_format.render_lines(report):
        print_data(line)


def check_allowed(option: str, values: Sequence[str], allowed: Sequence[str]) -> None:
    """Raise ``Refused`` with what is allowed where a word is not."""
    for word in values:
        if word not in allowed:
            message = {
                "use": _("The use '{word}' is not known.", word=word[:60]),
                "outcome": _("The outcome '{word}' is not known.", word=word[:60]),
                "category": _("The category '{word}' is not known.", word=word[:60]),
                "language": _("The language '{word}' is not known.", word=word[:60]),
            }[option]
            raise Refused("E_USAGE", message, _("Give one of: {words}.", words=", ".join(allowed)))


def build_missing_item_error(item_id: str) -> Refused:
    message = _("There is no item '{id}'.", id=item_id[:120])
    return Refused("E_NO_ITEM", message, _("List the items with: {command}", command="inspector items"))
