"""The crash harness: `python -m tests.proofs.crash OPERATION POINTS FOLDER`.

Runs an operation once to count its changes to the disk, then again and again from the same start, killed
before one of them each time. After each kill everything must be as before or as after, and the next run
must reach the end without anybody's help. Prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

# All that the operations need is imported here, once: children are forks of this process.
import duckdb
import zeren_loaders.load
import zeren_loaders.parse
import zeren_loaders.writer  # noqa: F401
from sqlalchemy import func, select
from zeren_loaders import load_file
from zeren_queries.catalogue import load_catalogue
from zeren_queries.exports.catalogue import bound_report, sources_of
from zeren_queries.exports.layout import sets_in
from zeren_queries.exports.sets import SetOptions, write_set
from zeren_queries.exports.verify import verify_set
from zeren_queries.publication import publish
from zeren_queries.snapshot import open_snapshot, read_pointer
from zeren_schema.engine import open_engine, read_transaction
from zeren_schema.tables import documents, loads, runs, targets, task_units, tasks, units

from tests.exports.sample import workload
from tests.proofs.tracing import WRITES, in_child, watch
from zeren.schedules.reading import read_schedules
from zeren.schedules.running import run_now
from zeren.settings import read_settings

COPIES = 60
DOCUMENTS = Path(__file__).parents[1] / "documents"
FIRST, SECOND = DOCUMENTS / "province-prose-lines.txt", DOCUMENTS / "city-led-by-sections.txt"


class Place:
    """A folder with a home in it, an inbox and a folder of exports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.exports = folder / "reports"
        self.url = f"sqlite:///{self.home / 'zeren.sqlite'}"

    def load(self, path: Path) -> int:
        self.home.mkdir(exist_ok=True)
        load_file(open_engine(self.url), path)
        return 0

    def publish(self) -> int:
        publish(open_engine(self.url), self.home)
        return 0

    def export(self) -> int:
        """A set of many files, one from the snapshot, in the place of the one before, which it retires."""
        catalogue = load_catalogue()
        with open_snapshot(self.home) as snapshot:
            write_set(
                self.exports,
                [
                    bound_report(snapshot, catalogue, "unit_workload", {}),
                    *(workload(f"copy_{number}") for number in range(COPIES)),
                ],
                snapshot_id=snapshot.snapshot_id,
                options=SetOptions(keep=1),
                sources=sources_of(snapshot),
            )
        return 0

    def run_schedule(self) -> int:
        (schedule,) = read_schedules(self.folder / "zeren.toml")
        return len(run_now(read_settings(self.home, {}), schedule).failures)

    def state(self) -> dict[str, Any]:
        """What a user could see; raises AssertionError if any of it is broken."""
        found: dict[str, Any] = {"left": self._left_behind()}
        found["record"] = self._record()
        pointer = read_pointer(self.home)
        if pointer is not None:
            with open_snapshot(self.home) as snapshot:
                counted = snapshot.arrow("SELECT count(*) AS n FROM tasks").to_pylist()[0]["n"]
                found["snapshot"] = [snapshot.snapshot_id, counted]
                assert snapshot.snapshot_id == pointer["snapshot_id"]
        if self.exports.is_dir() and sets_in(self.exports):
            check = verify_set(self.exports)
            assert check.is_sound, check.problems
            assert check.unknown == (), check.unknown
            found["set"] = [check.snapshot_id, check.set_id, check.files]
        return found

    def _record(self) -> dict[str, Any] | None:
        path = self.home / "zeren.sqlite"
        if not path.is_file():
            return None
        # The integrity check is the first to open the file after the kill: it rolls the journal back.
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        with read_transaction(open_engine(self.url)) as record:
            counts = {
                table.name: record.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (documents, tasks, units, task_units, targets)
            }
            outcomes = record.execute(select(loads.c.outcome).order_by(loads.c.load_id)).scalars().all()
            run_outcomes = record.execute(select(runs.c.outcome).order_by(runs.c.run_id)).scalars().all()
        return {"counts": counts, "loads": list(outcomes), "runs": list(run_outcomes)}

    def _left_behind(self) -> list[str]:
        """What is neither a set, nor a snapshot, nor the record."""
        hidden = [
            path.name
            for folder in (self.exports, self.home / "snapshots")
            if folder.is_dir()
            for path in folder.iterdir()
            if path.name.startswith(".") and path.name != ".publish.lock"
        ]
        return sorted(hidden + [path.name for path in self.home.glob("zeren.sqlite-*")])


def _prepare_load(place: Place) -> None:
    place.load(FIRST)


def _prepare_publish(place: Place) -> None:
    place.load(FIRST)
    place.publish()
    place.load(SECOND)


def _prepare_export(place: Place) -> None:
    place.load(FIRST)
    place.publish()
    place.export()
    place.load(SECOND)
    place.publish()


def _prepare_schedule(place: Place) -> None:
    inbox = place.folder / "inbox"
    inbox.mkdir()
    shutil.copy(FIRST, inbox)
    (place.folder / "zeren.toml").write_text(
        '[[schedule]]\nname = "all"\ncron = "0 6 * * 1"\ntimezone = "Asia/Shanghai"\nto = "reports"\n'
        'source = "inbox"\nkeep = 1\nshrink_limit = 1\nreports = ["unit_workload", "numeric_targets"]\n'
    )
    assert place.run_schedule() == 0
    shutil.copy(SECOND, inbox)


OPERATIONS: dict[str, tuple[Callable[[Place], None], Callable[[Place], int]]] = {
    "load": (_prepare_load, lambda place: place.load(SECOND)),
    "publish": (_prepare_publish, Place.publish),
    "export": (_prepare_export, Place.export),
    "schedule": (_prepare_schedule, Place.run_schedule),
}


def _comparable(operation: str, state: dict[str, Any]) -> dict[str, Any]:
    """A state without what a kill may leave for the next run to clear, and without the tale of attempts."""
    kept = {name: value for name, value in state.items() if name != "left"}
    if operation == "schedule":
        kept["record"] = {"counts": kept["record"]["counts"]}
    return kept


def _is_between(state: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Each part before or after; of a whole run, record, snapshot and set move in this order."""
    order = [name for name in ("record", "snapshot", "set") if name in after]
    moved = [state[name] == after[name] for name in order]
    known = all(state[name] in (before.get(name), after[name]) for name in order)
    return known and moved == sorted(moved, reverse=True)


def main(operation: str, points: int, folder: Path, shard: int, shards: int) -> dict[str, Any]:
    """Kill `operation` at `points` of its changes to the disk, evenly spread, of which this is a shard."""
    prepare, act = OPERATIONS[operation]
    start = folder / "start"
    start.mkdir(parents=True)
    in_child(lambda: prepare(Place(start)))
    place = Place(folder / "place")

    def afresh() -> None:
        shutil.rmtree(place.folder, ignore_errors=True)
        shutil.copytree(start, place.folder, symlinks=True)

    afresh()
    before = _comparable(operation, in_child(place.state))
    counted = watch(lambda: act(place))
    assert counted.code == 0, counted
    after_whole = in_child(place.state)
    after = _comparable(operation, after_whole)
    assert after != before
    assert after_whole["left"] == [], after_whole
    total = len(counted.calls)
    # Before each change, and in the middle of each write.
    places = [(point, False) for point in range(total)]
    places += [(point, True) for point, call in enumerate(counted.calls) if call in WRITES]
    places.sort()
    # A run now and then needs a change or two more than the one counted: two points lie beyond its end.
    spread = points - 2
    chosen = sorted({places[round(index * (len(places) - 1) / (spread - 1))] for index in range(spread)})
    # A rename is rare among so many writes and is what publishes: the nearest points move onto renames.
    renames = [(point, False) for point, call in enumerate(counted.calls) if call == "rename"]
    # The ends stay: they are before the first change and after the last rename.
    kept = {places[0], places[-1], *renames}
    for place_of_rename in {*renames[:1], *renames[-1:]} - set(chosen):
        chosen.remove(min(set(chosen) - kept, key=lambda one: abs(one[0] - place_of_rename[0])))
        chosen = sorted([*chosen, place_of_rename])
    chosen += [(total, False), (total + 1, False)]
    seen: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for point, is_torn in chosen[shard::shards]:
        afresh()
        watched = watch(lambda: act(place), kill_at=point, is_torn=is_torn)
        # Threads do not always do the same in the same order: a run may need fewer changes this time.
        killed = watched.code is None
        name = counted.calls[point] if point < total else "beyond"
        calls[name + (" torn" if is_torn else "")] += killed
        # Opening what is there is itself part of the next run: read a copy, as the kill left it.
        state = in_child(place.state)
        between = _comparable(operation, state)
        assert _is_between(between, before, after), (operation, point, state, before, after)
        seen["after" if between == after else "before" if between == before else "between"] += 1
        seen["killed" if killed else "finished"] += 1
        code = watch(lambda: act(place)).code
        assert code in ({0, 1} if operation == "schedule" else {0}), (operation, point, code)
        again = in_child(place.state)
        assert _comparable(operation, again) | {"record": None} == after | {"record": None}, (point, again)
        assert again["record"]["counts"] == after_whole["record"]["counts"], (point, again)
        assert again["left"] == [], (operation, point, again)
    return {
        "changes": total,
        "places": len(places),
        "points": len(chosen),
        "seen": seen,
        "calls": calls,
        "duckdb": duckdb.__version__,
    }


if __name__ == "__main__":
    os.environ.pop("ZEREN_HOME", None)
    name, points, folder, shard, shards = sys.argv[1:]
    print(json.dumps(main(name, int(points), Path(folder), int(shard), int(shards))))
