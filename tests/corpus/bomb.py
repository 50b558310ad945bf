"""Bombs: small files that would swell without bound, and honest ones that are merely large."""

from pathlib import Path

from tests.archive.zips import Plan, Planned, build, deflate, swelling
from tests.corpus.case import Case
from tests.corpus.download import COMMENTS, LINES, PROFILE, ROWS, VICTIM, file_of, members, with_files

GIB37 = 3789  # times 1 MiB: as much as 32 bits can declare
HEADER = b"Date,Link,Message\n"
MEBI = b"2026-01-02 03:04:05,LIKE,https://example.org/feed/update/\n" * 18_078
REACTION = b"Date,Type,Link\n2026-01-02 03:04:05,LIKE,https://example.org/1\n"
ARTICLE = b"<html><head><title>On testing</title></head><body><h1>On testing</h1><p>Try it.</p></body></html>"
PICTURE = b"\xff\xd8\xff\xe0".ljust(1 << 20, b"\0")
WIDE = "\n".join([",".join(f"c{n}" for n in range(20_000)), *[",".join(["abc"] * 20_000)] * 100]) + "\n"
MANY = 20_000


def shared_header() -> bytes:
    """3,000 entries for one stretch of 16 MiB: 48 GiB in all."""
    first = Planned("0.csv", **swelling(bytes(1 << 20), 16))
    rest = (
        Planned(f"{n}.csv", body=b"", packed=len(first.body or b""), size=16 << 20, crc=first.crc, offset=0)
        for n in range(1, 3000)
    )
    return build([first, *rest])


def quoted() -> bytes:
    """Each of 200 files begins with a stored block that quotes the header of the next, and goes on with its data."""
    kernel = swelling(bytes(1 << 20), 16)
    files = [Planned(f"{200:03}.csv", **kernel)]
    extent, size = len(kernel["body"]), kernel["size"]
    for number in range(199, -1, -1):
        header = 30 + len(files[0].name)
        quote = b"\0" + header.to_bytes(2, "little") + (0xFFFF ^ header).to_bytes(2, "little")
        extent, size = extent + header + len(quote), size + header
        files.insert(0, Planned(f"{number:03}.csv", body=quote, packed=extent, size=size, crc=1))
    return build(files)


def nested() -> bytes:
    """Sixteen archives, each of which holds a gigabyte."""
    inner = build([Planned("Connections.csv", **swelling(MEBI, 1024))])
    return build([Planned(f"{number}.zip", inner) for number in range(16)])


def with_many(name: str, data: bytes) -> bytes:
    body = deflate(data)
    return build([*members(), *(Planned(name.format(n), data, body=body) for n in range(MANY))])


def long_names(count: int, length: int) -> bytes:
    return build([*members(), *(Planned(f"{n:06}".rjust(length, "n"), b"", method=0) for n in range(count))])


def sparse_tables(folder: Path) -> Path:
    """A folder of three tables of 900 MiB that hold next to nothing on the disk."""
    top = folder / "download"
    top.mkdir()
    (top / "Profile.csv").write_bytes(PROFILE)
    for name in ("Comments.csv", "Reactions.csv", "Votes.csv"):
        with (top / name).open("wb") as file:
            file.write(b"Date,Link,Message\n")
            file.truncate(900 << 20)
    return top


OTHERS = {name: rows for name, rows in ROWS.items() if name != VICTIM}

CASES = (
    Case(
        name="a table of 3.7 GiB",
        make=file_of(lambda: build(members(**swelling(MEBI, GIB37)))),
        status="warn",
        codes=("W_OVERSIZE_MEMBER",),
        named=(VICTIM,),
        rows=OTHERS,
        heavy=True,
    ),
    Case(
        name="a picture of 3.7 GiB, which is never inflated",
        make=file_of(lambda: build([*members(), Planned("-1169023372.jpg", **swelling(PICTURE, GIB37))])),
        rows=ROWS,
        heavy=True,
    ),
    Case(
        name="3,000 files that share one header",
        make=file_of(shared_header),
        status="refuse",
        codes=("E_BOMB_OVERLAP",),
    ),
    Case(name="200 files that quote each other", make=file_of(quoted), status="refuse", codes=("E_BOMB_OVERLAP",)),
    Case(
        name="sixteen archives of a gigabyte within one",
        make=file_of(nested),
        status="refuse",
        codes=("E_NESTED_ARCHIVE",),
        heavy=True,
    ),
    Case(
        name="nothing but tables that swell",
        make=file_of(lambda: build([Planned(VICTIM, **swelling(MEBI, 300))])),
        status="refuse",
        codes=("E_BOMB_RATIO",),
        heavy=True,
    ),
    Case(
        name="tables of 100 MiB that swell together",
        make=file_of(lambda: build([Planned(f"Reactions_{n}.csv", **swelling(MEBI, 100)) for n in range(5)])),
        status="refuse",
        codes=("E_BOMB_RATIO",),
        heavy=True,
    ),
    Case(
        name="120,000 members",
        make=file_of(lambda: build([Planned(f"{n}.csv", b"", method=0) for n in range(120_000)])),
        status="refuse",
        codes=("E_TOO_MANY_MEMBERS",),
        heavy=True,
    ),
    Case(
        name="a table that declares 100 bytes and holds 3.7 GiB",
        make=file_of(lambda: build(members(**{**swelling(MEBI, GIB37, HEADER), "size": 100, "crc": 0}))),
        status="warn",
        codes=("W_SIZE_MISMATCH",),
        named=(VICTIM,),
        rows={**OTHERS, VICTIM: 2},
        lines={VICTIM: ("https://example.org/feed/update/",) * 2},
        heavy=True,
    ),
    Case(
        name="a table that declares 8 EiB",
        make=file_of(lambda: build(members(size=1 << 63, wide=True))),
        status="warn",
        codes=("W_OVERSIZE_MEMBER",),
        named=(VICTIM,),
        rows=ROWS,
        lines=LINES,
    ),
    Case(
        name="names of 60,000 characters",
        make=file_of(lambda: long_names(400, 60_000)),
        status="refuse",
        codes=("E_TOO_LARGE",),
        heavy=True,
    ),
    Case(
        name="a directory of 70 MB",
        make=file_of(
            lambda: build(
                [Planned(f"{n}.csv", method=0, extra=b"\xca\xfe\x70\x17" + bytes(6000)) for n in range(12_000)]
            )
        ),
        status="refuse",
        codes=("E_TOO_LARGE",),
        heavy=True,
    ),
    Case(
        name="tables of 2.7 GiB in a folder, without holes to be seen",
        make=sparse_tables,
        status="refuse",
        codes=("E_TOO_LARGE",),
    ),
    Case(
        name="20,000 pictures",
        make=file_of(lambda: with_many("Rich_Media/{}.jpg", b"\xff\xd8\xff\xe0")),
        codes=("W_UNKNOWN_FILE",),
        rows=ROWS,
        heavy=True,
    ),
    Case(
        name="a known table of 20,000 columns that nobody knows",
        make=with_files({"Votes.csv": WIDE}),
        codes=("W_TOO_MANY_COLUMNS", "W_DRIFT"),
        status="warn",
        rows={**ROWS, "Votes.csv": 100},
    ),
    Case(
        name="20,000 articles",
        make=file_of(lambda: with_many("Articles/Articles/{}.html", ARTICLE)),
        codes=("W_COPY",),
        rows={**ROWS, "Articles/Articles/19999.html": 1},
        seconds=8,  # as many as the tables below
        heavy=True,
    ),
    Case(
        name="20,000 tables",
        make=file_of(lambda: with_many("Reactions_{}.csv", REACTION)),
        codes=("W_COPY",),
        rows={**ROWS, "Reactions_19999.csv": 1},
        seconds=8,  # 300 times as many as any known download holds
        heavy=True,
    ),
    Case(
        name="an honest table that repeats itself 138 times",
        make=file_of(lambda: build(members(data=COMMENTS + COMMENTS.partition(b"\n")[2] * 500))),
        rows={**ROWS, VICTIM: 40 * 501},
    ),
    Case(
        name="a number of entries beyond 16 bits is told in 64",
        make=file_of(lambda: build(members(), Plan(wide=True))),
        rows=ROWS,
    ),
)
