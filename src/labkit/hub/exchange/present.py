"""Who is at work now, and at what: kept in memory alone, and forgotten ten minutes after a learner's last check."""

import time
from collections.abc import Callable
from dataclasses import dataclass

KEPT = 600.0  # seconds
STUCK = 3  # checks of one task in a row that were not right
STATUSES = ("crashed", "wrong", "right", "needs_person")
# What somebody sends who makes tasks up.
_MOST_TASKS = 100


@dataclass
class _Work:
    status: str
    first: float
    last: float
    misses: int


@dataclass(frozen=True)
class AtWork:
    """One learner's latest check, and how they fare with its task.

    Attributes
    ----------
    misses : int
        Checks of this task in a row, up to the last, that were not right.
    since, ago : float
        Seconds since the first check of this task and since the last.
    right : int
        Tasks of this lab whose last check was right.
    """

    learner: str
    lab: str
    task: str
    status: str
    misses: int
    since: float
    ago: float
    right: int

    @property
    def stuck(self) -> bool:
        return self.misses >= STUCK


class Present:
    """The latest checks of those present, by course; nothing of it is ever written.

    Parameters
    ----------
    clock : callable
        Seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._courses: dict[str, dict[str, dict[tuple[str, str], _Work]]] = {}

    def tell(self, course: str, learner: str, lab: str, task: str, status: str) -> None:
        """Note a check."""
        self.expire()
        now = self._clock()
        tasks = self._courses.setdefault(course, {}).setdefault(learner, {})
        before = tasks.pop((lab, task), None)
        if len(tasks) >= _MOST_TASKS:
            return
        missed = status in ("crashed", "wrong")
        misses = (before.misses if before else 0) + 1 if missed else 0
        tasks[lab, task] = _Work(status, before.first if before else now, now, misses)

    def now(self, course: str) -> list[AtWork]:
        """Everybody present, who is stuck first, then by name."""
        self.expire()
        now = self._clock()
        found = []
        for learner, tasks in self._courses.get(course, {}).items():
            (lab, task), last = next(reversed(tasks.items()))
            right = sum(each.status == "right" for (of, _task), each in tasks.items() if of == lab)
            found.append(
                AtWork(learner, lab, task, last.status, last.misses, now - last.first, now - last.last, right)
            )
        return sorted(found, key=lambda one: (not one.stuck, one.learner))

    def forget(self, course: str, learner: str = "") -> None:
        """Forget a learner in a course, or everybody."""
        if learner:
            self._courses.get(course, {}).pop(learner, None)
        else:
            self._courses.pop(course, None)

    def expire(self) -> None:
        """Forget who has checked nothing for ten minutes."""
        before = self._clock() - KEPT
        for course, learners in list(self._courses.items()):
            for learner, tasks in list(learners.items()):
                if max((each.last for each in tasks.values()), default=before) <= before:
                    del learners[learner]
            if not learners:
                del self._courses[course]
