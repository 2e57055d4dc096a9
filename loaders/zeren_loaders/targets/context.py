"""The words around a quantity: what is measured, how it is compared, what binds and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words that bind, as these documents use them.
# 争取上级资金30亿元: what is asked for, not how firmly it is promised.
STRIVE = r"争取(?!中央|上级|国家|省级?|各类|到位|无偿|专项|政策|资金|地方政府|项目|债券|更多|立项)"
COMMITMENT = re.compile(
    rf"确保|力争|{STRIVE}|保证|必保|努力实现|奋力实现|不低于|不少于|不超过|不高于|不小于|不大于|控制在"
)
# These compare one number, and bind no other.
_BINDS_ONE = ("不低于", "不少于", "不超过", "不高于", "不小于", "不大于", "控制在")
# The last mark; thousands have one too.
_CLAUSE = re.compile(r"(?s:.*)(?:(?<!\d),|,(?!\d)|[:;])")

_AT_LEAST = re.compile(
    r"(?:[≥≧>]=?|不得(?:低于|少于)|(?:不低于|不少于)(?:[^,。;0-9]{2,20}的)?|不小于|不短于|(?<!不)(?<!不得)超过|(?<!不)(?<!不得)突破|(?<!不)大于|(?<!不)多于|(?<!不)高于|至少|最低|超|逾|(?<=[值额量入P口资])[过破]|高出|快于|好于|优于|至少[^,。;0-9]{1,6})"
    r"(?:到|了|至)?$"
)
_AT_MOST = re.compile(
    r"(?:[≤≦<]=?|不得(?:超过|高于|突破)|不到|不足|(?:不超过|不高于)(?:[^,。;0-9]{2,20}的)?|不大于|不多于|不长于|不超出|不超|不突破|(?<!不)(?<!不得)低于|(?<!不)(?<!不得)少于|(?<!不)小于|(?<!不)短于|最多|至多|最长|压减到|压降到)"
    r"(?:到|了)?$"
)
_WITHIN = re.compile(r"控制(?:在|到)(?:[^,。;0-9]{2,10}的)?$")
_ABOUT = re.compile(
    r"(?:(?<![签预契条公合大制节履毁特续违])约|(?<![附最就相邻临邻靠亲])近|接近|大约|大概|左右)(?:为|达|在)?$"
)
# 不低于每人每月1100元: the comparison stands before whom it is counted for.
_PER_HEAD = re.compile(r"(?:每(?:人|户|亩|个|所|村|年|月|天|日)|[人户村亩生校]均|平均|全年)+$")
_AFTER = {
    "以上": "ge",
    "及以上": "ge",
    "及其以上": "ge",
    "或以上": "ge",
    "余": "ge",
    "多": "ge",
    "以内": "le",
    "之内": "le",
    "以下": "le",
    "及以下": "le",
    "及其以下": "le",
    "左右": "approx",
    "上下": "approx",
    "前后": "approx",
}

# What stands between the indicator and its number. Words that can be divided into others are taken whole,
# and not tried again: (?>…) keeps the time linear here and below.
_TAIL = re.compile(
    r"(?>[≥≧>≤≦<=]+|要|不得|不到|不足|不低于|不少于|不小于|不短于|不多于|不超过|不高于|不大于|不超|超过|突破|大于|多于|高于|低于|少于|小于|不突破|至少|最低|最多|控制在|控制到|保持在|稳定在|维持在|稳定保持在|稳控在|巩固在"
    r"|(?:稳定|保持|巩固|维持)(?=达到|不低于|不少于|超过|$)|冲刺|恢复到|恢复至|力争|确保|争取|努力|预期|预计|目标|(?<![签预契条公合大制节履毁特续违])约|接近|近|超|逾|破"
    r"|(?<=[入值额过])过|提高到|提高至|提升到|提升至|提至|增加到|增加至|增长到|增长至|发展到|发展至|扩大到|扩大至|增至|上升到|上升至|降到|降至|降低到|降低至|下降到|下降至|压降至|压降到|压减至|压减到|压缩至|压缩到|压缩在"
    r"|缩短至|缩短到|延长至|延长到|力争跨越|跨越|缩减至|缩减到|缩小到|缩小至|减少到|减少至|达到了?|达成|达|实现|完成|(?<!行)为|到|至|在|共计|合计|总计|总数达到|总数达|共|(?<![日月])均|都|各|分别|总数|数量|了|是|仅|有|:|双双|每(?:平方公里|[百千万]人)|每[人户亩孩例吨生村校床]|每[年月天日]|[人户村亩生校]均(?=$)|[迈跃站跨登冲]上(?=$))+$"
)
_MOVED = (
    r"增长|增加|提高|提升|上升|增幅|下降|降低|减少|回落|压减|削减|增速|涨幅|降幅|上涨|递增|缩短|压缩|缩减|缩小"
    r"|改善|压降|减幅|增长率|下降率|降低率|降低幅度|下降幅度|增长幅度|扩大|精简|增收|增产|上浮|下浮|减量|减负|提速|(?<!下)降"
    # 工业增加值增8%; 新增8% and 年增8% say another thing.
    r"|(?<=[值额量入出口资款PD])增"
)
_GROWTH_TAIL = re.compile(
    rf"(?>(?<![需主重必紧首])要|同口径|同比|年均复合|年均|年平均|平均|实际|可比口径|按可比口径|按可比价计算|按可比价|可比价|名义|每年|双双|再|预期|预计|力争|确保|争取|(?<!人)均|都|各|分别|累计)*(?P<word>{_MOVED})"
    r"(?:幅度)?(?:目标)?(?>[≥≧>≤≦<=]+|达到|达|保持在|稳定在|控制在|控制|维持在|不低于|不少于|不超过|不高于|高于|超过|突破|超|约|近|接近|力争|确保|争取|预期|预计|实现|为|了|至少|在|分别|均|都|各|左右|:)*$"
)
_COMPARED = re.compile(
    r"(?:比|较|与|是|恢复到|恢复至|相当于)(?P<baseline>上年同期|去年同期|上年度?|去年|上年末|上年底|年初|同期|法定(?:办理|办结)?(?:时限|时间)|“?十[一二三四五六]?五”?(?:期|时期)?末|20\d\d年(?:底|末)?)(?:相比|同期的|的)?(?P<between>[^,。;、0-9]{0,8})$"
)
_BASED = re.compile(
    r"在(?P<baseline>20\d\d年(?:底|末)?|去年|上年|法定[^,。;\d]{0,6}?|现有|原有)(?:的)?(?:基础|水平)上(?:再|实现|努力)?$"
)
DECLINE = (
    "下降",
    "降低",
    "减少",
    "回落",
    "压减",
    "削减",
    "缩短",
    "压缩",
    "缩减",
    "缩小",
    "压降",
    "精简",
    "改善",
    "减量",
    "减负",
    "降",
)
_NOUNS = (
    "增速",
    "涨幅",
    "增幅",
    "降幅",
    "减幅",
    "提速",
    "增长率",
    "下降率",
    "降低率",
    "降低幅度",
    "下降幅度",
    "增长幅度",
)
_MONTHS = (
    r"(?:\d{1,2}月(?:\d{1,2}日|底|末|份|中旬|上旬|下旬)?|第?[一二三四]季度末?|上半年|下半年|年底|年末|年内|年中|月底)"
    r"(?:之?前)?"
)
_BY_WHEN = re.compile(rf"(?<=.){_MONTHS}$")
_PLAN_END = r"(?:到|至)?“?(?:十[一二三四五六七]五|规划期)”?(?:期|时期)?末"
_HEAD = re.compile(
    rf"^(?:其中|并且|并|且|同时|以及|和|及|与|或|确保|力争|{STRIVE}|努力|奋力|全力|实现|保持|全年|全年度|全市当年|当年|年内|今年|本年|本年度|每年|年度|年底前?|(?:到|至|在|截至)?"
    + _MONTHS
    + "|"
    + _PLAN_END
    + r"|“?十[一二三四五六七]五”?(?:期间|时期)"
    + r"|20\d\d年?[-至到]20\d\d年|(?:到|至)?20\d\d年(?:底|末)?前?"
    + r"|用?[一二两三四五六七八九十\d]年(?:内|左右?时间|时间)"
    + r"|牵头(?=完成|实现)|\((?:项目|建设|工作|任务|主要|目标|实施|年度)?(?:内容|任务|目标|措施|标准)\)"
    + r"|要(?![素求点件道地闻])|拟(?![定订态人])|再(?![生就贷担融造])|使|让|将|把|[一二三四五六七八九十]是"
    + r"|,|、|:|;|\d{1,2}[、.](?!\d)|\(\d{1,2}\)|\(|\)|[①-⑳]|[▲●◆■★·]"
    + r"|预期目标|主要目标|目标任务|目标)+"
)
PUSH = re.compile(
    r"^(?:推动|促进|带动|推进|支持|使|提高|提升|扩大|实现|完成|推动实现|努力实现|力争实现|确保)(?=.{3,})"
)
_YEAR = re.compile(
    r"(?<!\d)(?<![比较自从])(?:到|至|截至|截止)?(?P<year>20\d\d)年(?!以来|起|相比|度|的|同期|水平|基础)(?:底|末|年底|年末)?前?|“?(?P<plan>十[一二三四五六七])五”?(?:期|时期|规划期)?末"
    r"|(?:^|[,;:])“?(?P<period>十[一二三四五六七])五”?(?:期间|时期)(?!的)|(?P<now>今年|(?<![\d一二两三四五六七八九十几])年内|本年度)"
)
_PLAN_YEARS = {
    "十一": 2010,
    "十二": 2015,
    "十三": 2020,
    "十四": 2025,
    "十五": 2030,
    "十六": 2035,
    "十七": 2040,
}
_BASELINE = re.compile(
    r"(?:高于|快于|高出|超过|低于|优于|好于|慢于|大于|高出|领先|超出|跑赢)(?P<baseline>(?:全国|全省|全市|全区|全州|全县|上年|去年|同期|GDP|地区生产总值|生产总值|经济|年度|省|市|国家|区域|平均|城镇|农村|各项|财政|一般公共预算|规上|规模以上|同类|周边|东部|中部|西部|居民|目标|计划)[^,。;0-9]{0,14}?)(?:约|近|至少)?$"
)
_PART_OF = re.compile(
    r"(?:(?:不低于|不少于|不超过|不高于|控制在)(?P<whole>[^,。;0-9]{2,20})"
    r"|(?:达到|相当于|是|为)(?P<average>(?:全国|全省|全市|国家|省|市|本地)[^,。;0-9]{0,8}?平均(?:水平|值|数)?))的$"
)
_PLACE_BASE = re.compile(r"^(?:省|市|国家)(?:级|重点|内|外|直|属)")


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a quantity, taken apart. Offsets are relative to the stretch it was read from."""

    indicator: str
    start: int
    growth: str | None
    baseline: str | None
    verb_tail: str
    is_gap: bool = False


def read_left(stretch: str) -> Left:
    """Take the words between the last boundary and the quantity apart.

    `is_gap` tells that the number says how far above or below its baseline, not how far it moves.
    """
    head = _HEAD.match(stretch)
    start = head.end() if head else 0
    core = stretch[start:]
    match = _PART_OF.search(core)
    if match:
        # 不低于低保标准的1.3倍: what it is a multiple or a part of. The same words without 不 would be a gap.
        baseline = match["whole"] or match["average"]
        return Left(core[: match.start()], start, None, baseline, core[match.start() :])
    match = _BASELINE.search(core)
    if match and not _PLACE_BASE.match(match["baseline"]):
        tail = core[match.start() :]
        core = core[: match.start()]
        growth = "增速" if core.endswith(("增速", "增长", "增幅")) else None
        core = core.removesuffix("增长")
        return Left(core, start, growth or "高于", match["baseline"].removesuffix("的"), tail, is_gap=True)
    baseline = None
    match = _GROWTH_TAIL.search(core)
    if match:
        word, tail = match["word"], core[match.start() :]
        # 万元GDP能耗下降 says which way; 研发投入增速 is a noun of its own.
        whole = word in _NOUNS or word in DECLINE
        before = core[: match.start()]
        compared = _COMPARED.search(before) or _BASED.search(before)
        if compared:
            baseline, before = compared["baseline"], before[: compared.start()].rstrip(",")
        return Left(before + word if whole else before, start, word, baseline, tail)
    based = _BASED.search(core)
    if based:
        # 产值在2025年基础上翻一番
        return Left(core[: based.start()], start, None, based["baseline"], core[based.start() :])
    compared = _COMPARED.search(core)
    if compared:
        baseline, core = compared["baseline"], core[: compared.start()] + compared["between"]
    match = _TAIL.search(core)
    tail = match[0] if match else ""
    core = core[: len(core) - len(tail)]
    # 财政支出进度9月底达到75%: by when is not what.
    when = _BY_WHEN.search(core)
    return Left(core[: when.start()] if when else core, start, None, baseline, tail)


def comparator(before: str, after: str | None, *, is_range: bool) -> str:
    """How the number binds. What stands behind it wins over what stands before it.

    >>> comparator("达到", "左右", is_range=False), comparator("不低于", None, is_range=False)
    ('approx', 'ge')
    """
    if is_range:
        return "range"
    before = _PER_HEAD.sub("", before)
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
    """The last word before the quantity in its sentence that binds it.

    力争 holds for all that follows it, 不低于 only for the numbers of its own clause.

    >>> commitment("力争增速不低于5%,投资增长"), commitment("失业率控制在5%以内,力争降到")
    ('力争', '力争')
    """
    last = None
    clause = _CLAUSE.match(sentence)
    begin = clause.end() if clause else 0
    for match in COMMITMENT.finditer(sentence):
        if match.start() >= begin or match[0] not in _BINDS_ONE:
            last = match[0]
    return last


def stated_year(sentence: str) -> int | None:
    """The last year the sentence names before the quantity; None where it means the present one."""
    last = None
    if not any(word in sentence for word in ("年", "末", "期")):
        return None
    for match in _YEAR.finditer(sentence):
        if match["now"]:
            # 2027年前完成全部改造,今年完成2600套
            last = None
            continue
        last = int(match["year"]) if match["year"] else _PLAN_YEARS[match["plan"] or match["period"]]
    return last


def without(pattern: re.Pattern[str], indicator: str) -> tuple[str, int]:
    """An indicator without what a pattern finds at its beginning, and how much was cut off."""
    match = pattern.match(indicator)
    return (indicator[match.end() :], match.end()) if match else (indicator, 0)
