"""Checks that an archive fits into memory before it is read, because a killed program cannot explain itself.

The free memory is the least that the system, the control group (cgroup) and the limits of this process leave.
"""

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from inspector.archive.file_types import Form
from inspector.errors import Refused
from inspector.i18n import _

if sys.platform != "win32":
    import resource

_BASE_BYTES = 64 << 20
"""The memory that reading needs beside text, in bytes."""
_MEMORY_PER_BYTE = 1.25
"""Bytes of memory for each byte of a table once it is read: text, offsets of cells, columns of items."""
_MEMORY_PER_LARGEST_BYTE = 2.5
"""Bytes of memory for each byte of the largest table while the strict parser reads it."""
MEMORY_FACTORS: Mapping[Form, float] = {"table": 1.0, "page": 0.0, "json": 1.6}
"""What a byte of a file costs beside a byte of a delimited table, by the form it is read as; of a page only the
beginning is kept."""
_CGROUPS = (
    ("/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)
"""Folder and files of cgroup versions 2 and 1: the limit, the use, and the reclaimable file cache in it."""


def estimate_memory(sizes: Sequence[int]) -> int:
    """The peak memory for reading tables of these sizes, in bytes."""
    largest = max(sizes, default=0)
    return _BASE_BYTES + int(_MEMORY_PER_BYTE * (sum(sizes) - largest) + _MEMORY_PER_LARGEST_BYTE * largest)


def check_memory(free: int | None, name: str, sizes: Sequence[int]) -> None:
    """Raise ``Refused`` (E_TOO_LARGE) where tables of these sizes may need more memory than is free.

    ``free`` is in bytes, ``None`` where it is unknown; ``name`` is the archive's name in the message.
    """
    needed_bytes = estimate_memory(sizes)
    if free is not None and needed_bytes > free:
        message = _(
            '"{name}" does not fit into the memory that is free. It needs about {needed} MB, and {free} MB are free.',
            name=name,
            needed=round(needed_bytes / 1e6),
            free=round(max(0, free) / 1e6),
        )
        raise Refused("E_TOO_LARGE", message, _MEMORY_HINT, name)


_MEMORY_HINT = _("Close other programs, or open it on a computer with more memory; its largest files can be left out.")


def build_memory_error(name: str) -> Refused:
    """The refusal for an archive that ran out of memory while it was read."""
    return Refused(
        "E_TOO_LARGE", _('"{name}" does not fit into the memory that is free.', name=name), _MEMORY_HINT, name
    )


def find_free_memory() -> int | None:
    """The memory that this process may still take, in bytes; ``None`` where the system does not say."""
    return min((*_find_system_memory(), *_find_cgroup_memory(), *_find_process_memory()), default=None)


def _find_system_memory() -> Iterator[int]:
    values = _read_values("/proc/meminfo")
    if "MemAvailable" in values:
        yield values["MemAvailable"] + values.get("SwapFree", 0)
    elif sys.platform == "win32":
        yield from _find_windows_memory()
    else:  # macOS does not say what is free: all memory is at least an upper bound
        try:
            yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        except (ValueError, OSError):
            return


def _read_values(path: str) -> dict[str, int]:
    """The values in bytes, by name, of a file such as ``/proc/meminfo``; empty where there is no such file."""
    try:
        lines = Path(path).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return {}
    fields = (line.replace(":", " ").split() for line in lines)
    return {name: int(count) * 1024 for name, count, *unit in (w for w in fields if len(w) == 3) if unit == ["kB"]}


def _find_cgroup_memory() -> Iterator[int]:
    """The memory that the control group leaves, such as a container's."""
    for folder, limit, used, reclaimable in _CGROUPS:
        try:
            max_bytes, used_bytes = (int(Path(folder, name).read_text(encoding="ascii")) for name in (limit, used))
            statistics = dict(
                line.split() for line in Path(folder, "memory.stat").read_text(encoding="ascii").splitlines()
            )
            yield max_bytes - used_bytes + int(statistics.get(reclaimable, 0))
        except (OSError, ValueError):  # not there, or without a limit
            continue


def _find_process_memory() -> Iterator[int]:
    if sys.platform != "win32":
        usage = _read_values("/proc/self/status")
        for limit, name in ((resource.RLIMIT_AS, "VmSize"), (resource.RLIMIT_DATA, "VmData")):
            max_bytes, _hard = resource.getrlimit(limit)
            if max_bytes != resource.RLIM_INFINITY:
                yield max_bytes - usage.get(name, 0)


def _find_windows_memory() -> Iterator[int]:
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
