"""The bundled document as the loader reads it, against the annotation made by people."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from zeren_loaders import load_file
from zeren_loaders.documents import BUNDLED
from zeren_schema.engine import open_engine
from zeren_schema.migrate import upgrade
from zeren_schema.tables import (
    documents,
    findings,
    leaders,
    plans,
    sections,
    targets,
    task_units,
    tasks,
    units,
)

ANNOTATION = Path(__file__).parents[1] / "annotations" / "zhejiang-2026"


def annotated(name: str) -> list[dict[str, str]]:
    with (ANNOTATION / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_width(name: str) -> str:
    return name.translate(str.maketrans("（）〔〕", "()()"))


def folded(words: str) -> str:
    return re.sub(r"\s+", "", half_width(words))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('bundled') / 'zeren.sqlite'}")
    upgrade(engine)
    load_file(engine, BUNDLED)
    return engine


def rows(engine: Engine, query: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(query))


def test_document(engine: Engine) -> None:
    (document,) = rows(engine, select(documents))
    assert document.doc_number == "浙政办发〔2026〕4号"
    assert document.issuer == "浙江省人民政府办公厅"
    assert document.issued_on.isoformat() == "2026-01-24"
    assert document.year == 2026
    assert folded(document.title) == ("浙江省人民政府办公厅关于印发2026年政府工作报告重点工作责任分解的通知")


def test_plans(engine: Engine) -> None:
    found = rows(
        engine,
        text(
            "SELECT kind, starts_on, ends_on, count(DISTINCT s.section_id), count(*) FROM plans p"
            " JOIN sections s USING (plan_id) JOIN tasks t USING (section_id)"
            " GROUP BY plan_id ORDER BY p.ordinal"
        ),
    )
    assert [tuple(row) for row in found] == [
        ("five_year", "2026-01-01", "2030-12-31", 7, 78),
        ("annual", "2026-01-01", "2026-12-31", 7, 132),
        ("livelihood", "2026-01-01", "2026-12-31", 10, 30),
    ]


def test_leaders(engine: Engine) -> None:
    found = dict(rows(engine, text("SELECT name, title FROM leaders JOIN leader_titles USING (leader_id)")))
    assert found == {
        "刘捷": "省长",
        "徐文光": "常务副省长",
        "张雁云": "副省长",
        "胡伟": "副省长",
        "李岩益": "副省长",
        "杨青玖": "副省长",
        "何中伟": "副省长",
    }
    led = dict(rows(engine, select(tasks.c.code, leaders.c.name).join_from(tasks, leaders)))
    assert led == {row["task"]: row["leader"] for row in annotated("units.csv")}


def test_every_unit_of_every_task(engine: Engine) -> None:
    query = (
        select(
            tasks.c.code,
            units.c.name,
            task_units.c.second_name,
            task_units.c.is_lead,
            task_units.c.lead_basis,
        )
        .join_from(task_units, tasks)
        .join(units)
        .order_by(tasks.c.task_id, task_units.c.position)
    )
    found: dict[str, dict[str, Any]] = {}
    for code, name, second_name, is_lead, basis in rows(engine, query):
        task = found.setdefault(code, {"leads": [], "others": [], "bases": set()})
        written = name + (f"({second_name})" if second_name else "")
        task["leads" if is_lead else "others"].append(half_width(written))
        task["bases"].add(basis)
    expected = {
        row["task"]: {
            "leads": [name for name in row["leads"].split(";") if name],
            "others": [name for name in row["others"].split(";") if name],
            "bases": {row["lead_basis"]},
        }
        for row in annotated("units.csv")
    }
    assert found.keys() == expected.keys()
    assert {code: task for code, task in found.items() if task != expected[code]} == {}


def test_every_target(engine: Engine) -> None:
    columns = [
        tasks.c.code,
        *(
            targets.c[name]
            for name in ("comparator", "low", "high", "unit", "measure", "commitment", "baseline")
        ),
        targets.c.due_year,
        targets.c.indicator,
    ]
    found: dict[tuple[Any, ...], list[str]] = {}
    for *values, indicator in rows(engine, select(*columns).join_from(targets, tasks)):
        values[4] = half_width(values[4] or "")
        found.setdefault(tuple(values), []).append(folded(indicator))
    expected: dict[tuple[Any, ...], list[dict[str, str]]] = {}
    optional: set[tuple[Any, ...]] = set()
    for row in annotated("targets.csv"):
        key = (
            row["task"],
            row["comparator"],
            Decimal(row["low"]) if row["low"] else None,
            Decimal(row["high"]) if row["high"] else None,
            half_width(row["unit"]),
            row["measure"],
            row["commitment"] or None,
            row["baseline"] or None,
            int(row["due_year"]),
        )
        expected.setdefault(key, []).append(row)
        if row["borderline"]:
            optional.add(key)
    assert sorted(map(str, found.keys() - expected.keys())) == []
    assert sorted(map(str, expected.keys() - optional - found.keys())) == []
    for key, indicators in found.items():
        assert len(indicators) == len(expected[key]), key


def agrees(indicator: str, readers: set[str]) -> bool:
    """Whether it is made of the words a reader chose, in whatever order."""
    return any(
        (Counter(indicator) & Counter(words)).total() >= 0.7 * min(len(indicator), len(words))
        for words in readers
    )


def test_indicators_say_what_readers_say(engine: Engine) -> None:
    accepted = {
        (row["task"], folded(row["quote"])): {folded(row["indicator"]), folded(row["indicator_also"])} - {""}
        for row in annotated("targets.csv")
        if not row["borderline"]
    }
    query = select(tasks.c.code, targets.c.quote, targets.c.indicator).join_from(targets, tasks)
    compared = 0
    for code, quote, indicator in rows(engine, query):
        for (task, annotated_quote), readers in accepted.items():
            if task == code and (folded(quote) in annotated_quote or annotated_quote in folded(quote)):
                assert agrees(folded(indicator), readers), (code, indicator, readers)
                compared += 1
    assert compared >= 0.9 * len(rows(engine, select(targets.c.target_id)))


def test_numbers_that_promise_nothing_are_no_targets(engine: Engine) -> None:
    quotes: dict[str, list[str]] = {}
    for code, quote in rows(engine, select(tasks.c.code, targets.c.quote).join_from(targets, tasks)):
        quotes.setdefault(code, []).append(folded(quote))
    annotated_quotes = {(row["task"], folded(row["quote"])) for row in annotated("targets.csv")}
    for row in annotated("not_targets.csv"):
        inside = [quote for quote in quotes.get(row["task"], []) if folded(row["text"]) == quote]
        assert [quote for quote in inside if (row["task"], quote) not in annotated_quotes] == [], row


def test_every_span_closes(engine: Engine) -> None:
    (document,) = rows(engine, select(documents))
    checked: Counter[str] = Counter()
    for kind, table, column in (
        ("mention", task_units, task_units.c.mention),
        ("quote", targets, targets.c.quote),
        ("text", tasks, tasks.c.text),
    ):
        for start, end, printed in rows(engine, select(table.c.span_start, table.c.span_end, column)):
            assert folded(document.text[start:end]) == folded(printed)
            checked[kind] += 1
    assert checked["mention"] == 388 + 670
    assert checked["text"] == 240


def test_the_document_is_stored_byte_for_byte(engine: Engine) -> None:
    (document,) = rows(engine, select(documents))
    assert document.text == BUNDLED.read_text(encoding="utf-8")


def test_repairs_are_on_record(engine: Engine) -> None:
    query = select(tasks.c.code, findings.c.quote).join_from(findings, tasks)
    repaired = {
        rule: [(code, folded(quote)) for code, quote in rows(engine, query.where(findings.c.rule == rule))]
        for rule in ("names_run_together", "level_restored", "page_break_joined", "misprint_read")
    }
    assert {code for code, _ in repaired["names_run_together"]} == {"1.2.13"}
    assert repaired["level_restored"] == [("2.2.21", "科技厅"), ("2.2.22", "科技厅")]
    doubled = select(tasks.c.code, findings.c.rule).join_from(findings, tasks).where(tasks.c.code == "2.4.27")
    assert {rule for _, rule in rows(engine, doubled)} & {"doubled_character", "misprint_read"}
    assert rows(engine, select(sections.c.heading).join_from(sections, plans).where(plans.c.ordinal == 3))
