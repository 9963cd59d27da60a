"""Does a grader tell right from wrong? Every right answer passes, every mutant is caught by its own message."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import Bundle, build
from labkit.tasks.declare import Task, ValueTask
from labkit.tasks.judge import judge
from labkit.tasks.outcome import Outcome


@dataclass(frozen=True)
class Trial:
    """One answer tried: who it is, what should happen, what did."""

    task: str
    who: str
    wanted: str
    outcome: Outcome

    @property
    def held(self) -> bool:
        """True if the outcome is the one wanted."""
        return self.wanted == (self.outcome.misconception or self.outcome.status)


# The author's own answers are no runaway loops; the first may have to import a library, and others train a model, on a busy machine.
SECONDS = 600.0


def verify(task: Task, lab: str, seed: int, bundle: Bundle | None = None) -> Iterator[Trial]:
    """Trials of the reference, the alternatives (all must be right) and the mutants (each must get its own message).

    Who has the task's `bundle` of that seed gives it.
    """
    bundle = bundle or build(task, lab, seed)
    right = [("reference", task.right), *((f.__name__, f) for f in task.alternatives)]
    for who, function in right:
        yield Trial(task.id, who, "right", _outcome(task, bundle, function))
    for mutant in task.mutants:
        for answer in _answers(task, mutant.function):
            yield Trial(
                task.id, mutant.name, mutant.name, judge(LocalAnswer(answer, SECONDS), bundle, reveal=False)
            )


def _outcome(task: Task, bundle: Bundle, function: Any) -> Outcome:
    answer = function() if isinstance(task, ValueTask) else function
    return judge(LocalAnswer(answer, SECONDS), bundle, reveal=False)


def _answers(task: Task, function: Any) -> list[Any]:
    """A value task's mutant is a predicate: the answers it alone claims stand for it."""
    if not isinstance(task, ValueTask):
        return [function]
    claimed = [answer for answer in task.domain if function(answer)]
    earlier = task.mutants[: next(i for i, m in enumerate(task.mutants) if m.function is function)]
    right = [answer for answer in claimed if task.accepts and task.accepts(answer)]
    own = [a for a in claimed if a not in right and not any(m.function(a) for m in earlier)]
    if not own:
        raise ValueError(f"task {task.id!r}: a mutant claims no answer of its own")
    return own[:3]
