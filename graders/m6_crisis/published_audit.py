"""Explorer's task 5: a sepsis alarm in the first weeks of a pandemic (Wong et al., JAMA Netw Open 2021;4:e2135286)."""

from labkit.tasks import Text, value_task

#: From the three weeks before the first COVID-19 patient to the three weeks after it: patients present, alerts a day.
CENSUS, ALERTS = 0.65, 1.43
RIGHT = ALERTS / CENSUS

task = value_task(
    points=2,
    domain=sorted(
        {
            *(round(step / 10, 1) for step in range(101)),
            1.43,
            0.65,
            1.78,
            0.45,
            2.15,
            2.25,
            1.08,
            0.08,
            0.78,
            1.23,
            4.09,
            1.06,
            220,
            120,
        }
    ),
    accepts=lambda answer: abs(answer - RIGHT) <= 0.06,
    why=Text(
        "Right: 2.2 times as many alerts for as many patients. The letter counts alerts, not their truth: patients were sicker, and some alerts were right. That is why it is a reason to look, and the authors ask that a tool can be switched off quickly.",
        "Juste : 2,2 fois plus d'alertes pour autant de patients. L'article compte les alertes, non leur justesse : les patients étaient plus malades, et des alertes étaient fondées. C'est une raison de regarder, et les auteurs demandent qu'on puisse arrêter vite un outil.",
    ),
    hints=[
        Text(
            "Take 100 patients and 100 alerts before. After: how many patients, how many alerts?",
            "Prenez 100 patients et 100 alertes avant. Après : combien de patients, combien d'alertes ?",
        ),
        Text(
            "143 alerts for 65 patients: divide.",
            "143 alertes pour 65 patients : divisez.",
        ),
    ],
)


@task.reference
def alerts_for_each_patient():
    return round(RIGHT, 1)


@task.mutant(
    Text(
        "That is all the alerts together. There were fewer patients as well: for each of them?",
        "C'est l'ensemble des alertes. Il y avait aussi moins de patients : par patient ?",
    ),
)
def all_alerts(answer):
    return abs(answer - ALERTS) < 0.06


@task.mutant(
    Text(
        "You added the two percentages. Take 100 patients and 100 alerts before, and count both after.",
        "Vous avez additionné les deux pourcentages. Prenez 100 patients et 100 alertes avant, et comptez les deux après.",
    ),
)
def added(answer):
    return abs(answer - 1.78) < 0.06


@task.mutant(
    Text(
        "That is turned round: patients for an alert. How many times as many alerts for as many patients?",
        "C'est l'inverse : des patients par alerte. Combien de fois plus d'alertes pour autant de patients ?",
    ),
)
def turned_round(answer):
    return abs(answer - CENSUS / ALERTS) < 0.06


@task.mutant(
    Text(
        "You multiplied: with fewer patients, the same alerts weigh more on each, not less.",
        "Vous avez multiplié : avec moins de patients, les mêmes alertes pèsent plus sur chacun, non moins.",
    ),
)
def multiplied(answer):
    return abs(answer - ALERTS * CENSUS) < 0.04


@task.mutant(
    Text(
        "You took one percentage from the other. They are not of the same thing: alerts rose, patients fell. Take 100 patients and 100 alerts before, and count both after.",
        "Vous avez soustrait un pourcentage de l'autre. Ils ne portent pas sur la même chose : les alertes ont augmenté, les patients ont diminué. Prenez 100 patients et 100 alertes avant, et comptez les deux après.",
    ),
)
def subtracted(answer):
    return answer in (1.1, 1.08, 0.1, 0.08, 0.8, 0.78)


@task.mutant(
    Text(
        "You divided one percentage by the other, or said by how much more in place of how many times as many. Count the alerts and the patients after, then divide the first by the second.",
        "Vous avez divisé un pourcentage par l'autre, ou dit combien en plus au lieu de combien de fois. Comptez les alertes et les patients après, puis divisez les premières par les seconds.",
    ),
)
def percentages_divided(answer):
    return answer in (1.2, 1.23, 120)


@task.mutant(
    Text(
        "You divided by the patients who are no longer there. Divide by those who are left.",
        "Vous avez divisé par les patients qui ne sont plus là. Divisez par ceux qui restent.",
    ),
)
def by_those_who_left(answer):
    return answer in (4.1, 4.09)


@task.mutant(
    Text(
        "You took 35 % more patients for 35 % fewer. How many of 100 are left?",
        "Vous avez compté 35 % de patients en plus, non en moins. Sur 100, combien en reste-t-il ?",
    ),
)
def more_patients(answer):
    return answer == 1.06


@task.mutant(
    Text(
        "That is the part of the patients who are left, or the alerts' rise alone. How many alerts are there now for as many patients?",
        "C'est la part des patients qui restent, ou la seule hausse des alertes. Combien d'alertes y a-t-il maintenant pour autant de patients ?",
    ),
)
def one_of_the_two(answer):
    return answer in (0.65, 0.6, 0.7, 0.4)


@task.mutant(
    Text(
        "That is a percentage. How many times as many is asked for.",
        "C'est un pourcentage. On demande combien de fois plus.",
    ),
)
def in_percent(answer):
    return answer == 220


@task.mutant(
    Text(
        "Too coarse: one digit after the point is asked for. Two times and two and a half times are not the same number of alerts.",
        "Trop grossier : on demande un chiffre après le point. Deux fois et deux fois et demie, ce n'est pas le même nombre d'alertes.",
    ),
)
def to_the_whole(answer):
    return answer == 2.0
