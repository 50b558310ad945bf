"""Bytes: a zip file, an unpacked folder or a single table becomes a list of members that can be read safely.

Names are labels, never paths; nothing is unpacked to disk; the input is only ever opened for reading.
``open_archives`` checks a zip's whole directory before it inflates a single byte.
"""

from inspector.archive.limits import Limits
from inspector.archive.member import Member, MemberError
from inspector.archive.member_names import FolderLayout
from inspector.archive.open_archives import Archive, open_archives

__all__ = ["Archive", "FolderLayout", "Limits", "Member", "MemberError", "open_archives"]
