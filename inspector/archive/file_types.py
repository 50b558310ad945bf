"""File types by file name extension and by signature (the first bytes of a file)."""

from dataclasses import dataclass
from typing import Literal

from inspector.archive.archive_file import ArchiveFile
from inspector.errors import Refused
from inspector.i18n import LazyText, _, join_texts

Form = Literal["table", "page", "json"]
"""What a member can be read as: delimited text, an HTML page, or JSON."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """An ending of a file name: the form it stands for, and whether such a file can be opened without an archive."""

    form: Form
    opens_alone: bool = False


_ENDINGS = {
    ".csv": _Ending("table", opens_alone=True),
    ".tsv": _Ending("table", opens_alone=True),
    ".txt": _Ending("table"),
    ".html": _Ending("page"),
    ".htm": _Ending("page"),
    ".json": _Ending("json", opens_alone=True),
}


@dataclass(frozen=True, slots=True)
class _Signature:
    """The first bytes of a file type. ``is_plain`` is true where a text may begin with the same bytes."""

    prefix: bytes
    description: LazyText
    is_archive: bool = False
    is_plain: bool = False


_SIGNATURES = (
    _Signature(b"PK\x03\x04", _("an Excel workbook or another zip file")),
    _Signature(b"PK\x05\x06", _("an empty zip file")),
    _Signature(b"%PDF", _("a PDF document")),
    _Signature(b"\x89PNG", _("a PNG picture")),
    _Signature(b"\xff\xd8\xff", _("a JPEG picture")),
    _Signature(b"GIF8", _("a GIF picture")),
    _Signature(b"\x1f\x8b", _("a gzip archive"), is_archive=True),
    _Signature(b"BZh", _("a bzip2 archive"), is_archive=True, is_plain=True),
    _Signature(b"\xfd7zXZ\x00", _("an xz archive"), is_archive=True),
    _Signature(b"Rar!\x1a", _("a RAR archive"), is_archive=True),
    _Signature(b"7z\xbc\xaf\x27\x1c", _("a 7z archive"), is_archive=True),
    _Signature(b"\xd0\xcf\x11\xe0", _("an old Office document")),
    _Signature(b"SQLite format 3", _("a database")),
    _Signature(b"MZ", _("a program"), is_plain=True),
    _Signature(b"\x7fELF", _("a program")),
)
_HEAD_SIZE = 4096
_TAR_MAGIC = slice(257, 262)
"""The position of the magic number in a tar header (POSIX.1-1988, ustar)."""
_UNKNOWN = _("a file of unknown kind")
_CHOOSE_ARCHIVE = _("Choose the .zip file that LinkedIn sent, or the folder it was unpacked into.")


_UNREAD = """
7z aac aiff apk app avi bin bmp bz2 class css db deb dll dmg doc docx dylib eml epub exe fods gdoc gif gsheet gslides
gz heic heif ics ico iso jar jpeg jpg js key lnk m4a m4v md mdb mkv mov mp3 mp4 mpeg mpg msg msi numbers ods odt ogg
opus otf pages pdf pkg png ppt pptx ps psd pst py rar rtf so sqlite svg tar tgz tif tiff toml torrent ttf url vcf wav
webloc webm webp wma wmv woff woff2 xls xlsb xlsm xlsx xml xz yaml yml zip
"""
_UNREAD_ENDINGS = frozenset(_UNREAD.split())
"""The endings of files that are no table, whatever their content; of any other ending the content decides."""


def find_form(name: str) -> Form | None:
    """Find how a file of this name is read, unless its content shows another form; ``None`` where it is not read.

    A file with an ending that says nothing, or without one, may be a table.
    """
    ending = _find_ending(name)
    if ending is not None:
        return ending.form
    return None if name.casefold().rpartition(".")[2] in _UNREAD_ENDINGS else "table"


def says_form(name: str) -> bool:
    """Tell whether the ending of a name says how the file is read."""
    return _find_ending(name) is not None


def is_picture(head: bytes) -> bool:
    """Tell whether a file that starts with ``head`` is a picture."""
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"))


def is_web_page(text_start: bytes) -> bool:
    """Tell whether a text without byte order mark and outer blanks begins as a web page does (HTML, 13.1)."""
    return text_start[:15].lower().startswith((b"<!doctype html", b"<html"))


def opens_alone(name: str) -> bool:
    """Tell whether a file of this name can be opened without an archive around it."""
    ending = _find_ending(name)
    return ending is not None and ending.opens_alone


def list_endings() -> tuple[str, ...]:
    """List the extensions of files that are read, in lower case with the dot."""
    return tuple(_ENDINGS)


def _find_ending(name: str) -> _Ending | None:
    folded = name.casefold()
    return next((ending for suffix, ending in _ENDINGS.items() if folded.endswith(suffix)), None)


def describe_binary(head: bytes) -> LazyText | None:
    """Describe the kind of file that starts with ``head``; None for what may be text."""
    signature = _find_signature(head)
    return signature.description if signature is not None and not signature.is_plain else None


def _find_signature(head: bytes) -> _Signature | None:
    return next((signature for signature in _SIGNATURES if head.startswith(signature.prefix)), None)


def _describe_content(head: bytes) -> LazyText:
    signature = _find_signature(head)
    if signature is not None:
        return signature.description
    if not head.strip(b"\0"):
        return _("a file of zeros, such as a download that was never completed")
    if head[_TAR_MAGIC] == b"ustar":
        return _("a tar archive")
    text_start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if is_web_page(text_start):
        return _("a web page, such as a sign-in page saved in place of the download")
    if b"\0" not in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # A multi-byte character may be cut at the end of what was read.
        return _("a text file") if _is_utf8(head) else _UNKNOWN
    return _UNKNOWN


def _is_utf8(head: bytes) -> bool:
    return not head or any(_is_valid_utf8(head[: len(head) - cut]) for cut in range(4))


def _is_valid_utf8(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def not_zip_refusal(name: str, description: LazyText, *, is_archive: bool = False) -> Refused:
    """Build the refusal for a file that is not a zip archive."""
    hint = (
        join_texts((_("Unpack it first, then open the folder."), _CHOOSE_ARCHIVE), " ")
        if is_archive
        else _CHOOSE_ARCHIVE
    )
    message = _('"{name}" is not a zip archive: it looks like {what}.', name=name, what=description)
    return Refused("E_NOT_ZIP", message, hint, name)


def no_end_record_refusal(source: ArchiveFile) -> Refused:
    """The refusal for a file in which no end record was found."""
    head = source.read_at(0, _HEAD_SIZE)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02", b"PK00PK")) or head in (b"P", b"PK", b"PK\x03"):
        return truncated_refusal(source.name)
    if head.startswith(b"PK\x07\x08"):
        return split_archive_refusal(source.name)
    signature = _find_signature(head)
    is_archive = head[_TAR_MAGIC] == b"ustar" if signature is None else signature.is_archive
    return not_zip_refusal(source.name, _describe_content(head), is_archive=is_archive)


def truncated_refusal(name: str) -> Refused:
    """The refusal for a zip archive whose end is missing."""
    hint = _("Download the archive again: this file ends too early.")
    message = _('"{name}" is the beginning of a zip archive without its end.', name=name)
    return Refused("E_TRUNCATED", message, hint, name)


def split_archive_refusal(name: str) -> Refused:
    """The refusal for one part of a zip archive in several parts."""
    hint = _("Put all parts into one folder, unpack them with a zip program, then open the folder.")
    message = _('"{name}" is one part of an archive that was split.', name=name)
    return Refused("E_SPLIT_ARCHIVE", message, hint, name)
