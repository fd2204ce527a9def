"""Dates and times of chrono and jiff: both must agree with Python, and refuse what one of them lacks."""

import datetime as dt
import zoneinfo
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from foreign import dates

CHRONO, JIFF = dates.with_chrono, dates.with_jiff
BOTH = pytest.mark.parametrize("crate", [CHRONO, JIFF], ids=["chrono", "jiff"])

UTC = dt.UTC
PARIS = ZoneInfo("Europe/Paris")
SECOND = dt.timedelta(seconds=1)


class Derived(dt.datetime):
    """A subclass, as pandas and others have them."""

    def __sub__(self, other: Any) -> Any:
        raise AssertionError("the moment is Python's own affair")


class Lying(dt.timedelta):
    """A length of time that says anything."""

    days = 2**40  # type: ignore[assignment]


def refused(function: Any, *args: Any) -> tuple[type[BaseException], str]:
    """What a call raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        function(*args)
    return caught.type, str(caught.value)


def same(found: Any, given: Any) -> bool:
    """Whether the objects have equal parts, zone and fold too."""
    return type(found) is type(given) and repr(found) == repr(given)


@BOTH
def test_dates(crate: Any) -> None:
    for date in (dt.date.min, dt.date(1970, 1, 1), dt.date(2024, 2, 29), dt.date.max):
        assert same(crate.date(date), date)
    found = (TypeError, "date() argument 'x' must be date, not datetime")
    assert refused(crate.date, dt.datetime(2024, 1, 1)) == found
    assert refused(crate.date, "2024-01-01") == (
        TypeError,
        "date() argument 'x' must be date, not str",
    )


@BOTH
@pytest.mark.parametrize("year", [0, -1, -9999])
def test_years_before_pythons_first_are_refused(crate: Any, year: int) -> None:
    kind, message = refused(crate.year, year)
    assert kind is ValueError
    assert f"year {year} is out of range" in message or "year must be in 1..9999" in message


def test_years_after_pythons_last_are_refused() -> None:
    assert refused(CHRONO.year, 10_000)[0] is ValueError
    assert refused(CHRONO.year_utc, 10_000)[0] is OverflowError
    assert refused(CHRONO.year_utc, -5)[0] is OverflowError


@BOTH
def test_times(crate: Any) -> None:
    for time in (dt.time.min, dt.time(12, 30), dt.time(1, 2, 3, 4), dt.time.max):
        assert same(crate.time(time), time)
    found = (TypeError, "time() argument 'x' must be naive time, not aware time")
    assert refused(crate.time, dt.time(1, tzinfo=UTC)) == found
    assert refused(crate.time, 5) == (TypeError, "time() argument 'x' must be naive time, not int")


def test_nanoseconds_are_cut_and_leap_seconds_refused() -> None:
    assert CHRONO.end_of_day(False) == dt.time.max
    found = (ValueError, "a leap second: Python's datetime has none")
    assert refused(CHRONO.end_of_day, True) == found
    assert refused(CHRONO.leap_second) == found


@BOTH
def test_moments_are_cut_to_the_microsecond_before(crate: Any) -> None:
    epoch = dt.datetime(1970, 1, 1, tzinfo=UTC)
    for nanoseconds in (0, 1, 999, 1000, -1, -999, -1000, 1_234_567_891, -1_234_567_891):
        expected = epoch + dt.timedelta(microseconds=nanoseconds // 1000)
        assert same(crate.nanoseconds_since_1970(nanoseconds), expected)


@BOTH
def test_naive_datetimes(crate: Any) -> None:
    for naive in (dt.datetime.min, dt.datetime(2024, 2, 29, 1, 2, 3, 4), dt.datetime.max):
        assert same(crate.naive(naive), naive)
    assert crate.naive(dt.datetime(2024, 1, 1, fold=1)) == dt.datetime(2024, 1, 1)
    found = (TypeError, "naive() argument 'x' must be naive datetime, not aware datetime")
    assert refused(crate.naive, dt.datetime(2024, 1, 1, tzinfo=UTC)) == found
    found = (TypeError, "naive() argument 'x' must be naive datetime, not date")
    assert refused(crate.naive, dt.date(2024, 1, 1)) == found


@BOTH
def test_moments_in_utc(crate: Any) -> None:
    for moment in (
        dt.datetime(1, 1, 1, tzinfo=UTC),
        dt.datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        dt.datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=UTC),
        dt.datetime(9999, 12, 30, 21, tzinfo=UTC),
    ):
        assert same(crate.utc(moment), moment)
        east = dt.timezone(dt.timedelta(minutes=1))
        if moment.year > 1:
            assert same(crate.utc(moment.astimezone(east)), moment)
    assert crate.utc(Derived(2024, 1, 1, tzinfo=UTC)) == dt.datetime(2024, 1, 1, tzinfo=UTC)


class Unsure(dt.tzinfo):
    """A zone that does not know its offset: what it is on is naive."""

    def utcoffset(self, _: dt.datetime | None) -> None:
        return None


@BOTH
@pytest.mark.parametrize("name", ["utc", "zoned"])
def test_moments_need_a_zone(crate: Any, name: str) -> None:
    function = getattr(crate, name)
    for naive in (dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 1, tzinfo=Unsure())):
        kind, message = refused(function, naive)
        assert (kind, message) == (
            TypeError,
            f"{name}() argument 'x' must be aware datetime, not naive datetime",
        )
    assert refused(function, "2024")[0] is TypeError


def test_the_last_hours_of_pythons_years() -> None:
    last = dt.datetime.max.replace(tzinfo=UTC)
    assert same(CHRONO.utc(last), last)
    kind, message = refused(JIFF.utc, last)
    assert kind is OverflowError
    assert message.endswith(f"must be datetime in the range of jiff's Timestamp, not {last!r}")
    # In UTC this is in the year 0, or in the year 10000.
    early = dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=5)))
    assert refused(CHRONO.utc, early)[0] is OverflowError


def test_fixed_offsets() -> None:
    for hours in (-23.5, -5, 0, 5.75, 23.99):
        zone = dt.timezone(dt.timedelta(hours=hours))
        moment = dt.datetime(2024, 5, 1, 12, tzinfo=zone)
        assert same(CHRONO.fixed(moment), moment)
        assert same(JIFF.zoned(moment), moment)
        assert CHRONO.offset(zone) == JIFF.offset(zone) == zone
    summer = dt.datetime(2024, 7, 1, 12, tzinfo=PARIS)
    assert same(CHRONO.fixed(summer), summer.astimezone(dt.timezone(dt.timedelta(hours=2))))
    odd = dt.timezone(dt.timedelta(microseconds=1))
    kind, message = refused(CHRONO.offset, odd)
    assert kind is ValueError
    assert message.endswith(
        "must be offset of whole seconds, not datetime.timedelta(microseconds=1)"
    )
    for crate in (CHRONO, JIFF):
        found = (TypeError, "offset() argument 'x' must be timezone, not zoneinfo.ZoneInfo")
        kind, message = refused(crate.offset, PARIS)
        assert (kind, message.replace("zoneinfo.", "")) == (
            found[0],
            found[1].replace("zoneinfo.", ""),
        )


@BOTH
def test_zones_keep_their_name_and_the_moment(crate: Any) -> None:
    for month in (1, 7):
        moment = dt.datetime(2024, month, 1, 12, tzinfo=PARIS)
        found = crate.zoned(moment)
        assert same(found, moment)
        assert found.tzinfo is PARIS
    assert crate.zone(PARIS) is PARIS
    assert "Europe/Paris" in JIFF.text(dt.datetime(2024, 1, 1, tzinfo=PARIS))


@BOTH
def test_folds_are_two_moments(crate: Any) -> None:
    first = dt.datetime(2024, 10, 27, 2, 30, tzinfo=PARIS)
    second = first.replace(fold=1)
    assert crate.text(first).startswith("2024-10-27T02:30:00+02:00")
    assert crate.text(second).startswith("2024-10-27T02:30:00+01:00")
    assert crate.zoned(first).fold == 0
    assert crate.zoned(second).fold == 1


@BOTH
def test_times_that_clocks_skip_are_moved_as_python_moves_them(crate: Any) -> None:
    skipped = dt.datetime(2024, 3, 31, 2, 30, tzinfo=PARIS)
    expected = skipped.astimezone(UTC).astimezone(PARIS)
    assert same(crate.zoned(skipped), expected)


def test_utc_has_many_names() -> None:
    moment = dt.datetime(2024, 1, 1, tzinfo=UTC)
    assert CHRONO.zoned(moment) == JIFF.zoned(moment) == moment
    assert JIFF.zoned(moment).tzinfo is UTC
    assert CHRONO.zone(ZoneInfo("UTC")) is ZoneInfo("UTC")


def zone_file(name: str) -> Traversable:
    """Find the rules of a zone where `zoneinfo` does: in the system, or in the package `tzdata`."""
    paths = [Path(folder, name) for folder in zoneinfo.TZPATH]
    return next((path for path in paths if path.exists()), files("tzdata") / "zoneinfo" / name)


def test_zones_that_have_no_name_are_refused() -> None:
    found = refused(CHRONO.zoned, dt.datetime(2024, 1, 1, tzinfo=dt.timezone(SECOND * 60)))
    assert found == (TypeError, "zoned() argument 'x' must be ZoneInfo, not datetime.timezone") or (
        found == (TypeError, "zoned() argument 'x' must be ZoneInfo, not timezone")
    )
    assert refused(JIFF.zone, object())[0] is TypeError
    with zone_file("Europe/Paris").open("rb") as file:
        nameless = ZoneInfo.from_file(file)
    assert refused(CHRONO.zone, nameless)[0] is TypeError
    assert refused(JIFF.zone, nameless)[0] is TypeError
    assert ZoneInfoNotFoundError.__mro__[1] is KeyError


@BOTH
def test_lengths_of_time(crate: Any) -> None:
    for delta in (
        dt.timedelta(0),
        dt.timedelta(microseconds=-1),
        dt.timedelta(days=-3, seconds=5, microseconds=7),
        dt.timedelta(days=400, seconds=86399, microseconds=999_999),
        dt.timedelta.max,
        dt.timedelta.min,
    ):
        assert same(crate.delta(delta), delta)
    assert refused(crate.delta, 5) == (TypeError, "delta() argument 'x' must be timedelta, not int")
    assert refused(crate.delta, Lying(1))[0] is OverflowError
    assert refused(crate.longest)[0] is OverflowError


@BOTH
def test_lengths_are_cut_towards_zero(crate: Any) -> None:
    for nanoseconds in (0, 1, 999, 1000, -1, -999, -1000, 1_234_567_891, -1_234_567_891):
        micros = abs(nanoseconds) // 1000 * (1 if nanoseconds > 0 else -1)
        assert same(crate.nanoseconds(nanoseconds), dt.timedelta(microseconds=micros))


def test_spans() -> None:
    for delta in (dt.timedelta(0), dt.timedelta(days=-3, seconds=5, microseconds=7)):
        assert same(JIFF.span(delta), delta)
    assert JIFF.days_and_hours(2, 5) == dt.timedelta(days=2, hours=5)
    assert refused(JIFF.months, 1)[0] is ValueError
    assert refused(JIFF.span, dt.timedelta.max)[0] is OverflowError
