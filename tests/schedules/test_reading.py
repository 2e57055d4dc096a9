"""`zeren.toml`: every mistake is found at once, each with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from zeren_schema.errors import UsageError

from tests.exports.test_set_failures import HOSTILE_NAMES
from tests.schedules.conftest import Office
from zeren.schedules.positions import line_numbers
from zeren.schedules.problems import ScheduleFileError
from zeren.schedules.reading import read_schedules

GOOD = """\
# Mondays
[[schedule]]
name = "weekly"
cron = "0 6 * * 1"
timezone = "Asia/Shanghai"
to = "reports"
reports = [
    "unit_workload",
    {name = "numeric_targets"},
]
"""


def _problems(path: Path, text: str) -> list[tuple[int, str]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScheduleFileError) as caught:
        read_schedules(path)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "zeren.toml"
    path.write_text(GOOD, encoding="utf-8")
    (schedule,) = read_schedules(path)
    assert (schedule.name, schedule.line, schedule.to) == ("weekly", 2, tmp_path / "reports")
    assert schedule.reports is not None
    assert [choice.file for choice in schedule.reports] == ["unit_workload", "numeric_targets"]
    assert schedule.guard is not None
    assert schedule.guard.limit == 0.5


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('"weekly"', '"Weekly!"', 3, "name: 'Weekly!' must be small letters"),
        ('"weekly"', "7", 3, "name: must be a text in quotes"),
        ('"weekly"', '" "', 3, "name: is empty"),
        ('"weekly"', '"week\\u0000ly"', 3, "name: holds a character that cannot be printed"),
        ('name = "weekly"\n', "", 2, "name: is missing"),
        ("0 6 * * 1", "0 25 * * 1", 4, "cron: '0 25 * * 1' bad hour"),
        ("0 6 * * 1", "0 6 * *", 4, "cron: '0 6 * *' has 4 fields instead of five"),
        ("0 6 * * 1", "0 0 30 2 *", 4, "cron: '0 0 30 2 *' bad day of month"),
        ("Asia/Shanghai", "Asia/Shanghia", 5, "timezone: 'Asia/Shanghia' is unknown"),
        ("Asia/Shanghai", "../../etc/passwd", 5, "timezone: '../../etc/passwd' is unknown"),
        ('to = "reports"\n', "", 2, "to: is missing"),
        ('to = "reports"', 'to = "reports"\nkept = 3', 7, "kept: unknown here; did you mean keep"),
        ('to = "reports"', 'to = "reports"\nkeep = 0', 7, "keep: must be a whole number from 1"),
        ('to = "reports"', 'to = "reports"\nkeep = true', 7, "keep: must be a whole number from 1"),
        (
            'to = "reports"',
            'to = "reports"\nshrink_limit = nan',
            7,
            "shrink_limit: must be a number from 0 to 1",
        ),
        ('to = "reports"', 'to = "reports"\nformat = "xls"', 7, "format: 'xls' is not one of csv"),
        ('to = "reports"', 'to = "reports"\nformat = "table"', 7, "format: 'table' is not one of csv"),
        (
            'to = "reports"',
            'to = "r"\nformat = "xlsx"\nprofile = "excel"',
            8,
            "profile: excel is a profile of csv",
        ),
        (
            'to = "reports"',
            'to = "reports"\non_failure = "mail"',
            7,
            "on_failure: must be a list: the command",
        ),
        ('to = "reports"', 'to = "reports"\nmay_shrink = ["units"]', 7, "may_shrink: 'units' is no report"),
        (
            'to = "reports"',
            'to = "reports"\nsource = "reports/in"',
            2,
            "source: lies in the folder exported to",
        ),
        (
            '"unit_workload"',
            '"unit_worklod"',
            8,
            "reports: no report is called 'unit_worklod'; did you mean unit_workload",
        ),
        (
            '{name = "numeric_targets"}',
            '"unit_workload"',
            9,
            "reports: unit_workload is the name of two files",
        ),
        ('"numeric_targets"', '"numeric_targets", file = "../up"', 9, "reports: file '../up'"),
        (
            '{name = "numeric_targets"}',
            '{name = "unit_workload", file="b", parameters = {plan = "anual"}}',
            9,
            "plan=anual is not allowed",
        ),
        (
            '{name = "numeric_targets"}',
            '{name = "unit_workload", file="b", parameters = {plans = 1}}',
            9,
            "has no parameter 'plans'",
        ),
        ('{name = "numeric_targets"}', "7", 9, "reports: write a name, or"),
        (
            '"numeric_targets"}',
            '"numeric_targets", prameters = {}}',
            9,
            "prameters: unknown here; did you mean parameters",
        ),
        ("[[schedule]]", "[schedule]", 2, "no schedule here; write each as a [[schedule]] table"),
        ("[[schedule]]", "[[schedules]]", 2, "schedules: unknown here"),
        ("# Mondays", "home = 1", 1, "home: unknown here"),
        ('cron = "', "cron = ", 4, "is not TOML"),
        ("[[schedule]]", "[[schedule]", 2, "is not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    problems = _problems(tmp_path / "zeren.toml", GOOD.replace(old, new, 1))
    assert [found for found, message in problems if said in message] == [line], problems
    assert all(message.isprintable() for _, message in problems)


def test_all_mistakes_are_told_at_once_and_none_runs(office: Office) -> None:
    text = GOOD.replace("0 6", "0 99").replace("Shanghai", "Nowhere") + GOOD.replace("reports =", "report =")
    (office.folder / "zeren.toml").write_text(text, encoding="utf-8")
    checked = office.run("schedule", "check")
    assert checked.code == 2
    places = [re.match(r"zeren: .*/zeren\.toml:(\d+): (\w+): ", line) for line in checked.err.splitlines()]
    assert [(match[1], match[2]) for match in places if match] == [
        ("4", "cron"),
        ("5", "timezone"),
        ("12", "name"),
        ("12", "to"),
        ("17", "report"),
    ]
    for command in (("run", "--due"), ("list",), ("next",), ("serve",)):
        result = office.run("schedule", *command)
        assert result.code == 2
        assert re.fullmatch(r"zeren: .*/zeren\.toml:4: cron: .* \(and 4 more: .*\)\n", result.err)
    assert not office.reports.exists()


def test_two_schedules_share_neither_name_nor_folder(tmp_path: Path) -> None:
    same = _problems(tmp_path / "zeren.toml", GOOD + GOOD)
    assert [(line, message.partition(":")[0]) for line, message in same] == [(12, "name"), (12, "to")]
    (tmp_path / "link").symlink_to(tmp_path / "reports")
    for to in ("reports/below", ".", "link", "./reports/../reports"):
        other = GOOD.replace('"weekly"', '"daily"').replace('"reports"', f'"{to}"')
        assert [
            message.partition(":")[0] for _, message in _problems(tmp_path / "zeren.toml", GOOD + other)
        ] == ["to"]


def test_what_two_schedules_share_is_told_beside_their_other_mistakes(tmp_path: Path) -> None:
    # The name is on line 3 of each, the table begins on line 2, and one of the two has no right cron.
    broken = GOOD.replace("0 6 * * 1", "0 25 * * 1")
    second = len(broken.splitlines()) + 2
    assert _problems(tmp_path / "zeren.toml", broken + GOOD)[1:] == [
        (second, "name: weekly is taken on line 2"),
        (second, "to: shares its folder with the schedule on line 2"),
    ]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file; write one with \[\[schedule\]\]"):
        read_schedules(tmp_path / "zeren.toml")
    assert _problems(tmp_path / "zeren.toml", "")[0][1].startswith("no schedule here")
    (tmp_path / "zeren.toml").write_bytes(GOOD.encode() + "# 每周一".encode("gb18030"))
    with pytest.raises(ScheduleFileError, match=r"zeren\.toml:11: is not UTF-8"):
        read_schedules(tmp_path / "zeren.toml")


@pytest.mark.parametrize("key", ["name", "file"])
def test_hostile_names_in_the_file_are_refused_and_make_nothing(office: Office, key: str) -> None:
    before = sorted(office.folder.rglob("*"))
    refused = 0
    for name in HOSTILE_NAMES:
        # As TOML writes any character; a lone surrogate has no such form.
        if "\ud800" in name:
            continue
        quoted = '"' + "".join(f"\\U{ord(character):08x}" for character in name) + '"'
        text = (
            GOOD.replace('"weekly"', quoted)
            if key == "name"
            else GOOD.replace('targets"', f'targets", file = {quoted}')
        )
        (office.folder / "zeren.toml").write_text(text, encoding="utf-8")
        result = office.run("schedule", "run", "--due")
        # Words that only Windows minds are good names of schedules, which never become files.
        if result.code == 0 and key == "name":
            assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name)
            continue
        assert (result.code, result.out) == (2, ""), name
        assert result.err.isascii() or result.err.strip().isprintable()
        refused += 1
    assert refused > 40
    if key == "file":
        assert sorted(office.folder.rglob("*")) == before
    assert not (office.folder.parent / "x").exists()


def test_hooks_and_folders_that_are_missing_are_told_by_check(office: Office) -> None:
    office.write(source="no-inbox", on_success=["./no-script"], on_failure=["no-such-mail"])
    result = office.run("schedule", "check")
    assert result.code == 2
    assert [line.split(": schedule weekly: ")[1] for line in result.err.splitlines()] == [
        "on_success: no command './no-script'; give its path, or install it",
        "on_failure: no command 'no-such-mail'; give its path, or install it",
        f"source: no folder {office.folder}/no-inbox; make it",
    ]


def test_lines_are_found_in_every_form_of_toml() -> None:
    text = (
        'a = "]" # [[schedule]]\r\n\r\n[[schedule]]\nc = """\n[x]\n"""\nd = [\n  1, # ]\n  {e = [2,\n'
        " 3]},\n]\n[schedule.f]\n'g h' . \"i\\u4e00\" = '''\n'''\n[[schedule]]\nj = {k = {l = 1}}\n"
    )
    lines = line_numbers(text)
    expected = {
        ("a",): 1,
        ("schedule", 0): 3,
        ("schedule", 0, "c"): 4,
        ("schedule", 0, "d"): 7,
        ("schedule", 0, "d", 1): 9,
        ("schedule", 0, "d", 1, "e", 1): 10,
        ("schedule", 0, "f"): 12,
        ("schedule", 0, "f", "g h", "i一"): 13,
        ("schedule", 1): 15,
        ("schedule", 1, "j", "k", "l"): 16,
    }
    assert {place: lines.get(place) for place in expected} == expected
