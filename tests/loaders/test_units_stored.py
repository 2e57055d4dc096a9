"""Units and places in the database of record: one row each, whichever document comes first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from zeren_loaders import load_file
from zeren_schema.engine import open_engine


@pytest.fixture
def engine(database_url: str) -> Engine:
    return open_engine(database_url)


DOCUMENT = """{place}人民政府办公室关于印发{year}年重点工作责任分解的通知

{year}年重点工作责任分解

1. 新建小学{n}所。

责任单位：{units}
"""


def load(engine: Engine, folder: Path, n: int, place: str, units: str) -> None:
    path = folder / f"{n}.txt"
    path.write_text(DOCUMENT.format(place=place, year=2020 + n, n=n, units=units), encoding="utf-8")
    load_file(engine, path)


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(text(query)))


NAMED = "SELECT name FROM units"
SPELLED = "SELECT name, kind FROM unit_names"


def test_places_are_stored_below_those_above(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, 1, "南京市鼓楼区", "区教育局")
    load(engine, tmp_path, 2, "南京市", "市教育局")
    query = (
        "SELECT place.name, above.name FROM jurisdictions place"
        " LEFT JOIN jurisdictions above ON above.jurisdiction_id = place.parent_id"
    )
    assert dict(rows(engine, query)) == {
        "中国": None,
        "江苏省": "中国",
        "南京市": "江苏省",
        "鼓楼区": "南京市",
    }
    assert rows(engine, "SELECT count(DISTINCT jurisdiction_id) FROM documents") == [(2,)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_one_unit_whatever_document_comes_first(
    engine: Engine, tmp_path: Path, order: tuple[int, ...]
) -> None:
    units = {1: "市发改委、市教育局", 2: "市发展改革委、教育局", 3: "市发改委、市住建局"}
    for n in order:
        load(engine, tmp_path, n, "青云市", units[n])
    assert rows(engine, NAMED) == sorted([("市住建局",), ("市发改委",), ("市教育局",)])
    assert dict(rows(engine, SPELLED)) == {
        "市住建局": "canonical",
        "市发展改革委": "variant",
        "市发改委": "canonical",
        "市教育局": "canonical",
    }


def test_names_listed_side_by_side_are_two_bodies(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, 1, "青云市", "市住建局、市住房城乡建设局")
    assert rows(engine, NAMED) == sorted([("市住建局",), ("市住房城乡建设局",)])


def test_names_carry_the_years_of_the_reforms(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, 1, "青云市", "市卫计委")
    (name,) = rows(engine, "SELECT name, CAST(valid_from AS TEXT), CAST(valid_to AS TEXT) FROM unit_names")
    assert name == ("市卫计委", "2013-01-01", "2019-12-31")
