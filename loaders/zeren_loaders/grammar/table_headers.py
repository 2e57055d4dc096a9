"""The header of a table: what each column holds, by the words over it.

The words are data (`curation/table_headers.csv`); a `part` word may stand anywhere in a header, and the one
that ends last decides, since these names put their noun last: 重点任务完成情况 is about progress.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zeren_loaders import curation
from zeren_loaders.grammar.labels import (
    DEADLINE,
    LEAD,
    LEADER,
    RESPONSIBLE,
    SUPPORT,
    UNIT_ROLES,
    role_of,
)

NUMBER, CATEGORY, TEXT, PROGRESS, SCHEDULE, ASIDE = (
    "number",
    "category",
    "text",
    "progress",
    "schedule",
    "aside",
)
MEASURE, AMOUNT, FUND, UNIT_OR_MEASURE, UNKNOWN = (
    "measure",
    "amount",
    "fund",
    "unit_or_measure",
    "unknown",
)
# 建设单位: responsible unless another column says who is, except in a mere list of projects.
OWNER = "owner"
# 报告原文: the text of the tasks where no other column holds it.
QUOTE = "quote"
# 职权名称, 招聘岗位: what only tables of another kind have.
FOREIGN = "foreign"

_LABEL_OF_ROLE = {
    LEAD: "牵头单位",
    SUPPORT: "配合单位",
    RESPONSIBLE: "责任单位",
    LEADER: "牵头领导",
    DEADLINE: "完成时限",
}
_BRACKET = re.compile(r"\([^()]*\)?")
_WITHIN = re.compile(r"\((?:单位:)?([^():\d]{1,8})\)$")
_JOINED = re.compile(r"[、/及和与]")
_LEVEL = re.compile(r"(?:国家|中央|省|自治区|市|州|盟|县|区|旗)(?:级|直)?")
# 一季度目标, 1-3月任务: steps on the way. What was done meanwhile is progress still.
_PART_OF_YEAR = re.compile(r"季度|[上下]半年|\d月|[一二三四五六七八九十]月|月度")
_LONGEST = 24
_FILLERS = (
    *(
        "年度",
        "全年",
        "年",
        "主要",
        "具体",
        "本",
        "市级",
        "县级",
        "区级",
        "省级",
        "市",
        "县",
        "区",
        "省",
        "级",
        "总",
    ),
    *("直", "和", "及", "与", "、", "/", "(", ")", *"0123456789"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role, and its header without blanks and brackets.

    `label` is the entry of `labels.csv` that means the same; empty where the role has none. `within` is what
    stands in brackets behind the words: 万人 of 目标值(万人).
    """

    role: str
    header: str
    label: str = ""
    within: str = ""


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """Headers that count only as a whole, and words that count anywhere in one."""
    rows = curation.read_rows("table_headers.csv")
    whole = {row["header"]: row["role"] for row in rows}
    part = {row["header"]: row["role"] for row in rows if row["match"] == "part"}
    return whole, part


@cache
def read_column(printed: str) -> Column:
    """The column a header introduces, by its folded words; the role is `unknown` where no word is known.

    >>> read_column("市级 牵头单位(排第一的为主)").role
    'lead'
    """
    plain = re.sub(r"\s", "", printed)
    said = _BRACKET.sub("", plain).strip("*★:。.") or plain
    if len(said) > _LONGEST:
        return Column(UNKNOWN, said)
    role = _role(said)
    # 省牵头单位 keeps its own words: whether that is a level above is decided by the document's own level.
    is_label = said in curation.labels() or (role in UNIT_ROLES and _LEVEL.match(said) is not None)
    label = said if is_label and role_of(said) == role else _LABEL_OF_ROLE.get(role, "")
    within = _WITHIN.search(plain)
    return Column(role, said, label, within[1] if within else "")


def _role(said: str) -> str:
    whole, part = _words()
    if said in whole:
        return whole[said]
    joined = _JOINED.split(said)
    if len(joined) > 1:
        roles = [_role(piece) for piece in joined if piece]
        units = [role for role in roles if role in UNIT_ROLES]
        if LEAD in units and SUPPORT in units:
            return RESPONSIBLE
        if units and TEXT in roles:
            # 工作任务及责任分工: the units stand in the text of the task.
            return TEXT
        if units:
            return units[0]
        known = [role for role in roles if role != UNKNOWN]
        if known:
            return known[0]
    best: tuple[int, int, str] | None = None
    for word, role in part.items():
        at = said.rfind(word)
        if at >= 0 and (best is None or (at + len(word), len(word)) > best[:2]):
            best = (at + len(word), len(word), role)
    if best is None:
        return UNKNOWN
    return SCHEDULE if best[2] == TEXT and _PART_OF_YEAR.search(said) else best[2]


@cache
def _known_words() -> dict[str, list[str]]:
    """Header words by their first character, longest first."""
    known: dict[str, list[str]] = {}
    for word in sorted({*_words()[0], *curation.labels(), *_FILLERS}, key=len, reverse=True):
        known.setdefault(word[0], []).append(word)
    return known


@cache
def is_header_words(printed: str) -> bool:
    """Whether a text consists of header words: 年度工作目标 does, 新建高标准农田 holds one and does not."""
    plain = _BRACKET.sub("", re.sub(r"\s", "", printed)) or printed
    known = _known_words()
    at = n_unknown = 0
    while at < len(plain):
        word = next((word for word in known.get(plain[at], ()) if plain.startswith(word, at)), None)
        n_unknown += word is None
        at += len(word or plain[at])
    return n_unknown * 4 <= len(plain)


def is_header(columns: list[Column]) -> bool:
    """Whether cells with these words are a header: nearly all known, and two roles or more."""
    said = [column for column in columns if column.header]
    known = {column.role for column in said} - {UNKNOWN}
    n_unknown = sum(column.role == UNKNOWN for column in said)
    if len(known) < 2:
        return False
    # 责任单位 and a word for the task are a header whatever words stand over the columns beside them.
    sure = {column.role for column in said if is_header_words(column.header)}
    names_tasks = TEXT in sure and bool(sure & UNIT_ROLES)
    return n_unknown * (2 if names_tasks else 3) <= len(said)


def settle(columns: list[Column]) -> list[Column]:
    """The columns with those roles decided that depend on what else the header names."""
    roles = {column.role for column in columns}
    has_units = bool(roles & UNIT_ROLES)
    # A list of projects names who builds them and what they cost; nobody is made responsible by it.
    is_list_of_projects = AMOUNT in roles and not has_units and not roles & {LEADER, DEADLINE}
    settled = []
    for column in columns:
        role, changed = column.role, column
        if role == UNIT_OR_MEASURE and has_units:
            role = MEASURE
        elif role == OWNER:
            role = SUPPORT if has_units else FOREIGN if is_list_of_projects else RESPONSIBLE
        elif role == QUOTE:
            role = ASIDE if TEXT in roles else TEXT
        elif role == SCHEDULE and not roles & {TEXT, QUOTE}:
            role = TEXT
        if role != column.role:
            changed = with_role(column, role)
        settled.append(changed)
    return settled


def with_role(column: Column, role: str) -> Column:
    """The column with a role found in its cells."""
    return Column(role, column.header, _LABEL_OF_ROLE.get(role, ""), column.within)
