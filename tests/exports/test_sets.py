from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from frictionless import validate
from zeren_queries.exports import layout
from zeren_queries.exports.sets import ExportOutcome, FileState, SetOptions, SetState, write_set
from zeren_queries.exports.verify import verify_set
from zeren_queries.formats import Format, Labels, Profile
from zeren_schema.errors import UsageError

from tests.exports.sample import WORKLOAD_ROWS, workload

REPORTS = (workload(), workload("lead_support", WORKLOAD_ROWS[:1]))


def _export(to: Path, snapshot_id: str = "c0ffee", reports: Any = REPORTS, **options: Any) -> ExportOutcome:
    return write_set(to, reports, snapshot_id=snapshot_id, options=SetOptions(**options))


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; links are not followed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def test_a_set_holds_the_files_and_the_manifest(tmp_path: Path) -> None:
    outcome = _export(tmp_path / "exports")
    assert outcome.state is SetState.PUBLISHED
    assert sorted(path.name for path in outcome.path.iterdir()) == [
        "datapackage.json",
        "lead_support.csv",
        "unit_workload.csv",
    ]
    assert (tmp_path / "exports" / "latest").resolve() == outcome.path.resolve()
    assert sorted(path.name for path in (tmp_path / "exports").iterdir()) == ["latest", outcome.path.name]
    assert (tmp_path / "exports/latest/lead_support.csv").read_bytes() == (
        "unit,tasks,lead_share,due_on,is_lead\n省发展改革委,12,58.333333,2026-12-31,true\n".encode()
    )


def test_the_manifest_describes_every_file(tmp_path: Path) -> None:
    outcome = _export(tmp_path)
    manifest = json.loads((outcome.path / "datapackage.json").read_text(encoding="utf-8"))
    assert manifest["id"] == outcome.set_id
    assert (manifest["snapshot_id"], manifest["csv_profile"]) == ("c0ffee", "data")
    entry = manifest["resources"][1]
    data = (outcome.path / "unit_workload.csv").read_bytes()
    assert entry["path"] == "unit_workload.csv"
    assert entry["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert (entry["bytes"], entry["rows"]) == (len(data), 3)
    assert (entry["title"], entry["title_en"]) == ("各单位任务量", "Workload of units")
    assert entry["sql_sha256"] == "5a" * 32
    assert entry["parameters"] == {"plan": "all", "min_tasks": 1}
    assert entry["schema"]["fields"][1] == {
        "name": "tasks",
        "type": "integer",
        "title": "任务数",
        "title_en": "Tasks",
        "description": "任务的数目。",
        "description_en": "Number of tasks.",
        "unit": "项",
        "unit_en": "tasks",
    }
    assert [field["type"] for field in entry["schema"]["fields"]] == [
        "string",
        "integer",
        "number",
        "date",
        "boolean",
    ]


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("labels", Labels)
def test_frictionless_finds_a_valid_package(tmp_path: Path, profile: Profile, labels: Labels) -> None:
    outcome = _export(tmp_path, profile=profile, labels=labels)
    report = validate(str(outcome.path / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.valid
    assert report.stats["tasks"] == 2


def test_frictionless_notices_a_changed_byte(tmp_path: Path) -> None:
    outcome = _export(tmp_path)
    path = outcome.path / "unit_workload.csv"
    path.write_bytes(path.read_bytes().replace(b"12,", b"13,"))
    assert not validate(str(outcome.path / "datapackage.json")).valid


def test_the_same_snapshot_gives_the_same_bytes(tmp_path: Path) -> None:
    for options in ({}, {"profile": Profile.EXCEL}, {"fmt": Format.XLSX}, {"fmt": Format.PARQUET}):
        trees = []
        for folder in ("a", "b"):
            outcome = _export(tmp_path / folder, **options)
            trees.append(_tree(outcome.path))
        assert trees[0] == trees[1]


def test_an_unchanged_export_is_recognised(tmp_path: Path) -> None:
    first = _export(tmp_path)
    written_at = (first.path / "datapackage.json").stat().st_mtime_ns
    second = _export(tmp_path, reports=list(reversed(REPORTS)))
    assert second.state is SetState.UNCHANGED
    assert second.path == first.path
    assert [file.state for file in second.files] == [FileState.UNCHANGED] * 2
    assert (first.path / "datapackage.json").stat().st_mtime_ns == written_at
    assert len(layout.sets_in(tmp_path)) == 1


def test_what_changed_is_told_file_by_file(tmp_path: Path) -> None:
    _export(tmp_path)
    changed = (workload(), workload("lead_support", WORKLOAD_ROWS[:2]), workload("co_responsibility"))
    second = _export(tmp_path, "beef", changed)
    assert second.state is SetState.PUBLISHED
    assert {file.name: file.state for file in second.files} == {
        "co_responsibility": FileState.NEW,
        "lead_support": FileState.CHANGED,
        "unit_workload": FileState.UNCHANGED,
    }


@pytest.mark.parametrize(
    "other",
    [
        {"snapshot_id": "beef"},
        {"reports": REPORTS[:1]},
        {"profile": Profile.EXCEL},
        {"labels": Labels.ZH},
        {"fmt": Format.JSONL},
    ],
)
def test_anything_else_is_another_set(tmp_path: Path, other: dict[str, Any]) -> None:
    first, second = _export(tmp_path), _export(tmp_path, **other)
    assert second.state is SetState.PUBLISHED
    assert second.set_id != first.set_id
    assert (tmp_path / "latest").resolve() == second.path.resolve()
    assert verify_set(first.path).is_sound


def test_going_back_points_at_the_set_that_is_there(tmp_path: Path) -> None:
    first = _export(tmp_path)
    _export(tmp_path, "beef")
    again = _export(tmp_path)
    assert (again.state, again.path) == (SetState.PUBLISHED, first.path)
    assert (tmp_path / "latest").resolve() == first.path.resolve()
    assert len(layout.sets_in(tmp_path)) == 2


def test_a_damaged_set_is_never_taken_for_the_same(tmp_path: Path) -> None:
    first = _export(tmp_path)
    (first.path / "unit_workload.csv").write_bytes(b"spoilt\n")
    second = _export(tmp_path)
    assert second.state is SetState.PUBLISHED
    assert second.set_id == first.set_id
    assert second.path.name == f"{first.path.name}-2"
    assert verify_set(tmp_path).is_sound
    assert _export(tmp_path).state is SetState.UNCHANGED


def test_old_sets_go_in_order_and_the_current_one_never(tmp_path: Path) -> None:
    outcomes = [_export(tmp_path, f"snapshot{number}", keep=3) for number in range(5)]
    assert [outcome.retired for outcome in outcomes] == [
        (),
        (),
        (),
        (outcomes[0].path.name,),
        (outcomes[1].path.name,),
    ]
    # The third is current again, so the fourth is now the oldest.
    assert _export(tmp_path, "snapshot2", keep=3).path == outcomes[2].path
    last = _export(tmp_path, "snapshot5", keep=2)
    assert {path.name for path in layout.sets_in(tmp_path)} == {last.path.name, outcomes[2].path.name}


def test_only_sets_are_ever_removed(tmp_path: Path) -> None:
    mine = ["notes.txt", "set-mine", "set-0123456789abcdef.bak", ".hidden"]
    for name in mine:
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").write_bytes(b"")
    elsewhere = tmp_path.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(b"")
    (tmp_path / "set-0123456789abcdef").symlink_to(elsewhere)
    for number in range(4):
        _export(tmp_path, f"snapshot{number}", keep=1)
    assert all((tmp_path / name / "kept").exists() for name in mine)
    assert (elsewhere / "kept").exists()
    assert (tmp_path / "set-0123456789abcdef").is_symlink()


def test_where_links_cannot_be_a_pointer_file_names_the_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)
    for snapshot_id in ("c0ffee", "beef"):
        outcome = _export(tmp_path, snapshot_id)
        assert json.loads((tmp_path / "latest.json").read_text()) == {"set": outcome.path.name}
        assert verify_set(tmp_path).path == outcome.path
    assert _export(tmp_path, "beef").state is SetState.UNCHANGED
    assert not os.path.lexists(tmp_path / "latest")


def test_the_format_names_the_files(tmp_path: Path) -> None:
    names = {
        fmt: sorted(file.path.name for file in _export(tmp_path / fmt, fmt=fmt).files)
        for fmt in Format
        if fmt is not Format.TABLE
    }
    assert names == {
        Format.CSV: ["lead_support.csv", "unit_workload.csv"],
        Format.JSON: ["lead_support.json", "unit_workload.json"],
        Format.JSONL: ["lead_support.jsonl", "unit_workload.jsonl"],
        Format.MARKDOWN: ["lead_support.md", "unit_workload.md"],
        Format.PARQUET: ["lead_support.parquet", "unit_workload.parquet"],
        # One workbook with a sheet a report.
        Format.XLSX: ["reports.xlsx", "reports.xlsx"],
    }


def test_sources_are_in_the_manifest(tmp_path: Path) -> None:
    source = {"title": "临政办发〔2026〕1号"}
    outcome = write_set(tmp_path, REPORTS, snapshot_id="c0ffee", sources=[source])
    manifest = json.loads((outcome.path / "datapackage.json").read_text(encoding="utf-8"))
    assert manifest["sources"] == [source]
    assert validate(str(outcome.path / "datapackage.json")).valid


def test_a_set_has_no_terminal_tables_and_keeps_at_least_one() -> None:
    with pytest.raises(UsageError, match="choose csv"):
        SetOptions(fmt=Format.TABLE)
    with pytest.raises(UsageError, match="keep=0"):
        SetOptions(keep=0)
