"""A value is judged: it opens the sealed box of its task's possible answers, or is none of them."""

import math
from typing import Any

from labkit.language import Text
from labkit.tasks.answers import AnswerMissing
from labkit.tasks.bundle import Bundle
from labkit.tasks.judge.trial import Trial
from labkit.tasks.judge.typed_number import typed_number
from labkit.tasks.outcome import Outcome
from labkit.tasks.sealed import letters, unseal
from labkit.tasks.type_words import in_words

_DEEPEST = 4

COMMA_IN_A_NUMBER = Text(
    "Python reads a comma in a number as the border between two numbers. Between thousands, leave it out: 1150. "
    "As a decimal mark, type a point: 6.5.",
    "Python lit une virgule dans un nombre comme la frontière entre deux nombres. Entre les milliers, ne mettez rien : 1150. "
    "Pour une décimale, tapez un point : 6.5.",
)

DECIMAL_COMMA = Text(
    "Python reads a comma between two numbers as two answers. The decimal mark is a point: 6.5.",
    "Python lit une virgule entre deux nombres comme deux réponses. La virgule décimale s'écrit avec un point : 6.5.",
)


def judge_value(trial: Trial) -> Outcome:
    bundle = trial.bundle
    value = trial.answer.value()
    if value is Ellipsis or value is None:
        raise AnswerMissing("the stub is still there")
    if bundle.example in ("int", "float"):
        value = typed_number(_only_one(value))
    if bundle.letters or bundle.unordered:
        value = letters(value, in_any_order=bundle.unordered)
    try:
        found = next(
            (hit for one in _as_meant(bundle, value) if (hit := unseal(bundle.salt, bundle.box, one))), None
        )
    except (TypeError, ValueError, OverflowError, RecursionError):
        return trial.outcome("wrong", _of_another_kind(bundle, value))
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


def _only_one(value: Any) -> Any:
    """The number, or the text of one, that a list, a set, an array or a column holds alone: [16], (16,), {16}."""
    for _ in range(_DEEPEST):
        found = value.tolist() if hasattr(value, "tolist") else value
        if not isinstance(found, (list, tuple, set, frozenset)) or len(found) != 1:
            return found if isinstance(found, (bool, int, float, str)) else value
        value = next(iter(found))
    return value


def _of_another_kind(bundle: Bundle, value: Any) -> Text:
    kind, name = in_words(value), bundle.task
    if isinstance(value, tuple) and not value:
        return Text(
            f"There is nothing between the parentheses of `{name}`: put your answer there.",
            f"Il n'y a rien entre les parenthèses de `{name}` : mettez-y votre réponse.",
        )
    if isinstance(value, tuple) and Ellipsis in value:
        return Text(
            f"The three dots of the starting text are still in `{name}`: delete them, and leave your answer alone.",
            f"Les trois points du texte de départ sont encore dans `{name}` : supprimez-les et ne laissez que votre réponse.",
        )
    if bundle.example in ("int", "float"):
        return Text(
            f"`{name}` is {kind.en}. One number is asked for, alone: `{name} = 7`.",
            f"`{name}` est {kind.fr}. C'est un seul nombre qui est demandé : `{name} = 7`.",
        )
    return Text(
        f"`{name}` is {kind.en}, which cannot be the answer. Give what the question asks for, between quotes if it is letters.",
        f"`{name}` est {kind.fr}, ce qui ne peut pas être la réponse. Donnez ce que la question demande, entre guillemets s'il s'agit "
        "de lettres.",
    )


def _as_meant(bundle: Bundle, value: Any) -> list[Any]:
    """The value, and what a calculation is rounded to: 100 * 19 / 263 is 7.22, 7.2 or 7. What was typed with two decimals was meant."""
    computed = bundle.example in ("int", "float") and isinstance(value, float) and math.isfinite(value)
    if not computed:
        return [value]
    if math.isclose(value, round(value, 2), rel_tol=1e-6, abs_tol=1e-9):
        return [value, round(value, 2)]  # numpy's float32 of -2.9 is -2.9000000954
    return [value, *(round(value, digits) for digits in (2, 1)), round(value)]


def _outside(bundle: Bundle, value: Any) -> Text:
    if bundle.example in ("int", "float"):
        if isinstance(value, str):
            return Text(
                "Write the number alone, without quotation marks and without a unit: 7.",
                "Écrivez le nombre seul, sans guillemets et sans unité : 7.",
            )
        if isinstance(value, (tuple, list)) and len(value) == 2 and all(isinstance(v, int) for v in value):
            return COMMA_IN_A_NUMBER if 0 < value[0] < 1000 and 100 <= value[1] < 1000 else DECIMAL_COMMA
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return _of_another_kind(bundle, value)
        if bundle.example == "int" and isinstance(value, float) and not value.is_integer():
            return Text(
                "The answer is a whole number. Check its unit too (a number out of 100 is no share), then round.",
                "La réponse est un nombre entier. Vérifiez aussi son unité (un nombre sur 100 n'est pas une part), puis arrondissez.",
            )
    if not isinstance(value, (str, int, float, list, tuple)) or isinstance(value, bool):
        return _of_another_kind(bundle, value)
    if isinstance(bundle.example, int):
        return Text(
            f"That is not it. {bundle.example} parts are expected, each one of those offered.",
            f"Ce n'est pas cela. {bundle.example} éléments sont attendus, chacun parmi ceux proposés.",
        )
    if bundle.unordered:
        return Text(
            "That is not it. Give letters or numbers of those offered, between quotes, in any order.",
            "Ce n'est pas cela. Donnez des lettres ou des numéros parmi ceux proposés, entre guillemets, dans n'importe quel ordre.",
        )
    return Text(
        # An answer may well be possible and not foreseen, so this says no more than it knows.
        "That is not it. Read the question again: its unit, its range, how many digits it asks for.",
        "Ce n'est pas cela. Relisez la question : l'unité, les valeurs possibles, le nombre de chiffres demandés.",
    )
