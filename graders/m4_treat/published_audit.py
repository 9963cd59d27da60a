"""Explorer's task 5: high risk against high benefit in two blood pressure trials."""

from labkit.tasks import Text, value_task

#: Events avoided for 100 people treated, by each rule (Inoue et al., 2023).
HIGH_BENEFIT, HIGH_RISK = 9.36, 1.65


def _near(answer, value, by):
    return abs(answer - value) <= by


task = value_task(
    points=1,
    domain=[*range(1, 1001), 7.7, 7.71, 77.1, 5.7, 5.67],
    accepts=lambda answer: _near(answer, 10 * (HIGH_BENEFIT - HIGH_RISK), 0.6),
    why=Text(
        "Right: 77 of 1,000, from the same drugs, in people chosen otherwise. It was learned and compared on trials; on other patients it is a hypothesis.",
        "Juste : 77 pour 1 000, avec les mêmes médicaments, chez des personnes choisies autrement. Cela a été appris et comparé sur des essais ; chez d'autres patients, c'est une hypothèse.",
    ),
    hints=[
        Text(
            "The two numbers are for 100 people treated. Subtract them.",
            "Les deux nombres valent pour 100 personnes traitées. Soustrayez-les.",
        ),
        Text(
            "For 1,000 people there are ten times as many.",
            "Pour 1 000 personnes, il y en a dix fois plus.",
        ),
    ],
)


@task.reference
def ten_times_the_difference():
    return 77


@task.alternative
def not_rounded():
    return 77.1


@task.mutant(
    Text(
        "That is for 100 people treated. The question is about 1,000.",
        "C'est pour 100 personnes traitées. La question porte sur 1 000.",
    ),
)
def for_a_hundred(answer):
    return _near(answer, HIGH_BENEFIT - HIGH_RISK, 0.4)


@task.mutant(
    Text(
        "That is what one of the two rules avoids. How many more does the one avoid than the other?",
        "C'est ce qu'évite l'une des deux règles. Combien de plus l'une évite-t-elle que l'autre ?",
    ),
)
def one_rule(answer):
    return any(_near(answer, times * value, 0.6) for value in (HIGH_BENEFIT, HIGH_RISK) for times in (1, 10))


@task.mutant(
    Text(
        "You divided one by the other: so many times better. The question asks how many people more.",
        "Vous avez divisé l'un par l'autre : tant de fois mieux. On demande combien de personnes de plus.",
    ),
)
def how_many_times(answer):
    return _near(answer, HIGH_BENEFIT / HIGH_RISK, 0.4)


@task.mutant(
    Text(
        "You added the two rules. They are two ways to choose: subtract.",
        "Vous avez additionné les deux règles. Ce sont deux façons de choisir : soustrayez.",
    ),
)
def added(answer):
    return _near(answer, 10 * (HIGH_BENEFIT + HIGH_RISK), 0.6)
