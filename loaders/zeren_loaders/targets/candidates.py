"""Everything in a task's text that looks like a number: figures, Chinese numerals, fractions, ranks."""

from __future__ import annotations

import re
from collections.abc import Callable

from zeren_loaders.targets.measure_words import measure_class
from zeren_loaders.targets.numerals import CHINESE, arabic_value, chinese_value
from zeren_loaders.targets.quantities import Quantity, read_chinese, read_doubling, read_half, read_number

_NUMERAL = f"{CHINESE}万亿"
_SEEN = re.compile(
    r"(?P<promise>“?保(?P<safe>\d+)[、,]?争(?P<stretch>\d+)”?)"
    rf"|(?P<quoted>“[^”]{{0,40}}”)"
    r"|(?P<named>《[^》]{0,80}》)"
    rf"|第(?P<ordinal>[{CHINESE}]+)(?P<ordinal_unit>[位名](?![于置次]))?"
    r"|(?P<first>首批)"
    r"|(?P<half>一半|半数|过半(?!数)|半(?=天|个?工作日|个?小时))"
    r"|(?P<doubling>翻(?P<times>[一两二三四])?番)"
    r"|(?P<top>(?<=前)(?P<place>[二三四五六七八九十]+)(?P<place_unit>[名位])?(?=[,。;、)]|行列|之列|方阵|$))"
    rf"|(?P<years>[一二两三四五六七八九十]+年(?=行动|计划|攻坚|规划|滚动|方案|工程|内|期))"
    # 小(二)型水库
    r"|(?P<classed>(?<=小\()[一二12](?=\)型))"
    rf"|(?P<great>[二两三四五六七八九十]+大(?=[\u4e00-\u9fff]))"
    rf"|(?P<digit>\d)"
    rf"|(?P<chinese>百分之[{CHINESE}]|[{CHINESE}]+分之|(?<![{_NUMERAL}\d])[{_NUMERAL}]+(?=[^{_NUMERAL}]))"
)
# Every alternative above begins with one of these: looking for them first is several times as fast.
_BEGIN = re.compile(rf"[“《保第首翻半过\d{_NUMERAL}]")
HAS_NUMERAL = re.compile(rf"\d|[{_NUMERAL}]|首批|翻番|半数|过半|半天|半个?工作日|半个?小时")
_LEXICAL = re.compile(rf"[{_NUMERAL}]+级")
_SINGLE = re.compile(r"[一二两三四五六七八九]")
_DELIVERS = re.compile(
    r"(?:新增|新建|新改建|新改扩建|建成|建设|创成|创建|引进|新认定|认定|打造|培育|新培育|新引进|成功创建|争创|获批|组建|设立|开工|招引|完成|新开|开通|改造|举办|办好|承办|新设)"
)
_GROWING = re.compile(
    r"(?:增长|增加|提高|提升|翻|扩大|下降|降低|减少|压减|压缩|缩短|缩减|削减|再|达到|约|近|超过)$"
)
_RAISED = re.compile(r"(?:国家|省级|市级|县级|区级|世界|新|示范|重点|大型|标准化|现代化|[百千万]|亿)")
# 其中三个超千亿元、五个超百亿元
_EXCEEDING = re.compile(r"(?:超过|突破|超|过|破|逾)[\d一二两三四五六七八九十百千]")
_PLACED = re.compile(
    r"(?:全国|全省|全市|全球|世界|全区|全州|西部|中部|东部|省内|进入|跻身|居|列|保持|排名|排|同类|进|方阵)[^,。;]{0,8}前$"
)

# 全省第一, 保持全国同类城市第二位
_RANKED = re.compile(
    r"(?:全国|全省|全市|全球|世界|全区|全州|西部|中部|东部|省内|市内|沿海)[^,。;、\d]{0,6}$|(?:排名|位居|居|列|排|位次)$"
)


def candidates(text: str, passed_over: Callable[[str, int, int], None]) -> list[Quantity]:
    """The quantities of a text in their order, promises or not.

    `passed_over` hears of each number that its form alone shows to be none: the reason, start and end.
    """
    position = 0
    quantities: list[Quantity] = []
    while begin := _BEGIN.search(text, position):
        match = _SEEN.match(text, begin.start())
        if match is None:
            position = begin.end()
            continue
        start, position = match.start(), match.end()
        quantity: Quantity | None = None
        kind = match.lastgroup
        if match["promise"]:
            quantity = _promise(match)
        elif match["doubling"]:
            quantity = read_doubling(match)
        elif match["half"]:
            quantity = read_half(text, match)
        elif match["top"]:
            quantity = _top(text, match)
        elif match["quoted"] or match["named"]:
            if HAS_NUMERAL.search(match[0]):
                passed_over("name_or_code", start, match.end())
        elif match["ordinal"]:
            quantity = _nth(text, match)
            if quantity is None:
                passed_over("ordinal", start, match.end())
        elif match["first"]:
            passed_over("ordinal", start, match.end())
        elif match["years"]:
            passed_over("duration", start, match.end())
        elif match["great"] or match["classed"]:
            passed_over("name_or_code", start, match.end())
        elif match["digit"]:
            quantity = read_number(text, start)
        else:
            quantity = _chinese(
                text, start, quantities, passed_over, is_single=kind == "chinese" and len(match[0]) == 1
            )
        if quantity is not None:
            quantities.append(quantity)
            position = max(quantity.end, position)
    return quantities


def _top(text: str, match: re.Match[str]) -> Quantity | None:
    """`进入全省前三`: a place in an order said in Chinese numerals."""
    if not _PLACED.search(text[max(0, match.start() - 16) : match.start()]):
        return None
    value = chinese_value(match["place"])
    end = match.end()
    return Quantity(match.start(), end, end, value, value, "", match["place_unit"] or "名", None, "chinese")


def _nth(text: str, match: re.Match[str]) -> Quantity | None:
    """`满意度全省第一`: a place in an order; 第一方阵 and 第三极 are none."""
    if match.end() < len(text) and text[match.end()] not in ",。;、)\n":
        return None
    if not _RANKED.search(text[max(0, match.start() - 12) : match.start()]):
        return None
    value = chinese_value(match["ordinal"])
    start, end = match.start("ordinal"), match.end()
    return Quantity(start, end, end, value, value, "", match["ordinal_unit"] or "名", None, "chinese")


def _chinese(
    text: str,
    start: int,
    earlier: list[Quantity],
    passed_over: Callable[[str, int, int], None],
    *,
    is_single: bool,
) -> Quantity | None:
    quantity = read_chinese(text, start)
    if quantity is None:
        if (level := _LEXICAL.match(text, start)) and level[0][-2] in "百千万亿":
            passed_over("size", start, level.end())
        return None
    if quantity.unit == "路" or (quantity.low == 0 and is_single):
        return None
    if quantity.shape == "fraction" or not is_single or not _SINGLE.match(text, start):
        return quantity
    # 一 and its like stand in half of all words: taken for figures only where something is delivered.
    before = text[max(0, start - 30) : start]
    clause = before[max(before.rfind(mark) for mark in ",。;:、") + 1 :]
    if quantity.unit in ("倍", "个百分点"):
        return quantity if _GROWING.search(before) else None
    if measure_class(quantity.unit or "") != "count":
        return None
    following = text[quantity.end : quantity.end + 12]
    if clause in ("", "其中") and _EXCEEDING.match(following):
        return quantity
    if not following or following[0] in ",。;、)":
        whole = before[max(before.rfind(mark) for mark in ",。;:") + 1 :]
        delivered = _DELIVERS.search(whole)
        if delivered and len(whole) - delivered.end() >= 2:
            return quantity
        said = text[start] != "一" and len(whole) > 2 and whole[-1] not in "前第这那每等分后同述下上"
        return quantity if said else None
    if not clause and earlier and earlier[-1].shape == "chinese" and earlier[-1].unit == quantity.unit:
        # 新建两所中学、三所小学: the list goes on.
        return quantity if text.find("、", earlier[-1].end) == start - 1 else None
    match = _DELIVERS.search(clause)
    if text[start] == "一" or match is None or match.end() != len(clause):
        return None
    return quantity if quantity.unit not in ("个", "项", "条") or _RAISED.match(following) else None


def _promise(match: re.Match[str]) -> Quantity:
    """`保7争6`: the rank that is safe and the one that is striven for."""
    safe, stretch = arabic_value(match["safe"]), arabic_value(match["stretch"])
    return Quantity(match.start(), match.end(), match.end(), safe, stretch, "", "名", None, "promise")
