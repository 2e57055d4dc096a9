"""Alembic's environment: one transaction per run, on a connection given by zeren or named by the settings."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from zeren_schema.columns import ExactDecimal, UtcTimestamp
from zeren_schema.engine import open_engine, write_transaction
from zeren_schema.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write zeren's own column types as plain ones: a revision must not change when the code does."""
    if kind == "type" and isinstance(item, UtcTimestamp):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, ExactDecimal):
        return "sa.Numeric(24, 6)"
    return False


def run(connection: Connection) -> None:
    """Run the scripts on this connection; whoever opened it commits."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
        compare_server_default=True,
        render_item=render_item,
    )
    context.run_migrations()


if context.is_offline_mode():
    context.configure(
        url=os.environ.get("ZEREN_DATABASE_URL", "sqlite://"), target_metadata=metadata, literal_binds=True
    )
    with context.begin_transaction():
        context.run_migrations()
elif (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with write_transaction(
        open_engine(os.environ.get("ZEREN_DATABASE_URL", "sqlite:///zeren-data/zeren.sqlite")),
        foreign_keys=False,
    ) as opened:
        run(opened)
