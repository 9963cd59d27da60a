"""Builder's task 5: the decision curve."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .net_benefit import vickers
from .treat_all import everybody
from .wards import EVALUATE, draw_ward

task = function_task(
    points=2,
    forbids=EVALUATE,
    why=Text(
        "Right. Read it at the ward's own threshold, not at its highest point: the curve answers 'is this model worth using "
        "here?', which no AUC can.",
        "Juste. Lisez-la au seuil du service, pas à son point le plus haut : la courbe répond à la question « faut-il se servir "
        "de ce modèle ici ? », ce qu'aucune AUC ne fait.",
    ),
    hints=[
        Text(
            "One row for each threshold. You have written net_benefit and treat_all: use them.",
            "Une ligne par seuil. Vous avez écrit net_benefit et treat_all : servez-vous-en.",
        ),
        Text(
            "Columns threshold, model, treat_all, treat_none. Assessing nobody is worth 0 at every threshold.",
            "Colonnes threshold, model, treat_all, treat_none. N'évaluer personne vaut 0 à tous les seuils.",
        ),
        Text(
            "The prevalence is the mean of y_true. Make a list of dictionaries, one for each threshold, and give it to pd.DataFrame.",
            "La prévalence est la moyenne de y_true. Faites une liste de dictionnaires, un par seuil, et donnez-la à pd.DataFrame.",
        ),
    ],
    laws=[
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.full(4, 0.3), "thresholds": np.array([0.5])},
            np.array([0.5]),
            Text(
                "The answer is a DataFrame with one row for each threshold that is given, and the columns threshold, model, treat_all and "
                "treat_none, spelled like this.",
                "La réponse est un DataFrame avec une ligne pour chaque seuil donné, et les colonnes threshold, model, treat_all et "
                "treat_none, écrites ainsi.",
            ),
            part="threshold",
        ),
        laws.permutation_invariant(["y_true", "y_prob"]),
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.full(4, 0.3), "thresholds": np.array([0.5])},
            np.zeros(1),
            Text(
                "Two cases among four patients: at a threshold of one half, treat_all is 0. Where does your prevalence come from? It is the "
                "share of cases in y_true.",
                "Deux cas parmi quatre patients : au seuil d'un demi, treat_all vaut 0. D'où vient votre prévalence ? C'est la part de cas "
                "dans y_true.",
            ),
            part="treat_all",
        ),
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.full(4, 0.3), "thresholds": np.array([0.5])},
            np.zeros(1),
            Text(
                "Assessing nobody finds no case and makes no false alarm: treat_none is 0 at every threshold.",
                "N'évaluer personne ne trouve aucun cas et ne fait aucune fausse alarme : treat_none vaut 0 à tous les seuils.",
            ),
            part="treat_none",
        ),
    ],
)


@task.reference
def curve(y_true, y_prob, thresholds):
    prevalence = np.mean(y_true)
    return pd.DataFrame(
        {
            "threshold": list(thresholds),
            "model": [vickers(y_true, y_prob, t) for t in thresholds],
            "treat_all": [everybody(prevalence, t) for t in thresholds],
            "treat_none": 0.0,
        }
    )


@task.alternative
def curve_by_rows(y_true, y_prob, thresholds):
    rows = []
    for t in thresholds:
        everyone = vickers(y_true, np.ones(len(y_true)), t)
        rows.append(
            {"treat_none": 0, "treat_all": everyone, "model": vickers(y_true, y_prob, t), "threshold": t}
        )
    return pd.DataFrame(rows)


@task.alternative
def curve_by_arrays(y_true, y_prob, thresholds):
    t = np.asarray(thresholds)
    treated = np.asarray(y_prob)[:, None] >= t
    event = np.asarray(y_true)[:, None] == 1
    weight = t / (1 - t)
    model = (treated & event).mean(axis=0) - (treated & ~event).mean(axis=0) * weight
    frame = pd.DataFrame({"threshold": t, "model": model, "treat_none": np.zeros(len(t))})
    return frame.assign(treat_all=event.mean() - (1 - event.mean()) * weight)


task.equivalent("curve:around:list(thresholds) -> *", "a column is the same from a list and from an array")


@task.mutant(
    Text(
        "You weigh the false alarms by each threshold but still decide at 0.5: the patients assessed must change too.",
        "Vous pesez les fausses alarmes selon chaque seuil mais décidez toujours à 0,5 : les patients évalués doivent changer "
        "aussi.",
    ),
)
def always_half(y_true, y_prob, thresholds):
    decided = (np.asarray(y_prob) >= 0.5).astype(float)
    return curve(y_true, y_prob, thresholds).assign(model=[vickers(y_true, decided, t) for t in thresholds])


@task.mutant(
    Text(
        "Your treat_all is the same at every threshold. It must fall: the more a false alarm weighs, the less assessing everybody is worth.",
        "Votre treat_all est le même à tous les seuils. Il doit baisser : plus une fausse alarme pèse, moins évaluer tout le monde a de "
        "valeur.",
    ),
)
def flat_treat_all(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).assign(treat_all=np.mean(y_true))


@task.mutant(
    Text(
        "Assessing nobody is the zero from which everything is measured. The cases that it misses show as the benefit that the other lines have.",
        "N'évaluer personne est le zéro à partir duquel tout se mesure. Les cas qui lui échappent se voient au bénéfice qu'ont les autres "
        "courbes.",
    ),
)
def none_loses_cases(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).assign(treat_none=-np.mean(y_true))


@task.mutant(
    Text(
        "That is the accuracy at each threshold. Accuracy gives a missed sepsis and a needless examination the same weight.",
        "C'est l'exactitude à chaque seuil. L'exactitude donne le même poids à un sepsis manqué et à un examen inutile.",
    ),
)
def accuracy_curve(y_true, y_prob, thresholds):
    accuracy = [float(np.mean((np.asarray(y_prob) >= t) == (np.asarray(y_true) == 1))) for t in thresholds]
    return curve(y_true, y_prob, thresholds).assign(model=accuracy)


@task.mutant(
    Text(
        "Your model is worth the same at every threshold: net_benefit gets 0.5 each time. Give it the threshold of the row.",
        "Votre modèle vaut autant à tous les seuils : net_benefit reçoit 0.5 à chaque fois. Donnez-lui le seuil de la ligne.",
    ),
)
def one_threshold(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).assign(model=vickers(y_true, y_prob, 0.5))


@task.mutant(
    Text(
        "You take the prevalence from the predicted risks. If the model expects six cases for each one there is, "
        "assessing everybody looks far better than it is: take it from what happened, y_true.",
        "Vous tirez la prévalence des risques prédits. Si le modèle attend six cas quand il y en a un, évaluer tout "
        "le monde paraît bien meilleur qu'en réalité : tirez-la de ce qui est arrivé, y_true.",
    ),
)
def prevalence_from_risks(y_true, y_prob, thresholds):
    believed = [everybody(np.mean(y_prob), t) for t in thresholds]
    return curve(y_true, y_prob, thresholds).assign(treat_all=believed)


@task.mutant(
    Text(
        "The columns are called treat_all and treat_none, with an underscore: the figure and the check look for these names.",
        "Les colonnes s'appellent treat_all et treat_none, avec un tiret bas : la figure et la vérification cherchent ces noms.",
    ),
)
def names_with_spaces(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).rename(
        columns={"treat_all": "treat all", "treat_none": "treat none"}
    )


@task.mutant(
    Text(
        "The thresholds are the index of your frame. They are asked for as a column, threshold: `.reset_index()` makes one of it.",
        "Les seuils sont l'index de votre tableau. Ils sont demandés comme colonne, threshold : `.reset_index()` en fait une.",
    ),
)
def thresholds_as_index(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).set_index("threshold")


@task.cases
def wards_with_thresholds(rng):
    for _ in range(3):
        y_true, y_prob = draw_ward(rng, 200)
        # Three patients stand exactly at a threshold, for >= and > to differ.
        y_true[2:5], y_prob[2:5] = [0, 1, 0], [0.1, 0.2, 0.35]
        yield case(y_true=y_true, y_prob=y_prob, thresholds=np.array([0.05, 0.1, 0.2, 0.35, 0.6]))
