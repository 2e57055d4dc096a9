"""A home with a published snapshot, a file of schedules beside it, and a runner for the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from zeren_schema.engine import open_engine, read_transaction, write_transaction
from zeren_schema.tables import runs

from zeren.cli import main

# Copies its input beside the file of schedules: a hook without a shell's help.
HOOK = [sys.executable, "-c", "import sys, shutil; shutil.copyfileobj(sys.stdin, open(sys.argv[1], 'a'))"]


@dataclass
class Result:
    """What one command returned and said."""

    code: int
    out: str
    err: str


@dataclass
class Office:
    """A working folder: zeren.toml, its home, and what the schedules leave there."""

    folder: Path
    capfd: pytest.CaptureFixture[str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def write(self, **changes: Any) -> None:
        """Write zeren.toml with one schedule; None leaves a key out."""
        keys: dict[str, Any] = {
            "name": "weekly",
            "cron": "0 6 * * 1",
            "timezone": "Asia/Shanghai",
            "to": "reports",
            "reports": ["unit_workload", "numeric_targets"],
            "on_success": [*HOOK, "success.jsonl"],
            "on_failure": [*HOOK, "failure.jsonl"],
        } | changes
        # Texts, numbers and lists of them are written alike in JSON and TOML.
        lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items() if value is not None]
        (self.folder / "zeren.toml").write_text("\n".join(["[[schedule]]", *lines, ""]), encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        """Run a command in this process."""
        self.capfd.readouterr()
        code = main(list(arguments))
        return Result(code, *self.capfd.readouterr())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own, which ends with the test at the latest."""
        process = subprocess.Popen(
            [sys.executable, "-m", "zeren", *arguments],
            cwd=self.folder,
            env=os.environ.copy(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def close(self) -> None:
        """End what a failed test left running: an open pipe would be blamed on a later test."""
        for process in self.started:
            process.kill()
            process.wait()
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()

    def told(self, name: str) -> list[dict[str, Any]]:
        """What the hook was told, one record a call."""
        path = self.folder / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def runs(self) -> list[dict[str, Any]]:
        """The record of runs."""
        with read_transaction(self._engine()) as connection:
            return [dict(row) for row in connection.execute(select(runs).order_by(runs.c.run_id)).mappings()]

    def outcomes(self) -> Sequence[str]:
        return [run["outcome"] for run in self.runs()]

    def change_runs(self, **values: Any) -> None:
        """Change every run on record, as time or a crash would have."""
        with write_transaction(self._engine()) as connection:
            connection.execute(runs.update().values(values))

    def change_last_run(self, **values: Any) -> None:
        """Change the last run on record alone."""
        last = select(func.max(runs.c.run_id)).scalar_subquery()
        with write_transaction(self._engine()) as connection:
            connection.execute(runs.update().where(runs.c.run_id == last).values(values))

    def _engine(self) -> Any:
        return open_engine(f"sqlite:///{self.folder / 'home' / 'zeren.sqlite'}")

    def tree(self) -> dict[str, bytes | str]:
        """Everything in the folder exported to."""
        return {
            str(path.relative_to(self.reports)): str(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            for path in sorted(self.reports.rglob("*"))
            if path.is_symlink() or path.is_file()
        }


@pytest.fixture
def office(
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Office]:
    """A working folder with a published home and one weekly schedule that never ran."""
    shutil.copytree(built, tmp_path / "home", ignore=shutil.ignore_patterns("exports"))
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ZEREN_DATABASE_URL", raising=False)
    monkeypatch.delenv("ZEREN_SCHEDULES", raising=False)
    monkeypatch.chdir(tmp_path)
    office = Office(tmp_path, capfd)
    office.write()
    yield office
    office.close()
