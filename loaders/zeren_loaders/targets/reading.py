"""Which indicator a quantity belongs to."""

from __future__ import annotations

import re

from zeren_loaders.targets.completing import ALONE, GROWTH_UNITS, Reading, carried_on
from zeren_loaders.targets.context import PUSH, STRIVE, read_left, without
from zeren_loaders.targets.measure_words import measure_class
from zeren_loaders.targets.measuring import SHARE
from zeren_loaders.targets.natural_units import natural_unit
from zeren_loaders.targets.quantities import Quantity
from zeren_loaders.targets.verbs import VERBS

# Measure words that tell what they count.
_CARRIERS = {"列": "班列", "班": "班列|航班", "架次": "航班", "艘次": "船舶|邮轮", "标箱": "集装箱"}
_VERB_ONLY = re.compile(rf"(?>{VERBS})+$")
_CONJUNCTION = ("并", "和", "及", "以及", "与", "、", "且", "同时", "或", "的基础", "目标", "任务", "(", ")")
_GROWS = re.compile(r"^(?:的)?(?P<word>增长率|增长|增速|增幅|涨幅|降幅|速度增长|速度)")
_AT_A_PACE = re.compile(r"(?:扩大|增加|提高|加大|推进|递增|安排)(?P<what>[^,。;、]{2,12})")
# Of a share the words behind the number tell what it is a share of: 70%以上用于民生.
_SHARED = re.compile(
    r"^(?:的[^,。;、]{2,16}|面积(?:达到|实现|完成|建成)[^,。;、]{2,12}|[^,。;、\d的]{0,6}用于[^,。;]{2,12}|(?:用于|投向|投入|覆盖|达标|完成|到位|实现|达到|纳入|通过|建成|配备)[^,。;、]{0,12})"
)
_FROM_PART = re.compile(r"(?:由|从)(?:现在的|目前的|上年的?|去年[底末]?的?)?[^,。;、]{0,12}?\d[^,。;]*$")
_BOUND_TAIL = re.compile(
    r"(?:分别|总计|共计|合计|的|(?<!行)为|由|从|至|总体|全部|(?<![人户村亩生校平日月])均|(?<=标准)按|(?<=率)动态|[较比]20\d\d年实现倍增|实现倍增|:)+$"
)
_RANK_PLACE = re.compile(
    r"(?:力争|确保|争取|继续|稳定|保持|综合)*(?:进入|位居|位列|居|列|保持在|保持|稳居|跻身|位于|提升至|提升到|争进|升至|进)?"
    r"(?:全国|全省|全市|全球|世界|全区|全州|中部|西部|东部|省内|同类城市)(?:同类)?(?:城市|各市|地市|地级市|县域|百强|参评城市)?(?:第|前|排名第|排名前|排)$"
    r"|(?:在|进入|位居|位列|居|列|稳居|保持)?(?:全国|全省|全市|全球|同类)?\d+[个家][^,。;\d]{2,12}?中?(?:排名|位次)?(?:进入|位居|居|列|稳居)?(?:前|第)$"
    r"|(?:进入|位居|位列|保持在|稳居|跻身|位于|提升至|提升到|争进|升至|进)(?:[^,。;]{0,8})(?:前|第)$"
)
_PLEDGED = re.compile(
    rf"[^(]*(?:力争|确保|(?<![向对]上){STRIVE})(?:全年|年内|全市|全县|全区|全省|实现|完成|达到)*(?=[^)]{{2,}}$)"
)
_PLEDGED_OF = re.compile(
    r"(?P<of>[\u4e00-\u9fff\dA-Za-z]{2,16}(?:段|线|路|桥|工程|项目|机场|园|港|区|中心|基地|期))(?:力争|确保)(?P<what>完成投资|投资|产值|收入|税收)$"
)
_EXAMPLES = re.compile(
    r"(?P<verb>新开工|开工|竣工|推进|实施|建设|新建|建成|完成|引进)[^,。;]*、[^,。;]*等(?P<noun>[^等,。;]{2,})$"
)
# 102项重点指标进度达标率90%
_SO_MANY = re.compile(r"\d{1,4}[个条家户项座](?=[\u4e00-\u9fff]{4,})")
# 实施10大类50项民生实事: the classes say nothing about the items.
_COMPARES = re.compile(r"(?:不少于|不低于|不超过|超过|不小于|力争|确保)+$")
_CLASSES = re.compile(r"(?:\d+|[一二三四五六七八九十]+)(?:大?类|个方面)$")
_PROMISED_SUM = re.compile(r"^的(?P<noun>[^,。;、]{1,16})")
_PER_PERSON = re.compile(r"每(?:平方公里|[百千万]人|人|户|亩|生|村|校|床)|[人户村亩生校]均")
_PER_PERSON_OR_TIME = re.compile(rf"{_PER_PERSON.pattern}|每(?:月|年|天|学期|学年)")
_PAID_PER_HEAD = re.compile(r"每(?:人|户|生)(?:每(?:年|月|天|日|学期|学年))?")
_HANDLED = re.compile(
    r"(?:突出|重点|全力|高质量|高标准|高水平|扎实|精心|统筹|集中|持续|继续|切实|着力)*(?:抓好|抓实|抓|办好|办实|做好|做实)$"
)
_OPENED = re.compile(
    r"[^、]{2,20}(?:使用|投用|投产|达产|开工|竣工|通车|建成|落地|运营|运行|启用|挂牌|开业)、(?=新增|新建|完成|实现|形成|带动)"
)
_STRIVES = re.compile(r"(?:奋力|全力|努力)?(?:争创|争当|勇争|勇夺|勇创|争做|走在)")
_LOOKED_AFTER = re.compile(r"(?:突出|重点|全力|扎实|精心|集中|持续|切实|着力)*抓[好实](?=.{4})")
# 与2020年相比,能耗下降13.5%
_SET_AGAINST = re.compile(r"[与和同](?P<baseline>20\d\d年|(?:去年|上年)(?:同期)?)相比,$")
_ACTION_HEAD = re.compile(
    r"^(?:深化|推进|加快|完善|健全|强化|加强|优化|深入|持续|积极|大力|全面|着力|推动|促进|落实|实施|支持|提升|扩大|做好|抓好)"
)


def indicator_of(
    quantity: Quantity,
    clause: str,
    floor: int,
    following: str,
    earlier: list[Reading],
    preceding: str,
    *,
    enumerated: bool,
) -> Reading | None:
    """What the quantity measures; None where nothing in its clause can be measured.

    `clause` begins at offset `floor` of the task's text and ends where the quantity begins; `following` is
    what stands behind it, `preceding` the text before the clause.
    """
    left = read_left(_CLASSES.sub("", clause))
    indicator, start = left.indicator, floor + left.start
    end = quantity.end
    growth = left.growth if quantity.unit in GROWTH_UNITS or left.baseline else None
    if left.growth is not None and growth is None and left.baseline is None:
        # 新增…增加5000个: not a rate of growth; the verb belongs to what is delivered.
        indicator = _COMPARES.sub("", clause[left.start :]).rstrip("达到了为")
    if quantity.shape == "doubling":
        growth = "翻番"
        indicator = _IN_YEARS.sub("", indicator)
    rank = _rank_of(quantity, clause)
    if rank is not None:
        indicator = rank[left.start :]
        if _STRIVES.fullmatch(indicator):
            # 争创全省第一: in what is not said.
            return None
    if (kept := _PLEDGED_OF.match(indicator)) is not None:
        # 高铁云州段确保完成投资38亿元: of what it is the investment.
        indicator = kept["of"] + kept["what"]
    else:
        # 新区管委会力争全年GDP: who strives is not measured.
        indicator, cut = without(_PLEDGED, indicator)
        start += cut
    if growth is not None or quantity.unit in ("%", "‰"):
        for said_before in (_SO_MANY, PUSH):
            indicator, cut = without(said_before, indicator)
            start += cut
        indicator, cut = _last_subject(indicator)
        start += cut
        if following and growth is None and (grows := _GROWS.match(following)):
            # The verb stands behind its number: 保持6%以上的增长.
            growth, end = grows["word"].removesuffix("速度") or "增长", quantity.end + grows.end()
            if indicator in ("以", "按", "按照") and (spent := _AT_A_PACE.match(following, grows.end())):
                # 以15%的增幅扩大科技支出: what is spent on grows.
                indicator, end = spent["what"], quantity.end + spent.end()
    for said_before in (_OPENED, _LOOKED_AFTER):
        # 新院区投入使用、新增床位500张; 抓好投资5000万元以上的重点项目80个
        indicator, cut = without(said_before, indicator)
        start += cut
    is_per = bool(_PER_PERSON.search(left.verb_tail))
    if risen := _FROM_PART.search(indicator):
        # 由每人每月103元提高到123元: both are per head.
        is_per = is_per or bool(_PER_PERSON_OR_TIME.search(risen[0]))
        indicator = indicator[: risen.start()]
    if quantity.unit in ("元", "美元"):
        # 每人每月发放护理补贴100元
        is_per = is_per or bool(_PAID_PER_HEAD.search(clause))
    else:
        following = _PAID_PER_HEAD.split(following, maxsplit=1)[0]
    attributive = rank is None and _attributive(quantity, indicator, left.verb_tail, following)
    if attributive:
        noun = _noun(following)
        # 突出抓好10个重大项目: that they are looked after says nothing about them.
        indicator, cut = without(_HANDLED, indicator)
        start += cut
        if not indicator and (for_whom := _FOR_WHOM.match(left.verb_tail)):
            indicator = for_whom[0]
        end = quantity.end + len(noun)
        # Of 推进甲、乙等20个电网项目建设 only what stands behind the number is counted.
        indicator = noun if indicator.endswith("等") else indicator + noun
    elif quantity.unit == "%" and not indicator and _is_most(quantity, left.verb_tail, following):
        # 90%以上事项“最多跑一次”
        end, indicator = quantity.end + len(_noun(following)), _noun(following)
    elif quantity.unit == "%" and growth is None and (shared := _SHARED.match(following)):
        if not indicator or indicator.endswith("的") or not SHARE.search(indicator):
            end = quantity.end + shared.end()
            indicator = indicator.removesuffix("的") + shared[0].removeprefix("的")
    elif quantity.unit in ("元", "美元") and (promised := _PROMISED_SUM.match(following)):
        end = quantity.end + promised.end()
        indicator += promised["noun"]
    indicator = _BOUND_TAIL.sub("", indicator)
    if (named := _EXAMPLES.match(indicator)) is not None:
        # 新开工机场配套道路、食品园区等重点项目40个
        indicator = named["verb"] + named["noun"]
    unit = quantity.unit
    if unit is None:
        unit = "名" if rank is not None else natural_unit(quantity, following, clause)
        if enumerated and not indicator and quantity.magnitude and not _starts_noun(following):
            # 突破800亿、冲刺850亿
            unit = earlier[-1].unit
    elif len(indicator) <= 3 and (thing := _carried(indicator, unit, preceding)):
        indicator = thing + indicator
    baseline = left.baseline
    if growth is not None and baseline is None and (before := _SET_AGAINST.search(preceding)):
        baseline = before["baseline"]
    if enumerated and not indicator and growth is None and earlier[-1].growth:
        # 比上年削减4%和3%
        baseline = baseline or earlier[-1].baseline
    if enumerated and not indicator and earlier[-1].unit == unit:
        # 分别提高到每人每月2000元、1500元
        is_per = is_per or earlier[-1].is_per
    if not attributive and growth is None and _makes(indicator) and (thing := _thing(preceding)):
        indicator += thing
    if growth is not None and not attributive and indicator in ("", growth):
        indicator = _pushed(indicator, preceding)
    indicator, growth = carried_on(indicator, growth, quantity, clause, earlier, enumerated, attributive)
    indicator = (
        indicator.strip("、,的(“”")
        if indicator.count("“") != indicator.count("”")
        else indicator.strip("、,的")
    )
    if indicator.count("(") > indicator.count(")"):
        indicator = indicator.replace("(", "", 1)
    elif indicator.count(")") > indicator.count("("):
        # 【项目建设】新开工项目: the bracket before is a heading.
        indicator = indicator[indicator.index(")") + 1 :]
    if not indicator:
        return None
    return Reading(
        indicator,
        unit,
        growth,
        baseline,
        min(start, quantity.start),
        end,
        left.is_gap,
        rank is not None,
        is_per,
    )


def _rank_of(quantity: Quantity, clause: str) -> str | None:
    """The words before `进入全国前` or `居全省第`, None if the quantity is no place in an order."""
    if quantity.unit not in (None, "名", "位", "%"):
        return None
    if not clause.endswith(("前", "第", "排名第", "位次", "位列", "排名", "位居", "排位")):
        return None
    match = _RANK_PLACE.search(clause)
    return clause[: match.start()] if match else clause


_IN_YEARS = re.compile(r"(?:[一二三四五六]|\d)年$")


def _carried(indicator: str, unit: str | None, preceding: str) -> str | None:
    """What a verb without an object delivers: 深化中欧班列改革,全年开行3000列 runs 中欧班列."""
    carrier = _CARRIERS.get(unit or "")
    if carrier is None or not indicator:
        return None
    found = re.findall(rf"[\u4e00-\u9fff]{{0,2}}{carrier}", preceding)
    return found[-1] if found else None


_REACHES = ("惠及", "覆盖", "带动", "达到", "拥有", "形成", "服务", "累计")
_WORKED_ON = re.compile(
    r"(?:^|[,。;:\n])(?:持续|大力|积极|全力|深入|扎实|统筹|有序|全面|继续|稳步)*"
    r"(?:加快推进|加快实施|加快|推进|实施|加强|启动|抓好|开展|推动|做好|强化|支持|发展)"
    r"(?P<thing>[^,。;:、\d\n]{2,14}?)(?:工程建设|产业发展|建设|发展|行动|工作|力度)?[,\n]$"
    # 农村公路 | 新改建200公里
    r"|(?:^|\n)(?P<item>[^,。;:、\d\n]{2,12}?)(?:工程建设|建设|工作)?\n$"
)

# 严格控制接待费用,下降10%: what is held down, or pushed, is what moves.
_PUSHED = re.compile(
    r"(?:^|[,。;:\n])(?:严格|持续|大力|积极|全力|深入|扎实|稳步|有效|进一步|努力|切实|继续|坚决|着力)*"
    r"(?:控制|严控|压减|压缩|压降|扩大|稳定|稳住|促进|推动|做大|增加|提高|提升|加大|壮大|推进|加快|降低|减少|狠抓|抓好)"
    r"(?P<thing>[^,。;:、\d\n]{0,12}?(?:收入|支出|经费|投资|消费|进出口|出口|外贸|规模|总量|总额|产值|增加值|产量|销售额"
    r"|零售额|贷款|存款|费用|能耗|煤耗|电耗|水耗|用水量|排放量?|成本|税收|投入|融资|客流量?|接待量|发案率?|事故))"
    r"(?:增长|稳定增长|快速增长|发展|力度)?,$"
)


def _pushed(bare: str, preceding: str) -> str:
    """What moves, where the clause of the number says only how: 扩大外贸进出口,增长5%."""
    clause = _PUSHED.search(preceding, max(0, len(preceding) - 30))
    return clause["thing"] + bare if clause else bare


def _makes(indicator: str) -> bool:
    """Whether an indicator is a verb alone that says what is done to a thing: 新建, not 惠及."""
    return ALONE.fullmatch(indicator) is not None and not indicator.startswith(_REACHES)


def _thing(preceding: str) -> str:
    """What the clause before is about, for a verb without an object: 推进高标准农田建设,新建10万亩."""
    clause = _WORKED_ON.search(preceding, max(0, len(preceding) - 30))
    return (clause["thing"] or clause["item"]) if clause else ""


def _last_subject(indicator: str) -> tuple[str, int]:
    """`深化…改革、入境过夜游客人数`: what is measured is the last part only."""
    parts = indicator.rpartition("、")
    if parts[0] and _ACTION_HEAD.match(parts[0]) and len(parts[2]) >= 4:
        return parts[2], len(parts[0]) + 1
    return indicator, 0


# 整县推进3个县: no more than where.
_PLACES = re.compile(r"(?:县|市|区|乡|镇|村|行政村|街道|社区|州|旗)+(?:\([^()]*\))?")
_FUND = re.compile(r"[^,。;、\d的用]{0,10}(?:基金|专项资金|资金池|补偿金|消费券)")
_FOR_WHOM = re.compile(r"为$|每[人户村校]")
_IN_PLACE = re.compile(
    r"^(?:推进|实施|启动|推动|加快|完成|支持|改造|提升|整治|新建|建设)?"
    r"[^,。;]{0,4}(?:城区|县城|全县|全市|全区|沿线|片区|老城)$"
)
_VERB_FIRST = re.compile(rf"{VERBS}|投入|用于")
_HAS = re.compile(
    r"(?:设|设立|设置|配|有|共建|派驻|联系|包联|包抓|挂钩|结对|进驻|走进|入驻|覆盖|辐射|通达|连接)$|^每.{1,8}(?:建|配齐|建成|培育|打造)$"
)


def _attributive(quantity: Quantity, indicator: str, verb_tail: str, following: str) -> bool:
    """Whether the number counts the noun behind it: 引育1000名乡村运营人才."""
    if not following or following.startswith(_CONJUNCTION) or quantity.unit in GROWTH_UNITS:
        return False
    if following.startswith(("内", "之内", "大关", "关口", "台阶", "新台阶", "新大关", "门槛")):
        return False
    if not ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《" or following[0].isalnum()):
        return False
    if quantity.unit in ("元", "美元") and following.startswith("的"):
        return False
    if quantity.unit == "元" and _FUND.fullmatch(following):
        # 建立市县两级1亿元科技创新基金
        return True
    if _IN_PLACE.search(indicator) and measure_class(quantity.unit or "") == "count":
        # 推进老城区8条道路改造
        return not _VERB_FIRST.match(following)
    if indicator.endswith(("等", "的")) or _PLACES.fullmatch(following) or _HAS.search(indicator + verb_tail):
        return True
    return quantity.unit is None or not indicator or bool(_VERB_ONLY.search(indicator)) or len(indicator) <= 4


def _is_most(quantity: Quantity, verb_tail: str, following: str) -> bool:
    """Whether a share is taken of what stands behind it: 90%以上事项, 超九成农户."""
    return bool(quantity.after or verb_tail in ("超", "超过", "近")) and _starts_noun(following)


def _starts_noun(following: str) -> bool:
    return (
        bool(following)
        and not following.startswith((*_CONJUNCTION, "用于", "的"))
        and ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《")
    )


def _noun(following: str) -> str:
    return following[:30].rstrip("、")
