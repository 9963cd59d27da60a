"""Explorer's task: decisions."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import next_year, stays

# Agreed with the ward before looking: a gap of ten points matters, and fewer than 30 cases decide nothing.
GAP_THAT_MATTERS, FEWEST_CASES = 0.10, 30
ROWS = (
    "women_over_65",
    "eastmount_acute_medicine",
    "most_deprived_fifth",
    "other_language",
    "english_eastmount_day_surgery",
    "partial_cover",
)


@cache
def gaps():
    """For each row of the decision table: cases, gap to everybody else and its interval."""
    from labkit.evaluate import newcombe_difference

    unseen, later = stays()[stays().unseen], next_year()
    eastmount = unseen.hospital == "Eastmount"
    here = {
        "women_over_65": (unseen, (unseen.sex == "F") & (unseen.age > 65)),
        "eastmount_acute_medicine": (unseen, eastmount & (unseen.ward == "acute_medicine")),
        "most_deprived_fifth": (later, later.deprivation == 5),
        "other_language": (unseen, unseen.language == "other"),
        "english_eastmount_day_surgery": (
            unseen,
            eastmount & (unseen.language == "en") & (unseen.ward == "day_surgery"),
        ),
        "partial_cover": (later, later.cover == "partial"),
    }
    found = {}
    for name in ROWS:
        rows, member = here[name]
        case, missed = rows.sepsis == 1, (rows.sepsis == 1) & (rows.flagged == 0)
        counts = [float((which & side).sum()) for side in (member, ~member) for which in (missed, case)]
        found[name] = (counts[1], *(float(v) for v in newcombe_difference(*counts)))
    return found


def decision(row):
    """1 (act now), 2 (collect more), 3 (no gap that matters) or 4 (no conclusion), by the rule agreed beforehand."""
    cases, _gap, low, high = gaps()[row]
    if cases == 0:
        return "4"
    if low > 0 and cases >= FEWEST_CASES:
        return "1"
    return "3" if high < GAP_THAT_MATTERS else "2"


@cache
def right():
    return "".join(decision(row) for row in ROWS)


task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("1234", repeat=len(ROWS))],
    why=Text(
        "Right. Two rows ask for action, two for more cases, one shows that no gap matters, and one says nothing. Rows 3 and 6 are about the same "
        "year: the index of a place hides those whom the cover shows, since it describes a place and not a person.",
        "Juste. Deux lignes demandent d'agir, deux de recueillir davantage de cas, une montre qu'aucun écart ne compte, une ne dit rien. Les "
        "lignes 3 et 6 parlent de la même année : l'indice d'un lieu cache les personnes que montre la couverture, car il décrit un lieu.",
    ),
    hints=[
        Text(
            "Row by row: first the cases (none? fewer than 30?), then the two bounds of the gap.",
            "Ligne par ligne : d'abord les cas (aucun ? moins de 30 ?), puis les deux bornes de l'écart.",
        ),
        Text(
            "If 0 lies between the bounds, look at the upper one: could the gap still be 10 points or more?",
            "Si 0 est entre les bornes, regardez la borne haute : l'écart pourrait-il encore atteindre 10 points ou plus ?",
        ),
    ],
)


@task.reference
def by_the_rule():
    return right()


@task.mutant(
    Text(
        "Look at the last row again: it has no case. Nobody was there to be missed or found, so it neither reassures nor alarms. The rule begins "
        "with such rows. (Did nobody have sepsis, or did nobody write it down?)",
        "Revoyez la dernière ligne : elle n'a aucun cas. L'alarme n'avait personne à laisser passer ni à trouver : la ligne ne rassure pas et "
        "n'inquiète pas. La règle commence par ces lignes-là. (Personne n'avait de sepsis, ou personne ne l'a noté ?)",
    ),
)
def none_is_none_missed(answer):
    return answer[4] != "4"


@task.mutant(
    Text(
        "Look at acute medicine at Eastmount again: both bounds are above 0, the lower one only just. How many cases are there, and how many does "
        "the rule ask for? Among many small groups one shows such a gap by chance.",
        "Revoyez la médecine polyvalente d'Eastmount : les deux bornes sont au-dessus de 0, la borne basse à peine. Combien y a-t-il de cas, et "
        "combien la règle en demande-t-elle ? Parmi beaucoup de petits groupes, l'un montre un tel écart par hasard.",
    ),
)
def few_cases_act(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "Look at the patients who speak another language again: 0 lies between the bounds, but the upper one is well above 0.10. Nothing was shown "
        "and nothing was ruled out. Which line of the rule is left?",
        "Revoyez les patients qui parlent une autre langue : 0 est entre les bornes, mais la borne haute dépasse nettement 0,10. Rien n'est montré "
        "et rien n'est exclu. Quelle ligne de la règle reste-t-il ?",
    ),
)
def absence_of_evidence(answer):
    return answer[3] != "2"


@task.mutant(
    Text(
        "Look at the most deprived fifth of places again: could their gap still reach 10 points? Read the upper bound. Poverty worries you, "
        "rightly; but this column says nothing, and another row may.",
        "Revoyez le cinquième des lieux les plus défavorisés : leur écart pourrait-il encore atteindre 10 points ? Lisez la borne haute. La "
        "pauvreté vous inquiète, à raison ; mais cette colonne ne montre rien, et une autre ligne le fait peut-être.",
    ),
)
def never_reassured(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at women over 65 again: count the cases, and see on which side of 0 the two bounds lie. While one waits for more certainty, the "
        "alarm goes on missing them.",
        "Revoyez les femmes de plus de 65 ans : comptez les cas, et voyez de quel côté de 0 sont les deux bornes. Pendant qu'on attend d'être plus "
        "sûr, l'alarme continue à les laisser passer.",
    ),
)
def waits_for_certainty(answer):
    return answer[0] != "1"


@task.mutant(
    Text(
        "Look at partial cover again: count the cases, and see on which side of 0 the two bounds lie. The index of the place reassures about a "
        "place; these people are missed all the same.",
        "Revoyez la couverture partielle : comptez les cas, et voyez de quel côté de 0 sont les deux bornes. L'indice du lieu rassure sur un lieu ; "
        "ces personnes-là, l'alarme les laisse passer.",
    ),
)
def the_place_reassures(answer):
    return answer[5] != "1"
