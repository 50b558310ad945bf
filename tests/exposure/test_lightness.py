"""What stays unloaded: pandas and masked arrays until a frame is asked for, Qt wherever no window is."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.archives import folder

CORE = (
    "archive",
    "atomic_write",
    "catalog",
    "columns",
    "csv_injection",
    "errors",
    "exposure",
    "holdings",
    "i18n",
    "items",
    "policy",
    "printable",
    "progress",
    "query",
    "report",
    "resources",
    "settings",
    "summary",
    "table",
    "taxonomy",
)


def python(code: str, place: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter; its working folder is ``place``."""
    return subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=place,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_reading_judging_and_counting_load_neither_pandas_nor_masked_arrays(tmp_path: Path) -> None:
    done = python(
        """
        import datetime as dt, sys
        from pathlib import Path
        from inspector import catalog, exposure, policy
        from inspector.archive.demo import zip_demo
        from inspector.progress import Monitor
        from inspector.holdings import reader
        from inspector.query import Query, select
        from inspector.report.formats import text_format
        from inspector.report.report import Report

        holdings = reader.read([zip_demo(Path("."))], catalog.load_catalog(), Monitor())
        pack = policy.read(policy.find_builtin_folder())
        stated = policy.parse_circumstances(pack, regions=["DE"], age="adult", today=dt.date(2026, 11, 22))
        found = exposure.judge(holdings, pack, stated)
        found.summary
        chosen = select(found, Query(words=("rain",)))
        lines = list(text_format.render_lines(Report(found, dt.datetime(2026, 11, 22, tzinfo=dt.UTC))))
        assert len(chosen) and lines and found.tallies
        print(sorted(name for name in sys.modules if name in ("numpy.ma", "pandas", "PySide6", "shiboken6")))
        from inspector.exposure.frame import build_frame
        build_frame(found)
        print("pandas" in sys.modules)
        """,
        tmp_path,
    )

    assert (done.stdout.splitlines(), done.stderr) == (["[]", "True"], "")


def without_qt(place: Path) -> str:
    """A search path on which Qt can be found but not imported."""
    broken = folder(
        place,
        {f"{name}/__init__.py": "raise ImportError('no Qt here')\n" for name in ("PySide6", "shiboken6")},
        "broken",
    )
    return str(broken)


def test_no_module_below_the_window_imports_qt(tmp_path: Path) -> None:
    code = f"""
        import importlib, pkgutil, sys
        for name in {CORE!r}:
            module = importlib.import_module(f"inspector.{{name}}")
            for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
                importlib.import_module(f"inspector.{{name}}.{{found.name}}")
        print(sorted(name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6")))
        """

    done = python(code, tmp_path, PYTHONPATH=without_qt(tmp_path))

    assert (done.stdout, done.stderr, done.returncode) == ("[]\n", "", 0)


def test_the_sample_is_reported_where_qt_cannot_be_imported(tmp_path: Path) -> None:
    path = without_qt(tmp_path)
    proof = python("import PySide6", tmp_path, PYTHONPATH=path)
    assert "no Qt here" in proof.stderr

    done = python("from inspector.cli import main; raise SystemExit(main(['demo']))", tmp_path, PYTHONPATH=path)

    assert (done.returncode, done.stderr) == (0, "Written: demo-exposure.xlsx\n")
    assert (tmp_path / "demo-exposure.xlsx").stat().st_size > 10_000
