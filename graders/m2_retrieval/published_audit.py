"""Explorer's task 5: errors that vanished when the documents were prepared, in a published study."""

from labkit.tasks import Text, value_task

# Kresevic et al., npj Digit Med 2024;7:102: accuracy in %, the model alone and with the guidelines prepared for it.
ALONE, PREPARED = 43, 99
GONE = 100 * (PREPARED - ALONE) / (100 - ALONE)

task = value_task(
    points=2,
    domain=[*range(101), 98.2, 98.25, 0.98, 0.56, 2.3, 1.3],
    accepts=lambda answer: abs(float(answer) - GONE) < 0.6,
    why=Text(
        "Right: 56 of 57. Same model, same questions; what changed is what it was given to read, and how. It was one guideline and 20 questions, marked by two experts: not a ward at night. Elsewhere retrieval made answers worse [4].",
        "Juste : 56 sur 57. Même modèle, mêmes questions ; ce qui a changé, c'est ce qu'on lui donne à lire, et sous quelle forme. C'était un seul guide et 20 questions, notées par deux experts : pas un service la nuit. Ailleurs, la recherche a dégradé les réponses [4].",
    ),
    hints=[
        Text(
            "Of 100 answers, how many were wrong before, and how many afterwards?",
            "Sur 100 réponses, combien étaient fausses avant, et combien après ?",
        ),
        Text(
            "Divide the errors that vanished by the errors there were, and multiply by 100.",
            "Divisez les erreurs disparues par les erreurs du départ, puis multipliez par 100.",
        ),
    ],
)


@task.reference
def of_the_errors():
    return round(GONE)


@task.alternative
def with_a_decimal():
    return round(GONE, 1)


@task.alternative
def with_two_decimals():
    return round(GONE, 2)


@task.mutant(
    Text(
        "That is the difference of the two accuracies, in points. Of 100 errors that there were, how many vanished?",
        "C'est l'écart entre les deux exactitudes, en points. Sur 100 erreurs de départ, combien ont disparu ?",
    ),
)
def points_gained(answer):
    return float(answer) == PREPARED - ALONE


@task.mutant(
    Text(
        "That is how many answers were wrong with the model alone. How many of 100 such errors vanished?",
        "C'est le nombre de réponses fausses du modèle seul. Sur 100 erreurs de ce genre, combien ont disparu ?",
    ),
)
def errors_before(answer):
    return float(answer) == 100 - ALONE


@task.mutant(
    Text(
        "That is an accuracy, as the study gives it. The question is about the errors.",
        "C'est une exactitude, telle que l'étude la donne. La question porte sur les erreurs.",
    ),
)
def an_accuracy(answer):
    return float(answer) in (ALONE, PREPARED)


@task.mutant(
    Text(
        "Write a whole number out of 100, not a share of 1 nor a ratio.",
        "Écrivez un nombre entier sur 100, ni une part de 1 ni un rapport.",
    ),
)
def a_ratio(answer):
    return float(answer) < 3
