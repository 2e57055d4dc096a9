"""Reading SQL as text: its tokens, its `$parameters`, and names that stand alone.

Only what a saved report needs, without asking the database: strings, quoted names and comments are told
from code, so that a `$` or a word inside them means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<comment>--[^\n]*|/\*.*?\*/)
    | (?P<string>'(?:[^']|'')*')
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<parameter>\$[A-Za-z_][A-Za-z0-9_]*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<space>\s+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of SQL: what it is, its text, and the line it begins on (from 1)."""

    kind: str
    text: str
    line: int


def tokens(sql: str) -> Iterator[Token]:
    """Every token of `sql`, space and comments included: joined, they give `sql` back."""
    line = 1
    for match in _TOKEN.finditer(sql):
        kind = match.lastgroup or "mark"
        yield Token(kind, match[0], line)
        line += match[0].count("\n")


def parameters_used(sql: str) -> dict[str, int]:
    """The names of the `$parameters` in `sql`, each with the line of its first use."""
    used: dict[str, int] = {}
    for token in tokens(sql):
        if token.kind == "parameter":
            used.setdefault(token.text[1:], token.line)
    return used


def parameters_as_names(sql: str) -> str:
    """`sql` with every `$name` written as `name`: the body of a macro, whose parameters are plain names."""
    return "".join(token.text[1:] if token.kind == "parameter" else token.text for token in tokens(sql))


def bare_names(sql: str, names: Collection[str]) -> list[Token]:
    """Where one of `names` stands as an unqualified column.

    Inside a macro such a word silently means the parameter of that name and not the column, so reports and
    views write `table.column`. Allowed are `table.name`, `AS name` and `$name`.
    """
    found: list[Token] = []
    code = [token for token in tokens(sql) if token.kind not in {"space", "comment"}]
    lowered = {name.lower() for name in names}
    for before, token in zip([None, *code], code, strict=False):
        word = token.text.strip('"').lower()
        if token.kind not in {"word", "quoted"} or word not in lowered:
            continue
        if before is not None and (before.text == "." or before.text.upper() == "AS"):
            continue
        found.append(token)
    return found
