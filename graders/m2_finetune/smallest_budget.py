"""Explorer's task: smallest budget."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import test_notes


@cache
def smallest_budget(share=0.95):
    """Fewest tokens with which that share of the test notes is read whole."""
    from tokenizers import Tokenizer

    from labkit.text.models import model_folder

    # The encoder's own pieces, without its weights: transformers takes seconds to import.
    tokenizer = Tokenizer.from_file(str(model_folder("encoder") / "tokenizer.json"))
    lengths = np.sort([len(note.ids) for note in tokenizer.encode_batch(list(test_notes().text))])
    return int(lengths[int(np.ceil(share * len(lengths))) - 1])


task = value_task(
    points=2,
    domain=range(16, 201),
    why=Text(
        "Right. The budget is chosen on the notes of the place where it will serve; and for the few longer ones, somebody decides which "
        "end is lost.",
        "Juste. Le budget se choisit sur les notes du lieu où il servira ; et pour les quelques notes plus longues, on décide si l'on perd "
        "le début ou la fin.",
    ),
    hints=[
        Text(
            "Try 60, then 100: between which two does the share pass 95 %?",
            "Essayez 60, puis 100 : entre lesquels la part passe-t-elle 95 % ?",
        ),
        Text(
            "Go by halves until one token fewer falls below 95 %.",
            "Procédez par moitiés, jusqu'à ce qu'un jeton de moins fasse passer sous 95 %.",
        ),
    ],
)


@task.reference
def at_least_95():
    return smallest_budget()


@task.mutant(
    Text(
        "That is a round number from computing. Look for the smallest budget that is enough for these notes.",
        "C'est un nombre rond de l'informatique. Cherchez le plus petit budget qui suffit pour ces notes.",
    ),
)
def a_power_of_two(answer):
    return answer in (16, 32, 64, 128)


@task.mutant(
    Text(
        "Near that budget about half of the notes are cut: half of the patients lose the end of their story.",
        "Vers ce budget, environ la moitié des notes sont coupées : la moitié des patients perdent la fin de leur histoire.",
    ),
)
def half_the_notes(answer):
    return answer <= smallest_budget(0.6)


@task.mutant(
    Text(
        "Near, but fewer than 95 notes in 100 are read whole: a little more.",
        "Presque, mais moins de 95 notes sur 100 sont lues en entier : un peu plus.",
    ),
)
def just_below(answer):
    return answer < smallest_budget()


@task.mutant(
    Text(
        "That is enough, and more than enough: every place costs time for all notes. Can a smaller one do?",
        "Cela suffit, et plus qu'il ne faut : chaque place coûte du temps à toutes les notes. Un plus petit suffit-il ?",
    ),
)
def more_than_needed(answer):
    return answer > smallest_budget()
