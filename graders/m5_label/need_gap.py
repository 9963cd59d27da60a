"""Builder's task 2: at the same place in the list, how much greater the group's need is."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import network


def _part(score, parts):
    order = np.argsort(score, kind="stable")
    place = np.empty(len(score), dtype=int)
    place[order] = np.arange(len(score))
    return place * parts // len(score)


def _gaps(part, need, group, parts):
    """Gap and members of each part in which there are both."""
    found = []
    for one in range(parts):
        members, others = need[(part == one) & group], need[(part == one) & ~group]
        if len(members) and len(others):
            found.append((members.mean() - others.mean(), len(members), len(members) + len(others)))
    return np.array(found)


task = function_task(
    points=2,
    why=Text(
        "Right: at equal score the group needs more. That is how to recognise a wrong label when nothing else shows it; the score predicts its own label perfectly.",
        "Juste : à score égal, le groupe a davantage besoin de soins. C'est ainsi que l'on reconnaît une mauvaise étiquette que rien d'autre ne montre ; le score prédit parfaitement la sienne.",
    ),
    hints=[
        Text(
            "In one part: need[here & group].mean() - need[here & ~group].mean(), if both are there. Then all parts, weighted by their members.",
            "Dans une part : need[here & group].mean() - need[here & ~group].mean(), si les deux y sont. Puis toutes les parts, pondérées par leurs membres.",
        ),
        Text(
            "Keep two lists, the gaps and the numbers of members. At the end: np.average(gaps, weights=members).",
            "Tenez deux listes, les écarts et les nombres de membres. À la fin : np.average(gaps, weights=members).",
        ),
    ],
    laws=[
        laws.permutation_invariant(["part", "need", "group"]),
        laws.known(
            {
                "part": np.array([0, 0, 0, 1, 1, 1, 2]),
                "need": np.array([4.0, 2.0, 2.0, 9.0, 9.0, 6.0, 70.0]),
                "group": np.array([True, False, False, True, True, False, True]),
            },
            8 / 3,
            Text(
                "Three parts. In the first one member needs 2 hours more, in the second two members need 3 hours more, in the third nobody can be compared: (2 + 3 + 3) / 3.",
                "Trois parts. Dans la première, un membre a besoin de 2 heures de plus ; dans la deuxième, deux membres, de 3 heures de plus ; dans la troisième, on ne peut comparer personne : (2 + 3 + 3) / 3.",
            ),
        ),
    ],
)


@task.reference
def weighted_by_members(part, need, group):
    gaps, members = [], []
    for one in np.unique(part):
        here = part == one
        if (here & group).any() and (here & ~group).any():
            gaps.append(need[here & group].mean() - need[here & ~group].mean())
            members.append((here & group).sum())
    return np.average(gaps, weights=members)


@task.alternative
def with_pandas(part, need, group):
    rows = pd.DataFrame({"part": part, "need": need, "group": group})
    means = rows.pivot_table(index="part", columns="group", values="need", aggfunc="mean").dropna()
    weight = rows[rows.group].groupby("part").size().loc[means.index]
    return float(((means[True] - means[False]) * weight).sum() / weight.sum())


@task.alternative
def member_by_member(part, need, group):
    gaps = []
    for one, hours, member in zip(part, need, group, strict=True):
        others = [h for p, h, m in zip(part, need, group, strict=True) if p == one and not m]
        if member and others:
            gaps.append(hours - sum(others) / len(others))
    return sum(gaps) / len(gaps)


@task.mutant(
    Text(
        "You compare the group with the others without looking at the score. Compare within each part, where the program says that they are alike.",
        "Vous comparez le groupe aux autres sans regarder le score. Comparez dans chaque part, là où le programme les dit pareils.",
    ),
)
def without_the_score(part, need, group):
    return float(need[group].mean() - need[~group].mean())


@task.mutant(
    Text(
        "The sign is the other way round: the group minus the others, so that a positive number is need that the score does not see.",
        "Le signe est inversé : le groupe moins les autres ; un nombre positif est alors un besoin que le score ne voit pas.",
    ),
)
def others_minus_group(part, need, group):
    return -weighted_by_members(part, need, group)


@task.mutant(
    Text(
        "Each part counts the same in your mean, even one with a single member. Weight by the members: it is about them.",
        "Chaque part compte autant dans votre moyenne, même avec un seul membre. Pondérez par les membres : c'est d'eux qu'il s'agit.",
    ),
)
def parts_alike(part, need, group):
    return float(_gaps(part, need, group, int(part.max()) + 1)[:, 0].mean())


@task.mutant(
    Text(
        "You weight by all patients of a part. Weight by the members of the group: the mean is to say what one of them lacks.",
        "Vous pondérez par tous les patients d'une part. Pondérez par les membres du groupe : la moyenne doit dire ce qui manque à l'un d'eux.",
    ),
)
def weighted_by_all(part, need, group):
    found = _gaps(part, need, group, int(part.max()) + 1)
    return float(np.average(found[:, 0], weights=found[:, 2]))


@task.mutant(
    Text(
        "You compare the group with everybody of the part, members included. Compare with the others.",
        "Vous comparez le groupe à toute la part, membres compris. Comparez aux autres.",
    ),
)
def with_everybody(part, need, group):
    gaps, members = [], []
    for one in np.unique(part):
        here = part == one
        if (here & group).any() and (here & ~group).any():
            gaps.append(need[here & group].mean() - need[here].mean())
            members.append((here & group).sum())
    return float(np.average(gaps, weights=members))


@task.mutant(
    Text(
        "You take medians. A few patients with very great need are what the programme is for: take means.",
        "Vous prenez des médianes. Le programme est fait pour quelques patients dont le besoin est très grand : prenez des moyennes.",
    ),
)
def medians(part, need, group):
    gaps, members = [], []
    for one in np.unique(part):
        here = part == one
        if (here & group).any() and (here & ~group).any():
            gaps.append(np.median(need[here & group]) - np.median(need[here & ~group]))
            members.append((here & group).sum())
    return float(np.average(gaps, weights=members))


@task.mutant(
    Text(
        "You go through parts 0 to 9. `part` holds any whole numbers: take those that occur, `np.unique(part)`.",
        "Vous parcourez les parts 0 à 9. `part` contient des nombres entiers quelconques : prenez ceux qui s'y trouvent, `np.unique(part)`.",
    ),
)
def ten_parts(part, need, group):
    among = (part >= 0) & (part < 10)
    return weighted_by_members(part[among], need[among], group[among])


@task.mutant(
    Text(
        "You leave out the highest part: `range(part.max())` stops before it. That is where the programme chooses.",
        "Vous oubliez la part la plus haute : `range(part.max())` s'arrête avant elle. C'est là que le programme choisit.",
    ),
)
def last_part_left_out(part, need, group):
    among = part < part.max()
    return weighted_by_members(part[among], need[among], group[among])


@task.mutant(
    Text(
        "Where nobody can be compared you count a gap of 0. It is unknown, not 0: leave that part out.",
        "Là où l'on ne peut comparer personne, vous comptez un écart de 0. Il est inconnu, et non nul : laissez cette part de côté.",
    ),
)
def unknown_is_nought(part, need, group):
    gaps, members = [], []
    for one in np.unique(part):
        here = part == one
        both = (here & group).any() and (here & ~group).any()
        gaps.append(need[here & group].mean() - need[here & ~group].mean() if both else 0.0)
        members.append((here & group).sum())
    return float(np.average(gaps, weights=members))


@task.mutant(
    Text(
        "You divide the one mean by the other: by how many times. A difference in hours is asked for.",
        "Vous divisez une moyenne par l'autre : c'est tant de fois plus. On demande une différence, en heures.",
    ),
)
def as_a_ratio(part, need, group):
    gaps, members = [], []
    for one in np.unique(part):
        here = part == one
        if (here & group).any() and (here & ~group).any():
            gaps.append(need[here & group].mean() / need[here & ~group].mean() - 1)
            members.append((here & group).sum())
    return float(np.average(gaps, weights=members))


task.equivalent("with_pandas:default:*", "pivot_table takes means unless told otherwise")


@task.cases
def ranked(rng):
    for log_cost, parts in ((-0.7, 5), (-0.3, 4), (0.7, 6)):
        rows = network(rng, 160, log_cost)
        part, need, far = _part(rows.cost.to_numpy(), parts), rows.need.to_numpy(), rows.far.to_numpy().copy()
        # parts in which nobody can be compared: members alone, others alone
        far[part == 0] = False
        far[part == 1] = True
        # somebody who counts stands last in the table, and somebody first
        last = np.flatnonzero((part == 2) & far)[-1]
        order = np.r_[np.delete(np.arange(len(part)), last), last]
        part, need, far = part[order], need[order], far[order]
        if parts == 6:  # any whole numbers may name the parts
            part = np.array([12, -1, 3, 7, 10, 25])[part]
        yield case(part=part, need=need, group=far)
