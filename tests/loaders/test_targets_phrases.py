"""A phrase book of promised numbers: what a careful reader takes from each invented sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from zeren_loaders import ParsedDocument
from zeren_loaders.records import Target

Parse = Callable[..., ParsedDocument]

BOOK = Path(__file__).with_name("target_phrases.txt")
_ROW = re.compile(
    r"(?P<indicator>.+?) \| (?P<comparator>eq|ge|le|approx|range) (?P<low>[\d.]+?)(?:\.\.(?P<high>[\d.]+))?"
    r" (?P<unit>\S+) (?P<measure>\w+)(?: \[(?P<commitment>.+?)\])?(?: \{(?P<baseline>.+?)\})?"
    r"(?: @(?P<year>\d{4}))?"
)


@dataclass(frozen=True)
class Row:
    """One promised number as a person typed it."""

    indicator: str
    values: tuple[str, Decimal | None, Decimal | None, str | None, str]
    commitment: str | None
    baseline: str | None
    year: int | None


def rows() -> Iterator[tuple[str, list[Row]]]:
    """Every sentence of the book with its rows."""
    sentence: str | None = None
    expected: list[Row] = []
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            match = _ROW.fullmatch(line.strip())
            assert match, line
            low = high = Decimal(match["low"])
            if match["high"]:
                high = Decimal(match["high"])
            comparator = match["comparator"]
            expected.append(
                Row(
                    match["indicator"],
                    (
                        comparator,
                        None if comparator == "le" else low,
                        None if comparator == "ge" else high,
                        None if match["unit"] == "-" else match["unit"],
                        match["measure"],
                    ),
                    match["commitment"],
                    match["baseline"],
                    int(match["year"]) if match["year"] else None,
                )
            )
        elif line and not line.startswith("#"):
            if sentence is not None:
                yield sentence, expected
            sentence, expected = line, []
    assert sentence is not None
    yield sentence, expected


def agrees(indicator: str, said: str) -> bool:
    """Whether one is made of the other's characters, in whatever order."""
    shared = (Counter(indicator) & Counter(said)).total()
    return shared >= 0.7 * min(len(indicator), len(said)) and shared >= 0.5 * max(len(indicator), len(said))


def described(target: Target) -> tuple[str, Decimal | None, Decimal | None, str | None, str]:
    return target.comparator, target.low, target.high, target.unit, target.measure


@pytest.mark.parametrize(("sentence", "expected"), list(rows()), ids=lambda value: str(value)[:24])
def test_sentence(parse: Parse, sentence: str, expected: list[Row]) -> None:
    document = parse(f"一、重点工作\n\n1. {sentence}\n\n责任单位:省发展改革委\n")
    found = document.tasks[0].targets
    assert [described(target) for target in found] == [row.values for row in expected]
    for target, row in zip(found, expected, strict=True):
        assert agrees(target.indicator, row.indicator), (target.indicator, row.indicator)
        assert row.commitment in (None, target.commitment)
        assert row.baseline in (None, target.baseline)
        assert row.year in (None, target.due_year)
        start, end = target.span
        assert document.text[start:end].replace("\n", "") == target.quote


def test_width_of_marks_changes_nothing(parse: Parse) -> None:
    wide = str.maketrans(",;:()%", "，；：（）％")
    sentences = [sentence for sentence, _ in rows()]
    bodies = [
        "一、重点工作\n\n"
        + "".join(f"{n}. {said}\n\n责任单位:省发展改革委\n\n" for n, said in enumerate(texts, 1))
        for texts in (sentences, [sentence.translate(wide) for sentence in sentences])
    ]
    narrow, full = (
        [[described(target) for target in task.targets] for task in parse(body).tasks] for body in bodies
    )
    assert len(narrow) == len(sentences)
    assert narrow == full
    assert narrow == [[row.values for row in expected] for _, expected in rows()]
