"""Records of `log` in Python's `logging`: levels, names, places, threads, and the end of Python."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from foreign import logs
from held import least_growth

HERE = Path(__file__).parent
# Longer than levels are remembered.
STALE = 0.15


@pytest.fixture(autouse=True)
def forget_levels() -> Iterator[None]:
    """Each test sets levels, which the one before may have asked for."""
    logs.install("trace")
    time.sleep(STALE)
    yield
    logging.disable(logging.NOTSET)


LEVELS = {"error": 40, "warn": 30, "info": 20, "debug": 10, "trace": 5}


def test_records_arrive_with_level_name_and_place(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    for level, number in LEVELS.items():
        caplog.clear()
        logs.send(level, "net::http", "100% {done} %s")
        (record,) = caplog.records
        assert (record.name, record.levelno) == ("net.http", number)
        assert record.getMessage() == "100% {done} %s"
    assert record.levelname == "TRACE"
    caplog.clear()
    line = logs.here()
    (record,) = caplog.records
    assert record.pathname.endswith("src/logs.rs")
    assert record.lineno == line
    assert record.filename == "logs.rs"
    assert record.module == "foreign_logs::logs"
    assert record.name == "foreign_logs.logs"
    assert record.thread == threading.get_ident()


def test_only_wanted_levels_arrive(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "some.part")
    for level in LEVELS:
        logs.send(level, "some::part", level)
    assert [record.message for record in caplog.records] == ["error", "warn", "info"]
    assert logs.is_enabled("info", "some::part")
    assert not logs.is_enabled("debug", "some::part")


def test_levels_that_change_are_seen_soon(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "changing")
    assert not logs.is_enabled("debug", "changing")
    caplog.set_level(logging.DEBUG, "changing")
    time.sleep(STALE)
    assert logs.is_enabled("debug", "changing")
    logging.disable(logging.INFO)
    time.sleep(STALE)
    assert not logs.is_enabled("info", "changing")
    assert logs.is_enabled("warn", "changing")
    logging.disable(100)
    time.sleep(STALE)
    assert not logs.is_enabled("error", "changing")


def test_the_highest_level_is_rusts_own(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    logs.install("warn")
    assert not logs.is_enabled("info", "bounded")
    assert logs.is_enabled("warn", "bounded")
    with pytest.raises(ValueError, match="no level: loud"):
        logs.install("loud")


def test_records_from_detached_code_and_foreign_threads(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    logs.detached("logs::detached")
    assert [record.message for record in caplog.records] == ["detached"]
    caplog.clear()
    logs.from_threads(4, 50)
    found = [record.message for record in caplog.records]
    assert sorted(found) == sorted(
        f"{thread}.{record}" for thread in range(4) for record in range(50)
    )
    for thread in range(4):
        own = [message for message in found if message.startswith(f"{thread}.")]
        assert own == [f"{thread}.{record}" for record in range(50)]
    assert len({record.thread for record in caplog.records}) == 4


def test_python_threads_and_foreign_ones_log_together(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    threads = [threading.Thread(target=logs.from_threads, args=(3, 100)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert len(caplog.records) == 4 * 3 * 100


def test_an_exception_on_its_way_is_not_disturbed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    with pytest.raises(ZeroDivisionError):
        logs.drop_while_raising(lambda: 1 / 0)
    assert [record.message for record in caplog.records] == ["dropped"]


class Failing(logging.Filter):
    """A filter that cannot decide."""

    def filter(self, record: logging.LogRecord) -> bool:
        raise LookupError(f"no opinion on {record.name}")


def test_what_logging_raises_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    reported = []
    monkeypatch.setattr(sys, "unraisablehook", lambda hook: reported.append(hook.exc_value))
    logger, failing = logging.getLogger("failing"), Failing()
    logger.addFilter(failing)
    try:
        logs.send("error", "failing", "x")
    finally:
        logger.removeFilter(failing)
    assert [str(error) for error in reported] == ["no opinion on failing"]


def test_a_handler_may_log_from_rust_again() -> None:
    class Echo(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())
            if len(found) < 3:
                logs.send("info", "echo", f"again {len(found)}")

    found: list[str] = []
    logger, echo = logging.getLogger("echo"), Echo()
    logger.addHandler(echo)
    logger.setLevel(1)
    time.sleep(STALE)
    try:
        logs.send("info", "echo", "first")
    finally:
        logger.removeHandler(echo)
    assert found == ["first", "again 1", "again 2"]


def test_records_leave_nothing() -> None:
    def use() -> None:
        for _ in range(200):
            logs.send("info", "leak", "x")
            logs.send("debug", "leak", "x")

    logger, handler = logging.getLogger("leak"), logging.NullHandler()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    found = least_growth(use, rounds=4)
    assert max(found.values()) <= 0, found


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run a program of its own."""
    prelude = "import logging; logging.basicConfig(level=1, format='%(name)s: %(message)s')\n"
    return subprocess.run(
        [sys.executable, "-c", prelude + "from foreign import logs\n" + code],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_records_at_the_end_of_python_do_no_harm() -> None:
    ended = run("logs.send('info', 'x', 'before the end')")
    assert ended.returncode == 0, ended.stderr
    assert "x: before the end" in ended.stderr
    assert "Error" not in ended.stderr


def test_threads_that_log_while_python_ends_do_not_stop_it() -> None:
    # Without care such a thread waits for a GIL that it never gets, and takes the process with it.
    for _ in range(5):
        ended = run("import time; [logs.log_forever() for _ in range(4)]; time.sleep(0.05)")
        assert ended.returncode == 0, ended.stderr[-2000:]
        assert "logs.forever: still here" in ended.stderr
        assert "Fatal" not in ended.stderr
