"""Content: text that is harmless here and harmful elsewhere, and must arrive as it was written."""

import struct
import zlib

from tests.archive.zips import Planned
from tests.corpus.case import Case
from tests.corpus.download import ROWS, members, with_files, zip_of
from tests.corpus.table import comments, row, table

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "=HYPERLINK(1)", "\t=1+1", " =1+1",
    "\u00a0=1+1", "\u200b=1+1",
    "\ufeff=1+1", "'=1+1", "|calc", "%00=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM", "=1+1;2",
    "--1", "+-1", "@@", "=\u0001",
    "=IMPORTXML(1)", "=DDE(1)", "=WEBSERVICE(1)", "=@a",
)  # fmt: skip
HTML = (
    "<b>bold</b>", "<img src=x onerror=alert(1)>", "<img src='file:///etc/passwd'>", "<img src='//host/share/x.png'>",
    "<script>alert(1)</script>", "<svg onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<iframe src=x>",
    "<style>*{display:none}</style>", "<meta http-equiv=refresh>", "<base href=//x>",
    "<form action=x>", "<input autofocus>",
    "<math><mi>x</mi></math>", "<table><td>", "<!-- x", "</body>", "&lt;b&gt;", "&#60;b&#62;",
    "<![CDATA[x]]>", "<?xml x?>",
    "<object data=x>",
)  # fmt: skip
LOGS = ("a\x1b[2Jb", "a\x08\x08b", "\x1b]0;title\x07", "ERROR forged", "%s %n {0} {}", "$(id)", "`id`", "\x9b31m")
LIKE = (
    "https://linkedin.com@example.org/",
    "https://xn--lnkedin-r2a.com/",
    "https://l\u0456nkedin.com/",
    "http://[::1]/",
    "file:///etc/passwd",
    "\\\\host\\share",
    "javascript:alert(1)",
)
PAGE = "Articles/Articles/one.html"


def texts(name: str, *cells: str) -> Case:
    """Comments of these texts, which must arrive unchanged."""
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in cells)
    return table(name, comments(*map(row, quoted)), len(cells), *cells)


def page(name: str, body: bytes, *wanted: str, codes: tuple[str, ...] = (), **more: object) -> Case:
    """An article with such a body."""
    content = b"<html><head><title>On testing</title></head><body>" + body
    return Case(
        name=name,
        make=with_files({PAGE: content}),
        status="warn" if codes else "full",
        codes=codes,
        named=(PAGE,) if codes else (),
        rows={**ROWS, PAGE: 1},
        texts={PAGE: wanted},
        **more,  # type: ignore[arg-type]
    )


def picture(width: int, height: int) -> bytes:
    """A PNG that declares a size and holds nothing of it."""
    head = b"IHDR" + struct.pack(">2L5B", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">L", 13) + head + struct.pack(">L", zlib.crc32(head))


CASES = (
    texts("texts that a spreadsheet would compute", *FORMULAS),
    texts("texts of HTML", *HTML),
    texts("texts that forge a log or command a terminal", *LOGS),
    texts("addresses that look like others", *LIKE),
    texts("texts longer than a cell of a spreadsheet", "x" * 40_000, "\U0001f600" * 20_000, "a\n" * 300),
    table("70,000 addresses", comments(*(row(f"https://example.org/{n}") for n in range(70_000))), 70_000, heavy=True),
    table("one text that repeats a small pattern", comments(row('"' + "a a" * 30_000 + '!"')), 1, "a a" * 100),
    page(
        "an article of 200,000 nested elements", b"<div>" * 200_000 + b"deep" + b"</div>" * 200_000, "deep", heavy=True
    ),
    page("an article of elements that never end", b"<a " * 100_000 + b"<p>on", heavy=True),
    page("an article of nothing but openings", b"<" * 300_000 + b"<!--" * 50_000 + b"&#" * 50_000, heavy=True),
    page("an article in no known encoding", b"caf\xe9 <p>end</p>", "caf\\xe9", "end", codes=("W_ENCODING",)),
    page("an article of a number without end", b"<p>&#" + b"9" * 5000 + b";</p><p>end</p>", "&#9999", "end"),
    page("an article of comments that never end", b"<p>start</p>" + b"<!-- words " * 50_000, "start", "words"),
    page("an article whose script never ends", b"<p>start</p><script>alert(1)<p>words</p>", "start", "words"),
    page("an article with an end in its attributes", b"<p title='a > b' class=x>words</p>", "words"),
    page("an article of marked sections", b"<![CDATA[" * 50_000 + b"<p>words</p>", "words"),
    page(
        "an article of 12 MB",
        b"<p>start</p>" + b"<p>more words</p>\n" * 700_000,
        "start",
        codes=("W_OVERSIZE_MEMBER",),
        heavy=True,
    ),
    page(
        "an article with a script and a remote picture",
        b"<script>alert(1)</script><img src=https://example.org/x.png><p>words</p>",
        "words",
    ),
    Case(
        name="a picture that declares 14 GB",
        make=zip_of([*members(), Planned("-1169023372.png", picture(60_000, 60_000))]),
        codes=("W_UNKNOWN_FILE",),
        rows=ROWS,
    ),
    Case(
        name="a program with the name of a picture",
        make=zip_of([*members(), Planned("photo.jpg.exe", b"MZ" + bytes(500))]),
        codes=("W_UNKNOWN_FILE",),
        named=("photo.jpg.exe",),
        rows=ROWS,
    ),
)
