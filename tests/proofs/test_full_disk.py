"""A full disk at every step, a folder that may not be written: a plain failure, the old set to the byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from zeren_queries.formats import Format

ROOT = Path(__file__).parents[2]
CASES = [
    *(("export", fmt.value) for fmt in Format if fmt is not Format.TABLE),
    ("load", "-"),
    ("publish", "-"),
]


_LATE = """
import sys
from pathlib import Path
from tests.proofs.crash import OPERATIONS, Place
from tests.proofs.full_disk import _limited

place = Place(Path(sys.argv[1]))
prepare, act = OPERATIONS["publish"]
prepare(place)
before = place.state()
# The log fits, the file does not: DuckDB would say so only when it is closed, and then to nobody.
code, message = _limited(lambda: act(place), 1_000_000)
assert code == 1, code
assert "cannot be written" in message, message
assert place.state() == before
assert act(place) == 0
assert place.state()["snapshot"] != before["snapshot"]
"""


def test_a_disk_that_fills_up_at_the_end_publishes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LATE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.prove
@pytest.mark.parametrize(("operation", "fmt"), CASES)
def test_a_full_disk_changes_nothing(operation: str, fmt: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.full_disk", operation, fmt, str(tmp_path / "full")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    print(f"\n{operation} {fmt}: {found}")
    # Always 1, never a crash and never a success that is none.
    assert set(found["codes"]) == {"0", "1"}
    assert found["codes"]["1"] >= 5
