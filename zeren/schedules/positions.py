"""On which line of a TOML file each value stands, so that a mistake can be shown where it is.

The standard reader gives values without their places. This reads the text a second time, after that reader
has found it well-formed, and so need not know what is allowed, only where things begin and end.
"""

from __future__ import annotations

import json
import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'", re.DOTALL
)
_SCALAR = re.compile(r"[^,\]}\n#]*")


def line_numbers(text: str) -> dict[Path, int]:
    """The line (from 1) of every key and array element of a well-formed TOML text.

    A path is the keys and indices that lead to a value: `("schedule", 0, "cron")`.
    """
    return _Walk(text).walk()


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}

    def walk(self) -> dict[Path, int]:
        table: Path = ()
        while True:
            self._pass(_BLANK)
            if self._at >= len(self._text):
                return self._lines
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _note(self, path: Path, at: int) -> None:
        # The first mention counts: a table opened again further down is the same table.
        self._lines.setdefault(path, self._text.count("\n", 0, at) + 1)

    def _pass(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _header(self) -> Path:
        start = self._at
        brackets = 2 if self._text.startswith("[[", start) else 1
        self._at += brackets
        path: Path = ()
        keys = self._keys()
        self._at += brackets
        for number, key in enumerate(keys, start=1):
            path = (*path, key)
            # Below an array of tables, a header speaks of the last of them.
            if path in self._lengths and not (brackets == 2 and number == len(keys)):
                path = (*path, self._lengths[path] - 1)
        self._note(path, start)
        if brackets == 2:
            index = self._lengths.get(path, 0)
            self._lengths[path] = index + 1
            path = (*path, index)
            self._note(path, start)
        return path

    def _peek(self) -> str:
        self._pass(_SPACE)
        return self._text[self._at : self._at + 1]

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._pass(_SPACE)
            quoted = self._pass(_STRING)
            keys.append(_unquoted(quoted) if quoted else self._pass(_BARE))
            if self._peek() != ".":
                return keys
            self._at += 1

    def _pair(self, table: Path) -> None:
        start = self._at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, start)
        self._at += 1  # the sign =
        self._value(path)

    def _value(self, path: Path) -> None:
        self._pass(_SPACE)
        match self._text[self._at : self._at + 1]:
            case "[":
                self._at += 1
                index = 0
                while self._next() != "]":
                    self._note((*path, index), self._at)
                    self._value((*path, index))
                    index += 1
                self._at += 1
            case "{":
                self._at += 1
                while self._next() != "}":
                    self._pair(path)
                self._at += 1
            case '"' | "'":
                self._pass(_STRING)
            case _:
                self._pass(_SCALAR)

    def _next(self) -> str:
        """What comes next inside brackets, commas and blanks passed over."""
        self._pass(_BLANK)
        while self._text[self._at : self._at + 1] == ",":
            self._at += 1
            self._pass(_BLANK)
        return self._text[self._at : self._at + 1]


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    try:
        return str(json.loads(key))
    except ValueError:  # an escape that only TOML has
        return next(iter(tomllib.loads(f"{key} = 0")))
