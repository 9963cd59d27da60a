"""Slips in the formula of the weighted interval score, as learners made them: each a wrong answer of `wis` and its message."""

import numpy as np

from labkit.tasks import Text


def outside_of(observed, low, high):
    return np.maximum(low - observed, 0) + np.maximum(observed - high, 0)


def weighed(observed, median, scores, alpha):
    return float((abs(observed - median) / 2 + np.sum(alpha / 2 * scores)) / (len(alpha) + 0.5))


def wrong_scores(task):
    """The wrong answers to the score, each with what whoever writes it reads."""

    @task.mutant(
        Text(
            "Each unit outside costs 1 / alpha in your score. The fine is 2 / alpha: with less, whoever gives bounds too narrow gains by it.",
            "Chez vous, chaque unité dehors coûte 1 / alpha. C'est 2 / alpha : avec moins, donner des bornes trop étroites fait gagner.",
        ),
    )
    def half_the_fine(observed, median, low, high, alpha):
        return weighed(observed, median, high - low + outside_of(observed, low, high) / alpha, alpha)

    @task.mutant(
        Text(
            "You divided by K, the number of intervals. The median counts as half an interval: K + 1/2.",
            "Vous avez divisé par K, le nombre d'intervalles. La médiane compte pour un demi-intervalle : K + 1/2.",
        ),
    )
    def divided_by_k(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return weighed(observed, median, scores, alpha) * (len(alpha) + 0.5) / len(alpha)

    @task.mutant(
        Text(
            "You divided by K + 1. The median counts as half an interval, not as one: K + 1/2.",
            "Vous avez divisé par K + 1. La médiane compte pour un demi-intervalle, non pour un : K + 1/2.",
        ),
    )
    def divided_by_k_plus_one(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return weighed(observed, median, scores, alpha) * (len(alpha) + 0.5) / (len(alpha) + 1)

    @task.mutant(
        Text(
            "You divided by K and then added 1/2: Python divides before it adds. Put parentheses around K + 1/2.",
            "Vous avez divisé par K, puis ajouté 1/2 : Python divise avant d'additionner. Mettez K + 1/2 entre parenthèses.",
        ),
    )
    def half_added_afterwards(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return weighed(observed, median, scores, alpha) * (len(alpha) + 0.5) / len(alpha) + 0.5

    @task.mutant(
        Text(
            "The median's whole error stands in your sum: half of it is asked for, since the median is one quantile and an interval has two.",
            "L'erreur entière de la médiane est dans votre somme : on en demande la moitié, car la médiane est un seul quantile et un intervalle en a deux.",
        ),
    )
    def whole_error(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return float((abs(observed - median) + np.sum(alpha / 2 * scores)) / (len(alpha) + 0.5))

    @task.mutant(
        Text(
            "The median's error has a sign in your score: a forecast that says far too much is then rewarded for it. A distance has none: abs.",
            "L'erreur de la médiane a un signe dans votre score : une prévision qui annonce bien trop en est récompensée. Une distance n'en a pas : abs.",
        ),
    )
    def error_with_a_sign(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return float(((observed - median) / 2 + np.sum(alpha / 2 * scores)) / (len(alpha) + 0.5))

    @task.mutant(
        Text(
            "Only what falls below the interval costs in your score. When more patients come than the upper bound says, beds are missing, and nothing is paid.",
            "Dans votre score, seul ce qui tombe sous l'intervalle coûte. Quand il vient plus de patients que ne dit la borne haute, des lits manquent, et rien n'est payé.",
        ),
    )
    def below_alone(observed, median, low, high, alpha):
        return weighed(observed, median, high - low + 2 / alpha * np.maximum(low - observed, 0), alpha)

    @task.mutant(
        Text(
            "Each interval weighs alpha in your sum: alpha / 2 is asked for.",
            "Chaque intervalle pèse alpha dans votre somme : on demande alpha / 2.",
        ),
    )
    def whole_alpha(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return float((abs(observed - median) / 2 + np.sum(alpha * scores)) / (len(alpha) + 0.5))

    @task.mutant(
        Text(
            "Your weights use 1 - alpha, what the interval promises to hold. The weight is alpha / 2, what it may leave outside on each side.",
            "Vos poids prennent 1 - alpha, ce que l'intervalle promet de contenir. Le poids est alpha / 2, ce qu'il peut laisser dehors de chaque côté.",
        ),
    )
    def weighed_by_what_is_promised(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return float((abs(observed - median) / 2 + np.sum((1 - alpha) / 2 * scores)) / (len(alpha) + 0.5))

    @task.mutant(
        Text(
            "You took the mean over the intervals, and divided by K + 1/2 as well. Add them up, and divide once.",
            "Vous avez pris la moyenne des intervalles, puis encore divisé par K + 1/2. Additionnez-les, et divisez une seule fois.",
        ),
    )
    def averaged_twice(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return float((abs(observed - median) / 2 + np.mean(alpha / 2 * scores)) / (len(alpha) + 0.5))

    @task.mutant(
        Text(
            "The width is missing from your score: bounds from none to ten thousand would cost nothing.",
            "La largeur manque à votre score : des bornes de zéro à dix mille ne coûteraient rien.",
        ),
    )
    def without_width(observed, median, low, high, alpha):
        return weighed(observed, median, 2 / alpha * outside_of(observed, low, high), alpha)

    @task.mutant(
        Text(
            "Outside an interval, you count the distance from the median. It is the distance from the bound that was missed.",
            "Hors d'un intervalle, vous comptez la distance à la médiane. C'est la distance à la borne manquée.",
        ),
    )
    def distance_from_the_median(observed, median, low, high, alpha):
        missed = np.where(outside_of(observed, low, high) > 0, abs(observed - median), 0)
        return weighed(observed, median, high - low + 2 / alpha * missed, alpha)

    @task.mutant(
        Text(
            "Your score uses the first interval alone. Each of the K has its score: add them up.",
            "Votre score ne prend que le premier intervalle. Chacun des K a le sien : additionnez.",
        ),
    )
    def first_interval_alone(observed, median, low, high, alpha):
        return weighed(
            observed, median, (high - low + 2 / alpha * outside_of(observed, low, high))[:1], alpha[:1]
        )

    @task.mutant(
        Text(
            "Your score is negative: it falls when a forecast gets worse. A score is a cost here, and the smallest is the best.",
            "Votre score est négatif : il baisse quand la prévision empire. Un score est ici un coût, et le plus petit est le meilleur.",
        ),
    )
    def a_reward(observed, median, low, high, alpha):
        scores = high - low + 2 / alpha * outside_of(observed, low, high)
        return -weighed(observed, median, scores, alpha)
