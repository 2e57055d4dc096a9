"""What each command prints and leaves behind when all is well."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pytest
from zeren_schema.engine import open_engine, read_transaction
from zeren_schema.tables import task_units

from tests.cli.conftest import Runner

DOCUMENT = Path(__file__).parents[2] / "loaders/zeren_loaders/documents/zhejiang-2026.txt"


def test_build_prints_where_everything_is(built: Path) -> None:
    assert (built / "zeren.sqlite").is_file()
    latest = built / "exports" / "latest"
    package = json.loads((latest / "datapackage.json").read_text(encoding="utf-8"))
    assert {path.name for path in latest.iterdir()} == {
        "datapackage.json",
        *(resource["path"] for resource in package["resources"]),
    }


def test_build_again_changes_nothing(zeren: Runner, built_home: Path) -> None:
    latest = (built_home / "exports" / "latest").resolve()
    before = {path.name: path.read_bytes() for path in latest.iterdir()}
    result = zeren("build")
    assert result.code == 0
    assert result.err == ""
    assert len(re.findall(r"\(unchanged", result.out)) == 3
    assert (built_home / "exports" / "latest").resolve() == latest
    assert {path.name: path.read_bytes() for path in latest.iterdir()} == before


def test_two_builds_give_the_same_bytes(zeren: Runner, built: Path, home: Path) -> None:
    assert zeren("build").code == 0
    for path in (built / "exports" / "latest").iterdir():
        assert path.read_bytes() == (home / "exports" / "latest" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("command", [("publish",), ("export", "unit_workload", "numeric_targets")])
def test_steps_by_themselves(zeren: Runner, built_home: Path, command: tuple[str, ...]) -> None:
    assert zeren(*command).code == 0
    result = zeren(*command)
    assert (result.code, result.err) == (0, "")
    assert "unchanged" in result.out


def test_load_summary_counts_what_is_in_the_document(zeren: Runner, home: Path) -> None:
    result = zeren("load", DOCUMENT)
    assert (result.code, result.err) == (0, "")
    assert re.search(r"\(five_year\): 78 tasks", result.out)
    assert re.search(r"\(annual\): 132 tasks", result.out)
    assert re.search(r"\(livelihood\): 30 tasks", result.out)
    assert "3 plans" in result.out
    assert "240 tasks" in result.out
    assert "1058 mentions" in result.out
    assert "284 leads" in result.out
    assert zeren("load", DOCUMENT).out.splitlines()[0] == "zhejiang-2026.txt: unchanged"


def test_a_corrected_document_replaces_its_predecessor_whole(
    zeren: Runner, built_home: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / "zhejiang-2026.txt"
    text = DOCUMENT.read_text(encoding="utf-8")
    wrong = "责任单位:省体育局,衢州市政府"
    assert wrong in text
    corrected.write_text(text.replace(wrong, "责任单位:衢州市政府,省体育局"), encoding="utf-8")
    assert zeren("load", corrected, "--jurisdiction", "330000").out.startswith("zhejiang-2026.txt: replaced")
    engine = open_engine(f"sqlite:///{built_home / 'zeren.sqlite'}")
    with read_transaction(engine) as connection:
        assert len(connection.execute(task_units.select()).all()) == 1058
    assert "1. 衢州市政府  lead" in zeren("why", "2.5.5").out


def test_a_document_that_names_no_leader_is_published(zeren: Runner, home: Path) -> None:
    document = Path(__file__).parents[1] / "documents" / "province-prose-lines.txt"
    assert zeren("load", document).code == 0
    result = zeren("publish")
    assert (result.code, result.err) == (0, "")
    count = zeren("sql", "SELECT count(*) AS n, count(leader_id) AS led FROM tasks", "-f", "csv").out
    assert count == "n,led\n5,0\n"


@pytest.mark.usefixtures("built_home")
class TestOnABuiltHome:
    def test_reports_lists_every_report(self, zeren: Runner) -> None:
        listed = {line.split()[0] for line in zeren("reports").out.splitlines()}
        folder = Path(__file__).parents[2] / "queries/zeren_queries/reports"
        assert listed == {path.stem for path in folder.rglob("*.sql")}

    def test_reports_shows_header_and_sql(self, zeren: Runner) -> None:
        shown = zeren("reports", "unit_workload").out
        for words in (
            "单位",
            "fractional_tasks",
            "plan",
            "five_year",
            "year integer = NULL",
            "SELECT",
            "ORDER BY",
        ):
            assert words in shown

    def test_report_as_csv_is_what_the_export_holds(self, zeren: Runner, built_home: Path) -> None:
        exported = (built_home / "exports" / "latest" / "unit_workload.csv").read_text(encoding="utf-8")
        assert zeren("report", "unit_workload", "--format", "csv").out == exported

    def test_report_takes_parameters(self, zeren: Runner) -> None:
        result = zeren("report", "unit_workload", "-p", "plan=livelihood", "-f", "json")
        units = {row["unit"]: row["tasks"] for row in json.loads(result.out)}
        # 省民政厅 is on 新增养老护理, 70 周岁, 老年大学, 困境儿童 and 民生服务综合体.
        assert units["省民政厅"] == 5
        assert units["省委老干部局"] == 1
        assert "省财政厅" not in units

    @pytest.mark.parametrize("fmt", ["table", "csv", "json", "jsonl", "markdown"])
    def test_text_formats(self, zeren: Runner, fmt: str) -> None:
        result = zeren("report", "targets_by_unit", "--format", fmt)
        assert (result.code, result.err) == (0, "")
        assert "省教育厅" in result.out

    @pytest.mark.parametrize("fmt", ["parquet", "xlsx", "csv"])
    def test_files(self, zeren: Runner, tmp_path: Path, fmt: str) -> None:
        target = tmp_path / f"workload.{fmt}"
        assert zeren("report", "unit_workload", "-f", fmt, "-o", target).code == 0
        assert target.stat().st_size > 1000
        assert [path.name for path in tmp_path.glob("*workload*")] == [target.name]

    def test_labels_in_chinese(self, zeren: Runner) -> None:
        header = zeren("report", "unit_workload", "-f", "csv", "--labels", "zh").out.splitlines()[0]
        assert header.startswith("单位,")

    def test_a_query_may_begin_with_a_comment(self, zeren: Runner) -> None:
        for query in ("-- how many\nSELECT count(*) AS n FROM tasks", "--how many\nSELECT 240 AS n"):
            assert zeren("sql", query, "-f", "csv").out == "n\n240\n"
        assert "--format" in zeren("sql", "--formt", "csv", "SELECT 1").error

    def test_sql(self, zeren: Runner) -> None:
        query = (
            "SELECT kind, count(*) AS n FROM plans JOIN sections USING (plan_id) GROUP BY kind ORDER BY kind"
        )
        assert zeren("sql", query, "-f", "csv").out == "kind,n\nannual,7\nfive_year,7\nlivelihood,10\n"

    def test_macros_answer_in_any_duckdb_client(self, zeren: Runner) -> None:
        snapshot = zeren("path", "snapshot").out.strip()
        with duckdb.connect(snapshot, read_only=True) as connection:
            rows = connection.execute("FROM unit_workload(plan := 'annual')").fetchall()
        csv_rows = list(
            csv.reader(io.StringIO(zeren("report", "unit_workload", "-p", "plan=annual", "-f", "csv").out))
        )
        assert [row[0] for row in rows] == [row[0] for row in csv_rows[1:]]

    def test_why_shows_the_source(self, zeren: Runner) -> None:
        shown = zeren("why", "2.7.20").out
        for words in (
            "何中伟",
            "2. 省海洋经济厅  lead 牵头 (marked)",
            "3. 省海港集团  support",
            "= 45000000 标箱",
            "6–7 名",
            "895 │ 20. 加快佛渡",
            "897 │ 责任单位:⟦★省交通运输厅⟧、⟦★省海洋经济厅⟧牵头,⟦省海港集团⟧",
            "⟪宁波舟山港集装箱吞吐量达到 4500 万标箱⟫",
        ):
            assert words in shown

    def test_why_one_target(self, zeren: Runner) -> None:
        shown = zeren("why", "2.7.20#2").out
        assert "6–7 名" in shown
        assert "45000000" not in shown

    def test_why_across_a_page_break(self, zeren: Runner) -> None:
        # 省委金融办 ends one page, (省地方金融局) begins the next.
        shown = zeren("why", "1.4.13").out
        assert "省委金融办(省地方金融局)  support" in shown
        assert "⟦省委金融办⟧" in shown
        assert "⟦(省地方金融局)⟧" in shown

    def test_find(self, zeren: Runner) -> None:
        found = zeren("find", "中欧班列").out
        assert found.startswith("2.7.19")
        assert "★省交通运输厅、省商务厅" in found

    def test_find_needs_every_word(self, zeren: Runner) -> None:
        lines = zeren("find", "省海港集团", "集装箱").out.splitlines()
        assert [line.split()[0] for line in lines[::2]] == ["1.7.8", "2.7.20"]

    def test_find_takes_wildcards_literally(self, zeren: Runner) -> None:
        assert zeren("find", "100%中").code == 1
        assert zeren("find", "_").code == 1

    def test_units(self, zeren: Runner) -> None:
        shown = zeren("units").out
        assert re.search(r"省人力社保厅  government, .*省人社厅", shown)
        assert zeren("units", "--unmapped").code == 0

    def test_status(self, zeren: Runner) -> None:
        shown = zeren("status").out
        for words in ("240 tasks", "浙政办发〔2026〕4号", "snapshot", "exports"):
            assert words in shown

    def test_path(self, zeren: Runner, built_home: Path) -> None:
        assert zeren("path", "home").out == f"{built_home}\n"
        assert zeren("path", "database").out == f"{built_home / 'zeren.sqlite'}\n"
        assert Path(zeren("path", "snapshot").out.strip()).is_file()
        assert Path(zeren("path", "exports").out.strip()).is_dir()


def test_everything_works_on_postgresql(
    zeren: Runner, built: Path, home: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEREN_DATABASE_URL", postgres_url)
    result = zeren("build")
    assert (result.code, result.err) == (0, "")
    assert not (home / "zeren.sqlite").exists()
    for path in (built / "exports" / "latest").iterdir():
        assert path.read_bytes() == (home / "exports" / "latest" / path.name).read_bytes(), path.name
    assert "省海港集团" in zeren("why", "2.7.20").out
    # Exporting again, the last of the three steps, never asks this database.
    assert zeren("load", DOCUMENT).out.startswith("zhejiang-2026.txt: unchanged")
    assert "(unchanged" in zeren("publish").out


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_every_command_says_in_both_languages_what_it_is_for(zeren: Runner, home: Path, asked: str) -> None:
    listed = zeren(asked).out.partition("Commands:")[2]
    commands = re.findall(r"^  ([a-z]+) {2,}[\u4e00-\u9fff]", listed, re.MULTILINE)
    assert len(commands) >= 16
    for command in commands:
        shown = zeren(command, asked)
        assert shown.code == 0
        assert re.search(r"[\u4e00-\u9fff、]+。 / [A-Z]", shown.out), command
    assert not home.exists()
