"""Which indicator a quantity belongs to, completed from what was said before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren_loaders.targets.context import read_left, without_push
from zeren_loaders.targets.measure_words import measure_class
from zeren_loaders.targets.measuring import RATE, SHARE
from zeren_loaders.targets.natural_units import natural_unit
from zeren_loaders.targets.quantities import Quantity

# Verbs that deliver something countable. They carry over to the further items of an enumeration.
_DELIVER = re.compile(
    r"^(?P<verb>(?:力争|确保|争取)?(?:新增加?|新认定|新建改建|新建|新改扩建|新培育|新引进|新开工|续建|新开发|启动建设|建设提升|建设改造|改造提升|建设|建成|培育|培养|打造|引进|引育|创建|完成|实施|举办"
    r"|开展|组织|改造|整治|修复|认定|招引|开工|推进|推动|组建|支持|累计培育|发展|提供|开设|创成|建立|净增|改建|扩建|提升|引导|争取|选派|选送))(?P<rest>.{2,})$"
)
# Measure words that tell what they count.
_CARRIERS = {"列": "班列", "班": "班列|航班", "架次": "航班", "艘次": "船舶|邮轮", "标箱": "集装箱"}
_COUNT_VERBS = re.compile(
    r"(?:新增加?|新认定|新建改建|新建|新改扩建|新培育|新引进|新开工|新开发|启动建设|建设提升|建设改造|改造提升|建设|建成|培育|培养|打造|引进|引育|创建|认定|招引|组建|创成|净增|改造|开工|压减|压缩|精简|缩短|削减|减少)"
)
# A bare head noun needs the subject of the figure before it: 粮食播种面积1530万亩、总产量125亿斤.
_BARE_HEAD = re.compile(
    r"^(?:总产量|产量|单产|总产值|产值|面积|总面积|投资|总投资|年度投资|完成投资|营收|收入|增加值|出口|进口|进口额|出口额|销售额|零售额|利润|税收|覆盖率|入园率|合格率|达标率|占比|比重|率|其中|户数|人数|数量|规模|总规模|总量|总额|长度|总长度|里程|库容|装机|容量|年产值|年度计划投资|计划投资|年度完成投资|年度投资额|利税|利润总额|实现利税|税收收入|销售收入|营业收入|主营业务收入|产能|产销率|成活率|支出|增速|涨幅)$"
)
# Of things counted: 标准厂房20栋,入驻率80%; 合作项目20个、资金3亿元.
_BARE_OF_COUNTED = re.compile(
    r"(?:资金|(?:实际)?到位资金|(?:资金)?(?:完成|开工|竣工|投产|达产|达效|入驻|出租|参与|结案|办结|办复|到位|交付|履约)率)$"
)
# Of a rate nothing else can be said: 资产负债率60%,利润8亿元 are two things.
_RATE_NOUN = re.compile(r"(?:率|系数|强度|成本|占比|比重)$")
_HEAD_NOUN = re.compile(
    r"(?P<subject>.{1,}?)(?:主营业务收入|营业收入|销售收入|经营收入|发案数|立案数|播种面积|种植面积|面积|总产量|产量|总产值|产值|增加值|总投资|投资|营收|收入|规模|总量|总额|占比|比重|覆盖率|数量|人数|户数)$"
)
_VERBS = (
    r"基本|累计|全年|全省|全市|全县|全区|整合|提升|新增|新建|改建|扩建|建成|建设|培育|培养|打造|引进|引育|创建|完成|实施|举办|开展|组织|改造|整治|修复|认定|招引|开工|推进"
    r"|推动|组建|支持|发展|提供|开设|创成|建立|净增|引导|争取|选派|选送|带动|带领|帮助|服务(?!业)|为|对|向|给|让|使|将|面向|覆盖|惠及|完善|优化|谋划|储备|投放|更新|安排"
    r"|做好|办好|落实|遴选|推广|再|各(?![类种级项])|新|推出|出台"
    r"|配备|配置|选拔|招录|招聘|吸引|集聚|布局|启动|落地|投产|竣工|签约|盘活|治理|创成|达到|拥有|形成|力争|确保"
)
# Alone before a number these leave out their object; elsewhere most of them are nouns.
_VERBS_ALONE = (
    _VERBS
    + r"|拆除|淘汰|关停|退出|签约|开通|铺设|更新|创办|承办|签订|储备|谋划|入库|出让|收储|供应|交付|培训|救助"
    + r"|资助|补贴|发放|检测|抽检|巡查|走访|开展|参与|投入|选聘|招聘|招录|选树|打通|疏通|清淤|绿化|种植|栽植"
    + r"|栽种|脱贫|退耕|搬迁|安置|转移|转化|孵化|备案|登记|注册|申报|申请|获批|争创|入选|入围|聚集"
    + r"|新签约|新签|新引|新设|新入库|新注册|扶持|壮大|做强|提档|升级|达标|验收|复垦|清理|处置|化解|盘活|销售"
    + r"|续建|接待|输送|调解|办理|受理|处理|接种|筛查|体检|诊疗|建档|随访"
)
# Taken whole: a verb that is two others is not tried again as those.
_ALONE = re.compile(rf"(?>{_VERBS_ALONE})+")
_VERB_ONLY = re.compile(rf"(?>{_VERBS})+$")
_CONJUNCTION = ("并", "和", "及", "以及", "与", "、", "且", "同时", "或", "的基础", "目标", "任务", "(", ")")
_GROWTH_UNITS = ("%", "百分点", "个百分点", "倍", "‰", "番", "个基点")
_GROWS = re.compile(r"^(?:的)?(?P<word>增长率|增长|增速|增幅|涨幅|降幅|速度增长|速度)")
_AT_A_PACE = re.compile(r"(?:扩大|增加|提高|加大|推进|递增|安排)(?P<what>[^,。;、]{2,12})")
# Of a share the words behind the number tell what it is a share of: 70%以上用于民生.
_SHARED = re.compile(
    r"^(?:的[^,。;、]{2,16}|(?:用于|投向|投入|覆盖|达标|完成|到位|实现|达到|纳入|通过|建成|配备)[^,。;、]{0,12})"
)
_FROM_PART = re.compile(r"(?:由|从)(?:现在的|目前的|上年的?|去年的?)?[^,。;、]{0,12}?\d[^,。;]*$")
_BOUND_TAIL = re.compile(r"(?:分别|总计|共计|合计|的|为|由|从|至|总体|全部|:)+$")
_RANK_PLACE = re.compile(
    r"(?:力争|确保|争取|继续|稳定|保持|综合)*(?:进入|位居|位列|居|列|保持在|保持|稳居|跻身|位于|提升至|提升到|争进|升至|进)?"
    r"(?:全国|全省|全市|全球|世界|全区|全州|中部|西部|东部|省内|同类城市)(?:同类)?(?:城市|各市|地市|地级市|县域|百强|参评城市)?(?:第|前|排名第|排名前|排)$"
    r"|(?:进入|位居|位列|保持在?|稳居|跻身|位于|提升至|提升到|争进|升至|进)(?:[^,。;]{0,8})(?:前|第)$"
)
_PLEDGED = re.compile(
    r"[^(]*(?:力争|确保|(?<![向对]上)争取)(?:全年|年内|全市|全县|全区|全省|实现|完成|达到)*(?=[^)]{2,}$)"
)
# 实施10大类50项民生实事: the classes say nothing about the items.
_CLASSES = re.compile(r"(?:\d+|[一二三四五六七八九十]+)(?:大?类|个方面)$")
_PROMISED_SUM = re.compile(r"^的(?P<noun>[^,。;、]{1,16})")
_PER_PERSON = re.compile(r"每(?:人|户|亩|生|村|校|床)|[人户]均")
_PAID_PER_HEAD = re.compile(r"每(?:人|户|生)(?:每(?:年|月|天|日|学期|学年))?")
_ACTION_HEAD = re.compile(
    r"^(?:深化|推进|加快|完善|健全|强化|加强|优化|深入|持续|积极|大力|全面|着力|推动|促进|落实|实施|支持|提升|扩大|做好|抓好)"
)


@dataclass(slots=True)
class Reading:
    """A quantity with its indicator. Offsets run over indicator, comparator and number in the task's text."""

    indicator: str
    unit: str | None
    growth: str | None
    baseline: str | None
    start: int
    end: int
    is_gap: bool = False
    is_rank: bool = False
    is_per: bool = False


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
    growth = left.growth if quantity.unit in _GROWTH_UNITS or left.baseline else None
    if left.growth is not None and growth is None and left.baseline is None:
        # 新增…增加5000个: not a rate of growth; the verb belongs to what is delivered.
        indicator = clause[left.start :].rstrip("达到了为")
    if quantity.shape == "doubling":
        growth = "翻番"
        indicator = _IN_YEARS.sub("", indicator)
    rank = _rank_of(quantity, clause)
    if rank is not None:
        indicator = rank[left.start :]
    if pledged := _PLEDGED.match(indicator):
        # 新区管委会力争全年GDP: who strives is not measured.
        start += pledged.end()
        indicator = indicator[pledged.end() :]
    if growth is not None or quantity.unit in ("%", "‰"):
        indicator, cut = without_push(indicator)
        start += cut
        indicator, cut = _last_subject(indicator)
        start += cut
        if following and growth is None and (grows := _GROWS.match(following)):
            # The verb stands behind its number: 保持6%以上的增长.
            growth, end = grows["word"].removesuffix("速度") or "增长", quantity.end + grows.end()
            if indicator in ("以", "按", "按照") and (spent := _AT_A_PACE.match(following, grows.end())):
                # 以15%的增幅扩大科技支出: what is spent on grows.
                indicator, end = spent["what"], quantity.end + spent.end()
    is_per = bool(_PER_PERSON.search(left.verb_tail))
    if risen := _FROM_PART.search(indicator):
        # 由每人每月103元提高到123元: both are per head.
        is_per = is_per or bool(_PER_PERSON.search(risen[0]))
        indicator = indicator[: risen.start()]
    if quantity.unit in ("元", "美元"):
        # 每人每月发放护理补贴100元
        is_per = is_per or bool(_PAID_PER_HEAD.search(clause))
    else:
        following = _PAID_PER_HEAD.split(following, maxsplit=1)[0]
    attributive = rank is None and _attributive(quantity, indicator, left.verb_tail, following)
    if attributive:
        noun = _noun(following)
        if not indicator and left.verb_tail == "为":
            indicator = "为"
        end = quantity.end + len(noun)
        # Of 推进甲、乙等20个电网项目建设 only what stands behind the number is counted.
        indicator = noun if indicator.endswith("等") else indicator + noun
    elif quantity.unit == "%" and not indicator and quantity.after and _starts_noun(following):
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
    unit = quantity.unit
    if unit is None:
        unit = "名" if rank is not None else natural_unit(quantity, following, clause)
    elif len(indicator) <= 3 and (thing := _carried(indicator, unit, preceding)):
        indicator = thing + indicator
    if enumerated and not indicator and earlier[-1].unit == unit:
        # 分别提高到每人每月2000元、1500元
        is_per = is_per or earlier[-1].is_per
    indicator, growth = _carried_on(indicator, growth, quantity, clause, earlier, enumerated, attributive)
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
        left.baseline,
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


def _carried_on(
    indicator: str,
    growth: str | None,
    quantity: Quantity,
    clause: str,
    earlier: list[Reading],
    enumerated: bool,
    attributive: bool,
) -> tuple[str, str | None]:
    """The indicator and the verb of growth, completed from the figure before."""
    if not earlier:
        return indicator, growth
    last = earlier[-1]
    if not indicator or _NOTHING.fullmatch(indicator) or (last.is_rank and indicator == "前"):
        # 增长6%、7%: the same indicator goes on.
        # 提高1.2个百分点,达到48%: where it gets to is no growth.
        if quantity.unit in _GROWTH_UNITS and not (quantity.unit == "%" and last.unit == "个百分点"):
            growth = growth or last.growth
        spent = _SHARE_OF.match(last.indicator) if growth and not last.growth else None
        # 研发经费支出占GDP比重达到3.2%,年均增长10%: what grows is spent.
        return (spent["what"] if spent else last.indicator), growth
    if indicator in ("人", "人均"):
        return "人均" + last.indicator.removesuffix("增长").removeprefix("全区"), growth
    if indicator.startswith("占") and not attributive:
        return last.indicator.removesuffix("增长") + indicator, growth
    if not attributive and _ALONE.fullmatch(indicator):
        # 建成高标准农田15万亩,改造提升5万亩: a verb alone keeps the object.
        indicator = indicator.removeprefix("再")
        # 重点项目286个,计划投资1150亿元,其中新开工96个: what is counted in the same measure.
        counted = next((said for said in reversed(earlier[-4:]) if said.unit == quantity.unit), last)
        noun = _object(_ONCE.sub("", counted.indicator))
        return (indicator + noun if noun else indicator), growth
    if not attributive and _LEVEL.fullmatch(indicator):
        # 新增国家级…10家,省级100家
        found = _LEVEL_INSIDE.search(last.indicator)
        if found:
            whole = last.indicator
            return whole[: found.start()] + indicator + whole[found.end() :], growth
        if noun := _object(last.indicator):
            return last.indicator.removesuffix(noun) + indicator + noun, growth
    if not attributive and _SIZE_ONLY.search(indicator) and (thing := _SIZED_THING.search(last.indicator)):
        indicator += thing["thing"]
    shares = enumerated and not attributive and quantity.unit == last.unit == "%"
    if (
        shares
        and not RATE.search(indicator)
        and not SHARE.search(indicator)
        and (ending := _KIND_OF_RATE.search(last.indicator))
    ):
        # 城镇污水处理率达到95%、农村60%
        indicator += ending[0]
    if not attributive and _SECTOR.fullmatch(indicator) and (firms := _FIRMS.match(last.indicator)):
        # 新增规上企业200家,其中工业80家、服务业60家
        return firms["which"] + indicator + "企业", growth
    if clause.startswith(("其中", "(其中", "含", "(含")):
        return _completed(indicator, last.indicator, "、", is_part=True), growth
    if _BARE_OF_COUNTED.match(indicator):
        if measure_class(last.unit or "") == "count":
            return (_object(last.indicator) or last.indicator) + indicator, growth
        if enumerated and (rated := _RATED_THING.match(last.indicator)):
            # 新签约项目履约率95%、开工率80%
            return rated["thing"] + indicator, growth
    if enumerated and not attributive:
        return _completed(indicator, last.indicator, clause), growth
    of_others = growth and (
        measure_class(last.unit or "") == "count" or indicator.startswith(("出口", "进口"))
    )
    if _BARE_HEAD.match(indicator) and not of_others:
        return _completed(indicator, last.indicator, clause), growth
    return indicator, growth


_SECTOR = re.compile(r"(?:工业|农业|(?!企业)[\u4e00-\u9fff]{1,3}业|批零住餐|批零|住餐|商贸)")
_FIRMS = re.compile(
    r"(?P<which>.*?(?:规上|规模以上|“?四上”?|限上|限额以上|入库|达规))(?:工业|农业|[\u4e00-\u9fff]{1,3}业|批零住餐|批零|住餐|商贸)?(?:企业|单位)(?:数量|总数)?$"
)
_RATED_THING = re.compile(
    r"(?P<thing>.{2,}?)(?:资金)?(?:完成|开工|竣工|投产|达产|达效|入驻|出租|参与|结案|办结|办复|到位|交付|履约)率$"
)
_KIND_OF_RATE = re.compile(
    r"(?:污水|垃圾)?(?:集中)?(?:处理|收集|治理)率|覆盖率|普及率|合格率|达标率|利用率|参保率|入园率|入学率|就业率|占比|比重|比例|贡献率|流通率|满意率|办结率$"
)
_IN_YEARS = re.compile(r"(?:[一二三四五六]|\d)年$")
_SHARE_OF = re.compile(r"(?P<what>.{3,}?(?:支出|投入|收入|增加值|投资|产值))占.{2,}(?:比重|比例)$")
_ONCE = re.compile(r"^在?(?:去年|上年|已有|现有|原有)*")
_NOTHING = re.compile(r"(?:同口径|均|都|各|力争|确保|同比|其中|争取|实际|达到|年均|也|且|并|再)+")
# 其中10亿元以上25个: the projects of the figure before.
_SIZE_ONLY = re.compile(r"(?:元|亩|吨|千瓦|人|级)(?:以上|以下)?$")
_SIZED_THING = re.compile(r"(?:以上|以下|级)的?(?P<thing>[^\d]{2,12})$")
_LEVEL = re.compile(r"(?:国家级|省级|市级|县级|区级|自治区级|州级)(?:以上)?")
_LEVEL_INSIDE = re.compile(r"(?:国家级|省级|市级|县级|区级|自治区级|州级)(?:以上)?")


def _object(indicator: str) -> str:
    """What is delivered, without the verb."""
    delivered = _DELIVER.match(indicator)
    verbs = _ALONE.match(indicator)
    if delivered:
        rest = delivered["rest"]
        again = _ALONE.match(rest)
        # 开工建设5000套, 基本建成4000套: two verbs and no object.
        return rest[again.end() :] if again else rest
    if verbs and verbs.end() < len(indicator):
        return indicator[verbs.end() :]
    return indicator if len(indicator) <= 20 else ""


def _carried(indicator: str, unit: str | None, preceding: str) -> str | None:
    """What a verb without an object delivers: 深化中欧班列改革,全年开行3000列 runs 中欧班列."""
    carrier = _CARRIERS.get(unit or "")
    if carrier is None or not indicator:
        return None
    found = re.findall(rf"[\u4e00-\u9fff]{{0,2}}{carrier}", preceding)
    return found[-1] if found else None


def _last_subject(indicator: str) -> tuple[str, int]:
    """`深化…改革、入境过夜游客人数`: what is measured is the last part only."""
    parts = indicator.rpartition("、")
    if parts[0] and _ACTION_HEAD.match(parts[0]) and len(parts[2]) >= 4:
        return parts[2], len(parts[0]) + 1
    return indicator, 0


# 整县推进3个县: no more than where.
_PLACES = re.compile(r"(?:县|市|区|乡|镇|村|行政村|街道|社区|州|旗)+(?:\([^()]*\))?")
_HAS = re.compile(
    r"(?:设|设立|设置|配|有|共建|派驻|联系|包联|包抓|挂钩|结对)$|^每.{1,8}(?:建|配齐|建成|培育|打造)$"
)


def _attributive(quantity: Quantity, indicator: str, verb_tail: str, following: str) -> bool:
    """Whether the number counts the noun behind it: 引育1000名乡村运营人才."""
    if not following or following.startswith(_CONJUNCTION) or quantity.unit in _GROWTH_UNITS:
        return False
    if following.startswith(("内", "之内", "大关", "关口")):
        return False
    if not ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《" or following[0].isalnum()):
        return False
    if quantity.unit in ("元", "美元") and following.startswith("的"):
        return False
    if indicator.endswith(("等", "的")) or _PLACES.fullmatch(following) or _HAS.search(indicator + verb_tail):
        return True
    return quantity.unit is None or not indicator or bool(_VERB_ONLY.search(indicator)) or len(indicator) <= 4


def _starts_noun(following: str) -> bool:
    return (
        bool(following)
        and not following.startswith((*_CONJUNCTION, "用于", "的"))
        and ("\u4e00" <= following[0] <= "\u9fff" or following[0] in "“《")
    )


def _noun(following: str) -> str:
    return following[:30].rstrip("、")


def _completed(indicator: str, before: str, clause: str, *, is_part: bool = False) -> str:
    """The indicator with the subject or the verb that the enumeration before it left out."""
    if _BARE_HEAD.match(indicator):
        if is_part and indicator in ("出口", "进口", "出口额", "进口额", "税收", "投资"):
            return indicator
        delivered = _DELIVER.match(before)
        noun = delivered["rest"] if delivered else before
        noun = noun.removeprefix("安排").removeprefix("首批")
        if indicator in ("增速", "增幅"):
            return noun.partition("占")[0] + indicator
        head = _HEAD_NOUN.match(noun)
        if head is None and _RATE_NOUN.search(noun) and clause[:1] not in "、和及与":
            return indicator
        if noun.startswith("总投资") and indicator.endswith("投资"):
            return indicator
        return (head["subject"] if head else noun) + indicator
    verb = _COUNT_VERBS.match(before)
    if (
        verb
        and clause.startswith(("、", "和", "及", "以及", "与"))
        and not _DELIVER.match(indicator)
        and not re.match(rf"{_VERBS}|人均|万人", indicator)
    ):
        return verb[0] + indicator
    return indicator
