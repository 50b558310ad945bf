"""A key file is what this program writes or it is refused, and exports at once lose none of its numbers."""

import contextlib
import json
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.private_dir import lock_siblings
from inspector.report import pseudonym_key
from inspector.report.formats.registry import save_key
from inspector.report.options import ReportOptions
from inspector.report.pseudonym_key import PseudonymKey, encode_key
from inspector.report.report import Report
from tests.archives import folder, judged, read
from tests.report.reports import MOMENT

ROOT = Path(__file__).parents[2]
SECRET = bytes(range(32))
PEOPLE = {1: (["Ada Muster"], ["n:ada muster"]), 2: (["Otto Probe"], ["a:otto@example.com", "n:otto probe"])}
SOUND: dict[str, Any] = json.loads(encode_key(SECRET, PEOPLE))
ADA, OTTO = SOUND["people"]
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found = PseudonymKey.read(written(tmp_path / "key", encode_key(SECRET, PEOPLE)))

    assert found == PseudonymKey(SECRET, {"n:ada muster": 1, "a:otto@example.com": 2, "n:otto probe": 2})


def test_where_no_file_is_there_is_no_key(tmp_path: Path) -> None:
    assert PseudonymKey.find(tmp_path / "key") is None


def people(*records: object) -> dict[str, Any]:
    return {**SOUND, "people": list(records)}


WRONG = {
    "an empty secret": {**SOUND, "key": ""},
    "a short secret": {**SOUND, "key": "ab" * 31},
    "a secret that is no text": {**SOUND, "key": 5},
    "no secret": {name: value for name, value in SOUND.items() if name != "key"},
    "a newer schema": {**SOUND, "schema": 2},
    "people that are no list": {**SOUND, "people": {"a": 1}},
    "a person that is no table": people(5),
    "one number for two people": people(ADA, {**OTTO, "number": 1, "pseudonym": "Person 1"}),
    "one name for two people": people(ADA, {**OTTO, "known_by": ADA["known_by"]}),
    "a name twice": people({**ADA, "known_by": ["n:ada", "n:ada"]}),
    "a number below one": people({**ADA, "number": 0, "pseudonym": "Person 0"}),
    "a negative number": people({**ADA, "number": -1, "pseudonym": "Person -1"}),
    "a flag for a number": people({**ADA, "number": True}),
    "half a number": people({**ADA, "number": 1.0}),
    "a text for a number": people({**ADA, "number": "1"}),
    "a number without end": people({**ADA, "number": 10**400, "pseudonym": f"Person {10**400}"}),
    "another pseudonym": people({**ADA, "pseudonym": "Person 2"}),
    "names that are numbers": people({**ADA, "known_by": [5]}),
    "names that are no list": people({**ADA, "known_by": "n:ada"}),
    "a name of no kind": people({**ADA, "known_by": ["ada"]}),
    "an empty name": people({**ADA, "known_by": ["n:"]}),
}
WRONG_TEXTS = {
    "a number beyond all": json.dumps(SOUND).replace('"number": 1', '"number": 1e999'),
    "no number at all": json.dumps(SOUND).replace('"number": 1', '"number": NaN'),
    "a number of 5,000 digits": json.dumps(SOUND).replace('"number": 1', '"number": ' + "9" * 5000),
    "a secret twice": json.dumps(SOUND).replace('{"schema"', '{"key": "00", "schema"', 1),
    "nested deep": "[" * 100_000,
    "nested deep within": json.dumps(SOUND).replace('"n:ada muster"', "[" * 100_000 + "]" * 100_000),
    "no text": b"\xff\xfe\x00",
    "nothing": "",
}


@pytest.mark.parametrize("text", [*map(json.dumps, WRONG.values()), *WRONG_TEXTS.values()], ids=[*WRONG, *WRONG_TEXTS])
def test_what_this_program_never_wrote_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(Refused, match="X_KEY"):
        PseudonymKey.read(written(tmp_path / "key", text))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.floats() | st.text(max_size=3) | st.just("n:ada"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["number", "known_by", "people", "key", "said"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["schema", "key", "people"]), JSON | st.just(SECRET.hex())))
def test_any_document_is_a_key_with_one_number_for_one_person_or_refused(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]
) -> None:
    path = written(tmp_path_factory.mktemp("keys") / "key", json.dumps(document))
    with contextlib.suppress(Refused):
        found = PseudonymKey.read(path)
        assert len(found.secret) == 32
        assert all(number >= 1 for number in found.known_numbers.values())


# ---- a file that changes between reading and writing


def report(place: Path, name: str, key: PseudonymKey, *names: str) -> Report:
    rows = "".join(f"{name},Probe,https://www.linkedin.com/in/{name},,,,02 Jan 2024\n" for name in names)
    exposure = judged(read(folder(place, {"Connections.csv": CONNECTIONS + rows}, name)), "DE")
    return Report(exposure, MOMENT, options=ReportOptions(pseudonym_key=key))


def numbers(path: Path) -> dict[str, int]:
    return dict(PseudonymKey.read(path).known_numbers)


def test_a_new_key_gives_way_to_one_that_was_written_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "people.key"
    one, other = (report(tmp_path, name, PseudonymKey.create(), name) for name in ("Ada", "Otto"))

    save_key(one, path, ())
    before = numbers(path)
    used = save_key(other, path, ())

    assert before.items() <= numbers(path).items()
    assert used.pseudonymizer is not None
    assert used.pseudonymizer.pseudonymize_name("Otto Probe") == f"Person {numbers(path)['n:otto probe']}"


def test_numbers_that_were_added_meanwhile_stay(tmp_path: Path) -> None:
    path = tmp_path / "people.key"
    save_key(report(tmp_path, "first", PseudonymKey.create(), "Ada"), path, ())
    key = PseudonymKey.read(path)
    one, other = (report(tmp_path, name, key, name) for name in ("Otto", "Eva"))

    save_key(one, path, ())
    save_key(other, path, ())

    found = numbers(path)
    assert found["n:ada probe"] == key.known_numbers["n:ada probe"]
    assert len({found[f"n:{name} probe"] for name in ("ada", "otto", "eva")}) == 3


def test_a_key_that_was_replaced_by_another_meanwhile_is_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "people.key"
    save_key(report(tmp_path, "first", PseudonymKey.create(), "Ada"), path, ())
    waiting = report(tmp_path, "second", PseudonymKey.read(path), "Otto")
    another = encode_key(SECRET, PEOPLE)
    path.write_bytes(another)

    with pytest.raises(Refused, match="X_KEY"):
        save_key(waiting, path, ())
    assert path.read_bytes() == another


def test_an_export_that_never_ends_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pseudonym_key, "_LOCK_TIMEOUT_S", 0.05)
    waiting = report(tmp_path, "one", PseudonymKey.create(), "Ada")

    with lock_siblings(tmp_path / "people.key", 0), pytest.raises(Refused, match="X_KEY"):
        save_key(waiting, tmp_path / "people.key", ())
    assert not (tmp_path / "people.key").exists()


EXPORT = """
import sys
from pathlib import Path
from inspector.report.formats.registry import save_key
from inspector.report.pseudonym_key import PseudonymKey
from tests.report.test_pseudonym_key import report

place, name = Path(sys.argv[1]), sys.argv[2]
for number in range(20):
    path = place / f"{number}.key"
    made = report(place, f"{name}{number}", PseudonymKey.find(path) or PseudonymKey.create(), "Ada", name)
    print(number, flush=True)
    sys.stdin.readline()
    used = save_key(made, path, ()).pseudonymizer
    print(used.pseudonymize_name("Ada Probe"), used.pseudonymize_name(f"{name} Probe"), sep=";", flush=True)
"""


@pytest.mark.slow
def test_two_exports_at_once_that_begin_one_key_file_lose_no_number(tmp_path: Path) -> None:
    exports = [
        subprocess.Popen(  # noqa: S603 - the test's own code
            [sys.executable, "-c", EXPORT, str(tmp_path), name],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Otto", "Eva")
    ]
    try:
        for number in range(20):
            assert [_read_line(export) for export in exports] == [str(number)] * 2
            for export in exports:
                assert export.stdin is not None
                export.stdin.write("go\n")
                export.stdin.flush()
            said = [_read_line(export).split(";") for export in exports]
            found = numbers(tmp_path / f"{number}.key")
            expected = [[f"Person {found[f'n:{who} probe']}" for who in ("ada", name)] for name in ("otto", "eva")]
            assert said == expected
            assert len(set(chain(*said))) == 3
    finally:
        for export in exports:
            export.kill()
            export.communicate()


def _read_line(export: "subprocess.Popen[str]") -> str:
    assert export.stdout is not None
    return export.stdout.readline().strip()
