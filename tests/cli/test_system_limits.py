"""What the system refuses is a refusal with a code and a sentence; exit code 3 is for faults of the program alone."""

import errno
import io
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inspector import system_errors
from inspector.exit_codes import EXIT_INTERNAL_ERROR, EXIT_INTERRUPTED, EXIT_OK, EXIT_REFUSED
from inspector.holdings import reader
from inspector.report.formats.registry import FORMATS
from tests.cli.running import STATED, Ran, state_of

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="a shell and its limits are of POSIX")
LONG_NAME = "n" * 300
REFUSAL = re.compile(r"inspector: ([EX]_[A-Z_]+): .+\.")


def run_in_shell(line: str, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash; ``$inspector`` in it is the program, ``$1`` the first of the words."""
    program = f"{shlex.quote(sys.executable)} -m inspector"
    return subprocess.run(  # noqa: S603 - the test's own line
        ["bash", "-c", line.replace("$inspector", program), "bash", *map(str, words)],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )


def assert_refused(ran: Ran | subprocess.CompletedProcess[str], code: str) -> None:
    exit_code, err = (ran.code, ran.err) if isinstance(ran, Ran) else (ran.returncode, ran.stderr)
    codes = [match[1] for line in err.splitlines() if (match := REFUSAL.match(line))]
    assert (exit_code, codes) == (EXIT_REFUSED, [code]), err
    assert "Traceback" not in err


# ---- streams


@posix
@pytest.mark.parametrize("redirect", [">&-", ">/dev/full"])
@pytest.mark.parametrize("command", ["items", "items --json", "check", "check --json"])
def test_data_that_cannot_be_printed_is_refused(archive: Path, command: str, redirect: str) -> None:
    if redirect.endswith("full") and not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    name, *options = command.split()
    ran = run_in_shell(f'$inspector {name} "$1" {" ".join(options)} {redirect}', archive)
    assert_refused(ran, "X_OUTPUT")


@posix
@pytest.mark.parametrize("words", ["--help", "--version", "check --help"])
def test_help_that_cannot_be_printed_is_refused(words: str) -> None:
    assert_refused(run_in_shell(f"$inspector {words} >/dev/full"), "X_OUTPUT")


@posix
def test_a_reader_that_goes_away_ends_the_command_quietly(archive: Path) -> None:
    ran = run_in_shell('$inspector items "$1" --json 2>err | head -c 1; echo " ${PIPESTATUS[0]}"; cat err', archive)
    assert ran.stdout.splitlines()[0] in ("{ 0", "{ 1")
    assert "Traceback" not in ran.stdout


@posix
@pytest.mark.parametrize("redirect", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_report_is_written_although_nothing_can_be_said(archive: Path, suffix: str, redirect: str) -> None:
    ran = run_in_shell(f'$inspector report "$1" --region DE --out "r{suffix}" {redirect}', archive)
    assert ran.returncode in (0, 1)
    assert Path(f"r{suffix}").stat().st_size > 100
    assert b"Written" not in Path(f"r{suffix}").read_bytes()[:200]


def test_an_output_stream_that_is_absent_is_refused_and_not_replaced_by_another(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert_refused(Ran(capsys, "items", archive), "X_OUTPUT")


def test_an_output_stream_that_was_closed_is_refused(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    assert_refused(Ran(capsys, "items", archive), "X_OUTPUT")


# ---- names, links and folders


NAMES = {"too long": LONG_NAME, "a link to itself": "loop", "a null character": "a\0b"}


@posix
@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_an_archive_with_a_name_that_leads_nowhere_is_not_found(capsys: pytest.CaptureFixture[str], name: str) -> None:
    Path("loop.zip").symlink_to("loop.zip")
    for words in (["check"], ["report", "--out", "r.csv"], []):
        assert_refused(Ran(capsys, *words[:1], f"{name}.zip", *words[1:]), "E_NOT_FOUND")


@posix
@pytest.mark.parametrize("target", [f"{LONG_NAME}.csv", f"{LONG_NAME}/r.csv", "loop.csv/r.csv", "/dev/null/r.csv"])
def test_a_target_that_can_never_be_written_is_refused(
    archive: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    Path("loop.csv").symlink_to("loop.csv")
    assert_refused(Ran(capsys, "report", archive, *STATED, "--out", target), "X_NO_PERMISSION")


@posix
def test_a_target_that_is_a_link_to_itself_is_replaced(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("loop.csv").symlink_to("loop.csv")
    before = state_of(archive)
    assert Ran(capsys, "report", archive, *STATED, "--out", "loop.csv").code == EXIT_OK
    assert not Path("loop.csv").is_symlink()
    assert state_of(archive) == before


@posix
@pytest.mark.parametrize("name", [f"{LONG_NAME}.key", "loop.key", "pipe.key"])
def test_a_key_file_that_is_none_is_refused(archive: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    Path("loop.key").symlink_to("loop.key")
    os.mkfifo("pipe.key")
    assert_refused(Ran(capsys, "report", archive, *STATED, "--pseudonyms", name, "--out", "r.csv"), "X_KEY")


@posix
@pytest.mark.parametrize("words", ["report $1 --out r.csv", "demo", "report $1 --out r.xlsx --pseudonyms new.key"])
def test_a_working_folder_that_was_removed_is_named(archive: Path, words: str) -> None:
    ran = run_in_shell(f"mkdir gone && cd gone && rmdir ../gone && $inspector {words}", archive)
    assert_refused(ran, "E_NOT_FOUND")
    assert "folder in which the program was started" in ran.stderr


# ---- the environment


@pytest.mark.parametrize("value", ["99999999999999999999", "999999999999999", "\u00b2", "-5", "x", "1.5"])
def test_a_wrong_source_date_epoch_is_refused(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    for suffix in (".json", ".xlsx"):
        ran = Ran(capsys, "report", archive, *STATED, "--out", f"r{suffix}")
        assert_refused(ran, "E_USAGE")
        assert "SOURCE_DATE_EPOCH" in ran.err


@pytest.mark.parametrize("value", ["", "0", "253402300799"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_takes_the_first_and_the_last_moment(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str, suffix: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert Ran(capsys, "report", archive, *STATED, "--out", f"r{suffix}").code == EXIT_OK


@posix
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOME", "/nonexistent"),
        ("HOME", ""),
        ("HOME", "relative"),
        ("XDG_CONFIG_HOME", LONG_NAME),
        ("XDG_CONFIG_HOME", "/dev/null"),
        ("TMPDIR", "/nonexistent"),
        ("LC_ALL", "zz_ZZ.none"),
        ("LANGUAGE", "\udcff"),
        ("COLUMNS", "many"),
        ("PYTHONIOENCODING", "ascii"),
        ("OMP_NUM_THREADS", "many"),
    ],
)
def test_an_odd_environment_changes_no_result(archive: Path, name: str, value: str) -> None:
    ran = run_in_shell('$inspector report "$1" --region DE --out r.xlsx', archive, **{name: value})
    assert (ran.returncode, Path("r.xlsx").exists()) == (EXIT_OK, True), ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a display always")
@pytest.mark.parametrize(
    ("name", "value"),
    [("QT_QPA_PLATFORM", "nonsense"), ("WAYLAND_DISPLAY", "none"), ("DISPLAY", ":4242"), ("QT_QPA_PLATFORM", "xcb")],
)
def test_a_display_that_qt_cannot_open_leaves_the_report_as_text(archive: Path, name: str, value: str) -> None:
    ran = run_in_shell('$inspector "$1" --region DE', archive, **{name: value})
    assert ran.returncode == EXIT_OK, ran.stderr
    assert "No window, because" in ran.stderr
    assert "could be used" in ran.stdout


# ---- limits and requests to end


@posix
@pytest.mark.parametrize("limit", ["-f 8", "-n 6", "-n 8", "-n 12", "-v 100000", "-v 200000", "-v 300000", "-s 256"])
def test_a_limit_gives_an_answer_or_a_refusal_and_no_traceback(archive: Path, limit: str) -> None:
    before = state_of(archive)
    ran = run_in_shell(f'ulimit {limit}; $inspector report "$1" --region DE --out r.xlsx 2>&1 | cat', archive)
    assert "Traceback" not in ran.stdout
    assert "Exception ignored" not in ran.stdout
    # Below what the libraries need to be loaded at all, the C library itself says so and ends the process.
    is_ended_by_system = limit.startswith("-v") and "memory" in ran.stdout.lower()
    assert Path("r.xlsx").exists() or REFUSAL.search(ran.stdout) or is_ended_by_system, ran.stdout
    assert [path.name for path in Path.cwd().iterdir() if path.name != "r.xlsx"] == []
    assert state_of(archive) == before


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("wait_s", ["0.3", "0.8", "1.2"])
def test_a_request_to_end_does_what_ctrl_c_does(name: str, wait_s: str) -> None:
    line = f"$inspector demo --out r.xlsx & sleep {wait_s}; kill -{name.removeprefix('SIG')} $!; wait $!"
    ran = run_in_shell(line)
    # Python itself takes about 0.1 s to come to the program; a fast machine may have written the report by then.
    assert ran.returncode in (EXIT_INTERRUPTED, EXIT_OK, 128 + signal.Signals[name]), ran.stderr
    assert ran.returncode != EXIT_OK or Path("r.xlsx").exists()
    assert "Traceback" not in ran.stderr
    assert [path.name for path in Path.cwd().iterdir() if path.name != "r.xlsx"] == []


@posix
def test_a_hangup_that_was_ignored_at_the_start_stays_ignored() -> None:
    ran = run_in_shell("trap '' HUP; $inspector demo --out r.csv & sleep 0.8; kill -HUP $!; wait $!")
    assert (ran.returncode, Path("r.csv").exists()) == (EXIT_OK, True), ran.stderr


# ---- the guard


SYSTEM_ERRORS = {
    "memory": (MemoryError(), "E_TOO_LARGE"),
    "memory for a mapping": (OSError(errno.ENOMEM, "no memory"), "E_TOO_LARGE"),
    "memory for a thread": (RuntimeError("can't start new thread"), "E_TOO_LARGE"),
    "memory for a library": (ImportError("lib.so: failed to map segment from shared object"), "E_TOO_LARGE"),
    "depth": (RecursionError("maximum recursion depth exceeded"), "E_TOO_LARGE"),
    "open files": (OSError(errno.EMFILE, "Too many open files"), "E_IO"),
    "a disk": (OSError(errno.EIO, "Input/output error", "/home/canary"), "E_IO"),
    "a file": (FileNotFoundError(errno.ENOENT, "No such file", "canary"), "E_IO"),
    "no number": (OSError("canary"), "E_IO"),
}


@pytest.mark.parametrize(("error", "code"), SYSTEM_ERRORS.values(), ids=list(SYSTEM_ERRORS))
def test_whatever_the_system_refuses_while_reading_is_a_refusal(
    archive: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    code: str,
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(reader, "read", fail)
    ran = Ran(capsys, "items", archive)
    assert_refused(ran, code)
    assert "canary" not in ran.err


@pytest.mark.parametrize("error", [RuntimeError("canary"), ImportError("canary"), KeyError("canary"), ValueError("")])
def test_a_fault_of_the_program_is_none_of_the_system(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(reader, "read", fail)
    ran = Ran(capsys, "items", archive)
    assert (ran.code, system_errors.find_refusal(error)) == (EXIT_INTERNAL_ERROR, None)
    assert "canary" not in ran.err
