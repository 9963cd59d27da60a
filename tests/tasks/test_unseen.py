"""What a watch over calls cannot see (threads, processes, moments in which Python is silent) is told as such."""

import _thread
import pkgutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from labkit.tasks.forbidden_calls import SWITCHED_OFF, ForbiddenCalls, watching
from labkit.tasks.unseen import ANOTHER_PROCESS, ANOTHER_THREAD, TOO_DEEP

NET_BENEFIT = "labkit.evaluate.net_benefit"
Y, P = np.array([0, 1, 1, 0]), np.array([0.1, 0.7, 0.4, 0.3])


def fetched():
    return pkgutil.resolve_name(NET_BENEFIT)


@pytest.fixture
def without_the_runners_threads(monkeypatch):
    """pytest-xdist begins a thread by hand in each of its workers: it is not the learner's."""
    there, frames = set(sys._current_frames()) - {threading.get_ident()}, sys._current_frames
    monkeypatch.setattr(
        sys, "_current_frames", lambda: {n: frame for n, frame in frames().items() if n not in there}
    )


@pytest.mark.usefixtures("without_the_runners_threads")
def test_another_process_is_noted_where_one_could_be_started():
    watch = ForbiddenCalls()
    with watch.noting([NET_BENEFIT]):
        subprocess.run(["true"], check=True)
    assert watch.called == set()
    with watch.noting([NET_BENEFIT], processes=True):
        subprocess.run(["true"], check=True)
    assert watch.called == {ANOTHER_PROCESS}
    watch.called.clear()
    subprocess.run(["true"], check=True)
    assert watch.called == set()


def test_a_thread_of_which_python_tells_nothing_is_noted():
    def by_hand():
        done = threading.Lock()
        done.acquire()
        _thread.start_new_thread(lambda: (fetched()(Y, P, 0.2), done.release()), ())
        done.acquire()

    with watching([NET_BENEFIT]) as called:
        by_hand()
    assert ANOTHER_THREAD in called
    with watching([NET_BENEFIT]) as called, ThreadPoolExecutor(1) as pool:
        pool.submit(len, "one of threading's").result()
    assert called == set()


def test_what_is_called_while_python_falls_silent_is_noted_by_how_it_did():
    """Of what a trace function or an audit hook calls, Python tells nobody; nor once it is told to by its own C functions."""

    def tracing(frame, event, argument):
        sys.settrace(None)
        fetched()(Y, P, 0.2)

    def nothing():
        return None

    def by_tracing():
        sys.settrace(tracing)
        nothing()

    def by_ctypes():
        np.ctypeslib.ctypes.pythonapi.PyEval_SetProfile  # noqa: B018 - fetched, not called: the test's own run goes on

    def by_tracing_threads():
        threading.settrace(tracing)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(nothing).result()
        threading.settrace(before_in_threads)

    before, before_in_threads = sys.gettrace(), threading.gettrace()
    for way in (by_tracing, by_tracing_threads, by_ctypes):
        try:
            with watching([NET_BENEFIT]) as called:
                way()
        finally:
            sys.settrace(before)
        assert called == {SWITCHED_OFF}, way
    with watching([NET_BENEFIT]) as called:
        nothing()
    assert called == set()


def test_a_hook_or_a_trace_that_a_cell_prepared_is_noted():
    watch, before = ForbiddenCalls(), sys.gettrace()
    sys.settrace(lambda frame, event, argument: None)
    try:
        with watch.noting([NET_BENEFIT]):
            pass
    finally:
        sys.settrace(before)
    assert watch.called == {SWITCHED_OFF}
    watch = ForbiddenCalls()
    sys.addaudithook(lambda event, arguments: None)
    with watch.noting([NET_BENEFIT]):
        pass
    assert watch.called == {SWITCHED_OFF}


def test_threads_begun_before_tell_of_their_calls_where_they_were_asked_to():
    watch, plain = ForbiddenCalls(), threading.getprofile()
    watch.listen_in_threads()
    try:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(len, "").result()
            with watch.noting([NET_BENEFIT]):
                pool.submit(np.mean, P).result()
            assert watch.called == set()
            with watch.noting([NET_BENEFIT]):
                pool.submit(fetched(), Y, P, 0.2).result()
            assert watch.called == {NET_BENEFIT}
            watch.called.clear()
            pool.submit(sys.setprofile, None).result()
            with watch.noting([NET_BENEFIT]):
                pool.submit(fetched(), Y, P, 0.2).result()
            assert watch.called == {SWITCHED_OFF}
    finally:
        threading.setprofile(plain)


@pytest.mark.usefixtures("without_the_runners_threads")
def test_a_thread_begun_by_hand_before_is_noted_where_it_could_be_asked():
    wait, ready, done = threading.Lock(), threading.Lock(), threading.Lock()
    for lock in (wait, ready, done):
        lock.acquire()
    watch = ForbiddenCalls()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(len, "").result()
        with watch.noting([NET_BENEFIT], processes=True):
            pass
    assert watch.called == set()
    _thread.start_new_thread(lambda: (ready.release(), wait.acquire(), done.release()), ())
    ready.acquire()
    with watch.noting([NET_BENEFIT], processes=True):
        pass
    wait.release()
    done.acquire()
    assert watch.called == {ANOTHER_THREAD}


def total(numbers):
    return numbers[0] + total(numbers[1:]) if numbers else 0


def total_or_sum(numbers):
    try:
        return total(numbers)
    except RecursionError:
        return sum(numbers)


def without_end(n):
    return without_end(n + 1)


def through_others(n):
    return max([n], key=through_others)


@pytest.mark.parametrize("endless", [without_end, through_others])
def test_what_calls_itself_without_end_has_its_own_error_and_switched_nothing_off(endless):
    watch = ForbiddenCalls()
    with pytest.raises(RecursionError), watch.noting([NET_BENEFIT]):
        endless(0)
    assert watch.called <= {TOO_DEEP}


def test_nothing_is_seen_once_the_limit_was_reached_and_that_is_no_fault():
    watch = ForbiddenCalls()
    with watch.noting([NET_BENEFIT]):
        assert total_or_sum([1] * 3_000) == 3_000
    assert watch.called == {TOO_DEEP}
    with watch.noting([NET_BENEFIT]):
        total([1] * 50)
        sys.setprofile(None)
    assert SWITCHED_OFF in watch.called
