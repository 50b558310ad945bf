"""The work of opening an archive, done by a worker: reads it in stages, and judges each stage."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack

import inspector.query
import inspector.summary.exposure_summary  # noqa: F401 - here, so that the window does not stop for it at the first page
from inspector import catalog, exposure, policy
from inspector.archive.demo import provide_demo, read_demo_facts
from inspector.columns import configure_memory_pool
from inspector.exposure import Exposure
from inspector.holdings import reader
from inspector.progress import Monitor
from inspector.window.open_request import OpenRequest
from inspector.window.startup import freeze_loaded_modules


def open_in_stages(request: OpenRequest, monitor: Monitor) -> Iterator[Exposure]:
    """Exposures of what has been read so far; the last is of everything. Raises ``Refused`` and ``Cancelled``."""
    configure_memory_pool()
    pack = policy.read(request.policy if request.policy is not None else policy.find_builtin_folder())
    today = dt.datetime.now(dt.UTC).date()
    circumstances = request.circumstances
    if circumstances is None and request.is_demo:
        circumstances = policy.parse_circumstances(pack, **read_demo_facts(), today=today)
    elif circumstances is None:
        circumstances = request.stated or policy.assume_circumstances(policy.days.from_date(today))
    loaded_catalog = catalog.load_catalog()
    freeze_loaded_modules()
    with ExitStack() as stack:
        paths = request.paths
        if request.is_demo:
            paths = (stack.enter_context(provide_demo()),)
        for holdings in reader.read_stages(paths, loaded_catalog, monitor):
            yield exposure.judge(holdings, pack, circumstances)
