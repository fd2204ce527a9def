"""Enums whose variants are exceptions: from Rust to Python and back."""

import copy
import gc
import json
import pickle
import sys
import traceback
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import exception_enums
from fixtures.exception_enums import Missing, OfJson, ParseError, Plain, Shown


@pytest.mark.parametrize("fail", [exception_enums.fail, exception_enums.fail_so])
def test_rust_raises_variants(fail: Callable[[str], int]) -> None:
    with pytest.raises(ParseError, match="line 1 is missing") as caught:
        fail("missing")
    error = caught.value
    assert type(error) is ParseError.Missing
    assert isinstance(error, ValueError)
    assert error.line == 1
    assert error.args == (1,)
    assert repr(error) == "Missing(1)"
    with pytest.raises(ParseError.Odd, match='line 2: "x" is odd'):
        fail("odd")
    with pytest.raises(ParseError.Range, match="from 3 to   4"):
        fail("range")
    with pytest.raises(ParseError.Empty, match="nothing") as empty:
        fail("empty")
    assert empty.value.args == ()
    assert empty.value.is_empty
    assert exception_enums.fail_so("") == 0


def test_the_classes() -> None:
    assert ParseError.Missing.__qualname__ == "ParseError.Missing"
    assert ParseError.Missing.__name__ == "Missing"
    assert ParseError.Missing.__module__ == "fixtures.exception_enums"
    assert ParseError.Missing.__doc__ == "A line that is not there."
    assert ParseError.Missing.__mro__[:3] == (ParseError.Missing, ParseError, ValueError)
    assert ParseError.__doc__ == "What could not be parsed."
    assert ParseError.Odd.__match_args__ == ("line", "text")
    assert ParseError.CODE == 3
    assert Missing.Key.__module__ == "fixtures.exception_enums"


def test_an_exception_that_is_older_than_its_module() -> None:
    with pytest.raises(ValueError, match="7") as caught:
        exception_enums.fail_early(7)
    assert type(caught.value).__qualname__ == "Early.Bird"
    assert type(caught.value).__module__.endswith("exception_enums")
    assert caught.value.worm == 7


def test_the_traceback_shows_the_line_of_rust() -> None:
    with pytest.raises(ParseError) as caught:
        exception_enums.fail("odd")
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert last.filename.endswith("exception_enums.rs")
    shown = "".join(traceback.format_exception(caught.value))
    assert 'fixtures.exception_enums.ParseError.Odd: line 2: "x" is odd' in shown


def test_they_are_made_while_detached_too() -> None:
    with pytest.raises(ParseError.Missing, match="line 1"):
        exception_enums.fail_detached()


def test_python_makes_variants() -> None:
    error = ParseError.Odd(4)
    assert (error.line, error.text) == (4, "?")
    assert str(ParseError.Odd(line=4, text="t")) == 'line 4: "t" is odd'
    assert (ParseError.Range(1)._0, ParseError.Range(1)._1) == (1, 9)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'line'"):
        ParseError.Missing()
    with pytest.raises(OverflowError):
        ParseError.Missing(-1)
    with pytest.raises(TypeError, match=r"Empty\(\) takes 1 positional argument but 2"):
        ParseError.Empty(1)
    with pytest.raises(AttributeError):
        error.line = 5
    error.__init__(6, "again")
    assert error.line == 6
    assert exception_enums.line_of(error) == 6
    assert type(exception_enums.made("range")) is ParseError.Range


def test_only_variants_are_made() -> None:
    with pytest.raises(TypeError, match="cannot create 'ParseError' instances: call one of the"):
        ParseError()
    with pytest.raises(TypeError, match="cannot create 'ParseError' instances"):
        raise ParseError

    class DerivedError(ParseError):
        pass

    with pytest.raises(TypeError, match="cannot create 'DerivedError' instances"):
        DerivedError("x")
    empty = ParseError.__new__(ParseError, "x")
    assert str(empty) == "x"
    with pytest.raises(RuntimeError, match="no value yet"):
        empty.line()
    with pytest.raises(TypeError, match=r"requires a '.*Odd' object but received a '.*Missing'"):
        ParseError.Odd.__init__(ParseError.Missing(1), 2)
    with pytest.raises(TypeError, match="cannot create"):
        ParseError.__init__(ParseError.Missing(1))


def test_subclasses_of_variants() -> None:
    class MineError(ParseError.Missing):
        def __init__(self, line: int, more: str) -> None:
            super().__init__(line)
            self.more = more

        def __str__(self) -> str:
            return f"mine: {super().__str__()}, {self.more}"

    class BareError(ParseError.Missing):
        def __init__(self) -> None:
            pass

    with pytest.raises(ParseError, match="mine: line 3 is missing, m"):
        raise MineError(3, "m")
    with pytest.raises(RuntimeError, match="no value yet"):
        _ = BareError().line

    class BothError(ParseError.Missing, ParseError.Odd):
        pass

    both = BothError(1)
    assert both.line == 1
    ParseError.Odd.__init__(both, 2, "t")
    assert ParseError.Odd.text.__get__(both) == "t"
    with pytest.raises(TypeError, match="of another variant"):
        _ = both.line


def test_an_exception_stays_of_its_variant() -> None:
    class AError(ParseError.Missing):
        pass

    class BError(ParseError.Odd):
        pass

    error = AError(1)
    if sys.version_info >= (3, 15):  # Only sizes count, so that the error has to notice.
        error.__class__ = BError
        for attribute in ("line", "text"):
            with pytest.raises(TypeError, match="the object is of another variant"):
                getattr(error, attribute)
    else:
        with pytest.raises(TypeError, match="object layout differs"):
            error.__class__ = BError
    with pytest.raises(TypeError):
        error.__class__ = ParseError
    assert str(error) == "line 1 is missing"


def test_match() -> None:
    def shown(error: BaseException) -> str:
        match error:
            case ParseError.Missing(line):
                return f"missing {line}"
            case ParseError.Odd(line, text=text):
                return f"odd {line} {text}"
            case ParseError.Range(first, last):
                return f"range {first} {last}"
            case ParseError():
                return "other"
        return "none"

    assert shown(ParseError.Missing(1)) == "missing 1"
    assert shown(ParseError.Odd(1, "t")) == "odd 1 t"
    assert shown(ParseError.Range(1, 2)) == "range 1 2"
    assert shown(ParseError.Empty()) == "other"
    assert shown(ValueError()) == "none"


def test_texts() -> None:
    with pytest.raises(Shown) as shown:
        exception_enums.fail_shown(255)
    assert str(shown.value) == "code 0xff"
    assert isinstance(shown.value, OSError)
    with pytest.raises(Plain.Held) as plain:
        exception_enums.fail_plain([1])
    assert (str(plain.value), plain.value.value) == ("[1]", [1])
    with pytest.raises(Plain.Nothing) as nothing:
        exception_enums.fail_plain(None)
    assert str(nothing.value) == ""


def test_of_an_exception_of_python() -> None:
    with pytest.raises(json.JSONDecodeError, match="bad at 4") as caught:
        exception_enums.fail_json()
    error = caught.value
    assert type(error) is OfJson.Bad
    assert isinstance(error, OfJson)
    assert (error.msg, error.pos) == ("m", 4)
    assert OfJson.Bad.__qualname__ == "OfJson.Bad"
    assert OfJson.Bad.__module__ == "fixtures.exception_enums"
    reference = weakref.ref(error)
    error.extra = "e"
    assert pickle.loads(pickle.dumps(error)).extra == "e"
    del error, caught
    gc.collect()
    assert reference() is None


def test_outside_of_a_module() -> None:
    with pytest.raises(LookupError, match='no key "k"') as caught:
        exception_enums.fail_key("k")
    assert (type(caught.value), caught.value._0, caught.value.is_all()) == (Missing.Key, "k", False)
    with pytest.raises(Missing.All) as everything:
        exception_enums.fail_key("")
    assert everything.value.is_all()


def test_rust_reads_them() -> None:
    def raising(error: BaseException) -> Callable[[], None]:
        def f() -> None:
            raise error

        return f

    class MineError(ParseError.Odd):
        pass

    caught = exception_enums.caught
    assert caught(raising(ParseError.Missing(4))) == "missing 4"
    assert caught(raising(MineError(5, "t"))) == "odd 5 t"
    assert caught(lambda: exception_enums.fail("range")) == "range 3 4"
    assert caught(lambda: exception_enums.fail("")) == "empty"
    assert caught(raising(Missing.All())) == "missing"
    assert caught(lambda: None) == "nothing"
    with pytest.raises(KeyError):
        caught(raising(KeyError("k")))
    with pytest.raises(RuntimeError, match="no value yet"):
        caught(raising(ParseError.Missing.__new__(ParseError.Missing)))


def test_links_and_attributes() -> None:
    error = ParseError.Missing(1)
    error.add_note("note")
    error.extra = 1
    assert (error.__notes__, error.extra) == (["note"], 1)
    with pytest.raises(ParseError) as linked:
        raise error from Missing.Key("k")
    assert linked.value.__cause__._0 == "k"


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(lambda one, p=p: pickle.loads(pickle.dumps(one, p)) for p in range(6)),
    ],
)
def test_pickle_and_copy(again: Callable[[Any], Any]) -> None:
    error = ParseError.Odd(1, text="t")
    error.extra = "e"
    same = again(error)
    assert type(same) is ParseError.Odd
    assert (same.line, same.text, same.extra) == (1, "t", "e")
    for error in [ParseError.Empty(), ParseError.Range(3, 4), Missing.Key("k"), OfJson.Bad("m", 2)]:
        same = again(error)
        assert (type(same), str(same), same.args) == (type(error), str(error), error.args)


def test_what_is_not_raised_is_dropped() -> None:
    assert exception_enums.forgotten() == 'Odd: line 2: "x" is odd'


def test_they_are_collected() -> None:
    class Marker:
        pass

    marker = Marker()
    ref = weakref.ref(marker)
    error = Plain.Held([marker])
    error.value.append(error)
    del error, marker
    gc.collect()
    assert ref() is None
    for _ in range(100):
        with pytest.raises(Plain):
            exception_enums.fail_plain([1])
