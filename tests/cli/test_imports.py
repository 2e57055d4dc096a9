"""What a command does not load: the packages that take longer to import than the command takes to run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LIST_MODULES = """
import atexit, sys
atexit.register(lambda: print(*sorted(sys.modules), file=open({path!r}, "w")))
sys.argv = ["zeren", *{arguments!r}]
from zeren.cli import run
run()
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], {"duckdb", "numpy", "pandas", "pyarrow", "sqlalchemy", "yaml"}),
        (["reports"], {"duckdb", "numpy", "pandas", "pyarrow", "sqlalchemy"}),
        (["report", "unit_workload"], {"alembic", "numpy", "pandas", "sqlalchemy"}),
        (["report", "unit_workload", "-f", "csv"], {"alembic", "numpy", "pandas", "sqlalchemy"}),
        (["report", "unit_workload", "-f", "json"], {"alembic", "numpy", "pandas", "sqlalchemy"}),
        (["export", "unit_workload"], {"alembic", "numpy", "pandas", "sqlalchemy"}),
        (["why", "2.7.20"], {"alembic", "duckdb", "numpy", "pandas", "pyarrow"}),
    ],
)
def test_command_loads_no_more_than_it_needs(
    arguments: list[str], unwanted: set[str], built_home: Path, tmp_path: Path
) -> None:
    listing = tmp_path / "modules"
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES.format(path=str(listing), arguments=arguments)],
        env=os.environ | {"ZEREN_HOME": str(built_home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert unwanted & set(listing.read_text().split()) == set()
    assert done.stdout
