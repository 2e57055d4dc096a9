"""Traditional script: read as Simplified, kept as printed, offsets unmoved."""

from __future__ import annotations

from pathlib import Path

from zeren_loaders import script
from zeren_loaders.documents import BUNDLED
from zeren_loaders.parse import parse_bytes

PRINTED = """青雲縣2021年重點工作責任分解

1. 發展現代農業，新增設施農業面積2000畝。

責任單位：縣農業農村局牽頭，財政局、縣後勤服務中心，各鄉鎮政府

2. 開展衛生整治，實施會計監督項目3個。

責任單位：縣衛生健康局牽頭，縣財政局
"""


def test_only_documents_in_the_script_are_converted() -> None:
    assert script.is_traditional(PRINTED)
    assert not script.is_traditional(BUNDLED.read_text(encoding="utf-8"))
    assert not script.is_traditional("牵头领导：顧國華，责任单位：市财政局")


def test_the_length_never_changes() -> None:
    words = "乾隆 頭髮 發展 裏面 著作 臺灣 瞭解 於是 皇后 後勤 𨭎 ﬀ"
    assert len(script.simplified(words)) == len(words)
    assert script.simplified("縣發展改革委員會") == "县发展改革委员会"


def test_units_are_simplified_and_mentions_as_printed(tmp_path: Path) -> None:
    document = parse_bytes(tmp_path / "青雲.txt", PRINTED.encode())
    first = document.tasks[0]
    assert [mention.unit for mention in first.mentions] == [
        "县农业农村局",
        "县财政局",
        "县后勤服务中心",
        "各乡镇政府",
    ]
    assert [mention.mention for mention in first.mentions] == [
        "縣農業農村局",
        "財政局",
        "縣後勤服務中心",
        "各鄉鎮政府",
    ]
    for task in document.tasks:
        for mention in task.mentions:
            assert document.text[slice(*mention.span)] == mention.mention
    assert first.text == "發展現代農業，新增設施農業面積2000畝。"
    assert document.jurisdiction is not None
    assert document.jurisdiction.name == "青云县"
