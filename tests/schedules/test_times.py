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


def _matches(cron: str, local: datetime) -> bool:
    """Whether a cron expression of lists and stars names this minute, as crontab(5) has it."""
    minute, hour, day, month, weekday = (
        None if field == "*" else {int(part) for part in field.split(",")} for field in cron.split()
    )
    days = [
        found
        for found in (
            None if day is None else local.day in day,
            None if weekday is None else local.isoweekday() % 7 in {part % 7 for part in weekday},
        )
        if found is not None
    ]
    return (
        (minute is None or local.minute in minute)
        and (hour is None or local.hour in hour)
        and (month is None or local.month in month)
        # Both given: either will do.
        and (not days or any(days))
    )


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
        minutes = [start + timedelta(minutes=number) for number in range(1, 40 * 1440)]
        expected = [moment for moment in minutes if _matches(cron, moment.astimezone(SHANGHAI))]
        found = list(islice(table.after(start), 50))
        assert [moment for moment in found if moment <= minutes[-1]] == expected[:50]
        if expected:
            end = chance.choice(minutes)
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
