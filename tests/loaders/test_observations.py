"""Recording observations: what is stored, what is left alone, and what each bad line is answered with."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from zeren_loaders.observations import load_observations
from zeren_schema import tables
from zeren_schema.engine import open_engine, read_transaction, write_transaction
from zeren_schema.errors import UsageError, ZerenError
from zeren_schema.migrate import upgrade

from tests.queries import tiny

TODAY = date(2026, 12, 31)
HEADER = "jurisdiction,indicator,document,task,target,observed_on,value,unit,source,note\n"
FIRST = ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,180,个,省统计局,\n"


@pytest.fixture
def engine(database_url: str) -> Engine:
    """The tiny database; the growth of the five-year plan has a common name."""
    engine = open_engine(database_url)
    upgrade(engine)
    with write_transaction(engine) as connection:
        tiny.insert(connection, tiny.rows())
        connection.execute(
            update(tables.targets)
            .where(tables.targets.c.indicator == "地区生产总值")
            .values(indicator_key="地区生产总值增速")
        )
    return engine


@pytest.fixture(scope="module")
def tiny_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny database as a SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("tiny") / "zeren.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    with write_transaction(engine) as connection:
        tiny.insert(connection, tiny.rows())
    return path


@pytest.fixture
def sqlite_engine(tiny_file: Path, tmp_path: Path) -> Engine:
    """A copy of the tiny database, for what does not depend on the kind of database."""
    return open_engine(f"sqlite:///{shutil.copy(tiny_file, tmp_path / 'zeren.sqlite')}")


def stored(engine: Engine) -> list[dict[str, Any]]:
    table = tables.observations
    with read_transaction(engine) as connection:
        rows = connection.execute(select(table).order_by(table.c.observation_id)).mappings()
        return [
            {name: row[name] for name in row if name not in {"observation_id", "recorded_at"}} for row in rows
        ]


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "seen.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_targets_and_indicators_are_recorded(engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEADER + FIRST + '临江省,地区生产总值增速,,,,2026-09-30,5.25,%,统计公报,"初步,未核实"\n',
    )
    summary = load_observations(engine, path, today=TODAY)
    assert (summary.source_name, summary.n_rows, summary.n_new) == ("seen.csv", 2, 2)
    assert (summary.n_changed, summary.n_unchanged, summary.unmatched) == (0, 0, [])
    assert stored(engine) == [
        {
            "jurisdiction_id": 1,
            "indicator_key": None,
            "doc_number": "临政办发〔2026〕1号",
            "task_code": "2.1.1",
            "target_ordinal": 1,
            "observed_on": date(2026, 6, 30),
            "value": Decimal(180),
            "unit": "个",
            "source": "省统计局",
            "note": None,
        },
        {
            "jurisdiction_id": 1,
            "indicator_key": "地区生产总值增速",
            "doc_number": None,
            "task_code": None,
            "target_ordinal": None,
            "observed_on": date(2026, 9, 30),
            "value": Decimal("5.25"),
            "unit": "%",
            "source": "统计公报",
            "note": "初步,未核实",
        },
    ]


def test_saying_it_again_changes_nothing_and_another_value_corrects_it(
    engine: Engine, tmp_path: Path
) -> None:
    load_observations(engine, write(tmp_path, HEADER + FIRST), today=TODAY)
    again = load_observations(engine, write(tmp_path, HEADER + FIRST), today=TODAY)
    assert (again.n_new, again.n_changed, again.n_unchanged) == (0, 0, 1)
    corrected = write(tmp_path, HEADER + FIRST.replace("180", "175") + FIRST.replace("06-30", "09-30"))
    changed = load_observations(engine, corrected, today=TODAY)
    assert (changed.n_new, changed.n_changed, changed.n_unchanged) == (1, 1, 0)
    assert [(row["observed_on"], row["value"]) for row in stored(engine)] == [
        (date(2026, 6, 30), Decimal(175)),
        (date(2026, 9, 30), Decimal(180)),
    ]


def test_a_dry_run_counts_and_records_nothing(sqlite_engine: Engine, tmp_path: Path) -> None:
    summary = load_observations(sqlite_engine, write(tmp_path, HEADER + FIRST), dry_run=True, today=TODAY)
    assert (summary.n_rows, summary.n_new) == (1, 1)
    assert stored(sqlite_engine) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_headers_may_be_chinese_and_files_from_excel(
    sqlite_engine: Engine, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = "文件,任务编号,日期,数值,来源\r\n临政办发〔2026〕1号,3.1.1,2026年3月1日,３.２％,教育厅\r\n,,,,\r\n"
    path = write(tmp_path, text.replace(",", delimiter), encoding)
    assert load_observations(sqlite_engine, path, today=TODAY).n_new == 1
    (row,) = stored(sqlite_engine)
    assert (row["target_ordinal"], row["value"], row["unit"]) == (1, Decimal("3.2"), "%")
    assert row["observed_on"] == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1,500", Decimal(1500)),
        ("-0.5", Decimal("-0.5")),
        ("150000000", Decimal(150_000_000)),
        ("0.000001", Decimal("0.000001")),
    ],
)
def test_values(sqlite_engine: Engine, tmp_path: Path, written: str, expected: Decimal) -> None:
    path = write(tmp_path, HEADER + f',,临政办发〔2026〕1号,2.1.1,1,2026-06-30,"{written}",,省统计局,\n')
    load_observations(sqlite_engine, path, today=TODAY)
    assert stored(sqlite_engine)[0]["value"] == expected


def test_an_unknown_indicator_is_recorded_and_named(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "990000,地区生产总值增幅,,,,2026-06-30,5,%,统计局,\n")
    summary = load_observations(engine, path, today=TODAY)
    assert summary.n_new == 1
    assert summary.unmatched == ["地区生产总值增幅 (地区生产总值增速?)"]


# What a bad line says → what the user reads after `FILE:2: `.
BAD_LINES = {
    "临江省,地区生产总值增速,临政办发〔2026〕1号,2.1.1,1,2026-06-30,5,%,统计局,": "an indicator and a target",
    ",,,,,2026-06-30,5,%,统计局,": "names neither an indicator nor a target",
    ",地区生产总值增速,,,,2026-06-30,5,%,统计局,": "jurisdiction is empty",
    "临海省,地区生产总值增速,,,,2026-06-30,5,%,统计局,": "no jurisdiction '临海省' is known; did you mean",
    ",,临政办发〔2026〕9号,2.1.1,1,2026-06-30,5,个,统计局,": "'临政办发〔2026〕9号' is loaded; did you",
    "海青省,,临政办发〔2026〕1号,2.1.1,1,2026-06-30,5,个,统计局,": "is not a document of 海青省",
    ",,临政办发〔2026〕1号,9.9.9,1,2026-06-30,5,个,统计局,": "has no target in a task '9.9.9'",
    ",,临政办发〔2026〕1号,2.1.1,,2026-06-30,5,个,统计局,": "has several targets; give target, one of 1, 2",
    ",,临政办发〔2026〕1号,2.1.1,3,2026-06-30,5,个,统计局,": "has no target '3'; known are 1, 2",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-31,5,个,统计局,": "'2026-06-31' is not in the calendar",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06,5,个,统计局,": "'2026-06' is no day; write it as 2026-06-30",
    ",,临政办发〔2026〕1号,2.1.1,1,2027-01-01,5,个,统计局,": "2027-01-01 has not come yet",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,5万,个,统计局,": "'5万' has a magnitude in words",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,约五,个,统计局,": "'约五' is no number",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,0.1234567,个,统计局,": "has more digits than are kept",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,5,家,统计局,": "the unit '家' does not fit, what",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,,个,统计局,": "value is empty",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,5,个,,": "source is empty",
    ",,临政办发〔2026〕1号,2.1.1,1,2026-06-30,5,个,统计局,,,太多": "has 12 cells for 10 columns",
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_bad_line_is_named_and_nothing_is_recorded(
    sqlite_engine: Engine, tmp_path: Path, line: str
) -> None:
    path = write(tmp_path, HEADER + line + "\n" + FIRST)
    with pytest.raises(ZerenError) as raised:
        load_observations(sqlite_engine, path, today=TODAY)
    message = str(raised.value)
    assert message.startswith(f"{path}:2: ")
    assert BAD_LINES[line] in message
    assert "\n" not in message
    assert stored(sqlite_engine) == []


def test_every_bad_line_is_named_up_to_a_few(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + FIRST + ",,,,,2026-06-30,5,%,统计局,\n" * 8)
    with pytest.raises(ZerenError, match=r":3: .*:7: .*; and 3 more; nothing was recorded$"):
        load_observations(sqlite_engine, path, today=TODAY)


def test_a_line_number_counts_the_lines_of_the_file(sqlite_engine: Engine, tmp_path: Path) -> None:
    quoted = FIRST.replace("省统计局,", '省统计局,"两行\n说明"')
    path = write(tmp_path, HEADER + quoted + "\n,,,,,2026-06-30,5,%,统计局,\n")
    with pytest.raises(ZerenError, match=r"seen\.csv:5: names neither"):
        load_observations(sqlite_engine, path, today=TODAY)


def test_one_day_and_source_stand_there_once(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + FIRST + FIRST.replace("180", "190"))
    with pytest.raises(ZerenError, match=r":3: observes the same as line 2"):
        load_observations(sqlite_engine, path, today=TODAY)


BAD_FILES = {
    "日期,数值\n2026-06-30,5\n": "seen.csv:1: the column 'source' is missing",
    "observed_on,value,source,colour\n": "seen.csv:1: unknown column 'colour'",
    "observed_on,日期,value,source\n": "seen.csv:1: the column 'observed_on' stands there twice",
    HEADER: "seen.csv: holds no observation",
    "": "seen.csv: the file is empty",
    HEADER + '"': "seen.csv:2: is not CSV",
    "PK\x03\x04": "seen.csv: is a workbook; save the sheet as CSV",
    "observed_on\0": "seen.csv: is neither UTF-8 nor GB 18030 text",
}


@pytest.mark.parametrize("text", BAD_FILES)
def test_a_bad_file_is_named(sqlite_engine: Engine, tmp_path: Path, text: str) -> None:
    with pytest.raises(ZerenError) as raised:
        load_observations(sqlite_engine, write(tmp_path, text), today=TODAY)
    assert BAD_FILES[text] in str(raised.value)
    assert stored(sqlite_engine) == []


def test_a_wrong_path_is_wrong_usage(sqlite_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        load_observations(sqlite_engine, tmp_path / "none.csv")


def test_of_two_places_of_one_name_the_code_decides(sqlite_engine: Engine, tmp_path: Path) -> None:
    with write_transaction(sqlite_engine) as connection:
        connection.execute(
            tables.jurisdictions.insert(),
            [
                {"jurisdiction_id": 11, "code": "990101", "name": "鼓楼区", "level": "county"},
                {"jurisdiction_id": 12, "code": "980101", "name": "鼓楼区", "level": "county"},
            ],
        )
    path = write(tmp_path, HEADER + "鼓楼区,失业率,,,,2026-06-30,5,%,统计局,\n")
    with pytest.raises(ZerenError, match="several jurisdictions are called '鼓楼区'; give the code"):
        load_observations(sqlite_engine, path, today=TODAY)
    path = write(tmp_path, HEADER + "980101,失业率,,,,2026-06-30,5,%,统计局,\n")
    load_observations(sqlite_engine, path, today=TODAY)
    assert stored(sqlite_engine)[0]["jurisdiction_id"] == 12
