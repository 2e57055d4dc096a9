"""The places in the database of record: a government's, and those above it up to the country."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update
from zeren_schema import tables

from zeren_loaders.jurisdictions import parents
from zeren_loaders.records import Jurisdiction


def write_place(connection: Connection, place: Jurisdiction | None) -> int | None:
    """Store a place below those above it; returns its key."""
    if place is None:
        return None
    above = None
    for one in reversed(parents(place)):
        above = _write(connection, one, above)
    return _write(connection, place, above)


def _write(connection: Connection, place: Jurisdiction, parent_id: int | None) -> int:
    table = tables.jurisdictions
    found = _stored(connection, place, parent_id)
    if found is None:
        values = {
            "code": place.code,
            "name": place.name or place.code,
            "level": place.level,
            "parent_id": parent_id,
        }
        statement = insert(table).values(values).returning(table.c.jurisdiction_id)
        return int(connection.execute(statement).scalar_one())
    learned: dict[str, Any] = {}
    if place.code is not None and found.code is None:
        learned["code"] = place.code
    if parent_id is not None and found.parent_id is None:
        learned["parent_id"] = parent_id
    if learned:
        where = table.c.jurisdiction_id == found.jurisdiction_id
        connection.execute(update(table).where(where).values(learned))
    return int(found.jurisdiction_id)


def _stored(connection: Connection, place: Jurisdiction, parent_id: int | None) -> Any:
    """The row of the place: by its code, or by its name where one of the two has no code."""
    table = tables.jurisdictions
    known = select(table.c.jurisdiction_id, table.c.code, table.c.parent_id)
    if place.code is not None:
        found = connection.execute(known.where(table.c.code == place.code)).first()
        if found is not None:
            return found
    if not place.name:
        return None
    named = known.where(table.c.name == place.name, table.c.level == place.level)
    if place.code is not None:
        named = named.where(table.c.code.is_(None))
    candidates = connection.execute(named.order_by(table.c.jurisdiction_id)).all()
    if parent_id is not None:
        candidates = [row for row in candidates if row.parent_id in (None, parent_id)]
    # Several places with codes may share the name: none of them is meant for sure.
    coded = [row for row in candidates if row.code is not None]
    open_ones = [row for row in candidates if row.code is None]
    return open_ones[0] if open_ones else coded[0] if len(coded) == 1 else None
