"""Writes zip archives by hand, so that every field can be made to lie."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from inspector.archive import Archive, FolderLayout, Limits, Member, MemberError, open_archives
from inspector.archive.zip.inflate import DEFLATE_CODEC
from inspector.progress import Monitor

FULL = 0xFFFFFFFF
CONNECTIONS = b"First Name,Last Name,URL\r\nAda,Example,https://example.org/in/ada-demo\r\n" * 40


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def swelling(block: bytes, times: int, before: bytes = b"", after: bytes = b"") -> dict[str, Any]:
    """The fields of a ``Planned`` member that holds a block many times over and was never in memory as a whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(before)
    for _ in range(times):
        crc = DEFLATE_CODEC.crc32(block, crc)
    body = head + once * times + packer.compress(after) + packer.flush()
    return {"body": body, "crc": DEFLATE_CODEC.crc32(after, crc), "size": len(before) + len(block) * times + len(after)}


@dataclass
class Planned:
    """A member to write. What is ``None`` takes the honest value; ``local_`` fields are those of the local header."""

    name: str | bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0x800
    body: bytes | None = None
    crc: int | None = None
    size: int | None = None
    packed: int | None = None
    mode: int = 0o100644
    extra: bytes = b""
    disk: int = 0
    offset: int | None = None
    listed: bool = True
    magic: bytes = b"PK\x03\x04"
    descriptor: str = ""
    wide: bool = False
    wide_offset: bool = False
    local_name: bytes | None = None
    local_method: int | None = None
    local_size: int | None = None
    local_packed: int | None = None
    gap: bytes = b""

    def settle(self) -> Self:
        if isinstance(self.name, str):
            self.name = self.name.encode()
        if self.body is None:
            self.body = deflate(self.data) if self.method == 8 else self.data
        self.crc = zlib.crc32(self.data) if self.crc is None else self.crc
        self.size = len(self.data) if self.size is None else self.size
        self.packed = len(self.body) if self.packed is None else self.packed
        if self.descriptor:
            self.flags |= 8
        return self

    def local(self) -> bytes:
        name = self.name if self.local_name is None else self.local_name
        size = self.size if self.local_size is None else self.local_size
        packed = self.packed if self.local_packed is None else self.local_packed
        extra, crc = self.extra, self.crc
        if self.descriptor:
            size = packed = crc = 0
        if self.wide:
            extra = struct.pack("<2H2Q", 1, 16, size, packed) + extra
            size = packed = FULL
        method = self.method if self.local_method is None else self.local_method
        fields = (self.magic, 45, self.flags, method, 0, 0x5A21, crc, packed, size, len(name), len(extra))
        return struct.pack("<4s5H3L2H", *fields) + name + extra + self.body + self._described()

    def _described(self) -> bytes:
        sizes = (self.crc, self.packed, self.size)
        if self.descriptor == "wrong":
            sizes = (1, 2, 3)
        form = {"": "", "plain": "<3L", "wide plain": "<L2Q", "wide": "<L2Q"}.get(self.descriptor, "<3L")
        signed = self.descriptor in ("signed", "wide", "wrong")
        return (b"PK\x07\x08" if signed else b"") + (struct.pack(form, *sizes) if form else b"")

    def central(self, at: int) -> bytes:
        at = at if self.offset is None else self.offset
        size, packed, extra, wide = self.size, self.packed, self.extra, b""
        if self.wide:
            wide, size, packed = struct.pack("<2Q", size, packed), FULL, FULL
        if self.wide_offset:
            wide, at = wide + struct.pack("<Q", at), FULL
        if wide:
            extra = struct.pack("<2H", 1, len(wide)) + wide + extra
        fields = (b"PK\x01\x02", 45, 3, 45, 0, self.flags, self.method, 0, 0x5A21, self.crc, packed, size)
        rest = (len(self.name), len(extra), 0, self.disk, 0, self.mode << 16, at)
        return struct.pack("<4s4B4H3L5H2L", *fields, *rest) + self.name + extra


@dataclass
class Plan:
    """How to end the archive. What is ``None`` takes the honest value."""

    before: bytes = b""
    counted_before: bool = False
    comment: bytes = b""
    after: bytes = b""
    count: int | None = None
    length: int | None = None
    start: int | None = None
    disk: int = 0
    wide: bool = False
    locator_offset: int | None = None
    needed: int = 45
    extensible: bytes = b""
    directory: bytes | None = None


def build(members: Sequence[Planned], plan: Plan | None = None) -> bytes:
    """The bytes of an archive."""
    plan = plan or Plan()
    base = len(plan.before) if plan.counted_before else 0
    parts: list[bytes] = []
    listed: list[bytes] = []
    at = base
    for member in members:
        raw = member.settle().local()
        if member.listed:
            listed.append(member.central(at))
        parts += (raw, member.gap)
        at += len(raw) + len(member.gap)
    files = b"".join(parts)
    directory = b"".join(listed) if plan.directory is None else plan.directory
    return plan.before + files + directory + ending(plan, at, len(directory), len(listed)) + plan.after


def ending(plan: Plan, start: int, length: int, count: int) -> bytes:
    """The end record, with its 64-bit companion if the plan says so."""
    true_start, true_length = start, length
    start = start if plan.start is None else plan.start
    length = length if plan.length is None else plan.length
    count = min(0xFFFF, count) if plan.count is None else plan.count
    wide = b""
    if plan.wide:
        size = 44 + len(plan.extensible)
        fields = (b"PK\x06\x06", size, 45, plan.needed, plan.disk, 0, count, count, length, start)
        at = true_start + true_length if plan.locator_offset is None else plan.locator_offset
        wide = struct.pack("<4sQ2H2L4Q", *fields) + plan.extensible + struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
        start, length, count = FULL, FULL, 0xFFFF
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", plan.disk, 0, count, count, length, start, len(plan.comment))
    return wide + record + plan.comment


def write(folder: Path, raw: bytes, name: str = "Basic_LinkedInDataExport.zip") -> Path:
    """``raw`` as a file in ``folder``."""
    path = folder / name
    path.write_bytes(raw)
    return path


LAYOUT = FolderLayout(
    frozenset({"jobs", "articles", "verifications", "services marketplace", "learning"}),
    frozenset({"profile.csv", "connections.csv"}),
)
"""A layout as that of a platform whose downloads have folders of their own."""


def opened(path: Path, limits: Limits | None = None) -> Archive:
    """The archive at ``path``; the caller closes it."""
    return open_archives([path], Monitor(), limits or Limits(), LAYOUT)[0]


def content(member: Member) -> bytes:
    """All bytes of a member."""
    return b"".join(member.blocks(Monitor()))


def read_until_fault(member: Member) -> tuple[bytes, MemberError | None]:
    """All bytes up to the first fault, and the fault."""
    parts: list[bytes] = []
    try:
        parts.extend(member.blocks(Monitor()))
    except MemberError as fault:
        return b"".join(parts), fault
    return b"".join(parts), None


def codes(archive: Archive) -> list[str]:
    """The codes of all findings."""
    return [problem.code for problem in archive.problems]
