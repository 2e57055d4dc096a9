"""A few minutes of coverage-guided search find nothing that breaks the loader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.prove
@pytest.mark.skipif(
    sys.platform != "linux", reason="atheris, the fuzzer, has wheels for Linux on x86-64 alone"
)
def test_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris, the fuzzer, has wheels for Linux on x86-64 alone")
    done = subprocess.run(
        [sys.executable, "-m", "tests.conformance.fuzz", "45", str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    said = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("INFO"))
    assert done.returncode == 0, said[-3000:]
    # A run that only starts would find nothing either.
    executed = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    assert executed, said[-3000:]
    assert int(executed[0].split()[-1]) > 500
