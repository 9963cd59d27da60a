"""Explorer's task 4: which lines of a report card do not recompute."""

from functools import cache
from itertools import combinations

from labkit.tasks import Text, value_task

from .cohort import counts, sites

WRONG = "358"


@cache
def claims():
    """The provider's nine lines about site B: what each says, and what the year's counts say."""
    rows = sites()["B"]
    year, before = counts(rows[rows.live]), counts(rows[~rows.live])
    n, cases, expected, alarms, found = year.values()
    true = {
        "1": n,
        "2": cases,
        "3": cases / expected,
        "4": 100 * alarms / n,
        "5": 100 * found / cases,
        "6": 100 * found / alarms,
        "7": (alarms - found) / found,
        "8": (cases - found) / 12,
        "9": 100 * (n - (alarms - found) - (cases - found)) / n,
    }
    # Turned round; the year before go-live; by the week in place of by the month.
    said = {
        **true,
        "3": expected / cases,
        "5": 100 * before["cases_with_an_alarm"] / before["cases"],
        "8": (cases - found) / 52,
    }
    return {line: (said[line], true[line]) for line in true}


task = value_task(
    points=2,
    domain=["".join(lines) for lines in combinations("123456789", 3)],
    unordered=True,
    why=Text(
        "Right: a ratio turned round, a number from the year before, and misses counted by the week that are said to be by the month. The six others hold, among them one that sounds best and says least: right in most stays.",
        "Juste : un rapport à l'envers, un nombre de l'année d'avant, et des cas manqués comptés par semaine que l'on dit par mois. Les six autres tiennent, dont celle qui sonne le mieux et dit le moins : juste dans la plupart "
        "des séjours.",
    ),
    hints=[
        Text(
            "For each line, write what is divided by what, with the five counts. Lines 1 and 2 are given; take 4, alarms over stays.",
            "Pour chaque ligne, écrivez ce qu'on divise par quoi, avec les cinq effectifs. Les lignes 1 et 2 sont données ; prenez la 4 : alarmes sur séjours.",
        ),
        Text(
            "Cases found are the cases with an alarm; those missed are the others. A year has twelve months.",
            "Les cas trouvés sont ceux qui ont eu une alarme ; les autres sont manqués. Une année a douze mois.",
        ),
        Text(
            "Observed over expected is above 1 when more happens than was announced. Which of the two counts is the larger?",
            "Observés sur attendus dépasse 1 quand il arrive plus qu'annoncé. Lequel des deux effectifs est le plus grand ?",
        ),
    ],
)


@task.reference
def three_that_do_not():
    return WRONG


@task.alternative
def another_order():
    return "853"


@task.mutant(
    Text(
        "Lines 1 and 2 are the counts themselves: they hold. Look for another.",
        "Les lignes 1 et 2 sont les effectifs eux-mêmes : elles tiennent. Cherchez-en une autre.",
    ),
)
def counts_suspected(answer):
    return "1" in answer or "2" in answer


@task.mutant(
    Text(
        "Line 9 holds. That a card says the truth does not make it useful: an alarm that never rings would be right in nine stays of ten.",
        "La ligne 9 tient. Qu'une fiche dise vrai ne la rend pas utile : une alarme qui ne sonne jamais aurait raison dans neuf séjours sur dix.",
    ),
)
def true_but_useless(answer):
    return "9" in answer


@task.mutant(
    Text(
        "Look at line 3 again: more cases happened than were announced. Then observed over expected cannot be below 1.",
        "Revoyez la ligne 3 : il est arrivé plus de cas qu'annoncé. Observés sur attendus ne peut alors pas être sous 1.",
    ),
)
def ratio_not_seen(answer):
    return "3" not in answer


@task.mutant(
    Text(
        "Look at line 5 again: of the cases of this year, how many had an alarm? The number printed is a good one, but it is not this year's.",
        "Revoyez la ligne 5 : parmi les cas de cette année, combien ont eu une alarme ? Le nombre imprimé est bon, mais ce n'est pas celui de cette année.",
    ),
)
def last_years_number(answer):
    return "5" not in answer


@task.mutant(
    Text(
        "Look at line 8 again: the cases of the year without an alarm, divided by twelve. What was it divided by?",
        "Revoyez la ligne 8 : les cas de l'année sans alarme, divisés par douze. Par quoi a-t-on divisé ?",
    ),
)
def weeks_for_months(answer):
    return "8" not in answer
