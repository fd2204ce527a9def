"""Ends Python in one way: `endings.py NAME [ARGUMENT]`.

A program, for `test_endings.py`. A way is a function here, named so; what it prints is what the test looks at.
"""

import atexit
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

EARLY: list[Callable[[], object]] = []


@atexit.register
def _early() -> None:
    """Run what is to be called after the exit handler of the native module: this one is older."""
    for function in EARLY:
        print("early:", function(), flush=True)


from fixtures import attachment, builtin_bases, sync  # noqa: E402
from subinterpreters import KINDS, Interpreter  # noqa: E402


def daemon(function: Callable[[], object], threads: int = 4) -> None:
    """Call a function in daemon threads, which are in the middle of it as Python ends."""
    for _ in range(threads):
        threading.Thread(target=function, daemon=True).start()
    time.sleep(0.05)


def again_and_again(function: Callable[[], object]) -> Callable[[], None]:
    """Give a function that never ends."""

    def run() -> None:
        while True:
            function()

    return run


def work() -> None:
    """Let other threads run in the middle of something."""
    time.sleep(0.0005)


def count() -> None:
    """Keep the interpreter busy."""
    sum(range(500))


# Threads of Rust.


def rust_threads_call() -> None:
    attachment.call_for_ever(work, 4)
    attachment.call_for_ever(count, 4)
    time.sleep(0.05)


def rust_thread_is_waited_for() -> None:
    def slowly() -> None:
        time.sleep(0.3)
        print("came to its end", flush=True)
        time.sleep(0.3)

    attachment.call_for_ever(slowly, 1)
    time.sleep(0.1)


def rust_thread_never_comes_back() -> None:
    attachment.never_come_back(60_000)
    while not attachment.done():
        time.sleep(0.001)


def rust_threads_in_exit_handlers() -> None:
    atexit.register(lambda: print("late:", attachment.call_from_threads(work, 2, 2), flush=True))
    EARLY.append(lambda: attachment.call_from_threads(work, 2, 2))


def imported_in_an_exit_handler() -> None:
    """In a sub-interpreter whose first native module an exit handler imports, threads of Rust are waited for."""
    code = """
        import atexit, threading, time

        @atexit.register
        def import_late():
            from fixtures import attachment
            attachment.keep(lambda: time.sleep(0.0005))
            time.sleep(0.05)
    """
    is_over = threading.Event()

    def call() -> None:
        while not is_over.is_set():
            attachment.call_kept_on_a_thread()

    threads = [threading.Thread(target=call) for _ in range(3)]
    for thread in threads:
        thread.start()
    for kind in KINDS:
        with Interpreter(kind) as interpreter:
            interpreter.run(code)
    is_over.set()
    for thread in threads:
        thread.join()
    print("left:", attachment.call_kept(), flush=True)


# Daemon threads.


def daemon_detaches() -> None:
    daemon(again_and_again(lambda: attachment.sleep_detached(1)))
    daemon(lambda: attachment.sleep_detached(60_000))


def daemon_is_called_back() -> None:
    daemon(lambda: attachment.call_again_and_again(work, 1_000_000_000))
    daemon(lambda: attachment.call_again_and_again(count, 1_000_000_000))


def daemon_waits_for_a_lock() -> None:
    caller = attachment.Caller(work)
    daemon(lambda: caller.change_slowly(60_000), 1)
    daemon(caller.look)


def daemon_drops() -> None:
    daemon(again_and_again(lambda: attachment.drop_attached(work)))
    daemon(again_and_again(lambda: attachment.drop_detached(work)))


def daemon_has_thread_locals() -> None:
    def run() -> None:
        attachment.drop_as_this_thread_ends(work)
        time.sleep(60)

    daemon(run)


class Slow:
    """Whatever C asks for runs Python code for a while."""

    def __hash__(self) -> int:
        work()
        return 1

    def __eq__(self, other: object) -> bool:
        work()
        return False

    def __getattr__(self, name: str) -> object:
        work()
        raise AttributeError(name)

    @property
    def slow(self) -> int:
        work()
        return 1

    def __float__(self) -> float:
        work()
        return 1.0

    def __buffer__(self, flags: int) -> memoryview:
        work()
        return memoryview(b"bytes")

    def __call__(self) -> object:
        return Ends()


class Ends:
    """Runs Python code for a while as it ends."""

    def __del__(self) -> None:
        work()


class Circle(Ends):
    """Ends by the garbage collector."""

    def __init__(self) -> None:
        self.itself = self


def daemon_runs_python_code(what: str) -> None:
    """Be in Python code that one of C's functions runs, which Rust has called."""
    obj = Circle if what == "garbage" else Slow()
    daemon(again_and_again(lambda: attachment.run_within(what, obj)), 2)


def daemon_uses_a_list() -> None:
    """Be in what an instance has of its base in C."""

    def compare() -> None:
        stack, other = builtin_bases.Stack(), builtin_bases.Stack()
        stack.append(Slow())
        other.append(Slow())
        assert stack != other

    def end() -> None:
        builtin_bases.Stack().append(Ends())

    daemon(again_and_again(compare), 2)
    daemon(again_and_again(end), 2)


# Destructors that attach.


# Prints without `sys.stdout` and this module's names, which go before its values, and without keeping the module.
write = partial(os.write, 1, b"called\n")


def values_of_modules() -> None:
    attachment.left_behind = attachment.Caller(write)


def values_of_main() -> None:
    globals()["left_behind"] = attachment.Caller(write)


def values_in_circles() -> None:
    gc.disable()
    caller = attachment.Caller(write)
    caller.other = [caller]


def values_dropped_by_threads() -> None:
    attachment.drop_as_a_thread_ends(lambda: print("called", flush=True))


def thread_locals_of_a_thread() -> None:
    call = lambda: print("called", flush=True)  # noqa: E731
    thread = threading.Thread(target=attachment.drop_as_this_thread_ends, args=(call,))
    thread.start()
    while not attachment.done():  # it is still running when it can be joined
        time.sleep(0.001)


def thread_locals_of_main() -> None:
    attachment.drop_as_this_thread_ends(lambda: print("called", flush=True))


def values_in_exit_handlers() -> None:
    EARLY.append(lambda: attachment.drop_attached(lambda: print("attached", flush=True)))
    EARLY.append(lambda: attachment.drop_detached(lambda: print("detached", flush=True)))


# After Python.


def process_end() -> None:
    attachment.keep(work)
    attachment.attach_at_the_end_of_the_process()


def process_end_with_threads() -> None:
    process_end()
    rust_threads_call()
    daemon_is_called_back()


def left_at_once() -> None:
    rust_threads_call()
    daemon_detaches()
    sys.stdout.flush()
    os._exit(0)


def interrupted_while_waiting() -> None:
    attachment.never_come_back(60_000)
    while not attachment.done():
        time.sleep(0.001)
    main = threading.main_thread().ident
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # ignored, if a shell started this in the background
    threading.Timer(0.3, lambda: signal.pthread_kill(main, signal.SIGINT)).start()
    # The timer's thread is one that Python waits for itself: it must not be.
    threading._shutdown = lambda: None  # type: ignore[attr-defined]


# Forks.


def in_child(function: Callable[[], object]) -> None:
    """Run a function in a forked child, and say how that ended."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        print("child:", function(), flush=True)
        if EARLY:
            os._exit(0)
        sys.exit()  # exit handlers and all
    _, status = os.waitpid(child, 0)
    print("child ended with", os.waitstatus_to_exitcode(status), flush=True)


def forked_with_threads_inside() -> None:
    attachment.call_for_ever(work, 4)
    attachment.never_come_back(60_000)
    while not attachment.done():
        time.sleep(0.001)
    begin = time.monotonic()
    in_child(lambda: attachment.call_from_threads(work, 2, 2))
    print("waited" if time.monotonic() - begin > 8 else "did not wait", flush=True)
    os._exit(0)


def forked_while_threads_come_in() -> None:
    """From 3.15 on CPython waits for who comes in; in the child nobody does."""
    sys.setswitchinterval(60)  # they wait for the GIL meanwhile
    attachment.call_for_ever(work, 4)
    begin = time.monotonic()
    while time.monotonic() < begin + 0.1:
        pass
    in_child(lambda: None)
    os._exit(0)


def forked_with_a_lock_held() -> None:
    """The thread that changes the value is not there in the child: a wait ends with an error."""
    caller = attachment.Caller(work)
    free = attachment.Caller(work)
    daemon(lambda: caller.change_slowly(60_000), 1)
    in_child(free.look)


def forked_with_a_lock_that_stays() -> None:
    """What a call gets that needs a value which nobody will ever stop changing."""
    caller = attachment.Caller(work)
    daemon(lambda: caller.change_slowly(60_000), 1)

    def look() -> str:
        try:
            return str(caller.look())
        except RuntimeError as error:
            return str(error)

    in_child(look)


def forked_while_it_holds_the_lock() -> None:
    """The lock of the thread that forks is still its own in the child."""
    caller = attachment.Caller(work)
    attachment.call_again_and_again(lambda: in_child(caller.look), 1)


def forked_while_others_wait_for_a_mutex() -> None:
    """Threads that are not there in the child wait for nothing, and are not let go first."""
    account = sync.Account(1)
    child = None

    def fork() -> None:
        nonlocal child
        daemon(lambda: account.add(1))
        child = os.fork()

    account.split(fork)
    if child == 0:
        print("child:", account.look(), flush=True)
        others = [threading.Thread(target=account.hold, args=(10,)) for _ in range(3)]
        for thread in others:
            thread.start()
        for thread in others:
            thread.join()
        print("child:", account.balance(), flush=True)
        sys.exit()
    _, status = os.waitpid(child or 0, 0)
    print("child ended with", os.waitstatus_to_exitcode(status), flush=True)


def forked_while_dropping() -> None:
    daemon(again_and_again(lambda: attachment.drop_detached(count)))
    for _ in range(5):
        in_child(lambda: attachment.drop_detached(count))
    os._exit(0)


def forked_in_an_exit_handler() -> None:
    EARLY.append(lambda: in_child(lambda: attachment.drop_attached(work)))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
