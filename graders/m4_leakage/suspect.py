"""Builder's task 5: which column to question, in worlds where a leak was planted and in worlds where none was."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task

from .worlds import SCREENS, area

# How many worlds of each kind; of those with a treatment, every second one falls with the disease.
WORLDS = {"nothing": 20, "late": 10, "treatment": 14, "presence": 12}
STAYS, COLUMNS, LEAST = 160, 6, 0.95
NAMES = ["lactate", "crp", "pulse", "urea", "sodium", "order", "dose", "culture", "note"]
LATE, ALONE, PRESENCE = 0.02, 0.85, 0.65


def _either_way(shares):
    """The larger of an AUC and 1 minus it, by name."""
    return {name: max(share, 1 - share) for name, share in shares.items()}


def _first(values, least):
    best = max(values, key=values.get)
    return best if values[best] >= least else ""


task = function_task(
    points=2,
    forbids=SCREENS,
    criterion=Criterion(
        "floor",
        {
            "truth": "planted",
            "least": LEAST,
            "message": [
                'In worlds whose truth is known, your function is wrong too often. Does it find all three kinds of leak, also a column that falls with the disease, and does it return "" where nothing was '
                "planted?",
                "Dans des mondes dont on connaît la vérité, votre fonction se trompe trop souvent. Trouve-t-elle les trois sortes de fuite, y compris une colonne qui baisse avec la maladie, et renvoie-t-elle "
                '"" là où il n\'y a rien ?',
            ],
        },
    ),
    why=Text(
        "Right: it finds what was planted and is silent where nothing was. It points; it does not judge. A column that predicts well may simply be a good sign: ask those who fill it in, and when.",
        "Juste : elle trouve ce que nous avons introduit et se tait là où il n'y a rien. Elle signale, elle ne juge pas. Une colonne qui prédit bien est peut-être simplement un bon signe : demandez à "
        "ceux qui la remplissent, et quand.",
    ),
    hints=[
        Text(
            'Three questions in a row, each with its `if` and `return`: the clock (late), the column alone, its presence. At the end: return "".',
            'Trois questions à la suite, chacune avec son `if` et son `return` : l\'horloge (late), la colonne seule, sa présence. À la fin : return "".',
        ),
        Text(
            "An AUC of 0.08 tells as much as one of 0.92: abs(alone[name] - 0.5) >= 0.35 asks both at once.",
            "Une AUC de 0,08 en dit autant qu'une AUC de 0,92 : abs(alone[name] - 0.5) >= 0.35 pose les deux questions à la fois.",
        ),
    ],
)


@task.reference
def three_questions(late, alone, presence):
    for name in late:
        strong, telling = abs(alone[name] - 0.5) >= 0.35, abs(presence[name] - 0.5) >= 0.15
        if late[name] > 0.02 or strong or telling:
            return name
    return ""


@task.alternative
def by_the_worst(late, alone, presence):
    excess = {
        name: max(late[name] / 0.02, abs(alone[name] - 0.5) / 0.35, abs(presence[name] - 0.5) / 0.15)
        for name in late
    }
    worst = max(excess, key=excess.get)
    return worst if excess[worst] > 1 else ""


@task.alternative
def by_lists(late, alone, presence):
    tardy = [name for name, share in late.items() if share > 0.02]
    strong = [name for name, area in alone.items() if not 0.15 < area < 0.85]
    telling = [name for name, area in presence.items() if not 0.35 < area < 0.65]
    return [*tardy, *strong, *telling, ""][0]


@task.mutant(
    Text(
        "You never question anything. Vigie would be switched on as it is.",
        "Vous ne mettez jamais rien en question. Vigie serait mise en service telle quelle.",
    ),
)
def never(late, alone, presence):
    return ""


@task.mutant(
    Text(
        "You always accuse the strongest column, also where nothing was planted: these are false alarms, and good signs would be thrown out. Ask for 0.85 at least.",
        "Vous accusez toujours la colonne la plus forte, même là où il n'y a rien : ce sont de fausses alarmes, et l'on jetterait de bons signes. Exigez au moins 0,85.",
    ),
)
def always_the_strongest(late, alone, presence):
    return _first(_either_way(alone), 0)


@task.mutant(
    Text(
        "You do not look at the clock (`late`). A column written the next day may have a modest AUC: no score gives it away.",
        "Vous ne regardez pas l'horloge (`late`). Une colonne écrite le lendemain peut avoir une AUC modeste : aucun score ne la trahit.",
    ),
)
def without_the_clock(late, alone, presence):
    return _first(_either_way(alone), ALONE) or _first(_either_way(presence), PRESENCE)


@task.mutant(
    Text(
        "You look at the clock alone. A treatment recorded in time can give the answer away, and so can a test that is only ordered for those who look ill.",
        "Vous ne regardez que l'horloge. Un traitement inscrit à temps peut livrer la réponse, comme un examen qu'on ne prescrit qu'à ceux qui ont l'air malades.",
    ),
)
def the_clock_alone(late, alone, presence):
    return _first(late, LATE + 1e-9)


@task.mutant(
    Text(
        "A column that falls with the disease has an AUC near 0, and tells as much as one near 1. Take the larger of the AUC and 1 minus the AUC.",
        "Une colonne qui baisse avec la maladie a une AUC proche de 0, et en dit autant qu'une AUC proche de 1. Prenez le plus grand de l'AUC et de 1 moins l'AUC.",
    ),
)
def rising_only(late, alone, presence):
    return _first(late, LATE + 1e-9) or _first(alone, ALONE) or _first(_either_way(presence), PRESENCE)


@task.mutant(
    Text(
        "You look at values only. That a test is missing, or there, can tell who was thought to be ill: look at its presence as well.",
        "Vous ne regardez que les valeurs. Qu'un examen manque, ou soit là, peut dire qui l'on croyait malade : regardez aussi sa présence.",
    ),
)
def values_only(late, alone, presence):
    return _first(late, LATE + 1e-9) or _first(_either_way(alone), ALONE)


@task.mutant(
    Text(
        "One late entry condemns a column in your answer. Slips of the pen happen: question it above 2 %.",
        "Une seule saisie tardive condamne une colonne chez vous. Il y a des erreurs de saisie : ne la questionnez qu'au-dessus de 2 %.",
    ),
)
def one_slip_is_enough(late, alone, presence):
    return _first(late, 1e-9) or _first(_either_way(alone), ALONE) or _first(_either_way(presence), PRESENCE)


def draw_world(rng, kind, falls=False):
    """Of six columns the late shares, the AUC alone and of the presence, and the name of the column that was planted ("" for none)."""
    y = rng.permutation(np.repeat([0, 1], [STAYS - 50, 50]))
    names = [str(name) for name in rng.permutation(NAMES)[:COLUMNS]]
    columns, late = {}, {}
    for name in names:
        values = rng.standard_normal(STAYS) + rng.uniform(-0.5, 0.5) * y
        values[rng.random(STAYS) < rng.uniform(0, 0.2)] = np.nan
        columns[name] = values
        late[name] = float(rng.choice([0, 0, 0.0125]))
    leak = names[int(rng.integers(0, COLUMNS))]
    if kind == "late":
        columns[leak] = rng.standard_normal(STAYS) + 1.0 * y
        late[leak] = float(rng.uniform(0.2, 1))
    elif kind == "treatment":
        given = rng.random(STAYS) < np.where(y == 1, 0.97, 0.04)
        columns[leak] = (given != falls).astype(float)
    elif kind == "presence":
        columns[leak] = rng.standard_normal(STAYS)
        columns[leak][rng.random(STAYS) > np.where(y == 1, 0.95, 0.25)] = np.nan
    there = {name: ~np.isnan(values) for name, values in columns.items()}
    alone = {name: round(area(values[there[name]], y[there[name]]), 3) for name, values in columns.items()}
    presence = {name: round(area(is_there, y), 3) for name, is_there in there.items()}
    return late, alone, presence, "" if kind == "nothing" else leak


@task.cases
def worlds(rng):
    kinds = [(kind, place % 2 == 1) for kind, many in WORLDS.items() for place in range(many)]
    for place in rng.permutation(len(kinds)):
        late, alone, presence, planted = draw_world(rng, *kinds[place])
        yield case(late=late, alone=alone, presence=presence, planted=planted)
