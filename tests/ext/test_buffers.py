"""Buffers: what exporters lend is read as it lies there, and what does not match is refused in words."""

import array
import ctypes
import gc
import mmap
import struct
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import buffers

# The functions that take one element type, with the formats that hold it and a value at each end.
INTS = {
    "i8_": ("b", -(2**7), 2**7 - 1),
    "i16_": ("h", -(2**15), 2**15 - 1),
    "i32_": ("i", -(2**31), 2**31 - 1),
    "i64_": ("q", -(2**63), 2**63 - 1),
    "isize_": ("n", -(2**63), 2**63 - 1),
    "u8_": ("B", 0, 2**8 - 1),
    "u16_": ("H", 0, 2**16 - 1),
    "u32_": ("I", 0, 2**32 - 1),
    "u64_": ("Q", 0, 2**64 - 1),
    "usize_": ("N", 0, 2**64 - 1),
}
NAMES = {
    "i8_": "int8",
    "i16_": "int16",
    "i32_": "int32",
    "i64_": "int64",
    "isize_": "int64",
    "u8_": "uint8",
    "u16_": "uint16",
    "u32_": "uint32",
    "u64_": "uint64",
    "usize_": "uint64",
    "f32_": "float32",
    "f64_": "float64",
    "bool_": "bool",
    "complex64": "complex64",
    "complex128": "complex128",
}


def memory(code: str, *values: object) -> memoryview:
    """A view with any native format."""
    packed = b"".join(struct.pack(code, value) for value in values)
    return memoryview(packed).cast(code)


@pytest.mark.parametrize("name", INTS)
def test_integers(name: str) -> None:
    code, low, high = INTS[name]
    values = [low, 1, high, 0]
    assert getattr(buffers, name)(memory(code, *values)) == values
    assert getattr(buffers, name)(memory(f"@{code}", *values)) == values


def test_other_numbers() -> None:
    assert buffers.f64_(array.array("d", [1.5, -0.0, float("inf")])) == [1.5, -0.0, float("inf")]
    assert buffers.f32_(array.array("f", [1.5, 2.5])) == [1.5, 2.5]
    assert buffers.bool_(memory("?", True, False)) == [True, False]
    # Any byte is a truth value in C.
    assert buffers.bool_(memoryview(bytes([0, 1, 2, 255])).cast("?")) == [False, True, True, True]
    assert buffers.u8_(memoryview(b"ab").cast("c")) == [97, 98]


def test_long_is_as_wide_as_its_items() -> None:
    function = buffers.i64_ if struct.calcsize("l") == 8 else buffers.i32_
    assert function(array.array("l", [-1, 5])) == [-1, 5]


def test_exporters() -> None:
    assert buffers.u8_(b"ab") == buffers.u8_(bytearray(b"ab")) == buffers.u8_(memoryview(b"ab"))
    assert buffers.i32_((ctypes.c_int32 * 3)(1, -2, 3)) == [1, -2, 3]
    assert buffers.f64_((ctypes.c_double * 2)(0.5, 2)) == [0.5, 2.0]
    assert buffers.i64_((ctypes.c_long * 1)(7)) == [7]
    with mmap.mmap(-1, 4) as pages:
        pages[:] = b"mmap"
        assert bytes(buffers.u8_(pages)) == b"mmap"


@pytest.mark.parametrize("name", NAMES)
def test_other_types_are_refused_by_their_names(name: str) -> None:
    function = getattr(buffers, name)
    for exporter, found in [
        (memoryview(b"12345678").cast("P"), "a buffer of elements with format 'P' and size 8"),
        ((ctypes.c_double.__ctype_be__ * 2)(1, 2), "a buffer of big-endian float64 (format '>d')"),
        ([1], "list"),
        (None, "None"),
        ("text", "str"),
    ]:
        with pytest.raises(TypeError) as caught:
            function(exporter)
        expected = f"{name}() argument 'xs' must be a buffer of {NAMES[name]}, not {found}"
        assert str(caught.value) == expected


def test_neighbours_are_refused() -> None:
    with pytest.raises(TypeError) as caught:
        buffers.f64_(array.array("i", [1]))
    assert str(caught.value) == (
        "f64_() argument 'xs' must be a buffer of float64, not a buffer of int32 (format 'i')"
    )
    for function, code in [
        (buffers.i32_, "I"),
        (buffers.u32_, "i"),
        (buffers.i32_, "f"),
        (buffers.u8_, "b"),
        (buffers.u8_, "?"),
        (buffers.bool_, "B"),
        (buffers.i64_, "i"),
        (buffers.f32_, "d"),
    ]:
        with pytest.raises(TypeError, match="must be a buffer of"):
            function(memory(code, 1))


def test_structures_are_refused() -> None:
    class Pair(ctypes.Structure):
        _fields_ = (("a", ctypes.c_int32), ("b", ctypes.c_int32))

    with pytest.raises(TypeError, match=r"elements with format 'T\{.*\}' and size 8"):
        buffers.i64_((Pair * 2)())


def test_ranks_are_refused() -> None:
    flat = array.array("h", range(6))
    with pytest.raises(TypeError) as caught:
        buffers.ways_2(flat)
    assert str(caught.value) == (
        "ways_2() argument 'xs' must be a 2-dimensional buffer of int16, not a 1-dimensional one"
    )
    with pytest.raises(TypeError) as caught:
        buffers.ways_1(memoryview(flat).cast("B").cast("h", (2, 3)))
    assert str(caught.value) == (
        "ways_1() argument 'xs' must be a 1-dimensional buffer of int16, not a 2-dimensional one"
    )
    with pytest.raises(TypeError) as caught:
        buffers.ways_3(())
    assert str(caught.value) == (
        "ways_3() argument 'xs' must be a 3-dimensional buffer of int16, not tuple"
    )


def agree(ways: list[list[int]], values: list[int]) -> None:
    """All ways to read gave the values."""
    assert len(ways) >= 5
    assert ways == [values] * len(ways)


def flattened(nested: Any) -> list[int]:
    if isinstance(nested, list):
        return [value for part in nested for value in flattened(part)]
    return [nested]


def test_layouts() -> None:
    flat = memoryview(array.array("h", range(24)))
    agree(buffers.ways_1(flat), list(range(24)))
    agree(buffers.ways_1(flat[::-1]), list(range(23, -1, -1)))
    agree(buffers.ways_1(flat[20:3:-5]), [20, 15, 10, 5])
    agree(buffers.ways_1(flat[5:5]), [])
    agree(buffers.ways_2(flat.cast("B").cast("h", (4, 6))), list(range(24)))
    agree(buffers.ways_3(flat.cast("B").cast("h", (2, 3, 4))), list(range(24)))
    agree(buffers.ways_3(flat.cast("B").cast("h", (1, 24, 1))), list(range(24)))
    agree(buffers.ways_0(flat[:1].cast("B").cast("h", ())), [0])
    assert len(buffers.ways_1(flat)) == 6  # as a slice too
    assert len(buffers.ways_1(flat[::2])) == 5  # no slice: it has gaps


def test_layouts_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    cube = numpy.arange(60, dtype="int16").reshape(3, 4, 5)
    for view in (
        cube,
        cube.T,
        cube[::-1, ::-1, ::-1],
        cube[:, 1:3, ::2],
        cube[1:2, :, :],
        cube[:, :, 3:4],
        cube[:, :0, :],
        cube[:0],
        cube.transpose(1, 0, 2),
        numpy.broadcast_to(cube[:, :, :1], (3, 4, 2)),
        numpy.asfortranarray(cube),
    ):
        agree(buffers.ways_3(view), flattened(view.tolist()))
        for plane in view:
            agree(buffers.ways_2(plane), flattened(plane.tolist()))
            for line in plane:
                agree(buffers.ways_1(line), line.tolist())
    agree(buffers.ways_0(cube[1, 2, 3, ...]), [cube[1, 2, 3]])


def test_elements_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    names = [name for name in NAMES if name not in ("isize_", "usize_", "complex64", "complex128")]
    for name in names:
        values = numpy.array([0, 1, 100], dtype=NAMES[name])
        assert getattr(buffers, name)(values) == values.tolist()
    for name in ("complex64", "complex128"):
        values = numpy.array([1 + 2j, -0.5j], dtype=name)
        assert getattr(buffers, name)(values) == [[1.0, 2.0], [0.0, -0.5]]
    with pytest.raises(TypeError, match=r"not a buffer of float16 \(format 'e'\)"):
        buffers.f32_(numpy.zeros(3, dtype="float16"))
    with pytest.raises(TypeError, match="not a buffer of elements with format 'O' and size 8"):
        buffers.f64_(numpy.array([object()]))
    with pytest.raises(TypeError, match=r"not a buffer of big-endian float64 \(format '>d'\)"):
        buffers.f64_(numpy.arange(3, dtype=">f8"))
    with pytest.raises(ValueError, match="cannot include dtype 'M' in a buffer"):
        buffers.i64_(numpy.array(["2020-01-01"], dtype="datetime64[D]"))


def test_indexes() -> None:
    grid = memoryview(array.array("h", range(6))).cast("B").cast("h", (2, 3))
    assert [buffers.get(grid, i, j) for i in range(2) for j in range(3)] == list(range(6))
    for i, j in [(2, 0), (0, 3), (2**63, 0), (0, 2**64 - 1)]:
        assert buffers.get(grid, i, j) is None
    with pytest.raises(IndexError, match=r"^index \[1, 3\] is beyond the buffer's shape \[2, 3\]$"):
        buffers.set(bytearray_grid(2, 3), 1, 3, 0)


def bytearray_grid(rows: int, columns: int) -> memoryview:
    return memoryview(bytearray(rows * columns * 2)).cast("h", (rows, columns))


def test_shapes_and_strides() -> None:
    assert buffers.layout(bytearray_grid(2, 3)) == (6, [2, 3], [6, 2], True, False)
    assert buffers.layout(bytearray_grid(1, 3)) == (3, [1, 3], [6, 2], True, True)
    numpy = pytest.importorskip("numpy")
    grid = numpy.zeros((4, 6), dtype="int16")
    assert buffers.layout(grid.T) == (24, [6, 4], [2, 12], False, True)
    assert buffers.layout(grid[::-2, ::3]) == (4, [2, 2], [-24, 6], False, False)
    assert buffers.layout(grid[:, :0])[3:] == (True, True)


def test_what_is_said_of_an_export() -> None:
    assert buffers.export(array.array("d", [1])) == ("d", False, 8)
    assert buffers.export(memoryview(bytes(8)).cast("d")) == ("d", True, 8)


def test_writing() -> None:
    grid = bytearray_grid(2, 3)
    buffers.set(grid, 1, 2, -7)
    assert grid.tolist() == [[0, 0, 0], [0, 0, -7]]
    buffers.fill(grid, 4)
    assert grid.tolist() == [[4] * 3] * 2
    buffers.copy_in(grid, [1, 2, 3, 4, 5, 6])
    assert grid.tolist() == [[1, 2, 3], [4, 5, 6]]
    buffers.negate(grid)
    assert grid.tolist() == [[-1, -2, -3], [-4, -5, -6]]
    flags = bytearray(b"\x00\x01\x07")
    buffers.flip(memoryview(flags).cast("?"))
    assert flags == b"\x01\x00\x00"


def test_writing_with_gaps() -> None:
    numpy = pytest.importorskip("numpy")
    whole = numpy.zeros((4, 6), dtype="int16")
    part = whole[::-2, ::3]
    buffers.copy_in(part, [1, 2, 3, 4])
    assert part.tolist() == [[1, 2], [3, 4]]
    assert whole.sum() == 10
    buffers.negate(part)
    buffers.set(part, 0, 0, 5)
    assert part.tolist() == [[5, -2], [-3, -4]]
    buffers.fill(part, 1)
    assert whole.sum() == 4
    numbers = numpy.array([1 + 2j, 3j])
    buffers.conjugate(numbers)
    assert numbers.tolist() == [1 - 2j, -3j]


@pytest.mark.parametrize("size", [*range(40), 1000])
@pytest.mark.parametrize("offset", range(8))
def test_bytes_are_copied_whole_wherever_they_lie(size: int, offset: int) -> None:
    values = bytes(number % 251 for number in range(size))
    memory = bytearray(offset + size + 8)
    part = memoryview(memory)[offset : offset + size]
    buffers.copy_in_bytes(part, values)
    assert memory == bytes(offset) + values + bytes(8)
    assert bytes(buffers.copy_to(part, size)) == bytes(buffers.u8_(part)) == values


def test_lengths_must_agree() -> None:
    message = "^expected a slice as long as the buffer, 3, not one of length 2$"
    with pytest.raises(ValueError, match=message):
        buffers.copy_to(b"abc", 2)
    unchanged = bytearray(3)
    with pytest.raises(ValueError, match=message):
        buffers.copy_in_bytes(unchanged, b"ab")
    assert unchanged == bytes(3)


def test_read_only_exporters_are_not_written_to() -> None:
    readonly: list[Any] = [memoryview(bytes(4)).cast("h", (1, 2)), grid_of_ones().toreadonly()]
    if "numpy" in sys.modules:
        frozen = sys.modules["numpy"].zeros((1, 2), dtype="int16")
        frozen.setflags(write=False)
        readonly.append(frozen)
    for exporter in readonly:
        with pytest.raises(TypeError) as caught:
            buffers.fill(exporter, 1)
        assert str(caught.value) == (
            "fill() argument 'xs' must be a writable 2-dimensional buffer of int16, "
            "not a read-only one"
        )
    with pytest.raises(TypeError) as caught:
        buffers.copy_in_bytes(b"constant", b"changed!")
    assert str(caught.value) == (
        "copy_in_bytes() argument 'xs' must be a writable buffer of uint8, not a read-only one"
    )
    with pytest.raises(TypeError, match=r"must be a writable buffer of uint8, not list$"):
        buffers.copy_in_bytes([], b"")
    with pytest.raises(TypeError, match="not a buffer of float64"):
        buffers.copy_in_bytes(memoryview(bytes(8)).cast("d"), b"")


def grid_of_ones() -> memoryview:
    return memoryview(array.array("h", [1, 1])).cast("B").cast("h", (1, 2))


def test_unaligned_elements_are_refused() -> None:
    unaligned = memoryview(bytearray(33))[1:].cast("d")
    with pytest.raises(TypeError) as caught:
        buffers.f64_(unaligned)
    assert str(caught.value) == (
        "f64_() argument 'xs' must be an aligned buffer of float64, "
        "not an unaligned one (pass a copy of it)"
    )
    assert buffers.f64_(memoryview(bytearray(1))[1:].cast("d")) == []
    numpy = pytest.importorskip("numpy")
    packed = numpy.zeros(3, dtype=[("flag", "i1"), ("value", "f8")])
    with pytest.raises(TypeError, match="must be an aligned buffer of float64"):
        buffers.f64_(packed["value"])
    assert buffers.f64_(packed["value"].copy()) == [0.0] * 3


class Text(bytes):
    """A subclass, which exports the memory of `bytes`."""


def test_bytes_like() -> None:
    assert buffers.bytes_like(b"abc") == (b"abc", True)
    assert buffers.bytes_like(b"") == (b"", True)
    assert buffers.bytes_like(Text(b"abc")) == (b"abc", True)
    # Read-only, but perhaps not for everyone.
    for exporter in (bytearray(b"abc"), memoryview(bytearray(b"abc")).toreadonly()):
        assert buffers.bytes_like(exporter) == (b"abc", False)
    numbers = array.array("d", [1.5, 2.5])
    assert buffers.bytes_like(numbers) == (numbers.tobytes(), False)
    grid = bytearray_grid(2, 3)
    assert buffers.bytes_like(grid) == (bytes(12), False)
    with pytest.raises(TypeError) as caught:
        buffers.bytes_like("text")
    assert str(caught.value) == (
        "bytes_like() argument 'data' must be a bytes-like object, not str"
    )
    with pytest.raises(BufferError, match="not C-contiguous"):
        buffers.bytes_like(memoryview(b"abcd")[::2])


def test_options() -> None:
    assert buffers.optional(None) is None
    assert buffers.optional(array.array("d", [1, 2])) == 3.0
    with pytest.raises(TypeError, match=r"must be a buffer of float64, not list$"):
        buffers.optional([])


def test_reading_detached_and_in_threads() -> None:
    numbers = array.array("d", range(10_000))
    assert buffers.sum_detached(numbers) == sum(numbers)
    assert buffers.sum_in_threads(numbers) == sum(numbers)
    with pytest.raises(ValueError, match="not contiguous"):
        buffers.sum_in_threads(memoryview(numbers)[::2])


def test_buffers_in_containers_are_named() -> None:
    assert buffers.sums([array.array("d", [1, 2]), array.array("d")]) == [3.0, 0.0]
    with pytest.raises(TypeError, match=r"expected a buffer of float64, got a buffer of int32"):
        buffers.sums([array.array("i")])


def test_an_exporter_is_locked_for_the_call_and_not_longer() -> None:
    data = bytearray(b"abc")
    with pytest.raises(BufferError, match="cannot be re-sized"):
        buffers.holding(data, lambda: data.append(1))
    with pytest.raises(RuntimeError, match="3 bytes held"):
        buffers.panics(data)
    data.append(2)
    view = memoryview(data)
    assert buffers.holding(view, lambda: view.tolist()) == (4, [97, 98, 99, 2])
    view.release()
    with pytest.raises(ValueError, match="released"):
        buffers.holding(view, list)


def test_a_view_released_while_held_stays() -> None:
    view = memoryview(bytearray(3))
    with pytest.raises(BufferError):
        buffers.holding(view, view.release)


def test_an_exporter_lives_while_it_is_held() -> None:
    class Mortal(bytearray):
        pass

    data = Mortal(b"abc")
    alive = weakref.ref(data)
    buffers.copy_to(data, 3)
    del data
    gc.collect()
    assert alive() is None


def test_elements_are_never_half_written() -> None:
    """Two threads write, detached, while a third one reads."""
    numbers = array.array("Q", [0] * 64)
    low, high = 0, 2**64 - 1
    writers = [
        threading.Thread(target=buffers.alternate, args=(numbers, *pair, 5_000))
        for pair in ((low, high), (high, low))
    ]
    for writer in writers:
        writer.start()
    others = 0
    while any(writer.is_alive() for writer in writers):
        others += buffers.count_others(numbers, low, high, 50)
    for writer in writers:
        writer.join()
    assert others == 0


# Exporters written in Python: since 3.12.

needs_dunder = pytest.mark.skipif(sys.version_info < (3, 12), reason="__buffer__ is new in 3.12")


class Exporter:
    """Gives what it is told to, and counts what it gets back."""

    def __init__(self, export: Callable[[int], Any]) -> None:
        self.export = export
        self.released: list[int] = []

    def __buffer__(self, flags: int) -> Any:
        return self.export(flags)

    def __release_buffer__(self, view: memoryview) -> None:
        self.released.append(len(view))


@needs_dunder
def test_exporters_written_in_python() -> None:
    exporter = Exporter(lambda _: memoryview(bytearray(b"abc")))
    assert buffers.u8_(exporter) == [97, 98, 99]
    assert exporter.released == [3]
    assert buffers.bytes_like(exporter) == (b"abc", False)
    with pytest.raises(TypeError, match="must be a buffer of float64, not a buffer of uint8"):
        buffers.f64_(exporter)
    with pytest.raises(TypeError, match="must be a 2-dimensional buffer of int16, not a"):
        buffers.ways_2(Exporter(lambda _: memoryview(bytearray(2)).cast("h")))
    assert exporter.released == [3, 3, 3]
    with pytest.raises(TypeError, match="not a read-only one"):
        buffers.copy_in_bytes(Exporter(lambda _: memoryview(b"abc")), b"abc")


@needs_dunder
def test_what_an_exporter_raises_is_raised() -> None:
    def fail(kind: type[BaseException]) -> Callable[[int], Any]:
        def export(_: int) -> Any:
            raise kind("not today")

        return export

    for kind in (LookupError, BufferError, ValueError, MemoryError, KeyboardInterrupt):
        exporter = Exporter(fail(kind))
        with pytest.raises(kind, match="not today"):
            buffers.u8_(exporter)
        with pytest.raises(kind, match="not today"):
            buffers.copy_in_bytes(exporter, b"")
        with pytest.raises(kind, match="not today"):
            buffers.bytes_like(exporter)
    with pytest.raises(
        TypeError, match=r"__buffer__( returned non-|\(\) must return a )memoryview"
    ):
        buffers.u8_(Exporter(lambda _: b"abc"))


@needs_dunder
def test_bytes_that_export_other_memory_are_not_borrowed() -> None:
    class Liar(bytes):
        def __buffer__(self, flags: int) -> memoryview:
            return memoryview(changing)

    changing = bytearray(b"abc")
    assert buffers.bytes_like(Liar(b"xyz")) == (b"abc", False)


@needs_dunder
def test_a_release_that_raises_does_not_hide_the_result() -> None:
    class Rude(bytearray):
        def __buffer__(self, flags: int) -> memoryview:
            return super().__buffer__(flags)

        def __release_buffer__(self, view: memoryview) -> None:
            lengths.append(len(view))
            super().__release_buffer__(view)
            raise LookupError("too late")

    lengths: list[int] = []
    unraisable: list[object] = []
    hook, sys.unraisablehook = sys.unraisablehook, lambda report: unraisable.append(report.exc_type)
    try:
        assert buffers.u8_(Rude(b"ab")) == [97, 98]
        with pytest.raises(TypeError, match="must be a buffer of float64"):
            buffers.f64_(Rude(b"ab"))
    finally:
        sys.unraisablehook = hook
    assert lengths == [2, 2]
    assert unraisable == [LookupError, LookupError]


def test_suboffsets_are_refused() -> None:
    testbuffer = pytest.importorskip("_testbuffer")
    plain = testbuffer.ndarray(list(range(6)), shape=[2, 3], format="h")
    agree(buffers.ways_2(plain), list(range(6)))
    pointers = testbuffer.ndarray(list(range(6)), shape=[2, 3], format="h", flags=testbuffer.ND_PIL)
    with pytest.raises(BufferError):
        buffers.ways_2(pointers)
