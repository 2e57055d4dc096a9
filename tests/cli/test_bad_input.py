"""Whatever a person gives zeren by mistake: one line, the right exit code, nothing lost."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Runner

REPOSITORY = Path(__file__).parents[2]
NO_TASKS = (
    "关于召开全省气象工作会议的通知\n\n各市气象局:\n\n定于3月5日召开会议,请准时参加。\n\n"
    "临江省气象局\n\n2026年2月1日\n"
)


def tree(folder: Path) -> dict[str, str]:
    """Every file below the folder with its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stored(home: Path, table: str) -> int:
    with sqlite3.connect(home / "zeren.sqlite") as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return count


def loads(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "zeren.sqlite") as connection:
        found = connection.execute("SELECT source_name, outcome FROM loads ORDER BY load_id").fetchall()
    connection.close()
    return found


def test_missing_file(zeren: Runner, home: Path) -> None:
    result = zeren("load", "nowhere/文件.txt")
    assert result.code == 2
    assert "nowhere/文件.txt: no such file" in result.error


def test_empty_file(zeren: Runner, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = zeren("load", empty)
    assert result.code == 1
    assert "empty.txt: the file is empty" in result.error


def test_binary_file(zeren: Runner, tmp_path: Path) -> None:
    binary = tmp_path / "photo.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    result = zeren("load", binary)
    assert result.code == 1
    assert "photo.txt" in result.error
    assert "binary" in result.error


def test_a_text_in_the_wrong_encoding(zeren: Runner, tmp_path: Path) -> None:
    wrong = tmp_path / "shift.txt"
    wrong.write_bytes("責任単位は次のとおりである。カタカナとひらがな。".encode("shift_jis") * 20)
    result = zeren("load", wrong)
    assert result.code == 1
    assert "shift.txt" in result.error
    assert "UTF-8" in result.error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_offices_use_all_load(zeren: Runner, tmp_path: Path, encoding: str) -> None:
    text = (REPOSITORY / "loaders/zeren_loaders/documents/zhejiang-2026.txt").read_text(encoding="utf-8")
    (tmp_path / "document.txt").write_bytes(text.encode(encoding))
    result = zeren("load", tmp_path / "document.txt", "--dry-run")
    assert (result.code, result.err) == (0, "")
    assert "240" in result.out


def test_a_text_without_tasks_is_refused_and_leaves_only_its_loads_row(
    zeren: Runner, home: Path, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NO_TASKS, encoding="utf-8")
    result = zeren("load", notice)
    assert result.code == 1
    assert "notice.txt" in result.error
    assert "no task" in result.error
    assert loads(home) == [("notice.txt", "refused")]
    for table in ("documents", "plans", "tasks", "units", "jurisdictions", "findings"):
        assert stored(home, table) == 0, table


def test_a_dry_run_stores_nothing(zeren: Runner, home: Path) -> None:
    result = zeren("load", REPOSITORY / "loaders/zeren_loaders/documents/zhejiang-2026.txt", "--dry-run")
    assert result.code == 0
    assert not home.exists()


def test_a_task_without_units_is_kept_and_found(zeren: Runner, home: Path, tmp_path: Path) -> None:
    document = tmp_path / "document.txt"
    document.write_text(
        "青石市2026年政府工作报告重点工作责任分解\n\n一、王某市长牵头重点工作\n\n"
        "1. 新建停车位2000个。\n\n责任单位:市建设局、市公安局\n\n"
        "2. 加强统计监测。\n\n"
        "3. 修缮老街10条。\n\n责任单位:市建设局\n",
        encoding="utf-8",
    )
    assert zeren("load", document).code == 0
    assert stored(home, "tasks") == 3
    with sqlite3.connect(home / "zeren.sqlite") as connection:
        found = connection.execute(
            "SELECT count(*) FROM findings JOIN tasks USING (task_id)"
            " WHERE code LIKE '%.2' AND severity <> 'info'"
        ).fetchone()
    connection.close()
    assert found[0] >= 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("report", "unit_worklod"), 2, "unit_workload"),
        (("report", "unit_workload", "-p", "plna=annual"), 2, "plan"),
        (("report", "unit_workload", "-p", "plan=anual"), 2, "annual"),
        (("report", "unit_workload", "-p", "plan"), 2, "key=value"),
        (("report", "unit_workload", "-p", "unit=省发改委会"), 2, "省发展改革委"),
        (("report", "unit_workload", "--format", "pdf"), 2, "csv"),
        (("report", "unit_workload", "-p", "min_tasks=many"), 2, "min_tasks"),
        (("reports", "nothing_like_it"), 2, "nothing_like_it"),
        (("export", "nothing_like_it"), 2, "nothing_like_it"),
        (("export", "--profile", "fancy"), 2, "excel"),
        (("why", "9.9.9"), 2, "9.9.9"),
        (("why", "2.7.20#9"), 2, "#9"),
        (("why", "../etc"), 2, "../etc"),
        (("find", "南极科考站"), 1, "南极科考站"),
        (("path", "moon"), 2, "snapshot"),
        (("sql", "SELEC 1"), 2, "SELEC"),
        (("sql", "SELECT * FROM taks"), 2, "tasks"),
        (("sql", "DELETE FROM tasks"), 2, "SELECT"),
        (("sql", "SELECT 1; SELECT 2"), 2, "one"),
        (("sql", "COPY tasks TO 'stolen.csv'"), 2, "SELECT"),
        (("sql", "SELECT * FROM read_text('/etc/passwd')"), 2, "disabled"),
        (("sql", ""), 2, ""),
        (("frobnicate",), 2, "frobnicate"),
        (("bulid",), 2, "Did you mean 'build'? See `zeren --help`"),
        (("build", "--fast"), 2, "--fast"),
        (("load", ""), 2, "empty"),
        (("load", "--dry-run", "/dev/zero"), 1, "MB at most"),
        (("report", "unit_workload", "-o", "/proc/workload.csv"), 1, "zeren: /proc/workload.csv: "),
    ],
)
def test_wrong_words(
    zeren: Runner, built_home: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = tree(built_home)
    result = zeren(*arguments)
    assert result.code == code
    assert said in result.error
    assert tree(built_home) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "unit_workload"),
        ("export",),
        ("publish",),
        ("why", "1.1.1"),
        ("find", "财政"),
        ("sql", "SELECT 1"),
        ("units",),
    ],
)
def test_without_a_database(zeren: Runner, home: Path, arguments: tuple[str, ...]) -> None:
    result = zeren(*arguments)
    assert result.code in (1, 2)
    assert "zeren build" in result.error or "zeren publish" in result.error
    assert not home.exists()


def test_status_and_path_work_without_a_database(zeren: Runner, home: Path) -> None:
    assert zeren("status").code == 0
    assert zeren("path").code == 0
    assert not home.exists()


@pytest.mark.parametrize("command", ["load", "publish", "status", "why", "report"])
def test_a_database_newer_than_the_code(zeren: Runner, built_home: Path, command: str) -> None:
    with sqlite3.connect(built_home / "zeren.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = tree(built_home)
    arguments = {
        "load": (REPOSITORY / "loaders/zeren_loaders/documents/zhejiang-2026.txt",),
        "why": ("1.1.1",),
        "report": ("unit_workload",),
    }.get(command, ())
    result = zeren(command, *arguments)
    if command == "report":
        # A published snapshot stands on its own.
        assert result.code == 0
    else:
        assert result.code == 1
        assert "upgrade zeren" in result.error
    assert tree(built_home) == before


def test_a_home_that_cannot_be_made(zeren: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("ZEREN_HOME", str(tmp_path / "file" / "home"))
    result = zeren("build")
    assert result.code in (1, 2)
    assert "file" in result.error


def test_a_second_writer_is_told_to_wait(
    zeren: Runner, built_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zeren_schema.engine.LOCK_TIMEOUT", 0.2)
    other = sqlite3.connect(built_home / "zeren.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = tree(built_home)
    document = REPOSITORY / "tests/cli/second.txt"
    result = zeren("load", document)
    other.execute("ROLLBACK")
    other.close()
    assert result.code == 75
    assert "another process" in result.error
    assert tree(built_home) == before


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a/b",
        "nonsense",
        "postgresql://zeren@localhost:port/zeren",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_a_wrong_database_address(zeren: Runner, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("ZEREN_DATABASE_URL", url)
    result = zeren("status")
    assert result.code == 2
    assert "ZEREN_DATABASE_URL" in result.error
    assert "sqlite:///FILE or postgresql://USER@HOST/NAME" in result.error


def test_a_home_whose_path_is_no_text(zeren: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_HOME", f"{tmp_path}/\udcff")
    result = zeren("build")
    assert result.code == 2
    assert "not UTF-8" in result.error
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_that_is_not_found_can_be_named(zeren: Runner, home: Path, tmp_path: Path) -> None:
    document = tmp_path / "document.txt"
    document.write_bytes(
        "臨江縣2021年政府工作報告重點工作責任分解\n1.完成農村公路建設20公里。\n"
        "責任單位:縣交通運輸局牽頭,縣財政局\n".encode("big5")
    )
    result = zeren("load", document)
    assert result.code == 1
    assert "--encoding big5" in result.error
    assert zeren("load", document, "--encoding", "big5").code == 0
    assert stored(home, "task_units") == 2
