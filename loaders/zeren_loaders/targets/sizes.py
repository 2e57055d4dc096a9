"""`亿元以上项目`: numbers that say which things are meant, or how large they are, and not how many."""

from __future__ import annotations

import re

from zeren_loaders.targets.measure_words import measure_class
from zeren_loaders.targets.quantities import Quantity

_SIZED = re.compile(
    r"^[^,。;、:]{0,12}?(?:项目|工程|装置|生产线|产线|机组|泊位|码头|航道|船舶|企业|产业链|产业|集群|平台|园区|市场|单位|园|站|村|县|街区|商圈|镇|设备|锅炉|窑炉|煤矿|矿山|级|品牌|景区|商户|集团|公司|大户|主体|农户|纳税人|客户|医院|学校|单品|基地|家庭|群体|住户)"
)
_PROJECT = re.compile(
    r"^[^,。;、:]{0,14}?(?:项目|工程|装置|生产线|产线|机组|泊位|码头|级航道|铁路|电站|变电站|电厂|水厂|处理厂|发电厂)"
)
# What is prepared has that size: 推进800兆瓦风电、3.5万方调蓄池规划选址.
_PREPARED = re.compile(
    r"^[^,。;:]{1,40}?(?:前期|选址|建设进度|核准|报批|立项|可研|环评)(?:工作|论证)?(?=[,。;]|$)"
)
_PUSHED = re.compile(r"^(?:全力|积极|抓紧|持续)?(?:加快|推进|推动|加速|谋划|启动|开展|做好|抓好)")
# 加快5000亩产业园建设: the park has that size; 新建5000亩产业园 says how much is built.
_PARK = re.compile(
    r"^[^,。;、]{0,10}(?:产业|物流|科技|创业|工业|化工|智造|科创|孵化|经济)园区?(?:建设|项目|规划|开发)"
)
# 用好1500亿元超长期特别国债政策
_POLICY_SUM = re.compile(r"^[^,。;、]{0,14}(?:政策|机遇)")
# 用好100个服务站, 发挥3000亩基地作用: they are there already.
_EXISTING = re.compile(
    r"^(?:充分|切实|进一步)?(?:用好用活|用好|用活|用足|发挥好?|依托|借助|借力|利用|针对|加强与|深化与|加大对|加强对)"
    r"[^,。;:、\d]{0,6}(?>\d[^,。;:、和及与]{1,16}[、和及与][^,。;:\d]{0,8})*$"
)
# 巩固3个示范区创建成果
_SO_MANY = re.compile(r"\d{1,4}[家户栋幢座]")
_WON = re.compile(r"[^,。;\d]{2,16}成果")
_POLICY_USED = re.compile(r"(?:用好|用足|抢抓|抓住|落实|把握|紧抓)[^,。;]*$")
_CAPACITY = re.compile(r"吨|瓦|伏|安$|方|元|公斤|标箱|平方米|TEU|[GM]W")
_DOES = re.compile(
    r"^(?:的)?(?:支持|用于|助力|推动|带动|服务|惠及|新建|新增|建设|改造|保障|推进|开展|实施|完成|培训|补助|奖励|扶持|发放|购买|投入|解决|确保|实现|专项|落实|办好|办成|办理|加快|并|和|及|与|同时|用|重点(?!项目|企业|工程|产业|工业|建设项目|园区|村|镇)|分别|左右)"
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
# 对涉及3个以上部门的事项
_OF_WHICH = re.compile(
    r"[^,。;\d]{0,10}的(?:事项|项目|单位|企业|部门|个人|地区|乡镇)(?=[,。;]|予以|进行|给予|实行|由|$)"
)
_RATED = re.compile(
    r"(?:率|比重|占比|比例|比|增长|增幅|增速|提高|下降|降低)(?:达到|达|超过|超|在|高于|低于|不低于)?$"
)
# 12个断面水质达标率100%: how many places the rate is taken of.
_RATE_OF = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:率|比例|占比)(?:均|都|全部)?(?:(?:稳定|保持|控制)在|达到|达|为)?"
)
_NOT_DELIVERED = re.compile(r"(?:全[省市县区州])?(?:确保|力争|保持|实现|使|其中)?")
_COVERED = re.compile(r"[\u4e00-\u9fff]{2,14}(?:率|比例|占比)(?:达到|达|为|在)?")
_SANCTIONED = re.compile(r"^的[^,。;、]{2,8}(?:予以|进行|给予|实行|一律)")
# 3000吨级泊位, 500米服务半径
GRADE = re.compile(r"^(?:吨|元|千瓦|千伏|人|床|亩|头)?(?:级|量级)|^(?:服务)?半径")
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
# 万元GDP能耗: the amount belongs to the name of the indicator.
ONE_OF = ("万", "亿", "百", "千", "百万", "千万", "十万")
_PER_VALUE = re.compile(
    r"(?:GDP|地区生产|国内生产|生产总值|工业|规上|产值|增加值|国民|有效发明|发明专利|拥有|发案|口有效)"
)
_PER_RATE = re.compile(r"^[^,。;、\d]{0,16}(?:拥有量|率|数|能耗|量|强度|水耗|用水量|排放)[^、\d]{0,8}$")
# 亿元企业, 百亿元产业: classes of things, whether or not they are counted.
_BIG = re.compile(r"^(?:企业|产业|集群|园区|楼宇|市场|俱乐部|强)")
# 总投资:3.5亿元, on a line of its own: what a project costs, not what is to be done.
_COSTS = re.compile(r"(?:项目|工程)?(?:计划)?总投资额?:(?:约|为|达)?$")
# 年产30万辆, 全长180公里, 20%的减免政策: what a thing or a rule is like.
_DESCRIBED = re.compile(
    r"(?:(?:年产|日产|日处理|日供水|日供气|[概估]算(?:总)?投资|年处理|年加工|时速|全长|总长|总长度|总库容|占地|占地面积|贴息|免征|减按|税率"
    r"|\((?:项目)?(?:计划|概算|估算|一期|二期|三期)?(?:总投资|投资)额?)(?:约|达|近|超|为)?|(?:全国|全省|全市)平均[^,。;]{0,4}为"
    r"|(?:地块|片区|用地|厂区|园区|项目|工程|大道|快速路|环路|高速|[一二三四五六]期|[东西南北中]段|[东西南北中]路)\([^(),。;]{0,4})$"
)
_RULE = re.compile(
    r"^(?:的[^,。;、达到完成实现]{0,12}(?:政策|减免|优惠|补贴|奖励|补助|扣除|税率|标准(?!化))|[^,。;、]{0,6}政策)"
)
_SUBSIDY = re.compile(
    r"(?:给予|奖励(?!资金|扶助)|罚款|处以)[^,。;]{0,12}$|(?:补贴|补助|奖补|资助)[^,。;到至]{0,4}(?:最高|不超过|一次性|上限|至多)[^,。;]{0,8}$"
    r"|最高(?:给予|补贴|补助|奖补|资助)[^,。;]{0,6}$|^(?:[每单][^,。;]{1,6})?(?:累计|总额)?最高(?:不超过|可达)?$"
)
_QUALIFIED = ("以上", "及以上", "及其以上", "或以上", "以下", "及以下", "及其以下", "以内")
_OVER = re.compile(r"(?:超|过|逾|达|破|达到|超过|突破|不低于|不少于|[值额入量资模]在|大于)$")


def is_size(quantity: Quantity, clause: str, following: str, gap: str | None) -> bool:
    """`亿元以上项目`: the number says which things are meant, not how many."""
    unit, another = quantity.unit, gap is not None
    physical = unit is not None and measure_class(unit) == "amount"
    if quantity.shape == "chinese" and quantity.magnitude in ONE_OF:
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
        or _COSTS.match(clause)
        or (unit in ("%", "元") and _RULE.match(following))
    ):
        return True
    if another and unit in _HEADS and quantity.low in _ROUND and _PER_RATE.match(gap or ""):
        # 10万人死亡率: what the rate is counted for.
        return True
    if gap and unit != "%" and _RATE_OF.fullmatch(gap) and _NOT_DELIVERED.fullmatch(clause):
        return True
    if physical and gap and _COVERED.fullmatch(gap):
        # 500米站点覆盖率100%
        return True
    if gap == "" and physical and (quantity.after in _QUALIFIED or _OVER.search(clause)):
        # 其中10亿元以上25个: the project itself is left out.
        return True
    if gap == "" and unit == "元" and _SO_MANY.match(following):
        # 营收突破千亿元2家、五百亿元3家
        return True
    if physical and _AND_SIZE.match(following):
        return True
    if _WON.match(following) and "巩固" in clause:
        return True
    if following and _EXISTING.match(clause) and unit not in ("%", "个百分点"):
        return True
    following = _ALTERNATIVE.sub("", following)
    if not following or not ("\u4e00" <= following[0] <= "\u9fff"):
        return False
    if GRADE.match(following):
        return True
    if physical and _PUSHED.match(clause) and _PREPARED.match(following):
        return True
    if physical and _PUSHED.fullmatch(clause) and _PARK.match(following):
        return True
    if unit == "元" and _POLICY_USED.search(clause) and _POLICY_SUM.match(following):
        return True
    if clause.startswith("对") and _OF_WHICH.match(following):
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
