"""Coverage and samples against a reading of the text character by character."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from zeren_queries import Snapshot, open_snapshot, publish, run_report

from tests.queries.compose import Composer, Job, Outline, Paper, Promise
from tests.queries.conftest import NO_REPORTS, new_record
from tests.queries.golden_files import published
from tests.queries.tiny import Rows

WORDS = [
    "建成12座桥",
    "“135”工程",
    "增长5.5%",
    "推广1,200件",
    "第3轮",
    "办好学校",
    "２０家园区",
    "ABC计划",
    "5，6月",
    "治理",
]


def random_world(seed: int) -> Rows:
    chance = random.Random(seed)
    composer = Composer({"甲省": ("province", None), "乙省": ("province", None)}, {})
    for government in ("甲省", "乙省"):
        for year in (2025, 2026):
            plans = []
            for kind in ("annual", "five_year"):
                jobs = []
                for _ in range(chance.randint(3, 9)):
                    said = [chance.choice(WORDS) for _ in range(chance.randint(1, 6))]
                    targets = [
                        Promise(word, word, "eq", 1, 1)
                        for word in dict.fromkeys(said)
                        if re.search(r"\d", word) and chance.random() < 0.5
                    ]
                    findings: list[tuple[str, str, str, str | None]] = [
                        ("number_not_target", "info", "name_or_code", word)
                        for word in dict.fromkeys(said)
                        if chance.random() < 0.3
                    ]
                    units = "、".join(f"{'*' if not n else ''}省{n}局" for n in range(chance.randint(1, 4)))
                    jobs.append(Job("、".join(said) + "。", units, targets, findings=findings))
                plans.append(Outline(kind, jobs, f"{kind}标题{chance.randint(1, 99)}"))
            composer.add(Paper(government, f"{government}{year}", year, plans, "通知 各市\n", "抄送\n附件\n"))
    return composer.rows


@pytest.fixture(scope="module", params=[31, 32])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Rows, Snapshot]]:
    rows = random_world(request.param)
    with published(rows, tmp_path_factory.mktemp("trust")) as snapshot:
        yield rows, snapshot


def is_letter(character: str) -> bool:
    return character.isalnum()


def claims(rows: Rows, document_id: int) -> list[str]:
    """What claims each character of the text: unit, task, label or nothing."""
    text = next(row["text"] for row in rows["documents"] if row["document_id"] == document_id)
    marks = [""] * len(text)
    tasks = tasks_of(rows, document_id)
    for task in tasks:
        units = [row for row in rows["task_units"] if row["task_id"] == task["task_id"]]
        for at in range(task["span_start"], max(row["span_end"] for row in units)):
            marks[at] = "label"
        for at in range(task["span_start"], task["span_end"]):
            marks[at] = "task"
        for row in units:
            for at in range(row["span_start"], row["span_end"]):
                marks[at] = "unit"
    return marks


def tasks_of(rows: Rows, document_id: int) -> list[dict[str, Any]]:
    sections = {row["section_id"]: row["plan_id"] for row in rows["sections"]}
    plans = {row["plan_id"]: row["document_id"] for row in rows["plans"]}
    return [row for row in rows["tasks"] if plans[sections[row["section_id"]]] == document_id]


def test_coverage(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    found = run_report(snapshot, "coverage").to_pylist()
    for document in rows["documents"]:
        told = [row for row in found if row["document"] == document["doc_number"]]
        assert [row["part"] for row in told] == ["front", "section", "section", "end"]
        marks = claims(rows, document["document_id"])
        letters = [
            mark for mark, character in zip(marks, document["text"], strict=True) if is_letter(character)
        ]
        for name, mark in (
            ("task_characters", "task"),
            ("unit_characters", "unit"),
            ("label_characters", "label"),
        ):
            assert sum(row[name] for row in told) == letters.count(mark)
        assert sum(row["characters"] for row in told) == len(letters)
        tasks = tasks_of(rows, document["document_id"])
        plans = [row for row in rows["plans"] if row["document_id"] == document["document_id"]]
        # Headings, and the number of every task.
        known = sum(
            sum(map(is_letter, row["heading"]))
            for row in rows["sections"]
            if row["plan_id"] in {p["plan_id"] for p in plans}
        ) + sum(len(task["number"]) for task in tasks)
        assert sum(row["heading_characters"] for row in told) == known
        # 通知各市 before and 抄送附件 after are all that is left.
        assert [row["unclaimed_characters"] for row in told] == [4, 0, 0, 4]
        for row in told:
            claimed = row["characters"] - row["label_characters"] - row["unclaimed_characters"]
            assert float(row["claimed_share"]) == pytest.approx(claimed / row["characters"], abs=1e-6)


def numbers(rows: Rows) -> list[tuple[str, str, str, bool, bool]]:
    """Document, task, number, whether a quote holds it, whether a finding explains it."""
    result = []
    for document in rows["documents"]:
        for task in tasks_of(rows, document["document_id"]):
            for match in re.finditer(
                r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?", task["text"]
            ):
                begin, end = (task["span_start"] + at for at in match.span())
                promised = any(
                    row["task_id"] == task["task_id"] and row["span_start"] <= begin < row["span_end"]
                    for row in rows["targets"]
                )
                explained = any(
                    row["document_id"] == document["document_id"]
                    and row["span_start"] < end
                    and begin < row["span_end"]
                    for row in rows["findings"]
                )
                result.append((document["doc_number"], task["code"], match[0], promised, explained))
    return result


def test_numbers(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    expected = numbers(rows)
    found = run_report(snapshot, "coverage").to_pylist()
    for document in rows["documents"]:
        own = [number for number in expected if number[0] == document["doc_number"]]
        told = [row for row in found if row["document"] == document["doc_number"]]
        assert sum(row["numbers"] for row in told) == len(own)
        assert sum(row["numbers_in_targets"] for row in told) == sum(promised for *_, promised, _ in own)
        assert sum(row["numbers_left"] for row in told) == sum(not (p or e) for *_, p, e in own)
    for explanation, wanted in (("all", {True, False}), ("given", {True}), ("missing", {False})):
        listed = run_report(snapshot, "unclaimed_numbers", {"explanation": explanation}).to_pylist()
        assert sorted((row["document"], row["task_code"], row["number"]) for row in listed) == sorted(
            (document, code, number) for document, code, number, p, e in expected if not p and e in wanted
        )
        texts = {row["doc_number"]: row["text"] for row in rows["documents"]}
        for row in listed:
            assert texts[row["document"]][row["number_start"] : row["number_end"]] == row["number"]
            assert row["number"] in row["context"]


def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    drawn = [
        run_report(snapshot, "provenance", {"seed": seed, "draws": 5}).to_pylist() for seed in (1, 1, 2, 3)
    ]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2] != drawn[3]
    texts = {row["doc_number"]: row["text"] for row in rows["documents"]}
    for sample in drawn:
        assert [row["record"] for row in sample] == ["task"] * 5 + ["unit"] * 5 + ["target"] * 5
        for row in sample:
            text = texts[row["document"]]
            assert row["source"] == text[row["span_start"] : row["span_end"]]
            assert row["before"] == text[max(row["span_start"] - 20, 0) : row["span_start"]].replace(
                "\n", "⏎"
            )
            assert row["after"] == text[row["span_end"] : row["span_end"] + 20].replace("\n", "⏎")
            assert row["is_verbatim"]


def test_every_record_can_be_drawn(world: tuple[Rows, Snapshot]) -> None:
    rows, snapshot = world
    everything = run_report(snapshot, "provenance", {"draws": 10_000}).to_pylist()
    for record, table in (("task", "tasks"), ("unit", "task_units"), ("target", "targets")):
        assert sum(row["record"] == record for row in everything) == len(rows[table])
    # Each seed draws fairly: over many seeds no half of the tasks is favoured.
    firsts = [
        run_report(snapshot, "provenance", {"record": "task", "draws": 1, "seed": seed}).to_pylist()[0]
        for seed in range(20)
    ]
    assert len({(row["document"], row["task_code"]) for row in firsts}) > 8


def test_a_text_that_is_not_the_source_shows(
    world: tuple[Rows, Snapshot], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows, _ = world
    changed = rows | {"tasks": [row | {"text": row["text"][:-1] + "!"} for row in rows["tasks"]]}
    # The checks would refuse to publish such rows, so they are left out.
    home = tmp_path_factory.mktemp("changed")
    engine = new_record(home / "zeren.sqlite", changed)
    publish(engine, home, catalogue=NO_REPORTS, checks_folder=home / "none")
    with open_snapshot(home) as snapshot:
        sample = run_report(snapshot, "provenance", {"record": "task"}).to_pylist()
    assert [row["is_verbatim"] for row in sample] == [False] * 10
