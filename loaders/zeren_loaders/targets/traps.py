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
    r"(?:(?:压缩|缩短|缩减|控制|减少|提速|提升|延长|达到|达|压减|压降|降|降低|限时|稳定|保持)(?:至|到|在|为)?(?:平均)?|时间|时限|周期|时长|天数|不超过|不少于|不低于|低于|少于|不高于|超过|提前)"
    r"(?:再|约|近|均|为|在|至|到)?$"
)
_SETTLED = re.compile(r"^(?:之?内)?(?:办结|办成|办好|办完|领证|出证|拿证|审结|完成审批|完成审核|完成登记)")
# Measured in years or days by nature: 人均预期寿命, 平均受教育年限, 人均停留天数.
_LIFE = re.compile(r"寿命|平均年龄|受教育年限|平均住院日|人均(?:停留|逗留)")
_GOOD_DAYS = re.compile(r"(?:优良|达标|好|蓝天)(?:天气)?(?:天数|率)")
_POLICY = re.compile(
    r"(?:条|项|个)(?:[\u4e00-\u9fff]{0,4})?(?:政策|措施|举措|意见|规定|办法|实招|硬招)"
    r"|(?:个|大)(?:方面|环节|维度|层面|阶段|步骤|角度)"
)
_POLICY_BEFORE = re.compile(r"(?:政策|措施|举措|意见|新政|办法|(?<!制定)规划|纲要|(?<!制定)方案)[”》]?$")
_OBEYED = re.compile(r"(?:落实|贯彻|执行|用好|兑现|对标|聚焦|坚持|严格|细化|深化|宣传|围绕)[^,。;]*$")
_LINES = re.compile(
    r"(?:路|线|链|河|街|道|沟|渠|巷|桥|港|管|廊|带|轨|水系|流域|航班|建议|线索|诉求|问题|标准|数据|商标)[)”]?$"
)
_SIZED = re.compile(
    r"^[^,。;、:]{0,12}?(?:项目|工程|装置|生产线|产线|机组|泊位|码头|航道|船舶|企业|产业链|产业|集群|平台|园区|市场|单位|园|站|村|县|街区|商圈|镇|设备|锅炉|窑炉|煤矿|矿山|级|品牌|景区|商户|集团|公司|大户|主体|农户|纳税人|客户|医院|学校|单品|基地)"
)
_PROJECT = re.compile(
    r"^[^,。;、:]{0,14}?(?:项目|工程|装置|生产线|产线|机组|泊位|码头|级航道|铁路|电站|变电站|电厂|水厂|处理厂|发电厂)"
)
_CAPACITY = re.compile(r"吨|瓦|伏|安$|方|元|公斤|标箱|平方米|TEU|[GM]W")
_DOES = re.compile(
    r"^(?:的)?(?:支持|用于|助力|推动|带动|服务|惠及|新建|新增|建设|改造|保障|推进|开展|实施|完成|培训|补助|奖励|扶持|发放|购买|投入|解决|确保|实现|专项|落实|加快|并|和|及|与|同时|用|重点|分别|左右)"
)
# 100人以上会议50场: a thing and nothing done with it.
_THING = re.compile(
    r"(?:(?!新增|新建|引进|培训|完成|带动|建设|开展|举办|惠及|实现|改造|培育|帮助|就业)[\u4e00-\u9fff“”]){2,14}"
)
# 20户以上自然村: the households of a village, not villages.
_PARTS = ("户", "人", "名", "床", "张")
# Measures of companies, projects, places: 打造10个以上产值超百亿元的产业集群 counts them.
_THINGS = ("个", "家", "项", "条", "座", "所", "处")
_WHOLE = re.compile(r"^[^,。;、:]{0,8}?(?:村|小区|社区|企业|单位|医院|学校|园区|班级|大?班额)")
# 200MW/400MWh储能电站: power and energy of one thing.
_ALTERNATIVE = re.compile(r"^/[\d.]+万?[A-Za-z千瓦时]+")
# Which units are meant: 对完成率低于60%的单位进行约谈.
_SELECTED = re.compile(r"对[^,。;]{2,}(?:低于|不足|高于|超过|超|大于|少于)$")
_RATED = re.compile(
    r"(?:率|比重|占比|比例|比|增长|增幅|增速|提高|下降|降低)(?:达到|达|超过|超|在|高于|低于|不低于)?$"
)
_COVERED = re.compile(r"[\u4e00-\u9fff]{2,14}(?:率|比例|占比)(?:达到|达|为|在)?")
_SANCTIONED = re.compile(r"^的[^,。;、]{2,8}(?:予以|进行|给予|实行|一律)")
# 3000吨级泊位, 500米服务半径
_GRADE = re.compile(r"^(?:吨|元|千瓦|千伏|人|床|亩|头)?(?:级|量级)|^(?:服务)?半径")
# 总投资32亿元、占地1200亩的物流园
_AND_SIZE = re.compile(
    r"^[、和](?:占地|总建筑面积|建筑面积|年产|规划|设计)[^,。;]{0,16}的|^[、和或][^,。;、]{0,16}(?:以上|以下|以内)的"
)
# 推进100万吨炼油、60万吨烯烃等重大项目
_LISTED = re.compile(r"^(?!的)[^,。;:]{1,60}等[^,。;:、]{0,20}?(?:项目|工程)")
_HEADS = ("人", "名", "户", "辆", "人口", None)
_ROUND = (100, 1000, 10**4, 10**5, 10**6)
_FUNDED = re.compile(
    r"设立|组建|发行|发放|安排|投放|提供|落实|投入|筹集|募集|争取|统筹|拨付|建立|累计|完成|新增|出资"
)
_ACHIEVED = re.compile(
    r"(?:(?<![未业而不早久自])已(?!知)|已经|现已|目前|截至|截止|(?<![比较与于过超平在是为到])(?:去年|上年|前年)|现有|原有|完成了)[^,。;]*$"
)
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
# 由420个合并为300个, whatever the verb.
_FROM_NEAR = re.compile(r"(?:由|从)(?:现有|目前|原来|去年|上年|每人|每户|每月|每年|的)*$")
_TO_ANY = re.compile(r"^[^,。;\d]{0,12}(?:到|至|为)[^,。;\d]{0,8}\d")
# 万元GDP能耗: the amount belongs to the name of the indicator.
_ONE_OF = ("万", "亿", "百", "千", "百万", "千万", "十万")
_PER_VALUE = re.compile(
    r"(?:GDP|地区生产|国内生产|生产总值|工业|规上|产值|增加值|国民|有效发明|发明专利|拥有|发案|口有效)"
)
_PER_RATE = re.compile(r"^[^,。;、\d]{0,16}(?:拥有量|率|数|能耗|量|强度|水耗|用水量|排放)[^、\d]{0,8}$")
# 亿元企业, 百亿元产业: classes of things, whether or not they are counted.
_BIG = re.compile(r"^(?:企业|产业|集群|园区|楼宇|市场|俱乐部|强)")
_IDIOM = re.compile(r"[百千万][家村企校人镇乡县户店品景社厂方][百千万进下入助访联帮扶兴送连共评]")
_NAMED = re.compile(
    r"^[^,。;、\d]{0,9}(?:活动|行动|工程|计划|攻坚|大会|会议|评选|大走访|大比武|基地|良田|茶园|示范区|示范方|林海|花海|梯田|画廊|马拉松|徒步|健步走|健身跑|招聘会)"
)
# 年产30万辆, 全长180公里, 20%的减免政策: what a thing or a rule is like.
_DESCRIBED = re.compile(
    r"(?:(?:年产|日产|日处理|年处理|年加工|时速|全长|总长|总长度|总库容|占地|占地面积|贴息|免征|减按|税率"
    r"|\((?:项目)?(?:计划|概算|估算|一期|二期|三期)?(?:总投资|投资)额?)(?:约|达|近|超|为)?|(?:全国|全省|全市)平均[^,。;]{0,4}为"
    r"|(?:地块|片区|用地|厂区|园区|项目|工程)\([^(),。;]{0,4})$"
)
_RULE = re.compile(
    r"^(?:的[^,。;、达到完成实现]{0,12}(?:政策|减免|优惠|补贴|奖励|补助|扣除|税率|标准)|[^,。;、]{0,6}政策)"
)
_OFTEN = re.compile(r"每(?:半年|季度|个?月|年|周|天|日|两月|双月)(?:至少)?$")
_REGULARLY = re.compile(r"每(?:半年|季度?|个?月|周|天|日|两月|双月)[^,。;\d]{1,10}$")
_SUBSIDY = re.compile(
    r"(?:给予|奖励(?!资金|扶助)|罚款|处以)[^,。;]{0,12}$|(?:补贴|补助|奖补|资助)[^,。;到至]{0,4}(?:最高|不超过|一次性|上限|至多)[^,。;]{0,8}$"
    r"|最高(?:给予|补贴|补助|奖补|资助)[^,。;]{0,6}$"
)
_QUALIFIED = ("以上", "及以上", "及其以上", "或以上", "以下", "及以下", "及其以下", "以内")
_OVER = re.compile(r"(?:超|过|逾|达|破|达到|超过|突破|不低于|不少于|[值额入量资模]在|大于)$")
_INDEX = re.compile(
    r"(?:指数|得分|评分|系数|评价值|满意度|指标值|收入比|倍差|比值|差距|评估值|分值|(?:收入|性别|之|配置|床位|师生|生师|护|占)比|CPI|PPI|率)(?:约|总体|总?水平)?"
    r"(?:(?:达到|达|为|保持在|稳定在|控制在|控制到|提高到|提升到|提升至|不低于|不高于|不超过|在|缩小到|缩小至|降到|降至|下降到|下降至|低于|高于)(?:约)?)?$"
)
_COURSE = re.compile(r"班|课堂|讲座|讲坛|活动|论坛|沙龙|培训|刊|举办|开办|栏目|专题|简报")
# Nothing is counted in numbers the database has no room for; such digits are a code.
_TOO_LARGE = 10**18
_VAGUE = re.compile(r"[数几若干][十百]?$|成$")


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
    if _is_code(before, after, quantity, text) and not (after == ":" and _INDEX.search(clause)):
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
    if unit is None and _GRADE.match(following):
        return "size"
    if (unit in ("次", "轮次", "场", "场次") and _OFTEN.search(clause)) or (
        unit == "次" and _REGULARLY.search(clause)
    ):
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
    if _is_size(quantity, clause, following, gap):
        return "size"
    bare = unit is None and not quantity.magnitude and not _INDEX.search(clause)
    if bare and ("." in text[quantity.start : quantity.bare_end] or not _counts(after, following, clause)):
        return "name_or_code"
    return None


def _is_code(before: str, after: str, quantity: Quantity, text: str) -> bool:
    if before and (before in "+*×·#-_/" or (before.isascii() and before.isalpha())):
        return True
    if quantity.unit is not None or not after:
        return False
    if after in "+*×:" or (after.isascii() and after.isalpha()):
        return True
    # 12345热线, 2.0版, 500强, 10大类
    return not quantity.after and (
        text.startswith(
            ("版", "热线", "号", "系列", "强", "级", "型", "届", "国道", "省道", "后"), quantity.end
        )
        or bool(
            re.match(
                r"大(?:类|行动|工程|任务|方面|产业|领域|板块|体系|平台|基地|重点|专项)",
                text[quantity.end : quantity.end + 4],
            )
        )
    )


def _time(quantity: Quantity, clause: str, following: str) -> str | None:
    unit = quantity.unit
    if unit in ("月", "日") or (unit == "年" and 1900 <= quantity.low <= 2100):
        return "date"
    if _LIFE.search(clause):
        return None
    if unit in ("年", "年内", "季度"):
        return None if _DEADLINE_WORK.search(clause) and unit != "年" else "duration"
    if unit in _TIMES:
        if following.startswith("未"):
            # 对超过12个月未开工的项目
            return "duration"
        promised = _DEADLINE_WORK.search(clause) or _GOOD_DAYS.search(clause) or _SETTLED.match(following)
        return None if promised else "duration"
    return None


def _is_policy(text: str, quantity: Quantity, clause: str, following: str) -> bool:
    unit = quantity.unit
    if unit in ("条", "项", "个") and _POLICY.match(text, quantity.bare_end - 1):
        return True
    if unit not in ("条", "项"):
        return False
    if _POLICY_BEFORE.search(clause):
        return True
    bare = not following or not ("\u4e00" <= following[0] <= "\u9fff")
    return unit == "条" and bare and bool(_OBEYED.search(clause)) and not _LINES.search(clause)


def _is_achieved(clause: str, following: str, year: int | None) -> bool:
    if _ACHIEVED.search(clause) or _BASIS.match(following):
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
    named = quantity.magnitude in _ONE_OF or quantity.magnitude.endswith("亿")
    return named and bool(_NAMED.match(following))


def _is_size(quantity: Quantity, clause: str, following: str, gap: str | None) -> bool:
    """`亿元以上项目`: the number says which things are meant, not how many."""
    unit, another = quantity.unit, gap is not None
    physical = unit is not None and measure_class(unit) == "amount"
    if quantity.shape == "chinese" and quantity.magnitude in _ONE_OF:
        if _PER_VALUE.match(following) or (another and _PER_RATE.match(gap or "")):
            return True
        if gap and re.fullmatch(r"[\u4e00-\u9fff]{1,10}", gap) and not re.search(r"[和及与]", gap):
            return True
    if quantity.shape == "chinese" and (
        (physical and _BIG.match(following))
        or ("亿" in quantity.magnitude and unit in ("镇", "村", "乡", "园"))
    ):
        return True
    if clause.endswith("每"):
        # 每万名就业人员中: what something is counted for.
        return True
    if (
        _SUBSIDY.search(clause)
        or _DESCRIBED.search(clause)
        or (unit in ("%", "元") and _RULE.match(following))
    ):
        return True
    if another and unit in _HEADS and quantity.low in _ROUND and _PER_RATE.match(gap or ""):
        # 10万人死亡率: what the rate is counted for.
        return True
    if physical and gap and _COVERED.fullmatch(gap):
        # 500米站点覆盖率100%
        return True
    if gap == "" and physical and (quantity.after in _QUALIFIED or _OVER.search(clause)):
        # 其中10亿元以上25个: the project itself is left out.
        return True
    if physical and _AND_SIZE.match(following):
        return True
    following = _ALTERNATIVE.sub("", following)
    if not following or not ("\u4e00" <= following[0] <= "\u9fff"):
        return False
    if _GRADE.match(following):
        return True
    if (_SELECTED.search(clause) and following.startswith("的")) or _SANCTIONED.match(following):
        return True
    if (physical or "年产" in clause) and _LISTED.match(following):
        return True
    if _DOES.match(following):
        return False
    if quantity.after in _QUALIFIED or (physical and _OVER.search(clause)):
        if unit == "%" and not _RATED.search(clause):
            # 80%以上的村退出: of the villages, not which villages.
            return False
        if unit in _PARTS and _WHOLE.match(following):
            return True
        if _SIZED.match(following):
            return physical or (another and unit not in _THINGS)
        if quantity.after in _QUALIFIED:
            return another and (physical or bool(unit not in _THINGS and _THING.fullmatch(gap or "")))
        return another and physical and not re.search(r"[、和及]", gap or "")
    if not physical:
        return False
    if _PROJECT.match(following):
        return True
    if following.startswith("的"):
        return not _FUNDED.search(clause)
    return bool(
        another and _CAPACITY.search(unit or "") and re.fullmatch(r"[\u4e00-\u9fff]{1,14}", gap or "")
    )


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


def measure_class(unit: str) -> str:
    """amount, count, share, rank or duration, by the unit's first part."""
    plain = unit.split("/", maxsplit=1)[0].split("每", maxsplit=1)[0]
    return measures().get(plain, ("count", ""))[0]


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
