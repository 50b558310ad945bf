"""Encodings: text that is written in another way than its neighbours, or is no text in places."""

from tests import archives
from tests.corpus.case import Case
from tests.corpus.download import ROWS, VICTIM, with_files

HEADER = "Date,Link,Message\n"


def lines(*messages: str) -> str:
    return HEADER + "".join(
        f'2026-01-02 03:04:05,https://example.org/{n},"{text}"\n' for n, text in enumerate(messages)
    )


def written(name: str, content: bytes, *texts: str, codes: tuple[str, ...] = (), rows: int | None = None) -> Case:
    """The download with its comments written in another way; every text must arrive."""
    return Case(
        name=name,
        make=with_files({VICTIM: content}),
        status="warn" if codes else "full",
        codes=codes,
        named=(VICTIM,) if codes else (),
        rows={**ROWS, VICTIM: len(texts) if rows is None else rows},
        texts={VICTIM: texts},
    )


CAFE = ("caf\u00e9 cr\u00e8me", "stra\u00dfe", "plain")
WORLD = ("caf\u00e9", "\u0416\u0443\u043a", "\u6f22\u5b57", "\U0001f600 smile")

CASES = (
    written("UTF-8 with a byte order mark", b"\xef\xbb\xbf" + lines(*WORLD).encode(), *WORLD),
    written("UTF-16 with a byte order mark", archives.utf16(lines(*WORLD)), *WORLD),
    written("UTF-16 the other way round", b"\xfe\xff" + lines(*WORLD).encode("utf-16-be"), *WORLD),
    written("UTF-16 without a mark", lines("plain", "text").encode("utf-16-le"), "plain", "text"),
    written(
        "UTF-16 with half a character at its end",
        archives.utf16(lines("one", "two")) + b"x",
        "one",
        "two",
        codes=("W_ENCODING", "W_REPAIRED"),
        rows=2,
    ),
    written(
        "UTF-16 with a lone surrogate",
        archives.utf16(lines("one")) + "2026-01-02 03:04:05,l,".encode("utf-16-le") + b"\x00\xd8\n\0",
        "one",
        "\\uD800",
        codes=("W_ENCODING",),
    ),
    written("Latin-1", lines(*CAFE).encode("latin-1"), *CAFE, codes=("W_ENCODING",)),
    written(
        "one byte that is no UTF-8",
        lines("caf\u00e9", "bad").encode().replace(b"bad", b"b\xe9d"),
        "caf\u00e9",
        "b\\xE9d",
        codes=("W_ENCODING",),
    ),
    written(
        "surrogates written as UTF-8",
        lines("caf\u00e9", "bad").encode().replace(b"bad", b"\xed\xa0\xbd\xed\xb8\x80"),
        "caf\u00e9",
        "\\xED\\xA0\\xBD",
        codes=("W_ENCODING",),
    ),
    written(
        "an overlong slash",
        lines("caf\u00e9", "bad").encode().replace(b"bad", b"\xc0\xaf"),
        "caf\u00e9",
        "\\xC0\\xAF",
        codes=("W_ENCODING",),
    ),
    written("a zero byte within a text", lines("a\0b", "c").encode(), "a\0b", "c", codes=("W_NUL",)),
    written(
        "a block of zeros within a text, as a bad disk leaves it",
        lines("a" + "\0" * 4096 + "b", "c").encode(),
        "a\0",
        "c",
        codes=("W_NUL",),
    ),
    Case(
        name="nothing but zeros",
        make=with_files({VICTIM: bytes(4096)}),
        status="warn",
        codes=("W_UNKNOWN_TABLE",),
        named=(VICTIM,),
        rows={name: rows for name, rows in ROWS.items() if name != VICTIM},
    ),
    written(
        "characters that XML forbids",
        lines("a\u0001b", "c\ufffed", "e\uffff").encode(),
        "a\u0001b",
        "c\ufffed",
        "e\uffff",
    ),
    written("text that turns its direction", lines("a\u202eb", "\u2066c\u2069").encode(), "a\u202eb", "\u2066c\u2069"),
    written(
        "line separators that end no line",
        lines("a\u2028b", "c\u0085d", "e\u000bf\u000cg\u001ch").encode(),
        "a\u2028b",
        "c\u0085d",
        "e\u000bf\u000cg\u001ch",
    ),
)
