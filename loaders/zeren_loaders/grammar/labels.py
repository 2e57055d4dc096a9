"""The labels that introduce units, leaders and deadlines, found in running text."""

from __future__ import annotations

import re
from functools import cache

from zeren_loaders import curation

LEAD, SUPPORT, RESPONSIBLE, LEADER, DEADLINE, NONE = (
    "lead",
    "support",
    "responsible",
    "leader",
    "deadline",
    "none",
)
UNIT_ROLES = frozenset({LEAD, SUPPORT, RESPONSIBLE})

# Labels this short are also ordinary words: they count only at the start of a line or bracket.
_SHORT = 2
_LONGEST = 14


@cache
def _label_pattern() -> re.Pattern[str]:
    """Any label followed by its colon, to be matched where the words before a colon begin."""
    words = sorted(curation.labels(), key=len, reverse=True)
    long_words = "|".join(word for word in words if len(word) > _SHORT)
    short_words = "|".join(word for word in words if len(word) <= _SHORT)
    return re.compile(
        rf"(?P<label>{long_words}|(?:(?<=[\n(;,。])|^)(?:{short_words}))(?:为|是)? ?:",
    )


def find_labels(text: str) -> list[tuple[str, int, int]]:
    """Every label in the text: (label, start, end), `end` after its colon."""
    found = []
    search = _label_pattern().search
    covered = 0
    colon = text.find(":")
    while colon >= 0:
        # Only the few characters before a colon can be a label.
        match = search(text, max(covered, colon - _LONGEST), colon + 1)
        if match is not None:
            found.append((match["label"], match.start(), match.end()))
        covered = colon + 1
        colon = text.find(":", covered)
    return found


def role_of(label: str) -> str:
    """The role the label means standing alone."""
    return curation.labels()[label].role_alone


def role_beside_lead(label: str) -> str:
    """The role the label means where a label of the lead stands beside it."""
    return curation.labels()[label].role_beside_lead
