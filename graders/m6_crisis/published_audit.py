"""Explorer's task 5: a sepsis alarm in the first weeks of a pandemic (Wong et al., JAMA Netw Open 2021;4:e2135286)."""

from labkit.tasks import Text, value_task

#: From the three weeks before the first COVID-19 patient to the three weeks after it: patients present, alerts a day.
CENSUS, ALERTS = 0.65, 1.43
RIGHT = ALERTS / CENSUS

task = value_task(
    points=2,
    domain=sorted({*(round(step / 10, 1) for step in range(101)), 1.43, 0.65, 1.78, 0.45, 2.15, 2.25}),
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
