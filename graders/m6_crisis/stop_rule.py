"""Explorer's task 4: a stop rule, by how often it stops wrongly and how late it stops rightly."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import operating

BEARABLE, SEEN = 5, 90  # winters in 100 stopped for nothing; slowdowns in 100 that must be seen
RULES = [f"{days}{sundays}" for days in range(1, 8) for sundays in (1, 2, 3)]


def _rule(answer):
    return operating(int(answer[0]), int(answer[1]))


@cache
def right():
    """The soonest of the rules that keep both promises."""
    kept = [rule for rule in RULES if _rule(rule)[0] <= BEARABLE and _rule(rule)[1] >= SEEN]
    return min(kept, key=lambda rule: _rule(rule)[2])


task = value_task(
    points=2,
    domain=RULES,
    why=Text(
        "Right: three days of seven missed, two Sundays in a row. It stops about four weeks after the offices slowed down, two of them spent waiting for the final counts. Whoever signs the rule signs these numbers with it.",
        "Juste : trois jours sur sept manqués, deux dimanches de suite. Elle arrête environ quatre semaines après le ralentissement, dont deux d'attente des comptes définitifs. Qui signe la règle signe aussi ces nombres.",
    ),
    hints=[
        Text(
            "With one Sunday, how many days must be missed until at most 5 calm winters of 100 are stopped? And how many slowdowns are then seen?",
            "Avec un seul dimanche, combien de jours manqués faut-il pour arrêter au plus 5 hivers calmes sur 100 ? Et combien de ralentissements voit-on alors ?",
        ),
        Text(
            "Asking for two Sundays in a row spares wrong stops, so fewer missed days can be asked for. Try 2, 3 and 4 days with 2 Sundays.",
            "Exiger deux dimanches de suite épargne des arrêts à tort ; on peut donc exiger moins de jours manqués. Essayez 2, 3 et 4 jours avec 2 dimanches.",
        ),
    ],
)


@task.reference
def both_promises():
    return right()


@task.mutant(
    Text(
        "One missed day is what 90 % means: of seven intervals, one is missed most weeks. That rule stops every winter, and the wards would be blind when it matters.",
        "Un jour manqué, c'est ce que veut dire 90 % : sur sept intervalles, on en manque un presque chaque semaine. Cette règle arrête tous les hivers, et les services seraient aveugles au mauvais moment.",
    ),
)
def at_the_first_miss(answer):
    return answer == "11"


@task.mutant(
    Text(
        "With that rule more than 5 calm winters of 100 are stopped for nothing. Ask for more: more days, or one more Sunday.",
        "Avec cette règle, plus de 5 hivers calmes sur 100 sont arrêtés pour rien. Exigez davantage : plus de jours, ou un dimanche de plus.",
    ),
)
def stops_for_nothing(answer):
    return answer != "11" and _rule(answer)[0] > BEARABLE


@task.mutant(
    Text(
        "That rule never stops a calm winter, and lets more than one slowdown of ten run on all winter. Ask for less.",
        "Cette règle n'arrête jamais un hiver calme, mais laisse passer tout l'hiver plus d'un ralentissement sur dix. Exigez moins.",
    ),
)
def lets_it_run(answer):
    return _rule(answer)[0] <= BEARABLE and SEEN > _rule(answer)[1] > 0


@task.mutant(
    Text(
        "That rule never stops at all: it protects nobody.",
        "Cette règle n'arrête jamais rien : elle ne protège personne.",
    ),
)
def never(answer):
    return _rule(answer)[1] == 0
