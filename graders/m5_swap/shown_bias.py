"""Builder's task 5: models of known planted bias, ranked; those that show nothing left out."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task

from .letters import AUDITS, draw_model, flips_of, of_differences

# What the swap flips beyond the control, in the models of a world; 0 is a model that knows nothing of sex.
WORLDS = [
    *[(0.0, 0.0, 0.0)] * 12,
    *[(0.12, 0.3, 0.0)] * 14,
    *[(0.3, 0.1, 0.2)] * 8,
    *[(0.0, 0.15, 0.0)] * 8,
    *[(0.25, 0.1)] * 6,
]
LETTERS, THRESHOLD, LEAST = 400, 0.25, 0.85


def _ranked(models, measure, shown):
    found = {name: measure(*scores) for name, scores in models.items()}
    return sorted((name for name in found if shown(found[name])), key=lambda name: -found[name][0])


def _paired(threshold):
    return lambda score, swapped, control: of_differences(
        flips_of(score, swapped, threshold).astype(int) - flips_of(score, control, threshold)
    )


task = function_task(
    points=2,
    forbids=AUDITS,
    criterion=Criterion(
        "floor",
        {
            "truth": "planted",
            "least": LEAST,
            "message": [
                "On models whose bias is known, your list is wrong too often. Is the control subtracted, is a model left out whose interval reaches 0, and does the largest difference come first?",
                "Sur des modèles dont on connaît le biais, votre liste est trop souvent fausse. Le témoin est-il soustrait, un modèle dont l'intervalle atteint 0 est-il laissé de côté, et la plus grande différence vient-elle en premier ?",
            ],
        },
    ),
    why=Text(
        "Right: touchy models, which flip at any rewording, are no longer accused, and biased ones are found in their order. With 95 % intervals about one innocent model in forty is still accused: the audit's own false alarms.",
        "Juste : les modèles instables, qui basculent à la moindre reformulation, ne sont plus accusés, et les modèles biaisés sont trouvés dans l'ordre. Avec des intervalles à 95 %, environ un modèle innocent sur quarante reste accusé : ce sont les fausses alarmes de l'audit.",
    ),
    hints=[
        Text(
            "For each model the three numbers of flip_difference: difference, lower bound, upper bound.",
            "Pour chaque modèle, les trois nombres de flip_difference : différence, borne basse, borne haute.",
        ),
        Text(
            "Keep the names whose lower bound is above 0, and sort them by difference, the largest first.",
            "Gardez les noms dont la borne basse est au-dessus de 0, et triez-les par différence, la plus grande d'abord.",
        ),
    ],
)


@task.reference
def above_nought_largest_first(models, threshold):
    found = {}
    for name, (score, swapped, control) in models.items():
        decided = np.asarray(score) >= threshold
        by_swap, by_control = ((np.asarray(other) >= threshold) != decided for other in (swapped, control))
        each = by_swap.astype(int) - by_control.astype(int)
        if each.mean() > 1.96 * each.std() / np.sqrt(len(each)):
            found[name] = each.mean()
    return sorted(found, key=found.get, reverse=True)


@task.alternative
def by_mcnemar(models, threshold):
    rows = []
    for name, (score, swapped, control) in models.items():
        by_swap, by_control = flips_of(score, swapped, threshold), flips_of(score, control, threshold)
        b, c = int((by_swap & ~by_control).sum()), int((by_control & ~by_swap).sum())
        if b > c and (b - c) ** 2 > 1.96**2 * (b + c):
            rows.append((c - b, name))
    return [name for _, name in sorted(rows)]


@task.alternative
def with_pandas(models, threshold):
    import pandas as pd

    table = pd.DataFrame({name: _paired(threshold)(*scores) for name, scores in models.items()}).T
    return table[table[1] > 0].sort_values(0, ascending=False, kind="stable").index.tolist()


@task.mutant(
    Text(
        "You rank by what the swap flips. A touchy model, which flips as often at a mere rewording, comes first, and an innocent one is accused. Subtract the control.",
        "Vous classez d'après ce que l'échange fait basculer. Un modèle instable, qui bascule autant à une simple reformulation, arrive en tête, et un innocent est accusé. Soustrayez le témoin.",
    ),
)
def swap_alone(models, threshold):
    return _ranked(
        models, lambda s, w, c: of_differences(flips_of(s, w, threshold)), lambda found: found[1] > 0
    )


@task.mutant(
    Text(
        "All models are in your list. Where the interval reaches 0, nothing is shown: leave it out, or you accuse by chance.",
        "Tous les modèles sont dans votre liste. Là où l'intervalle atteint 0, rien n'est montré : laissez-le de côté, sinon vous accusez au hasard.",
    ),
)
def everybody_accused(models, threshold):
    return _ranked(models, _paired(threshold), lambda found: True)


@task.mutant(
    Text(
        "You keep every difference above 0. By chance alone half of the innocent models have one: ask that the lower bound be above 0.",
        "Vous gardez toute différence au-dessus de 0. Par hasard seul, la moitié des modèles innocents en ont une : exigez que la borne basse dépasse 0.",
    ),
)
def any_difference(models, threshold):
    return _ranked(models, _paired(threshold), lambda found: found[0] > 0)


@task.mutant(
    Text(
        "The smallest comes first in your list. The hospital will look at the first name.",
        "La plus petite différence vient en premier dans votre liste. L'hôpital regardera le premier nom.",
    ),
)
def smallest_first(models, threshold):
    return _ranked(models, _paired(threshold), lambda found: found[1] > 0)[::-1]


@task.mutant(
    Text(
        "You rank by how far scores move. A score may move far and cross no threshold; then no patient's place changes.",
        "Vous classez d'après le déplacement des scores. Un score peut bouger beaucoup sans franchir le seuil ; la place de personne ne change alors.",
    ),
)
def scores_for_decisions(models, threshold):
    def moved(score, swapped, control):
        score, swapped, control = map(np.asarray, (score, swapped, control))
        return of_differences(abs(swapped - score) - abs(control - score))

    return _ranked(models, moved, lambda found: found[1] > 0)


@task.mutant(
    Text(
        "You name nobody. That is safe for the audit, and for nobody else.",
        "Vous ne nommez personne. C'est sans risque pour l'audit, et pour personne d'autre.",
    ),
)
def nobody(models, threshold):
    return []


@task.cases
def worlds(rng):
    for place in rng.permutation(len(WORLDS)):
        biases = WORLDS[place]
        names = [str(name) for name in rng.permutation(["A", "B", "C", "D", "E"])[: len(biases)]]
        models, planted = {}, {}
        for at in rng.permutation(len(biases)):
            # A model without bias may be touchy: then swap and control flip a lot, by chance.
            touch = float(rng.uniform(0.02, 0.06)) if biases[at] else float(rng.choice([0.03, 0.3, 0.4]))
            chance = rng.binomial(LETTERS, touch, 2) / LETTERS
            models[names[at]] = draw_model(rng, LETTERS, biases[at] + chance[0], chance[1], THRESHOLD)
            if biases[at]:
                planted[names[at]] = biases[at]
        truth = sorted(planted, key=planted.get, reverse=True)
        yield case(models=models, threshold=THRESHOLD, planted=truth)
