"""The command line: parse, call, print. It decides nothing that the window would have to decide again.

Exit codes: 0 done (notes allowed), 1 done but something could not be read as it stands, 2 refused or wrong
usage, 3 internal, 130 interrupted. Data goes to standard output, everything else to standard error.
"""

import argparse
import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from inspector import __version__
from inspector.errors import Cancelled, Refused, Severity
from inspector.monitor import Monitor, Step

DONE, WARNED, REFUSED, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130
DEMO_REPORT = Path("demo-exposure.xlsx")
_DEMO = {"region": ["DE"], "age": "adult", "as_of": "2026-11-22"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except Refused as refused:
        _tell(f"inspector: {refused.code}: {refused.message}" + (f" {refused.hint}" if refused.hint else ""))
        return REFUSED
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of the program, told without cell contents
        if isinstance(error, BrokenPipeError):
            return _reader_left()
        _tell(f"inspector: the program met a fault of its own: {type(error).__name__} at {_frames(error)}")
        return INTERNAL


def _frames(error: Exception) -> str:
    """Where a fault arose, from the innermost frame outwards; its message may quote a cell and is left out."""
    import traceback

    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _reader_left() -> int:
    """The reader of the output has gone: there is nothing more to say, not even at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _run(given: Sequence[str]) -> int:
    command = _COMMANDS.get(given[0]) if given else None
    if command is not None:
        return command(given[1:])
    return _open(given)


def _tell(text: str) -> None:
    """Say something to the person, beside the data."""
    from inspector.visible import visible

    print(visible(text), file=sys.stderr)


def _print(text: str) -> None:
    """Print data; what standard output cannot encode is printed as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def _as_json(value: object, indent: int | None = 1) -> str:
    """JSON as text, in ASCII."""
    import json

    return json.dumps(value, indent=indent)


class _Parser(argparse.ArgumentParser):
    """An argument parser that exits with 2 and names the help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in one line, and where the help is."""
        raise Refused("E_USAGE", f"{message[:1].upper()}{message[1:]}.", f"See: {self.prog} --help")


def _parser(name: str, description: str) -> _Parser:
    program = f"inspector {name}".strip()
    parser = _Parser(prog=program, description=description, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"Archive Inspector {__version__}")
    return parser


def _path(word: str) -> Path:
    """A path from the command line; an empty word is no path, not the folder one stands in."""
    if not word:
        raise Refused("E_NOT_FOUND", "An archive or file with an empty name was given.", "Check the command.")
    return Path(word)


def _add_archives(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "archive", nargs="+", type=_path, metavar="ARCHIVE", help="a .zip, an unpacked folder or one .csv"
    )


def _add_circumstances(parser: argparse.ArgumentParser) -> None:
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
    group.add_argument("--policy", type=_path, metavar="DIR", help="a policy pack of your own")


def _add_out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--out",
        nargs="+",
        action="extend",
        type=_path,
        metavar="FILE",
        required=required,
        help="file to write, its ending says the format: .xlsx .csv .json .html .dat .txt; repeatable",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def _pack(options: argparse.Namespace) -> Any:  # noqa: ANN401 - heavy modules are imported when they are needed
    from inspector import policy

    folder = getattr(options, "policy", None)
    return policy.read(folder if folder is not None else policy.builtin())


def _circumstances(options: argparse.Namespace, pack: Any) -> Any:  # noqa: ANN401
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


def _monitor() -> Monitor:
    """A monitor that draws one line on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        return Monitor()

    def draw(step: Step) -> None:
        from inspector.visible import one_line

        share = f"{100 * step.done // step.total:3d} %" if step.total else "     "
        print(f"\r\x1b[K{share} {one_line(step.label, 60)}", end="", file=sys.stderr, flush=True)

    return Monitor(draw)


def _read(paths: Sequence[Path]) -> Any:  # noqa: ANN401
    from inspector import catalog, exposure

    try:
        return exposure.read(paths, catalog.load(), _monitor())
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _judge(paths: Sequence[Path], options: argparse.Namespace) -> Any:  # noqa: ANN401
    """Read the circumstances first: a wrong word should not cost a whole reading."""
    from inspector import exposure

    pack = _pack(options)
    circumstances = _circumstances(options, pack)
    found = exposure.judge(_read(paths), pack, circumstances)
    _tell_assumed(found)
    return found


def _tell_assumed(exposure: Any) -> None:  # noqa: ANN401
    """What the archive suggests and the option that would state it; a hint never becomes a fact by itself."""
    from inspector.policy import days
    from inspector.report import one_line

    checked = exposure.pack.checked
    if exposure.circumstances.as_of > days.number(checked):
        _tell(f"The as-of day is later than {checked.isoformat()}, when the rules were last checked.")
    stays, hints = exposure.circumstances.stays, exposure.holdings.hints
    for hint in {hint.subject: hint for hint in reversed(hints)}.values():
        unknown = not stays[-1].known if hint.subject == "region" else not exposure.circumstances.age_known
        if unknown:
            where = f"{one_line(hint.member, 60)}, {one_line(hint.column, 40)}"
            _tell(f"The archive suggests {hint.option} ({where}); state it if it is right.")
    for stay in stays:
        if stay.near:
            _tell(stay.near)
        elif not stay.known and len(stays) == 1:
            _tell("No region is stated: the rest of the world is assumed. State it, for example with --region DE.")
        elif not stay.known:
            _tell("For the time before the first region the rest of the world is assumed.")


def _status(exposure_or_holdings: Any) -> int:  # noqa: ANN401
    warned = any(problem.severity is Severity.WARNING for problem in exposure_or_holdings.problems)
    return WARNED if warned else DONE


def _report(exposure: Any) -> Any:  # noqa: ANN401
    from inspector.report import Report, stamped

    return Report(exposure, stamped(dt.datetime.now(dt.UTC)))


def _print_text(exposure: Any) -> None:  # noqa: ANN401
    from inspector.report import text

    for line in text.lines(_report(exposure)):
        _print(line)


def _open(given: Sequence[str]) -> int:
    parser = _Parser(
        prog="inspector",
        description="Shows which items of a LinkedIn data download could be used for AI training or shared with "
        "affiliates, on what ground and since when. Commands: " + ", ".join(_COMMANDS),
        epilog="inspector COMMAND --help tells more of a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Archive Inspector {__version__}")
    parser.add_argument(
        "archive", nargs="*", type=_path, metavar="ARCHIVE", help="a .zip, an unpacked folder or one .csv"
    )
    _add_circumstances(parser)
    options = parser.parse_args(given)
    for path in options.archive:
        if not path.exists():
            raise Refused(
                "E_NOT_FOUND",
                f"'{path.name}' is neither a command nor a file that is there.",
                f"Commands: {', '.join(_COMMANDS)}. Else check the name and where the file lies.",
            )
    if _speaks_of_circumstances(options):
        _circumstances(options, _pack(options))  # a wrong word is refused before any window opens
    reason = _why_no_window()
    if reason is None:
        return _window(options, tuple(options.archive))
    _tell(reason)
    if not options.archive:
        parser.print_help()
        return DONE
    exposure = _judge(options.archive, options)
    _print_text(exposure)
    return _status(exposure.holdings)


def _why_no_window() -> str | None:
    from inspector.window.display import why_no_window

    return why_no_window()


def _speaks_of_circumstances(options: argparse.Namespace) -> bool:
    return any(getattr(options, name) is not None for name in ("region", "setting", "age", "born", "as_of", "policy"))


def _window(options: argparse.Namespace, paths: tuple[Path, ...] | None) -> int:
    """Open the window on archives; on none with an empty tuple, on the sample with ``None``."""
    from inspector.window.app import run
    from inspector.window.opening import Request

    words = {
        "regions": options.region,
        "settings": options.setting,
        "age": options.age,
        "born": options.born,
        "as_of": options.as_of,
    }
    stated = {name: value for name, value in words.items() if value is not None}
    request = Request(paths or (), stated, options.policy)
    return run(None if paths == () else request)


@contextlib.contextmanager
def _demo_archive() -> Iterator[Path]:
    """The sample member, zipped for the time of a reading from the readable files that come with the program."""
    import tempfile

    from inspector.archive.demo import zip_demo

    with tempfile.TemporaryDirectory(prefix="inspector-") as folder:
        yield zip_demo(Path(folder))


def _demo(given: Sequence[str]) -> int:
    parser = _parser("demo", "The same on an invented member who comes with the program.")
    parser.add_argument("--window", action="store_true", help="open it in the window")
    _add_out(parser, required=False)
    _add_json(parser)
    _add_circumstances(parser)
    options = parser.parse_args(given)
    for name, value in _DEMO.items():
        if getattr(options, name) is None and not (name == "age" and options.born is not None):
            setattr(options, name, value)
    if options.window:
        reason = _why_no_window()
        if reason is None:
            return _window(options, None)
        _tell(reason)
    targets = list(dict.fromkeys(options.out or [DEMO_REPORT]))
    from inspector import report as reports

    reports.refuse(targets, ())
    with _demo_archive() as path:
        exposure = _judge([path], options)
    report = _report(exposure)
    if options.json:
        from inspector.report import machine

        _print(_as_json(machine.document(report)))
    else:
        _print_text(exposure)
    for target in targets:
        reports.save(report, target, ())
        _tell(f"Written: {target.name}")
    return _status(exposure.holdings)


def _check(given: Sequence[str]) -> int:
    parser = _parser("check", "Tells whether a download is whole and readable.")
    _add_archives(parser)
    _add_json(parser)
    options = parser.parse_args(given)
    from inspector.report import checked, machine

    try:
        holdings = _read(options.archive)
    except Refused as refused:
        if options.json:
            _print(_as_json(machine.refusal(refused, (path.name for path in options.archive))))
            return REFUSED
        raise
    if options.json:
        _print(_as_json(machine.check(holdings, _pack(options))))
        return _status(holdings)
    for line in checked.lines(holdings):
        _print(line)
    return _status(holdings)


def _report_command(given: Sequence[str]) -> int:
    parser = _parser("report", "Writes the exposure to one or more files.")
    _add_archives(parser)
    _add_out(parser, required=True)
    _add_circumstances(parser)
    options = parser.parse_args(given)
    from inspector import report as reports

    targets = list(dict.fromkeys(options.out))
    reports.refuse(targets, options.archive)
    exposure = _judge(options.archive, options)
    report = _report(exposure)
    for target in targets:
        reports.save(report, target, options.archive)
        _tell(f"Written: {target.name}")
    return _status(exposure.holdings)


def _items(given: Sequence[str]) -> int:
    parser = _parser("items", "Lists items with their verdicts.")
    _add_archives(parser)
    parser.add_argument("--use", metavar="U", help="the use that --outcome speaks of")
    parser.add_argument("--outcome", action="append", metavar="O", help="could_be_used, not_stated, ...; repeatable")
    parser.add_argument("--category", action="append", metavar="C", help="profile, posts, jobs, ...; repeatable")
    parser.add_argument("--query", default="", metavar="Q", help="a filter as in the window: words, date:>2025, ...")
    _add_json(parser)
    _add_circumstances(parser)
    options = parser.parse_args(given)
    query = _query(options, _pack(options))
    exposure = _judge(options.archive, options)
    from inspector.exposure import select
    from inspector.report import item_record, one_line

    uses = [query.use] if query.use else [use.id for use in exposure.pack.leading_uses]
    for item in select(exposure, query):
        if options.json:
            _print(_as_json(item_record(exposure, item), None))
            continue
        ref = item.block.ref(item.index, exposure.holdings.several)
        labels = "; ".join(f"{exposure.pack.uses[use].short}: {exposure.verdict(use, item).label}" for use in uses)
        _print(f"{one_line(str(ref), 60)}  {item.block.date(item.index) or 'no date'}  {labels}")
    return _status(exposure.holdings)


def _query(options: argparse.Namespace, pack: Any) -> Any:  # noqa: ANN401
    """The choice of items; raises ``Refused`` with what is allowed for a word that is not known."""
    from inspector.exposure import parse
    from inspector.facts import CATEGORIES
    from inspector.policy import Outcome

    outcomes, categories = options.outcome or [], options.category or []
    _allow("use", [options.use] if options.use else [], list(pack.uses))
    _allow("outcome", outcomes, [outcome.value for outcome in Outcome])
    _allow("category", categories, list(CATEGORIES))
    asked = parse(options.query, pack)
    for misread in asked.misread:
        raise Refused("E_USAGE", misread.message, "See the filters in the README.")
    return asked.query.narrowed(options.use, frozenset(map(Outcome, outcomes)), frozenset(categories))


def _allow(what: str, given: Sequence[str], allowed: Sequence[str]) -> None:
    for word in given:
        if word not in allowed:
            raise Refused("E_USAGE", f"The {what} '{word[:60]}' is not known.", f"Give one of: {', '.join(allowed)}.")


def _explain(given: Sequence[str]) -> int:
    parser = _parser("explain", "Tells why: the chain of questions, rules and sources behind one item's verdicts.")
    _add_archives(parser)
    parser.add_argument("id", metavar="ID", help="[ARCHIVE!]MEMBER#ROW[/PART], as 'items' prints it")
    parser.add_argument("--use", metavar="U", help="only this use (default: the leading uses)")
    _add_json(parser)
    _add_circumstances(parser)
    options = parser.parse_args(given)
    pack = _pack(options)
    _allow("use", [options.use] if options.use else [], list(pack.uses))
    exposure = _judge(options.archive, options)
    item = exposure.item(options.id)
    if item is None:
        raise Refused("E_NO_ITEM", f"There is no item '{options.id[:120]}'.", "List the items with: inspector items")
    from inspector.report import explained

    uses = [options.use] if options.use else [use.id for use in pack.leading_uses]
    if options.json:
        _print(_as_json(explained.record(exposure, item, uses)))
        return DONE
    for line in explained.lines(exposure, item, uses):
        _print(line)
    return DONE


def _policy(given: Sequence[str]) -> int:
    parser = _parser("policy", "The rules in words, and checks of a pack.")
    actions = parser.add_subparsers(dest="action", metavar="list|show|check", parser_class=_Parser)
    listing = actions.add_parser("list", help="every use with its rules")
    show = actions.add_parser("show", help="one rule, source, conflict, setting, region or use")
    show.add_argument("id", metavar="ID")
    check = actions.add_parser("check", help="check a pack and run its cases")
    check.add_argument(
        "policy", nargs="?", type=_path, metavar="DIR", help="a pack of your own (default: the built-in one)"
    )
    for action in (parser, listing, show, check):
        _add_json(action)
    options = parser.parse_args(given)
    from inspector.report import packs

    if options.action == "check":
        return _policy_check(options)
    pack = _pack(argparse.Namespace())
    found = packs.show(pack, options.id) if options.action == "show" else packs.listing(pack)
    _print(_as_json(found.record) if options.json else "\n".join(found.lines))
    return DONE


def _policy_check(options: argparse.Namespace) -> int:
    from inspector import policy

    folder = options.policy if options.policy is not None else policy.builtin()
    try:
        pack = policy.read(folder)
        cases = policy.read_cases(folder)
    except policy.PackFaults as found:
        if options.json:
            faults = [{"file": f.file, "entry": f.entry, "message": f.message} for f in found.faults]
            _print(_as_json({"faults": faults, "doubts": [], "cases": 0, "failures": []}))
        for fault in () if options.json else found.faults:
            _print(str(fault))
        return REFUSED
    failures = policy.run(pack, cases)
    doubts = [f"{entry.id}: {what}" for entry, what in policy.doubts(pack)]
    if options.json:
        told = [{"case": failure.case, "differs": failure.differs} for failure in failures]
        _print(_as_json({"faults": [], "doubts": doubts, "cases": len(cases), "failures": told}))
        return WARNED if failures or doubts else DONE
    for doubt in doubts:
        _print(doubt)
    for failure in failures:
        _print(f"{failure.case}: {failure.differs}")
    _print(
        f"{pack.title}, edition {pack.edition}, checked {pack.checked.isoformat()}: {len(pack.rules)} rules, "
        f"{len(pack.sources)} sources, {len(doubts)} doubts, {len(cases)} cases, {len(failures)} of them failing."
    )
    return WARNED if failures or doubts else DONE


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": _demo,
    "check": _check,
    "report": _report_command,
    "items": _items,
    "explain": _explain,
    "policy": _policy,
}
