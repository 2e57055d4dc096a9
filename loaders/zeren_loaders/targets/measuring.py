"""What kind of figure a target is: growth, share, rate, amount, count or rank."""

from __future__ import annotations

import re

from zeren_loaders.targets.measure_words import measure_class

SHARE = re.compile(
    r"占比|比重|比例|占[^,。]{1,12}$|覆盖率|覆盖面|份额|占有率|参保率|参与率|自给率|合格率|达标率|优良率|比率|贡献率|普及率|入园率|巩固率|满意度|绿化率|优良天数"
)
RATE = re.compile(r"率|强度|密度|人均|平均|单位|每|之比|指数|收入比")
# A sum of money per head is a rate, although its unit is printed as money alone.
_PER_HEAD = re.compile(
    r"人均|户均|月均|日均|亩均|生均|村均|地均|亩产|单产|每个?(?:平方公里|公里|人|户|亩|生|村|校|床|百|千|万|十万)|^[万千]人(?!次)|单位(?:GDP|地区|面积)|万元(?:GDP|地区|生产|工业)|百元(?:医疗|营业|主营|产值|收入|销售)"
)
# 工业对经济增长贡献率 is a share.
_OF_GROWTH = ("贡献率", "占比", "比重", "比例")
# “亩均论英雄”改革
_NAME = re.compile(r"“[^”]*”")
# 压减一般性支出10%: the verb stands before its object.
_REDUCES = re.compile(
    r"(?:平均)?减(?:环节|材料|时限|时间|证明|次数|流程|跑动|要件)|(?:帮助企业|为企业)?(?:压减|压缩|降低|减少|削减|精简|压降|缩短)"
)


def measure_of(
    shape: str, unit: str | None, indicator: str, growth: str | None, *, is_rank: bool, is_per: bool
) -> str:
    """growth, share, rate, amount, count or rank."""
    if (
        shape == "promise"
        or (is_rank and unit != "%")
        or (
            unit in ("名", "位")
            and re.search(r"排名|位次|进位|前移|争先|前$|居.*第$|(?:前进|上升|提升|提高)$", indicator)
        )
    ):
        return "rank"
    if growth is not None or shape == "doubling":
        return "rate" if indicator.endswith("自然增长率") else "growth"
    if unit is None:
        return "rate"
    if "/" in unit or "每" in unit:
        return "rate"
    kind = measure_class(unit)
    if kind == "share":
        if re.search(r"增速|涨幅|增幅|增长|降幅", indicator) and not indicator.endswith(_OF_GROWTH):
            return "rate" if "自然增长率" in indicator else "growth"
        if SHARE.search(indicator):
            return "share"
        if _REDUCES.match(indicator):
            return "growth"
        return "rate" if RATE.search(indicator) else "share"
    if unit in ("元", "美元") and indicator.startswith("每"):
        return "rate"
    if kind in ("amount", "count", "rank") and (is_per or _PER_HEAD.search(_NAME.sub("", indicator))):
        return "rate"
    if unit == "点" and "指数" in indicator:
        return "rate"
    if kind == "rank":
        return "count"
    if kind == "count" and "平均" in indicator:
        return "rate"
    return "amount" if kind in ("amount", "duration") else "count"
