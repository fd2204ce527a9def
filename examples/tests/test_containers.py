"""`example.containers`: a sequence, a mapping and a grid."""

import collections.abc
import operator
import random

import pytest
from example.containers import Cache, Grid, Playlist


def random_index(randomly: random.Random) -> int | slice:
    """Give an index or a slice, inside of a short list or not."""
    if randomly.random() < 0.5:
        return randomly.randint(-6, 6)
    parts = [randomly.choice([None, *range(-6, 7)]) for _ in range(2)]
    return slice(*parts, randomly.choice([None, -2, -1, 1, 2]))


def outcome(items: object, how: str, *arguments: object) -> object:
    """Use a list or a playlist, and give what comes of it or is raised."""
    try:
        found = getattr(items, how)(*arguments)
    except (IndexError, ValueError) as error:
        return type(error)
    return found.titles if isinstance(found, Playlist) else found


def test_a_playlist_is_like_a_list() -> None:
    randomly = random.Random(1)
    for _ in range(2000):
        titles = list("abcde"[: randomly.randint(0, 5)])
        playlist, at = Playlist(titles), random_index(randomly)
        how = randomly.choice(["__getitem__", "__setitem__", "__delitem__"])
        new = "x" if isinstance(at, int) else list("xyz"[: randomly.randint(0, 3)])
        arguments = (at, new) if how == "__setitem__" else (at,)
        assert outcome(playlist, how, *arguments) == outcome(titles, how, *arguments)
        assert playlist.titles == titles


def test_what_python_makes_of_a_sequence() -> None:
    playlist = Playlist(["a", "b"])
    assert isinstance(playlist, collections.abc.Sequence)
    assert (len(playlist), list(playlist), list(reversed(playlist))) == (2, ["a", "b"], ["b", "a"])
    assert "a" in playlist
    assert "c" not in playlist
    assert 3 not in playlist
    assert playlist + Playlist(["c"]) == Playlist(["a", "b", "c"])
    assert playlist * 2 == 2 * playlist == Playlist(["a", "b", "a", "b"])
    same = playlist
    same += ["c"]
    assert (same is playlist, len(playlist)) == (True, 3)
    match playlist:
        case [first, *_, last]:
            assert (first, last) == ("a", "c")
        case _:
            pytest.fail("expected a sequence")


def test_wrong_use_of_a_playlist() -> None:
    playlist = Playlist(["a"])
    with pytest.raises(IndexError):
        playlist[1]
    with pytest.raises(IndexError):
        playlist[2**80]
    with pytest.raises(TypeError, match="int or slice"):
        playlist["a"]
    with pytest.raises(TypeError):
        playlist[0] = 3
    with pytest.raises(ValueError, match="extended slice"):
        playlist[::2] = ["x", "y"]
    with pytest.raises(TypeError, match="Playlist"):
        operator.concat(playlist, ["b"])
    with pytest.raises(MemoryError, match="at most 1000000 titles"):
        playlist * 10**9
    assert playlist == Playlist(["a"])


def test_a_cache_forgets() -> None:
    cache = Cache(2)
    cache["a"], cache["b"] = 1, [2]
    assert cache["a"] == 1
    cache["c"] = 3
    assert (list(cache), len(cache), "b" in cache) == (["a", "c"], 2, False)
    del cache["a"]
    assert cache.keys() == ["c"]
    assert Cache[int].__origin__ is Cache


def test_a_cache_computes() -> None:
    cache = Cache(10, lambda key: cache[key[1:]] + 1 if key else 0)
    assert cache["abc"] == 3  # It uses the cache meanwhile.
    assert cache.keys() == ["", "c", "bc", "abc"]
    with pytest.raises(ZeroDivisionError):
        Cache(1, lambda _: 1 / 0)["a"]


def test_what_ends_may_use_the_cache() -> None:
    cache, lengths = Cache(1), []

    class Ending:
        def __del__(self) -> None:
            lengths.append(len(cache))

    cache["a"] = Ending()
    cache["b"] = Ending()
    del cache["b"]
    assert lengths == [1, 0]


def test_wrong_use_of_a_cache() -> None:
    cache = Cache(1)
    with pytest.raises(KeyError, match="a"):
        cache["a"]
    with pytest.raises(KeyError, match="a"):
        del cache["a"]
    with pytest.raises(TypeError, match="str"):
        cache[1] = 1
    with pytest.raises(ValueError, match="at least 1"):
        Cache(0)
    with pytest.raises(TypeError, match="argument 'compute'"):
        Cache(1, 3)


def test_a_grid() -> None:
    grid = Grid(2, 3)
    grid[0, 1] = 5
    grid[-1, -1] = 7
    assert [[grid[row, column] for column in range(3)] for row in range(2)] == [
        [0, 5, 0],
        [0, 0, 7],
    ]
    for wrong in ((2, 0), (0, 3), (-3, 0)):
        with pytest.raises(IndexError):
            grid[wrong]
    for wrong in (1, (1,), (1, 2, 3), ("a", 1)):
        with pytest.raises((TypeError, ValueError)):
            grid[wrong]
    with pytest.raises(TypeError, match="item deletion"):
        del grid[0, 0]
    with pytest.raises(ValueError, match="at most 1000000 cells"):
        Grid(2**63, 2)
    with pytest.raises(IndexError):
        Grid(0, 0)[0, 0]
