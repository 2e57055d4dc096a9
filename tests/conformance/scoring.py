"""Precision, recall and F1 of what the loader takes from a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from zeren_loaders.records import Mention, ParsedDocument, Target, Task

from tests.conformance.expectations import Expected, Found
from tests.conformance.matching import folded, pair_targets, pair_tasks, pair_units, same_indicator

METRICS = ("tasks", "units", "leads", "targets")


@dataclass
class Tally:
    """How many were expected, how many were found, how many of them are the same."""

    expected: int = 0
    found: int = 0
    same: int = 0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.expected += other.expected
        self.found += other.found
        self.same += other.same

    @property
    def precision(self) -> float:
        """The share of the found that was expected; 1 where nothing was found."""
        return self.same / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the expected that was found; 1 where nothing was expected."""
        return self.same / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.expected + self.found
        return 2 * self.same / total if total else 1.0


@dataclass
class Score:
    """The tallies of one document or of several together.

    `tasks`, `units`, `leads` (units that lead) and `targets` count everything: what hangs on a task that was
    not found is missing. `units in tasks` and `targets in tasks` count within tasks found alone. `flags` and
    the single fields count agreement where both sides say something.
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    invented: int = 0
    crashed: int = 0

    def add(self, other: Score) -> None:
        """Count another score in."""
        for name, tally in other.tallies.items():
            self.tallies[name].add(tally)
        self.invented += other.invented
        self.crashed += other.crashed

    def agree(self, name: str, same: bool) -> None:
        """Count one field that both sides give."""
        self.tallies[name].add(Tally(1, 1, int(same)))


@dataclass
class Difference:
    """One thing that is missing, extra or other than expected; `where` names the task."""

    where: str
    kind: str
    what: str


def together(scores: Iterable[Score]) -> Score:
    """The score of several documents as if they were one."""
    total = Score()
    for score in scores:
        total.add(score)
    return total


def compare(expected: Expected, found: Found) -> tuple[Score, list[Difference]]:
    """Score one document and list every difference."""
    score, differences = Score(crashed=int(found.has_crashed)), []
    tasks = found.document.tasks if found.document else []
    if found.trouble and (expected.tasks or found.has_crashed):
        differences.append(Difference("-", "refused", found.trouble))
    pairs = pair_tasks(expected.tasks, tasks)
    score.tallies["tasks"].add(Tally(len(expected.tasks), len(tasks), len(pairs)))
    if not expected.tasks:
        score.invented = len(tasks)
    theirs, ours = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, task in enumerate(expected.tasks):
        if i not in theirs:
            differences.append(Difference(f"task {i + 1}", "missing task", task["text"]))
            _count_alone(score, task)
    for j, extra in enumerate(tasks):
        if j not in ours:
            differences.append(Difference(extra.code, "extra task", extra.text))
            _count_extra(score, extra)
    for i, j in pairs:
        differences += _compare_task(score, f"task {i + 1}", expected.tasks[i], tasks[j])
    if found.document is not None:
        differences += _compare_document(score, expected, found.document)
    return score, differences


def _count_alone(score: Score, task: dict[str, Any]) -> None:
    score.tallies["units"].add(Tally(len(task["units"])))
    score.tallies["leads"].add(Tally(sum(unit["lead"] for unit in task["units"])))
    score.tallies["targets"].add(Tally(len(task["targets"])))


def _count_extra(score: Score, task: Task) -> None:
    score.tallies["units"].add(Tally(0, len(task.mentions)))
    score.tallies["leads"].add(Tally(0, sum(mention.is_lead for mention in task.mentions)))
    score.tallies["targets"].add(Tally(0, len(task.targets)))


def _compare_task(score: Score, where: str, expected: dict[str, Any], found: Task) -> list[Difference]:
    differences = []
    wanted = {
        "number": (_text(expected.get("number")), _numeral(found.number)),
        "leader": (_text(expected.get("leader")), _text(found.leader)),
        "due_on": (_text(expected.get("due_on")), _text(found.due_on)),
        "text": (folded(expected["text"]), folded(found.text)),
    }
    for name, (theirs, ours) in wanted.items():
        if name in expected:
            score.agree(name, theirs == ours)
            if theirs != ours:
                differences.append(Difference(where, name, f"expected {theirs}\n{'':>22}found    {ours}"))
    differences += _compare_units(score, where, expected, found.mentions)
    differences += _compare_targets(score, where, expected["targets"], found.targets)
    return differences


def _compare_units(
    score: Score, where: str, expected: dict[str, Any], found: list[Mention]
) -> list[Difference]:
    units = expected["units"]
    pairs = pair_units(units, found)
    tally = Tally(len(units), len(found), len(pairs))
    leads = Tally(
        sum(unit["lead"] for unit in units),
        sum(mention.is_lead for mention in found),
        sum(units[i]["lead"] and found[j].is_lead for i, j in pairs),
    )
    score.tallies["units"].add(tally)
    score.tallies["units in tasks"].add(tally)
    score.tallies["leads"].add(leads)
    differences = []
    theirs, ours = {i for i, _ in pairs}, {j for _, j in pairs}
    missing = [_star(unit["lead"]) + unit["name"] for i, unit in enumerate(units) if i not in theirs]
    extra = [_star(mention.is_lead) + mention.unit for j, mention in enumerate(found) if j not in ours]
    if missing:
        differences.append(Difference(where, "missing units", "、".join(missing)))
    if extra:
        differences.append(Difference(where, "extra units", "、".join(extra)))
    for i, j in pairs:
        score.agree("flags", units[i]["lead"] == found[j].is_lead)
        if units[i]["lead"] != found[j].is_lead:
            said = "leads" if units[i]["lead"] else "does not lead"
            differences.append(Difference(where, "lead flag", f"{units[i]['name']} {said}"))
        second, other = folded(units[i].get("second_name") or ""), folded(found[j].second_name or "")
        if second or other:
            score.agree("second_name", second == other)
            if second != other:
                differences.append(Difference(where, "second name", f"expected {second}, found {other}"))
        if "lead_basis" in expected:
            score.agree("lead_basis", expected["lead_basis"] == found[j].lead_basis)
    bases = {mention.lead_basis for mention in found}
    if "lead_basis" in expected and bases - {expected["lead_basis"]}:
        said = f"expected {expected['lead_basis']}, found {', '.join(sorted(bases))}"
        differences.append(Difference(where, "lead basis", said))
    return differences


def _compare_targets(
    score: Score, where: str, expected: list[dict[str, Any]], found: list[Target]
) -> list[Difference]:
    pairs = pair_targets(expected, found)
    tally = Tally(len(expected), len(found), len(pairs))
    score.tallies["targets"].add(tally)
    score.tallies["targets in tasks"].add(tally)
    theirs, ours = {i for i, _ in pairs}, {j for _, j in pairs}
    differences = [
        Difference(where, "missing target", _describe(target["indicator"], target))
        for i, target in enumerate(expected)
        if i not in theirs
    ]
    differences += [
        Difference(
            where,
            "extra target",
            _describe(
                target.indicator,
                {name: getattr(target, name) for name in ("comparator", "low", "high", "unit")},
            ),
        )
        for j, target in enumerate(found)
        if j not in ours
    ]
    for i, j in pairs:
        same = same_indicator(expected[i]["indicator"], found[j].indicator)
        score.agree("indicator", same)
        if not same:
            said = f"expected {expected[i]['indicator']}, found {found[j].indicator}"
            differences.append(Difference(where, "indicator", said))
    return differences


def _compare_document(score: Score, expected: Expected, found: ParsedDocument) -> list[Difference]:
    differences = []
    for name, theirs in expected.document.items():
        ours: Any = getattr(found, name)
        if name == "jurisdiction" and ours is not None:
            ours = ours.name
        same = _text(theirs) == _text(ours)
        score.agree("document", same)
        if not same:
            differences.append(Difference("document", name, f"expected {theirs}, found {ours}"))
    return differences


def _text(value: object) -> str:
    return "" if value is None else folded(str(value))


def _numeral(printed: str | None) -> str:
    """The bare numeral of a number as printed: （一） and 一、 are 一, ① is 1."""
    return re.sub(r"[^0-9A-Za-z一-龥]", "", _text(printed))


def _star(leads: bool) -> str:
    return "★" if leads else ""


def _describe(indicator: str, target: dict[str, Any]) -> str:
    return f"{indicator}: {target['comparator']} {target['low']}..{target['high']} {target['unit'] or ''}"
