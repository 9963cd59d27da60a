"""Builder's task 2: threshold from the harms."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    forbids=["labkit.evaluate.threshold_from_harms"],
    why=Text(
        "Right. The threshold is a decision about harms, made with the ward: it is never in the data, and 0.5 is the choice "
        "of those who think a missed case no worse than one false alarm.",
        "Juste. Le seuil est une décision sur les préjudices, prise avec le service : il n'est jamais dans les données, et 0,5 est "
        "le choix de qui pense qu'un cas manqué n'est pas plus grave qu'une fausse alarme.",
    ),
    hints=[
        Text(
            "At the threshold, treating and not treating weigh the same. With a risk t, you gain t × (false alarms a case is "
            "worth) and lose (1 - t) × 1.",
            "Au seuil, traiter et ne pas traiter se valent. Avec un risque t, on gagne t × (fausses alarmes que vaut un cas) "
            "et on perd (1 - t) × 1.",
        ),
        Text("Solve t × k = 1 - t for t.", "Résolvez t × k = 1 - t pour trouver t."),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {"false_alarms_per_case": 1},
            0.5,
            Text(
                "If a case is worth one false alarm, the threshold is one half.",
                "Si un cas vaut une fausse alarme, le seuil est un demi.",
            ),
        ),
        laws.monotone(
            "false_alarms_per_case",
            [1, 4, 9, 19, 49],
            Text(
                "The more false alarms a case is worth, the lower the threshold: one acts sooner.",
                "Plus un cas vaut de fausses alarmes, plus le seuil est bas : on agit plus tôt.",
            ),
            falling=True,
        ),
    ],
)


@task.reference
def one_over_one_plus(false_alarms_per_case):
    return 1 / (1 + false_alarms_per_case)


@task.alternative
def by_odds_of_harm(false_alarms_per_case):
    odds = 1 / false_alarms_per_case
    return odds / (1 + odds)


@task.alternative
def by_shares(false_alarms_per_case):
    harms = np.array([1.0, false_alarms_per_case])
    return (harms / harms.sum())[0]


@task.mutant(
    Text(
        "0.5 is not neutral: it says that a missed sepsis is no worse than one needless examination. Use the ward's number.",
        "0,5 n'est pas neutre : c'est dire qu'un sepsis manqué n'est pas plus grave qu'un examen inutile. Utilisez le nombre "
        "du service.",
    ),
)
def half_is_neutral(false_alarms_per_case):
    return 0.5


@task.mutant(
    Text(
        "1/k is the odds at the threshold, not the probability. With 9 false alarms and 1 case there are 10 people.",
        "1/k est la cote au seuil, pas la probabilité. Avec 9 fausses alarmes et 1 cas, il y a 10 personnes.",
    ),
)
def odds_not_probability(false_alarms_per_case):
    return 1 / false_alarms_per_case


@task.mutant(
    Text(
        "Upside down: if a missed case is grave, one must act at a low risk already, not wait for a high one.",
        "À l'envers : si manquer un cas est grave, il faut agir dès un risque faible, pas attendre un risque élevé.",
    ),
)
def upside_down(false_alarms_per_case):
    return false_alarms_per_case / (1 + false_alarms_per_case)


@task.mutant(
    Text(
        "Dividing by 100 does not make it a risk. Compare what one gains with what one loses.",
        "Diviser par 100 n'en fait pas un risque. Comparez ce que l'on gagne à ce que l'on perd.",
    ),
)
def percent_of_alarms(false_alarms_per_case):
    return false_alarms_per_case / 100


@task.mutant(
    Text(
        "That is the threshold in %. Here it stands beside risks between 0 and 1: return it on the same scale.",
        "C'est le seuil en %. Ici, il se compare à des risques entre 0 et 1 : renvoyez-le sur la même échelle.",
    ),
)
def in_percent(false_alarms_per_case):
    return 100 / (1 + false_alarms_per_case)


@task.cases
def exchange_rates(rng):
    for worth in rng.uniform(1.5, 60, 6):
        yield case(false_alarms_per_case=float(worth))
