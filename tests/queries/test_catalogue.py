"""Reading the headers of saved reports: what is said, and what a slip of the pen is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest
from zeren_queries import load_catalogue
from zeren_queries.catalogue import Catalogue, suggest
from zeren_queries.header import Label
from zeren_queries.sql_text import bare_names, parameters_as_names, parameters_used, words
from zeren_schema.errors import UsageError, ZerenError

HEADER = """\
title: {zh: 单位, en: Units}
question: {zh: 有哪些单位?, en: Which units are there?}
grain: {zh: 每个单位一行。, en: One row per unit.}
parameters:
  kind:
    type: text
    default: all
    allowed: [all, party]
    description: {zh: 类别。, en: Kind of unit.}
columns:
  name:
    type: VARCHAR
    title: {zh: 名称, en: Name}
    description: {zh: 名称。, en: Name of the unit.}
"""
SQL = "SELECT units.name\nFROM units\nWHERE $kind IN ('all', units.kind)\nORDER BY units.name\n"


def write(folder: Path, header: str = HEADER, sql: str = SQL, name: str = "units_listed") -> Catalogue:
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "theme" / f"{name}.sql").write_text(f"/*\n{header}*/\n{sql}", encoding="utf-8")
    return load_catalogue(folder)


def test_header_becomes_a_report(tmp_path: Path) -> None:
    report = write(tmp_path)["units_listed"]
    assert (report.name, report.theme) == ("units_listed", "theme")
    assert report.title == Label("单位", "Units")
    assert report.parameters["kind"].allowed == ("all", "party")
    assert report.parameters["kind"].default == "all"
    assert report.columns["name"].type == "VARCHAR"
    assert report.required == ()
    assert report.sql == SQL


def test_digest_is_that_of_the_file(tmp_path: Path) -> None:
    before = write(tmp_path)["units_listed"].digest
    assert write(tmp_path)["units_listed"].digest == before
    assert write(tmp_path, sql=SQL.replace("ORDER", "-- 说明\nORDER"))["units_listed"].digest != before


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title:", "titel:", 2, "lacks 'title'"),
        ("grain:", "note: {zh: 甲, en: B}\ngrain:", 4, "unknown key 'note'"),
        ("default: all", "defualt: all", 8, "unknown key 'defualt'"),
        ("type: text", "type: string", 7, "unknown type 'string'"),
        ("default: all", "default: none", 8, "not among the allowed"),
        ("type: VARCHAR", "type: TEXTUAL", 13, "unknown type 'TEXTUAL'"),
        (", en: Units}", "}", 2, "lacks 'en'"),
        ("zh: 名称。", "zh: 名称,全称。", 15, "quotes"),
        ("columns:", "columns: [", 13, "not YAML"),
        ("  kind:", "  plan:\n  kind:", 6, "described neither here nor in shared.yaml"),
    ],
)
def test_slip_in_the_header_names_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    catalogue = write(tmp_path, HEADER.replace(old, new, 1))
    with pytest.raises(ZerenError) as raised:
        catalogue["units_listed"]
    message = str(raised.value)
    assert f"units_listed.sql:{line}: " in message
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("sql", "line", "said"),
    [
        (SQL.replace("$kind", "$sort"), 19, "$sort is not among"),
        (SQL.replace("$kind", "'party'"), 1, "'kind' is not used"),
        (SQL.replace("units.kind", "kind"), 19, "write table.kind"),
    ],
)
def test_sql_must_agree_with_the_header(tmp_path: Path, sql: str, line: int, said: str) -> None:
    catalogue = write(tmp_path, sql=sql)
    with pytest.raises(ZerenError, match=rf"units_listed\.sql:{line}: ") as raised:
        catalogue["units_listed"]
    assert said in str(raised.value)


def test_file_without_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "bare.sql").write_text("SELECT 1\n")
    with pytest.raises(ZerenError, match=r"bare\.sql:1: must begin with"):
        load_catalogue(tmp_path)["bare"]


def test_two_reports_of_one_name_are_refused(tmp_path: Path) -> None:
    catalogue = write(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "units_listed.sql").write_text("SELECT 1\n")
    with pytest.raises(ZerenError, match="already a report of this name"):
        list(catalogue)


def test_shared_description_is_taken_by_a_bare_name(tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_text("columns:\n" + HEADER.split("columns:\n")[1], "utf-8")
    report = write(tmp_path, HEADER.split("  name:", maxsplit=1)[0] + "  name:\n")["units_listed"]
    assert report.columns["name"].description == Label("名称。", "Name of the unit.")


def test_unknown_report_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="no report is called 'unit_worklaod'; did you mean unit_workload"):
        load_catalogue()["unit_worklaod"]


def test_only_the_report_asked_for_is_read(tmp_path: Path) -> None:
    catalogue = write(tmp_path)
    (tmp_path / "theme" / "broken.sql").write_text("no header\n")
    assert list(catalogue) == ["broken", "units_listed"]
    assert catalogue["units_listed"].name == "units_listed"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("省财政", ["省财政厅", "省教育厅"], "; did you mean 省财政厅?"),
        ("zzz", ["a", "b"], "; known are a, b"),
        ("zzz", [], ""),
    ],
)
def test_suggest(word: str, known: list[str], expected: str) -> None:
    assert suggest(word, known) == expected


TRICKY = """SELECT '$no', "$neither", t.a -- $nor
FROM t /* $never */
WHERE $yes = t.b AND 'it''s $no' <> $too"""


def test_parameters_are_told_from_strings_and_comments() -> None:
    assert parameters_used(TRICKY) == {"yes": 3, "too": 3}
    assert words(TRICKY) == {"SELECT", "t", "a", "FROM", "WHERE", "b", "AND"}
    assert parameters_as_names(TRICKY) == TRICKY.replace("$yes", "yes").replace("$too", "too")


def test_bare_names_are_columns_without_their_table() -> None:
    sql = "SELECT t.unit, unit, t.x AS unit, 'unit', $unit FROM t -- unit\nORDER BY Unit"
    assert list(bare_names(sql, ["unit"])) == [("unit", 1), ("Unit", 2)]
    assert list(bare_names('SELECT "unit", units.name, unit_id FROM t', ["unit"])) == [('"unit"', 1)]
    assert list(bare_names("SELECT unit", [])) == []
