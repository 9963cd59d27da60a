"""Builder's task 1: risks from a model whose every step was learned on the other folds."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task, laws

from .worlds import draw_noise


def _kept(X, y, k):
    apart = np.abs(np.nan_to_num(np.corrcoef(X.T, y)[-1, :-1]))
    return np.argsort(-apart, kind="stable")[:k]


def _risk(X_train, y_train, X_new):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression().fit(X_train, y_train).predict_proba(X_new)[:, 1]


def _by_fold(fold, risks_of):
    risk = np.empty(len(fold))
    for one in np.unique(fold):
        held = fold == one
        risk[held] = risks_of(held)
    return risk


task = function_task(
    points=2,
    # scikit-learn stops early: the order of the columns moves a risk by less than a thousandth.
    tolerance=Tolerance(relative=0, absolute=0.004),
    why=Text(
        "Right: we changed the outcomes of the patients held out, and their risks did not move; on new noise your AUC centres on 0.5. Whatever sees the outcome stands inside the loop.",
        "Juste : nous avons changé l'issue des patients mis de côté, et leurs risques n'ont pas bougé ; sur un bruit nouveau, votre AUC tourne autour de 0,5. Tout ce qui voit l'issue est à l'intérieur de "
        "la boucle.",
    ),
    hints=[
        Text(
            "For each fold: held = fold == one. Everything that looks at y, the choice of the columns included, uses the rows ~held only.",
            "Pour chaque groupe : held = fold == one. Tout ce qui regarde y, choix des colonnes compris, n'utilise que les lignes ~held.",
        ),
        Text(
            "make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression()) is one model with both steps: its fit learns both.",
            "make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression()) est un seul modèle avec les deux étapes : son fit apprend les deux.",
        ),
        Text(
            "risk[held] = model.fit(X[~held], y[~held]).predict_proba(X[held])[:, 1], for each fold; then return risk.",
            "risk[held] = model.fit(X[~held], y[~held]).predict_proba(X[held])[:, 1], pour chaque groupe ; puis renvoyez risk.",
        ),
    ],
    laws=[
        laws.blind_to_held_out(
            "y",
            "fold",
            Text(
                "Our spy says: we changed the outcomes of the patients held out, and nothing else, and their own risks moved. Some step of yours has seen them. Look for y outside the rows you learn on.",
                "Notre espion signale : nous avons changé l'issue des patients mis de côté, et rien d'autre, et leurs propres risques ont bougé. Une de vos étapes les a vus. Cherchez où y est lu hors des lignes "
                "sur lesquelles vous apprenez.",
            ),
        ),
        laws.honest_on_noise(
            "X",
            "y",
            Text(
                "On columns of pure noise your risks do not centre on an AUC of 0.5. Nothing can be learned there: something leaks.",
                "Sur des colonnes de pur bruit, l'AUC de vos risques n'est pas autour de 0,5. Il n'y a rien à y apprendre : il y a une fuite.",
            ),
        ),
    ],
)


@task.reference
def in_a_pipeline(X, y, fold, k):
    from sklearn.feature_selection import SelectKBest, f_classif
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression())
    risk = np.empty(len(y))
    for one in np.unique(fold):
        held = fold == one
        risk[held] = model.fit(X[~held], y[~held]).predict_proba(X[held])[:, 1]
    return risk


@task.alternative
def by_cross_val_predict(X, y, fold, k):
    from sklearn.feature_selection import SelectKBest, f_classif
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import PredefinedSplit, cross_val_predict
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression())
    return cross_val_predict(model, X, y, cv=PredefinedSplit(fold), method="predict_proba")[:, 1]


@task.alternative
def by_hand(X, y, fold, k):
    from sklearn.linear_model import LogisticRegression

    answer = {}
    for one in set(fold.tolist()):
        train, test = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        strength = abs(np.corrcoef(y[train], X[train], rowvar=False)[0, 1:])
        kept = np.argsort(strength)[-k:]
        model = LogisticRegression().fit(X[train][:, kept], y[train])
        answer.update(zip(test.tolist(), model.predict_proba(X[test][:, kept])[:, 1], strict=True))
    return [answer[row] for row in range(len(y))]


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "a risk is never below 0")
task.equivalent("by_hand:ties:*", "no two columns of drawn numbers are equally strong")
# A judgement fits fifteen small models: a tenth of a second.
for slow in (in_a_pipeline, by_cross_val_predict):
    task.slow_to_judge(slow, one_in=5)


@task.mutant(
    Text(
        "The columns are chosen before the loop, with everybody's outcome: the choice has already seen the patients whom it is judged by. On pure noise that reaches an AUC of 0.9.",
        "Les colonnes sont choisies avant la boucle, avec l'issue de tout le monde : le choix a déjà vu les patients qui servent à le juger. Sur un pur bruit, on arrive ainsi à une AUC de 0,9.",
    ),
)
def chosen_before_the_split(X, y, fold, k):
    kept = _kept(X, y, k)
    return _by_fold(fold, lambda held: _risk(X[~held][:, kept], y[~held], X[held][:, kept]))


@task.mutant(
    Text(
        "The model is fitted on all rows and judged on the same: it has seen every answer. `fold` must decide what it may see.",
        "Le modèle est appris sur toutes les lignes et jugé sur les mêmes : il a vu toutes les réponses. C'est `fold` qui dit ce qu'il a le droit de voir.",
    ),
)
def judged_on_what_it_learned(X, y, fold, k):
    kept = _kept(X, y, k)
    return _risk(X[:, kept], y, X[:, kept])


@task.mutant(
    Text(
        "The columns are chosen on the very rows that are held out, then the model learns on the others. The choice has read their outcomes, and the spy sees it: choose on the others.",
        "Les colonnes sont choisies sur les lignes mises de côté elles-mêmes, puis le modèle apprend sur les autres. Le choix a lu leurs issues, et l'espion le voit : choisissez chez les autres.",
    ),
)
def chosen_on_the_held_out(X, y, fold, k):
    def risks_of(held):
        kept = _kept(X[held], y[held], k)
        return _risk(X[~held][:, kept], y[~held], X[held][:, kept])

    return _by_fold(fold, risks_of)


@task.mutant(
    Text(
        "It is the other way round: you learn on the fold that is held out and judge it by that. Learn on ~held.",
        "C'est l'inverse : vous apprenez sur le groupe mis de côté, qui sert aussi à juger. Apprenez sur ~held.",
    ),
)
def masks_swapped(X, y, fold, k):
    def risks_of(held):
        kept = _kept(X[held], y[held], k)
        return _risk(X[held][:, kept], y[held], X[held][:, kept])

    return _by_fold(fold, risks_of)


@task.mutant(
    Text(
        "No column is left out: honest, but the task asks for the k columns most linked with the outcome, chosen anew in each round.",
        "Aucune colonne n'est écartée : c'est honnête, mais on demande les k colonnes les plus liées à l'issue, choisies de nouveau à chaque tour.",
    ),
)
def every_column_kept(X, y, fold, k):
    return _by_fold(fold, lambda held: _risk(X[~held], y[~held], X[held]))


@task.mutant(
    Text(
        "You keep the largest correlations with their sign: a column that falls when sepsis is there is as useful as one that rises. Take absolute values.",
        "Vous gardez les plus grandes corrélations avec leur signe : une colonne qui baisse en cas de sepsis est aussi utile qu'une colonne qui monte. Prenez les valeurs absolues.",
    ),
)
def rising_columns_only(X, y, fold, k):
    def risks_of(held):
        kept = np.argsort(-np.corrcoef(X[~held].T, y[~held])[-1, :-1], kind="stable")[:k]
        return _risk(X[~held][:, kept], y[~held], X[held][:, kept])

    return _by_fold(fold, risks_of)


@task.mutant(
    Text(
        "You return 0 or 1 (`predict`). A risk is asked for: `predict_proba(...)[:, 1]`.",
        "Vous renvoyez 0 ou 1 (`predict`). On demande un risque : `predict_proba(...)[:, 1]`.",
    ),
)
def decisions_for_risks(X, y, fold, k):
    return (in_a_pipeline(X, y, fold, k) >= 0.5).astype(int)


@task.mutant(
    Text(
        "You return the risk of *no* sepsis: column 0 of `predict_proba`. Column 1 is the outcome's.",
        "Vous renvoyez le risque de *ne pas* avoir de sepsis : la colonne 0 de `predict_proba`. La colonne 1 est celle de l'issue.",
    ),
)
def risk_of_being_well(X, y, fold, k):
    return 1 - in_a_pipeline(X, y, fold, k)


@task.cases
def two_columns_in_noise(rng):
    # One case: the two laws bring their own, and each call fits a model a fold.
    X, y, fold = draw_noise(rng, signal=((3, 1.2), (17, -1.4)), rows=42, columns=30)
    yield case(X=X, y=y, fold=fold, k=int(rng.integers(5, 9)))
