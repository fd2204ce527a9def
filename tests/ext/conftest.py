"""Fixtures that several topics use."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture
def often() -> Iterator[None]:
    """With the GIL: another thread's turn as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)
