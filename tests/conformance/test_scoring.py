"""The scorer itself, on answers whose figures can be counted by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from zeren_loaders.records import Mention, ParsedDocument, Plan, Section, Target, Task

from tests.conformance.expectations import Expected, Found
from tests.conformance.matching import folded, likeness, same_target
from tests.conformance.scoring import Score, Tally, compare

TEXT = "新建公共停车泊位5000个，建成智慧停车管理平台。"
OTHER = "深入推进爱国卫生运动，巩固国家卫生城市创建成果。"


def mention(unit: str, *, leads: bool = False) -> Mention:
    return Mention(unit, 1, leads, "labelled", None, unit, (0, 1))


def target(low: str | None, high: str | None, unit: str | None, comparator: str = "eq") -> Target:
    least, most = (None if value is None else Decimal(value) for value in (low, high))
    return Target("停车泊位", comparator, least, most, unit, "count", None, None, 2026, "", (0, 1))


def task(text: str, mentions: list[Mention], targets: list[Target] | None = None) -> Task:
    return Task(1, "1.1.1", "1.", None, text, None, (0, 1), mentions, targets or [])


def score(expected: list[dict[str, Any]], found: list[Task]) -> Score:
    plan = Plan(1, "", "annual", None, None, [Section(1, None, None, None, found)])
    document = ParsedDocument("x.txt", "", "", plans=[plan])
    return compare(Expected(Path("x.txt"), ("L1",), {}, tuple(expected)), Found(document))[0]


def expectation(
    text: str, *units: tuple[str, bool], targets: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    named = [{"name": name, "lead": leads} for name, leads in units]
    return {"text": text, "units": named, "targets": targets or []}


def test_everything_found() -> None:
    result = score(
        [expectation(TEXT, ("市城管局", True), ("市公安局", False))],
        [task(TEXT.replace("，", ","), [mention("市城管局", leads=True), mention("市公安局")])],
    )
    assert result.tallies["tasks"] == Tally(1, 1, 1)
    assert result.tallies["units"] == Tally(2, 2, 2)
    assert result.tallies["leads"] == Tally(1, 1, 1)
    assert result.tallies["flags"].f1 == 1


def test_what_hangs_on_a_missing_task_is_missing() -> None:
    result = score(
        [expectation(TEXT, ("市城管局", True)), expectation(OTHER, ("市爱卫办", True), ("市卫健委", False))],
        [task(TEXT, [mention("市城管局", leads=True)])],
    )
    assert result.tallies["tasks"].recall == 0.5
    assert result.tallies["units"] == Tally(3, 1, 1)
    assert result.tallies["units in tasks"] == Tally(1, 1, 1)


def test_an_invented_task_counts_against_precision() -> None:
    result = score([], [task(TEXT, [mention("市城管局", leads=True)])])
    assert result.tallies["tasks"] == Tally(0, 1, 0)
    assert result.tallies["units"].precision == 0
    assert result.invented == 1


def test_a_flag_that_is_wrong_costs_the_lead_not_the_unit() -> None:
    result = score(
        [expectation(TEXT, ("市城管局", True), ("市公安局", False))],
        [task(TEXT, [mention("市城管局"), mention("市公安局", leads=True)])],
    )
    assert result.tallies["units"].f1 == 1
    assert result.tallies["leads"] == Tally(1, 1, 0)
    assert result.tallies["flags"] == Tally(2, 2, 0)


def test_other_spellings_a_reader_accepts() -> None:
    wanted = expectation(TEXT, ("市城管局", True))
    wanted["units"][0]["also"] = ["市城市管理局"]
    assert score([wanted], [task(TEXT, [mention("市城市管理局", leads=True)])]).tallies["units"].f1 == 1
    assert score([wanted], [task(TEXT, [mention("市政局", leads=True)])]).tallies["units"].same == 0


def test_two_equal_targets_need_two() -> None:
    wanted = {"indicator": "停车泊位", "comparator": "eq", "low": 5, "high": 5, "unit": "个"}
    result = score(
        [expectation(TEXT, ("市城管局", True), targets=[wanted, wanted])],
        [task(TEXT, [mention("市城管局", leads=True)], [target("5", "5", "个")])],
    )
    assert result.tallies["targets"] == Tally(2, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ({"comparator": "eq", "low": 5, "high": 5, "unit": "个"}, target("5.0", "5.0", "个"), True),
        ({"comparator": "eq", "low": 5, "high": 5, "unit": "个"}, target("5", "5", "家"), False),
        ({"comparator": "eq", "low": 5, "high": 5, "unit": None}, target("5", "5", "家"), True),
        ({"comparator": "eq", "low": 5, "high": 5, "unit": "个"}, target("5", None, "个", "ge"), False),
        ({"comparator": "ge", "low": 5, "high": None, "unit": "%"}, target("5", None, "%", "ge"), True),
        (
            {"comparator": "eq", "low": 33.333333, "high": 33.333333, "unit": "%"},
            target("33.3333", "33.3333", "%"),
            True,
        ),
        ({"comparator": "eq", "low": 33, "high": 33, "unit": "%"}, target("33.3", "33.3", "%"), False),
        (
            {
                "comparator": "eq",
                "low": 25,
                "high": 25,
                "unit": "%",
                "or": {"low": 0.25, "high": 0.25, "unit": None},
            },
            target("0.25", "0.25", None),
            True,
        ),
    ],
)
def test_same_target(wanted: dict[str, Any], found: Target, same: bool) -> None:
    assert same_target(wanted, found) is same


def test_folding_and_likeness() -> None:
    assert folded("（牵头　领导：李 某）\n") == "(牵头领导:李某)"
    assert likeness(folded(TEXT), folded(TEXT[:-3])) >= 0.8
    assert likeness(folded(TEXT), folded(OTHER)) < 0.8


def test_f1_of_nothing_expected_and_nothing_found_is_one() -> None:
    assert (Tally().f1, Tally(2, 0, 0).f1, Tally(2, 2, 1).f1) == (1, 0, 0.5)
