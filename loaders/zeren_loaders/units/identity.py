"""Which body a printed name means, of what kind it is and what it does.

The order of evidence: a curated spelling, a curated unit, then the rules: groups, local governments, party
bodies, departments by the root of their name, and last the ending of the name, which is a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zeren_loaders import curation
from zeren_loaders.units.shapes import (
    GROUP,
    LEVEL_PREFIX,
    LOCAL_GOVERNMENT,
    OWN_GOVERNMENT,
    SUFFIXES,
    is_central,
    is_zone,
)

_YOUTH_LEAGUE = re.compile(r"(?:共青团|团)(?P<level>自治区|自治州|[省市县区州盟旗])委$")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|示范区|度假区|保税区|园区|合作区|管委会|管理委员会)$")
_LEVEL_WORD = re.compile(r"(?:自治区|地区|[省市县区州盟旗镇乡])$")
_DIVISION = re.compile(r"(?:新疆生产建设兵团)?第?[一二三四五六七八九十]{1,3}师")
# What begins so is an arm of the centre, whatever place its name goes on with.
_CENTRAL_BEGINNINGS = (
    (re.compile(r"人行|(?:中国)?人民银行|(?:国家)?外汇(?:管理)?局.*分局$"), "金融"),
    (re.compile(r"民航.*局$"), "民航铁路"),
    (re.compile(r"财政部.+局$"), "财政"),
    (re.compile(r"生态环境部.+局$"), "生态环境"),
    (re.compile(r"自然资源部.+局$"), "自然资源"),
)
_PLACE = re.compile(r"(?!各)[\u4e00-\u9fff]{2,8}[市县区旗盟州]$")
_LONGEST_ENDING = 10
_TAILS = (
    ("人民政府办公厅", "政府办公厅"),
    ("人民政府办公室", "政府办公室"),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a name means.

    `name` is the unit's name where a person curated it, else the name as written with its level; `key` is the
    standard name by rule, the same for all spellings of one body. `basis` is curated, rule, ending or guess;
    `name_kind` tells how the spelling relates to the name.
    """

    name: str
    key: str
    kind: str
    function: str | None
    parent: str | None
    name_kind: str
    note: str | None
    basis: str
    curated: tuple[tuple[str, str, str], ...] = ()


class Register:
    """The bodies one government's documents name. Remembers every answer it gave."""

    def __init__(self, code: str | None, own_name: str | None = None) -> None:
        self.code = code
        self.own_name = own_name
        self._answers: dict[str, Identity] = {}
        self.used: set[tuple[str, str, str]] = set()
        self.level_word = ""

    def settle(self, code: str | None, name: str, level: str) -> None:
        """Tell the government once the document's head has been read."""
        self.code, self.own_name = code or self.code, name
        self.level_word = level_word(name, level, code)
        self._answers.clear()

    def identify(self, printed: str) -> Identity:
        """The body that `printed` means; never fails, but says when it guessed."""
        answer = self._answers.get(printed)
        if answer is None:
            answer = self._answers[printed] = _identify(self.code, self.own_name, printed)
            self.used.update(answer.curated)
        return answer

    def knows(self, printed: str) -> bool:
        """Whether the name is curated or known by its root, and not merely told by its ending."""
        return self.identify(printed).basis in ("curated", "rule")


def level_word(name: str, level: str, code: str | None = None) -> str:
    """What the departments of a place put before their names: 市 for 杭州市, 自治区 for 内蒙古自治区."""
    if _ZONE.search(name) or (code is None and is_zone(name)):
        # A zone is no level of government: its departments carry 区 only where the document prints it.
        return ""
    if _DIVISION.match(name):
        # A division of the Xinjiang corps and its city are one: 师市发改委.
        return "师市" if name.endswith("市") else "师"
    match = _LEVEL_WORD.search(name)
    return match[0] if match else {"province": "省", "prefecture": "市", "county": "县"}.get(level, "")


@lru_cache(maxsize=65_536)
def _identify(code: str | None, own_name: str | None, printed: str) -> Identity:
    """The answer for one government, remembered from document to document."""
    name = _without_own_name(printed, own_name)
    lines: list[tuple[str, str, str]] = []
    spelling = curation.names(code).get(name)
    canonical = name
    if spelling is not None:
        lines.append(("names.csv", spelling.scope, spelling.name))
        canonical = spelling.unit
    curated = curation.units(code).get(canonical)
    body = standard_of(canonical)
    key = body[0] if body else canonical
    parent = None
    if curated is not None:
        lines.append(("units.csv", curated.scope, curated.name))
        kind, function, basis, parent = curated.kind, curated.function, "curated", curated.parent
    elif body is not None:
        _, kind, function = body
        basis = "rule" if spelling is None else "curated"
    else:
        kind, function, basis = _by_ending(canonical)
        basis = basis if spelling is None else "curated"
    name_kind, note = _relation(printed, canonical, spelling)
    return Identity(canonical, key, kind, function, parent, name_kind, note, basis, tuple(lines))


def _without_own_name(printed: str, own: str | None) -> str:
    """`浙江省财政厅` in a document of Zhejiang is `省财政厅`; `共青团浙江省委` is `团省委`.

    A zone's committee and a bank's branch keep the place in their names.
    """
    if not own or is_zone(own):
        return printed
    level = "自治区" if own.endswith("自治区") else own[-1]
    if printed == f"共青团{own}委":
        return f"团{level}委"
    if len(printed) <= len(own) + 1 or not printed.startswith(own):
        return printed
    rest = printed[len(own) :]
    return printed if rest.startswith(("分行", "支行", "分公司", "海关")) else level + rest


def _relation(printed: str, canonical: str, spelling: curation.CuratedName | None) -> tuple[str, str | None]:
    """How a spelling relates to the unit's name, and the remark of the curated line, if one says."""
    if printed == canonical:
        return "canonical", None
    if spelling is not None and spelling.kind != "canonical":
        return spelling.kind, spelling.reason
    return ("abbreviation" if len(printed) < len(canonical) else "variant"), None


def standard_of(name: str) -> tuple[str, str, str | None] | None:
    """Standard name, kind and function, where a rule can tell all of them; else None."""
    if GROUP.search(name):
        return name.replace("人民政府", "政府"), "group", None
    own = OWN_GOVERNMENT.match(name)
    if own:
        return f"{own['level']}政府", "government", "办公综合"
    league = _YOUTH_LEAGUE.match(name)
    if league:
        return f"团{league['level']}委", "mass_organisation", "共青团"
    local = LOCAL_GOVERNMENT.match(name)
    if local:
        return f"{local['place']}政府", "local_government", None
    prefix = LEVEL_PREFIX.match(name)
    level = prefix["level"] if prefix else ""
    found = _department(name[len(level) :])
    if found is None:
        return None
    standard, kind, function = found
    if standard == "团委" and level:
        return f"团{level}委", kind, function
    if kind == "government" and is_central(name):
        kind = "central"
    return level + standard, kind, function


def _department(rest: str) -> tuple[str, str, str | None] | None:
    """A department by its name without the level prefix: standard name, kind and function."""
    for full, short in _TAILS:
        if rest == full:
            rest = short
    if rest.startswith("行署"):
        # 盟行署办公室: the government of a league or of a region.
        rest = "政府" + rest[2:]
    stems = curation.stems()
    body = stems.get(rest) or stems.get(rest.removeprefix("政府")) or stems.get(rest.removeprefix("人民政府"))
    if body is not None:
        return body.standard, body.kind, body.function
    rest = rest.removeprefix("党") if rest.startswith("党委") else rest
    body = stems.get(rest)
    if body is not None:
        return body.standard, body.kind, body.function
    party = rest.startswith("委") and not rest.startswith("委员会")
    bare = rest[1:] if party else rest.removeprefix("人民政府").removeprefix("政府")
    roots = curation.bodies()
    for suffix, short in SUFFIXES:
        if bare.endswith(suffix):
            root = roots.get(bare[: -len(suffix)])
            if root is not None:
                kind = "party" if party else root.kind
                return ("委" if party else "") + root.standard + short, kind, root.function
    return None


def _leading_root(rest: str) -> curation.Body | None:
    """The longest known root of two characters or more that begins a name."""
    roots = curation.bodies()
    for length in range(min(len(rest) - 1, _LONGEST_ENDING), 1, -1):
        found = roots.get(rest[:length])
        if found is not None:
            return found
    return None


def _by_ending(name: str) -> tuple[str, str | None, str]:
    """Kind, function and basis by the longest ending that tells something; a guess where none does."""
    prefix = LEVEL_PREFIX.match(name)
    rest = name[prefix.end() :] if prefix else name
    if rest.startswith("委") and rest[-1] in "办局部室委院":
        # 省委…办, 市委…局: an organ of the party committee, whatever its business.
        return "party", None, "ending"
    if rest.startswith("纪委"):
        return "party", "纪检监察", "ending"
    if name.startswith("共青团") and name.endswith("委"):
        # 共青团青云市委: the place stands before the level.
        return "mass_organisation", "共青团", "ending"
    for begins, function in _CENTRAL_BEGINNINGS:
        if begins.match(name):
            return "central", function, "ending"
    endings = curation.endings()
    for length in range(min(len(name), _LONGEST_ENDING), 0, -1):
        found = endings.get(name[-length:])
        if found is not None:
            return (*found, "ending")
    if is_central(name):
        return "central", None, "ending"
    if _PLACE.match(name):
        return "local_government", None, "ending"
    leading = _leading_root(rest)
    if leading is not None and rest[-1:] in "厅局委办中心部":
        # 科技创新局, 城乡规划建设局: what the name begins with tells its business.
        return "government", leading.function, "ending"
    return ("government" if name[-1:] in "厅局委办部署处室" else "other"), None, "guess"
