"""The text of a task put together from the stretches of the document that make it up."""

from __future__ import annotations

import re
from itertools import pairwise

from zeren_loaders.passages import Passage, join

# What stands between a headline and its paragraph where the clause does.
_CLAUSE_BETWEEN = re.compile(
    r"(?:单位|部门|领导|單位|部門|領導)[】〕]?[:：]|[(（【〔][^\n]{0,40}(?:牵头|负责|牽頭|負責|单位|單位)"
)
# 新增装机900万 / 千瓦: a line end may still part a number from its unit.
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_FIGURE_AT_END = re.compile(r"\d.{0,6}$")


def _breaks(body: list[Passage], document: str) -> list[int | None]:
    """Behind each stretch but the last, where its line ends; None where a page cut a sentence in two."""
    found: list[int | None] = []
    for before, passage in pairwise(body):
        start, end = before.spans[-1][1], passage.spans[0][0]
        newline = document.find("\n", start, end)
        is_cut = (
            "," in before.text
            and before.text[-1] not in "。;:!?…"
            and _LABELLED.match(passage.text) is None
            and _CLAUSE_BETWEEN.search(document, start, end) is None
        )
        found.append(None if newline < 0 or is_cut else newline)
    return found


def whole_text(body: list[Passage], document: str) -> Passage:
    """A task's stretches as one passage.

    The line end behind a headline stays in it: without one the words of two indicators would run together.
    """
    parts = [body[0]]
    for (before, passage), newline in zip(pairwise(body), _breaks(body, document), strict=True):
        if newline is not None and (_LABELLED.match(passage.text) or not _FIGURE_AT_END.search(before.text)):
            parts.append(Passage("\n", ((newline, newline + 1),)))
        parts.append(passage)
    return join(parts)


def printed_text(body: list[Passage], document: str) -> str:
    """A task's text as printed; a line of its own stays one, but not the rest of a sentence a page cut."""
    said = body[0].printed(document)
    for passage, newline in zip(body[1:], _breaks(body, document), strict=True):
        said += ("\n" if newline is not None else "") + passage.printed(document)
    return said.strip()
