"""Builder's task 6: a threshold for each group."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .wards import NAMES


def _by_cases(y_true, y_prob, group, share, extra=0, whole=int):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    found = {}
    for name in np.unique(g):
        cases = np.sort(risk[(g == name) & (y == 1)])
        found[str(name)] = float(cases[min(whole(share * len(cases)) + extra, len(cases) - 1)])
    return found


task = function_task(
    points=2,
    forbids=[
        "fairlearn.postprocessing",
        "labkit.audit.compare_mitigations",
        "labkit.audit.threshold_sweep",
    ],
    why=Text(
        "Right: on these very stays the missed share is now the same in every group. That is no discovery, you built it so. Run "
        "on, and see what is left of it on stays nobody has used.",
        "Juste : sur ces séjours-là, la part manquée est maintenant la même dans chaque groupe. Ce n'est pas une découverte, vous "
        "l'avez construite. Continuez, et voyez ce qu'il en reste sur des séjours que personne n'a utilisés.",
    ),
    hints=[
        Text(
            "Only the cases decide (y_true == 1). Sort their risks, lowest first: the lowest are missed first.",
            "Seuls les cas décident (y_true == 1). Triez leurs risques, du plus bas au plus haut : les plus bas sont manqués d'abord.",
        ),
        Text(
            "With n cases, int(share * n) of them may be missed. The threshold is the risk at that position of the sorted list.",
            "Avec n cas, int(share * n) peuvent être manqués. Le seuil est le risque à cette position de la liste triée.",
        ),
        Text(
            "For one group: risks = np.sort(y_prob[(group == name) & (y_true == 1)]). Then risks[int(share * len(risks))].",
            "Pour un groupe : risques = np.sort(y_prob[(group == nom) & (y_true == 1)]). Puis risques[int(share * len(risques))].",
        ),
    ],
    laws=[
        laws.permutation_invariant(["y_true", "y_prob", "group"]),
        laws.renamed_alike("group"),
        laws.monotone(
            "share",
            [0.05, 0.15, 0.3, 0.6],
            Text(
                "Allowed to miss more, the thresholds may only rise. One of yours falls.",
                "Si l'on accepte d'en manquer plus, les seuils ne peuvent que monter. L'un des vôtres baisse.",
            ),
        ),
    ],
)


@task.reference
def risk_of_the_first_found(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share)


@task.alternative
def thresholds_with_pandas(y_true, y_prob, group, share):
    cases = pd.DataFrame({"y": y_true, "risk": y_prob, "group": list(group)}).query("y == 1")
    return cases.groupby("group").risk.apply(lambda risk: risk.nsmallest(int(share * len(risk)) + 1).max())


@task.alternative
def highest_that_misses_few_enough(y_true, y_prob, group, share):
    answer = {}
    for name in set(np.asarray(group).tolist()):
        cases = np.asarray(y_prob)[(np.asarray(group) == name) & (np.asarray(y_true) == 1)]
        answer[name] = max(t for t in cases.tolist() if (cases < t).sum() <= int(share * len(cases)))
    return answer


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "a threshold is a risk: never below 0")
for change in ("around:min(*", "arithmetic:len(cases) - 1 -> *", "number:1 -> * #2", "arithmetic:whole(*"):
    task.equivalent(f"_by_cases:{change}", "only wrong answers look beyond the last case, or for one more")
task.equivalent("thresholds_with_pandas:around:list(*", "a column is the same from a list and from an array")
task.equivalent(
    "highest_that_misses_few_enough:around:int(share*",
    "a whole number is at most n where it is at most n and a bit",
)


@task.mutant(
    Text(
        "You found one threshold from all the cases together and gave it to every group: that is what we started from. Sort each "
        "group's own cases.",
        "Vous avez tiré un seul seuil de tous les cas réunis et l'avez donné à chaque groupe : c'est de là que nous partons. Triez les "
        "cas de chaque groupe.",
    ),
)
def one_for_all(y_true, y_prob, group, share):
    common = _by_cases(y_true, y_prob, np.full(len(y_true), "all"), share)["all"]
    return {str(name): common for name in np.unique(group)}


@task.mutant(
    Text(
        "You sorted everybody's risks. Only the cases can be missed: keep those with y_true == 1.",
        "Vous avez trié les risques de tout le monde. Seuls les cas peuvent être manqués : gardez ceux dont y_true == 1.",
    ),
)
def everybody_sorted(y_true, y_prob, group, share):
    return _by_cases(np.ones(len(y_true), dtype=int), y_prob, group, share)


@task.mutant(
    Text(
        "Your thresholds miss 1 - share of the cases: you counted from the high risks down. The missed are those with the lowest risks.",
        "Vos seuils manquent 1 - share des cas : vous avez compté à partir des risques élevés. Les manqués sont ceux aux risques les plus bas.",
    ),
)
def found_for_missed(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, 1 - share)


@task.mutant(
    Text(
        "One case too many is missed in each group: Python counts positions from 0, so the first case found stands at "
        "int(share * n).",
        "Un cas de trop est manqué dans chaque groupe : Python compte les positions à partir de 0, le premier cas trouvé est donc en "
        "int(share * n).",
    ),
)
def one_too_many(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share, extra=1)


@task.mutant(
    Text(
        "The mean risk of a group's cases lets about half of them be missed, whatever `share` says.",
        "Le risque moyen des cas d'un groupe en laisse manquer environ la moitié, quoi que dise `share`.",
    ),
)
def mean_risk(y_true, y_prob, group, share):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    return {str(name): float(risk[(g == name) & (y == 1)].mean()) for name in np.unique(g)}


@task.mutant(
    Text(
        "np.quantile draws a value between two patients. The task asks for the risk of a case: sort, and take the one at position int(share * n).",
        "np.quantile calcule une valeur entre deux patients. La tâche demande le risque d'un cas : triez, et prenez celui en position "
        "int(share * n).",
    ),
)
def between_two_patients(y_true, y_prob, group, share):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    return {str(name): float(np.quantile(risk[(g == name) & (y == 1)], share)) for name in np.unique(g)}


@task.mutant(
    Text(
        "np.percentile counts from 0 to 100: `share`, 0.25 for example, is a quarter of one per cent for it, and hardly anybody is missed. It would also "
        "fall between two patients: sort, and take the risk at position int(share * n).",
        "np.percentile compte de 0 à 100 : `share`, 0,25 par exemple, y vaut un quart de un pour cent, et presque personne n'est manqué. Il tomberait "
        "aussi entre deux patients : triez, et prenez le risque en position int(share * n).",
    ),
)
def percentile_of_a_share(y_true, y_prob, group, share):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    return {str(name): float(np.percentile(risk[(g == name) & (y == 1)], share)) for name in np.unique(g)}


@task.mutant(
    Text(
        "You rounded the thresholds. The patient whose risk is the threshold may then fall below it: give the risk as it is.",
        "Vous avez arrondi les seuils. Le patient dont le risque est le seuil peut alors passer dessous : donnez le risque tel quel.",
    ),
)
def rounded_threshold(y_true, y_prob, group, share):
    return {name: round(risk, 2) for name, risk in _by_cases(y_true, y_prob, group, share).items()}


@task.mutant(
    Text(
        "You took np.quantile of everybody in the group. Only the cases can be missed: keep those with y_true == 1, sort them, and take the one "
        "at position int(share * n).",
        "Vous avez pris np.quantile de tout le groupe. Seuls les cas peuvent être manqués : gardez ceux dont y_true == 1, triez-les, et prenez "
        "celui en position int(share * n).",
    ),
)
def quantile_of_everybody(y_true, y_prob, group, share):
    risk, g = np.asarray(y_prob), np.asarray(group)
    return {str(name): float(np.quantile(risk[g == name], share)) for name in np.unique(g)}


@task.mutant(
    Text(
        "You sorted the risks of the people without the disease: that sets false alarms, not misses. Keep the cases, y_true == 1.",
        "Vous avez trié les risques des personnes sans la maladie : cela règle les fausses alarmes, pas les cas manqués. Gardez les cas, y_true == 1.",
    ),
)
def among_the_well(y_true, y_prob, group, share):
    return _by_cases(1 - np.asarray(y_true), y_prob, group, share)


@task.mutant(
    Text(
        "You stop one case early: the case at position int(share * n) - 1 is the last that may be missed. The threshold is the risk of the "
        "next one, who is found.",
        "Vous vous arrêtez un cas trop tôt : celui en position int(share * n) - 1 est le dernier que l'on peut manquer. Le seuil est le risque "
        "du suivant, qui est trouvé.",
    ),
)
def one_too_few(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share, extra=-1)


@task.mutant(
    Text(
        "You rounded share × n to the nearest. That may miss one case more than allowed: int() cuts off, a quarter of 31 lets 7 be missed, not 8.",
        "Vous avez arrondi share × n au plus proche. Cela peut manquer un cas de plus que permis : int() coupe, un quart de 31 en laisse "
        "manquer 7, pas 8.",
    ),
)
def rounded_up(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share, whole=round)


@task.mutant(
    Text(
        "A quarter is written into your function, whatever `share` says.",
        "Un quart est inscrit dans votre fonction, quoi que dise `share`.",
    ),
)
def always_a_quarter(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, 0.25)


@task.mutant(
    Text(
        "You put the threshold halfway between the last case that may be missed and the next one. The task asks for the risk of the next one itself.",
        "Vous placez le seuil à mi-chemin entre le dernier cas que l'on peut manquer et le suivant. La tâche demande le risque du suivant lui-même.",
    ),
)
def halfway(y_true, y_prob, group, share):
    first, before = _by_cases(y_true, y_prob, group, share), _by_cases(y_true, y_prob, group, share, extra=-1)
    return {name: (first[name] + before[name]) / 2 for name in first}


@task.cases
def risks_by_group(rng):
    for share, counts in (
        (0.25, (18, 31)),
        (0.35, (17, 24, 33)),
        (0.15, (22, 46)),
    ):  # share × n is never whole
        names = [str(name) for name in rng.permutation(NAMES)[: len(counts)]]
        cases = np.concatenate([np.full(n, name) for name, n in zip(names, counts, strict=True)])
        group = np.concatenate([cases, rng.choice(names, 90)])
        y_true = np.concatenate([np.ones(len(cases), dtype=int), np.zeros(90, dtype=int)])
        log_odds = rng.normal(-2, 1, len(group)) + np.where(group == names[0], 1.0, 1.8) * y_true
        order = rng.permutation(len(group))
        yield case(
            y_true=y_true[order], y_prob=1 / (1 + np.exp(-log_odds[order])), group=group[order], share=share
        )
    # a share that falls on a whole number of cases; the one that decides stands first in one group, last in the other
    names = [str(name) for name in rng.permutation(NAMES)[:2]]
    parts = []
    for place, (name, n) in enumerate(zip(names, (20, 32), strict=True)):
        risks = np.sort(rng.uniform(0.02, 0.9, n))
        others = rng.permutation(np.delete(risks, n // 4))
        parts.append((name, np.insert(others, 0 if place == 0 else n - 1, risks[n // 4])))
    group = np.concatenate([*(np.full(len(risks), name) for name, risks in parts), rng.choice(names, 40)])
    y_prob = np.concatenate([*(risks for _, risks in parts), rng.uniform(0.01, 0.6, 40)])
    yield case(y_true=(np.arange(92) < 52).astype(int), y_prob=y_prob, group=group, share=0.25)
