"""The tables of the database of record. Their comments are the data dictionary.

Words: tables are plural, columns singular; keys end in `_id`, booleans begin with `is_`, dates end in `_on`,
timestamps (UTC) in `_at`, stored counts begin with `n_`. Constraints stand at table level, because a CHECK
written inside a column is lost in migrations.
"""

from zeren_schema.tables.base import metadata
from zeren_schema.tables.documents import (
    documents,
    jurisdictions,
    leader_titles,
    leaders,
    plans,
    sections,
    tasks,
)
from zeren_schema.tables.loads import findings, loads
from zeren_schema.tables.runs import runs
from zeren_schema.tables.targets import observations, targets
from zeren_schema.tables.units import task_units, unit_names, units

__all__ = [
    "documents",
    "findings",
    "jurisdictions",
    "leader_titles",
    "leaders",
    "loads",
    "metadata",
    "observations",
    "plans",
    "runs",
    "sections",
    "targets",
    "task_units",
    "tasks",
    "unit_names",
    "units",
]
