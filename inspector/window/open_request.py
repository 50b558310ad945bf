"""What the window was asked to open, and the work of opening it: everything heavy is imported in there."""

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
    """The work of opening: an exposure of what has arrived, again and again, the last one of everything."""

    def work(monitor: "Monitor") -> Iterator["Exposure"]:
        import datetime as dt
        import gc
        from contextlib import ExitStack
        from tempfile import TemporaryDirectory

        from inspector import catalog, exposure, policy
        from inspector.archive.demo import read_demo_facts, zip_demo
        from inspector.holdings import reader

        pack = policy.read(request.policy if request.policy is not None else policy.find_builtin_folder())
        today = dt.datetime.now(dt.UTC).date()
        circumstances = request.circumstances
        if circumstances is None and request.is_demo:
            circumstances = policy.parse_circumstances(pack, **read_demo_facts(), today=today)
        elif circumstances is None:
            circumstances = request.stated or policy.assume_circumstances(policy.days.from_date(today))
        loaded_catalog = catalog.load_catalog()
        if not gc.get_freeze_count():
            gc.freeze()  # what is loaded by now stays: to look through it for garbage again would stop the window
        with ExitStack() as stack:
            paths = request.paths
            if request.is_demo:
                paths = (zip_demo(Path(stack.enter_context(TemporaryDirectory(prefix="inspector-")))),)
            for holdings in reader.read_stages(paths, loaded_catalog, monitor):
                yield exposure.judge(holdings, pack, circumstances)

    return work
