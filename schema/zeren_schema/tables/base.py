"""What the table definitions share: the metadata, its naming convention, and keys and references."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData

from zeren_schema.columns import both

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str, zh: str, en: str) -> Column[int]:
    """The integer primary key of a table."""
    return Column(name, Integer, primary_key=True, comment=both(f"{zh}的主键。", f"Primary key of the {en}."))


def reference(
    name: str,
    target: str,
    zh: str,
    en: str,
    *,
    nullable: bool = False,
    on_delete: str | None = None,
    primary_key: bool = False,
) -> Column[int]:
    """A foreign key; `on_delete` says what becomes of the row when its parent goes."""
    foreign_key = ForeignKey(target, ondelete=on_delete)
    return Column(
        name, Integer, foreign_key, nullable=nullable, primary_key=primary_key, comment=both(zh, en)
    )


def ordinal(zh: str, en: str) -> Column[int]:
    """The position of a row under its parent."""
    return Column("ordinal", Integer, nullable=False, comment=both(f"{zh},从 1 起。", f"{en}, from 1."))
