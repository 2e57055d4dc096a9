"""A reader that polls through fifty publications sees whole snapshots and whole sets, one after the other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from zeren_loaders import load_file
from zeren_queries.exports.catalogue import export_set
from zeren_queries.publication import publish
from zeren_queries.snapshot import open_snapshot
from zeren_schema.engine import open_engine, write_transaction
from zeren_schema.tables import documents, plans

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "tests" / "documents" / "province-prose-lines.txt"
PUBLICATIONS = 50

POLL = """
import csv, json, sys
from pathlib import Path
from zeren_queries.snapshot import open_snapshot

home, exports = Path(sys.argv[1]), Path(sys.argv[2])
print("reading", flush=True)
snapshots, sets, reads = [], [], 0
while not (home / "stop").exists():
    with open_snapshot(home) as snapshot:
        found = snapshot.arrow("SELECT title FROM documents UNION ALL SELECT title FROM plans").to_pylist()
        titles = {row["title"] for row in found}
        # Every table of one snapshot is of one edition.
        assert len(titles) == 1, titles
        if snapshots[-1:] != [titles.copy().pop()]:
            snapshots.append(titles.pop())
    current = (exports / "latest").resolve(strict=True)
    manifest = json.loads((current / "datapackage.json").read_bytes())
    for entry in manifest["resources"]:
        data = (current / entry["path"]).read_bytes()
        assert len(data) == entry["bytes"]
        assert len(list(csv.reader(data.decode().splitlines()))) == entry["rows"] + 1
    if sets[-1:] != [manifest["snapshot_id"]]:
        sets.append(manifest["snapshot_id"])
    reads += 1
print(json.dumps({"snapshots": snapshots, "sets": sets, "reads": reads}))
"""


@pytest.mark.prove
def test_a_reader_never_sees_a_mixture(tmp_path: Path) -> None:
    home, exports = tmp_path / "home", tmp_path / "exports"
    home.mkdir()
    engine = open_engine(f"sqlite:///{home / 'zeren.sqlite'}")
    load_file(engine, DOCUMENT)
    published: list[str] = []

    def edition(number: int) -> None:
        with write_transaction(engine) as connection:
            for table in (documents, plans):
                connection.execute(table.update().values(title=f"edition {number:03}"))
        published.append(publish(engine, home).snapshot_id)
        with open_snapshot(home) as snapshot:
            export_set(snapshot, exports, ["unit_workload", "numeric_targets", "joint_leadership"], keep=3)

    edition(0)
    process = subprocess.Popen(
        [sys.executable, "-c", POLL, str(home), str(exports)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    for number in range(1, PUBLICATIONS + 1):
        edition(number)
    (home / "stop").write_bytes(b"")
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    found = json.loads(output)
    print(f"\n{found['reads']} reads, {len(found['snapshots'])} snapshots, {len(found['sets'])} sets")
    # In order, none twice, none that was not published.
    assert found["snapshots"] == sorted(set(found["snapshots"]))
    order = [published.index(snapshot_id) for snapshot_id in found["sets"]]
    assert order == sorted(set(order))
    assert len(found["snapshots"]) > 10
    assert len(found["sets"]) > 10
