"""`example.enums`: enumerations of Python's own, and a closed family of classes."""

import copy
import enum
import pickle

import pytest
from example import enums
from example.enums import Event, Priority, Right, Shipping, Status


def test_they_are_pythons() -> None:
    assert issubclass(Status, enum.Enum)
    assert issubclass(Priority, enum.IntEnum)
    assert issubclass(Right, enum.Flag)
    assert issubclass(Shipping, enum.StrEnum)
    assert [status.name for status in Status] == ["Open", "Paid", "Sent"]
    assert Status["Paid"] is Status.Paid
    assert Priority(10) is Priority.High
    assert Priority.High > 9
    assert Shipping("pick-up") is Shipping.PickUp


def test_methods_of_members() -> None:
    assert Status.Open.next() is Status.Paid
    assert Status.Sent.next() is None
    assert (Status.Open.is_final, Status.Sent.is_final) == (False, True)


def test_members_as_arguments() -> None:
    assert enums.postage(Shipping.NextDay, Priority.High) == 50
    assert enums.postage(Shipping.PickUp) == 0
    for wrong in ("no-day", Status.Open, 3):
        with pytest.raises(TypeError, match="argument 'shipping'"):
            enums.postage(wrong)


def test_flags() -> None:
    assert (
        enums.with_needed(Right.Change | Right.Delete) is Right.Read | Right.Change | Right.Delete
    )
    assert enums.with_needed(Right(0)) == Right(0)
    with pytest.raises(TypeError, match="Right"):
        enums.with_needed(Priority.Low)


def test_there_are_no_more_members() -> None:
    with pytest.raises(ValueError, match="7 is not a valid Priority"):
        Priority(7)
    with pytest.raises(TypeError, match="cannot extend"):

        class More(Status):  # type: ignore[misc]
            LOST = 4


@pytest.mark.parametrize("member", [Status.Paid, Priority.Low, Right.Read, Shipping.NextDay])
def test_members_are_themselves(member: enum.Enum) -> None:
    assert copy.deepcopy(member) is member
    assert pickle.loads(pickle.dumps(member)) is member


def test_events() -> None:
    paid = Event.Paid(3.5)
    assert isinstance(paid, Event)
    assert (paid.amount, paid.currency) == (3.5, "EUR")
    assert repr(paid) == "Event.Paid(amount=3.5, currency='EUR')"
    assert paid == Event.Paid(amount=3.5) != Event.Paid(3.5, "USD")
    assert [event.describe() for event in (paid, Event.Moved(Status.Sent), Event.Cancelled())] == [
        "paid 3.5 EUR",
        "now Sent",
        "cancelled",
    ]


def test_events_match() -> None:
    def words(event: Event) -> str:
        match event:
            case Event.Paid(amount, "EUR"):
                return f"{amount} euros"
            case Event.Paid(amount, currency):
                return f"{amount} of {currency}"
            case Event.Moved(Status.Sent):
                return "on its way"
            case _:
                return "something"

    events = [Event.Paid(1.0), Event.Paid(2.0, "USD"), Event.Moved(Status.Sent), Event.Cancelled()]
    assert [words(event) for event in events] == [
        "1.0 euros",
        "2.0 of USD",
        "on its way",
        "something",
    ]


def test_events_are_copied_and_pickled() -> None:
    event = Event.Paid(1.5, "USD")
    assert pickle.loads(pickle.dumps(event)) == copy.copy(event) == event


def test_events_as_arguments() -> None:
    assert enums.status_after([]) is Status.Open
    assert enums.status_after([Event.Paid(1.0), Event.Moved(Status.Sent)]) is Status.Sent
    assert enums.status_after([Event.Paid(1.0), Event.Cancelled()]) is Status.Open
    with pytest.raises(ValueError, match="a payment above zero, found -1"):
        enums.status_after([Event.Paid(-1.0)])
    with pytest.raises(TypeError, match="argument 'events'"):
        enums.status_after([Status.Paid])


def test_the_family_is_closed() -> None:
    with pytest.raises(TypeError, match="cannot create"):
        Event()
    with pytest.raises(TypeError):
        type("More", (Event,), {})
    with pytest.raises(TypeError, match="amount"):
        Event.Paid()
    with pytest.raises(TypeError, match="Status"):
        Event.Moved("Sent")
