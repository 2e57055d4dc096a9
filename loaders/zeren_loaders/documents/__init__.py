"""The documents that come with zeren."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
BUNDLED = FOLDER / "zhejiang-2026.txt"
