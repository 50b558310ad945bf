"""The program opens no connection: by a trace, without a network, by what is loaded; and the trace can tell."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
bundle, proving = import_module("bundle"), import_module("proving")

pytest.importorskip("PySide6.QtWidgets", reason="the window needs Qt's system libraries", exc_type=ImportError)
linux = pytest.mark.skipif(sys.platform != "linux", reason="traced on Linux only")


def test_families_are_counted_in_a_trace_of_several_processes() -> None:
    trace = (
        "11 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n"
        '11 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X9"}, 20) = 0\n'
        "12 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 5\n"
        "12 connect(5, {sa_family=AF_INET, sin_port=htons(443)}, 16) = -1 ENETUNREACH\n"
    )

    assert proving.families(trace) == {"AF_UNIX": 2, "AF_INET6": 1, "AF_INET": 1}


def test_the_lines_of_an_x_server_are_not_the_programs() -> None:
    trace = "7 socket(AF_INET6, SOCK_STREAM, 0) = 3\n7 listen(3, 4096) = 0\n8 socket(AF_INET, SOCK_STREAM, 0) = 3\n"

    assert proving.families(proving._ours(trace)) == {"AF_INET": 1}


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("_internal/PySide6/Qt/lib/libQt6Network.so.6", True),
        ("_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("_internal/PySide6/Qt/plugins/imageformats/libqpdf.so", True),
        ("_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", True),
        ("_internal/pyarrow/libarrow_flight.so.2600", True),
        ("_internal/PySide6/Qt/lib/libQt6Widgets.so.6", False),
        ("_internal/pyarrow/libarrow.so.2600", False),
    ],
)
def test_what_may_not_be_in_a_bundle_is_known_by_its_name(name: str, inside: bool) -> None:
    assert bundle.is_denied(name) is inside


def test_a_library_in_the_map_of_a_process_is_found() -> None:
    line = "7f00-7f01 r-xp 00000000 fe:00 42                         /x y/lib/libQt6Network.so.6\n"

    assert list(bundle.map_faults(line)) == ["process: libQt6Network.so.6 is loaded, which *Qt6Network* forbids"]
    assert list(bundle.map_faults("7f00-7f01 rw-p 00000000 00:00 0 [heap]\n7f00-7f01 rw-p 0 00:00 0\n")) == []


@linux
@pytest.mark.slow
@pytest.mark.parametrize("run", proving.RUNS, ids=lambda run: run.name)
def test_no_socket_reaches_further_than_this_computer(run: Any) -> None:
    lacks = proving.lacking(run)
    if lacks:
        pytest.skip(f"{lacks} is not installed")
    assert list(proving.trace_faults(run)) == []


@linux
@pytest.mark.slow
def test_the_trace_sees_a_socket_that_pythons_own_guard_does_not() -> None:
    if proving.lacking(proving.RUNS[0]):
        pytest.skip("strace is not installed")
    reaches = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    assert list(proving.trace_faults(proving.Run("reaches out", ("-c", reaches)))) == [
        "reaches out: 1 calls name AF_INET"
    ]


@linux
@pytest.mark.slow
def test_no_library_that_could_connect_is_loaded_after_a_full_run() -> None:
    assert list(bundle.map_faults(proving.map_text())) == []


@linux
@pytest.mark.slow
def test_the_stages_work_in_a_namespace_without_any_interface() -> None:
    """More of them are run so by ``packaging/check.py --offline``."""
    if not proving.can_be_without_network():
        pytest.skip("no namespace without a network can be made here")
    assert list(proving.suite_faults(("tests/cli", "tests/report", "tests/archive", "tests/settings"))) == []


def test_a_proof_that_held_is_written_as_a_day(tmp_path: Path) -> None:
    import datetime as dt
    import tomllib

    proving.record(tmp_path / "offline.toml", dt.date(2026, 11, 25))
    assert tomllib.loads((tmp_path / "offline.toml").read_text())["proved"] == dt.date(2026, 11, 25)
