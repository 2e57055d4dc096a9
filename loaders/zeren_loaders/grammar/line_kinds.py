"""What a short piece of text looks like: a list of units, a person, a time limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zeren_loaders.units.shapes import COMPLETE, GROUP, LEVEL_PREFIX

_PARTS = re.compile(r"[、,;\s]|(?<=[局委办厅府部])(?:和|及|与)")
_VERB = re.compile(
    r"^(?:由|请)|(?:等)?(?:牵头|配合|负责|主办|协办|落实|分别|共同)+$|等(?:有关|相关)?(?:部门|单位)?$"
)
_LABEL = re.compile(r"(?:牵头|配合|责任|主办|协办|协同|参与)(?:责任)?(?:单位|部门)?:")
_MARK = re.compile(r"^[*★☆▲●※]|[*★☆▲●※]$")
_BRACKET = re.compile(r"\([^()]*\)?")
_STRONG = re.compile(
    r"(?:[局委办厅府]|公司|集团|法院|检察院|银行|总工会|联合会|管委会|海关|残联|妇联|工商联|科协|文联|电网|中心|团[省市县区]委)$"
)
_SENTENCE = re.compile(r"[。;:!?%]|\d{2,}")
_DATE = re.compile(
    r"\(?(?:19|20)\d{2} ?[年./-]|\d{1,2} ?月|[一二三四1-4]季度|年底|年末|全年|年内|上半年|下半年"
    r"|长期|持续|每月|每季|常年|贯穿|适时|按时|即时|立即|已完成"
)
_FULL_DATE = re.compile(
    r"\(?(?:(?:19|20)\d{2} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
    r"|[一二][〇○OoΟ0零一二三四五六七八九]{3} ?年 ?[一二三四五六七八九十元]{1,2} ?月"
    r" ?[一二三四五六七八九十]{1,3} ?日)\)?"
)
_SIGNED = re.compile(
    r"(?!各)[\u4e00-\u9fff ]{3,28}(?:政府|委员会|管委会|工委|党委|领导小组|指挥部"
    r"|[省市县区州盟旗镇乡]委|办公室|办公厅|督查室)"
)
# 索引号:… 发文机构:… 发文日期:…: the labels of the box a web page puts before a document.
BOX_LABEL = re.compile(
    r"(?:索 ?引 ?号|(?:发文|发布|制发)(?:机关|机构|单位|日期|时间)|(?:成文|生成|印发|公开)(?:日期|时间)"
    r"|(?:主题|信息|体裁|组配)分类|主 ?题 ?词|公开(?:方式|形式|范围|时限)"
    r"|有 ?效 ?性|体 ?裁|文 {0,8}号|名 {0,8}称|标 {0,8}题) ?:"
)
# A document and the notice that sends it are signed once or twice; more dates are time limits.
_MOST_SIGNED = 3
_SIGNERS = 3
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫"
    "寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅"
    "屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙戈浦伏鹿薄邸雍辜羊阎司马上官诸葛"
)
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}$|[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff]$")
_OFFICE = re.compile(
    r"(?:分管|常务|副|市委|县委|区委|省委|政府|党组|成员|同志|、)*(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长"
    r"|主席|秘书长|书记|主任|常委|局长|部长|领导)(?:同志)?$"
)
_OFFICE_HOLDER = re.compile(
    r"[\u4e00-\u9fff、]{0,12}(?:[省市县区州盟旗镇乡]长|主席|书记|主任|秘书长|常委)(?:助理)? ?: ?"
    r"(?:[\u4e00-\u9fff] ?[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6})"
)
_OFFICE_LINE = 24
_OFFICE_FIRST = re.compile(r".{0,8}(?:省长|市长|县长|区长|主席|书记|主任|局长|部长|常委|秘书长) ?")


def unit_likeness(text: str, knows: Callable[[str], bool]) -> float:
    """The share of a text's parts that look like units, 0 to 1; 0 where it reads as a sentence.

    A name that is known or shows its level counts whole, one that merely ends like a unit counts half.
    """
    bare = _LABEL.sub("", _BRACKET.sub("", text))
    if _SENTENCE.search(bare):
        return 0.0
    parts = [part for part in _PARTS.split(bare) if part]
    if not parts:
        return 0.0
    total = 0.0
    for part in parts:
        name = _MARK.sub("", _VERB.sub("", part))
        if not name:
            total += 1
        elif len(name) > 25:
            continue
        elif knows(name) or GROUP.search(name) or (COMPLETE.search(name) and LEVEL_PREFIX.match(name)):
            total += 1
        elif _STRONG.search(name):
            total += 0.95
        elif COMPLETE.search(name):
            total += 0.5
    return total / len(parts)


def person_likeness(text: str) -> float:
    """How much a text looks like persons or offices: 1 with a surname or an office, 0.5 for less."""
    parts = [part for part in re.split(r"[、,;\n]", text) if part.strip()]
    if not parts or len(text) > 40:
        return 0.0
    least = 1.0
    for part in parts:
        said = part.strip()
        office = _OFFICE.search(said)
        name = said[: office.start()] if office else said
        if office and not name.strip():
            continue
        name = _BRACKET.sub("", name).strip()
        if not name and office:
            continue
        if not _PERSON.match(name):
            office_first = _OFFICE_FIRST.match(said)
            name = said[office_first.end() :].strip() if office_first else ""
            if not _PERSON.match(name):
                return 0.0
        least = min(least, 1.0 if name[0] in _SURNAMES else 0.5)
    return least


def signature_lines(folded: str, lines: Sequence[tuple[int, int]]) -> set[int]:
    """The lines that sign a document: a full date, and those right above it that name who issues."""
    dates = [index for index, (start, end) in enumerate(lines) if _FULL_DATE.fullmatch(folded, start, end)]
    if len(dates) > _MOST_SIGNED:
        return set()
    found = set(dates)
    for at in dates:
        for above in range(at - 1, max(-1, at - 1 - _SIGNERS), -1):
            if not _SIGNED.fullmatch(folded, *lines[above]):
                break
            found.add(above)
    return found


def names_office_holder(text: str) -> bool:
    """Whether a line is an office, a colon and a name (副市长: 郭某某) and so stands over what follows."""
    return len(text) <= _OFFICE_LINE and _OFFICE_HOLDER.fullmatch(text) is not None


def is_time_limit(text: str) -> bool:
    """Whether a short text is a time limit: 12月底前, 2025年底, 全年, 长期坚持."""
    return len(text) <= 20 and _DATE.search(text) is not None
