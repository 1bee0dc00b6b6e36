"""Time and memory of whole processes, as the operating system accounts for them."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

KIB: Final = 1024


@dataclass(frozen=True, slots=True)
class Command:
    """What is timed: its title, its words, and where its output goes (nowhere by default)."""

    title: str
    words: Sequence[str]
    output: Path = Path(os.devnull)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run.

    Attributes:
        wall: Seconds from start to end.
        cpu: Seconds of user and system time, all child processes together.
        peak_mib: Resident memory of the largest single process among them.
    """

    wall: float
    cpu: float
    peak_mib: float


@dataclass(slots=True)
class Timing:
    """All runs of one command."""

    runs: list[Run] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """Median seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """Median seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """Fastest and slowest run."""
        walls = [run.wall for run in self.runs]
        return min(walls), max(walls)

    @property
    def peak_mib(self) -> float:
        """The worst of all runs."""
        return max(run.peak_mib for run in self.runs)


def in_turn(commands: Sequence[Command], *, rounds: int) -> dict[str, Timing]:
    """Run all commands once to warm up, then ``rounds`` times, one after the other each time.

    Interleaved, because machines are noisy: what counts is a ratio within one run of this.
    """
    timings = {command.title: Timing() for command in commands}
    for round_number in range(rounds + 1):
        for command in commands:
            run = run_once(command)
            if round_number:
                timings[command.title].runs.append(run)
    return timings


def run_once(command: Command) -> Run:
    """One run; a failure ends everything with what the command said.

    The peak of a child starts from that of the process that starts it, so this one must be small.
    """
    with command.output.open("wb") as output:
        begun = time.perf_counter()
        child = subprocess.Popen(command.words, stdout=output, stderr=subprocess.PIPE)
        said = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stderr:
        child.stderr.close()
    if child.returncode:
        raise SystemExit(f"{' '.join(command.words)}\nended with {child.returncode}: {said!r}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIB)
