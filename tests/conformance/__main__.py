"""`python -m tests.conformance`: how much of the conformance documents the loader understands.

Prints precision, recall and F1 of all documents, of each form and of each document; `--diff NAME` lists what
is missing, extra or other in one document.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.conformance.composing import compose
from tests.conformance.expectations import FOLDER, Expected, Found, expectations, read, read_text
from tests.conformance.scoring import METRICS, Difference, Score, compare, together

FIELDS = ("text", "number", "leader", "due_on", "lead_basis", "flags", "second_name", "indicator", "document")
WITHIN = ("units in tasks", "targets in tasks")


def row(name: str, count: int, score: Score) -> str:
    """One line of the table."""
    figures = []
    for metric in METRICS:
        tally = score.tallies[metric]
        precision = f"{tally.precision:6.3f}" if tally.found else f"{'-':>6}"
        figures.append(f"{precision} {tally.recall:6.3f} {tally.f1:6.3f}")
    flags = score.tallies["flags"]
    mark = f"  {score.invented} INVENTED" if score.invented else ""
    mark += f"  {score.crashed} CRASHED" if score.crashed else ""
    return f"{name:<44}{count:>4}  {'  | '.join(figures)}  | {flags.recall:6.3f}{mark}"


def header() -> str:
    """The two lines above the figures."""
    titles = "  | ".join(f"{metric:^20}" for metric in METRICS)
    parts = "  | ".join(f"{'P':>6} {'R':>6} {'F1':>6}" for _ in METRICS)
    return f"{'':<44}{'docs':>4}  {titles}  |  flags\n{'':<44}{'':>4}  {parts}  |"


def table(scores: dict[str, tuple[tuple[str, ...], Score]], *, each: bool) -> Iterable[str]:
    """The whole table: everything, the single fields, each form, and each document if wanted."""
    total = together(score for _, score in scores.values())
    yield header()
    yield row("all", len(scores), total)
    yield ""
    for name in (*WITHIN, *FIELDS):
        tally = total.tallies[name]
        counts = f"{tally.same:>5} of {tally.expected:>5} expected, {tally.found:>5} found"
        yield f"  {name:<18} {counts}  F1 {tally.f1:.3f}"
    yield ""
    forms = sorted({form for forms, _ in scores.values() for form in forms}, key=lambda f: (f[0], int(f[1:])))
    for form in forms:
        having = [score for forms, score in scores.values() if form in forms]
        yield row(form, len(having), together(having))
    if not each:
        return
    yield ""
    for name, (tags, score) in scores.items():
        yield row(f"{name} {' '.join(tag for tag in tags if tag[0] != 'V')}", 1, score)


def difference(found: Difference) -> str:
    """One line about one difference."""
    return f"  {found.where:<9} {found.kind:<15} {found.what}"


def composed(count: int) -> Iterable[tuple[Expected, Found]]:
    """Documents put together at random, read."""
    for seed in range(count):
        text, expected, _ = compose(seed)
        yield expected, read_text(text, expected.name)


def main(arguments: list[str]) -> int:
    """Print the figures, or with `--diff` the differences of the documents whose name holds the word."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--diff", metavar="NAME", help="list what differs in documents whose name holds this")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="documents with a .yaml beside each")
    parser.add_argument(
        "--composed", type=int, metavar="COUNT", help="documents put together at random instead"
    )
    chosen = parser.parse_args(arguments)
    read_all = (
        composed(chosen.composed)
        if chosen.composed
        else ((expected, read(expected.path)) for expected in expectations(chosen.folder))
    )
    wanted = [(expected, found) for expected, found in read_all if (chosen.diff or "") in expected.name]
    if not wanted:
        print(f"no document is named like {chosen.diff!r}", file=sys.stderr)
        return 2
    scores = {}
    for expected, found in wanted:
        score, differences = compare(expected, found)
        scores[expected.name] = (expected.forms, score)
        if chosen.diff is not None and (differences or len(wanted) == 1):
            print(row(expected.name, 1, score))
            print("\n".join(map(difference, differences)) or "  as expected")
            if chosen.composed and found.document is not None:
                print("    " + found.document.text.replace("\n", "\n    ").rstrip())
    if chosen.diff is None:
        print("\n".join(table(scores, each=not chosen.composed)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
