"""Sentences that tell what was reached or what will come of a project, and promise nothing by it."""

from __future__ import annotations

import re

# How far back: 截至去年底, 截至2023年底.
_PAST = re.compile(r"(?:截至|截止)到?(?:去年|上年|前年|目前|(?P<year>20\d\d)年)[^,。;]{0,6},")
# 过去一年,新增企业68家; 自2021年以来,...
_LOOKING_BACK = re.compile(
    r"^(?:[^,。;]{0,4})(?:过去(?:的)?一年|(?:过去|近|最近)[一二两三四五六七八九十]+年来?|去年(?:以来)?|近年来|“?十[一二三四五]五”?以来"
    r"|自?(?P<year>20\d\d)年(?:至今|以来))(?:,|(?=累计|共))"
)
# 2023年,进出口总额突破500亿元。今年要...: a past year set against the present one.
_PAST_YEAR = re.compile(r"^(?P<year>20\d\d)年(?:度|底|末)?(?:,(?:全年)?|(?=[全我][省市县区州]))")
# …,均超额完成年度任务
_ALL_DONE = re.compile(
    r"[^。;]*(?:均|全部|全面|已|超额|提前)+完成(?:年度|全年|既定|目标|计划)*(?:任务|目标)[。;]"
)
_PAST_PLAN = re.compile(r"^“?十(?P<nth>[一二三四五])五”?(?:期间|时期)")
_PRESENT = re.compile(r"[。;,](?:今年|新的一年|(?P<year>20\d\d)年)")
# What will come of it: 项目建成后,年产值可达5亿元
_EFFECT = re.compile(r"(?:建成|投产|达产|投用|竣工)(?:投产|投用|运营|达产)?后")
_PROMISES = re.compile(r"今年|明年|今后|力争|确保|争取|计划|年内|目标|下一步|预期|到20\d\d年|完成")
_INTENDS = re.compile(r"今年|明年|今后|力争|确保|争取|计划|年内|目标|下一步|预期|到20\d\d年")
# The eleventh plan ended in 2010, the twelfth in 2015.
_NTH = {nth: place for place, nth in enumerate("一二三四五", 1)}
_QUARTER = r"(?:第?[一二三四1-4]季度|上半年|下半年)(?:末|底)?前?"
_BEGINS_STEP = rf"(?:^|[;。\n])(?:[^;。\n:]{{0,10}}:)?{_QUARTER}"
_STEPS = re.compile(_BEGINS_STEP)
_STEP = re.compile(rf"{_BEGINS_STEP}:?[^;。\n]*$")


def has_steps(text: str) -> bool:
    """Whether a text plans several quarters one by one.

    >>> has_steps("一季度新开工18个;二季度新开工20个"), has_steps("一季度开工率达80%,全年90%")
    (True, False)
    """
    return text.count("季度") + text.count("半年") > 1 and len(_STEPS.findall(text)) > 1


def is_step(text: str, at: int) -> bool:
    """Whether a number stands in what is planned for one quarter, in a text that has such steps."""
    return _STEP.search(text, max(0, at - 120), at) is not None


def told(sentence: str, rest: str, year: int | None) -> str | None:
    """Why a number is only told: achieved or size, None if it may be promised.

    `sentence` runs from its beginning to the number, `rest` from there to the end of what is near;
    `year` is the first the plan runs.

    >>> told("截至去年底,高新技术企业达到", "", 2024), told("项目建成后,年产值可达", "", 2024)
    ('achieved', 'size')
    >>> told("截至去年底,已有企业860家,今年力争净增", "", 2024) is None
    True
    >>> told("2023年,进出口突破", "500亿元。今年增长6%。", 2024), told("2023年,进出口突破", "500亿元。", 2024)
    ('achieved', None)
    """
    back = _LOOKING_BACK.match(sentence)
    if back and _is_before(back["year"], year) and not _INTENDS.search(sentence, back.end()):
        return "achieved"
    past_year = _PAST_YEAR.match(sentence)
    if past_year and year is not None and int(past_year["year"]) < year:
        present = _PRESENT.search(rest)
        is_set_against = present is not None and (present["year"] is None or int(present["year"]) >= year)
        is_done = _ALL_DONE.match(rest) is not None
        if (is_set_against or is_done) and not _INTENDS.search(sentence, past_year.end()):
            return "achieved"
    past_plan = _PAST_PLAN.match(sentence)
    if past_plan and year is not None and 2005 + 5 * _NTH[past_plan["nth"]] < year:
        # “十三五”期间年均增长8%: the period is over.
        return None if _INTENDS.search(sentence, past_plan.end()) else "achieved"
    if "截" not in sentence and "后" not in sentence:
        return None
    past = _PAST.search(sentence)
    if past and _is_before(past["year"], year) and not _PROMISES.search(sentence, past.end()):
        return "achieved"
    effect = _EFFECT.search(sentence)
    return "size" if effect and not _PROMISES.search(sentence, effect.end()) else None


def _is_before(said: str | None, year: int | None) -> bool:
    """Whether a year lies before the plan; one that is only called 去年 does."""
    return said is None or (year is not None and int(said) < year)
