"""Reports on a schedule: read from `zeren.toml`, run when due, each run on record.

`read_schedules` (the file), `run_due` (one shot), `serve` (in the foreground); the state of a schedule is
its last run in the database of record and the sets in its target folder, nothing else.
"""
