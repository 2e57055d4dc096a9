"""`python -m benchmarks.reports`: how long each saved report takes, warm, inside one process.

On the bundled document, each report with its defaults (and those that ask for something, about the unit with
most tasks). Beside the wall time stands the processor time of the same runs, which a busy machine stretches
less. Exits 1 if a report breaks the bar.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

RUNS = 5
BAR = 150.0  # ms, of wall time

# Values for the parameters that have no default.
ASKED: Mapping[str, str] = {
    "unit": "省发展改革委",
    "unit_a": "省残联",
    "unit_b": "杭州海关",
    "words": "人工智能",
}


class Timing(NamedTuple):
    """Medians of one report's warm runs, in milliseconds."""

    name: str
    wall: float
    cpu: float


def time_reports(home: Path) -> list[Timing]:
    """Every report RUNS times after a first run that does not count; the slowest first."""
    from zeren_queries.catalogue import load_catalogue  # noqa: PLC0415 - imports are not what is measured
    from zeren_queries.snapshot import open_snapshot, run_report  # noqa: PLC0415

    catalogue = load_catalogue()
    timings = []
    with open_snapshot(home) as snapshot:
        for name, report in catalogue.items():
            values = {parameter: ASKED[parameter] for parameter in report.required}
            run_report(snapshot, name, values, catalogue)
            walls, cpus = [], []
            for _ in range(RUNS):
                wall, cpu = time.perf_counter(), time.process_time()
                run_report(snapshot, name, values, catalogue)
                walls.append((time.perf_counter() - wall) * 1000)
                cpus.append((time.process_time() - cpu) * 1000)
            timings.append(Timing(name, statistics.median(walls), statistics.median(cpus)))
    return sorted(timings, key=lambda timing: -timing.wall)


def print_reports(home: Path) -> int:
    """Print a line per report; returns how many break the bar."""
    timings = time_reports(home)
    print(f"{'report':<28} {'wall ms':>9} {'cpu ms':>7} {'x bar':>9} {'bar ms':>6}")
    for timing in timings:
        mark = " BROKEN" if timing.wall > BAR else ""
        share = timing.wall / BAR
        print(f"{timing.name:<28} {timing.wall:>9.0f} {timing.cpu:>7.0f} {share:>9.2f} {BAR:>6.0f}{mark}")
    print(f"{'all':<28} {sum(t.wall for t in timings):>9.0f} {sum(t.cpu for t in timings):>7.0f}")
    return sum(timing.wall > BAR for timing in timings)


def main() -> int:
    """Build a home and time every report in it."""
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as scratch:
        home = Path(scratch, "home")
        build = [sys.executable, "-m", "zeren", "build"]
        subprocess.run(build, env=os.environ | {"ZEREN_HOME": str(home)}, check=True, capture_output=True)
        return 1 if print_reports(home) else 0


if __name__ == "__main__":
    raise SystemExit(main())
