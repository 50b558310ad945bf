"""``inspector`` without a command, and ``inspector demo``: the window, or the report as text where there is none.

Qt, and what reads archives, is imported inside the functions: a window must appear before anything else is loaded.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from inspector.cli.arguments import build_demo_parser, build_window_parser, get_output_language
from inspector.cli.exit_codes import EXIT_OK, print_message
from inspector.errors import Refused
from inspector.i18n import _

_DEMO_OPTIONS = {"region": ["DE"], "age": "adult", "as_of": "2026-11-22"}
"""The circumstances of the invented member; options replace them."""


def run(args: Sequence[str], commands: Sequence[str]) -> int:
    """Open the window on archives, or print the report on them.

    ``commands`` are the commands to name in help and errors. Raises ``Refused`` (E_NOT_FOUND, E_USAGE).
    """
    parser = build_window_parser(commands)
    options = parser.parse_args(args)
    for path in options.archive:
        if not path.exists():
            raise Refused(
                "E_NOT_FOUND",
                _("'{word}' is neither a command nor a file that is there.", word=path.name),
                _("Commands: {commands}. Else check the name and where the file lies.", commands=", ".join(commands)),
            )
    if _has_circumstances(options):
        _check_circumstances(options)
    reason = _explain_missing_window()
    if reason is None:
        return _run_window(options, tuple(options.archive))
    print_message(reason, get_output_language(options))
    if not options.archive:
        parser.print_help()
        return EXIT_OK
    from inspector.cli.pipeline import build_report, find_exit_code, judge_archives, print_report

    exposure = judge_archives(options.archive, options)
    print_report(build_report(exposure, get_output_language(options)))
    return find_exit_code(exposure.holdings)


def demo(args: Sequence[str]) -> int:
    """Show the sample in the window, or report on it."""
    options = build_demo_parser().parse_args(args)
    for name, value in _DEMO_OPTIONS.items():
        if getattr(options, name) is None and not (name == "age" and options.born is not None):
            setattr(options, name, value)
    if options.window:
        reason = _explain_missing_window()
        if reason is None:
            return _run_window(options, None)
        print_message(reason, get_output_language(options))
    from inspector.cli.demo_report import write_demo_report

    return write_demo_report(options)


def _has_circumstances(options: argparse.Namespace) -> bool:
    return any(getattr(options, name) is not None for name in ("region", "setting", "age", "born", "as_of", "policy"))


def _check_circumstances(options: argparse.Namespace) -> None:
    """Refuse a wrong word before a window opens; raises ``Refused`` (E_USAGE)."""
    from inspector.cli.policy_input import load_pack, read_circumstances

    read_circumstances(options, load_pack(options))


def _explain_missing_window() -> str | None:
    from inspector.window.display import explain_missing_window

    return explain_missing_window()


def _run_window(options: argparse.Namespace, paths: tuple[Path, ...] | None) -> int:
    """Open the window on archives: on none for an empty tuple, on the sample for ``None``."""
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
