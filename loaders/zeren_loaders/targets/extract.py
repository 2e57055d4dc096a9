"""The numbers a task promises, and for every other number the reason why it promises nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from decimal import Decimal

from zeren_loaders.passages import Passage
from zeren_loaders.records import Finding, ParsedDocument, Plan, Target, Task
from zeren_loaders.targets import context, respective, traps
from zeren_loaders.targets.indicators import indicator_key
from zeren_loaders.targets.numerals import CHINESE, arabic_value, chinese_value
from zeren_loaders.targets.quantities import Quantity, read_chinese, read_doubling, read_number
from zeren_loaders.targets.reading import Reading, indicator_of, measure_of
from zeren_loaders.targets.repeats import without_repeats

_NUMERAL = f"{CHINESE}万亿"
_SEEN = re.compile(
    r"(?P<promise>“?保(?P<safe>\d+)[、,]?争(?P<stretch>\d+)”?)"
    rf"|(?P<quoted>“[^”]{{0,40}}”)"
    r"|(?P<named>《[^》]{0,80}》)"
    rf"|第(?P<ordinal>[{CHINESE}]+)"
    r"|(?P<first>首批)"
    r"|(?P<doubling>翻(?P<times>[一两二三四])?番)"
    r"|(?P<top>(?<=前)(?P<place>[二三四五六七八九十]+)(?P<place_unit>[名位])?(?=[,。;、)]|行列|之列|方阵|$))"
    rf"|(?P<years>[一二两三四五六七八九十]+年(?=行动|计划|攻坚|规划|滚动|方案|工程|内|期))"
    rf"|(?P<great>[二两三四五六七八九十]+大(?=[\u4e00-\u9fff]))"
    rf"|(?P<digit>\d)"
    rf"|(?P<chinese>百分之[{CHINESE}]|[{CHINESE}]+分之|(?<![{_NUMERAL}\d])[{_NUMERAL}]+(?=[^{_NUMERAL}]))"
)
# Every alternative above begins with one of these: looking for them first is several times as fast.
_BEGIN = re.compile(rf"[“《保第首翻\d{_NUMERAL}]")
_HAS_NUMERAL = re.compile(rf"\d|[{_NUMERAL}]|首批|翻番")
_BOUNDARY = re.compile(r"(?<!\d),|,(?!\d)|[。;:!?\n]")
_SENTENCE = re.compile(r"[。;!?]")
# Blanks mean nothing; nor does the line end between an indicator's cell and that of its figure.
_DROPPED = re.compile(r" |\n(?=[^\d\n,。;]{0,4}\d)")
_ENUMERATION = re.compile(r"^(?:、|和|及|以及|与|,|并|\(其中|\(含|\()")
_LEXICAL = re.compile(rf"[{_NUMERAL}]+级")
_SINGLE = re.compile(r"[一二两三四五六七八九]")
_DELIVERS = re.compile(
    r"(?:新增|新建|新改建|新改扩建|建成|建设|创成|创建|引进|新认定|认定|打造|培育|新培育|新引进|成功创建|争创|获批|组建|设立|开工|招引|完成|新开|开通|改造|举办|办好|承办|新设)"
)
_GROWING = re.compile(
    r"(?:增长|增加|提高|提升|翻|扩大|下降|降低|减少|压减|压缩|缩短|缩减|削减|再|达到|约|近|超过)$"
)
_RAISED = re.compile(r"(?:国家|省级|市级|县级|区级|世界|新|示范|重点|大型|标准化|现代化|[百千万]|亿)")
_PLACED = re.compile(
    r"(?:全国|全省|全市|全球|世界|全区|全州|西部|中部|东部|省内|进入|跻身|居|列|保持|排名|排|同类|进|方阵)[^,。;]{0,8}前$"
)
_HEADLINE_END = re.compile(r"[\n。]|(?:目标|任务|内容|措施|要求|标准):")
_AND = re.compile(r"(?:、|和|及|与|以及|,)(?:增长|达到|下降|超过|不低于|提高)?(?:每(?:人|户)?每?[年月])?")
_CUT = re.compile(r"[、和及(]")
_UP_TO = re.compile(r"(?<![迈跃登踏线网以])上$")
# How far around a number its meaning is looked for; nothing real is longer, and time stays linear.
_REACH = 160


def extract_targets(task: Task, whole: Passage, plan: Plan, document: ParsedDocument) -> None:
    """Add the targets of one task to it, and a finding for each number that is none."""
    text = whole.text
    if not _HAS_NUMERAL.search(text):
        return
    _TaskReader(task, whole, plan, document).read()


class _TaskReader:
    """Reads one task. `text` has no blanks; `places` leads back to the passage."""

    def __init__(self, task: Task, whole: Passage, plan: Plan, document: ParsedDocument) -> None:
        self.task, self.whole = task, whole
        self.text = text = whole.text
        if " " in text or "\n" in text:
            self.text = _DROPPED.sub("", text)
        self.places: list[int] | None = None
        self.plan, self.document = plan, document
        self.year = plan.starts_on.year if plan.starts_on is not None else document.year
        self.readings: list[Reading] = []
        self.spoken: Reading | None = None
        self.counted: dict[int, int] = {}
        self.floors = self.limits = self.sentences = [0]

    def read(self) -> None:
        """Walk over everything that looks like a number."""
        quantities = self._quantities()
        if not quantities:
            return
        text = self.text
        # Every mark is one character long.
        marks = [match.start() for match in _BOUNDARY.finditer(text)]
        self.floors = [0, *[mark + 1 for mark in marks]]
        self.limits = [*marks, len(text)]
        self.sentences = [0, *[match.end() for match in _SENTENCE.finditer(text)]]
        groups = self._respective(quantities)
        targets: list[Target] = []
        headline = _HEADLINE_END.search(self.text)
        in_headline = 0
        for index, quantity in enumerate(quantities):
            reading = self._reading(quantity, quantities, index)
            if reading is None:
                continue
            self.readings.append(reading)
            if index in groups:
                reading.indicator = groups[index]
            elif (n := self.counted.get(index, 0)) and len(self.readings) > n:
                # 游客6000万人次,收入600亿元,分别增长10%和12%: the figures before, in their order.
                reading.indicator = self.readings[-n - 1].indicator
            targets.append(self._target(quantity, reading))
            if headline and quantity.end <= headline.start():
                in_headline = len(targets)
        self.task.targets += without_repeats(targets, in_headline)

    def _quantities(self) -> list[Quantity]:
        text, position = self.text, 0
        quantities: list[Quantity] = []
        while begin := _BEGIN.search(text, position):
            match = _SEEN.match(text, begin.start())
            if match is None:
                position = begin.end()
                continue
            start, position = match.start(), match.end()
            quantity: Quantity | None = None
            kind = match.lastgroup
            if match["promise"]:
                quantity = _promise(match)
            elif match["doubling"]:
                quantity = read_doubling(match, match["times"], match.end())
            elif match["top"]:
                quantity = self._top(match)
            elif match["quoted"] or match["named"]:
                if _HAS_NUMERAL.search(match[0]):
                    self._not_target("name_or_code", start, match.end())
            elif match["ordinal"] or match["first"]:
                self._not_target("ordinal", start, match.end())
            elif match["years"]:
                self._not_target("duration", start, match.end())
            elif match["great"]:
                self._not_target("name_or_code", start, match.end())
            elif match["digit"]:
                quantity = read_number(text, start)
            else:
                quantity = self._chinese(start, kind == "chinese" and len(match[0]) == 1)
            if quantity is not None:
                quantities.append(quantity)
                position = max(quantity.end, position)
        return quantities

    def _top(self, match: re.Match[str]) -> Quantity | None:
        """`进入全省前三`: a place in an order said in Chinese numerals."""
        if not _PLACED.search(self.text[max(0, match.start() - 16) : match.start()]):
            return None
        value = chinese_value(match["place"])
        end = match.end()
        return Quantity(
            match.start(), end, end, value, value, "", match["place_unit"] or "名", None, "chinese"
        )

    def _chinese(self, start: int, is_single: bool) -> Quantity | None:
        text = self.text
        quantity = read_chinese(text, start)
        if quantity is None:
            if (level := _LEXICAL.match(text, start)) and level[0][-2] in "百千万亿":
                self._not_target("size", start, level.end())
            return None
        if quantity.shape == "fraction" or not is_single or not _SINGLE.match(text, start):
            return quantity
        # 一 and its like stand in half of all words: taken for figures only where something is delivered.
        before = text[max(0, start - 30) : start]
        clause = before[max(before.rfind(mark) for mark in ",。;:、") + 1 :]
        if quantity.unit in ("倍", "个百分点"):
            return quantity if _GROWING.search(before) else None
        if traps.measure_class(quantity.unit or "") != "count":
            return None
        following = text[quantity.end : quantity.end + 12]
        if not following or following[0] in ",。;、)":
            whole = before[max(before.rfind(mark) for mark in ",。;:") + 1 :]
            delivered = _DELIVERS.search(whole)
            if delivered and len(whole) - delivered.end() >= 2:
                return quantity
            said = text[start] != "一" and len(whole) > 2 and whole[-1] not in "前第这那每等分后同述下上"
            return quantity if said else None
        match = _DELIVERS.search(clause)
        if text[start] == "一" or match is None or match.end() != len(clause):
            return None
        return quantity if quantity.unit not in ("个", "项", "条") or _RAISED.match(following) else None

    def _respective(self, quantities: list[Quantity]) -> dict[int, str]:
        """The indicator of every number that 分别 hands out, by its index; 以上 at the end is for all."""
        found: dict[int, str] = {}
        index = 0
        while index < len(quantities):
            first = quantities[index]
            clause = self.text[max(self._floor(first.start), first.start - _REACH) : first.start]
            if not respective.is_respective(clause):
                index += 1
                continue
            last = index
            while last + 1 < len(quantities) and _AND.fullmatch(
                self.text[quantities[last].end : quantities[last + 1].start],
            ):
                last += 1
            group = quantities[index : last + 1]
            if len(group) > 1:
                closing = group[-1].after
                if closing in ("以上", "左右", "以内", "以下") and not any(q.after for q in group[:-1]):
                    for quantity in group[:-1]:
                        quantity.after = closing
                left = context.read_left(clause.partition("分别")[0] + clause.partition("分别")[2])
                if left.indicator:
                    named = respective.subjects(left.indicator, len(group))
                    found.update(zip(range(index, last + 1), named or [], strict=False))
                else:
                    self.counted.update(dict.fromkeys(range(index, last + 1), len(group)))
            index = last + 1
        return found

    def _floor(self, at: int) -> int:
        return self.floors[bisect_right(self.floors, at) - 1]

    def _reading(self, quantity: Quantity, quantities: list[Quantity], index: int) -> Reading | None:
        text = self.text
        boundary = max(self._floor(quantity.start), quantity.start - _REACH)
        floor, enumerated = boundary, False
        if self.readings:
            last = self.readings[-1].end
            if floor <= last <= quantity.start:
                if _ENUMERATION.match(text[last : quantity.start]):
                    floor, enumerated = last, True
                elif quantity.start - last > 2 and not traps.qualifies(text[last : quantity.start]):
                    floor = last
        limit = min(self.limits[bisect_left(self.limits, quantity.end)], quantity.end + _REACH)
        following_quantity = quantities[index + 1] if index + 1 < len(quantities) else None
        gap = None
        if following_quantity is not None and following_quantity.start < limit:
            gap = text[quantity.end : following_quantity.start]
        clause, following = text[floor : quantity.start], text[quantity.end : limit]
        reason = traps.trap(text, quantity, text[boundary : quantity.start], following, gap, self.year)
        if reason is None and quantity.shape != "promise" and self._repeats_year(quantity):
            reason = "date"
        if reason is None and self.readings and quantity.start < self.readings[-1].end:
            # 80%的村年收入达到20万元以上: this one says which villages.
            reason = "size"
        if reason is not None:
            self._not_target(reason, quantity.start, quantity.bare_end)
            if reason == "achieved" and not self.readings:
                # 在去年新增企业16家的基础上再培育12家: what was counted before is meant again.
                self.spoken = indicator_of(quantity, clause, floor, "", [], "", enumerated=False)
            return None
        if gap is not None and (cut := _CUT.search(gap)):
            following = following[: cut.start()]
        preceding = text[max(0, floor - 2 * _REACH) : floor]
        earlier = self.readings or ([self.spoken] if self.spoken else [])
        reading = indicator_of(quantity, clause, floor, following, earlier, preceding, enumerated=enumerated)
        if reading is None:
            self._not_target("bare", quantity.start, quantity.bare_end)
        return reading

    def _repeats_year(self, quantity: Quantity) -> bool:
        return quantity.unit is None and 1990 <= quantity.low <= 2060 and not quantity.magnitude

    def _comparator(self, quantity: Quantity, reading: Reading) -> str:
        if quantity.shape == "promise":
            return "range"
        before = self.text[max(0, quantity.start - 12) : quantity.start]
        is_range = quantity.low != quantity.high
        said = context.comparator(before, quantity.after, is_range=is_range)
        if said == "eq":
            if reading.is_gap and reading.baseline:
                return "le" if "低于" in self.text[reading.start : quantity.start] else "ge"
            if reading.is_rank and before.endswith("前"):
                return "le"
            if traps.is_within(quantity, self.text):
                return "le"
            if quantity.shape == "chinese" and _UP_TO.search(before):
                return "ge"
        return said

    def _target(self, quantity: Quantity, reading: Reading) -> Target:
        text = self.text
        begin = self.sentences[bisect_right(self.sentences, quantity.start) - 1]
        sentence = text[max(begin, quantity.start - 2 * _REACH) : quantity.start]
        comparator = self._comparator(quantity, reading)
        low: Decimal | None = _plain(min(quantity.low, quantity.high))
        high: Decimal | None = _plain(max(quantity.low, quantity.high))
        if comparator == "ge":
            high = None
        elif comparator == "le":
            low = None
        year = context.stated_year(sentence)
        if year is None and self.task.due_on is not None:
            year = self.task.due_on.year
        if year is None and self.plan.ends_on is not None:
            year = self.plan.ends_on.year
        start, end = span = self._span(reading.start, reading.end)
        measure = measure_of(quantity, reading)
        return Target(
            reading.indicator,
            comparator,
            low,
            high,
            reading.unit,
            measure,
            "保" if quantity.shape == "promise" else context.commitment(sentence),
            reading.baseline,
            year,
            self.document.text[start:end].replace("\n", ""),
            span,
            indicator_key(reading.indicator, reading.unit, measure, reading.baseline),
        )

    def _span(self, start: int, end: int) -> tuple[int, int]:
        printed = self.whole.text
        if len(printed) != len(self.text):
            if self.places is None:
                dropped = {match.start() for match in _DROPPED.finditer(printed)}
                self.places = [index for index in range(len(printed)) if index not in dropped]
            start, end = self.places[start], self.places[end - 1] + 1
        return self.whole.source(start, end)

    def _not_target(self, reason: str, start: int, end: int) -> None:
        span = self._span(start, max(end, start + 1))
        quote = self.document.text[span[0] : span[1]].replace("\n", "")
        self.document.findings.append(
            Finding(
                "number_not_target", "info", f"{traps.REASONS[reason]}:{quote}", span, quote, self.task.code
            )
        )


def _promise(match: re.Match[str]) -> Quantity:
    """`保7争6`: the rank that is safe and the one that is striven for."""
    safe, stretch = arabic_value(match["safe"]), arabic_value(match["stretch"])
    return Quantity(match.start(), match.end(), match.end(), safe, stretch, "", "名", None, "promise")


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
