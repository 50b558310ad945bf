"""Reads zip files, unpacked folders and single tables as lists of members.

Member names are labels and are never used as paths. Nothing is unpacked to disk. The input is opened for reading only.
``open_archives`` checks the whole central directory of a zip file before it inflates any data.
"""

from inspector.archive.limits import Limits
from inspector.archive.member import Member, MemberError
from inspector.archive.member_names import FolderLayout
from inspector.archive.open_archives import Archive, open_archives

__all__ = ["Archive", "FolderLayout", "Limits", "Member", "MemberError", "open_archives"]
