"""The units of a government in the database of record: found again by any of their names, named by use."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from zeren_schema import tables

from zeren_loaders import curation
from zeren_loaders.passages import fold
from zeren_loaders.records import ParsedDocument, Unit
from zeren_loaders.units.identity import standard_of
from zeren_loaders.units.naming import choose
from zeren_loaders.units.periods import period_of

# The kinds of names that can name the unit; a misprint or the name in brackets cannot.
_NAMING = ("canonical", "abbreviation", "variant")


def write_units(
    connection: Connection, document: ParsedDocument, jurisdiction_id: int | None
) -> dict[str, int]:
    """Store the document's units; returns their keys by the names the document gives them.

    A unit is known by its name, by any spelling of it, or by its standard name: 市发改委 and 市发展改革委 of
    one government are one unit, whichever document comes first.
    """
    units = tables.units
    known = {
        int(row["unit_id"]): dict(row)
        for row in connection.execute(select(units).where(_within(jurisdiction_id))).mappings()
    }
    ids = _found_again(connection, document, known)
    new = [unit for unit in document.units.values() if unit.name not in ids]
    if new:
        statement = insert(units).returning(units.c.unit_id, sort_by_parameter_order=True)
        rows = [
            {
                "jurisdiction_id": jurisdiction_id,
                "name": unit.name,
                "kind": unit.kind,
                "function": unit.function,
                "parent_unit_id": None,
            }
            for unit in new
        ]
        keys = connection.execute(statement, rows).scalars()
        ids.update(zip((unit.name for unit in new), map(int, keys), strict=True))
    for unit in document.units.values():
        _say_anew(connection, unit, ids, known.get(ids[unit.name]))
    _write_names(connection, document, ids)
    return ids


def settle_names(connection: Connection, ids: dict[str, int], code: str | None) -> None:
    """Let each of these units go by the spelling its documents use most; curated names stay."""
    names, units, mentions = tables.unit_names, tables.units, tables.task_units
    spelled: dict[int, dict[str, str]] = defaultdict(dict)
    for unit_id, name, kind in connection.execute(
        select(names.c.unit_id, names.c.name, names.c.kind).where(names.c.unit_id.in_(set(ids.values())))
    ):
        if kind in _NAMING:
            spelled[unit_id][name] = kind
    several = {unit_id: found for unit_id, found in spelled.items() if len(found) > 1}
    if not several:
        return
    counts: dict[int, dict[str, int]] = {
        unit_id: dict.fromkeys(found, 0) for unit_id, found in several.items()
    }
    printed = (
        select(mentions.c.unit_id, mentions.c.mention, func.count())
        .where(mentions.c.unit_id.in_(several))
        .group_by(mentions.c.unit_id, mentions.c.mention)
    )
    for unit_id, mention, number in connection.execute(printed):
        said = fold(mention).replace(" ", "")
        for name in counts[unit_id]:
            if name.endswith(said) or said.endswith(name):
                counts[unit_id][name] += number
    curated = {*curation.units(code), *(spelling.unit for spelling in curation.names(code).values())}
    for unit_id, found in several.items():
        current = next((name for name, kind in found.items() if kind == "canonical"), None)
        if current is None or current in curated:
            continue
        chosen = choose(counts[unit_id], _key(current))
        if chosen == current:
            continue
        connection.execute(update(units).where(units.c.unit_id == unit_id).values(name=chosen))
        for name, kind in ((current, _relation(current, chosen)), (chosen, "canonical")):
            where = (names.c.unit_id == unit_id) & (names.c.name == name)
            connection.execute(update(names).where(where).values(kind=kind))


def _within(jurisdiction_id: int | None) -> Any:
    column = tables.units.c.jurisdiction_id
    return column.is_(None) if jurisdiction_id is None else column == jurisdiction_id


def _key(name: str) -> str:
    body = standard_of(name)
    return body[0] if body else name


def _relation(name: str, chosen: str) -> str:
    return "abbreviation" if len(name) < len(chosen) else "variant"


def _found_again(
    connection: Connection, document: ParsedDocument, known: dict[int, dict[str, Any]]
) -> dict[str, int]:
    """The document's units that the government has already; each stored unit is one of them at most."""
    if not known:
        return {}
    by_name = {row["name"]: unit_id for unit_id, row in known.items()}
    ids = {name: by_name[name] for name in document.units if name in by_name}
    left = [unit for unit in document.units.values() if unit.name not in ids]
    if not left:
        return ids
    names = tables.unit_names
    by_spelling = {
        name: unit_id
        for unit_id, name in connection.execute(
            select(names.c.unit_id, names.c.name)
            .where(names.c.unit_id.in_(known), names.c.kind.in_(_NAMING))
            .order_by(names.c.unit_id.desc())
        )
    }
    by_key: dict[str, list[int]] = defaultdict(list)
    for unit_id, row in known.items():
        by_key[_key(row["name"])].append(unit_id)
    taken = set(ids.values())
    for unit in left:
        candidates = [by_spelling[name] for name in (unit.name, *unit.names) if name in by_spelling]
        keyed = by_key.get(_key(unit.name), [])
        for unit_id in (*candidates, *(keyed if len(keyed) == 1 else ())):
            if unit_id not in taken:
                ids[unit.name] = unit_id
                taken.add(unit_id)
                break
    return ids


def _say_anew(connection: Connection, unit: Unit, ids: dict[str, int], before: dict[str, Any] | None) -> None:
    parent = ids.get(unit.parent) if unit.parent else None
    if before is None:
        changed: dict[str, Any] = {"parent_unit_id": parent} if parent else {}
    else:
        said = {"kind": unit.kind, "function": unit.function, "parent_unit_id": parent}
        changed = {name: value for name, value in said.items() if value and before[name] != value}
    if changed:
        where = tables.units.c.unit_id == ids[unit.name]
        connection.execute(update(tables.units).where(where).values(changed))


def _write_names(connection: Connection, document: ParsedDocument, ids: dict[str, int]) -> None:
    table, units = tables.unit_names, tables.units
    mine = [ids[name] for name in document.units]
    stored = select(table.c.unit_id, table.c.name).where(table.c.unit_id.in_(mine))
    known = {(unit_id, name) for unit_id, name in connection.execute(stored)}
    named = select(units.c.unit_id, units.c.name).where(units.c.unit_id.in_(mine))
    current: dict[int, str] = {row.unit_id: row.name for row in connection.execute(named)}
    rows = []
    for unit in document.units.values():
        unit_id = ids[unit.name]
        for name, (kind, note) in unit.names.items():
            if (unit_id, name) in known:
                continue
            since, until = period_of(name)
            goes_by_another = kind == "canonical" and current[unit_id] != name
            rows.append(
                {
                    "unit_id": unit_id,
                    "name": name,
                    "kind": _relation(name, current[unit_id]) if goes_by_another else kind,
                    "valid_from": date(since, 1, 1) if since else None,
                    "valid_to": date(until, 12, 31) if until else None,
                    "note": note,
                }
            )
    if rows:
        connection.execute(insert(table), rows)
