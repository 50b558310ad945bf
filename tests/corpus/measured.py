"""Runs one command and notes its time and peak memory: ``measured.py RESULT LIMIT COMMAND...``.

A process of its own, small and without the site packages: a child's peak begins with that of its parent.
"""

import json
import os
import signal
import sys
import time

result, limit, *command = sys.argv[1:]
begun = time.monotonic()
child = os.posix_spawn(command[0], command, os.environ)


def expired(*_: object) -> None:
    os.kill(child, signal.SIGKILL)


signal.signal(signal.SIGALRM, expired)
signal.setitimer(signal.ITIMER_REAL, float(limit))
_, status, usage = os.wait4(child, 0)
# On a busy machine the clock also counts the work of others.
seconds = min(time.monotonic() - begun, usage.ru_utime + usage.ru_stime)
kib = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
with open(result, "w") as file:  # noqa: PTH123 - nothing that this process need not load
    json.dump({"exit": os.waitstatus_to_exitcode(status), "seconds": seconds, "mib": kib / 1024}, file)
