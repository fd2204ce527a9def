"""Calls of what classes have beyond their first table in every way, for the tests of leaks."""

import copy
import gc
import operator
import os
import pickle
from collections.abc import Callable, Iterator
from typing import Any

from fixtures import (
    attributes,
    bare_bases,
    builtin_bases,
    class_options,
    classes,
    collected,
    enums,
    exception_fields,
    exporters,
    families,
    frozen,
    generated,
    inheritance,
    instances,
    iteration,
    locks,
    members,
    nesting,
    operators,
    sequences,
    sharing_a,
    sharing_b,
    soundness,
    special,
)

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def changed_back(owner: Any, name: str, value: object) -> None:
    """Set an attribute, and put back what was there."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    setattr(owner, name, before)


def inherited(*bases: type, **attributes_: Any) -> Any:
    """Make a class in Python, which ends in the collector: classes are cycles by themselves."""
    return type("More", bases, attributes_)


def in_a_cycle(make: Callable[[], Any], put: str) -> None:
    """Leave an instance behind that a method of its own has given to itself."""
    instance = make()
    getattr(instance, put)(instance)


def in_a_ring(make: Callable[[], Any], name: str) -> None:
    """Leave an instance behind that holds a list with itself."""
    instance = make()
    setattr(instance, name, [instance])


def calling_itself() -> None:
    button = collected.Button()
    button.on_click = lambda: button.alive()


def captured_by_itself() -> None:
    ring: list[object] = []
    ring.append(collected.closure_of(ring))


def first_classes() -> Iterator[Call]:
    """Borrows, wide constructors and what only Rust makes."""
    point, other = classes.Point(1.0), classes.Point(2.0)
    yield from [
        (classes.Point.origin, (), {}),
        (point.take_from, (other,), {}),
        (point.take_from, (point,), {}),
        (point.distance, (other,), {}),
        (point.distance, ("x",), {}),
        (point.while_reading, (lambda: point.norm(),), {}),
        (point.while_reading, (lambda: point.scale(2.0),), {}),
        (point.while_writing, (lambda: 1 // 0,), {}),
        (classes.maybe, (None,), {}),
        (classes.maybe, (point,), {}),
        (classes.maybe, ("x",), {}),
        (classes.Wide, (1, 2), {"three": 3}),
        (classes.Wide, (1, "x"), {}),
        (classes.Wide, (), {"x": []}),
        (classes.sealed, (1,), {}),
        (classes.Sealed, (), {}),
        (classes.Sealed.__new__, (classes.Sealed,), {}),
        (inherited, (classes.Point,), {"more": []}),
        (inherited(classes.Point, more=[]), (1.0,), {}),
        (delattr, (point, "x"), {}),
        (object.__new__, (classes.Point,), {}),
        (setattr, (inherited(classes.Point)(1.0), "__class__", classes.Point), {}),
        (classes.Point.norm, (classes.Point.__new__(classes.Point),), {}),
    ]


def collected_ones() -> Iterator[Call]:
    """Cycles through each kind of field."""
    holder = collected.Holder([])
    plain = collected.Plain(1.0, "x")
    yield from [
        (holder.call_while_writing, (lambda: gc.is_tracked(holder),), {}),
        (holder.call_while_writing, (lambda: holder.held,), {}),
        (collected.Holder().wait, (0.0,), {}),
        *(
            (in_a_cycle, (make, put), {})
            for make, put in (
                (collected.Shelf, "put_in_box"),
                (collected.Shelf, "put_in_child"),
                (collected.Tuple, "put"),
            )
        ),
        (in_a_ring, (collected.Shelf, "list"), {}),
        (setattr, (collected.Shelf(), "map", {"a": [], "b": 1}), {}),
        (setattr, (collected.Shelf(), "map", {1: []}), {}),
        (setattr, (collected.Shelf(), "pair", (1, [])), {}),
        (setattr, (collected.Button(), "on_click", 1), {}),
        (calling_itself, (), {}),
        (captured_by_itself, (), {}),
        (collected.Nested().held, (), {}),
        (collected.MoreEnded().base_value, (), {}),
        (collected.FreelyPlain, (1,), {}),
        (collected.FreelyPlain, ("x",), {}),
        (plain.len, (), {}),
        (setattr, (plain, "name", "y" * 99), {}),
        (collected.alive, (), {}),
    ]


def optional_ones() -> Iterator[Call]:
    """What options of classes make."""
    small = class_options.Small()
    yield from [
        (class_options.Last, (1,), {}),
        (inherited, (class_options.Last,), {}),
        (class_options.Small.made, (), {}),
        (class_options.Small, (256,), {}),
        (setattr, (class_options.Small(), "more", [small]), {}),
        (setattr, (class_options.Small.made(), "__dict__", {"more": []}), {}),
        (setattr, (small, "__dict__", 1), {}),
        (setattr, (class_options.Plain(), "more", 1), {}),
        (lambda: class_options.MoreOpen(1, 2).sum(), (), {}),
        (class_options.Bag.__class_getitem__, (int,), {}),
        (in_a_ring, (class_options.Bag, "items"), {}),
        (inherited(class_options.RecycledOpen), ([],), {}),
        (inherited(class_options.Recycled), (1, "name"), {}),
    ]


def inherited_ones() -> Iterator[Call]:
    """Classes that inherit, used as each of their bases."""
    polar, labelled = inheritance.polar(1.0, 2.0), inheritance.Labelled("l")
    point, more = inheritance.Point.unit(), inherited(inheritance.Labelled)("m")
    yield from [
        (labelled.norms, (), {}),
        (point.hold, (lambda: point.norm(),), {}),
        (polar.hold, (lambda: 1 // 0,), {}),
        (operator.add, (polar, labelled), {}),
        (operator.add, (polar, 1), {}),
        (repr, (polar,), {}),
        (inheritance.Bare().is_bare, (), {}),
        (inheritance.Plain, (1,), {}),
        (inheritance.Last, (), {}),
        (inherited, (inheritance.Last,), {}),
        (inherited, (inheritance.Plain, inheritance.Bare), {}),
        *((inheritance.polar_norm_of, (given,), {}) for given in (labelled, point, None)),
        (inheritance.swap, (point, polar), {}),
        (inheritance.swap, (point, point), {}),
        (inheritance.both, (point, labelled), {}),
        (inheritance.both, (labelled, labelled), {}),
        (inheritance.shift, (more,), {}),
        (inheritance.shift, (polar,), {}),
        (inheritance.area_of, (inherited(inheritance.Point, area=lambda _: [])(),), {}),
        (inheritance.far.Distant().x, (), {}),
        (inheritance.alive, (), {}),
        (inheritance.Polar.__init__, (point, 1.0, 2.0), {}),
        (inheritance.Point.norm, (inheritance.Polar.__new__(inheritance.Polar),), {}),
        (object.__new__, (inheritance.Labelled,), {}),
    ]


def extending_ones() -> Iterator[Call]:
    """Classes that extend types which are not Rust's."""
    stack = builtin_bases.Stack()
    coded, numbers = builtin_bases.Coded("text", 5), builtin_bases.Numbers([3, 1])
    yield from [
        (builtin_bases.Bounded(1).is_spent, (), {}),
        (lambda: (stack.push([1]), stack.pop(), stack.pop()), (), {}),
        (operator.setitem, (stack, 0, []), {}),
        (operator.lt, (stack, builtin_bases.Stack()), {}),
        (operator.lt, (stack, [1]), {}),
        (in_a_cycle, (builtin_bases.Stack, "push"), {}),
        (bare_bases.Celsius, (2**99,), {}),
        (bare_bases.Celsius, ("x", 1, 2), {}),
        (bare_bases.Celsius(5).kelvin, (), {}),
        (operator.add, (bare_bases.Celsius(500), 2**40), {}),
        (copy.copy, (bare_bases.Celsius(500),), {}),
        (bare_bases.nothing, (), {}),
        (bare_bases.new_pair, (), {}),
        (bare_bases.Pair, ([[], 1],), {}),
        (bare_bases.Last, ([[]],), {}),
        (bare_bases.Packet, (b"x" * 99,), {}),
        (in_a_ring, (lambda: bare_bases.Celsius(5), "held"), {}),
        (in_a_ring, (lambda: bare_bases.Pair([[]]), "held"), {}),
        (builtin_bases.Frozen, ([1, 2],), {}),
        (builtin_bases.Frozen, ([[]],), {}),
        (builtin_bases.Frozen, (1,), {}),
        (builtin_bases.Holder, (1.5,), {}),
        (builtin_bases.Holder, ("x",), {}),
        (in_a_ring, (lambda: builtin_bases.Holder(1.5), "held"), {}),
        (builtin_bases.Coded, ("text",), {}),
        (builtin_bases.Coded, ("text", "x"), {}),
        (str, (coded,), {}),
        (coded.with_traceback, (None,), {}),
        (builtin_bases.Sealed, (), {}),
        (builtin_bases.sealed, (), {}),
        (builtin_bases.Queue().serve, (), {}),
        (lambda: builtin_bases.Queue().append([]), (), {}),
        (lambda: setattr(builtin_bases.Ordered(), "note", []), (), {}),
        *((operator.getitem, (numbers, index), {}) for index in (0, 5, "x")),
        (lambda: builtin_bases.Numbers([1]).extend([2, 3]), (), {}),
        (lambda: builtin_bases.Numbers([1]).pop(), (), {}),
        (numbers.index, (9,), {}),
        (builtin_bases.Fancy("f").shout, (), {}),
        (builtin_bases.fancy().shout, (), {}),
        (builtin_bases.Fancier(1).holds, (), {}),
        (builtin_bases.OfListed, (2,), {}),
        (builtin_bases.OfListed, ("x",), {}),
        (builtin_bases.hits, (builtin_bases.Counter(),), {}),
        (builtin_bases.hits, ({},), {}),
        (builtin_bases.size, (builtin_bases.Counter(),), {}),
        (dict.__new__, (builtin_bases.Bounded,), {}),
    ]


def held_ones() -> Iterator[Call]:
    """Instances as handles, and their locks."""
    engine, car = instances.Engine(1), instances.Car(instances.Engine(2))
    counter = locks.Counter(1)
    yield from [
        (engine.while_changing, (lambda: instances.power(engine),), {}),
        (engine.while_reading, (lambda: instances.power(engine),), {}),
        (engine.while_reading, (lambda: instances.set_power(engine, 2),), {}),
        (instances.set_power, (engine, 3), {}),
        (instances.set_power, (engine, -1), {}),
        (instances.power_after, (engine, lambda: instances.set_power(engine, 3)), {}),
        (instances.power_during, (engine, lambda: instances.set_power(engine, 3)), {}),
        (car.tune, (1,), {}),
        (instances.sum, (engine, engine), {}),
        (instances.swap, (engine, instances.Engine(3)), {}),
        *((instances.maybe, (given,), {}) for given in (None, engine, 1)),
        (instances.strongest, ({"a": engine, "b": car.engine},), {}),
        (instances.strongest, ({"a": engine, "b": 1},), {}),
        *((instances.downcast, (given,), {}) for given in (engine, car, instances.Engine)),
        (instances.show, (engine,), {}),
        *((instances.attribute, (engine, name), {}) for name in ("power", "missing")),
        (instances.power, (instances.Engine.__new__(instances.Engine),), {}),
        (setattr, (instances.Car(engine), "spares", [engine, instances.Car]), {}),
        (lambda: setattr(own := instances.Car(engine), "tow", own), (), {}),
        (counter.peek, (), {}),
        (locks.Counter(1).nap, (0.0,), {}),
        (counter.split, (lambda: setattr(counter, "total", 3),), {}),
        (counter.split, (list,), {}),
        (counter.take, (counter, list), {}),
        (counter.take, (locks.Counter(2), lambda: repr(counter)), {}),
        (operator.add, (counter, counter), {}),
        (locks.compare, (counter, counter), {}),
        (locks.swap, (counter, locks.Counter(2)), {}),
        (locks.closure(), (counter, lambda: counter.peek()), {}),
    ]


def fixed_ones() -> Iterator[Call]:
    """Classes whose values never change."""
    tally, ticket, token = frozen.Tally(3), frozen.Ticket(1), frozen.token()
    yield from [
        (frozen.Named("a", 1.0).far, (), {}),
        (token.is_genuine, (), {}),
        (frozen.tokens, (), {}),
        (frozen.Token.__new__, (frozen.Token,), {}),
        (object.__new__, (frozen.Text,), {}),
        (tally.add, (), {}),
        (tally.add_after, (lambda: tally.add(),), {}),
        (tally.add_after, (lambda: 1 // 0,), {}),
        (tally.add_detached, (5,), {}),
        (setattr, (tally, "count", 1), {}),
        (setattr, (tally, "count", "x"), {}),
        (setattr, (frozen.Point(1.0), "x", 1.0), {}),
        (ticket.next, (), {}),
        (inherited(frozen.Ticket), (1,), {}),
        (getattr, (frozen.Pair(1), "secret"), {}),
        (repr, (frozen.Pair(1, 2),), {}),
        (frozen.total, ([frozen.Point(1.0), frozen.Named("n", 2.0)],), {}),
        (frozen.total, ([frozen.Point(1.0), 1],), {}),
        (frozen.distance, (frozen.Point(1.0), frozen.Point(2.0)), {}),
        (frozen.text, ("a", [in_a_cycle]), {}),
    ]


def written_ones() -> Iterator[Call]:
    """What options write, of classes elsewhere, in submodules and within others."""
    made = (
        *(generated.Outside(1), generated.Point.Corner(1), generated.inner.Item("i")),
        *(generated.Open(1), generated.Empty(), generated.Point.from_rust()),
    )
    for one in made:
        yield from [(f, (one,), {}) for f in (repr, copy.copy, copy.deepcopy, pickled, hash)]
        yield operator.eq, (one, copy.copy(one)), {}
    record, opened = generated.Record(1, "a", weight=None), generated.Open(1)
    opened.more = [opened]
    yield from [
        (generated.Outside(1).go, (), {}),
        (generated.Outside, (1, 2), {}),
        (record.visit, (), {}),
        (generated.Named("n").tell, (), {}),
        (generated.Fixed(1).tell, (), {}),
        (generated.Fixed.with_secret, (1, 2), {}),
        (pickled, (generated.Fixed.with_secret(1, 2),), {}),
        (generated.token(1).use_it, (), {}),
        (generated.token(1).age, (), {}),
        (generated.Token, (1,), {}),
        (pickled, (opened,), {}),
        (copy.deepcopy, (opened,), {}),
        (repr, (opened,), {}),
        (setattr, (record, "tags", []), {}),
    ]


def members_of_all_kinds() -> Iterator[Call]:
    """Properties with one side, class attributes, nested and shared classes, attribute access."""
    point = members.Point(1.0, 2.0)
    settings, sealed, kept = attributes.Settings(), attributes.Sealed(), attributes.Kept()
    write_only = attributes.WriteOnly()

    class Owner:
        written, deleted = write_only, attributes.DeleteOnly()

    yield from [
        *((getattr, (point, name), {}) for name in ("norm", "scratch", "id", "missing")),
        *((getattr, (members.Point, name), {}) for name in ("units", "AXES", "LIMIT")),
        (changed_back, (members.Point, "AXES", []), {}),
        (delattr, (members.Point(1.0), "scratch"), {}),
        (setattr, (point, "id", 1), {}),
        (members.Point.coordinates, (point,), {}),
        (members.Point.coordinates, (1,), {}),
        (point.twice, (), {}),
        (getattr, (members.Late, "FIRST"), {}),
        (members.Late, (), {}),
        (members.Point.Mark(1).next, (), {}),
        (members.Point.Mark, (256,), {}),
        (members.inside.Home, (), {}),
        (members.outside, (1,), {}),
        (settings.put, ("name", 1), {}),
        (getattr, (settings, "name"), {}),
        (setattr, (sealed, "more", []), {}),
        (setattr, (kept, "more", []), {}),
        (delattr, (kept, "more"), {}),
        *(
            (attributes.generic, (given, how, "more", []), {})
            for given in (sealed, 1)
            for how in ("set", "get", "del", "del", "x")
        ),
        (getattr, (attributes.Both(), "broken"), {}),
        (getattr, (attributes.Watched(), "secret"), {}),
        *((setattr, (Owner(), "written", value), {}) for value in (1, "x")),
        (getattr, (Owner(), "written"), {}),
        (write_only.last, (), {}),
        (delattr, (Owner(), "deleted"), {}),
        (sharing_a.change, (sharing_b.Point(1.0),), {}),
        *((f, (), {}) for f in (nesting.on_unix, nesting.exported, nesting.middle.depth)),
        (nesting.double, (2**70,), {}),
        (nesting.thrice, ("x",), {}),
    ]


def enumerations_and_exceptions() -> Iterator[Call]:
    """Enumerations by value, families in submodules, exceptions of all forms."""
    color, token = enums.Color, families.nested.Token
    error = exception_fields.ParseError(1, "t")
    yield from [
        *((color, (value,), {}) for value in (1, -7, 99, "x", [])),
        (list, (color,), {}),
        (operator.getitem, (color, "Azure"), {}),
        (operator.getitem, (color, "x"), {}),
        (lambda: color.ALL, (), {}),
        *((f, (color.Red,), {}) for f in (copy.copy, copy.deepcopy, hash, repr, pickled)),
        *(
            (pickled, (each,), {})
            for each in (enums.Access(5), enums.Level.HIGH, enums.Suit.Spades)
        ),
        *((enums.planet, (each,), {}) for each in (*enums.Planet, None)),
        (enums.inverse, (enums.Access.Read,), {}),
        (enums.inverse, (enums.Bits.Low,), {}),
        (enums.all_bits, (), {}),
        (enums.script, (), {}),
        (enums.Bits, (4,), {}),
        (enums.nested.other, (enums.nested.Side.Left,), {}),
        (in_a_ring, (lambda: enums.nested.Door(enums.nested.Side.Left), "hinge"), {}),
        (families.Shape.unit, (), {}),
        (families.Shape.unit().area, (), {}),
        (families.Shape.unit().itself, (), {}),
        (getattr, (families.Shape.Square(1.0), "corners"), {}),
        (setattr, (families.Shape.Square(1.0), "_0", 2.0), {}),
        (operator.add, (families.Shape.Empty(), families.Shape.Square(2.0)), {}),
        *((families.is_nil, (given,), {}) for given in (families.Chain.Nil(), token.End())),
        *((families.nested.text, (given,), {}) for given in (token.Word("w"), token.End(), 1)),
        *((families.nested.token, (given,), {}) for given in ("w", None, 1)),
        (families.nested.both, (token.Word("w"),), {}),
        (families.Chain.__class_getitem__, (int,), {}),
        (error.next_line, (), {}),
        (error.secret, (), {}),
        (setattr, (error, "line", "x"), {}),
        (setattr, (error, "more", [error]), {}),
        (raised_in_a_cycle, (), {}),
        *(
            (function, args, {})
            for function, args in (
                (exception_fields.fail_shown, (255,)),
                (exception_fields.fail_order, ()),
                (exception_fields.fail_bare, ()),
                (exception_fields.OfJson, ()),
                (exception_fields.OfBase, ()),
                (exception_fields.ColumnError, ()),
                (inherited(exception_fields.ParseError), (1, "t")),
            )
        ),
        (in_a_ring, (lambda: exception_fields.Plain(None), "value"), {}),
    ]


def raised_in_a_cycle() -> None:
    try:
        exception_fields.fail(3)
    except exception_fields.ParseError as error:
        error.itself = [error]


def protocols_of_all_kinds() -> Iterator[Call]:
    """Special methods that stand alone, memory that changes hands, what ends badly."""
    samples, text = exporters.Samples([1.0, 2.0]), exporters.Text("x")
    yield from [
        (operator.delitem, (sequences.Shrinking(), 1), {}),
        (
            lambda: [operator.delitem(shrinking, 1) for shrinking in [sequences.Shrinking()] * 2],
            (),
            {},
        ),
        (operator.delitem, (sequences.Shrinking(), "x"), {}),
        *(
            (f, (sequences.Length(length),), {})
            for f in (len, bool, operator.length_hint)
            for length in (0, 1, 13, 14, 2**63)
        ),
        (samples.to_list, (), {}),
        (samples.renew, ([1.0, 2.0],), {}),
        (samples.renew, (["x"],), {}),
        (lambda: (memoryview(samples), samples.renew([3.0]), samples.is_exported()), (), {}),
        (lambda: bytes(exporters.Scalar(1)), (), {}),
        (lambda: memoryview(exporters.Rendered()).tolist(), (), {}),
        (text.flags, (), {}),
        (text.released, (), {}),
        (iteration.Words, (1,), {}),
        (iteration.Delayed(1).__await__, (), {}),
        *(
            (function, operands, {})
            for function in (operator.add, operator.eq, operator.lt, operator.mul)
            for kind in (operators.Sided, operators.Money, operators.Equal, operators.Key)
            for operands in with_itself(kind)
        ),
        *((hash, operands[:1], {}) for operands in with_itself(operators.Rehashed)),
        (os.fspath, (special.Place("a", "b"),), {}),
        (special.Rich().__html__, (), {}),
        (special.Rich.__get_pydantic_core_schema__, (int, list), {}),
        (soundness.show, ([],), {}),
        (soundness.call_with, (dict, {"a": []}), {}),
        (soundness.CallsAtItsEnd, (list,), {}),
        (soundness.Keywords, (), {"a": []}),
        (soundness.Link, (soundness.Link(None),), {}),
        (soundness.Recursive, (lambda: 1 // 0,), {}),
        (soundness.call_for_each_item, (list, 3), {}),
        (iteration.Delayed(iteration.ready([])).__await__, (), {}),
        (list, (iteration.Words("a b"),), {}),
    ]


def with_itself(kind: Callable[..., Any]) -> Iterator[tuple[Any, Any]]:
    """Give an instance beside itself and beside a stranger."""
    one = kind(1)
    yield one, one
    yield one, object()


def classes_in_full() -> list[Call]:
    """List all of the above."""
    tables = (
        *(first_classes, collected_ones, optional_ones, inherited_ones, extending_ones, held_ones),
        *(fixed_ones, written_ones, members_of_all_kinds, enumerations_and_exceptions),
        protocols_of_all_kinds,
    )
    return [call for table in tables for call in table()]
