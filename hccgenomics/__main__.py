"""The program as a process: ``hccgenomics`` and ``python -m hccgenomics``.

A run lives for a fraction of a second, and a third of that would go into housekeeping: collecting
garbage while modules load, looking for plug-ins of a library, taking every object apart at the end.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import Final

GARBAGE_THRESHOLDS: Final = (100_000, 50, 50)
"""A run makes few cycles; collecting as often as a server would costs a tenth of it."""


def run() -> None:
    """Run the command line and end the process, without freeing what the system frees at once."""
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none may change a document
    from hccgenomics.cli import main

    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
