"""Pseudonyms: one for each person in all files and in any order, and no name is left in the texts."""

import io
import json
from pathlib import Path

import pytest

from inspector.errors import Refused
from inspector.holdings import Holdings
from inspector.progress import Monitor
from inspector.report.formats.registry import FORMATS
from inspector.report.options import ReportOptions
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.pseudonyms import Pseudonymizer
from inspector.report.report import Report
from tests.archives import INVITATIONS, MESSAGES_HEADER, PROFILE, demo, folder, judged, read, table
from tests.report.reports import MOMENT

KEY = PseudonymKey(b"a key of thirty-two bytes or so.")
NORA = "https://www.linkedin.com/in/nora-beispiel"
OTTO = "https://www.linkedin.com/in/otto-probe"
MESSAGES = MESSAGES_HEADER + (
    f"c1,,Otto Probe,{OTTO},Nora Beispiel,{NORA},2026-01-02 03:04:05 UTC,Hi,"
    '"OTTO  probe here, ask Ada Muster or ada@muster.example; see www.linkedin.com/in/unknown-one",INBOX\n'
    f'c1,,Nora Beispiel,{NORA},"Otto Probe, Ada Muster",{OTTO},2026-01-03 03:04:05 UTC,Re,"Ottoman Probes stay",INBOX\n'
)
CONNECTIONS = table(
    ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
    ("Otto", "Probe", OTTO, "", "Firma", "Boss", "02 Jan 2024"),
    ("Ada", "Muster", "https://www.linkedin.com/in/ada", "ada@muster.example", "", "", "03 Jan 2024"),
)
FILES = {
    "Profile.csv": PROFILE,
    "Invitations.csv": INVITATIONS,
    "messages.csv": MESSAGES,
    "Connections.csv": CONNECTIONS,
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\nnora@beispiel.example,Yes,Yes,1/2/20\n",
    "Comments.csv": "Date,Link,Message\n2026-01-02 03:04:05,l,Thanks nora@beispiel.example and Ada-Muster!\n",
}


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    return read(folder(tmp_path, FILES))


def shown(holdings: Holdings, key: PseudonymKey = KEY) -> dict[str, str]:
    found = Report(judged(holdings, "DE"), MOMENT, options=ReportOptions(pseudonym_key=key))
    return {str(item.block.ref(item.index, with_archive=False)): found.get_text(item) for item in found.items()}


def test_nothing_of_other_people_is_left_and_the_owner_stays(holdings: Holdings) -> None:
    texts = shown(holdings)
    everything = " ".join(texts.values()).casefold()

    for word in ("otto probe", "ada muster", "ada-muster", "muster.example", "in/otto", "in/unknown", "in/ada"):
        assert word not in everything
    assert "nora" in everything
    assert "nora@beispiel.example" in everything
    assert "ottoman probes stay" in everything


def test_one_person_has_one_pseudonym_in_every_file_and_column(holdings: Holdings) -> None:
    people = Pseudonymizer(holdings, KEY)
    otto, ada = people.pseudonymize_name("Otto Probe"), people.pseudonymize_name("ada  muster")

    assert otto.startswith("Person ")
    assert ada.startswith("Person ")
    assert otto != ada
    assert (
        people.pseudonymize_address(OTTO + "/")
        == people.pseudonymize_address("linkedin.com/in/otto-probe?x=1")
        == f"address of {otto}"
    )
    assert people.pseudonymize_address("ADA@muster.example") == f"address of {ada}"
    texts = shown(holdings)
    assert texts["Connections.csv#1"].startswith(f"{otto} | ")
    assert texts["Comments.csv#1"] == f"Thanks nora@beispiel.example and {ada}!"


def test_the_same_key_gives_the_same_numbers_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = CONNECTIONS.splitlines(keepends=True)
    turned = {**FILES, "Connections.csv": rows[0] + rows[2] + rows[1]}
    one, other = (read(folder(tmp_path, files, name)) for files, name in ((FILES, "one"), (turned, "other")))

    assert [Pseudonymizer(h, KEY).pseudonymize_name("Otto Probe") for h in (one, other)] == [
        Pseudonymizer(one, KEY).pseudonymize_name("Otto Probe")
    ] * 2
    assert sorted(shown(one).values()) == sorted(shown(other).values())


def test_a_key_file_keeps_the_numbers_when_people_are_added(tmp_path: Path, holdings: Holdings) -> None:
    first = Pseudonymizer(holdings, KEY)
    path = tmp_path / "key.json"
    path.write_bytes(first.build_key_file())
    rows = "".join(f"Eva{n},Neu,https://www.linkedin.com/in/eva{n},,,,02 Jan 2024\n" for n in range(20))
    more = read(folder(tmp_path, {**FILES, "Connections.csv": CONNECTIONS + rows}, "more"))

    second = Pseudonymizer(more, PseudonymKey.read(path))

    for name in ("Otto Probe", "Ada Muster"):
        assert second.pseudonymize_name(name) == first.pseudonymize_name(name)
    assert len({second.pseudonymize_name(f"Eva{n} Neu") for n in range(20)}) == 20
    held = json.loads(second.build_key_file())
    assert {"Otto Probe", OTTO} <= {said for person in held["people"] for said in person["said"]}


@pytest.mark.parametrize("content", [b"", b"{}", b'{"key": "zz", "people": []}', b"[1]"])
def test_what_is_no_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(content)

    with pytest.raises(Refused, match="X_KEY"):
        PseudonymKey.read(path)


def test_another_key_numbers_people_anew() -> None:
    keys = [PseudonymKey(bytes([number]) * 32) for number in range(6)]

    assert len({json.dumps(sorted(shown(demo(), key).values())) for key in keys}) > 1


@pytest.mark.parametrize("suffix", [".csv", ".dat", ".html", ".txt", ".json"])
def test_no_format_tells_the_people_of_the_sample(suffix: str) -> None:
    exposure = judged(demo(), "DE")
    found = Report(exposure, MOMENT, options=ReportOptions(pseudonym_key=KEY))
    stream = io.BytesIO()
    FORMATS[suffix].write(found, stream, Monitor())
    told = stream.getvalue().decode("utf-8-sig").casefold()

    names = [key[2:] for key in Pseudonymizer(exposure.holdings, KEY)._numbers if key[0] == "a" or " " in key]
    assert len(names) > 20
    assert [name for name in names if name in told] == []


def test_each_recipient_of_a_message_to_several_is_a_person_of_their_own(tmp_path: Path) -> None:
    names = ("Ada One", "Ben Two", "Cy Three")
    urls = [f"https://www.linkedin.com/in/{name.split()[0].lower()}" for name in names]
    connections = table(
        ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"),
        *((*name.split(), url, "", "", "", "01 May 2023") for name, url in zip(names, urls, strict=True)),
    )
    pairs = [(0, 1), (1, 2), (0, 2)]
    messages = MESSAGES_HEADER + "".join(
        f'c{n},,Nora Beispiel,{NORA},"{names[a]}, {names[b]}","{urls[a]},{urls[b]}",2026-01-02 03:04:05 UTC,,Hi,INBOX\n'
        for n, (a, b) in enumerate(pairs)
    )
    holdings = read(
        folder(tmp_path, {"Profile.csv": PROFILE, "Connections.csv": connections, "messages.csv": messages})
    )

    people = Pseudonymizer(holdings, KEY)

    assert len({people.pseudonymize_text(name) for name in names}) == len(people) == len(names)
    assert len({people.pseudonymize_address(url) for url in urls}) == len(urls)
