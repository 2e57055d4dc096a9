"""What a line of a plan, with all below it, says of who does the work."""

from __future__ import annotations

import re

from zeren_loaders.grammar.clauses import Clause
from zeren_loaders.grammar.labels import LEAD, UNIT_ROLES
from zeren_loaders.grammar.outline import Node, Stretch, everything, is_title

# What begins so frames the work and is no part of it.
_FRAME = re.compile(
    r"总体要求|指导思想|基本原则|工作目标$|总体目标$|工作要求|有关要求|相关要求|保障措施|组织领导|组织保障|加强领导|组织实施|工作步骤|实施步骤"
    r"|督查考核|督导考核|督促检查|监督检查|考核评价|强化保障|责任落实$|落实责任$|工作机制$|其他事项"
)

_WHO = re.compile(r"[。;,]由")
_LEADS = re.compile(r"牵头|主办|主抓|主责|会同|[★*]")
_SEVERAL = re.compile(r"[、,;\n 和及]")


def names_doers(node: Node) -> bool:
    """Whether in or below a node somebody is named who does the work, and not only who helps."""
    return any(stretch.clause is not None and stretch.clause.names_doers for stretch in everything(node))


def names_only_helpers(node: Node) -> bool:
    """Whether a node has clauses of its own in which nobody does the work."""
    return node.n_own > 0 and not names_doers(node)


def names_only_a_leader(clause: Clause) -> bool:
    """Whether a clause names a leader and no unit."""
    return clause.names_leader and not clause.names_units


def is_frame(text: str) -> bool:
    """Whether a line frames the work (总体要求, 保障措施) and is no part of it.

    What is told of who does it frames nothing: 新建公园3个。由市园林局组织实施。
    """
    return _FRAME.search(_WHO.split(text[:24], maxsplit=1)[0]) is not None


def is_said_of_all_above(stretches: list[Stretch]) -> bool:
    """Whether the last clause is a line of its own about all tasks before it (以上任务由市科技局牵头)."""
    clause = stretches[-1].clause if stretches else None
    return (
        clause is not None and clause.shape == "line" and stretches[-1].line.text.startswith(("以上", "上述"))
    )


def said_of_those_above(node: Node) -> dict[int, list[Stretch]]:
    """Take such clauses out of the lines below the node: by the place of each line what is said of it.

    1.… / 2.… / 以上任务由市甲局牵头 / 3.… / 以上任务由市乙局负责: each holds back to the one before.
    """
    said: dict[int, list[Stretch]] = {}
    first = 0
    for place, child in enumerate(node.children):
        if not is_said_of_all_above(child.stretches):
            continue
        found = child.stretches.pop()
        child.count()
        said.update({at: [found] for at in range(first, place + 1)})
        first = place + 1
    return said


def is_left(node: Node) -> bool:
    """Whether a node that carries clauses frames the work all the same: 由督查室牵头督查 assigns no task."""
    return is_frame(node.title) and not _is_assigned(node)


def _is_assigned(node: Node) -> bool:
    """Whether a node that frames the work has clauses other than those told in a sentence."""
    return any(
        stretch.clause is not None
        and stretch.clause.names_units
        and not (stretch.clause.evidence.endswith("verb") and stretch.clause.shape != "bracket")
        for stretch in everything(node)
    )


def lead_over(node: Node, head: list[Stretch]) -> Stretch | None:
    """The clause of a heading that lets one unit lead all below it: (一)项目建设(牵头单位:市甲委).

    Several units share the tasks below in a way the heading does not tell.
    """
    if len(head) != 1 or not is_title(node) or not says_who_leads(head[0]):
        return None
    clause = head[0].clause
    assert clause is not None  # noqa: S101 - who leads is said in a clause
    listed = [part for part in clause.parts if part.role in UNIT_ROLES]
    said = head[0].line.text[listed[0].start : listed[0].end] if len(listed) == 1 else "、"
    return None if _SEVERAL.search(said) else head[0]


def says_who_leads(stretch: Stretch) -> bool:
    """Whether a clause says in words who leads."""
    clause = stretch.clause
    return clause is not None and (
        any(part.role == LEAD for part in clause.parts)
        or _LEADS.search(stretch.line.text, clause.start, clause.end) is not None
    )
