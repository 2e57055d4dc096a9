"""A set held against the one before: unchanged files stored once, shrunken reports refused."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest
from zeren_queries.exports.sets import FileState, SetOptions, ShrinkGuard, write_set
from zeren_queries.exports.verify import verify_set
from zeren_queries.formats import Format
from zeren_schema.errors import ZerenError

from tests.exports.sample import WORKLOAD_ROWS, workload


def test_an_unchanged_file_is_a_link_to_the_one_before(tmp_path: Path) -> None:
    first = write_set(tmp_path, [workload("kept"), workload("other")], snapshot_id="c0ffee")
    second = write_set(tmp_path, [workload("kept"), workload("other", WORKLOAD_ROWS[:1])], snapshot_id="beef")
    assert [file.state for file in second.files] == [FileState.UNCHANGED, FileState.CHANGED]
    assert (second.path / "kept.csv").samefile(first.path / "kept.csv")
    assert not (second.path / "other.csv").samefile(first.path / "other.csv")
    for outcome in (first, second):
        assert verify_set(outcome.path).is_sound
        assert verify_set(outcome.path).unknown == ()
    # The old set may go; the file stays.
    third = write_set(tmp_path, [workload("kept")], snapshot_id="f00d", options=SetOptions(keep=1))
    assert verify_set(third.path).is_sound


def test_where_links_cannot_be_the_copy_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    first = write_set(tmp_path, [workload("kept")], snapshot_id="c0ffee")
    second = write_set(tmp_path, [workload("kept")], snapshot_id="beef")
    assert second.files[0].state is FileState.UNCHANGED
    assert not (second.path / "kept.csv").samefile(first.path / "kept.csv")
    assert (second.path / "kept.csv").read_bytes() == (first.path / "kept.csv").read_bytes()
    assert verify_set(second.path).unknown == ()


@pytest.mark.parametrize("how", ["same size", "link", "gone"])
def test_a_file_somebody_changed_is_not_linked(tmp_path: Path, how: str) -> None:
    first = write_set(tmp_path, [workload("kept")], snapshot_id="c0ffee")
    path = first.path / "kept.csv"
    content = path.read_bytes()
    if how == "same size":
        path.write_bytes(content.replace(b",12,", b",13,"))
    else:
        path.rename(tmp_path / "moved.csv")
        if how == "link":
            path.symlink_to(tmp_path / "moved.csv")
    second = write_set(tmp_path, [workload("kept")], snapshot_id="beef")
    assert verify_set(second.path).is_sound
    assert (second.path / "kept.csv").read_bytes() == content
    assert not (second.path / "kept.csv").is_symlink()


def _rows(number: int) -> list[tuple[Any, ...]]:
    return [WORKLOAD_ROWS[0]] * number


@pytest.mark.parametrize("fmt", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize(
    ("rows", "is_refused"), [(51, False), (50, False), (49, True), (0, True), (500, False)]
)
def test_a_report_may_lose_half_its_rows_and_no_more(
    tmp_path: Path, fmt: Format, rows: int, is_refused: bool
) -> None:
    options, guard = SetOptions(fmt=fmt), ShrinkGuard(0.5)
    first = write_set(
        tmp_path, [workload("steady"), workload("long", _rows(100))], snapshot_id="1", options=options
    )
    reports = [workload("steady"), workload("long", _rows(rows))]
    if not is_refused:
        outcome = write_set(tmp_path, reports, snapshot_id="2", options=options, guard=guard)
        assert {file.name: file.rows for file in outcome.files} == {"steady": 3, "long": rows}
        return
    with pytest.raises(ZerenError, match=rf"long has {rows} rows, 100 in the set before: more than 50%"):
        write_set(tmp_path, reports, snapshot_id="2", options=options, guard=guard)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest", first.path.name]
    assert verify_set(tmp_path).set_id == first.set_id
    allowed = ShrinkGuard(0.5, frozenset({"long"}))
    assert write_set(tmp_path, reports, snapshot_id="2", options=options, guard=allowed).files[0].rows == rows


def test_other_parameters_and_a_first_set_are_not_compared(tmp_path: Path) -> None:
    guard = ShrinkGuard(0.0)
    write_set(tmp_path, [workload("one", _rows(100))], snapshot_id="1", guard=guard)
    asked_otherwise = dataclasses.replace(workload("one", _rows(1)), parameters={"plan": "annual"})
    assert write_set(tmp_path, [asked_otherwise], snapshot_id="2", guard=guard).files[0].rows == 1
    with pytest.raises(ZerenError, match="one has 0 rows, 1 in the set before"):
        write_set(
            tmp_path,
            [dataclasses.replace(asked_otherwise, read=workload("one", []).read)],
            snapshot_id="3",
            guard=guard,
        )
