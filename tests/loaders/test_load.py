"""Loading into the database of record: one transaction, idempotent, whole replacement, clear refusals."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from zeren_loaders import LoadOptions, load_file
from zeren_loaders.documents import BUNDLED
from zeren_schema import tables
from zeren_schema.engine import open_engine, write_transaction
from zeren_schema.errors import BusyError, UsageError, ZerenError
from zeren_schema.migrate import upgrade

DOCUMENT = """临江省人民政府办公厅关于印发2024年重点工作责任分解的通知

临政办发〔2024〕7号

2024年重点工作责任分解

一、王某省长牵头重点工作

1. 新建公园{parks}个。

责任单位:省建设厅、省林业局

2. 加强值班。

责任单位:省政府办公厅
"""


@pytest.fixture
def engine(database_url: str) -> Engine:
    return open_engine(database_url)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "linjiang.txt"
    path.write_text(DOCUMENT.format(parks=20), encoding="utf-8")
    return path


def count(engine: Engine, name: str) -> int:
    with engine.connect() as connection:
        return int(
            connection.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one()
        )


def everything(engine: Engine) -> dict[str, int]:
    return {name: count(engine, name) for name in tables.metadata.tables}


def rows(engine: Engine, statement: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_the_bundled_document_is_stored_whole(engine: Engine) -> None:
    summary = load_file(engine, BUNDLED)
    assert summary.outcome == "loaded"
    assert [n for _, _, n in summary.plans] == [78, 132, 30]
    assert (summary.n_plans, summary.n_sections, summary.n_tasks) == (3, 24, 240)
    stored = everything(engine)
    assert stored["documents"] == 1
    assert stored["tasks"] == 240
    assert stored["leaders"] == stored["leader_titles"] == 7
    assert stored["task_units"] == summary.n_task_units
    assert stored["units"] == summary.n_units
    assert stored["targets"] == summary.n_targets
    assert stored["findings"] == summary.n_findings
    assert rows(engine, "SELECT code, name, level FROM jurisdictions ORDER BY level") == [
        (None, "中国", "country"),
        ("330000", "浙江省", "province"),
    ]
    ((content,),) = rows(engine, "SELECT text FROM documents")
    assert content == BUNDLED.read_text(encoding="utf-8")


def test_stored_spans_close(engine: Engine) -> None:
    load_file(engine, BUNDLED)
    ((content,),) = rows(engine, "SELECT text FROM documents")
    for table, printed in (("task_units", "mention"), ("targets", "quote"), ("tasks", "text")):
        for start, end, said in rows(engine, f"SELECT span_start, span_end, {printed} FROM {table}"):
            assert "".join(content[start:end].split()) == "".join(said.split())


def test_every_task_has_a_lead_and_the_load_counts_its_rows(engine: Engine) -> None:
    load_file(engine, BUNDLED)
    leads = "SELECT count(*) FROM task_units WHERE is_lead"
    assert rows(engine, "SELECT n_tasks, n_task_units, n_targets FROM loads") == [
        (count(engine, "tasks"), count(engine, "task_units"), count(engine, "targets"))
    ]
    assert rows(engine, "SELECT n_leads FROM loads") == rows(engine, leads)
    assert rows(engine, "SELECT count(DISTINCT task_id) FROM task_units WHERE is_lead") == [(240,)]


def test_the_same_bytes_change_nothing(engine: Engine) -> None:
    first = load_file(engine, BUNDLED)
    before = everything(engine)
    again = load_file(engine, BUNDLED)
    after = everything(engine)
    assert again.outcome == "unchanged"
    assert (again.n_tasks, again.n_units, again.n_leads, again.findings, again.plans) == (
        first.n_tasks,
        first.n_units,
        first.n_leads,
        first.findings,
        first.plans,
    )
    assert after.pop("loads") == before.pop("loads") + 1
    assert after == before


def test_a_corrected_document_takes_the_place_of_the_first(engine: Engine, document: Path) -> None:
    load_file(engine, document)
    corrected = DOCUMENT.format(parks=30).replace("、省林业局", "、省水利厅")
    document.write_text(corrected, encoding="utf-8")
    summary = load_file(engine, document)
    assert summary.outcome == "replaced"
    assert count(engine, "documents") == 1
    assert rows(engine, "SELECT low FROM targets") == [(30,)]
    names = {name for (name,) in rows(engine, "SELECT name FROM units")}
    assert "省水利厅" in names
    assert "省林业局" not in names
    assert rows(engine, "SELECT outcome FROM loads ORDER BY load_id") == [("loaded",), ("replaced",)]
    assert count(engine, "findings") == summary.n_findings


def test_another_document_of_the_same_government_stands_beside_it(engine: Engine, document: Path) -> None:
    load_file(engine, document)
    other = document.with_name("other.txt")
    other.write_text(DOCUMENT.format(parks=25).replace("7号", "8号"), encoding="utf-8")
    assert load_file(engine, other).outcome == "loaded"
    assert count(engine, "documents") == 2
    assert rows(engine, "SELECT name FROM jurisdictions ORDER BY level") == [("中国",), ("临江省",)]
    # Both name the same three units and the same leader.
    assert count(engine, "units") == 3
    assert count(engine, "leaders") == 1


def test_a_sidecar_that_says_something_new_is_read_again(engine: Engine, document: Path) -> None:
    load_file(engine, document)
    document.with_suffix(".yaml").write_text(
        "jurisdiction: {code: '990000', name: 临江省}\n", encoding="utf-8"
    )
    assert load_file(engine, document).outcome == "replaced"
    assert rows(engine, "SELECT code, name FROM jurisdictions ORDER BY level") == [
        (None, "中国"),
        ("990000", "临江省"),
    ]


def test_a_text_without_tasks_leaves_only_its_load(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("省政府召开会议,部署重点工作。会议强调,要抓好落实。\n", encoding="utf-8")
    with pytest.raises(ZerenError, match=r"news\.txt: no task found"):
        load_file(engine, path)
    stored = everything(engine)
    assert stored.pop("loads") == 1
    assert set(stored.values()) == {0}
    ((outcome, message),) = rows(engine, "SELECT outcome, message FROM loads")
    assert outcome == "refused"
    assert "no task found" in message


def test_a_refused_correction_keeps_what_was_stored(engine: Engine, document: Path) -> None:
    load_file(engine, document)
    before = everything(engine)
    document.write_text("什么也没有。", encoding="utf-8")
    with pytest.raises(ZerenError, match="no task found"):
        load_file(engine, document)
    after = everything(engine)
    assert after.pop("loads") == before.pop("loads") + 1
    assert after == before


def test_a_wrong_path_is_wrong_usage_and_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    for path, said in ((tmp_path / "none.txt", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(UsageError, match=said):
            load_file(engine, path)
    assert count(engine, "loads") == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n\t", "the file is empty"),
        ("binary.bin", bytes(range(256)) * 40, "binary"),
        ("big5.txt", "臨江省人民政府關於重點工作責任分解的通知".encode("big5") * 20, "encoding"),
    ],
)
def test_unreadable_files_are_refused_in_one_line(
    engine: Engine, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ZerenError, match=said) as caught:
        load_file(engine, path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    stored = everything(engine)
    assert stored.pop("loads") == 1
    assert set(stored.values()) == {0}


def test_a_dry_run_touches_no_database(tmp_path: Path) -> None:
    file = tmp_path / "zeren.sqlite"
    summary = load_file(open_engine(f"sqlite:///{file}"), BUNDLED, dry_run=True)
    assert (summary.outcome, summary.n_tasks, summary.document_id) == ("dry_run", 240, None)
    assert not file.exists()


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    file = tmp_path / "zeren.sqlite"
    engine = open_engine(f"sqlite:///{file}", lock_timeout=0.1)
    upgrade(engine)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(BusyError, match="try again"):
            load_file(engine, BUNDLED)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert set(everything(engine).values()) == {0}
    assert load_file(engine, BUNDLED).outcome == "loaded"


def test_a_second_writer_on_postgresql_is_told_to_wait(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zeren_loaders import writer

    monkeypatch.setattr(writer, "_WAIT", "100ms")
    engine = open_engine(postgres_url)
    upgrade(engine)
    with write_transaction(engine) as connection:
        writer.take_turn(connection)
        with pytest.raises(BusyError, match="try again"):
            load_file(open_engine(postgres_url), BUNDLED)
    assert count(engine, "documents") == 0


def test_a_failure_in_the_middle_loses_nothing(
    engine: Engine, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zeren_loaders import writer

    load_file(engine, document)
    before = everything(engine)
    document.write_text(DOCUMENT.format(parks=30), encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(writer, "_findings", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        load_file(engine, document)
    assert everything(engine) == before
    assert rows(engine, "SELECT low FROM targets") == [(20,)]


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    upgrade(engine)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ZerenError, match="newer zeren"):
        load_file(engine, BUNDLED)
    assert count(engine, "loads") == 0


def test_the_jurisdiction_can_be_named(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    shutil.copyfile(BUNDLED, path)
    load_file(engine, path, options=LoadOptions(jurisdiction="330000"))
    assert rows(engine, "SELECT code, name FROM jurisdictions ORDER BY level") == [
        (None, "中国"),
        ("330000", "浙江省"),
    ]
    with pytest.raises(UsageError, match="did you mean 浙江省"):
        load_file(engine, path, options=LoadOptions(jurisdiction="浙江"))
