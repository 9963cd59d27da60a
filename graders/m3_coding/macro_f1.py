"""Builder's task 5: macro-F1 over the codes that occur."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

_GOLD = np.array([[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0]])

task = function_task(
    points=2,
    why=Text(
        "Right: perfect answers now have an F1 of 1, however many codes of the classification nobody had. Every code that occurs weighs the same, the rare ones too: that is what macro is for.",
        "Juste : des réponses parfaites ont maintenant une F1 de 1, quel que soit le nombre de codes que personne n'avait. Chaque code présent pèse autant, les rares aussi : c'est à cela que sert la macro.",
    ),
    hints=[
        Text(
            "Which columns occur: occurs = gold.sum(axis=0) > 0. All the rest is about these columns alone.",
            "Quelles colonnes sont présentes : occurs = gold.sum(axis=0) > 0. Tout le reste ne porte que sur elles.",
        ),
        Text(
            "F1 of a code is 2 × right / (true + proposed): right = (gold * found).sum(axis=0), true = gold.sum(axis=0), proposed = found.sum(axis=0). Then the mean.",
            "La F1 d'un code vaut 2 × justes / (vrais + proposés) : justes = (gold * found).sum(axis=0), vrais = gold.sum(axis=0), proposés = found.sum(axis=0). Puis la moyenne.",
        ),
    ],
    laws=[
        laws.known(
            {"gold": _GOLD, "found": _GOLD},
            1.0,
            Text(
                "The proposals are the truth itself: F1 must be 1. The third and the fourth code of this list occur in nobody; scikit-learn's macro-F1 gives 0.5 here.",
                "Les propositions sont la vérité même : la F1 doit valoir 1. Les troisième et quatrième codes de cette liste ne sont chez personne ; la macro-F1 de scikit-learn donne ici 0,5.",
            ),
        ),
        laws.known(
            {"gold": _GOLD, "found": np.array([[1, 0, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0]])},
            11 / 15,
            Text(
                "First code: 2 right, 2 true, 3 proposed, F1 = 4/5. Second: 1 right, 2 true, 1 proposed, F1 = 2/3. The result is the mean of these two. The third was proposed for nothing; it does not occur.",
                "Premier code : 2 justes, 2 vrais, 3 proposés, F1 = 4/5. Deuxième : 1 juste, 2 vrais, 1 proposé, F1 = 2/3. Le résultat est la moyenne de ces deux-là. Le troisième a été proposé pour rien ; il n'est chez personne.",
            ),
        ),
        laws.bounded(0, 1),
        laws.permutation_invariant(["gold", "found"]),
    ],
)


@task.reference
def on_the_columns(gold, found):
    occurs = gold.sum(axis=0) > 0
    right = (gold * found).sum(axis=0)[occurs]
    return np.mean(2 * right / (gold + found).sum(axis=0)[occurs])


@task.alternative
def with_scikit_learn(gold, found):
    from sklearn.metrics import f1_score

    labels = np.flatnonzero(gold.any(axis=0))
    return f1_score(gold, found, labels=labels, average="macro")


@task.alternative
def code_by_code(gold, found):
    each = []
    for true, proposed in zip(gold.T.tolist(), found.T.tolist(), strict=True):
        if 1 in true:
            hits = sum(1 for one, other in zip(true, proposed, strict=True) if one == other == 1)
            spurious = sum(proposed) - hits
            missed = sum(true) - hits
            each.append(hits / (hits + (spurious + missed) / 2))
    return sum(each) / len(each)


def _each(gold, found):
    right, both = (gold * found).sum(axis=0), (gold + found).sum(axis=0)
    return np.divide(2 * right, both, out=np.zeros(len(both)), where=both > 0)


@task.mutant(
    Text(
        "All columns are in your mean, with nought for codes that nobody had. Perfect answers would not reach 1, and the longer the classification, the worse the model. It is scikit-learn's macro-F1 as it comes.",
        "Toutes les colonnes sont dans votre moyenne, avec zéro pour les codes que personne n'avait. Des réponses parfaites n'atteindraient pas 1, et plus la classification est longue, plus le modèle paraît mauvais. C'est la macro-F1 de scikit-learn, telle quelle.",
    ),
)
def every_column(gold, found):
    return _each(gold, found).mean()


@task.mutant(
    Text(
        "A code that neither occurs nor was proposed counts as perfect. Add a thousand codes that nobody has, and any model is excellent.",
        "Un code ni présent ni proposé compte comme parfait. Ajoutez mille codes que personne n'a, et tout modèle est excellent.",
    ),
)
def absent_is_perfect(gold, found):
    return np.where((gold + found).sum(axis=0) > 0, _each(gold, found), 1.0).mean()


@task.mutant(
    Text(
        "You pool the codes: that is micro-F1. Hypertension fills it, and twenty rare codes can be missed without its moving.",
        "Vous réunissez les codes : c'est la micro-F1. L'hypertension la remplit, et l'on peut manquer vingt codes rares sans qu'elle bouge.",
    ),
)
def micro(gold, found):
    occurs = gold.any(axis=0)
    return 2 * (gold * found)[:, occurs].sum() / (gold + found)[:, occurs].sum()


@task.mutant(
    Text(
        "You weigh each code by how often it occurs. Macro means that each weighs the same.",
        "Vous pondérez chaque code par sa fréquence. Macro veut dire que chacun pèse autant.",
    ),
)
def weighted(gold, found):
    return np.average(_each(gold, found), weights=gold.sum(axis=0))


@task.mutant(
    Text(
        "You take the F1 of each stay. It is asked code by code: down the columns, axis=0.",
        "Vous prenez la F1 de chaque séjour. On la demande code par code : le long des colonnes, axis=0.",
    ),
)
def stay_by_stay(gold, found):
    return _each(gold.T, found.T)[gold.any(axis=1)].mean()


@task.mutant(
    Text(
        "You also count codes that were proposed and occur in nobody. They are a fault, and precision of a real code does not see it; but no F1 of *occurring* codes.",
        "Vous comptez aussi les codes proposés qui ne sont chez personne. C'est une faute, à dire à part ; mais ce n'est pas la F1 des codes *présents*.",
    ),
)
def proposed_ones_too(gold, found):
    return _each(gold, found)[(gold + found).any(axis=0)].mean()


@task.mutant(
    Text(
        "That is recall: whoever proposes every code for everybody has 1. F1 also counts what was proposed for nothing.",
        "C'est le rappel : qui propose tous les codes à tout le monde a 1. La F1 compte aussi ce qu'on propose pour rien.",
    ),
)
def recall_alone(gold, found):
    occurs = gold.any(axis=0)
    return np.mean((gold * found).sum(axis=0)[occurs] / gold.sum(axis=0)[occurs])


@task.cases
def tables_of_codes(rng):
    for rows, columns in ((15, 9), (22, 12), (11, 7)):
        gold = (rng.random((rows, columns)) < np.linspace(0.5, 0.12, columns)).astype(int)
        wrong = rng.random((rows, columns)) < 0.2
        found = np.where(wrong, 1 - gold, gold)
        gold[:, 2], found[:, 2] = 0, 0  # nobody has it, nobody is given it
        gold[:, 4], found[:, 4] = 0, 0
        gold[0, 3], found[:, 3] = 1, 0  # never proposed
        gold[:, 5], found[:, 5] = 0, 0  # one person has it, and it is found
        gold[1, 5], found[1, 5] = 1, 1
        gold[:, 1], found[0, 1] = 0, 1  # proposed, and nobody has it
        gold[3], found[3, 0] = 0, 1  # a stay without a code
        gold[:, 0] = np.maximum(gold[:, 0], np.arange(rows) % 2)
        yield case(gold=gold, found=found)
