"""A function is judged: by agreement, by its task's criterion, by laws, and asked again."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks import criteria
from labkit.tasks.agreement import OtherKind, difference
from labkit.tasks.answers import (
    AnswerError,
    AnswerMissing,
)
from labkit.tasks.bundle import Bundle
from labkit.tasks.judge.crashes import Crashes
from labkit.tasks.judge.trial import Trial
from labkit.tasks.outcome import Outcome
from labkit.tasks.type_words import named

_LAW_CASES = 3

ANOTHER_ANSWER = Text(
    "The same question, asked again after others, got another answer. A result may depend on the arguments alone: not on how "
    "often the function was called, nor on what it was asked before.",
    "La même question, posée de nouveau après d'autres, a reçu une autre réponse. Un résultat ne peut dépendre que des arguments : "
    "ni du nombre d'appels de la fonction, ni des questions précédentes.",
)
RETURNS_NOTHING = Text(
    "Your function returns nothing. Is a `return` missing? What `print` shows is not given back.",
    "Votre fonction ne renvoie rien. Manque-t-il un `return` ? Ce que `print` affiche n'est pas renvoyé.",
)


def judge_function(trial: Trial) -> Outcome:
    bundle = trial.bundle
    if trial.answer.kind == "missing":
        raise AnswerMissing("the stub is still there")
    if trial.answer.kind == "value":
        line = f"def {bundle.task}({', '.join(bundle.parameters)}):"
        return trial.outcome(
            "wrong",
            Text(
                f"`{bundle.task}` is a value. A function is asked for, which is not called: `{line}`, then `return` and the result.",
                f"`{bundle.task}` est une valeur. C'est une fonction qui est demandée, sans l'appeler : `{line}`, puis `return` et le "
                "résultat.",
            ),
        )
    if bundle.criterion:
        return _by_criterion(trial)
    outputs: list[Any] = [None] * len(bundle.cases)
    crashes = Crashes(trial)
    for place in bundle.order():
        outputs[place] = crashes.call(place)
    if crashes.places:
        return crashes.outcome(outputs)
    amiss = [
        difference(output, case.expected, case.tolerance)
        for output, case in zip(outputs, bundle.cases, strict=True)
    ]
    first = next((text for text in amiss if text), None)
    if first is not None:
        for mutant in bundle.mutants:
            if _agrees(outputs, mutant.outputs, bundle):
                return trial.outcome("wrong", mutant.message, misconception=mutant.name)
        if all(output is None for output in outputs):
            return trial.outcome("wrong", RETURNS_NOTHING)
        if all(isinstance(text, OtherKind) for text in amiss):
            kind = named(type(outputs[0]).__name__)
            said = Text(
                f"Your function returns {kind.en}. {first.en}",
                f"Votre fonction renvoie {kind.fr}. {first.fr}",
            )
            return trial.outcome("wrong", said)
    broken = _broken_law(trial) or _changed_argument(trial)
    if broken is not None:
        return broken
    if first is not None:
        wrong = sum(text is not None for text in amiss)
        count = len(amiss)
        return trial.outcome(
            "wrong",
            Text(
                f"{first.en} ({wrong} of {count} cases.) Try lab.hint({bundle.task!r}).",
                f"{first.fr} ({wrong} cas sur {count}.) Essayez lab.hint({bundle.task!r}).",
            ),
        )
    return trial.again and _another_answer(trial) or trial.outcome("right", bundle.why)


def _another_answer(trial: Trial) -> Outcome | None:
    """A right answer is right again: in another order, and in another process that remembers nothing.

    It may keep what it has worked out, since that changes no answer. What it may not do is answer by how often it was asked.
    """
    cases = trial.bundle.cases
    for turn in (1, 2):
        if turn == 2:
            trial.answer.afresh()
        for case in (cases[place] for place in trial.bundle.order(turn)):
            if difference(trial.call(**case.arguments), case.expected, case.tolerance) is not None:
                return trial.outcome("wrong", ANOTHER_ANSWER, law="same_answer_again")
    return None


def _agrees(outputs: list[Any], others: list[Any], bundle: Bundle) -> bool:
    return all(
        difference(output, other, case.tolerance) is None
        for output, other, case in zip(outputs, others, bundle.cases, strict=True)
    )


def _broken_law(trial: Trial) -> Outcome | None:
    rng = np.random.default_rng(trial.bundle.seed + 1)
    for law in trial.bundle.laws:
        for case in trial.bundle.cases[:_LAW_CASES]:
            try:
                broken = law.broken(trial.call, _shown(trial.bundle, case.arguments), rng)
            except AnswerError:
                raise
            except Exception:  # a result of a strange type or shape: no right answer gives one
                broken = True
            if broken:
                return trial.outcome("wrong", law.message, law=law.name)
    return None


def _shown(bundle: Bundle, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What the answer is called with: the truth that a criterion judges by is withheld."""
    hidden = bundle.criterion.parameters.get("truth") if bundle.criterion else None
    return {name: value for name, value in arguments.items() if name != hidden}


def _changed_argument(trial: Trial) -> Outcome | None:
    """No answer may change what it is given, unless the task says so."""
    changed = sorted(trial.answer.changed)
    if not changed or trial.bundle.changes_arguments:
        return None
    name = changed[0]
    return trial.outcome(
        "wrong",
        Text(
            f"Your function changes its argument `{name}` in place: whoever calls it finds `{name}` changed afterwards. Work on a "
            f"copy (`list({name})`, `{name}.copy()`) or build a new object.",
            f"Votre fonction modifie son argument `{name}` sur place : après l'appel, `{name}` n'est plus ce qu'il était. Travaillez "
            f"sur une copie (`list({name})`, `{name}.copy()`) ou construisez un nouvel objet.",
        ),
        law="arguments_untouched",
    )


def _by_criterion(trial: Trial) -> Outcome:
    bundle = trial.bundle
    assert bundle.criterion is not None
    asked = bundle.order()
    cases = [bundle.cases[place].arguments for place in asked]
    parameters = dict(bundle.criterion.parameters)
    if "widths" in parameters:  # one a case, as they are asked
        parameters["widths"] = [parameters["widths"][place] for place in asked]
    found: list[Any] = []

    def call(**arguments: Any) -> Any:
        found.append(trial.call(**arguments))
        return found[-1]

    try:
        reason = criteria.run(bundle.criterion.name, parameters, call, cases, bundle.seed)
    except AnswerError:
        raise
    except Exception:
        kind = named(type(found[-1]).__name__ if found else "NoneType")
        reason = Text(
            f"Your function returns {kind.en}. That is not the kind of result asked for.",
            f"Votre fonction renvoie {kind.fr}. Ce n'est pas le genre de résultat demandé.",
        )
    if isinstance(reason, str):
        made = next(mutant for mutant in bundle.mutants if mutant.name == reason)
        return trial.outcome("wrong", made.message, misconception=made.name)
    unnamed = _broken_law(trial) if reason is None else trial.outcome("wrong", reason)
    if unnamed is None:
        return _changed_argument(trial) or trial.outcome("right", bundle.why)
    if bundle.criterion.name in criteria.NAME_MUTANTS or not bundle.mutants:
        return unnamed
    outputs = [trial.call(**_shown(bundle, case.arguments)) for case in bundle.cases]
    for mutant in bundle.mutants:
        if _agrees(outputs, mutant.outputs, bundle):
            return trial.outcome("wrong", mutant.message, misconception=mutant.name)
    if bundle.criterion.name in criteria.INTERVALS and unnamed.law is None:
        alike = criteria.made_with(outputs, {mutant.name: mutant.outputs for mutant in bundle.mutants})
        for mutant in bundle.mutants:
            if mutant.name == alike:
                return trial.outcome("wrong", mutant.message, misconception=mutant.name)
    if found and all(output is None for output in found):
        return trial.outcome("wrong", RETURNS_NOTHING)
    return unnamed
