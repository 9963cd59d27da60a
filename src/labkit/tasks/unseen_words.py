"""What a learner reads of calls that could not be seen (`labkit.tasks.unseen`), in the notebook and once it is marked."""

from collections.abc import Collection

from labkit.language import Text
from labkit.tasks.unseen import ANOTHER_PROCESS, ANOTHER_THREAD, TOO_DEEP

BESIDE = Text(
    en="Your code starts another process or thread (a pool of workers, a command), and what it did there cannot be seen from here. "
    "That is no fault: a person will read your code and give the marks. For marks at once, do the same without it.",
    fr="Votre code lance un autre processus ou un autre fil d'exécution (un groupe de travailleurs, une commande), et ce qui s'y passe ne "
    "se voit pas d'ici. Ce n'est pas une faute : une personne lira votre code et donnera les points. Pour avoir vos points tout de suite, "
    "faites la même chose sans lui.",
)
DEEP = Text(
    en="A function of yours calls itself until Python stops it (RecursionError), and what your code calls after that cannot be seen from "
    "here. That is no fault: a person will read your code and give the marks. For marks at once, write a loop in its place.",
    fr="Une de vos fonctions s'appelle elle-même jusqu'à ce que Python l'arrête (RecursionError), et ce que votre code appelle ensuite ne se "
    "voit pas d'ici. Ce n'est pas une faute : une personne lira votre code et donnera les points. Pour avoir vos points tout de suite, "
    "écrivez une boucle à la place.",
)


def unseen_words(places: Collection[str]) -> list[Text]:
    """What is said of each kind of place among `places`."""
    found = {ANOTHER_PROCESS: BESIDE, ANOTHER_THREAD: BESIDE, TOO_DEEP: DEEP}
    return list(dict.fromkeys(text for place, text in found.items() if place in places))
