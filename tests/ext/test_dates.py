"""Dates and times are those of Python's `datetime`."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fixtures import dates

NOON = (12, 0, 0, 0)
PLUS_TWO = timezone(timedelta(hours=2))
LEAST = timedelta.resolution


class Strange(tzinfo):
    """A zone of which nothing can be had."""

    def utcoffset(self, _: datetime | None) -> timedelta | None:
        raise LookupError("no offset")

    def tzname(self, _: datetime | None) -> str | None:
        return None

    def dst(self, _: datetime | None) -> timedelta | None:
        return None


def test_the_classes_of_handles() -> None:
    assert dates.classes() == [date, time, datetime, timedelta, tzinfo]


def test_dates() -> None:
    made = dates.new_date(2024, 2, 29)
    assert (type(made), made) == (date, date(2024, 2, 29))
    for day in (made, date.min, date.max):
        parts = (day.year, day.month, day.day, day.weekday(), day.toordinal())
        assert dates.date_parts(day) == parts
    assert dates.date_parts(datetime(2024, 2, 29, 1))[:3] == (2024, 2, 29)
    assert dates.today() in (date.today(), date.today() - timedelta(days=1))
    for parts, says in (
        ((2023, 2, 29), "day is out of range for month|day 29 must be in range"),
        ((2023, 13, 1), "month must be in 1..12"),
        ((0, 1, 1), "year 0 is out of range|year must be in 1..9999"),
        ((10000, 1, 1), "year 10000 is out of range|year must be in 1..9999"),
    ):
        with pytest.raises(ValueError, match=says):
            dates.new_date(*parts)
    with pytest.raises(TypeError, match=r"argument 'date' must be datetime.date, not str$"):
        dates.date_parts("2024-02-29")
    with pytest.raises(TypeError, match=r"must be datetime.date, not time$"):
        dates.date_parts(time())


def test_times() -> None:
    made = dates.new_time((23, 59, 59, 999_999), None)
    assert (type(made), made) == (time, time.max)
    assert dates.new_time(NOON, UTC) == time(12, tzinfo=UTC)
    assert dates.time_parts(made) == ((23, 59, 59, 999_999), 0, None, None)
    assert dates.time_parts(time(1, tzinfo=PLUS_TWO, fold=1)) == (
        *((1, 0, 0, 0), 1),
        *(PLUS_TWO, timedelta(hours=2)),
    )
    assert dates.second_time(time(1)).fold == 1
    for parts in ((24, 0, 0, 0), (0, 60, 0, 0), (0, 0, 60, 0), (0, 0, 0, 1_000_000)):
        with pytest.raises(ValueError, match="must be in"):
            dates.new_time(parts, None)
    with pytest.raises(TypeError, match=r"argument 'tzinfo' must be datetime.tzinfo"):
        dates.new_time(NOON, 2)
    with pytest.raises(LookupError, match="no offset"):
        dates.time_parts(time(tzinfo=Strange()))


def test_datetimes() -> None:
    made = dates.new_datetime((2024, 2, 29), (1, 2, 3, 4), None)
    assert (type(made), made) == (datetime, datetime(2024, 2, 29, 1, 2, 3, 4))
    assert dates.datetime_parts(made) == ((2024, 2, 29), (1, 2, 3, 4), 0, None, None)
    berlin = ZoneInfo("Europe/Berlin")
    twice = datetime(2024, 10, 27, 2, 30, tzinfo=berlin)
    assert dates.datetime_parts(twice)[2:] == (0, berlin, timedelta(hours=2))
    again = dates.second_datetime(twice)
    assert dates.datetime_parts(again)[2:] == (1, berlin, timedelta(hours=1))
    assert dates.split(twice) == (date(2024, 10, 27), time(2, 30))
    assert dates.combine(date(2024, 1, 1), time(5, tzinfo=UTC)) == datetime(
        2024, 1, 1, 5, tzinfo=UTC
    )
    for extreme in (datetime.min, datetime.max):
        day = (extreme.year, extreme.month, extreme.day)
        parts = (extreme.hour, extreme.minute, extreme.second, extreme.microsecond)
        assert dates.datetime_parts(extreme)[:2] == (day, parts)
        assert dates.new_datetime(day, parts, None) == extreme
    with pytest.raises(ValueError, match=r"day is out of range|must be in range"):
        dates.new_datetime((2023, 2, 29), NOON, None)
    with pytest.raises(TypeError, match=r"must be datetime.datetime, not date$"):
        dates.datetime_parts(date(2024, 1, 1))
    with pytest.raises(LookupError, match="no offset"):
        dates.datetime_parts(datetime(2024, 1, 1, tzinfo=Strange()))


def test_moments() -> None:
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert dates.timestamp(moment) == moment.timestamp()
    assert dates.from_timestamp(moment.timestamp(), UTC) == moment
    assert dates.from_timestamp(0.0, None) == datetime.fromtimestamp(0)
    assert dates.as_timezone(moment, PLUS_TWO).hour == 14
    assert dates.as_timezone(moment, None) == moment
    assert dates.now(UTC).tzinfo is UTC
    assert dates.now(None).tzinfo is None
    for wrong in (1e20, float("nan"), float("inf")):
        with pytest.raises((OverflowError, ValueError)):
            dates.from_timestamp(wrong, UTC)


def test_timedeltas() -> None:
    made = dates.new_delta(1, 2, 3)
    assert (type(made), made) == (timedelta, timedelta(1, 2, 3))
    assert dates.new_delta(0, -1, 0) == timedelta(seconds=-1)
    assert dates.delta_parts(timedelta(seconds=-1)) == (-1, 86_399, 0, -1.0)
    for extreme in (timedelta.min, timedelta.max, timedelta(), -LEAST):
        parts = (extreme.days, extreme.seconds, extreme.microseconds)
        assert dates.delta_parts(extreme) == (*parts, extreme.total_seconds())
        assert dates.new_delta(*parts) == extreme
    with pytest.raises(OverflowError):
        dates.new_delta(1_000_000_000, 0, 0)
    with pytest.raises(TypeError, match=r"must be datetime.timedelta, not float$"):
        dates.delta_parts(1.0)


def test_time_zones() -> None:
    assert dates.utc() is UTC
    assert dates.fixed(timedelta(hours=2)) == PLUS_TWO
    with pytest.raises(ValueError, match="strictly between"):
        dates.fixed(timedelta(days=1))
    summer = datetime(2024, 7, 1)
    assert dates.named("Europe/Berlin") is ZoneInfo("Europe/Berlin")
    assert dates.zone_at(dates.named("Europe/Berlin"), summer) == ("CEST", timedelta(hours=2))
    with pytest.raises(KeyError, match="No time zone found"):
        dates.named("Nowhere/AtAll")
    with pytest.raises(LookupError, match="no offset"):
        dates.zone_at(Strange(), summer)


def test_subclasses_are_what_they_say() -> None:
    class Day(date):
        @property
        def year(self) -> int:
            raise ArithmeticError("no year")

    class Moment(datetime):
        @property
        def hour(self) -> Any:
            return "late"

    with pytest.raises(ArithmeticError, match="no year"):
        dates.date_parts(Day(2024, 1, 1))
    with pytest.raises(TypeError, match="expected int, got str"):
        dates.datetime_parts(Moment(2024, 1, 1))
    assert dates.split(Moment(2024, 1, 1, 5))[1] == time(5)


def test_the_module_written_in_python_does_as_well() -> None:
    program = """
import sys
sys.modules["_datetime"] = None
import datetime
assert datetime.date.__new__.__class__.__name__ == "function"
from fixtures import dates
made = dates.new_datetime((2024, 2, 29), (1, 2, 3, 4), dates.utc())
assert type(made) is datetime.datetime
assert dates.datetime_parts(made)[:2] == ((2024, 2, 29), (1, 2, 3, 4))
assert dates.delta_parts(datetime.timedelta(1)) == (1, 0, 0, 86400.0)
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parent)
