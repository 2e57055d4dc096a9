"""Bringing a database to the state this code expects, through Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from zeren_schema.engine import describe_url, read_transaction, write_transaction
from zeren_schema.errors import ZerenError
from zeren_schema.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

# The newest revision this code knows. Kept as a constant so that opening a database need not import
# Alembic; a test holds it against the scripts.
HEAD_REVISION = "0003"


def scripts_folder() -> Path:
    """Where the migrations lie: inside the installed package, or at the top of the source tree."""
    installed = Path(__file__).parent / "migrations"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings, for a connection that is already open."""
    from alembic.config import Config  # noqa: PLC0415 - only migrations need Alembic

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def current_revision(engine: Engine) -> str | None:
    """The revision of the database; None if it is empty.

    Raises ZerenError if there are tables but no revision: somebody else's database.
    """
    with read_transaction(engine) as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables:
            revision: str | None = connection.execute(
                text("SELECT version_num FROM alembic_version")
            ).scalar()
            if revision is not None:
                return revision
        if set(tables) - {"alembic_version"}:
            where = describe_url(engine.url.render_as_string(hide_password=True))
            raise ZerenError(f"{where}: holds tables that are not zeren's; choose an empty database")
        return None


def require_current(engine: Engine) -> None:
    """Raises ZerenError unless the database is exactly at the revision this code expects."""
    revision = current_revision(engine)
    if revision == HEAD_REVISION:
        return
    where = describe_url(engine.url.render_as_string(hide_password=True))
    if revision is None:
        raise ZerenError(f"{where}: the database is empty; run `zeren build`, or `zeren load FILE`")
    if revision in known_revisions():
        raise ZerenError(
            f"{where}: the database is at revision {revision}; `zeren load` and `zeren build` migrate it"
        )
    raise _newer(where, revision)


def known_revisions() -> set[str]:
    """Every revision this code has a script for."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


def upgrade(engine: Engine, revision: str = "head") -> str | None:
    """Migrate to `revision` in one transaction; returns the revision before.

    A SQLite file without anything in it gets its tables from their definitions, which is what the scripts
    lead to (the tests compare) and takes a fraction of the time; named by its number, even the newest
    revision is reached by the scripts. Raises ZerenError if the database is newer than the code or holds
    foreign tables.
    """
    before = current_revision(engine)
    if before == HEAD_REVISION and revision == "head":
        return before
    if before is not None and before not in known_revisions():
        raise _newer(describe_url(engine.url.render_as_string(hide_password=True)), before)
    if before is None and revision == "head" and _create(engine):
        return None
    _run(engine, revision, down=False)
    return before


def _create(engine: Engine) -> bool:
    """Make every table at once; False if this is not SQLite, or if anything is there already."""
    if engine.dialect.name != "sqlite":
        return False
    with write_transaction(engine) as connection:
        # Asked anew now that nobody else can write: another process may have been faster.
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            return False
        metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD_REVISION}
        )
    return True


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate back to `revision` in one transaction."""
    _run(engine, revision, down=True)


def _newer(where: str, revision: str) -> ZerenError:
    return ZerenError(
        f"{where}: written by a newer zeren (revision {revision}; this one knows up to {HEAD_REVISION});"
        " upgrade zeren"
    )


def _run(engine: Engine, revision: str, *, down: bool) -> None:
    from alembic import command  # noqa: PLC0415

    with write_transaction(engine, foreign_keys=False) as connection:
        config = alembic_config(connection)
        if down:
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
        if engine.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise ZerenError(
                    f"the migration would leave {len(broken)} rows without their parents; nothing was changed"
                )


def refuse_to_drop(connection: Connection, *tables: str) -> None:
    """For downgrades: raises ZerenError if one of the tables about to be dropped holds rows.

    Rows are never lost to a migration; who wants that can drop the database.
    """
    for table in tables:
        if connection.execute(text(f"SELECT EXISTS (SELECT 1 FROM {table})")).scalar():
            raise ZerenError(f"table {table} holds rows, which going back would delete; empty it first")
