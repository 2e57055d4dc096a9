"""A headline and the paragraph below it say one number twice: it counts once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from zeren_loaders.records import Target

# From these shares of the shorter and of the longer on, in characters they have in common, two indicators
# with the same number are the same.
_ALIKE = (0.8, 0.6)
_ALIKE_BELOW = (0.4, 0.2)
# Verbs and places that one wording has and the other leaves out.
_WORDS_OF_ALL = frozenset(
    "完成实现全省市县区州力争确保新增长的达到保持建设打造培育开展实施推进推动均年“”()以上规模"
)
# Of one number so many different promises at most are compared.
_MOST = 20


def without_repeats(targets: list[Target], in_headline: int) -> list[Target]:
    """The targets in order, each promise once; the wording that says more about it is kept.

    The first `in_headline` of them stand in the headline, whose words the paragraph seldom repeats exactly.
    """
    kept: list[Target] = []
    # Only targets that share a value can be the same: looking among those alone keeps the time linear.
    places: dict[object, list[int]] = {}
    kept_from_headline = 0
    for position, target in enumerate(targets):
        keys = {(target.unit, target.measure, value) for value in (_low(target), _high(target))}
        for index in sorted({index for key in keys for index in places.get(key, [])[:_MOST]}):
            other = kept[index]
            is_repeat = position >= in_headline and index < kept_from_headline
            if _same(other, target, _ALIKE_BELOW if is_repeat else _ALIKE):
                if other.comparator == "eq" and target.comparator != "eq":
                    kept[index] = target
                elif other.commitment is None and target.commitment is not None:
                    kept[index] = replace(other, commitment=target.commitment)
                break
        else:
            for key in keys:
                places.setdefault(key, []).append(len(kept))
            kept.append(target)
            kept_from_headline += position < in_headline
    return kept


def _same(one: Target, other: Target, alike: tuple[float, float]) -> bool:
    if one.unit != other.unit or one.measure != other.measure:
        return False
    loose = "eq" in (one.comparator, other.comparator)
    if one.comparator != other.comparator and not loose:
        return False
    if not {_low(one), _high(one)} & {_low(other), _high(other)} or (
        one.comparator == other.comparator and (one.low, one.high) != (other.low, other.high)
    ):
        return False
    if alike == _ALIKE and _contrast(one.indicator, other.indicator):
        return False
    shorter = min(len(one.indicator), len(other.indicator))
    shared = (Counter(one.indicator) & Counter(other.indicator)).total()
    longer = max(len(one.indicator), len(other.indicator))
    return shared >= alike[0] * shorter and shared >= alike[1] * longer


def _contrast(one: str, other: str) -> bool:
    """Whether each names what the other does not: 农业增加值 and 工业增加值 are two things."""
    first, second = Counter(one), Counter(other)
    return bool((first - second).keys() - _WORDS_OF_ALL and (second - first).keys() - _WORDS_OF_ALL)


def _low(target: Target) -> object:
    return target.low if target.low is not None else target.high


def _high(target: Target) -> object:
    return target.high if target.high is not None else target.low
