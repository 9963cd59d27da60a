"""An answer's time in practice: a processor's while it computes, the clock's while it waits."""

import threading
import time

import pytest

from labkit.tasks.answers import AnswerTimeout, LocalAnswer


def compute(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return "done"


@pytest.fixture
def busy():
    """Three threads that take the interpreter three times out of four."""
    over = threading.Event()

    def work():
        while not over.is_set():
            sum(range(1000))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    yield
    over.set()
    for thread in threads:
        thread.join()


def test_a_busy_machine_takes_no_time_away(busy, monkeypatch):
    monkeypatch.setattr("labkit.tasks.answers._PATIENCE", 100)  # more may run here than these
    began = time.monotonic()
    assert LocalAnswer(compute, seconds=0.3).call(0.2) == "done"
    assert time.monotonic() - began > 0.3


@pytest.mark.parametrize(
    "endless", [lambda: compute(600), lambda: time.sleep(600)], ids=["computes", "waits"]
)
def test_what_does_not_end_is_stopped(endless):
    with pytest.raises(AnswerTimeout):
        LocalAnswer(endless, seconds=0.2).call()


def test_what_does_not_end_is_stopped_on_a_busy_machine_too(busy):
    with pytest.raises(AnswerTimeout):
        LocalAnswer(compute, seconds=0.1).call(60)
