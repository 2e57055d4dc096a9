"""What people should look at: findings, guessed names, and a document explained line by line."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from zeren_loaders.documents import BUNDLED
from zeren_loaders.parse import parse_file
from zeren_loaders.records import Finding, ParsedDocument

from tests.cli.conftest import Runner
from tests.cli.documents import document
from tests.conformance.expectations import expectations, read
from zeren.explain import explain
from zeren.review import ADVICE
from zeren.sources import excerpt, line_number

REPOSITORY = Path(__file__).parents[2]
# 蓝鲸观测坪 ends like no body of any government.
DOUBTFUL = """青石市2026年政府工作报告重点工作责任分解

一、王某市长牵头重点工作

1. 新建停车位2000个。

责任单位:市建设局、蓝鲸观测坪

2. 修缮老街10条。

责任单位:市建设局、市公安局等

3. 加强统计监测。

责任单位:市统计局
"""


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "doubtful.txt"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


class TestFindings:
    def test_the_guessed_name_is_shown_with_its_line(self, zeren: Runner, doubtful: Path) -> None:
        zeren("load", doubtful)
        shown = zeren("findings")
        assert (shown.code, shown.err) == (0, "")
        lines = shown.out.splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("warning unit_guessed"))
        assert "doubtful.txt:7" in lines[at]
        assert "1.1.1" in lines[at]
        assert lines[at + 1] == "    7 │ 责任单位:市建设局、⟦蓝鲸观测坪⟧"
        assert "zeren units --unmapped" in lines[at + 2]

    def test_what_is_grave_comes_first_and_the_rest_on_request(self, zeren: Runner, doubtful: Path) -> None:
        zeren("load", doubtful)
        warned = zeren("findings").out
        assert "list_open" not in warned
        assert re.search(r"^\d+ of less weight: --severity info shows them$", warned, re.MULTILINE)
        everything = zeren("findings", "--severity", "info").out
        weights = [line.split()[0] for line in everything.splitlines() if not line.startswith(" ")]
        weights = [weight for weight in weights if weight in ("error", "warning", "info")]
        assert weights == sorted(weights, key=["error", "warning", "info"].index)
        assert "info list_open  doubtful.txt:11  1.1.2" in everything

    def test_by_rule_whatever_its_severity(self, zeren: Runner, doubtful: Path) -> None:
        zeren("load", doubtful)
        shown = zeren("findings", "--rule", "list_open").out
        assert [line.split()[1] for line in shown.splitlines() if line.startswith("info")] == ["list_open"]
        assert "1 finding to review" in shown

    def test_by_document(self, zeren: Runner, doubtful: Path, tmp_path: Path) -> None:
        clean = tmp_path / "clean.txt"
        clean.write_text(document(), encoding="utf-8")
        zeren("load", doubtful, clean)
        assert "doubtful.txt" in zeren("findings", "--document", "doubtful").out
        assert "nothing to review" in zeren("findings", "--document", "clean").out

    def test_limit(self, zeren: Runner, doubtful: Path) -> None:
        zeren("load", doubtful)
        shown = zeren("findings", "--severity", "info", "--limit", "1")
        assert sum(line.startswith(("warning", "info", "error")) for line in shown.out.splitlines()) == 1
        assert "only the first 1" in shown.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--rule", "unit_gessed"), "nearest: unit_guessed"),
            (("--document", "nowhere"), "no document is like 'nowhere'"),
            (("--severity", "grave"), "info, warning, error"),
            (("--limit", "0"), "--limit"),
        ],
    )
    def test_wrong_words(self, zeren: Runner, doubtful: Path, arguments: tuple[str, ...], said: str) -> None:
        zeren("load", doubtful)
        result = zeren("findings", *arguments)
        assert result.code == 2
        assert said in result.error

    def test_nothing_loaded(self, zeren: Runner) -> None:
        result = zeren("findings")
        assert result.code == 2
        assert "zeren build" in result.error

    def test_every_doubt_comes_with_advice(self) -> None:
        """What the loader warns of on any document at hand has a word on what to do."""
        found: list[Finding] = list(parse_file(BUNDLED).findings)
        for expected in expectations():
            reading = read(expected.path)
            found += reading.document.findings if reading.document else []
        warned = {finding.rule for finding in found if finding.severity != "info"}
        assert warned
        assert warned - set(ADVICE) == set()


class TestUnmapped:
    def test_the_line_to_add(self, zeren: Runner, doubtful: Path) -> None:
        zeren("load", doubtful, "--jurisdiction", "330900")
        shown = zeren("units", "--unmapped").out
        assert "doubtful.txt:7  蓝鲸观测坪" in shown
        assert "7 │ 责任单位:市建设局、⟦蓝鲸观测坪⟧" in shown
        lines = [line.strip() for line in shown.splitlines() if line.strip().startswith("330900,")]
        row = next(csv.reader(lines[:1]))
        assert row[:2] == ["330900", "蓝鲸观测坪"]
        assert row[-2:] == ["经人核对", "青石市2026年政府工作报告重点工作责任分解"]

    def test_a_spelling_much_like_a_known_name(self, zeren: Runner, tmp_path: Path) -> None:
        path = tmp_path / "spelling.txt"
        path.write_text(document(units="市蓝鲸观测坪、市蓝鲸观侧坪"), encoding="utf-8")
        zeren("load", path, "--jurisdiction", "330900")
        shown = zeren("units", "--unmapped").out
        assert "nearest 相近: 市蓝鲸观侧坪" in shown
        assert (
            "330900,市蓝鲸观测坪,市蓝鲸观侧坪,variant,与市蓝鲸观侧坪为同一机构,青石政办发〔2026〕1号" in shown
        )

    def test_pasting_the_line_settles_it(self, doubtful: Path, tmp_path: Path) -> None:
        """On a copy of the loader, so that its own curation stays as it is."""
        shutil.copytree(REPOSITORY / "loaders" / "zeren_loaders", tmp_path / "loaders" / "zeren_loaders")

        def zeren(*arguments: str | Path) -> str:
            environment = os.environ | {
                "PYTHONPATH": os.pathsep.join(
                    [str(tmp_path / "loaders"), os.environ.get("PYTHONPATH", "")]
                ).rstrip(os.pathsep),
                "ZEREN_HOME": str(tmp_path / "home"),
            }
            done = subprocess.run(
                [sys.executable, "-m", "zeren", *map(str, arguments)],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        zeren("load", doubtful, "--jurisdiction", "330900")
        shown = zeren("units", "--unmapped")
        found = re.search(r"add to (?P<file>\S+), as line (?P<place>\d+):\n\s+(?P<line>.+)", shown)
        assert found is not None
        path = Path(found["file"])
        assert path.is_relative_to(tmp_path)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines.insert(int(found["place"]) - 1, found["line"] + "\n")
        path.write_text("".join(lines), encoding="utf-8")
        with path.open(encoding="utf-8", newline="") as file:
            keys = [(row["scope"], row["name"]) for row in csv.DictReader(file)]
        assert keys == sorted(set(keys))
        assert zeren("load", doubtful, "--jurisdiction", "330900").startswith("doubtful.txt: replaced")
        assert "蓝鲸观测坪" not in zeren("units", "--unmapped")


class TestExplain:
    def test_every_line_of_the_bundled_document_is_labelled(self, zeren: Runner, home: Path) -> None:
        result = zeren("load", "--dry-run", "--explain", BUNDLED)
        assert (result.code, result.err) == (0, "")
        text = BUNDLED.read_text(encoding="utf-8")
        printed = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        shown = [line for line in result.out.splitlines() if re.match(r" *\d+ .*│", line)]
        assert [int(line.split()[0]) for line in shown] == printed
        assert not [line for line in shown if "?" in line.split("│")[0]]
        codes = re.findall(r"(?<= )[123]\.\d+\.\d+(?= )", "\n".join(line.split("│")[0] for line in shown))
        assert len(codes) == len(set(codes)) == 240
        assert "责任单位:⟦★省交通运输厅⟧、⟦★省海洋经济厅⟧牵头,⟦省海港集团⟧" in result.out
        assert not home.exists()

    def test_a_text_without_tasks_is_explained_and_refused(self, zeren: Runner, tmp_path: Path) -> None:
        path = tmp_path / "notice.txt"
        path.write_text("关于召开会议的通知\n\n定于3月5日召开会议,请准时参加。\n", encoding="utf-8")
        result = zeren("load", "--dry-run", "--explain", path)
        assert result.code == 1
        assert "no task found" in result.error
        assert "3 " in result.out
        assert "定于3月5日召开会议" in result.out

    def test_one_that_cannot_be_read_does_not_stop_the_others(self, zeren: Runner, tmp_path: Path) -> None:
        (tmp_path / "1.txt").touch()
        (tmp_path / "2.txt").write_text("关于召开会议的通知\n", encoding="utf-8")
        (tmp_path / "3.txt").write_text(document(tasks=2), encoding="utf-8")
        result = zeren("load", "--dry-run", "--explain", tmp_path)
        assert result.code == 1
        assert result.error == "zeren: 2 of 3 documents hold no task or cannot be read"
        assert "1.txt\n  refused 拒绝: " in result.out
        assert "task 任务 1.1.2" in result.out

    def test_each_line_is_called_what_it_is(self, zeren: Runner, tmp_path: Path) -> None:
        path = tmp_path / "document.txt"
        text = document(tasks=3).replace("2. 新建", "- 12 -\n\n2. 新建")
        path.write_text(text, encoding="utf-8")
        lines = zeren("load", "--dry-run", "--explain", path).out.splitlines()
        label = {line.split("│")[1].strip(): line.split("│")[0] for line in lines if "│" in line}
        assert "page 页面" in label["- 12 -"]
        assert "heading 标题" in label["一、王某市长牵头重点工作"]
        assert "task 任务 1.1.3" in label["3. ⟪新建停车位1003个⟫。"]
        assert "clause 责任" in label["责任单位:⟦★市建设局⟧、⟦市公安局⟧"]
        assert "before 前文" in label["青石政办发〔2026〕1号"]

    def test_what_no_piece_covers_stands_out(self) -> None:
        text = "一、重点工作\n甲乙丙\n丁戊己\n"
        reading = ParsedDocument("x.txt", "", text, pieces=[("heading", 0, 6), ("text", 7, 10)])
        reading.findings.append(Finding("text_unclaimed", "warning", "未归入任何任务的文字", (7, 10)))
        lines = list(explain(reading, colour=False))
        assert [line.split("│")[0].split() for line in lines[1:4]] == [
            ["1", "heading", "标题"],
            ["2", "unclaimed", "未归"],
            ["3", "?", "未识别"],
        ]
        assert "warning text_unclaimed: 1" in "\n".join(lines)

    def test_a_text_cannot_command_the_terminal(self, zeren: Runner, doubtful: Path) -> None:
        doubtful.write_text(DOUBTFUL.replace("修缮", "修\x1b[2J缮"), encoding="utf-8")
        assert "\x1b" not in zeren("load", "--dry-run", "--explain", doubtful).out


def test_places_in_a_text() -> None:
    text = "甲\n乙丙丁\n戊"
    assert [line_number(text, position) for position in (0, 2, 4, 6)] == [1, 2, 2, 3]
    assert excerpt(text, 3, 4) == "乙⟦丙⟧丁"
    assert excerpt(text, 3, 7) == "乙⟦丙丁 ⏎ 戊⟧"
    assert excerpt("a" * 100 + "X" + "b" * 100, 100, 101, around=3) == "…aaa⟦X⟧bbb…"
