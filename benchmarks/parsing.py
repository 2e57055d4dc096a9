"""`python -m benchmarks.parsing [COUNT]`: how fast documents are read, in how much memory, what attacks cost.

Prints documents of the bundled document's size per second and core, the memory of one process after a tenth
of COUNT documents (10,000 if left out) and after all, a folder loaded with one process and with all cores,
and the time and memory in which hostile files are refused. Exits 1 if a bar is broken.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it comes without types
from zeren_loaders.documents import BUNDLED
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_source
from zeren_loaders.workers import cores
from zeren_schema.errors import ZerenError

MEGABYTE = 1_000_000
CONFORMANCE = Path(__file__).parents[1] / "tests" / "documents"

# The bars: documents a second and core; growth of memory; seconds and megabytes of a refusal.
PER_SECOND = 100
GROWTH_MB = 20
REFUSED_SECONDS = 2.0
REFUSED_MB = 200


def variant(text: str, number: int) -> str:
    """The text with other figures in it: no two documents of a corpus are alike, and none is remembered."""
    return re.sub(r"(?<!\d)\d{2,3}(?!\d)", lambda match: str(int(match[0]) + number % 997), text)


def parse(text: str, name: str = "document.txt") -> None:
    """Read one document; one without tasks is as good as any here."""
    parse_source(read_source(Path(name), text.encode()))


def speed() -> float:
    """Documents of the bundled document's size per second of one core."""
    text = BUNDLED.read_text(encoding="utf-8")
    texts = [variant(text, number) for number in range(1, 101)]
    parse(text)
    rates = []
    for start in range(0, 100, 20):
        began = time.process_time()
        for one in texts[start : start + 20]:
            parse(one)
        rates.append(20 / (time.process_time() - began))
    return sorted(rates)[len(rates) // 2]


def resident() -> float:
    """The memory of this process in megabytes."""
    return float(psutil.Process().memory_info().rss) / MEGABYTE


def corpus(count: int) -> Iterator[tuple[str, str]]:
    """So many documents in all the forms there are."""
    paths = sorted(path for path in CONFORMANCE.iterdir() if path.suffix in {".txt", ".md", ".html"})
    texts = [(path.read_text(encoding="utf-8"), path.name) for path in paths]
    for number in range(count):
        text, name = texts[number % len(texts)]
        # Other names as well as other figures, so that what is remembered of names is tried too.
        yield variant(text, number).replace("局、", f"局、第{number}工作专班、", 1), name


def memory(count: int) -> tuple[float, float]:
    """Megabytes after a tenth of the documents and after all of them."""
    early = 0.0
    for number, (text, name) in enumerate(corpus(count), 1):
        try:
            parse(text, name)
        except ZerenError:
            continue
        finally:
            if number == count // 10:
                early = resident()
    return early, resident()


def folder(count: int, jobs: int, scratch: Path) -> float:
    """Seconds in which a folder of documents of the bundled document's size is loaded, as a whole command."""
    source = scratch / "folder"
    if not source.exists():
        source.mkdir()
        text = BUNDLED.read_text(encoding="utf-8")
        for number in range(1, count + 1):
            numbered = variant(text, number).replace("〕4号", f"〕{number}号")
            (source / f"{number:04}.txt").write_text(numbered, encoding="utf-8")
    home = scratch / f"home{jobs}"
    command = [sys.executable, "-m", "zeren", "load", str(source), "--jobs", str(jobs)]
    began = time.perf_counter()
    subprocess.run(command, env=os.environ | {"ZEREN_HOME": str(home)}, check=True, capture_output=True)
    return time.perf_counter() - began


def large_text(path: Path) -> None:
    """50 MB of text."""
    with path.open("w", encoding="utf-8") as file:
        for _ in range(50):
            file.write("一、新建停车位2000个。责任单位：市建设局\n" * (MEGABYTE // 60))


def long_line(path: Path) -> None:
    """A line of 1 MB."""
    path.write_text(
        "重点工作责任分解\n1. " + "新建停车位2000个、" * (MEGABYTE // 24) + "\n", encoding="utf-8"
    )


def docx_bomb(path: Path) -> None:
    """A Word file that unpacks to a hundred times its size and more."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            member.write(
                b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            )
            for _ in range(300):
                member.write(b"<w:p><w:r><w:t>0000000000</w:t></w:r></w:p>" * (MEGABYTE // 43))


def deep_page(path: Path) -> None:
    """A web page of half a million elements inside each other."""
    path.write_text("<html><body>" + "<div>" * 500_000 + "责任单位" + "</div>" * 500_000, encoding="utf-8")


HOSTILE: dict[str, Callable[[Path], None]] = {
    "50 MB of text.txt": large_text,
    "a line of 1 MB.txt": long_line,
    "expands 100-fold.docx": docx_bomb,
    "half a million nested elements.html": deep_page,
}


def refusal(path: Path) -> tuple[float, float, int]:
    """Seconds, megabytes at the peak and exit code of a whole command on a file."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "zeren", "load", "--dry-run", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - began, usage.ru_maxrss * 1024 / MEGABYTE, process.returncode


def main(arguments: list[str]) -> int:
    """Measure everything and print it."""
    count = int(arguments[0]) if arguments else 10_000
    broken = []

    def say(what: str, figure: str, *, holds: bool = True) -> None:
        print(f"{what:<58} {figure}{'' if holds else '  BROKEN'}", flush=True)
        if not holds:
            broken.append(what)

    rate = speed()
    say(f"documents per second and core (bar {PER_SECOND})", f"{rate:.0f}", holds=rate >= PER_SECOND)
    early, late = memory(count)
    figure = f"{early:.0f} MB after {count // 10}, {late:.0f} MB after {count}"
    say(f"memory of one process (bar +{GROWTH_MB} MB)", figure, holds=late - early <= GROWTH_MB)
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as name:
        scratch = Path(name)
        for jobs in sorted({1, cores()}):
            took = folder(100, jobs, scratch)
            say(
                f"100 such documents loaded into SQLite, {jobs} reading",
                f"{took:.1f} s, {100 / took:.0f} a second",
            )
        for title, write in HOSTILE.items():
            path = scratch / title
            write(path)
            took, peak, code = refusal(path)
            figure = f"{took:.2f} s, {peak:.0f} MB, exit {code}"
            say(
                f"{title} (bar {REFUSED_SECONDS:g} s, {REFUSED_MB} MB)",
                figure,
                holds=code == 1 and took <= REFUSED_SECONDS and peak <= REFUSED_MB,
            )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
