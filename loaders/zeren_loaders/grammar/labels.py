"""The labels that introduce units, leaders and deadlines, found in running text.

Which words are labels is data (`curation/labels.csv`). A label that is not in the data but is built like
one (市直牵头科室, 落实责任部门) is taken for what its words say.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from zeren_loaders import curation
from zeren_loaders.grammar import conventions

LEAD, SUPPORT, RESPONSIBLE, LEADER, DEADLINE, NONE = (
    "lead",
    "support",
    "responsible",
    "leader",
    "deadline",
    "none",
)
UNIT_ROLES = frozenset({LEAD, SUPPORT, RESPONSIBLE})

# Labels this short are also ordinary words: they count only at the start of a line, a bracket or a sentence.
_SHORT = 2
_LONGEST = 14
_OPENS = "\n(;,。- "
# A salutation (各牵头单位、责任单位:) or a remark about such units (有关责任单位:) is no label.
_NO_LABEL_AFTER = ("各", "关", "他", "该", "本", "们")

_BUILT = re.compile(
    r"(?:^|(?<=[\n(;,。\- ]))(?P<label>[\u4e00-\u9fff、/]{0,9}?"
    r"(?:牵头|责任|主办|主责|主抓|协办|协同|协助|配合|承办|落实|实施|负责|参与|参加|分管|分包|包联|包保|包抓|包案|挂包|挂联|挂点|带班|领衔|领办|主管|督办|督查|督导|联系|协调|完成|办结)"
    r"[\u4e00-\u9fff、/]{0,5}?(?:单位|部门|科室|处室|股室|站所|办所|站办|办公室|机构|主体|委办局|乡镇|镇街|街道|区县|县区|领导|时限|时间|期限|人"
    r"|副?(?:省长|市长|县长|区长|州长|盟长|旗长|主席|秘书长|局长|处长|科长|股长|所长|站长)))$"
)
_BUILT_ROLES = (
    # 市人大督办领导, 市政协联系领导: they watch over the work.
    (re.compile(r"人大|政协"), NONE),
    # 协调副秘书长 serves the leader and is none.
    (re.compile(r"(?:协调|协助|联系).*秘书长$"), NONE),
    # 主管局长 answers inside a unit.
    (re.compile(r"[局处科股所站]长$"), NONE),
    (re.compile(r"时限|时间|期限"), DEADLINE),
    (re.compile(r"[长席]$"), LEADER),
    (re.compile(r"领导"), LEADER),
    (re.compile(r"人$"), NONE),
    (re.compile(r"监督|督查|督办|考核|验收|评价|数据|统计|解释|汇总"), NONE),
    (re.compile(r"牵头|主办|主责|主抓"), LEAD),
    (re.compile(r"配合|协办|协同|协助|参与|参加|会办"), SUPPORT),
    (re.compile(r""), RESPONSIBLE),
)
_TAILS = ("为", "是", "如下")
_LEVELS = {"省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}
_RANK = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}
_LEVEL_BEFORE = re.compile(r"(?:^|(?<=[\n(;,。\- ]))(?P<level>(?:省|市|县|区|州)(?:级|直))$")
_LEVEL = re.compile(r"(?P<level>国家|中央|省|自治区|市|州|盟|县|区|旗)(?:级|直|里)?(?=.{2,}$)")

_TOLD_LEVEL = re.compile(r"[我全本](?P<ours>[省市州盟区县旗])|^(?P<own>[省市州盟区县旗])(?:委|(?:人民)?政府)")

# At the start of a line or bracket a label needs no colon: 【责任单位】市甲局, 责任单位 市甲局.
_BARE_HINT = re.compile(r"[单部领时期] ?[位门导限间]")
# 【责任单位】 or (责任单位): alone on its line; what it introduces stands below.
_ALONE = re.compile(r"\( ?(?P<label>[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,9}) ?:? ?\) ?:?$")
_TOLD_HINTS = tuple(noun + verb for noun in "位门导" for verb in "为是")
_TOLD = re.compile(r"(?<=[,。;])(?P<label>[\u4e00-\u9fff]{2,6}(?:单位|部门|领导))(?:为|是)(?![:否])")
# …增长10%,牵头单位市财政局,责任单位市税务局: what follows must read as units (see `find_clauses`).
_UNMARKED = re.compile(
    r"(?<=[,;。 ])(?P<label>[\u4e00-\u9fff]{2,4}(?:单位|部门))"
    r"(?!负|要|应|须|需|会同|主动|密切|做好|抓好|切实)(?= ?[\u4e00-\u9fff()]{2,24}(?:[,;。、) ]|$))"
)
# The end of a unit right before a label; 县委 and 市政府 before one are a part of it.
_UNIT_BEFORE = re.compile(
    r"(?:[局厅院]|公司|中心|办公室|集团|支队|大队|银行|管委会|(?<![委府])办|(?<![省市县区州])委)、?$"
)
_ROLE_WORD = re.compile(
    r"牵头|责任|[主协承]办|配合|领导|单位|部门|[省市县区州]委、|政府、|人大|政协|[省市县区]、"
)
_SENTENCE = re.compile(r"[,;。()]")
_BARE_START = re.compile(
    r"(?:^|(?<=[\n(]))[-★●■◆· (]{0,3}(?P<label>[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,7}?)"
    r"(?P<end> ?\) ?:?|为|是|由| ?\| ?| +)(?=[^\s:)])"
)
_NAME_ONLY = re.compile(r" *[\u4e00-\u9fff](?: *[\u4e00-\u9fff]){1,3} *")
# 市财政局(牵头单位): the bracket says what part the unit before it has, and introduces nothing.
_ROLE_BEHIND = re.compile(r"(?:[局厅院委办会府部处社行团]|公司|中心) ?\($")


def find_labels(text: str) -> list[tuple[str, int, int]]:
    """Every label in the text without its blanks: (label, start, end), `end` after its colon."""
    found: list[tuple[str, int, int]] = []
    covered = 0
    alone = _ALONE.match(text)
    if alone is not None:
        name = alone["label"].replace(" ", "")
        return [(name, 0, len(text))] if name in curation.labels() and len(name) > _SHORT else []
    if _BARE_HINT.search(text, 0, 40):
        for match in _BARE_START.finditer(text, 0, 40):
            name = match["label"].replace(" ", "")
            if _ROLE_BEHIND.search(text, 0, match.start("label")) and ")" in match["end"]:
                continue
            if len(name) > _SHORT + 1 and name in curation.labels():
                found.append((name, match.start("label"), match.end()))
                covered = match.end()
        if not found and text.replace(" ", "") in curation.labels() and len(text) > _SHORT + 1:
            return [(text.replace(" ", ""), 0, len(text))]
    if any(words in text for words in _TOLD_HINTS):
        for match in _TOLD.finditer(text, covered):
            if match["label"] in curation.labels() and not _is_convention(text, match.start()):
                found.append((match["label"], match.start(), match.end()))
                covered = match.end()
    if ("单位" in text or "部门" in text) and ":" not in text and not found:
        unmarked = _UNMARKED.finditer(text)
        return [
            (one["label"], one.start(), one.end())
            for one in unmarked
            if one["label"] in curation.labels() and not _is_convention(text, one.start())
        ]
    colon = text.find(":", covered)
    while colon >= 0:
        label = _label_before(text, max(covered, colon - _LONGEST - 12), colon)
        if label is not None and not _is_announcement(text, label[1], colon):
            found.append((*label, colon + 1))
        covered = colon + 1
        colon = text.find(":", covered)
    return found


def _is_convention(text: str, start: int) -> bool:
    """Whether what begins here says who leads in all lists: 责任单位中排名第一的为牵头单位."""
    return conventions.first_leads(_SENTENCE.split(text[start : start + 40], maxsplit=1)[0])


def _is_announcement(text: str, start: int, colon: int) -> bool:
    """Whether a sentence says that something follows (现将有关责任分工如下:), and no label does."""
    return text.endswith("如下", 0, colon) and start > 0 and text[start - 1] not in _OPENS


def _label_before(text: str, floor: int, colon: int) -> tuple[str, int] | None:
    """The label that ends at the colon and where it begins."""
    end = colon
    while end > floor and text[end - 1] == " ":
        end -= 1
    if text[end - 1 : end] == ")":
        # 责任单位(列第一位的为牵头单位): — what the bracket says is a remark on the label.
        opening = text.rfind("(", max(0, end - 40), end)
        if opening > 0:
            end = opening
            floor = max(0, min(floor, end - _LONGEST))
    chunk = text[floor:end]
    for tail in _TAILS:
        chunk = chunk.removesuffix(tail)
    if len(chunk) < _SHORT or chunk[-1] not in _last_characters():
        return None
    label = _known_ending(chunk)
    if label is not None:
        whole = _BUILT.search(chunk)
        if whole is not None and (
            (text[floor - 1 : floor] == ":" and _NAME_ONLY.fullmatch(chunk, 0, label[1]))
            or (
                _ends_a_list(chunk[whole.start("label") : label[1]])
                and ":" in text[: floor + whole.start("label")]
            )
        ):
            # 牵头领导:李某牵头单位:市甲局、责任单位:市乙局: the next label ends what one introduces.
            whole = None
        if (
            whole is not None
            and whole.start("label") < label[1]
            and role_of(whole["label"])
            in (
                role_of(label[0]),
                NONE,
            )
        ):
            # 主管区领导 is more than 区领导.
            return _unless_salutation(whole, floor)
        return label[0], floor + label[1]
    squeezed = chunk.replace(" ", "")
    if squeezed != chunk:
        label = _known_ending(squeezed)
        if label is not None:
            return label[0], floor + _unsqueezed(chunk, label[1])
    built = _BUILT.search(chunk)
    return _unless_salutation(built, floor) if built is not None else None


def _ends_a_list(before: str) -> bool:
    """Whether what stands before a label is the end of another's list and no part of the label."""
    return _UNIT_BEFORE.search(before) is not None or (
        before.endswith("、") and _ROLE_WORD.search(before) is None
    )


def _unless_salutation(built: re.Match[str], floor: int) -> tuple[str, int] | None:
    if built["label"].startswith(("各", "有关", "相关", "请", "以")):
        return None
    return built["label"], floor + built.start("label")


@cache
def _last_characters() -> frozenset[str]:
    """The characters that labels end with: most colons follow none of them."""
    return frozenset(name[-1] for name in curation.labels()) | frozenset(
        "位门室所构体局镇街道县区导限间人长席"
    )


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(name) for name in curation.labels()}, reverse=True))


def _known_ending(chunk: str) -> tuple[str, int] | None:
    """The longest label at the end of the chunk, and where in the chunk it begins."""
    labels = curation.labels()
    for length in _lengths():
        if length > len(chunk):
            continue
        name = chunk[-length:]
        if name not in labels:
            continue
        start = len(chunk) - length
        if start == 0:
            return name, 0
        before = chunk[start - 1]
        if length <= _SHORT + 1 and length <= _SHORT and before not in _OPENS:
            return None
        if before in _NO_LABEL_AFTER:
            return None
        if before == "、" and "各" in chunk[:start]:
            return None
        level = _LEVEL_BEFORE.search(chunk, max(0, start - 4), start)
        if level is not None:
            return chunk[level.start("level") :], level.start("level")
        return name, start
    return None


def _unsqueezed(chunk: str, position: int) -> int:
    """Where in the chunk the character stands that is the `position`-th without blanks."""
    seen = -1
    for at, character in enumerate(chunk):
        seen += character != " "
        if seen == position:
            return at
    return 0


@lru_cache(maxsize=4096)
def role_of(label: str) -> str:
    """The role the label means standing alone. A list without a label is one of responsible units."""
    known = _known(label)
    return known.role_alone if known is not None else _built_role(label)


@lru_cache(maxsize=4096)
def role_beside_lead(label: str) -> str:
    """The role the label means where a label of the lead stands beside it."""
    known = _known(label)
    if known is not None:
        return known.role_beside_lead
    role = _built_role(label)
    return SUPPORT if role == RESPONSIBLE else role


def _known(label: str) -> curation.Label | None:
    """The label in the data, with or without the level before it."""
    labels = curation.labels()
    known = labels.get(label)
    if known is None and label[:1] in _LEVELS:
        known = labels.get(label[1:].lstrip("级直"))
    return known


def _built_role(label: str) -> str:
    if not label:
        return RESPONSIBLE
    return next(role for pattern, role in _BUILT_ROLES if pattern.search(label))


@lru_cache(maxsize=4096)
def is_above(label: str, level: str | None) -> bool:
    """Whether the label names a level of government above the one whose document it stands in.

    >>> is_above("省牵头单位", "prefecture"), is_above("省级牵头单位", "province")
    (True, False)
    """
    match = _LEVEL.match(label)
    if match is None:
        return False
    named = _LEVELS.get(match["level"], 0)
    return level is not None and named < _RANK[level]


def told_level(title: str | None) -> str | None:
    """The level of the government that a title tells without naming the place; None where it does not.

    >>> told_level("关于省政府工作报告涉及我市重点任务的分工"), told_level("县政府2016年重点工作")
    ('prefecture', 'county')
    """
    match = _TOLD_LEVEL.search(title or "")
    rank = _LEVELS[match["ours"] or match["own"]] if match else 0
    return next((level for level, known in _RANK.items() if known == rank), None) if match else None
