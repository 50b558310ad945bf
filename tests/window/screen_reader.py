"""A small screen reader: it goes through the window by keys alone and tells, line by line, what it is told there.

    xvfb-run -a dbus-run-session -- /usr/bin/python3 tests/window/screen_reader.py PYTHON

It runs with the system's Python, which alone has the bindings of the accessibility bus; ``PYTHON`` is the one that runs
the program. Each line of its output is one JSON object: where it is, and what was said there. It ends with 1 where it
waited in vain for something.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyatspi
from gi.repository import GLib

PATIENCE = 120.0
"""How long something may take on a busy machine, in seconds."""
_PAUSE = 0.05
_WHOLE = {pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_LIST, pyatspi.ROLE_MENU_BAR}
"""What is not read cell by cell: whoever wants a cell goes to it."""


class Reader:
    """What is heard: where the focus is, and what was announced."""

    def __init__(self, program):
        self._program = program
        self.focus = None
        self.announced = []
        pyatspi.Registry.registerEventListener(self._focused, "object:state-changed:focused")
        pyatspi.Registry.registerEventListener(self._announced, "object:announcement")

    def _focused(self, event):
        if event.detail1:
            self.focus = event.source

    def _announced(self, event):
        self.announced.append(str(event.any_data))

    # ---- waiting

    def wait(self, found, what):
        """Hear events until something is found; returns it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                value = found()
            except GLib.Error:  # what was asked about has gone meanwhile
                value = None
            if value:
                return value
            if self._program.poll() is not None:
                raise SystemExit(f"the program ended with {self._program.returncode}")
            time.sleep(_PAUSE)
        raise SystemExit(f"waited in vain for {what}; the focus is at {self.at()!r}, announced: {self.announced}")

    # ---- reading

    def window(self):
        """The window on the bus; ``None`` before it is there."""
        for application in pyatspi.Registry.getDesktop(0):
            for frame in application or ():
                if frame is not None and "Archive Inspector" in frame.name:
                    return frame
        return None

    def texts(self):
        """The names of all that is in sight, but for what stands in tables."""
        found, waiting = [], [self.window()]
        while waiting:
            node = waiting.pop(0)
            if node is None or not node.getState().contains(pyatspi.STATE_SHOWING):
                continue
            if node.name:
                found.append(node.name)
            if node.getRole() not in _WHOLE:
                waiting += list(node)
        return found

    def at(self):
        """The name of what has the focus."""
        return self.focus.name if self.focus is not None else ""

    # ---- the hand

    def press(self, *keys):
        """Press keys, as a person does."""
        xdotool("key", "--clearmodifiers", *keys)

    def tab_to(self, name):
        """Press Tab until the focus is at what has a name."""
        for _stop in range(40):
            if self.at() == name:
                return
            before = self.focus
            self.press("Tab")
            self.wait(lambda before=before: self.focus is not before, f"the focus to move on its way to {name!r}")
        raise SystemExit(f"Tab does not come to {name!r}")


def tell(place, **said):
    """Write down what was heard somewhere."""
    print(json.dumps({"place": place, **said}), flush=True)  # noqa: T201 - what it is for


def read(reader):
    """From the Overview to an item and to why, by keys."""
    reader.wait(reader.window, "the window")
    number = reader.wait(_window_number, "the window on the screen")
    xdotool("windowfocus", "--sync", number)
    reader.wait(lambda: any(text.startswith("Read ") for text in reader.texts()), "the end of reading")
    tell("overview", texts=reader.texts())
    reader.tab_to("Chart of items by category and outcome")
    tell("chart", name=reader.at(), description=reader.focus.description)
    reader.press("Down")
    reader.wait(lambda: any(text.startswith("Posts: ") for text in reader.announced), "the second bar to be said")
    reader.press("Return")
    reader.wait(lambda: reader.focus is not None and reader.focus.getRole() == pyatspi.ROLE_TABLE_CELL, "an item")
    reader.wait(
        lambda: any(" items" in text and " of " in text for text in reader.announced), "how many items there are"
    )
    before = reader.focus
    reader.press("Down")
    reader.wait(lambda: reader.focus is not before and ": " in reader.at(), "the next item")
    tell("item", name=reader.at(), announced=reader.announced)
    reader.tab_to("Why")
    text = reader.focus.queryText()
    tell("why", text=text.getText(0, text.characterCount), verdict=reader.texts())


def xdotool(*words):
    """What the screen's hand does, and what it writes."""
    ran = subprocess.run(("/usr/bin/xdotool", *words), stdout=subprocess.PIPE, text=True, timeout=60)  # noqa: S603
    return ran.stdout


def _window_number():
    """The number of the window on the screen, as xdotool writes it; empty before it is there."""
    return next(iter(xdotool("search", "--onlyvisible", "--name", "Archive Inspector").split()), "")


def main(python):
    """Read the sample's window; returns the exit code."""
    with tempfile.TemporaryDirectory() as home:
        program = subprocess.Popen(  # noqa: S603 - the program of this checkout
            [python, "-m", "inspector", "demo", "--window"],
            cwd=Path(__file__).parents[2],
            env=os.environ
            | {
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_QPA_PLATFORM": "xcb",
                "HOME": home,
                "XDG_CONFIG_HOME": home,
            },
        )
        try:
            read(Reader(program))
        finally:
            program.terminate()
            program.wait(60)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
