"""Explorer's task 6: which lines of an incident note must be changed before it leaves."""

from itertools import combinations

from labkit.tasks import Text, value_task

#: Patients reached (those found by the alarm, in place of those without one), nobody told, fifteen days without Sundays.
WRONG = "578"


def _lines(answer):
    return set(str(answer))


task = value_task(
    points=2,
    domain=["".join(lines) for lines in combinations("12345678", 3)],
    unordered=True,
    why=Text(
        "Right: those found stand there for those whom the screen left waiting; nobody was told; and fifteen days were counted without the weekends. The clock runs from the day on which somebody knew: "
        "a hospital that never counts never knows, and nothing is due. That is what a chart of outcomes is for.",
        "Juste : les patients trouvés y tiennent lieu de ceux que l'écran a fait attendre ; personne n'a été prévenu ; et l'on a compté quinze jours sans les fins de semaine. Le délai court du jour où "
        "quelqu'un a su : un hôpital qui ne compte jamais ne sait jamais, et ne doit rien. C'est à cela que sert une carte de contrôle.",
    ),
    hints=[
        Text(
            "Take the card's counts: cases, and cases with an alarm. Which of them did the screen leave waiting?",
            "Reprenez les effectifs de la fiche : les cas, et les cas avec une alarme. Lesquels l'écran a-t-il fait attendre ?",
        ),
        Text(
            "Count fifteen days on a calendar, from the day on which it was known, Sundays included.",
            "Comptez quinze jours sur un calendrier, à partir du jour où l'on a su, dimanches compris.",
        ),
    ],
)


@task.reference
def three_to_mend():
    return WRONG


@task.alternative
def in_another_order():
    return "8, 5, 7"


@task.mutant(
    Text(
        "Line 3 stands. Labels come late, and knowing late is no fault of the note: it says when. Hiding it would make the deadline look missed by weeks.",
        "La ligne 3 tient. Les étiquettes arrivent tard, et savoir tard n'est pas une faute de la note : elle dit quand. Le cacher ferait croire le délai dépassé de plusieurs semaines.",
    ),
)
def known_late(answer):
    return "3" in _lines(answer)


@task.mutant(
    Text(
        "Line 6 stands: something was done, it can be checked, and patients have something tonight. *The team was reminded to be careful* would not.",
        "La ligne 6 tient : quelque chose a été fait, on peut le vérifier, et les patients ont quelque chose ce soir. *L'équipe a été sensibilisée*, non.",
    ),
)
def done_at_once(answer):
    return "6" in _lines(answer) and "3" not in _lines(answer)


@task.mutant(
    Text(
        "Line 4 stands: serious is one of the kinds of the article, and it decides the deadline. Nobody says here whose fault it was; a note does not.",
        "La ligne 4 tient : grave est une des catégories de l'article, et c'est elle qui fixe le délai. Personne ne dit ici à qui la faute ; une note ne le dit pas.",
    ),
)
def the_harm(answer):
    return "4" in _lines(answer) and not {"3", "6"} & _lines(answer)


@task.mutant(
    Text(
        "Lines 1 and 2 say what, and since when: nothing above contradicts them. Check the numbers, the deadline, and what is missing.",
        "Les lignes 1 et 2 disent quoi, et depuis quand : rien ci-dessus ne les contredit. Vérifiez les effectifs, le délai, et ce qui manque.",
    ),
)
def what_and_since_when(answer):
    return bool({"1", "2"} & _lines(answer)) and not {"3", "4", "6"} & _lines(answer)
