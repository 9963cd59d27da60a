"""Builder's task 2: what visits avoid in a register, like compared with like."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

_TINY = {
    "register": pd.DataFrame(
        {
            "stratum": ["fragile"] * 4 + ["others"] * 6,
            "visited": [1, 1, 1, 0, 1, 0, 0, 0, 0, 0],
            "came_back": [1, 0, 0, 1, 0, 1, 0, 0, 0, 0],
        }
    )
}

task = function_task(
    points=2,
    why=Text(
        "Right: each stratum counts for its people, not for its visits. What the ward saw and nobody wrote down is still in the number: only a lot takes it away.",
        "Juste : chaque strate compte pour ses personnes, non pour ses visites. Ce que le service a vu sans l'écrire reste dans le nombre : seul un tirage au sort l'enlève.",
    ),
    hints=[
        Text(
            'For one stratum: the share of the others who came back, minus that of the visited. register.groupby("stratum") gives you one stratum after the other.',
            'Pour une strate : la part des non-visités qui reviennent, moins celle des visités. register.groupby("stratum") vous donne les strates une à une.',
        ),
        Text(
            "A stratum where everybody was visited, or nobody, has nothing to compare: leave it out, with its people.",
            "Une strate où tout le monde a été visité, ou personne, ne permet pas de comparaison : laissez-la de côté, avec ses personnes.",
        ),
        Text(
            "Multiply each difference by the number of people of its stratum, add up, and divide by the people of the strata kept.",
            "Multipliez chaque différence par l'effectif de sa strate, additionnez, et divisez par les personnes des strates gardées.",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            4 / 10 * (1 - 1 / 3) + 6 / 10 * (1 / 5 - 0),
            Text(
                "Four fragile people: three visited, one of whom came back; one not visited, who came back. Six others: one visited, who stayed at home; five not visited, one "
                "of whom came back. So 0.67 avoided among four people, 0.2 among six: on average over ten people, 0.39.",
                "Quatre personnes fragiles : trois visitées, dont une revient ; une non visitée, qui revient. Six autres : une visitée, qui reste chez elle ; cinq non visitées, "
                "dont une revient. Donc 0,67 évité chez quatre personnes, 0,2 chez six : en moyenne sur dix personnes, 0,39.",
            ),
        ),
    ],
)


def _both(register):
    """Strata in which some were visited and some were not: people, visited, shares that came back."""
    found = []
    for _, here in register.groupby("stratum", sort=False):
        visited = here[here.visited == 1]
        others = here[here.visited == 0]
        if len(visited) and len(others):
            found.append(
                (len(here), len(visited), float(visited.came_back.mean()), float(others.came_back.mean()))
            )
    return found


@task.reference
def by_stratum(register):
    shares = register.pivot_table(index="stratum", columns="visited", values="came_back")
    avoided = (shares[0] - shares[1]).dropna()
    people = register.stratum.value_counts()[avoided.index]
    return (avoided * people).sum() / people.sum()


@task.alternative
def in_a_loop(register):
    total, people = 0.0, 0
    for _, here in register.groupby("stratum"):
        if here.visited.nunique() == 2:
            back = here.groupby("visited").came_back.mean()
            total += len(here) * (back[0] - back[1])
            people += len(here)
    return total / people


@task.alternative
def by_weights(register):
    # Each person weighs the inverse of how often people of their stratum were visited as they were.
    share = register.groupby("stratum").visited.transform("mean")
    kept = register[(share > 0) & (share < 1)].assign(share=share)
    weight = np.where(kept.visited == 1, 1 / kept.share, 1 / (1 - kept.share))
    sign = np.where(kept.visited == 1, -1, 1)
    return float((sign * weight * kept.came_back).sum() / len(kept))


@task.mutant(
    Text(
        "That is the crude difference. The ward visits those whom it fears for: you compare the fragile with the others, not visited with not visited.",
        "C'est la différence brute. Le service visite ceux pour qui il craint : vous comparez les fragiles aux autres, non les visités aux non-visités.",
    ),
)
def crude(register):
    back = register.groupby("visited").came_back.mean()
    return float(back[0] - back[1])


@task.mutant(
    Text(
        "Every stratum counts the same in your answer. One of ten people then weighs as much as one of two hundred.",
        "Chez vous, toutes les strates comptent autant. Une strate de dix personnes pèse alors autant qu'une de deux cents.",
    ),
)
def strata_weigh_the_same(register):
    return float(np.mean([q - p for _, _, p, q in _both(register)]))


@task.mutant(
    Text(
        "You weigh by the visited. That says what visits did for those who had one, most of them fragile; the question is about everybody who leaves the ward.",
        "Vous pondérez par les visités. Cela dit ce que les visites ont fait à ceux qui en ont eu une, surtout des fragiles ; la question porte sur tous ceux qui sortent.",
    ),
)
def weighed_by_the_visited(register):
    rows = _both(register)
    return sum(n * (q - p) for _, n, p, q in rows) / sum(n for _, n, _, _ in rows)


@task.mutant(
    Text(
        "Strata where nobody, or everybody, was visited count as if visits changed nothing there. Nothing is known there: leave them out, people included.",
        "Les strates où personne, ou tout le monde, a été visité comptent comme si les visites n'y changeaient rien. On n'en sait rien : laissez-les de côté, personnes comprises.",
    ),
)
def nothing_known_is_no_effect(register):
    return sum(n * (q - p) for n, _, p, q in _both(register)) / len(register)


@task.mutant(
    Text(
        "The sign is turned round: a positive number must mean returns avoided.",
        "Le signe est à l'envers : un nombre positif doit vouloir dire des retours évités.",
    ),
)
def turned_round(register):
    rows = _both(register)
    return sum(n * (p - q) for n, _, p, q in rows) / sum(n for n, _, _, _ in rows)


@task.mutant(
    Text(
        "Where nobody was visited, or everybody, the empty group counts as if none of its people had come back (a missing mean filled with 0). Nothing is known there: leave the stratum out.",
        "Là où personne n'a été visité, ou tout le monde, le groupe vide compte comme si personne n'y était revenu (une moyenne absente remplacée par 0). On n'y sait rien : laissez la strate de côté.",
    ),
)
def nobody_there_nobody_back(register):
    shares = register.groupby(["stratum", "visited"]).came_back.mean().unstack().fillna(0)
    people = register.stratum.value_counts()[shares.index]
    return float(((shares[0] - shares[1]) * people).sum() / people.sum())


@task.cases
def registers(rng):
    for empty, least, most in (
        (False, -0.05, 0.1),
        (True, -0.3, -0.1),
        (True, -0.05, 0.15),
        (False, -0.4, -0.2),
    ):
        rows = []
        names = [f"{letter}{rng.integers(10, 99)}" for letter in "ABCDE"]
        for place, name in enumerate(rng.permutation(names)):
            n = int(rng.integers(12, 90))
            share = [0.15, 0.3, 0.5, 0.75, 0.85][place]
            risk = 0.12 + 0.13 * place
            visited = (rng.random(n) < share).astype(np.int64)
            visited[:4] = [0, 1, 0, 1]
            if empty and place in (0, 4):
                visited[:] = place // 4
            came_back = (rng.random(n) < risk - visited * rng.uniform(least, most)).astype(np.int64)
            came_back[:2] = [1, 0]
            rows.append(pd.DataFrame({"stratum": str(name), "visited": visited, "came_back": came_back}))
        register = pd.concat(rows, ignore_index=True)
        yield case(
            register=register.sample(frac=1, random_state=int(rng.integers(2**31))).reset_index(drop=True)
        )
