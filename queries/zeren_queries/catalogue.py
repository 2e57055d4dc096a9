"""The catalogue of saved reports: each is one SQL file with a header, found by its place and name.

A report lies at `reports/<theme>/<name>.sql`. There is no list to keep: listing the folder is the catalogue,
and only the reports asked for are read.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from zeren_schema.errors import UsageError, ZerenError

from zeren_queries.header import (
    NAME,
    Label,
    OutputColumn,
    Parameter,
    read_column,
    read_fields,
    read_named,
    read_parameter,
    read_shared,
    split_header,
)
from zeren_queries.sql_text import bare_names, parameters_used

REPORTS_FOLDER = Path(__file__).parent / "reports"
SHARED_FILE = "shared.yaml"


@dataclass(frozen=True)
class Report:
    """One saved report. `source` is the whole file, `sql` its one SELECT without the header."""

    name: str
    theme: str
    path: Path
    title: Label
    question: Label
    grain: Label
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, OutputColumn]
    sql: str
    source: str

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hex: the same digest means the same question."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    @property
    def required(self) -> tuple[str, ...]:
        """The parameters that have no default."""
        return tuple(name for name, parameter in self.parameters.items() if parameter.is_required)


class Catalogue(Mapping[str, Report]):
    """The reports of a folder by name, in alphabetical order; a report is read when it is asked for."""

    def __init__(self, folder: Path = REPORTS_FOLDER) -> None:
        self.folder = folder
        self._read: dict[str, Report] = {}

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """The file of each report. Raises ZerenError for a bad name or for two files of one name."""
        found: dict[str, Path] = {}
        for path in sorted(self.folder.glob("*/*.sql"), key=lambda path: path.stem):
            if not NAME.match(path.stem):
                raise ZerenError(f"{path}: a report's name is lower-case letters, digits and _")
            if path.stem in found:
                raise ZerenError(f"{path}: there is already a report of this name, {found[path.stem]}")
            found[path.stem] = path
        return found

    def __getitem__(self, name: str) -> Report:
        """The report of that name. Raises UsageError with the nearest names if there is none."""
        if name not in self._read:
            if name not in self.paths:
                raise UsageError(f"no report is called {name!r}{suggest(name, list(self.paths))}")
            self._read[name] = read_report(self.paths[name], self.folder / SHARED_FILE)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def load_catalogue(folder: Path = REPORTS_FOLDER) -> Catalogue:
    """The catalogue of a folder of reports (default: those that come with zeren)."""
    return Catalogue(folder)


def read_report(path: Path, shared_path: Path) -> Report:
    """Read one report. Raises ZerenError that names file and line if header or SQL is not in order."""
    source = path.read_text(encoding="utf-8")
    yaml_text, yaml_line, sql, sql_line = split_header(source, path)
    shared = read_shared(shared_path)
    top = read_fields(yaml_text, path, yaml_line, "the header")
    parameters = read_named(top, "parameters", read_parameter, shared.parameters, shared_path)
    columns = read_named(top, "columns", read_column, shared.columns, shared_path)
    if not columns:
        top.fail("the header describes no columns")
    report = Report(
        name=path.stem,
        theme=path.parent.name,
        path=path,
        title=top.label(top.take("title"), "title"),
        question=top.label(top.take("question"), "question"),
        grain=top.label(top.take("grain"), "grain"),
        parameters=parameters,
        columns=columns,
        sql=sql,
        source=source,
    )
    top.end()
    _compare_parameters(report, yaml_line, sql_line)
    return report


def _compare_parameters(report: Report, yaml_line: int, sql_line: int) -> None:
    used = parameters_used(report.sql)
    for name, line in used.items():
        if name not in report.parameters:
            raise ZerenError(
                f"{report.path}:{sql_line + line - 1}: ${name} is not among the parameters of the header"
            )
    for name in report.parameters:
        if name not in used:
            raise ZerenError(f"{report.path}:{yaml_line}: the parameter {name!r} is not used in the SQL")
    for name, line in bare_names(report.sql, report.parameters):
        raise ZerenError(
            f"{report.path}:{sql_line + line - 1}: write table.{name}: a bare {name} would mean the parameter"
            " of that name"
        )


def suggest(word: str, known: list[str]) -> str:
    """What to say after an unknown name: the nearest known ones, or all if they are few."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    # A short form or a part of a name is near too, however many letters are missing.
    near += [name for name in known if word and (word in name or name in word) and name not in near][:3]
    if near:
        return f"; did you mean {' or '.join(near[:3])}?"
    if 0 < len(known) <= 12:
        return f"; known are {', '.join(known)}"
    return ""
