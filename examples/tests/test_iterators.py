"""`example.iterators`: iterators and generators, in the loops of Python."""

import operator

import pytest
from example import iterators
from example.iterators import Mean, Polling, Range, RangeIterator


@pytest.mark.parametrize(
    "bounds", [(0, 5, 1), (3, 10, 3), (5, 5, 1), (7, 2, 1), (2**63 - 3, 2**63 - 1, 2)]
)
def test_a_range(bounds: tuple[int, int, int]) -> None:
    numbers = Range(*bounds)
    for _ in range(2):  # Each loop begins anew.
        assert list(numbers) == list(range(*bounds))
    assert operator.length_hint(iter(numbers)) == len(range(*bounds))


def test_its_iterator() -> None:
    iterator = iter(Range(0, 2))
    assert iter(iterator) is iterator
    assert (next(iterator), next(iterator), next(iterator, "end")) == (0, 1, "end")
    with pytest.raises(StopIteration):
        next(iterator)
    with pytest.raises(TypeError, match="cannot create"):
        RangeIterator()


def test_wrong_ranges() -> None:
    with pytest.raises(ValueError, match="expected a step above 0, found 0"):
        Range(0, 5, 0)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'stop'"):
        Range(0)
    with pytest.raises(OverflowError, match="start"):
        Range(2**63, 5)


def test_words() -> None:
    words = iterators.words("To be or\tnot")
    assert iter(words) is words
    assert (next(words), list(words), list(words)) == ("to", ["be", "or", "not"], [])
    with pytest.raises(TypeError, match="argument 'text'"):
        iterators.words(3)


def test_total_of_any_iterable() -> None:
    assert iterators.total(n * n for n in range(4)) == 14
    assert iterators.total(Range(0, 5)) == 10
    with pytest.raises(TypeError, match="numbers"):
        iterators.total(3)
    with pytest.raises(TypeError, match="str"):
        iterators.total(iter([1, "two"]))
    with pytest.raises(OverflowError, match="64 bits"):
        iterators.total([2**62, 2**62])
    with pytest.raises(ZeroDivisionError):
        iterators.total(1 // n for n in (1, 0))


def test_polling() -> None:
    numbers = [3, 2, 1]
    assert list(Polling(lambda: numbers.pop() if numbers else None)) == [1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        next(Polling(lambda: 1 / 0))
    with pytest.raises(TypeError, match="argument 'function'"):
        Polling(3)


def test_an_iterator_that_uses_itself() -> None:
    polling = Polling(lambda: next(polling))
    with pytest.raises(RecursionError):
        next(polling)


def test_a_generator() -> None:
    mean = Mean()
    assert [next(mean), mean.send(2), mean.send(4.0), next(mean)] == [None, 2.0, 3.0, 3.0]
    assert mean.throw(ValueError("left out")) == 3.0
    mean.close()
    with pytest.raises(StopIteration) as ended:
        mean.send(6)
    assert ended.value.value == 2


def test_a_generator_that_is_delegated_to() -> None:
    means, counts = [], []

    def collected():
        counts.append((yield from Mean()))

    generator = collected()
    means = [generator.send(number) for number in (None, 1, 3)]
    generator.close()
    assert (means, counts) == ([None, 1.0, 2.0], [])


def test_errors_thrown_in() -> None:
    mean = Mean()
    with pytest.raises(LookupError, match="gone"):
        mean.throw(LookupError("gone"))
    with pytest.raises(StopIteration):
        next(mean)
    with pytest.raises(TypeError, match="float"):
        Mean().send("x")
