"""Builder's task 1: k and l of a table."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

BY_HAND = pd.DataFrame(
    {
        "age": [80, 80, 80, 60, 60, 60],
        "sex": ["F", "F", "F", "M", "M", "M"],
        "diagnosis": ["sepsis", "sepsis", "sepsis", "stroke", "fracture", "sepsis"],
    }
)

task = function_task(
    points=2,
    why=Text(
        "Right: k says how many people one hides among, l how many answers are left about the hidden thing. A table may have a large k and an l of 1: nobody is found, and everybody is known.",
        "Juste : k dit parmi combien de personnes on se cache, l combien de réponses restent possibles sur ce qui est caché. Un tableau peut avoir un grand k et un l de 1 : on ne retrouve personne, "
        "et l'on sait tout.",
    ),
    hints=[
        Text(
            "rows.groupby(known, dropna=False)[hidden] makes the groups of people who are alike. Each of them has a size.",
            "rows.groupby(known, dropna=False)[hidden] forme les groupes de personnes semblables. Chacun a une taille.",
        ),
        Text(
            "groups.size() counts the people of each group, groups.nunique() the different values of the hidden column. The weakest group counts: .min() of each.",
            "groups.size() compte les personnes de chaque groupe, groups.nunique() les valeurs différentes de la colonne cachée. C'est le groupe le plus faible qui compte : .min() de chacun.",
        ),
    ],
    laws=[
        laws.known(
            {"rows": BY_HAND, "known": ["age", "sex"], "hidden": "diagnosis"},
            [3, 1],
            Text(
                "Three women of 80, all with sepsis; three men of 60 with three diagnoses. Nobody has fewer than two people like them, k = 3; of the women one diagnosis is possible, l = 1.",
                "Trois femmes de 80 ans, toutes avec un sepsis ; trois hommes de 60 ans, trois diagnostics. Chacun a au moins deux semblables, k = 3 ; pour les femmes, un seul diagnostic est possible, l = 1.",
            ),
        ),
        laws.permutation_invariant(["rows"]),
    ],
)


def _groups(rows, known, hidden):
    return rows.groupby(known, dropna=False)[hidden]


@task.reference
def by_groups(rows, known, hidden):
    groups = rows.groupby(known, dropna=False)[hidden]
    return groups.size().min(), groups.nunique().min()


@task.alternative
def by_dictionary(rows, known, hidden):
    seen = {}
    for person in rows.to_dict("records"):
        key = tuple(str(person[name]) for name in known)
        seen.setdefault(key, []).append(person[hidden])
    return [min(len(values) for values in seen.values()), min(len(set(values)) for values in seen.values())]


@task.alternative
def by_one_text_each(rows, known, hidden):
    alike = pd.Series([str(tuple(person)) for person in rows[known].itertuples(index=False)])
    different = pd.Series([one for one, _ in set(zip(alike, rows[hidden], strict=True))])
    return alike.value_counts().min(), different.value_counts().min()


@task.mutant(
    Text(
        "You leave out the people of whom something is not known (dropna). A missing postal area is a value like another, and may be the one that singles somebody out: dropna=False.",
        "Vous laissez de côté les personnes dont une valeur manque (dropna). Un secteur postal manquant est une valeur comme une autre, et c'est peut-être elle qui isole quelqu'un : dropna=False.",
    ),
)
def missing_left_out(rows, known, hidden):
    groups = rows.groupby(known)[hidden]
    return groups.size().min(), groups.nunique().min()


@task.mutant(
    Text(
        "You average over the groups. Whoever is alone is not protected by the crowd elsewhere: the smallest group counts.",
        "Vous faites la moyenne des groupes. Une personne seule n'est pas protégée par la foule d'ailleurs : c'est le plus petit groupe qui compte.",
    ),
)
def on_average(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    return groups.size().mean(), groups.nunique().mean()


@task.mutant(
    Text(
        "You look at one column after the other. Each is harmless alone; it is together that they single people out.",
        "Vous regardez une colonne après l'autre. Chacune est anodine seule ; c'est ensemble qu'elles isolent.",
    ),
)
def one_column_at_a_time(rows, known, hidden):
    each = [_groups(rows, [name], hidden) for name in known]
    return min(g.size().min() for g in each), min(g.nunique().min() for g in each)


@task.mutant(
    Text(
        "You count l over the whole table. The neighbour looks only at the people like Mrs. Malenfant: within one group a single diagnosis may be left.",
        "Vous comptez l dans tout le tableau. La voisine ne regarde que les personnes semblables à Mme Malenfant : dans un groupe, il peut ne rester qu'un seul diagnostic.",
    ),
)
def l_of_the_whole(rows, known, hidden):
    return _groups(rows, known, hidden).size().min(), rows[hidden].nunique()


@task.mutant(
    Text(
        "You group by the hidden column as well. The neighbour does not know it: that is what she wants to find out.",
        "Vous groupez aussi selon la colonne cachée. La voisine ne la connaît pas : c'est elle qu'elle cherche.",
    ),
)
def hidden_is_known(rows, known, hidden):
    groups = _groups(rows, [*known, hidden], hidden)
    return groups.size().min(), _groups(rows, known, hidden).nunique().min()


@task.mutant(
    Text(
        "Your two numbers are exchanged. First k, how many people hide one another; then l, how many answers are left about them.",
        "Vos deux nombres sont échangés. D'abord k, combien de personnes se cachent l'une l'autre ; puis l, combien de réponses restent possibles à leur sujet.",
    ),
)
def exchanged(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    return groups.nunique().min(), groups.size().min()


@task.mutant(
    Text(
        "You count the groups. However many they are, what protects somebody is how many people stand in theirs.",
        "Vous comptez les groupes. Si nombreux soient-ils, ce qui protège une personne, c'est combien d'autres sont dans le sien.",
    ),
)
def how_many_groups(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    return groups.ngroups, groups.nunique().min()


@task.mutant(
    Text(
        "Your l is that of the smallest group. A larger one may have a single diagnosis left: take the least diverse of all groups.",
        "Votre l est celui du plus petit groupe. Il ne reste peut-être qu'un diagnostic dans un groupe plus grand : prenez le moins divers de tous les groupes.",
    ),
)
def l_of_the_smallest(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    sizes, values = groups.size().to_numpy(), groups.nunique().to_numpy()
    return sizes.min(), values[sizes.argmin()]


@task.mutant(
    Text(
        "You give the largest group. Its members hide well; the others do not.",
        "Vous donnez le plus grand groupe. Ses membres sont bien cachés ; pas les autres.",
    ),
)
def the_largest(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    return groups.size().max(), groups.nunique().max()


@task.mutant(
    Text(
        "You count the people whose hidden value is known (`count`). Those without one stand in the table all the same, and hide the others: `size`.",
        "Vous comptez les personnes dont la valeur cachée est connue (`count`). Les autres sont aussi dans le tableau, et cachent leurs semblables : `size`.",
    ),
)
def known_answers_only(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    return groups.count().min(), groups.nunique().min()


@task.mutant(
    Text(
        "Your l is how many people have the rarest answer of a group. l counts the answers that are left, not the people who have one.",
        "Votre l est l'effectif de la réponse la plus rare d'un groupe. l compte les réponses encore possibles, non les personnes qui en ont une.",
    ),
)
def the_rarest_answer(rows, known, hidden):
    groups = _groups(rows, known, hidden)
    return groups.size().min(), groups.value_counts().min()


@task.mutant(
    Text(
        "You group by the first column of `known` alone. Whoever looks for somebody uses all that is known, together.",
        "Vous ne groupez que selon la première colonne de `known`. Qui cherche quelqu'un se sert de tout ce qui est connu, à la fois.",
    ),
)
def the_first_column(rows, known, hidden):
    groups = _groups(rows, known[:1], hidden)
    return groups.size().min(), groups.nunique().min()


def _crowd(rng, sizes, values):
    """Groups of these sizes, each with its number of different diagnoses, in an order drawn by lot."""
    names = [
        str(name)
        for name in rng.permutation(["sepsis", "stroke", "fracture", "pneumonia", "asthma", "heart"])
    ]
    people = []
    for place, (size, different) in enumerate(zip(sizes, values, strict=True)):
        shown = [names[i % different] for i in range(size)]
        area = None if place == 1 else f"990{place % 3:02d}"
        people += [(20 * (place // 6) + 20, "FM"[place // 3 % 2], area, one) for one in shown]
    rows = pd.DataFrame(people, columns=["age", "sex", "area", "diagnosis"])
    return rows.iloc[rng.permutation(len(rows))].reset_index(drop=True)


def _first_alone(rows):
    """The person who is alone comes first."""
    alone = ~rows.duplicated(["age", "sex", "area"], keep=False)
    return pd.concat([rows[alone], rows[~alone]], ignore_index=True)


def _last(rows, group):
    """A group that is seen after all others."""
    return pd.concat([rows[~group], rows[group]], ignore_index=True)


def _tables(rng):
    """Every k and l is drawn: each course has its own, and no list of them known from practice is another's."""
    known = ["age", "sex", "area"]
    for smallest in rng.permutation(np.arange(2, 10))[:3].tolist():
        least = int(rng.integers(1, 3))
        sizes = [int(n) for n in rng.integers(smallest + 2, smallest + 9, 10)]
        values = [int(n) for n in rng.integers(least + 2, 5, 10)]
        sizes[4], values[4] = smallest + 1, least + 1  # least diverse among those whose area is known
        sizes[1], values[1] = smallest, least  # the area is missing: the smallest, and the least diverse
        yield case(rows=_crowd(rng, sizes, values), known=known, hidden="diagnosis")
    # the smallest group is diverse, and a larger one is not
    smallest, least = (int(n) for n in (rng.integers(5, 9), rng.integers(2, 4)))
    sizes, values = [int(n) for n in rng.integers(smallest + 2, smallest + 7, 9)], [5] * 9
    sizes[2], values[2] = smallest, 4
    sizes[7], values[7] = smallest + 5, least
    rows = _crowd(rng, sizes, values)
    least_diverse = rows.groupby(known, dropna=False).diagnosis.transform("nunique") == least
    yield case(rows=_last(rows, least_diverse), known=known, hidden="diagnosis")
    # the hidden value of some people of the smallest group is missing; they are people all the same
    smallest = int(rng.integers(5, 9))
    sizes, values = [int(n) for n in rng.integers(smallest + 2, smallest + 7, 9)], [5] * 9
    sizes[3], values[3], values[6] = smallest, 4, 2
    rows = _crowd(rng, sizes, values)
    least = rows.groupby(known, dropna=False).diagnosis.transform("size") == smallest
    common = rows.diagnosis[least].mode()[0]
    rows.loc[least & rows.diagnosis.eq(common) & rows.duplicated([*known, "diagnosis"]), "diagnosis"] = None
    yield case(rows=_last(rows, least), known=known, hidden="diagnosis")
    # only the person in the first row is alone
    rows = _crowd(rng, [1, *[int(n) for n in rng.integers(4, 9, 8)]], [1, *[3] * 8])
    yield case(rows=_first_alone(rows), known=known, hidden="diagnosis")
    # everybody alone
    yield case(rows=_crowd(rng, [1] * 6, [1] * 6), known=known, hidden="diagnosis")
    # of one column alone
    many, different = int(rng.integers(3, 9)), int(rng.integers(2, 5))
    women, men = [names[:different] for names in np.array_split(rng.permutation(list("ABCDEFGH")), 2)]
    people = [
        ("FM"[sex], str(names[i % different]))
        for sex, names in enumerate((women, men))
        for i in range(many + sex)
    ]
    rows = pd.DataFrame(people, columns=["sex", "diagnosis"]).assign(
        age=rng.choice([30, 50, 70], len(people))
    )
    yield case(
        rows=rows.iloc[rng.permutation(len(rows))].reset_index(drop=True), known=["sex"], hidden="diagnosis"
    )


@task.cases
def tables(rng):
    drawn = list(_tables(rng))
    yield from (drawn[place] for place in rng.permutation(len(drawn)))
