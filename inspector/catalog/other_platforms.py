"""Tells downloads of other platforms by the names of their files and by their columns.

What each platform writes is in ``other_platforms.toml``. Names and headers in, names of platforms out.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

from inspector.catalog.column_names import fold_column_name
from inspector.catalog.file_names import fold_stem, list_stems
from inspector.errors import Refused
from inspector.i18n import _
from inspector.resources import resources_dir

_FILE_NAME = "other_platforms.toml"
_PREFIX_LENGTH = 4
_Weight = Literal["files", "common", "shared"]


class OtherPlatform(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, eq=False):
    """What another platform writes into a download, by how much it says.

    All in a folder of ``folders`` is the platform's, each of ``files`` is, and each table with all columns of one of
    ``headers``. Of ``common``, which others may write too, it takes ``needs`` in one place. ``shared`` files say
    nothing and are the platform's only beside those. ``archives`` are names of the download itself, a hint only.
    """

    name: str
    archives: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    headers: tuple[tuple[str, ...], ...] = ()
    needs: int = 2


_Folder = tuple[str, ...]
_Place = tuple[OtherPlatform, _Folder]
"""Where a platform's download lies in an archive: the platform and the folder."""


class OtherPlatforms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The other platforms, and the file names that many programs give, so that they show no platform."""

    everyday_names: tuple[str, ...]
    platform: tuple[OtherPlatform, ...]


@dataclass(frozen=True, slots=True)
class PlatformMarks:
    """What the names in an archive say: which files are whose.

    ``certain`` holds the files that only the platform writes, ``likely`` those that are its own because they lie
    beside them; both from the name of the file to the name of the platform. ``platform`` is the one with most files,
    ``None`` where there is none.
    """

    certain: Mapping[str, str] = field(default_factory=dict)
    likely: Mapping[str, str] = field(default_factory=dict)
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A file or folder that a platform writes: the names of its path, the last one first, each cut at its wildcards."""

    platform: OtherPlatform
    weight: _Weight
    text: str
    names: tuple[tuple[str, ...], ...]

    def fits(self, parts: Sequence[str]) -> bool:
        """Whether a path ends with this one."""
        return len(self.names) <= len(parts) and all(map(_fits_name, self.names, reversed(parts)))


@dataclass(frozen=True, slots=True)
class _Index:
    """The platforms' files and folders, found by the key of a name."""

    platforms: tuple[OtherPlatform, ...]
    everyday_names: frozenset[str]
    folders: Mapping[str, list[_Pattern]]
    files: Mapping[str, list[_Pattern]]
    contents: Mapping[str, list[_Pattern]]
    """All that lies in a folder, by the name of the folder."""
    headers: tuple[tuple[frozenset[str], OtherPlatform], ...]
    header_columns: frozenset[str]
    """All columns of ``headers``."""

    def find_files(self, parts: _Folder) -> Iterable[tuple[_Pattern, _Folder]]:
        """The files that a path in lower case may be, each with the folder in which the platform's download lies."""
        keys = (parts[-1], parts[-1][:_PREFIX_LENGTH], f"{parts[-2]}/" if len(parts) > 1 else "")
        for key in dict.fromkeys(keys):
            for pattern in self.files.get(key, ()):
                if pattern.fits(parts):
                    yield pattern, parts[: len(parts) - len(pattern.names)]
        for depth in range(1, len(parts)):
            for pattern in self.contents.get(parts[depth - 1], ()):
                if pattern.fits(parts[:depth]):
                    yield pattern, parts[: depth - len(pattern.names)]

    def find_folders(self, folders: Sequence[str]) -> Iterable[tuple[int, OtherPlatform]]:
        """The folders of a path that only one platform writes: how many lie above each, and the platform."""
        for depth, folder in enumerate(folders):
            for key in {folder, folder[:_PREFIX_LENGTH]}:
                for pattern in self.folders.get(key, ()):
                    if pattern.fits((folder,)):
                        yield depth, pattern.platform


def load_other_platforms(folder: Traversable | None = None) -> OtherPlatforms:
    """Read what other platforms write, from the file of the program or of a folder; raises ``Refused`` (E_CATALOG)."""
    file = (folder or resources_dir() / "catalog") / _FILE_NAME
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), OtherPlatforms)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = _("The list of other platforms cannot be read: {fault}", fault=str(error))
        raise Refused("E_CATALOG", message, _("Install again.")) from None


@cache
def find_root_folders() -> frozenset[str]:
    """The folders, in lower case, that only another platform writes: none of them is a mere wrapper."""
    return frozenset(folder.casefold() for platform in _load_index().platforms for folder in platform.folders)


def find_archive_owner(name: str) -> str | None:
    """The platform that gives a download, or the folder it was unpacked into, such a name; ``None`` where none does."""
    folded = name.casefold()
    return next(
        (
            platform.name
            for platform in _load_index().platforms
            for pattern in platform.archives
            if _fits_name(tuple(pattern.casefold().split("*")), folded)
        ),
        None,
    )


def is_everyday_name(name: str) -> bool:
    """Whether many programs give a file this name, copies included."""
    return not _load_index().everyday_names.isdisjoint(list_stems(name))


def find_other_platform(names: Iterable[str], own_names: Iterable[str] = ()) -> PlatformMarks:
    """Find whose files lie in an archive, by their paths.

    ``own_names`` are those of LinkedIn's files: what lies beside them is another platform's only by its own name.
    """
    index = _load_index()
    paths = {name: _split(name) for name in names}
    certain: dict[str, set[OtherPlatform]] = defaultdict(set)
    beside: dict[str, list[_Place]] = defaultdict(list)
    common: dict[_Place, set[str]] = defaultdict(set)
    roots: set[_Place] = set()
    owners_by_folder: dict[_Folder, list[_Place]] = {}
    for name, parts in paths.items():
        folder = parts[:-1]
        if folder not in owners_by_folder:
            owners_by_folder[folder] = [(owner, folder[:depth]) for depth, owner in index.find_folders(folder)]
        for place in owners_by_folder[folder]:
            certain[name].add(place[0])
            roots.add(place)
        for pattern, root in index.find_files(parts):
            place = (pattern.platform, root)
            beside[name].append(place)
            if pattern.weight == "files":
                certain[name].add(pattern.platform)
                roots.add(place)
            elif pattern.weight == "common":
                common[place].add(pattern.text)
    roots |= {place for place, texts in common.items() if len(texts) >= place[0].needs}
    if not roots:
        return PlatformMarks()
    owners_by_root: dict[_Folder, set[OtherPlatform]] = defaultdict(set)
    for platform, root in roots:
        owners_by_root[root].add(platform)
    own_folders = {_split(name)[:-1] for name in own_names}
    likely = {name: _find_neighbours(parts, beside[name], owners_by_root, own_folders) for name, parts in paths.items()}
    counts = Counter(owner for owned in (certain, likely) for owners in owned.values() for owner in owners)
    order = {platform: (-counts[platform], place) for place, platform in enumerate(index.platforms)}
    return PlatformMarks(
        {name: min(owners, key=order.__getitem__).name for name, owners in certain.items()},
        {
            name: min(owners, key=order.__getitem__).name
            for name, owners in likely.items()
            if owners and name not in certain
        },
        min(counts, key=order.__getitem__).name,
    )


def _split(name: str) -> _Folder:
    return tuple(name.replace("\\", "/").casefold().split("/"))


def _find_neighbours(
    parts: _Folder,
    places: Iterable[_Place],
    owners_by_root: Mapping[_Folder, AbstractSet[OtherPlatform]],
    own_folders: AbstractSet[_Folder],
) -> set[OtherPlatform]:
    """The platforms whose download lies around a file: that may be its own in this place, or fill the whole folder."""
    owners = {platform for platform, root in places if platform in owners_by_root.get(root, ())}
    for depth in range(len(parts) - 1, 0, -1):
        if parts[:depth] in own_folders:
            break
        owners.update(owners_by_root.get(parts[:depth], ()))
    return owners


def find_header_owner(records: Sequence[Sequence[str]]) -> tuple[str, int] | None:
    """The platform whose header stands among the first records of a table, and which record it is."""
    index = _load_index()
    for place, record in enumerate(records):
        columns = {fold_column_name(cell.strip("\ufeff \t")) for cell in record}
        if index.header_columns.isdisjoint(columns):
            continue
        for header, platform in index.headers:
            if header <= columns:
                return platform.name, place
    return None


@cache
def _load_index() -> _Index:
    catalog_file = load_other_platforms()
    platforms = catalog_file.platform
    folders: dict[str, list[_Pattern]] = defaultdict(list)
    files: dict[str, list[_Pattern]] = defaultdict(list)
    contents: dict[str, list[_Pattern]] = defaultdict(list)
    for platform in platforms:
        weights: tuple[tuple[_Weight, tuple[str, ...]], ...] = (
            ("files", platform.files),
            ("common", platform.common),
            ("shared", platform.shared),
        )
        for pattern in (_build_pattern(platform, "files", text) for text in platform.folders):
            folders[_build_key(pattern)].append(pattern)
        for weight, text in ((weight, text) for weight, texts in weights for text in texts):
            pattern = _build_pattern(platform, weight, text.removesuffix("/**"))
            if text.endswith("/**"):
                contents[pattern.names[0][0]].append(pattern)
            else:
                files[_build_key(pattern)].append(pattern)
    headers = tuple(
        (frozenset(map(fold_column_name, header)), platform) for platform in platforms for header in platform.headers
    )
    header_columns = frozenset(column for header, _platform in headers for column in header)
    everyday_names = frozenset(map(fold_stem, catalog_file.everyday_names))
    return _Index(platforms, everyday_names, dict(folders), dict(files), dict(contents), headers, header_columns)


def _build_pattern(platform: OtherPlatform, weight: _Weight, text: str) -> _Pattern:
    folded = text.casefold()
    return _Pattern(platform, weight, folded, tuple(tuple(name.split("*")) for name in reversed(folded.split("/"))))


def _build_key(pattern: _Pattern) -> str:
    """The whole base name; of one with a wildcard its first characters, or the folder right above with a slash."""
    pieces = pattern.names[0]
    if len(pieces) == 1:
        return pieces[0]
    return pieces[0][:_PREFIX_LENGTH] if len(pieces[0]) >= _PREFIX_LENGTH else f"{pattern.names[1][0]}/"


def _fits_name(pieces: tuple[str, ...], name: str) -> bool:
    """Whether a name is these pieces in turn, with anything between them."""
    if len(pieces) == 1:
        return name == pieces[0]
    if not (name.startswith(pieces[0]) and name.endswith(pieces[-1])):
        return False
    start, stop = len(pieces[0]), len(name) - len(pieces[-1])
    for piece in pieces[1:-1]:
        place = name.find(piece, start, stop)
        if place < 0:
            return False
        start = place + len(piece)
    return start <= stop
