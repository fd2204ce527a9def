"""`example.inheritance`: bases and subclasses, in Rust and in Python; exceptions with fields."""

import abc
import collections.abc
import pickle

import pytest
from example import inheritance
from example.inheritance import (
    Animal,
    CountingDict,
    Dog,
    GuideDog,
    History,
    ParseError,
    SortedMap,
)


class Cat(Animal):
    """A class of Python that inherits from one of Rust."""

    def __init__(self, name: str) -> None:
        super().__init__("cat", name)

    def sound(self) -> str:
        return "meow"


def test_three_generations() -> None:
    dog = GuideDog("Rex", "Ada")
    assert GuideDog.__mro__ == (GuideDog, Dog, Animal, object)
    assert (dog.species, dog.name, dog.breed, dog.person) == ("dog", "Rex", "retriever", "Ada")
    assert dog.introduce() == "Rex the dog, a retriever, who guides Ada"
    assert Dog("Rex").introduce() == "Rex the dog, a mongrel"
    dog.name = "Max"
    assert Animal.introduce(dog) == "Max the dog"


def test_methods_of_another_class() -> None:
    with pytest.raises(TypeError, match="Dog"):
        Dog.introduce(Animal("fox", "Foxy"))
    with pytest.raises(TypeError):
        Animal.__init__(Dog("Rex"), "fox", "Foxy")


def test_rust_calls_what_subclasses_override() -> None:
    animals = [Animal("fox", "Foxy"), Dog("Rex"), Cat("Tom")]
    assert inheritance.chorus(animals) == ["...", "woof", "meow"]
    with pytest.raises(TypeError, match="argument 'animals'"):
        inheritance.chorus(["woof"])


def test_what_an_override_does_wrong_is_seen() -> None:
    class Silent(Cat):
        def sound(self) -> None:  # type: ignore[override]
            return None

    class Broken(Cat):
        def sound(self) -> str:
            raise LookupError(self.name)

    with pytest.raises(TypeError, match="str"):
        inheritance.chorus([Silent("Tom")])
    with pytest.raises(LookupError, match="Tom"):
        inheritance.chorus([Broken("Tom")])


def test_downcasts() -> None:
    assert inheritance.breed(GuideDog("Rex", None)) == "retriever"
    assert inheritance.breed(Cat("Tom")) is None
    with pytest.raises(TypeError, match="Animal"):
        inheritance.breed("dog")


def test_an_argument_may_be_of_a_subclass() -> None:
    for animal in (Animal("fox", "?"), Dog("?"), GuideDog("?", None), Cat("?")):
        inheritance.rename(animal, "Robin")
        assert animal.name == "Robin"


def test_a_subclass_with_slots_and_abstract_methods() -> None:
    class Trained(abc.ABC):
        @abc.abstractmethod
        def trick(self) -> str: ...

    class Clever(Dog, Trained):
        __slots__ = ("tricks",)

        def trick(self) -> str:
            return f"{self.name} rolls"

    dog = Clever("Rex")
    dog.tricks = 3
    assert (dog.trick(), dog.tricks, dog.introduce()) == ("Rex rolls", 3, "Rex the dog, a mongrel")
    with pytest.raises(TypeError, match="lay-out conflict"):
        type("Both", (Dog, CountingDict), {})


def test_a_dict_that_counts() -> None:
    counting = CountingDict({"a": 1})
    assert isinstance(counting, dict)
    assert (counting["a"], counting["a"], counting.get("a"), counting.reads) == (1, 1, 1, 2)
    counting |= {"b": 2}
    assert (counting, sorted(counting)) == ({"a": 1, "b": 2}, ["a", "b"])
    with pytest.raises(KeyError, match="c"):
        counting["c"]
    with pytest.raises(TypeError, match="argument 'items'"):
        CountingDict([1])
    with pytest.raises(TypeError, match="unhashable"):
        counting[[]]


def test_a_list_that_remembers() -> None:
    history = History()
    assert history.last == "nothing"
    history.append("x")
    assert (history, history.last) == (["x"], "append of 'x'")
    with pytest.raises(TypeError):
        history.append()


def test_an_exception_with_fields() -> None:
    assert inheritance.parse("a = 1\nb=2") == {"a": 1, "b": 2}
    with pytest.raises(ParseError) as caught:
        inheritance.parse("a = 1\nb")
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.line, error.text, error.is_empty()) == (2, "b", False)
    assert str(error) == "expected 'name = 3', found 'b' (line 2)"
    with pytest.raises(AttributeError):
        error.line = 3


def test_exceptions_are_made_and_pickled_in_python() -> None:
    class StrangeError(ParseError):
        pass

    error = pickle.loads(pickle.dumps(ParseError("odd", 3)))
    assert (type(error), error.line, error.text) == (ParseError, 3, "odd")
    with pytest.raises(ParseError, match="found 'odd'"):
        raise StrangeError("odd")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'text'"):
        ParseError()


def test_rust_catches_an_exception_with_fields() -> None:
    assert inheritance.odd_line(lambda: inheritance.parse("a=1\n?")) == 2
    assert inheritance.odd_line(list) == []
    with pytest.raises(ZeroDivisionError):
        inheritance.odd_line(lambda: 1 / 0)


def test_a_base_of_python() -> None:
    values = SortedMap()
    values.update(b=2, a=1)
    assert isinstance(values, collections.abc.MutableMapping)
    assert (list(values), dict(values), values.pop("a")) == (["a", "b"], {"a": 1, "b": 2}, 1)
    assert values.setdefault("c", 3) == 3
    assert values == {"b": 2, "c": 3}
    with pytest.raises(KeyError, match="a"):
        del values["a"]
    with pytest.raises(TypeError, match="str"):
        values["x"] = "one"
