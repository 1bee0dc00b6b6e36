"""Several processes on one stream: pieces go out, results come back in the order of the pieces.

A worker gets a new piece only once its last result is in, so neither side ever waits for the other
to read, and no more than a few pieces exist at a time. A worker that loses its master finds its
pipe closed and ends; a master that loses a worker finds the same and says so.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Self

from hccgenomics.errors import HccGenomicsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from types import TracebackType

AHEAD: Final = 3
"""Results per worker that may wait for an earlier one."""
_PATIENCE: Final = 2.0
"""Seconds that a worker has to end of its own accord."""
_FORKS: Final = sys.platform == "linux"
"""Elsewhere a copy of a running process is not safe to use, or cannot be made."""


class WorkerError(HccGenomicsError):
    """A worker process ended before its work was done."""

    code = "worker"
    title = "A worker process ended"


class WorkFailed(RuntimeError):  # noqa: N818 -- what is said is the worker's own traceback
    """A bug met in a worker process; its text is the traceback from there."""


class Crew:
    """Processes that each open their own work and do it piece by piece.

    Args:
        opens: Makes the function that is called with every piece; called in each process.
        size: How many processes.
    """

    def __init__(self, opens: Callable[[], Callable[[Any], Any]], *, size: int) -> None:
        context: ForkContext | SpawnContext = (
            multiprocessing.get_context("fork") if _FORKS else multiprocessing.get_context("spawn")
        )
        self._mine: list[Connection] = []
        self._processes = []
        for _ in range(size):
            mine, theirs = context.Pipe()
            self._mine.append(mine)
            inherited = tuple(self._mine) if _FORKS else ()
            process = context.Process(target=_serve, args=(theirs, opens, inherited), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(at_once=error is not None)

    def close(self, *, at_once: bool = False) -> None:
        """End all workers, and wait until they are gone."""
        for connection in self._mine:
            connection.close()
        for process in self._processes:
            if at_once:
                process.terminate()
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join()

    def map(self, pieces: Iterator[Any]) -> Iterator[Any]:
        """The results, in the order of the pieces.

        Raises:
            WorkerError: A worker is gone.
        """
        idle = list(self._mine)
        busy: dict[Connection, int] = {}
        done: dict[int, Any] = {}
        given = taken = 0
        is_more = True
        while is_more or busy or done:
            while is_more and idle and given - taken < AHEAD * len(self._mine):
                piece = next(pieces, None)
                if piece is None:
                    is_more = False
                    break
                worker = idle.pop()
                _send(worker, piece)
                busy[worker] = given
                given += 1
            ready = frozenset(wait(list(busy))) if busy else frozenset()
            for worker in [one for one in busy if one in ready]:
                done[busy.pop(worker)] = _received(worker)
                idle.append(worker)
            while taken in done:
                yield done.pop(taken)
                taken += 1


def _send(worker: Connection, piece: Any) -> None:  # noqa: ANN401 -- whatever the work takes
    try:
        worker.send(piece)
    except (BrokenPipeError, ConnectionError) as error:
        raise _gone() from error


def _received(worker: Connection) -> Any:  # noqa: ANN401 -- whatever the work gives
    try:
        result = worker.recv()
    except (EOFError, ConnectionError) as error:
        raise _gone() from error
    if isinstance(result, WorkFailed):
        raise result
    return result


def _gone() -> WorkerError:
    return WorkerError(
        "A worker process ended unexpectedly; it may have been killed for want of memory.",
        hint="Run again with --threads 1.",
    )


def _serve(
    connection: Connection,
    opens: Callable[[], Callable[[Any], Any]],
    inherited: tuple[Connection, ...],
) -> None:
    """What a worker does until its pipe is closed; the master alone answers signals and speaks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for other in inherited:
        other.close()
    work = None
    try:
        while True:
            piece = connection.recv()
            try:
                work = work or opens()
                result = work(piece)
            except Exception:  # noqa: BLE001 -- the master reports it
                result = WorkFailed(traceback.format_exc())
            connection.send(result)
    except (EOFError, OSError):
        os._exit(0)
