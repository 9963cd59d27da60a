"""Builder's task 4: of a hundred letters, how many leak, with an interval."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task

from .vocabulary import DEIDENTIFIERS

task = function_task(
    points=2,
    # 1.96 and 1.959964 are one number here.
    tolerance=Tolerance(relative=0, absolute=1e-4),
    forbids=DEIDENTIFIERS,
    why=Text(
        "Right: it counts letters, not words, and says something also where no letter leaks. None of 60 may still be 6 of 100. It takes the letters as independent, and the writers' habits make them less so: the true interval is wider.",
        "Juste : il compte des lettres et non des mots, et dit quelque chose même si aucune lettre ne fuit. Zéro sur 60 peut encore vouloir dire 6 sur 100. Il tient les lettres pour indépendantes, ce que les habitudes des rédacteurs démentent : le vrai intervalle est plus large.",
    ),
    hints=[
        Text(
            "First one value for each letter: does it hold at least one missed identifier? pd.Series(missed).groupby(letter).max() gives 0 or 1 for each.",
            "D'abord une valeur par lettre : contient-elle au moins un identifiant manqué ? pd.Series(missed).groupby(letter).max() donne 0 ou 1 pour chacune.",
        ),
        Text(
            'Then count: k letters that leak, n letters. binomtest(k, n).proportion_ci(method="wilson") has .low and .high; k and n must be whole numbers (int).',
            'Puis comptez : k lettres qui fuient, n lettres. binomtest(k, n).proportion_ci(method="wilson") a .low et .high ; k et n doivent être des entiers (int).',
        ),
    ],
)


def _wilson(leaking, letters):
    z = 1.959964
    centre = (leaking + z * z / 2) / (letters + z * z)
    half = z / (letters + z * z) * np.sqrt(leaking * (letters - leaking) / letters + z * z / 4)
    return float(centre - half), float(centre + half)


def _by_letter(letter, missed):
    """Letters that leak, and letters."""
    letter, missed = np.asarray(letter), np.asarray(missed)
    return len(set(letter[missed > 0].tolist())), len(set(letter.tolist()))


@task.reference
def wilson(letter, missed):
    from scipy.stats import binomtest

    leaking, letters = _by_letter(letter, missed)
    found = binomtest(leaking, letters).proportion_ci(method="wilson")
    return found.low, found.high


@task.alternative
def by_its_formula(letter, missed):
    leaks = {}
    for name, one in zip(np.asarray(letter).tolist(), np.asarray(missed).tolist(), strict=True):
        leaks[name] = leaks.get(name, False) or one == 1
    return _wilson(sum(leaks.values()), len(leaks))


@task.alternative
def with_pandas_and_statsmodels(letter, missed):
    import pandas as pd
    from statsmodels.stats.proportion import proportion_confint

    leaks = pd.DataFrame({"letter": letter, "missed": missed}).groupby("letter").missed.any()
    return proportion_confint(int(leaks.sum()), len(leaks), method="wilson")


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "a share of letters is never below 0")
task.equivalent("by_its_formula:default:leaks.get(name, False) -> *", "nothing is false as well")


@task.mutant(
    Text(
        "You count identifiers. One in a hundred of them sounds like nothing, but a letter has nine or so, and one is enough to know who it is about. Count the letters that hold at least one.",
        "Vous comptez des identifiants. Un sur cent n'a l'air de rien, mais une lettre en contient neuf environ, et un seul suffit à savoir de qui elle parle. Comptez les lettres qui en contiennent au moins un.",
    ),
)
def by_identifier(letter, missed):
    return _wilson(int(np.sum(missed)), len(missed))


@task.mutant(
    Text(
        "You divide the letters that leak by the number of identifiers. The share is one of letters.",
        "Vous divisez les lettres qui fuient par le nombre d'identifiants. C'est une part de lettres.",
    ),
)
def over_identifiers(letter, missed):
    return _wilson(_by_letter(letter, missed)[0], len(missed))


@task.mutant(
    Text(
        "Your interval is p plus or minus 1.96 standard errors. Where no letter of 60 leaks it says 0 to 0, as if none ever would. Wilson's was asked for.",
        "Votre intervalle est p plus ou moins 1,96 erreur type. Si aucune lettre sur 60 ne fuit, il dit de 0 à 0, comme si aucune ne fuirait jamais. On demandait celui de Wilson.",
    ),
)
def plus_or_minus(letter, missed):
    leaking, letters = _by_letter(letter, missed)
    share = leaking / letters
    half = 1.96 * np.sqrt(share * (1 - share) / letters)
    return max(0.0, share - half), min(1.0, share + half)


@task.mutant(
    Text(
        "Your two bounds are the share itself. Another hundred letters would give another share: how far may it be?",
        "Vos deux bornes sont la part elle-même. Cent autres lettres en donneraient une autre : jusqu'où peut-elle aller ?",
    ),
)
def no_interval(letter, missed):
    leaking, letters = _by_letter(letter, missed)
    return leaking / letters, leaking / letters


@task.mutant(
    Text(
        "You give the interval of the letters that do not leak. The question is about those that do.",
        "Vous donnez l'intervalle des lettres qui ne fuient pas. La question porte sur celles qui fuient.",
    ),
)
def letters_that_are_safe(letter, missed):
    low, high = wilson(letter, missed)
    return 1 - high, 1 - low


@task.mutant(
    Text(
        "A letter leaks for you only when all of its identifiers were missed. One is enough.",
        "Pour vous, une lettre ne fuit que si tous ses identifiants ont été manqués. Un seul suffit.",
    ),
)
def all_of_them(letter, missed):
    letter, missed = np.asarray(letter), np.asarray(missed)
    names = sorted(set(letter.tolist()))
    return _wilson(sum(bool(missed[letter == name].all()) for name in names), len(names))


@task.cases
def checks(rng):
    # Each course has piles of its own size: six intervals, known from practice, would be all there is to know.
    piles = [(60, 0), (60, 1), (75, 6), (90, 20), (40, 40), (120, 9)]
    piles = [
        (n + int(more), n + int(more) if k == n else k)
        for (n, k), more in zip(piles, rng.integers(0, 15, 6), strict=True)
    ]
    for pile in rng.permutation(len(piles)):
        letters, leaking = piles[pile]
        sizes = rng.integers(3, 14, letters)
        letter = np.repeat(rng.permutation(1000)[:letters], sizes)
        missed = np.zeros(len(letter), dtype=int)
        for name in rng.permutation(np.unique(letter))[:leaking]:
            here = np.flatnonzero(letter == name)
            missed[here[: int(rng.integers(1, 3))]] = 1
        order = rng.permutation(len(letter))
        # A letter of one identifier stands first, another last.
        yield case(
            letter=np.concatenate([[2000], letter[order], [2001]]),
            missed=np.concatenate([[0], missed[order], [0]]),
        )
