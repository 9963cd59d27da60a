"""Explorer's task 5: what odds of 60 % are in women of a hundred."""

from labkit.tasks import Text, value_task

# Schulman et al., N Engl J Med 1999;340:618: relative odds 0.6. With 90 men of 100 referred:
MEN, RATIO = 90, 0.6
ODDS = RATIO * MEN / (100 - MEN)
WOMEN = 100 * ODDS / (1 + ODDS)

task = value_task(
    points=2,
    domain=[*range(101), 84.4, 84.375, 0.84, 5.4],
    accepts=lambda answer: abs(answer - WOMEN) < 0.7,
    why=Text(
        "Right: the odds fall by 40 %, the women referred by 6 of 90. Say flips and people, never odds, when you report an audit.",
        "Juste : la cote baisse de 40 %, les femmes adressées de 6 sur 90. Quand vous rendez compte d'un audit, dites des bascules et des personnes, jamais des cotes.",
    ),
    hints=[
        Text(
            "The odds are those referred to those not referred: 90 to 10 is 9.",
            "La cote, ce sont les personnes adressées pour une qui ne l'est pas : 90 pour 10, soit 9.",
        ),
        Text(
            "Take 60 % of these odds. Of how many women who are referred for one who is not does that speak? Turn it into women of 100: odds divided by odds plus 1.",
            "Prenez 60 % de cette cote : autant de femmes adressées pour une qui ne l'est pas. Ramenez-la à 100 femmes : la cote divisée par la cote plus 1.",
        ),
    ],
)


@task.reference
def women_of_a_hundred():
    return round(WOMEN)


@task.alternative
def with_decimals():
    return round(WOMEN, 1)


@task.mutant(
    Text(
        "You take 60 % of the men referred. That is how the newspapers read it: odds are not people.",
        "Vous prenez 60 % des hommes adressés. C'est ainsi que les journaux l'ont lu : des cotes ne sont pas des personnes.",
    ),
)
def odds_taken_for_people(answer):
    return answer == 54


@task.mutant(
    Text(
        "You take 40 from 90. *40 % lower odds* does not mean 40 women of 100 fewer.",
        "Vous retirez 40 de 90. *Une cote plus basse de 40 %* ne veut pas dire 40 femmes de moins sur 100.",
    ),
)
def forty_fewer(answer):
    return answer == 50


@task.mutant(
    Text(
        "Those are the odds of the women, or near it. Turn them into women of 100: odds divided by odds plus 1.",
        "C'est la cote des femmes, ou peu s'en faut. Ramenez-la à 100 femmes : la cote divisée par la cote plus 1.",
    ),
)
def odds_given(answer):
    return 5 <= answer < 6.5


@task.mutant(
    Text(
        "Give it for 100 women: a number from 0 to 100, not a fraction.",
        "Donnez-le pour 100 femmes : un nombre de 0 à 100, pas une fraction.",
    ),
)
def not_for_a_hundred(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "You give those who are not referred. Those who are were asked for.",
        "Vous donnez celles qui ne sont pas adressées. On demandait celles qui le sont.",
    ),
)
def those_not_referred(answer):
    return answer in (15, 16)
