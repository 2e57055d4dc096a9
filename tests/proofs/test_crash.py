"""Killed at two hundred points, everything is as before or as after, and the next run needs no hand."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.proofs.tracing import CALLS

ROOT = Path(__file__).parents[2]
# A whole run is made of the other three, so fewer points will do there.
POINTS = {"load": 200, "publish": 200, "export": 200, "schedule": 100}
# Each a process of its own: one per core of a small machine.
SHARDS = 2


@pytest.mark.prove
@pytest.mark.skipif(not CALLS, reason=f"no system call numbers for {platform.machine()}")
@pytest.mark.parametrize("operation", POINTS)
def test_killed_anywhere_nothing_is_half_done(operation: str, tmp_path: Path) -> None:
    points = POINTS[operation]
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.proofs.crash", operation, str(points)),
                *(str(tmp_path / str(shard)), str(shard), str(SHARDS)),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for shard in range(SHARDS)
    ]
    seen: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for process in processes:
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        found = json.loads(output)
        assert found["points"] == points
        seen += Counter(found["seen"])
        calls += Counter(found["calls"])
    print(f"\n{operation}: {dict(seen)} {dict(calls)}")
    # The work of threads is not always cut alike; a run that was to be killed late may have finished.
    assert seen["killed"] + seen["finished"] == points
    assert seen["killed"] >= points * 0.95
    assert seen["before"] > 0
    if operation != "load":  # its last change is the one that commits: killed before that, all is as before
        assert seen["after"] > 0
    assert calls["fsync"] + calls["fdatasync"] > 0
    assert calls["write torn"] + calls["pwrite64 torn"] > 0
    if operation in {"publish", "export", "schedule"}:
        assert calls["rename"] > 0
