"""Databases written as outlines: governments, documents, tasks, and the rows follow.

A responsible unit is written as in a document: `*省财政厅` leads, `省发展改革委(省能源局)` has a second name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.queries.tiny import MOMENT, Rows

_UNIT = re.compile(r"(?P<lead>\*?)(?P<name>[^()]+)(?:\((?P<second>.+)\))?")


@dataclass
class Promise:
    """One target. `quote` has to stand in the text of its task."""

    quote: str
    indicator: str
    comparator: str
    low: str | int | None
    high: str | int | None
    unit: str | None = "%"
    measure: str = "growth"
    commitment: str | None = None
    baseline: str | None = None
    due_year: int | None = 2026
    key: str | None = None


@dataclass
class Job:
    """One task. `findings` are (rule, severity, message, the words it is about)."""

    text: str
    units: str = "*省政府办公厅"
    targets: list[Promise] = field(default_factory=list)
    leader: str | None = None
    due_on: date | None = None
    findings: list[tuple[str, str, str, str | None]] = field(default_factory=list)


@dataclass
class Outline:
    """One plan with one section."""

    kind: str
    jobs: list[Job]
    heading: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass
class Paper:
    """One document. `front` and `end` are the words around its plans."""

    government: str
    number: str
    year: int
    plans: list[Outline]
    front: str = ""
    end: str = ""


@dataclass
class Body:
    """What a unit is beside its name."""

    kind: str = "government"
    function: str | None = None
    parent: str | None = None
    second_names: tuple[str, ...] = ()


class Composer:
    """Numbers the rows as they come. One per database."""

    def __init__(self, governments: dict[str, tuple[str, str | None]], bodies: dict[str, Body]) -> None:
        self.rows: Rows = {}
        self.bodies = bodies
        self.governments: dict[str, int] = {}
        for name, (level, above) in governments.items():
            self.governments[name] = self._add(
                "jurisdictions",
                "jurisdiction_id",
                name=name,
                level=level,
                parent_id=self.governments[above] if above else None,
            )
        self.units: dict[tuple[str, str], int] = {}
        self.leaders: dict[tuple[str, str], int] = {}

    def _add(self, table: str, key: str | None, **values: Any) -> int:
        rows = self.rows.setdefault(table, [])
        rows.append(({key: len(rows) + 1} if key else {}) | values)
        return len(rows)

    def unit(self, government: str, name: str) -> int:
        """The unit of that name, made when first asked for, after the one above it."""
        if (government, name) not in self.units:
            body = self.bodies.get(name, Body())
            parent = self.unit(government, body.parent) if body.parent else None
            unit_id = self._add(
                "units",
                "unit_id",
                jurisdiction_id=self.governments[government],
                name=name,
                kind=body.kind,
                function=body.function,
                parent_unit_id=parent,
            )
            self.units[government, name] = unit_id
            for kind, spelling in [("canonical", name), *(("second_name", x) for x in body.second_names)]:
                self._add("unit_names", "unit_name_id", unit_id=unit_id, name=spelling, kind=kind)
        return self.units[government, name]

    def leader(self, government: str, name: str | None) -> int | None:
        """The leader of that name."""
        if name is None:
            return None
        if (government, name) not in self.leaders:
            self.leaders[government, name] = self._add(
                "leaders", "leader_id", jurisdiction_id=self.governments[government], name=name
            )
        return self.leaders[government, name]

    def add(self, paper: Paper) -> None:
        """The rows of one document; its text is written as its tasks come."""
        document: dict[str, Any] = {
            "jurisdiction_id": self.governments[paper.government],
            "title": None,
            "doc_number": paper.number,
            "year": paper.year,
            "sha256": f"{len(self.rows.get('documents', [])) + 1:064x}",
            "source_name": f"{paper.number}.txt",
            "text": paper.front,
            "loaded_at": MOMENT,
        }
        document_id = self._add("documents", "document_id", **document)
        document = self.rows["documents"][-1]
        before = {
            table: len(self.rows.get(table, [])) for table in ("tasks", "task_units", "targets", "findings")
        }
        load_id = self._add(
            "loads",
            "load_id",
            document_id=document_id,
            source_name=document["source_name"],
            sha256=document["sha256"],
            loader_version="1",
            started_at=MOMENT,
            finished_at=MOMENT,
            outcome="loaded",
        )
        leads = 0
        for ordinal, outline in enumerate(paper.plans, 1):
            leads += self._plan(paper, document, ordinal, outline, load_id)
        document["text"] += paper.end
        counts = {f"n_{table}": len(self.rows.get(table, [])) - before[table] for table in before}
        self.rows["loads"][-1] |= counts | {"n_leads": leads}

    def _plan(
        self, paper: Paper, document: dict[str, Any], ordinal: int, outline: Outline, load_id: int
    ) -> int:
        plan_id = self._add(
            "plans",
            "plan_id",
            document_id=document["document_id"],
            ordinal=ordinal,
            title=outline.kind,
            kind=outline.kind,
            starts_on=outline.starts_on,
            ends_on=outline.ends_on,
        )
        section_id = self._add(
            "sections", "section_id", plan_id=plan_id, ordinal=1, heading=outline.heading, leader_id=None
        )
        if outline.heading:
            document["text"] += outline.heading + "\n"
        leads = 0
        for number, job in enumerate(outline.jobs, 1):
            document["text"] += f"{number}. "
            begin = len(document["text"])
            document["text"] += job.text + "\n"
            task_id = self._add(
                "tasks",
                "task_id",
                section_id=section_id,
                ordinal=number,
                code=f"{ordinal}.1.{number}",
                number=str(number),
                leader_id=self.leader(paper.government, job.leader),
                text=job.text,
                due_on=job.due_on,
                span_start=begin,
                span_end=begin + len(job.text),
            )
            leads += self._units(paper.government, document, task_id, job.units)
            self._targets(task_id, job, begin)
            for rule, severity, message, words in job.findings:
                at = None if words is None else begin + job.text.index(words)
                self._add(
                    "findings",
                    "finding_id",
                    load_id=load_id,
                    document_id=document["document_id"],
                    task_id=task_id,
                    rule=rule,
                    severity=severity,
                    message=message,
                    quote=words,
                    span_start=at,
                    span_end=None if at is None else at + len(words or ""),
                )
        return leads

    def _units(self, government: str, document: dict[str, Any], task_id: int, written: str) -> int:
        leads = 0
        document["text"] += "责任单位:"
        for position, one in enumerate(written.split("、"), 1):
            match = _UNIT.fullmatch(one)
            assert match is not None, one
            begin = len(document["text"])
            document["text"] += one.removeprefix("*")
            leads += bool(match["lead"])
            self._add(
                "task_units",
                "task_unit_id",
                task_id=task_id,
                unit_id=self.unit(government, match["name"]),
                position=position,
                is_lead=bool(match["lead"]),
                lead_basis="marked",
                second_name=match["second"],
                mention=match["name"],
                span_start=begin,
                span_end=begin + len(match["name"]),
            )
            document["text"] += "、"
        document["text"] = document["text"].removesuffix("、") + "\n"
        return leads

    def _targets(self, task_id: int, job: Job, begin: int) -> None:
        for ordinal, promise in enumerate(job.targets, 1):
            at = begin + job.text.index(promise.quote)
            self._add(
                "targets",
                "target_id",
                task_id=task_id,
                ordinal=ordinal,
                indicator=promise.indicator,
                comparator=promise.comparator,
                low=None if promise.low is None else Decimal(promise.low),
                high=None if promise.high is None else Decimal(promise.high),
                unit=promise.unit,
                measure=promise.measure,
                commitment=promise.commitment,
                baseline=promise.baseline,
                due_year=promise.due_year,
                quote=promise.quote,
                span_start=at,
                span_end=at + len(promise.quote),
                indicator_key=promise.key,
            )

    def observe(self, government: str, day: date, value: str | int, unit: str | None, **subject: Any) -> None:
        """One observation; `subject` is indicator_key, or doc_number, task_code and target_ordinal."""
        self._add(
            "observations",
            "observation_id",
            jurisdiction_id=self.governments[government],
            observed_on=day,
            value=Decimal(value),
            unit=unit,
            source="统计局",
            recorded_at=MOMENT,
            **{
                name: subject.get(name)
                for name in ("indicator_key", "doc_number", "task_code", "target_ordinal", "note")
            },
        )
