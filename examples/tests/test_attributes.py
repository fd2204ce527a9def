"""`example.attributes`: attributes found in Rust, descriptors, subclasses that are registered, paths."""

import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from example.attributes import Bounded, File, Reader, Settings, Watched


class Room:
    """What descriptors are attributes of."""

    degrees = Bounded(-10.0, 40.0)


@pytest.fixture(autouse=True)
def _no_formats() -> Iterator[None]:
    yield
    Reader.formats.clear()


def test_attributes_of_any_name() -> None:
    settings = Settings()
    settings.port = 80
    assert (settings.port, settings.names(), "port" in dir(settings)) == (80, ["port"], True)
    del settings.port
    assert not hasattr(settings, "port")


def test_wrong_attributes() -> None:
    settings = Settings()
    settings.port = 80
    with pytest.raises(AttributeError, match=r"expected one of \[\"port\"\], found 'prt'"):
        settings.prt  # noqa: B018
    with pytest.raises(AttributeError, match="a setting to delete, found 'prt'"):
        del settings.prt
    with pytest.raises(TypeError, match="str"):
        settings.port = "80"


def test_size() -> None:
    settings = Settings()
    before = sys.getsizeof(settings)
    settings.a_long_name_of_a_setting = 1
    assert sys.getsizeof(settings) >= before + len("a_long_name_of_a_setting")


def test_every_access_is_seen() -> None:
    watched = Watched()
    watched.name = "x"
    assert watched.name + watched.name == "xx"
    assert not hasattr(watched, "nme")
    reads = watched.reads()
    assert (reads["name"], reads["nme"], reads["reads"]) == (2, 1, 1)


def test_a_descriptor() -> None:
    room = Room()
    room.degrees = 21
    assert (room.degrees, vars(room)) == (21.0, {"_degrees": 21.0})
    assert isinstance(Room.degrees, Bounded)
    del room.degrees
    assert not hasattr(room, "degrees")


def test_a_descriptor_checks() -> None:
    with pytest.raises(ValueError, match="expected -10 to 40, found 41"):
        Room().degrees = 41
    with pytest.raises(ValueError, match="found NaN"):
        Room().degrees = float("nan")
    with pytest.raises(TypeError, match="str"):
        Room().degrees = "warm"
    with pytest.raises(AttributeError):
        del Room().degrees


def test_subclasses_are_registered() -> None:
    class Csv(Reader, format="csv"):
        pass

    assert Reader["csv"] is Csv
    assert Reader.formats == {"csv": Csv}
    with pytest.raises(KeyError, match="json"):
        Reader["json"]
    with pytest.raises(ValueError, match="a new format, found 'csv' again"):
        type("Again", (Reader,), {}, format="csv")
    type("Partial", (Reader,), {})
    assert Reader.formats == {"csv": Csv}


def test_a_path(tmp_path: Path) -> None:
    file = File(str(tmp_path), "letter.txt")
    assert os.fspath(file) == str(tmp_path / "letter.txt")
    assert bytes(file) == os.fsencode(file)
    Path(file).write_text("Dear Ada", encoding="utf-8")
    with open(file, encoding="utf-8") as opened:
        assert opened.read() == "Dear Ada"
    with pytest.raises(ValueError, match="without a slash"):
        File("a", "b/c")


def test_reduce_is_what_pickle_asks() -> None:
    file = pickle.loads(pickle.dumps(File("a", "b")))
    assert (file.folder, file.name) == ("a", "b")
