"""What of a reading must stay when only the printing of a document changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source
from zeren_loaders.records import ParsedDocument

from tests.conformance.expectations import FOLDER, Expected
from tests.conformance.matching import folded


@cache
def _converter(direction: str) -> Any:
    from opencc import OpenCC

    return OpenCC(direction)


def traditional(text: str) -> str:
    """The text in Traditional script, as a person or a program would set it."""
    converted: str = _converter("s2t").convert(text)
    return converted


def simple(text: str) -> str:
    """The text in Simplified script and one width, without blanks and ends of sentences."""
    converted: str = _converter("t2s").convert(folded(text))
    return converted


@dataclass(frozen=True)
class Reading:
    """Tasks in order, each with its leader, date, units in order and targets."""

    tasks: tuple[tuple[Any, ...], ...]

    @property
    def size(self) -> int:
        """How many tasks there are."""
        return len(self.tasks)


def parse_text(text: str, name: str = "document.txt") -> ParsedDocument:
    """The loader's reading of a text as if it had come in a UTF-8 file."""
    return parse_source(read_source(FOLDER / name, text.encode("utf-8")))


def who(document: ParsedDocument) -> list[str]:
    """The units of each task, leads with a star."""
    return [
        " ".join("*" * mention.is_lead + mention.unit for mention in task.mentions) for task in document.tasks
    ]


def reading_of(document: ParsedDocument) -> Reading:
    """What the loader took from a document, in a form in which two printings compare equal."""
    return Reading(
        tuple(
            (
                simple(task.text),
                simple(task.leader or ""),
                task.due_on,
                tuple(
                    (simple(mention.unit), mention.is_lead, simple(mention.second_name or ""))
                    for mention in task.mentions
                ),
                frozenset(
                    Counter(
                        (target.comparator, target.low, target.high, simple(target.unit or ""))
                        for target in task.targets
                    ).items()
                ),
            )
            for task in document.tasks
        )
    )


def text_of(expected: Expected) -> str:
    """The text of a plain document."""
    return expected.path.read_text(encoding="utf-8")
