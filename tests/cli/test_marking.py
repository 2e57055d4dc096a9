"""What is marked in a text, in a pipe and on a terminal."""

from __future__ import annotations

import sys

import pytest

from zeren.marking import legend, mark_words, wants_colour


def test_a_word_is_not_found_in_the_mark_of_another() -> None:
    marked = mark_words("建设港口33个", ["港", "3", "33", "m"])
    assert marked == "建设\x1b[1;33m港\x1b[0m口\x1b[1;33m33\x1b[0m个"


def test_words_are_no_patterns_and_the_text_no_command() -> None:
    assert mark_words("(一)3.5%\x1b[2J", ["(一)", "."]) == (
        "\x1b[1;33m(一)\x1b[0m3\x1b[1;33m.\x1b[0m5%\N{REPLACEMENT CHARACTER}[2J"
    )


def test_the_legend_shows_what_it_names() -> None:
    assert legend(colour=False) == "★ lead unit 牵头 · ⟦unit 单位⟧ · ⟪target 指标⟫"
    assert legend(colour=True) == (
        "\x1b[1;32mlead unit 牵头\x1b[0m · \x1b[36munit 单位\x1b[0m · \x1b[1;33mtarget 指标\x1b[0m"
    )


@pytest.mark.parametrize(
    ("is_terminal", "environment", "expected"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colours_are_for_terminals_whose_owner_wants_them(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    for name, value in ({"TERM": "xterm", "NO_COLOR": ""} | environment).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert wants_colour() is expected
