"""The disk full at every step: `python -m tests.proofs.full_disk OPERATION FORMAT FOLDER`.

RLIMIT_FSIZE lets no file grow beyond a size, which is what a full disk does to a file being written. The
limit is raised step by step until the operation goes through; before that it must fail in one line and
leave everything as it was. Prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from zeren_queries.exports.sets import SetOptions, write_set
from zeren_queries.formats import Format
from zeren_schema.errors import ZerenError

from tests.exports.sample import workload
from tests.proofs.crash import OPERATIONS, Place
from tests.proofs.tracing import in_child

STEP = 4096
# DuckDB writes blocks of this size: between two of them every limit has the same effect.
BLOCK = 262_144


def _tree(folder: Path) -> dict[str, str]:
    """Everything below a folder, byte for byte, journals and locks left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        elif path.is_file() and not path.name.endswith((".publish.lock", "-journal")):
            found[str(path)] = path.read_bytes().hex()
    return found


def _limited(act: Callable[[], int], limit: int) -> list[Any]:
    """Exit code and message of an operation under a limit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        return [act(), ""]
    except ZerenError as error:
        return [int(error.exit_code), str(error)]
    except OSError as error:
        # The command line makes one line of these.
        return [1, error.strerror]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _export(folder: Path, fmt: Format, snapshot_id: str) -> int:
    rows = [(f"单位{number * number}", number * 7, None, None, None) for number in range(4000)]
    options = SetOptions(fmt=fmt)
    write_set(folder, [workload(), workload("long", rows)], snapshot_id=snapshot_id, options=options)
    return 0


def main(operation: str, fmt: str, folder: Path) -> dict[str, Any]:
    """Raise the limit until the operation goes through."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Place(folder / "place")
    start = folder / "start"
    start.mkdir()
    prepare: Callable[[], object]
    act: Callable[[], int]
    if operation == "export":
        chosen = Format(fmt)
        prepare, act = (
            lambda: _export(start, chosen, "c0ffee"),
            lambda: _export(place.folder, chosen, "beef"),
        )
    else:
        prepare_place, act_place = OPERATIONS[operation]
        prepare, act = lambda: prepare_place(Place(start)), lambda: act_place(place)
    in_child(lambda: bool(prepare()))
    shutil.copytree(start, place.folder, symlinks=True)
    state = in_child(place.state) | {"left": []} if operation == "load" else {}
    before = _tree(place.folder)
    codes: Counter[str] = Counter()
    limit = 0
    while True:
        code, message = in_child(partial(_limited, act, limit))
        codes[str(code)] += 1
        if code == 0:
            break  # through; whether it is whole is asked below
        assert message
        assert "\n" not in message, message
        if operation == "load":
            # On a disk too full even to take back, SQLite leaves that to whoever opens the file next.
            assert in_child(place.state) | {"left": []} == state, limit
        after = _tree(place.folder)
        assert after == before, (limit, sorted(set(after) ^ set(before)))
        limit += STEP
        if operation == "publish" and limit > BLOCK:
            limit += BLOCK // 8 - STEP
    assert _tree(place.folder) != before
    if operation != "export":
        # What went through is whole: it opens, and its parts agree.
        in_child(place.state)
    return {"codes": codes, "limit": limit}


if __name__ == "__main__":
    os.environ.pop("ZEREN_HOME", None)
    name, form, where = sys.argv[1:]
    print(json.dumps(main(name, form, Path(where))))
