"""What the window was asked to open."""

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
    """Archives to open (none: the sample), and a policy pack of the person's own.

    ``circumstances`` are those to judge under: the person set them in the window, or stated them for the sample.
    Without them an archive is judged under ``stated``, the circumstances of the command line.
    """

    paths: tuple[Path, ...] = ()
    stated: "Circumstances | None" = None
    policy: Path | None = None
    circumstances: "Circumstances | None" = None

    @property
    def is_demo(self) -> bool:
        """Whether the sample member is meant."""
        return not self.paths

    @property
    def title(self) -> str:
        """What to call it in the title bar."""
        return ", ".join(path.name for path in self.paths) if self.paths else "Demo"

    def with_paths(self, paths: tuple[Path, ...], circumstances: "Circumstances | None") -> "OpenRequest":
        """The same policy and stated circumstances for other archives."""
        return replace(self, paths=paths, circumstances=circumstances)


def build_opening_work(request: OpenRequest) -> "Callable[[Monitor], Iterator[Exposure]]":
    """The work of opening: an exposure of what has been read so far, again and again, the last one of everything."""

    def work(monitor: "Monitor") -> Iterator["Exposure"]:
        # The worker imports it, so that the window answers while half a second of modules is loaded.
        from inspector.window.opening_work import open_in_stages

        return open_in_stages(request, monitor)

    return work
