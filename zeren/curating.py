"""The lines that settle a doubt for good: what to add to which curation file, ready to paste."""

from __future__ import annotations

import bisect
import csv
import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zeren_loaders import curation

# How alike two names must be before one is offered for the other; 市教体局 and 市教育局 are 0.75 alike.
_ALIKE = 0.6
# A name this much alike may be another spelling of the same body.
_SAME_BODY = 0.75


@dataclass(frozen=True)
class Line:
    """One line for a curation file. `place` is the line number it gets, so that the file stays sorted."""

    file: str
    text: str
    place: int

    def __str__(self) -> str:
        return f"{curation.FOLDER / self.file}, as line {self.place}:\n        {self.text}"


def unit_line(scope: str | None, name: str, kind: str, function: str | None, evidence: str | None) -> Line:
    """The line of `units.csv` that says what a unit is; without a scope it holds for every government."""
    values = {"scope": scope or "", "name": name, "kind": kind, "function": function or ""}
    return _line("units.csv", values, ("scope", "name"), "经人核对", evidence)


def spelling_line(scope: str | None, name: str, unit: str, evidence: str | None) -> Line:
    """The line of `names.csv` that says that a name is another spelling of a unit."""
    kind = "abbreviation" if len(name) < len(unit) else "variant"
    values = {"scope": scope or "", "name": name, "unit": unit, "kind": kind}
    return _line("names.csv", values, ("scope", "name"), f"与{unit}为同一机构", evidence)


def _line(file: str, values: dict[str, str], key: Sequence[str], reason: str, evidence: str | None) -> Line:
    rows = curation.read_rows(file)
    columns = list(rows[0])
    values |= {"reason": reason, "evidence": evidence or "所载文件"}
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow([values.get(column, "") for column in columns])
    keys = [tuple(row[column] for column in key) for row in rows]
    place = bisect.bisect_left(keys, tuple(values[column] for column in key)) + 2
    return Line(file, written.getvalue(), place)


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known names most like this one, without itself, the most alike first."""
    others = sorted(set(known) - {name})
    return difflib.get_close_matches(name, others, n=count, cutoff=_ALIKE)


def may_be(name: str, known: Iterable[str]) -> str | None:
    """The known name that this may be another spelling of."""
    found = nearest(name, known, 1)
    if found and difflib.SequenceMatcher(None, name, found[0]).ratio() >= _SAME_BODY:
        return found[0]
    return None
