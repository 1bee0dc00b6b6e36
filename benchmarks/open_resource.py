"""How long the embedded transcript models take to open and to answer.

    python benchmarks/open_resource.py

Opening must stay under 50 ms; what is printed is the best of several runs in this process, after
the imports, and the time of those imports in a fresh one.
"""

from __future__ import annotations

import subprocess
import sys
from timeit import repeat

from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly

PROMOTER = Interval.at("chr5", pos=1_295_113)
KILOBASE = Interval("chr5", 1_290_000, 1_291_000)
IMPORT = """
import time
begun = time.perf_counter()
import hccgenomics.knowledge.transcripts
print((time.perf_counter() - begun) * 1e3)
"""


def best(action, *, times: int) -> float:
    return min(repeat(action, number=times, repeat=5)) / times


models = load_models(Assembly.GRCH38)
run = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True, text=True)
print(f"import              {float(run.stdout):8.1f} ms")
print(f"open                {best(lambda: load_models(Assembly.GRCH38), times=5) * 1e3:8.2f} ms")
print(f"one base            {best(lambda: models.bases(PROMOTER), times=10_000) * 1e6:8.2f} µs")
print(f"one kilobase        {best(lambda: models.bases(KILOBASE), times=1_000) * 1e6:8.2f} µs")
print(f"genes at one base   {best(lambda: models.genes_at(PROMOTER), times=10_000) * 1e6:8.2f} µs")
