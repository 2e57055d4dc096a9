"""The responsibility clauses of a document as a whole: which of those that look like one are one.

A text *about* such a document (an explanation, an interview, a news page) quotes its words and assigns
nothing; the foot of a web page names its 主办单位; a lone bracket proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from zeren_loaders.grammar.bare import BareReader, accept, find_bare, heading_units
from zeren_loaders.grammar.clauses import Clause, Part, find_clauses
from zeren_loaders.grammar.labels import RESPONSIBLE
from zeren_loaders.grammar.layout import Line
from zeren_loaders.units.shapes import GROUP

_ABOUT = re.compile(
    r"(?:解读|答记者问|问答|一问一答|图解|新闻发布会|访谈|在线访谈|实录|起草说明|编制说明|答复函|新闻稿|综述"
    r"|讲话|讲话稿|讲话摘要|讲话提纲|讲话要点|主持词|发言材料|发言稿|致辞|会议议程|会议须知)"
    r"(?:\([^()]*\)|之[一二三四五六七八九十])?$|(?:提案|建议|议案)[^,。]{0,12}(?:答复|回复)|(?:的答复|复函)$"
    r"|(?:完成|进展|推进|办理|落实)情况的?(?:通报|报告|总结|汇报|公告|公示)(?:\([^()]*\))?$"
    r"|(?:政府|管委会|班子|党政)领导(?:班子)?(?:成员|同志)?的?(?:工作)?分工(?:的(?:通知|通告|公示))?$"
    r"|(?:招聘|招考|招录|遴选|招标|采购|竞买|中标|成交)[^,。]{0,8}(?:公告|公示|启事|简章)(?:\([^()]*\))?$|^(?:图解|一图读懂|政策解读|专家解读|政策问答)"
)
# Rules that say who is competent for what, once and for all, assign no year's tasks.
_RULES = re.compile(
    r"^(?!.*(?:任务|分工|分解|重点工作|实事|清单|目标)).*(?:预案|办法|规定|条例|规则|章程|细则|主要职责|目录)(?:\([^()]*\))?$"
)
# Lists of powers, of funds and of names assign nothing, whoever stands behind each entry.
_LISTS = re.compile(
    r"^(?!.*(?:任务|分工|分解|责任|实事|目标)).*(?:(?:权责|权力|许可|审批|服务|负面|证明|收费|抽查|执法|监管)(?:事项)?"
    r"(?:清单|目录)|资金(?:分配|安排|使用|下达|拨付)(?:方案|计划|表|情况)?|名单)(?:的(?:通知|公告|通报|公示))?(?:\([^()]*\))?$"
)
# 2023年第二季度重点工作进展情况: a title, and no heading of a part.
_PROGRESS = re.compile(
    r"^(?!.*(?:分解|分工|责任|清单|台账|一览|及)).*(?:完成|进展|推进|办理|落实|实施|进度)情况(?:\([^()]*\))?$"
)
_NEWS = re.compile(
    r"本报讯|记者从.{0,20}获悉|讯 ?\((?:本报)?记者|^\(?(?:本报)?记者 "
    r"|^[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|新闻网|融媒)讯"
)
_ABOUT_LINES = 6
# 三、各街镇: a heading that names a group says little more.
_LONGEST_GROUP = 16
_QUESTION = re.compile(r"^(?:\d{1,2}[.、] ?|[一二三四五六七八九十]+、)?(?:问|Q|q) ?:")
_SITE = re.compile(r"ICP|公网安备|网站标识码|版权所有|技术支持|运行维护|网站地图|建议使用|联系我们")
_SITE_LABELS = frozenset(
    {
        "主办",
        "主办单位",
        "承办",
        "承办单位",
        "协办",
        "协办单位",
        "主管单位",
        "主管部门",
        "建设单位",
        "技术支持单位",
        "联系单位",
        "指导单位",
    }
)
_SITE_REACH = 4
_FEW = 6
_FIGURES = re.compile(r"[-+\d.,%‰/ ]+[\u4e00-\u9fff]?")


def is_about(lines: list[Line]) -> bool:
    """Whether the first lines say that the text explains such a document."""
    for line in lines[:_ABOUT_LINES]:
        text = line.text.strip("* #")
        if _NEWS.search(text, 0, 80):
            return True
        if (
            len(text) <= 80
            and not text.endswith(("。", ";"))
            and (
                _ABOUT.search(text)
                or _RULES.search(text)
                or (line.marker is None and (_PROGRESS.search(text) or _LISTS.search(text)))
            )
        ):
            return True
    return sum(_QUESTION.match(line.text) is not None for line in lines) >= 2


def clauses_of(lines: list[Line], knows: Callable[[str], bool]) -> list[list[Clause]]:
    """The clauses of every line, in order."""
    if is_about(lines):
        return [[] for _ in lines]
    reader = BareReader(knows)
    found = [find_clauses(line, reader.read) if line.labels else [] for line in lines]
    _drop_site_foot(lines, found)
    bare = [_candidates(line, clauses, reader) for line, clauses in zip(lines, found, strict=True)]
    _drop_names_of_rows(lines, bare)
    candidates = [(line, clause) for line, clauses in zip(lines, bare, strict=True) for clause in clauses]
    n_labelled = sum(any(clause.names_units for clause in clauses) for clauses in found)
    if candidates:
        kept = accept(candidates, n_labelled)
        for clauses, likely in zip(found, bare, strict=True):
            sure = [clause for clause in likely if id(clause) in kept]
            if sure:
                clauses.extend(sure)
                clauses.sort(key=lambda clause: clause.start)
    _drop_lone(lines, found)
    _find_unit_headings(lines, found, reader)
    _lead_what_follows(lines, found)
    return found


def _drop_names_of_rows(lines: list[Line], bare: list[list[Clause]]) -> None:
    """A unit on a line of its own with a figure over it is the next row of a table of figures, no clause."""
    for above, clauses in zip(lines, bare[1:], strict=False):
        if clauses and _FIGURES.fullmatch(above.text):
            clauses[:] = [clause for clause in clauses if not clause.evidence.startswith("list")]


def _find_unit_headings(lines: list[Line], found: list[list[Clause]], reader: BareReader) -> None:
    """Headings that name the units of all tasks below, in a document where few tasks name their own."""
    closed = [any(clause.names_doers for clause in clauses) for clauses in found]
    taken = [any(clause.names_units or clause.names_leader for clause in clauses) for clauses in found]
    carrying = sum(closed)
    if carrying * 3 > len(lines):
        return
    headings: list[tuple[int, Clause]] = []
    for index, line in enumerate(lines[:-1]):
        below = lines[index + 1]
        if taken[index] or closed[index + 1] or below.marker is None or below.marker.value not in (1, None):
            following = below.marker is not None and below.marker.value is not None and headings
            if not following or taken[index] or closed[index + 1]:
                continue
        if line.marker is not None and below.marker is not None and line.marker.rank >= below.marker.rank:
            continue
        clause = heading_units(line, reader)
        if clause is not None:
            headings.append((index, clause))
    if len(headings) >= 2 and carrying < len(headings):
        headings += _group_headings(lines, taken, closed, {index for index, _ in headings})
        for index, clause in headings:
            found[index][:] = [clause]


def _group_headings(
    lines: list[Line], taken: list[bool], closed: list[bool], headings: set[int]
) -> list[tuple[int, Clause]]:
    """Headings of groups (三、各街镇) among headings of units with numbers of the same style."""
    styles = {marker.style for index in headings if (marker := lines[index].marker) is not None}
    found: list[tuple[int, Clause]] = []
    for index, (line, below) in enumerate(pairwise(lines)):
        marker = line.marker
        if marker is None or index in headings or marker.style not in styles or taken[index]:
            continue
        start, end = marker.end, len(line.text.rstrip(":"))
        is_over = below.marker is not None and below.marker.rank > marker.rank and not closed[index + 1]
        if is_over and end - start <= _LONGEST_GROUP and GROUP.match(line.text[start:end]):
            part = Part("", RESPONSIBLE, start, end)
            found.append((index, Clause("heading", start, len(line.text), [part], "heading names")))
    return found


def _lead_what_follows(lines: list[Line], found: list[list[Clause]]) -> None:
    """Turn lines of units into headings where each stands over the numbered lines it is said of.

    责任单位:市甲局 / 1.… / 2.… / 责任单位:市乙局 / 3.…: the first has nothing above that it could close.
    """
    carrying = [index for index, clauses in enumerate(found) if any(clause.names_units for clause in clauses)]
    if len(carrying) < 2:
        return
    if any(line.marker is not None for line in lines[: carrying[0]]) and not _several_below(lines, carrying):
        return
    said = [
        index
        for index, clauses in enumerate(found)
        if len(clauses) == 1 and clauses[0].shape == "line" and clauses[0].end >= len(lines[index].text)
    ]
    over = set(said)
    if any(lines[index].marker is not None for index in said) or not over.issuperset(carrying):
        return
    for index in said:
        if index + 1 == len(lines) or (lines[index + 1].marker is None and index + 1 not in over):
            return
    for index in said:
        found[index][0].shape = "heading"


def _several_below(lines: list[Line], carrying: list[int]) -> bool:
    """Whether several lines of units stand below one heading, the first with nothing but headings above it.

    一、经济发展 / 责任单位:市甲局 / 1.… / 2.… / 责任单位:市乙局 / 1.…
    """
    below = lines[carrying[0] + 1].marker if carrying[0] + 1 < len(lines) else None
    if below is None or any(
        line.marker is not None and line.marker.rank >= below.rank for line in lines[: carrying[0]]
    ):
        return False
    for index, further in pairwise(carrying):
        between = [line.marker.rank for line in lines[index + 1 : further] if line.marker is not None]
        if between and min(between) >= below.rank:
            return True
    return False


def _candidates(line: Line, clauses: list[Clause], reader: BareReader) -> list[Clause]:
    if clauses and clauses[0].start == 0 and clauses[-1].end == len(line.text):
        return []
    return find_bare(line, clauses, reader)


def _drop_site_foot(lines: list[Line], found: list[list[Clause]]) -> None:
    """The foot of a web page (主办单位:…, 承办单位:…) is no clause."""
    if not any(clause.names_units for clauses in found for clause in clauses):
        return
    last = len(lines)
    named = [part.label for clauses in found for clause in clauses for part in clause.parts]
    # 主办单位, 承办单位, 协办单位, each once: who holds an event. Tasks would name theirs one by one.
    is_alone = all(label in _SITE_LABELS for label in named) and (
        len(set(named)) == len(named) or (len(named) < _FEW and all(line.marker is None for line in lines))
    )
    site = [index for index, line in enumerate(lines) if len(line.text) < 200 and _SITE.search(line.text)]
    near = {at for index in site for at in range(index - _SITE_REACH, min(index + _SITE_REACH + 1, last))}
    for index in range(last):
        clauses = found[index]
        if not clauses or not all(part.label in _SITE_LABELS for clause in clauses for part in clause.parts):
            continue
        if is_alone or (lines[index].marker is None and index in near):
            clauses.clear()


def _drop_lone(lines: list[Line], found: list[list[Clause]]) -> None:
    """A single clause in a text without numbers, in running text, is told in passing."""
    carrying = [index for index, clauses in enumerate(found) if any(clause.names_units for clause in clauses)]
    if len(carrying) != 1:
        return
    (index,) = carrying
    if all(part.label in _SITE_LABELS for clause in found[index] for part in clause.parts):
        found[index].clear()
        return
    if sum(clause.names_units for clause in found[index]) > 1:
        return
    clause = next(clause for clause in found[index] if clause.names_units)
    after = lines[index].text[clause.end :].lstrip(" ")
    if (
        clause.shape == "bracket"
        and after
        and lines[index].text[clause.end - 1] == ")"
        and after[0] not in "。;,"
    ):
        # 市甲局牵头的项目(责任单位:市甲局)因故未开工: a remark in the middle of a sentence.
        found[index].clear()
        return
    numbered = any(line.marker is not None for line in lines[: index + 1])
    if not numbered and all(clause.shape == "running" or clause.evidence for clause in found[index]):
        found[index].clear()
