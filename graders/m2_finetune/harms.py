"""Builder's task 2: the harm of a model at the threshold that the team's weight sets, beside its two free rivals."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws


def _harms(y_true, risk, miss_weighs, threshold=None, reached=np.greater_equal):
    y, p = np.asarray(y_true), np.asarray(risk, dtype=float)
    first = reached(p, 1 / (1 + miss_weighs) if threshold is None else threshold)
    missed, false_alarms = int(np.sum((y == 1) & ~first)), int(np.sum((y == 0) & first))
    return {
        "model": float(miss_weighs * missed + false_alarms),
        "everybody": float(np.sum(y == 0)),
        "nobody": float(miss_weighs * np.sum(y == 1)),
    }


task = function_task(
    points=1,
    why=Text(
        "Right. A model is worth using only where its harm is below that of both free policies. Counted like this, a model with a fair score may still do no "
        "better than seeing every patient at once.",
        "Juste. Un modèle ne vaut la peine que si son préjudice est inférieur à celui des deux politiques gratuites. Compté ainsi, un modèle au score correct "
        "peut ne pas faire mieux que de voir chaque patient tout de suite.",
    ),
    hints=[
        Text(
            "If a miss weighs nine false alarms, the threshold is one in ten: 1 / (1 + 9). Who has at least that risk?",
            "Si un cas manqué pèse neuf fausses alarmes, le seuil est d'un sur dix : 1 / (1 + 9). Qui a au moins ce risque ?",
        ),
        Text(
            "Missed: urgent, and below the threshold. False alarms: not urgent, and at the threshold or above.",
            "Manqués : urgents, et sous le seuil. Fausses alarmes : non urgents, et au seuil ou au-dessus.",
        ),
        Text(
            "If everybody is urgent, nobody is missed: what is left? If nobody is, there is no false alarm: what is left?",
            "Si tout le monde est urgent, personne n'est manqué : que reste-t-il ? Si personne ne l'est, il n'y a pas de fausse alarme : que reste-t-il ?",
        ),
    ],
    laws=[
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0, 0]),
                "risk": np.array([0.7, 0.2, 0.3, 0.25, 0.1]),
                "miss_weighs": 3,
            },
            {"model": 5.0, "everybody": 3.0, "nobody": 6.0},
            Text(
                "Five notes, work it out by hand: a miss weighs three false alarms, so the threshold is 0.25. One patient is missed (3), two are called for nothing (2).",
                "Cinq notes, à faire à la main : un cas manqué pèse trois fausses alarmes, le seuil est donc de 0,25. Un patient est manqué (3), deux sont appelés pour rien (2).",
            ),
        ),
        laws.permutation_invariant(["y_true", "risk"]),
    ],
)


@task.reference
def weighed(y_true, risk, miss_weighs):
    return _harms(y_true, risk, miss_weighs)


@task.alternative
def note_by_note(y_true, risk, miss_weighs):
    harms = {"model": 0, "everybody": 0, "nobody": 0}
    for urgent, each in zip(y_true, risk, strict=True):
        called = each * (1 + miss_weighs) >= 1
        if urgent:
            harms["nobody"] += miss_weighs
            harms["model"] += 0 if called else miss_weighs
        else:
            harms["everybody"] += 1
            harms["model"] += 1 if called else 0
    return harms


@task.alternative
def with_pandas(y_true, risk, miss_weighs):
    weight = pd.Series(np.where(np.asarray(y_true) == 1, miss_weighs, 1))
    urgent, called = np.asarray(y_true) == 1, np.asarray(risk) >= 1 / (1 + miss_weighs)
    return pd.Series(
        {
            "model": weight[urgent != called].sum(),
            "everybody": weight[~urgent].sum(),
            "nobody": weight[urgent].sum(),
        }
    )


for change in ("absolute", "not_below_nought", "rounded"):
    task.equivalent(f"weighed:put_in:{change}", "harms are sums of whole weights: whole, and never below 0")
task.equivalent("_harms:branch:*", "only wrong answers bring a threshold of their own")


@task.mutant(
    Text(
        "You call a patient from a risk of 50 % on. That threshold says that a miss is no worse than a false alarm; the team's weight sets another one.",
        "Vous appelez un patient à partir d'un risque de 50 %. Ce seuil dit qu'un cas manqué n'est pas pire qu'une fausse alarme ; le poids donné par l'équipe "
        "en fixe un autre.",
    ),
)
def half_is_neutral(y_true, risk, miss_weighs):
    return _harms(y_true, risk, miss_weighs, threshold=0.5)


@task.mutant(
    Text(
        "Your threshold is 1 / weight. The urgent patient counts as well: with a weight of nine, one patient in ten similar ones is urgent, so 1 / (1 + 9).",
        "Votre seuil est 1 / poids. Le patient urgent compte aussi : avec un poids de neuf, sur dix patients semblables un est urgent, donc 1 / (1 + 9).",
    ),
)
def forgets_the_case(y_true, risk, miss_weighs):
    return _harms(y_true, risk, miss_weighs, threshold=1 / miss_weighs)


@task.mutant(
    Text(
        "You count every error as one. The team says that a miss weighs more: a patient with a stroke who waits is not one more false alarm.",
        "Vous comptez chaque erreur pour un. L'équipe dit qu'un cas manqué pèse davantage : un patient qui fait un AVC et qui attend n'est pas une fausse alarme "
        "de plus.",
    ),
)
def errors_are_equal(y_true, risk, miss_weighs):
    return _harms(y_true, risk, 1, threshold=1 / (1 + miss_weighs))


@task.mutant(
    Text(
        "The weight is on the wrong side: you made the false alarms heavy and the missed patients light.",
        "Le poids est du mauvais côté : vous avez rendu les fausses alarmes lourdes et les patients manqués légers.",
    ),
)
def weight_on_false_alarms(y_true, risk, miss_weighs):
    y = np.asarray(y_true)
    return _harms(1 - y, -np.asarray(risk), miss_weighs, threshold=-1 / (1 + miss_weighs), reached=np.greater)


@task.mutant(
    Text(
        "`everybody` and `nobody` are the wrong way round. If everybody is called, no urgent patient is missed: only false alarms are left.",
        "`everybody` et `nobody` sont inversés. Si tout le monde est appelé, aucun patient urgent n'est manqué : il ne reste que de fausses alarmes.",
    ),
)
def policies_swapped(y_true, risk, miss_weighs):
    found = _harms(y_true, risk, miss_weighs)
    return {"model": found["model"], "everybody": found["nobody"], "nobody": found["everybody"]}


@task.mutant(
    Text(
        "A patient whose risk is exactly the threshold is called: `>=`, not `>`.",
        "Un patient dont le risque est exactement au seuil est appelé : `>=`, pas `>`.",
    ),
)
def threshold_left_out(y_true, risk, miss_weighs):
    return _harms(y_true, risk, miss_weighs, reached=np.greater)


@task.mutant(
    Text(
        "Those are harms per note. The question asks for the harm of all the notes together, as on the ward's sheet.",
        "Ce sont des préjudices par note. On demande le préjudice de toutes les notes ensemble, comme sur la feuille du service.",
    ),
)
def per_note(y_true, risk, miss_weighs):
    return {name: harm / len(y_true) for name, harm in _harms(y_true, risk, miss_weighs).items()}


@task.cases
def nights(rng):
    """Whole weights, so that harms are whole; some risks are the threshold itself."""
    for miss_weighs in (9, 4, 19, 3):
        n, threshold = int(rng.integers(20, 60)), 1 / (1 + miss_weighs)
        y_true = np.concatenate([[1, 1, 0, 0, 1, 0], (rng.random(n) < 0.35).astype(int)])
        between = rng.uniform(threshold, 1 / miss_weighs, 2)
        risk = np.concatenate(
            [[threshold, 0.9, threshold, 0.01, threshold / 2, between[0]], rng.random(n) ** 2]
        )
        risk[6] = between[1]
        order = rng.permutation(len(y_true))
        yield case(y_true=y_true[order], risk=np.round(risk, 6)[order], miss_weighs=miss_weighs)
