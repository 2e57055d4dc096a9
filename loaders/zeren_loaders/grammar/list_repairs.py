"""What a printed list leaves to the reader: groups with a comma inside, shared endings, damaged names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from zeren_loaders.units.levels import short_names

# 各市 alone is not a name yet where 县(市、区)政府 follows.
_EACH_OPEN = re.compile(r"^(?:各|有关|相关)(?:设区|区)?[市县区州盟旗镇乡]*(?:、?街道|地)?(?:\([^()]*\))?$")
_EACH_REST = re.compile(
    r"^(?:设区)?的?[市县区州旗盟乡镇]*(?:\([^()]*\))?(?:街道|社区)?(?:\([^()]*\))?"
    r"(?:(?:人民)?政府|行署|行政公署|党?委|党?工委|办事处|街道办)*(?:\([^()]*\))?$"
)
_EACH_SAME_END = re.compile(r"^各(?:设区)?[市县区州旗盟乡镇]+(?:人民)?政府$")
# 各镇人民政府、街道办事处 and 各区委、区政府: 各 holds for both.
_EACH_WHOLE = re.compile(r"^各[市县区州旗盟乡镇地()、]+(?P<organ>(?:人民)?政府|行政公署|行署|党?委)$")
_EACH_FURTHER = {
    "政": re.compile(r"^街道(?:办事处|办)?$"),
    "行": re.compile(r"^[市县区州]+(?:人民)?政府$"),
    "委": re.compile(r"^(?:[市县区旗乡镇]*(?:人民)?政府|街道党?工委)$"),
}
# 各省、自治区、直辖市人民政府
_EACH_PROVINCE = re.compile(r"(?:自治区|直辖市(?:(?:人民)?政府)?)$")
# 区政府各委、办、局
_EACH_ORGAN = re.compile(r"^.{0,6}各(?:部、?)?(?:部|委|办)(?:、[委办局])*$")
_ORGANS = frozenset(("委", "办", "局", "委员会", "办公室"))
_PLACE = re.compile(r"^(?!各|有关|相关)[\u4e00-\u9fff]{1,9}[市县区州盟旗镇乡]$")
_PLACE_GOVERNMENT = re.compile(
    r"^(?!各|有关|相关)[\u4e00-\u9fff]{2,10}(?P<level>[市县区州盟旗镇乡])(?P<end>(?:人民)?政府)$"
)
_ZONE = re.compile(
    r"(?!各|有关|相关)[\u4e00-\u9fff]{0,10}(?:经开|高新|开发|新|示范|试验|经济|度假|旅游|保税|产业园|工业园|集聚|科学城|园|风景|名胜)区$"
    r"|(?!各|有关|相关)[\u4e00-\u9fff]{2,8}(?:科学城|产业园|工业园|新城)$"
)
_ZONE_COMMITTEE = re.compile(r"(?<=[区城园])(?:管委会|管理委员会)$")
# 市住建局(以下简称市住建局), 各区县(自治县,以下简称区县)政府: a remark on words.
_SHORT_FOR = re.compile(r"\((?:以下|下)?简称[^()]*\)|,?(?:以下|下)简称[^()]*(?=\))")
# What mirrors and converters leave inside names: broken characters, bullets, the letters of a reading aid.
_DEBRIS = re.compile(r"[\ufffd\ue000-\uf8ff�■□●◆★☆*·•^~?`'\"|_#&;]|&?nbsp|\d+$")
_READING_AID = re.compile(r"\(?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\)?")


class Listed(Protocol):
    """What these repairs need of an item: its name, its place in the text and what was done to it."""

    name: str
    start: int
    end: int
    group: int
    mark: str | None
    rule: str | None


L = TypeVar("L", bound=Listed)


_OPEN_GOVERNMENT = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,8}[县市区州旗盟])等(?:地区?|[省市县区州旗盟乡镇、]{1,5})?(?P<end>(?:人民)?政府)$"
)


def merge_each(text: str, items: list[L]) -> list[L]:
    """`各市、县(市、区)政府` is one name although 、 stands inside it."""
    merged: list[L] = []
    for item in items:
        if merged and item.start - merged[-1].end <= 2 and _go_together(merged[-1].name, item.name):
            last = merged[-1]
            last.name = text[last.start : item.end].replace("\n", "").replace(" ", "")
            last.end, last.mark = item.end, item.mark or last.mark
        else:
            merged.append(item)
    return merged


def _go_together(name: str, after: str) -> bool:
    if name in ("各省", "各省、自治区"):
        return _EACH_PROVINCE.match(after) is not None
    if _EACH_ORGAN.match(name):
        return after in _ORGANS
    if _EACH_OPEN.match(name):
        return bool(_EACH_REST.match(after) or _EACH_SAME_END.match(after))
    whole = _EACH_WHOLE.match(name)
    if whole is None:
        return False
    organ = whole["organ"]
    kind = "委" if organ[-1] == "委" else "行" if organ[-1] == "署" else "政"
    return _EACH_FURTHER[kind].match(after) is not None


def share_government(items: Sequence[Listed]) -> None:
    """`杭州市、宁波市、温州市政府` names three governments: the ending holds for all places before it.

    So it does for zones: `经开区、高新区管委会`.
    """
    ending, level, group = "", "", -1
    committee: re.Match[str] | None = None
    of_group = -1
    for item in reversed(items):
        if committee is not None and item.group == of_group and _ZONE.match(item.name):
            item.name, item.rule = item.name + committee[0], "government_shared"
            continue
        committee, of_group = _ZONE_COMMITTEE.search(item.name), item.group
        match = _PLACE_GOVERNMENT.match(item.name)
        if match:
            ending, level, group = match["end"], match["level"], item.group
        elif ending and item.group == group and _PLACE.match(item.name):
            item.name, item.rule = item.name + ending, "government_shared"
        elif ending and item.group == group and item.name in short_names():
            # 青田、庆元县政府: the level is shared as well.
            item.name, item.rule = item.name + level + ending, "government_shared"
        else:
            ending = ""


def is_open_government(item: Listed) -> bool:
    """Whether the item names the last of several places and leaves others out, which is mended.

    弥勒市、泸西县等县市人民政府 names two governments and is open.
    """
    match = _OPEN_GOVERNMENT.match(item.name)
    if match is not None:
        item.name = match["place"] + match["end"]
        item.rule = item.rule or "government_shared"
    return match is not None


def mend(item: Listed, knows: Callable[[str], bool]) -> None:
    """Take out what does not belong to a name, where the name is known without it."""
    if "简称" in item.name:
        item.name = _SHORT_FOR.sub("", item.name)
    name = item.name
    if name.isalpha() and not _READING_AID.search(name):
        single = _without_double(name)
        if single != name and not knows(name) and knows(single):
            item.name, item.rule = single, "doubled_character"
        return
    bare = _DEBRIS.sub("", name)
    for cleaned in (bare, _READING_AID.sub("", bare)):
        if cleaned != name and len(cleaned) > 1 and (knows(cleaned) or not _READING_AID.search(name)):
            item.name, item.rule = cleaned, item.rule or "debris_removed"
            return


def _without_double(name: str) -> str:
    """The name without its first character printed twice; 市市 and 县县 at the start are none."""
    for at in range(2, len(name)):
        if name[at] == name[at - 1]:
            return name[:at] + name[at + 1 :]
    return name


def opening_bracket(name: str) -> int:
    """Where the bracket that closes at the end of the name opens."""
    depth = 0
    for position in range(len(name) - 1, -1, -1):
        if name[position] == ")":
            depth += 1
        elif name[position] == "(":
            depth -= 1
            if depth == 0:
                return position
    return 0


_NO_NAME = re.compile(
    r"^\(?(?:暂?无|略)\)?$|^(?:以上|上述|以下|下列)"
    r"|[:。?!《》“%]|\d ?[年月]|\d[-.]|底前|月底|第[一二三四五六七八九十]+[条章节]"
)


@lru_cache(maxsize=65_536)
def is_name(name: str) -> bool:
    """Whether an item can be a name, and is no sentence, date or quotation."""
    return 1 < len(name) <= 45 and not _NO_NAME.search(name)
