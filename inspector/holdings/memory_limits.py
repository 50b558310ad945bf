"""Whether an archive fits into memory, asked before any of it is read: a program that is killed says nothing.

What is free is the least of what the system, a group of processes and the limits of this process leave.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspector.errors import Refused
from inspector.i18n import words

_BESIDE = 64 << 20
"""What reading needs beside text, in bytes."""
_KEPT = 1.25
"""What a byte of a table takes once it is read: its text, the places of its cells, the columns of its items."""
_WITH_CARE = 2.5
"""What a byte of the largest table takes while it is read with care."""
_GROUPS = (
    ("/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)
"""Where a group of processes finds its limit, its use, and what of that is files that will be given up."""


def needed(sizes: Sequence[int]) -> int:
    """The most memory that reading tables of these sizes may take at any time, in bytes."""
    largest = max(sizes, default=0)
    return _BESIDE + int(_KEPT * (sum(sizes) - largest) + _WITH_CARE * largest)


def refuse_beyond(free: int | None, name: str, sizes: Sequence[int]) -> None:
    """Raise ``Refused`` (E_TOO_LARGE) where tables of these sizes may need more memory than is free.

    ``name`` is what the sentence calls them.
    """
    wanted = needed(sizes)
    if free is not None and wanted > free:
        told = words(
            '"{name}" does not fit into the memory that is free. It needs about {needed} MB, and {free} MB are free.',
            name=name,
            needed=round(wanted / 1e6),
            free=round(max(0, free) / 1e6),
        )
        raise Refused("E_TOO_LARGE", told, _WITH_MORE, name)


_WITH_MORE = words(
    "Close other programs, or open it on a computer with more memory; its largest files can be left out."
)


def too_little(name: str) -> Refused:
    """The refusal for an archive that turned out not to fit."""
    return Refused(
        "E_TOO_LARGE", words('"{name}" does not fit into the memory that is free.', name=name), _WITH_MORE, name
    )


def available() -> int | None:
    """How much memory this process may still take, in bytes; ``None`` where nothing tells."""
    return min((*_of_system(), *_of_group(), *_of_process()), default=None)


def _of_system() -> Iterator[int]:
    facts = _facts("/proc/meminfo")
    if "MemAvailable" in facts:
        yield facts["MemAvailable"] + facts.get("SwapFree", 0)
    elif sys.platform == "win32":
        yield from _of_windows()
    else:  # what is free is not told here: what there is at all is at least a bound
        try:
            yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        except (ValueError, OSError):
            return


def _facts(path: str) -> dict[str, int]:
    """The lines of a file such as ``/proc/meminfo``: names with bytes; nothing where there is no such file."""
    try:
        lines = Path(path).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return {}
    words = (line.replace(":", " ").split() for line in lines)
    return {name: int(count) * 1024 for name, count, *unit in (w for w in words if len(w) == 3) if unit == ["kB"]}


def _of_group() -> Iterator[int]:
    """What a container leaves."""
    for folder, limit, used, given_up in _GROUPS:
        try:
            most, now = (int(Path(folder, name).read_text(encoding="ascii")) for name in (limit, used))
            told = dict(line.split() for line in Path(folder, "memory.stat").read_text(encoding="ascii").splitlines())
            yield most - now + int(told.get(given_up, 0))
        except (OSError, ValueError):  # not there, or without a limit
            continue


def _of_process() -> Iterator[int]:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    held = _facts("/proc/self/status")
    for limit, name in ((resource.RLIMIT_AS, "VmSize"), (resource.RLIMIT_DATA, "VmData")):
        most, _hard = resource.getrlimit(limit)
        if most != resource.RLIM_INFINITY:
            yield most - held.get(name, 0)


def _of_windows() -> Iterator[int]:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("all", "free", "all_paged", "free_paged", "a", "b", "c")),
        ]

    status = Status(length=ctypes.sizeof(Status))
    system = getattr(ctypes, "windll", None)
    if system is not None and system.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        yield min(status.free_paged, status.all)
