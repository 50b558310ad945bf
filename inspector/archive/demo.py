"""The sample member: readable text files in ``resources/demo``, zipped when they are opened."""

import contextlib
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from inspector.errors import Refused
from inspector.i18n import _
from inspector.resources import resources_dir
from inspector.temporary_files import provide_temporary_folder

DEMO_NAME = "Complete_LinkedInDataExport_11-21-2026.zip"
_TIMESTAMP = (2026, 11, 21, 12, 0, 0)


def zip_demo(folder: Path) -> Path:
    """Write the sample into a folder as a zip file like LinkedIn's; the bytes are the same each time."""
    target = folder / DEMO_NAME
    try:
        _write_zip(target)
    except OSError:
        raise _build_refusal() from None
    return target


@contextlib.contextmanager
def provide_demo() -> Iterator[Path]:
    """Provide the sample as a zip file for as long as it is read; raises ``Refused``."""
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(provide_temporary_folder(Path(tempfile.gettempdir())))
        except OSError:
            raise _build_refusal() from None
        yield zip_demo(folder)


def _build_refusal() -> Refused:
    hint = _("Free some space for temporary files, and try again.")
    return Refused("E_IO", _("The sample could not be put together for opening."), hint)


def read_demo_facts() -> dict[str, Any]:
    """Read what the sample member states of themselves, as keywords of ``parse_circumstances``."""
    return tomllib.loads((resources_dir() / "demo_circumstances.toml").read_text(encoding="utf-8"))


def _write_zip(target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in _list_files(resources_dir() / "demo", ""):
            archive.writestr(zipfile.ZipInfo(name, _TIMESTAMP), file.read_bytes(), zipfile.ZIP_DEFLATED)


def _list_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _list_files(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry
