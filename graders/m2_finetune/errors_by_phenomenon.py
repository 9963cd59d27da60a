"""Builder's task 6: errors by phenomenon."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws


def _by_phenomenon(y_true, y_pred, phenomenon, share):
    y, p, kind = (np.asarray(column) for column in (y_true, y_pred, phenomenon))
    return {str(name): float(share(y, p, kind == name)) for name in np.unique(kind)}


task = function_task(
    points=1,
    forbids=["labkit.audit.group_table", "labkit.audit.group_metrics", "fairlearn.metrics.MetricFrame"],
    why=Text(
        "Right. One row for each kind of note lets the triage team say which errors it can accept. A row with few notes is uncertain: it "
        "needs an interval before anyone concludes.",
        "Juste. Avec une ligne par type de note, l'équipe d'accueil peut dire quelles erreurs elle accepte. Une ligne qui repose sur peu de "
        "notes est incertaine : il faut un intervalle avant de conclure.",
    ),
    hints=[
        Text(
            "Take one phenomenon: which rows have it? Among them, how many does the model get wrong?",
            "Prenez un phénomène : quelles lignes l'ont ? Parmi elles, sur combien le modèle se trompe-t-il ?",
        ),
        Text(
            "np.mean(y_pred[rows] != y_true[rows]) is the share of errors.",
            "np.mean(y_pred[rows] != y_true[rows]) est la part d'erreurs.",
        ),
        Text(
            "Loop over np.unique(phenomenon) and fill a dict.",
            "Bouclez sur np.unique(phenomenon) et remplissez un dict.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "y_pred", "phenomenon"]),
        laws.replication_invariant(["y_true", "y_pred", "phenomenon"]),
        laws.renamed_alike("phenomenon"),
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0]),
                "y_pred": np.array([0, 1, 0, 0]),
                "phenomenon": np.array(["late", "late", "family", "family"]),
            },
            {"late": 1 / 2, "family": 0.0},
            Text(
                "Of two notes about the family none is wrong: its row must be there, with 0, not missing nor NaN.",
                "Sur deux notes parlant de la famille, aucune n'est fausse : sa ligne doit y être, avec 0, ni absente ni NaN.",
            ),
        ),
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0, 0]),
                "y_pred": np.array([0, 1, 0, 0, 1]),
                "phenomenon": np.array(["late", "late", "negated", "negated", "negated"]),
            },
            {"late": 1 / 2, "negated": 1 / 3},
            Text(
                "Five notes, work it out by hand: of two late ones one is wrong, of three negated ones one.",
                "Cinq notes, à faire à la main : sur deux tardives, une est fausse ; sur trois niées, une.",
            ),
        ),
    ],
)


@task.reference
def share_of_each(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(y[rows] != p[rows]))


@task.alternative
def with_pandas(y_true, y_pred, phenomenon):
    wrong = pd.Series(np.asarray(y_true) != np.asarray(y_pred))
    return wrong.groupby(np.asarray(phenomenon)).mean()


@task.alternative
def by_counting(y_true, y_pred, phenomenon):
    seen, wrong = {}, {}
    for truth, guess, name in zip(y_true, y_pred, phenomenon, strict=True):
        seen[str(name)] = seen.get(str(name), 0) + 1
        wrong[str(name)] = wrong.get(str(name), 0) + int(truth != guess)
    return {name: wrong[name] / seen[name] for name in seen}


@task.mutant(
    Text(
        "You share out the errors: a frequent kind of note comes first even if the model handles it well. Divide by the notes of that "
        "kind.",
        "Vous répartissez les erreurs : un type de note fréquent vient en tête même si le modèle le traite bien. Divisez par les notes "
        "de ce type.",
    ),
)
def share_of_all_errors(y_true, y_pred, phenomenon):
    return _by_phenomenon(
        y_true, y_pred, phenomenon, lambda y, p, rows: np.sum(y[rows] != p[rows]) / max(np.sum(y != p), 1)
    )


@task.mutant(
    Text(
        "You divide by all the notes: rare kinds of note will always look safe.",
        "Vous divisez par toutes les notes : les types rares paraîtront toujours sans danger.",
    ),
)
def share_of_all_notes(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.sum(y[rows] != p[rows]) / len(y))


@task.mutant(
    Text(
        "That is the share of right answers (accuracy). The question asks for the errors.",
        "C'est la part de bonnes réponses (exactitude). On demande la part d'erreurs.",
    ),
)
def right_answers(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(y[rows] == p[rows]))


@task.mutant(
    Text(
        "Every row has the same number, the overall share of errors: that is the score again, which hides who is misread.",
        "Toutes les lignes ont le même nombre, la part d'erreurs globale : c'est encore le score, qui cache qui est mal lu.",
    ),
)
def one_score_for_all(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(y != p))


@task.mutant(
    Text(
        "Those are counts: ten errors in ninety notes and ten in ten are not the same kind of trouble. Divide by the notes of that kind.",
        "Ce sont des effectifs : dix erreurs sur quatre-vingt-dix notes ou dix sur dix, ce n'est pas le même problème. Divisez par les notes de "
        "ce type.",
    ),
)
def counts(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.sum(y[rows] != p[rows]))


@task.mutant(
    Text(
        "That is the share of notes called urgent, right or wrong. An error is a prediction that differs from the truth.",
        "C'est la part de notes dites urgentes, à tort ou à raison. Une erreur est une prédiction qui diffère de la vérité.",
    ),
)
def predicted_urgent(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(p[rows]))


@task.mutant(
    Text(
        "A kind of note without any error is missing. Its row is 0, and it matters: the reader must see that it was looked at.",
        "Un type de note sans aucune erreur manque. Sa ligne vaut 0, et elle compte : on doit voir que ce type a été regardé.",
    ),
)
def only_kinds_with_errors(y_true, y_pred, phenomenon):
    return {name: share for name, share in share_of_each(y_true, y_pred, phenomenon).items() if share > 0}


@task.cases
def read_notes(rng):
    for n in (60, 90, 120):
        # The last kind is never misread: a table made from the errors alone would not have its row.
        names = np.array(["negated", "late", "family", "plain", "not_only"])
        kind = np.concatenate([names, names, rng.choice(names, n - 10, p=[0.3, 0.2, 0.1, 0.3, 0.1])])
        y_true = (rng.random(n) < 0.4).astype(int)
        error = pd.Series(kind).map({"late": 0.5, "not_only": 0.0}).fillna(0.25)
        y_pred = np.where(rng.random(n) < error, 1 - y_true, y_true)
        yield case(y_true=y_true, y_pred=y_pred, phenomenon=kind)
