"""The only judge: laws and agreement on cases nobody has seen, and a diagnosis for what is wrong."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks import criteria
from labkit.tasks.agreement import difference
from labkit.tasks.answers import (
    Answer,
    AnswerCrashed,
    AnswerError,
    AnswerMissing,
    AnswerRefused,
    AnswerTimeout,
)
from labkit.tasks.bundle import Bundle
from labkit.tasks.outcome import Outcome, Status
from labkit.tasks.sealed import letters, unseal

_LAW_CASES = 3
# A few numbers or one sentence help to find a crash; ten notes in a row hide its first line.
_LONGEST_SHOWN = 300

NOT_STARTED = Text(
    "This task still holds its starting text.", "Cette tâche contient encore son texte de départ."
)
ANOTHER_ANSWER = Text(
    "The same question, asked again after others, got another answer. A result may depend on the arguments alone: not on how "
    "often the function was called, nor on what it was asked before.",
    "La même question, posée de nouveau après d'autres, a reçu une autre réponse. Un résultat ne peut dépendre que des arguments : "
    "ni du nombre d'appels de la fonction, ni des questions précédentes.",
)


def judge(answer: Answer, bundle: Bundle, *, reveal: bool) -> Outcome:
    """Outcome of an answer.

    Parameters
    ----------
    answer : Answer
    bundle : Bundle
        Cases and expected results of the seed that practises or marks.
    reveal : bool
        True in practice: a crash shows the arguments it happened with. False when marking: their types and shapes only.
    """
    trial = _Trial(answer, bundle, reveal)
    try:
        if bundle.kind == "value":
            return _judge_value(trial)
        return _judge_function(trial)
    except AnswerError as error:
        return trial.failed(error)


class _Trial:
    """One answer on trial: remembers the arguments of the last call, for the message of a crash."""

    def __init__(self, answer: Answer, bundle: Bundle, reveal: bool):
        self.answer, self.bundle, self.reveal = answer, bundle, reveal
        self.last: Mapping[str, Any] = {}

    def call(self, **arguments: Any) -> Any:
        self.last = arguments
        return self.answer.call(**arguments)

    def outcome(self, status: Status, message: Text, **more: Any) -> Outcome:
        points = self.bundle.points if status == "right" else 0.0
        return Outcome(self.bundle.task, status, points, self.bundle.points, message, **more)

    def failed(self, error: AnswerError) -> Outcome:
        if isinstance(error, AnswerMissing):
            return self.outcome("not_started", NOT_STARTED)
        if isinstance(error, AnswerRefused):
            return self.outcome(
                "wrong",
                Text(
                    f"What came back cannot be judged: {error}.",
                    f"Ce qui a été renvoyé ne peut pas être jugé : {error}.",
                ),
            )
        shown = _arguments(self.last, self.reveal)
        if isinstance(error, AnswerTimeout):
            return self.outcome(
                "crashed",
                Text(
                    f"Your code did not come back in time. {shown.en}".strip(),
                    f"Votre code n'a pas répondu à temps. {shown.fr}".strip(),
                ),
            )
        if isinstance(error, AnswerCrashed):
            return self.outcome("crashed", self._and_closing(_crash_message(error, shown)))
        return self.outcome("crashed", Text(f"{error} {shown.en}".strip(), f"{error} {shown.fr}".strip()))

    def _and_closing(self, message: Text) -> Text:
        """A task that rests on others says so also when it crashes: the line shown may be right, and theirs empty."""
        closing = self.bundle.criterion.parameters.get("closing") if self.bundle.criterion else None
        if not closing:
            return message
        en, fr = closing
        return Text(f"{message.en}\n{en}", f"{message.fr}\n{fr}")


def _crash_message(error: AnswerCrashed, shown: Text) -> Text:
    what = f"{error.ename}: {error.message}"
    if not error.line:
        return Text(f"{what}\n{shown.en}".strip(), f"{what}\n{shown.fr}".strip())
    number = f" {error.lineno}" if error.lineno else ""
    return Text(
        f"Line{number}: {error.line}\n{what}\n{shown.en}".strip(),
        f"Ligne{number} : {error.line}\n{what}\n{shown.fr}".strip(),
    )


def _arguments(arguments: Mapping[str, Any], reveal: bool) -> Text:
    if not arguments:
        return Text("The error came before any case.", "L'erreur est survenue avant tout cas.")
    parts = ", ".join(
        f"{name}={_short(value) if reveal else _type(value)}" for name, value in arguments.items()
    )
    return Text(f"Called with {parts}.", f"Appel avec {parts}.")


def _type(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if shape is not None and shape != ():
        return f"{type(value).__name__}{tuple(shape)}"
    return (
        f"{type(value).__name__}[{len(value)}]"
        if isinstance(value, (list, tuple, dict))
        else type(value).__name__
    )


def _short(value: Any) -> str:
    if getattr(value, "size", 1) > 6 or (isinstance(value, (list, tuple, dict, str)) and len(value) > 60):
        return _type(value)
    shown = repr(value.tolist() if isinstance(value, np.ndarray) else value)
    return shown if len(shown) <= _LONGEST_SHOWN else _type(value)


def _judge_function(trial: _Trial) -> Outcome:
    bundle = trial.bundle
    if trial.answer.kind == "missing":
        raise AnswerMissing("the stub is still there")
    if trial.answer.kind == "value":
        return trial.outcome(
            "wrong",
            Text(
                "A function is asked for: give its name, without calling it.",
                "C'est une fonction qui est demandée : donnez son nom, sans l'appeler.",
            ),
        )
    if bundle.criterion:
        return _by_criterion(trial)
    outputs: list[Any] = [None] * len(bundle.cases)
    for place in bundle.order():
        outputs[place] = trial.call(**bundle.cases[place].arguments)
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
            return trial.outcome(
                "wrong",
                Text(
                    "Your function returns nothing. Is a `return` missing?",
                    "Votre fonction ne renvoie rien. Manque-t-il un `return` ?",
                ),
            )
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
    return _another_answer(trial) or trial.outcome("right", bundle.why)


def _another_answer(trial: _Trial) -> Outcome | None:
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


def _broken_law(trial: _Trial) -> Outcome | None:
    rng = np.random.default_rng(trial.bundle.seed + 1)
    for law in trial.bundle.laws:
        for case in trial.bundle.cases[:_LAW_CASES]:
            try:
                broken = law.broken(trial.call, case.arguments, rng)
            except AnswerError:
                raise
            except Exception:  # a result of a strange type or shape: no right answer gives one
                broken = True
            if broken:
                return trial.outcome("wrong", law.message, law=law.name)
    return None


def _changed_argument(trial: _Trial) -> Outcome | None:
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


def _by_criterion(trial: _Trial) -> Outcome:
    bundle = trial.bundle
    assert bundle.criterion is not None
    cases = [bundle.cases[place].arguments for place in bundle.order()]
    try:
        reason = criteria.run(
            bundle.criterion.name, bundle.criterion.parameters, trial.call, cases, bundle.seed
        )
    except AnswerError:
        raise
    except Exception:
        reason = Text("The result is not of the kind asked for.", "Le résultat n'est pas du genre demandé.")
    if reason is None:
        return _broken_law(trial) or _changed_argument(trial) or trial.outcome("right", bundle.why)
    if isinstance(reason, str):
        named = next(mutant for mutant in bundle.mutants if mutant.name == reason)
        return trial.outcome("wrong", named.message, misconception=named.name)
    if bundle.criterion.name in criteria.NAME_MUTANTS:
        return trial.outcome("wrong", reason)
    hidden = bundle.criterion.parameters.get("truth")
    outputs = [
        trial.call(**{k: v for k, v in case.arguments.items() if k != hidden}) for case in bundle.cases
    ]
    for mutant in bundle.mutants:
        if _agrees(outputs, mutant.outputs, bundle):
            return trial.outcome("wrong", mutant.message, misconception=mutant.name)
    return trial.outcome("wrong", reason)


def _judge_value(trial: _Trial) -> Outcome:
    bundle = trial.bundle
    value = trial.answer.value()
    if value is Ellipsis or value is None:
        raise AnswerMissing("the stub is still there")
    if bundle.letters or bundle.unordered:
        value = letters(value, in_any_order=bundle.unordered)
    try:
        found = unseal(bundle.salt, bundle.box, value)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise AnswerRefused(f"an answer of type {type(value).__name__}") from None
    if found is None:
        return trial.outcome("wrong", _outside(bundle, value))
    if found.get("right"):
        return trial.outcome("right", bundle.why)
    if "mutant" in found:
        return trial.outcome("wrong", Text(found["en"], found["fr"]), misconception=found["mutant"])
    return trial.outcome(
        "wrong",
        Text(
            f"That is not it. Look at the figures again, or try lab.hint({bundle.task!r}).",
            f"Ce n'est pas cela. Regardez de nouveau les chiffres, ou essayez lab.hint({bundle.task!r}).",
        ),
    )


def _outside(bundle: Bundle, value: Any) -> Text:
    if bundle.example in ("int", "float"):
        if isinstance(value, str):
            return Text(
                "Write the number alone, without quotation marks and without a unit: 7.",
                "Écrivez le nombre seul, sans guillemets et sans unité : 7.",
            )
        if isinstance(value, (tuple, list)) and len(value) == 2 and all(isinstance(v, int) for v in value):
            return Text(
                "Python reads a comma between two numbers as two answers. The decimal mark is a point: 6.5.",
                "Python lit une virgule entre deux nombres comme deux réponses. La virgule décimale s'écrit avec un point : 6.5.",
            )
        if bundle.example == "int" and isinstance(value, float) and not value.is_integer():
            return Text(
                "The answer is a whole number. Check its unit too (a number out of 100 is no share), then round.",
                "La réponse est un nombre entier. Vérifiez aussi son unité (un nombre sur 100 n'est pas une part), puis arrondissez.",
            )
    if isinstance(bundle.example, int):
        return Text(
            f"That is not one of the possible answers: {bundle.example} parts are expected, each one of those offered.",
            f"Ce n'est pas une des réponses possibles : {bundle.example} éléments sont attendus, chacun parmi ceux proposés.",
        )
    if bundle.unordered:
        return Text(
            "That is not one of the possible answers: give letters of those offered, between quotes, in any order.",
            "Ce n'est pas une des réponses possibles : donnez des lettres parmi celles proposées, entre guillemets, dans n'importe quel ordre.",
        )
    return Text(
        "That is not one of the possible answers. Read the question again: its unit, its range, how many digits it asks for.",
        "Ce n'est pas une des réponses possibles. Relisez la question : l'unité, les valeurs possibles, le nombre de chiffres demandés.",
    )
