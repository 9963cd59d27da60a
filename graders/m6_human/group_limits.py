"""Builder's task 3: a limit for each group."""

import math

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .wards import NAMES


def _limit(own, rank):
    return float(np.sort(own)[rank - 1]) if rank <= len(own) else float("inf")


def _limits(score, group, limit):
    score, group = np.asarray(score), np.asarray(group)
    return {str(name): limit(score[group == name]) for name in np.unique(group)}


task = function_task(
    points=2,
    forbids=["labkit.oversight.conformal_sets", "mapie"],
    why=Text(
        "Right. Calibrated in each group, the promise holds in each, whatever the model. The model has not become better: where it "
        "knows little it now says so, and more patients need a person.",
        "Juste. Calibrée dans chaque groupe, la promesse tient dans chacun, quel que soit le modèle. Le modèle n'est pas devenu "
        "meilleur : là où il en sait peu, il le dit, et davantage de patients ont besoin d'une personne.",
    ),
    hints=[
        Text(
            "One group at a time: its own scores, sorted. How many are there? Call it n.",
            "Un groupe à la fois : ses propres scores, triés. Combien y en a-t-il ? Appelez-le n.",
        ),
        Text(
            "The rank is math.ceil((n + 1) * confidence): the + 1 is the new patient, who may be the worst of all.",
            "Le rang est math.ceil((n + 1) * confidence) : le + 1 est le nouveau patient, qui peut être le pire de tous.",
        ),
        Text(
            "If the rank is above n, no score is large enough to promise that much: the limit is np.inf. Without that case, np.sort(own)[rank - 1] stops "
            "with an IndexError.",
            "Si le rang dépasse n, aucun score n'est assez grand pour promettre autant : la limite est np.inf. Sans ce cas, np.sort(own)[rank - 1] s'arrête sur "
            "une IndexError.",
        ),
    ],
    laws=[
        laws.permutation_invariant(["score", "group"]),
        laws.known(
            {
                "score": np.array([0.3, 0.1, 0.2, 0.6, 0.4]),
                "group": np.array(["a", "a", "a", "a", "b"]),
                "confidence": 0.7,
            },
            {"a": 0.6, "b": np.inf},
            Text(
                "Group a has 4 scores: at 70% the rank is the ceiling of 5 × 0.7. Group b has one: its rank is 2, and there is no second "
                "score.",
                "Le groupe a compte 4 scores : à 70 %, le rang est l'arrondi supérieur de 5 × 0,7. Le groupe b en a un : son rang est 2, "
                "et il n'y a pas de deuxième score.",
            ),
        ),
        laws.keeps_promise(
            "score",
            "group",
            "confidence",
            Text(
                "Tried on new patients of a hundred groups, your limits do not hold the truth as often as promised: too rarely, or more often than "
                "chance allows (a limit larger than need be calls people for nothing). The interval that judges them is exact, beta-binomial.",
                "Essayées sur de nouveaux patients d'une centaine de groupes, vos limites ne contiennent pas la vérité aussi souvent que promis : trop "
                "rarement, ou plus souvent que le hasard ne le permet (une limite trop grande fait appeler pour rien). L'intervalle qui en juge est exact, "
                "bêta-binomial.",
            ),
        ),
    ],
)


@task.reference
def own_scores(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil((len(own) + 1) * confidence)))


@task.alternative
def with_infinity_added(score, group, confidence):
    limits = {}
    for name in set(group):
        own = sorted([s for s, g in zip(score, group, strict=True) if g == name] + [math.inf])
        limits[str(name)] = float(own[math.ceil(len(own) * confidence) - 1])
    return limits


@task.alternative
def as_a_series(score, group, confidence):
    frame = pd.Series(np.asarray(score)).groupby(np.asarray(group))
    return frame.apply(lambda own: _limit(own.to_numpy(), int(np.ceil((len(own) + 1) * confidence))))


@task.alternative
def with_the_right_quantile(score, group, confidence):
    def limit(own):
        level = math.ceil((len(own) + 1) * confidence) / len(own)
        return float(np.quantile(own, level, method="inverted_cdf")) if level <= 1 else float("inf")

    return _limits(score, group, limit)


task.equivalent("*:put_in:absolute", "a score is a distance: no limit is below 0")
task.equivalent("*:put_in:not_below_nought", "a score is a distance: no limit is below 0")
task.equivalent(
    "with_the_right_quantile:around:math.ceil(*", "numpy's inverted_cdf rounds the rank up by itself"
)


@task.mutant(
    Text(
        "One limit for everybody: that is the promise made to all together, which the majority alone can keep. '90% for each patient' is "
        "not what it says. Take each group's own scores.",
        "Une seule limite pour tous : c'est la promesse faite à tous ensemble, que la majorité peut tenir à elle seule. « 90 % pour chaque "
        "patient » n'est pas ce qu'elle dit. Prenez les scores de chaque groupe.",
    ),
)
def pooled(score, group, confidence):
    limit = _limit(np.asarray(score), math.ceil((len(score) + 1) * confidence))
    return _limits(score, group, lambda own: limit)


@task.mutant(
    Text(
        "Your rank leaves the new patient out: among n + 1 people, n known and one to come, each is as likely to be the worst. Use n + 1.",
        "Votre rang oublie le nouveau patient : parmi n + 1 personnes, n connues et une à venir, chacune peut tout autant être la pire. "
        "Prenez n + 1.",
    ),
)
def forgets_the_new_patient(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil(len(own) * confidence)))


@task.mutant(
    Text(
        "np.quantile's default draws a line between two patients, and forgets the one to come. The limit is the score of one patient, at "
        "rank ceil((n + 1) × confidence).",
        "Par défaut, np.quantile trace une ligne entre deux patients, et oublie celui à venir. La limite est le score d'un patient, au "
        "rang ceil((n + 1) × confidence).",
    ),
)
def interpolated(score, group, confidence):
    return _limits(score, group, lambda own: float(np.quantile(own, confidence)))


@task.mutant(
    Text(
        "In the smallest group you take the largest score you have. With so few patients nothing can be promised: the limit is np.inf, the "
        "set holds every answer, and a person is asked. That is the honest answer for a group one hardly knows.",
        "Dans le plus petit groupe, vous prenez le plus grand score connu. Avec si peu de patients, on ne peut rien promettre : la limite "
        "est np.inf, l'ensemble contient toutes les réponses, et l'on demande à une personne. C'est la réponse honnête pour un groupe que "
        "l'on connaît à peine.",
    ),
)
def promises_from_a_few(score, group, confidence):
    return _limits(
        score, group, lambda own: _limit(own, min(math.ceil((len(own) + 1) * confidence), len(own)))
    )


@task.mutant(
    Text(
        "One score too far: Python counts from 0, so the score of rank k is np.sort(own)[k - 1]. np.quantile(own, k / n, method='higher'), which "
        "many tutorials give, goes one too far as well (method='inverted_cdf' does not).",
        "Un score trop loin : Python compte à partir de 0, le score de rang k est donc np.sort(own)[k - 1]. np.quantile(own, k / n, "
        "method='higher'), que donnent bien des tutoriels, va lui aussi un score trop loin (pas method='inverted_cdf').",
    ),
)
def one_rank_too_far(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil((len(own) + 1) * confidence) + 1))


@task.mutant(
    Text(
        "You count the rank from the largest score: the limit is then so low that most truths lie above it. Count from the smallest.",
        "Vous comptez le rang à partir du plus grand score : la limite est alors si basse que presque toutes les vérités la dépassent. Comptez à "
        "partir du plus petit.",
    ),
)
def largest_first(score, group, confidence):
    def limit(own):
        rank = math.ceil((len(own) + 1) * confidence)
        return float(np.sort(own)[len(own) - rank]) if rank <= len(own) else float("inf")

    return _limits(score, group, limit)


@task.mutant(
    Text(
        "You round the rank down: a little less than what was promised is kept. The ceiling, math.ceil, never keeps less.",
        "Vous arrondissez le rang vers le bas : on tient un peu moins que ce qui était promis. L'arrondi supérieur, math.ceil, ne tient jamais moins.",
    ),
)
def rounded_down(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.floor((len(own) + 1) * confidence)))


@task.mutant(
    Text(
        "You took the low end: a score is large when the truth got little probability, so 90% of patients must lie *below* the limit.",
        "Vous avez pris le bas : un score est grand quand la vérité a reçu peu de probabilité ; 90 % des patients doivent donc se trouver "
        "*sous* la limite.",
    ),
)
def wrong_end(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil((len(own) + 1) * (1 - confidence))))


def _where_too_few(score, group, confidence, limit):
    """The right limits, with another one where the group is too small."""
    right = own_scores(score, group, confidence)
    return {name: limit if value == float("inf") else value for name, value in right.items()}


@task.mutant(
    Text(
        "Where the group is too small you answer nan. It is not unknown: no limit is large enough, so it is np.inf, and the set holds every answer.",
        "Là où le groupe est trop petit, vous répondez nan. Ce n'est pas inconnu : aucune limite n'est assez grande, c'est donc np.inf, et l'ensemble contient "
        "toutes les réponses.",
    ),
)
def missing_where_too_few(score, group, confidence):
    return _where_too_few(score, group, confidence, float("nan"))


@task.mutant(
    Text(
        "Where the group is too small you answer 1, the largest score that can be. The rank lies beyond every known patient: np.inf says so, "
        "whatever the score.",
        "Là où le groupe est trop petit, vous répondez 1, le plus grand score possible. Le rang dépasse tous les patients connus : np.inf le dit, quel "
        "que soit le score.",
    ),
)
def one_where_too_few(score, group, confidence):
    return _where_too_few(score, group, confidence, 1.0)


@task.mutant(
    Text(
        "You leave out the group that is too small. Its patients come to the ward too: keep its name, with np.inf.",
        "Vous omettez le groupe trop petit. Ses patients viennent aussi dans le service : gardez son nom, avec np.inf.",
    ),
)
def too_few_left_out(score, group, confidence):
    right = own_scores(score, group, confidence)
    return {name: value for name, value in right.items() if value != float("inf")}


@task.cases
def groups_with_scores(rng):
    for groups, confidence in ((2, 0.9), (3, 0.87), (3, 0.93), (4, 0.83), (2, 0.78)):
        names = [str(name) for name in rng.permutation(NAMES)[:groups]]
        # sizes for which (n + 1) x confidence is no whole number, so that rounding has one meaning; the last is too small
        sizes = [n for n in range(24, 70) if 0.1 < ((n + 1) * confidence) % 1 < 0.9]
        if (
            confidence < 0.8
        ):  # where forgetting the new patient and rounding down part: ceil(n c) is right, floor((n + 1) c) is not
            sizes = [n for n in sizes if ((n + 1) * confidence) % 1 > confidence + 0.01]
        counts = [int(n) for n in rng.choice(sizes, groups - 1, replace=False)] + [3]
        group = np.repeat(names, counts)
        score = rng.beta(1 + 1.5 * np.arange(groups).repeat(counts), 4)
        order = rng.permutation(len(group))
        yield case(score=score[order], group=group[order], confidence=confidence)
