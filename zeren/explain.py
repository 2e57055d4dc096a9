"""`zeren load --dry-run --explain`: a document line by line, each with the piece it was taken for."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from zeren_loaders.file_names import legible
from zeren_loaders.parse import parse_source
from zeren_loaders.readers import read_bytes, read_source
from zeren_loaders.records import LoadOptions, ParsedDocument
from zeren_loaders.sidecar import read_sidecar
from zeren_schema.errors import ZerenError

from zeren.marking import legend, mark_spans, wants_colour

# What each piece is called; a line that no piece covers is the one to look at.
LABELS = {
    "front": "before 前文",
    "plan_title": "plan 计划",
    "heading": "heading 标题",
    "task": "task 任务",
    "task_text": "task 任务",
    "text": "text 正文",
    "clause": "clause 责任",
    "back": "after 后文",
    "furniture": "page 页面",
    "unclaimed": "unclaimed 未归",
}
UNKNOWN = "? 未识别"


def print_explained(paths: Sequence[Path], options: LoadOptions) -> None:
    """Print each document with its lines labelled, also one that holds no task.

    One that cannot be read does not stop the others: why is said in its place. Raises ZerenError at the end
    if any document could not be read or held no task.
    """
    failures = []
    for path in paths:
        try:
            document = parse_source(
                read_source(path, read_bytes(path), options.encoding), read_sidecar(path), options
            )
        except ZerenError as error:
            if len(paths) > 1:
                print(f"{legible(path.name)}\n  refused 拒绝: {legible(str(error))}")
            failures.append(error)
            continue
        for line in explain(document, colour=wants_colour()):
            print(line)
        if not document.tasks:
            failures.append(
                ZerenError(f"{path}: no task found; the labels show what each line was taken for")
            )
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise ZerenError(f"{len(failures)} of {len(paths)} documents hold no task or cannot be read")


def explain(document: ParsedDocument, *, colour: bool) -> Iterator[str]:
    """The lines to print: number, labels, codes of the tasks, and the text with its matches marked."""
    text = document.text
    yield document.source_name
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
    labels = _labels(document, starts)
    codes = _codes(document, starts)
    spans = [
        (*mention.span, "lead" if mention.is_lead else "unit")
        for task in document.tasks
        for mention in task.mentions
    ]
    spans += [(*target.span, "target") for task in document.tasks for target in task.targets]
    lines = mark_spans(text, spans, colour=colour).split("\n")
    shown = {
        number: " ".join(labels.get(number, [UNKNOWN]) + codes.get(number, []))
        for number, line in enumerate(lines, 1)
        if line.strip()
    }
    from rich.cells import cell_len  # noqa: PLC0415

    width = max(map(cell_len, shown.values()), default=0)
    for number, said in shown.items():
        yield f"{number:>6} {said}{' ' * (width - cell_len(said))} │ {lines[number - 1]}"
    yield from _summary(document)
    yield legend(colour=colour)


def _labels(document: ParsedDocument, starts: list[int]) -> dict[int, list[str]]:
    """Line number to the labels of the pieces that touch it, in order, each once."""
    pieces = list(document.pieces)
    pieces += [
        ("unclaimed", *finding.span)
        for finding in document.findings
        if finding.span is not None and finding.rule == "text_unclaimed"
    ]
    labels: dict[int, list[str]] = {}
    for name, start, end in sorted(pieces, key=lambda piece: piece[1]):
        shown = LABELS.get(name, name)
        for number in _lines_of(start, end, starts):
            if shown not in labels.setdefault(number, []):
                labels[number].append(shown)
    unclaimed, generic = LABELS["unclaimed"], {LABELS["text"], LABELS["task"]}
    for number, said in labels.items():
        if unclaimed in said:
            # A line is first taken for text and only then found to belong to nothing.
            labels[number] = [label for label in said if label not in generic]
    return labels


def _codes(document: ParsedDocument, starts: list[int]) -> dict[int, list[str]]:
    """Line number to the codes of the tasks whose text begins there."""
    codes: dict[int, list[str]] = {}
    for task in document.tasks:
        codes.setdefault(bisect.bisect_right(starts, task.span[0]), []).append(task.code)
    return codes


def _lines_of(start: int, end: int, starts: list[int]) -> range:
    return range(bisect.bisect_right(starts, start), bisect.bisect_right(starts, max(start, end - 1)) + 1)


def _summary(document: ParsedDocument) -> Iterator[str]:
    place = document.jurisdiction.name if document.jurisdiction else None
    said = {
        "title 标题": document.title,
        "number 文号": document.doc_number,
        "issuer 发文机关": document.issuer,
        "date 日期": document.issued_on,
        "year 年份": document.year,
        "jurisdiction 辖区": place,
    }
    yield " · ".join(f"{name}: {'-' if value is None else value}" for name, value in said.items())
    mentions = sum(len(task.mentions) for task in document.tasks)
    targets = sum(len(task.targets) for task in document.tasks)
    yield f"{len(document.tasks)} tasks 任务, {mentions} mentions 责任关系, {targets} targets 指标"
    rules = Counter((finding.severity, finding.rule) for finding in document.findings)
    for (severity, rule), count in sorted(rules.items()):
        yield f"  {severity} {rule}: {count}"
