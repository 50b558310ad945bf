"""Foreign: what a person may choose in place of the download, and downloads that hold little."""

import random

from tests.archive.zips import Planned, build
from tests.corpus.case import Case
from tests.corpus.download import CONNECTIONS, LINES, PROFILE, ROWS, file_of, with_files, zip_of

CHANCE = random.Random(4).randbytes(5000)  # noqa: S311 - the same bytes each time
SIGN_IN = b"<!DOCTYPE html><html><title>Sign in</title><body>Sign in to continue</body></html>"


def no_zip(name: str, raw: bytes, code: str = "E_NOT_ZIP") -> Case:
    return Case(name=name, make=file_of(lambda: raw), status="refuse", codes=(code,))


def not_ours(name: str, code: str = "E_NOT_LINKEDIN", /, **files: bytes) -> Case:
    planned = [Planned(path.replace("__", "/").replace("_dot_", "."), data) for path, data in files.items()]
    return Case(name=name, make=zip_of(planned), status="refuse", codes=(code,))


CASES = (
    no_zip("a file of no bytes", b"", "E_EMPTY_FILE"),
    no_zip("a sign-in page saved in place of the download", SIGN_IN),
    no_zip("a document", b"%PDF-1.7\n" + bytes(90)),
    no_zip("another kind of archive", b"\x1f\x8b\x08\0" + bytes(90)),
    no_zip("bytes by chance", CHANCE),
    Case(
        name="a workbook",
        make=file_of(
            lambda: build([Planned("[Content_Types].xml", b"<x/>"), Planned("xl/workbook.xml", b"<x/>")]), "a.xlsx"
        ),
        status="refuse",
        codes=("E_NOT_ZIP",),
    ),
    Case(name="an archive of no files", make=file_of(lambda: build([])), status="refuse", codes=("E_NOT_LINKEDIN",)),
    not_ours(
        "the download of another network",
        "E_OTHER_PLATFORM",
        your_facebook_activity__posts__your_posts_1_dot_json=b"[]",
        connections__friends__your_friends_dot_html=b"<html><body>friends</body></html>",
    ),
    not_ours(
        "the download of a search engine",
        "E_OTHER_PLATFORM",
        Takeout__archive_browser_dot_html=b"<html><body>Takeout</body></html>",
        Takeout__Contacts__All_dot_csv=b"Name,Phone 1 - Value\nAda,1\n",
    ),
    not_ours(
        "the download of a forum, with names that LinkedIn gives too",
        "E_OTHER_PLATFORM",
        comments_dot_csv=b"id,permalink,date,ip,subreddit,body\n1,x,2026-02-03,,birds,Hi\n",
        messages_dot_csv=b"id,permalink,thread_id,date,ip,from,to,subject,body\n1,x,t,2026-02-03,,a,b,Hello,Hi\n",
    ),
    Case(
        name="a table of another network among LinkedIn's",
        make=with_files({"forum/messages.csv": b"id,permalink,thread_id,date,from,to,body\n1,x,t,2026-02-03,a,b,Hi\n"}),
        codes=("W_OTHER_PLATFORM",),
        rows={**ROWS, "forum/messages.csv": 1},
    ),
    Case(
        name="a download whose files are all packed in a way that is not read",
        make=zip_of([Planned("Connections.csv", CONNECTIONS, method=9), Planned("Skills.csv", b"Name\n", method=9)]),
        status="refuse",
        codes=("E_NOTHING_READABLE",),
    ),
    not_ours("a table of something else", budget_dot_csv=b"Month,Amount\nMay,3\n"),
    not_ours("a source tree", src__main_dot_py=b"print(1)\n", README_dot_md=b"# x\n"),
    Case(
        name="a download with comments and without what every account has",
        make=with_files({}),
        codes=("W_INCOMPLETE",),
        rows=ROWS,
        texts=LINES,
    ),
    Case(
        name="messages that have not been fetched from a cloud",
        make=with_files({".messages.csv.icloud": b"bplist00"}),
        status="warn",
        codes=("W_NOT_FETCHED",),
        named=(".messages.csv.icloud",),
        rows=ROWS,
    ),
    Case(
        name="messages that a spreadsheet saved in its own form",
        make=with_files({"messages.xlsx": build([Planned("xl/workbook.xml", b"<workbook/>")])}),
        status="warn",
        codes=("W_SPREADSHEET",),
        named=("messages.xlsx",),
        rows=ROWS,
    ),
    Case(
        name="a partial download of profile and connections",
        make=zip_of([Planned("Profile.csv", PROFILE), Planned("Connections.csv", CONNECTIONS)]),
        codes=("W_PARTIAL_EXPORT",),
        rows={"Profile.csv": 1, "Connections.csv": 30},
    ),
    Case(
        name="a partial download of a single table",
        make=zip_of([Planned("Skills.csv", b"Name\nPatience\n")]),
        rows={"Skills.csv": 1},
    ),
    Case(
        name="a download in which all is empty",
        make=zip_of([Planned("Comments.csv", b"Date,Link,Message\n"), Planned("Shares.csv", b"")]),
        codes=("W_EMPTY_TABLE",),
        rows={"Comments.csv": 0, "Shares.csv": 0},
    ),
)
