"""Explorer's task: terminators."""

from functools import cache
from itertools import combinations

from labkit.tasks import Text, value_task

from .cohort import denied, french_words

CANDIDATES = {"1": "mais", "2": ",", "3": "et", "4": "ni", "5": "que"}


@cache
def errors_with(terminators):
    """Findings of the French notes that the rule gets wrong with these terminators."""
    before, absent = french_words()
    return sum(denied(words, terminators) != truth for words, truth in zip(before, absent, strict=True))


@cache
def helpful():
    """Numbers of the candidates that, alone, make fewer errors than the full stop."""
    return frozenset(
        number
        for number, word in CANDIDATES.items()
        if errors_with(frozenset([word])) < errors_with(frozenset())
    )


@cache
def right():
    return helpful()


NUMBERS = list(CANDIDATES)


task = value_task(
    points=2,
    domain=["".join(some) for n in range(1, 6) for some in combinations(NUMBERS, n)],
    unordered=True,
    why=Text(
        "Right. « Mais » (but) begins another thought, and « pas que » (not only) is no negation. The comma, « et » and « ni » go on with the list.",
        "Juste. « Mais » change d'idée, « pas que » n'est pas une négation ; la virgule, « et » et « ni » continuent la liste.",
    ),
    hints=[
        Text(
            "Move the slider of the cell above from 1 to 5, and compare the errors with those at 0.",
            "Dans la cellule ci-dessus, déplacez le curseur de 1 à 5, et comparez les erreurs à celles de 0.",
        ),
        Text(
            "Keep the words that lower the number of errors, leave the others.",
            "Gardez les mots qui font baisser le nombre d'erreurs, laissez les autres.",
        ),
    ],
)


@task.reference
def fewer_errors():
    return "".join(sorted(right()))


@task.mutant(
    Text(
        "You stop at every one of these words: nothing but the first finding of a list is then denied.",
        "Vous vous arrêtez à chacun de ces mots : seul le premier signe d'une liste est alors nié.",
    ),
)
def all_of_them(answer):
    return len(set(answer)) == len(CANDIDATES)


@task.mutant(
    Text(
        "The comma ends it for you. « Pas de toux, fièvre, dyspnée » denies all three: try the comma alone and look at the errors.",
        "Chez vous, la virgule arrête tout. « Pas de toux, fièvre, dyspnée » nie les trois : essayez la virgule seule et regardez les erreurs.",
    ),
)
def comma_ends_it(answer):
    return "2" in answer


@task.mutant(
    Text(
        "« Ni » and « et » carry the negation on: « pas de toux ni de fièvre ». Ending there loses the second finding.",
        "« Ni » et « et » prolongent la négation : « pas de toux ni de fièvre ». S'arrêter là perd le second signe.",
    ),
)
def ni_ends_it(answer):
    return "4" in answer or "3" in answer


@task.mutant(
    Text(
        "Without « mais » the negation runs to the full stop: « pas de toux mais une dyspnée » hides the dyspnoea.",
        "Sans « mais », la négation court jusqu'au point : « pas de toux mais une dyspnée » cache la dyspnée.",
    ),
)
def to_the_full_stop(answer):
    return "1" not in answer


@task.mutant(
    Text(
        "One more word helps. « Il n'a pas que des nausées » has the nausea, and more: try each word alone.",
        "Un mot de plus aide. « Il n'a pas que des nausées » a les nausées, et autre chose : essayez chaque mot seul.",
    ),
)
def pas_que(answer):
    return "5" not in answer
