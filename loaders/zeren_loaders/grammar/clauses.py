"""Responsibility clauses: the stretches of a line that say who leads, who does and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zeren_loaders.grammar.labels import DEADLINE, LEADER, NONE, UNIT_ROLES, role_of
from zeren_loaders.grammar.layout import Line

_MARKS = re.compile(r"[()。]")


@dataclass(slots=True)
class Part:
    """What stands behind one label, by offsets in the line's text."""

    label: str
    role: str
    start: int
    end: int


@dataclass(slots=True)
class Clause:
    """A clause by its offsets in the line's text, brackets included. `shape` is line, bracket or running."""

    shape: str
    start: int
    end: int
    parts: list[Part] = field(default_factory=list)

    @property
    def names_units(self) -> bool:
        """Whether some part lists units."""
        return any(part.role in UNIT_ROLES for part in self.parts)


def find_clauses(line: Line) -> list[Clause]:
    """The clauses of a line that its labels introduce, in order."""
    clauses: list[Clause] = []
    text = line.text
    covered = 0
    for index, (label, start, end) in enumerate(line.labels):
        if start < covered:
            continue
        following = [at for _, at, _ in line.labels[index + 1 :]]
        role = role_of(label)
        bracket = start and text[start - 1] == "("
        if bracket:
            close = _closing_bracket(text, start)
            clause = Clause("bracket", start - 1, min(close + 1, len(text)))
            inside = [entry for entry in line.labels[index:] if entry[1] < close]
            for place, (name, _, content) in enumerate(inside):
                stop = inside[place + 1][1] if place + 1 < len(inside) else close
                clause.parts.append(_part(text, name, content, stop))
        else:
            shape = "line" if start == 0 else "running"
            stop = _list_end(text, end, following[0] if following else len(text), shape)
            part = _part(text, label, end, stop)
            last = clauses[-1] if clauses else None
            if last is not None and last.shape != "bracket" and not text[last.end : start].strip(" ;,。"):
                last.parts.append(part)
                last.end = covered = stop
                continue
            clause = Clause(shape, start, stop, [part])
        if role in UNIT_ROLES or role in (LEADER, DEADLINE) or clause.names_units or shape_counts(clause):
            clauses.append(clause)
            covered = clause.end
    for clause in clauses:
        while clause.end < len(text) and text[clause.end] in "。;,. ":
            clause.end += 1
    return clauses


def shape_counts(clause: Clause) -> bool:
    """A clause of nothing but roles that are no responsibility still is a clause where it fills a line."""
    return clause.shape == "line" and all(part.role == NONE for part in clause.parts)


def _part(text: str, label: str, start: int, stop: int) -> Part:
    while stop > start and text[stop - 1] in " ,;。\n(":
        stop -= 1
    while start < stop and text[start] in " \n":
        start += 1
    return Part(label, role_of(label), start, stop)


def _closing_bracket(text: str, inside: int) -> int:
    """Where the bracket closes that is open at `inside`; the end of the text if it never does."""
    depth = 1
    for match in _MARKS.finditer(text, inside):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth == 0:
                return match.start()
    return len(text)


def _list_end(text: str, start: int, limit: int, shape: str) -> int:
    """Where a list without brackets ends: at the next label, or at the end of its sentence."""
    depth = 0
    for match in _MARKS.finditer(text, start, limit):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth < 0 and shape == "running":
                return match.start()
        elif depth <= 0:
            return match.start()
    return limit
