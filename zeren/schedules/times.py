"""When a schedule is due: cron expressions in a time zone, daylight saving included.

The arithmetic is cronsim's, which follows Debian's cron where clocks change: a daily run whose hour is
skipped comes right after the gap, one whose hour comes twice runs once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

FIELDS = ("minute", "hour", "day of month", "month", "day of week")


@dataclass(frozen=True, slots=True)
class Timetable:
    """A cron expression of five fields, read in a time zone. Raises ValueError for any other."""

    cron: str
    zone: ZoneInfo

    def __post_init__(self) -> None:
        """Refuse what cannot be read, or never comes."""
        count = len(self.cron.split())
        if count != len(FIELDS):
            raise ValueError(f"has {count} fields instead of five ({', '.join(FIELDS)})")
        try:
            next(CronSim(self.cron, datetime(2026, 1, 1, tzinfo=UTC)))
        except CronSimError as error:
            raise ValueError(str(error).replace("Bad", "bad").replace("-", " ")) from error
        except StopIteration as error:
            raise ValueError("names a time that never comes") from error

    def after(self, moment: datetime) -> Iterator[datetime]:
        """The planned times later than `moment`, soonest first, in UTC."""
        for local in CronSim(self.cron, moment.astimezone(self.zone)):
            planned = local.astimezone(UTC)
            # In the hour that comes twice, local times run backwards for once.
            if planned > moment:
                yield planned

    def latest(self, moment: datetime) -> datetime | None:
        """The last planned time that is not later than `moment`, in UTC; None if there never was one."""
        found = None
        for local in CronSim(self.cron, (moment + timedelta(seconds=1)).astimezone(self.zone), reverse=True):
            if local.astimezone(UTC) <= moment:
                found = local.astimezone(UTC)
                break
        if found is None:
            return None
        # Going back over a change of clocks can pass a time by; going forward does not.
        for planned in self.after(found):
            if planned > moment:
                break
            found = planned
        return found
