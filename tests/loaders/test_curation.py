"""The curation files: sorted, without doubles, in the words of the schema."""

from __future__ import annotations

import pytest
from zeren_loaders import curation
from zeren_schema.vocabulary import UNIT_KINDS, UNIT_NAME_KINDS

KEYS = {
    "bodies.csv": ("root",),
    "endings.csv": ("ending",),
    "functions.csv": ("function",),
    "labels.csv": ("label",),
    "measures.csv": ("unit",),
    "names.csv": ("scope", "name"),
    "stems.csv": ("stem",),
    "units.csv": ("scope", "name"),
}


@pytest.mark.parametrize(("file", "key"), KEYS.items())
def test_lines_are_sorted_and_stand_once(file: str, key: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in key) for row in curation.read_rows(file)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("file", ["bodies.csv", "endings.csv", "names.csv", "stems.csv", "units.csv"])
def test_every_decision_gives_its_reason_and_evidence(file: str) -> None:
    for row in curation.read_rows(file):
        assert row["reason"], row
        assert row["evidence"], row


@pytest.mark.parametrize("file", ["bodies.csv", "endings.csv", "stems.csv", "units.csv"])
def test_kinds_and_functions_are_known(file: str) -> None:
    for row in curation.read_rows(file):
        assert row["kind"] in UNIT_KINDS, row
        assert not row["function"] or row["function"] in curation.functions(), row


def test_names_lead_to_names_of_a_known_kind() -> None:
    for row in curation.read_rows("names.csv"):
        assert row["kind"] in UNIT_NAME_KINDS, row
        assert (row["kind"] == "canonical") == (row["name"] == row["unit"]), row


def test_standard_names_stand_for_themselves() -> None:
    for body in (*curation.bodies().values(), *curation.stems().values()):
        known = curation.bodies() | curation.stems()
        assert known[body.standard].standard == body.standard, body


def test_functions_are_translated() -> None:
    assert all(english.isascii() and english for english in curation.functions().values())
