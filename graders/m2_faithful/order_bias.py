"""Builder's task 5: does a judge choose a summary, or a place?"""

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    why=Text(
        "Right. Only a verdict that survives the exchange is about the summaries. The others are about the page.",
        "Juste. Seul un verdict qui survit à l'échange parle des résumés. Les autres parlent de la mise en page.",
    ),
    hints=[
        Text(
            "First number: how many of all answers, in both orders, are 'A', divided by how many there are.",
            "Premier nombre : combien de réponses, dans les deux ordres, sont 'A', divisé par leur nombre.",
        ),
        Text(
            "Second: the same summary stands first in one order and second in the other. So the judge holds to it if its two letters differ.",
            "Second : le même résumé est premier dans un ordre et second dans l'autre. Le juge s'y tient donc si ses deux lettres diffèrent.",
        ),
    ],
    laws=[
        laws.known(
            {"one_way": ["A", "A", "A"], "other_way": ["A", "A", "A"]},
            (1.0, 0.0),
            Text(
                "A judge who always says A: all for the first place, and no verdict holds.",
                "Un juge qui dit toujours A : tout pour la première place, et aucun verdict ne tient.",
            ),
        ),
        laws.bounded(0, 1),
        laws.permutation_invariant(
            ["one_way", "other_way"],
            Text("The order of the pairs must not matter.", "L'ordre des paires ne doit pas compter."),
        ),
    ],
)


@task.reference
def by_counting(one_way, other_way):
    answers = one_way + other_way
    held = [a != b for a, b in zip(one_way, other_way, strict=True)]
    return answers.count("A") / len(answers), sum(held) / len(held)


@task.alternative
def with_numpy(one_way, other_way):
    import numpy as np

    one, other = np.array(one_way), np.array(other_way)
    return [np.mean([(one == "A").mean(), (other == "A").mean()]), (one != other).mean()]


@task.alternative
def pair_by_pair(one_way, other_way):
    first = held = n = 0
    for pair in zip(one_way, other_way, strict=True):
        n += 1
        first += pair.count("A")
        held += set(pair) == {"A", "B"}
    return first / (2 * n), held / n


@task.mutant(
    Text(
        "You count the pairs with the same letter twice as held. The summaries have changed places: the same letter is the other summary.",
        "Vous comptez comme tenues les paires où la lettre est la même. Les résumés ont changé de place : la même lettre désigne l'autre résumé.",
    ),
)
def same_letter_holds(one_way, other_way):
    first, held = by_counting(one_way, other_way)
    return first, 1 - held


@task.mutant(
    Text(
        "You look at one order only. There a judge who prefers the first place and one who prefers that summary look alike.",
        "Vous ne regardez qu'un ordre. Un juge qui préfère la première place et un juge qui préfère ce résumé s'y ressemblent.",
    ),
)
def one_order_only(one_way, other_way):
    return one_way.count("A") / len(one_way), by_counting(one_way, other_way)[1]


@task.mutant(
    Text(
        "You give the share of the second place. The first place, A, is asked for.",
        "Vous donnez la part de la seconde place. On demande la première, A.",
    ),
)
def second_place(one_way, other_way):
    first, held = by_counting(one_way, other_way)
    return 1 - first, held


@task.mutant(
    Text(
        "You only count the verdicts that hold to the summary shown first at the start. One that holds to the other is a verdict too.",
        "Vous ne comptez que les verdicts qui s'en tiennent au résumé montré d'abord. Celui qui s'en tient à l'autre est aussi un verdict.",
    ),
)
def held_to_the_first_only(one_way, other_way):
    held = [a == "A" and b == "B" for a, b in zip(one_way, other_way, strict=True)]
    return by_counting(one_way, other_way)[0], sum(held) / len(held)


@task.cases
def judges(rng):
    for n, first in ((20, 0.9), (31, 0.7), (12, 0.5), (25, 0.2)):
        draw = [["A" if rng.random() < first else "B" for _ in range(n)] for _ in range(2)]
        one_way, other_way = [["A", "B", "A", *draw[0]], ["A", "A", "B", *draw[1]]]
        yield case(one_way=one_way, other_way=other_way)
    yield case(one_way=["B"] * 4, other_way=["B", "A", "A", "A"])
    yield case(one_way=["A"] * 3, other_way=["B"] * 3)
