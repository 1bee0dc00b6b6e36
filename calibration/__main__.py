"""All simulations, their tables, figures and page: ``python -m calibration``."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from calibration import several, single, tracked
from calibration.cells import write
from calibration.figures import draw_figures
from calibration.page import write_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from calibration.cells import Row

KINDS: tuple[tuple[str, Callable[[int], Row], int], ...] = (
    ("calling", single.rule, len(single.RULES)),
    ("forced", single.forced, len(single.TESTS)),
    ("residual", tracked.tracked, len(tracked.CELLS)),
    ("unlike", tracked.unlike, len(tracked.UNLIKE)),
    ("discoveries", several.discoveries, len(several.DISCOVERIES)),
    ("background", several.background, len(several.CONTEXTS)),
    ("intervals", several.interval, len(several.INTERVALS)),
)


def main() -> None:
    workers = max(1, (os.cpu_count() or 2) // 2)
    with ProcessPoolExecutor(workers) as pool:
        futures = [
            (name, [pool.submit(work, i) for i in range(count)]) for name, work, count in KINDS
        ]
        for name, rows in futures:
            write(name, [row.result() for row in rows])
            print(f"{name}: {len(rows)} rows")
    draw_figures()
    write_page()


if __name__ == "__main__":
    main()
