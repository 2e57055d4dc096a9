"""What a document says once about all its lists: who leads where nothing is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

# 列第一位的为牵头或汇总单位 · 排在首位的为牵头单位 · 第一个责任单位为牵头单位 · 首位为牵头单位
_FIRST_LEADS = re.compile(
    r"(?:列|排|排名|位列)?在?(?:第一位?|首位|第1位?|最前面?|前面|打头|首个|前列|第一个|第一家|第一)(?:的|者)?(?:责任)?(?:单位|部门)?(?:即)?(?:为|是|系|作为)"
    r"[^,。;()]{0,8}(?:牵头|主办|主责|汇总)"
)
# ★为牵头单位 · 带*号的为牵头单位
_MARK_LEADS = re.compile(
    r"[“]?(?P<mark>[*★☆▲●◆※#])[”]?号?(?:标记)?的?(?:单位|部门)?(?:为|是|表示|系)[^,。;()]{0,6}(?:牵头|主办|主责)"
)

_NOTE = re.compile(
    r"\((?=[^()]*(?:下同|除特别注明|除注明|不再|注明外))(?:[^()]|\([^()]*\))*\)"
    r"|[。;,](?=[^。;()]{0,40}(?:首位|第一|首个|最前|在前)[^。;()]{0,40}(?:牵头|主办|主责|汇总))[^()]{0,200}$"
    r"|[,;。、] ?下同$"
    r"|[。;,](?=(?:以下|下列|后续|其余|其他|各项|所有|上述|各(?:[^,。;()]|\([^()]*\)){1,20}?(?:均|都|皆))"
    r"(?:[^()]|\([^()]*\)){0,80}(?:不再|不另|不一一|不单独))(?:[^()]|\([^()]*\))*$"
)
_NOTE_HINT = re.compile(r"下同|注|不再|首位|第一|首个|最前|在前")

# 以下任务均需各区政府落实,不再列出 · 各项任务由各县(市、区)政府负责落实,不再一一列出
_ADDS = re.compile(
    r"(?:以下|以后|下列|后续|所有|各项|其他|其余|上述|本)(?:各项|所有|的)?(?:重点)?"
    r"(?:(?:任务|工作|项目|事项|条目|内容)[^,。;:()]{0,4}?(?:均|都|皆|还|也|一律)?|均|都|皆|一律)(?:需要?|由|须|应由?|涉及)(?P<units>(?:[^,。;:()]|\([^()]*\))+?)"
    r"(?:具体|共同|分别|按职责|抓好|组织|负责|落实|配合|参与|承担|贯彻|实施)+"
)
# 各市州均为责任单位,不再单列
_EACH_IS = re.compile(
    r"(?P<units>各(?:[^,。;:()]|\([^()]*\)){1,40}?)(?:均|都|皆)(?:为|是|系|作为)"
    r"(?:责任|落实|配合|实施|参与|协办)(?:单位|部门|主体)"
)
# Said of what stands below, and not of the task beside it.
_BELOW = re.compile(r"[。;,( ]*(?:以下|下列|后续|以后)")
_NOT_LISTED = re.compile(r"不再|不另|不一一|不逐一|不单独|未列|省略")
_OWN_LEVEL = re.compile(
    r"(?:^|\d{4}年度?|[,、 ])(?P<title>[市县区州旗])(?:人民)?政府"
    r"(?=(?:20)?\d\d|关于|各|重点|主要|工作|为民|民生|办公)"
    r"|(?:^|[,、 ])(?P<salutation>[市县区州旗])直(?:机关)?(?:各|有关|相关)"
)


def first_leads(text: str) -> bool:
    """Whether the text says that the first unit listed leads."""
    # Most clauses say nothing of the kind, and each is asked: a part of a pattern costs less than all of it.
    if "为" not in text and "是" not in text and "系" not in text:
        return False
    return _FIRST_LEADS.search(text) is not None


def lead_mark(text: str) -> str | None:
    """The mark that the text says stands at the leads, such as ★."""
    match = _MARK_LEADS.search(text)
    return match["mark"] if match else None


def added_units(text: str) -> tuple[int, int] | None:
    """The span of the units that a sentence adds to all later tasks without listing them there again."""
    if "不" not in text and "未列" not in text and "省略" not in text:
        return None
    match = _EACH_IS.search(text) or _ADDS.search(text)
    return match.span("units") if match and _NOT_LISTED.search(text, match.end()) else None


def is_said_of_below(text: str) -> bool:
    """Whether such a sentence beside a task holds only for those below it."""
    return _BELOW.match(text) is not None


def states(text: str) -> bool:
    """Whether the text says who leads where nothing else does."""
    return first_leads(text) or lead_mark(text) is not None


def notes(text: str) -> list[tuple[int, int]]:
    """The spans of remarks inside a list that state a convention and name no unit."""
    return [match.span() for match in _NOTE.finditer(text)] if _NOTE_HINT.search(text) else []


def own_level(lines: Iterable[str]) -> str:
    """The level of whoever writes, where only 区政府 or 县直各部门 says it; empty where several are named.

    >>> own_level(["2012年度区政府为民办实事工程责任分解"])
    '区'
    """
    found = {match[match.lastgroup or ""] for line in lines for match in _OWN_LEVEL.finditer(line)}
    return found.pop() if len(found) == 1 else ""
