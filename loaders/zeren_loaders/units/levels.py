"""The level that a list prints on its first name only: 市财政局、农业局 are 市财政局 and 市农业局.

A name that carries its own place, an enterprise, a zone or a group never takes a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from zeren_loaders import curation
from zeren_loaders.units.identity import standard_of
from zeren_loaders.units.shapes import GROUP, LEVEL_PREFIX, LOCAL_GOVERNMENT

_PARTY = re.compile(r"(?P<organ>党?委)(?!员会).")
_GOVERNMENT = re.compile(r"(?:人民)?政府.")
_NEVER = re.compile(
    r"^(?:各|有关|相关|其他|其它|所有|本|团|共青团|国家|国网|武警|金融监管总局|中科院|中储粮|中国|中央|中共|中铁|中石|南方电网|全国|人行|人民银行|农发行"
    r"|行署|驻(?!京|沪)|沿线|涉及|开发区|高新区|经开区|新区|工业园|产业园|园区|示范区|度假区|保税区)"
    r"|(?:公司|集团|银行|分行|支行|信用社|联社|大学|学院|保险|联通|移动|电信|铁塔|实验室|电网|海关|机场|车站|口岸"
    r"|园区?|[发新范假税]区|街道|街道办|街道办事处|管委会|(?<!监督)管理委员会|[镇乡村]|社区|单位|部门|机关|企业|学校|高校"
    r"|[省市县区州盟旗镇乡](?:人民)?政府)$"
)
# Ministries are of the country alone.
_MINISTRY = re.compile(
    r"(?:外交|国防|教育|科技|科学技术|工业和信息化|工信|公安|国家安全|安全|民政|司法|财政|人力资源(?:和)?社会保障|人社|自然资源|国土资源"
    r"|生态环境|环境保护|环保|住房(?:和)?城乡建设|住建|交通运输|交通|铁道|水利|农业(?:农村)?|商务|文化(?:和旅游)?|卫生|应急(?:管理)?"
    r"|退役军人(?:事务)?|监察)部$"
)
_DEPARTMENT = re.compile(
    r"(?:[局委办厅部处室院馆台站所队会社联庭]|中心|指挥部|专班|领导小组|基金|联席会议|医院|人大|政协|支队|大队)$"
)
# 云岭县委, 镜河区教育局, 城关镇财政所: a place of a lower level stands before the name.
_PLACED = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:(?<![社园小景库灾矿林山城郊新发片湿地牧])区|(?<!各)县|旗|(?<!城)乡|(?<![小村集])镇|市(?!场|政|容))"
    r"(?:委|[\u4e00-\u9fff]{2,}[局委办部所院]$)"
)
_LONGEST = 16
# Levels that no other name begins with: 镇文化站 carries its own.
_TOWNSHIP = ("镇", "乡", "街道")
# Party organs that no government office is called like: they take 委 whatever stands before them.
_ALWAYS_PARTY = re.compile(r"(?:部|党校|政法委|工委|巡察办|巡视办)$")


@dataclass(frozen=True, slots=True)
class Level:
    """The level a list has reached: 市, and 委 or 政府 where the last full name had it."""

    word: str
    organ: str = ""


@lru_cache(maxsize=65_536)
def level_of(name: str, own_name: str | None, own_level: str) -> Level | None:
    """The level a full name carries, or None if it carries none.

    >>> level_of("市委宣传部", None, "")
    Level(word='市', organ='委')
    """
    if own_name and name.startswith(own_name) and len(name) > len(own_name):
        word, rest = own_level, name[len(own_name) :]
    else:
        prefix = LEVEL_PREFIX.match(name)
        if prefix is None:
            return None
        word, rest = prefix["level"], name[prefix.end() :]
    party = _PARTY.match(rest)
    if party:
        return Level("地区" if word == "地" else word, party["organ"])
    return Level(word, "政府" if _GOVERNMENT.match(rest) else "")


def restored(name: str, level: Level, own_name: str | None) -> str | None:
    """The name with the level it left out, or None where it takes none."""
    own_stem = own_name[:2] if own_name and len(own_name) > 2 else ""
    if own_stem and own_stem in name:
        return None
    return _restored(name, level.word, level.organ)


@lru_cache(maxsize=65_536)
def _restored(name: str, word: str, organ: str) -> str | None:
    if not word or not 2 <= len(name) <= _LONGEST or _MINISTRY.match(name):
        return None
    if word in _TOWNSHIP and name.startswith(word):
        return None
    stems = curation.stems()
    stem = stems.get(name)
    party_word = {"地区": "地"}.get(word, word)
    committee = organ if organ.endswith("委") else "党委" if word == "自治区" else "委"
    if stem is not None and stem.kind != "enterprise":
        if stem.standard.startswith("委") and (organ.endswith("委") or _ALWAYS_PARTY.search(name)):
            return party_word + committee + name
        if stem.standard == f"政府{name}":
            # 督查室 and 研究室 are of the committee or of the government: as the name before them.
            return party_word + committee + name if organ.endswith("委") else f"{word}政府{name}"
        return word + name
    if _NEVER.search(name) or GROUP.search(name) or LOCAL_GOVERNMENT.match(name):
        return None
    known = standard_of(word + name)
    if known is not None:
        return None if known[1] == "enterprise" else word + name
    if f"委{name}" in stems:
        return party_word + committee + name
    if curation.endings().get(name, ("",))[0] == "central":
        return word + name
    if not _DEPARTMENT.search(name) or _PLACED.match(name) or _names_place(name):
        return None
    return word + name


def _names_place(name: str) -> bool:
    """Whether a name begins with a place's: 黄埔公安分局, 乐清市场监管所."""
    short = short_names()
    return any(name[:length] in short for length in range(2, min(len(name), 6)))


@cache
def short_names() -> frozenset[str]:
    """The names of all places without their level: 黄埔, 乐清."""
    return frozenset(
        row["short_name"] for row in curation.read_rows("places.csv") if len(row["short_name"]) > 1
    )
