"""Builder's task 4: what a rule would be worth, from a trial in which chance decided."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

_TINY = {
    "rule": np.array([1, 1, 0, 0, 1]),
    "visited": np.array([1, 0, 0, 0, 1]),
    "came_back": np.array([0, 1, 1, 0, 1]),
    "share": 0.25,
}

task = function_task(
    points=2,
    why=Text(
        "Right: people whose lot agreed with the rule speak for all whom the rule would treat so, each for as many as their lot was rare. No new trial is needed to compare two rules.",
        "Juste : les personnes dont le sort a suivi la règle parlent pour toutes celles que la règle traiterait ainsi, chacune pour d'autant plus que son sort était rare. Pas besoin d'un nouvel "
        "essai pour comparer deux règles.",
    ),
    hints=[
        Text(
            "Keep the people whose lot is what the rule wants: visited == rule.",
            "Gardez les personnes dont le sort est celui que veut la règle : visited == rule.",
        ),
        Text(
            "A visited person speaks for 1 / share people, one who was not visited for 1 / (1 - share).",
            "Une personne visitée parle pour 1 / share personnes, une personne non visitée pour 1 / (1 - share).",
        ),
        Text(
            "The value: the mean of came_back among those kept, each with their weight (np.average has `weights`).",
            "La valeur : la moyenne de came_back chez les personnes gardées, chacune avec son poids (np.average a `weights`).",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            _TINY,
            (2 * 4 / 3 / 2 + 4) / (2 * 4 + 2 * 4 / 3),
            Text(
                "One person in four was drawn for a visit. The second person's lot was not what the rule wanted: out. The first and the last, visited, weigh 4 each (one came back); "
                "the third and the fourth, not visited, weigh 4/3 each (one came back): 5.33 of 10.67, so 0.5.",
                "Une personne sur quatre a été tirée pour une visite. Le sort de la deuxième n'est pas celui de la règle : on l'écarte. La première et la dernière, visitées, pèsent 4 chacune (une "
                "revient) ; la troisième et la quatrième, non visitées, pèsent 4/3 chacune (une revient) : 5,33 sur 10,67, soit 0,5.",
            ),
        ),
    ],
)


def _weights(visited, share):
    return np.where(np.asarray(visited) == 1, 1 / share, 1 / (1 - share))


@task.reference
def weighted_mean(rule, visited, came_back, share):
    weight = np.where(visited == 1, 1 / share, 1 / (1 - share))
    agrees = rule == visited
    return (weight * came_back)[agrees].sum() / weight[agrees].sum()


@task.alternative
def with_average(rule, visited, came_back, share):
    trial = pd.DataFrame({"rule": rule, "visited": visited, "back": came_back})
    kept = trial[trial.rule == trial.visited]
    return np.average(kept.back, weights=kept.visited.map({1: 1 - share, 0: share}))


@task.alternative
def person_by_person(rule, visited, came_back, share):
    back = people = 0.0
    for wanted, drawn, outcome in zip(rule, visited, came_back, strict=True):
        if wanted != drawn:
            continue
        weight = 1 / share if drawn else 1 / (1 - share)
        people += weight
        back += weight * outcome
    return back / people


@task.mutant(
    Text(
        "Everybody kept weighs the same in your answer. Where few were drawn for a visit, those whom the rule visits are then too few in the mean.",
        "Chez vous, toutes les personnes gardées pèsent autant. Là où peu de visites ont été tirées au sort, celles que la règle visite sont alors trop peu dans la moyenne.",
    ),
)
def without_weights(rule, visited, came_back, share):
    agrees = np.asarray(rule) == np.asarray(visited)
    return float(np.asarray(came_back)[agrees].mean())


@task.mutant(
    Text(
        "That is what happened in the trial, whatever the rule says. Keep the people whose lot was what the rule wanted.",
        "C'est ce qui s'est passé dans l'essai, quoi que dise la règle. Gardez les personnes dont le sort était celui que veut la règle.",
    ),
)
def the_trial_itself(rule, visited, came_back, share):
    return float(np.mean(came_back))


@task.mutant(
    Text(
        "You kept the people whom the rule visits, and forgot the others. A rule decides for them too: they stay without a visit.",
        "Vous avez gardé les personnes que la règle visite, et oublié les autres. La règle décide aussi pour elles : elles restent sans visite.",
    ),
)
def chosen_alone(rule, visited, came_back, share):
    kept = (np.asarray(rule) == 1) & (np.asarray(visited) == 1)
    return float(np.asarray(came_back)[kept].mean())


@task.mutant(
    Text(
        "The weights are exchanged: the rarer a lot, the more people its holder speaks for. A visit drawn one time in four weighs 4.",
        "Les poids sont intervertis : plus un sort est rare, plus la personne parle pour d'autres. Une visite tirée une fois sur quatre pèse 4.",
    ),
)
def weights_exchanged(rule, visited, came_back, share):
    agrees = np.asarray(rule) == np.asarray(visited)
    weight = _weights(1 - np.asarray(visited), share)
    return float((weight * came_back)[agrees].sum() / weight[agrees].sum())


@task.mutant(
    Text(
        "You took those whom the rule visits against those whom it does not, whatever their lot. They are different people: that is the register's mistake again.",
        "Vous avez pris ce qui arrive à ceux que la règle visite, quel que fût leur sort. Ce sont d'autres personnes : c'est encore l'erreur du registre.",
    ),
)
def the_rule_alone(rule, visited, came_back, share):
    return float(np.asarray(came_back)[np.asarray(rule) == 1].mean())


@task.mutant(
    Text(
        "You divided by all the people of the trial without their weights, so that half of them count as if they had stayed at home.",
        "Vous avez divisé par toutes les personnes de l'essai, sans leurs poids : une partie compte comme si elle était restée chez elle.",
    ),
)
def divided_by_everybody(rule, visited, came_back, share):
    agrees = np.asarray(rule) == np.asarray(visited)
    return float(np.asarray(came_back)[agrees].sum() / len(agrees))


@task.mutant(
    Text(
        "That is the share who would stay at home. Asked is the share who would come back.",
        "C'est la part qui resterait chez elle. On demande la part qui reviendrait.",
    ),
)
def those_who_stay(rule, visited, came_back, share):
    return 1 - float(weighted_mean(rule, visited, came_back, share))


@task.mutant(
    Text(
        "You divided the weighted returns by the number of people of the trial. It is nearly right, and not a share: where the lot was unlucky, more than everybody could come back. Divide by the sum of the weights.",
        "Vous avez divisé les retours pondérés par le nombre de personnes de l'essai. C'est presque juste, et ce n'est pas une part : si le sort s'y prête, il reviendrait plus que tout le monde. Divisez par la somme des poids.",
    ),
)
def weights_over_everybody(rule, visited, came_back, share):
    agrees = np.asarray(rule) == np.asarray(visited)
    return float((_weights(visited, share) * came_back)[agrees].sum() / len(agrees))


@task.mutant(
    Text(
        "You kept the people whose lot was not what the rule wanted. Keep the others.",
        "Vous avez gardé les personnes dont le sort n'était pas ce que voulait la règle. Gardez les autres.",
    ),
)
def the_lot_disagreed(rule, visited, came_back, share):
    return float(weighted_mean(1 - np.asarray(rule), visited, came_back, share))


@task.cases
def trials(rng):
    for share in (0.25, 0.7, 0.4, 0.2):
        n = int(rng.integers(150, 260))
        rule = (rng.random(n) < rng.uniform(0.3, 0.6)).astype(np.int64)
        visited = (rng.random(n) < share).astype(np.int64)
        came_back = (rng.random(n) < 0.25 + 0.25 * rule - 0.15 * rule * visited).astype(np.int64)
        yield case(rule=rule, visited=visited, came_back=came_back, share=share)
