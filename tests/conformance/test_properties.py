"""How a document is printed does not change what it says: widths, script, blanks and page breaks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zeren_loaders.documents import BUNDLED

from tests.conformance.expectations import expectations
from tests.conformance.reading import Reading, parse_text, reading_of, text_of, traditional

PLAIN = {one.name: one for one in expectations() if one.path.suffix == ".txt" and one.tasks}
TEXTS = {name: text_of(one) for name, one in PLAIN.items()}
# A table flattened to lines has one cell a line: a page break inside a cell is another cell.
FLOWING = sorted(name for name, one in PLAIN.items() if "T2" not in one.forms)
# Traditional documents are Traditional already.
SIMPLIFIED = sorted(name for name in TEXTS if "traditional" not in name)

READINGS: dict[str, Reading] = {}

WIDTHS = {"，": ",", "：": ":", "（": "(", "）": ")", "；": ";", "％": "%", "．": "."}
WIDTHS |= {chr(code + 0xFEE0): chr(code) for code in range(ord("0"), ord("9") + 1)}
NARROW = WIDTHS
WIDE = {narrow: wide for wide, narrow in WIDTHS.items()}

quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


def original(name: str) -> Reading:
    """The reading of a document as it is printed; read once."""
    if name not in READINGS:
        READINGS[name] = reading_of(parse_text(TEXTS[name], name))
    return READINGS[name]


def assert_same(changed: str, name: str) -> None:
    found, wanted = reading_of(parse_text(changed, name)), original(name)
    assert found.size == wanted.size, name
    for ours, theirs in zip(found.tasks, wanted.tasks, strict=True):
        assert ours == theirs, name


@st.composite
def widths_changed(draw: Any) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    places = [place for place, character in enumerate(text) if character in NARROW or character in WIDE]
    chosen = draw(st.one_of(st.just(set(places)), st.sets(st.sampled_from(places)))) if places else set()
    return "".join(
        NARROW.get(character) or WIDE.get(character) or character if place in chosen else character
        for place, character in enumerate(text)
    ), name


@quick
@given(widths_changed())
def test_width_of_marks_and_digits(changed: tuple[str, str]) -> None:
    assert_same(*changed)


@pytest.mark.parametrize("name", SIMPLIFIED)
def test_script(name: str) -> None:
    assert_same(traditional(TEXTS[name]), name)


@st.composite
def padded(draw: Any) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(TEXTS)))
    blank = st.text(alphabet=" \u3000\u00a0", max_size=4)
    lines = []
    for line in TEXTS[name].split("\n"):
        lines.append(draw(blank) + line + draw(blank) if line.strip() else draw(blank))
        lines += [""] * draw(st.integers(0, 2))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return ending.join(lines), name


@quick
@given(padded())
def test_blanks_around_lines_and_between_them(changed: tuple[str, str]) -> None:
    assert_same(*changed)


# After these a writer may leave a blank, and the reading stays.
_SEPARATED = re.compile(r"(?<=[、，,；;：:])(?=[\u4e00-\u9fff])")


@st.composite
def spaced(draw: Any) -> tuple[str, str]:
    name = draw(st.sampled_from(FLOWING))
    text = TEXTS[name]
    places = [match.start() for match in _SEPARATED.finditer(text)]
    chosen = sorted(draw(st.sets(st.sampled_from(places))), reverse=True) if places else []
    blank = draw(st.sampled_from([" ", "\u3000"]))
    for place in chosen:
        text = text[:place] + blank + text[place:]
    return text, name


@quick
@given(spaced())
def test_blanks_behind_separators(changed: tuple[str, str]) -> None:
    assert_same(*changed)


# A page ends where its line is full, and not at the end of a sentence or before what looks like a number.
_FULL = 24
_BREAKABLE = re.compile(r"(?<=[\u4e00-\u9fff、，])(?=[\u4e00-\u9fff、，])")


def breakable(text: str) -> list[int]:
    """The places where a page may end inside a line."""
    places = []
    start = 0
    for line in text.split("\n"):
        places += [
            start + match.start()
            for match in _BREAKABLE.finditer(line)
            if _FULL <= match.start() <= len(line) - 3
        ]
        start += len(line) + 1
    return places


BREAKABLE = {name: breakable(TEXTS[name]) for name in FLOWING}
# What a page leaves between the halves of a line.
_PAGE_ENDS = ("\n", "\n\n", "\n\f\n", "\n\n- 12 -\n\n", "\n\n— 3 —\n\f\n", "\n\n第 3 页 共 9 页\n\n")
# The share of page breaks that change nothing; it goes up with the loader and never down.
_UNHARMED = 0.85


def test_page_breaks_inside_sentences_and_lists() -> None:
    """A page may end anywhere in a line that is full: inside a word, a list, a label."""
    harmed = []
    tried = 0
    for name, places in BREAKABLE.items():
        text = TEXTS[name]
        for number, place in enumerate(places[:: 1 + len(places) // 30]):
            tried += 1
            end = _PAGE_ENDS[number % len(_PAGE_ENDS)]
            if reading_of(parse_text(text[:place] + end + text[place:], name)) != original(name):
                harmed.append(f"{name}: {text[place - 12 : place]!r} | {text[place : place + 8]!r}")
    assert tried > 500
    assert len(harmed) <= (1 - _UNHARMED) * tried, f"{len(harmed)} of {tried}: " + "\n".join(harmed[:40])


def wrapped(text: str, width: int) -> str:
    """The text as a program prints it that breaks every line at `width` characters, come what may."""
    return "\n".join(
        line[start : start + width] for line in text.split("\n") for start in range(0, len(line) or 1, width)
    )


# Short documents hold too few broken lines to tell from lines that their writer ended.
_LONG = 2000


@pytest.mark.parametrize("width", [30, 35, 40])
def test_lines_broken_at_a_width(width: int) -> None:
    """Words, labels, numbers and names are cut; of a hundred tasks at most two read differently."""
    tried = same = 0
    for name, text in [*TEXTS.items(), (BUNDLED.name, BUNDLED.read_text(encoding="utf-8"))]:
        if len(text) < _LONG or name not in (*FLOWING, BUNDLED.name):
            continue
        found = reading_of(parse_text(wrapped(text, width), name)).tasks
        wanted = reading_of(parse_text(text, name)).tasks
        tried += len(wanted)
        same += sum(one in found for one in wanted)
    assert tried >= 240
    assert same >= 0.98 * tried
