"""An openpyxl workbook as a file: rows are streamed into its sheets, and the same report gives the same bytes."""

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from gzip import GzipFile
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from inspector.i18n import ENGLISH, _
from inspector.report.formats.xlsx.cells import CellTexts
from inspector.report.report import Report

_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of the files in the workbook: the earliest of the zip format, so that bytes repeat."""
_SHARED_STRINGS_PATH = "xl/sharedStrings.xml"
_CORE_PATH = "docProps/core.xml"
_APP_PATH = "docProps/app.xml"
_TYPES_PATH = "[Content_Types].xml"
_RELATIONS_PATH = "xl/_rels/workbook.xml.rels"
_SHARED_STRINGS_ENTRIES = {
    _TYPES_PATH: (
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    _RELATIONS_PATH: (
        b"</Relationships>",
        b'<Relationship Id="strings" Target="sharedStrings.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
}
"""The entries that name the shared strings; openpyxl does not know of them. Each goes before its closing tag."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_APPLICATION = re.compile(rb"(<Application>)[^<]*(</Application>)")
_BUFFER_SIZE = 1 << 18

RowStreams = Mapping[str, Iterator[bytes]]


def write(
    workbook: Workbook,
    report: Report,
    row_streams: RowStreams,
    late_streams: RowStreams,
    cell_texts: CellTexts,
    stream: BinaryIO,
) -> None:
    """Save the workbook with rows added to its sheets: first ``row_streams``, then ``late_streams``.

    The late rows are those of long texts, which are known only when all others are written.
    """
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = "Archive Inspector"
    properties.title = report.localize(_("Exposure of a LinkedIn data archive"))
    if report.language is not ENGLISH:  # where nothing is said of it, it is English
        properties.language = report.language.tag
    properties.subject = report.options.matter or None
    properties.created = properties.modified = report.generated_at.replace(tzinfo=None)
    draft = BytesIO()
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        _DraftWriter(workbook, archive).save()
    with (
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        all_streams = {**row_streams, **late_streams}
        names = [name for name in source.namelist() if name not in all_streams and name != _SHARED_STRINGS_PATH]
        for name in names:
            target.writestr(_create_entry(name), _normalize_metadata(name, source.read(name), report))
        for name, rows in all_streams.items():
            _write_pieces(target, name, _insert_rows(source.read(name), rows))
        _write_pieces(target, _SHARED_STRINGS_PATH, cell_texts.render_shared_strings())


def keep_in_memory(worksheet: Any) -> None:  # noqa: ANN401 - the stubs know no sheet that is only written
    """Have openpyxl keep the rows of a new sheet packed in memory.

    By itself it makes a file in the system's folder for temporary files, which stays there if the program is killed.
    """
    worksheet.packed = BytesIO()

    def start_sheet() -> None:
        if worksheet._writer is None:  # noqa: SLF001 - openpyxl asks for a writer at the first row
            stream = GzipFile(fileobj=worksheet.packed, mode="wb", compresslevel=1)
            worksheet._writer = WorksheetWriter(worksheet, stream)  # noqa: SLF001
            worksheet._writer.write_top()  # noqa: SLF001

    worksheet._get_writer = start_sheet  # noqa: SLF001


class _DraftWriter(ExcelWriter):
    """Saves a workbook whose sheets are kept in memory."""

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as in openpyxl's own
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        ws.close()
        ws._writer.out.close()  # noqa: SLF001
        ws._rels = ws._writer._rels  # noqa: SLF001
        ws.packed.seek(0)
        archive: zipfile.ZipFile = self._archive  # type: ignore[attr-defined]  # the stubs leave it out
        with GzipFile(fileobj=ws.packed) as rows, archive.open(ws.path[1:], "w", force_zip64=True) as target:
            shutil.copyfileobj(rows, target, _BUFFER_SIZE)
        self.manifest.append(ws)


def _create_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ENTRY_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _normalize_metadata(name: str, content: bytes, report: Report) -> bytes:
    """A file of the workbook without what openpyxl says of the moment and of itself."""
    if name == _CORE_PATH:
        moment = f"{report.generated_at:%Y-%m-%dT%H:%M:%SZ}".encode()
        return _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
    if name == _APP_PATH:
        return _APPLICATION.sub(rb"\g<1>Archive Inspector\g<2>", content)
    if name in _SHARED_STRINGS_ENTRIES and b"sharedStrings" not in content:
        closing_tag, element = _SHARED_STRINGS_ENTRIES[name]
        return content.replace(closing_tag, element + closing_tag)
    return content


def _insert_rows(content: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    """A sheet with rows added behind those it has."""
    head, end, tail = content.partition(b"</sheetData>")
    yield head
    yield from rows
    yield end + tail


def _write_pieces(target: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, of any size."""
    buffer: list[bytes] = []
    size = 0
    with target.open(_create_entry(name), "w", force_zip64=True) as file:
        for piece in pieces:
            buffer.append(piece)
            size += len(piece)
            if size >= _BUFFER_SIZE:
                file.write(b"".join(buffer))
                buffer, size = [], 0
        file.write(b"".join(buffer))
