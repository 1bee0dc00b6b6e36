"""The program as a process: ``hccgenomics`` and ``python -m hccgenomics``.

A run lives for a fraction of a second, and a third of that would go into housekeeping: collecting
garbage while modules load, looking for plug-ins of a library, taking every object apart at the end.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

GARBAGE_THRESHOLDS: Final = (100_000, 50, 50)
"""A run makes few cycles; collecting as often as a server would costs a tenth of it."""
SIGNALLED: Final = 128
"""A shell counts a process that a signal ended as this and the signal's number."""
UNWRITABLE: Final = 3
"""Exit code of output that cannot be written, as ``errors.OutputError`` has it."""


_ended_by: list[int] = []
"""Signals that have come. What ``_end`` raises may be swallowed by a library it comes upon, or
turned into an error of that library's own: the exit code tells the signal all the same."""


def run() -> None:
    """Run the command line and end the process, without freeing what the system frees at once."""
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none may change a document
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup asks for that
            signal.signal(number, _end)
    from hccgenomics.cli import main

    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except OSError as error:
        code = UNWRITABLE  # help or version, into a full disk or a pipe that is gone
        if not isinstance(error, BrokenPipeError):
            os.write(2, f"Error: The output cannot be written ({error.strerror}).\n".encode())
    if _ended_by:
        code = SIGNALLED + _ended_by[0]
    os._exit(_flushed() or code)


def _end(number: int, frame: FrameType | None) -> None:
    """Leave by the ordinary way, so that nothing half-written stays behind."""
    del frame
    _ended_by.append(number)
    sys.exit(SIGNALLED + number)


def _flushed() -> int:
    """Hand over what was written; a stream may be closed, its reader gone, or its disk full."""
    code = 0
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            continue
        except OSError:
            code = UNWRITABLE
    return code


if __name__ == "__main__":
    run()
