"""Explorer's task 1: how many identifiers may be missed for one letter in a hundred."""

from labkit.tasks import Text, value_task

IDENTIFIERS, OUT_OF = 12, 10_000


def letters_that_leak(missed):
    """Of a hundred letters of twelve identifiers, if these leak independently."""
    return 100 * (1 - (1 - missed / OUT_OF) ** IDENTIFIERS)


task = value_task(
    points=2,
    domain=[*range(301), 0.08, 0.0008, 0.8, 0.1, 9.99, 99.92],
    accepts=lambda answer: answer == 8,
    why=Text(
        "Right: 8 of 10,000, a recall of 99.92 % by identifier. Twelve identifiers multiply the misses by nearly twelve. A tool announced at 99 % lets eleven letters in a hundred through; it would have to miss twelve times less.",
        "Juste : 8 sur 10 000, un rappel de 99,92 % par identifiant. Douze identifiants multiplient les oublis par presque douze. Un outil annoncé à 99 % laisse passer onze lettres sur cent ; il devrait en manquer douze fois moins.",
    ),
    hints=[
        Text(
            "Move the slider down from 100. The second column must be at most 1.",
            "Descendez le curseur depuis 100. La deuxième colonne doit valoir 1 au plus.",
        ),
        Text(
            "One letter in a hundred, shared among twelve identifiers: about 1/12 of one per cent each. How many is that of 10,000?",
            "Une lettre sur cent, répartie sur douze identifiants : environ 1/12 de un pour cent chacun. Combien cela fait-il sur 10 000 ?",
        ),
    ],
)


@task.reference
def eight():
    return 8


@task.alternative
def computed():
    return max(missed for missed in range(301) if letters_that_leak(missed) <= 1)


@task.mutant(
    Text(
        "With 100 missed of 10,000 (a recall of 99 %), eleven letters in a hundred leak. One identifier in a hundred is not one letter in a hundred.",
        "Avec 100 oublis sur 10 000 (un rappel de 99 %), onze lettres sur cent fuient. Un identifiant sur cent n'est pas une lettre sur cent.",
    ),
)
def one_in_a_hundred(answer):
    return answer == 100


@task.mutant(
    Text(
        "Nearly: with that many, slightly more than one letter in a hundred leaks. *At most* one is asked for.",
        "Presque : avec ce nombre, un peu plus d'une lettre sur cent fuit. On en demande *au plus* une.",
    ),
)
def just_above(answer):
    return answer in (9, 10, 9.99)


@task.mutant(
    Text(
        "That is safe, and more is asked of the tool than needed: look for the largest number that still holds.",
        "C'est sûr, et l'on demande à l'outil plus que nécessaire : cherchez le plus grand nombre qui convienne encore.",
    ),
)
def stricter_than_needed(answer):
    return answer in range(8)


@task.mutant(
    Text(
        "That is a share or a percentage. The answer is a number of identifiers among 10,000.",
        "C'est une part ou un pourcentage. La réponse est un nombre d'identifiants sur 10 000.",
    ),
)
def as_a_share(answer):
    return answer in (0.08, 0.0008, 0.8, 0.1, 99.92)


@task.mutant(
    Text(
        "With that many missed, far more than one letter in a hundred leaks. Look at the second column while you go down.",
        "Avec ce nombre d'oublis, bien plus d'une lettre sur cent fuit. Regardez la deuxième colonne en descendant.",
    ),
)
def too_many(answer):
    return answer > 10 and answer not in (100, 99.92)
