"""What holds for every document that is read, whatever it says."""

from __future__ import annotations

from decimal import Decimal

from zeren_loaders.records import ParsedDocument
from zeren_schema.vocabulary import COMPARATORS, LEAD_BASES, MEASURES, SEVERITIES, UNIT_KINDS

from tests.conformance.matching import folded

# Which bounds a comparator has, as (low, high).
BOUNDS = {
    "eq": (True, True),
    "approx": (True, True),
    "ge": (True, False),
    "le": (False, True),
    "range": (True, True),
}
# The columns of the bounds are DECIMAL(24, 6).
LARGEST = Decimal(10) ** 18


def broken_invariants(document: ParsedDocument) -> list[str]:
    """What does not hold in a reading; empty if all does."""
    said = []
    length = len(document.text)
    codes = [task.code for task in document.tasks]
    if len(codes) != len(set(codes)):
        said.append("two tasks bear one code")
    for task in document.tasks:
        stretches = [("task", task.span, task.text)]
        stretches += [("mention", mention.span, mention.mention) for mention in task.mentions]
        stretches += [("target", target.span, target.quote) for target in task.targets]
        for what, (start, end), printed in stretches:
            if not 0 <= start < end <= length:
                said.append(f"{what} {task.code}: span {start}..{end} of {length}")
            elif not is_printed_in(printed, document.text[start:end]):
                said.append(f"{what} {task.code}: {printed!r} is not what stands at {start}..{end}")
        positions = [mention.position for mention in task.mentions]
        if positions != list(range(1, len(positions) + 1)):
            said.append(f"{task.code}: positions {positions}")
        if task.leader is not None and task.leader not in document.leaders:
            said.append(f"{task.code}: leader {task.leader!r} is none of the document")
        for mention in task.mentions:
            if mention.unit not in document.units:
                said.append(f"{task.code}: unit {mention.unit!r} is none of the document")
            if mention.lead_basis not in LEAD_BASES:
                said.append(f"{task.code}: lead basis {mention.lead_basis!r}")
        for target in task.targets:
            bounds = (target.low is not None, target.high is not None)
            if target.comparator not in COMPARATORS or bounds != BOUNDS[target.comparator]:
                said.append(f"{task.code}: {target.comparator} with bounds {target.low}..{target.high}")
            if any(bound is not None and abs(bound) >= LARGEST for bound in (target.low, target.high)):
                said.append(f"{task.code}: {target.low}..{target.high} does not fit its column")
            if target.measure not in MEASURES:
                said.append(f"{task.code}: measure {target.measure!r}")
    said += [
        f"{unit.name}: kind {unit.kind!r}" for unit in document.units.values() if unit.kind not in UNIT_KINDS
    ]
    for finding in document.findings:
        if finding.severity not in SEVERITIES:
            said.append(f"finding {finding.rule}: severity {finding.severity!r}")
        if finding.span is not None and not 0 <= finding.span[0] < finding.span[1] <= length:
            said.append(f"finding {finding.rule}: span {finding.span} of {length}")
        if finding.task_code is not None and finding.task_code not in codes:
            said.append(f"finding {finding.rule}: about task {finding.task_code!r}")
    return said


def is_printed_in(printed: str, stretch: str) -> bool:
    """Whether the characters stand in the stretch in this order: page furniture may stand between them."""
    rest = iter(folded(stretch))
    return all(character in rest for character in folded(printed))
