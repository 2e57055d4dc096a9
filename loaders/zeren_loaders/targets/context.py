"""The words around a quantity: what is measured, how it is compared, what binds and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words that bind, as these documents use them.
COMMITMENT = re.compile(
    r"确保|力争|争取|保证|必保|努力实现|奋力实现|不低于|不少于|不超过|不高于|不小于|不大于|控制在"
)

_AT_LEAST = re.compile(
    r"(?:不低于|不少于|不小于|(?<!不)超过|(?<!不)突破|(?<!不)大于|(?<!不)高于|至少|超|逾|高出|快于|好于|优于)(?:到|了)?$"
)
_AT_MOST = re.compile(r"(?:不超过|不高于|不大于|(?<!不)低于|(?<!不)少于|(?<!不)小于|不突破|压减到|压降到)$")
_WITHIN = re.compile(r"控制在$")
_ABOUT = re.compile(r"(?:约|近|大约|大概)(?:为|达)?$")
_AFTER = {
    "以上": "ge",
    "及以上": "ge",
    "余": "ge",
    "多": "ge",
    "以内": "le",
    "之内": "le",
    "以下": "le",
    "左右": "approx",
    "上下": "approx",
}

# What stands between the indicator and its number.
_TAIL = re.compile(
    r"(?:不低于|不少于|不小于|不超过|不高于|不大于|超过|突破|大于|高于|低于|少于|小于|至少|控制在|保持在|稳定在|维持在|力争|确保|争取|约|近|超|逾"
    r"|提高到|提高至|提升到|提升至|增加到|增加至|扩大到|扩大至|增长到|增至|降到|降至|下降到|下降至|压降至|减少到|达到了?|达|为|到|至|共计|合计|总计|共|均|各|分别|总数|数量|了|是|仅|:)+$"
)
_GROWTH_TAIL = re.compile(
    r"(?:同比|年均|平均|实际|比上年|较上年|比去年|较去年|名义|再|力争|确保|预期|预计)*(?P<word>增长|增加|提高|提升|上升|增幅|下降|降低|减少|回落|压减|削减|增速|涨幅|降幅|上涨|递增)"
    r"(?:达到|达|保持在|不低于|不少于|超过|突破|高于|约|力争|确保|为|了|至少|控制在|在|分别|:)*$"
)
_DECLINE = ("下降", "降低", "减少", "回落", "压减", "削减")
_HEAD = re.compile(
    r"^(?:其中|并且|并|且|同时|以及|和|及|与|确保|力争|争取|努力|奋力|全力|实现|保持|全年|全市当年|当年|年内|今年|本年|每年|年底前?"
    r"|到?(?:“?十[四五六]五”?)?(?:期)?末|到?20\d\d年(?:底|末)?前?|到?“十[一二三四五六七八九]五”(?:期)?末|再|使|让|将|,|、|:|;|\(\d\)|[①-⑳])+"
)
_PUSH = re.compile(r"^(?:推动|促进|带动|推进|支持|使|提高|提升|扩大)(?=.{3,})")
_YEAR = re.compile(r"(?<!\d)(?:到|至|截至|截止)?(?P<year>20\d\d)年(?:底|末|年底|年末)?前?")
_BASELINE = re.compile(
    r"(?:高于|快于|高出|超过|低于|优于|好于|慢于|大于)(?P<baseline>(?:全国|全省|全市|全区|全县|上年|去年|同期|GDP|地区生产总值|经济|年度|省|市|国家|城镇|财政|一般公共预算|规上|同类|周边|东部|中部|西部)[^,。;0-9]{0,14}?)(?:约)?$"
)


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a quantity, taken apart. Offsets are relative to the stretch it was read from."""

    indicator: str
    start: int
    growth: str | None
    baseline: str | None
    verb_tail: str


def read_left(stretch: str) -> Left:
    """Take the words between the last boundary and the quantity apart."""
    head = _HEAD.match(stretch)
    start = head.end() if head else 0
    core = stretch[start:]
    baseline = None
    match = _BASELINE.search(core)
    if match:
        baseline = match["baseline"]
        tail = core[match.start() :]
        core = core[: match.start()]
        growth = "增速" if core.endswith(("增速", "增长", "增幅")) else None
        core = core.removesuffix("增长")
        return Left(core, start, growth or "高于", baseline, tail)
    match = _GROWTH_TAIL.search(core)
    if match:
        word = match["word"]
        noun = word in ("增速", "涨幅", "增幅", "降幅")
        # 万元GDP能耗下降 says which way; 研发投入增速 is a noun of its own.
        whole = noun or word in _DECLINE
        kept = core[: match.start("word")] + word if whole else core[: match.start()]
        return Left(kept, start, word, None, core[match.start() :])
    match = _TAIL.search(core)
    tail = match[0] if match else ""
    return Left(core[: len(core) - len(tail)], start, None, None, tail)


def comparator(before: str, after: str | None, *, is_range: bool) -> str:
    """How the number binds. What stands behind it wins over what stands before it.

    >>> comparator("达到", "左右", is_range=False), comparator("不低于", None, is_range=False)
    ('approx', 'ge')
    """
    if is_range:
        return "range"
    if after:
        return _AFTER[after]
    if _AT_MOST.search(before):
        return "le"
    if _AT_LEAST.search(before):
        return "ge"
    if _WITHIN.search(before):
        return "le"
    if _ABOUT.search(before):
        return "approx"
    return "eq"


def commitment(sentence: str) -> str | None:
    """The last binding word before the quantity in its sentence."""
    last = None
    for match in COMMITMENT.finditer(sentence):
        last = match[0]
    return last


def stated_year(sentence: str) -> int | None:
    """The last year the sentence names before the quantity."""
    last = None
    for match in _YEAR.finditer(sentence):
        last = int(match["year"])
    return last


def without_push(indicator: str) -> tuple[str, int]:
    """An indicator without the verb that only says it should move, and how much was cut off."""
    match = _PUSH.match(indicator)
    return (indicator[match.end() :], match.end()) if match else (indicator, 0)
