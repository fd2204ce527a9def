"""`example.result_types`: dicts and texts become structs and enums, and results become dicts."""

from types import SimpleNamespace

import pytest
from example.result_types import celsius, invoice

ORDER = {"customer": "Ada", "lines": [{"item": "tea", "price": 3.5, "count": 2}]}


def test_an_order_becomes_an_invoice() -> None:
    assert invoice(ORDER) == {
        "customer": "Ada",
        "totalPrice": 7.0,
        "itemCounts": {"tea": 2},
        "shipping": "standard",
        "paidWith": None,
    }


def test_enums_are_texts_and_tagged_dicts() -> None:
    assert invoice(ORDER | {"shipping": "next_day"})["shipping"] == "next_day"
    assert invoice(ORDER | {"discount": {"kind": "percent", "value": 50}})["totalPrice"] == 3.5
    voucher = {"kind": "voucher", "code": "XMAS", "amount": 5}
    assert invoice(ORDER | {"discount": voucher})["paidWith"] == "XMAS"


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"lines": [{"item": "tea"}]}, TypeError, "field 'lines': item 0: missing field 'price'"),
        ({"custmer": "Bob"}, TypeError, "unknown field 'custmer'. Did you mean 'customer'?"),
        (
            {"shipping": "nextday"},
            ValueError,
            "field 'shipping': expected 'standard' or 'next_day', got 'nextday'. "
            "Did you mean 'next_day'?",
        ),
        (
            {"discount": {"kind": "percent", "value": "10"}},
            TypeError,
            "field 'discount': field 'value': expected float, got str",
        ),
    ],
    ids=["missing", "unknown", "no choice", "wrong type"],
)
def test_a_wrong_order_says_where(
    change: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        invoice(ORDER | change)
    assert str(raised.value) == f"invoice() argument 'order': {message}"


def test_readings_are_any_objects_with_attributes() -> None:
    assert celsius(SimpleNamespace(place="Oslo", temperature=20)) == ("Oslo", 20.0)
    assert celsius(SimpleNamespace(place="Oslo", temperature="68 F")) == ("Oslo", 20.0)


def test_a_wrong_temperature_says_what_it_may_be() -> None:
    message = "attribute 'temperature': expected float or str, got list"
    with pytest.raises(TypeError, match=message):
        celsius(SimpleNamespace(place="Oslo", temperature=[20]))
    with pytest.raises(ValueError, match="no temperature such as '20 C'"):
        celsius(SimpleNamespace(place="Oslo", temperature="warm"))
