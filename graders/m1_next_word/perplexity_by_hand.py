"""Explorer's task 2: a perplexity of two words, without a computer."""

import numpy as np

from labkit.tasks import Text, value_task

FIRST, SECOND = 2, 32  # one over the probability of each word
HESITATES = (FIRST * SECOND) ** 0.5

task = value_task(
    points=2,
    domain=[*range(1, 101), 3.8, 3.76, 0.27, 0.125, 2.1, 2.08, 0.02],
    accepts=lambda answer: abs(answer - HESITATES) < 1e-6,
    why=Text(
        "Right: on average it hesitates as between 8 equally likely words. Perplexity multiplies: one word that the model thought nearly impossible weighs a lot, whatever the others. Nothing in it says whether the sentence is true of the patient.",
        "Juste : en moyenne, il hésite comme entre 8 mots également probables. La perplexité multiplie : un seul mot jugé presque impossible pèse lourd, quels que soient les autres. Rien n'y dit si la phrase est vraie du patient.",
    ),
    hints=[
        Text(
            "First word: as if between 2 equally likely words. Second word: as if between 32. What is the number which, multiplied by itself, gives 2 × 32?",
            "Premier mot : comme entre 2 mots également probables. Second mot : comme entre 32. Quel nombre, multiplié par lui-même, donne 2 × 32 ?",
        ),
        Text(
            "2 × 32 is 64. Which number times itself is 64?",
            "2 × 32 font 64. Quel nombre, fois lui-même, fait 64 ?",
        ),
    ],
)


@task.reference
def square_root_of_the_product():
    return 8


@task.alternative
def from_the_bits():
    return 2 ** np.mean([1, 5])


@task.mutant(
    Text(
        "You took the mean of 2 and 32. Perplexity multiplies: which number, twice as a factor, gives the same product as 2 × 32?",
        "Vous avez fait la moyenne de 2 et de 32. La perplexité multiplie : quel nombre, pris deux fois comme facteur, donne le même produit que 2 × 32 ?",
    ),
)
def mean_of_both(answer):
    return answer == 17


@task.mutant(
    Text(
        "That is the whole product. It grows with each word; the perplexity brings it back to one word: take the square root, since there are two.",
        "C'est le produit entier. Il grandit à chaque mot ; la perplexité le ramène à un mot : prenez la racine carrée, puisqu'il y en a deux.",
    ),
)
def whole_product(answer):
    return answer in (64, 0.02)


@task.mutant(
    Text(
        "You took the mean of the two probabilities and turned it over. The word at 1/32 then hardly counts.",
        "Vous avez fait la moyenne des deux probabilités, puis pris l'inverse. Le mot à 1/32 ne compte alors presque pas.",
    ),
)
def mean_of_probabilities(answer):
    return answer in (3.8, 3.76, 4)


@task.mutant(
    Text(
        "That is a probability. The perplexity is its inverse: a number of words, never below 1.",
        "C'est une probabilité. La perplexité en est l'inverse : un nombre de mots, jamais inférieur à 1.",
    ),
)
def a_probability(answer):
    return answer in (0.125, 0.27)


@task.mutant(
    Text(
        "That is the logarithm. The perplexity undoes it, and is a number of words.",
        "C'est le logarithme. La perplexité le défait : c'est un nombre de mots.",
    ),
)
def a_logarithm(answer):
    return answer in (3, 2.1, 2.08)


@task.mutant(
    Text(
        "You looked at one word only, or halved it. Both words count: 2 and 32, multiplied, then the square root.",
        "Vous n'avez regardé qu'un mot, ou sa moitié. Les deux comptent : 2 et 32, multipliés, puis la racine carrée.",
    ),
)
def one_word_only(answer):
    return answer in (2, 16, 32)


@task.mutant(
    Text(
        "You added 2 and 32. The perplexity multiplies: each word multiplies the ways in which the sentence could go on.",
        "Vous avez additionné 2 et 32. La perplexité multiplie : chaque mot multiplie les façons dont la phrase pouvait continuer.",
    ),
)
def added_up(answer):
    return answer == 34
