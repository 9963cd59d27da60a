"""Explorer's task 2: which pairs of lines a model without places cannot tell apart."""

from itertools import combinations

from labkit.tasks import Text, value_task

# The notebook shows the same eight pairs, in the learner's language; 3, 6 and 8 differ by a word or by an ending.
RIGHT = "12457"
_PAIRS = "12345678"

task = value_task(
    points=3,
    domain=["".join(some) for many in range(1, 9) for some in combinations(_PAIRS, many)],
    unordered=True,
    why=Text(
        "Right. The same words as often, in another order: for the model they are one line. A word more or less, or another ending, is enough to tell them apart. Run on: the real model says the same.",
        "Juste. Les mêmes mots autant de fois, dans un autre ordre : pour le modèle, c'est une seule ligne. Un mot de plus ou de moins, ou une autre terminaison, suffit à les distinguer. Continuez : le vrai modèle dit la même chose.",
    ),
    hints=[
        Text(
            "Forget the meaning. Cut both lines of a pair into words, and put each in alphabetical order: are the two lists the same?",
            "Oubliez le sens. Découpez en mots les deux lignes d'une paire, et rangez-les par ordre alphabétique : les deux listes sont-elles les mêmes ?",
        ),
        Text(
            "Count how often each word comes, and look at the endings: for the model a plural is another word.",
            "Comptez combien de fois vient chaque mot, et regardez les terminaisons : pour le modèle, un pluriel est un autre mot.",
        ),
    ],
)


@task.reference
def same_words_as_often():
    return RIGHT


@task.mutant(
    Text(
        "You wrote the pairs that it *can* tell apart. The question asks for the others.",
        "Vous avez écrit les paires qu'il *peut* distinguer. La question porte sur les autres.",
    ),
)
def those_it_tells_apart(answer):
    return set(answer) == set(_PAIRS) - set(RIGHT)


@task.mutant(
    Text(
        "Look at pair 8 again: one letter makes *tablet* and *tablets* two words. The model can tell these lines apart.",
        "Revoyez la paire 8 : une lettre fait de *comprimé* et *comprimés* deux mots. Le modèle peut distinguer ces lignes.",
    ),
)
def a_plural_is_another_word(answer):
    return "8" in answer


@task.mutant(
    Text(
        "Look at pair 3 again: one of its lines says *no* twice, the other once. A bag of words keeps how often a word comes.",
        "Revoyez la paire 3 : une de ses lignes dit *pas de* deux fois, l'autre une seule. Un sac de mots garde combien de fois vient un mot.",
    ),
)
def how_often_counts(answer):
    return "3" in answer


@task.mutant(
    Text(
        "Look at pair 6 again: one of its lines has a word that the other lacks. That the meaning is the opposite does not matter to the model: that a word is missing does.",
        "Revoyez la paire 6 : une de ses lignes a un mot qui manque à l'autre. Peu importe au modèle que le sens soit contraire : ce qui compte, c'est qu'un mot manque.",
    ),
)
def a_word_more(answer):
    return "6" in answer


@task.mutant(
    Text(
        "You have chosen well, and left some out. A pair belongs to the list even where the two lines mean nearly the same, or the exact opposite: only the words count.",
        "Ce que vous avez choisi est juste, mais il en manque. Une paire est de la liste même si ses deux lignes disent presque la même chose, ou le contraire : seuls les mots comptent.",
    ),
)
def some_left_out(answer):
    return set(answer) < set(RIGHT)
