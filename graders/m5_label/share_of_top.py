"""Builder's task 1: of those enrolled, the share of a group."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import enrolled, network, tied

task = function_task(
    points=2,
    why=Text(
        "Right: the list is cut first, the group looked at afterwards. Neither sex nor address went into the ranking, and the share still depends on what was ranked by.",
        "Juste : on coupe d'abord la liste, on regarde le groupe ensuite. Ni le sexe ni l'adresse n'ont servi au classement, et la part dépend pourtant de ce d'après quoi l'on classe.",
    ),
    hints=[
        Text(
            "Who is enrolled? The places of the sorted scores, highest first, cut after `slots`. Then: the mean of group at those places.",
            "Qui est inscrit ? Les positions des scores triés, le plus haut d'abord, coupées après `slots`. Ensuite : la moyenne de group à ces positions.",
        ),
        Text(
            'np.argsort sorts upwards: sort -score. kind="stable" keeps equals in the order of the table.',
            "np.argsort trie dans l'ordre croissant : triez -score. kind=\"stable\" garde les ex æquo dans l'ordre du tableau.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {
                "score": np.array([5.0, 9.0, 5.0, 1.0]),
                "group": np.array([True, False, False, True]),
                "slots": 2,
            },
            0.5,
            Text(
                "Four patients, two slots: 9 enters, then the first of the two who have 5, who belongs to the group. One of two.",
                "Quatre patients, deux places : 9 entre, puis le premier des deux qui ont 5, qui est du groupe. Un sur deux.",
            ),
        ),
    ],
)


@task.reference
def highest_first(score, group, slots):
    order = np.argsort(-score, kind="stable")
    return group[order[:slots]].mean()


@task.alternative
def with_pandas(score, group, slots):
    chosen = pd.Series(score).nlargest(slots, keep="first").index
    return float(pd.Series(group).loc[chosen].mean())


@task.alternative
def with_sorted(score, group, slots):
    places = sorted(range(len(score)), key=lambda place: (-score[place], place))
    return sum(bool(group[place]) for place in places[:slots]) / slots


@task.mutant(
    Text(
        "You enrol the lowest scores. The programme is for those who cost, or need, the most: sort downwards.",
        "Vous inscrivez les scores les plus bas. Le programme est pour qui coûte, ou a besoin, le plus : triez dans l'ordre décroissant.",
    ),
)
def lowest_first(score, group, slots):
    return float(group[np.argsort(score, kind="stable")[:slots]].mean())


@task.mutant(
    Text(
        "You divide by the members of the group: that is how many of them are enrolled. The question is the other way round: of those enrolled, how many are members?",
        "Vous divisez par les membres du groupe : c'est combien d'entre eux sont inscrits. La question est l'inverse : parmi les inscrits, combien sont du groupe ?",
    ),
)
def of_the_group(score, group, slots):
    return float(enrolled(score, slots)[group].mean())


@task.mutant(
    Text(
        "That is the share of the group among all patients, as if everybody were enrolled. Cut the list after `slots`, the number that the function is given (not the notebook's).",
        "C'est la part du groupe parmi tous les patients, comme si tout le monde était inscrit. Coupez la liste après `slots`, le nombre que reçoit la fonction (pas celui du notebook).",
    ),
)
def of_everybody(score, group, slots):
    return float(group.mean())


@task.mutant(
    Text(
        "Where several have the last score that enters, you let all of them in: more nurses than there are. Cut after `slots`.",
        "Quand plusieurs ont le dernier score qui entre, vous les inscrivez tous : il n'y a pas tant d'infirmières. Coupez après `slots`.",
    ),
)
def all_equals(score, group, slots):
    return float(group[score >= np.sort(score)[-slots]].mean())


@task.mutant(
    Text(
        "Among equals you take the last of the table. The first come first.",
        "Entre ex æquo, vous prenez les derniers du tableau. Les premiers passent d'abord.",
    ),
)
def last_of_equals(score, group, slots):
    return float(group[np.argsort(score, kind="stable")[::-1][:slots]].mean())


@task.mutant(
    Text(
        "You give a count of patients. Divide by the slots: a share is asked for.",
        "Vous donnez un effectif. Divisez par le nombre de places : on demande une part.",
    ),
)
def a_count(score, group, slots):
    return int(group[enrolled(score, slots)].sum())


@task.mutant(
    Text(
        "You round. Give the share as it is: whoever compares two lists rounds at the end.",
        "Vous arrondissez. Donnez la part telle quelle : on arrondit à la fin, une fois les deux listes comparées.",
    ),
)
def rounded(score, group, slots):
    return round(float(group[enrolled(score, slots)].mean()), 2)


@task.mutant(
    Text(
        "You divide by all patients. Of those *enrolled*, which share belongs to the group?",
        "Vous divisez par tous les patients. Parmi les personnes *inscrites*, quelle part est du groupe ?",
    ),
)
def over_everybody(score, group, slots):
    return float(group[enrolled(score, slots)].sum() / len(group))


task.equivalent("with_pandas:default:*", "nlargest keeps the first of equals unless told otherwise")
task.equivalent("with_sorted:ties:*", "the place is part of the key: no two are equal")


@task.mutant(
    Text(
        "That is the share of the others. `group` is True for those of the group.",
        "C'est la part des autres. `group` vaut True pour les membres du groupe.",
    ),
)
def share_of_the_others(score, group, slots):
    return float((~group[enrolled(score, slots)]).mean())


@task.mutant(
    Text(
        "`np.argsort` gives, for each place of the list, who stands there; not, for each patient, their place. Take its first `slots` and look these people up: group[order[:slots]].",
        "`np.argsort` donne, pour chaque place de la liste, qui s'y trouve ; non, pour chaque patient, sa place. Prenez-en les `slots` premiers, et cherchez ces personnes : group[ordre[:slots]].",
    ),
)
def order_for_rank(score, group, slots):
    return float(group[np.argsort(-score, kind="stable") < slots].mean())


@task.cases
def lists(rng):
    patients = network(rng, 400, -0.6)
    for column, slots in (("cost", 12), ("need", 9), ("conditions", 40), ("conditions", 70), ("cost", 1)):
        rows = patients.iloc[rng.permutation(len(patients))[:90]]
        score, far = rows[column].to_numpy(float).copy(), rows.far.to_numpy().copy()
        if column == "conditions":
            score, _, far = tied(score, rows.need, far, slots)
        else:  # the last of the table is the highest, and a member, as is once the first who does not enter
            score[-1], far[-1] = score.max() + 10, True
            far[np.argsort(-score, kind="stable")[slots]] = slots == 12
        yield case(score=score, group=far, slots=slots)
