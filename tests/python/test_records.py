"""Records found in the bytes of libraries, whole and damaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_bytes import record_bytes, write_library

from pydust.errors import PydustError
from pydust.records import MAGIC, read

POINT = {"kind": "class", "id": "points::points::Point", "doc": "Zwei Zahlen: π, \u2028 and 😀"}
ORIGIN = {"kind": "function", "id": "points::points::origin"}


def library(directory: Path, content: bytes) -> Path:
    path = directory / "libpoints.so"
    path.write_bytes(content)
    return path


def damage(directory: Path, content: bytes) -> str:
    with pytest.raises(PydustError) as caught:
        read(library(directory, content))
    assert caught.value.exit_code == 1
    return str(caught.value)


def test_the_magic_has_16_bytes() -> None:
    assert bytes.fromhex("93") + b"pydust-record" + bytes.fromhex("01 0a") == MAGIC
    assert len(MAGIC) == 16


def test_records_are_found_in_their_order(tmp_path: Path) -> None:
    assert read(write_library(tmp_path / "a.so", POINT, ORIGIN)) == [POINT, ORIGIN]


def test_records_may_touch_each_other_and_the_ends_of_the_file(tmp_path: Path) -> None:
    content = record_bytes(POINT) + record_bytes(ORIGIN)
    assert read(library(tmp_path, content)) == [POINT, ORIGIN]


@pytest.mark.parametrize("content", [b"", b"\x7fELF", MAGIC[:-1], b"x" * 100_000])
def test_a_file_without_records_has_none(tmp_path: Path, content: bytes) -> None:
    assert read(library(tmp_path, content)) == []


def test_a_file_for_several_processors_has_each_record_once(tmp_path: Path) -> None:
    one = b"arm" + record_bytes(POINT) + record_bytes(ORIGIN)
    other = b"x86" + record_bytes(ORIGIN) + record_bytes(POINT)
    assert read(library(tmp_path, one + other)) == [POINT, ORIGIN]


def test_different_records_of_one_name_are_all_given(tmp_path: Path) -> None:
    other = POINT | {"doc": "of another function"}
    assert read(write_library(tmp_path / "a.so", POINT, other)) == [POINT, other]


def test_a_record_holds_what_looks_like_another(tmp_path: Path) -> None:
    inner = MAGIC.decode("latin-1") + "\x02\0\0\0{}"
    record = POINT | {"doc": inner}
    assert read(write_library(tmp_path / "a.so", record, ORIGIN)) == [record, ORIGIN]


@pytest.mark.parametrize("cut", [1, 10, len(record_bytes(ORIGIN)) - 17])
def test_a_file_that_was_cut_is_damaged(tmp_path: Path, cut: int) -> None:
    start = b"\x7fELF" + record_bytes(POINT)
    message = damage(tmp_path, start + record_bytes(ORIGIN)[:-cut])
    assert f"libpoints.so: a damaged record at byte {len(start)}" in message
    assert "build the module again" in message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"{", "Expecting property name"),
        (b'{"kind":"class"', "Expecting ',' delimiter"),
        (b'{"kind":"\xff"}', "can't decode byte 0xff"),
        (b"[1, 2]", "list instead of an object"),
        (b'{"kind":"class"}', "without a text `id`"),
        (b'{"kind":1,"id":"a"}', "without a text `kind`"),
        (b"", "Expecting value"),
    ],
)
def test_text_that_is_no_record_is_damage(tmp_path: Path, text: bytes, found: str) -> None:
    message = damage(tmp_path, MAGIC + len(text).to_bytes(4, "little") + text)
    assert "a damaged record at byte 0" in message
    assert found in message


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PydustError, match=r"libpoints\.so: can't be read: No such file"):
        read(tmp_path / "libpoints.so")
