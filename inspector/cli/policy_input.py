"""The pack and the circumstances that the words of the command line name. Loads no code that reads archives."""

import argparse
import datetime as dt

from inspector import policy


def load_pack(options: argparse.Namespace) -> policy.Pack:
    """The pack of ``--policy``, else the built-in one; raises ``InvalidPack``."""
    folder = getattr(options, "policy", None)
    return policy.read(folder if folder is not None else policy.find_builtin_folder())


def read_circumstances(options: argparse.Namespace, pack: policy.Pack) -> policy.Circumstances:
    """The stated circumstances as of today (UTC) by default; raises ``Refused`` (E_USAGE)."""
    return policy.parse_circumstances(
        pack,
        regions=options.region or (),
        settings=options.setting or (),
        age=options.age,
        born=options.born,
        as_of=options.as_of,
        today=dt.datetime.now(dt.UTC).date(),
    )
