"""The commands, their options and their help. Each hands over to one plain function elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zeren.settings import read_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="责任: who is responsible for what in government work plans, who leads, what was promised.",
    epilog="Home: ZEREN_HOME (default ./zeren-data). Server: ZEREN_DATABASE_URL (default: SQLite)."
    " Exit codes: 0 done, 1 the data says no, 2 wrong usage, 75 busy: try again.",
)


@app.command()
def path(
    what: Annotated[
        str | None, typer.Argument(help="home, database, snapshot or exports; all if left out")
    ] = None,
) -> None:
    """各文件所在位置。 / Print where things are."""
    from zeren.places import print_places  # noqa: PLC0415

    print_places(read_settings(), what)


@app.command()
def why(
    what: Annotated[
        str, typer.Argument(metavar="TASK|TARGET", help="a task's code (2.4.12) or a target's (2.4.12#1)")
    ],
    document: Annotated[
        str | None, typer.Option(help="document number, title or file name, if several match")
    ] = None,
) -> None:
    """任务、责任单位、指标及其原文。 / Show a task, its units and targets, and where they stand in the source."""
    from zeren.why import print_why  # noqa: PLC0415

    print_why(read_settings(), what, document)


@app.command()
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="every word must occur")],
    limit: Annotated[int, typer.Option(min=1, help="at most so many tasks")] = 50,
) -> None:
    """按文字或单位查找任务。 / Find tasks by words of their text or units."""
    from zeren.find import print_found  # noqa: PLC0415

    print_found(read_settings(), words, limit)


@app.command()
def status() -> None:
    """已载入、已发布、已导出的内容。 / Show what is loaded, published and exported."""
    from zeren.status import print_status  # noqa: PLC0415

    print_status(read_settings())


__all__ = ["Path", "app"]
