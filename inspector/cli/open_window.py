"""``inspector`` without a command, and ``inspector demo``: the window, or the report as text where there is none."""

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspector import __version__
from inspector.cli.parts import (
    DONE,
    Parser,
    add_circumstances,
    add_json,
    add_language,
    add_out,
    as_json,
    as_path,
    circumstances_of,
    command,
    judge,
    pack_of,
    report_on,
    show,
    show_text,
    spoken,
    status,
    tell,
)
from inspector.errors import Refused
from inspector.i18n import words

DEMO_REPORT = Path("demo-exposure.xlsx")
_DEMO = {"region": ["DE"], "age": "adult", "as_of": "2026-11-22"}


def run(given: Sequence[str], commands: Sequence[str]) -> int:
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
        "archive", nargs="*", type=as_path, metavar="ARCHIVE", help="a .zip, an unpacked folder or one .csv"
    )
    add_circumstances(parser)
    add_language(parser)
    options = parser.parse_args(given)
    for path in options.archive:
        if not path.exists():
            raise Refused(
                "E_NOT_FOUND",
                words("'{word}' is neither a command nor a file that is there.", word=path.name),
                words(
                    "Commands: {commands}. Else check the name and where the file lies.", commands=", ".join(commands)
                ),
            )
    if _speaks_of_circumstances(options):
        circumstances_of(options, pack_of(options))  # a wrong word is refused before any window opens
    reason = _why_no_window()
    if reason is None:
        return _window(options, tuple(options.archive))
    tell(reason, spoken(options))
    if not options.archive:
        parser.print_help()
        return DONE
    exposure = judge(options.archive, options)
    show_text(report_on(exposure, spoken(options)))
    return status(exposure.holdings)


def _why_no_window() -> str | None:
    from inspector.window.display import why_no_window

    return why_no_window()


def _speaks_of_circumstances(options: argparse.Namespace) -> bool:
    return any(getattr(options, name) is not None for name in ("region", "setting", "age", "born", "as_of", "policy"))


def _window(options: argparse.Namespace, paths: tuple[Path, ...] | None) -> int:
    """Open the window on archives; on none with an empty tuple, on the sample with ``None``."""
    from inspector.window.app import run
    from inspector.window.open_request import Request

    words = {
        "regions": options.region,
        "settings": options.setting,
        "age": options.age,
        "born": options.born,
        "as_of": options.as_of,
    }
    stated = {name: value for name, value in words.items() if value is not None}
    request = Request(paths or (), stated, options.policy)
    return run(None if paths == () else request, options.language)


@contextlib.contextmanager
def _demo_archive() -> Iterator[Path]:
    """The sample member, zipped for the time of a reading from the readable files that come with the program."""
    import tempfile

    from inspector.archive.demo import zip_demo

    with tempfile.TemporaryDirectory(prefix="inspector-") as folder:
        yield zip_demo(Path(folder))


def demo(given: Sequence[str]) -> int:
    parser = command("demo", "The same on an invented member who comes with the program.")
    parser.add_argument("--window", action="store_true", help="open it in the window")
    add_out(parser, required=False)
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(given)
    for name, value in _DEMO.items():
        if getattr(options, name) is None and not (name == "age" and options.born is not None):
            setattr(options, name, value)
    if options.window:
        reason = _why_no_window()
        if reason is None:
            return _window(options, None)
        tell(reason, spoken(options))
    targets = list(dict.fromkeys(options.out or [DEMO_REPORT]))
    from inspector.report.formats import registry

    registry.refuse(targets, ())
    with _demo_archive() as path:
        exposure = judge([path], options)
    report = report_on(exposure, spoken(options))
    if options.json:
        from inspector.report.formats import json_format

        show(as_json(json_format.document(report)))
    else:
        show_text(report)
    for target in targets:
        registry.save(report, target, ())
        tell(words("Written: {file}", file=target.name), spoken(options))
    return status(exposure.holdings)
