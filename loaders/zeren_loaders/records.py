"""What a document says, as plain records: the loader's result before it meets the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(slots=True)
class Finding:
    """A repair, a doubt or a leftover. `task_code` is None where it belongs to no task."""

    rule: str
    severity: str
    message: str
    span: tuple[int, int] | None = None
    quote: str | None = None
    task_code: str | None = None

    def __post_init__(self) -> None:
        # What lies between two characters points nowhere, and the tables take no such span.
        if self.span is not None and self.span[0] >= self.span[1]:
            self.span = self.quote = None


@dataclass(slots=True)
class Unit:
    """A body with its identity. `names` maps each way it was written to the kind of name and a remark."""

    name: str
    kind: str
    function: str | None = None
    parent: str | None = None
    names: dict[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Mention:
    """One unit on one task. `mention` is what was printed, line ends left out."""

    unit: str
    position: int
    is_lead: bool
    lead_basis: str
    second_name: str | None
    mention: str
    span: tuple[int, int]


@dataclass(slots=True)
class Target:
    """One number a task promises; `low` and `high` in base units.

    `indicator_key` names the common indicator it can be compared by, if there is one.
    """

    indicator: str
    comparator: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    measure: str
    commitment: str | None
    baseline: str | None
    due_year: int | None
    quote: str
    span: tuple[int, int]
    indicator_key: str | None = None


@dataclass(slots=True)
class Task:
    """One piece of work. `leader` is its own leader or its section's."""

    ordinal: int
    code: str
    number: str | None
    leader: str | None
    text: str
    due_on: date | None
    span: tuple[int, int]
    mentions: list[Mention] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A part of a plan, by leader or by theme. `heading` is None where the plan has no parts."""

    ordinal: int
    heading: str | None
    leader: str | None
    theme: str | None
    tasks: list[Task] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """One set of tasks within a document."""

    ordinal: int
    title: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    sections: list[Section] = field(default_factory=list)

    @property
    def tasks(self) -> list[Task]:
        """The tasks of all its sections, in order."""
        return [task for section in self.sections for task in section.tasks]


@dataclass(slots=True)
class Jurisdiction:
    """The area a government is responsible for.

    `parent_code` is the code of the place above where the area has none of its own, as a development zone.
    """

    name: str
    level: str
    code: str | None = None
    parent_code: str | None = None


@dataclass(slots=True)
class ParsedDocument:
    """Everything the loader read out of one file.

    `leaders` maps each person to the offices named in this document; `pieces` labels every stretch of the
    text with what it was taken for, in order.
    """

    source_name: str
    sha256: str
    text: str
    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    year: int | None = None
    jurisdiction: Jurisdiction | None = None
    plans: list[Plan] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)
    leaders: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    curation_used: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def tasks(self) -> list[Task]:
        """The tasks of all plans, in order."""
        return [task for plan in self.plans for task in plan.tasks]


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a person may say beside the file; each wins over the sidecar and the text.

    `jurisdiction` is a GB/T 2260 code such as 330000.
    """

    jurisdiction: str | None = None
    encoding: str | None = None


@dataclass(slots=True)
class LoadSummary:
    """What one load did, with the counts a person can check against the document."""

    source_name: str
    outcome: str
    title: str | None
    document_id: int | None
    load_id: int | None
    plans: list[tuple[str, str, int]] = field(default_factory=list)
    n_plans: int = 0
    n_sections: int = 0
    n_tasks: int = 0
    n_task_units: int = 0
    n_units: int = 0
    n_leads: int = 0
    n_targets: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    message: str | None = None

    @property
    def n_findings(self) -> int:
        """Findings of all rules together."""
        return sum(self.findings.values())
