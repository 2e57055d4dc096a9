"""When what was found is what was expected: folding, likeness and pairing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from zeren_loaders.records import Mention, Target, Task

# Two texts are the same task from this likeness on: the ratio of difflib over folded characters.
SAME_TASK = 0.8
# Numbers may differ by rounding alone: a third is written with six decimals.
ROUNDING = Decimal("0.00001")
_QUOTES = str.maketrans("「」『』〔〕［］【】—–―－~～", "“”“”()()()------")


@cache
def folded(text: str) -> str:
    """The text without white space and with one width for its marks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 1."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SAME_TASK or matcher.quick_ratio() < SAME_TASK:
        return 0.0
    return matcher.ratio()


def pair_tasks(expected: Sequence[Mapping[str, Any]], found: Sequence[Task]) -> list[tuple[int, int]]:
    """Which expected task (by position) is which found one: the most alike first, each at most once."""
    theirs = [folded(task["text"]) for task in expected]
    ours = [folded(task.text) for task in found]
    likely = [
        (-alike, abs(i - j), i, j)
        for i, one in enumerate(theirs)
        for j, other in enumerate(ours)
        if (alike := likeness(one, other)) >= SAME_TASK
    ]
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted(likely):
        if i not in taken[0] and j not in taken[1]:
            pairs.append((i, j))
            taken[0].add(i)
            taken[1].add(j)
    return sorted(pairs)


def same_unit(expected: Mapping[str, Any], found: Mention) -> bool:
    """Whether the found unit's canonical name is one of those a reader accepts."""
    return folded(found.unit) in {folded(name) for name in (expected["name"], *expected.get("also", ()))}


def pair_units(expected: Sequence[Mapping[str, Any]], found: Sequence[Mention]) -> list[tuple[int, int]]:
    """Which expected unit is which found one."""
    pairs: list[tuple[int, int]] = []
    for i, unit in enumerate(expected):
        for j, mention in enumerate(found):
            if j not in {other for _, other in pairs} and same_unit(unit, mention):
                pairs.append((i, j))
                break
    return pairs


def _same_number(expected: float | None, found: Decimal | None) -> bool:
    if expected is None or found is None:
        return expected is None and found is None
    wanted = Decimal(str(expected))
    return abs(wanted - found) <= ROUNDING * max(abs(wanted), Decimal(1))


def same_target(expected: Mapping[str, Any], found: Target) -> bool:
    """Whether comparator, bounds and base unit agree; a unit expected to be null is not compared."""
    if expected["comparator"] != found.comparator:
        return False
    readings = [expected, *([expected["or"]] if "or" in expected else [])]
    return any(
        _same_number(reading["low"], found.low)
        and _same_number(reading["high"], found.high)
        and (reading["unit"] is None or folded(reading["unit"]) == folded(found.unit or ""))
        for reading in readings
    )


def same_indicator(expected: str, found: str) -> bool:
    """Whether one is made of the other's words, in whatever order."""
    one, other = folded(expected), folded(found)
    shorter = min(len(one), len(other))
    return shorter > 0 and (Counter(one) & Counter(other)).total() >= 0.7 * shorter


def pair_targets(expected: Sequence[Mapping[str, Any]], found: Sequence[Target]) -> list[tuple[int, int]]:
    """Which expected target is which found one; among equal numbers the like indicator first."""
    likely = [
        (not same_indicator(target["indicator"], other.indicator), abs(i - j), i, j)
        for i, target in enumerate(expected)
        for j, other in enumerate(found)
        if same_target(target, other)
    ]
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(likely):
        if all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return sorted(pairs)
