"""Where submissions are run: on this machine side by side, or on the many machines of a Dask scheduler. None sees the gradebook."""

import logging
import os
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any

from labkit.grading.assignment import Assignment
from labkit.grading.gradebook.records import Record
from labkit.grading.nbgrader.course_settings import GradingError
from labkit.grading.pipeline import HandedIn
from labkit.grading.run.crew import RETRIES, Graded, grade_side_by_side, grade_supervised
from labkit.language import catalogue

_ = catalogue("grading")

_LOST = ("cancelled", "lost")


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def grade_all(
    assignment: Assignment,
    handed_in: Iterable[HandedIn],
    total: int,
    *,
    scheduler: str | None = None,
    workers: int | None = None,
) -> Iterator[Graded]:
    """Each submission's graded notebook and record, as they are done.

    Parameters
    ----------
    assignment : Assignment
    handed_in : iterable of HandedIn
        Read as they are needed, so that a large class does not lie in memory.
    total : int
        How many there are.
    scheduler : str, optional
        Address of a Dask scheduler, ``tcp://host:8786``; this machine alone by default.
    workers : int, optional
        Processes that grade on this machine; one a processor by default.

    Raises
    ------
    GradingError
        If the scheduler is lost; what is done stays done.
    """
    if scheduler is not None:
        yield from _on_dask(assignment, handed_in, scheduler)
    else:
        yield from grade_side_by_side(assignment, handed_in, min(workers or cores(), max(total, 1)))


def _on_dask(assignment: Assignment, handed_in: Iterable[HandedIn], where: str) -> Iterator[Graded]:
    from distributed import Client, as_completed

    quiet_distributed()
    with ExitStack() as stack:
        try:
            client = stack.enter_context(Client(where, timeout="30s", set_as_default=False))
        except OSError as error:
            raise GradingError(
                _("No Dask scheduler answers at {where}: {error}").format(where=where, error=error)
            ) from error
        shared = client.scatter(assignment, broadcast=True)
        waiting = iter(handed_in)
        width = 2 * max(len(client.scheduler_info()["workers"]), 1)
        known: dict[Any, HandedIn] = {}
        lost: Counter[str] = Counter()

        def submit(job: HandedIn) -> Any:
            future = client.submit(grade_supervised, shared, job, pure=False, retries=RETRIES)
            known[future] = job
            return future

        done = as_completed([submit(job) for job in islice(waiting, width)], loop=client.loop)
        for future in done:
            job = known.pop(future)
            graded = _fetched(future)
            gone = graded is None and future.status in (*_LOST, "finished")
            if gone and client.status == "running" and lost[job.learner] < RETRIES:
                # What the workers share died with one of them, and everything that waits for it was cancelled.
                lost[job.learner] += 1
                if shared.status != "finished":
                    shared = client.scatter(assignment, broadcast=True)
                done.add(submit(job))
                continue
            yield graded or _not_graded(assignment, job, future, client)
            following = next(waiting, None)
            if following is not None:
                done.add(submit(following))
            future.release()


def quiet_distributed() -> None:
    """What Dask says of itself is nothing that whoever grades could do anything about."""
    # A lost connection ends in one sentence of ours, not in the tracebacks of every coroutine that noticed.
    for name in (
        "distributed",
        "distributed.client",
        "distributed.core",
        "distributed.nanny",
        "tornado.application",
    ):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # Of a busy port, or of the size of what is sent.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"distributed(\.|$)")


def _fetched(future: Any) -> Graded | None:
    """What was graded; None also where the worker died after it had finished and before it had handed over."""
    from distributed import CancelledError

    try:
        return future.result() if future.status == "finished" else None
    except CancelledError:
        return None


def _not_graded(assignment: Assignment, job: HandedIn, future: Any, client: Any) -> Graded:
    from distributed import KilledWorker

    if future.status in (*_LOST, "finished") or client.status != "running":
        raise GradingError(
            _("The Dask scheduler was lost. What is done stays done: run the same command again to go on.")
        )
    error = future.exception()
    if isinstance(error, KilledWorker):
        record = Record(
            assignment.name, job.learner, "worker_died", digest=job.digest, grader=assignment.fingerprint
        )
        record.detail = _("the process that graded it died more than once")
        return None, record
    raise error
