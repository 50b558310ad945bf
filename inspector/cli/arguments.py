"""The words of the command line: one parser for each command. Loads nothing heavy, so a wrong word is refused at once.

The help texts stay English; what ``argparse`` refuses is translated.
"""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from inspector import __version__
from inspector.cli.streams import print_data, write_message
from inspector.errors import Refused
from inspector.i18n import ENGLISH, LANGUAGE_NAMES, Language, LazyText, _, join_texts, load_language

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """A parser that raises ``Refused`` instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raise ``Refused`` (E_USAGE) with one sentence and the command that prints the help."""
        raise Refused("E_USAGE", _translate_usage_error(message), _("See: {command}", command=f"{self.prog} --help"))

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Print help or the version; argparse itself says nothing where they cannot be printed."""
        if message and file is sys.stdout and file is not None:
            print_data(message.removesuffix("\n"))
        else:
            write_message(message)


_MAX_MESSAGE_LENGTH = 2_000
"""A longer message quotes what was typed at length, and is shown as argparse writes it."""


def _translate_usage_error(message: str) -> LazyText:
    """A message of ``argparse`` as a sentence with a translation; rare messages stay English."""
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
    for pattern, build_message in known if len(message) <= _MAX_MESSAGE_LENGTH else ():
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            return build_message(**match.groupdict())
    return join_texts((f"{message[:1].upper()}{message[1:]}.",))


class _OptionTarget(Protocol):
    """What options can be added to: a parser or a group of one."""

    @property
    def add_argument(self) -> Callable[..., argparse.Action]:
        """Add one option."""


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
    """The language of a tag; raises ``Refused`` (E_USAGE) with the languages there are."""
    check_allowed("language", [tag], list(LANGUAGE_NAMES))
    return load_language(tag)


def detect_language(args: Sequence[str]) -> Language:
    """The language of a command line that may be wrong otherwise; English where it names none."""
    parser = Parser(prog="inspector", add_help=False, allow_abbrev=False)
    add_language(parser)
    try:
        return get_output_language(parser.parse_known_args(list(args))[0])
    except Refused:
        return ENGLISH


def get_output_language(options: argparse.Namespace) -> Language:
    """The language in which a command prints: English by default, not the system's, so that scripts get the same."""
    choice: Language | None = options.language
    return choice or ENGLISH


def parse_path(word: str) -> Path:
    """A path; raises ``Refused`` (E_NOT_FOUND) for an empty word, which ``Path`` would take for the working folder."""
    if not word:
        raise Refused("E_NOT_FOUND", _("An archive or file with an empty name was given."), _("Check the command."))
    return Path(word)


def add_archives(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "archive",
        nargs="+",
        type=parse_path,
        metavar="ARCHIVE",
        help="a .zip, an unpacked folder, or one .csv or .json",
    )


def add_circumstances(parser: argparse.ArgumentParser) -> None:
    """Add the options that state facts about the member, and the pack to judge by."""
    group = add_facts(parser)
    group.add_argument("--policy", type=parse_path, metavar="DIR", help="a policy pack of your own")


def add_facts(parser: argparse.ArgumentParser) -> _OptionTarget:
    """Add the options that state facts about the member; returns their group."""
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
    return group


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


def add_filter_options(parser: _OptionTarget) -> None:
    """Add the options that filter items."""
    parser.add_argument("--use", metavar="U", help="the use that --outcome speaks of")
    parser.add_argument("--outcome", action="append", metavar="O", help="could_be_used, not_stated, ...; repeatable")
    parser.add_argument("--category", action="append", metavar="C", help="profile, posts, jobs, ...; repeatable")
    parser.add_argument("--query", default="", metavar="Q", help="a filter as in the window: words, date:>2025, ...")


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what a report holds."""
    item_group = parser.add_argument_group("items", "which items are listed one by one; counts are always of all")
    item_group.add_argument(
        "--items", choices=("all", "filtered"), help="default: filtered where one of the next four is given, else all"
    )
    add_filter_options(item_group)
    item_group.add_argument(
        "--id", action="append", metavar="ID", help="just this item, as 'items' prints it; repeatable"
    )
    content_group = parser.add_argument_group("what the files hold")
    content_group.add_argument("--no-texts", action="store_true", help="leave out the items' texts")
    content_group.add_argument(
        "--pseudonyms",
        nargs="?",
        const=True,
        type=parse_path,
        metavar="KEYFILE",
        help="'Person 12' for other people's names and addresses; KEYFILE keeps the key, so that they stay the same",
    )
    content_group.add_argument("--matter", default="", metavar="NAME", help="the matter, on every page")
    content_group.add_argument(
        "--privilege", default="", metavar="LINE", help="a line such as 'Privileged', on every page"
    )
    content_group.add_argument(
        "--sheets", choices=("one", "category"), default="one", help=".xlsx: all items in one sheet, or one a category"
    )
    content_group.add_argument(
        "--csv-exact",
        action="store_true",
        help=".csv for machines: texts as they are, not safe to open in a spreadsheet",
    )


def check_allowed(option: str, values: Sequence[str], allowed: Sequence[str]) -> None:
    """Raise ``Refused`` (E_USAGE) with the allowed words where a value is not among them."""
    for word in values:
        if word not in allowed:
            message = {
                "use": _("The use '{word}' is not known.", word=word[:60]),
                "outcome": _("The outcome '{word}' is not known.", word=word[:60]),
                "category": _("The category '{word}' is not known.", word=word[:60]),
                "language": _("The language '{word}' is not known.", word=word[:60]),
            }[option]
            raise Refused("E_USAGE", message, _("Give one of: {words}.", words=", ".join(allowed)))


def _build_check_parser() -> Parser:
    """The words of ``inspector check``."""
    parser = create_parser("check", "Tells whether a download is whole and readable.")
    add_archives(parser)
    add_json(parser)
    return parser


def _build_report_parser() -> Parser:
    """The words of ``inspector report``."""
    parser = create_parser("report", "Writes the exposure to one or more files.")
    add_archives(parser)
    add_out(parser, required=True)
    add_report_options(parser)
    add_circumstances(parser)
    return parser


def _build_items_parser() -> Parser:
    """The words of ``inspector items``."""
    parser = create_parser("items", "Lists items with their verdicts.")
    add_archives(parser)
    add_filter_options(parser)
    add_json(parser)
    add_circumstances(parser)
    return parser


def _build_explain_parser() -> Parser:
    """The words of ``inspector explain``."""
    parser = create_parser(
        "explain", "Tells why: the chain of questions, rules and sources behind one item's verdicts."
    )
    add_archives(parser)
    parser.add_argument("id", metavar="ID", help="[ARCHIVE!]MEMBER#ROW[/PART], as 'items' prints it")
    parser.add_argument("--use", metavar="U", help="only this use (default: the leading uses)")
    add_json(parser)
    add_circumstances(parser)
    return parser


def _build_policy_parser() -> Parser:
    """The words of ``inspector policy``."""
    parser = create_parser("policy", "The rules in words, and checks of a pack.")
    actions = parser.add_subparsers(dest="action", metavar="list|show|check|diff", parser_class=Parser)
    list_parser = actions.add_parser("list", help="every use with its rules")
    show_parser = actions.add_parser("show", help="one rule, source, conflict, setting, region or use")
    show_parser.add_argument("id", metavar="ID")
    check_parser = actions.add_parser("check", help="check a pack and run its cases")
    check_parser.add_argument(
        "policy", nargs="?", type=parse_path, metavar="DIR", help="a pack of your own (default: the built-in one)"
    )
    diff_parser = actions.add_parser("diff", help="what differs between two packs, and which results move")
    for name in ("old", "new"):
        diff_parser.add_argument(name, type=parse_path, metavar=name.upper(), help=f"the folder of the {name} pack")
    diff_parser.add_argument("archive", nargs="*", type=parse_path, metavar="ARCHIVE", help="judge these by both packs")
    add_facts(diff_parser)
    for action in (parser, list_parser, show_parser, check_parser, diff_parser):
        add_json(action)
    for action in (list_parser, show_parser, check_parser, diff_parser):
        # A default of its own would replace the language that stands before the action.
        add_language(action, argparse.SUPPRESS)
    return parser


def _build_demo_parser() -> Parser:
    """The words of ``inspector demo``."""
    parser = create_parser("demo", "The same on an invented member who comes with the program.")
    parser.add_argument("--window", action="store_true", help="open it in the window")
    add_out(parser, required=False)
    add_json(parser)
    add_circumstances(parser)
    return parser


def build_window_parser(commands: Sequence[str]) -> Parser:
    """The words of ``inspector`` without a command; ``commands`` are named in its help."""
    parser = Parser(
        prog="inspector",
        description="Shows which items of a LinkedIn data download could be used for AI training or shared with "
        "affiliates, on what ground and since when. Commands: " + ", ".join(commands),
        epilog="inspector COMMAND --help tells more of a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Archive Inspector {__version__}")
    parser.add_argument(
        "archive",
        nargs="*",
        type=parse_path,
        metavar="ARCHIVE",
        help="a .zip, an unpacked folder, or one .csv or .json",
    )
    add_circumstances(parser)
    add_language(parser)
    return parser


_PARSERS: dict[str, Callable[[], Parser]] = {
    "demo": _build_demo_parser,
    "check": _build_check_parser,
    "report": _build_report_parser,
    "items": _build_items_parser,
    "explain": _build_explain_parser,
    "policy": _build_policy_parser,
}


def build_parser(command: str) -> Parser:
    """Build the parser of a command's words; raises ``KeyError`` for a command that does not exist."""
    return _PARSERS[command]()
