"""`python -m tests.exports.kills FOLDER SET`: an export killed at each of its changes to the disk in turn.

The folder holds one set, SET, of the sample. After each kill the current set must be whole, the old one or
the new one, and the next export must need no hand. Prints how many kills there were and which snapshots
were seen. The export runs in forks of this process, which imports once and itself never exports.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

# What writing needs; imported here once instead of in every fork. Arrow asks for pandas at its first array.
import pandas  # noqa: F401
import zeren_queries.formats.csv_file  # noqa: F401
from zeren_queries.exports.sets import SetOptions, write_set
from zeren_queries.exports.verify import verify_set

from tests.exports.sample import workload

CALLS = ("open", "write", "fsync", "rename", "replace", "symlink", "mkdir", "rmdir", "unlink", "utime")


def forked(act: Callable[[], object]) -> int:
    """What a child that does this ends with: 0, 1 after an error, or minus the signal that killed it."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def deadly(point: int) -> None:
    """Make this process kill itself before its `point`-th call, or in the middle of it if it writes."""
    left = point

    def replaced(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            if not left:
                if name == "write":
                    # Torn in the middle, as a crash would.
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return real(*arguments, **options)

        return call

    for name in CALLS:
        setattr(os, name, replaced(name, getattr(os, name)))


def export_old(to: Path) -> None:
    """The set that was there, and nothing beside it."""
    write_set(to, [workload()], snapshot_id="c0ffee", options=SetOptions(keep=1))


def export_new(to: Path, point: int) -> None:
    """Two files, one of them long, killed at `point`."""
    rows = [(f"单位{number * number}", number * 7, None, None, None) for number in range(4000)]
    deadly(point)
    write_set(to, [workload(), workload("long_report", rows)], snapshot_id="beef")


def main(to: Path, old: str) -> dict[str, Any]:
    """Kill one export after the other until one comes through."""
    seen = set()
    point = 0
    while True:
        code = forked(lambda: export_new(to, point))  # noqa: B023 - called at once
        check = verify_set(to)
        assert check.is_sound, (point, check.problems)
        seen.add(check.snapshot_id)
        if code == 0:
            return {"kills": point, "seen": sorted(seen)}
        assert code == -signal.SIGKILL, (point, code)
        # The next run needs no hand, and nothing of the killed one stays.
        assert forked(lambda: export_old(to)) == 0, point
        left = {str(path.relative_to(to)) for path in to.rglob("*")}
        assert left == {"latest", old, f"{old}/datapackage.json", f"{old}/unit_workload.csv"}, (point, left)
        point += 1


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
