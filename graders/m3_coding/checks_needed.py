"""Explorer's task 3: how many right proposals in a row before a code may be sent unread."""

from labkit.tasks import Text, value_task

# No error in n: the upper 95 % bound of the error rate is about 3 / n (Hanley and Lippman-Hand, JAMA 1983;249:1743);
# exactly, one-sided, 0.9 ** n <= 0.05 from n = 29; two-sided (Clopper and Pearson), 0.9 ** n <= 0.025 from n = 36.
FEWEST, MOST = 29, 36

task = value_task(
    points=2,
    domain=[*range(1, 401), 0.9, 0.3, 3.3],
    accepts=lambda answer: FEWEST <= answer <= MOST and answer == int(answer),
    why=Text(
        "Right: about thirty, all right. A code that thirty patients a year have will thus be read by a coder for a year; one that three have, always. What is rare is never proved.",
        "Juste : une trentaine, toutes justes. Un code que trente personnes ont dans l'année sera donc relu pendant un an ; un code que trois ont, toujours. Ce qui est rare n'est jamais prouvé.",
    ),
    hints=[
        Text(
            "Suppose that the code is in truth wrong one time in ten. How easily would ten in a row be right all the same? 0.9 ten times: 0.35.",
            "Supposons que le code soit en réalité faux une fois sur dix. Dix justes de suite arriveraient-ils quand même ? 0,9 dix fois : 0,35.",
        ),
        Text(
            "The rule of three: after n without any error, the error rate may still be 3 / n. For which n is that one in ten?",
            "La règle de trois : après n sans aucune erreur, le taux d'erreur peut encore valoir 3 / n. Pour quel n est-ce un sur dix ?",
        ),
    ],
)


@task.reference
def rule_of_three():
    return 30


@task.alternative
def exact_one_sided():
    return 29


@task.alternative
def exact_two_sided():
    return 36


@task.mutant(
    Text(
        "Ten of ten right happens one time in three to a code that is wrong one time in ten (0.9 ten times is 0.35).",
        "Dix justes sur dix, cela arrive une fois sur trois à un code faux une fois sur dix (0,9 dix fois font 0,35).",
    ),
)
def ten_are_enough(answer):
    return 5 <= answer <= 15


@task.mutant(
    Text(
        "Fewer than five say hardly anything: a code that is wrong one time in two passes four of them one time in sixteen.",
        "Moins de cinq ne disent presque rien : un code faux une fois sur deux en réussit quatre une fois sur seize.",
    ),
)
def a_handful(answer):
    return 1 <= answer < 5


@task.mutant(
    Text(
        "Nearly. With so few, a code that is wrong one time in ten still passes more than one time in twenty.",
        "Presque. Avec si peu, un code faux une fois sur dix passe encore plus d'une fois sur vingt.",
    ),
)
def nearly(answer):
    return 15 < answer < FEWEST


@task.mutant(
    Text(
        "That would do, and asks for more reading than the question needs: the smallest number is asked for. At this price rare codes would be read for ever, and frequent ones for no reason.",
        "Cela suffirait, mais c'est plus de relecture qu'il n'en faut : on demande le plus petit nombre. À ce prix, les codes fréquents seraient relus sans raison.",
    ),
)
def more_than_needed(answer):
    return answer > MOST


@task.mutant(
    Text(
        "A number of checks is asked for, a whole number: neither a rate nor a share.",
        "On demande un nombre de relectures, un entier : ni un taux, ni une part.",
    ),
)
def a_rate(answer):
    return answer < 1 or answer != int(answer)
