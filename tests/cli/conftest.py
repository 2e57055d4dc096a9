"""A home built once from the bundled document, and a runner for the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from zeren.cli import main


@dataclass
class Result:
    """What one command returned and said."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line of a failure; fails if there is more or less than that."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("zeren: "), self.err
        assert "Traceback" not in self.err
        return lines[0]


Runner = Callable[..., Result]


@pytest.fixture
def zeren(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runner:
    """Run a command in this process on an empty home."""
    monkeypatch.setenv("ZEREN_HOME", str(home))
    monkeypatch.delenv("ZEREN_DATABASE_URL", raising=False)

    def run(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that does not exist yet."""
    return tmp_path / "home"


@pytest.fixture
def built_home(built: Path, home: Path) -> Path:
    """A copy of the built home, for tests that change it; `zeren` runs on it."""
    shutil.copytree(built, home, symlinks=True)
    return home
