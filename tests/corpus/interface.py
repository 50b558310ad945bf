"""The portability interface: JSON that is damaged, hostile or of another sort than the snapshot."""

import json

from tests.corpus.case import Case
from tests.corpus.download import ROWS, file_of, with_files

COLUMNS = ("Date", "Link", "Message")
DAY = "2026-01-02 03:04:05"
LINK = "https://example.org/1"
LABEL = "x.json#ALL_COMMENTS"


def rows_text(*rows: str, domain: str = "ALL_COMMENTS") -> bytes:
    """A snapshot of rows that are already written."""
    return f'{{"elements": [{{"snapshotDomain": "{domain}", "snapshotData": [{", ".join(rows)}]}}]}}'.encode()


def comment(message: str) -> str:
    """A row with its message, which is already written."""
    return f'{{"Date": "{DAY}", "Link": "{LINK}", "Message": {message}}}'


GOOD = comment('"fine"')


def beside(name: str, *rows: str, codes: tuple[str, ...] = (), aside: int = 0, texts: tuple[str, ...] = ()) -> Case:
    """A snapshot with a good row before and one behind, beside the download."""
    return Case(
        name=name,
        make=with_files({"x.json": rows_text(GOOD, *rows, GOOD)}),
        status="warn" if codes else "full",
        codes=codes,
        rows={**ROWS, LABEL: 2 + len(rows)},
        aside={LABEL: aside},
        texts={LABEL: ("fine", *texts)},
    )


def alone(name: str, raw: bytes, label: str, rows: int, codes: tuple[str, ...] = (), status: str = "full") -> Case:
    return Case(name=name, make=file_of(lambda: raw, "x.json"), status=status, codes=codes, rows={label: rows})


DEPTH = 100_000
EVENT = {"resourceName": "messages", "method": "CREATE", "activityId": "1", "capturedAt": 1, "activity": {"a": [1]}}
RECOMMENDED = json.dumps({"First Name": "Otto", "Last Name": "Probe", "Text": "Good", "Status": "VISIBLE"})

CASES = (
    beside("a snapshot beside the download", comment('"more"'), texts=("more",)),
    beside("a row nested a hundred thousand deep", '{"a":' * DEPTH + "1" + "}" * DEPTH, codes=("W_JSON",), aside=1),
    beside("brackets a hundred thousand deep", "[" * DEPTH + "]" * DEPTH, codes=("W_JSON",), aside=1),
    beside("numbers beyond all numbers", comment("1e999"), comment("9" * 5000), texts=("1e999", "9" * 5000)),
    beside("a number that is none", comment("NaN"), texts=("NaN",)),
    beside("half a character", comment('"half \\ud800"'), codes=("W_ENCODING",), texts=("half \\uD800",)),
    beside("a row that is no object", "[1]", '"text"', "null", codes=("W_JSON",), aside=3),
    beside("a row with a quote too many", comment('"He said "hi" to me"'), codes=("W_JSON",), aside=1),
    beside("a zero byte in a row", comment('"a\\u0000b"'), codes=("W_NUL",)),
    Case(
        name="a name that stands twice in a row",
        make=file_of(lambda: rows_text('{"Date": "2026-01-02", "Message": "one", "Message": "two"}'), "x.json"),
        status="warn",
        codes=("W_DUP_COLUMNS", "W_DRIFT"),
        rows={LABEL: 1},
    ),
    Case(
        name="a snapshot that breaks off",
        make=with_files({"x.json": rows_text(GOOD, GOOD)[:-60]}),
        status="warn",
        codes=("W_JSON",),
        rows={**ROWS, LABEL: 2},
        aside={LABEL: 1},
    ),
    Case(
        name="json that is none",
        make=with_files({"x.json": b'{"elements": [{'}),
        status="warn",
        codes=("W_JSON",),
        rows=ROWS,
        named=("x.json",),
    ),
    Case(
        name="rows that share no column",
        make=with_files({"x.json": rows_text(*(f'{{"k{n}": 1}}' for n in range(20_000)))}),
        status="warn",
        codes=("W_TOO_MANY_COLUMNS",),
        rows=ROWS,
    ),
    Case(
        name="more domains than there are",
        make=with_files(
            {"x.json": json.dumps([{"snapshotDomain": f"D{n}", "snapshotData": [{}]} for n in range(5000)])}
        ),
        status="warn",
        codes=("W_JSON",),
        rows=ROWS,
    ),
    Case(
        name="json of somebody else beside the download",
        make=with_files({"package.json": b'{"name": "x"}'}),
        codes=("W_UNKNOWN_FILE",),
        rows=ROWS,
    ),
    Case(
        name="json of somebody else alone",
        make=file_of(lambda: b'{"name": "x"}', "package.json"),
        status="refuse",
        codes=("E_NOT_LINKEDIN",),
    ),
    alone("a list of changes", json.dumps({"elements": [EVENT]}).encode(), "x.json", 0, ("W_CHANGELOG",), "warn"),
    alone(
        "moments in milliseconds",
        rows_text(f'{{"Date": 1764583200000, "Link": "{LINK}", "Message": "hi"}}'),
        LABEL,
        1,
        ("W_EPOCH_DATE",),
    ),
    alone(
        "recommendations of both directions",
        rows_text(RECOMMENDED, domain="RECOMMENDATIONS"),
        "x.json#RECOMMENDATIONS",
        1,
        ("W_DIRECTION",),
    ),
    alone("a domain of another year", rows_text(GOOD, domain="NEW"), "x.json#NEW", 1, ("W_UNKNOWN_FILE",)),
    Case(
        name="a text of a hundred million characters",
        make=file_of(lambda: rows_text(comment('"' + "x" * 100_000_000 + '"')), "x.json"),
        status="warn",
        codes=("W_FIELD_TOO_LONG",),
        rows={LABEL: 1},
        seconds=20.0,
        mib=700,
        heavy=True,
    ),
)
