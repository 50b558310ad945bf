"""Archives in the shapes of the catalog, changed by chance, of which it is known what is in them.

Everything is drawn from one ``random.Random``: the same seed gives the same bytes.
"""

import io
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.catalog import FileKind
from tests import archives
from tests.archive.zips import Plan, Planned, build

TABLES = tuple(kind for kind in archives.known().kinds if kind.form == "table" and kind.headers and kind.files)
ENCODINGS = ("utf-8",) * 6 + ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp932", "gb18030", "euc-kr")
WORDS = (
    "rain", "Regen", "pluie", "lluvia", "дождь", "雨が降る", "비가 와요", "मौसम", "טיול", "مطر", "🌧️", "İstanbul", "ﬁne",
)  # fmt: skip
BY_SHAPE = "records by shape"
HOSTILE = (
    '=HYPERLINK("http://127.0.0.1","x")', "+1+1", "@SUM(A1)", "-2", "\t=1", "<img src=x onerror=1>", "</script>",
    "{{7*7}}", "\u202e\u202dabc", "\u200b", "\ufeff", "a\x1b[31mb", "\x07", "\ufffe", "%s%n", "../../x", "file:///x",
    "www." * 40, "a@" * 60, "ab." * 300, "linkedin.com/in/" * 20, "x" * 5_000, "NULL", "Not Available", "0", "1e999",
)  # fmt: skip
LOOSE_NAMES = ("{} 2", "{} (1)", "Copy of {}", "{} - Kopie", "{}_34875879", "sub/{}", "Sub/Dir/{}", "{}.csv", "{}~")
ODD_NAMES = ("../{}", "/{}", "C:\\{}", "con.csv", "a\0{}", "{}\u202e", "nul", " {} ", "{}.", "\u0301{}", "~${}", "._{}")
_LONG_LINE = 300_000
_WIDE = 16_400


@dataclass(frozen=True)
class Table:
    """A table as it was written. ``records`` is how many it holds below the header; ``None`` after damage."""

    name: str
    content: bytes
    records: int | None


@dataclass(frozen=True)
class FuzzInput:
    """What is opened. ``tables`` are those whose records must all be accounted for, by the name of the member.

    ``damaged`` are members whose bytes are not what their checksum says: each must be warned about or not be listed.
    """

    paths: tuple[Path, ...]
    tables: dict[str, int] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()


def draw_cell(chance: random.Random, kind: FileKind, column: str, number: int) -> str:
    roll = chance.random()
    if BY_SHAPE in kind.repairs and column in (kind.headers[0][:2]):
        # Where quotes cannot be relied on, a record is known by its date and its address, and needs both.
        return f"2025-01-{chance.randint(1, 28):02} 03:04:05" if column in kind.dates else "https://example.org/1"
    if roll < 0.06:
        return ""
    if roll < 0.12:
        return chance.choice(HOSTILE)
    if column in kind.dates:
        day, month = chance.randint(1, 28), chance.randint(1, 12)
        shapes = (f"2025-{month:02}-{day:02} 03:04:05 UTC", f"{month}/{day}/25, 3:04 PM", f"{day:02} Jan 2024", "soon")
        return chance.choice(shapes)
    if roll < 0.2:
        return f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{chance.randrange(10**12)}"
    if roll < 0.3:
        return "\n".join(chance.choices(WORDS, k=chance.randint(1, 4)))
    if roll < 0.34:
        return 'She said "' + '", "'.join(chance.choices(WORDS, k=3)) + '"'
    return f"{chance.choice(WORDS)} {number} {column.lower()}"


def write_records(
    chance: random.Random, records: Sequence[Sequence[str]], encoding: str, *, lines: str, mark: str
) -> bytes:
    """Write records as RFC 4180 says, each cell quoted that needs it, or all of them."""
    quote_all = chance.random() < 0.3

    def write_cell(text: str) -> str:
        needs_quotes = any(sign in text for sign in (mark, '"', "\n", "\r")) or text != text.strip()
        return '"' + text.replace('"', '""') + '"' if quote_all or needs_quotes else text

    text = lines.join(mark.join(map(write_cell, record)) for record in records)
    text += chance.choice(("", lines, lines, lines))
    return text.encode(encoding, "replace")


def draw_table(chance: random.Random) -> Table:
    """One table of a kind: sound, or drifted in a way that leaves its records countable, or damaged."""
    kind = chance.choice(TABLES)
    header = list(chance.choice(kind.headers))
    count = chance.choice((0, 1, 2, 3, 8, 40))
    # Without its first columns a record that is known by its shape has none.
    if chance.random() < 0.2 and BY_SHAPE not in kind.repairs:
        _drift(chance, header)
    rows = [[draw_cell(chance, kind, column, number) for column in header] for number in range(count)]
    # A record of blanks alone is no record, and one blank column leaves an empty line.
    rows = [row if any(cell.strip() for cell in row) else ["x", *row[1:]] for row in rows]
    encoding = chance.choice(ENCODINGS)
    content = write_records(
        chance,
        [header, *rows],
        encoding,
        lines=chance.choice(("\n", "\n", "\r\n", "\r")),
        mark=chance.choice((",", ",", ",", ";", "\t")),
    )
    file = chance.choice(kind.files)
    name = file.replace("*", "20")
    if chance.random() < 0.25:
        return Table(_draw_name(chance, name), damage(chance, content), None)
    return Table(_draw_name(chance, name), content, count)


def _drift(chance: random.Random, header: list[str]) -> None:
    """Change a header as LinkedIn might: a column more or less, another order, another word."""
    change = chance.randrange(4)
    place = chance.randrange(len(header))
    if change == 0 and len(header) > 2:
        del header[place]
    elif change == 1:
        header.insert(place, f"New {chance.choice(WORDS)}")
    elif change == 2:
        chance.shuffle(header)
    else:
        header[place] = f"{header[place]} {chance.choice(WORDS)}"


def damage(chance: random.Random, content: bytes) -> bytes:
    """Damage the bytes of a table in one of the ways in which tables are met."""
    place = chance.randrange(len(content) + 1)
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: content[:place],
        lambda: content[:place] + chance.randbytes(chance.randint(1, 30)) + content[place:],
        lambda: content[:place] + b'"' + content[place:],
        lambda: content[:place] + b"\0" * chance.randint(1, 5) + content[place:],
        lambda: content[:place] + b"a" * _LONG_LINE + b"\xe9" + content[place:],
        lambda: content + content,
        lambda: b'Notes:\n"A note, of some length"\n\n' + content,
        lambda: b"," * _WIDE + b"\n" + content + b"x," * _WIDE * chance.choice((1, 40)),
        lambda: content.replace(b"\n", b"\r"),
        lambda: content.replace(b'"', b"'"),
        lambda: b"\n\n \n" + content,
        lambda: chance.randbytes(chance.randint(0, 2_000)),
        lambda: b"<html>" + content,
        lambda: b"[" * 3_000 + content,
    )
    return chance.choice(ways)()


def _draw_name(chance: random.Random, name: str) -> str:
    roll = chance.random()
    if roll < 0.7:
        return name
    stem = name.removesuffix(".csv")
    if roll < 0.9:
        return chance.choice(LOOSE_NAMES).format(stem) + ".csv"
    return chance.choice(ODD_NAMES).format(f"{stem}.csv")


def draw_input(chance: random.Random, folder: Path, table_count: int | None = None) -> FuzzInput:
    """Write an archive, or two, into an empty folder; of 1 to 12 tables where no number is given."""
    count = table_count or chance.randint(1, 12)
    tables = {table.name: table for table in (draw_table(chance) for _ in range(count))}
    if chance.random() < 0.9:
        tables["Profile.csv"] = Table("Profile.csv", archives.PROFILE.encode(), 1)
    shape = chance.random()
    if shape < 0.15:
        return _write_folder(chance, folder, list(tables.values()))
    if shape < 0.2:
        return _write_single(chance, folder, list(tables.values()))
    given = _write_zip(chance, folder / "Complete_LinkedInDataExport_11-21-2026.zip", list(tables.values()))
    if shape < 0.25:
        further = [draw_table(chance) for _ in range(2)]
        second = _write_zip(chance, folder / "Basic_LinkedInDataExport_11-20-2026.zip", further)
        return replace(given, paths=(*given.paths, *second.paths), tables={}, damaged=frozenset())
    return given


def _count_sure(tables: Sequence[Table]) -> dict[str, int]:
    """The tables of which every record must be found: sound, under a name that is a path and that is theirs alone."""
    folded = [table.name.casefold() for table in tables]
    return {
        table.name: table.records
        for table in tables
        if table.records is not None and folded.count(table.name.casefold()) == 1 and _is_plain(table.name)
    }


def _is_plain(name: str) -> bool:
    return name.endswith(".csv") and name.isprintable() and not set(name) & set("\\:~$") and not name.startswith(
        ("/", "..", " ", ".", "con.", "Copy of")
    )  # fmt: skip


def _write_folder(chance: random.Random, folder: Path, tables: list[Table]) -> FuzzInput:
    top = folder / "download"
    top.mkdir()
    written = [table for table in tables if _is_plain(table.name)]
    for table in written:
        path = top / table.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(table.content)
    if chance.random() < 0.4:
        (top / "loop").symlink_to("loop")
        (top / "out").symlink_to(folder)
        (top / "empty").mkdir()
        (top / ".DS_Store").write_bytes(chance.randbytes(40))
    return FuzzInput((top,), _count_sure(written))


def _write_single(chance: random.Random, folder: Path, tables: list[Table]) -> FuzzInput:
    table = chance.choice(tables)
    path = folder / (Path(table.name.replace("\\", "/").replace("\0", "")).name.strip(" .") or "one.csv")
    path.write_bytes(table.content)
    return FuzzInput((path,))


def _write_zip(chance: random.Random, path: Path, tables: list[Table]) -> FuzzInput:
    sure = _count_sure(tables)
    damaged: set[str] = set()
    members: list[Planned] = []
    for table in tables:
        member = Planned(table.name, table.content, method=chance.choice((0, 8, 8, 8)))
        if chance.random() < 0.12:
            _tell_lie(chance, member)
            sure.pop(table.name, None)
            if member.crc is not None and table.content:
                damaged.add(table.name)
        members.append(member)
    if chance.random() < 0.1:
        inner = io.BytesIO()
        inner.write(build([Planned("Shares.csv", b"Date,ShareLink\n2026-01-02,x\n")]))
        members.append(Planned("inner.zip", inner.getvalue()))
    raw = build(members, _draw_end(chance))
    if chance.random() < 0.12:
        place = chance.randrange(len(raw))
        raw = chance.choice(
            (raw[:place], raw[:place] + chance.randbytes(8) + raw[place + 8 :], raw[:place] + raw[place + 3 :])
        )
        sure, damaged = {}, set()
    path.write_bytes(raw)
    return FuzzInput((path,), sure, frozenset(damaged))


def _tell_lie(chance: random.Random, member: Planned) -> None:
    """Let one field of a member's headers lie (APPNOTE 4.3.7, 4.3.12)."""
    lies: tuple[dict[str, object], ...] = (
        {"crc": 1},
        {"size": 7},
        {"size": 1 << 40, "wide": True},
        {"packed": 3},
        {"flags": 0x801},
        {"method": 99},
        {"local_method": 0},
        {"local_name": b"other.csv"},
        {"descriptor": chance.choice(("plain", "signed", "wide", "wrong"))},
        {"offset": chance.choice((0, 5, 1 << 31))},
        {"wide": True},
        {"mode": chance.choice((0o120777, 0o040755, 0o010644))},
        {"extra": chance.randbytes(chance.randint(1, 40))},
        {"listed": False},
        {"gap": b"PK\x01\x02" * 9},
        {"magic": b"XX\x03\x04"},
    )
    for name, value in chance.choice(lies).items():
        setattr(member, name, value)


def _draw_end(chance: random.Random) -> Plan:
    if chance.random() < 0.75:
        return Plan()
    ends: tuple[dict[str, object], ...] = (
        {"comment": b"PK\x05\x06" + bytes(18)},
        {"comment": chance.randbytes(300)},
        {"before": b"MZ" * 40, "counted_before": chance.random() < 0.5},
        {"after": chance.randbytes(50)},
        {"count": chance.choice((0, 1, 60_000))},
        {"length": chance.randrange(1 << 20)},
        {"start": chance.randrange(1 << 20)},
        {"wide": True},
        {"wide": True, "locator_offset": 3},
        {"disk": 2},
    )
    return Plan(**chance.choice(ends))  # type: ignore[arg-type]


def clear_folder(folder: Path) -> None:
    """Remove all that is in a folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
