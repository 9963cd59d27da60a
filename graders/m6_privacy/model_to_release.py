"""Builder's task 5: which model may leave the hospital, in worlds where some were planted that know people by heart."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task

from .models import area, smooth_risks, truth_given

# How many worlds of each kind: how many of three models know their people by heart, and whether one is the most useful.
WORLDS = {"none": 5, "the_best": 7, "another": 4, "two": 5, "all": 4}
PEOPLE, LIMIT, LEAST = 150, 0.60, 0.90


def _attack(inside, outside):
    return {name: area(np.asarray(inside[name]), np.asarray(outside[name])) for name in inside}


def _most_useful(useful, allowed):
    return max((name for name in useful if allowed(name)), key=lambda name: useful[name], default="")


task = function_task(
    points=2,
    criterion=Criterion(
        "floor",
        {
            "truth": "planted",
            "least": LEAST,
            "message": [
                "In worlds whose truth is known, your function is wrong too often. Does it refuse the models that know their people by heart, keep the others although chance puts them at 0.48 or 0.54, take the "
                'most useful of these, and return "" when none is left?',
                "Dans des mondes dont on connaît la vérité, votre fonction se trompe trop souvent. Refuse-t-elle les modèles qui connaissent leurs patients par cœur, garde-t-elle les autres bien que le hasard les "
                'mette à 0,48 ou à 0,54, prend-elle le plus utile de ceux-ci, et renvoie-t-elle "" quand il n\'en reste aucun ?',
            ],
        },
    ),
    why=Text(
        "Right: you refuse the planted ones, and chance does not make you throw an honest model away. Passing this attack is no proof of anonymity: another attack may do better.",
        "Juste : vous refusez ceux que nous avons introduits, et le hasard ne vous fait pas jeter un modèle honnête. Résister à cette attaque ne prouve pas l'anonymat : une autre fera peut-être mieux.",
    ),
    hints=[
        Text(
            "For each name: the attack's AUC, from inside[name] and outside[name]. Below 0.60 the model may leave.",
            "Pour chaque nom : l'AUC de l'attaque, d'après inside[name] et outside[name]. Au-dessous de 0,60, le modèle peut sortir.",
        ),
        Text(
            'Begin with best = "". A model that may leave replaces it if useful[name] > useful.get(best, 0).',
            'Commencez par best = "". Un modèle qui peut sortir le remplace si useful[name] > useful.get(best, 0).',
        ),
    ],
)


@task.reference
def below_the_limit(inside, outside, useful):
    from sklearn.metrics import roc_auc_score

    best = ""
    for name in useful:
        was_inside = np.repeat([1, 0], [len(inside[name]), len(outside[name])])
        attack = roc_auc_score(was_inside, np.concatenate([inside[name], outside[name]]))
        if attack < 0.60 and useful[name] > useful.get(best, 0):
            best = name
    return best


@task.alternative
def pair_by_pair(inside, outside, useful):
    found = _attack(inside, outside)
    return _most_useful(useful, lambda name: found[name] < 0.61)


@task.alternative
def by_ranks(inside, outside, useful):
    from scipy.stats import mannwhitneyu

    best = ("", 0.0)
    for name, good in sorted(useful.items()):
        share = mannwhitneyu(inside[name], outside[name]).statistic / len(inside[name]) / len(outside[name])
        best = (name, good) if share < 0.6 and good > best[1] else best
    return best[0]


@task.mutant(
    Text(
        "You refuse no model: the most useful leaves, whatever it gives away, and the people of the register did not agree to that. If you do hold something against 0.60, is it the AUC, and of inside against outside? A difference of means never gets there.",
        "Vous ne refusez aucun modèle : le plus utile sort, quoi qu'il livre, et les personnes du registre n'y ont pas consenti. Si vous comparez bien quelque chose à 0,60, est-ce l'AUC, et du dedans contre le dehors ? Une différence de moyennes n'y arrive jamais.",
    ),
)
def the_most_useful(inside, outside, useful):
    return max(useful, key=useful.get)


@task.mutant(
    Text(
        "You take the model that is attacked least, however little it helps. Among those that keep their people hidden, the most useful serves the patients.",
        "Vous prenez le modèle le moins attaquable, si peu utile soit-il. Parmi ceux qui cachent bien leurs patients, c'est le plus utile qui sert les patients.",
    ),
)
def the_least_attacked(inside, outside, useful):
    found = _attack(inside, outside)
    name = min(found, key=found.get)
    return name if found[name] < LIMIT else ""


@task.mutant(
    Text(
        "You refuse whatever is above 0.5. By chance, half of the honest models are: that is a false alarm in every second one.",
        "Vous refusez tout ce qui dépasse 0,5. Par hasard, la moitié des modèles honnêtes le dépassent : une fausse alarme sur deux.",
    ),
)
def above_a_coin(inside, outside, useful):
    found = _attack(inside, outside)
    return _most_useful(useful, lambda name: found[name] <= 0.5)


@task.mutant(
    Text(
        "You never release anything. Nobody is found, and nobody is helped.",
        "Vous ne laissez jamais rien sortir. On ne retrouve personne, et l'on n'aide personne.",
    ),
)
def never(inside, outside, useful):
    return ""


@task.mutant(
    Text(
        'One of your models always leaves, even where all of them know their people by heart. Then the answer is none: "".',
        'Chez vous, un modèle sort toujours, même quand tous connaissent leurs patients par cœur. La réponse est alors aucun : "".',
    ),
)
def always_one(inside, outside, useful):
    found = _attack(inside, outside)
    return _most_useful(useful, lambda name: found[name] < LIMIT) or min(found, key=found.get)


@task.mutant(
    Text(
        "You have turned the rule round: a model that tells its people apart is the one to refuse.",
        "Vous avez inversé la règle : c'est le modèle qui distingue ses patients qu'il faut refuser.",
    ),
)
def the_rule_reversed(inside, outside, useful):
    found = _attack(inside, outside)
    return _most_useful(useful, lambda name: found[name] >= LIMIT)


@task.mutant(
    Text(
        "You take the first model that may leave, not the most useful of them.",
        "Vous prenez le premier modèle qui peut sortir, non le plus utile d'entre eux.",
    ),
)
def the_first_allowed(inside, outside, useful):
    found = _attack(inside, outside)
    return next((name for name in useful if found[name] < LIMIT), "")


@task.mutant(
    Text(
        "You take the model that is attacked least, and one always leaves, even where all of them know their people by heart. Refuse first; of those that are left, the most useful serves the patients.",
        "Vous prenez le modèle le moins attaquable, et il en sort toujours un, même quand tous connaissent leurs patients par cœur. Refusez d'abord ; de ceux qui restent, c'est le plus utile qui sert les patients.",
    ),
)
def always_the_least_attacked(inside, outside, useful):
    found = _attack(inside, outside)
    return min(found, key=found.get)


@task.mutant(
    Text(
        "You take the least useful of the models that may leave. `useful` is the AUC on new patients: the higher, the better.",
        "Vous prenez le moins utile des modèles qui peuvent sortir. `useful` est l'AUC chez de nouveaux patients : plus elle est haute, mieux c'est.",
    ),
)
def the_least_useful(inside, outside, useful):
    found = _attack(inside, outside)
    return min((name for name in useful if found[name] < LIMIT), key=lambda name: useful[name], default="")


@task.mutant(
    Text(
        "Where the most useful model knows its people by heart, nothing leaves with you. Another one may be honest and useful: refuse first, choose afterwards.",
        "Quand le modèle le plus utile connaît ses patients par cœur, rien ne sort chez vous. Un autre est peut-être honnête et utile : refusez d'abord, choisissez ensuite.",
    ),
)
def the_best_or_none(inside, outside, useful):
    best = max(useful, key=useful.get)
    return best if _attack(inside, outside)[best] < LIMIT else ""


@task.mutant(
    Text(
        "Of the models that may leave, you take the last name of the alphabet: `max` of names compares letters. Give it key=useful.get.",
        "Parmi les modèles qui peuvent sortir, vous prenez le dernier nom de l'alphabet : `max` de noms compare des lettres. Donnez-lui key=useful.get.",
    ),
)
def last_of_the_alphabet(inside, outside, useful):
    found = _attack(inside, outside)
    return max((name for name in useful if found[name] < LIMIT), default="")


def draw_world(rng, kind):
    """Three models by name, and the one that may leave: the most useful of those that were not made to learn by heart."""
    names = [str(name) for name in rng.permutation(["forest", "smooth", "tree", "lines", "near"])[:3]]
    shifts = rng.permutation([0.5, 0.8, 1.1])
    best = int(np.argmax(shifts))
    by_heart = {
        "none": [],
        "the_best": [best],
        "another": [(best + 1) % 3],
        "two": [best, (best + 1) % 3],
        "all": [0, 1, 2],
    }[kind]
    inside, outside, useful = {}, {}, {}
    for place, name in enumerate(names):
        # An attack of 0.61 to 0.9: a limit of 0.70 lets some of them leave.
        memory = rng.uniform(0.075, 0.12) if place in by_heart else 0
        y_in, y_out, risk_in, risk_out, good = smooth_risks(rng, 2.5, PEOPLE, PEOPLE, shifts[place], memory)
        inside[name], outside[name] = (
            truth_given(y_in, risk_in).round(3),
            truth_given(y_out, risk_out).round(3),
        )
        useful[name] = round(good, 3)
    honest = [name for place, name in enumerate(names) if place not in by_heart]
    return inside, outside, useful, _most_useful(useful, lambda name: name in honest)


@task.cases
def worlds(rng):
    kinds = [kind for kind, many in WORLDS.items() for _ in range(many)]
    for place in rng.permutation(len(kinds)):
        inside, outside, useful, planted = draw_world(rng, kinds[place])
        yield case(inside=inside, outside=outside, useful=useful, planted=planted)
