"""What an indicator leaves out, completed from the figures before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zeren_loaders.targets.measure_words import measure_class
from zeren_loaders.targets.measuring import RATE, SHARE
from zeren_loaders.targets.quantities import Quantity
from zeren_loaders.targets.verbs import COUNT_VERBS, DELIVER, VERBS, VERBS_ALONE

# A bare head noun needs the subject of the figure before it: 粮食播种面积1530万亩、总产量125亿斤.
_BARE_HEAD = re.compile(
    r"^(?:人口|总收入|总产量|产量|单产|总产值|产值|面积|总面积|投资|总投资|年度投资|完成投资|营收|收入|增加值|出口|进口|进口额|出口额|销售额|零售额|利润|税收|覆盖率|入园率|合格率|达标率|占比|比重|率|密度|其中|户数|人数|数量|规模|总规模|总量|总额|长度|总长度|里程|库容|装机|容量|年产值|年度计划投资|计划投资|年度完成投资|年度投资额|利税|利润总额|实现利税|税收收入|销售收入|营业收入|主营业务收入|产能|产销率|成活率|支出|增速|涨幅)$"
)
# Of things counted: 标准厂房20栋,入驻率80%; 合作项目20个、资金3亿元.
_BARE_OF_COUNTED = re.compile(
    r"(?:资金|(?:实际)?到位资金|(?:资金)?(?:完成|开工|竣工|投产|达产|达效|入驻|出租|参与|结案|办结|办复|到位|交付|履约|消化|成活|保存|整改|销号)率)$"
)
# Of a rate nothing else can be said: 资产负债率60%,利润8亿元 are two things.
_RATE_NOUN = re.compile(r"(?:率|系数|指数|强度|成本|占比|比重)$")
_HEAD_NOUN = re.compile(
    r"(?P<subject>.{1,}?)(?:实现|完成)?(?:资产总额|利税总额|利润总额|利税|利润|总人次|人次|总人数|主营业务收入|营业收入|销售收入|经营收入|发案数|立案数|播种面积|种植面积|面积|总产量|产量|总产值|产值|增加值|总投资|投资|营收|收入|规模|总量|总额|占比|比重|覆盖率|深度|数量|人数|户数)$"
)
# Taken whole: a verb that is two others is not tried again as those.
ALONE = re.compile(rf"(?>{VERBS_ALONE})+")
# Measure words of people and households.
HEADS = ("人", "名", "户")
GROWTH_UNITS = ("%", "百分点", "个百分点", "倍", "‰", "番", "个基点", "个比值点")


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


def carried_on(
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
        return _gone_on(growth, quantity, clause, last)
    if indicator in ("人", "人均"):
        return "人均" + last.indicator.removesuffix("增长").removeprefix("全区"), growth
    if indicator in _MOVES_BY and growth is None and last.unit != quantity.unit:
        # 纯收入增长12%,增加400元以上
        return last.indicator + indicator, growth
    if indicator.endswith("占") and len(indicator) > 1 and (noun := _object(last.indicator)):
        # 发展党员12名,其中35岁以下占70%
        return noun + indicator + "比", growth
    if indicator.startswith("占") and not attributive:
        return _MOVED.sub("", last.indicator) + indicator, growth
    if not attributive and ALONE.fullmatch(indicator):
        return _with_object(indicator.removeprefix("再"), quantity, earlier), growth
    if not attributive and _LEVEL.fullmatch(indicator):
        # 新增国家级…10家,省级100家
        found = _LEVEL.search(last.indicator) or _NATION.search(last.indicator)
        if found:
            whole = last.indicator
            return whole[: found.start()] + indicator + whole[found.end() :], growth
        if noun := _object(last.indicator):
            return last.indicator.removesuffix(noun) + indicator + noun, growth
    if _GRADE.fullmatch(indicator) and (noun := _object(last.indicator)):
        # 危房改造1200户,其中D级800户
        return indicator + _GRADE.sub("", noun, count=1), growth
    if not attributive and _SIZE_ONLY.search(indicator) and (thing := _SIZED_THING.search(last.indicator)):
        indicator += thing["thing"]
    if enumerated and _SUM.fullmatch(indicator) and (sized := _OF_A_SIZE.match(last.indicator)):
        # 营收突破千亿元2家、五百亿元3家
        return sized["what"] + indicator, growth
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
        if indicator.startswith(_OF_SIZE):
            # 新增“四上”企业25家,其中规上工业12家
            verb = COUNT_VERBS.match(last.indicator)
            return (verb[0] if verb else "") + indicator + "企业", growth
        return firms["which"] + indicator + "企业", growth
    if enumerated and indicator.startswith(_OF_SIZE) and last.indicator.endswith("企业"):
        indicator += "" if indicator.endswith(("企业", "单位")) else "企业"
    if _AIR.fullmatch(indicator) and "空气质量" in last.indicator:
        return "空气质量" + indicator, growth
    if clause.startswith(("其中", "(其中", "含", "(含")):
        return _completed(indicator, last.indicator, "、", is_part=True), growth
    if _BARE_OF_COUNTED.match(indicator) and not growth:
        if measure_class(last.unit or "") == "count" or (last.unit in _AREAS and not enumerated):
            return of_counted(indicator, last), growth
        for said in reversed(earlier[-3:-1]):
            # 重点项目360个,计划投资850亿元,开工率达40%
            counted_thing = _object(said.indicator) if measure_class(said.unit or "") == "count" else ""
            if len(counted_thing) > 1 and last.indicator.startswith(counted_thing):
                return counted_thing + indicator, growth
        if enumerated and (rated := _RATED_THING.match(last.indicator)):
            # 新签约项目履约率95%、开工率80%
            return rated["thing"] + indicator, growth
    if enumerated and not attributive:
        return _completed(indicator, last.indicator, clause), growth
    if (
        attributive
        and clause in _JOINED
        and (verb := COUNT_VERBS.match(last.indicator) or _EACH_DOES.match(last.indicator))
    ):
        # 培养10名优秀教师、50名医疗骨干; 每名领导联系2个项目、3家企业
        return (indicator if _VERB_BEGINS.match(indicator) else verb[0] + indicator), growth
    of_others = growth and (
        measure_class(last.unit or "") == "count" or indicator.startswith(("出口", "进口"))
    )
    if _BARE_HEAD.match(indicator) and not of_others:
        return _completed(indicator, last.indicator, clause), growth
    return indicator, growth


def _gone_on(growth: str | None, quantity: Quantity, clause: str, last: Reading) -> tuple[str, str | None]:
    """The indicator and the verb of growth where a clause has no word of its own: 增长6%、7%."""
    # 提高1.2个百分点,达到48%: where it gets to is no growth.
    if quantity.unit in GROWTH_UNITS and not (quantity.unit == "%" and last.unit == "个百分点"):
        growth = growth or last.growth
    if not growth and _TOTAL.match(clause):
        if made := _MADE.match(last.indicator):
            # 新建5G基站800个,累计达到6200个
            return last.indicator[made.end() :] + "总数", growth
        if added := _ADDED.search(last.indicator):
            # 规上企业净增100家,总数突破800家
            return last.indicator.replace(added[0], "", 1) + "总数", growth
    if quantity.unit in HEADS and last.unit not in HEADS and (reached := _REACHED.match(last.indicator)):
        # 惠及128个村8.6万人
        return reached["verb"], growth
    if not growth and last.growth is None and (raised := _RAISED_BY.search(last.indicator)):
        # 补助标准提高30元,达到670元: where it gets to is the standard itself.
        return last.indicator[: raised.start()], growth
    is_share = growth and not last.growth and quantity.unit == "%"
    spent = _SHARE_OF.match(last.indicator) if is_share else None
    # 研发经费支出占GDP比重达到3.2%,年均增长10%: what grows is spent.
    return (spent["what"] if spent else last.indicator), growth


def _with_object(verb: str, quantity: Quantity, earlier: list[Reading]) -> str:
    """A verb alone with the object of the figure before: 建成高标准农田15万亩,改造提升5万亩."""
    last = earlier[-1]
    if quantity.unit in HEADS and _REACHES.search(verb):
        # 失业保险金标准提高10%,惠及2万人: the people are what is reached.
        return verb
    # 重点项目286个,计划投资1150亿元,其中新开工96个: what is counted in the same measure.
    counted = next((said for said in reversed(earlier[-4:]) if said.unit == quantity.unit), last)
    if quantity.unit not in GROWTH_UNITS and _RATE_NOUN.search(counted.indicator):
        # 就业率达到90%,惠及1.2万户: nobody reaches a rate.
        return verb
    if done := _DONE_TO.fullmatch(counted.indicator):
        # 棚户区改造新开工3500套、基本建成4200套: the verb stands behind.
        return done["thing"] + verb
    if verb.endswith(_MOVED_HOUSE) and quantity.unit in HEADS and last.unit not in HEADS:
        # 征收面积180万平方米、签约8600户
        return verb
    if verb in _NO_OBJECT:
        return verb
    noun = _object(_ONCE.sub("", counted.indicator))
    if verb.endswith(_COMES_TO_AN_END):
        # 推进15个项目建设,力争投产8个; 园区新开工项目15个、竣工投产12个
        noun = _BEGUN.sub("", noun.removesuffix("建设"))
    if counted.unit != quantity.unit:
        # 高速公路通车里程突破600公里,开工建设2条
        noun = _LENGTH.sub("", noun)
    return verb + noun


_MOVED = re.compile(r"(?:年均)?(?:增长|增速|增幅)$")


def of_counted(indicator: str, counted: Reading) -> str:
    """A rate completed with the things it is taken of: 新签约项目20个,开工率70%."""
    if not _BARE_OF_COUNTED.match(indicator):
        return indicator
    return (_object(counted.indicator) or counted.indicator) + indicator


_COUNTED_FOR = re.compile(r"每(?:百|千|万|十万|百万)(?:常住|户籍)?(?:人口|名?老年人|名?儿童|人|户)(?:拥有)?")
_AIR = re.compile(r"优良(?:率|天数|比例|天数比[例率])")
_EACH_DOES = re.compile(
    r"每[^,。;\d]{1,10}?(?:联系|包联|帮扶|包抓|结对|建成|建设|新建|培育|打造|创建|配备|招引|引进|实施|谋划|开展|举办)"
)
_STANDARD = re.compile(r"[^,、]{2,12}?(?<!高)标准(?=[^达提不]{2,6}$)")
_PLACES = "村镇乡县区市"
# 新增企业350家、经营主体总量突破72万户: the whole is not added.
_WHOLE_OF = re.compile(r"(?:总量|总数|总额|余额|保有量|存量)$")
# 新建高标准农田3万亩、撂荒地整治2000亩: what is done stands behind the thing.
_DEED_BEHIND = re.compile(r"(?:整治|改造|修复|治理|复垦|提升|流转|灌溉|修缮|维修|加固|抚育)$")
_AREAS = ("亩", "平方米", "公顷")
_JOINED = ("、", "和", "及", "以及", "与")
_VERB_BEGINS = re.compile(rf"{VERBS}|涉及|取得|获得|发放|签订|开通|铺设|拆除|淘汰|关停|接待|人均|万人")
_SECTOR = re.compile(r"(?:工业|农业|(?!企业)[\u4e00-\u9fff]{1,3}业|批零住餐|批零|住餐|商贸)")
_OF_SIZE = ("规上", "规模以上", "限上", "限额以上", "资质")
_FIRMS = re.compile(
    r"(?P<which>.*?(?:规上|规模以上|“?四上”?|限上|限额以上|入库|达规))(?:工业|农业|[\u4e00-\u9fff]{1,3}业|批零住餐|批零|住餐|商贸)?(?:企业|单位)(?:数量|总数)?$"
)
_RATED_THING = re.compile(
    r"(?P<thing>.{2,}?)(?:资金)?(?:完成|开工|竣工|投产|达产|达效|入驻|出租|参与|结案|办结|办复|到位|交付|履约)率$"
)
_KIND_OF_RATE = re.compile(
    r"(?:污水|垃圾)?(?:集中)?(?:处理|收集|治理)率|覆盖率|普及率|合格率|达标率|利用率|参保率|入园率|入学率|辍学率|巩固率|升学率|就业率|占比|比重|比例|贡献率|流通率|满意率|办结率$"
)
_SHARE_OF = re.compile(r"(?P<what>.{3,}?(?:支出|投入|收入|增加值|投资|产值))占.{2,}(?:比重|比例)$")
# 新增全国文明村镇2个、省级5个
_NATION = re.compile(r"(?<=新增|创建|创成|打造|培育|认定|建成)全国")
_GRADE = re.compile(r"[A-D]级")
_REACHES = re.compile(r"(?:惠及|覆盖|服务|带动)$")
_REACHED = re.compile(r"(?P<verb>.*(?:惠及|覆盖|服务|带动))[\u4e00-\u9fff]{1,6}$")
_MOVED_HOUSE = ("签约", "搬迁", "拆迁", "安置")
_NO_OBJECT = ("绿化", "亮化")
_COMES_TO_AN_END = ("投产", "竣工", "完工", "达产", "达效", "投用")
_BEGUN = re.compile(r"(?:新开工|新签约|在建|续建)(?=.{0,6}项目)")
_MOVES_BY = ("增加", "提高", "减少", "降低", "上调")
_TOTAL_SAID = re.compile(r"(?:总数|总量|累计|保有量)(?:达到?|突破|超过|超|到|为)*$")
_LENGTH = re.compile(r"(?:通车)?总?(?:里程|长度)$")
_MADE = re.compile(r"(?:新增|净增|新建成?|建成|新开通|新改建|新认定|新培育)(?=.{2,})")
_RAISED_BY = re.compile(r"(?<=.{3})(?:提高|增加|上调|上浮|降低|减少)$")
_TOTAL = re.compile(r"[,、]?(?:使|全[市县区省])?(?:总数|总量|累计)(?!新增)")
_ADDED = re.compile(r"^(?:新增|净增)|(?:新增|净增)$")
_DONE_TO = re.compile(
    r"(?P<thing>(?![新建完实改引培]).{2,}?)(?:新开工|开工|竣工|基本建成|建成|完成|签约|投产)(?:建设)?"
)
_ONCE = re.compile(r"^在?(?:去年|上年|已有|现有|原有)*")
_NOTHING = re.compile(
    r"(?:[剔扣]除[^,。;]{2,10}?因素后?|按?可比口径|自然口径|同口径|累计|均|都|各|力争|确保|同比|其中|争取|实际|达到|年均|也|且|并|再)+"
)
# 其中10亿元以上25个: the projects of the figure before.
_SIZE_ONLY = re.compile(r"[\dA-Z一二三四五六七八九十百千万亿](?:元|亩|吨|千瓦|人|级)(?:以上|以下)?$")
_SIZED_THING = re.compile(r"(?:以上|以下|级)的?(?P<thing>[^\d]{2,12})$")
_SUM = re.compile(r"[、和及]?[\d.一二三四五六七八九十百千万亿]+元(?:以上)?")
_OF_A_SIZE = re.compile(
    r"(?P<what>.{2,}?(?:突破|超过|超|达到|达|过))[\d.一二三四五六七八九十百千万亿]+元(?:以上)?$"
)
_LEVEL = re.compile(r"(?:国家级|省级|市级|县级|区级|自治区级|州级)(?:以上)?")


def _object(indicator: str) -> str:
    """What is delivered, without the verb."""
    delivered = DELIVER.match(indicator)
    verbs = ALONE.match(indicator)
    if delivered:
        rest = delivered["rest"]
        again = ALONE.match(rest)
        # 开工建设5000套, 基本建成4000套: two verbs and no object.
        return rest[again.end() :] if again else rest
    if verbs and verbs.end() < len(indicator):
        return indicator[verbs.end() :]
    return indicator if len(indicator) <= 20 else ""


def _rate_of(indicator: str, before: str) -> str:
    """惠民保参保人数100万、参保率60%: the rate of what was counted, empty where it is of another thing."""
    for counted in ("人数", "数量", "总数", "数", "量", "额", "面积"):
        if before.endswith(indicator[:-1] + counted) and len(before) > len(indicator) + len(counted):
            return before.removesuffix(counted) + "率"
    return ""


def _completed(indicator: str, before: str, clause: str, *, is_part: bool = False) -> str:
    """The indicator with the subject or the verb that the enumeration before it left out."""
    if _BARE_HEAD.match(indicator):
        if is_part and indicator in ("出口", "进口", "出口额", "进口额", "税收", "投资"):
            return indicator
        if indicator == before:
            return indicator
        delivered = DELIVER.match(before)
        noun = delivered["rest"] if delivered else before
        if delivered and _BARE_HEAD.match(noun):
            # 新增产值200亿元、税收10亿元
            return delivered["verb"] + indicator
        noun = noun.removeprefix("安排").removeprefix("首批")
        if indicator in ("增速", "增幅"):
            return noun.partition("占")[0] + indicator
        head = _HEAD_NOUN.match(noun)
        if head is None and _RATE_NOUN.search(noun) and clause[:1] not in "、和及与":
            return indicator
        if indicator.endswith("完成投资") and noun.endswith("投资"):
            # 固定资产投资增长8%,完成投资500亿元
            return noun if len(noun) > len("投资") else indicator
        if noun.startswith("总投资") and indicator.endswith("投资"):
            return indicator
        return (head["subject"] if head else noun) + indicator
    if (each := _COUNTED_FOR.match(before)) and clause.startswith(_JOINED):
        # 每万人口拥有注册商标50件、有效发明专利8件
        return indicator if _VERB_BEGINS.match(indicator) else each[0] + indicator
    if len(indicator) == 1 and indicator in _PLACES and before[-1] in _PLACES:
        # 打造淘宝村30个、镇5个
        return before[:-1] + indicator
    if indicator.endswith("率") and (rated := _rate_of(indicator, before)):
        return rated
    if len(indicator) <= 6 and "标准" not in indicator and (standard := _STANDARD.match(before)):
        # 孤儿养育标准社会散居1300元、集中供养1800元
        return standard[0] + indicator
    at = before.rfind(indicator[:2])
    if at > 0 and 3 <= len(indicator) == len(before) - at:
        # 打造省级乡村振兴示范镇3个、示范村25个
        return before[:at] + indicator
    verb = COUNT_VERBS.match(before)
    if (
        verb
        and clause.startswith(_JOINED)
        and not DELIVER.match(indicator)
        and not _VERB_BEGINS.match(indicator)
        and not _DEED_BEHIND.search(indicator)
        and not _WHOLE_OF.search(indicator)
        and not _TOTAL_SAID.search(clause)
    ):
        return verb[0] + indicator
    return indicator
