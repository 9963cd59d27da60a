"""Builder's task 1: missed, group by group."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .wards import GROUP_TABLES, NAMES


def draw_ward(rng, groups, n=160, empty=True):
    """Outcome, flag and group of `n` stays; the last group, if `empty`, has nobody with the disease."""
    names = [str(name) for name in rng.permutation(NAMES)[:groups]]
    group = np.concatenate([names, rng.choice(names, n - groups, p=rng.dirichlet(np.full(groups, 3.0)))])
    y_true = (rng.random(n) < 0.35).astype(int)
    for name in names:  # everybody has a case, somebody well, a flag and a silence
        place = np.flatnonzero(group == name)
        if len(place) > 1:
            y_true[place[:2]] = [1, 0]
    if empty:
        y_true[group == names[-1]] = 0
    flagged = (rng.random(n) < np.where(y_true == 1, 0.62, 0.2)).astype(int)
    order = rng.permutation(n)
    return y_true[order], flagged[order], group[order]


def _share(part, whole):
    return float(part.sum() / whole.sum()) if whole.sum() else float("nan")


def _by_group(y_true, flagged, group, part, whole):
    y, f, g = (np.asarray(column) for column in (y_true, flagged, group))
    return {str(name): _share(part(y, f) & (g == name), whole(y, f) & (g == name)) for name in np.unique(g)}


task = function_task(
    points=2,
    forbids=GROUP_TABLES,
    why=Text(
        "Right. The denominator is the people who have the disease. A group where nobody has it keeps its row, undefined: a "
        "row that says 'we cannot know' protects people; a row that says 0 % reassures for nothing.",
        "Juste. Le dénominateur, ce sont les personnes malades. Un groupe sans aucun malade garde sa ligne, indéfinie : une "
        "ligne qui dit « on ne peut pas savoir » protège ; une ligne qui dit 0 % rassure pour rien.",
    ),
    hints=[
        Text(
            "Take one group. Who has the disease (y_true == 1)? Which of those were not flagged (flagged == 0)?",
            "Prenez un groupe. Qui est malade (y_true == 1) ? Lesquels n'ont pas été signalés (flagged == 0) ?",
        ),
        Text(
            "Loop over np.unique(group). The share is the mean of flagged == 0 among that group's cases.",
            "Bouclez sur np.unique(group). La part est la moyenne de flagged == 0 parmi les cas de ce groupe.",
        ),
        Text(
            "If a group has no case, its value is np.nan: write it down all the same.",
            "Si un groupe n'a aucun cas, sa valeur est np.nan : inscrivez-la quand même.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "flagged", "group"]),
        laws.renamed_alike("group"),
        laws.replication_invariant(["y_true", "flagged", "group"]),
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0, 0]),
                "flagged": np.array([1, 0, 1, 0, 0]),
                "group": np.array(["a", "a", "a", "b", "b"]),
            },
            {"a": 0.5, "b": np.nan},
            Text(
                "Five stays: in group a one case of two is missed; group b has no case, so its share is np.nan.",
                "Cinq séjours : dans le groupe a, un cas sur deux est manqué ; le groupe b n'a aucun cas, sa part est donc np.nan.",
            ),
        ),
    ],
)


@task.reference
def among_cases(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 0), lambda y, f: y == 1)


@task.alternative
def with_pandas(y_true, flagged, group):
    frame = pd.DataFrame({"y": y_true, "missed": 1 - np.asarray(flagged), "group": group})
    return frame["missed"].where(frame["y"] == 1).groupby(frame["group"]).mean()


@task.alternative
def with_a_loop(y_true, flagged, group):
    cases, missed = dict.fromkeys(group, 0), dict.fromkeys(group, 0)
    for truth, flag, name in zip(y_true, flagged, group, strict=True):
        cases[name] += truth
        missed[name] += truth * (1 - flag)
    return {name: missed[name] / cases[name] if cases[name] else None for name in cases} | {
        name: float("nan") for name in cases if not cases[name]
    }


for name in ("_share", "with_a_loop"):
    task.equivalent(
        f"{name}:branch:* if * else * -> */*", "numpy divides 0 by 0 into NaN, which is what is asked for"
    )


@task.mutant(
    Text(
        "You write 0 % missed where nobody has the disease. Nobody was there to be missed: the share is undefined (np.nan). "
        "A 0 would put that group at the top of the table as the best served.",
        "Vous écrivez 0 % de manqués là où personne n'est malade. L'alarme n'avait personne à laisser passer : la part est indéfinie "
        "(np.nan). Un 0 placerait ce groupe en tête du tableau, comme le mieux servi.",
    ),
)
def none_is_zero(y_true, flagged, group):
    return {name: 0.0 if np.isnan(v) else v for name, v in among_cases(y_true, flagged, group).items()}


@task.mutant(
    Text(
        "The groups without any case have vanished from your answer. A group that is not in the table is one that nobody asks "
        "about: keep its row, with np.nan.",
        "Les groupes sans aucun cas ont disparu de votre réponse. Un groupe absent du tableau est un groupe sur lequel personne "
        "ne pose de question : gardez sa ligne, avec np.nan.",
    ),
)
def group_disappears(y_true, flagged, group):
    return {name: v for name, v in among_cases(y_true, flagged, group).items() if not np.isnan(v)}


@task.mutant(
    Text(
        "You divide the missed cases by everybody in the group. A group in which the disease is rare then looks well served "
        "whatever the model does. Divide by its cases.",
        "Vous divisez les cas manqués par toutes les personnes du groupe. Un groupe où la maladie est rare paraît alors bien "
        "servi quoi que fasse le modèle. Divisez par ses cas.",
    ),
)
def among_everybody(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 0), lambda y, f: y >= 0)


@task.mutant(
    Text(
        "That is the share of cases found (the sensitivity). The missed share is the rest: 1 minus it.",
        "C'est la part des cas trouvés (la sensibilité). La part manquée est le reste : 1 moins elle.",
    ),
)
def found_not_missed(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 1), lambda y, f: y == 1)


@task.mutant(
    Text(
        "You count false alarms among people without the disease. The question is about people who have it and for whom the alarm stayed silent.",
        "Vous comptez les fausses alarmes parmi les patients sans la maladie. La question porte sur les malades pour qui l'alarme est restée muette.",
    ),
)
def false_alarms(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 0) & (f == 1), lambda y, f: y == 0)


@task.mutant(
    Text(
        "You divide by the silences: of those not flagged, how many are ill. The question is the other one: of those who are ill, how "
        "many were not flagged?",
        "Vous divisez par les silences : parmi les non-signalés, combien sont malades. La question est l'inverse : parmi les malades, "
        "combien n'ont pas été signalés ?",
    ),
)
def among_the_silent(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 0), lambda y, f: f == 0)


@task.mutant(
    Text(
        "You take the share of silences among everybody in the group. Most silences are right: nobody was ill. Keep the ill first "
        "(y_true == 1), then count who was not flagged.",
        "Vous prenez la part des silences parmi toutes les personnes du groupe. La plupart des silences sont justes : personne n'était "
        "malade. Gardez d'abord les malades (y_true == 1), puis comptez qui n'a pas été signalé.",
    ),
)
def every_silence(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: f == 0, lambda y, f: y >= 0)


def _undefined_where_no_case(shares, y_true, group):
    y, g = np.asarray(y_true), np.asarray(group)
    return {name: share if y[g == name].sum() else float("nan") for name, share in shares.items()}


@task.mutant(
    Text(
        "You divide the missed cases by everybody in the group. A group in which the disease is rare then looks well served "
        "whatever the model does. Divide by its cases.",
        "Vous divisez les cas manqués par toutes les personnes du groupe. Un groupe où la maladie est rare paraît alors bien "
        "servi quoi que fasse le modèle. Divisez par ses cas.",
    ),
)
def among_everybody_with_a_case(y_true, flagged, group):
    return _undefined_where_no_case(among_everybody(y_true, flagged, group), y_true, group)


@task.mutant(
    Text(
        "That is 1 minus the accuracy of each group: it mixes false alarms with missed cases, and patients without the disease decide it. Keep the "
        "patients with the disease.",
        "C'est 1 moins l'exactitude de chaque groupe : elle mêle fausses alarmes et cas manqués, et ce sont les patients sans la maladie qui la "
        "décident. Gardez les patients malades.",
    ),
)
def one_minus_accuracy(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: y != f, lambda y, f: y >= 0)


@task.mutant(
    Text(
        "You divide each group's missed cases by all the missed cases: a large group then looks badly served because it is large. Divide by the "
        "group's own cases.",
        "Vous divisez les cas manqués de chaque groupe par tous les cas manqués : un grand groupe paraît alors mal servi parce qu'il est grand. "
        "Divisez par les cas du groupe.",
    ),
)
def share_of_all_the_missed(y_true, flagged, group):
    y, f, g = (np.asarray(column) for column in (y_true, flagged, group))
    missed = (y == 1) & (f == 0)
    shares = {str(name): float((missed & (g == name)).sum() / missed.sum()) for name in np.unique(g)}
    return _undefined_where_no_case(shares, y_true, group)


@task.cases
def stays_in_groups(rng):
    for groups, empty in ((2, False), (3, True), (4, True), (5, True)):
        y_true, flagged, group = draw_ward(rng, groups, empty=empty)
        yield case(y_true=y_true, flagged=flagged, group=group)
