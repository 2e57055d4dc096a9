"""A small invented document, read through the whole loader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from zeren_loaders import LoadOptions, ParsedDocument, parse_file
from zeren_loaders.documents import BUNDLED

HEAD = """临江省人民政府办公厅文件

临政办发〔2024〕7号

临江省人民政府办公厅关于印发2024年政府工作报告重点工作责任分解的通知

各市、县(市、区)人民政府,省政府直属各单位:

现印发给你们,请认真贯彻执行。

临江省人民政府办公厅

2024年2月5日

2024年政府工作报告重点工作责任分解

"""


@pytest.fixture(scope="session")
def bundled() -> ParsedDocument:
    """The bundled document, parsed once."""
    return parse_file(BUNDLED)


@pytest.fixture
def parse(tmp_path: Path) -> Callable[..., ParsedDocument]:
    """Parse the text of a document given as a string."""

    def run(
        body: str, *, head: str = HEAD, encoding: str = "utf-8", code: str | None = None
    ) -> ParsedDocument:
        path = tmp_path / "linjiang.txt"
        path.write_bytes((head + body).encode(encoding))
        return parse_file(path, LoadOptions(jurisdiction=code))

    return run
