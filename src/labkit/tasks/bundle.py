"""All that is needed to judge one task for one seed. Made in memory to mark; written to the practice pack to practise."""

import hashlib
import hmac
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks import codec
from labkit.tasks.agreement import FLOATING, Tolerance
from labkit.tasks.criteria import INTERVALS, NAME_MUTANTS, Criterion
from labkit.tasks.criteria.intervals import interval
from labkit.tasks.declare import FunctionTask, Task, ValueTask
from labkit.tasks.laws import Law
from labkit.tasks.sealed import canonical, new_salt, seal

# Enough for every law to bite, few enough for a check to stay instant.
PRACTICE = "practice"


@dataclass(frozen=True)
class CaseRecord:
    """One case with the reference's result."""

    arguments: dict[str, Any]
    expected: Any
    tolerance: Tolerance


@dataclass(frozen=True)
class MutantRecord:
    """A mutant's results on the cases and the message for whoever agrees with it."""

    name: str
    message: Text
    outputs: list[Any]


@dataclass(frozen=True)
class Bundle:
    """One task's cases, expected results, mutants' results, laws and texts. No code of any answer."""

    lab: str
    task: str
    kind: str
    points: float
    why: Text
    cases: list[CaseRecord] = field(default_factory=list)
    mutants: list[MutantRecord] = field(default_factory=list)
    laws: list[Law] = field(default_factory=list)
    criterion: Criterion | None = None
    seed: int = 0
    salt: str = ""
    box: Mapping[str, str] = field(default_factory=dict)
    example: Any = None
    unordered: bool = False
    changes_arguments: bool = False
    letters: bool = False

    def order(self, turn: int = 0) -> list[int]:
        """Places of the cases as they are asked: drawn from the seed, another one each `turn`.

        Whoever counts calls in place of reading arguments would otherwise know what comes next.
        """
        return np.random.default_rng([self.seed, turn]).permutation(len(self.cases)).tolist()

    @property
    def parameters(self) -> list[str]:
        """Names of the arguments that an answer is called with; none where a value is asked for."""
        hidden = self.criterion.parameters.get("truth") if self.criterion else None
        return [name for case in self.cases[:1] for name in case.arguments if name != hidden]

    def to_json(self) -> Any:
        """JSON-safe form, for the practice pack."""
        return codec.encode(
            {
                "lab": self.lab,
                "task": self.task,
                "kind": self.kind,
                "points": self.points,
                "why": _pair(self.why),
                "cases": [
                    {"arguments": c.arguments, "expected": c.expected, "tolerance": _bounds(c.tolerance)}
                    for c in self.cases
                ],
                "mutants": [
                    {"name": m.name, "message": _pair(m.message), "outputs": m.outputs} for m in self.mutants
                ],
                "laws": [
                    {"name": law.name, "message": _pair(law.message), "parameters": dict(law.parameters)}
                    for law in self.laws
                ],
                "criterion": self.criterion
                and {"name": self.criterion.name, "parameters": dict(self.criterion.parameters)},
                "seed": self.seed,
                "salt": self.salt,
                "box": dict(self.box),
                "example": self.example,
                "unordered": self.unordered,
                "changes_arguments": self.changes_arguments,
                "letters": self.letters,
            }
        )

    @classmethod
    def from_json(cls, data: Any) -> "Bundle":
        """Bundle that `to_json` wrote."""
        plain = codec.decode(data)
        plain["why"] = Text(*plain["why"])
        plain["cases"] = [
            CaseRecord(c["arguments"], c["expected"], Tolerance(*c["tolerance"])) for c in plain["cases"]
        ]
        plain["mutants"] = [
            MutantRecord(m["name"], Text(*m["message"]), m["outputs"]) for m in plain["mutants"]
        ]
        plain["laws"] = [Law(law["name"], Text(*law["message"]), law["parameters"]) for law in plain["laws"]]
        criterion = plain.pop("judge", None) or plain.get("criterion")  # "judge": packs already with learners
        plain["criterion"] = criterion and Criterion(criterion["name"], criterion["parameters"])
        return cls(**plain)


def _pair(text: Text) -> tuple[str, str]:
    return (text.en, text.fr)


def _bounds(tolerance: Tolerance) -> tuple[float, float]:
    return (tolerance.relative, tolerance.absolute)


def practice_seed(lab: str, task: str) -> int:
    """Seed of the practice cases: public, the same for everybody."""
    return _number(hashlib.sha256(f"{PRACTICE}:{lab}:{task}".encode()).digest())


def marking_seed(secret: bytes, lab: str, task: str) -> int:
    """Seed of the cases that mark, from the course's secret.

    Raises
    ------
    ValueError
        If the secret is shorter than 16 bytes.
    """
    if len(secret) < 16:
        raise ValueError("the course's secret seed must have 16 bytes or more")
    return _number(hmac.new(secret, f"{lab}:{task}".encode(), hashlib.sha256).digest())


def _number(digest: bytes) -> int:
    return int.from_bytes(digest[:6], "big")


def build(task: Task, lab: str, seed: int) -> Bundle:
    """Bundle of a task for a seed: runs the reference and the mutants on the cases.

    Raises
    ------
    ValueError
        If the reference or a mutant raises on a case: a mutant is a wrong answer, not a broken one.
    """
    if isinstance(task, ValueTask):
        return _value_bundle(task, lab, seed)
    assert isinstance(task, FunctionTask)
    drawn = task.draw(seed)
    records = [
        CaseRecord(
            _in_order(task.right, c.arguments),
            None if task.criterion else _run(task, "reference", task.right, c.arguments),
            c.tolerance or task.tolerance or FLOATING,
        )
        for c in drawn
    ]
    named = task.criterion is not None and task.criterion.name in NAME_MUTANTS
    withheld = task.criterion.parameters.get("truth") if task.criterion else None
    mutants = [
        MutantRecord(
            m.name,
            m.message,
            [] if named else [_run(task, m.name, m.function, _shown(c.arguments, withheld)) for c in drawn],
        )
        for m in task.mutants
    ]
    return Bundle(
        lab,
        task.id,
        task.kind,
        task.points,
        task.why,
        records,
        mutants,
        list(task.laws),
        _with_widths(task, drawn),
        seed,
        changes_arguments=task.changes_arguments,
    )


def _with_widths(task: FunctionTask, drawn: Sequence[Any]) -> Criterion | None:
    """The task's criterion; where it asks for intervals, with the reference's width on each case, of which theirs must have the order."""
    criterion = task.criterion
    if criterion is None or criterion.name not in INTERVALS:
        return criterion
    withheld = criterion.parameters.get("truth")
    bounds = (interval(_run(task, "reference", task.right, _shown(c.arguments, withheld))) for c in drawn)
    widths = [float(f"{high - low:.4g}") for low, high in filter(None, bounds)]  # in the order of the cases
    return replace(criterion, parameters={**criterion.parameters, "widths": widths})


def _in_order(function: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the reference has them one after the other: who gives them other names is called by position."""
    known = [name for name in inspect.signature(function).parameters if name in arguments]
    return {name: arguments[name] for name in known} | arguments


def _shown(arguments: dict[str, Any], withheld: str | None) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name != withheld}


def _run(task: Task, who: str, function: Any, arguments: dict[str, Any]) -> Any:
    # A copy, through the codec as in marking, so that no answer can change the case for the next.
    try:
        return codec.decode(codec.encode(function(**codec.decode(codec.encode(arguments)))))
    except Exception as error:
        raise ValueError(
            f"task {task.id!r}: {who} fails on a case: {type(error).__name__}: {error}"
        ) from error


def _value_bundle(task: ValueTask, lab: str, seed: int) -> Bundle:
    right = {canonical(task.spelled(answer())) for answer in (task.right, *task.alternatives)}
    salt = new_salt(seed, lab, task.id)
    sealed: list[tuple[Any, Any]] = []
    known = {canonical(answer) for answer in task.domain}
    if not right <= known:
        raise ValueError(f"task {task.id!r}: its right answers are not all in its domain")
    for answer in task.domain:
        if canonical(answer) in right or (task.accepts and task.accepts(answer)):
            sealed.append((answer, {"right": True}))
            continue
        mutant = next((m for m in task.mutants if m.function(answer)), None)
        if mutant:
            sealed.append((answer, {"mutant": mutant.name, "en": mutant.message.en, "fr": mutant.message.fr}))
        else:
            sealed.append((answer, {}))
    # Numbers that are foreseen as texts too are numbers.
    plain = [a for a in task.domain if not isinstance(a, str)] or task.domain
    example = plain[len(plain) // 2]
    # How many parts an answer has may be told only where all possible answers have as many: else it is a hint.
    lengths = {len(a) if isinstance(a, (list, tuple, str)) else None for a in plain}
    shape = lengths.pop() if len(lengths) == 1 and None not in lengths else type(example).__name__
    return Bundle(
        lab,
        task.id,
        task.kind,
        task.points,
        task.why,
        seed=seed,
        salt=salt,
        box=seal(salt, sealed),
        example=shape,
        unordered=task.unordered,
        letters=task.in_letters,
    )
