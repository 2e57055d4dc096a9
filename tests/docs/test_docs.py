"""The documentation holds: its queries run, its Python runs, its generated pages are current."""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from zeren_loaders.observations import COLUMNS, REQUIRED

import zeren

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RECIPE = re.compile(
    r"^## (\d+)\. ([^\n]+)\n\n([^\n]+)\n\n```sql\n(.*?)```\n\n```csv\n(.*?)```", re.DOTALL | re.MULTILINE
)
RECIPES = RECIPE.findall((DOCS / "cookbook.md").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"```\n\$ zeren ([^\n]+)\n(.*?)```", README, re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.fixture
def home(built: Path) -> Path:
    return built


def test_the_cookbook_asks_twenty_questions() -> None:
    assert [int(number) for number, *_ in RECIPES] == list(range(1, 21))


@pytest.mark.parametrize(("number", "zh", "en", "sql", "answer"), RECIPES, ids=lambda value: value[:6])
def test_every_recipe_gives_the_answer_shown(
    home: Path, number: str, zh: str, en: str, sql: str, answer: str
) -> None:
    assert zh
    assert en
    with zeren.open(home) as db:
        frame = db.sql(sql)
    shown = list(csv.reader(io.StringIO(answer)))
    assert list(frame.columns) == shown[0]
    assert len(frame) == len(shown) - 1 >= 1, number
    for row, cells in zip(frame.itertuples(index=False), shown[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert (float(cell) == value) if isinstance(value, float) else (str(value) == cell or cell == "")


@pytest.mark.parametrize(
    "block", re.findall(r"```python\n(.*?)```", (DOCS / "opening.md").read_text("utf-8"), re.DOTALL)
)
def test_python_on_the_opening_page_runs(home: Path, block: str, tmp_path: Path) -> None:
    if "polars" in block:
        pytest.importorskip("polars")
    bin_folder = Path(sys.executable).parent
    subprocess.run(
        [sys.executable, "-W", "error", "-c", block],
        env=os.environ | {"ZEREN_HOME": str(home), "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        cwd=tmp_path,
        check=True,
    )


def test_the_schema_page_describes_every_table_and_view(home: Path) -> None:
    with zeren.open(home) as db:
        listed = db.sql(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
        )
    page = (DOCS / "schema.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^## (\w+)$", page, re.MULTILINE))
    assert set(listed["table_name"]) - {"snapshot_properties"} <= described


def test_generated_pages_are_current(home: Path) -> None:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.outdated(home) == []


@pytest.mark.parametrize(
    "page", [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda p: p.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_shows_samples() -> None:
    assert len(SAMPLES) >= 2


@pytest.mark.parametrize(("command", "shown"), SAMPLES, ids=lambda value: value[:9])
def test_every_sample_of_the_readme_is_what_is_printed(home: Path, command: str, shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "zeren", *shlex.split(command)],
        env=os.environ | {"ZEREN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    # Where the page leaves something out it says so with an ellipsis.
    pattern = re.escape(shown).replace("…", "[^\n]*")
    assert re.fullmatch(pattern, done.stdout), done.stdout


def test_the_readme_names_every_command() -> None:
    help_page = subprocess.run(
        [sys.executable, "-m", "zeren", "--help"], capture_output=True, text=True, check=True
    ).stdout
    commands = re.findall(r"^  ([a-z]+) {2,}", help_page.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 16
    assert [name for name in commands if f"`zeren {name}" not in README] == []


def test_python_on_the_readme_runs(home: Path, tmp_path: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    subprocess.run(
        [sys.executable, "-W", "error", "-c", block],
        env=os.environ | {"ZEREN_HOME": str(home)},
        cwd=tmp_path,
        check=True,
    )


def test_the_file_on_the_observing_page_is_taken(home: Path, tmp_path: Path) -> None:
    page = (DOCS / "observing.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    (tmp_path / "values.csv").write_text(block, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zeren", "observe", "--dry-run", str(tmp_path / "values.csv")],
        env=os.environ | {"ZEREN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (
        "values.csv: 2 rows, 2 new, 0 changed, 0 unchanged (would be recorded)\n",
        "",
    )


def test_the_observing_page_lists_every_column() -> None:
    page = (DOCS / "observing.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\S+) \| (required)?", page, re.MULTILINE)
    assert {name: chinese for name, chinese, _ in listed} == dict(COLUMNS)
    assert tuple(name for name, _, required in listed if required) == REQUIRED
