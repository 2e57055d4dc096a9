from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from zeren_schema import dictionary
from zeren_schema.columns import split_comment
from zeren_schema.tables import metadata

CHECKED_IN = Path(__file__).parents[2] / "schema" / "dictionary.csv"
COLUMNS = [column for table in metadata.sorted_tables for column in table.columns]


def test_the_checked_in_dictionary_is_current() -> None:
    assert CHECKED_IN.read_text(encoding="utf-8") == dictionary.as_csv()


def test_every_table_and_column_is_in_the_dictionary() -> None:
    with CHECKED_IN.open(encoding="utf-8") as file:
        named = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    expected = {(table.name, "") for table in metadata.sorted_tables}
    assert named == expected | {(column.table.name, column.name) for column in COLUMNS}


def test_an_outdated_dictionary_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outdated = tmp_path / "dictionary.csv"
    outdated.write_text("table,column\n", encoding="utf-8")
    assert dictionary.main(["--check", str(outdated)]) == 1
    assert "make dictionary" in capsys.readouterr().err
    assert dictionary.main([str(outdated)]) == 0
    assert dictionary.main(["--check", str(outdated)]) == 0


def test_comments_are_sentences_in_both_languages() -> None:
    for column in COLUMNS:
        zh, en = split_comment(column.comment or "")
        assert re.search(r"[\u4e00-\u9fff]", zh), column
        assert zh.endswith("。"), column
        assert not re.search(r"[\u4e00-\u9fff]", en), column
        assert en.endswith("."), column


def test_columns_that_may_be_empty_say_what_empty_means() -> None:
    for column in COLUMNS:
        zh, en = split_comment(column.comment or "")
        assert column.nullable == ("NULL" in en), column
        assert column.nullable == ("为空" in zh), column


@pytest.mark.parametrize("name", ["span_start", "span_end", "source_name"])
def test_a_family_of_columns_is_described_in_the_same_words(name: str) -> None:
    family = defaultdict(list)
    for column in COLUMNS:
        if column.name == name:
            family[column.nullable].append(column.comment)
    assert family
    for comments in family.values():
        assert len(set(comments)) == 1


def test_suffixes_follow_the_naming_page() -> None:
    for column in COLUMNS:
        kind = str(column.type)
        _, en = split_comment(column.comment or "")
        assert column.name.endswith("_on") == (kind == "DATE") or column.name in {"valid_from", "valid_to"}, (
            column
        )
        assert column.name.endswith("_at") == (kind == "DATETIME"), column
        assert column.name.startswith("is_") == (kind == "BOOLEAN"), column
        if column.name.endswith("_at"):
            assert "(UTC)" in en, column
        if column.name.startswith("n_"):
            assert en.startswith("Number of "), column
        if column.primary_key and len(column.table.primary_key.columns) == 1:
            assert column.name.endswith("_id"), column
            assert en.startswith("Primary key of the "), column
