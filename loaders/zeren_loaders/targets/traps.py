"""Numbers that promise nothing, and why: names, ordinals, ages, durations, dates, sizes, old figures."""

from __future__ import annotations

import re

from zeren_loaders.targets.quantities import Quantity
from zeren_loaders.targets.ratios import is_ratio
from zeren_loaders.targets.sizes import GRADE, ONE_OF, is_size

REASONS = {
    "name_or_code": "名称或代号中的数字",
    "ordinal": "序数",
    "age": "年龄",
    "duration": "期限或历时",
    "date": "日期或年份",
    "policy_count": "政策条数",
    "size": "说明对象规模的数字",
    "achieved": "已完成的数字",
    "step": "分季度的安排,不是年度目标",
    "vague": "不是确数",
    "bare": "没有计量单位,也不是指标值",
}

_TIMES = frozenset(
    (
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
        "个自然日",
    )
)
# Waiting and handling times are promises; how long a campaign lasts is not.
_DEADLINE_WORK = re.compile(
    r"(?:(?:压缩|缩短|缩减|控制|减少|提速|提升|延长|同比增加|增加|达到|达|压减|压降|降|降低|限时|稳定|保持)(?:至|到|在|为)?(?:平均)?|时间|时限|周期|时长|天数|年开放|不超过|不少于|不多于|不低于|低于|少于|不高于|超过|提前)"
    r"(?:再|约|近|均|为|在|至|到)?$"
)
_SETTLED = re.compile(r"^(?:之?内)?(?:办结|办成|办好|办完|领证|出证|拿证|审结|完成审批|完成审核|完成登记)")
_WITHIN_RATE = re.compile(r"^之?内[^,。;\d]{0,8}率")
# Measured in years or days by nature: 人均预期寿命, 平均受教育年限, 人均停留天数.
_LIFE = re.compile(r"寿命|平均年龄|受教育年限|平均住院日|人均(?:停留|逗留)")
_GOOD_DAYS = re.compile(r"(?:优良|达标|好|蓝天)(?:天气)?(?:天数|率)")
_POLICY = re.compile(
    r"(?:条|项|个)(?:[\u4e00-\u9fff]{0,4})?(?:政策|措施|举措|意见|规定|办法|实招|硬招)"
    r"|(?:个|大)(?:方面|环节|维度|层面|阶段|步骤|角度)"
)
# 在3个领域实现突破: where, not what.
_FIELDS = re.compile(r"(?:在|从|围绕|聚焦|瞄准)$")
_POLICY_BEFORE = re.compile(r"(?:政策|措施|举措|意见|新政|办法|(?<!制定)规划|纲要|(?<!制定)方案)[”》]?$")
_CUT_TO = re.compile(r"(?:压缩|压减|精简|减少|压降|缩减)(?:至|到|为)(?:[^,。;]{1,8}、)?$")
# 政府工作报告确定的92项重点任务
_LAID_DOWN = re.compile(r"(?:确定|部署|提出|明确|下达|交办|分解)的$")
_DUTIES = re.compile(r"(?:年度|重点|目标|主要|改革)*(?:任务|工作|要求|目标|事项)")
_OBEYED = re.compile(r"(?:落实|贯彻|执行|用好|兑现|对标|聚焦|坚持|严格|细化|深化|宣传|围绕)[^,。;]*$")
_LINES = re.compile(
    r"(?:路|线|链|河|街|道|沟|渠|巷|桥|港|管|廊|带|轨|水系|流域|航班|建议|线索|诉求|问题|标准|数据|商标)[)”]?$"
)
_ACHIEVED = re.compile(
    r"(?:(?<![未业而不早久自])已(?!知|通电|脱贫[户人村]|建[^,。;\d]{2,6}(?:企业|单位|村|社区|园区))|已经|现已|目前|截至|截止|(?<![比较与于过超平在是为到])(?:去年|上年|前年)|现有|原有|完成了)[^,。;]*$"
)
_ON_BASIS = re.compile(r"在(?:去年|上年|20\d\d年(?:底|末)?)[^,。;]*$")
_BASIS = re.compile(r"^[^,。;、]{0,6}(?:的)?基础上")
_YEARS = re.compile(
    r"(?<![\d比较至到是-])(?P<year>20\d\d)年(?![^,。;\d]{1,8}的$|以来|度?以前|之前|底前|末前|前|[-至到]|度?(?:考核|计划|预算|目标))"
)
_FROM = re.compile(r"(?:由|从)(?P<value>[^,。;]{0,30})$")
_MOVES = (
    r"(?:提高|提升|增加|扩大|增长|上升|下降|降低|降|减少|压缩|压减|压降|缩短|缩减|缩小|调整|增|拓展|扩展|提)"
    r"(?:到|至|为)"
)
_ARRIVES = re.compile(_MOVES)
_TO = re.compile(rf"^[^,。;]{{0,25}}?{_MOVES}[^,。;]{{0,12}}?[\d一二三四五六七八九十]")
_ARRIVED = re.compile(rf"(?:由|从)[^,。;]{{1,40}}?\d[^,。;]{{0,20}}?{_MOVES}[^,。;\d]{{0,10}}$")
# 稳居全国169个高新区前40位: among how many.
_AMONG = re.compile(r"[^,。;\d]{1,14}(?:前|第)$")
# 37中新校区: which school.
_SCHOOL = re.compile(r"中(?:学|校区?|新校|老校|分校|本部|高中部?|初中部?|附属)")
# 由420个合并为300个, whatever the verb.
_FROM_NEAR = re.compile(r"(?:由|从)(?:现有|目前|原来|去年|上年|每人|每户|每月|每年|的)*$")
_TO_ANY = re.compile(r"^[^,。;\d]{0,12}(?:到|至|为)[^,。;\d]{0,8}\d")
_IDIOM = re.compile(r"[百千万][家村企校人镇乡县户店品景社厂方][百千万进下入助访联帮扶兴送连共评]")
_NAMED = re.compile(
    r"^[^,。;、\d]{0,9}(?:活动|行动|工程|计划|攻坚|大会|会议|评选|大走访|大比武|基地|良田|茶园|示范区|示范方|林海|花海|梯田|画廊|马拉松|徒步|健步走|健身跑|招聘会)"
)
_OFTEN = re.compile(r"每(?:半年|半个?月|季度|个?月|年|周|天|日|两月|双月)(?:至少)?$")
_REGULARLY = re.compile(r"每(?:半年|半个?月|季度?|个?月|周|天|日|两月|双月)[^,。;\d]{1,10}$")
_INDEX = re.compile(
    r"(?:指数|得分|评分|系数|评价值|满意度|指标值|收入比|倍差|比值|差距|评估值|分值|(?:收入|性别|之|配置|床位|师生|生师|护|占)比|CPI|PPI|PUE值?|率)(?:约|总体|总?水平)?"
    r"(?:(?:达到|达|为|保持在|稳定在|控制在|控制到|提高到|提升到|提升至|不低于|不高于|不超过|在|缩小到|缩小至|降到|降至|下降到|下降至|低于|高于)(?:约)?)?$"
)
_COURSE = re.compile(r"班|课堂|讲座|讲坛|活动|论坛|沙龙|培训|刊|举办|开办|栏目|专题|简报")
# Nothing is counted in numbers the database has no room for; such digits are a code.
_TOO_LARGE = 10**18
# 成百上千; 建成三条路 is none of these.
_VAGUE = re.compile(r"[数几若干][十百]?$|(?<![建完创形促组生])成$")


def trap(
    text: str, quantity: Quantity, clause: str, following: str, gap: str | None, year: int | None
) -> str | None:
    """The reason why a quantity is no target, or None if it may be one.

    `clause` is the text from the last boundary to the quantity, `following` from its end to the next one;
    `gap` is what stands between it and a further quantity before that boundary, None if there is none.
    `year` is the first the plan runs.
    """
    before = text[quantity.start - 1] if quantity.start else ""
    after = text[quantity.end] if quantity.end < len(text) else ""
    unit = quantity.unit
    if quantity.high >= _TOO_LARGE:
        return "name_or_code"
    if quantity.shape == "ratio":
        if is_ratio(quantity, clause):
            return None
        return "achieved" if _is_achieved(clause, following, year) else "name_or_code"
    if _is_code(before, after, quantity, text):
        return "name_or_code"
    if before == "第":
        if not _ranks(text, quantity):
            return "ordinal"
        return "achieved" if _is_achieved(clause, following, year) else None
    if quantity.shape == "chinese" and _VAGUE.search(clause):
        return "vague"
    if unit in ("岁", "周岁"):
        return None if _LIFE.search(clause) else "age"
    if unit is None and after == "月":
        return "date"
    if unit is None and GRADE.match(following):
        return "size"
    if (unit in ("次", "轮次", "场", "场次") and _OFTEN.search(clause)) or (
        unit in ("次", "场", "场次") and quantity.low <= 2 and _REGULARLY.search(clause)
    ):
        return "duration"
    if clause.endswith("连续"):
        # 对连续2次排名末位的单位
        return "duration"
    if unit == "期" and quantity.low <= 10 and not _COURSE.search(clause):
        return "ordinal"
    reason = _time(quantity, clause, following)
    if reason is not None:
        return reason
    if _is_policy(text, quantity, clause, following):
        return "policy_count"
    if _is_achieved(clause, following, year):
        return "achieved"
    if quantity.shape == "chinese" and _is_name(text, quantity, following):
        return "name_or_code"
    if gap is not None and unit in ("个", "家") and _AMONG.match(gap):
        return "size"
    if is_size(quantity, clause, following, gap):
        return "size"
    bare = unit is None and not quantity.magnitude and not _INDEX.search(clause)
    if bare and ("." in text[quantity.start : quantity.bare_end] or not _counts(after, following, clause)):
        return "name_or_code"
    return None


def _is_code(before: str, after: str, quantity: Quantity, text: str) -> bool:
    if before and (before in "+*×·#-_/±" or (before.isascii() and before.isalpha())):
        return True
    if quantity.unit is not None or not after:
        return False
    if after in "+*×:" or (after.isascii() and after.isalpha()):
        return True
    if _SCHOOL.match(text, quantity.end):
        return True
    # 12345热线, 2.0版, 500强, 10大类
    if before == "前" and text.startswith("强", quantity.end):
        return False
    return not quantity.after and (
        text.startswith(
            ("版", "热线", "号", "系列", "强", "级", "型", "届", "国道", "省道", "后"), quantity.end
        )
        or bool(
            re.match(
                r"大(?:类|行动|工程|任务|方面|产业|领域|板块|体系|平台|基地|重点|专项)|类(?:重点|特殊|困难)?(?:对象|人群|群体|人员|场所|区域|行业)",
                text[quantity.end : quantity.end + 6],
            )
        )
    )


def _time(quantity: Quantity, clause: str, following: str) -> str | None:
    unit = quantity.unit
    if unit == "日" and _SETTLED.match(following):
        # 企业开办1日办结
        return None
    if unit in ("月", "日") or (unit in ("年", "年每年", "年每月") and 1900 <= quantity.low <= 2100):
        return "date"
    if _LIFE.search(clause):
        return None
    if unit in ("年", "年内", "季度"):
        return None if _DEADLINE_WORK.search(clause) and unit != "年" else "duration"
    if unit in _TIMES:
        if following.startswith("未"):
            # 对超过12个月未开工的项目
            return "duration"
        if _WITHIN_RATE.match(following):
            # 2个工作日内办结率达100%
            return "duration"
        promised = _DEADLINE_WORK.search(clause) or _GOOD_DAYS.search(clause) or _SETTLED.match(following)
        return None if promised else "duration"
    return None


def _is_policy(text: str, quantity: Quantity, clause: str, following: str) -> bool:
    unit = quantity.unit
    if _CUT_TO.search(clause):
        # 压减至2个环节
        return False
    if unit in ("条", "项", "个") and _POLICY.match(text, quantity.bare_end - 1):
        return True
    if unit == "个" and _FIELDS.search(clause) and re.match(r"(?:重点|关键|优势)?(?:领域|行业)", following):
        return True
    if unit not in ("条", "项"):
        return False
    if _POLICY_BEFORE.search(clause) or (_LAID_DOWN.search(clause) and _DUTIES.match(following)):
        return True
    bare = not following or not ("\u4e00" <= following[0] <= "\u9fff")
    return unit == "条" and bare and bool(_OBEYED.search(clause)) and not _LINES.search(clause)


def _is_achieved(clause: str, following: str, year: int | None) -> bool:
    if _ARRIVED.search(clause):
        # 由2023年的62.1%提高到63%: the old figure is dated, the new one promised.
        return False
    if _ACHIEVED.search(clause) or _BASIS.match(following):
        return True
    if _ON_BASIS.search(clause) and "基础上" in following:
        # 在去年新增企业16家、改造小区20个的基础上
        return True
    if _FROM_NEAR.search(clause) and _TO_ANY.match(following):
        return True
    start = _FROM.search(clause)
    if start and not _ARRIVES.search(start["value"]) and _TO.match(following):
        return True
    if year is None:
        return False
    said = [int(match["year"]) for match in _YEARS.finditer(clause)]
    return bool(said) and max(said) < year


def _is_name(text: str, quantity: Quantity, following: str) -> bool:
    """`千家万户`, `开展万人助万企活动`, `建设万亩茶园基地`: words, not figures."""
    if _IDIOM.match(text, quantity.start):
        return True
    named = quantity.magnitude in ONE_OF or quantity.magnitude.endswith("亿")
    return named and bool(_NAMED.match(following))


_WITHIN_TIME = re.compile(r"之?内")
_QUALIFIER = re.compile(r"^(?:以上|以下|的|[^,。;、]{0,8}(?:项目|企业|集群|景区|园区|园|村|镇)$)")


def is_index(clause: str) -> bool:
    """Whether the clause names something measured without a unit: an index, a score, a ratio."""
    return bool(_INDEX.search(clause))


def is_within(quantity: Quantity, text: str) -> bool:
    """`3个工作日内办结`: a time limit without a word of comparison before it."""
    return quantity.unit in _TIMES and bool(_WITHIN_TIME.match(text, quantity.end))


def qualifies(between: str) -> bool:
    """Whether the words between two numbers say which things the second counts."""
    return bool(_QUALIFIER.match(between))


_RANKED = re.compile(
    r"(?:全国|全省|全市|全球|世界|全区|全州|中部|西部|东部|同类|百强县|榜单|排名|排|位|位居|居|列)第?$"
)


def _ranks(text: str, quantity: Quantity) -> bool:
    if quantity.unit in ("位", "名"):
        return True
    window = text[max(0, quantity.start - 8) : quantity.start]
    closed = quantity.end == len(text) or text[quantity.end] in ",。;、"
    return quantity.unit is None and closed and bool(_RANKED.search(window))


def _counts(after: str, following: str, clause: str) -> bool:
    """Whether a number without a measure word counts the noun behind it or stands for an index."""
    if re.search(
        r"(?:进入|居|列|位列|位居|保持|稳居|跻身|全国|全省|全市|排名|力争|提升至|提升到|进)[^,。;]{0,10}前$",
        clause,
    ):
        return True
    return bool(
        "\u4e00" <= after <= "\u9fff"
        and re.search(
            r"(?:新增|新建|建成|建设|培育|打造|完成|引进|实施|创建|新培育|改造|培训|选派|选聘|招聘|招录|创成|认定|新认定)$",
            clause,
        )
        and following
    )
