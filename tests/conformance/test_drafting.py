"""What one drafter writes otherwise than the next, and means the same: numbers, brackets, ends of lines."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from zeren_loaders import ParsedDocument

from tests.conformance.expectations import expectations
from tests.conformance.reading import parse_text, text_of

TEXTS = {one.name: text_of(one) for one in expectations() if one.path.suffix == ".txt" and one.tasks}

LABEL = (
    r"(?:(?:牵头|责任|配合|主办|协办|主责|承办|协同|参与)(?:责任)?(?:单位|部门)|(?:牵头|分管|责任)领导|完成时限)"
    r"\s*[:：]"
)
# A bracket that ends a line.
CLOSING = r"[（(](?P<said>[^（()）\n]{3,200})[)）]\s*(?P<stop>。?)\s*$"
NUMBER = r"^(?P<blank>\s*)(?P<number>\d{1,3})"

Rewrite = Callable[[str], str]


def by(pattern: str, replacement: str) -> Rewrite:
    """A rewriting of lines."""
    return lambda text: re.sub(pattern, replacement, text, flags=re.MULTILINE)


REWRITINGS: dict[str, Rewrite] = {
    "numbers before 、": by(rf"{NUMBER}[.．、]", r"\g<blank>\g<number>、"),
    "numbers before a wide point": by(rf"{NUMBER}[.．、]", r"\g<blank>\g<number>．"),
    "numbers before a point and a blank": by(rf"{NUMBER}[.．]\s*", r"\g<blank>\g<number>. "),
    "brackets on a line of their own": by(rf"(?P<end>[。；])\s*{CLOSING}", "\\g<end>\n（\\g<said>）"),
    "brackets before the full stop": by(rf"。\s*{CLOSING}", r"（\g<said>）。"),
    "a full stop inside the bracket": by(rf"。\s*{CLOSING}", r"。（\g<said>。）"),
    "square brackets": by(CLOSING, r"【\g<said>】\g<stop>"),
    "labels that end with a semicolon": by(rf"^(?P<line>\s*{LABEL}.*[^。；;\s])\s*$", r"\g<line>；"),
    "labels on one line": by(rf"^(?P<line>\s*{LABEL}.*)\n\s*(?={LABEL})", r"\g<line>    "),
    "blank lines": lambda text: text.replace("\n", "\n　　\n"),
    "straight quotes": lambda text: text.replace("“", '"').replace("”", '"'),
}


def said(document: ParsedDocument) -> list[tuple[str, str | None, tuple[tuple[str, bool], ...]]]:
    """The tasks without their marks, their leaders, and their units in order with the lead flags."""
    return [
        (
            re.sub(r"\W", "", task.text),
            task.leader,
            tuple((mention.unit, mention.is_lead) for mention in task.mentions),
        )
        for task in document.tasks
    ]


@pytest.fixture(scope="module")
def readings() -> dict[str, list[tuple[str, str | None, tuple[tuple[str, bool], ...]]]]:
    """What is read from each document as it is."""
    return {name: said(parse_text(text, name)) for name, text in TEXTS.items()}


@pytest.mark.parametrize("rewriting", sorted(REWRITINGS))
def test_documents_drafted_otherwise(rewriting: str, readings: dict[str, list[object]]) -> None:
    changed = 0
    for name, text in TEXTS.items():
        written = REWRITINGS[rewriting](text)
        if written != text:
            changed += 1
            assert said(parse_text(written, name)) == readings[name], name
    assert changed > 10


def test_one_bracket_that_is_never_closed_costs_no_other_task(readings: dict[str, list[object]]) -> None:
    changed = 0
    for name, text in TEXTS.items():
        brackets = list(re.finditer(CLOSING, text, re.MULTILINE))
        # Brackets behind single units, and about time limits, are another matter.
        if len(brackets) < 3 or any(re.search(r"责任人|长期|以下任务", found["said"]) for found in brackets):
            continue
        changed += 1
        at = brackets[len(brackets) // 2].end("said")
        written = text[:at] + text[at + 1 :]
        assert said(parse_text(written, name)) == readings[name], name
    assert changed > 10
