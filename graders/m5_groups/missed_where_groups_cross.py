"""Builder's task 4: where two groups cross."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .missed_by_group import among_cases
from .wards import GROUP_TABLES


def _crossed(y_true, flagged, sex, age, least, counted="cases", too_few=float("nan"), strictly=False):
    cell = np.array([f"{one} & {other}" for one, other in zip(sex, age, strict=True)])
    y, found = np.asarray(y_true), {}
    shares = among_cases(y_true, flagged, cell)
    for name, share in shares.items():
        n = int((cell == name).sum() if counted == "people" else y[cell == name].sum())
        found[name] = share if (n > least if strictly else n >= least) else too_few
    return found


task = function_task(
    points=2,
    forbids=GROUP_TABLES,
    why=Text(
        "Right. Patients who belong to two groups can be missed more often than either row shows; and a cell with too few cases says so "
        "instead of frightening or reassuring for nothing.",
        "Juste. L'alarme peut laisser passer, à la rencontre de deux groupes, plus de patients que chaque ligne ne le montre ; et une cellule avec trop peu de cas "
        "le dit, au lieu d'inquiéter ou de rassurer pour rien.",
    ),
    hints=[
        Text(
            'Make one label out of two, for example sex + " & " + age, then do what you did in task 1.',
            'Faites une étiquette de deux, par exemple sex + " & " + age, puis faites comme à la tâche 1.',
        ),
        Text(
            "Count the cases in each cell first. Fewer than `least`: np.nan, however many people the cell holds.",
            "Comptez d'abord les cas de chaque cellule. Moins que `least` : np.nan, quel que soit le nombre de personnes.",
        ),
        Text(
            "With arrays of text: cell = np.array([a + ' & ' + b for a, b in zip(sex, age)]). Then missed_by_group(y_true, flagged, cell), and "
            "go over its entries.",
            "Avec des tableaux de textes : cell = np.array([a + ' & ' + b for a, b in zip(sex, age)]). Puis missed_by_group(y_true, flagged, "
            "cell), et parcourez ses entrées.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "flagged", "sex", "age"]),
    ],
)


@task.reference
def cells_with_enough_cases(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least)


@task.alternative
def crossed_with_pandas(y_true, flagged, sex, age, least):
    cell = pd.Series(list(sex)) + " & " + pd.Series(list(age))
    missed = pd.Series(1 - np.asarray(flagged)).where(np.asarray(y_true) == 1).groupby(cell)
    return missed.mean().where(missed.count() >= least)


@task.alternative
def crossed_with_loops(y_true, flagged, sex, age, least):
    answer = {}
    for one, other in {(str(a), str(b)) for a, b in zip(sex, age, strict=True)}:
        here = (np.asarray(sex) == one) & (np.asarray(age) == other) & (np.asarray(y_true) == 1)
        answer[f"{one} & {other}"] = (
            float(1 - np.asarray(flagged)[here].mean()) if here.sum() >= least else np.nan
        )
    return answer


for change in ("branch:*people*", "word:'people'*", "comparison:cell == name*", "*n > least*"):
    task.equivalent(f"_crossed:{change}", "only wrong answers use these options")
task.equivalent("crossed_with_pandas:around:list(*", "a column is the same from a list and from an array")


@task.mutant(
    Text(
        "You apply the minimum to the people of the cell. Five hundred people with four cases say next to nothing about who is "
        "missed: apply it to the cases.",
        "Vous appliquez le minimum aux personnes de la cellule. Cinq cents personnes avec quatre cas ne disent presque rien de qui "
        "est manqué : appliquez-le aux cas.",
    ),
)
def counts_people(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least, counted="people")


@task.mutant(
    Text(
        "Too few cases became 0: that reads 'nobody is missed here'. Write np.nan, 'we cannot say'.",
        "« Trop peu de cas » est devenu 0 : on lira « personne n'est manqué ici ». Écrivez np.nan, « on ne peut pas dire ».",
    ),
)
def too_few_is_zero(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least, too_few=0.0)


@task.mutant(
    Text(
        "The cells with too few cases are gone from your answer. Keep them, with np.nan: the next audit needs to know where to "
        "collect.",
        "Les cellules avec trop peu de cas ont disparu de votre réponse. Gardez-les, avec np.nan : le prochain audit doit savoir où "
        "recueillir des données.",
    ),
)
def cell_disappears(y_true, flagged, sex, age, least):
    crossed = _crossed(y_true, flagged, sex, age, least)
    return {name: share for name, share in crossed.items() if not np.isnan(share)}


@task.mutant(
    Text(
        "A cell with exactly `least` cases has enough of them: >=, not >.",
        "Une cellule qui a exactement `least` cas en a assez : >=, et non >.",
    ),
)
def one_more_asked(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least, strictly=True)


@task.mutant(
    Text(
        "You show every cell, `least` is not used: one missed of two cases would read as 50 %.",
        "Vous montrez toutes les cellules, `least` ne sert pas : un manqué sur deux cas se lirait 50 %.",
    ),
)
def no_minimum(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, 1)


@task.mutant(
    Text(
        'The cells are right, their names are not: one text each, the two labels with " & " between them, such as "F & over_65".',
        'Les cellules sont justes, leurs noms non : un seul texte, les deux étiquettes avec « & » entre elles, par exemple "F & over_65".',
    ),
)
def named_as_pairs(y_true, flagged, sex, age, least):
    crossed = _crossed(y_true, flagged, sex, age, least)
    return {tuple(name.split(" & ")): share for name, share in crossed.items()}


@task.mutant(
    Text(
        'The cells are right, their labels are turned round: first sex, then age, "F & over_65" and not "over_65 & F".',
        'Les cellules sont justes, leurs étiquettes sont inversées : d\'abord sex, puis age, "F & over_65" et non "over_65 & F".',
    ),
)
def labels_turned_round(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, age, sex, least)


@task.mutant(
    Text(
        'The cells are right, their names lack the spaces: "F & over_65", not "F&over_65".',
        'Les cellules sont justes, il manque les espaces dans leurs noms : "F & over_65", et non "F&over_65".',
    ),
)
def named_without_spaces(y_true, flagged, sex, age, least):
    crossed = _crossed(y_true, flagged, sex, age, least)
    return {name.replace(" & ", "&"): share for name, share in crossed.items()}


@task.mutant(
    Text(
        "You answer for sex alone and for age alone. A group that is missed only where the two cross, such as women over 65, stays hidden: one "
        "entry for each pair.",
        "Vous répondez pour le sexe seul et pour l'âge seul. Un groupe que l'alarme laisse passer seulement là où les deux se croisent, comme les "
        "femmes de plus de 65 ans, reste caché : une entrée par couple.",
    ),
)
def each_alone(y_true, flagged, sex, age, least):
    alone = {}
    for labels in (np.asarray(sex), np.asarray(age)):
        for name, share in among_cases(y_true, flagged, labels).items():
            enough = np.asarray(y_true)[labels == name].sum() >= least
            alone[name] = share if enough else float("nan")
    return alone


@task.mutant(
    Text(
        "You apply the minimum to the missed cases. A cell where the model does well would then vanish for being good: apply it to all "
        "the cases, missed or found.",
        "Vous appliquez le minimum aux cas manqués. Une cellule où le modèle réussit disparaîtrait alors pour cette raison même : appliquez-le à "
        "tous les cas, manqués ou trouvés.",
    ),
)
def counts_the_missed(y_true, flagged, sex, age, least):
    silent = np.where(np.asarray(flagged) == 0, y_true, 0)
    shares = _crossed(y_true, flagged, sex, age, 1)
    enough = _crossed(silent, flagged, sex, age, least)  # among the missed alone: nan where they are too few
    return {name: share if not np.isnan(enough[name]) else float("nan") for name, share in shares.items()}


@task.mutant(
    Text(
        "You also answer for pairs that nobody belongs to. Nothing can be said of them, not even that their cases are too few: keep "
        "the pairs that occur.",
        "Vous répondez aussi pour des couples auxquels personne n'appartient. On ne peut rien en dire, pas même qu'ils ont trop peu de "
        "cas : gardez les couples qui existent.",
    ),
)
def every_pair(y_true, flagged, sex, age, least):
    pairs = (f"{one} & {other}" for one in np.unique(sex) for other in np.unique(age))
    return dict.fromkeys(pairs, float("nan")) | _crossed(y_true, flagged, sex, age, least)


@task.mutant(
    Text(
        "You divide the missed cases by everybody in the cell. Only patients with the disease can be missed: divide by the cells' cases.",
        "Vous divisez les cas manqués par toutes les personnes de la cellule. L'alarme ne peut laisser passer que des malades : divisez par les cas "
        "de la cellule.",
    ),
)
def divided_by_people(y_true, flagged, sex, age, least):
    shares = _crossed(y_true, flagged, sex, age, least)
    cell = np.array([f"{one} & {other}" for one, other in zip(sex, age, strict=True)])
    y = np.asarray(y_true)
    return {name: float(share * y[cell == name].mean()) for name, share in shares.items()}


@task.mutant(
    Text(
        "The minimum is written into your function: 30, whatever `least` says. Another ward asks for another number of cases.",
        "Le minimum est inscrit dans votre fonction : 30, quoi que dise `least`. Un autre service demande un autre nombre de cas.",
    ),
)
def always_thirty(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, 30)


@task.cases
def crossed_stays(rng):
    for least in (6, 10):
        ages = [str(name) for name in rng.permutation(["under_40", "40_to_65", "over_65", "over_80"])[:3]]
        sizes = {("F", ages[0]): least, ("F", ages[1]): 3 * least, ("F", ages[2]): least - 3}
        sizes |= {("M", ages[0]): 2 * least + 1, ("M", ages[1]): least - 1, ("M", ages[2]): 2 * least}
        y_true, sex, age = [], [], []
        for (one, other), cases in sizes.items():
            # the cell of fewest cases holds few people as well: "at least so many people" is wrong elsewhere only
            well = 1 if cases < least - 1 else least + int(rng.integers(4, 12))
            y_true += [1] * cases + [0] * well
            sex += [one] * (cases + well)
            age += [other] * (cases + well)
        y_true, order = np.array(y_true), rng.permutation(len(y_true))
        flagged = (rng.random(len(y_true)) < np.where(y_true == 1, 0.6, 0.2)).astype(int)
        for one, other in sizes:  # no cell that is all missed or all found: 0 must not be a right answer
            place = np.flatnonzero((np.array(sex) == one) & (np.array(age) == other) & (y_true == 1))
            flagged[place[:2]] = [0, 1]
            if (one, other) == (
                "M",
                ages[2],
            ):  # enough cases, well found: "at least so many missed" is wrong here
                flagged[place], flagged[place[: least - 2]] = 1, 0
        sex, age = np.array(sex)[order], np.array(age)[order]
        yield case(y_true=y_true[order], flagged=flagged[order], sex=sex, age=age, least=least)
    # a pair that nobody belongs to, one without any case, and two of a single person, who stand first and last
    first, last = (str(name) for name in rng.permutation(["M", "F"]))
    n = int(rng.integers(30, 40))
    sex = np.array([first, *rng.permutation([first, last] * n), last])
    age = np.array(["over_80", *np.where(sex[1:-1] == first, "40_to_65", "over_65"), "under_40"])
    age[1 : n // 2] = np.where(sex[1 : n // 2] == first, "40_to_65", "18_to_39")
    y_true = (rng.random(len(sex)) < 0.6).astype(int)
    y_true[age == "18_to_39"] = 0
    yield case(y_true=y_true, flagged=(rng.random(len(sex)) < 0.6).astype(int), sex=sex, age=age, least=5)
