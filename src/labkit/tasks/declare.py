"""How a lab's tasks are declared, once, in ``graders/<lab>.py``.

    grader = LabGrader("m4_threshold")

    ppv = grader.function("ppv", points=2, why=Text(...), hints=[Text(...)], laws=[laws.bounded(0, 1)])

    @ppv.reference
    def right(sensitivity, specificity, prevalence): ...

    @ppv.alternative
    def by_counts(sensitivity, specificity, prevalence): ...

    @ppv.mutant("belongs_to_test", Text(en="...", fr="..."))
    def ignores_prevalence(sensitivity, specificity, prevalence): ...

    @ppv.cases
    def patients(rng): yield case(sensitivity=0.9, specificity=0.9, prevalence=rng.uniform(0.01, 0.5))

A **mutant** is a typical wrong answer bound to its misconception: it must be refused, and a learner whose answer
agrees with it reads its message.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, Literal

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import FLOATING, Tolerance
from labkit.tasks.laws import Law

Path = Literal["builder", "explorer", "both"]
Function = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """Arguments of one call, by name, and a tolerance where the statistic's own error is wider than floating point."""

    arguments: dict[str, Any]
    tolerance: Tolerance | None = None


def case(*, tolerance: Tolerance | None = None, **arguments: Any) -> Case:
    """One case: the arguments a right answer is called with."""
    return Case(arguments, tolerance)


@dataclass(frozen=True)
class Mutant:
    """A typical wrong answer: its name, what it computes, and the message for whoever thinks so."""

    name: str
    function: Function
    message: Text


@dataclass(frozen=True)
class Judge:
    """A named judge of `labkit.tasks.judges` with its parameters, for tasks that agreement cannot judge."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


class Task:
    """What every coded task has: points, path, why it matters, hints in steps, a reference, alternatives, mutants."""

    kind = "function"

    def __init__(
        self,
        id: str,
        *,
        points: float,
        why: Text,
        hints: Sequence[Text],
        path: Path = "builder",
        forbids: Sequence[str] = (),
    ):
        self.id, self.points, self.why, self.hints, self.path = id, points, why, tuple(hints), path
        self.forbids = tuple(forbids)
        self.alternatives: list[Function] = []
        self.mutants: list[Mutant] = []
        self._reference: Function | None = None

    def reference(self, function: Function) -> Function:
        """Decorator: the right answer."""
        self._reference = function
        return function

    def alternative(self, function: Function) -> Function:
        """Decorator: another right answer, written differently."""
        self.alternatives.append(function)
        return function

    def mutant(self, name: str, message: Text) -> Callable[[Function], Function]:
        """Decorator: a typical wrong answer, its misconception's name and its message."""

        def add(function: Function) -> Function:
            self.mutants.append(Mutant(name, function, message))
            return function

        return add

    @property
    def right(self) -> Function:
        """The reference answer; a clear error where none was declared."""
        if self._reference is None:
            raise ValueError(f"task {self.id!r} has no @reference")
        return self._reference


class FunctionTask(Task):
    """The learner writes a function; it is called on cases nobody has seen.

    Parameters beyond `Task`'s: `laws`, the `tolerance` of numbers, and an optional named `judge` in place of
    agreement with the reference.
    """

    def __init__(
        self,
        id: str,
        *,
        laws: Sequence[Law] = (),
        tolerance: Tolerance = FLOATING,
        judge: Judge | None = None,
        **common: Any,
    ):
        super().__init__(id, **common)
        self.laws, self.tolerance, self.judge = tuple(laws), tolerance, judge
        self._cases: Callable[[np.random.Generator], Iterable[Case]] | None = None

    def cases(self, function: Callable[[np.random.Generator], Iterable[Case]]) -> Any:
        """Decorator: the generator of cases from a random generator."""
        self._cases = function
        return function

    def draw(self, seed: int) -> list[Case]:
        """The cases of one seed."""
        if self._cases is None:
            raise ValueError(f"task {self.id!r} has no @cases")
        drawn = list(self._cases(np.random.default_rng(seed)))
        if not drawn:
            raise ValueError(f"task {self.id!r} drew no case")
        return drawn


class ValueTask(Task):
    """The learner edits a literal: a number, a word, a list of decisions. `domain` lists every possible answer.

    The reference returns the right answer; `accepts`, if given, says which others are right too. Mutants are
    predicates over the domain; alternatives return other spellings or other right answers. With `unordered`, the
    answer is a choice of letters: their order, spaces, commas and "and" do not matter.
    """

    kind = "value"

    def __init__(
        self,
        id: str,
        *,
        domain: Iterable[Any],
        accepts: Callable[[Any], bool] | None = None,
        unordered: bool = False,
        **common: Any,
    ):
        super().__init__(id, **{"path": "explorer", **common})
        self.domain = list(domain)
        self.accepts = accepts
        self.unordered = unordered


class OrderTask(ValueTask):
    """The learner puts lettered steps in order: the answer is a word such as ``"CABD"``."""

    def __init__(self, id: str, *, steps: Mapping[str, Text], **common: Any):
        self.steps = dict(steps)
        super().__init__(id, domain=["".join(order) for order in permutations(self.steps)], **common)


@dataclass(frozen=True)
class Explain:
    """The explain-it task, marked by a person with a rubric: pairs of points and what earns them."""

    id: str
    points: float
    rubric: tuple[tuple[float, Text], ...]


@dataclass(frozen=True)
class Choice:
    """A prediction or a spaced question: a question, lettered choices with a comment each, and the right letter."""

    id: str
    question: Text
    choices: Mapping[str, Text]
    right: str
    comments: Mapping[str, Text]
    from_lab: str | None = None

    def __post_init__(self) -> None:
        if self.right not in self.choices or set(self.comments) != set(self.choices):
            raise ValueError(f"{self.id!r}: the right letter and the comments must belong to the choices")


class LabGrader:
    """All that is judged in one lab."""

    def __init__(self, lab: str):
        self.lab = lab
        self.tasks: list[Task] = []
        self.explanations: list[Explain] = []
        self.predictions: list[Choice] = []
        self.quizzes: list[Choice] = []

    def function(self, id: str, **options: Any) -> FunctionTask:
        """Declare a `FunctionTask`."""
        return self._add(FunctionTask(id, **options))

    def value(self, id: str, **options: Any) -> ValueTask:
        """Declare a `ValueTask`."""
        return self._add(ValueTask(id, **options))

    def order(self, id: str, **options: Any) -> OrderTask:
        """Declare an `OrderTask`."""
        return self._add(OrderTask(id, **options))

    def explain(self, id: str, *, points: float, rubric: Sequence[tuple[float, Text]]) -> Explain:
        """Declare the explain-it task; the rubric's points must add up to its points."""
        if abs(sum(part for part, _ in rubric) - points) > 1e-9:
            raise ValueError(f"{id!r}: the rubric's points must add up to {points:g}")
        self.explanations.append(Explain(id, points, tuple(rubric)))
        return self.explanations[-1]

    def prediction(self, id: str, **options: Any) -> Choice:
        """Declare a prediction."""
        self.predictions.append(Choice(id, **options))
        return self.predictions[-1]

    def quiz(self, id: str, **options: Any) -> Choice:
        """Declare a spaced question from an earlier lab."""
        self.quizzes.append(Choice(id, **options))
        return self.quizzes[-1]

    def _add(self, task: Any) -> Any:
        if any(task.id == other.id for other in self.tasks):
            raise ValueError(f"lab {self.lab!r} declares task {task.id!r} twice")
        self.tasks.append(task)
        return task

    def on_path(self, path: str) -> Iterator[Task]:
        """Tasks of one path, in order."""
        return (task for task in self.tasks if task.path in (path, "both"))

    def task(self, id: str) -> Task:
        """The task of that name; a clear error where there is none."""
        for task in self.tasks:
            if task.id == id:
                return task
        known = ", ".join(task.id for task in self.tasks)
        raise KeyError(f"lab {self.lab!r} has no task {id!r}; it has {known}")
