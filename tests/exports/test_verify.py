from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from zeren_queries.exports.sets import write_set
from zeren_queries.exports.verify import verify_set
from zeren_schema.errors import UsageError

from tests.exports.sample import workload


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    return write_set(tmp_path / "exports", [workload()], snapshot_id="c0ffee").path


def test_a_set_as_exported_is_sound(exported: Path) -> None:
    check = verify_set(exported)
    assert (check.is_sound, check.files, check.snapshot_id, check.unknown) == (True, 1, "c0ffee", ())
    assert verify_set(exported.parent).path == exported


def _edit_manifest(exported: Path, old: str, new: str) -> None:
    path = exported / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _same_size(exported: Path) -> None:
    path = exported / "unit_workload.csv"
    path.write_bytes(path.read_bytes().replace(b",12,", b",13,"))


def _longer(exported: Path) -> None:
    with (exported / "unit_workload.csv").open("ab") as file:
        file.write(b"\n")


def _linked(exported: Path) -> None:
    path = exported / "unit_workload.csv"
    path.rename(exported.parent / "moved.csv")
    path.symlink_to(exported.parent / "moved.csv")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_same_size, "unit_workload.csv: its content is not what was exported"),
        (_longer, "unit_workload.csv: has 148 bytes, the manifest says 147"),
        (_linked, "unit_workload.csv: is no plain file"),
        (lambda path: (path / "unit_workload.csv").unlink(), "unit_workload.csv: is missing"),
        (lambda path: _edit_manifest(path, "c0ffee", "beef"), "datapackage.json: does not match its id"),
        (lambda path: _edit_manifest(path, "{", "["), "datapackage.json: is not JSON"),
        (
            lambda path: _edit_manifest(path, '"unit_workload.csv"', '"../unit_workload.csv"'),
            "names a file that cannot be in the set: '../unit_workload.csv'",
        ),
        (
            lambda path: _edit_manifest(path, '"unit_workload.csv"', '"/etc/passwd"'),
            "names a file that cannot be in the set: '/etc/passwd'",
        ),
        (lambda path: (path / "datapackage.json").write_text("[]"), "is not the manifest of a set"),
        (lambda path: (path / "datapackage.json").write_text('{"id": "x"}'), "lists no files"),
    ],
)
def test_damage_is_named(exported: Path, damage: Callable[[Path], object], told: str) -> None:
    damage(exported)
    check = verify_set(exported)
    assert not check.is_sound
    assert len(check.problems) == 1
    assert told in check.problems[0]


def test_a_file_beside_the_set_does_no_harm(exported: Path) -> None:
    (exported / ".~lock.unit_workload.csv#").write_bytes(b"")
    check = verify_set(exported)
    assert check.is_sound
    assert check.unknown == (".~lock.unit_workload.csv#",)


def test_the_size_in_the_test_above_is_the_files(exported: Path) -> None:
    entry = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))["resources"][0]
    assert entry["bytes"] == os.path.getsize(exported / "unit_workload.csv") == 147  # noqa: PTH202


@pytest.mark.parametrize("where", ["", "missing", "file"])
def test_no_export_is_said_clearly(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="no export here"):
        verify_set(tmp_path / where)


def test_a_link_to_elsewhere_is_no_export(tmp_path: Path, exported: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "latest").symlink_to(exported)
    with pytest.raises(UsageError, match="no export here"):
        verify_set(other)
