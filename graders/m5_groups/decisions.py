"""Explorer's task: decisions."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import stays

# Agreed with the ward before looking: a gap of ten points matters, and fewer than 30 cases decide nothing.
GAP_THAT_MATTERS, FEWEST_CASES = 0.10, 30
ROWS = (
    "women_over_65",
    "eastmount_acute_medicine",
    "remote_area",
    "other_language",
    "english_eastmount_day_surgery",
)


@cache
def gaps():
    """For each row of the decision table: cases, gap to everybody else and its interval."""
    from labkit.evaluate import newcombe_difference

    unseen = stays()[stays().unseen]
    eastmount = unseen.hospital == "Eastmount"
    here = {
        "women_over_65": (unseen.sex == "F") & (unseen.age > 65),
        "eastmount_acute_medicine": eastmount & (unseen.ward == "acute_medicine"),
        "remote_area": unseen.area == "remote",
        "other_language": unseen.language == "other",
        "english_eastmount_day_surgery": eastmount
        & (unseen.language == "en")
        & (unseen.ward == "day_surgery"),
    }
    case, missed = unseen.sepsis == 1, (unseen.sepsis == 1) & (unseen.flagged == 0)
    found = {}
    for name in ROWS:
        counts = [
            float((which & side).sum()) for side in (here[name], ~here[name]) for which in (missed, case)
        ]
        found[name] = (counts[1], *(float(v) for v in newcombe_difference(*counts)))
    return found


def decision(row):
    """A (act), C (collect more), R (no gap that matters) or N (no conclusion), by the rule agreed beforehand."""
    cases, _gap, low, high = gaps()[row]
    if cases == 0:
        return "N"
    if low > 0 and cases >= FEWEST_CASES:
        return "A"
    return "R" if high < GAP_THAT_MATTERS else "C"


@cache
def right():
    return "".join(decision(row) for row in ROWS)


task = value_task(
    points=3,
    domain=["".join(letters) for letters in product("ACRN", repeat=len(ROWS))],
    why=Text(
        "Right. One row to act on, two where more cases must be collected, one that reassures, one that says nothing at all. "
        "The rule was written before the table was seen: that is what makes it a rule.",
        "Juste. Une ligne pour agir, deux où il faut recueillir plus de cas, une qui rassure, une qui ne dit rien du tout. La "
        "règle était écrite avant de voir le tableau : c'est ce qui en fait une règle.",
    ),
    hints=[
        Text(
            "Row by row: first the cases (none? fewer than 30?), then the two ends of the gap's interval.",
            "Ligne par ligne : d'abord les cas (aucun ? moins de 30 ?), puis les deux bouts de l'intervalle de l'écart.",
        ),
        Text(
            "If the interval holds 0, look at its upper end: could the gap still be 10 points or more?",
            "Si l'intervalle contient 0, regardez son bout supérieur : l'écart pourrait-il encore atteindre 10 points ou plus ?",
        ),
        Text(
            "Ask the rule's questions in its order for each row: no case? N. 30 cases and the low end above 0? A. High end below 0.10? R. "
            "Else C.",
            "Posez à chaque ligne les questions de la règle, dans l'ordre : aucun cas ? N. 30 cas et le bas au-dessus de 0 ? A. Le haut sous "
            "0,10 ? R. Sinon C.",
        ),
    ],
)


@task.reference
def by_the_rule():
    return right()


@task.alternative
def in_small_letters():
    return right().lower()


@task.alternative
def with_spaces_around():
    return f" {right()} "


@task.mutant(
    Text(
        "Look at the last row again: it has no case at all. Nobody was there to be missed or found, so an empty row neither "
        "reassures nor accuses. The rule begins with such rows. (Did nobody there have sepsis, or did nobody write it down?)",
        "Revoyez la dernière ligne : elle n'a aucun cas. Il n'y avait personne à manquer ni à trouver ; une ligne vide ne rassure ni "
        "n'accuse. La règle commence par ces lignes-là. (Personne n'y avait de sepsis, ou personne ne l'a écrit ?)",
    ),
)
def none_is_none_missed(answer):
    return answer[4] != "N"


@task.mutant(
    Text(
        "Look at acute medicine at Eastmount again: the whole interval lies above 0, but it starts at nearly nothing. How many cases is "
        "it made from, and how many does the rule ask for? Look at enough small rows and one of them will do that by chance.",
        "Revoyez la médecine polyvalente d'Eastmount : tout l'intervalle est au-dessus de 0, mais il commence presque à rien. De combien de cas "
        "est-il fait, et combien la règle en demande-t-elle ? Regardez assez de petites lignes, et l'une d'elles le fera par hasard.",
    ),
)
def few_cases_act(answer):
    return answer[1] != "C"


@task.mutant(
    Text(
        "Look at the other languages again: the interval holds 0 but also reaches well beyond 10 points. Nothing was shown, and "
        "nothing was excluded: absence of evidence is not evidence of absence. Which line of the rule is left for such a row?",
        "Revoyez les autres langues : l'intervalle contient 0 mais dépasse aussi largement 10 points. Rien n'est montré, et rien n'est "
        "exclu : l'absence de preuve n'est pas une preuve d'absence. Quelle ligne de la règle reste-t-il pour elles ?",
    ),
)
def absence_of_evidence(answer):
    return answer[3] != "C"


@task.mutant(
    Text(
        "Look at people who live far away again: could their gap still reach 10 points? Read the upper end of the interval. Where a gap "
        "that matters is excluded, going on counting costs time that another row needs.",
        "Revoyez les personnes qui vivent loin : leur écart pourrait-il encore atteindre 10 points ? Lisez le bout supérieur de "
        "l'intervalle. Là où un écart qui compte est exclu, compter encore prend du temps dont une autre ligne a besoin.",
    ),
)
def never_reassured(answer):
    return answer[2] != "R"


@task.mutant(
    Text(
        "Look at women over 65 again: count the cases, and see on which side of 0 the whole interval lies. Waiting for more certainty "
        "has a price too, and they pay it.",
        "Revoyez les femmes de plus de 65 ans : comptez les cas, et voyez de quel côté de 0 se trouve tout l'intervalle. Attendre plus de "
        "certitude a aussi un prix, et ce sont elles qui le paient.",
    ),
)
def waits_for_certainty(answer):
    return answer[0] != "A"
