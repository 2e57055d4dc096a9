"""The YAML file beside a document: what it may say, and what a slip in it leads to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from zeren_loaders.sidecar import read_sidecar
from zeren_schema.errors import ZerenError


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "document.txt"
    path.touch()
    return path


def test_none_says_nothing(document: Path) -> None:
    assert read_sidecar(document) == {}


def test_what_it_says(document: Path) -> None:
    document.with_suffix(".yaml").write_text(
        "title: 重点工作责任分解\nissued_on: 2026-01-24\nyear: 2026\ndoc_number:\n"
        "jurisdiction:\n  code: 330000\n  name: 浙江省\nremark: 见附件\n",
        encoding="utf-8",
    )
    said = read_sidecar(document)
    assert said["issued_on"] == date(2026, 1, 24)
    assert said["doc_number"] is None
    assert said["jurisdiction"] == {"code": 330000, "name": "浙江省"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("year: 二〇二六\n", "year is '二〇二六'; it should be a year"),
        ("year: true\n", "year is True"),
        ('issued_on: "2026-01-24"\n', "issued_on is '2026-01-24'; it should be a date"),
        ("issued_on: 2026-01-24 10:00:00\n", "issued_on is datetime"),
        ("title: [a, b]\n", "title is ['a', 'b']"),
        ("jurisdiction: 浙江省\n", "jurisdiction is '浙江省'"),
        ("jurisdiction: {name: 浙江省}\n", "no code of six digits"),
        ("- a\n", "line by line"),
        ("a: b: c\n", "cannot be read as YAML"),
        ("issued_on: 2026-13-45\n", "cannot be read as YAML"),
        ("[" * 3000, "cannot be read as YAML"),
    ],
)
def test_a_slip_is_named_with_the_file(document: Path, text: str, complaint: str) -> None:
    document.with_suffix(".yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ZerenError) as raised:
        read_sidecar(document)
    assert str(raised.value).startswith(f"{document.with_suffix('.yaml')}: ")
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text(document: Path) -> None:
    document.with_suffix(".yaml").write_bytes(b"title: \xff\xfe\n")
    with pytest.raises(ZerenError, match="cannot be read as YAML"):
        read_sidecar(document)
