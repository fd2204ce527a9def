"""Memory of native classes, as memoryview, C's functions and other native functions see it."""

import array
import ctypes
import gc
import struct
import sys
import threading
import weakref
from typing import Any

import pytest
from fixtures.exporters import Fixed, Matrix, Rendered, Samples, Scalar, Text, Typed, fill, total

SIMPLE, WRITABLE, FORMAT, ND, STRIDES = 0, 1, 4, 8, 0x18
C, F, ANY = 0x38, 0x58, 0x98
FULL_READ_ONLY, RECORDS = 0x11C, 0x1D


class View(ctypes.Structure):
    """`Py_buffer`."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(ctypes.c_ssize_t)),
        ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
        ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)),
        ("internal", ctypes.c_void_p),
    )


get_buffer = ctypes.pythonapi.PyObject_GetBuffer
get_buffer.argtypes = (ctypes.py_object, ctypes.POINTER(View), ctypes.c_int)
release = ctypes.pythonapi.PyBuffer_Release
release.argtypes = (ctypes.POINTER(View),)
release.restype = None


def asked(exporter: Any, flags: int) -> tuple[Any, ...]:
    """What a consumer gets: length, item size, dimensions, format, shape and strides."""
    view = View()
    get_buffer(exporter, ctypes.byref(view), flags)
    try:
        assert view.obj == id(exporter)
        assert not view.suboffsets
        lists = [list(part[: view.ndim]) if part else None for part in (view.shape, view.strides)]
        return (view.len, view.itemsize, view.ndim, view.format, *lists)
    finally:
        release(ctypes.byref(view))


def test_python_and_rust_share_the_numbers() -> None:
    samples = Samples([1.0, 2.0, 3.0])
    view = memoryview(samples)
    assert (view.format, view.shape, view.readonly, view.nbytes) == ("d", (3,), False, 24)
    assert view.obj is samples
    view[0] = 10.0
    assert samples.to_list() == [10.0, 2.0, 3.0]
    samples.set(1, 20.0)
    assert view.tolist() == [10.0, 20.0, 3.0]
    assert total(samples) == 33.0
    fill(samples, 1.5)
    assert view.tolist() == [1.5] * 3
    assert bytes(samples) == struct.pack("3d", 1.5, 1.5, 1.5)
    view[::2] = array.array("d", [7.0, 8.0])
    assert samples.to_list() == [7.0, 1.5, 8.0]


def test_what_is_looked_at_is_not_resized() -> None:
    samples = Samples([3.0, 1.0, 2.0])
    view = memoryview(samples)
    second = view[1:]
    assert samples.is_exported()
    for change in (lambda: samples.resize(5), lambda: samples.sort()):
        with pytest.raises(BufferError, match="release all memoryviews"):
            change()
    view.release()
    with pytest.raises(BufferError):
        samples.resize(5)
    second.release()
    assert not samples.is_exported()
    samples.sort()
    samples.resize(5)
    assert samples.to_list() == [1.0, 2.0, 3.0, 0.0, 0.0]
    samples.resize(1)
    assert samples.to_list() == [1.0]
    samples.resize(0)
    with memoryview(samples) as empty:
        assert (empty.tolist(), empty.shape, empty.nbytes) == ([], (0,), 0)
    with pytest.raises(MemoryError):
        samples.resize(2**62)


def test_a_view_outlives_what_it_shows() -> None:
    samples = Samples([1.0, 2.0])
    view = memoryview(samples)
    samples.renew([5.0])
    assert samples.to_list() == [5.0]
    assert view.tolist() == [1.0, 2.0]
    view[0] = 9.0
    assert samples.to_list() == [5.0]
    samples.__init__([6.0])  # type: ignore[misc]
    assert view.tolist() == [9.0, 2.0]

    class Derived(Samples):
        pass

    derived = Derived([4.0])
    seen = weakref.ref(derived)
    view = memoryview(derived)
    del derived
    gc.collect()
    assert seen() is not None
    assert view[0] == 4.0
    del view
    gc.collect()
    assert seen() is None


def test_dimensions() -> None:
    matrix = Matrix(2, 3)
    view = memoryview(matrix)
    assert (view.shape, view.strides, view.ndim) == ((2, 3), (24, 8), 2)
    assert view.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert view.c_contiguous
    view[1, 2] = 50.0
    assert matrix.get(1, 2) == 50.0
    scalar = memoryview(Scalar(7))
    assert (scalar.ndim, scalar.shape, scalar.tolist(), scalar.nbytes) == (0, (), 7, 4)


@pytest.mark.parametrize(
    ("name", "shape", "strides", "expected"),
    [
        ("transposed", (3, 2), (8, 24), [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]),
        ("columns", (2, 2), (24, 16), [[0.0, 2.0], [3.0, 5.0]]),
        ("backwards", (2, 3), (-24, 8), [[3.0, 4.0, 5.0], [0.0, 1.0, 2.0]]),
        ("nothing", (0, 3), (24, 8), []),
    ],
)
def test_strides(
    name: str, shape: tuple[int, ...], strides: tuple[int, ...], expected: list[Any]
) -> None:
    matrix = Matrix(2, 3, name)
    view = memoryview(matrix)
    assert (view.shape, view.strides, view.tolist()) == (shape, strides, expected)
    assert view.tobytes() == b"".join(struct.pack(f"{len(row)}d", *row) for row in expected)


def test_what_can_be_read_only() -> None:
    view = memoryview(Matrix(2, 2, "read"))
    assert view.readonly
    with pytest.raises(TypeError, match="cannot modify read-only"):
        view[0, 0] = 1.0
    with pytest.raises(BufferError, match="read-only"):
        asked(Matrix(2, 2, "read"), WRITABLE)
    with pytest.raises(TypeError, match=r"read-only|2-dimensional"):
        fill(Matrix(2, 2, "read"), 1.0)


def test_what_is_asked_for_is_given() -> None:
    samples = Samples([1.0, 2.0])
    assert asked(samples, SIMPLE) == (16, 8, 1, None, None, None)
    assert asked(samples, WRITABLE) == (16, 8, 1, None, None, None)
    assert asked(samples, ND) == (16, 8, 1, None, [2], None)
    assert asked(samples, STRIDES) == (16, 8, 1, None, [2], [8])
    assert asked(samples, RECORDS) == (16, 8, 1, b"d", [2], [8])
    assert asked(samples, FULL_READ_ONLY) == (16, 8, 1, b"d", [2], [8])
    assert asked(Matrix(2, 3), SIMPLE) == (48, 8, 1, None, None, None)
    assert asked(Matrix(2, 3), ND) == (48, 8, 2, None, [2, 3], None)
    assert asked(Matrix(2, 3), C) == (48, 8, 2, None, [2, 3], [24, 8])
    assert asked(Matrix(2, 3, "transposed"), F) == (48, 8, 2, None, [3, 2], [8, 24])
    assert asked(Matrix(2, 3, "transposed"), ANY) == (48, 8, 2, None, [3, 2], [8, 24])
    assert asked(Scalar(1), FULL_READ_ONLY) == (4, 4, 0, b"i", None, None)
    refused = [
        (Matrix(2, 3), F),
        (Matrix(2, 3, "transposed"), C),
        (Matrix(2, 3, "transposed"), SIMPLE),
        (Matrix(2, 3, "transposed"), ND),
        (Matrix(2, 3, "columns"), ANY),
        (Matrix(2, 3, "backwards"), ANY),
    ]
    for matrix, flags in refused:
        with pytest.raises(BufferError, match="gaps, or another order"):
            asked(matrix, flags)
    with pytest.raises(BufferError, match="must be asked for with its shape"):
        asked(samples, FORMAT)
    assert not samples.is_exported()


@pytest.mark.parametrize(
    ("name", "code", "value"),
    [
        *[("i8", "b", -1), ("i16", "h", -1), ("i32", "i", -1), ("i64", "q", -1)],
        *[("u8", "B", 1), ("u16", "H", 1), ("u32", "I", 1), ("u64", "Q", 1)],
        *[("f32", "f", 0.5), ("bool", "?", True)],
        ("size", "Q" if sys.maxsize > 2**32 else "I", 1),
    ],
)
def test_element_types(name: str, code: str, value: Any) -> None:
    view = memoryview(Typed(name))
    assert (view.format, view.itemsize, view.tolist()) == (code, struct.calcsize(code), [value])


def test_complex_numbers() -> None:
    view = memoryview(Typed("complex"))
    assert (view.format, view.itemsize) == ("Zd", 16)
    assert struct.unpack("2d", view.tobytes()) == (1.0, 2.0)


def test_shared_bytes_are_read_only() -> None:
    text = Text("hello")
    view = memoryview(text)
    assert (view.readonly, view.tobytes()) == (True, b"hello")
    assert b"%b" % view == b"hello"
    text.push(" world")  # the view keeps what it has seen
    assert view.tobytes() == b"hello"
    assert bytes(text) == b"hello world"
    with pytest.raises(BufferError, match="read-only"):
        asked(text, WRITABLE)
    text.flags()
    asked(text, STRIDES)
    assert text.flags() == [STRIDES]
    assert memoryview(Rendered()).tolist() == [1, 2, 3]
    assert bytes(Fixed()) == b"fixed"


def test_an_export_that_comes_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda info: told.append(str(info.exc_value)))
    text = Text("refuse the third")
    views = [memoryview(text) for _ in range(3)]
    assert text.released() == 0
    for count, view in enumerate(views, start=1):
        view.release()
        assert text.released() == count
    assert told == ["the third"]
    assert bytes(text) == b"refuse the third"
    assert text.released() == 4


def test_errors_of_an_export() -> None:
    with pytest.raises(LookupError, match="no view 'x'"):
        memoryview(Matrix(1, 1, "x"))
    with pytest.raises(ValueError, match="dimension 2 of a buffer that has 2"):
        memoryview(Matrix(1, 1, "third"))
    with pytest.raises(RuntimeError, match="no view"):
        memoryview(Matrix(1, 1, "panic"))
    with pytest.raises(RuntimeError, match="no value yet"):
        memoryview(Samples.__new__(Samples))


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python code sees buffers since 3.12")
def test_python_classes_override_the_export() -> None:
    class Logged(Samples):
        log: list[str]

        def __buffer__(self, flags: int) -> memoryview:
            self.log.append("get")
            return super().__buffer__(flags)  # type: ignore[misc]

        def __release_buffer__(self, view: memoryview) -> None:
            self.log.append("release")
            super().__release_buffer__(view)  # type: ignore[misc]

    logged = Logged([1.0, 2.0])
    logged.log = []
    with memoryview(logged) as view:
        assert view.tolist() == [1.0, 2.0]
        view[0] = 5.0
    assert logged.log == ["get", "release"]
    assert logged.to_list() == [5.0, 2.0]
    gc.collect()
    logged.resize(1)

    class Releasing(Text):
        def __release_buffer__(self, view: memoryview) -> None:
            assert view.tobytes() == b"x"
            super().__release_buffer__(view)  # type: ignore[misc]

    releasing = Releasing("x")
    memoryview(releasing).release()
    assert releasing.released() == 1

    from inspect import BufferFlags

    view = Samples([3.0]).__buffer__(BufferFlags.FULL)
    assert view.tolist() == [3.0]


def test_threads_export_and_write() -> None:
    samples = Samples([0.0] * 64)

    def work() -> None:
        for number in range(300):
            with memoryview(samples) as view:
                view[number % 64] = float(number)
            total(samples)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not samples.is_exported()
    assert max(samples.to_list()) == 299.0
