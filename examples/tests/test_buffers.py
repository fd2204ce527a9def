"""`example.buffers`: arrays of any library, read and written in place."""

import array
import io
import mmap

import pytest
from example import buffers


def floats(*values: float) -> array.array:
    """An array of the standard library; NumPy's do as well."""
    return array.array("d", values)


def matrix(rows: int, columns: int) -> memoryview:
    return memoryview(bytearray(rows * columns * 8)).cast("d", (rows, columns))


def test_sum() -> None:
    assert buffers.sum(floats(1.5, 2.5, 3)) == 7.0
    assert buffers.sum(floats()) == 0.0
    assert buffers.sum(memoryview(floats(1, 2, 3, 4))[::-2]) == 6.0


def test_sum_of_a_numpy_array() -> None:
    numpy = pytest.importorskip("numpy")
    assert buffers.sum(numpy.arange(1000.0)) == 499_500.0
    assert buffers.sum(numpy.arange(1000.0)[::10]) == 49_500.0


def test_a_wrong_array_is_explained() -> None:
    with pytest.raises(TypeError) as caught:
        buffers.sum(array.array("i", [1, 2]))
    assert str(caught.value) == (
        "sum() argument 'xs' must be a buffer of float64, not a buffer of int32 (format 'i')"
    )
    with pytest.raises(TypeError) as caught:
        buffers.sum(matrix(2, 2))
    assert str(caught.value) == (
        "sum() argument 'xs' must be a 1-dimensional buffer of float64, not a 2-dimensional one"
    )


@pytest.mark.parametrize("threads", [0, 1, 3, 100])
def test_threads(threads: int) -> None:
    assert buffers.sum_in_threads(floats(*range(50)), threads) == 1225.0
    assert buffers.sum_in_threads(floats(), threads) == 0.0


def test_threads_need_contiguous_memory() -> None:
    with pytest.raises(ValueError, match="expected a contiguous array"):
        buffers.sum_in_threads(memoryview(floats(1, 2, 3))[::2])


def test_scale_in_place() -> None:
    xs = floats(1, -2)
    buffers.scale(xs, 1.5)
    assert xs == floats(1.5, -3)
    with pytest.raises(TypeError, match="must be a writable buffer of float64, not a read-only"):
        buffers.scale(memoryview(bytes(8)).cast("d"), 2)


def test_two_dimensions() -> None:
    out = matrix(2, 3)
    buffers.outer(floats(1, 10), floats(1, 2, 3), out=out)
    assert out.tolist() == [[1, 2, 3], [10, 20, 30]]
    assert buffers.row_sums(out) == [6.0, 60.0]
    with pytest.raises(ValueError, match=r"expected 'out' of shape \[1, 1\], found \[2, 3\]"):
        buffers.outer(floats(1), floats(1), out=out)


def test_transposed_arrays_are_read_where_they_are() -> None:
    numpy = pytest.importorskip("numpy")
    assert buffers.row_sums(numpy.array([[1.0, 2.0], [3.0, 4.0]]).T) == [4.0, 6.0]


def test_median() -> None:
    xs = floats(3, 1, 2)
    assert buffers.median(xs) == 2.0
    assert xs == floats(3, 1, 2)
    assert buffers.median(floats()) is None


def test_bytes_like() -> None:
    text = b"a\nb\n"
    with mmap.mmap(-1, len(text)) as pages:
        pages[:] = text
        for data in (text, bytearray(text), memoryview(text), pages, array.array("B", text)):
            assert buffers.count_lines(data) == 2
    with pytest.raises(TypeError, match="must be a bytes-like object, not str"):
        buffers.count_lines("a\nb\n")


def test_samples_lend_their_memory() -> None:
    samples = buffers.Samples(3, 1.5)
    view = memoryview(samples)
    assert (view.format, view.shape, view.readonly, view.tolist()) == ("d", (3,), False, [1.5] * 3)
    view[0] = 4.5
    assert (samples.mean(), buffers.sum(samples)) == (2.5, 7.5)
    buffers.scale(samples, 2.0)
    assert view.tolist() == [9.0, 3.0, 3.0]


def test_lent_memory_stays_where_it_is() -> None:
    samples = buffers.Samples(2)
    view = memoryview(samples)
    with pytest.raises(BufferError):
        samples.resize(1000)
    view.release()
    samples.resize(1000)
    assert len(samples) == 1000


def test_memory_outlives_its_owner() -> None:
    view = memoryview(buffers.Samples(2, 7.0))
    assert view.tolist() == [7.0, 7.0]


def test_a_picture_is_a_matrix() -> None:
    picture = buffers.Picture(2, 3)
    picture.draw(0, 2, 255)
    view = memoryview(picture)
    assert (view.ndim, view.shape, view.strides) == (2, (2, 3), (-3, 1))
    assert view.tolist() == [[0, 0, 0], [0, 0, 255]]
    with pytest.raises(IndexError):
        picture.draw(2, 0, 1)
    with pytest.raises(BufferError):
        buffers.count_lines(picture)  # It asks for memory without gaps.


def test_a_picture_in_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    picture = buffers.Picture(2, 2)
    numpy.asarray(picture)[0, 0] = 9
    assert memoryview(picture).tolist() == [[9, 0], [0, 0]]


def test_constants_are_read_only() -> None:
    constant = buffers.Constant(7, 3)
    view = memoryview(constant)
    assert (view.readonly, view.tolist()) == (True, [7, 7, 7])
    with pytest.raises(TypeError, match="read-only"):
        view[0] = 8
    with pytest.raises(TypeError, match="read-write bytes-like object"):
        io.BytesIO(b"other").readinto(constant)
    with pytest.raises(OverflowError, match="length"):
        buffers.Constant(7, -1)


def test_readers_are_counted() -> None:
    document = buffers.Document("Dear Ada")
    first, second = memoryview(document), memoryview(document)
    assert (bytes(first), document.readers) == (b"Dear Ada", 2)
    first.release()
    del second
    assert document.readers == 0


def test_no_memory_for_that_many() -> None:
    with pytest.raises((MemoryError, OverflowError, ValueError)):
        buffers.Samples(2**62)
    with pytest.raises(TypeError, match="length"):
        buffers.Samples("two")
