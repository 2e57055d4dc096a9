"""Reading `zeren.toml`: all of it or nothing, every mistake with its line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from zeren_queries.catalogue import Catalogue, load_catalogue, suggest
from zeren_queries.exports.names import check_file_name
from zeren_queries.exports.outcome import SETS_KEPT, SetOptions, ShrinkGuard
from zeren_queries.formats.options import Format, Labels, Profile
from zeren_queries.parameters import bind
from zeren_schema.errors import UsageError

from zeren.schedules.definition import HOOK_SECONDS, ReportChoice, Schedule
from zeren.schedules.fields import Fields
from zeren.schedules.positions import Path as Place
from zeren.schedules.positions import line_numbers
from zeren.schedules.problems import Collector, Problem, ScheduleFileError
from zeren.schedules.times import Timetable

FILE_NAME = "zeren.toml"
SHRINK_LIMIT = 0.5
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)


def schedule_file(given: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The file of schedules: as given, else ZEREN_SCHEDULES, else `zeren.toml` in the working folder."""
    return Path(given or environment.get("ZEREN_SCHEDULES") or FILE_NAME).absolute()


def read_schedules(path: Path, catalogue: Catalogue | None = None) -> tuple[Schedule, ...]:
    """Every schedule of the file, in its order.

    Raises UsageError if the file cannot be read, ScheduleFileError with all mistakes if there is one: of
    several schedules none counts unless all are right.
    """
    text = _read(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScheduleFileError(path, [_syntax_problem(text, str(error))]) from error
    problems = Collector(line_numbers(text))
    schedules = _Reader(path.parent, problems, load_catalogue() if catalogue is None else catalogue).read(
        content
    )
    if problems.found:
        raise ScheduleFileError(path, problems.found)
    return schedules


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(
            f"{path}: no such file; write one with [[schedule]] tables, or name it with ZEREN_SCHEDULES"
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ScheduleFileError(path, [Problem(line, "is not UTF-8; save the file as UTF-8")]) from error


def _syntax_problem(text: str, said: str) -> Problem:
    match = re.search(r" \(at line (\d+), column \d+\)$", said)
    line = int(match[1]) if match else text.count("\n") + 1
    reason = re.sub(r" \(at [^()]*\)$", "", said)
    return Problem(line, f"is not TOML: {reason}")


class _Anything(list[str]):
    """Stands for the values of a snapshot: whether a unit exists is asked when the report runs."""

    def __contains__(self, value: object) -> bool:
        return True


@dataclass(frozen=True)
class _Claim:
    """What a schedule wants for itself, also one with mistakes elsewhere; `line` is where it begins."""

    line: int
    name: str
    to: Path | None
    source: Path | None


class _Reader:
    def __init__(self, folder: Path, problems: Collector, catalogue: Catalogue) -> None:
        self._folder = folder
        self._claims: list[_Claim] = []
        self._problems = problems
        self._catalogue = catalogue

    def read(self, content: dict[str, Any]) -> tuple[Schedule, ...]:
        tables = content.pop("schedule", None)
        for key in content:
            self._problems.add((key,), f"{key}: unknown here; schedules are [[schedule]] tables")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._problems.add(("schedule",), "no schedule here; write each as a [[schedule]] table")
            return ()
        found = [self._schedule(("schedule", index), table) for index, table in enumerate(tables)]
        self._hold_apart()
        return tuple(schedule for schedule in found if schedule is not None)

    def _schedule(self, place: Place, content: dict[str, Any]) -> Schedule | None:
        fields = Fields(self._problems, place, content)
        name = fields.text("name", is_required=True)
        if name and not _NAME.fullmatch(name):
            fields.problem("name", f"{name[:60]!a} must be small letters, digits, _ and -, at most 60")
        timetable = self._timetable(fields)
        to = fields.folder("to", self._folder, is_required=True)
        reports = self._reports(fields, (*place, "reports"))
        schedule: dict[str, Any] = {
            "reports": reports,
            "options": self._options(fields),
            "guard": self._guard(fields, reports),
            "source": fields.folder("source", self._folder),
            "retries": int(fields.number("retries", 0, least=0, most=100, is_whole=True)),
            "on_success": fields.command("on_success"),
            "on_failure": fields.command("on_failure"),
            "hook_seconds": fields.number("hook_seconds", HOOK_SECONDS, least=1, most=3600),
        }
        fields.refuse_the_rest()
        line = self._problems.line(place)
        self._claims.append(_Claim(line, name, to, schedule["source"]))
        if not name or timetable is None or to is None:
            return None  # which has been noted
        return Schedule(name, timetable, to, self._folder, line, **schedule)

    def _timetable(self, fields: Fields) -> Timetable | None:
        cron = fields.text("cron", is_required=True)
        zone_name = fields.text("timezone", is_required=True)
        zone = None
        if zone_name:
            try:
                zone = ZoneInfo(zone_name)
            except (KeyError, OSError, ValueError):
                fields.problem("timezone", f"{zone_name[:60]!a} is unknown; write one like Asia/Shanghai")
        if not cron:
            return None
        try:
            return Timetable(cron, zone or ZoneInfo("UTC"))
        except ValueError as error:
            fields.problem("cron", f"{cron[:60]!a} {error}; Mondays at six are '0 6 * * 1'")
            return None

    def _options(self, fields: Fields) -> SetOptions:
        formats = [fmt.value for fmt in Format if fmt is not Format.TABLE]
        fmt = Format(fields.choice("format", formats, Format.CSV))
        profile = Profile(fields.choice("profile", [profile.value for profile in Profile], Profile.DATA))
        labels = Labels(fields.choice("labels", [labels.value for labels in Labels], Labels.NAMES))
        keep = int(fields.number("keep", SETS_KEPT, least=1, most=100_000, is_whole=True))
        if profile is Profile.EXCEL and fmt is not Format.CSV:
            fields.problem("profile", f"excel is a profile of csv; {fmt} has none")
        return SetOptions(fmt, profile, labels, keep)

    def _reports(self, fields: Fields, place: Place) -> tuple[ReportChoice, ...] | None:
        chosen = fields.take("reports", list, "a list of reports")
        if chosen is None:
            return None
        if not chosen:
            fields.problem("reports", "names no report; leave it out for all")
        choices: dict[str, ReportChoice] = {}
        for index, entry in enumerate(chosen):
            choice = self._report((*place, index), entry)
            if choice is not None and choice.file in choices:
                self._problems.add(
                    (*place, index),
                    f"reports: {choice.file} is the name of two files; give one another: file = …",
                )
            elif choice is not None:
                choices[choice.file] = choice
        return tuple(choices.values())

    def _report(self, place: Place, entry: object) -> ReportChoice | None:
        if isinstance(entry, str):
            entry = {"name": entry}
        if not isinstance(entry, dict):
            self._problems.add(place, 'reports: write a name, or {name = "…", parameters = {…}}')
            return None
        fields = Fields(self._problems, place, entry)
        name = fields.text("name", is_required=True)
        file = fields.text("file") or name
        parameters = fields.take("parameters", dict, "a table of values") or {}
        fields.refuse_the_rest()
        if name not in self._catalogue:
            if name:
                near = suggest(name, list(self._catalogue))
                self._problems.add(place, f"reports: no report is called {name[:60]!a}{near}")
            return None
        try:
            check_file_name(file, "file")
            bind(self._catalogue[name], parameters, lambda _: _Anything())
        except UsageError as error:
            self._problems.add(place, f"reports: {error}")
        return ReportChoice(name, file, parameters)

    def _guard(self, fields: Fields, reports: Sequence[ReportChoice] | None) -> ShrinkGuard:
        limit = fields.number("shrink_limit", SHRINK_LIMIT, least=0, most=1)
        allowed = fields.texts("may_shrink")
        names = [choice.file for choice in reports] if reports is not None else list(self._catalogue)
        for name in allowed:
            if name not in names:
                near = suggest(name, names)
                fields.problem("may_shrink", f"{name[:60]!a} is no report of this schedule{near}")
        return ShrinkGuard(limit, frozenset(allowed))

    def _hold_apart(self) -> None:
        """Two schedules share neither name nor folder: each would take the other's sets for its own."""
        for index, claim in enumerate(self._claims):
            for other in self._claims[:index]:
                if claim.name and claim.name == other.name:
                    self._note(claim, f"name: {claim.name} is taken on line {other.line}")
                if claim.to and other.to and _overlap(claim.to, other.to):
                    self._note(claim, f"to: shares its folder with the schedule on line {other.line}")
            if claim.source and claim.to and _is_in(claim.source, claim.to):
                self._note(claim, "source: lies in the folder exported to; choose another")

    def _note(self, claim: _Claim, message: str) -> None:
        self._problems.found.append(Problem(claim.line, message))


def _overlap(one: Path, other: Path) -> bool:
    return _is_in(one, other) or _is_in(other, one)


def _is_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, links followed."""
    found, around = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    return found == around or around in found.parents
