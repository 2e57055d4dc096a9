"""`python -m benchmarks.exports`: ten million rows of a snapshot into a set, and how much memory that takes.

Each case runs in a process of its own, whose peak of resident memory is printed beside the peak for a
tenth of the rows: streaming means that the two are about the same. Exits 1 if the longer needs more than
EXTRA_MEMORY more.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 10_000_000
EXTRA_MEMORY = 150  # MB

# As wide as a report of units: two texts, a count, an exact share and a flag.
SQL = """
SELECT
    i AS task_id,
    '省发展改革委' || (i % 4001) AS unit,
    '推进重点项目建设,完成投资' || i || '亿元以上' AS text,
    i % 97 AS tasks,
    CAST(i % 1000 AS DECIMAL(24, 6)) / 1000 AS lead_share,
    i % 3 = 0 AS is_lead
FROM range({rows}) AS numbers (i)
"""


def export(home: Path, fmt: str, rows: int) -> None:
    """Export one long report; prints seconds, peak memory in MB and the file's size in MB."""
    from zeren_queries.exports.reports import ExportableReport  # noqa: PLC0415 - measured in the child alone
    from zeren_queries.exports.sets import SetOptions, write_set  # noqa: PLC0415
    from zeren_queries.formats import Format, columns_of  # noqa: PLC0415
    from zeren_queries.snapshot import open_snapshot  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as folder, open_snapshot(home) as snapshot:
        sql = SQL.format(rows=rows)
        schema = snapshot.arrow(f"SELECT * FROM ({sql}) AS rows LIMIT 0").schema
        report = ExportableReport("long_report", columns_of(schema), lambda: snapshot.stream(sql))
        began = time.perf_counter()
        outcome = write_set(
            Path(folder), [report], snapshot_id=snapshot.snapshot_id, options=SetOptions(fmt=Format(fmt))
        )
        seconds = time.perf_counter() - began
        assert outcome.files[0].rows == rows
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak": peak, "size": outcome.files[0].size / 1e6}))


def measure(home: Path, fmt: str, rows: int) -> dict[str, float]:
    """`export` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.exports", str(home), fmt, str(rows)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Measure csv and parquet and print a table."""
    broken = 0
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as scratch:
        home = Path(scratch, "home")
        build = [sys.executable, "-m", "zeren", "build"]
        subprocess.run(build, env=os.environ | {"ZEREN_HOME": str(home)}, check=True, capture_output=True)
        print(f"{'format':<8} {'rows':>10} {'seconds':>8} {'MB':>7} {'peak MB':>8} {'a tenth: peak MB':>17}")
        for fmt in ("csv", "parquet"):
            short, long = measure(home, fmt, ROWS // 10), measure(home, fmt, ROWS)
            broken += long["peak"] - short["peak"] > EXTRA_MEMORY
            print(
                f"{fmt:<8} {ROWS:>10} {long['seconds']:>8.1f} {long['size']:>7.0f} {long['peak']:>8.0f}"
                f" {short['peak']:>17.0f}"
            )
    return 1 if broken else 0


if __name__ == "__main__":
    if len(sys.argv) == 4:
        export(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
        sys.exit(0)
    sys.exit(main())
