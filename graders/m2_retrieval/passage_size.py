"""Explorer's task 4: how long a passage may be, when what the assistant reads is limited."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import ROOM, by_size

SIZES = range(10, 115, 5)


@cache
def right():
    within = [size for size in SIZES if by_size(size)[1] <= ROOM]
    return max(within, key=lambda size: by_size(size)[0])


task = value_task(
    points=2,
    domain=[*SIZES, *map(str, SIZES), ROOM / 3, 33],
    accepts=lambda answer: float(answer) == right(),
    why=lambda: Text(
        f"Right: {by_size(right())[0]} of 48 within the {ROOM} words. Shorter passages separate the answer from what it is about; longer ones exceed what may be read, and bring other patients' doses along.",
        f"Juste : {by_size(right())[0]} sur 48 sans dépasser {ROOM} mots. Des passages plus courts séparent la réponse de son sujet ; de plus longs dépassent ce qui peut être lu, et amènent avec eux les doses d'autres patients.",
    ),
    hints=[
        Text(
            f"First the limit: up to which size do the words given stay at {ROOM} or less?",
            f"D'abord la limite : jusqu'à quelle taille les mots donnés restent-ils à {ROOM} ou moins ?",
        ),
        Text(
            "Among the sizes within the limit, which finds the most answers? It need not be the first that you tried.",
            "Parmi les tailles qui respectent la limite, laquelle trouve le plus de réponses ? Pas forcément la première essayée.",
        ),
    ],
)


@task.reference
def most_within_the_room():
    return right()


@task.alternative
def as_text():
    return str(right())


@task.mutant(
    Text(
        f"You divide {ROOM} by three passages. Not every passage is full: sentences are kept whole. Try larger sizes.",
        f"Vous divisez {ROOM} par trois passages. Tous ne sont pas pleins : les phrases restent entières. Essayez plus grand.",
    ),
)
def a_third_each(answer):
    return abs(float(answer) - ROOM / 3) < 0.5


@task.mutant(
    Text(
        "Passages of one sentence or two: the answer is often parted from the words that would find it. Try larger ones.",
        "Des passages d'une ou deux phrases : la réponse y est souvent séparée des mots qui la feraient trouver. Essayez plus grand.",
    ),
)
def one_sentence_each(answer):
    return float(answer) <= 25


@task.mutant(
    Text(
        "Within the limit, a larger size finds more.",
        "Sans dépasser la limite, une taille plus grande trouve davantage.",
    ),
)
def room_left(answer):
    return float(answer) < right()


@task.mutant(
    Text(
        f"With that size nearly the whole protocol is read, far more than the {ROOM} words that this assistant takes.",
        f"Avec cette taille, on lit presque tout le protocole, bien plus que les {ROOM} mots que prend cet assistant.",
    ),
)
def the_whole_protocol(answer):
    return float(answer) >= 80


@task.mutant(
    Text(
        f"It finds more, and exceeds the {ROOM} words: what is beyond them is not read.",
        f"Elle trouve davantage, mais dépasse les {ROOM} mots : ce qui déborde n'est pas lu.",
    ),
)
def beyond_the_room(answer):
    return float(answer) > right()
