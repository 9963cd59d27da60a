"""Builder's task 2: threshold from the harms."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    forbids=["labkit.evaluate.threshold_from_harms"],
    why=Text(
        "Right. The threshold is a decision about harms, made with the ward; no data set contains it. And the less early care can "
        "still do, the more certain one must be before disturbing a patient.",
        "Juste. Le seuil est une décision sur les préjudices, prise avec le service ; aucun jeu de données ne le contient. Et moins une "
        "prise en charge précoce peut changer les choses, plus il faut être sûr avant de déranger un patient.",
    ),
    hints=[
        Text(
            "Take a patient whose risk is t. With probability t, assessing avoids part of the harm of a miss: which part? With "
            "probability 1 - t, it costs one false alarm.",
            "Prenez un patient dont le risque est t. Avec une probabilité t, l'évaluer évite une partie du préjudice d'un cas manqué : "
            "laquelle ? Avec une probabilité 1 - t, cela coûte une fausse alarme.",
        ),
        Text(
            "At the threshold the two are equal: t × harm_missed × share_avoided = (1 - t) × harm_false_alarm. Solve for t.",
            "Au seuil, les deux s'égalisent : t × harm_missed × share_avoided = (1 - t) × harm_false_alarm. Trouvez t.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {"harm_missed": 9, "harm_false_alarm": 1, "share_avoided": 1},
            0.1,
            Text(
                "If a miss weighs nine false alarms and early care avoids all of it, the threshold is one in ten.",
                "Si un cas manqué pèse neuf fausses alarmes et que la prise en charge précoce évite tout le préjudice, le seuil est de un sur dix.",
            ),
        ),
        laws.monotone(
            "harm_missed",
            [1, 4, 9, 19, 49],
            Text(
                "The worse a missed case is, the lower the threshold: one assesses at a smaller risk.",
                "Plus un cas manqué est grave, plus le seuil est bas : on évalue dès un risque plus faible.",
            ),
            falling=True,
        ),
        laws.monotone(
            "share_avoided",
            [0.1, 0.3, 0.6, 1.0],
            Text(
                "The more early care can avoid, the lower the threshold.",
                "Plus la prise en charge précoce évite de préjudice, plus le seuil est bas.",
            ),
            falling=True,
        ),
    ],
)


@task.reference
def cost_over_cost_and_gain(harm_missed, harm_false_alarm, share_avoided):
    return harm_false_alarm / (harm_false_alarm + harm_missed * share_avoided)


@task.alternative
def by_odds_of_harm(harm_missed, harm_false_alarm, share_avoided):
    odds = harm_false_alarm / (harm_missed * share_avoided)
    return odds / (1 + odds)


@task.alternative
def by_shares(harm_missed, harm_false_alarm, share_avoided):
    harms = np.array([harm_false_alarm, harm_missed * share_avoided])
    return (harms / harms.sum())[0]


@task.mutant(
    Text(
        "You count as if assessing a patient in time undid all the harm of sepsis. It avoids only `share_avoided` of it.",
        "Vous comptez comme si évaluer un patient à temps annulait tout le préjudice du sepsis. Cela n'en évite que la part `share_avoided`.",
    ),
)
def everything_avoided(harm_missed, harm_false_alarm, share_avoided):
    return harm_false_alarm / (harm_false_alarm + harm_missed)


@task.mutant(
    Text(
        "0.5 is not neutral: it says that a missed sepsis is no worse than one needless examination. Use the two harms.",
        "0,5 n'est pas neutre : c'est dire qu'un sepsis manqué n'est pas plus grave qu'un examen inutile. Utilisez les deux préjudices.",
    ),
)
def half_is_neutral(harm_missed, harm_false_alarm, share_avoided):
    return 0.5


@task.mutant(
    Text(
        "The ratio of the two harms is the odds at the threshold, not yet the probability. With 1 against 9 there are 10 people.",
        "Le rapport des deux préjudices est la cote au seuil, pas encore la probabilité. À 1 contre 9, il y a 10 personnes.",
    ),
)
def odds_not_probability(harm_missed, harm_false_alarm, share_avoided):
    return harm_false_alarm / (harm_missed * share_avoided)


@task.mutant(
    Text(
        "This is upside down: when a miss is serious, one acts at a low risk already, without waiting for a high one.",
        "C'est à l'envers : quand manquer un cas est grave, on agit dès un risque faible, sans attendre un risque élevé.",
    ),
)
def upside_down(harm_missed, harm_false_alarm, share_avoided):
    return harm_missed * share_avoided / (harm_false_alarm + harm_missed * share_avoided)


@task.mutant(
    Text(
        "You multiply the harm of a false alarm by `share_avoided`. Early care changes the course of a sepsis; a false alarm costs the same.",
        "Vous multipliez par `share_avoided` le préjudice d'une fausse alarme. La prise en charge précoce change l'évolution d'un sepsis ; une "
        "fausse alarme coûte autant.",
    ),
)
def share_of_the_false_alarm(harm_missed, harm_false_alarm, share_avoided):
    return harm_false_alarm * share_avoided / (harm_false_alarm * share_avoided + harm_missed)


@task.mutant(
    Text(
        "That is the threshold in %. The function compares it with risks between 0 and 1: return it on that scale.",
        "C'est le seuil en %. Il sera comparé à des risques entre 0 et 1 : renvoyez-le sur cette échelle.",
    ),
)
def in_percent(harm_missed, harm_false_alarm, share_avoided):
    return 100 * harm_false_alarm / (harm_false_alarm + harm_missed * share_avoided)


@task.cases
def harms(rng):
    for _ in range(6):
        missed, false_alarm, avoided = rng.uniform(2, 40), rng.uniform(0.2, 1.5), rng.uniform(0.2, 0.9)
        yield case(
            harm_missed=float(missed), harm_false_alarm=float(false_alarm), share_avoided=float(avoided)
        )
