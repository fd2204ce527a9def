"""`example.contexts`: blocks of `with`, and what is awaited."""

import asyncio
from contextlib import suppress

import pytest
from example.contexts import Account, Connection, Job, Pause


async def fetch(number: int) -> str:
    """Give a page after a turn of the event loop."""
    await asyncio.sleep(0)
    if number == 5:
        raise LookupError(number)
    return f"page {number}"


async def pages(count: int) -> list[str]:
    """Read some pages."""
    found = []
    async with Connection(fetch) as connection:
        async for page in connection:
            found.append(page)
            if len(found) == count:
                break
    return found


def test_a_block_that_ends_well() -> None:
    account = Account(10)
    with account as same:
        same.pay(3)
    assert (same is account, account.balance) == (True, 7)


def failed_payment(account: Account) -> None:
    """Pay, and fail."""
    with account:
        account.pay(3)
        raise LookupError("x")


def test_a_block_that_ends_with_an_error() -> None:
    account = Account(10)
    with account:
        account.pay(3)
        account.pay(8)
    assert account.balance == 10
    with pytest.raises(LookupError, match="x"):
        failed_payment(account)
    assert account.balance == 10


def test_blocks_in_blocks() -> None:
    account = Account(10)
    with account:
        account.pay(1)
        with account:
            account.pay(1)
            raise ValueError
    assert account.balance == 9


def test_wrong_payments() -> None:
    with pytest.raises(ValueError, match="expected at most 1, found 2"):
        Account(1).pay(2)
    with pytest.raises(ValueError, match="found -9"):
        Account(1).pay(-(2**63))
    with pytest.raises(TypeError, match="argument 'amount'"):
        Account(1).pay("2")


def test_async_with_and_for() -> None:
    assert asyncio.run(pages(3)) == ["page 1", "page 2", "page 3"]


def test_an_error_ends_the_loop() -> None:
    seen = []

    async def read() -> Connection:
        connection = Connection(fetch)
        with suppress(LookupError):
            async with connection:
                async for _ in connection:
                    seen.append(connection.is_open)
        return connection

    assert not asyncio.run(read()).is_open
    assert seen == [True] * 4


def test_all_pages() -> None:
    async def echo(number: int) -> int:
        return number

    async def read() -> list[int]:
        async with Connection(echo) as connection:
            return [number async for number in connection]

    assert asyncio.run(read()) == list(range(1, 11))


def test_a_closed_connection() -> None:
    async def read() -> None:
        async for _ in Connection(fetch):
            pytest.fail("expected no page")

    with pytest.raises(ConnectionError, match="use 'async with'"):
        asyncio.run(read())


def test_awaiting() -> None:
    async def both() -> tuple[str, int]:
        return await Job(fetch(1)), await Pause(3)

    assert asyncio.run(both()) == ("page 1", 3)


def test_awaiting_what_cannot_be_awaited() -> None:
    async def wait() -> None:
        await Job(3)

    with pytest.raises(AttributeError, match="__await__"):
        asyncio.run(wait())
    with pytest.raises(OverflowError, match="turns"):
        Pause(-1)
