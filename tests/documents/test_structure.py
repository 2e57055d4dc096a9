"""The conformance documents are complete and their expectations plausible: nothing here runs the loader."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from tests.documents.binary_sheets import PDF, WORD, Grid

HERE = Path(__file__).parent
SUFFIXES = {".txt", ".md", ".docx", ".html", ".pdf"}
DOCUMENTS = sorted(path for path in HERE.iterdir() if path.suffix in SUFFIXES and path.stem != "README")

FORMS = {f"L{n}" for n in range(1, 11)} | {f"T{n}" for n in range(1, 5)}
VARIATIONS = {f"V{n}" for n in range(1, 10)}
BASES = {"marked", "labelled", "stated_first", "assumed_first"}
# Which bounds a comparator needs, as (low, high).
BOUNDS = {
    "eq": (True, True),
    "approx": (True, True),
    "ge": (True, False),
    "le": (False, True),
    "range": (True, True),
}
# Unit names that a page's end cuts in two in the only place where they stand.
CUT_BY_PAGES = {"市卫生健康委", "市医保局"}
DOCUMENT_KEYS = {"title", "doc_number", "issuer", "issued_on", "year", "jurisdiction"}
TASK_KEYS = {"text", "number", "leader", "due_on", "lead_basis", "units", "targets"}


def expectation(path: Path) -> dict[str, Any]:
    """The hand-written expectation beside a document."""
    loaded = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def plain(text: str) -> str:
    """A text without white space, page furniture's dashes and the difference of mark widths."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed(path: Path) -> str:
    """What a document prints, near enough to look a stretch up in it."""
    if path.suffix == ".pdf":
        blocks = next(sheet for sheet in PDF if sheet.name == path.name).blocks
        return plain("".join("".join(map("".join, b.rows)) if isinstance(b, Grid) else b for b in blocks))
    if path.suffix == ".docx":
        word = Document(str(path))
        cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
        return plain("".join([*(paragraph.text for paragraph in word.paragraphs), *cells]))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<[^>]*>", "", text).replace("&nbsp;", " ")
    return plain(text)


EXPECTATIONS = {path.name: expectation(path) for path in DOCUMENTS}
TASKS = [
    pytest.param(path, task, id=f"{path.name}-{position}")
    for path in DOCUMENTS
    for position, task in enumerate(EXPECTATIONS[path.name]["tasks"], 1)
]


# Units and indicators are written in Simplified script: in a Traditional document they cannot be looked up.
SIMPLIFIED_TASKS = [parameter for parameter in TASKS if "traditional" not in str(parameter.id)]


def test_every_expectation_has_a_document() -> None:
    assert {path.stem for path in HERE.glob("*.yaml")} == {path.stem for path in DOCUMENTS}
    assert len({path.stem for path in DOCUMENTS}) == len(DOCUMENTS)


def test_there_are_enough_documents_of_every_format() -> None:
    formats = Counter(path.suffix for path in DOCUMENTS)
    assert sum(formats.values()) >= 44
    assert formats[".docx"] >= 5
    assert formats[".html"] >= 5
    assert formats[".pdf"] >= 3


def test_every_form_and_variation_is_covered() -> None:
    tags = Counter(tag for entry in EXPECTATIONS.values() for tag in entry["forms"])
    assert set(tags) == FORMS | VARIATIONS
    assert not {form: tags[form] for form in FORMS if tags[form] < 2}, "each form in two documents at least"
    pairs = sum(len(FORMS & set(entry["forms"])) > 1 for entry in EXPECTATIONS.values())
    assert pairs >= 5, "forms also occur together"


def test_texts_without_tasks_come_in_several_kinds() -> None:
    empty = {path.suffix for path in DOCUMENTS if not EXPECTATIONS[path.name]["tasks"]}
    assert empty >= {".txt", ".md", ".docx", ".html"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_expectation_is_well_formed(path: Path) -> None:
    entry = EXPECTATIONS[path.name]
    assert set(entry) == {"forms", "note", "document", "tasks"}
    assert entry["note"]
    assert set(entry["document"]) <= DOCUMENT_KEYS
    assert ("V9" in entry["forms"]) == (not entry["tasks"])
    if entry["tasks"]:
        assert FORMS & set(entry["forms"])
        assert 3 <= len(entry["tasks"]) <= 15
    issued = entry["document"].get("issued_on")
    assert issued is None or isinstance(issued, datetime.date)
    assert 2006 <= entry["document"].get("year", 2026) <= 2026
    for key in ("title", "issuer"):
        value = entry["document"].get(key)
        assert value is None or plain(value) in printed(path), key


@pytest.mark.parametrize(("path", "task"), TASKS)
def test_task_is_well_formed(path: Path, task: dict[str, Any]) -> None:
    assert set(task) <= TASK_KEYS
    assert {"text", "units", "targets"} <= set(task)
    assert len(plain(task["text"])) >= 6
    assert not re.search(r"(牵头|责任|配合|主办|协办|負責|责任)(领导|单位|部門|部门)", task["text"])
    due = task.get("due_on")
    assert due is None or isinstance(due, datetime.date)
    number = task.get("number")
    assert number is None or re.fullmatch(r"\d+|[一二三四五六七八九十]+", number)
    leader = task.get("leader")
    assert leader is None or re.fullmatch(r"[一-鿿]{2,4}", leader)


@pytest.mark.parametrize(("path", "task"), TASKS)
def test_units_are_plausible(path: Path, task: dict[str, Any]) -> None:
    units = task["units"]
    assert units, "every task of these documents names who is responsible"
    assert task.get("lead_basis", "marked") in BASES
    assert any(unit["lead"] for unit in units)
    if task.get("lead_basis") in {"stated_first", "assumed_first"}:
        assert [unit["lead"] for unit in units] == [True] + [False] * (len(units) - 1)
    names = [unit["name"] for unit in units]
    assert len(names) == len(set(names))
    for unit in units:
        assert {"name", "lead"} <= set(unit) <= {"name", "lead", "second_name", "also"}
        # Only the name of a group keeps its 、: 各市、县(市、区)政府.
        parting = r"[，,;；:：*★\s]" if unit["name"].startswith("各") else r"[、，,;；:：*★\s]"
        assert not re.search(parting, unit["name"])
        assert unit["name"] not in unit.get("also", [])


@pytest.mark.parametrize(("path", "task"), SIMPLIFIED_TASKS)
def test_expectations_quote_the_document(path: Path, task: dict[str, Any]) -> None:
    text = printed(path)
    # A page number or a running line may stand inside a task; every part of it is printed all the same.
    head, tail = plain(task["text"])[:6], plain(task["text"])[-4:]
    assert head in text
    assert tail in text
    for unit in task["units"]:
        spellings = [plain(name) for name in (unit["name"], *unit.get("also", []))]
        # The level may stand on the first unit only: the rest of the name is printed.
        bare = [re.sub(r"^(自治区|[省市县区州])", "", name) for name in spellings]
        bare += [re.sub(r"^[市县省]委", "", name) for name in spellings]
        # Several places can share one 政府 at the end of the list.
        bare.append(unit["name"].removesuffix("政府"))
        assert any(name in text for name in bare) or unit["name"] in CUT_BY_PAGES, unit["name"]


@pytest.mark.parametrize(("path", "task"), TASKS)
def test_targets_are_well_formed(path: Path, task: dict[str, Any]) -> None:
    for target in task["targets"]:
        assert set(target) <= {"indicator", "comparator", "low", "high", "unit", "or"}
        assert len(target["indicator"]) >= 2
        readings = [target, *([target["or"]] if "or" in target else [])]
        for reading in readings:
            bounds = (reading["low"] is not None, reading["high"] is not None)
            assert bounds == BOUNDS[target["comparator"]]
            if target["comparator"] in {"eq", "approx"}:
                assert reading["low"] == reading["high"]
            if target["comparator"] == "range":
                assert reading["low"] < reading["high"]
            assert reading["unit"] is None or not re.search(
                r"[万亿\d\s]", reading["unit"].replace("件/万人", "")
            )


@pytest.mark.parametrize(("path", "task"), SIMPLIFIED_TASKS)
def test_indicators_speak_the_task_s_words(path: Path, task: dict[str, Any]) -> None:
    """Nine tenths of an indicator's characters stand in the document: it is completed, not invented."""
    text = set(printed(path))
    for target in task["targets"]:
        indicator = plain(target["indicator"])
        assert sum(character in text for character in indicator) >= 0.9 * len(indicator), indicator


def test_committed_files_are_small() -> None:
    assert all(path.stat().st_size < 60_000 for path in DOCUMENTS)


def test_word_and_pdf_files_are_those_the_generator_writes() -> None:
    generated = {sheet.name for sheet in [*WORD, *PDF]}
    assert generated == {path.name for path in DOCUMENTS if path.suffix in {".docx", ".pdf"}}
