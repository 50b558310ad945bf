"""What an archive holds does not depend on the language of the computer that opens it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archives import zipped
from tests.holdings import era_2018, era_2021
from tests.holdings.eras import Era

PROGRAM = """
import locale, sys
from inspector.cli import main
assert locale.setlocale(locale.LC_ALL, "") == sys.argv[1], locale.setlocale(locale.LC_ALL)
assert main(["check", sys.argv[2], "--json"]) == 0
assert main(["items", sys.argv[2], "--json", "--as-of", "2026-11-22", "--region", "DE", "--age", "adult"]) == 0
"""


def told(locale: str, place: Path, archive: Path) -> str:
    """What the program says of an archive on a computer set to a language."""
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "LOCPATH": str(place), "TZ": "Pacific/Kiritimati"}
    command = [sys.executable, "-c", PROGRAM, locale, str(archive)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["de_DE", "tr_TR"])
@pytest.mark.parametrize("era", [era_2018.DOWNLOAD, era_2021.DOWNLOAD], ids=["2018", "2021"])
def test_the_language_of_the_computer_changes_nothing(tmp_path: Path, locale: str, era: Era) -> None:
    localedef = shutil.which("localedef")
    made = [localedef, "-i", locale, "-f", "UTF-8", str(tmp_path / f"{locale}.UTF-8")] if localedef else []
    if not made or subprocess.run(made, capture_output=True, check=False).returncode > 1:  # noqa: S603
        pytest.skip("this system cannot make the locale")
    archive = zipped(tmp_path, era.files, era.name)

    assert told(f"{locale}.UTF-8", tmp_path, archive) == told("C", tmp_path, archive)
