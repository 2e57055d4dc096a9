"""SQL as text: its `$parameters`, names that stand alone, and how a name or a value is written in it.

Only what a saved report needs, without asking the database: strings and comments are told from code, so that
a `$` or a word inside them means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

_NO_CODE = r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'"
_PARAMETER = r"\$(?P<parameter>[A-Za-z_][A-Za-z0-9_]*)"
_QUOTED = r'"(?:[^"]|"")*"'
_PARAMETERS = re.compile(f"{_NO_CODE}|{_QUOTED}|{_PARAMETER}", re.DOTALL)
_NAMES = re.compile(rf"{_NO_CODE}|{_PARAMETER}|(?P<name>{_QUOTED}|[^\W\d]\w*)", re.DOTALL)
_WORDS = re.compile(rf"{_NO_CODE}|{_PARAMETER}|(?P<word>[^\W\d]\w*)", re.DOTALL)


def parameters_used(sql: str) -> dict[str, int]:
    """The names of the `$parameters` in `sql`, each with the line of its first use (from 1)."""
    used: dict[str, int] = {}
    for match in _PARAMETERS.finditer(sql):
        if match["parameter"] and match["parameter"] not in used:
            used[match["parameter"]] = _line(sql, match)
    return used


def parameters_as_names(sql: str) -> str:
    """`sql` with every `$name` written as `name`: the body of a macro, whose parameters are plain names."""
    return _PARAMETERS.sub(lambda match: match["parameter"] or match[0], sql)


def words(sql: str) -> set[str]:
    """Every word of the code, keywords included."""
    return {match["word"] for match in _WORDS.finditer(sql) if match["word"]}


def bare_names(sql: str, names: Collection[str]) -> Iterator[tuple[str, int]]:
    """Where one of `names` stands as an unqualified column: the word as written, and its line (from 1).

    Inside a macro such a word silently means the parameter of that name and not the column, so reports and
    views write `table.column`. Allowed are `table.name`, `AS name` and `$name`.
    """
    wanted = {name.lower() for name in names}
    for match in _NAMES.finditer(sql):
        word = match["name"]
        if word and word.strip('"').lower() in wanted and not _may_stand_after(sql, match.start()):
            yield word, _line(sql, match)


def quote(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A default value or a text as an SQL literal, for statements that take no parameters."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"


def _may_stand_after(sql: str, place: int) -> bool:
    """Whether what stands before makes the word a qualified column or an alias."""
    before = sql[max(0, place - 200) : place].rstrip()
    return before.endswith(".") or re.search(r"(?i)(?<!\w)as\Z", before) is not None


def _line(sql: str, match: re.Match[str]) -> int:
    return sql.count("\n", 0, match.start()) + 1
