"""What an observation can be about: the indicators and targets that the database knows."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import Connection, select
from zeren_schema import tables

_KEY_LENGTH = 60


class Mismatch(Exception):  # noqa: N818 - a line that does not fit is no error of the program
    """Why one line of a file cannot be recorded, without file and line."""


def fold(text: str) -> str:
    """The text as it is compared: full-width signs and digits as half-width ones, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class Subject:
    """One indicator of a jurisdiction, or one target: the columns of `observations` that say which."""

    jurisdiction_id: int
    indicator_key: str | None = None
    doc_number: str | None = None
    task_code: str | None = None
    target_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    document_id: int
    jurisdiction_id: int | None


class Subjects:
    """The jurisdictions, documents and targets of one database.

    `indicator_units` maps each common indicator to the units its targets are in.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._jurisdictions: dict[str, set[int]] = defaultdict(set)
        places = tables.jurisdictions
        for jurisdiction_id, code, name in connection.execute(
            select(places.c.jurisdiction_id, places.c.code, places.c.name)
        ):
            self._jurisdictions[fold(name)].add(jurisdiction_id)
            if code:
                self._jurisdictions[code].add(jurisdiction_id)
        self._documents: dict[str, list[_Document]] = defaultdict(list)
        papers = tables.documents
        for document_id, number, source_name, jurisdiction_id in connection.execute(
            select(papers.c.document_id, papers.c.doc_number, papers.c.source_name, papers.c.jurisdiction_id)
        ):
            name = number or source_name
            self._documents[fold(name)].append(_Document(name, document_id, jurisdiction_id))
        self.indicator_units: dict[str, frozenset[str | None]] = {}
        promised = tables.targets
        for key, unit in connection.execute(
            select(promised.c.indicator_key, promised.c.unit)
            .where(promised.c.indicator_key.is_not(None))
            .distinct()
        ):
            self.indicator_units[key] = self.indicator_units.get(key, frozenset()) | {unit}

    def find(self, cells: dict[str, str]) -> tuple[Subject, frozenset[str | None]]:
        """What a line is about, and the units it can be in (none: nobody knows better than the line).

        Raises Mismatch if it names nothing, two things, or something that is not there.
        """
        names_target = any(cells[name] for name in ("document", "task", "target"))
        if cells["indicator"] and names_target:
            _refuse("names an indicator and a target; leave indicator empty, or document, task and target")
        if cells["indicator"]:
            if not cells["jurisdiction"]:
                _refuse("jurisdiction is empty; an indicator needs one, by name or code")
            jurisdiction_id = self._jurisdiction(cells["jurisdiction"])
            wanted = fold(cells["indicator"])
            key = next((key for key in self.indicator_units if fold(key) == wanted), wanted)
            if len(key) > _KEY_LENGTH:
                _refuse(f"the indicator {key[:20]!r}… has more than {_KEY_LENGTH} characters; use its name")
            return Subject(jurisdiction_id, indicator_key=key), self.indicator_units.get(key, frozenset())
        if not cells["document"] or not cells["task"]:
            _refuse("names neither an indicator nor a target; give indicator, or document and task")
        return self._target(cells)

    def _jurisdiction(self, name: str) -> int:
        found = self._jurisdictions.get(fold(name), set())
        if len(found) > 1:
            _refuse(f"several jurisdictions are called {name!r}; give the code")
        if not found:
            _refuse(f"no jurisdiction {name!r} is known{_nearest(name, list(self._jurisdictions))}")
        return next(iter(found))

    def _target(self, cells: dict[str, str]) -> tuple[Subject, frozenset[str | None]]:
        name = cells["document"]
        documents = self._documents.get(fold(name), [])
        if not documents:
            _refuse(f"no document {name!r} is loaded{_nearest(fold(name), list(self._documents))}")
        if cells["jurisdiction"]:
            wanted = self._jurisdiction(cells["jurisdiction"])
            documents = [document for document in documents if document.jurisdiction_id == wanted]
            if not documents:
                _refuse(
                    f"{cells['document']} is not a document of {cells['jurisdiction']}; correct one of them"
                )
        if len(documents) > 1:
            _refuse(f"several documents are called {name!r}; give the jurisdiction")
        document = documents[0]
        if document.jurisdiction_id is None:
            _refuse(f"nobody knows which government {name!r} is of; load it with its jurisdiction")
        units = self._target_units(document.document_id, cells["task"])
        if not units:
            code = cells["task"]
            _refuse(f"{name} has no target in a task {code!r}; `zeren why {code}` shows what it has")
        ordinal = self._ordinal(cells, units)
        subject = Subject(
            document.jurisdiction_id,
            doc_number=document.name,
            task_code=cells["task"],
            target_ordinal=ordinal,
        )
        return subject, frozenset({units[ordinal]})

    def _target_units(self, document_id: int, task_code: str) -> dict[int, str | None]:
        """The units of a task's targets by ordinal; none if there is no such task."""
        query = (
            select(tables.targets.c.ordinal, tables.targets.c.unit)
            .join(tables.tasks)
            .join(tables.sections)
            .join(tables.plans)
            .where(tables.plans.c.document_id == document_id, tables.tasks.c.code == task_code)
        )
        return {row.ordinal: row.unit for row in self._connection.execute(query)}

    def _ordinal(self, cells: dict[str, str], units: dict[int, str | None]) -> int:
        known = ", ".join(str(ordinal) for ordinal in sorted(units))
        if not cells["target"]:
            if len(units) > 1:
                _refuse(f"task {cells['task']} has several targets; give target, one of {known}")
            return next(iter(units))
        if not cells["target"].isdecimal() or int(cells["target"]) not in units:
            _refuse(f"task {cells['task']} has no target {cells['target']!r}; known are {known}")
        return int(cells["target"])


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else "; load its documents first"


def _refuse(message: str) -> NoReturn:
    raise Mismatch(message)
