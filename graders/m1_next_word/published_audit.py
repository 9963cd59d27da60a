"""Explorer's task 5: copies among the texts read, in a published audit of GPT-2."""

from labkit.tasks import Text, value_task

# Carlini et al., USENIX Security 2021: 1,800 texts chosen as suspect, 604 of them copies of training text.
READ, COPIES = 1800, 604
IN_A_HUNDRED = 100 * COPIES / READ

task = value_task(
    points=2,
    # whole numbers, and what people type who keep decimals or stay with a ratio
    domain=[*range(101), 604, 1196, 1800, 33.5, 33.6, 33.56, 0.34, 0.33, 0.336, 2.98],
    accepts=lambda answer: abs(answer - IN_A_HUNDRED) < 0.6,
    why=Text(
        "Right: one suspect text in three was a copy, out of a model trained on public web pages, without anybody planting anything. Some copied texts stood in a single document. These 1,800 were chosen as the most suspect: of all that the model writes, the share is far smaller.",
        "Juste : un texte suspect sur trois était une copie, tirée d'un modèle entraîné sur des pages publiques, sans que personne y ait rien introduit. Certains ne figuraient que dans un seul document. Ces 1 800 textes étaient choisis parmi les plus suspects : sur tout ce que le modèle écrit, la part est bien moindre.",
    ),
    hints=[
        Text(
            "Of the texts read, how many were copies? Divide the second number by the first.",
            "Parmi les textes lus, combien étaient des copies ? Divisez le second nombre par le premier.",
        ),
        Text("604 / 1800, times 100, rounded.", "604 / 1800, fois 100, arrondi."),
    ],
)


@task.reference
def copies_in_a_hundred():
    return round(IN_A_HUNDRED)


@task.alternative
def with_a_decimal():
    return round(IN_A_HUNDRED, 1)


@task.mutant(
    Text(
        "That is the number of copies. The question is about 100 texts read: divide by all those read.",
        "C'est le nombre de copies. La question porte sur 100 textes lus : divisez par tous ceux qui ont été lus.",
    ),
)
def number_of_copies(answer):
    return answer == 604


@task.mutant(
    Text(
        "You divided the other way: texts read for each copy.",
        "Vous avez divisé dans l'autre sens : textes lus par copie.",
    ),
)
def turned_round(answer):
    return answer in (2.98, 3)


@task.mutant(
    Text(
        "That is a share. Of 100 texts, multiply by 100.",
        "C'est une part. Pour 100 textes, multipliez par 100.",
    ),
)
def as_a_share(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "Those are the texts that were no copies. How many were?",
        "Ce sont les textes qui n'étaient pas des copies. Combien en étaient ?",
    ),
)
def no_copies(answer):
    return answer in (66, 67, 1196)
