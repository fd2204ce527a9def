"""Operators of native classes do what those of classes in Python do."""

from fixtures.operators import Units


def test_each_operator_calls_its_method() -> None:
    u = Units(2)
    assert u + Units(3) == "add 2 3"
    assert 1 + u == "radd 2 1"
    v = u
    v -= 1
    assert v is u and u.n == 1
    assert bool(u) and not Units(0)
    assert hash(Units(5)) == 5 and hash(Units(-1)) == -2
    assert (-u).n == -1
