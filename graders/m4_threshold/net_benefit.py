"""Builder's task 3: net benefit."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .wards import EVALUATE, draw_ward

task = function_task(
    points=2,
    forbids=EVALUATE,
    why=Text(
        "Right. Net benefit is counted in cases found: 0.03 is worth three more cases found in 100 patients, with no false alarm. It compares "
        "every model with the others and with assessing everybody.",
        "Juste. Le bénéfice net se compte en cas trouvés : 0,03 vaut trois cas de plus trouvés sur 100 patients, sans fausse alarme. Il "
        "permet de comparer tous les modèles entre eux et avec « évaluer tout le monde ».",
    ),
    hints=[
        Text(
            "Who is assessed? The patients with y_prob >= threshold. Count the cases among them, and the others.",
            "Qui est évalué ? Les patients dont y_prob >= threshold. Comptez parmi eux les cas, et les autres.",
        ),
        Text(
            "A false alarm weighs threshold / (1 - threshold) of a case: that is what choosing the threshold said.",
            "Une fausse alarme pèse threshold / (1 - threshold) d'un cas : c'est ce que dit le choix du seuil.",
        ),
        Text(
            "net benefit = TP / n - FP / n × threshold / (1 - threshold), n being everybody.",
            "bénéfice net = VP / n - FP / n × seuil / (1 - seuil), n étant tout le monde.",
        ),
    ],
    laws=[
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.zeros(4), "threshold": 0.2},
            0.0,
            Text(
                "If nobody is assessed, there is neither benefit nor harm: 0.",
                "Si personne n'est évalué, il n'y a ni bénéfice ni préjudice : 0.",
            ),
        ),
        laws.known(
            {"y_true": np.array([1, 0, 0, 0]), "y_prob": np.ones(4), "threshold": 0.2},
            0.0625,
            Text(
                "Four patients, one case, everybody assessed, threshold 0.2: work it out by hand. One case found in four patients, three "
                "false alarms that weigh a quarter of a case each.",
                "Quatre patients, un cas, tout le monde évalué, seuil 0,2 : faites le calcul à la main. Un cas trouvé pour quatre patients, "
                "trois fausses alarmes qui pèsent chacune un quart de cas.",
            ),
        ),
        laws.permutation_invariant(["y_true", "y_prob"]),
        laws.replication_invariant(["y_true", "y_prob"]),
    ],
)


@task.reference
def vickers(y_true, y_prob, threshold):
    y_true, treated = np.asarray(y_true), np.asarray(y_prob) >= threshold
    true_positives, false_positives = np.sum(treated & (y_true == 1)), np.sum(treated & (y_true == 0))
    return (true_positives - false_positives * threshold / (1 - threshold)) / len(y_true)


@task.alternative
def by_means(y_true, y_prob, threshold):
    treated = pd.Series(np.asarray(y_prob) >= threshold)
    weight = pd.Series(np.asarray(y_true)).map({1: 1.0, 0: -threshold / (1 - threshold)})
    return float((treated * weight).mean())


@task.alternative
def by_loop(y_true, y_prob, threshold):
    total = 0.0
    for event, risk in zip(y_true, y_prob, strict=True):
        if risk >= threshold:
            total += 1 if event else -threshold / (1 - threshold)
    return total / len(y_true)


@task.alternative
def labkits_own(y_true, y_prob, threshold):
    # what the curve of the notebook is drawn with, held to dcurves by the tests of labkit.evaluate
    from labkit.evaluate import net_benefit

    return float(net_benefit(y_true, y_prob, threshold))


@task.mutant(
    Text(
        "A false alarm weighs as much as a case for you, whatever the threshold: that is the choice of 0.5. The weight of a "
        "false alarm is threshold / (1 - threshold).",
        "Une fausse alarme pèse chez vous autant qu'un cas, quel que soit le seuil : c'est le choix de 0,5. Le poids d'une "
        "fausse alarme est seuil / (1 - seuil).",
    ),
)
def one_for_one(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(np.mean(treated & (y_true == 1)) - np.mean(treated & (y_true == 0)))


@task.mutant(
    Text(
        "You divide by the number of patients assessed. Divide by all patients: otherwise a model that picks one patient with sepsis wins.",
        "Vous divisez par le nombre de patients évalués. Divisez par tous les patients : sinon, un modèle qui désigne un seul patient avec "
        "un sepsis l'emporte.",
    ),
)
def among_the_treated(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(vickers(y_true, y_prob, threshold) * len(y_true) / max(treated.sum(), 1))


@task.mutant(
    Text(
        "The weight is upside down: at a low threshold a false alarm should weigh little, since the ward accepts many.",
        "Le poids est inversé : à un seuil bas, une fausse alarme doit peser peu, puisque le service en accepte beaucoup.",
    ),
)
def weight_upside_down(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(
        np.mean(treated & (y_true == 1)) - np.mean(treated & (y_true == 0)) * (1 - threshold) / threshold
    )


@task.mutant(
    Text(
        "You weigh a false alarm by the threshold itself. At a threshold of 0.2 four false alarms are worth one case, not "
        "five: the weight is the odds, threshold / (1 - threshold).",
        "Vous pesez une fausse alarme par le seuil lui-même. Au seuil de 0,2, quatre fausses alarmes valent un cas, et non "
        "cinq : le poids est la cote, seuil / (1 - seuil).",
    ),
)
def weight_is_threshold(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(np.mean(treated & (y_true == 1)) - np.mean(treated & (y_true == 0)) * threshold)


@task.mutant(
    Text(
        "You subtract the missed cases. They already lower the result, since they are not counted as found. Subtract the false alarms.",
        "Vous retranchez les cas manqués. Ils abaissent déjà le résultat, puisqu'ils ne sont pas comptés comme trouvés. Retranchez les "
        "fausses alarmes.",
    ),
)
def missed_cases(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    missed = np.mean(~treated & (y_true == 1))
    return float(np.mean(treated & (y_true == 1)) - missed * threshold / (1 - threshold))


@task.mutant(
    Text(
        "You leave out the patients whose risk is the threshold itself. By what the ward said, assessing them is worth as "
        "much as not assessing them, and the task says y_prob >= threshold.",
        "Vous laissez de côté les patients dont le risque est égal au seuil. Selon ce qu'a dit le service, les évaluer "
        "vaut autant que ne pas les évaluer, et l'énoncé dit y_prob >= threshold.",
    ),
)
def strictly_above(y_true, y_prob, threshold):
    return vickers(y_true, np.where(np.asarray(y_prob) > threshold, 1.0, 0.0), threshold)


@task.mutant(
    Text(
        "You count cases on the whole ward: a ward twice as large would look twice as well served. Divide by all its patients.",
        "Vous comptez les cas de tout le service : un service deux fois plus grand paraîtrait deux fois mieux servi. Divisez par "
        "tous ses patients.",
    ),
)
def a_count(y_true, y_prob, threshold):
    return float(vickers(y_true, y_prob, threshold) * len(y_true))


@task.mutant(
    Text(
        "You weigh the false alarms by the threshold but still decide at 0.5 who is assessed: use the threshold for both.",
        "Vous pesez les fausses alarmes selon le seuil, mais vous décidez encore à 0,5 qui est évalué : utilisez le seuil pour les deux.",
    ),
)
def decides_at_half(y_true, y_prob, threshold):
    return vickers(y_true, np.where(np.asarray(y_prob) >= 0.5, 1.0, 0.0), threshold)


@task.mutant(
    Text(
        "You subtract rates: the true positives among the cases, the false positives among the others. Divide both counts by all patients, "
        "or the prevalence is lost.",
        "Vous soustrayez des taux : les vrais positifs parmi les cas, les faux positifs parmi les autres. Divisez les deux nombres par tous les "
        "patients, sinon la prévalence disparaît.",
    ),
)
def rates(y_true, y_prob, threshold):
    y_true, assessed = np.asarray(y_true), np.asarray(y_prob) >= threshold
    among_others = assessed[y_true == 0].sum() / max((y_true == 0).sum(), 1)
    among_cases = assessed[y_true == 1].sum() / max((y_true == 1).sum(), 1)
    return float(among_cases - among_others * threshold / (1 - threshold))


@task.mutant(
    Text(
        "You never go below 0. A model can do more harm than good, and its net benefit is then negative: this tells the "
        "ward to do without it.",
        "Vous ne descendez jamais sous 0. Un modèle peut faire plus de mal que de bien, et son bénéfice net est alors négatif : "
        "c'est ainsi qu'on sait qu'il vaut mieux s'en passer.",
    ),
)
def never_harms(y_true, y_prob, threshold):
    return max(0.0, float(vickers(y_true, y_prob, threshold)))


@task.cases
def wards(rng):
    for threshold in (0.05, 0.12, 0.3, 0.42, 0.6):
        y_true, y_prob = draw_ward(rng, 250)
        # Three patients stand exactly at the threshold, for >= and > to differ.
        y_true[2:5], y_prob[2:5] = [0, 1, 0], threshold
        yield case(y_true=y_true, y_prob=y_prob, threshold=threshold)
    y_true, y_prob = draw_ward(rng, 250)  # the model is turned round: it does more harm than good
    yield case(y_true=y_true, y_prob=1 - y_prob, threshold=0.55)
