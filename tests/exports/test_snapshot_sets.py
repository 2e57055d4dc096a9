"""The saved reports of a published snapshot as sets: what `zeren export` does."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from frictionless import validate
from openpyxl import load_workbook
from zeren_queries.catalogue import load_catalogue
from zeren_queries.exports.catalogue import export_set
from zeren_queries.exports.outcome import ExportOutcome
from zeren_queries.exports.sets import SetState
from zeren_queries.formats import Format, Labels, Profile
from zeren_queries.publication import publish
from zeren_queries.snapshot import Snapshot, open_snapshot
from zeren_schema.engine import open_engine
from zeren_schema.errors import UsageError
from zeren_schema.migrate import upgrade

from tests.schema.sample import insert_sample


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a published snapshot of one small document."""
    folder = tmp_path_factory.mktemp("home")
    engine = open_engine(f"sqlite:///{folder / 'zeren.sqlite'}")
    upgrade(engine)
    with engine.begin() as connection:
        insert_sample(connection)
    # The sample has a row in every table, not a document that closes: no expectations on it.
    (folder / "no_checks").mkdir()
    publish(engine, folder, checks_folder=folder / "no_checks")
    engine.dispose()
    return folder


@pytest.fixture
def snapshot(home: Path) -> Iterator[Snapshot]:
    with open_snapshot(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def every_report(home: Path, tmp_path_factory: pytest.TempPathFactory) -> ExportOutcome:
    """The set of all reports, in a folder of its own."""
    with open_snapshot(home) as snapshot:
        return export_set(snapshot, tmp_path_factory.mktemp("every"))


def test_every_report_becomes_a_valid_file(snapshot: Snapshot, every_report: ExportOutcome) -> None:
    catalogue = load_catalogue()
    outcome = every_report
    assert {file.name for file in outcome.files} == {
        name for name, report in catalogue.items() if not report.required
    }
    report = validate(str(outcome.path / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    manifest = json.loads((outcome.path / "datapackage.json").read_text(encoding="utf-8"))
    assert manifest["snapshot_id"] == snapshot.snapshot_id
    assert manifest["sources"] == [{"title": "临江省人民政府办公厅 重点工作责任分解 临政办发〔2026〕1号"}]
    for resource in manifest["resources"]:
        described = catalogue[resource["name"]]
        assert resource["sql_sha256"] == described.digest
        assert resource["title"] == described.title.zh
        assert [field["name"] for field in resource["schema"]["fields"]] == list(described.columns)
        assert resource["parameters"].keys() == described.parameters.keys()


def test_the_workload_of_the_sample(snapshot: Snapshot, tmp_path: Path) -> None:
    outcome = export_set(snapshot, tmp_path, ["unit_workload"])
    assert [file.name for file in outcome.files] == ["unit_workload"]
    with outcome.files[0].path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # One unit, alone on one task that it leads, with one target.
    assert len(rows) == 1
    found = {
        name: rows[0][name] for name in ("unit", "kind", "tasks", "lead_tasks", "lead_share", "targets_led")
    }
    assert found == {
        "unit": "省人力社保厅",
        "kind": "government",
        "tasks": "1",
        "lead_tasks": "1",
        "lead_share": "1",
        "targets_led": "1",
    }


def test_the_same_snapshot_gives_the_same_bytes(
    snapshot: Snapshot, every_report: ExportOutcome, tmp_path: Path
) -> None:
    other = export_set(snapshot, tmp_path)
    trees = [
        {path.name: path.read_bytes() for path in outcome.path.iterdir()} for outcome in (every_report, other)
    ]
    assert trees[0] == trees[1]


def test_the_same_reports_again_are_the_same_set(snapshot: Snapshot, tmp_path: Path) -> None:
    names = ["unit_workload", "joint_leadership", "numeric_targets"]
    assert export_set(snapshot, tmp_path, names).state is SetState.PUBLISHED
    assert export_set(snapshot, tmp_path, names).state is SetState.UNCHANGED


def test_parameters_are_bound_and_recorded(snapshot: Snapshot, tmp_path: Path) -> None:
    outcome = export_set(
        snapshot, tmp_path, ["unit_workload"], parameters={"unit_workload": {"plan": "livelihood"}}
    )
    assert outcome.files[0].rows == 0
    manifest = json.loads((outcome.path / "datapackage.json").read_text(encoding="utf-8"))
    assert manifest["resources"][0]["parameters"]["plan"] == "livelihood"


def test_a_workbook_with_chinese_titles(snapshot: Snapshot, tmp_path: Path) -> None:
    outcome = export_set(snapshot, tmp_path, ["unit_workload"], fmt=Format.XLSX, labels=Labels.ZH)
    cover, sheet = load_workbook(outcome.files[0].path).worksheets
    assert cover["B2"].value == snapshot.snapshot_id
    assert sheet.title == load_catalogue()["unit_workload"].title.zh
    titles = [column.title.zh for column in load_catalogue()["unit_workload"].columns.values()]
    assert [cell.value for cell in next(sheet.iter_rows())] == titles


def test_the_excel_profile_of_a_real_report(snapshot: Snapshot, tmp_path: Path) -> None:
    outcome = export_set(snapshot, tmp_path, ["numeric_targets"], Profile.EXCEL, labels=Labels.ZH)
    data = outcome.files[0].path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


@pytest.mark.parametrize("name", ["unit_worklod", "../unit_workload", "", "unit_workload\0"])
def test_an_unknown_report_leaves_nothing(snapshot: Snapshot, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no report is called"):
        export_set(snapshot, tmp_path / "exports", [name])
    assert list(tmp_path.iterdir()) == []
