"""Write the generated pages of the documentation, or check that they are current.

`python docs/generate.py` writes them beside this file; `--check` compares and exits 1 if one is out of date.
Samples of output come from the bundled document, loaded into a scratch home.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import pyarrow as pa
from entity_picture import draw
from sqlalchemy import Table
from zeren_loaders import load_file
from zeren_loaders.documents import BUNDLED
from zeren_queries.catalogue import Catalogue, Report, load_catalogue
from zeren_queries.definitions import View, read_views
from zeren_queries.formats import Format, write_rows
from zeren_queries.header import Label
from zeren_queries.publication import publish
from zeren_queries.snapshot import Snapshot, open_snapshot, run_report
from zeren_schema.columns import split_comment
from zeren_schema.engine import open_engine
from zeren_schema.tables import metadata

NOTE = "<!-- Written by docs/generate.py. Change the headers and comments it reads, not this page. -->"
SAMPLE_ROWS = 4
# The views for everybody, first on their page.
FACTS = ("task_facts", "unit_task_facts", "target_facts")
# Reports that ask for something get an answer about these.
EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "ego_network": {"unit": "省财政厅"},
    "search": {"words": "人工智能 算力"},
    "shortest_path": {"unit_a": "省残联", "unit_b": "杭州海关"},
    "unit_profile": {"unit": "省海洋经济厅"},
}


def schema_page() -> str:
    """The page on the tables, with the picture."""
    lines = [
        NOTE,
        "",
        "# 表 · Tables",
        "",
        "![entity-relationship picture](schema.svg)",
        "",
        "A line runs from a table to the column that refers to it; `?` marks columns that may be NULL. The",
        "published snapshot holds the same tables, and the [views](#views) that save the joins.",
        "",
    ]
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        lines += _table_section(table)
    lines += [
        "# Views",
        "",
        "Only in the published snapshot. `task_facts`, `unit_task_facts` and `target_facts` are what most",
        "questions need; the others are what several reports work out in the same way.",
        "",
    ]
    views = {view.name: view for view in read_views()}
    others = sorted(views.keys() - set(FACTS))
    for name in (*FACTS, *others):
        lines += _view_section(views[name])
    return "\n".join(lines)


def _table_section(table: Table) -> list[str]:
    zh, en = split_comment(table.comment or "")
    rows = [f"## {table.name}", "", zh, en, "", "| column | 说明 | description |", "|---|---|---|"]
    for column in table.columns:
        column_zh, column_en = split_comment(column.comment or "")
        rows.append(f"| `{column.name}` | {column_zh} | {column_en} |")
    return [*rows, ""]


def _view_section(view: View) -> list[str]:
    lines = [f"## {view.name}", "", f"**{_both(view.title)}**", "", _both(view.grain), ""]
    lines += ["| column | 说明 | description |", "|---|---|---|"]
    for column in view.columns.values():
        zh, en = (words.replace("|", "\\|") for words in (column.description.zh, column.description.en))
        lines.append(f"| `{column.name}` | {zh} | {en} |")
    return [*lines, ""]


def reports_page(catalogue: Catalogue, snapshot: Snapshot) -> str:
    """The catalogue of reports: what each answers, its parameters and columns, and a sample."""
    lines = [
        NOTE,
        "",
        "# 报表 · Reports",
        "",
        'Each report runs as `zeren report NAME -p key=value`, as `db.report("NAME", key=value)` in Python,',
        "and as `FROM NAME(key := value)` in any DuckDB client that opens the snapshot.",
        "",
    ]
    themes: dict[str, list[Report]] = {}
    for report in catalogue.values():
        themes.setdefault(report.theme, []).append(report)
    for theme, reports in themes.items():
        lines += [f"- **{theme}**: " + ", ".join(f"[{report.name}](#{report.name})" for report in reports)]
    for reports in themes.values():
        for report in reports:
            lines += _report_section(report, snapshot, catalogue)
    return "\n".join([*lines, ""])


def _report_section(report: Report, snapshot: Snapshot, catalogue: Catalogue) -> list[str]:
    lines = ["", f"## {report.name}", "", f"**{_both(report.title)}**", "", _both(report.question), ""]
    lines += [
        f"粒度 grain: {_both(report.grain)}",
        "",
        "| parameter | default | 说明 description |",
        "|---|---|---|",
    ]
    for parameter in report.parameters.values():
        default = "required" if parameter.is_required else f"`{parameter.default}`"
        if parameter.default is None and not parameter.is_required:
            default = ""
        lines.append(f"| `{parameter.name}` {parameter.type} | {default} | {_cell(parameter.description)} |")
    lines += ["", "| column | unit | 说明 description |", "|---|---|---|"]
    for column in report.columns.values():
        unit = _cell(column.unit) if column.unit else ""
        lines.append(f"| `{column.name}` {column.type} | {unit} | {_cell(column.description)} |")
    lines += ["", *_sample(report, snapshot, catalogue)]
    return lines


def _sample(report: Report, snapshot: Snapshot, catalogue: Catalogue) -> list[str]:
    given = EXAMPLES.get(report.name, {})
    table = run_report(snapshot, report.name, given, catalogue)
    asked = " ".join(f"-p {name}={value}" for name, value in given.items())
    if table.num_rows == 0:
        return [f"`zeren report {report.name}` finds nothing in the bundled document alone."]
    head = f"`zeren report {report.name}{' ' + asked if asked else ''} -f csv` begins"
    return [head, "", "```", as_csv(table.slice(0, SAMPLE_ROWS)).rstrip("\n"), "```"]


def _both(label: Label) -> str:
    return f"{label.zh} {label.en}"


def _cell(label: Label) -> str:
    return _both(label).replace("|", "\\|")


ANSWER = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```csv\n.*?```", re.DOTALL)


def cookbook_page(snapshot: Snapshot) -> str:
    """The cookbook with the answer under each query written anew; the queries and words stay as they are."""

    def answer(match: re.Match[str]) -> str:
        rows = as_csv(snapshot.arrow(match["sql"]))
        return f"```sql\n{match['sql']}```\n\n```csv\n{rows}```"

    return ANSWER.sub(answer, (HERE / "cookbook.md").read_text(encoding="utf-8"))


def as_csv(table: pa.Table) -> str:
    """The rows as zeren writes CSV."""
    out = io.BytesIO()
    write_rows(table.to_reader(), None, out, Format.CSV)
    return out.getvalue().decode()


def pages(home: Path) -> dict[str, str]:
    """File name to content of every generated page; `home` has the bundled document published."""
    with open_snapshot(home) as snapshot:
        from_snapshot = {
            "reports.md": reports_page(load_catalogue(), snapshot),
            "cookbook.md": cookbook_page(snapshot),
        }
    return {"schema.svg": draw(), "schema.md": schema_page(), **from_snapshot}


def outdated(home: Path) -> list[str]:
    """The pages that are not what they would be if they were written now."""
    return [
        str(HERE / name)
        for name, content in pages(home).items()
        if not (HERE / name).is_file() or (HERE / name).read_text(encoding="utf-8") != content
    ]


def main(arguments: list[str]) -> int:
    """Write or check the pages; returns the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="zeren-docs-") as scratch:
        home = Path(scratch)
        engine = open_engine(f"sqlite:///{home}/zeren.sqlite")
        load_file(engine, BUNDLED)
        publish(engine, home)
        if not arguments:
            for name, content in pages(home).items():
                (HERE / name).write_text(content, encoding="utf-8", newline="\n")
            return 0
        found = outdated(home)
    if found:
        print(f"out of date: {', '.join(found)}; run `make docs`", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
