"""``inspector`` without a command, and ``inspector demo``: the window, or the report as text where there is none."""

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

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

DEMO_REPORT = Path("demo-exposure.xlsx")
_DEMO_OPTIONS = {"region": ["DE"], "age": "adult", "as_of": "2026-11-22"}


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
    if _has_circumstances(options):
        read_circumstances(options, load_pack(options))  # a wrong word is refused before any window opens
    reason = _why_no_window()
    if reason is None:
        return _run_window(options, tuple(options.archive))
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


def _has_circumstances(options: argparse.Namespace) -> bool:
    return any(getattr(options, name) is not None for name in ("region", "setting", "age", "born", "as_of", "policy"))


def _run_window(options: argparse.Namespace, paths: tuple[Path, ...] | None) -> int:
    """Open the window on archives; on none with an empty tuple, on the sample with ``None``."""
    from inspector.window.app import run
    from inspector.window.open_request import OpenRequest

    circumstance_options = {
        "regions": options.region,
        "settings": options.setting,
        "age": options.age,
        "born": options.born,
        "as_of": options.as_of,
    }
    stated_options = {name: value for name, value in circumstance_options.items() if value is not None}
    request = OpenRequest(paths or (), stated_options, options.policy)
    return run(None if paths == () else request, options.language)


@contextlib.contextmanager
def _create_demo_archive() -> Iterator[Path]:
    """The sample member, zipped for the time of a reading from the readable files that come with the program."""
    import tempfile

    from inspector.archive.demo import zip_demo

    with tempfile.TemporaryDirectory(prefix="inspector-") as folder:
        yield zip_demo(Path(folder))


def demo(args: Sequence[str]) -> int:
    parser = create_parser("demo", "The same on an invented member who comes with the program.")
    parser.add_argument("--window", action="store_true", help="open it in the window")
    add_out(parser, required=False)
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(args)
    for name, value in _DEMO_OPTIONS.items():
        if getattr(options, name) is None and not (name == "age" and options.born is not None):
            setattr(options, name, value)
    if options.window:
        reason = _why_no_window()
        if reason is None:
            return _run_window(options, None)
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
