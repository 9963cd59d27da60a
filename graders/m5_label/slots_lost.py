"""Builder's task 3: how many slots a label takes from a group, with its interval."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, Tolerance, case, function_task, laws

from .worlds import Z, enrolled, network, reading, swapped, tied


def _around(lost, spread):
    return lost - Z * spread, lost, lost + Z * spread


task = function_task(
    points=2,
    # 1.96 and the normal distribution's own 1.959964 are one answer.
    tolerance=Tolerance(relative=0, absolute=0.001),
    why=Text(
        "Right: only those who change lists say anything, as in a paired comparison. Whoever is enrolled by both labels tells nothing of their difference.",
        "Juste : seules les personnes qui changent de liste renseignent, comme dans une comparaison appariée. Qui est inscrit dans les deux cas ne dit rien de la différence.",
    ),
    hints=[
        Text(
            "Members enrolled by need and not by the label: lost. Members enrolled by the label and not by need: won. The middle number is lost - won.",
            "Membres inscrits selon le besoin et non selon l'étiquette : perdus. Inscrits selon l'étiquette et non selon le besoin : gagnés. Le nombre du milieu est perdus - gagnés.",
        ),
        Text(
            "The half-width is 1.96 * np.sqrt(lost + won). enrolled(label, slots) gives the mask of a list.",
            "La demi-largeur est 1.96 * np.sqrt(lost + won). enrolled(label, slots) donne le masque d'une liste.",
        ),
    ],
    laws=[
        laws.known(
            {
                "label": np.array([9.0, 8.0, 7.0, 1.0, 2.0, 3.0]),
                "need": np.array([9.0, 1.0, 2.0, 8.0, 7.0, 3.0]),
                "group": np.array([False, False, True, True, True, False]),
                "slots": 3,
            },
            1,
            Text(
                "Six patients, three slots. Two members are enrolled by need alone, one by the label alone: one slot is lost, more or less 1.96 times the root of 3.",
                "Six patients, trois places. Deux membres sont inscrits selon le besoin seul, un selon l'étiquette seule : une place perdue, à 1,96 fois la racine de 3 près.",
            ),
            part=1,
        ),
    ],
)


@task.reference
def those_who_change(label, need, group, slots):
    by_label, by_need = enrolled(label, slots), enrolled(need, slots)
    lost = (by_need & ~by_label & group).sum()
    won = (by_label & ~by_need & group).sum()
    half = 1.96 * np.sqrt(lost + won)
    return lost - won - half, lost - won, lost - won + half


@task.alternative
def with_sets(label, need, group, slots):
    def members(values):
        chosen = sorted(range(len(values)), key=lambda place: (-values[place], place))[:slots]
        return {place for place in chosen if group[place]}

    first, second = members(need), members(label)
    return _around(len(first) - len(second), len(first ^ second) ** 0.5)


@task.alternative
def of_differences(label, need, group, slots):
    rows = pd.DataFrame({"label": label, "need": need})
    ranks = rows.rank(ascending=False, method="first")
    each = ((ranks.need <= slots).astype(int) - (ranks.label <= slots).astype(int))[np.asarray(group)]
    return list(_around(int(each.sum()), float(np.sqrt((each**2).sum()))))


@task.mutant(
    Text(
        "You hold the label's list against the group's share of all patients. A group may need more, or less, than its share: hold it against the list by need.",
        "Vous comparez la liste de l'étiquette à la part du groupe parmi tous les patients. Un groupe peut avoir besoin de plus, ou de moins, que sa part : comparez à la liste selon le besoin.",
    ),
)
def against_its_share(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    expected = slots * group.mean()
    return _around(expected - int((enrolled(label, slots) & group).sum()), np.sqrt(lost + won))


@task.mutant(
    Text(
        "The sign is the other way round: a positive number is slots that the label takes from the group.",
        "Le signe est inversé : un nombre positif, ce sont des places que l'étiquette prend au groupe.",
    ),
)
def won_minus_lost(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return _around(won - lost, np.sqrt(lost + won))


@task.mutant(
    Text(
        "Your interval counts the two lists as if they were two samples. They share most patients: only those who change lists make it wide.",
        "Votre intervalle traite les deux listes comme deux échantillons. Elles ont la plupart des patients en commun : seules les personnes qui changent de liste l'élargissent.",
    ),
)
def two_samples(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    in_all = (enrolled(label, slots) & group).sum() + (enrolled(need, slots) & group).sum()
    return _around(lost - won, np.sqrt(in_all))


@task.mutant(
    Text(
        "You count only the members lost. Some others are won in exchange: the difference is what the label takes.",
        "Vous ne comptez que les membres perdus. D'autres sont gagnés en échange : c'est la différence que prend l'étiquette.",
    ),
)
def lost_alone(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return _around(lost, np.sqrt(lost + won))


@task.mutant(
    Text(
        "You count everybody who changes lists. Over all patients as many come as go: count the members of the group.",
        "Vous comptez toutes les personnes qui changent de liste. Sur l'ensemble, autant entrent que sortent : comptez les membres du groupe.",
    ),
)
def everybody_who_changes(label, need, group, slots):
    lost, won = swapped(label, need, np.ones(len(need), dtype=bool), slots)
    return _around(lost - won, np.sqrt(lost + won))


@task.mutant(
    Text(
        "Your bounds are one standard error away: about one in three intervals would miss. Multiply by 1.96.",
        "Vos bornes sont à une erreur type : environ un intervalle sur trois tomberait à côté. Multipliez par 1,96.",
    ),
)
def one_standard_error(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    half = np.sqrt(lost + won)
    return lost - won - half, lost - won, lost - won + half


@task.mutant(
    Text(
        "The lower bound comes first: lower bound, slots lost, upper bound.",
        "La borne basse vient d'abord : borne basse, places perdues, borne haute.",
    ),
)
def another_order(label, need, group, slots):
    low, lost, high = _around(
        swapped(label, need, group, slots)[0] - swapped(label, need, group, slots)[1],
        np.sqrt(sum(swapped(label, need, group, slots))),
    )
    return lost, low, high


@task.mutant(
    Text(
        "Your bounds are lost + won away: take the root first. Counts spread like their root.",
        "Vos bornes sont à perdus + gagnés : prenez d'abord la racine. Un effectif varie comme sa racine.",
    ),
)
def without_the_root(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return _around(lost - won, lost + won)


@task.mutant(
    Text(
        "Under the root you put the difference. Those won make it vary as much as those lost: lost + won.",
        "Sous la racine, vous mettez la différence. Les gagnés la font varier autant que les perdus : perdus + gagnés.",
    ),
)
def root_of_the_difference(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return _around(lost - won, np.sqrt(abs(lost - won)))


@task.mutant(
    Text(
        "You cut the lower bound at 0. Below 0 the label may *give* slots to the group: that belongs in the interval.",
        "Vous coupez la borne basse à 0. Sous 0, l'étiquette *donne* peut-être des places au groupe : l'intervalle doit le dire.",
    ),
)
def never_below_nought(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    low, middle, high = _around(lost - won, np.sqrt(lost + won))
    return max(0, low), middle, high


@task.mutant(
    Text(
        "You round the bounds. Give them as they are: at the bound, a rounded 0 and 0.4 decide differently.",
        "Vous arrondissez les bornes. Donnez-les telles quelles : près de 0, un arrondi change la décision.",
    ),
)
def rounded_bounds(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    low, middle, high = _around(lost - won, np.sqrt(lost + won))
    return round(low), middle, round(high)


@task.mutant(
    Text(
        "You give a share of the slots. Slots are asked for: people.",
        "Vous donnez une part des places. On demande des places : des personnes.",
    ),
)
def share_of_the_slots(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return tuple(value / slots for value in _around(lost - won, np.sqrt(lost + won)))


@task.mutant(
    Text(
        "Your bounds are those of a 90 % interval (1.645). Multiply by 1.96.",
        "Vos bornes sont celles d'un intervalle à 90 % (1,645). Multipliez par 1,96.",
    ),
)
def ninety_percent(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    half = 1.645 * np.sqrt(lost + won)
    return lost - won - half, lost - won, lost - won + half


task.equivalent("with_sets:ties:*", "the place is part of the key: no two are equal")
task.equivalent("of_differences:around:list*", "a list and a tuple of the same numbers are one answer")


@task.mutant(
    Text(
        "You add two roots. Lost and won vary together in one difference: add them first, then take one root.",
        "Vous additionnez deux racines. Perdus et gagnés varient dans une même différence : additionnez-les d'abord, puis prenez une seule racine.",
    ),
)
def two_roots(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return _around(lost - won, np.sqrt(lost) + np.sqrt(won))


@task.mutant(
    Text(
        "Your difference is the group's, and your root counts everybody who changes lists. Those who are not of the group say nothing of what it loses: lost + won, of the group alone.",
        "Votre différence est celle du groupe, et votre racine compte toutes les personnes qui changent de liste. Les autres ne disent rien de ce que perd le groupe : perdus + gagnés, du groupe seul.",
    ),
)
def root_of_everybody(label, need, group, slots):
    lost, won = swapped(label, need, group, slots)
    return _around(lost - won, np.sqrt((enrolled(label, slots) ^ enrolled(need, slots)).sum()))


@task.cases
def cohorts(rng):
    for log_cost, noise, slots in ((-0.8, 0.5, 30), (0.0, 0.8, 25), (0.5, 0.4, 41)):
        rows = network(rng, 250, log_cost)
        need, far = rows.need.to_numpy(), rows.far.to_numpy()
        yield case(label=rows.cost.to_numpy(), need=need, group=far, slots=slots)
        yield case(label=reading(rng, need, noise), need=need, group=far, slots=slots)
    for slots in (20, 35):
        label, need, group = tied(rows.conditions, rows.need, rows.far, slots)
        yield case(label=label, need=need, group=group, slots=slots)
    # those who need most stand first and last in the table, are members, and cost least
    label, need, group = rows.cost.to_numpy().copy(), rows.need.to_numpy().copy(), rows.far.to_numpy().copy()
    label[[0, -1]], need[[0, -1]], group[[0, -1]] = 1.0, need.max() + 5, True
    yield case(label=label, need=need, group=group, slots=25)
    yield case(label=need, need=label, group=group, slots=25)
