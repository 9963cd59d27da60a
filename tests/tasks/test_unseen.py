"""What a watch over calls cannot see (threads, processes, moments in which Python is silent) is told as such."""

import _thread
import pkgutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from labkit.tasks.forbidden_calls import SWITCHED_OFF, ForbiddenCalls, watching
from labkit.tasks.unseen import ANOTHER_PROCESS, ANOTHER_THREAD

NET_BENEFIT = "labkit.evaluate.net_benefit"
Y, P = np.array([0, 1, 1, 0]), np.array([0.1, 0.7, 0.4, 0.3])


def fetched():
    return pkgutil.resolve_name(NET_BENEFIT)


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
