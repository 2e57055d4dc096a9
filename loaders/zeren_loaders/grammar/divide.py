"""The tree of a plan divided into sections and tasks."""

from __future__ import annotations

import re
from collections import defaultdict

from zeren_loaders.grammar.blocks import (
    Blocks,
    closes_at_end,
    in_part,
    leaders_of,
    nodes,
    take_closing,
    take_leader,
)
from zeren_loaders.grammar.draft import Draft, DraftPlan, DraftSection, DraftTask
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.nodes import (
    is_frame,
    is_left,
    is_said_of_all_above,
    lead_over,
    names_doers,
    names_only_a_leader,
    names_only_helpers,
    said_of_those_above,
    says_who_leads,
)
from zeren_loaders.grammar.outline import Group, Node, Stretch, everything, groups, is_title

# So large a share of the lines of a style closes with a clause of its own where they are tasks. Items inside
# a task share the one clause at its end.
_TASK_SHARE = 0.6
_TASK_SHARE_OUTER = 0.45
_INNER_RANK = 5
# So many lines of a style that close with their own clause tell what the style means.
_LIKE_IT = 2
# The name of a field on a line of its own above what it holds: 任务名称 / 新建学校10所。
_NAME_OF_TEXT = re.compile(r"(?:重点|主要|具体|工作)?(?:任务|工作|事项)(?:名称|内容):?$")
_ANNOUNCES = re.compile(r"如下[:。]?$")
# The label before a text (工作任务:新建学校10所) is no part of it.
_LABEL_OF_TEXT = re.compile(
    r"\(?(?:重点|主要|具体|工作|目标|年度){0,2}(?:任务(?:名称|内容|目标)?|工作内容)\)? ?:(?=.) ?"
)
_SHORT_HEADING = 24
_SECOND_ITEM = re.compile(r"^(?:1[.、]|\(1\)|①).+?[;。](?:2[.、]|\(2\)|②)(?!\d)")


class Divider:
    """Divides one plan. `shares` holds, for each style of numbers, how many of its lines carry a clause."""

    def __init__(self, plan: DraftPlan, draft: Draft) -> None:
        self.plan = plan
        self.draft = draft
        self.shares: dict[str, float] = {}
        self.heads: dict[str, float] = {}
        self.singles: dict[str, float] = {}
        self.carriers: dict[str, int] = {}
        self.pure_heads: set[str] = set()
        self.above: tuple[Line, ...] = ()
        self.closed: dict[str, tuple[int, int]] = {}
        self.lead: Stretch | None = None
        self.blocks = Blocks(Node())

    def divide(self, root: Node) -> None:
        """Fill the plan from the tree of its lines."""
        self._count_styles(root)
        self.blocks = Blocks(root)
        section = DraftSection(None)
        self._children(root, section, root.groups)

    def _count_styles(self, root: Node) -> None:
        """How often a line of each style carries a clause, and how often it is a heading of such lines."""
        own: dict[str, list[int]] = defaultdict(list)
        heads: dict[str, list[int]] = defaultdict(list)
        singles: dict[str, list[int]] = defaultdict(list)
        closed: dict[str, list[int]] = defaultdict(list)
        for node in nodes(root):
            for child in node.children:
                closed[child.style].append(int(child.n_own > 0))
            below = [child for child in node.children if child.carries]
            if not below:
                continue
            heads[node.style].append(1)
            if node.marker is not None and not node.n_own:
                self.pure_heads.add(node.style)
            for child in node.children:
                singles[child.style].append(int(child.n_own == 1 and not child.children))
                if child.marker is None or child.forced:
                    continue
                if any(inner.carries for inner in child.children) and not child.n_own:
                    continue
                own[child.style].append(int(child.n_own > 0))
                if child.n_own:
                    heads[child.style].append(int(child.n_own > 1 and is_title(child)))
        self.shares = {style: sum(found) / len(found) for style, found in own.items()}
        self.closed = {style: (sum(found), len(found)) for style, found in closed.items()}
        self.carriers = {style: sum(found) for style, found in own.items()}
        self.singles = {style: sum(found) / len(found) for style, found in singles.items()}
        self.heads = {style: sum(found) / len(found) for style, found in heads.items()}

    def _is_heading(self, node: Node) -> bool:
        if node.is_heading is None:
            node.is_heading = self._reads_as_heading(node)
        return node.is_heading

    def _reads_as_heading(self, node: Node) -> bool:
        if node.forced:
            return not self._is_item_name(node)
        kids = [child for child in node.children if child.carries]
        if node.n_own and self._head_closed(node):
            if node.stretches[0].clause is not None and node.stretches[0].clause.shape == "heading":
                return bool(node.children)
            if node.children and node.children[0].style in self.blocks.running:
                # 一、农业(市甲局牵头) / (一)… / 二、工业(市乙局牵头) / (二)…: each number is a task.
                return True
            return len(kids) >= 2 or (len(kids) == 1 and len(node.children) == 1) or self._heads_like_it(node)
        if kids:
            return self._children_are_tasks(node, kids)
        if node.n_own > 1 and node.marker is not None and _is_short_line(node):
            # 一、加快转型。 / …200亿元。(责任单位:市甲局)…60亿元。(责任单位:市乙局)
            return True
        if not is_title(node) or node.marker is None:
            return node.marker is None
        if node.n_own > 1:
            return True
        return (
            self.heads.get(node.style, 0.0) > 0.5
            and len({id(stretch.line) for stretch in node.stretches if stretch.clause is None}) > 1
        )

    def _closes_block(self, style: str) -> bool:
        """Whether what stands behind the last line of a block is said of each of its lines."""
        return style in self.blocks.closing and style in self.blocks.running

    def _heads_like_it(self, node: Node) -> bool:
        """Whether its like without a clause are headings, and most of what stands below such carries its own.

        一、农业(牵头单位:市甲局) / 1.… / 2.…(市乙局) / 二、工业 / 3.…(市丙局) / 4.…(市丁局)
        """
        if not node.children or node.style not in self.pure_heads:
            return False
        closed, n = self.closed[node.children[0].style]
        return closed >= _LIKE_IT and closed * 2 >= n

    def _is_item_name(self, node: Node) -> bool:
        """Whether a numbered line that ends like a heading is the title of the one task below it.

        1.“暖心安居”工程 / 改造老旧小区150个。 / 牵头单位:市甲局
        2.“畅行”工程 / (1)改造危桥4座; / (2)新建公路9公里。 / 牵头单位:市乙局
        """
        is_closed_once = node.n_own == 1 if not node.children else not node.n_own and closes_at_end(node)
        return (
            node.marker is not None
            and is_closed_once
            and node.title.endswith(("工程", "行动"))
            and self.singles.get(node.style, 0.0) > _TASK_SHARE
        )

    def _head_closed(self, node: Node) -> bool:
        """Whether the clause comes before any further line of text."""
        first = node.groups[0]
        return first.closed and all(stretch.line is node.line for stretch in first.body)

    def _children_are_tasks(self, node: Node, kids: list[Node]) -> bool:
        children = node.children
        if node.n_own or is_said_of_all_above(kids[-1].stretches):
            return True
        if len(children) == 1 and kids[0].line is not None and _SECOND_ITEM.search(kids[0].line.text):
            # 1.…;2.…;3.…(牵头单位:市甲局) in one paragraph: items of the headline above.
            return False
        if len(children) == 1:
            return is_title(node) or self.heads.get(node.style, 0.0) > 0.5
        if not closes_at_end(node):
            return True
        if children[0].style in self.blocks.closing:
            return children[0].style in self.blocks.running
        above = [stretch for stretch in node.stretches if stretch.clause is None]
        if above and above[-1].line.text.endswith(":"):
            # 主要举措: what it introduces are items of one task, closed by one clause.
            return False
        if self.carriers.get(node.style, 0) >= _LIKE_IT and self.shares.get(node.style, 0.0) >= _TASK_SHARE:
            # Its like are tasks with one clause at the end, and so is this one with its items.
            return False
        style = kids[0].style
        share = self.shares.get(style, 1.0)
        if children[0].stretches and children[0].stretches[-1].line.text.endswith((";", ",")):
            share -= 0.2
        inner = kids[0].marker is not None and kids[0].marker.rank >= _INNER_RANK
        return share >= (_TASK_SHARE if inner else _TASK_SHARE_OUTER)

    def _place(self, node: Node, section: DraftSection, shared: list[Group]) -> None:
        """A node that carries clauses: a heading with what is below it, or a task.

        `shared` are the clauses of the heading above, for a task that names only who helps.
        """
        if is_left(node):
            self._leave(node)
            return
        if not self._is_heading(node):
            self._task(node, section, shared if names_only_helpers(node) else leaders_of(shared))
            return
        assert node.line is not None  # noqa: S101 - only the plan's own node has no line
        self.draft.pieces.append(("heading", node.line))
        inner = DraftSection(node.line, above=self.above)
        head, rest = _without_head(node)
        for stretch in head:
            if stretch.clause is not None and stretch.clause.names_leader:
                inner.clauses.append((stretch.line, stretch.clause))
        over = head
        if node.children:
            # 一、工业经济 / 责任领导:李某 / 1.…: a leader on a line of their own leads all that is below.
            led = [one for one in rest if one.clause is not None and one.clause.names_leader]
            inner.clauses += [(one.line, one.clause) for one in led if one.clause is not None]
            rest = [one for one in rest if one.clause is None or not names_only_a_leader(one.clause)]
            # 一、工业经济 / 责任领导:李某 牵头单位:市甲委 / 1.…(市乙局): so does a unit.
            over = head or rest[:1]
        outer, self.above = self.above, (*self.above, node.line)
        led_by, self.lead = self.lead, lead_over(node, over) or self.lead
        kept = rest
        if any(stretch.clause is not None and stretch.clause.names_units for stretch in head):
            kept = list(node.stretches) if not is_title(node) else [*head, *rest]
        self._children(node, inner, groups(kept))
        self.above, self.lead = outer, led_by

    def _children(self, node: Node, section: DraftSection, own: list[Group]) -> None:
        children = node.children
        of_heading: list[Group] = []
        above = said_of_those_above(node)
        if len(children) > 1 and self._closes_block(children[0].style) and closes_at_end(node):
            closing = take_closing(node)
            above = dict.fromkeys(range(len(children)), closing)
        elif len(children) > 1 and children[0].style in self.blocks.led and (led := take_leader(node)):
            above = {place: above.get(place, []) + led for place in range(len(children))}
        kids = [child for child in children if child.carries]
        for group in own:
            if group.closed and not group.body and len(children) > sum(map(names_doers, children)):
                of_heading.append(group)
            elif group.closed and group.body:
                self._add(section, DraftTask(None), self._without_preamble(group.body), group.clauses)
            elif group.closed and section.tasks:
                self._close_last(section, group)
            elif self.lead is None or self.lead not in group.clauses:
                # Units of a heading below which every task names its own are told, if nothing else.
                self.draft.leftovers += _lines(group) or [stretch.line for stretch in group.clauses]
        tasks_below = {
            child.style
            for child in kids
            if child.marker is not None and not is_left(child) and not self._is_heading(child)
        }
        inner_heads = {child.style for child in children if len(child.children) > 1 and is_title(child)}
        for place, child in enumerate(children):
            told = [Group(clauses=above[place], closed=True)] if place in above else []
            shared = told + of_heading
            if section.tasks and self.plan.sections[-1] is not section:
                # Tasks go on under the outer heading after an inner one: the order is the document's.
                section = DraftSection(section.line, above=section.above, clauses=section.clauses)
            if child.carries:
                self._place(child, section, shared)
            elif shared and child.style in inner_heads and is_title(child) and child.children:
                # 一、市甲局 / (一)核心指标 / 1.… / 2.…: a heading below the one that names who does it all.
                assert child.line is not None  # noqa: S101 - only the plan's own node has no line
                self.draft.pieces.append(("heading", child.line))
                over = (*self.above, *([section.line] if section.line else []))
                self._children(child, DraftSection(child.line, above=over), in_part(child.title, shared))
            elif (child.style in tasks_below or shared) and not is_frame(child.title):
                self._task(child, section, shared)
            else:
                self._leave(child)

    def _without_preamble(self, body: list[Stretch]) -> list[Stretch]:
        """Text without what only says that something follows (现将责任分工如下:), which is left over."""
        ends = [place for place, stretch in enumerate(body) if _ANNOUNCES.search(stretch.line.text)]
        kept = body[ends[-1] + 1 :] if ends else body
        if not kept:
            return body
        self.draft.leftovers += _lines(Group(body[: len(body) - len(kept)]))
        return kept

    def _close_last(self, section: DraftSection, group: Group) -> None:
        task = section.tasks[-1]
        for stretch in group.clauses:
            assert stretch.clause is not None  # noqa: S101 - clauses hold clauses
            task.clauses.append((stretch.line, stretch.clause))

    def _leave(self, node: Node) -> None:
        self.draft.leftovers += _lines(Group(body=everything(node)))

    def _task(self, node: Node, section: DraftSection, shared: list[Group] | None = None) -> None:
        """A numbered line with all that is its own; each further bracket in it closes another task."""
        own = list(node.groups)
        kids = [child for child in node.children if child.carries]
        below = [stretch for child in node.children for stretch in _marked(child)]
        if kids:
            own = [Group(list(node.stretches))]
        if not own:
            own = [Group()]
        trailing = own.pop() if len(own) > 1 and not own[-1].closed else None
        for number, group in enumerate(own):
            body, clauses = list(group.body), list(group.clauses)
            if kids:
                body = [stretch for stretch in group.body if stretch.clause is None]
                clauses = [stretch for stretch in group.body if stretch.clause is not None]
            if number == len(own) - 1:
                if trailing is not None:
                    body += self._trailing(node, trailing)
                body += [stretch for stretch in below if stretch.clause is None]
                clauses += [stretch for stretch in below if stretch.clause is not None]
            clauses = [stretch for given in shared or () for stretch in given.clauses] + clauses
            self._add(section, DraftTask(node.marker if number == 0 else None), body, clauses)

    def _trailing(self, node: Node, group: Group) -> list[Stretch]:
        """Text behind the clause: the headline's details belong to it, other text is left over."""
        if is_title(node) or _head_length(node) <= 40 or group.clauses:
            return group.body
        self.draft.leftovers += _lines(group)
        return []

    def _add(
        self, section: DraftSection, task: DraftTask, body: list[Stretch], clauses: list[Stretch]
    ) -> None:
        if not body and not clauses:
            return
        if task.number is None and body and body[0].start > 0:
            # 一、…(责任单位:市甲局)。二、…: numbers inside one paragraph.
            first = body[0]
            number = read_marker(first.line.text[first.start : first.end].lstrip())
            if number is not None and number.style in ("一、", "(一)", "1.", "(1)"):
                blanks = len(first.line.text[first.start :]) - len(first.line.text[first.start :].lstrip())
                task.number = number
                body = [Stretch(first.line, first.start + blanks + number.end, first.end), *body[1:]]
        for stretch in body:
            passage = stretch.line.passage.cut(stretch.start, stretch.end)
            if passage.text.strip("。;,. "):
                task.body.append(passage)
        if len(task.body) > 1 and _NAME_OF_TEXT.match(task.body[0].text):
            del task.body[0]
        elif task.body and (label := _LABEL_OF_TEXT.match(task.body[0].text)) is not None:
            task.body[0] = task.body[0].cut(label.end(), len(task.body[0].text))
        if self.lead is not None and self.lead not in clauses and not any(map(says_who_leads, clauses)):
            clauses = [self.lead, *clauses]
        for stretch in clauses:
            assert stretch.clause is not None  # noqa: S101 - clauses hold clauses
            task.clauses.append((stretch.line, stretch.clause))
            task.closed = task.closed or stretch.clause.names_units
        if not task.body and not task.closed:
            return
        if task.closed and task.body and task.body[-1].text.endswith((",", "、", ";", "--")):
            # …增长10%,由市民政局负责: the comma or the dash leads over to the clause.
            last = task.body[-1]
            task.body[-1] = last.cut(0, len(last.text.rstrip(",、;-")))
        if not section.tasks:
            self.plan.sections.append(section)
        section.tasks.append(task)


def _without_head(node: Node) -> tuple[list[Stretch], list[Stretch]]:
    """The clauses on the heading's own line, and the stretches of the lines after it."""
    head = [stretch for stretch in node.stretches if stretch.line is node.line and stretch.clause is not None]
    rest = [stretch for stretch in node.stretches if stretch.line is not node.line]
    return head, rest


def _marked(node: Node) -> list[Stretch]:
    return everything(Node(children=[node]))


def _lines(group: Group) -> list[Line]:
    seen: dict[int, Line] = {id(stretch.line): stretch.line for stretch in group.body}
    return list(seen.values())


def _is_short_line(node: Node) -> bool:
    """Whether the numbered line says no more than a heading, and the text stands on lines of its own."""
    first, *further = node.stretches
    is_whole = first.clause is None and first.line is node.line and first.end >= len(first.line.text)
    said = first.line.text[first.start : first.end]
    return is_whole and bool(further) and len(said) <= _SHORT_HEADING and said.count("。") <= 1


def _head_length(node: Node) -> int:
    first = node.stretches[0]
    return first.end - first.start
