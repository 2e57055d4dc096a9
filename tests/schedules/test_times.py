"""When schedules come: against a count of minutes, and across changes of clocks."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from zeren.schedules.times import Timetable

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _counted(cron: str, start: datetime, days: int) -> list[datetime]:
    """The minutes after `start` that lists and stars name, day by day, as crontab(5) has it."""
    minutes, hours, days_of_month, months, weekdays = (
        None if field == "*" else {int(part) for part in field.split(",")} for field in cron.split()
    )
    first = start.astimezone(SHANGHAI).replace(hour=0, minute=0)
    found = []
    for day in (first + timedelta(days=number) for number in range(days + 1)):
        named = [
            is_named
            for is_named in (
                None if days_of_month is None else day.day in days_of_month,
                None if weekdays is None else day.isoweekday() % 7 in {part % 7 for part in weekdays},
            )
            if is_named is not None
        ]
        # Both given: either will do.
        if (months is not None and day.month not in months) or (named and not any(named)):
            continue
        found += [
            # Shanghai's clocks have not changed since 1991.
            day + timedelta(hours=hour, minutes=minute)
            for hour in range(24)
            for minute in range(60)
            if (hours is None or hour in hours) and (minutes is None or minute in minutes)
        ]
    return [moment.astimezone(UTC) for moment in found if moment > start]


def test_times_are_those_found_by_counting_minutes() -> None:
    chance = random.Random(20261123)
    for _ in range(40):
        fields = [
            "*"
            if chance.random() < share
            else ",".join(str(chance.choice(values)) for _ in range(chance.randint(1, 3)))
            for share, values in (
                (0.1, range(60)),
                (0.4, range(24)),
                (0.6, range(1, 29)),
                (0.8, range(1, 13)),
                (0.6, range(8)),
            )
        ]
        fields[0] = "0" if fields[0] == "*" else fields[0]
        cron = " ".join(fields)
        table = Timetable(cron, SHANGHAI)
        start = _at("2026-01-01T00:00") + timedelta(minutes=chance.randrange(500_000))
        expected = _counted(cron, start, 40)
        last = start + timedelta(days=39)
        found = list(islice(table.after(start), 50))
        assert [moment for moment in found if moment <= last] == [
            moment for moment in expected if moment <= last
        ][:50]
        if expected:
            end = start + timedelta(minutes=chance.randrange(1, 39 * 1440))
            before = [moment for moment in expected if moment <= end]
            if before:
                assert table.latest(end) == before[-1]
                assert table.latest(end + timedelta(seconds=59, microseconds=1)) == before[-1]


@pytest.mark.parametrize(
    ("now", "latest", "following"),
    [
        # On 29 March 2026 Berlin's clocks go from 2:00 to 3:00 (1:00 UTC): half past two comes at three.
        ("2026-03-29T00:59", "2026-03-28T01:30", "2026-03-29T01:00"),
        ("2026-03-29T01:00", "2026-03-29T01:00", "2026-03-30T00:30"),
        # On 25 October half past two comes twice, at 0:30 and 1:30 UTC: it runs once.
        ("2026-10-25T00:29", "2026-10-24T00:30", "2026-10-25T00:30"),
        ("2026-10-25T00:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("2026-10-25T01:10", "2026-10-25T00:30", "2026-10-26T01:30"),
        ("2026-10-25T01:40", "2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_a_change_of_clocks_neither_skips_nor_doubles(now: str, latest: str, following: str) -> None:
    table = Timetable("30 2 * * *", BERLIN)
    assert table.latest(_at(now)) == _at(latest)
    assert next(table.after(_at(now))) == _at(following)


def test_the_planned_minute_itself_is_due() -> None:
    table = Timetable("0 6 * * 1", SHANGHAI)
    monday = _at("2026-11-22T22:00")
    assert table.latest(monday) == monday
    assert table.latest(monday - timedelta(microseconds=1)) == monday - timedelta(days=7)
    assert next(table.after(monday)) == monday + timedelta(days=7)
