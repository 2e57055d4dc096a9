"""Numbers that promise nothing, and why: names, ordinals, ages, durations, dates, sizes, old figures."""

from __future__ import annotations

import re

from zeren_loaders.curation import measures
from zeren_loaders.targets.quantities import Quantity

REASONS = {
    "name_or_code": "名称或代号中的数字",
    "ordinal": "序数",
    "age": "年龄",
    "duration": "期限或历时",
    "date": "日期或年份",
    "policy_count": "政策条数",
    "size": "说明对象规模的数字",
    "achieved": "已完成的数字",
    "bare": "没有计量单位,也不是指标值",
}

_DEADLINE_WORK = re.compile(
    r"(?:压缩|缩短|缩减|控制|减少|提速|提升|延长|达到|不超过|不少于|不低于|压减)(?:至|到|在)?$"
)
_LIFE = re.compile(r"寿命|平均年龄")
_GOOD_DAYS = re.compile(r"(?:优良|达标|好)(?:天数|率)")
_POLICY = re.compile(r"(?:条|项|个)(?:[\u4e00-\u9fff]{0,4})?(?:政策|措施|举措|意见|规定|办法|实招|硬招)")
_POLICY_BEFORE = re.compile(r"(?:政策|措施|举措|意见|新政|办法)(?:“?)$")
_SIZED = re.compile(
    r"^[^,。;、:]{0,12}?(?:项目|工程|装置|生产线|产线|机组|泊位|码头|航道|船舶|企业|产业链|产业|集群|平台|园区|市场|单位|园|站|村|县|街区|商圈|镇|设备|级)"
)
_PROJECT = re.compile(r"^[^,。;、:]{0,14}?(?:项目|工程|装置|生产线|产线|机组|泊位|码头|级航道|铁路)")
_ACHIEVED = re.compile(r"(?:已|已经|现已|目前|截至目前|去年|上年|累计已|完成了|达成)[^,。;]*$")
# 万元GDP能耗: the amount belongs to the name of the indicator.
_ONE_OF = ("万", "亿", "百", "千", "百万", "千万")
_PER_VALUE = re.compile(r"(?:GDP|地区生产|国内生产|生产总值|工业|规上|产值|增加值|国民)")
_QUALIFIED = ("以上", "及以上", "以下", "以内")
_INDEX = re.compile(
    r"(?:指数|得分|评分|系数|评价值|满意度|指标值)(?:达到|为|保持在|稳定在|控制在|提高到|提升到|提升至|不低于|在|达)?$"
)


def trap(text: str, quantity: Quantity, clause: str, following: str, *, another: bool) -> str | None:
    """The reason why a quantity is no target, or None if it may be one.

    `clause` is the text from the last boundary to the quantity, `following` from its end to the next one;
    `another` tells that a further quantity stands in `following`.
    """
    before = text[quantity.start - 1] if quantity.start else ""
    after = text[quantity.end] if quantity.end < len(text) else ""
    unit = quantity.unit
    if _is_code(before, after, quantity, text):
        return "name_or_code"
    if before == "第":
        return None if _ranks(text, quantity) else "ordinal"
    if unit in ("岁", "周岁"):
        return None if _LIFE.search(clause) else "age"
    reason = _time(quantity, clause, unit)
    if reason is not None:
        return reason
    if (unit in ("条", "项", "个") and _POLICY.match(text, quantity.bare_end - 1)) or (
        unit in ("条", "项") and _POLICY_BEFORE.search(clause)
    ):
        return "policy_count"
    if _ACHIEVED.search(clause):
        return "achieved"
    if _is_size(quantity, following, another=another):
        return "size"
    bare = unit is None and not quantity.magnitude and not _INDEX.search(clause)
    if bare and ("." in text[quantity.start : quantity.bare_end] or not _counts(after, following, clause)):
        return "name_or_code"
    return None


def _is_code(before: str, after: str, quantity: Quantity, text: str) -> bool:
    if before and (before in "+*×·#-_" or (before.isascii() and before.isalpha())):
        return True
    if quantity.unit is None and after and (after in "+*×+:" or (after.isascii() and after.isalpha())):
        return True
    # 12345热线, 2.0版
    return quantity.unit is None and text.startswith(("版", "热线", "号", "系列"), quantity.end)


def _time(quantity: Quantity, clause: str, unit: str | None) -> str | None:
    if unit is None:
        return None
    value = quantity.low
    if unit in ("年", "年内", "月", "日", "季度"):
        if unit in ("月", "日") or (unit == "年" and 1900 <= value <= 2100):
            return "date"
        return None if _DEADLINE_WORK.search(clause) and unit != "年" else "duration"
    if unit in (
        "个月",
        "天",
        "小时",
        "个小时",
        "分钟",
        "秒",
        "周",
        "个工作日",
        "工作日",
        "周年",
        "学年",
        "学期",
        "个年度",
    ):
        return None if _DEADLINE_WORK.search(clause) or _GOOD_DAYS.search(clause) else "duration"
    return None


def _is_size(quantity: Quantity, following: str, *, another: bool) -> bool:
    """`亿元以上项目`: the number says which things are meant, not how many."""
    if quantity.shape == "chinese" and quantity.magnitude in _ONE_OF and _PER_VALUE.match(following):
        return True
    unit = quantity.unit
    if not following or not ("\u4e00" <= following[0] <= "\u9fff"):
        return False
    if following.startswith("级"):
        return True
    physical = unit is not None and measure_class(unit) == "amount"
    if quantity.after in _QUALIFIED:
        if _SIZED.match(following):
            return physical or another
        return another and physical
    return physical and bool(_PROJECT.match(following))


def measure_class(unit: str) -> str:
    """amount, count, share, rank or duration, by the unit's first part."""
    plain = unit.split("/", maxsplit=1)[0].split("每", maxsplit=1)[0]
    return measures().get(plain, ("count", ""))[0]


def _ranks(text: str, quantity: Quantity) -> bool:
    return quantity.unit in ("位", "名") or (
        quantity.unit is None
        and bool(
            re.search(r"(?:全国|全省|全市|全球|世界)第$", text[max(0, quantity.start - 8) : quantity.start])
        )
        and (quantity.end == len(text) or text[quantity.end] in ",。;、")
    )


def _counts(after: str, following: str, clause: str) -> bool:
    """Whether a number without a measure word counts the noun behind it or stands for an index."""
    if re.search(r"(?:进入|居|列|位列|位居|保持|稳居|跻身)[^,。;]{0,8}前$", clause):
        return True
    return bool(
        "\u4e00" <= after <= "\u9fff"
        and re.search(r"(?:新增|新建|建成|建设|培育|打造|完成|引进|实施|创建|新培育|改造|培训)$", clause)
        and following
    )
