"""A document taken apart: plans, sections and tasks before their clauses are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from zeren_loaders.grammar.clauses import Clause
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import Marker
from zeren_loaders.passages import Passage


@dataclass(slots=True, eq=False)
class DraftTask:
    """A task before its clause is read: body stretches and clauses, each with the line it stands in.

    `measure` is the measure that a table states over the figures of its tasks.
    """

    number: Marker | None
    body: list[Passage] = field(default_factory=list)
    clauses: list[tuple[Line, Clause]] = field(default_factory=list)
    closed: bool = False
    measure: str = ""


@dataclass(slots=True, eq=False)
class DraftSection:
    """A heading line (None where the plan begins without one), the headings above it, and its tasks.

    `clauses` are what the headings say of leaders for all tasks below.
    """

    line: Line | None
    tasks: list[DraftTask] = field(default_factory=list)
    above: tuple[Line, ...] = ()
    clauses: list[tuple[Line, Clause]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class DraftPlan:
    """A title line (None where the document has no title of its own for the plan) and its sections."""

    line: Line | None
    sections: list[DraftSection] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Draft:
    """A document taken apart. Every line is in exactly one place; `pieces` says which.

    `notes` are remarks inside tables that may state a convention; `lead_mark` is a mark seen at units there.
    """

    front: list[Line] = field(default_factory=list)
    plans: list[DraftPlan] = field(default_factory=list)
    back: list[Line] = field(default_factory=list)
    leftovers: list[Line] = field(default_factory=list)
    pieces: list[tuple[str, Line]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    lead_mark: str | None = None
