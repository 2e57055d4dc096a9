"""The measure word a number has left out: 70万重点群体 are people."""

from __future__ import annotations

import re

from zeren_loaders.targets.quantities import Quantity
from zeren_loaders.targets.traps import is_index

_PEOPLE = re.compile(
    r"群体|孕妇|人员|劳动者|群众|学生|儿童|老人|老年人|青年|职工|农民|毕业生|人才|农民工|居民|人口|妇女|患者|新型农民|农村劳动力|从业者|残疾人|党员|干部|志愿者|会员|技工|工人|教师|医生|护士|用户|游客|大学生"
)
_MONEY = re.compile(
    r"余额|收入|产值|投资|总额|贷款|存款|税收|营收|GDP|生产总值|总量|市值|资产|增加值|利润|资金|额"
)
# 旅游总人次突破1000万
_COUNTED = re.compile(r"人次|架次|标箱|户次")
_USERS = re.compile(r"(?:用户|户数|农户)(?:达到?|突破|超过?|达)?$")
_HOUSEHOLDS = re.compile(r"经营主体|市场主体|家庭|农户|个体工商户|企业主")


def natural_unit(quantity: Quantity, following: str, clause: str) -> str | None:
    """The unit that the noun behind or before the number asks for, None for an index."""
    noun = following[:12]
    if not noun and not quantity.magnitude and is_index(clause):
        return None
    if clause.endswith("前"):
        return "名"
    if not noun and (counted := _COUNTED.search(clause)):
        return counted[0]
    if _PEOPLE.search(noun) or re.search(r"人数|人口|就业$", clause):
        return "人"
    if _USERS.search(clause):
        return "户"
    if not noun and quantity.magnitude.endswith("亿") and _MONEY.search(clause):
        return "元"
    if _HOUSEHOLDS.search(noun):
        return "户"
    if quantity.magnitude or (noun and "\u4e00" <= noun[0] <= "\u9fff"):
        return "个"
    return None
