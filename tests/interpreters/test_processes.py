"""Processes as Python's library makes them: `multiprocessing` and `ProcessPoolExecutor`, by each way of starting one."""

import multiprocessing

import pytest
from programs import run_program


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_native_instances_go_to_processes_and_back(method: str) -> None:
    # CPython warns that it forks with threads running, which is what is tried.
    run_program("processes.py", method, variables={"PYTHONWARNINGS": "ignore"})
