"""`A、B分别增长X、Y`: which number belongs to which subject."""

from __future__ import annotations

import re

from zeren_loaders.targets.verbs import VERBS_ALONE

_RESPECTIVE = re.compile(r"分别")
_PARTS = re.compile(r"以及|、|和|及|与|,")
_INDUSTRIES = re.compile(
    r"^(?P<head>.*?)(?:三次产业|一、?二、?三(?:次)?产业?|第一、(?:第)?二、(?:第)?三产业)(?P<tail>.*)$"
)
_UTILITIES = re.compile(r"^(?P<head>.*?)(?P<each>水电气[暖热网]?|水电)(?P<tail>.*)$")
_TWO_INDUSTRIES = re.compile(r"^(?P<head>.*?)第?二、三产业?(?P<tail>.*)$")
_DEPOSITS_AND_LOANS = re.compile(r"^(?P<head>.*?)存贷款(?P<tail>.*)$")
_IN_AND_OUT = re.compile(r"^(?P<head>.*?)进出口(?P<tail>.+)$")
_TOWN_AND_COUNTRY = re.compile(r"^(?P<head>.*?)城乡(?P<tail>.*)$")
_DECLINE_TAIL = re.compile(r"(?:下降|降低|减少|压减|削减|增速|增幅|涨幅|降幅)$")
# Where a shared ending begins: 高新技术产业、装备制造业|增加值.
_SHARED = re.compile(
    r"规范(?:健康)?管理率$|健康管理率$|系统管理率$|保险参保|保险覆盖|保险基金|常住居民人均|居民人均|支出$|居民收入|居民(?=可支配)|人均(?=可支配|纯收入)|增加值|总产值|产值|(?<!人均)可支配收入|营业收入|销售收入|(?<!营业|销售)收入|投资(?:额)?$|城镇化率|排放量|排放总量|(?:重点工程)?减排量"
    r"|达标率|合格率|覆盖率|处理率|参保率|入园率|入学率|巩固率|失业率|普及率|增速|占比|比重|总额|数量|产量|面积|规模|浓度|价格|标准|用水量|能耗|人数|使用量|(?:处置|利用|回收|办结|完成|开工|到位|签约|转化|收集|保护|落实|整改|结案|破案|就业|绿地|通达|安置|签订|流转|治理)率$|(?<=[^率])率$"
)
_WHOLE = re.compile(
    r"(?:率|额|(?<!需氧)量|值|营收|收入|支出|投资|产值|增加值|面积|比重|占比|人数|人次|起数|数量|总数|数|标准|价格|浓度|指数|能耗|强度|规模|贷款|存款|余额|出口|进口|消费|财力|税收|利润|储蓄)$"
)
_BARE = re.compile(
    r"^(?:支出|收入|出口|进口|贷款|贷款余额|死亡人数|起数|总投资|产量|面积|投资|利润|利润总额|利税|税收|上缴税金|(?:开工|竣工|投产|达产|履约|到位|结案|办结|入驻|就业|升学)率)$"
)
_VERB = re.compile(
    r"^(?:新增|新建改建|新改建|新改扩建|新建|新认定|新培育|新引进|建成(?!区)|建设(?!用地)|培育|打造|引进|创建|认定|招引|净增|改造|开工|完成|实施|净增|实现|力争|确保|推动|争取)+"
)
_SO_MANY = re.compile(r"[二三四五六七八九十]大(?=产业|行业|领域)")
_DEEDS = re.compile(rf"(?>{VERBS_ALONE})+")
_PER_OUTPUT = re.compile(r"(?:单位|万元|亿元)(?:地区生产总值|生产总值|GDP|工业增加值|规上工业增加值)")
_USED = ("二氧化碳排放", "碳排放", "用水量", "水耗", "能耗", "电耗")
_STAGE = re.compile(r"(?:小学|初中|高中|城镇|农村|城市|[一二三四]档|[一二三四]类)$")
_ONE_LEVEL = re.compile(r"[省市县区州]")
# Things of one kind that are told apart by what stands before: 建制村、自然村.
_KINDS = "村镇乡县业"
# Where what is said of all begins, before the ending of `_SHARED`.
_BEGINS = re.compile(
    r"(?:种植|播种|养殖)面积|出栏|存栏|装机|产业(?:总?产值|增加值)|工程$|患者|医保|大班额|孤儿|综合人口|恩格尔|销售额|污水处理|垃圾处理"
)
# 每千人口床位数、注册护士数: what all of them are counted for.
_COUNTED_FOR = re.compile(
    r"每(?:百|千|万|十万|10万|百万)(?:常住|户籍|服务)?(?:人口|名?老年人|名?老人|名?儿童|人|户)?(?:拥有)?"
)
# 国家级、省级龙头企业: the levels share a noun.
_LEVEL = r"(?:国家|省|自治区|市|州|县|区|乡镇?|镇|村|特|[一二三四五])级"
_LEVELS_ONLY = re.compile(rf"{_LEVEL}(?:以上)?")
_STEMS = re.compile(
    r"(?P<stem>.{2,}?)(?:营收|营业收入|主营业务收入|销售收入|收入|支出|存款|贷款|存款余额|起数|人数|进口|出口|总产值|产量|播种面积|面积|(?:资金)?(?:开工|竣工|投产|达产|履约|到位|结案|办结|入驻|就业|升学)率)$"
)


def is_respective(clause: str) -> bool:
    """Whether the numbers after this clause belong to its subjects one by one."""
    return bool(_RESPECTIVE.search(clause))


def is_verb(said: str) -> bool:
    """Whether a subject names nothing: 分别新增3家、20家."""
    return not _VERB.sub("", said)


def subjects(said: str, n: int) -> list[str] | None:
    """The `n` indicators that a subject names together, None if it does not name so many.

    >>> subjects("城乡居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> subjects("高新技术产业、装备制造业增加值", 2)
    ['高新技术产业增加值', '装备制造业增加值']
    """
    # 石油装备、通用装备三大产业: how many they are is said of none.
    said = _SO_MANY.sub("", said)
    verb = ""
    if (match := _VERB.match(said)) and not said.startswith("率", match.end()):
        verb, said = match[0], said[match.end() :]
    if n == 3 and (match := _INDUSTRIES.match(said)):
        return [match["head"] + f"第{nth}产业" + match["tail"] for nth in "一二三"]
    if n == 2 and (match := _TWO_INDUSTRIES.match(said)):
        return [match["head"] + f"第{nth}产业" + match["tail"] for nth in "二三"]
    if (match := _UTILITIES.match(said)) and len(match["each"]) == n:
        return [match["head"] + each + match["tail"] for each in match["each"]]
    parts = [part for part in _PARTS.split(said) if part]
    if len(parts) > n > 1 and said.count("、") == n - 1:
        # 教育、社会保障和就业、卫生健康支出: 和 stands inside a name.
        parts = said.split("、")
    if n == 2 and len(parts) == 1 and (match := _TOWN_AND_COUNTRY.match(said)):
        return [match["head"] + "城镇" + match["tail"], match["head"] + "农村" + match["tail"]]
    if n == 2 and len(parts) == 1 and (match := _DEPOSITS_AND_LOANS.match(said)):
        return [match["head"] + "存款" + match["tail"], match["head"] + "贷款" + match["tail"]]
    if n == 2 and len(parts) == 1 and (match := _IN_AND_OUT.match(said)):
        return [match["head"] + "进口" + match["tail"], match["head"] + "出口" + match["tail"]]
    if len(parts) > n:
        parts = _from_the_right(said, n)
    if len(parts) != n:
        return None
    last = parts[-1]
    decline = _DECLINE_TAIL.search(last)
    if decline and decline.start():
        last = last[: decline.start()]
    ending = _ending_of(last, parts[0])
    if (level := _LEVELS_ONLY.match(last)) and all(_LEVELS_ONLY.fullmatch(part) for part in parts[:-1]):
        ending = last[level.end() :]
    deed = _DEEDS.match(last)
    if deed and all(_DEEDS.fullmatch(part) for part in parts[:-1]):
        # 签约、开工5亿元以上项目
        ending = last[deed.end() :]
    whole = [_with_ending(part, ending) for part in parts[:-1]] + [last]
    stage = _STAGE.search(whole[0])
    if stage and stage.start() and all(_STAGE.fullmatch(part) for part in whole[1:]):
        # 公用经费标准小学、初中
        whole[1:] = [whole[0][: stage.start()] + part for part in whole[1:]]
    if per := _PER_OUTPUT.match(whole[0]):
        # 单位地区生产总值能耗、二氧化碳排放
        whole[1:] = [per[0] + part if part.startswith(_USED) else part for part in whole[1:]]
    if counted_for := _COUNTED_FOR.match(whole[0]):
        whole = [part if part.startswith("每") else counted_for[0] + part for part in whole]
    if _BARE.match(last) and (stem := _STEMS.match(whole[0])):
        whole[1:] = [stem["stem"] + part if _BARE.match(part) else part for part in whole[1:]]
    return [verb + part + (decline[0] if decline and decline.start() else "") for part in whole]


def _ending_of(last: str, first: str) -> str:
    """What the last subject says for all of them, as its end: 种植面积 of 茶叶、柑橘种植面积."""
    if _ONE_LEVEL.fullmatch(first) and _ONE_LEVEL.match(last):
        # 省、市重点项目投资完成率
        return last[1:]
    for length in (3, 2, 1):
        # 建制村、自然村通硬化路率: both end alike, and what follows is said of both.
        alike = first[-length:]
        at = last.find(alike, 1)
        if 0 < at < len(last) - length and len(first) > length and (length > 1 or alike in _KINDS):
            return last[at + length :]
    begins = _BEGINS.search(last, 1)
    shared = _SHARED.search(last, 1)
    if begins and (shared is None or begins.start() < shared.start()):
        return last[begins.start() :]
    return last[shared.start() :] if shared else ""


def _from_the_right(said: str, n: int) -> list[str]:
    """The last `n` subjects, the first of them with everything before it: 公交、地铁客运量 can hold marks."""
    marks = [match for match in _PARTS.finditer(said) if match[0] in ("、", "和", "以及")]
    marks = marks[-(n - 1) :] if n > 1 else []
    if len(marks) != n - 1:
        return []
    parts, start = [], 0
    for mark in marks:
        parts.append(said[start : mark.start()])
        start = mark.end()
    return [*parts, said[start:]]


def _with_ending(part: str, ending: str) -> str:
    """A subject with the ending the last one has for all, without saying a word twice."""
    if not ending or _WHOLE.search(part):
        return part
    for length in range(min(len(part), len(ending)), 0, -1):
        if part.endswith(ending[:length]):
            return part + ending[length:]
    return part + ending
