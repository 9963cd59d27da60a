"""Explorer's task 4: which policy for four teams that weigh a missed patient differently."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

# Harm in the 400 test notes at each team's own threshold, recorded on the training that the notebook shows (its `four-teams`).
WEIGHTS = (1, 3, 9, 19)
URGENT, NOT_URGENT = 156, 244
RECORDED = {"2": (122, 231, 257, 241), "3": (135, 276, 299, 290)}
AT_LEAST = 20


def harms_of(row):
    """By policy: 1 everybody, 2 TF-IDF, 3 the tiny BERT, 4 nobody."""
    return {
        "1": NOT_URGENT,
        **{model: harms[row] for model, harms in RECORDED.items()},
        "4": URGENT * WEIGHTS[row],
    }


def best(row, least=AT_LEAST):
    harms = harms_of(row)
    free, model = min("14", key=harms.__getitem__), min("23", key=harms.__getitem__)
    return model if harms[free] - harms[model] >= least else free


@cache
def right():
    return "".join(best(row) for row in range(len(WEIGHTS)))


@cache
def least_harm():
    return "".join(best(row, least=1) for row in range(len(WEIGHTS)))


task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("1234", repeat=len(WEIGHTS))],
    why=Text(
        "Right. The same model is worth following for the team that fears false alarms most, and not for teams that fear misses: there, calling everybody does as well or "
        "nearly, and needs no model. The weight comes from the team, not from the brochure.",
        "Juste. Le même modèle mérite d'être suivi par l'équipe qui craint le plus les fausses alarmes, pas par celles qui craignent les cas manqués : là, appeler "
        "tout le monde fait aussi bien ou presque, sans modèle. Le poids vient de l'équipe, pas de la brochure.",
    ),
    hints=[
        Text(
            "Row by row: which of the two free policies (everybody, nobody) does less harm?",
            "Ligne par ligne : laquelle des deux politiques gratuites (tout le monde, personne) fait le moins de mal ?",
        ),
        Text(
            "Subtract 20 from its harm. Is one of the two models at or below that number?",
            "Retranchez 20 à son préjudice. L'un des deux modèles est-il à ce nombre ou au-dessous ?",
        ),
    ],
)


@task.reference
def by_the_rule():
    return right()


@task.mutant(
    Text(
        "You took the least harm in each row, by however little. A lead of three in 400 notes, or of thirteen, may be chance: the rule asks for at least 20.",
        "Vous avez pris le plus petit préjudice de chaque ligne, même d'un rien. Une avance de trois sur 400 notes, ou de treize, peut relever du hasard : la règle demande au moins 20.",
    ),
)
def the_least_by_however_little(answer):
    return answer == least_harm()


@task.mutant(
    Text(
        "You follow one and the same policy everywhere. The teams do not weigh a missed patient alike: read each row.",
        "Vous suivez partout la même politique. Les équipes ne donnent pas le même poids à un patient manqué : lisez chaque ligne.",
    ),
)
def the_same_everywhere(answer):
    return len(set(answer)) == 1


@task.mutant(
    Text(
        "You call nobody where a missed patient weighs more than one false alarm: look at the harm of the patients who would wait.",
        "Vous n'appelez personne là où un patient manqué pèse plus d'une fausse alarme : regardez le préjudice des patients qui attendraient.",
    ),
)
def nobody_is_called(answer):
    return "4" in answer[1:]


@task.mutant(
    Text(
        "For the teams that fear misses most, no model does at least 20 less harm than calling everybody.",
        "Pour les équipes qui craignent le plus les cas manqués, aucun modèle ne fait au moins 20 de préjudice de moins que d'appeler tout le monde.",
    ),
)
def a_model_where_misses_weigh(answer):
    return answer[2] in "23" or answer[3] in "23"


@task.mutant(
    Text(
        "One of the first two rows is not the best that the rule allows: take the better free policy, then see whether a model does at least 20 less harm.",
        "L'une des deux premières lignes n'est pas la meilleure que la règle permet : prenez la meilleure politique gratuite, puis voyez si un modèle fait au "
        "moins 20 de préjudice de moins.",
    ),
)
def first_rows(answer):
    return answer[:2] != right()[:2]
