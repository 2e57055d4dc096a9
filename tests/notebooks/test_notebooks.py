"""Every notebook runs from its first cell to its last on a freshly built home."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.fixture
def home(built: Path) -> Path:
    return built


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_from_scratch(
    path: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEREN_HOME", str(home))
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    stored = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert not stored, "notebooks are checked in without output"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert pictures
    for picture in pictures:
        assert base64.b64decode(picture).startswith(b"\x89PNG")


def test_chinese_is_drawn_and_not_boxes() -> None:
    import altair as alt
    import vl_convert

    from zeren.notebook import FONT, use_chinese_font

    assert use_chinese_font() == FONT

    def glyphs(words: str) -> str:
        data = alt.InlineData(values=[{"x": 1}])
        chart = alt.Chart(data).mark_text(text=words, font=FONT).encode(x="x:Q")
        return str(vl_convert.vegalite_to_png(chart.to_json(), scale=2))

    # A missing character is drawn as the same box whichever it is; drawn characters differ.
    assert len({glyphs("厅"), glyphs("财"), glyphs("\ue123")}) == 3
