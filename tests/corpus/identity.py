"""Who the owner is: archives that differ in it, and messages that do not show it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests import archives
from tests.archive.zips import Planned, build
from tests.corpus.case import Case
from tests.corpus.download import PROFILE, ROWS, file_of, members, with_files, zip_of

REGISTRATION = 'Registered At,Registration Ip,Subscription Types\n"{moment}",192.0.2.44,Basic\n'
MAIL = "Email Address,Confirmed,Primary,Updated On\n{mail},Yes,Yes,\n"
INVITATIONS = archives.INVITATIONS
MARRIED = PROFILE.replace(b"Nora,Beispiel", b"Nora,Verheiratet")
MESSAGES = archives.table(
    archives.MESSAGES_HEADER.strip().split(","),
    ["c1", "", "Ina Muster", "", "Otto Probe", "", "2026-01-02 03:04:05 UTC", "", "Hello", "INBOX"],
    ["c1", "", "Otto Probe", "", "Ina Muster", "", "2026-01-02 03:05:05 UTC", "", "Hello back", "INBOX"],
)


def two(first: Mapping[str, str], second: Mapping[str, str | bytes]) -> Callable[[Path], tuple[Path, ...]]:
    """The download with further files, and a second archive that holds only what is named."""

    def write(folder: Path) -> tuple[Path, ...]:
        planned = [Planned(name, text.encode()) for name, text in first.items()]
        others = [Planned(name, text if isinstance(text, bytes) else text.encode()) for name, text in second.items()]
        return zip_of([*members(), *planned])(folder), file_of(lambda: build(others), "other.zip")(folder)

    return write


def differing(name: str, first: Mapping[str, str], second: Mapping[str, str | bytes], *codes: str) -> Case:
    """Two archives of one person that differ in who that is."""
    return Case(name=name, make=two(first, second), status="warn", codes=codes)


CASES = (
    differing(
        "a second archive under a married name, with the same mail address",
        {"Email Addresses.csv": MAIL.format(mail="nora@example.org")},
        {"Profile.csv": MARRIED, "Email Addresses.csv": MAIL.format(mail="Nora@Example.org")},
        "W_OTHER_NAME",
    ),
    differing(
        "a second archive with another profile address under the same name",
        {"Invitations.csv": INVITATIONS},
        {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS.replace("nora-beispiel", "nora-b")},
        "W_OTHER_ADDRESS",
    ),
    differing(
        "a second archive with other mail addresses under the same name",
        {"Email Addresses.csv": MAIL.format(mail="nora@example.org")},
        {"Profile.csv": PROFILE, "Email Addresses.csv": MAIL.format(mail="beispiel@example.org")},
        "W_OTHER_MAIL",
    ),
    differing(
        "a second archive of an account that was opened anew with the same mail address",
        {
            "Email Addresses.csv": MAIL.format(mail="nora@example.org"),
            "Registration.csv": REGISTRATION.format(moment="2/7/11, 7:20 PM"),
        },
        {
            "Email Addresses.csv": MAIL.format(mail="nora@example.org"),
            "Registration.csv": REGISTRATION.format(moment="3/8/19, 8:21 AM"),
        },
        "W_OTHER_REGISTRATION",
    ),
    Case(
        name="messages that do not show which of two people the owner is",
        make=with_files({"messages.csv": MESSAGES}),
        status="warn",
        codes=("W_OWNER_UNKNOWN",),
        named=("messages.csv",),
        rows={**ROWS, "messages.csv": 2},
    ),
)
