"""Builder's task 4: how well a model's risks tell who was in its training set."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .models import draw_outcomes, smooth_risks

task = function_task(
    points=2,
    why=Text(
        "Right: 0.5 and the model says nothing of who taught it; 1 and it names them all. The attacker needs the model, the person's row and no skill.",
        "Juste : à 0,5, le modèle ne dit rien des personnes sur qui il a appris ; à 1, il les nomme toutes. Il suffit d'avoir le modèle et la ligne de la personne, sans aucun talent.",
    ),
    hints=[
        Text(
            "What the attacker looks at is the probability that the model gave to what really happened: the risk where y is 1, 1 minus the risk where y is 0.",
            "L'attaquant regarde la probabilité que le modèle donnait à ce qui est vraiment arrivé : le risque là où y vaut 1, 1 moins le risque là où y vaut 0.",
        ),
        Text(
            "truth = np.where(y == 1, risk, 1 - risk), for those inside and for those outside.",
            "truth = np.where(y == 1, risk, 1 - risk), pour celles du dedans et pour celles du dehors.",
        ),
        Text(
            "roc_auc_score(was_inside, truth): was_inside is 1 for the people of the training set, 0 for the others.",
            "roc_auc_score(was_inside, truth) : was_inside vaut 1 pour les personnes de l'entraînement, 0 pour les autres.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_in", "risk_in"]),
        laws.known(
            {
                "y_in": np.array([1, 0]),
                "risk_in": np.array([0.9, 0.2]),
                "y_out": np.array([1, 0]),
                "risk_out": np.array([0.6, 0.2]),
            },
            0.875,
            Text(
                "Inside, the truth was given 0.9 and 0.8; outside 0.6 and 0.8. Of the four pairs the one inside is higher three times and ties once: 3.5 of 4.",
                "Au-dedans, la vérité recevait 0,9 et 0,8 ; au-dehors 0,6 et 0,8. Sur les quatre paires, celle du dedans est plus haute trois fois et à égalité une fois : 3,5 sur 4.",
            ),
        ),
    ],
)


def _truth(y, risk):
    return np.where(np.asarray(y) == 1, risk, 1 - np.asarray(risk))


def _area(inside, outside):
    inside, outside = np.asarray(inside)[:, None], np.asarray(outside)
    return float(((inside > outside) + (inside == outside) / 2).mean())


@task.reference
def of_the_truth(y_in, risk_in, y_out, risk_out):
    from sklearn.metrics import roc_auc_score

    inside, outside = np.where(y_in == 1, risk_in, 1 - risk_in), np.where(y_out == 1, risk_out, 1 - risk_out)
    was_inside = np.repeat([1, 0], [len(inside), len(outside)])
    return roc_auc_score(was_inside, np.concatenate([inside, outside]))


@task.alternative
def pair_by_pair(y_in, risk_in, y_out, risk_out):
    return _area(_truth(y_in, risk_in), _truth(y_out, risk_out))


@task.alternative
def by_ranks(y_in, risk_in, y_out, risk_out):
    from scipy.stats import rankdata

    error = np.abs(np.concatenate([y_in, y_out]) - np.concatenate([risk_in, risk_out]))
    rank, n = rankdata(-error), len(y_in)
    return (rank[:n].sum() - n * (n + 1) / 2) / (n * len(y_out))


task.equivalent("of_the_truth:number:1 -> 2 #5", "any two labels tell those inside from the others")
task.equivalent("of_the_truth:number:0 -> -1", "any two labels tell those inside from the others")
task.equivalent("by_ranks:arithmetic:np.concatenate*", "a distance is the same both ways")
task.equivalent("by_ranks:arithmetic:n * (n + 1) / 2*", "n * (n + 1) is even")


@task.mutant(
    Text(
        "You compare the risks. A high risk does not say that a person taught the model; a risk close to the truth does.",
        "Vous comparez les risques. Un risque élevé ne dit pas que la personne était à l'entraînement ; un risque proche de la vérité, si.",
    ),
)
def risks_alone(y_in, risk_in, y_out, risk_out):
    return _area(risk_in, risk_out)


@task.mutant(
    Text(
        "You compute how well the model predicts, on everybody. Asked is how well it tells the people of its training set from the others.",
        "Vous calculez si le modèle prédit bien, sur tout le monde. On demande s'il distingue les personnes de son entraînement des autres.",
    ),
)
def how_well_it_predicts(y_in, risk_in, y_out, risk_out):
    y, risk = np.concatenate([y_in, y_out]), np.concatenate([risk_in, risk_out])
    return _area(risk[y == 1], risk[y == 0])


@task.mutant(
    Text(
        "Inside and outside are exchanged: a model that names its people gets nearly 0 with you.",
        "Le dedans et le dehors sont échangés : un modèle qui nomme les siens obtient presque 0 chez vous.",
    ),
)
def inside_out(y_in, risk_in, y_out, risk_out):
    return _area(_truth(y_out, risk_out), _truth(y_in, risk_in))


@task.mutant(
    Text(
        "You only look at whether the model is right (above 0.5). How sure it is tells more: keep the probability.",
        "Vous ne regardez que si le modèle a raison (au-dessus de 0,5). Sa certitude en dit plus : gardez la probabilité.",
    ),
)
def right_or_wrong(y_in, risk_in, y_out, risk_out):
    return _area((_truth(y_in, risk_in) > 0.5).astype(float), (_truth(y_out, risk_out) > 0.5).astype(float))


@task.mutant(
    Text(
        "Ties count for nothing in your answer. Where inside and outside are equally sure the attacker tosses a coin: a half.",
        "Les égalités ne comptent pour rien chez vous. À certitude égale, l'attaquant joue à pile ou face : un demi.",
    ),
)
def ties_for_nothing(y_in, risk_in, y_out, risk_out):
    inside, outside = _truth(y_in, risk_in), _truth(y_out, risk_out)
    return float((inside[:, None] > outside).mean())


@task.mutant(
    Text(
        "You ask how sure the model is, right or wrong. A model can be surely wrong about a stranger: look at the probability of what happened.",
        "Vous demandez si le modèle est sûr, à tort ou à raison. Il peut l'être à tort pour une inconnue : regardez la probabilité de ce qui est arrivé.",
    ),
)
def sure_of_itself(y_in, risk_in, y_out, risk_out):
    return _area(np.maximum(risk_in, 1 - risk_in), np.maximum(risk_out, 1 - risk_out))


@task.mutant(
    Text(
        "You turn an AUC below 0.5 round. Whoever attacks does not know which way chance went: below 0.5 the attack simply failed, and you would report a leak.",
        "Vous retournez une AUC inférieure à 0,5. Qui attaque ignore dans quel sens le hasard a joué : sous 0,5, l'attaque a échoué, et vous annonceriez une fuite.",
    ),
)
def never_below_a_half(y_in, risk_in, y_out, risk_out):
    found = _area(_truth(y_in, risk_in), _truth(y_out, risk_out))
    return max(found, 1 - found)


def _exact(risk):
    """In parts of 4,096: 1 minus such a risk is exact, so that a tie is a tie for who does not round."""
    return np.round(4096 * risk) / 4096


@task.cases
def models(rng):
    for width, inside, outside in ((0.15, 60, 45), (0.5, 40, 70), (3.0, 50, 50)):
        y_in, y_out, risk_in, risk_out, _ = smooth_risks(rng, width, inside, outside)
        yield case(y_in=y_in, risk_in=_exact(risk_in), y_out=y_out, risk_out=_exact(risk_out))
    # chance may leave the model surer of the others: an attack below a half is one that failed
    y_out, y_in, risk_out, risk_in, _ = smooth_risks(rng, 0.5, 40, 50, memory=0.1)
    yield case(y_in=y_in, risk_in=_exact(risk_in), y_out=y_out, risk_out=_exact(risk_out))
    # ties: risks in eighths, as a tree gives them
    y_in, y_out = draw_outcomes(rng, 30), draw_outcomes(rng, 24)
    yield case(
        y_in=y_in, risk_in=rng.integers(0, 9, 30) / 8, y_out=y_out, risk_out=rng.integers(0, 9, 24) / 8
    )
