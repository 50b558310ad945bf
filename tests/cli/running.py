"""Runs the program in this process and keeps its exit code and output."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from inspector import cli
from tests.archives import PROFILE

COMMANDS = ("demo", "check", "report", "items", "explain", "policy")
COMMENTS = "Date,Link,Message\n2026-01-02 03:04:05,l,Well said\n2025-01-02 03:04:05,l,=1+1\n"
FILES = {"Profile.csv": PROFILE, "Comments.csv": COMMENTS}
STATED = ("--region", "DE", "--age", "adult", "--as-of", "2026-11-22")
CHECK = [
    "schema",
    "status",
    "kind",
    "exported",
    "archives",
    "rows",
    "files",
    "set_aside_rows",
    "absent",
    "warnings",
    "error",
]
"""The keys of what ``check --json`` prints, in their order."""


class Ran:
    """A run of the program: exit code, standard output, standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: str | Path) -> None:
        self.code = cli.main([str(word) for word in words])
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def state_of(path: Path) -> dict[str, tuple[str, int]]:
    """The bytes and the modification times of a file, or of all files in a folder."""
    files = [path, *path.rglob("*")] if path.is_dir() else [path]
    return {
        str(file): (hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "", file.stat().st_mtime_ns)
        for file in files
    }
