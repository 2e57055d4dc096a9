"""Mistakes in a file of schedules, each with the line it is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zeren_schema.errors import UsageError

from zeren.schedules.positions import Path as Place


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake and the line it is on."""

    line: int
    message: str


class ScheduleFileError(UsageError):
    """The file holds mistakes: `problems` are all of them, the message is the first."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(set(problems)))
        first = self.problems[0]
        more = len(self.problems) - 1
        others = f" (and {more} more: `zeren schedule check` lists them)" if more else ""
        super().__init__(f"{path}:{first.line}: {first.message}{others}")

    def lines(self) -> list[str]:
        """One line a mistake, as compilers write them."""
        return [f"{self.path}:{problem.line}: {problem.message}" for problem in self.problems]


class Collector:
    """Gathers mistakes while a file is read, so that all can be told at once."""

    def __init__(self, lines: Mapping[Place, int]) -> None:
        self._lines = lines
        self.found: list[Problem] = []

    def line(self, place: Place) -> int:
        """Where a value stands; one that is missing stands where its table begins."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def add(self, place: Place, message: str) -> None:
        """Note a mistake."""
        self.found.append(Problem(self.line(place), message))
