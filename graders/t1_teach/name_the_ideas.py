"""Explorer's task 1: which idea stands behind five lines of the report."""

from itertools import product

from labkit.tasks import Text, value_task

#: The lines that the notebook shows, in its order, and the idea of each: 1 as right everywhere, 2 a false alarm as bad as a missed case, 3 counted
#: among the wrong patients, 4 no idea, how it was typed.
LINES = (
    ("ward_threshold", "half_is_neutral", "2"),
    ("ward_threshold", "odds_not_probability", "3"),
    ("policy_by_ward", "ppv_below_half_is_useless", "2"),
    ("alarms_in_hundred", "a_share", "4"),
    ("published_audit", "over_every_case", "3"),
)

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("1234", repeat=len(LINES))],
    why=Text(
        "Right. Two tasks, one idea, twice over; and one line without any: 0.16 in place of 16 was typed by somebody who had understood. The message that a learner reads tells what to correct. What they believe, you must work out.",
        "Juste. Deux tâches, une même idée, et cela par deux fois ; et une ligne sans idée : 0,16 au lieu de 16, tapé par quelqu'un qui avait compris. Le message que lit l'apprenant dit quoi corriger. Ce qu'il croit, c'est à vous de le trouver.",
    ),
    hints=[
        Text(
            "For each line ask: what must somebody believe, to write this in good faith? Not: which task is it?",
            "Pour chaque ligne : que faut-il croire pour écrire cela de bonne foi ? Et non : de quelle tâche s'agit-il ?",
        ),
        Text(
            "A price (one false alarm against one case) is idea 2. A denominator (of how many, of whom?) is idea 3. If the person had understood everything and still wrote this, it is 4.",
            "Un prix (une fausse alarme contre un cas) : idée 2. Un dénominateur (sur combien, sur qui ?) : idée 3. Si la personne avait tout compris et écrit cela quand même : 4.",
        ),
    ],
)


@task.reference
def by_what_they_believe():
    return "".join(idea for _task, _error, idea in LINES)


@task.alternative
def with_commas():
    return "2, 3, 2, 4, 3"


@task.mutant(
    Text(
        "Read the fourth line again. A share between 0 and 1 in place of a number out of 100: this person divided the right alarms by the right number. Which of the beliefs would make somebody type that?",
        "Relisez la quatrième ligne. Une part entre 0 et 1 au lieu d'un nombre sur 100 : cette personne a divisé les bonnes alarmes par le bon nombre. Il n'y a rien à réexpliquer : c'est la case qui est en cause.",
    ),
)
def a_slip_is_an_idea(answer):
    return answer[3] != "4"


@task.mutant(
    Text(
        "Read the third line again. It speaks of wards, but this person does tell wards apart: they drop the alarm where most alarms are false, as if a false one weighed as much as a case found.",
        "Relisez la troisième ligne. Elle parle de services, mais cette personne les distingue bien : elle renonce à l'alarme là où la plupart sont fausses, comme si une fausse pesait autant qu'un cas trouvé.",
    ),
)
def wards_mean_the_first_idea(answer):
    return answer[3] == "4" and answer[2] != "2"


@task.mutant(
    Text(
        "Read the first line again: 50 % is not a slip and not a denominator. It is a price: as many needless examinations as missed cases.",
        "Relisez la première ligne : 50 % n'est ni une faute de frappe, ni un dénominateur. C'est un prix : autant d'examens inutiles que de cas manqués.",
    ),
)
def half_is_no_price(answer):
    return answer[2:4] == "24" and answer[0] != "2"


@task.mutant(
    Text(
        "Read the second line again: this person knows the price that the team said, nineteen for one. What they forgot is a patient: the share is of twenty, not of nineteen.",
        "Relisez la deuxième ligne : cette personne connaît le prix dit par l'équipe, dix-neuf pour un. Elle a oublié un patient : la part se prend sur vingt, non sur dix-neuf.",
    ),
)
def odds_are_a_price(answer):
    return answer[2:4] == "24" and answer[0] == "2" and answer[1] != "3"


@task.mutant(
    Text(
        "Read the last line again: 'you divided by all the patients with sepsis'. Of whom is the number counted?",
        "Relisez la dernière ligne : « vous avez divisé par tous les patients avec un sepsis ». Sur qui le nombre est-il compté ?",
    ),
)
def whose_denominator(answer):
    return answer[:4] == "2324" and answer[4] != "3"
