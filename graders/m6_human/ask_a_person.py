"""Builder's task 1: reject option."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["labkit.oversight.decision_costs", "labkit.oversight.RejectOptionClassifier"],
    why=Text(
        "Right. Asking is a third action with its own price: it is worth it where both automatic actions cost more. Where that "
        "is depends on the harms, so the zone of doubt is not centred on 0.5.",
        "Juste. Demander est une troisième action, avec son prix : elle en vaut la peine là où les deux actions automatiques "
        "coûtent plus cher. Où ? Cela dépend des préjudices : la zone de doute n'est pas centrée sur 0,5.",
    ),
    hints=[
        Text(
            "For one patient of risk p: if nobody is called, one loses p × cost_missed_case on average. And if the team is called?",
            "Pour un patient de risque p : si personne n'est appelé, on perd en moyenne p × cost_missed_case. Et si l'équipe est "
            "appelée ?",
        ),
        Text(
            "Left alone, the model takes the cheaper of the two. y_prob is an array: np.minimum(a, b) compares patient by patient, min(a, b) "
            "does not.",
            "Laissé seul, le modèle prend la moins chère des deux. y_prob est un tableau : np.minimum(a, b) compare patient par patient, "
            "min(a, b) non.",
        ),
        Text(
            "Return where that minimum is strictly above cost_asking.",
            "Renvoyez là où ce minimum dépasse strictement cost_asking.",
        ),
    ],
    laws=[
        laws.known(
            {"cost_asking": 1000.0, "y_prob": np.array([0.1, 0.5, 0.9])},
            np.array([False, False, False]),
            Text(
                "If asking costs more than any error, nobody is asked: your function asks all the same. Does it use the three costs it is given? Prices written into "
                "the function, or a band around 0.5, do not follow when a ward has others.",
                "Si demander coûte plus cher que n'importe quelle erreur, on ne demande à personne : votre fonction demande quand même. Se sert-elle des trois coûts "
                "reçus en arguments ? Des prix écrits dans la fonction, ou une bande autour de 0,5, ne suivent pas quand un service en a d'autres.",
            ),
        ),
        laws.known(
            {
                "y_prob": np.array([0.05, 0.2, 0.7]),
                "cost_false_alarm": 1.0,
                "cost_missed_case": 4.0,
                "cost_asking": 0.4,
            },
            np.array([False, True, False]),
            Text(
                "Three patients of risks 0.05, 0.2 and 0.7; costs 1, 4 and 0.4. Work out by hand what each action costs for each.",
                "Trois patients de risques 0,05, 0,2 et 0,7 ; coûts 1, 4 et 0,4. Calculez à la main ce que coûte chaque action pour "
                "chacun.",
            ),
        ),
    ],
)


@task.reference
def dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.minimum((1 - p) * cost_false_alarm, p * cost_missed_case) > cost_asking


@task.alternative
def between_two_risks(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return (p > cost_asking / cost_missed_case) & (p < 1 - cost_asking / cost_false_alarm)


@task.alternative
def patient_by_patient(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return [bool(min((1 - p) * cost_false_alarm, p * cost_missed_case) > cost_asking) for p in y_prob]


@task.mutant(
    Text(
        "You treat a missed case and a false alarm as equally grave: doubt then sits around 0.5. Where a missed case costs more, "
        "one must ask at much lower risks already.",
        "Vous tenez un cas manqué et une fausse alarme pour aussi graves l'un que l'autre : le doute se trouve alors autour de "
        "0,5. Là où un cas manqué coûte plus cher, il faut demander dès des risques bien plus bas.",
    ),
)
def doubt_is_half(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_false_alarm, cost_false_alarm, cost_asking)


@task.mutant(
    Text(
        "You ask as soon as one of the two actions is dear (the larger cost). But the model would take the cheaper one: a patient of "
        "risk 0.99 needs the team, not a discussion.",
        "Vous demandez dès qu'une des deux actions coûte cher (le plus grand coût). Or le modèle prendrait la moins chère : un "
        "patient de risque 0,99 a besoin de l'équipe, pas d'une discussion.",
    ),
)
def either_action_dear(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.maximum((1 - p) * cost_false_alarm, p * cost_missed_case) > cost_asking


@task.mutant(
    Text(
        "The two harms are swapped: a missed case happens with probability p, a false alarm with 1 - p.",
        "Les deux préjudices sont échangés : un cas manqué survient avec la probabilité p, une fausse alarme avec 1 - p.",
    ),
)
def harms_swapped(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_missed_case, cost_false_alarm, cost_asking)


@task.mutant(
    Text(
        "Upside down: you ask a person where the model costs little, and leave it alone where it hesitates.",
        "À l'envers : vous demandez là où le modèle coûte peu, et vous le laissez seul là où il hésite.",
    ),
)
def asks_when_sure(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return ~dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, cost_asking)


@task.mutant(
    Text(
        "You only count missed cases: everybody at high risk is then put to a person. A false alarm has a cost as well, and past a "
        "certain risk it is the smaller one: call the team.",
        "Vous ne comptez que les cas manqués : tout patient à haut risque passe alors devant une personne. Une fausse alarme coûte "
        "aussi, et au-delà d'un certain risque c'est elle qui coûte le moins : appelez l'équipe.",
    ),
)
def only_misses_cost(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return np.asarray(y_prob) * cost_missed_case > cost_asking


@task.mutant(
    Text(
        "You wrote this lab's prices, 4 and 1, into the function. Another ward has others: use the two costs that come in as arguments.",
        "Vous avez écrit les prix de ce TP, 4 et 1, dans la fonction. Un autre service en a d'autres : servez-vous des deux coûts reçus en "
        "arguments.",
    ),
)
def prices_of_the_text(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, 1, 4, cost_asking)


@task.mutant(
    Text(
        "You take 1 for the price of a false alarm, as in this lab. Here it is an argument: calling costs (1 - p) × cost_false_alarm.",
        "Vous prenez 1 pour le prix d'une fausse alarme, comme dans ce TP. Ici, c'est un argument : appeler coûte (1 - p) × cost_false_alarm.",
    ),
)
def false_alarm_costs_one(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, 1, cost_missed_case, cost_asking)


@task.mutant(
    Text(
        "You take 4 for the price of a missed case, as in this lab. Here it is an argument: waiting costs p × cost_missed_case.",
        "Vous prenez 4 pour le prix d'un cas manqué, comme dans ce TP. Ici, c'est un argument : attendre coûte p × cost_missed_case.",
    ),
)
def missed_case_costs_four(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_false_alarm, 4, cost_asking)


@task.mutant(
    Text(
        "You take 0.4 for the price of asking, as in this lab. Here it is an argument, cost_asking.",
        "Vous prenez 0,4 pour le prix d'une demande, comme dans ce TP. Ici, c'est un argument, cost_asking.",
    ),
)
def asking_costs_as_in_the_text(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, 0.4)


@task.mutant(
    Text(
        "You wrote this lab's three prices, 1, 4 and 0.4, into the function: its arguments are not used. Another ward has others.",
        "Vous avez écrit les trois prix de ce TP, 1, 4 et 0,4, dans la fonction : ses arguments ne servent pas. Un autre service en a d'autres.",
    ),
)
def three_prices_of_the_text(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, 1, 4, 0.4)


@task.mutant(
    Text(
        "Where asking costs exactly as much as the cheaper action, you ask. Strictly less is asked for (>, not >=): at the same price, a person's time is "
        "better spent on somebody else.",
        "Là où demander coûte exactement autant que l'action la moins chère, vous demandez. On veut strictement moins (>, pas >=) : à prix égal, le temps d'une "
        "personne est mieux employé pour quelqu'un d'autre.",
    ),
)
def asks_at_a_tie(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.minimum((1 - p) * cost_false_alarm, p * cost_missed_case) >= cost_asking


@task.mutant(
    Text(
        "You return the places of the patients (np.flatnonzero, np.where). Asked for is True or False for each patient, as many values as y_prob.",
        "Vous renvoyez les places des patients (np.flatnonzero, np.where). On demande True ou False pour chaque patient, autant de valeurs que y_prob.",
    ),
)
def places_of_the_asked(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return np.flatnonzero(dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, cost_asking))


@task.mutant(
    Text(
        "You return what asking saves. Asked for is whether it saves anything: True or False for each patient.",
        "Vous renvoyez ce que la demande épargne. On demande si elle épargne quelque chose : True ou False pour chaque patient.",
    ),
)
def the_saving_itself(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.minimum((1 - p) * cost_false_alarm, p * cost_missed_case) - cost_asking


@task.cases
def wards_with_costs(rng):
    for unit in (1.0, *rng.uniform(1.5, 4, 5)):  # in false alarms, then in any other unit (hours, euros)
        yield case(
            y_prob=np.round(rng.beta(0.8, 1.6, 60), 4),
            cost_false_alarm=float(unit),
            cost_missed_case=float(unit * rng.uniform(5, 12)),
            cost_asking=float(unit * rng.uniform(0.25, 0.45)),
        )
    unit, graver = 2.0 ** rng.integers(1, 4, 2)  # powers of two: two ties, exact however one computes them
    ties = [0.25 / graver, 0.75]
    yield case(
        y_prob=rng.permutation([*ties, *np.round(rng.beta(0.8, 1.6, 20), 4)]),
        cost_false_alarm=float(unit),
        cost_missed_case=float(unit * graver),
        cost_asking=float(unit / 4),
    )
