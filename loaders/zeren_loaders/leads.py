"""Which of the units of a task lead, by the labels of their lists and the words behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zeren_loaders.grammar import labels
from zeren_loaders.grammar.draft import Draft, DraftTask
from zeren_loaders.grammar.lists import Item, UnitList

# A label that stands beside 配合单位 in so large a share of its tasks means those who lead in the others too.
_BESIDE_HELPERS = 0.4
_SEVERAL = 3


def labels_beside_helpers(draft: Draft) -> frozenset[str]:
    """The labels such as 责任单位 that the document uses beside 配合单位, and for whom leads therefore.

    责任单位:市甲局 / 配合单位:市丙局, and in the next task 责任单位:市甲局、市乙局 alone.
    """
    seen: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for plan in draft.plans:
        for section in plan.sections:
            for task in section.tasks:
                said = _labels(task)
                roles = set(map(labels.role_of, said))
                if labels.LEAD in roles:
                    continue
                for label in said:
                    if labels.role_of(label) == labels.RESPONSIBLE:
                        seen[label] += 1
                        beside[label] += labels.SUPPORT in roles
    return frozenset(
        label
        for label, n in seen.items()
        if beside[label] >= _SEVERAL and beside[label] >= n * _BESIDE_HELPERS
    )


def _labels(task: DraftTask) -> set[str]:
    """The labels of the lists of a draft."""
    return {
        part.label
        for _, clause in task.clauses
        for part in clause.parts
        if part.label and part.role in labels.UNIT_ROLES and part.end > part.start
    }


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads a task. `basis` is what tells, as `task_units.lead_basis` says it."""

    has_label: bool
    doing: bool
    mark: str
    basis: str

    def by_role(self, label: str, found: UnitList) -> bool:
        """Whether all units of a list lead because of its label."""
        role = self.role(label)
        leads = (self.has_label and role == labels.LEAD) or (
            self.doing and role == labels.RESPONSIBLE and label != ""
        )
        own = {item.mark for item in found.items}
        # 牵头单位:市甲局牵头,市乙局配合. The verbs say more than the label.
        return leads and not ("lead" in own and len(own) > 1)

    def of(self, label: str, item: Item, *, by_role: bool) -> bool:
        """Whether a unit of a list leads."""
        return by_role or (
            item.mark == self.mark and not (self.has_label and self.role(label) == labels.SUPPORT)
        )

    def role(self, label: str) -> str:
        """What a label means here: 责任单位 beside 牵头单位 names those who help."""
        return labels.role_beside_lead(label) if self.has_label else labels.role_of(label)


def leads_of(
    lists: list[tuple[str, UnitList]], *, states_first: bool, leading: frozenset[str] = frozenset()
) -> Leads:
    """Who leads among the labelled lists of one task.

    `states_first` tells that the document says the first leads, `leading` which of its labels name those who
    lead.
    """
    roles = [labels.role_of(label) for label, _ in lists if label]
    has_label = labels.LEAD in roles
    marks = {item.mark for _, found in lists for item in found.items}
    states_first = states_first or any(found.first_leads for _, found in lists)
    # 责任单位:市甲局、市乙局 beside 配合单位:市丙局: those who do it lead, as in 由…负责,…配合.
    has_both = {labels.SUPPORT, labels.RESPONSIBLE} <= set(roles) or any(
        label in leading for label, _ in lists
    )
    doing = has_both and not (has_label or states_first or "lead" in marks)
    # 由市甲局负责,市乙局配合: beside those who help, those who do it lead.
    mark = "do" if "lead" not in marks and {"do", "support"} <= marks else "lead"
    marked = mark in marks
    # A list of nothing but 配合单位 has no lead in it, least of all its first.
    only_help = len(roles) == len(lists) > 0 and set(roles) == {labels.SUPPORT} and not marked
    basis = "labelled" if has_label or doing or only_help else "marked" if marked else "assumed_first"
    return Leads(has_label, doing, mark, basis)
