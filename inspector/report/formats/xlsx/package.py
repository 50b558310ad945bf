"""An openpyxl workbook as a file: rows are streamed into its sheets, and the same report gives the same bytes."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook

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
    workbook.save(draft)
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
