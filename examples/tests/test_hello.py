"""`example.hello`: a function without arguments, and how it looks from Python."""

import inspect

import pytest
from example import hello


def test_greets() -> None:
    assert hello.hello() == "Hello from Rust!"


def test_documents_itself() -> None:
    assert hello.__doc__ == "A native module with one function."
    assert hello.hello.__doc__ == "Return a greeting."
    assert str(inspect.signature(hello.hello)) == "()"


def test_refuses_arguments_as_python_does() -> None:
    with pytest.raises(TypeError, match=r"hello\(\) takes 0 positional arguments but 1 was given"):
        hello.hello("you")
