"""How a task is declared, once, in ``graders/<lab>/<task>.py``: the task's id is its file's name.

    from labkit.tasks import Text, case, function_task, laws

    task = function_task(points=2, why=Text(...), hints=[Text(...)], laws=[laws.bounded(0, 1)])

    @task.reference
    def right(sensitivity, specificity, prevalence): ...

    @task.alternative
    def by_counts(sensitivity, specificity, prevalence): ...

    @task.mutant(Text(en="...", fr="..."))
    def belongs_to_test(sensitivity, specificity, prevalence): ...

    @task.cases
    def patients(rng): yield case(sensitivity=0.9, specificity=0.9, prevalence=rng.uniform(0.01, 0.5))

A **mutant** is a typical wrong answer bound to its misconception, and bears the name of its function: it must be
refused, and a learner whose answer agrees with it reads its message.

Nothing is computed when a lab is imported. What costs anything is given as a function without arguments, called when
it is first needed: ``why``, ``laws``, and a value's ``domain``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import Any, Literal

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import FLOATING, Tolerance
from labkit.tasks.criteria import Criterion
from labkit.tasks.laws import Law
from labkit.tasks.sealed import letters

Pathway = Literal["builder", "explorer", "both"]
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


class Task:
    """What every coded task has: points, why it matters, hints in steps, a reference, alternatives, mutants.

    Its id, its lab's pathway and its place come from the lab (`labkit.tasks.load`), which knows its file's name.
    """

    kind = "function"

    def __init__(
        self,
        *,
        points: float,
        why: Text | Callable[[], Text],
        hints: Sequence[Text],
        id: str = "",
        pathway: Pathway = "builder",
        forbids: Sequence[str] = (),
    ):
        self.id, self.points, self.hints, self.pathway = id, points, tuple(hints), pathway
        self._why = why
        self.forbids = tuple(forbids)
        self.alternatives: list[Function] = []
        self.mutants: list[Mutant] = []
        self._reference: Function | None = None

    @cached_property
    def why(self) -> Text:
        """What a right answer shows."""
        return self._why() if callable(self._why) else self._why

    def reference(self, function: Function) -> Function:
        """Decorator: the right answer."""
        self._reference = function
        return function

    def alternative(self, function: Function) -> Function:
        """Decorator: another right answer, written differently."""
        self.alternatives.append(function)
        return function

    def mutant(self, message: Text) -> Callable[[Function], Function]:
        """Decorator: a typical wrong answer, named as its function, and the message for whoever thinks so."""

        def add(function: Function) -> Function:
            self.mutants.append(Mutant(function.__name__, function, message))
            return function

        return add

    @property
    def right(self) -> Function:
        """The reference answer; a clear error where none was declared."""
        if self._reference is None:
            raise ValueError(f"task {self.id!r} has no @task.reference")
        return self._reference


class FunctionTask(Task):
    """The learner writes a function; it is called on cases nobody has seen.

    Parameters beyond `Task`'s: `laws`, the `tolerance` of numbers, an optional `criterion` in place of agreement with
    the reference, and `changes_arguments` for the rare task whose answer is meant to change what it is given: any other
    that does is wrong.
    """

    def __init__(
        self,
        *,
        laws: Sequence[Law] | Callable[[], Sequence[Law]] = (),
        tolerance: Tolerance = FLOATING,
        criterion: Criterion | None = None,
        changes_arguments: bool = False,
        **common: Any,
    ):
        super().__init__(**common)
        self.changes_arguments = changes_arguments
        self._laws, self.tolerance, self.criterion = laws, tolerance, criterion
        self.equivalents: dict[str, str] = {}
        self.one_change_in: dict[str, int] = {}
        self._cases: Callable[[np.random.Generator], Iterable[Case]] | None = None

    @cached_property
    def laws(self) -> tuple[Law, ...]:
        """What must hold whatever the case."""
        return tuple(self._laws() if callable(self._laws) else self._laws)

    def cases(self, function: Callable[[np.random.Generator], Iterable[Case]]) -> Any:
        """Decorator: the generator of cases from a random generator."""
        self._cases = function
        return function

    def equivalent(self, change: str, reason: str) -> None:
        """Say that a change of a right answer is right too: see `labkit.tasks.adequacy`.

        Parameters
        ----------
        change : str
            Its id in the table of ``labkit lint --adequacy``; ``*`` stands for any text.
        reason : str
            Why no case can tell it from a right answer.
        """
        self.equivalents[change] = reason

    def slow_to_judge(self, answer: Function, one_in: int) -> None:
        """Of a right answer that takes a second to judge, let one change in so many be tried."""
        self.one_change_in[answer.__name__] = one_in

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
    predicates over the domain; alternatives return other spellings or other right answers. Where every possible answer
    is made of letters, spaces, commas, quotes, small letters and lists do not matter; with `unordered`, neither does
    their order.
    """

    kind = "value"

    def __init__(
        self,
        *,
        domain: Iterable[Any] | Callable[[], Iterable[Any]],
        accepts: Callable[[Any], bool] | None = None,
        unordered: bool = False,
        **common: Any,
    ):
        super().__init__(**{"pathway": "explorer", **common})
        self._domain = domain
        self.accepts = accepts
        self.unordered = unordered

    @cached_property
    def domain(self) -> list[Any]:
        """Every possible answer."""
        return list(self._domain() if callable(self._domain) else self._domain)

    @cached_property
    def in_letters(self) -> bool:
        """Whether every possible answer is letters and digits: then it is read however they are typed."""
        return self.unordered or all(isinstance(answer, str) and answer.isalnum() for answer in self.domain)

    def spelled(self, answer: Any) -> Any:
        """The one spelling that an answer is judged in."""
        return letters(answer, in_any_order=self.unordered) if self.in_letters else answer


class OrderTask(ValueTask):
    """The learner puts lettered steps in order: the answer is a word such as ``"CABD"``."""

    def __init__(self, *, steps: Mapping[str, Text], **common: Any):
        self.steps = dict(steps)
        super().__init__(domain=["".join(order) for order in permutations(self.steps)], **common)


def function_task(**options: Any) -> FunctionTask:
    """Declare a task whose answer is a function: see `FunctionTask`."""
    return FunctionTask(**options)


def value_task(**options: Any) -> ValueTask:
    """Declare a task whose answer is a literal: see `ValueTask`."""
    return ValueTask(**options)


def order_task(**options: Any) -> OrderTask:
    """Declare a task whose answer is an order of steps: see `OrderTask`."""
    return OrderTask(**options)


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


@dataclass(eq=False)  # by identity: hidden cases are kept per grader
class LabGrader:
    """All that is judged in one lab."""

    lab: str
    tasks: list[Task] = field(default_factory=list)
    explanations: list[Explain] = field(default_factory=list)
    predictions: list[Choice] = field(default_factory=list)
    quizzes: list[Choice] = field(default_factory=list)

    def on_pathway(self, pathway: str) -> Iterator[Task]:
        """Tasks of one pathway, in order."""
        return (task for task in self.tasks if task.pathway in (pathway, "both"))

    def task(self, id: str) -> Task:
        """The task of that name; a clear error where there is none."""
        for task in self.tasks:
            if task.id == id:
                return task
        known = ", ".join(task.id for task in self.tasks)
        raise KeyError(f"lab {self.lab!r} has no task {id!r}; it has {known}")
