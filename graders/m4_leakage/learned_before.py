"""Explorer's task 2: how many stays of a test, drawn by lot, belong to a patient whom the model has learned."""

from labkit.tasks import Text, value_task

STAYS, SHARE = 4, 1 / 4
IN_A_HUNDRED = 100 * (1 - SHARE ** (STAYS - 1))

task = value_task(
    points=2,
    domain=[*range(101), 98.4, 98.44, 99.6, 42.2, 1.6, 0.98, 0.984],
    accepts=lambda answer: abs(answer - IN_A_HUNDRED) < 0.6,
    why=Text(
        "Right: nearly all of them. A test drawn stay by stay says how well the model knows its own patients; nothing of a person it has never met.",
        "Juste : presque tous. Un test tiré séjour par séjour dit à quel point le modèle connaît ses propres patients ; rien d'une personne qu'il n'a jamais rencontrée.",
    ),
    hints=[
        Text(
            "One of her four stays is in the test. What must happen to the other three for the model never to have met her?",
            "Un de ses quatre séjours est dans le test. Que doit-il arriver aux trois autres pour que le modèle ne l'ait jamais rencontrée ?",
        ),
        Text(
            "All three must be in the test as well: one in four, three times. What is left of 100?",
            "Les trois doivent aussi être dans le test : une fois sur quatre, trois fois de suite. Que reste-t-il de 100 ?",
        ),
    ],
)


@task.reference
def all_but_a_few():
    return round(IN_A_HUNDRED)


@task.alternative
def with_a_decimal():
    return round(IN_A_HUNDRED, 1)


@task.mutant(
    Text(
        "That is about one other stay only. She has three others, and it is enough that one of them is in training.",
        "Cela ne vaut que pour un seul autre séjour. Il y en a trois autres, et il suffit que l'un d'eux soit à l'entraînement.",
    ),
)
def one_other_stay(answer):
    return answer in (75, 25)


@task.mutant(
    Text(
        "You ask that all three others be in training. One is enough to know her.",
        "Vous exigez que les trois autres soient à l'entraînement. Un seul suffit pour la connaître.",
    ),
)
def all_three_in_training(answer):
    return 42 <= answer <= 43


@task.mutant(
    Text(
        "That is how many have *no* other stay in training. The question asks for the rest.",
        "C'est le nombre de ceux qui n'ont *aucun* autre séjour à l'entraînement. La question porte sur les autres.",
    ),
)
def the_strangers(answer):
    return 1 < answer < 3


@task.mutant(
    Text(
        "Give it for 100 stays: a number from 0 to 100, not a fraction.",
        "Donnez-le pour 100 séjours : un nombre de 0 à 100, et non une fraction.",
    ),
)
def as_a_fraction(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "You count four other stays. The one in the test is one of her four.",
        "Vous comptez quatre autres séjours. Celui du test est l'un de ses quatre.",
    ),
)
def four_others(answer):
    return 99 <= answer < 100


@task.mutant(
    Text(
        "Not quite all: now and then all her stays fall into the test.",
        "Pas tout à fait tous : il arrive que tous ses séjours tombent dans le test.",
    ),
)
def every_one(answer):
    return answer == 100
