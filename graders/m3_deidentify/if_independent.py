"""Builder's task 5: how many letters would leak if identifiers leaked independently of one another."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .vocabulary import DEIDENTIFIERS

task = function_task(
    points=1,
    forbids=DEIDENTIFIERS,
    why=Text(
        "Right. Held beside the share that was seen, it says whether leaks gather. Here they do: in the letters of a few writers, and several in one letter. Fewer letters leak than chance would have it, and those who write them have patients who are never safe.",
        "Juste. Comparé à la part observée, ce nombre dit si les fuites se regroupent. Ici oui : dans les lettres de quelques personnes, et plusieurs par lettre. Moins de lettres fuient que si le hasard décidait, mais les patients de ces personnes ne sont jamais protégés.",
    ),
    hints=[
        Text(
            "The share of identifiers missed, over all letters: q = np.mean(missed). A letter of n identifiers has them all covered with probability (1 - q) ** n.",
            "La part des identifiants manqués, toutes lettres confondues : q = np.mean(missed). Dans une lettre de n identifiants, tous sont masqués avec la probabilité (1 - q) ** n.",
        ),
        Text(
            "It leaks with probability 1 - (1 - q) ** n. Letters have different n: compute it for each, and take the mean over letters.",
            "Elle fuit avec la probabilité 1 - (1 - q) ** n. Les lettres n'ont pas toutes le même n : calculez-la pour chacune, puis faites la moyenne sur les lettres.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {"letter": np.array([1, 1, 2, 2]), "missed": np.array([1, 0, 1, 0])},
            0.75,
            Text(
                "Two letters of two identifiers, half of all missed: each letter is safe with probability 0.5 × 0.5, and leaks otherwise.",
                "Deux lettres de deux identifiants, dont la moitié manquée : chaque lettre est sûre avec la probabilité 0,5 × 0,5, et fuit sinon.",
            ),
        ),
    ],
)


def _sizes(letter):
    return np.unique(letter, return_counts=True)[1]


@task.reference
def mean_over_letters(letter, missed):
    identifiers = np.unique(letter, return_counts=True)[1]
    return np.mean(1 - (1 - np.mean(missed)) ** identifiers)


@task.alternative
def with_pandas(letter, missed):
    import pandas as pd

    covered = 1 - sum(missed) / len(missed)
    return 1 - pd.Series(covered).repeat(len(letter)).groupby(letter).prod().mean()


@task.alternative
def in_a_loop(letter, missed):
    from collections import Counter

    chances = []
    for n in Counter(np.asarray(letter).tolist()).values():
        safe = 1.0
        for _ in range(n):
            safe *= float(np.sum(np.asarray(missed) == 0)) / len(missed)
        chances.append(1 - safe)
    return sum(chances) / len(chances)


@task.mutant(
    Text(
        "That is the share of letters that did leak. The question is how many would if each identifier leaked by itself, whatever the others do.",
        "C'est la part des lettres qui ont fui. La question est combien fuiraient si chaque identifiant fuyait pour son compte, quoi que fassent les autres.",
    ),
)
def as_seen(letter, missed):
    letter, missed = np.asarray(letter), np.asarray(missed)
    return len(set(letter[missed > 0].tolist())) / len(_sizes(letter))


@task.mutant(
    Text(
        "That is the share of identifiers missed. A letter has several, and leaks as soon as one is.",
        "C'est la part des identifiants manqués. Une lettre en a plusieurs, et fuit dès que l'un d'eux l'est.",
    ),
)
def by_identifier(letter, missed):
    return np.mean(missed)


@task.mutant(
    Text(
        "You give every letter the mean number of identifiers. Long letters leak more than short ones: compute for each letter, then take the mean.",
        "Vous donnez à chaque lettre le nombre moyen d'identifiants. Les longues lettres fuient plus que les courtes : calculez pour chacune, puis faites la moyenne.",
    ),
)
def mean_number(letter, missed):
    return 1 - (1 - np.mean(missed)) ** np.mean(_sizes(letter))


@task.mutant(
    Text(
        "That is the share of letters in which everything is covered. The others leak.",
        "C'est la part des lettres où tout est masqué. Ce sont les autres qui fuient.",
    ),
)
def all_covered(letter, missed):
    return 1 - mean_over_letters(letter, missed)


@task.mutant(
    Text(
        "You multiply the share missed by the number of identifiers. With many identifiers that passes 100 %: a letter that leaks twice is still one letter.",
        "Vous multipliez la part manquée par le nombre d'identifiants. Avec beaucoup d'identifiants, on dépasse 100 % : une lettre qui fuit deux fois reste une lettre.",
    ),
)
def multiplied(letter, missed):
    return min(1.0, np.mean(missed) * np.mean(_sizes(letter)))


@task.mutant(
    Text(
        "You raise to the power of all identifiers together: that is the chance that at least one letter of the whole pile leaks. Take each letter's own number.",
        "Vous élevez à la puissance de tous les identifiants réunis : c'est la chance qu'au moins une lettre de toute la pile fuie. Prenez le nombre propre à chaque lettre.",
    ),
)
def the_whole_pile(letter, missed):
    return 1 - (1 - np.mean(missed)) ** len(letter)


@task.cases
def piles(rng):
    for letters, share in ((12, 0.08), (30, 0.02), (25, 0.05), (18, 0.15)):
        sizes = rng.integers(1, 25, letters)
        sizes[:2] = 1, 24
        letter = np.repeat(rng.permutation(1000)[:letters], sizes)
        missed = (rng.random(len(letter)) < share).astype(int)
        # One writer's habit: two leaks in one letter.
        missed[letter == letter[-1]] = 0
        missed[1:4] = 1
        order = rng.permutation(len(letter))
        yield case(letter=letter[order], missed=missed[order])
