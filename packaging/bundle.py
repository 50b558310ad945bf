"""What may not be inside the program's folder, and what that folder must hold: one list for the build and its checks.

The program opens no connection. So that nobody has to believe it, nothing that could open one is in the bundle: no
network module of Qt or of Arrow, no TLS, no browser, no plug-in that is linked to them.
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

EXCLUDED_MODULES = (
    # Python's own ways to the network. Of what others import and never call, no_sockets.py gives empty ones.
    *("_ssl", "ssl", "socket", "_socket", "ftplib", "imaplib", "smtplib", "poplib", "nntplib", "telnetlib"),
    *("socketserver", "asyncio", "http", "urllib.request", "urllib.error", "urllib.robotparser", "xmlrpc", "wsgiref"),
    *("webbrowser", "multiprocessing", "concurrent.futures.process", "logging.handlers", "mailbox"),
    *("pip", "setuptools", "ensurepip"),
    # Tools that nothing here runs.
    *("tkinter", "turtle", "idlelib", "lib2to3", "pdb", "doctest", "unittest", "test", "sqlite3", "curses"),
    *("readline", "pytest", "hypothesis", "IPython", "matplotlib", "PIL", "lxml", "defusedxml"),
    # The data frame is for notebooks: no command and no page asks for it.
    *("pandas", "dateutil", "pytz", "tzdata"),
    *(f"pyarrow.{name}" for name in ("_azurefs", "_flight", "_gcsfs", "_hdfs", "_s3fs", "flight", "cuda", "_cuda")),
    *(f"pyarrow.{name}" for name in ("_orc", "orc", "_parquet", "parquet", "_parquet_encryption", "_substrait")),
    *(f"pyarrow.{name}" for name in ("_dataset", "dataset", "_dataset_orc", "_dataset_parquet", "substrait")),
    *(f"pyarrow.{name}" for name in ("_dataset_parquet_encryption", "_pyarrow_cpp_tests", "tests")),
    *(f"pyarrow.{name}" for name in ("interchange", "benchmark", "conftest", "jvm", "gandiva", "_acero", "acero")),
    *(f"pyarrow.{name}" for name in ("_json", "json", "_feather", "feather", "_fs", "fs")),
    "numpy.f2py", "numpy.testing", "numpy.distutils", "numpy.tests",
    *(f"PySide6.Qt{name}" for name in ("Network", "NetworkAuth", "Pdf", "PdfWidgets", "Qml", "Quick", "QuickWidgets")),
    *(f"PySide6.Qt{name}" for name in ("QuickControls2", "QuickTest", "Sql", "Test", "WebChannel", "WebSockets")),
    *(f"PySide6.Qt{name}" for name in ("WebEngineCore", "WebEngineWidgets", "WebView", "Help", "Designer", "UiTools")),
)  # fmt: skip

# Patterns over paths below the bundle's folder, with any prefix: these must not be there.
DENIED = (
    *("*Qt6Network*", "*QtNetwork*", "*Qt6Pdf*", "*QtPdf*", "*Qt6WebEngine*", "*QtWebEngine*", "*Qt6Qml*"),
    *("*Qt6Quick*", "*Qt6WebSockets*", "*Qt6WebChannel*", "*Qt6HttpServer*", "*Qt6VirtualKeyboard*", "*Qt6Sql*"),
    *("*/qml/*", "*/plugins/tls/*", "*/plugins/networkinformation/*", "*/plugins/qmltooling/*"),
    "*/plugins/sqldrivers/*",
    *("*/plugins/*qpdf*", "*/plugins/*qvnc*", "*/plugins/*qtvirtualkeyboard*", "*/plugins/*tuiotouch*"),
    # The GTK theme draws in a dozen of the build machine's own libraries, some of which go to the network.
    *("*/plugins/*qgtk3*", "*libgtk-3*", "*libgio-2*", "*libcurl*", "*libssl*", "*libgnutls*"),
    *("*libarrow_flight*", "*libarrow_s3*", "*libarrow_gcs*", "*libarrow_azure*", "*libarrow_python_flight*"),
    *("*parquet_encryption*", "*/pyarrow/*.px[di]", "*/pyarrow/*.pyx", "*/pyarrow/src/*"),
    *("*/_ssl.*", "*/_socket.*", "*/_sqlite3.*", "*/_multiprocessing.*", "*/pyarrow/include/*", "*/pyarrow/tests/*"),
    # The same library under further names: the wheel holds copies where links would do.
    *("*/libarrow_python.so", "*/libarrow_python.so.*.*"),
    # Screens without a window system, input without one, and picture formats that nothing here shows.
    *("*qeglfs*", "*Qt6Egl*", "*/egldeviceintegrations/*", "*qlinuxfb*", "*qvkkhrdisplay*", "*qminimal*", "*qevdev*"),
    *(f"*/imageformats/*q{kind}.*" for kind in ("gif", "icns", "tga", "tiff", "wbmp", "webp")),
    # Of Qt's own translations only those of its standard dialogs.
    *(f"*PySide6*/translations/{kind}" for kind in ("[!q]*", "qt_*", "qt[!b]*")),
)  # fmt: skip

# Of the machine it is built on only what Python's own modules stand on; the rest is for the machine it runs on.
FROM_SYSTEM = ("libbz2.*", "libcrypto.*", "libexpat.*", "libffi.*", "liblzma.*", "libpython3.*", "libz.*")

# What a process of the program may not have mapped, wherever it comes from.
DENIED_MAPS = (
    *("*Qt6Network*", "*QtNetwork*", "*Qt6Pdf*", "*Qt6WebEngine*", "*Qt6Qml*", "*/tls/*", "*/networkinformation/*"),
    *("*libssl*", "*libcurl*", "*libgnutls*", "*libarrow_flight*", "*libarrow_s3*", "*libqpdf*", "*_ssl.*"),
)  # fmt: skip

REQUIRED = (
    "*/inspector/_resources/catalog/linkedin.toml",
    "*/inspector/_resources/policies/linkedin/pack.toml",
    "*/inspector/_resources/demo/Profile.csv",
    "*/inspector/_resources/templates/report.html",
    "*/inspector/_resources/themes/light.toml",
    "*/inspector/_resources/translations/de.mo",
    "*/translations/qtbase_de.qm",
)


def is_denied(name: str) -> bool:
    """Whether a path below the bundle's folder, with ``/`` between its parts, may not be there."""
    return any(fnmatch(f"/{name}", pattern) for pattern in DENIED)


def is_of_build_machine(source: str) -> bool:
    """Whether a library was found on the machine it is built on, and is to be taken from the one it runs on."""
    name = source.rpartition("/")[2]
    return (
        source.startswith(("/lib/", "/usr/lib/"))
        and "/lib-dynload/" not in source
        and not any(fnmatch(name, pattern) for pattern in FROM_SYSTEM)
    )


def content_faults(names: Iterable[str]) -> Iterator[str]:
    """What is in a bundle and may not be, and what it lacks; ``names`` are paths below its folder."""
    found = [f"/{name}" for name in names]
    for name in found:
        for pattern in DENIED:
            if fnmatch(name, pattern):
                yield f"bundle: {name[1:]} is inside, which {pattern} forbids"
    for pattern in REQUIRED:
        if not any(fnmatch(name, pattern) for name in found):
            yield f"bundle: nothing in it is {pattern}"


def map_faults(maps: str) -> Iterator[str]:
    """What is mapped into a process and may not be; ``maps`` is the text of ``/proc/PID/maps``."""
    files = {line.split(maxsplit=5)[5] for line in maps.splitlines() if len(line.split(maxsplit=5)) == 6}
    yield from (
        f"process: {Path(name).name} is loaded, which {pattern} forbids"
        for name in sorted(files)
        for pattern in DENIED_MAPS
        if fnmatch(name, pattern)
    )


def files_of(folder: Path) -> list[str]:
    """Paths of all files below ``folder``, with ``/`` between their parts."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
