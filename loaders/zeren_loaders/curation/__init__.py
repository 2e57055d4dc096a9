"""The decisions a person made, as data: one file per subject, one line per name, sorted.

`bodies.csv`     roots of the names of departments (发改, 发展改革): standard root, function, kind
`stems.csv`      whole names without their level prefix (委组织部, 总工会): standard form, function, kind
`units.csv`      single units: kind, function and parent where no rule can tell them
`names.csv`      spellings of one government's units: abbreviations, variants, misprints
`functions.csv`  the functions of government that make units comparable between governments
`labels.csv`     the labels that introduce units, leaders and deadlines, and the role each means
`measures.csv`   measure words, the characters that make each another word, and the words that do not
`indicators.csv` common indicators that make targets comparable: wordings, units, measures
`table_headers.csv` the words over the columns of a table, and what the column holds

A `scope` is the beginning of a GB/T 2260 code: `33` holds for Zhejiang and everything in it, `330000` for
the province alone, blank for every government. A line with a scope must match something in a document that
comes with zeren; `unused` lists those that do not.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
# The labels behind which a document may announce the person too, and how it does.
_WITH_PERSON = re.compile(r"(?:主办|主责|协办|协同|参与|承办|牵头|责任|配合)(?:单位|部门)")
_PERSONS = tuple(word + person for word in "及和、" for person in ("负责人", "责任人"))


@dataclass(frozen=True, slots=True)
class Body:
    """A department of any government, by the root or the stem of its name."""

    name: str
    standard: str
    function: str
    kind: str


@dataclass(frozen=True, slots=True)
class CuratedUnit:
    """A single unit whose kind, function or parent a person decided."""

    scope: str
    name: str
    kind: str
    function: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class CuratedName:
    """A spelling of one unit."""

    scope: str
    name: str
    unit: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its role, alone and where a label of the lead stands beside it."""

    name: str
    role_alone: str
    role_beside_lead: str


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one curation file, in file order."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def bodies() -> dict[str, Body]:
    """Roots of department names."""
    return {
        row["root"]: Body(row["root"], row["standard"], row["function"], row["kind"])
        for row in read_rows("bodies.csv")
    }


@cache
def stems() -> dict[str, Body]:
    """Whole names without a level prefix."""
    return {
        row["stem"]: Body(row["stem"], row["standard"], row["function"], row["kind"])
        for row in read_rows("stems.csv")
    }


@cache
def units(code: str | None) -> dict[str, CuratedUnit]:
    """The curated units that hold for a government with this code; the narrower scope wins."""
    rows = [
        CuratedUnit(row["scope"], row["name"], row["kind"], row["function"] or None, row["parent"] or None)
        for row in read_rows("units.csv")
        if in_scope(row["scope"], code)
    ]
    return {row.name: row for row in sorted(rows, key=lambda row: len(row.scope))}


@cache
def names(code: str | None) -> dict[str, CuratedName]:
    """The curated spellings that hold for a government with this code; the narrower scope wins."""
    rows = [
        CuratedName(row["scope"], row["name"], row["unit"], row["kind"], row["reason"])
        for row in read_rows("names.csv")
        if in_scope(row["scope"], code)
    ]
    return {row.name: row for row in sorted(rows, key=lambda row: len(row.scope))}


@cache
def labels() -> dict[str, Label]:
    """Every label with its roles; the common ones also with a person besides (牵头单位及责任人)."""
    found = {
        row["label"]: Label(row["label"], row["role_alone"], row["role_beside_lead"])
        for row in read_rows("labels.csv")
    }
    for name in [name for name in found if _WITH_PERSON.fullmatch(name)]:
        found |= {name + person: replace(found[name], name=name + person) for person in _PERSONS}
    return found


@cache
def functions() -> dict[str, str]:
    """Every function of government and its English name."""
    return {row["function"]: row["name_en"] for row in read_rows("functions.csv")}


def in_scope(scope: str, code: str | None) -> bool:
    """Whether a line with this scope holds for a government with this code."""
    return not scope or (code is not None and code.startswith(scope))


def unused(used: set[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The lines with a scope that `used` (file, scope, name) does not hold, sorted."""
    scoped = {
        (file, row["scope"], row["name"])
        for file in ("units.csv", "names.csv")
        for row in read_rows(file)
        if row["scope"]
    }
    return sorted(scoped - used)


@cache
def measures() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Every measure word: what it measures, and the characters that, right behind it, make it another word.

    What it measures is amount, count, share, rank or duration. Last come the words that begin with such a
    character and still leave it a measure: 名师 is a word, 100名师范生 are not.
    """
    return {
        row["unit"]: (row["measure"], row["not_before"], tuple(filter(None, row["though_before"].split(";"))))
        for row in read_rows("measures.csv")
    }


@cache
def endings() -> dict[str, tuple[str, str | None]]:
    """Endings of names that show the kind of a unit, and its function where they show that too."""
    return {row["ending"]: (row["kind"], row["function"] or None) for row in read_rows("endings.csv")}
