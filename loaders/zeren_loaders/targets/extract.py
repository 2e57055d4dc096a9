"""The numbers a task promises, and for every other number the reason why it promises nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from zeren_loaders.passages import Passage
from zeren_loaders.records import Finding, ParsedDocument, Plan, Target, Task
from zeren_loaders.targets import context, traps
from zeren_loaders.targets.numerals import CHINESE, arabic_value
from zeren_loaders.targets.quantities import Quantity, read_chinese, read_number
from zeren_loaders.targets.reading import Reading, indicator_of, measure_of

_NUMERAL = f"{CHINESE}万亿"
_SEEN = re.compile(
    r"(?P<promise>“?保(?P<safe>\d+)[、,]?争(?P<stretch>\d+)”?)"
    rf"|(?P<quoted>“[^”]{{0,40}}”)"
    rf"|第(?P<ordinal>[{CHINESE}]+)"
    r"|(?P<first>首批)"
    rf"|(?P<years>[一二两三四五六七八九十]+年(?=行动|计划|攻坚|规划|滚动|方案|工程))"
    rf"|(?P<great>[二两三四五六七八九十]+大(?=[\u4e00-\u9fff]))"
    rf"|(?P<digit>\d)"
    rf"|(?P<chinese>百分之[{CHINESE}]|[{CHINESE}]+分之|(?<![{_NUMERAL}\d])[{_NUMERAL}]+(?=[^{_NUMERAL}]))"
)
# Every alternative above begins with one of these: looking for them first is several times as fast.
_BEGIN = re.compile(rf"[“保第首\d{_NUMERAL}]")
_HAS_NUMERAL = re.compile(rf"\d|[{_NUMERAL}]|首批")
_BOUNDARY = re.compile(r"[,。;:!?\n]")
# Blanks mean nothing; nor does the line end between an indicator's cell and that of its figure.
_DROPPED = re.compile(r" |\n(?=[^\d\n,。;()]{0,4}\d+(?![\d.、)]))")
_ENUMERATION = re.compile(r"^(?:、|和|及|以及|与|,)")
_LEXICAL = re.compile(rf"[{_NUMERAL}]+级")


def extract_targets(task: Task, whole: Passage, plan: Plan, document: ParsedDocument) -> None:
    """Add the targets of one task to it, and a finding for each number that is none."""
    text = whole.text
    if not _HAS_NUMERAL.search(text):
        return
    places: list[int] | None = None
    if " " in text or "\n" in text:
        dropped = {match.start() for match in _DROPPED.finditer(text)}
        places = [index for index in range(len(text)) if index not in dropped]
        text = "".join([text[index] for index in places])
    reader = _TaskReader(task, whole, text, places, plan, document)
    reader.read()


class _TaskReader:
    """Reads one task. `text` has no blanks; `places` leads back to the passage."""

    def __init__(
        self,
        task: Task,
        whole: Passage,
        text: str,
        places: list[int] | None,
        plan: Plan,
        document: ParsedDocument,
    ) -> None:
        self.task, self.whole, self.text, self.places = task, whole, text, places
        self.plan, self.document = plan, document
        self.readings: list[Reading] = []

    def read(self) -> None:
        """Walk over everything that looks like a number."""
        text = self.text
        position = 0
        quantities: list[Quantity] = []
        while begin := _BEGIN.search(text, position):
            match = _SEEN.match(text, begin.start())
            if match is None:
                position = begin.end()
                continue
            start, position = match.start(), match.end()
            if match["promise"]:
                quantities.append(_promise(match))
            elif match["quoted"]:
                if _HAS_NUMERAL.search(match["quoted"]):
                    self._not_target("name_or_code", start, match.end())
            elif match["ordinal"] or match["first"]:
                self._not_target("ordinal", start, match.end())
            elif match["years"]:
                self._not_target("duration", start, match.end())
            elif match["great"]:
                self._not_target("name_or_code", start, match.end())
            elif match["digit"]:
                quantity = read_number(text, start)
                if quantity is not None:
                    quantities.append(quantity)
                    position = max(quantity.end, position)
            else:
                quantity = read_chinese(text, start)
                if quantity is not None:
                    quantities.append(quantity)
                    position = quantity.end
                elif (level := _LEXICAL.match(text, start)) and level[0][-2] in "百千万亿":
                    self._not_target("size", start, level.end())
        for index, quantity in enumerate(quantities):
            self._quantity(quantity, quantities, index)

    def _quantity(self, quantity: Quantity, quantities: list[Quantity], index: int) -> None:
        text = self.text
        floor = 0
        for match in _BOUNDARY.finditer(text, 0, quantity.start):
            if not (match[0] == "," and _inside_number(text, match.start())):
                floor = match.end()
        enumerated = False
        if self.readings:
            last = self.readings[-1].end
            if floor <= last <= quantity.start and _ENUMERATION.match(text[last : quantity.start]):
                floor, enumerated = last, True
        limit_match = _BOUNDARY.search(text, quantity.end)
        limit = limit_match.start() if limit_match else len(text)
        following_quantity = quantities[index + 1] if index + 1 < len(quantities) else None
        another = following_quantity is not None and following_quantity.start < limit
        clause, following = text[floor : quantity.start], text[quantity.end : limit]
        reason = traps.trap(text, quantity, clause, following, another=another)
        if reason is None and quantity.shape != "rank" and self._repeats_year(quantity):
            reason = "date"
        if reason is not None:
            self._not_target(reason, quantity.start, quantity.bare_end)
            return
        if another and following_quantity is not None:
            cut = re.search(r"[、和及]", text[quantity.end : following_quantity.start])
            if cut:
                following = following[: cut.start()]
        reading = indicator_of(
            quantity, clause, floor, following, self.readings, text[:floor], enumerated=enumerated
        )
        if reading is None:
            self._not_target("bare", quantity.start, quantity.bare_end)
            return
        self.readings.append(reading)
        self._target(quantity, reading)

    def _repeats_year(self, quantity: Quantity) -> bool:
        return quantity.unit is None and 1990 <= quantity.low <= 2060 and not quantity.magnitude

    def _target(self, quantity: Quantity, reading: Reading) -> None:
        text = self.text
        sentence_start = max(text.rfind(mark, 0, quantity.start) for mark in "。;!?") + 1
        sentence = text[sentence_start : quantity.start]
        comparator = (
            "range"
            if quantity.shape == "rank"
            else context.comparator(
                text[max(0, quantity.start - 6) : quantity.start],
                quantity.after,
                is_range=quantity.shape == "range",
            )
        )
        low: Decimal | None = _plain(min(quantity.low, quantity.high))
        high: Decimal | None = _plain(max(quantity.low, quantity.high))
        if comparator == "range" and low == high:
            comparator = "eq"
        if comparator == "ge":
            high = None
        elif comparator == "le":
            low = None
        year = context.stated_year(sentence)
        if year is None and self.plan.ends_on is not None:
            year = self.plan.ends_on.year
        span = self._span(reading.start, reading.end)
        start, end = span
        quote = self.document.text[start:end].replace("\n", "")
        self.task.targets.append(
            Target(
                reading.indicator,
                comparator,
                low,
                high,
                reading.unit,
                measure_of(quantity, reading),
                "保" if quantity.shape == "rank" else context.commitment(sentence),
                reading.baseline,
                year,
                quote,
                span,
            )
        )

    def _span(self, start: int, end: int) -> tuple[int, int]:
        if self.places is not None:
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
    return Quantity(match.start(), match.end(), match.end(), safe, stretch, "", "名", None, "rank")


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
