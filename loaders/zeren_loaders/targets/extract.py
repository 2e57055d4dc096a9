"""The numbers a task promises, and for every other number the reason why it promises nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from zeren_loaders.passages import Passage
from zeren_loaders.records import Finding, ParsedDocument, Plan, Target, Task
from zeren_loaders.targets import context, respective, traps
from zeren_loaders.targets.boundaries import COMPARED, REACH, Boundaries
from zeren_loaders.targets.candidates import HAS_NUMERAL, candidates
from zeren_loaders.targets.completing import GROWTH_UNITS, HEADS, Reading, of_counted
from zeren_loaders.targets.handed_out import HandedOut
from zeren_loaders.targets.indicators import indicator_key
from zeren_loaders.targets.measure_words import measure_class
from zeren_loaders.targets.measuring import measure_of
from zeren_loaders.targets.quantities import Quantity
from zeren_loaders.targets.reading import indicator_of
from zeren_loaders.targets.repeats import without_repeats
from zeren_loaders.targets.stated_measures import joints, with_stated_measures
from zeren_loaders.targets.telling import has_steps, is_step, told

# Blanks mean nothing; nor does the line end between an indicator's cell and that of its figure.
# The number of an item below is no figure, and 新建学校10所 begins anew where 完成12公里 does not.
_ITEM = r"\(?\d{1,2}(?:\)|[、.](?!\d))"
_DEED = r"(?:新[建增改]|[建完]成|实施|改造|开工|培育|打造|引进|创建|建设|发放|开展|举办|投入)[^\d\n,。;]"
# 地区生产总值 | 增长8%, and not 污染防治 | PM2.5浓度: only what leads from a name to its figure.
_LEADS_TO = (
    r"(?:增长|增加|提高|提升|下降|降低|减少|达到|达|完成|实现|突破|超过|超|不低于|不少于|不超过|不高于|控制在|保持在|稳定在|高于|低于"
    r"|新增|[≥≤><约为共]|全年|力争|确保|同比|年均|累计|至少|总?投资|建筑面积|占地面积|全长|总长|\(){0,3}[^\d\n,。;A-Za-z]?"
)
# 开展补贴性培训 | 培训5000人次: the cell begins with the word that the one before ends with.
_REPEATED = r"(?<=([\u4e00-\u9fff]{2}))\n(?=\1[^\d\n,。;]{0,2}\d)"
_DROPPED = re.compile(rf" |\n(?!{_ITEM}|{_DEED})(?={_LEADS_TO}\d)|{_REPEATED}")
_ENUMERATION = re.compile(r"^(?:、|和|及|以及|与|,|并|\(其中|\(含|\(|(?:共计|共|合计|总计|计)$)")
_HEADLINE_END = re.compile(r"[\n。]|(?:目标|任务|内容|措施|要求|标准):")
_CUT = re.compile(r"[、和及]|\((?![一二12ⅠⅡ]\)型)")
_LISTED = re.compile(r"[、和及](?=\d|[一二两三四五六七八九十]+[个家户])")
# 推动50个项目|完成投资30亿元, 选派20名专家|服务30个村: what is counted ends where it does something.
_ACTS = re.compile(
    r"完成|实现|办好|办理|参加|参与|带动|新增|惠及|投入|落实|解决|建成|新建|与|到位|形成|发放|提供|安装|吸纳|撬动"
    r"|减免|发展|流转|栽植|争取|^(?:实施|建设|新建|改造|新改建|推进|开展|启动|用于|支持)(?!资金|补贴)|(?:种植|培训|救助|补助|创建|销售|接待|安置|增加|降低|节约|建设|改造|服务|开展|实施|组建|培育|引进|开发|对接|结对|联系|帮扶|建立|举办)$"
)
_EACH = re.compile(r",(?:同比|比上年|较上年)?(?:均|都|双双)[^,。;、\d]{0,8}")
_LEVEL = re.compile(r"(?:国家|省|自治区|市|州|县|区|乡镇|镇|村|(?:[一二三五十百千]+亿|\d+亿)元?)级")
_PLACE = re.compile(r"(?:行政|自然)?村|社区|小区|乡镇|镇|县区?|片区|院落|楼栋")
_ON_BASIS = re.compile(r"^在(?:去年|上年|20\d\d年(?:底|末)?)")
_SCOPE = re.compile(r"[^,。;、\d]{3,24}(?:增长|提高|提升|下降|改善|减少|降低)[^,。;\d]{0,4}")
_ONE_MORE = re.compile(r"[、和及]\d{1,3}[个家条座处]")
_DONE = re.compile(
    r"的[^,。;、\d]{1,8}?(?P<done>(?:达到|实现|完成|建成|通过|创成|纳入|开展)[^,。;、\d]{2,16})"
)
_LEVELLED = re.compile(r"[^\d,。;:、()和及与]{2,20}")
_UP_TO = re.compile(r"(?<![迈跃登踏线网以])上$")
# As many readings before a figure can be meant with it.
_NEAR = 8
_NUMBER = re.compile(r"^\d{1,3}[.、](?!\d)")


def extract_targets(
    task: Task, whole: Passage, plan: Plan, document: ParsedDocument, measure: str = ""
) -> None:
    """Add the targets of one task to it, and a finding for each number that is none.

    `measure` is what the header of a table says of figures that stand alone in a cell.
    """
    text = whole.text
    if not HAS_NUMERAL.search(text):
        return
    _TaskReader(task, whole, plan, document, measure).read()


class _TaskReader:
    """Reads one task. `text` has no blanks; `places` leads back to the passage."""

    def __init__(
        self, task: Task, whole: Passage, plan: Plan, document: ParsedDocument, measure: str
    ) -> None:
        self.task, self.whole, self.measure = task, whole, measure
        self.text = text = whole.text
        self.dropped: list[int] = []
        if " " in text or "\n" in text:
            self.dropped = sorted({*_dropped(text), *joints(text)})
            self.text = _without(text, self.dropped)
        self.places: list[int] | None = None
        self.plan, self.document = plan, document
        self.year = plan.starts_on.year if plan.starts_on is not None else document.year
        self.readings: list[Reading] = []
        self.spoken: list[Reading] = []
        self.promised: set[int] = set()
        self.boundaries = Boundaries("")
        self.has_steps = False
        self.handed_out = HandedOut("", self.boundaries, [])

    def read(self) -> None:
        """Walk over everything that looks like a number."""
        quantities = candidates(self.text, self._not_target)
        if not quantities:
            return
        if self.dropped:
            quantities = with_stated_measures(self.whole.text, self.dropped, quantities, self.measure)
        text = self.text
        self.boundaries = Boundaries(text)
        self.has_steps = has_steps(text)
        self.handed_out = HandedOut(text, self.boundaries, quantities)
        groups, counted = self.handed_out.indicators, self.handed_out.counted
        targets: list[Target] = []
        headline = _HEADLINE_END.search(self.text)
        in_headline = 0
        for index, quantity in enumerate(quantities):
            reading = self._reading(quantity, quantities, index)
            if reading is None:
                continue
            self.readings.append(reading)
            self.promised.add(index)
            names: list[str] = []
            if index in groups:
                things = self._counted_before(quantity)
                reading.indicator = of_counted(groups[index], things) if things else groups[index]
            elif (n := counted.get(index, 0)) and len(self.readings) > n:
                # 游客6000万人次,收入600亿元,分别增长10%和12%: the figures before, in their order.
                verb = reading.indicator.removeprefix("分别") if not reading.growth else ""
                verb = verb if respective.is_verb(verb) else ""
                falls = reading.growth if reading.growth in context.DECLINE else ""
                reading.indicator = verb + self.readings[-n - 1].indicator + falls
            else:
                names = self._all_before(quantity, reading)
            targets += [
                self._target(quantity, replace(reading, indicator=name))
                for name in names or [reading.indicator]
            ]
            if headline and quantity.end <= headline.start():
                in_headline = len(targets)
        self.task.targets += without_repeats(targets, in_headline)

    def _sentence_before(self, quantity: Quantity) -> list[Reading]:
        """The readings of the same sentence before the last one, as many as can matter."""
        begin = self.boundaries.sentence(quantity.start)
        return [said for said in self.readings[-_NEAR - 1 : -1] if said.start >= begin]

    def _counted_before(self, quantity: Quantity) -> Reading | None:
        """What was counted before in the same sentence, as 项目 in 新签约项目20个,开工率、投产率分别."""
        counted = (said for said in reversed(self._sentence_before(quantity)) if said.unit != "%")
        last = next(counted, None)
        return last if last and measure_class(last.unit or "") == "count" else None

    def _all_before(self, quantity: Quantity, reading: Reading) -> list[str]:
        """游客6000万人次,收入600亿元,均增长10%: each of the figures before grows."""
        before = self._sentence_before(quantity)
        if not 2 <= len(before) <= 3 or any(said.unit in GROWTH_UNITS for said in before):
            return []
        if not _EACH.fullmatch(self.text[before[-1].end : quantity.start]):
            return []
        falls = reading.growth if reading.growth in context.DECLINE else ""
        return [said.indicator + falls for said in before]

    def _reading(self, quantity: Quantity, quantities: list[Quantity], index: int) -> Reading | None:
        text = self.text
        boundary = max(self.boundaries.floor(quantity.start), quantity.start - REACH)
        floor, enumerated = boundary, False
        if self.readings:
            last = self.readings[-1].end
            if last == quantity.start:
                # 搬迁1200户5000人: the same in another measure.
                floor = last
            elif floor <= last < quantity.start:
                if _ENUMERATION.match(text[last : quantity.start]):
                    floor, enumerated = last, True
                elif quantity.start - last > 1 and not traps.qualifies(text[last : quantity.start]):
                    floor = last
        limit = min(self.boundaries.limit(quantity.end), quantity.end + REACH)
        following_quantity = quantities[index + 1] if index + 1 < len(quantities) else None
        gap = None
        if following_quantity is not None and following_quantity.start < limit:
            gap = text[quantity.end : following_quantity.start]
        clause, following = text[floor : quantity.start], text[quantity.end : limit]
        shared = ""
        reason = traps.trap(text, quantity, text[boundary : quantity.start], following, gap, self.year)
        goes_on = index in self.handed_out.followers or (
            index > 0 and text[quantities[index - 1].end : quantity.start] == "、"
        )
        if reason == "duration" and goes_on and index - 1 in self.promised:
            # 时间分别压缩至3天、5天
            reason = None
        if reason is None and gap is not None and following_quantity is not None:
            is_rate = following_quantity.unit in GROWTH_UNITS
            if is_rate and not clause.strip("、和") and _SCOPE.fullmatch(gap):
                # 16条产业链产值增长10%以上: of how many it is said.
                reason = "size"
        if reason is None and self.has_steps and is_step(text, quantity.start):
            reason = "step"
        if reason is None and quantity.shape != "promise" and self._repeats_year(quantity):
            reason = "date"
        if reason is None:
            rest = text[quantity.start : quantity.start + 2 * REACH]
            reason = told(self._sentence(quantity), rest, self.year)
        if reason is None and self.readings and quantity.start < self.readings[-1].end:
            # 80%的村年收入达到20万元以上: this one says which villages.
            reason = "size"
        if reason is not None:
            self._not_target(reason, quantity.start, quantity.bare_end)
            if reason == "achieved" and not self.readings:
                # 在去年新增企业16家的基础上再培育12家: what was counted before is meant again.
                self._speak(quantity, quantities[index - 1].end if index else 0, floor)
            return None
        if following_quantity is not None and gap is not None:
            following, shared = self._following(quantity, following_quantity, gap, following, limit)
        preceding = text[max(0, floor - 2 * REACH) : floor]
        alike = [said for said in self.spoken if said.unit == quantity.unit]
        earlier = self.readings or alike[-1:] or self.spoken[-1:]
        reading = indicator_of(quantity, clause, floor, following, earlier, preceding, enumerated=enumerated)
        if reading is None:
            self._not_target("bare", quantity.start, quantity.bare_end)
            return None
        reading.indicator += shared
        if ":" in clause and reading.growth not in context.DECLINE:
            # 年度投资:1.2亿元 names itself, whatever was counted before.
            reading.indicator = _NUMBER.sub("", clause[: clause.index(":")])
        return reading

    def _following(
        self, quantity: Quantity, further: Quantity, gap: str, following: str, limit: int
    ) -> tuple[str, str]:
        """Of what stands behind a quantity, before and behind the next, what belongs to it.

        Besides the noun that both count, where it stands behind the next: 建设1个国家级、5个省级示范区.
        """
        if gap == "":
            behind = self.text[further.end : further.end + 1]
            if further.after in ("以上", "以下") and behind not in (*",。;、", ""):
                # 建成1个万亩以上农产品基地: how large what is counted is.
                return following, ""
            if further.unit not in ("岁", "周岁"):
                # 道路15条25公里: the same in another measure.
                return "", ""
        cut = _CUT.search(gap)
        if cut is None and quantity.unit != "%" and self._stands_alone(further):
            # 投入2.6亿元|新建学校4所
            cut = _ACTS.search(gap, 0 if quantity.unit == "元" else 1)
        if cut is not None:
            following = following[: cut.start()]
            return following, self._shared_noun(following, further, limit)
        if _PLACE.fullmatch(gap) and further.unit in HEADS:
            # 惠及128个村8.6万人
            return gap, ""
        if listed := _LISTED.search(following, len(gap)):
            # 1支不少于100人的救援队、18支乡镇队伍: the next of the list is not part of the name.
            return following[: listed.start()], ""
        return following, ""

    def _speak(self, quantity: Quantity, behind: int, floor: int) -> None:
        """Keep what an old figure counted, for a promise that leaves it out."""
        start = max(floor, behind)
        clause = _ON_BASIS.sub("", self.text[start : quantity.start].lstrip("、和及"))
        said = indicator_of(quantity, clause, quantity.start - len(clause), "", [], "", enumerated=False)
        if said is not None:
            self.spoken.append(said)

    def _shared_noun(self, following: str, further: Quantity, limit: int) -> str:
        """What the next quantity counts or does too: 建设1个国家级、5个省级示范区."""
        if following.startswith("的") and further.unit == "%":
            # 70%的行政村、80%的社区达到建设标准
            done = _DONE.match(self.text, further.end, limit)
            return done["done"] if done else ""
        if not _LEVEL.fullmatch(following):
            return ""
        at = further.end
        for _ in range(_NEAR):
            level = _LEVEL.match(self.text, at, limit)
            noun = _LEVELLED.match(self.text, level.end(), limit) if level else None
            if noun or level is None or (more := _ONE_MORE.match(self.text, level.end(), limit)) is None:
                break
            at = more.end()
        return noun[0] if noun else ""

    def _sentence(self, quantity: Quantity) -> str:
        """The sentence before a quantity, from its beginning where that is near enough."""
        begin = self.boundaries.sentence(quantity.start)
        return self.text[max(begin, quantity.start - 2 * REACH) : quantity.start]

    def _stands_alone(self, quantity: Quantity) -> bool:
        """Whether a quantity counts something itself: 产值10亿元的企业 says which companies."""
        if measure_class(quantity.unit or "") == "count":
            return True
        return quantity.end == len(self.text) or self.text[quantity.end] in ",。;:、)"

    def _repeats_year(self, quantity: Quantity) -> bool:
        return quantity.unit is None and 1990 <= quantity.low <= 2060 and not quantity.magnitude

    def _comparator(self, quantity: Quantity, reading: Reading) -> str:
        if quantity.shape == "promise":
            return "range"
        before = self.text[max(0, quantity.start - COMPARED) : quantity.start]
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
        sentence = self._sentence(quantity)
        comparator = self._comparator(quantity, reading)
        low: Decimal | None = _plain(min(quantity.low, quantity.high))
        high: Decimal | None = _plain(max(quantity.low, quantity.high))
        if comparator == "ge":
            high = None
        elif comparator == "le":
            low = None
        year = context.stated_year(sentence)
        if year is not None and self.year is not None and year < self.year:
            # 2021年开工的45个小区: when it began is not when it is due.
            year = None
        if year is None and self.task.due_on is not None:
            year = self.task.due_on.year
        if year is None and self.plan.ends_on is not None:
            year = self.plan.ends_on.year
        start, end = span = self._span(reading.start, reading.end)
        measure = measure_of(
            quantity.shape,
            reading.unit,
            reading.indicator,
            reading.growth,
            is_rank=reading.is_rank,
            is_per=reading.is_per,
        )
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
                dropped = set(self.dropped)
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


def _dropped(text: str) -> Iterator[int]:
    """The blanks and line ends that mean nothing, and the word that a cell repeats from the one before."""
    for match in _DROPPED.finditer(text):
        at = match.start()
        yield at
        if text[at] == "\n" and at > 1 and text[at - 2 : at] == text[at + 1 : at + 3]:
            # 开展补贴性培训 | 培训5000人次
            yield from (at + 1, at + 2)


def _without(text: str, dropped: list[int]) -> str:
    """The text without the characters at these offsets."""
    kept = pairwise([-1, *dropped, len(text)])
    return "".join([text[before + 1 : at] for before, at in kept])


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
