"""From an openpyxl workbook to one file: rows streamed into their sheets, and the same bytes for the same report."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook

from inspector.i18n import ENGLISH, words
from inspector.report.formats.xlsx.cells import Cells
from inspector.summary.report import Report

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time that the files in the workbook bear."""
_STRINGS = "xl/sharedStrings.xml"
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ADDED = {
    _TYPES: (
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    _RELATIONS: (
        b"</Relationships>",
        b'<Relationship Id="strings" Target="sharedStrings.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
}
"""What names the table of texts that repeat, which openpyxl does not know of, before the end of two lists."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_APPLICATION = re.compile(rb"(<Application>)[^<]*(</Application>)")
_BUFFER = 1 << 18

Parts = Mapping[str, Iterator[bytes]]


def write(book: Workbook, report: Report, parts: Parts, late: Parts, cells: Cells, stream: BinaryIO) -> None:
    """Save the workbook with rows added to some of its sheets: ``parts`` in order, ``late`` when those are written."""
    properties = book.properties
    properties.creator = properties.lastModifiedBy = "Archive Inspector"
    properties.title = report.said(words("Exposure of a LinkedIn data archive"))
    if report.language is not ENGLISH:  # where nothing is said of it, it is English
        properties.language = report.language.tag
    properties.subject = report.choices.matter or None
    properties.created = properties.modified = report.generated.replace(tzinfo=None)
    draft = BytesIO()
    book.save(draft)
    with (
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        streamed = {**parts, **late}
        names = [name for name in source.namelist() if name not in streamed and name != _STRINGS]
        for name in names:
            target.writestr(_entry(name), _stamped(name, source.read(name), report))
        for name, rows in streamed.items():
            _stream(target, name, _with_rows(source.read(name), rows))
        _stream(target, _STRINGS, cells.table())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _stamped(name: str, content: bytes, report: Report) -> bytes:
    """A file of the workbook without what openpyxl says of the moment and of itself."""
    if name == _CORE:
        moment = f"{report.generated:%Y-%m-%dT%H:%M:%SZ}".encode()
        return _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
    if name == _APP:
        return _APPLICATION.sub(rb"\g<1>Archive Inspector\g<2>", content)
    if name in _ADDED and b"sharedStrings" not in content:
        end, added = _ADDED[name]
        return content.replace(end, added + end)
    return content


def _with_rows(content: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    """A sheet with rows added behind those it has."""
    head, end, tail = content.partition(b"</sheetData>")
    yield head
    yield from rows
    yield end + tail


def _stream(target: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, of whatever size."""
    held: list[bytes] = []
    size = 0
    with target.open(_entry(name), "w", force_zip64=True) as file:
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= _BUFFER:
                file.write(b"".join(held))
                held, size = [], 0
        file.write(b"".join(held))
