"""Builder's task 2: coverage by group."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .wards import NAMES


def _held(y_true, sets):
    return np.asarray(sets, dtype=bool)[np.arange(len(y_true)), np.asarray(y_true)]


def _mean_by(values, group):
    group = np.asarray(group)
    return {str(name): float(np.mean(values[group == name])) for name in np.unique(group)}


task = function_task(
    points=1,
    forbids=["labkit.oversight.coverage_by_group", "labkit.oversight.CoverageDisplay", "mapie.metrics"],
    why=Text(
        "Right. The promise was made to all patients together. One line of code says to whom it was kept.",
        "Juste. La promesse était faite à tous les patients ensemble. Une ligne de code dit envers qui elle a été tenue.",
    ),
    hints=[
        Text(
            "Row i of sets says which answers the set of patient i holds: column 0 no sepsis, column 1 sepsis.",
            "La ligne i de sets dit quelles réponses contient l'ensemble du patient i : colonne 0 pas de sepsis, colonne 1 sepsis.",
        ),
        Text(
            "Does it hold the truth? sets[np.arange(len(y_true)), y_true] picks, in each row, the column of the truth.",
            "Contient-il la vérité ? sets[np.arange(len(y_true)), y_true] prend, dans chaque ligne, la colonne de la vérité.",
        ),
        Text("Then the mean in each group.", "Puis la moyenne dans chaque groupe."),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "sets", "group"]),
        laws.replication_invariant(["y_true", "sets", "group"]),
        laws.known(
            {
                "y_true": np.array([0, 1, 1]),
                "sets": np.array([[True, False], [True, True], [True, False]]),
                "group": np.array(["a", "a", "b"]),
            },
            {"a": 1.0, "b": 0.0},
            Text(
                "Three patients. In group a both sets hold the truth (one of them holds both answers); in group b the only set does not.",
                "Trois patients. Dans le groupe a, les deux ensembles contiennent la vérité (l'un contient les deux réponses) ; dans le "
                "groupe b, le seul ensemble ne la contient pas.",
            ),
        ),
    ],
)


@task.reference
def truth_in_set(y_true, sets, group):
    return _mean_by(_held(y_true, sets), group)


@task.alternative
def with_groupby(y_true, sets, group):
    frame = pd.DataFrame({"held": _held(y_true, sets), "group": group})
    return frame.groupby("group")["held"].mean()


@task.alternative
def with_a_loop(y_true, sets, group):
    held, people = {}, {}
    for truth, row, name in zip(y_true, sets, group, strict=True):
        held[name] = held.get(name, 0) + bool(row[truth])
        people[name] = people.get(name, 0) + 1
    return {name: held[name] / people[name] for name in people}


@task.mutant(
    Text(
        "You give every group the share of everybody: '90% for each patient'. The promise is about all of them together; count inside "
        "each group.",
        "Vous donnez à chaque groupe la part de l'ensemble : « 90 % pour chaque patient ». La promesse porte sur tous ensemble ; comptez "
        "à l'intérieur de chaque groupe.",
    ),
)
def same_for_all(y_true, sets, group):
    return dict.fromkeys(truth_in_set(y_true, sets, group), float(_held(y_true, sets).mean()))


@task.mutant(
    Text(
        "You leave out the sets with both answers. They do hold the truth: they count as covered, and their price is that a person is "
        "asked.",
        "Vous écartez les ensembles qui contiennent les deux réponses. Ils contiennent bien la vérité : ils comptent comme couverts, et "
        "leur prix est que l'on demande à une personne.",
    ),
)
def only_single_answers(y_true, sets, group):
    one = np.asarray(sets).sum(axis=1) == 1
    held, group = _held(y_true, sets), np.asarray(group)
    return {str(name): float(np.mean(held[one & (group == name)])) for name in np.unique(group)}


@task.mutant(
    Text(
        "You count 'both answers' as a failure. It is not: the set holds the truth, and says honestly that it cannot choose.",
        "Vous comptez « les deux réponses » comme un échec. Non : l'ensemble contient la vérité, et dit honnêtement qu'il ne peut pas "
        "choisir.",
    ),
)
def both_is_wrong(y_true, sets, group):
    return _mean_by(_held(y_true, sets) & (np.asarray(sets).sum(axis=1) == 1), group)


@task.mutant(
    Text(
        "That is how often the model gives one answer alone, right or wrong. Coverage asks if the truth is in the set.",
        "C'est la fréquence à laquelle le modèle donne une seule réponse, juste ou non. La couverture demande si la vérité est dans "
        "l'ensemble.",
    ),
)
def share_decided(y_true, sets, group):
    return _mean_by(np.asarray(sets).sum(axis=1) == 1, group)


@task.mutant(
    Text(
        "You look at the column of sepsis for everybody. For a patient without sepsis the truth is in column 0.",
        "Vous regardez la colonne du sepsis pour tout le monde. Pour un patient sans sepsis, la vérité est dans la colonne 0.",
    ),
)
def sepsis_in_set(y_true, sets, group):
    return _mean_by(np.asarray(sets, dtype=bool)[:, 1], group)


@task.mutant(
    Text(
        "You ask if column 1 says the same as the truth. Without sepsis that counts 'both answers' as a failure; column 0 holds the truth there.",
        "Vous demandez si la colonne 1 dit la même chose que la vérité. Sans sepsis, « les deux réponses » compte alors comme un échec ; c'est la "
        "colonne 0 qui contient la vérité.",
    ),
)
def set_equal_to_the_truth(y_true, sets, group):
    return _mean_by(np.asarray(sets, dtype=bool)[:, 1] == (np.asarray(y_true) == 1), group)


@task.mutant(
    Text(
        "One number for everybody: that is what the brochure gives. Asked for is a coverage for each group, under the group's name.",
        "Un seul nombre pour tout le monde : c'est ce que donne la brochure. On demande une couverture pour chaque groupe, sous le nom du groupe.",
    ),
)
def one_number(y_true, sets, group):
    return float(_held(y_true, sets).mean())


@task.mutant(
    Text(
        "You count only the patients with sepsis. Coverage is about everybody in the group; among those with sepsis alone it is another number, which the "
        "lab looks at next.",
        "Vous ne comptez que les patients avec un sepsis. La couverture porte sur tout le groupe ; chez les seuls patients avec un sepsis, c'est un autre "
        "nombre, que le TP regarde ensuite.",
    ),
)
def among_the_septic(y_true, sets, group):
    sick, group = np.asarray(y_true) == 1, np.asarray(group)
    held = _held(y_true, sets)
    return {str(name): float(np.mean(held[sick & (group == name)])) for name in np.unique(group)}


@task.mutant(
    Text(
        "You read the columns the wrong way round: column 0 is no sepsis, column 1 sepsis.",
        "Vous lisez les colonnes à l'envers : la colonne 0 est « pas de sepsis », la colonne 1 « sepsis ».",
    ),
)
def columns_swapped(y_true, sets, group):
    return _mean_by(_held(1 - np.asarray(y_true), sets), group)


@task.mutant(
    Text(
        "That is the share of patients whose set does not hold the truth. Coverage is the others.",
        "C'est la part des patients dont l'ensemble ne contient pas la vérité. La couverture, ce sont les autres.",
    ),
)
def share_not_covered(y_true, sets, group):
    return _mean_by(~_held(y_true, sets), group)


@task.cases
def wards_with_sets(rng):
    for groups in (2, 3, 4, 2, 3):
        names = [str(name) for name in rng.permutation(NAMES)[:groups]]
        n = 90
        group = rng.permutation(np.concatenate([np.repeat(names, 8), rng.choice(names, n - 8 * groups)]))
        y_true = (rng.random(n) < 0.35).astype(int)
        says = rng.random(n)
        right = np.eye(2, dtype=bool)[y_true]
        sets = np.where((says < 0.3)[:, None], True, np.where((says < 0.8)[:, None], right, ~right))
        for name in names:  # each kind of set in every group
            place = np.flatnonzero(group == name)
            sets[place[0]], sets[place[1]], sets[place[2]] = True, right[place[1]], ~right[place[2]]
        yield case(y_true=y_true, sets=sets, group=group)
