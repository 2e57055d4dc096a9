"""Responsibility clauses: the stretches of a line that say who leads, who does and by when.

Labels introduce most of them; `bare.py` finds those that stand without a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from zeren_loaders.grammar.labels import DEADLINE, LEAD, LEADER, NONE, RESPONSIBLE, UNIT_ROLES, role_of
from zeren_loaders.grammar.layout import Line
from zeren_loaders.grammar.markers import BULLETS
from zeren_loaders.units.shapes import COMPLETE

DOERS = frozenset({LEAD, RESPONSIBLE})
_MARKS = re.compile(r"[()。]")
_BULLETS = f" -*★·({BULLETS}"
_ENDS = "。;,. "
# A bracket that opened farther back holds running text.
_BRACKET_REACH = 400


@dataclass(slots=True)
class Part:
    """What stands behind one label, by offsets in the line's text. Without a label `label` is empty."""

    label: str
    role: str
    start: int
    end: int


@dataclass(slots=True)
class Clause:
    """A clause by its offsets in the line's text, brackets included.

    `shape` is line, bracket or running where labels introduce it; `evidence` tells how a clause without
    labels was recognised (see `bare.py`), and is empty otherwise.
    """

    shape: str
    start: int
    end: int
    parts: list[Part] = field(default_factory=list)
    evidence: str = ""
    names_units: bool = False

    def __post_init__(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Tell again whether some part lists units, after parts were added."""
        for part in self.parts:
            if part.role in UNIT_ROLES and part.end > part.start:
                self.names_units = True
                return

    @property
    def names_doers(self) -> bool:
        """Whether some part lists units that do the work, and not only such as help."""
        return any(part.role in DOERS and part.end > part.start for part in self.parts)

    @property
    def names_leader(self) -> bool:
        """Whether some part names a leader."""
        return any(part.role == LEADER for part in self.parts)


BareReader = Callable[[str, int, int], "list[Part] | None"]


def find_clauses(line: Line, read_bare: BareReader) -> list[Clause]:
    """The clauses of a line that its labels introduce, in order.

    `read_bare` reads units and leaders without a label between two offsets of a text, or says None.
    """
    clauses: list[Clause] = []
    text = line.text
    covered = 0
    remark: Clause | None = None
    labels = _without_remarks(text, line.labels)
    for index, (label, begins, end) in enumerate(labels):
        if begins < covered:
            continue
        start = begins
        following = labels[index + 1][1] if index + 1 < len(labels) else len(text)
        opening = _open_bracket(text, covered, start)
        bare = _unlabelled_start(text, opening, start, read_bare)
        if opening >= 0 and bare is not None and ")" not in text[start:end]:
            close = closing_bracket(text, start)
            clause = Clause("bracket", opening, min(close + 1, len(text)), bare)
            inside = [entry for entry in labels[index:] if entry[1] < close]
            for place, (name, _, content) in enumerate(inside):
                stop = inside[place + 1][1] if place + 1 < len(inside) else close
                clause.parts.append(_part(text, name, content, stop))
        else:
            if opening >= 0 and ")" in text[start:end]:
                # 【责任单位】市甲局: the brackets only dress the label.
                start = opening
            shape = "running" if text[:start].strip(_BULLETS) else "line"
            if shape == "line":
                start = 0
            stop = _list_end(text, end, following, shape)
            part = _part(text, label, end, stop)
            if shape == "running" and text[end - 1] != ":" and read_bare(text, part.start, part.end) is None:
                continue
            last = clauses[-1] if clauses else None
            if last is not None and last.shape != "bracket" and not text[last.end : start].strip(" ;,。-("):
                last.parts.append(part)
                last.end = covered = stop
                continue
            clause = Clause(shape, start, stop, [part])
        if _counts(clause):
            if remark is not None and not text[remark.end : clause.start].strip(" ;,"):
                # 责任人:李某,责任单位:市甲局: what counts for nothing by itself goes with what follows.
                clause.start, clause.parts[:0] = remark.start, remark.parts
            clauses.append(clause)
            covered = clause.end
        remark = clause
    for clause in clauses:
        clause.settle()
        end = clause.end
        while end < len(text) and text[end] in _ENDS:
            end += 1
        clause.end = end
    return clauses


def _without_remarks(text: str, labels: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The labels without those that only remark on a unit of a list: 市甲局(责任人:李某)、市乙局."""
    kept: list[tuple[str, int, int]] = []
    for label in labels:
        last = kept[-1] if kept else None
        if last is None or role_of(last[0]) not in UNIT_ROLES or "(" not in text[last[2] : label[1]]:
            kept.append(label)
            continue
        opening = _open_bracket(text, last[2], label[1])
        between = text[last[2] : opening]
        is_remark = (
            opening >= 0
            and COMPLETE.search(between) is not None
            and between.count("(") == between.count(")")
            and "。" not in between
            and role_of(label[0]) not in UNIT_ROLES
        )
        if not is_remark:
            kept.append(label)
    return kept


def _counts(clause: Clause) -> bool:
    """Whether a clause is one: roles that are no responsibility make one only where they fill a line."""
    if any(part.role in UNIT_ROLES or part.role in (LEADER, DEADLINE) for part in clause.parts):
        return True
    return clause.shape == "line" and all(part.role == NONE for part in clause.parts)


def _open_bracket(text: str, floor: int, start: int) -> int:
    """Where the bracket opens in which `start` stands, or -1."""
    depth = 0
    for at in range(start - 1, max(floor, start - _BRACKET_REACH) - 1, -1):
        if text[at] == ")":
            depth += 1
        elif text[at] == "(":
            if depth == 0:
                return at
            depth -= 1
        elif text[at] == "。" and depth == 0:
            return -1
    return -1


def _unlabelled_start(text: str, opening: int, start: int, read_bare: BareReader) -> list[Part] | None:
    """Units and leaders between the bracket and the first label in it; None if it is other text."""
    if opening < 0 or not text[opening + 1 : start].strip(" ,;、-"):
        return []
    return read_bare(text, opening + 1, start)


def _part(text: str, label: str, start: int, stop: int) -> Part:
    while stop > start and text[stop - 1] in " ,;。\n(-":
        stop -= 1
    while start < stop and text[start] in " \n":
        start += 1
    return Part(label, role_of(label), start, stop)


def closing_bracket(text: str, inside: int) -> int:
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
