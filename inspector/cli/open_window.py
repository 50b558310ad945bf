"""``inspector`` without a command, and ``inspector demo``: the window, or the report as text where there is none.

Qt, and what reads archives, is imported inside the functions: a window must appear before anything else is loaded.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.cli.arguments import build_window_parser, get_output_language
from inspector.cli.streams import print_message
from inspector.errors import Refused
from inspector.exit_codes import EXIT_OK
from inspector.i18n import _
from inspector.window import display
from inspector.window.open_request import OpenRequest

if TYPE_CHECKING:
    from inspector.i18n import Language
    from inspector.policy import Circumstances


def run(args: Sequence[str], commands: Sequence[str]) -> int:
    """Open the window on archives, or print the report on them.

    ``commands`` are the commands to name in help and errors. Raises ``Refused`` (E_NOT_FOUND, E_USAGE).
    """
    parser = build_window_parser(commands)
    options = parser.parse_args(args)
    for path in options.archive:
        if not _exists(path):
            raise Refused(
                "E_NOT_FOUND",
                _("'{word}' is neither a command nor a file that is there.", word=path.name),
                _("Commands: {commands}. Else check the name and where the file lies.", commands=", ".join(commands)),
            )
    stated = _read_stated_circumstances(options)
    reason = display.explain_missing_window()
    if reason is None:
        paths = tuple(options.archive)
        return _run_window(OpenRequest(paths, stated, options.policy) if paths else None, options.language)
    print_message(reason, get_output_language(options))
    if not options.archive:
        parser.print_help()
        return EXIT_OK
    from inspector.cli.pipeline import build_report, find_exit_code, judge_archives, print_report

    exposure = judge_archives(options.archive, options)
    print_report(build_report(exposure, get_output_language(options)))
    return find_exit_code(exposure.holdings)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long
        return False


def demo(options: argparse.Namespace) -> int:
    """Show the sample in the window, or report on it."""
    _complete_demo_options(options)
    if options.window:
        reason = display.explain_missing_window()
        if reason is None:
            circumstances = _read_stated_circumstances(options)
            return _run_window(OpenRequest(policy=options.policy, circumstances=circumstances), options.language)
        print_message(reason, get_output_language(options))
    from inspector.cli.demo_report import write_demo_report

    return write_demo_report(options)


def _complete_demo_options(options: argparse.Namespace) -> None:
    """Set the facts of the sample member that the command line does not state."""
    from inspector.archive.demo import read_demo_facts

    facts = read_demo_facts()
    for option, name in (("region", "regions"), ("age", "age"), ("as_of", "as_of")):
        is_stated = getattr(options, option) is not None or (option == "age" and options.born is not None)
        if not is_stated:
            setattr(options, option, facts[name])


def _read_stated_circumstances(options: argparse.Namespace) -> "Circumstances | None":
    """The circumstances, or ``None`` where no option states any.

    Raises ``Refused`` for a wrong word and for a pack with faults, so that no window opens on either.
    """
    if all(getattr(options, name) is None for name in ("region", "setting", "age", "born", "as_of", "policy")):
        return None
    from inspector.cli.policy_input import load_pack, read_circumstances

    return read_circumstances(options, load_pack(options))


def _run_window(request: OpenRequest | None, language: "Language | None") -> int:
    """Open the window on a request; on the welcome page for ``None``."""
    from inspector.window.app import run

    return run(request, language)
