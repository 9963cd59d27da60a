"""Are a task's cases adequate? Every change of its right answers must be refused, in practice and in marking."""

import contextlib
import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from labkit.tasks.adequacy.changes import Change, changes
from labkit.tasks.agreement import difference
from labkit.tasks.answers import AnswerError, AnswerTimeout, LocalAnswer
from labkit.tasks.bundle import Bundle, CaseRecord, build, marking_seed, practice_seed
from labkit.tasks.criteria import FLOORS, NAME_MUTANTS, most_misses
from labkit.tasks.declare import FunctionTask, LabGrader
from labkit.tasks.judge import judge
from labkit.tasks.outcome import Outcome

# Secrets of courses that nobody gives.
SECRETS = tuple(f"adequacy of cases, secret {number}".encode() for number in (1, 2, 3))
_WALL_SECONDS = 120.0
# Of processor time, for a call: a changed answer may run for ever, and a busy machine is no reason.
_LEAST_SECONDS, _TIMES_SLOWER = 0.2, 20


@dataclass(frozen=True)
class Survivor:
    """A change that some cases take for right, and the seeds that do: ``practice``, ``marking 1``..."""

    change: Change
    seeds: tuple[str, ...]

    def __str__(self) -> str:
        where = ", ".join(self.seeds)
        return (
            f"{self.change.id}\n    {self.change.place}\n    - {self.change.before}\n    + {self.change.after}\n"
            f"    right in {where}"
        )


@dataclass
class Adequacy:
    """What became of the changes of one task's right answers.

    Attributes
    ----------
    changes, refused, named, equivalent : int
        How many there are, how many were refused with every seed, how many of those got a mutant's message in practice,
        and how many survive and are declared equivalent.
    survivors : list of Survivor
    stale : list of str
        Declarations of equivalence that match nothing that survives.
    left_out : str
        Why the task's answers are not changed, "" where they are.
    sampled : dict of str to int
        Right answers of which the task lets one change in so many be judged.
    seconds : float
        Processor time.
    """

    lab: str
    task: str
    changes: int = 0
    refused: int = 0
    named: int = 0
    equivalent: int = 0
    survivors: list[Survivor] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    left_out: str = ""
    sampled: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether nothing survives but what is declared, and every declaration is needed."""
        return not self.survivors and not self.stale


def adequacy_of_lab(
    grader: LabGrader, names: Sequence[str] = (), *, secrets: Sequence[bytes] = SECRETS, name: bool = True
) -> Iterator[Adequacy]:
    """`adequacy` of each function task of a lab (those of `names`, if any)."""
    rights = {
        task.id: [task.right, *task.alternatives] for task in grader.tasks if isinstance(task, FunctionTask)
    }
    for task in grader.tasks:
        if isinstance(task, FunctionTask) and (not names or task.id in names):
            others = [f for other, functions in rights.items() if other != task.id for f in functions]
            yield adequacy(task, grader.lab, others, secrets, name)


def adequacy(
    task: FunctionTask,
    lab: str,
    apart: Iterable[Callable[..., Any]] = (),
    secrets: Iterable[bytes] = SECRETS,
    name: bool = True,
) -> Adequacy:
    """Change the right answers of a task in every way there is, and judge each change.

    Parameters
    ----------
    task : FunctionTask
    lab : str
    apart : iterable of callable
        Right answers of other tasks: what they do wrong is their task's to see.
    secrets : iterable of bytes
        Courses' secrets, one for each marking seed.
    name : bool
        Also count the changes that get a mutant's message in practice, which takes every case.
    """
    found = Adequacy(lab, task.id, sampled=dict(task.one_change_in))
    if task.criterion and task.criterion.name in NAME_MUTANTS:
        found.left_out = "its answers train a model: too slow to change"
        return found
    start = time.process_time()
    bundles = {"practice": build(task, lab, practice_seed(lab, task.id))}
    # a criterion decides over hundreds of calls: its second seed tells what the third would
    for number, secret in enumerate(list(secrets)[: 1 if task.criterion else None], 1):
        bundles[f"marking {number}"] = build(task, lab, marking_seed(secret, lab, task.id))
    needed: set[str] = set()
    seen: set[str] = set()
    for answer in (task.right, *task.alternatives):
        limit = _limit(answer, bundles["practice"])
        every = task.one_change_in.get(answer.__name__, 1)
        for number, change in enumerate(changes(answer, apart, signed=_signed(task))):
            if (
                change.id in seen or number % every
            ):  # seen: of a function that another right answer calls as well
                continue
            seen.add(change.id)
            if change.spoils and answer is not task.right:
                continue  # what was changed in place is refused whichever right answer gives the result
            seeds, named = _survives(change, bundles, limit, name)
            if seeds is None:
                continue
            found.changes += 1
            pattern = next((p for p in task.equivalents if _matches(p, change.id)), None)
            if not seeds:
                found.refused += 1
                found.named += named
            elif task.criterion and task.criterion.name in FLOORS:
                found.equivalent += 1
            elif pattern is not None and (len(seeds) == len(bundles) or task.criterion):
                found.equivalent += 1
                needed.add(pattern)
            else:
                found.survivors.append(Survivor(change, seeds))
    found.stale = [pattern for pattern in task.equivalents if pattern not in needed]
    found.seconds = time.process_time() - start
    return found


def _signed(task: FunctionTask) -> bool:
    """Whether a right result may be below nought: no case can tell its sign otherwise."""
    lows = [law.parameters["low"] for law in task.laws if law.name == "bounded"]
    return not any(low is not None and low >= 0 for low in lows)


def _matches(pattern: str, id: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), id) is not None


def _limit(answer: Callable[..., Any], bundle: Bundle) -> float:
    """Processor seconds for a call: many times what the right answer takes."""
    hidden = bundle.criterion.parameters.get("truth") if bundle.criterion else None
    slowest = 0.0
    for case in bundle.cases[:3]:
        given = LocalAnswer(answer, _WALL_SECONDS)
        start = time.process_time()
        given.call(**{name: value for name, value in case.arguments.items() if name != hidden})
        slowest = max(slowest, time.process_time() - start)
    return max(_LEAST_SECONDS, _TIMES_SLOWER * slowest)


def _survives(
    change: Change, bundles: dict[str, Bundle], limit: float, name: bool
) -> tuple[tuple[str, ...] | None, bool]:
    """Seeds whose cases take the change for right (None: with no case it changed anything), and whether practice named it."""
    alive, named, applied = [], False, False
    for seed, bundle in bundles.items():
        answer, noted = change.make()
        outcome = _judged(answer, bundle, limit, whole=name and seed == "practice")
        applied |= noted is None or noted.applied
        named |= outcome.misconception is not None
        if outcome.status == "right":
            alive.append(seed)
    return (tuple(alive) if applied else None), named


class _Refused(AnswerError):
    """One case is enough to refuse; the others need not be called."""


class _UntilRefused(LocalAnswer):
    """An answer that ends its judging at the first case that it gets wrong, or the first miss too many of an interval."""

    def __init__(self, answer: Any, bundle: Bundle):
        super().__init__(answer, _WALL_SECONDS)
        counted = bundle.criterion is None or bundle.criterion.name == "coverage"
        self._left = iter([bundle.cases[place] for place in bundle.order()] if counted else [])
        self._truth: str | None = None
        if bundle.criterion and counted:
            asked = bundle.criterion.parameters
            self._truth = asked["truth"]
            self._misses_left = most_misses(len(bundle.cases), asked["level"], asked.get("grace", 0.0))

    def call(self, *args: Any, **kwargs: Any) -> Any:
        result = super().call(*args, **kwargs)
        case = next(self._left, None)  # once the cases are over, the laws call
        if case is not None and not self._right(result, case):
            raise _Refused("wrong")
        return result

    def _right(self, result: Any, case: CaseRecord) -> bool:
        if self._truth is None:
            return difference(result, case.expected, case.tolerance) is None
        low, high = (float(bound) for bound in result)
        self._misses_left -= not low <= case.arguments[self._truth] <= high
        return self._misses_left >= 0


def _judged(function: Callable[..., Any], bundle: Bundle, limit: float, whole: bool) -> Outcome:
    """As in practice and in marking; `whole`: to the last case, since the message needs them all."""

    def limited(*args: Any, **kwargs: Any) -> Any:
        with _processor_limit(limit):
            return function(*args, **kwargs)

    if whole:
        return judge(LocalAnswer(limited, _WALL_SECONDS), bundle, reveal=True)
    # without mutants: whose mistake it is, nobody asked; and no change of a right answer makes one that counts its calls
    return judge(_UntilRefused(limited, bundle), replace(bundle, mutants=[]), reveal=False, again=False)


@contextlib.contextmanager
def _processor_limit(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "ITIMER_PROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: Any) -> None:
        raise AnswerTimeout(f"no answer after {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
