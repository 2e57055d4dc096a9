"""Which quantities 分别 hands out, and to what: 城乡居民收入分别增长6%、7%."""

from __future__ import annotations

import re

from zeren_loaders.targets import context, respective
from zeren_loaders.targets.boundaries import COMPARED, REACH, Boundaries
from zeren_loaders.targets.completing import GROWTH_UNITS
from zeren_loaders.targets.quantities import Quantity

_AND = re.compile(r"(?:、|和|及|与|以及|,)(?:增长|达到|下降|超过|不低于|提高)?(?:每(?:人|户)?每?[年月])?")
# 起数和死亡人数实现“双下降”,分别下降8%和10%
_ALL_MOVE = re.compile(r"(?:继续|持续)?(?:均|双双|实现|保持)+双?(?:下降|降|增长|提升|增)$")
_NO_QUOTES = str.maketrans("", "", "“”")
_SAID_OF_ALL = {"ge": "以上", "approx": "左右", "le": "以下"}
_FROM = re.compile(r"分别[由从][^,。;\d]{0,12}$")
_RAISED = re.compile(
    r"(?:分别)?[提增上扩降缩压减下][高加升大低小缩少短降]?[^,。;\d]{0,3}(?:到|至|为)[^,。;\d]{0,8}"
)
_GROW = re.compile(r",(?:同比|比上年|较上年|比去年)?(?:增长|增加|提高|(?P<falls>下降|降低|减少|削减|压减))")
_PAIR = re.compile(r",(?:同比|比上年)?(?:增长|下降)[\d.]+%(?:以上|左右)?[、和][\d.]+%")
_MOVES_ONLY = re.compile(r"(?:同比|比上年)?(?:增长|下降)")


class HandedOut:
    """What 分别 says of the quantities of a text, each called by its index.

    `indicators` are those that it names; `counted` says how many figures before are meant, in their order,
    where it names none; `followers` are all of a group but the first. 以上 at the end is said of all.
    """

    def __init__(self, text: str, boundaries: Boundaries, quantities: list[Quantity]) -> None:
        self.text, self.boundaries = text, boundaries
        self.indicators: dict[int, str] = {}
        self.counted: dict[int, int] = {}
        self.followers: set[int] = set()
        if "分别" in text:
            self._find(quantities)
        elif _PAIR.search(text):
            self._find_pairs(quantities)

    def _find_pairs(self, quantities: list[Quantity]) -> None:
        """游客800万人次、收入28亿元,增长25%、30%: two rates behind two figures, though nothing says 分别."""
        for index, first in enumerate(quantities[:-1]):
            clause = self.text[self.boundaries.floor(first.start) : first.start]
            if index < 2 or first.unit != "%" or not _MOVES_ONLY.fullmatch(clause):
                continue
            before = quantities[index - 2 : index]
            in_sentence = before[0].start >= self.boundaries.sentence(first.start)
            is_pair = self._goes_on(quantities, index, first) and not self._goes_on(
                quantities, index + 1, first
            )
            if in_sentence and is_pair and not any(one.unit in GROWTH_UNITS for one in before):
                self.counted.update(dict.fromkeys((index, index + 1), 2))
                self.followers.add(index + 1)

    def _find(self, quantities: list[Quantity]) -> None:
        found = self.indicators
        index = 0
        while index < len(quantities):
            first = quantities[index]
            clause = self.text[max(self.boundaries.floor(first.start), first.start - REACH) : first.start]
            if not respective.is_respective(clause):
                index += 1
                continue
            last = index
            while self._goes_on(quantities, last, first):
                last += 1
            group = quantities[index : last + 1]
            if len(group) > 1 and (rise := _FROM.search(clause)):
                # 城乡低保标准分别由580元、420元提高到620元、460元: the second two are promised.
                last = self._raised(quantities, last, clause[: rise.start()], len(group))
            elif len(group) > 1:
                self.followers.update(range(index + 1, last + 1))
                self._share_comparator(group)
                left = context.read_left(clause.partition("分别")[0] + clause.partition("分别")[2])
                bare = respective.is_verb(left.indicator) or left.indicator == left.growth
                said = self._clause_before(first) if bare else left.indicator
                named = respective.subjects(said, len(group)) if said else None
                if bare and named and left.growth:
                    named = [name + left.indicator for name in named]
                found.update(zip(range(index, last + 1), named or [], strict=False))
                more = self._as_many_again(quantities, last, len(group)) if named else None
                if named and more and (moved := self._moved(quantities[last], quantities[last + 1])):
                    # 分别达到5亿元和2亿元,增长10%和12%
                    falls = moved["falls"] or ""
                    grown = [name + falls for name in named]
                    found.update(zip(range(last + 1, more + 1), grown, strict=True))
                    last = more
                if bare and not named:
                    self.counted.update(dict.fromkeys(range(index, last + 1), len(group)))
            index = last + 1

    def _raised(self, quantities: list[Quantity], at: int, said: str, n: int) -> int:
        """Hand out as many quantities again, to which those before are raised; the last of them."""
        last = self._as_many_again(quantities, at, n)
        if last is None:
            return at
        between = self.text[quantities[at].end : quantities[at + 1].start]
        if not _RAISED.fullmatch(between):
            return at
        named = respective.subjects(context.read_left(said).indicator, n) or []
        self.indicators.update(zip(range(at + 1, last + 1), named, strict=False))
        self.followers.update(range(at + 2, last + 1))
        self._share_comparator(quantities[at + 1 : last + 1])
        return last

    def _goes_on(self, quantities: list[Quantity], at: int, first: Quantity) -> bool:
        """Whether the next quantity is one more of those that 分别 hands out from the first on."""
        if at + 1 >= len(quantities):
            return False
        following = quantities[at + 1]
        kinds = [one.unit if one.unit in GROWTH_UNITS else None for one in (first, following)]
        between = self.text[quantities[at].end : following.start]
        # 覆盖率、面积分别达到42%和14平方米: without a verb between them two figures need not be of one kind.
        if kinds[0] != kinds[1] and between not in ("、", "和", "及", "与", "以及"):
            return False
        return _AND.fullmatch(between) is not None

    def _as_many_again(self, quantities: list[Quantity], at: int, n: int) -> int | None:
        """The last of n quantities behind the one at an index, if so many go on from the next."""
        if at + n >= len(quantities):
            return None
        first = quantities[at + 1]
        last = at + 1
        while last - at < n and self._goes_on(quantities, last, first):
            last += 1
        return last if last - at == n else None

    def _moved(self, before: Quantity, rate: Quantity) -> re.Match[str] | None:
        """How the things handed out move, where a rate of that follows the last of them."""
        between = self.text[before.end : rate.start]
        return _GROW.fullmatch(between) if rate.unit in ("%", "个百分点") else None

    def _clause_before(self, quantity: Quantity) -> str:
        """The clause before the one a quantity stands in, nothing where it has figures of its own.

        新增A、B,全年分别达到5家、3家: what is handed out was named before the mark.
        """
        end = self.boundaries.floor(quantity.start) - 1
        if end <= 0 or self.text[end] != ",":
            return ""
        said = self.text[max(self.boundaries.floor(end), end - REACH) : end]
        return "" if re.search(r"\d", said) else _ALL_MOVE.sub("", said.translate(_NO_QUOTES))

    def _share_comparator(self, group: list[Quantity]) -> None:
        """What stands before the first or behind the last number of 分别 is said of all of them."""
        opening, *others = (
            context.comparator(self.text[max(0, q.start - COMPARED) : q.start], q.after, is_range=False)
            for q in group
        )
        closing = group[-1].after
        if opening in _SAID_OF_ALL and not group[0].after and set(others) == {"eq"}:
            for quantity in group[1:]:
                quantity.after = _SAID_OF_ALL[opening]
        elif closing in ("以上", "左右", "以内", "以下") and not any(q.after for q in group[:-1]):
            for quantity in group[:-1]:
                # Nothing exceeds the whole: 分别达到100%、90%以上.
                if (quantity.unit, closing) != ("%", "以上") or quantity.low < 100:
                    quantity.after = closing
