"""The report as JSON, for other programs. Its form is a promise: ``resources/schemas/report.json``, ``check.json``."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from inspector.errors import Problem, Refused
from inspector.holdings import File, Holdings, SetAsideRow
from inspector.i18n import _
from inspector.policy import Pack, days
from inspector.progress import Monitor
from inspector.report.report import Report

TITLE = _("JSON")
SCHEMA_VERSION = 1


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the summary of an exposure as one object."""
    monitor.step(0, 1, TITLE)
    stream.write(json.dumps(build_document(report), indent=1).encode("ascii") + b"\n")
    return ()


def build_document(report: Report) -> dict[str, Any]:
    """The summary of an exposure."""
    exposure = report.exposure
    holdings, pack = exposure.holdings, exposure.pack
    return {
        "schema": SCHEMA_VERSION,
        "generated": report.generated_at.isoformat().replace("+00:00", "Z"),
        "app": report.app,
        "circumstances": {
            fact.id: {"value": fact.value, "origin": fact.origin.value, "evidence": fact.evidence}
            for fact in report.summary.facts
        },
        "pack": {
            "id": pack.id,
            "edition": pack.edition,
            "checked": pack.check_date.isoformat(),
            **({"layers": list(pack.layers)} if pack.layers else {}),
        },
        "archives": build_archive_records(holdings),
        "coverage": build_coverage(report),
        "problems": [build_problem_record(problem) for problem in holdings.problems],
        "summary": [
            {
                "use": row.use,
                "category": row.category,
                "data_category": row.data_category,
                "outcome": row.outcome.value if row.outcome else None,
                "now": row.now,
                "items": row.items,
            }
            for row in exposure.summary
        ],
    }


def build_archive_records(holdings: Holdings) -> list[dict[str, Any]]:
    """The archives that were opened."""
    return [{"name": archive.name, "sha256": archive.sha256} for archive in holdings.archives]


def build_coverage(report: Report) -> dict[str, Any]:
    """What was found, and what a complete archive would hold besides."""
    holdings, pack = report.exposure.holdings, report.exposure.pack
    return {
        "kind": holdings.completeness,
        "exported": holdings.export_date.isoformat() if holdings.export_date else None,
        "items": holdings.item_count,
        "rows": count_rows(holdings),
        "files": [build_file_record(file, pack) for file in holdings.files],
        "set_aside_rows": [
            build_set_aside_record(row, report.get_set_aside_text(row)) for row in holdings.list_set_aside_rows()
        ],
        "absent": [kind.id for kind in holdings.absent_kinds],
        "repeated": holdings.repeated_count,
        "registered": days.format_date(holdings.registration_day),
    }


def count_rows(holdings: Holdings) -> dict[str, int]:
    """The records shown, by member; of several archives, named with theirs."""
    return {
        (f"{file.archive}!" if holdings.has_several_archives else "") + file.member: file.rows
        for file in holdings.files
        if file.state in ("read", "empty", "unknown")
    }


def build_file_record(file: File, pack: Pack) -> dict[str, Any]:
    """What became of one member."""
    return {
        "archive": file.archive,
        "member": file.member,
        "kind": file.kind.id if file.kind else None,
        "by": file.by,
        "title": file.title,
        "category": pack.find_category(file.data_category),
        "state": file.state,
        "rows": file.rows,
        "set_aside": file.set_aside,
        "sha256": file.sha256,
    }


def build_set_aside_record(row: SetAsideRow, text: str | None) -> dict[str, Any]:
    """A row set aside, with its raw text, or ``None`` where the options of a report leave it out."""
    return {"archive": row.archive, "member": row.member, "row": row.row, "line": row.line, "text": text}


def build_problem_record(problem: Problem) -> dict[str, Any]:
    """One finding about the input."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "archive": problem.archive,
        "member": problem.member,
        "count": problem.count,
        "rows": list(problem.rows),
        "message": problem.message,
    }


def build_check_document(holdings: Holdings, pack: Pack) -> dict[str, Any]:
    """What ``inspector check --json`` prints for an archive that opens."""
    return {
        "schema": SCHEMA_VERSION,
        "status": "warn" if holdings.warning_count else "full",
        "kind": holdings.completeness,
        "exported": holdings.export_date.isoformat() if holdings.export_date else None,
        "archives": build_archive_records(holdings),
        "rows": count_rows(holdings),
        "files": [build_file_record(file, pack) for file in holdings.files],
        "set_aside_rows": [build_set_aside_record(row, row.text) for row in holdings.list_set_aside_rows()],
        "absent": [kind.id for kind in holdings.absent_kinds],
        "warnings": [build_problem_record(problem) for problem in holdings.problems],
        "error": None,
    }


def build_refusal_document(error: Refused, names: Iterator[str]) -> dict[str, Any]:
    """What ``inspector check --json`` prints for an archive that does not open."""
    return {
        "schema": SCHEMA_VERSION,
        "status": "refuse",
        "kind": "unknown",
        "exported": None,
        "archives": [{"name": name, "sha256": None} for name in names],
        "rows": {},
        "files": [],
        "set_aside_rows": [],
        "absent": [],
        "warnings": [],
        "error": {"code": error.code, "message": error.message, "hint": error.hint},
    }
