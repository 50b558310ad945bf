"""The container: whatever may be wrong with the zip around the files."""

import struct
import zlib
from collections.abc import Callable

from tests.archive.zips import Plan, Planned, build, deflate
from tests.corpus.case import Case
from tests.corpus.download import (
    COMMENTS,
    CONNECTIONS,
    LINES,
    PROFILE,
    ROWS,
    VICTIM,
    WORDS,
    file_of,
    honest,
    members,
    zip_of,
)

INNER = build([Planned("Fake.csv", b"Name\nOne\n")])
DECOY = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
STRAY_END = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 5, 5, 90, 7, 0) + b"behind"
"""It announces five entries where there are none, and its comment does not end with the file."""
SIZED = 0xFFFFFFFF
PREFIX = len(COMMENTS) // 3


def unread(name: str, data: bytes) -> Case:
    """A member of which no row is shown, and whose checksum is wrong."""
    return Case(
        name=f"a wrong checksum of {name}, of which no row is shown",
        make=zip_of([*members(), Planned(name, data, crc=1)]),
        status="warn",
        codes=("W_CRC", "W_UNKNOWN_FILE"),
        named=(name,),
        rows=ROWS,
    )


def refused(name: str, code: str, raw: Callable[[], bytes]) -> Case:
    """An archive that is not to be trusted at all."""
    return Case(name=name, make=file_of(raw), status="refuse", codes=(code,))


def damaged(name: str, *codes: str, **lies: object) -> Case:
    """An archive of which one member cannot be trusted: it is warned about, the others are read."""
    return Case(
        name=name, make=zip_of(members(**lies)), status="warn", codes=codes, named=(VICTIM,), rows=ROWS, lines=LINES
    )


def sound(name: str, raw: Callable[[], bytes]) -> Case:
    """An archive that is unusual and right."""
    return Case(name=name, make=file_of(raw), rows=ROWS, texts={VICTIM: WORDS})


def odd(name: str, code: str, raw: Callable[[], bytes], *named: str) -> Case:
    """An archive that is complete although something about it is to be said."""
    return Case(
        name=name, make=file_of(raw), status="warn", codes=(code,), named=named, rows=ROWS, texts={VICTIM: WORDS}
    )


def patched(where: bytes, offset: int, patch: bytes, plan: Plan | None = None) -> Callable[[], bytes]:
    """The honest download with bytes overwritten, counted from the last place of a signature."""

    def raw() -> bytes:
        data = bytearray(honest(plan))
        at = data.rindex(where) + offset
        data[at : at + len(patch)] = patch
        return bytes(data)

    return raw


def cut(share: float) -> Callable[[], bytes]:
    """The first part of the honest download."""
    return lambda: honest()[: int(len(honest()) * share)]


def damaged_stream(at: float) -> bytes:
    """The comments, packed, with a few bytes overwritten at a share of the length."""
    packed = bytearray(deflate(COMMENTS))
    place = int(len(packed) * at)
    packed[place : place + 8] = b"\xff" * 8
    return bytes(packed)


CASES = (
    refused("a download that broke off after a few bytes", "E_TRUNCATED", lambda: honest()[:3]),
    refused("a download that broke off within the first header", "E_TRUNCATED", lambda: honest()[:20]),
    refused("a download that broke off at a tenth", "E_TRUNCATED", cut(0.1)),
    refused("a download that broke off half-way", "E_TRUNCATED", cut(0.5)),
    refused("a download that broke off within its directory", "E_TRUNCATED", lambda: honest()[:-60]),
    refused("a download that broke off within its end record", "E_TRUNCATED", lambda: honest()[:-5]),
    refused(
        "a download that broke off within its comment", "E_TRUNCATED", lambda: honest(Plan(comment=b"x" * 90))[:-20]
    ),
    refused(
        "a cut download that holds the end of an inner archive",
        "E_TRUNCATED",
        lambda: build(
            [*members(), Planned("inner.zip", INNER, method=0), Planned("Skills.csv", PROFILE * 5, method=0)]
        )[:-400],
    ),
    refused("a directory that is missing", "E_CORRUPT_DIRECTORY", lambda: honest(Plan(directory=b"", count=3))),
    refused("a directory of zeros", "E_CORRUPT_DIRECTORY", lambda: honest(Plan(directory=bytes(180)))),
    refused("a directory that begins too late", "E_CORRUPT_DIRECTORY", lambda: honest(Plan(start=1 << 20))),
    refused("a directory that begins too early", "E_CORRUPT_DIRECTORY", lambda: honest(Plan(start=3))),
    refused("a directory that is said to be empty", "E_CORRUPT_DIRECTORY", patched(b"PK\x05\x06", 8, bytes(8))),
    refused("a directory with a damaged entry", "E_CORRUPT_DIRECTORY", patched(b"PK\x01\x02", 0, b"Q")),
    refused(
        "an entry that reaches beyond its directory", "E_CORRUPT_DIRECTORY", patched(b"PK\x01\x02", 28, b"\xff\xf0")
    ),
    refused("a second end record in the comment", "E_CORRUPT_DIRECTORY", lambda: honest(Plan(comment=DECOY))),
    refused(
        "a directory described twice, and differently",
        "E_CORRUPT_DIRECTORY",
        patched(b"PK\x05\x06", 8, b"\1\0\1\0", Plan(wide=True)),
    ),
    refused(
        "a 64-bit locator that points elsewhere",
        "E_CORRUPT_DIRECTORY",
        lambda: honest(Plan(wide=True, locator_offset=7)),
    ),
    refused("a 64-bit end record that is missing", "E_CORRUPT_DIRECTORY", lambda: honest(Plan(start=SIZED))),
    refused("the first part of a split archive", "E_SPLIT_ARCHIVE", lambda: b"PK\x07\x08" + honest()[:300]),
    refused("the last part of a split archive", "E_SPLIT_ARCHIVE", lambda: honest(Plan(disk=1))),
    refused("a member on another disk", "E_SPLIT_ARCHIVE", lambda: build(members(disk=2))),
    refused(
        "an archive with a password",
        "E_ENCRYPTED",
        lambda: build([Planned("Profile.csv", PROFILE, flags=0x801), Planned(VICTIM, COMMENTS, flags=0x801)]),
    ),
    refused(
        "an archive with an encrypted directory",
        "E_ENCRYPTED",
        lambda: honest(Plan(wide=True, needed=62, extensible=bytes(40), directory=bytes(180))),
    ),
    damaged("a member with a password", "W_ENCRYPTED_MEMBER", flags=0x801),
    damaged(
        "a member encrypted by AES", "W_ENCRYPTED_MEMBER", method=99, extra=b"\x01\x99\x07\x00\x02\x00AE\x03\x08\x00"
    ),
    damaged("a member packed by Deflate64", "W_METHOD", method=9, body=deflate(COMMENTS)),
    damaged("a member packed by LZMA", "W_METHOD", method=14, body=b"\x09\x14\x05\x00" + COMMENTS[:50]),
    damaged("a member packed by bzip2", "W_METHOD", method=12, body=b"BZh9" + COMMENTS[:50]),
    damaged("a checksum that does not fit", "W_CRC", crc=1),
    Case(
        name="a stored member with one changed letter",
        make=zip_of(members(method=0, body=COMMENTS.replace(b"s 20 of", b"s 2O of"))),
        status="warn",
        codes=("W_CRC",),
        named=(VICTIM,),
        rows=ROWS,
        lines={VICTIM: tuple(text.replace("s 20 of", "s 2O of") for text in WORDS)},
    ),
    damaged("packed data damaged at the start", "W_INFLATE", body=damaged_stream(0)),
    damaged("packed data damaged half-way", "W_INFLATE", body=damaged_stream(0.5)),
    damaged("packed data that ends too early", "W_INFLATE", body=deflate(COMMENTS)[:-30]),
    damaged("packed data followed by bytes of unknown meaning", "W_SIZE_MISMATCH", body=deflate(COMMENTS) + b"secret"),
    damaged(
        "a size understated with a checksum that fits",
        "W_SIZE_MISMATCH",
        size=PREFIX,
        crc=zlib.crc32(COMMENTS[:PREFIX]),
    ),
    damaged("a size overstated", "W_SIZE_MISMATCH", size=len(COMMENTS) + 99),
    damaged("a stored member whose two sizes differ", "W_SIZE_MISMATCH", method=0, size=PREFIX),
    damaged("a member with two names", "W_HEADER_MISMATCH", local_name=b"Reaction.csv"),
    damaged("a member with two methods", "W_HEADER_MISMATCH", local_method=0),
    damaged("a member with two sizes", "W_HEADER_MISMATCH", local_size=3),
    damaged("a member with two packed sizes", "W_HEADER_MISMATCH", local_packed=3),
    damaged("a member without a header of its own", "W_HEADER_MISMATCH", magic=b"PK\x03\x05"),
    damaged("a member said to lie beyond the file", "W_HEADER_MISMATCH", "W_DIRECTORY_COUNT", offset=1 << 30),
    damaged("a member whose 64-bit sizes are missing", "W_HEADER_MISMATCH", size=SIZED),
    sound("sizes that follow the data, with a signature", lambda: build(members(descriptor="signed"))),
    sound("sizes that follow the data, without a signature", lambda: build(members(descriptor="plain"))),
    sound("sizes that follow the data in 64 bits", lambda: build(members(descriptor="wide"))),
    sound("sizes behind the data that lie, as the directory decides", lambda: build(members(descriptor="wrong"))),
    sound("a member with 64-bit sizes", lambda: build(members(wide=True, wide_offset=True))),
    sound("a 64-bit end record", lambda: honest(Plan(wide=True))),
    sound(
        "an archive that was meant to be split and fitted into one",
        lambda: honest(Plan(before=b"PK00", counted_before=True)),
    ),
    sound("an archive with a comment", lambda: honest(Plan(comment=b"made by nobody"))),
    odd("bytes before the archive", "W_PREPENDED", lambda: honest(Plan(before=b"#!/bin/sh\n" * 9))),
    odd(
        "bytes before the archive that its offsets count",
        "W_PREPENDED",
        lambda: honest(Plan(before=b"x" * 90, counted_before=True)),
    ),
    unread("Notes.xyz", b"a few words\n"),
    unread("program.xyz", bytes(range(256)) * 4),
    odd("an end record in the comment that leads nowhere", "W_SECOND_END", lambda: honest(Plan(comment=STRAY_END))),
    odd(
        "an end record among bytes in the comment", "W_SECOND_END", lambda: honest(Plan(comment=b"x" * 30 + STRAY_END))
    ),
    odd("a line end behind the archive", "W_TRAILING", lambda: honest(Plan(after=b"\n"))),
    odd("many bytes behind the archive", "W_TRAILING", lambda: honest(Plan(after=b"x" * 70_000))),
    odd("a directory that announces more than it lists", "W_DIRECTORY_COUNT", lambda: honest(Plan(count=9))),
    odd(
        "a member hidden from the directory",
        "W_DIRECTORY_COUNT",
        lambda: build([*members(), Planned("Shares.csv", CONNECTIONS, listed=False)]),
        "Shares.csv",
    ),
    odd(
        "a folder that holds bytes",
        "W_DIR_AS_FILE",
        lambda: build([*members(), Planned("Jobs/", CONNECTIONS)]),
        "Jobs/",
    ),
)
