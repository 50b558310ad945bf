"""Names: paths that lead out, names that lie, names that two systems read differently, files in the wrong place."""

import struct
import zlib

from tests.archive.zips import Plan, Planned, build
from tests.corpus.case import Case
from tests.corpus.download import COMMENTS, CONNECTIONS, FILES, PROFILE, ROWS, file_of, members, zip_of

VOTES = b"Date,Link,OptionText\n2026-01-02 03:04:05,https://example.org/1,Yes\n2026-01-03 03:04:05,https://example.org/2,No\n"
IMPOSTOR = CONNECTIONS.partition(b"\n")[0] + b"\nEve,Impostor,,,,,01 May 2023\n"
LONG = "n" * 999 + "\u2026" + "n" * 20 + ".csv"
BIDI = "Votes\u202evsc.csv"


def also(name: str, *extra: Planned, shown: str = "", rows: int = 2, codes: tuple[str, ...] = ()) -> Case:
    """The download and one member more, which is shown whatever its name is like."""
    return Case(
        name=name,
        make=zip_of([*members(), *extra]),
        status="warn" if codes else "full",
        codes=codes,
        named=(shown,) if codes else (),
        rows={**ROWS, shown: rows} if shown else ROWS,
    )


def unsafe(name: str, written: str | bytes, shown: str | None = None) -> Case:
    """A name that would do harm as a path: a warning, and the table is read all the same."""
    label = written if isinstance(written, str) else written.decode()
    return also(name, Planned(written, VOTES), shown=shown or label, codes=("W_UNSAFE_NAME",))


def closed(name: str, code: str, member: Planned) -> Case:
    """A member that is none of ours to read."""
    label = member.name if isinstance(member.name, str) else member.name.decode()
    return Case(name=name, make=zip_of([*members(), member]), status="warn", codes=(code,), named=(label,), rows=ROWS)


def under(top: str, *more: Planned) -> list[Planned]:
    return [*(Planned(f"{top}{name}", data) for name, data in FILES.items()), *more]


def better_name(raw: bytes, text: str) -> bytes:
    content = struct.pack("<BL", 1, zlib.crc32(raw)) + text.encode()
    return struct.pack("<2H", 0x7075, len(content)) + content


CASES = (
    unsafe("a name that leads out of the archive", "../../Votes.csv"),
    unsafe("a name that leads out from within", "Jobs/../../Votes.csv"),
    unsafe("a name that leads out by backslashes", "..\\..\\Votes.csv", "../../Votes.csv"),
    unsafe("an absolute name", "/etc/cron.d/Votes.csv"),
    unsafe("a name with a drive", "C:\\Users\\Votes.csv", "C:/Users/Votes.csv"),
    unsafe("a name on another computer", "\\\\server\\share\\Votes.csv", "//server/share/Votes.csv"),
    unsafe("a name with a hidden stream", "a.txt:Votes.csv"),
    unsafe("a name that is a device", "NUL.csv"),
    unsafe("a name that is a port", "Jobs/com1.csv"),
    unsafe("a name that turns its direction", BIDI, "Votes[U+202E]vsc.csv"),
    unsafe("a name with a line end and a colour", "Votes\n\x1b[31m.csv", "Votes\u240a\u241b[31m.csv"),
    Case(
        name="a name of 2,000 characters",
        make=zip_of([*members(), Planned("n" * 1996 + ".csv", VOTES)]),
        status="warn",
        codes=("W_UNSAFE_NAME",),
        named=(LONG,),
        rows={**ROWS, LONG: 2},
    ),
    Case(
        name="no name at all",
        make=zip_of([*members(), Planned("", VOTES)]),
        status="warn",
        codes=("W_UNSAFE_NAME",),
        named=("(no name)",),
        rows={**ROWS, "(no name)": 2},
    ),
    also(
        "a name with a zero character",
        Planned("Votes.csv\0.csv", VOTES),
        shown="Votes.csv\u2400.csv",
        codes=("W_NAME_NUL",),
    ),
    also(
        "an impostor that differs by a zero character",
        Planned("Connections.csv\0", IMPOSTOR),
        shown="Connections.csv\u2400",
        codes=("W_NAME_NUL",),
        rows=1,
    ),
    also(
        "a name that is not the UTF-8 it says",
        Planned(b"Vot\x82s.csv", VOTES),
        shown="Vot\u00e9s.csv",
        codes=("W_NAME_ENCODING",),
    ),
    also("a name in the code page of its time", Planned(b"Vot\x82s.csv", VOTES, flags=0), shown="Vot\u00e9s.csv"),
    also(
        "a name that comes with a better one",
        Planned(b"Vot_s.csv", VOTES, flags=0, extra=better_name(b"Vot_s.csv", "Vot\u0119s.csv")),
        shown="Vot\u0119s.csv",
    ),
    also(
        "a name of HTML",
        Planned("<img src=x onerror=alert(1)>Votes.csv", VOTES),
        shown="<img src=x onerror=alert(1)>Votes.csv",
    ),
    also("a name that starts where one stands", Planned("./Votes.csv", VOTES), shown="Votes.csv"),
    also("a name with the number of a member", Planned("Votes_34875879.csv", VOTES), shown="Votes_34875879.csv"),
    Case(
        name="two files of one name",
        make=zip_of([*members(), Planned("Connections.csv", IMPOSTOR)]),
        status="warn",
        codes=("W_DUPLICATE",),
        named=("Connections.csv (2)",),
        rows={**ROWS, "Connections.csv (2)": 1},
    ),
    also(
        "names that differ by case only",
        Planned("COMMENTS.csv", COMMENTS),
        shown="COMMENTS.csv",
        rows=40,
        codes=("W_NAME_COLLISION", "W_COPY"),
    ),
    Case(
        name="names that differ by how an accent is written",
        make=zip_of([*members(), Planned("Vot\u00e9s.csv", VOTES), Planned("Vote\u0301s.csv", VOTES)]),
        status="warn",
        codes=("W_NAME_COLLISION", "W_COPY"),
        named=("Vote\u0301s.csv",),
        rows={**ROWS, "Vot\u00e9s.csv": 2, "Vote\u0301s.csv": 2},
    ),
    closed("a member that is a link", "W_LINK_MEMBER", Planned("Votes.csv", b"/etc/passwd", mode=0o120777)),
    closed("a member that is a device", "W_NOT_REGULAR", Planned("Votes.csv", b"", mode=0o020644)),
    closed("a member that is a pipe", "W_NOT_REGULAR", Planned("Votes.csv", b"", mode=0o010644)),
    closed("a folder with the name of a table", "W_DIR_AS_FILE", Planned("Votes.csv/", mode=0o040755, method=0)),
    closed("an archive beside the tables", "W_NESTED", Planned("old.zip", build([Planned("Votes.csv", VOTES)]))),
    Case(name="one folder around everything", make=zip_of(under("My download/")), rows=ROWS),
    Case(
        name="an archive packed again on a Mac",
        make=zip_of(
            [
                *under("Download/"),
                *(Planned(f"__MACOSX/Download/._{name}", b"\0\5\x16\7" + bytes(99)) for name in FILES),
                Planned("Download/.DS_Store", b"\0\0\0\1Bud1"),
            ]
        ),
        rows=ROWS,
    ),
    Case(
        name="the shadow of a table and not the table",
        make=zip_of([*members(), Planned("__MACOSX/._messages.csv", b"\0\5\x16\7")]),
        rows=ROWS,
    ),
    Case(
        name="the downloads of two persons",
        make=zip_of([*under("ada/"), *under("ben/")]),
        status="refuse",
        codes=("E_AMBIGUOUS_ROOT",),
    ),
    Case(
        name="an archive within an archive",
        make=file_of(lambda: build([Planned("download.zip", build(members()))]), "download.zip.zip"),
        status="refuse",
        codes=("E_NESTED_ARCHIVE",),
    ),
    Case(
        name="a second profile of another person",
        make=zip_of([*members(), Planned("old/Profile.csv", PROFILE.replace(b"Nora,Beispiel", b"Otto,Probe"))]),
        status="warn",
        codes=("W_OTHER_OWNER",),
        named=("old/Profile.csv",),
        rows={**ROWS, "old/Profile.csv": 1},
    ),
    Case(
        name="the archives of two persons",
        make=lambda folder: (
            zip_of(members(), Plan())(folder),
            file_of(
                lambda: build([Planned("Profile.csv", PROFILE.replace(b"Nora,Beispiel", b"Otto,Probe"))]), "other.zip"
            )(folder),
        ),
        status="refuse",
        codes=("E_TWO_OWNERS",),
    ),
)
