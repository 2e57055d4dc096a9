"""The lint of the reports finds what it is there to find, and the walk-through in CONTRIBUTING holds."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from zeren_loaders import load_file
from zeren_loaders.documents import BUNDLED
from zeren_queries.catalogue import REPORTS_FOLDER, load_catalogue
from zeren_queries.formats import Format, write_rows
from zeren_queries.publication import publish
from zeren_queries.snapshot import open_snapshot, run_report
from zeren_schema.engine import open_engine

from zeren import lint

ROOT = Path(__file__).parents[1]
ANNOTATION = ROOT / "tests/annotations/zhejiang-2026/units.csv"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALK = CONTRIBUTING.split("## Adding a report, step by step")[1].split("\n## ")[0]


def walked() -> tuple[Path, str]:
    """The path and the content of the file that the walk-through has one write."""
    place = re.search(r"Write\s+`queries/zeren_queries/reports/([^`]+)`", WALK)
    content = re.search(r"```sql\n(.*?)```", WALK, re.DOTALL)
    assert place
    assert content
    return Path(place[1]), content[1]


def folder_with(tmp_path: Path, name: Path, content: str) -> Path:
    """A folder of reports that holds the shared descriptions and one report."""
    folder = tmp_path / "reports"
    (folder / name).parent.mkdir(parents=True)
    shutil.copy(REPORTS_FOLDER / "shared.yaml", folder)
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_the_walk_through_adds_a_report_by_adding_one_file(tmp_path: Path) -> None:
    name, content = walked()
    reports = tmp_path / "reports"
    shutil.copytree(REPORTS_FOLDER, reports)
    assert not (reports / name).exists()
    (reports / name).write_text(content, encoding="utf-8")

    catalogue = load_catalogue(reports)
    engine = open_engine(f"sqlite:///{tmp_path / 'zeren.sqlite'}")
    load_file(engine, BUNDLED)
    publish(engine, tmp_path, catalogue=catalogue)
    command = re.search(r"zeren report (\w+) -p (\w+)=(\w+)", WALK)
    assert command
    with open_snapshot(tmp_path) as snapshot:
        table = run_report(snapshot, command[1], {command[2]: command[3]}, catalogue)
        macro = snapshot.arrow(f"FROM {command[1]}({command[2]} := '{command[3]}')")
    assert macro.equals(table)
    out = io.BytesIO()
    write_rows(table.to_reader(), None, out, Format.CSV)
    rows = out.getvalue().decode().splitlines()
    assert rows[0] == "leader,unit,tasks,jurisdiction"
    expected: Counter[tuple[str, str]] = Counter()
    with ANNOTATION.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["task"].startswith("2."):
                for unit in row["leads"].split(";"):
                    expected[row["leader"], re.sub(r"\(.*\)$", "", unit)] += 1
    assert sorted(rows[1:]) == sorted(
        f"{leader},{unit},{tasks},浙江省" for (leader, unit), tasks in expected.items()
    )


def test_the_report_of_the_walk_through_has_no_fault(tmp_path: Path) -> None:
    assert list(lint.faults(folder_with(tmp_path, *walked()))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  en: Leaders and their lead units\n", "", "title"),
        ("  year:\n", "", "$year"),
        ("    count(*) AS tasks,\n", "    CAST(count(*) AS INTEGER) AS tasks,\n", "header declares"),
        (
            "    facts.leader COLLATE zh,\n    facts.leader,\n    facts.unit COLLATE zh,\n    facts.unit\n",
            "    1\n",
            "other rows",
        ),
        ("    count(*) AS tasks,", "    CAST(sum(1.5::DOUBLE) AS BIGINT) AS tasks,", "sum of floats"),
        ("FROM unit_task_facts", "FROM unit_task_fact", "unit_task_fact"),
        ("*/\n", "*/\nSELECT 1;\n", "one SELECT"),
    ],
)
def test_faults_are_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    name, content = walked()
    assert old in content
    broken = content.replace(old, new, 1)
    if said == "other rows":
        broken = broken.replace("    tasks DESC,\n    facts.jurisdiction COLLATE zh NULLS LAST,\n", "")
    (fault, *_) = lint.faults(folder_with(tmp_path, name, broken))
    assert said in fault
    assert name.name in fault


def test_a_report_without_order_is_found(tmp_path: Path) -> None:
    name, content = walked()
    faults = list(lint.faults(folder_with(tmp_path, name, content.split("ORDER BY")[0])))
    assert any("no ORDER BY" in fault for fault in faults)
