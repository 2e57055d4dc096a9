"""The lines of a plan as a tree: numbered lines below the headings they stand under.

A line without a number belongs to the numbered line before it. How deep a style of numbers stands is how
these documents nest them (一、 over (一) over 1. over (1) over ①).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from zeren_loaders.grammar.clauses import Clause
from zeren_loaders.grammar.headings import heading_leader, is_theme_heading
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import Marker

HEADING_LENGTH = 60
# 序号 工作内容 责任单位: the header of a table whose rows are lines.
_HEADER = re.compile(r"(?:序 ?号|编 ?号|类 ?别) ")
_TITLE_LENGTH = 30
_MARKS = "。;,. "


@dataclass(slots=True, eq=False)
class Stretch:
    """A part of a line: text where `clause` is None, else that clause. Offsets in the line's text."""

    line: Line
    start: int
    end: int
    clause: Clause | None = None


@dataclass(slots=True, eq=False)
class Group:
    """Text and the clauses that close it."""

    body: list[Stretch] = field(default_factory=list)
    clauses: list[Stretch] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A numbered line or a heading without a number, what follows it without a number, and what is below.

    `line` is None for the plan itself. `forced` marks a heading by its own words (a leader, 方面).
    """

    line: Line | None = None
    marker: Marker | None = None
    rank: float = -1.0
    forced: bool = False
    stretches: list[Stretch] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    n_own: int = 0
    carries: bool = False
    is_heading: bool | None = None

    @property
    def style(self) -> str:
        """The style of its number; empty without one."""
        return self.marker.style if self.marker else ""

    @property
    def title(self) -> str:
        """What the line says behind its number."""
        if self.line is None:
            return ""
        return self.line.text[self.marker.end if self.marker else 0 :]

    def count(self) -> None:
        """Fill in its groups, how many of them name units, and whether any does in it or below it."""
        self.groups = groups(self.stretches)
        self.n_own = sum(group.closed for group in self.groups)
        self.carries = self.n_own > 0 or any(child.carries for child in self.children)


def outline(lines: Sequence[Line], clauses: Sequence[list[Clause]]) -> Node:
    """The tree of the lines of one plan."""
    root = Node()
    path = [root]
    is_open = False
    over = _leaders_over(lines, clauses)
    fronted = _units_first(lines, clauses)
    outer = _outer_bullets(lines, clauses)
    for index, (line, found) in enumerate(zip(lines, clauses, strict=True)):
        marker = line.marker
        is_over = index + 1 < len(lines)
        if index in over or (marker is None and is_over and found and found[0].shape == "heading"):
            # A heading of units without a number; what is numbered below it has its clause from there.
            above = clauses[index - 1] if index else []
            if index not in over and above and above[0].shape == "heading" and path[-1].line is not None:
                path[-1].stretches.append(Stretch(line, 0, len(line.text), found[0]))
                continue
            numbered = next((below for below in lines[index + 1 :] if below.marker), lines[index + 1])
            rank = _rank_over(path, numbered)
            while path[-1].rank >= rank:
                path.pop()
            node = Node(line, None, rank, index in over, [Stretch(line, 0, len(line.text), found[0])])
            path[-1].children.append(node)
            path.append(node)
            is_open = False
            continue
        named = not found and _is_named_heading(line)
        depth = _depth(marker) if marker is not None else None
        if depth is not None and index in outer:
            depth -= 0.5
        if marker is None and not found and (not is_open or (named and path[-1].line is None)):
            following = lines[index + 1] if index + 1 < len(lines) else None
            below = clauses[index + 1] if following is not None else []
            if following is not None and (named or _stands_over(line, following, below)):
                depth = _rank_over(path, following)
        if depth is not None:
            while path[-1].rank >= depth:
                path.pop()
            node = Node(line, marker, depth, named)
            path[-1].children.append(node)
            path.append(node)
        node = path[-1]
        _take(node, line, found, marker.end if marker else 0, units_first=index in fronted)
        is_open = _is_open(node) if marker is not None or found else is_open or depth is None
        if named:
            is_open = False
    _count(root)
    return root


def _depth(marker: Marker) -> float:
    """How deep a number stands: an article (第三条) below its chapter (第一章), else as its style does."""
    return marker.rank + 0.5 * marker.printed.endswith(("条", "节"))


def _outer_bullets(lines: Sequence[Line], clauses: Sequence[list[Clause]]) -> set[int]:
    """The lines behind a bullet that stands over lines behind another.

    ◎ 做强产业 / ● 引进企业2家 / ● …
    """
    bullets: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.marker is not None and line.marker.style == "▲":
            bullets.setdefault(line.marker.printed, []).append(index)
    if len(bullets) < 2:
        return set()
    for mark, places in bullets.items():
        if all(
            not clauses[at]
            and at + 1 < len(lines)
            and (below := lines[at + 1].marker) is not None
            and below.style == "▲"
            and below.printed != mark
            for at in places
        ):
            return set(places)
    return set()


def _leaders_over(lines: Sequence[Line], clauses: Sequence[list[Clause]]) -> set[int]:
    """The lines that name a leader over the numbered lines below them; none where leaders stand in tasks.

    牵头领导:李某 / 1.… / 责任单位:… / 2.… / 责任单位:… / 牵头领导:张某 / 3.…
    """
    found = {
        index
        for index, (line, said) in enumerate(zip(lines, clauses, strict=True))
        if line.marker is None and len(said) == 1 and said[0].names_leader and not said[0].names_units
    }
    first = min(found, default=0)
    if len(found) < 2 or any(index + 1 == len(lines) or lines[index + 1].marker is None for index in found):
        return set()
    if any(clause.names_units for said in clauses[:first] for clause in said):
        return set()
    return found if first == 0 or lines[first - 1].marker is None else set()


def _units_first(lines: Sequence[Line], clauses: Sequence[list[Clause]]) -> set[int]:
    """The lines on which the units stand before what they do, where one such follows another.

    责任单位:市甲局。主要任务:新增学位1万个。 / 责任单位:市乙局。主要任务:植树10万株。
    """
    found = {
        index
        for index, (line, said) in enumerate(zip(lines, clauses, strict=True))
        if len(said) == 1 and said[0].shape == "line" and said[0].names_doers
        if line.marker is None and len(line.text[said[0].end :].strip(_MARKS)) > 1
    }
    return found if any(index + 1 in found for index in found) else set()


def _is_named_heading(line: Line) -> bool:
    """Whether a line is a heading by its words, whatever the other lines are."""
    said = line.text[line.marker.end :] if line.marker else line.text
    if len(said) > HEADING_LENGTH or (line.marker is None and said.endswith(("。", ";"))):
        return False
    return heading_leader(said) is not None or (is_theme_heading(said) and not said.endswith("。"))


def _stands_over(line: Line, following: Line, below: list[Clause]) -> bool:
    """Whether a line without a number reads as a heading of what follows."""
    text = line.text
    if len(text) > _TITLE_LENGTH or any(mark in text for mark in "。;,:!?%") or _HEADER.match(text):
        return False
    if following.marker is not None:
        return following.marker.value in (1, None) or not below or True
    return bool(below) and below[0].start > 0


def _rank_over(path: list[Node], following: Line) -> float:
    """The depth of a heading without a number: just above the line it stands over."""
    if following.marker is not None:
        return following.marker.rank - 0.5
    headings = [node.rank for node in path if 0 <= node.rank < 3]
    return (headings[-1] if headings else 2) + 0.5


def _is_open(node: Node) -> bool:
    """Whether text still waits for its clause at the end of the node."""
    for stretch in reversed(node.stretches):
        if stretch.clause is None:
            return True
        if stretch.clause.names_units:
            return False
    return bool(node.stretches)


def _take(node: Node, line: Line, found: list[Clause], start: int, *, units_first: bool) -> None:
    text = line.text
    is_front = bool(found) and not text[start : found[0].start].strip(_MARKS)
    if is_front and (units_first or found[0].shape == "bracket"):
        # (省教育厅)新增学位10万个。 The bracket in front closes the text behind it.
        stop = found[1].start if len(found) > 1 else len(text)
        if text[found[0].end : stop].strip(_MARKS):
            node.stretches.append(Stretch(line, found[0].end, stop))
            node.stretches.append(Stretch(line, found[0].start, found[0].end, found[0]))
            start = stop
            found = found[1:]
    for clause in found:
        if text[start : clause.start].strip(_MARKS):
            node.stretches.append(Stretch(line, start, clause.start))
        node.stretches.append(Stretch(line, clause.start, clause.end, clause))
        start = clause.end
    if text[start:].strip(_MARKS):
        node.stretches.append(Stretch(line, start, len(text)))


def _count(node: Node) -> None:
    for child in node.children:
        _count(child)
    node.count()


def groups(stretches: Sequence[Stretch]) -> list[Group]:
    """Text and clauses in turn: text behind a clause that names units begins a new group."""
    found: list[Group] = []
    group: Group | None = None
    for stretch in stretches:
        if group is None or (stretch.clause is None and group.closed):
            group = Group()
            found.append(group)
        if stretch.clause is None:
            group.body.append(stretch)
        else:
            group.clauses.append(stretch)
            group.closed |= stretch.clause.names_units
    return found


def is_title(node: Node) -> bool:
    """Whether a node's line reads as a title: short and without a full stop before its clause."""
    said = node.title
    first = node.stretches[0] if node.stretches else None
    if first is not None and first.line is node.line and first.clause is None:
        said = first.line.text[first.start : first.end]
    return len(said) <= HEADING_LENGTH and not said.rstrip().endswith(("。", ";", ":")) and "。" not in said


def everything(node: Node) -> list[Stretch]:
    """The stretches of a node and of all below it, as they are printed, children with their marks."""
    found = list(node.stretches)
    for child in node.children:
        inner = everything(child)
        if inner and inner[0].clause is None and child.marker is not None and inner[0].line is child.line:
            first = inner[0]
            inner[0] = Stretch(first.line, 0, first.end)
        found += inner
    return found
