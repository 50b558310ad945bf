"""The request to open archives."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.policy.circumstances import Circumstances


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """The archives to open (none: the sample), and the folder of a custom policy pack.

    ``circumstances`` were set in the window, or stated for the sample, and take precedence. Without them an archive is
    judged under ``stated``, the circumstances of the command line.
    """

    paths: tuple[Path, ...] = ()
    stated: "Circumstances | None" = None
    policy: Path | None = None
    circumstances: "Circumstances | None" = None

    @property
    def is_demo(self) -> bool:
        return not self.paths

    @property
    def title(self) -> str:
        """The text for the title bar."""
        return ", ".join(path.name for path in self.paths) if self.paths else "Demo"

    def with_paths(self, paths: tuple[Path, ...], circumstances: "Circumstances | None") -> "OpenRequest":
        """A request for other archives with the same pack and stated circumstances."""
        return replace(self, paths=paths, circumstances=circumstances)
