"""Builder's task 5: a label is proposed in networks whose truth is known, and none where none is fair."""

import numpy as np
import pandas as pd

from labkit.tasks import Criterion, Text, case, function_task

from .worlds import Z, enrolled, finds, network, reading, swapped, takes_slots

# How many networks of each kind; the label that is right in each.
KINDS = {
    "nothing": 6,
    "less_need": 6,
    "cost_lies": 6,
    "hidden": 8,
    "all_lie": 12,
    "favours": 12,
    "ceiling": 16,
    "one_group": 14,
}
RIGHT = {
    "nothing": "spent",
    "less_need": "spent",
    "cost_lies": "scale",
    "hidden": "scale",
    "all_lie": "",
    "favours": "spent",
    "ceiling": "scale",
    "one_group": "scale",
}
PATIENTS, SLOTS, LEAST = 480, 72, 0.86

task = function_task(
    points=2,
    criterion=Criterion(
        "floor",
        {
            "truth": "planted",
            "least": LEAST,
            "message": [
                "In networks whose truth is known, your proposal is wrong too often. Is a label left out only when it takes slots beyond chance, is the best of the others taken, and is there none where none is fair?",
                "Dans des réseaux dont on connaît la vérité, votre proposition est trop souvent fausse. N'écartez-vous une étiquette que si elle prend des places au-delà du hasard, prenez-vous la meilleure des autres, et aucune là où aucune n'est juste ?",
            ],
        },
    ),
    why=Text(
        "Right: it finds the label that lies, keeps the cost where it does not, also where the group truly needs less, and proposes nothing where nothing is fair. About one innocent label in forty is still accused: the audit's own false alarms.",
        "Juste : elle trouve l'étiquette qui trompe, garde le coût là où il ne trompe pas, même quand le groupe a vraiment moins de besoins, et ne propose rien là où rien n'est juste. Environ une étiquette innocente sur quarante reste accusée : ce sont les fausses alarmes de l'audit.",
    ),
    hints=[
        Text(
            'Begin with best, most = "", 0. For each label: if the lower bound of slots_lost is not above 0, and it finds more of those in need than `most`, keep it.',
            'Commencez par best, most = "", 0. Pour chaque étiquette : si la borne basse de slots_lost ne dépasse pas 0, et qu\'elle trouve plus de personnes dans le besoin que `most`, gardez-la.',
        ),
        Text(
            "What a label finds: (enrolled(label, slots) & enrolled(need, slots)).sum().",
            "Ce que trouve une étiquette : (enrolled(label, slots) & enrolled(need, slots)).sum().",
        ),
    ],
)


@task.reference
def best_of_the_fair(labels, need, group, slots):
    best, most = "", 0
    for name, label in labels.items():
        lost, won = swapped(label, need, group, slots)
        found = (enrolled(label, slots) & enrolled(need, slots)).sum()
        if lost - won <= 1.96 * np.sqrt(lost + won) and found > most:
            best, most = name, found
    return best


@task.alternative
def from_the_best_down(labels, need, group, slots):
    ranked = sorted(labels, key=lambda name: -finds(labels[name], need, slots))
    return next((name for name in ranked if not takes_slots(labels[name], need, group, slots)), "")


@task.alternative
def with_a_table(labels, need, group, slots):
    rows = {
        name: [*swapped(label, need, group, slots), finds(label, need, slots)]
        for name, label in labels.items()
    }
    table = pd.DataFrame(rows, index=["lost", "won", "found"]).T
    table["z"] = (table.lost - table.won) / np.sqrt(np.maximum(table.lost + table.won, 1))
    fair = table[table.z <= Z]
    return "" if fair.empty else str(fair.found.idxmax())


@task.mutant(
    Text(
        "You take the label that finds the most, whatever it takes from the group. The most exact label may be the most unjust: this is what happened.",
        "Vous prenez l'étiquette qui trouve le plus, quoi qu'elle prenne au groupe. La plus exacte peut être la plus injuste : c'est ce qui est arrivé.",
    ),
)
def the_most_exact(labels, need, group, slots):
    return max(labels, key=lambda name: finds(labels[name], need, slots))


@task.mutant(
    Text(
        "You hold each list against the group's share of all patients. Where the group truly needs less, an honest label is accused; where it needs more, a label that lies gets through.",
        "Vous comparez chaque liste à la part du groupe parmi tous les patients. Là où le groupe a vraiment moins de besoins, vous accusez une étiquette honnête ; là où il en a davantage, une étiquette trompeuse passe.",
    ),
)
def against_its_share(labels, need, group, slots):
    share = np.mean(group)
    least = slots * share - Z * np.sqrt(slots * share * (1 - share))
    fair = [name for name, label in labels.items() if enrolled(label, slots)[group].sum() >= least]
    return max(fair, key=lambda name: finds(labels[name], need, slots)) if fair else ""


@task.mutant(
    Text(
        "You leave out every label that loses a slot. By chance alone half of the honest ones do: ask that the lower bound be above 0.",
        "Vous écartez toute étiquette qui perd une place. Par hasard seul, la moitié des étiquettes honnêtes en perdent : exigez que la borne basse dépasse 0.",
    ),
)
def any_slot_lost(labels, need, group, slots):
    fair = []
    for name, label in labels.items():
        lost, won = swapped(label, need, group, slots)
        if lost <= won:
            fair.append(name)
    return max(fair, key=lambda name: finds(labels[name], need, slots)) if fair else ""


@task.mutant(
    Text(
        'Where every label takes slots, you propose one all the same. There the answer is "": no list before another label is found.',
        "Là où toutes les étiquettes prennent des places, vous en proposez une quand même. La réponse est alors \"\" : pas de liste tant qu'on n'a pas trouvé une autre étiquette.",
    ),
)
def always_one(labels, need, group, slots):
    return best_of_the_fair(labels, need, group, slots) or the_most_exact(labels, need, group, slots)


@task.mutant(
    Text(
        "You take the fairest label and forget what it finds. Drawing lots is fair as well, and helps nobody who needs it.",
        "Vous prenez l'étiquette la plus équitable en oubliant ce qu'elle trouve. Un tirage au sort est équitable aussi, et n'aide personne qui en ait besoin.",
    ),
)
def the_fairest(labels, need, group, slots):
    return min(labels, key=lambda name: abs(np.subtract(*swapped(labels[name], need, group, slots))))


@task.mutant(
    Text(
        "You always leave the cost out. Where it does not lie it finds the most: leaving it out has a price as well.",
        "Vous écartez toujours le coût. Là où il ne trompe pas, c'est lui qui trouve le plus : l'écarter a aussi un prix.",
    ),
)
def never_the_cost(labels, need, group, slots):
    others = {name: label for name, label in labels.items() if name != "spent"}
    return best_of_the_fair(others, need, group, slots)


@task.mutant(
    Text(
        "You leave out a label that *gives* slots to the group as well. The rule leaves out what takes them: look at the lower bound alone.",
        "Vous écartez aussi l'étiquette qui *donne* des places au groupe. La règle écarte celle qui en prend : regardez la seule borne basse.",
    ),
)
def a_gain_is_refused(labels, need, group, slots):
    fair = []
    for name, label in labels.items():
        lost, won = swapped(label, need, group, slots)
        if abs(lost - won) <= Z * np.sqrt(lost + won):
            fair.append(name)
    return max(fair, key=lambda name: finds(labels[name], need, slots)) if fair else ""


@task.mutant(
    Text(
        "You take the label that goes best with need over everybody. The programme enrols the top: a scale with a ceiling follows need well and cannot tell those who need most apart.",
        "Vous prenez l'étiquette la mieux corrélée au besoin, chez tout le monde. Le programme inscrit le haut de la liste : une échelle qui plafonne suit bien le besoin et ne distingue plus ceux qui en ont le plus.",
    ),
)
def best_correlated(labels, need, group, slots):
    fair = [name for name, label in labels.items() if not takes_slots(label, need, group, slots)]
    return max(fair, key=lambda name: np.corrcoef(labels[name], need)[0, 1]) if fair else ""


@task.mutant(
    Text(
        "You take the first label that takes no slots. Among those that are left, take the one that finds the most.",
        "Vous prenez la première étiquette qui ne prend pas de places. Parmi celles qui restent, prenez celle qui trouve le plus.",
    ),
)
def the_first_fair(labels, need, group, slots):
    return next((name for name in labels if not takes_slots(labels[name], need, group, slots)), "")


@task.mutant(
    Text(
        "You keep only a label that surely takes nothing: upper bound at 0 or below. So few patients prove that of hardly any label. Leave out those whose *lower* bound is above 0.",
        "Vous ne gardez qu'une étiquette qui, à coup sûr, ne prend rien : borne haute à 0 ou moins. Si peu de patients ne le prouvent presque jamais. Écartez celles dont la borne *basse* dépasse 0.",
    ),
)
def proved_fair_only(labels, need, group, slots):
    fair = []
    for name, label in labels.items():
        lost, won = swapped(label, need, group, slots)
        if lost - won + Z * np.sqrt(lost + won) <= 0:
            fair.append(name)
    return max(fair, key=lambda name: finds(labels[name], need, slots)) if fair else ""


@task.mutant(
    Text(
        "You take, among the fair labels, the one that costs the group least. All of them are fair: take the one that finds the most people in need.",
        "Parmi les étiquettes équitables, vous prenez celle qui coûte le moins au groupe. Toutes le sont : prenez celle qui trouve le plus de personnes dans le besoin.",
    ),
)
def least_lost_of_the_fair(labels, need, group, slots):
    fair = [name for name, label in labels.items() if not takes_slots(label, need, group, slots)]
    return min(fair, key=lambda name: np.subtract(*swapped(labels[name], need, group, slots))) if fair else ""


@task.mutant(
    Text(
        "You count those found in the group alone. A label that knows one group and nobody else would win: count everybody in need.",
        "Vous ne comptez que les personnes trouvées dans le groupe. Une étiquette qui ne connaît que lui gagnerait : comptez toutes les personnes dans le besoin.",
    ),
)
def found_in_the_group_alone(labels, need, group, slots):
    fair = [name for name, label in labels.items() if not takes_slots(label, need, group, slots)]
    needy = enrolled(need, slots) & group
    return max(fair, key=lambda name: (enrolled(labels[name], slots) & needy).sum()) if fair else ""


@task.mutant(
    Text(
        "Where the label that finds the most takes slots, you propose none. Another one may be fair: leave out first, choose afterwards.",
        "Quand l'étiquette qui trouve le plus prend des places, vous n'en proposez aucune. Une autre est peut-être juste : écartez d'abord, choisissez ensuite.",
    ),
)
def the_best_or_none(labels, need, group, slots):
    best = the_most_exact(labels, need, group, slots)
    return "" if takes_slots(labels[best], need, group, slots) else best


@task.mutant(
    Text(
        "You keep the labels that take slots, and leave the others out. A lower bound above 0 says that slots are lost beyond chance: such a label goes.",
        "Vous gardez les étiquettes qui prennent des places, et écartez les autres. Une borne basse au-dessus de 0 dit que des places se perdent au-delà du hasard : une telle étiquette s'écarte.",
    ),
)
def the_rule_reversed(labels, need, group, slots):
    taking = [name for name, label in labels.items() if takes_slots(label, need, group, slots)]
    return max(taking, key=lambda name: finds(labels[name], need, slots), default="")


@task.cases
def networks(rng):
    # One planted network (labkit.data) and one in which nothing is planted, cut into small ones.
    sources = {log_cost: network(rng, stays, log_cost) for log_cost, stays in ((0.0, 38_000), (-0.8, 12_000))}
    taken = dict.fromkeys(sources, 0)
    kinds = [kind for kind, times in KINDS.items() for _ in range(times)]
    for kind in rng.permutation(kinds):
        source = -0.8 if kind in ("cost_lies", "all_lie") else 0.0
        start = taken[source]
        taken[source] += PATIENTS
        rows = sources[source].iloc[start : start + PATIENTS]
        need, cost, far = rows.need.to_numpy(), rows.cost.to_numpy(), rows.far.to_numpy()
        if kind == "less_need":  # the group needs half as much, and half as much is spent
            need, cost = np.round(need * np.where(far, 0.5, 1), 1), np.round(cost * np.where(far, 0.5, 1))
        if kind == "hidden":  # it needs more, and no more is spent: by cost it has its share of the list
            need = np.round(need * np.where(far, 1.8, 1), 1)
        lies = kind == "all_lie"
        less = 1.5 * far if lies else 0.0
        labels = {
            "spent": cost,
            "scale": reading(rng, need, 0.75, less),
            "visits": reading(rng, need, 0.8 if lies else 1.8, less),
        }
        if kind == "favours":  # more is spent on the group, and the cost still finds the most by far
            labels["spent"] = reading(rng, need, 0.25, -0.4 * far)
            labels["scale"] = reading(rng, need, 1.5)
        if kind == "ceiling":  # a scale that is exact, and ends before those who need most
            labels["spent"], labels["scale"] = reading(rng, need, 1.8), reading(rng, need, 0.9)
            labels["visits"] = np.minimum(reading(rng, need, 0.05), np.quantile(need, 0.6))
        if kind == "one_group":  # a label that reads the group exactly, and the others hardly
            labels["spent"], labels["scale"] = reading(rng, need, 1.8), reading(rng, need, 0.5)
            hardly = np.exp(np.mean(np.log(need))) * np.ones(len(need))
            labels["visits"] = np.where(far, reading(rng, need, 0.05), reading(rng, hardly, 0.4))
        labels = {name: labels[name] for name in (str(one) for one in rng.permutation(list(labels)))}
        yield case(labels=labels, need=need, group=far, slots=SLOTS, planted=RIGHT[str(kind)])
