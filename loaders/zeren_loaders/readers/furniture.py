"""Page furniture: page numbers, print buttons, site navigation and the like, on lines of their own.

What counts is data (`curation/furniture.csv`); such a line is labelled, never removed, so that the text
stays what the file says and a finding can name each one.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from zeren_loaders.readers.source import Source

# Furniture is short. A longer line that holds such words is a sentence about them.
MAX_LENGTH = 120
# So many lines a page's foot has at most.
_FOOT = 15
_HOST = re.compile(r"主办(?:单位|部门)?[: ]")
_SITE_OWNER = re.compile(r"主办(?:单位)?: ?[^、,;: ]{1,14}[省市县区州盟旗](?:人民)?政府(?:办公[室厅])?")
_SITE_RUNNER = re.compile(r"(?:承办|协办|维护|管理|运维|开发|建设)(?:单位|部门)?: ?.{2,40}")


class Furniture:
    """The rules of `curation/furniture.csv`, ready to be asked about the lines of one document after another.

    A row's `match` says how its `text` is meant: `button`, a word of which a line can consist together with
    other such words, brackets and bars; `pattern`, a regular expression for the whole folded line. `needs`
    lists words one of which a document must hold for the pattern to be tried at all: most hold none.
    """

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.rows = rows
        self._needs = [(number, row["needs"].split()) for number, row in enumerate(rows)]
        self._compiled: dict[tuple[int, ...], tuple[re.Pattern[str], dict[str, str]]] = {}

    def lines(self, folded: str, spans: list[tuple[int, int]]) -> dict[int, str]:
        """The rule of each line that is furniture, by its position in `spans`, in a folded document."""
        active = tuple(
            [at for at, words in self._needs if not words or any(word in folded for word in words)]
        )
        if active not in self._compiled:
            self._compiled[active] = _compile([self.rows[at] for at in active])
        pattern, rules = self._compiled[active]
        found = {}
        for index, (start, end) in enumerate(spans):
            if end - start <= MAX_LENGTH and (match := pattern.fullmatch(folded, start, end)):
                found[index] = rules[str(match.lastgroup)]
        return found


def _compile(rows: list[dict[str, str]]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One expression for all rows, and the rule of each of its groups."""
    rules, alternatives = {}, []
    for match, combine in (("button", _any_of_words), ("pattern", "|".join)):
        texts: dict[str, list[str]] = {}
        for row in rows:
            if row["match"] == match:
                texts.setdefault(row["rule"], []).append(row["text"])
        for rule, found in texts.items():
            rules[f"{match}_{rule}"] = rule
            alternatives.append(f"(?P<{match}_{rule}>{combine(found)})")
    return re.compile("|".join(alternatives)), rules


def _any_of_words(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"[\W_]*+(?>(?:{'|'.join(map(re.escape, longest_first))})[\W_]*+)+"


@cache
def load_furniture() -> Furniture:
    """The bundled list."""
    path = files("zeren_loaders") / "curation" / "furniture.csv"
    return Furniture(list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())))


def mark_furniture(source: Source) -> None:
    """Label the lines of a source that are furniture, those in tables excepted."""
    for index, rule in load_furniture().lines(source.folded, source.lines).items():
        if index not in source.row_of_line:
            source.furniture.setdefault(index, rule)
    _mark_site_owner(source)


def _mark_site_owner(source: Source) -> None:
    """Label the lines at the end that say whose web page it is.

    主办单位:某市人民政府办公室 / 承办单位:某市大数据局 could stand below a task as well, but then other lines
    say 主办 too.
    """
    if "主办" not in source.folded:
        return
    hosts = [
        index
        for index, (start, end) in enumerate(source.lines)
        if index not in source.furniture and _HOST.match(source.folded, start, end)
    ]
    if len(hosts) != 1 or not _SITE_OWNER.fullmatch(source.folded, *source.lines[hosts[0]]):
        return
    at = hosts[0]
    if at in source.row_of_line or len(source.lines) - at > _FOOT:
        return
    source.furniture[at] = "copyright"
    for index in range(at + 1, len(source.lines)):
        if not _SITE_RUNNER.fullmatch(source.folded, *source.lines[index]):
            break
        source.furniture.setdefault(index, "copyright")
