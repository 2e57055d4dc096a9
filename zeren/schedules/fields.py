"""One table of the file, its keys taken out one by one; what nobody took is a mistake too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from zeren_queries.catalogue import suggest

from zeren.schedules.positions import Path as Place
from zeren.schedules.problems import Collector

T = TypeVar("T")


class Fields:
    """The keys of one table. Each method takes one out; mistakes are noted and give the default."""

    def __init__(self, problems: Collector, place: Place, content: dict[str, Any]) -> None:
        self._problems = problems
        self._place = place
        self._content = dict(content)
        self._asked: list[str] = []

    def problem(self, key: str, message: str) -> None:
        """Note a mistake in the value of `key`."""
        self._problems.add((*self._place, key), f"{key}: {message}")

    def take(self, key: str, kind: type[T], what: str, *, is_required: bool = False) -> T | None:
        """The value of `key` if it is of this kind; None if it is not there."""
        self._asked.append(key)
        if key not in self._content:
            if is_required:
                self.problem(key, f"is missing; give {what}")
            return None
        value = self._content.pop(key)
        # To Python true is a number; to whoever wrote the file it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.problem(key, f"must be {what}")
            return None
        return value

    def text(self, key: str, *, is_required: bool = False) -> str:
        """A text on one line, without blanks around it; empty if it is not there."""
        value = self.take(key, str, 'a text in quotes, such as "…"', is_required=is_required)
        if value is None:
            return ""
        if not value.strip():
            self.problem(key, "is empty")
        elif not value.isprintable():
            self.problem(key, "holds a character that cannot be printed")
        elif value != value.strip():
            self.problem(key, "begins or ends with a blank")
        else:
            return value
        return ""

    def choice(self, key: str, allowed: Sequence[str], default: str) -> str:
        """One of the words allowed."""
        value = self.text(key) or default
        if value not in allowed:
            self.problem(key, f"{value[:60]!a} is not one of {', '.join(allowed)}")
            return default
        return value

    def number(self, key: str, default: float, *, least: float, most: float, is_whole: bool = False) -> float:
        """A number between two bounds."""
        what = f"a {'whole ' if is_whole else ''}number from {least:g} to {most:g}"
        value: Any = self.take(key, object, what)
        if value is None:
            return default
        is_number = isinstance(value, int if is_whole else (int, float)) and not isinstance(value, bool)
        # Not-a-number is between no bounds.
        if not is_number or not least <= value <= most:
            self.problem(key, f"must be {what}")
            return default
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.take(key, list, "a list of texts in quotes") or []
        if not all(isinstance(value, str) and "\0" not in value for value in values):
            self.problem(key, "must be a list of texts in quotes")
            return ()
        return tuple(values)

    def command(self, key: str) -> tuple[str, ...]:
        """A command and its arguments; no shell reads it."""
        if isinstance(self._content.get(key), str):
            self.problem(key, 'must be a list: the command, then its arguments, as in ["mail", "-s", "…"]')
            self._content.pop(key)
            return ()
        words = self.texts(key)
        if words and not words[0].strip():
            self.problem(key, "begins with an empty command")
            return ()
        return words

    def folder(self, key: str, base: Path, *, is_required: bool = False) -> Path | None:
        """A folder, from where the file lies."""
        value = self.text(key, is_required=is_required)
        return (base / Path(value).expanduser()).absolute() if value else None

    def refuse_the_rest(self) -> None:
        """Note a mistake for every key nobody took."""
        for key in self._content:
            self._problems.add((*self._place, key), f"{key}: unknown here{suggest(key, self._asked)}")
