"""What a snapshot holds beside its tables: views that save the joins, and every report as a table macro."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zeren_schema.columns import both
from zeren_schema.errors import ZerenError

from zeren_queries.catalogue import REPORTS_FOLDER, SHARED_FILE, Catalogue, Report
from zeren_queries.header import (
    Label,
    OutputColumn,
    read_column,
    read_fields,
    read_named,
    read_shared,
    split_header,
)
from zeren_queries.sql_text import bare_names, literal, parameters_as_names, quote, words

VIEWS_FOLDER = Path(__file__).parent / "views"
# The schema that holds the rows of stored views.
STORED = "stored"


@dataclass(frozen=True)
class View:
    """One view of the snapshot, from `views/<name>.sql`.

    The rows of a stored one are worked out once, at publication: a snapshot never changes.
    """

    name: str
    path: Path
    title: Label
    grain: Label
    columns: Mapping[str, OutputColumn]
    is_stored: bool
    sql: str
    sql_line: int


@cache
def read_views(
    folder: Path = VIEWS_FOLDER, shared_path: Path = REPORTS_FOLDER / SHARED_FILE
) -> tuple[View, ...]:
    """Every view, each after those it is built on. Raises ZerenError with file and line."""
    views = [_read_view(path, shared_path) for path in sorted(folder.glob("*.sql"))]
    waiting = {view.name: view for view in views}
    ordered: list[View] = []
    while waiting:
        ready = [view for view in waiting.values() if not words(view.sql) & (waiting.keys() - {view.name})]
        if not ready:
            raise ZerenError(f"{folder}: the views {', '.join(waiting)} are built on each other")
        ordered += ready
        for view in ready:
            del waiting[view.name]
    return tuple(ordered)


def _read_view(path: Path, shared_path: Path) -> View:
    yaml_text, yaml_line, sql, sql_line = split_header(path.read_text(encoding="utf-8"), path)
    shared = read_shared(shared_path)
    top = read_fields(yaml_text, path, yaml_line, "the header")
    view = View(
        name=path.stem,
        path=path,
        title=top.label(top.take("title"), "title"),
        grain=top.label(top.take("grain"), "grain"),
        columns=read_named(top, "columns", read_column, shared.columns, shared_path),
        is_stored=top.yes_or_no(top.take_if_given("is_stored"), "is_stored"),
        sql=sql,
        sql_line=sql_line,
    )
    top.end()
    return view


def view_statements(catalogue: Catalogue) -> Iterator[tuple[Path, str]]:
    """The file and the statement of every view, with its comments, in order of creation.

    They need the tables, and no row in them: `filling_statements` are for afterwards. Raises ZerenError with
    file and line if a view names a column that a macro would take for its parameter.
    """
    parameters = {name for report in catalogue.values() for name in report.parameters}
    yield VIEWS_FOLDER, f"CREATE SCHEMA {STORED}"
    for view in read_views():
        _refuse_bare_names(view, parameters)
        for statement in create_view(view):
            yield view.path, statement
        yield view.path, f"COMMENT ON VIEW {quote(view.name)} IS {literal(_comment(view.title, view.grain))}"
        for column in view.columns.values():
            comment = literal(both(column.description.zh, column.description.en))
            yield view.path, f"COMMENT ON COLUMN {quote(view.name)}.{quote(column.name)} IS {comment}"


def macro_statements(catalogue: Catalogue) -> Iterator[tuple[Path, str]]:
    """The file and the statement of every report as a table macro, with its comment.

    They need the tables and the views, and no row in them.
    """
    for report in catalogue.values():
        yield report.path, create_macro(report)
        comment = literal(_comment(report.title, report.question))
        yield report.path, f"COMMENT ON MACRO TABLE {quote(report.name)} IS {comment}"


def definition_statements(catalogue: Catalogue) -> Iterator[tuple[Path, str]]:
    """What `view_statements` and `macro_statements` give, in this order."""
    yield from view_statements(catalogue)
    yield from macro_statements(catalogue)


def filling_statements() -> Iterator[tuple[Path, str]]:
    """The file and the statement that works out the rows of each stored view, in order of creation."""
    for view in read_views():
        if view.is_stored:
            yield view.path, f"INSERT INTO {stored_table(view.name)} {view.sql}"


def stored_table(view_name: str) -> str:
    """Where the rows of a stored view lie. Not under the view's name, which a client would list twice."""
    return f"{STORED}.{quote(f'{view_name}_rows')}"


def create_view(view: View) -> Iterator[str]:
    """The statements that make a view; a stored one needs the schema STORED, and begins without rows."""
    if view.is_stored:
        table = stored_table(view.name)
        yield f"CREATE TABLE {table} AS {view.sql}\nWITH NO DATA"
        comment = both(f"视图 {view.name} 的各行。", f"The rows of the view {view.name}.")
        yield f"COMMENT ON TABLE {table} IS {literal(comment)}"
        yield f"CREATE VIEW {quote(view.name)} AS FROM {table}"
    else:
        yield f"CREATE VIEW {quote(view.name)} AS {view.sql}"


def create_macro(report: Report) -> str:
    """The report as a table macro: `FROM name(parameter := value)`, with the same defaults.

    Parameters without a default come first, as SQL wants it; called by name, their order does not matter.
    """
    ordered = sorted(report.parameters.values(), key=lambda parameter: not parameter.is_required)
    parameters = ", ".join(
        f"{quote(parameter.name)} {parameter.duckdb_type}"
        + ("" if parameter.is_required else f" := {literal(parameter.default)}")
        for parameter in ordered
    )
    return f"CREATE MACRO {quote(report.name)}({parameters}) AS TABLE {parameters_as_names(report.sql)}"


def _comment(title: Label, more: Label) -> str:
    return both(f"{title.zh}:{more.zh}", f"{title.en}: {more.en}")


def _refuse_bare_names(view: View, parameters: Collection[str]) -> None:
    for name, line in bare_names(view.sql, parameters):
        raise ZerenError(
            f"{view.path}:{view.sql_line + line - 1}: write table.{name}: inside a macro a bare {name} would"
            " mean the parameter of that name"
        )
