"""What the window was asked to open, and the work of opening it: everything heavy is imported in there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.policy.circumstances import Circumstances
    from inspector.progress import Monitor

DEMO_FACTS: dict[str, Any] = {"regions": ("DE",), "age": "adult", "as_of": "2026-11-22"}
"""The circumstances that the sample member states, in the words of the command line."""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Archives to open (none: the sample), the circumstances in words, a policy pack of the person's own.

    ``circumstances`` holds what the person has set in the window already; it goes before the words.
    """

    paths: tuple[Path, ...] = ()
    stated_facts: dict[str, Any] = field(default_factory=dict)
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
        """The same policy and words for other archives."""
        return replace(self, paths=paths, circumstances=circumstances)


def build_opening_work(request: OpenRequest) -> "Callable[[Monitor], Iterator[Exposure]]":
    """The work of opening: an exposure of what has arrived, again and again, the last one of everything."""

    def work(monitor: "Monitor") -> Iterator["Exposure"]:
        import datetime as dt
        import gc
        from contextlib import ExitStack
        from tempfile import TemporaryDirectory

        from inspector import catalog, exposure, policy
        from inspector.archive.demo import zip_demo
        from inspector.holdings import reader

        pack = policy.read(request.policy if request.policy is not None else policy.find_builtin_folder())
        facts = {**(DEMO_FACTS if request.is_demo else {}), **request.stated_facts}
        today = dt.datetime.now(dt.UTC).date()
        circumstances = request.circumstances or policy.parse_circumstances(pack, **facts, today=today)
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
