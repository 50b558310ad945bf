"""An honest download of an invented member, and the ways to write one with something wrong about it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests import archives
from tests.archive import zips
from tests.archive.zips import Plan, Planned

NAME = "Complete_LinkedInDataExport_11-21-2026.zip"

WORDS = tuple(f"Words {number} of a remark" for number in range(1, 41))
PROFILE = archives.PROFILE.encode()
COMMENTS = archives.table(
    ("Date", "Link", "Message"),
    *(("2026-01-02 03:04:05", f"https://example.org/{n}", text) for n, text in enumerate(WORDS)),
).encode()
CONNECTIONS_HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
CONNECTIONS = archives.table(
    CONNECTIONS_HEADER,
    *(
        (f"Ada{n}", "Example", f"https://www.linkedin.com/in/ada-{n}-demo", "", "Beispiel AG", "Tester", "01 May 2023")
        for n in range(30)
    ),
).encode()
FILES: dict[str, bytes] = {"Profile.csv": PROFILE, "Connections.csv": CONNECTIONS, "Comments.csv": COMMENTS}
ROWS = {"Profile.csv": 1, "Connections.csv": 30, "Comments.csv": 40}
VICTIM = "Comments.csv"
LINES = {VICTIM: WORDS}


def members(**lies: object) -> list[Planned]:
    """The members of the download; the lies are told of the last one, the comments."""
    return [
        Planned("Profile.csv", PROFILE),
        Planned("Connections.csv", CONNECTIONS),
        Planned(VICTIM, **{"data": COMMENTS, **lies}),  # type: ignore[arg-type]
    ]


def file_of(raw: Callable[[], bytes], name: str = NAME) -> Callable[[Path], Path]:
    """Writes bytes that are made when they are needed."""
    return lambda folder: zips.write(folder, raw(), name)


def zip_of(planned: Sequence[Planned], plan: Plan | None = None) -> Callable[[Path], Path]:
    """Writes an archive as planned."""
    return file_of(lambda: zips.build(planned, plan))


def with_files(files: Mapping[str, str | bytes]) -> Callable[[Path], Path]:
    """Writes the honest download with further files, or other ones of the same name."""
    content = {**FILES, **{name: text.encode() if isinstance(text, str) else text for name, text in files.items()}}
    return zip_of([Planned(name, data) for name, data in content.items()])


def honest(plan: Plan | None = None) -> bytes:
    """The bytes of the honest download, ended as planned."""
    return zips.build(members(), plan)
