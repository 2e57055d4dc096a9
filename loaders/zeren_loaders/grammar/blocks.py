"""Blocks of numbered lines below one heading, and what is said of a whole block."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from zeren_loaders.grammar.clauses import Part
from zeren_loaders.grammar.labels import LEAD, SUPPORT, UNIT_ROLES
from zeren_loaders.grammar.nodes import names_only_a_leader
from zeren_loaders.grammar.outline import Group, Node, Stretch

# So many blocks that close in the same way tell that they are meant so.
_BLOCKS = 2
# 一、市甲局 / (一)牵头任务 / 1.… / (二)配合任务 / 1.…
_PART_OF_A_UNIT = re.compile(
    r"(?:(?P<leads>牵头|主办|主抓|主责)|(?P<helps>配合|协办|协助|协同|参与))(?:负责|实施|落实|完成|推进|抓)*的?"
    r"(?:重点|主要)?(?:任务|工作|事项|项目|目标)+:?$"
)


def nodes(node: Node) -> Iterator[Node]:
    """A node and all below it, in the document's order."""
    yield node
    for child in node.children:
        yield from nodes(child)


def closes_at_end(node: Node) -> bool:
    """Whether of the lines below a node the last alone carries a clause, and none below that."""
    *others, last = node.children
    return (
        last.carries
        and not any(child.carries for child in others)
        and not any(child.carries for child in last.children)
    )


class Blocks:
    """The blocks of one plan, by the style of the numbers in them.

    `running` are the styles whose numbers run on from block to block, which makes each line a task: what is
    said of a block is said of all of it. `closing` are those whose every block of several lines closes behind
    its last line alone, `led` those whose every block ends with a line that names nothing but a leader.
    """

    def __init__(self, root: Node) -> None:
        found: dict[str, list[Node]] = defaultdict(list)
        for node in nodes(root):
            for style in {child.style for child in node.children if child.style}:
                found[style].append(node)
        self.running = {style for style, blocks in found.items() if _run_on(style, blocks)}
        self.closing = {style for style, blocks in found.items() if _close(blocks)}
        self.led = {style for style, blocks in found.items() if _led(blocks)}


def _run_on(style: str, blocks: list[Node]) -> bool:
    values = [
        child.marker.value
        for node in blocks
        for child in node.children
        if child.marker is not None and child.style == style
    ]
    first = values[0]
    return len(blocks) >= _BLOCKS and first is not None and values == list(range(first, first + len(values)))


def _close(blocks: list[Node]) -> bool:
    several = [node for node in blocks if len(node.children) > 1]
    return len(several) >= _BLOCKS and all(map(_closes_below, several))


def _led(blocks: list[Node]) -> bool:
    """Whether blocks name their leader behind their last line, and no line has one of its own."""
    several = [node for node in blocks if len(node.children) > 1]
    if any(_names_leader(child) for node in several for child in (node, *node.children[:-1])):
        return False
    ends = [node.children[-1] for node in several if _names_leader(node.children[-1])]
    return len(ends) >= _BLOCKS and all(_leader_below(last) is not None for last in ends)


def _names_leader(node: Node) -> bool:
    return any(stretch.clause is not None and stretch.clause.names_leader for stretch in node.stretches)


def _leader_below(last: Node) -> Stretch | None:
    """The leader on a line of their own below the units of the last line of a block."""
    has_units = False
    for stretch in last.stretches:
        clause = stretch.clause
        if clause is None:
            continue
        if has_units and names_only_a_leader(clause) and clause.start == 0:
            return stretch if stretch.line is not last.line else None
        has_units |= clause.names_units
    return None


def take_leader(node: Node) -> list[Stretch]:
    """Take the leader that a block ends with out of its last line."""
    last = node.children[-1]
    closing = _leader_below(last)
    if closing is None:
        return []
    last.stretches.remove(closing)
    last.count()
    return [closing]


def _closes_below(node: Node) -> bool:
    """Whether a block closes at its end, with clauses on lines of their own."""
    if not closes_at_end(node):
        return False
    last = node.children[-1]
    return all(stretch.line is not last.line for stretch in last.stretches if stretch.clause is not None)


def take_closing(node: Node) -> list[Stretch]:
    """Take the clauses that close a block out of its last line."""
    last = node.children[-1]
    found = [stretch for stretch in last.stretches if stretch.clause is not None]
    last.stretches = [stretch for stretch in last.stretches if stretch.clause is None]
    last.count()
    return found


def leaders_of(shared: list[Group]) -> list[Group]:
    """Of what is said of a block, who leads it and no units: its tasks have units of their own."""
    kept = [
        [stretch for stretch in group.clauses if stretch.clause and not stretch.clause.names_units]
        for group in shared
    ]
    return [Group(clauses=clauses, closed=True) for clauses in kept if clauses]


def in_part(title: str, shared: list[Group]) -> list[Group]:
    """The clauses of a unit's heading as the heading of a part below it says them: 牵头任务, 配合任务."""
    said = _PART_OF_A_UNIT.match(title)
    if said is None:
        return shared
    role, label = (LEAD, "牵头单位") if said["leads"] else (SUPPORT, "配合单位")
    return [
        Group(group.body, [_called(stretch, role, label) for stretch in group.clauses], group.closed)
        for group in shared
    ]


def _called(stretch: Stretch, role: str, label: str) -> Stretch:
    clause = stretch.clause
    if clause is None or any(part.label for part in clause.parts):
        return stretch
    parts = [
        Part(label, role, part.start, part.end) if part.role in UNIT_ROLES else part for part in clause.parts
    ]
    return replace(stretch, clause=replace(clause, parts=parts))
