"""`make bench`: how long whole commands take, as ratios to a bare Python start on the same machine.

Seconds differ from machine to machine, so each figure is also given as a multiple of what `python -c pass`
takes, and beside the wall time stands the processor time, which a busy machine stretches less. The bars are
seconds of wall time on a small office machine with two cores. Then every report, inside one process. Exits 1
if a bar is broken.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.reports import print_reports

RUNS = 5

# Command, what is prepared before each run, bar in seconds.
CASES: Sequence[tuple[tuple[str, ...], str, float]] = (
    (("--help",), "built", 0.4),
    (("build",), "empty", 3.0),
    (("build",), "built", 3.0),
    (("report", "unit_workload"), "built", 1.0),
    (("reports",), "built", 1.0),
    (("why", "2.7.20"), "built", 1.0),
    (("export",), "built", 3.0),
)


def seconds(command: Sequence[str], home: Path) -> tuple[float, float]:
    """The wall time and the processor time of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, env=os.environ | {"ZEREN_HOME": str(home)}, check=True, capture_output=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Time every case and print a table."""
    broken = 0
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as scratch:
        bare = (sys.executable, "-c", "pass")
        base = statistics.median(seconds(bare, Path(scratch))[0] for _ in range(RUNS))
        print(f"{'command':<28} {'home':<6} {'median s':>9} {'max s':>7} {'cpu s':>7}", end="")
        print(f" {'x python':>9} {'bar s':>6}")
        built = Path(scratch, "built")
        seconds((sys.executable, "-m", "zeren", "build"), built)
        for words, start, bar in CASES:
            times, cpus = [], []
            for number in range(RUNS):
                home = built if start == "built" else Path(scratch, f"empty{number}")
                wall, cpu = seconds((sys.executable, "-m", "zeren", *words), home)
                times.append(wall)
                cpus.append(cpu)
            median = statistics.median(times)
            broken += median > bar
            mark = " BROKEN" if median > bar else ""
            print(
                f"{' '.join(words):<28} {start:<6} {median:>9.2f} {max(times):>7.2f}"
                f" {statistics.median(cpus):>7.2f}"
                f" {median / base:>9.1f} {bar:>6.1f}{mark}"
            )
        print()
        broken += print_reports(built)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
