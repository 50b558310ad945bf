"""The request to open archives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.policy.circumstances import Circumstances
    from inspector.progress import Monitor


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


def build_opening_work(request: OpenRequest) -> "Callable[[Monitor], Iterator[Exposure]]":
    """The work of opening, for ``Jobs``: yields an exposure of what has been read so far; the last is of everything."""

    def work(monitor: "Monitor") -> Iterator["Exposure"]:
        # The worker imports it, so that the window answers while half a second of modules is loaded.
        from inspector.window.opening_work import open_in_stages

        return open_in_stages(request, monitor)

    return work
