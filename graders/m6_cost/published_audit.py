"""Explorer's task 5: a trial of remote care in heart failure (Koehler et al., Lancet 2018;392:1047), and what a death avoided takes."""

from labkit.tasks import Text, value_task

#: Deaths of any cause for 100 person-years: followed remotely, usual care.
REMOTE, USUAL = 7.86, 11.34
RIGHT = 100 / (USUAL - REMOTE)

task = value_task(
    points=2,
    domain=sorted({*range(1, 201), 3.48, 7.86, 11.34, 0.69, 0.7, 28.7}),
    accepts=lambda answer: abs(answer - RIGHT) <= 1.3,
    why=Text(
        "Right: about 29 people followed for a year, for one death fewer; with the trial's interval it may be far more. That programme had a physician on call day and night. The American trial asked the same patients to telephone a machine, and changed nothing: a tablet is not a programme, staff is.",
        "Juste : environ 29 personnes suivies un an pour un décès de moins ; avec l'intervalle de l'essai, ce peut être bien davantage. Ce programme avait un médecin joignable jour et nuit. L'essai américain faisait téléphoner à une machine, et n'a rien changé : une tablette n'est pas un programme, une équipe, oui.",
    ),
    hints=[
        Text(
            "Of 100 people followed for a year, how many deaths fewer? Subtract.",
            "Sur 100 personnes suivies un an, combien de décès de moins ? Soustrayez.",
        ),
        Text(
            "So many for 100 people. For one: divide 100 by it, and round.",
            "Tant pour 100 personnes. Pour un seul : divisez 100 par ce nombre, et arrondissez.",
        ),
    ],
)


@task.reference
def one_over_the_difference():
    return round(RIGHT)


@task.mutant(
    Text(
        "That is how many deaths fewer there are for 100 people in a year. How many people must be followed for one?",
        "C'est le nombre de décès de moins pour 100 personnes en un an. Combien faut-il en suivre pour un seul ?",
    ),
)
def the_difference(answer):
    return abs(answer - (USUAL - REMOTE)) < 0.6


@task.mutant(
    Text(
        "That is a ratio, or what is left of it: it sounds the same in a disease of which hardly anybody dies. Subtract, then divide 100 by the result.",
        "C'est un rapport, ou ce qui en reste : il sonnerait pareil dans une maladie dont presque personne ne meurt. Soustrayez, puis divisez 100 par le résultat.",
    ),
)
def the_ratio(answer):
    return abs(answer - REMOTE / USUAL) < 0.02 or answer in (30, 31, 69, 70) and abs(answer - RIGHT) > 1.3


@task.mutant(
    Text(
        "You divided 100 by one arm alone. Most of these people would have lived, or died, either way.",
        "Vous avez divisé 100 par un seul bras. La plupart de ces personnes auraient vécu, ou seraient décédées, dans les deux cas.",
    ),
)
def one_arm(answer):
    return answer in (9, 12, 13)


@task.mutant(
    Text(
        "You added the two arms. What the programme changes is their difference.",
        "Vous avez additionné les deux bras. Ce que change le programme est leur différence.",
    ),
)
def added(answer):
    return answer in (5, 19)
