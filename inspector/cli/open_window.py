"""``inspector`` without a command, and ``inspector demo``: the window, or the report as text where there is none."""

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector import __version__
from inspector.cli.parts import (
    EXIT_OK,
    Parser,
    add_circumstances,
    add_json,
    add_language,
    add_out,
    build_report,
    create_parser,
    find_exit_code,
    get_output_language,
    judge_archives,
    load_pack,
    parse_path,
    print_data,
    print_message,
    print_report,
    read_circumstances,
    to_json,
)
from inspector.errors import Refused
from inspector.i18n import _

if TYPE_CHECKING:
    from inspector.i18n import Language
    from inspector.policy import Circumstances
    from inspector.window.open_request import OpenRequest

DEMO_REPORT = Path("demo-exposure.xlsx")


def run(args: Sequence[str], commands: Sequence[str]) -> int:
    """Open the window on archives, or print the report on them; ``commands`` are the words that mean something."""
    parser = Parser(
        prog="inspector",
        description="Shows which items of a LinkedIn data download could be used for AI training or shared with "
        "affiliates, on what ground and since when. Commands: " + ", ".join(commands),
        epilog="inspector COMMAND --help tells more of a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Archive Inspector {__version__}")
    parser.add_argument(
        "archive", nargs="*", type=parse_path, metavar="ARCHIVE", help="a .zip, an unpacked folder or one .csv"
    )
    add_circumstances(parser)
    add_language(parser)
    options = parser.parse_args(args)
    for path in options.archive:
        if not path.exists():
            raise Refused(
                "E_NOT_FOUND",
                _("'{word}' is neither a command nor a file that is there.", word=path.name),
                _("Commands: {commands}. Else check the name and where the file lies.", commands=", ".join(commands)),
            )
    stated = _read_stated_circumstances(options)  # a wrong word is refused before any window opens
    reason = _why_no_window()
    if reason is None:
        from inspector.window.open_request import OpenRequest

        paths = tuple(options.archive)
        return _run_window(OpenRequest(paths, stated, options.policy) if paths else None, options.language)
    print_message(reason, get_output_language(options))
    if not options.archive:
        parser.print_help()
        return EXIT_OK
    exposure = judge_archives(options.archive, options)
    print_report(build_report(exposure, get_output_language(options)))
    return find_exit_code(exposure.holdings)


def _why_no_window() -> str | None:
    from inspector.window.display import explain_missing_window

    return explain_missing_window()


def _read_stated_circumstances(options: argparse.Namespace) -> "Circumstances | None":
    """Read the circumstances, ``None`` where no option says anything of them; refuses a pack with faults as well."""
    if all(getattr(options, name) is None for name in ("region", "setting", "age", "born", "as_of", "policy")):
        return None
    circumstances: Circumstances = read_circumstances(options, load_pack(options))
    return circumstances


def _run_window(request: "OpenRequest | None", language: "Language | None") -> int:
    """Open the window on what is asked for, with ``None`` on the welcome page."""
    from inspector.window.app import run

    return run(request, language)


@contextlib.contextmanager
def _create_demo_archive() -> Iterator[Path]:
    """The sample member, zipped for the time of a reading from the readable files that come with the program."""
    import tempfile

    from inspector.archive.demo import zip_demo

    with tempfile.TemporaryDirectory(prefix="inspector-") as folder:
        yield zip_demo(Path(folder))


def _complete_demo_options(options: argparse.Namespace) -> None:
    """Set what the sample member states of themselves where the command line says nothing of it."""
    from inspector.archive.demo import read_demo_facts

    facts = read_demo_facts()
    for option, name in (("region", "regions"), ("age", "age"), ("as_of", "as_of")):
        is_stated = getattr(options, option) is not None or (option == "age" and options.born is not None)
        if not is_stated:
            setattr(options, option, facts[name])


def demo(args: Sequence[str]) -> int:
    parser = create_parser("demo", "The same on an invented member who comes with the program.")
    parser.add_argument("--window", action="store_true", help="open it in the window")
    add_out(parser, required=False)
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(args)
    _complete_demo_options(options)
    if options.window:
        reason = _why_no_window()
        if reason is None:
            from inspector.window.open_request import OpenRequest

            circumstances = _read_stated_circumstances(options)
            return _run_window(OpenRequest(policy=options.policy, circumstances=circumstances), options.language)
        print_message(reason, get_output_language(options))
    targets = list(dict.fromkeys(options.out or [DEMO_REPORT]))
    from inspector.report.formats import registry

    registry.check_targets(targets, ())
    with _create_demo_archive() as path:
        exposure = judge_archives([path], options)
    report = build_report(exposure, get_output_language(options))
    if options.json:
        from inspector.report.formats import json_format

        print_data(to_json(json_format.build_document(report)))
    else:
        print_report(report)
    for target in targets:
        registry.save(report, target, ())
        print_message(_("Written: {file}", file=target.name), get_output_language(options))
    return find_exit_code(exposure.holdings)
