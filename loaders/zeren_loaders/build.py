"""From drafts to records: who is on each task, who leads, what it promises."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from zeren_loaders.grammar import conventions, labels
from zeren_loaders.grammar.assemble import Draft, DraftPlan, DraftSection, DraftTask
from zeren_loaders.grammar.deadlines import due_date
from zeren_loaders.grammar.headings import (
    Person,
    heading_leader,
    is_of_government,
    named_leaders,
    plan_period,
    theme_of,
)
from zeren_loaders.grammar.lists import Item, ListReader, UnitList
from zeren_loaders.grammar.markers import read_marker
from zeren_loaders.grammar.sheet_persons import is_person
from zeren_loaders.leads import labels_beside_helpers, leads_of
from zeren_loaders.numbering import section_numbers
from zeren_loaders.passages import Passage
from zeren_loaders.records import Finding, Mention, ParsedDocument, Plan, Section, Task, Unit
from zeren_loaders.targets.extract import extract_targets
from zeren_loaders.task_text import printed_text, whole_text
from zeren_loaders.units.identity import Identity, Register

_LONG_HEADING = 16
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:%|‰|万|亿|个(?!方面)|名|家|公里|亩|元|户|人)")


class Builder:
    """Fills a `ParsedDocument` from a draft. One builder per document."""

    def __init__(self, document: ParsedDocument, register: Register, draft: Draft) -> None:
        self.document = document
        self.register = register
        self.draft = draft
        self.first_leads = False
        self._leading = labels_beside_helpers(draft)
        self._has_leader = False
        level = register.level_word
        if not level and document.jurisdiction is None:
            level = conventions.own_level([document.title or "", *(line.text for line in draft.front)])
        self.reader = ListReader(register.knows, own_name=register.own_name, own_level=level)
        self._seconds: list[tuple[str, str]] = []
        # The units of names that say nothing further about them: most mentions repeat one.
        self._plain: dict[str, Unit] = {}
        self._later: list[tuple[Passage, UnitList]] = []
        place = document.jurisdiction
        self._level = place.level if place else labels.told_level(document.title)

    def build(self) -> None:
        """Plans, sections, tasks, units, leaders, targets and findings."""
        self._read_conventions()
        for draft_plan in self.draft.plans:
            self._plan(draft_plan)
        self._number_plans()
        self._leads()
        self._parents()
        for line in self.draft.leftovers:
            start, end = line.passage.source(0, len(line.text))
            self._find("text_unclaimed", "warning", "未归入任何任务的文字", (start, end))
        self.document.curation_used = self.register.used

    def _read_conventions(self) -> None:
        """What the notice says about all lists, before the lists are read."""
        self.reader.lead_mark = self.draft.lead_mark
        draft = self.draft
        titles = [plan.line for plan in draft.plans if plan.line is not None]
        for line in [*draft.front, *titles, *draft.notes, *draft.leftovers, *draft.back]:
            if conventions.first_leads(line.text):
                self._convention(line.passage, 0, len(line.text))
            mark = conventions.lead_mark(line.text)
            if mark:
                self.reader.lead_mark = mark
            added = conventions.added_units(line.text)
            if added is not None:
                self._add_later(line.passage.cut(*added))

    def _add_later(self, passage: Passage) -> None:
        """Units that all tasks from here on have, though their lists leave them out."""
        self._later.append((passage, self.reader.read(passage)))

    def _convention(self, passage: Passage, start: int, end: int) -> None:
        self.first_leads = True
        self._find("convention_stated", "info", "文件言明列第一位的牵头", passage.source(start, end))

    def _plan(self, draft: DraftPlan) -> None:
        document = self.document
        title = self._plan_title(draft)
        kind, starts_on, ends_on = plan_period(title, document.year)
        if len(self.draft.plans) == 1 and document.title and not re.search(r"20\d\d年", title):
            # 重点任务分工方案 below 关于印发“十四五”规划重点任务分工方案的通知
            above = plan_period(document.title, document.year)
            if kind == "annual" and above[0] == "five_year":
                kind, starts_on, ends_on = above
        plan = Plan(len(document.plans) + 1, title, kind, starts_on, ends_on)
        document.plans.append(plan)
        for draft_section in draft.sections:
            self._section(plan, draft_section)
        if not plan.sections:
            document.plans.remove(plan)

    def _plan_title(self, draft: DraftPlan) -> str:
        if draft.line is not None:
            return draft.line.passage.printed(self.document.text).replace(" ", "").replace("\u3000", "")
        title = self.document.title or ""
        inner = re.search(r"关于印发(?P<of>.+?)的通知$", title)
        return (inner["of"].strip("《》") if inner else title) or "重点工作责任分解"

    def _section(self, plan: Plan, draft: DraftSection) -> None:
        heading = leader = theme = None
        if draft.line is not None:
            line = draft.line
            heading = line.passage.printed(self.document.text).replace("\n", "")
            said = line.text[line.marker.end :] if line.marker else line.text
            person = heading_leader(said)
            if person is not None:
                leader = self._leader(person)
            elif not line.labels or line.labels[0][1] > (line.marker.end if line.marker else 0):
                theme = theme_of(said)
            leader = leader or self._leader_above(draft)
            if draft.tasks and len(said) > _LONG_HEADING and _FIGURE.search(said):
                # 1、目标任务:完成34个村退出… over tasks with units of their own: its figures are no task's.
                span = line.passage.source(0, len(line.text))
                self._find("text_unclaimed", "warning", "标题中的数字未归入任何任务", span)
        section = Section(len(plan.sections) + 1, heading, leader, theme)
        kept = []
        for task in draft.tasks:
            if task.number is None and not task.closed and (task.body or task.clauses):
                self._unclaimed(task)
            elif task.body or task.clauses:
                kept.append(task)
        for task, n in zip(kept, section_numbers([task.number for task in kept]), strict=True):
            self._task(plan, section, task, n)
        if section.tasks:
            plan.sections.append(section)

    def _leader_above(self, draft: DraftSection) -> str | None:
        """The leader that a label in the heading names, or a heading over it."""
        for line, clause in draft.clauses:
            for part in clause.parts:
                people = named_leaders(line.text[part.start : part.end]) if part.role == labels.LEADER else []
                if people:
                    return self._leader(people[0])
        for line in reversed(draft.above):
            # A line that is all clause has no number of its own.
            marker = line.marker or read_marker(line.text)
            person = heading_leader(line.text[marker.end :] if marker else line.text)
            if person is not None:
                return self._leader(person)
        return None

    def _unclaimed(self, draft: DraftTask) -> None:
        for passage in draft.body:
            span = passage.source(0, len(passage.text))
            self._find("text_unclaimed", "warning", "未归入任何任务的文字", span)

    def _task(self, plan: Plan, section: Section, draft: DraftTask, n: int) -> None:
        document = self.document
        body = [passage for passage in draft.body if passage.text]
        ordinal = len(section.tasks) + 1
        # Headline-only clauses leave no body of their own: the clause itself is then what was printed.
        if not body:
            line, clause = draft.clauses[0]
            body = [line.passage.cut(clause.start, clause.end)]
        whole = whole_text(body, document.text)
        code = f"{plan.ordinal}.{len(plan.sections) + 1}.{n}"
        span = (whole.spans[0][0], whole.spans[-1][1])
        text = printed_text(body, document.text)
        number = draft.number.printed if draft.number else None
        task = Task(ordinal, code, number, section.leader, text, None, span)
        section.tasks.append(task)
        document.pieces.append(("task_text", *span))
        value = draft.number.value if draft.number else None
        if value is not None and value != n:
            self._find("number_repeated", "warning", f"序号 {value} 重复,编为 {code}", span, task)
        self._has_leader = False
        self._clauses(task, draft)
        if not task.mentions:
            self._find("task_without_units", "warning", "任务未列责任单位", span, task)
        extract_targets(task, whole, plan, document, draft.measure)

    def _clauses(self, task: Task, draft: DraftTask) -> None:
        lists: list[tuple[str, Passage, UnitList]] = []
        for line, clause in draft.clauses:
            document_span = line.passage.source(clause.start, clause.end)
            self.document.pieces.append(("clause", *document_span))
            if conventions.first_leads(line.text[clause.start : clause.parts[0].start]):
                self._convention(line.passage, clause.start, clause.parts[0].start)
            for part in clause.parts:
                if part.start >= part.end:
                    continue
                passage = line.passage.cut(part.start, part.end)
                if part.role in labels.UNIT_ROLES and not labels.is_above(part.label, self._level):
                    listed = self.reader.read(passage)
                    if part.label.endswith("人"):
                        # 牵头单位及责任人:县水利局 陈林
                        listed.items = [
                            item for item in listed.items if not is_person(item.name, self.register.knows)
                        ]
                    lists.append((part.label, passage, listed))
                elif part.role == labels.LEADER or is_of_government(part.label, passage.text):
                    self._task_leader(task, passage)
                elif part.role == labels.DEADLINE:
                    task.due_on = self._due(task, passage) or task.due_on
                else:
                    self._find(
                        "role_without_responsibility",
                        "info",
                        f"“{part.label}”不是责任单位",
                        passage.source(0, len(passage.text)),
                        task,
                    )
        self._mentions(task, lists)

    def _task_leader(self, task: Task, passage: Passage) -> None:
        people = named_leaders(passage.text)
        span = passage.source(0, len(passage.text))
        if not people:
            self._find("leader_unnamed", "info", "只有职务,没有姓名", span, task)
            return
        if not self._has_leader:
            task.leader = self._leader(people[0])
            self._has_leader = True
        for person in people[1:]:
            self._leader(person)
            self._find("leader_further", "info", f"另有领导 {person.name},只记首位", span, task)

    def _leader(self, person: Person) -> str:
        titles = self.document.leaders.setdefault(person.name, [])
        if person.title and person.title not in titles:
            titles.append(person.title)
        return person.name

    def _due(self, task: Task, passage: Passage) -> date | None:
        """The day a deadline means; None, with a finding, where it names none."""
        found = due_date(passage.text, self.document.year)
        if found is None:
            span = passage.source(0, len(passage.text))
            self._find("deadline_unread", "info", "完成时限不是日期", span, task)
        return found

    def _mentions(self, task: Task, lists: list[tuple[str, Passage, UnitList]]) -> None:
        leads = leads_of(
            [(label, found) for label, _, found in lists],
            states_first=self.first_leads,
            leading=self._leading,
        )
        later = list(self._later)
        seen: dict[str, Mention] = {}
        for label, passage, found in lists:
            if found.first_leads:
                self._convention(passage, 0, len(passage.text))
            if found.is_open:
                span = passage.source(0, len(passage.text))
                self._find("list_open", "info", "名单未列尽(等)", span, task)
            for start, end in found.notes:
                added = conventions.added_units(passage.text[start:end])
                if added is not None:
                    self._add_later(passage.cut(start + added[0], start + added[1]))
                    if not conventions.is_said_of_below(passage.text[start:end]):
                        later.append(self._later[-1])
            for start, end in found.leftovers:
                if start == end:  # a bare mark, such as ★, leaves nothing between its ends
                    continue
                # 责任单位:市司法局,6月底前完成
                due = due_date(passage.text[start:end], self.document.year)
                if due is not None:
                    task.due_on = task.due_on or due
                    continue
                self._find("name_unread", "warning", "名单中未识别的文字", passage.source(start, end), task)
            by_role = leads.by_role(label, found)
            if by_role and leads.doing and len(found.items) > 1:
                span = passage.source(0, len(passage.text))
                self._find("lead_by_role", "info", f"“{label}”与配合单位并列,均作牵头", span, task)
            for item in found.items:
                is_lead = leads.of(label, item, by_role=by_role)
                self._mention(task, passage, item, is_lead, leads.basis, seen)
        for passage, found in later if seen else ():
            for item in found.items:
                self._added(task, passage, item, leads.basis, seen)
        task.mentions = list(seen.values())

    def _added(self, task: Task, passage: Passage, item: Item, basis: str, seen: dict[str, Mention]) -> None:
        """A unit that a sentence elsewhere puts on this task."""
        if self.register.identify(item.name).name in seen:
            return
        self._mention(task, passage, item, False, basis, seen)
        span = passage.source(item.start, item.end)
        self._find("unit_added_by_sentence", "info", f"按文中说明列入 {item.name}", span, task)

    def _mention(
        self,
        task: Task,
        passage: Passage,
        item: Item,
        is_lead: bool,
        basis: str,
        seen: dict[str, Mention],
    ) -> None:
        text = self.document.text
        if len(passage.spans) == 1:
            base = passage.spans[0][0]
            span = (base + item.start, base + item.end)
            printed = text[span[0] : span[1]]
        else:
            stretch = passage.cut(item.start, item.end)
            span = stretch.source(0, len(stretch.text))
            printed = stretch.printed(text).replace("\n", "")
        unit = self._plain.get(item.name) if item.rule is None else None
        if unit is None:
            identity = self.register.identify(item.name)
            unit = self._unit(identity, item, span, task)
            if identity.name_kind != "misprint":
                self._plain[item.name] = unit
        name = unit.name
        if name in seen:
            if seen[name].span[0] >= task.span[0]:
                # A unit that a heading names for all below it may well stand in a task again.
                self._find("unit_repeated", "warning", f"{name} 在同一任务中重复出现", span, task)
            seen[name].is_lead |= is_lead
            return
        if item.second_name:
            self._seconds.append((item.second_name, name))
        seen[name] = Mention(name, len(seen) + 1, is_lead, basis, item.second_name, printed, span)

    def _unit(self, identity: Identity, item: Item, span: tuple[int, int], task: Task) -> Unit:
        units = self.document.units
        unit = units.get(identity.name)
        if unit is None:
            unit = units[identity.name] = Unit(
                identity.name, identity.kind, identity.function, identity.parent
            )
            unit.names[identity.name] = ("canonical", None)
            if identity.basis == "guess":
                message = f"{identity.name} 的类别按名称结尾推断为 {identity.kind}"
                self._find("unit_guessed", "warning", message, span, task)
        if item.rule == "doubled_character":
            printed = self.document.text[span[0] : span[1]].replace("\n", "").replace(" ", "")
            unit.names.setdefault(printed, ("misprint", "换行处重复一字"))
        elif identity.name_kind != "canonical":
            unit.names.setdefault(item.name, (identity.name_kind, identity.note))
        if identity.name_kind == "misprint":
            self._find("misprint_read", "info", f"按 {identity.name} 读", span, task)
        if item.rule is not None:
            messages = {
                "doubled_character": "换行处重复的字已去掉",
                "debris_removed": "名称中夹杂的字符已去掉",
                "names_run_together": "两个单位名称连写,已分开",
                "level_restored": f"补上层级:{item.name}",
                "government_shared": f"共用词尾:{item.name}",
                "bracket_unread": "单位名称后的括号不是单位",
            }
            self._find(item.rule, "info", messages.get(item.rule, f"按 {item.name} 读"), span, task)
        return unit

    def _leads(self) -> None:
        """Where nothing is marked or labelled, the first unit leads: as the document says, or by custom."""
        basis = "stated_first" if self.first_leads else "assumed_first"
        for task in self.document.tasks:
            mentions = task.mentions
            if not mentions or any(mention.is_lead for mention in mentions):
                continue
            if mentions[0].lead_basis == "labelled":
                continue
            mentions[0].is_lead = True
            for mention in mentions:
                mention.lead_basis = basis

    def _parents(self) -> None:
        """A bureau listed by itself and in brackets behind a department belongs to that department."""
        units = self.document.units
        for second, first in self._seconds:
            unit = units.get(self.register.identify(second).name)
            parent = units[first]
            if unit is not None and unit is not parent and unit.parent is None:
                if unit.name.endswith("局") and parent.kind == "government" and unit.kind == "government":
                    unit.parent = parent.name
            elif unit is None:
                parent.names.setdefault(second, ("second_name", "括号内的加挂名称"))

    def _number_plans(self) -> None:
        repeated = [code for code, n in Counter(task.code for task in self.document.tasks).items() if n > 1]
        assert not repeated, repeated  # noqa: S101 - codes are counted up per section

    def _find(
        self, rule: str, severity: str, message: str, span: tuple[int, int], task: Task | None = None
    ) -> None:
        quote = self.document.text[span[0] : span[1]]
        self.document.findings.append(
            Finding(rule, severity, message, span, quote, task.code if task else None)
        )
