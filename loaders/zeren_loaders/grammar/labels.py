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


@cache
def label_pattern() -> re.Pattern[str]:
    """Any label followed by its colon. Group `label` is the label."""
    words = sorted(curation.labels(), key=len, reverse=True)
    long_words = "|".join(word for word in words if len(word) > _SHORT)
    short_words = "|".join(word for word in words if len(word) <= _SHORT)
    return re.compile(
        rf"(?P<label>{long_words}|(?:(?<=[\n(;,。])|^)(?:{short_words}))(?:为|是)? ?:",
    )


def role_of(label: str) -> str:
    """The role the label means standing alone."""
    return curation.labels()[label].role_alone


def role_beside_lead(label: str) -> str:
    """The role the label means where a label of the lead stands beside it."""
    return curation.labels()[label].role_beside_lead
