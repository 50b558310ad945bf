"""Help, version and wrong usage import no heavy package. Each case runs in its own process."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "pyarrow", "pandas", "msgspec", "PySide6", "jinja2", "openpyxl", "isal", "charset_normalizer")
ASKED = """
import sys
from inspector.cli import main

try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded", *sorted(sys.modules))
"""


def loaded_by(*words: str) -> list[str]:
    """The modules that a command has imported when it ends."""
    ran = subprocess.run(  # noqa: S603 - the same interpreter, with code from above
        [sys.executable, "-c", ASKED, *words],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["check", "--help"], ["report", "--version"], ["check"]])
def test_what_needs_no_archive_loads_nothing_heavy(words: list[str]) -> None:
    loaded = loaded_by(*words)
    assert "inspector.cli" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_a_rule_is_told_without_what_reads_archives() -> None:
    loaded = loaded_by("policy", "show", "G12")
    assert "inspector.policy" in loaded
    assert [name for name in (*HEAVY, "inspector.exposure", "inspector.table") if name in loaded] == ["msgspec"]
