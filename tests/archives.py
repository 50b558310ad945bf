"""Writes small archives from text, and reads and judges them in one line."""

import contextlib
import csv
import datetime as dt
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspector import catalog, exposure, policy
from inspector.archive.demo import zip_demo
from inspector.catalog import Catalog
from inspector.exposure import Exposure
from inspector.holdings import Holdings, reader
from inspector.items import Block, Item
from inspector.policy import Pack
from inspector.progress import Monitor

Files = Mapping[str, str | bytes]

TODAY = dt.date(2026, 11, 22)
LEADING = ("genai_training_linkedin", "genai_training_affiliate", "ads_affiliate", "non_genai_ml")
PROFILE_HEADER = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\n"
)
PROFILE = PROFILE_HEADER + 'Nora,Beispiel,,,"Mar 14, 1986",Invents people,,Testing,,"Ulm, Germany",,,\n'
EVERY_ACCOUNT = {
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\nnora@example.org,Yes,Yes,Not Available\n",
    "Registration.csv": 'Registered At,Registration Ip,Subscription Types\n"2/7/11, 3:04 PM",192.0.2.1,Basic\n',
}
"""With the profile all files that every account has."""
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Nora Beispiel,Otto Probe,"5/1/23, 3:04 PM",Hello,OUTGOING,'
    "https://www.linkedin.com/in/nora-beispiel,https://www.linkedin.com/in/otto-probe\n"
)
MESSAGES_HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)


def table(header: Sequence[str], *rows: Sequence[str], delimiter: str = ",", quoted: bool = False) -> str:
    """A table as text: CSV, or with another delimiter, or with every cell quoted."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def snapshot(domain: str, columns: Sequence[str], *rows: Sequence[str]) -> str:
    """A table as the portability interface gives it; a name may stand in a row twice."""
    records = (
        "{" + ",".join(f"{json.dumps(c)}:{json.dumps(t)}" for c, t in zip(columns, row, strict=True)) + "}"
        for row in rows
    )
    return f'{{"elements": [{{"snapshotDomain": {json.dumps(domain)}, "snapshotData": [{",".join(records)}]}}]}}'


BREAK = ',"x"y'
"""Put behind a row, it makes quotes that do not pair up: the row cannot be split into cells."""


def broken(header: Sequence[str], raw_texts: Sequence[str], rows: int = 2) -> str:
    """A table in which raw texts stand between sound rows as rows that cannot be split into cells."""
    sound = table(header, *([f"{number} of {name}" for name in header] for number in range(rows)))
    first, rest = sound.split("\n", 1)
    return "\n".join((first, *(raw + BREAK for raw in raw_texts), rest))


def utf16(text: str) -> bytes:
    """Text as the downloads of 2018 hold it: UTF-16, little end first, with a byte order mark."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def folder(place: Path, files: Files, name: str = "download") -> Path:
    """The files as an unpacked folder."""
    top = place / name
    for member, content in files.items():
        path = top / member
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return top


def zipped(place: Path, files: Files, name: str = "Complete_LinkedInDataExport_11-21-2026.zip") -> Path:
    """The files as a zip archive."""
    path = place / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(member, content)
    return path


@cache
def known() -> Catalog:
    """The catalog that comes with the program."""
    return catalog.load_catalog()


@cache
def pack() -> Pack:
    """The rules that come with the program."""
    return policy.read(policy.find_builtin_folder())


@cache
def demo() -> Holdings:
    """The sample member's archive, read once for all tests: nothing in it can be changed."""
    with tempfile.TemporaryDirectory() as place:
        return read(zip_demo(Path(place)))


def read(*paths: Path) -> Holdings:
    """One or more archives, read; every record of every table that is plain CSV is accounted for."""
    holdings = reader.read(paths, known(), Monitor())
    for number, path in enumerate(paths, 1):
        account_for(number, path, holdings)
    return holdings


def account_for(number: int, path: Path, holdings: Holdings) -> None:
    """Fail where rows shown and rows set aside are not the records that an independent reader counts."""
    shown = {(block.archive, block.member): block.table.columns for block in holdings.blocks}
    mended = {p.member for p in holdings.problems if p.archive == number and p.code in ("W_REPAIRED", "W_EMPTY_TABLE")}
    sources = contents(path)
    for file in holdings.files:
        held = [content for name, content in sources.items() if name == file.member or name.endswith(f"/{file.member}")]
        records = plain_records(held[0]) if len(held) == 1 and file.member.lower().endswith(".csv") else None
        if file.archive != number or file.state not in ("read", "unknown") or file.member in mended or not records:
            continue
        headers = (
            [shown[number, file.member]]
            if (number, file.member) in shown
            else list(file.kind.headers if file.kind else ())
        )
        width = max(map(len, headers), default=1)
        there = [cells for cells in records if cells and (len(cells) > 1 or width == 1 or cells[0].strip())]
        names = [tuple(cell.strip("\ufeff \t") for cell in cells) for cells in there]
        before = [place for place, cells in enumerate(names) if cells in headers]
        expected = {len(there) - before[0] - 1} if before else {len(there), len(there) - 1}
        assert file.rows + file.set_aside in expected, f"records of {file.member} that are neither shown nor set aside"


def contents(path: Path) -> dict[str, bytes]:
    """The files of an archive that is sound, by name, read by the standard library alone."""
    if path.is_dir():
        return {found.relative_to(path).as_posix(): found.read_bytes() for found in path.rglob("*") if found.is_file()}
    if not zipfile.is_zipfile(path):
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        found: dict[str, bytes] = {}
        for info in archive.infolist():
            with contextlib.suppress(Exception):  # damaged on purpose: not for this reader
                found[info.filename] = archive.read(info)
        return found


def plain_records(content: bytes) -> list[list[str]] | None:
    """The records of a table that the csv module reads without a doubt; ``None`` for any other."""
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = "\t" if first.count("\t") > first.count(",") else ","
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None


def judged(holdings: Holdings, *regions: str, settings: Sequence[str] = (), **stated: str) -> Exposure:
    """The holdings under circumstances; adult and as of 2026-11-22 unless said otherwise."""
    if "born" not in stated:
        stated.setdefault("age", "adult")
    stated.setdefault("as_of", TODAY.isoformat())
    circumstances = policy.parse_circumstances(pack(), regions=regions, settings=settings, today=TODAY, **stated)  # type: ignore[arg-type]
    return exposure.judge(holdings, pack(), circumstances)


def items(holdings: Holdings) -> list[Item]:
    """Every item, in the order of the blocks."""
    return [Item(block, index) for block in holdings.blocks for index in range(len(block))]


@dataclass(frozen=True)
class Seen:
    """An item in plain words."""

    id: str
    kind: str | None
    data_category: str | None
    author: str
    audience: str
    date: str | None
    text: str


def seen(holdings: Holdings) -> list[Seen]:
    """Every item in plain words."""
    return [_seen(holdings, item.block, item.index) for item in items(holdings)]


def _seen(holdings: Holdings, block: Block, index: int) -> Seen:
    item = Item(block, index)
    return Seen(
        str(block.ref(index, holdings.has_several_archives)),
        block.kind,
        item.item_class.data_category,
        item.item_class.author.value,
        item.audience.value,
        block.date(index),
        block.text(index),
    )


def member(holdings: Holdings, name: str) -> list[Seen]:
    """The items of one member."""
    return [item for item in seen(holdings) if item.id.partition("#")[0] == name]


def codes(holdings: Holdings) -> list[str]:
    """The codes of all findings."""
    return [problem.code for problem in holdings.problems]
