"""The command line: what each command takes, and the function it hands over to.

Functions are imported inside the commands, so that `zeren --help` need not load a database.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand
from zeren_queries.exports.outcome import SETS_KEPT, SetOptions
from zeren_queries.formats.options import Format, GraphFormat, Labels, Profile

from zeren.cli import schedule
from zeren.settings import read_settings

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="责任: who is responsible for what in government work plans, who leads, what was promised.",
    epilog="Home: ZEREN_HOME (default ./zeren-data). Server: ZEREN_DATABASE_URL (default: SQLite)."
    " Exit codes: 0 done, 1 the data says no, 2 wrong usage, 75 busy: try again.",
)

app.add_typer(schedule.app, name="schedule")

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="how the rows are written")]
ProfileOption = Annotated[Profile, typer.Option(help="CSV for programs (data) or spreadsheets (excel)")]
LabelsOption = Annotated[Labels, typer.Option(help="header row: column names, or titles in zh or en")]
# No option has a blank behind its dashes, or a line end before its value.
_COMMENT = re.compile(r"--(?:\s|[^=\n]*\n)")
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="write to this file")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"zeren {version('zeren')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """Without a command, say what there is."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def _paths(words: list[str]) -> list[Path]:
    """The paths named. A shell variable that is not set gives an empty word, not the folder one is in."""
    for word in words:
        if not word.strip():
            raise typer.BadParameter("a path is empty; name a document or a folder", param_hint="PATH...")
    return [Path(word) for word in words]


@app.command()
def build() -> None:
    """建库、载入自带文件、检查、发布、导出。 / Migrate, load the bundled document, check, publish, export."""
    from zeren.building import build as run

    run(read_settings())


@app.command()
def load(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="documents, or folders of them")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="read and report, store nothing")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="with --dry-run: each line with what it was taken for")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="processes that read documents; all cores if left out")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(help="the government: GB/T 2260 code (330000) or full name")
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(help="utf-8, gb18030 and utf-16 are found; another, such as big5, is named here"),
    ] = None,
) -> None:
    """载入文件或文件夹。 / Load documents, or folders of them, into the database of record."""
    from zeren_loaders import LoadOptions

    from zeren.loading import load as run

    options = LoadOptions(jurisdiction=jurisdiction, encoding=encoding)
    run(read_settings(), _paths(paths), dry_run=dry_run, options=options, explain=explain, jobs=jobs)


@app.command()
def observe(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="one value per row: observed_on, value, unit, source, note, and what it is of:"
            " jurisdiction and indicator, or document, task and target",
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="check only, record nothing")] = False,
) -> None:
    """录入观测值。 / Record what indicators and targets have reached."""
    from zeren.observing import observe as run

    run(read_settings(), path, dry_run=dry_run)


@app.command()
def publish() -> None:
    """检查并发布快照。 / Run the checks and publish a snapshot for the reports."""
    from zeren.building import publish as run

    run(read_settings())


@app.command()
def reports(
    name: Annotated[str | None, typer.Argument(help="show this report's header and SQL")] = None,
) -> None:
    """列出报表。 / List the saved reports, or show one."""
    from zeren.reporting import print_reports

    print_reports(name)


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="the report; `zeren reports` lists them")],
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", metavar="KEY=VALUE", help="may be repeated")
    ] = None,
    fmt: FormatOption = Format.TABLE,
    profile: ProfileOption = Profile.DATA,
    labels: LabelsOption = Labels.NAMES,
    output: OutputOption = None,
) -> None:
    """运行报表。 / Run a saved report on the current snapshot."""
    from zeren.reporting import Output, print_report, read_parameters

    chosen = Output(fmt, profile, labels, output)
    print_report(read_settings(), name, read_parameters(parameter or []), chosen)


class _QueryCommand(TyperCommand):
    """A command whose query may begin with a comment: `-- workload` is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take a word that begins like a comment of SQL for what it is."""
        return super().parse_args(ctx, [f"\n{word}" if _COMMENT.match(word) else word for word in args])


@app.command(cls=_QueryCommand)
def sql(
    query: Annotated[str, typer.Argument(help="one SELECT; nothing in the snapshot can be changed")],
    fmt: FormatOption = Format.TABLE,
    profile: ProfileOption = Profile.DATA,
    labels: LabelsOption = Labels.NAMES,
    output: OutputOption = None,
) -> None:
    """运行一条查询。 / Run a one-off query on the current snapshot."""
    from zeren.reporting import Output, print_sql

    print_sql(read_settings(), query, Output(fmt, profile, labels, output))


@app.command()
def graph(
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--parameter", "-p", metavar="KEY=VALUE", help="plan, document, jurisdiction, min_tasks …"
        ),
    ] = None,
    fmt: Annotated[GraphFormat, typer.Option("--format", "-f", help="csv is nodes.csv and edges.csv")] = (
        GraphFormat.GRAPHML
    ),
    directed: Annotated[bool, typer.Option("--directed", help="from lead units to supporting units")] = False,
    plan: Annotated[str | None, typer.Option(help="short for -p plan=…")] = None,
    output: OutputOption = None,
) -> None:
    """导出协作网络。 / Write the network of units for Gephi, igraph or networkx."""
    from zeren.graphing import write_graph
    from zeren.reporting import read_parameters

    given = read_parameters([*(parameter or []), *([f"plan={plan}"] if plan else [])])
    write_graph(read_settings(), given, fmt, output, directed=directed)


@app.command()
def export(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="all if left out")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="folder; default: exports in the home")] = None,
    fmt: FormatOption = Format.CSV,
    profile: ProfileOption = Profile.DATA,
    labels: LabelsOption = Labels.NAMES,
    keep: Annotated[int, typer.Option(min=1, help="how many sets stay, the new one included")] = SETS_KEPT,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="DIR", help="export nothing; hash a set's files again")
    ] = None,
) -> None:
    """导出报表。 / Export reports as one complete set of files with a manifest."""
    from zeren.building import export as run
    from zeren.building import verify as run_verify

    if verify is not None:
        run_verify(verify)
        return
    run(read_settings(), names, to, SetOptions(fmt, profile, labels, keep))


@app.command()
def status(
    max_age: Annotated[
        str | None, typer.Option(metavar="AGE", help="exit 1 if a schedule's set is older: 36h, 8d, 2w")
    ] = None,
) -> None:
    """已载入、已发布、已导出的内容。 / Show what is loaded, published, exported and scheduled."""
    from zeren.status import print_status

    print_status(read_settings(), max_age)


@app.command()
def why(
    what: Annotated[
        str, typer.Argument(metavar="TASK|TARGET", help="a task's code (2.4.12) or a target's (2.4.12#1)")
    ],
    document: Annotated[
        str | None, typer.Option(help="document number, title or file name, if several match")
    ] = None,
) -> None:
    """任务、责任单位、指标及其原文。 / Show a task, its units and targets, and where the source says so."""
    from zeren.why import print_why

    print_why(read_settings(), what, document)


@app.command()
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="every word must occur")],
    limit: Annotated[int, typer.Option(min=1, help="at most so many tasks")] = 50,
) -> None:
    """按文字、领导或单位查找任务。 / Find tasks by words of their text, leader or units."""
    from zeren.find import print_found

    print_found(read_settings(), words, limit)


@app.command()
def units(
    unmapped: Annotated[
        bool, typer.Option("--unmapped", help="only names that no curation line covers, with suggestions")
    ] = False,
) -> None:
    """列出单位及其名称。 / List the units and their names."""
    from zeren.units import print_units

    print_units(read_settings(), unmapped=unmapped)


@app.command()
def findings(
    document: Annotated[
        str | None, typer.Option(help="document number, title, file name or government; a part is enough")
    ] = None,
    rule: Annotated[str | None, typer.Option(help="only this rule, whatever its severity")] = None,
    severity: Annotated[str, typer.Option(help="info, warning or error: these and graver ones")] = "warning",
    limit: Annotated[int, typer.Option(min=1, help="at most so many findings")] = 50,
) -> None:
    """列出待核事项。 / List what the loader noticed and people should look at."""
    from zeren.review import Severity, print_findings

    if severity not in list(Severity):
        raise typer.BadParameter(f"{severity!r} is not one of {', '.join(Severity)}", param_hint="--severity")
    print_findings(read_settings(), document, rule, Severity(severity), limit)


@app.command()
def path(
    what: Annotated[
        str | None, typer.Argument(help="home, database, snapshot or exports; all if left out")
    ] = None,
) -> None:
    """各文件所在位置。 / Print where things are."""
    from zeren.places import print_places

    print_places(read_settings(), what)
