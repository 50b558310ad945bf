"""Tables: everything that a CSV file can be wrong about, and what is odd and right."""

from collections.abc import Mapping

from tests import archives
from tests.archive.zips import Planned, build, swelling
from tests.corpus.case import Case
from tests.corpus.download import COMMENTS, CONNECTIONS_HEADER, ROWS, VICTIM, WORDS, file_of, members, with_files

DATE = "2026-01-02 03:04:05"
HEADER = "Date,Link,Message\n"
CONNECTIONS = ",".join(CONNECTIONS_HEADER) + "\n"
PERSON = "Ada,Example,https://www.linkedin.com/in/ada-demo,,Beispiel AG,Tester,"
NOTES = 'Notes:\n"Some e-mail addresses are missing from this list, as each person decides."\n\n'
OTHERS = {name: rows for name, rows in ROWS.items() if name != VICTIM}
VOTES = "Date,Link,OptionText\n"
RECOMMENDATION = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
REACTION = "2026-01-02 03:04:05,LIKE,https://example.org/feed/update/urn\n"


def table(
    name: str,
    text: str | bytes,
    rows: int,
    *texts: str,
    member: str = VICTIM,
    codes: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    aside: int = 0,
    **more: object,
) -> Case:
    """The download with one table of another content; ``codes`` are warnings, ``notes`` change nothing."""
    return Case(
        name=name,
        make=with_files({member: text}),
        status="warn" if codes else "full",
        codes=(*codes, *notes),
        named=(member,) if codes or notes else (),
        rows={**ROWS, member: rows},
        aside={member: aside},
        texts={member: texts} if texts else {},
        **more,  # type: ignore[arg-type]
    )


def comments(*lines: str, end: str = "\n") -> str:
    return end.join((HEADER.rstrip(), *lines)) + end


def row(text: str) -> str:
    return f"{DATE},https://example.org/1,{text}"


def swollen(
    name: str, head: str, line: str, times: int, tail: str = "", *, member: str = "Reactions.csv", **truth: object
) -> Case:
    """The download with a table so large that it is never in memory while it is written."""

    def raw() -> bytes:
        return build(
            [*members(), Planned(member, **swelling(line.encode() * 100, times // 100, head.encode(), tail.encode()))]
        )

    return Case(name=name, make=file_of(raw), heavy=True, **truth)  # type: ignore[arg-type]


SHARES = (
    "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    '2026-01-02 03:04:05,l,"one""\n""two",,,MEMBER_NETWORK\n'
)
LEARNING = (
    "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
    "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
    "One,Two,COURSE,2026-01-02 03:04 UTC,N/A,false,,\n"
)
ODD_DATES = (
    "2026-01-02 03:04:05",
    "2026-02-30 03:04:05",
    "yesterday",
    "0000-00-00 00:00:00",
    "99999-01-01 00:00:00",
    "2026-13-01 25:61:61",
    "",
    "\u0662\u0660\u0662\u0666-01-02 03:04:05",
)
LAWFUL: Mapping[str, str] = {
    "0001-01-01 00:00:00": "first",
    "9999-12-31 23:59:59": "last",
    "2024-02-29 00:00:00": "leap",
}

CASES = (
    table("an empty file", "", 0, notes=("W_EMPTY_TABLE",)),
    table("a file of line ends", "\n\r\n\n", 0, notes=("W_EMPTY_TABLE",)),
    table("a header and nothing else", HEADER, 0),
    table("a header without a line end", HEADER.rstrip(), 0),
    table("no header", comments(row("one"), row("two")).partition("\n")[2], 2, "one", "two", codes=("W_NO_HEADER",)),
    table(
        "a header in another language",
        comments(row("one")).replace(HEADER, "Datum,Verweis,Nachricht\n"),
        1,
        "one",
        notes=("W_DRIFT",),
    ),
    table(
        "a header that belongs to nothing",
        archives.table(("Foo", "Bar", "Baz"), ("a", "b", "one")),
        1,
        "one",
        codes=("W_DRIFT",),
    ),
    table("columns in another order", "Message,Link,Date\none,l,2026-01-02 03:04:05\n", 1, "one", notes=("W_DRIFT",)),
    table(
        "one column more than is known",
        "Date,Link,Message,Mood\n2026-01-02 03:04:05,l,one,glad\n",
        1,
        "one",
        notes=("W_DRIFT",),
    ),
    table("one column less than is known", "Date,Message\n2026-01-02 03:04:05,one\n", 1, "one", notes=("W_DRIFT",)),
    table(
        "rows that are too short", comments(row("one"), DATE + ",l", row("two")), 3, "one", "two", codes=("W_RAGGED",)
    ),
    table(
        "rows that are too long",
        comments(row("one"), row("two,and,more")),
        2,
        "one",
        "two,and,more",
        codes=("W_RAGGED",),
    ),
    table(
        "a quote that is never closed",
        comments(row("one"), row('"two'), row("three"), row("four")),
        4,
        "one",
        '"two',
        "three",
        "four",
        codes=("W_QUOTE",),
    ),
    table(
        "inch marks in two texts",
        comments(row('a 5" screen'), row("two"), row('a 7" one'), row("four")),
        4,
        'a 5" screen',
        'a 7" one',
    ),
    table(
        "two stray quotes that seem to belong together",
        comments(row('"one'), row("two"), row('three" x'), row("four")),
        4,
        '"one',
        "two",
        'three" x',
        "four",
        codes=("W_QUOTE",),
    ),
    table(
        "a quote that would swallow the rest",
        comments(*(row('"open' if n == 4 else f"text {n}.") for n in range(20))),
        20,
        *('"open' if n == 4 else f"text {n}." for n in range(20)),
        codes=("W_QUOTE",),
    ),
    table(
        "text behind a closing quote",
        comments(row("one"), row('"two" or'), row("three")),
        3,
        "one",
        '"two" or',
        "three",
        notes=("W_REPAIRED",),
    ),
    table("quotes within a text", comments(row('"say ""one"""'), row("5' 3\u2033")), 2, 'say "one"'),
    table(
        "row ends of all kinds",
        HEADER + row("one") + "\r\n" + row("two") + "\r" + row("three") + "\n",
        3,
        "one",
        "two",
        "three",
    ),
    table("row ends of an old Mac", comments(row("one"), row("two"), end="\r"), 2, "one", "two"),
    table("no line end at the end", comments(row("one"), row("two")).rstrip(), 2, "one", "two"),
    table(
        "blank lines between rows",
        VOTES + row("one") + "\n  \n\n" + row("two") + "\n",
        2,
        "one",
        "two",
        member="Votes.csv",
    ),
    table("line ends within a text", comments(row('"one\nand\r\nmore"'), row("two")), 2, "one", "two"),
    table(
        "a comment whose line ends were not quoted",
        comments(row("one"), "and more", row("two")),
        2,
        "one",
        "two",
        notes=("W_REPAIRED",),
    ),
    table(
        "a share whose lines were quoted one by one",
        SHARES,
        1,
        "one\ntwo",
        member="Shares.csv",
        notes=("W_REPAIRED",),
    ),
    table(
        "searches with commas that were not quoted",
        "Time,Search Query\n2026/01/02 03:04:05 UTC,one, two, three\n",
        1,
        "one, two, three",
        member="SearchQueries.csv",
        notes=("W_REPAIRED",),
    ),
    table(
        "a sentence in place of a table",
        "No conversations found",
        0,
        member="LearningCoachMessages.csv",
    ),
    table("a workbook named as a table", build([Planned("xl/workbook.xml", b"<x/>")]), 0, codes=("W_UNKNOWN_TABLE",)),
    table("a program named as a table", bytes(range(256)) * 20, 0, codes=("W_UNKNOWN_TABLE",)),
    table(
        "people who are called Null and NA",
        comments(*map(row, ("null", "NA", "None", "nan", "N/A", "NULL", "-", "#N/A"))),
        8,
        "null",
        "NA",
        "None",
        "nan",
        "N/A",
        "NULL",
        "#N/A",
    ),
    table(
        "numbers that begin with zero",
        comments(*map(row, ("007", "1e5", "0x1F", "1.50", "+49 30"))),
        5,
        "007",
        "1e5",
        "0x1F",
        "1.50",
        "+49 30",
    ),
    table(
        "dates that are none",
        VOTES + "".join(f"{date},l,text {n}\n" for n, date in enumerate(ODD_DATES)),
        8,
        *(f"text {n}" for n in range(8)),
        member="Votes.csv",
        codes=("W_BAD_DATE",),
    ),
    table(
        "dates at both ends of time",
        comments(*(f"{date},l,{text}" for date, text in LAWFUL.items())),
        3,
        *LAWFUL.values(),
    ),
    table("semicolons in place of commas", comments(row("one"), row("two")).replace(",", ";"), 2, "one", "two"),
    table("tabs in place of commas", comments(row("one"), row("two")).replace(",", "\t"), 2, "one", "two"),
    table(
        "connections without their preamble", CONNECTIONS + (PERSON + "01 May 2023\n") * 3, 3, member="Connections.csv"
    ),
    table(
        "connections with their preamble",
        NOTES + CONNECTIONS + (PERSON + "01 May 2023\n") * 3,
        3,
        member="Connections.csv",
    ),
    table(
        "connections with a longer preamble",
        NOTES + "And one more line,\nand another\n,,\n\n" + CONNECTIONS + (PERSON + "01 May 2023\n") * 3,
        3,
        member="Connections.csv",
    ),
    table("people who closed their accounts", CONNECTIONS + ",,,,,,02 Oct 2023\n" * 4, 4, member="Connections.csv"),
    table(
        "a last column without a name",
        LEARNING,
        1,
        "One",
        member="Learning.csv",
    ),
    table(
        "columns of one name",
        "Date,Link,Message,Message\n2026-01-02 03:04:05,l,one,two\n",
        1,
        "one",
        codes=("W_DUP_COLUMNS",),
        notes=("W_DRIFT",),
    ),
    table(
        "10,000 columns",
        HEADER.rstrip() + "".join(f",c{n}" for n in range(10_000)) + "\n" + row("one") + "," * 10_000 + "\n",
        1,
        "one",
        codes=("W_TOO_MANY_COLUMNS",),
        notes=("W_DRIFT",),
    ),
    table(
        "20,000 columns",
        HEADER.rstrip() + "".join(f",c{n}" for n in range(20_000)) + "\n" + row("one") + ",x" * 20_000 + "\n",
        1,
        "one",
        codes=("W_TOO_MANY_COLUMNS",),
        notes=("W_DRIFT",),
    ),
    table(
        "a cell of 200,000 characters",
        comments(row("x" * 200_000), row("two")),
        2,
        "x" * 200_000,
        "two",
        codes=("W_FIELD_TOO_LONG",),
    ),
    table(
        "60,000 quotes that open and never close",
        comments(*(row(f'"{n}') for n in range(30_000))),
        30_000,
        codes=("W_QUOTE",),
        heavy=True,
        seconds=10,
    ),
    table(
        "a header that several kinds share, and a name that says nothing",
        archives.table(
            RECOMMENDATION, ("Ada", "Example", "Beispiel AG", "Tester", "one", "05/01/23, 03:04 PM", "VISIBLE")
        ),
        1,
        "one",
        member="Zukunft.csv",
        codes=("W_RIVAL_KINDS",),
    ),
    table(
        "a table in another language, told by what its cells look like",
        archives.table(
            ("Datum", "Verweis"),
            (DATE, "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7528794181076627545"),
        ),
        1,
        member="Verbindungen.csv",
        notes=("W_TOLD_BY_SHAPE",),
    ),
    table(
        "patents, of which only the name is known",
        archives.table(("Eins", "Zwei"), ("a", "one")),
        1,
        "one",
        member="Patents.csv",
        notes=("W_NAME_ONLY",),
    ),
    table(
        "days before months, as a spreadsheet in Britain saves them",
        "Date,Link,Message\n05/03/2024 10:00,l,one\n17/09/2025 09:00,l,two\n",
        2,
        "one",
        "two",
        codes=("W_DAY_FIRST",),
    ),
    table(
        "dates that can be read in two ways",
        "Date,Link,Message\n05/03/2024 10:00,l,one\n07/09/2025 09:00,l,two\n",
        2,
        "one",
        "two",
        codes=("W_AMBIGUOUS_DATE",),
    ),
    table(
        "connections in French",
        archives.table(
            ("Prénom", "Nom", "URL", "Adresse e-mail", "Entreprise", "Poste", "Date de connexion"),
            ("Ada", "Exemple", "https://www.linkedin.com/in/ada-demo", "", "Essai", "one", "01 May 2023"),
        ),
        1,
        "one",
        member="Relations.csv",
        notes=("W_TRANSLATED",),
    ),
    table(
        "private messages under the name of another file",
        archives.MESSAGES_HEADER
        + "c,,Nora Beispiel,https://www.linkedin.com/in/nora,Otto Probe,https://www.linkedin.com/in/otto,"
        + f"{DATE} UTC,,one,INBOX\n",
        1,
        "one",
        member="coach_messages.csv",
        codes=("W_NAME_CONTRADICTED",),
    ),
    table(
        "a table of nothing that is known",
        archives.table(("Eins", "Zwei"), ("a", "one")),
        1,
        "one",
        member="Zukunft.csv",
        notes=("W_UNKNOWN_FILE",),
    ),
    swollen(
        "a cell of 100 MB",
        HEADER + row('"'),
        "0123456789",
        10_000_000,
        '"\n' + row("two") + "\n",
        member="Comments_2.csv",
        mib=640,
        status="warn",
        codes=("W_FIELD_TOO_LONG",),
        named=("Comments_2.csv",),
        rows={**ROWS, "Comments_2.csv": 2},
    ),
    swollen("300,000 rows", "Date,Type,Link\n", REACTION, 300_000, rows={**ROWS, "Reactions.csv": 300_000}),
    swollen(
        "1,048,600 rows, more than a sheet can hold",
        "Date,Type,Link\n",
        REACTION,
        1_048_600,
        rows={**ROWS, "Reactions.csv": 1_048_600},
    ),
    swollen(
        "more than five million rows",
        "Date,Type,Link\n",
        "2026-01-02 03:04:05,LIKE,l\n",
        5_000_100,
        status="refuse",
        codes=("E_TOO_LARGE",),
    ),
    Case(
        name="a table that repeats what it must not",
        make=with_files({"Comments_2.csv": COMMENTS}),
        codes=("W_COPY",),
        named=("Comments_2.csv",),
        rows={**ROWS, "Comments_2.csv": 40},
        texts={VICTIM: WORDS},
    ),
)
