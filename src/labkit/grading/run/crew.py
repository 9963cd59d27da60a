"""The processes of one machine that grade side by side, each supervised and replaced when it has ended.

Plain processes, and Dask only where there are many machines: on one, it cost 7.6 ms of processor time a submission and
0.4 to 2 s of imports (measured on busy cores), and a worker that overruns cannot be told from one that is lost.
"""

import os
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import wait

from labkit.grading.assignment import Assignment
from labkit.grading.gradebook.records import Record
from labkit.grading.pipeline import HandedIn, grade_one, kernels_of
from labkit.grading.run.supervised import FORKED, Died, Grading, Overrun, Supervised
from labkit.kernels.forkserver.pool import begin_forkserver, forkserver_for
from labkit.kernels.sandbox.sandbox import Sandbox
from labkit.language import catalogue

_ = catalogue("grading")

Graded = tuple[str | None, Record]
# A process that dies takes its submission with it; a second one is given a try before a person is called.
RETRIES = 2
_LOOK_SECONDS = 1.0


class Crew:
    """Supervised processes; a context manager that ends them.

    Parameters
    ----------
    assignment : Assignment
    size : int
    forked : bool
        As in `Supervised`.
    """

    def __init__(self, assignment: Assignment, size: int, *, forked: bool = True):
        self._assignment, self._forked, self._size = assignment, forked, size
        self._hands: list[Supervised] = []
        self._deaths: Counter[str] = Counter()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *error: object) -> None:
        for hand in self._hands:
            hand.kill()

    def begin(self) -> None:
        """Start them all, before there is anything to give them: they make what submissions share meanwhile."""
        while len(self._hands) < self._size:
            self._new_hand()

    def grade(self, handed_in: Iterable[HandedIn]) -> Iterator[Graded]:
        """Each submission's graded notebook and record, as they are done."""
        waiting, again = iter(handed_in), deque[HandedIn]()
        while True:
            self._distribute(waiting, again)
            busy = {hand.connection: hand for hand in self._hands if hand.job is not None}
            if not busy:
                return
            ready = wait(list(busy), _LOOK_SECONDS)
            results = []
            for connection, hand in busy.items():
                if connection in ready or hand.overdue:
                    results.append(self._result(hand, again))
            self._distribute(waiting, again)  # they work on while the caller writes
            yield from (result for result in results if result is not None)

    def _distribute(self, waiting: Iterator[HandedIn], again: deque[HandedIn]) -> None:
        while sum(hand.job is not None for hand in self._hands) < self._size:
            job = again.popleft() if again else next(waiting, None)
            if job is None:
                return
            self._idle().give(job)

    def _idle(self) -> Supervised:
        for hand in self._hands:
            if hand.job is None:
                return hand
        return self._new_hand()

    def _new_hand(self) -> Supervised:
        others = [hand.connection for hand in self._hands]
        self._hands.append(Supervised(Grading(self._assignment), forked=self._forked, others=others))
        return self._hands[-1]

    def _result(self, hand: Supervised, again: deque[HandedIn]) -> Graded | None:
        """None where the submission is tried again."""
        job = hand.job
        assert job is not None
        try:
            graded = hand.take()
        except Overrun as over:
            self._hands.remove(hand)
            return self._without_mark(job, "too_heavy", str(over))
        except Died:
            self._hands.remove(hand)
            self._deaths[job.learner] += 1
            if self._deaths[job.learner] <= RETRIES:
                again.append(job)
                return None
            return self._without_mark(job, "worker_died", _("the process that graded it died more than once"))
        hand.job = None
        return graded

    def _without_mark(self, job: HandedIn, reason: str, detail: str) -> Graded:
        given = self._assignment
        record = Record(given.name, job.learner, reason, detail, job.digest, given.fingerprint)
        return None, record


def grade_side_by_side(
    assignment: Assignment, handed_in: Iterable[HandedIn], workers: int
) -> Iterator[Graded]:
    """As `labkit.grading.run.workers.grade_all`, on this machine."""
    if not hasattr(os, "fork"):  # nothing here to supervise with
        yield from (grade_one(assignment, one) for one in handed_in)
        return
    with Crew(assignment, workers, forked=FORKED) as crew:
        sandbox, imports = kernels_of(assignment)
        begin_forkserver(
            sandbox, imports
        )  # there before the processes that ask it for kernels, if not yet ready
        crew.begin()
        _told_now(sandbox, imports)
        yield from crew.grade(handed_in)


def _told_now(sandbox: Sandbox | None, imports: Sequence[str]) -> None:
    """Wait for the one forkserver of all: a machine without one is told before anything is graded."""
    found = forkserver_for(sandbox, imports)
    if not found.reusable:
        found.close()


_own = threading.local()


def grade_supervised(assignment: Assignment, handed_in: HandedIn) -> Graded:
    """One submission in a process of this thread's own, kept for the next one: what a Dask worker does."""
    kept: tuple[Assignment, Crew] | None = getattr(_own, "kept", None)
    if kept is None or kept[0] != assignment:
        if kept is not None:
            kept[1].__exit__()
        # Not forked: a Dask worker is full of threads.
        kept = _own.kept = assignment, Crew(assignment, 1, forked=False)
    (graded,) = kept[1].grade([handed_in])
    return graded
