"""Explorer's task 1: five summaries of one letter."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "31541"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("12345", repeat=5)],
    accepts=lambda answer: answer == RIGHT,
    why=Text(
        "Right. The two faithful ones look least like the letter, and the shortest is one of them. What is invented or missing does not stand out: only the letter shows it.",
        "Juste. Les deux fidèles sont ceux qui ressemblent le moins à la lettre, et le plus court en est un. Ce qui est inventé ou omis ne saute pas aux yeux : seule la lettre le montre.",
    ),
    hints=[
        Text(
            "Take the letter sentence by sentence: what became of it in this summary? Then the summary: where does each thing come from?",
            "Prenez la lettre phrase par phrase : qu'est-elle devenue dans ce résumé ? Puis le résumé : d'où vient chaque chose ?",
        ),
        Text(
            "Bring the doses to one unit: 0.125 mg is 125 micrograms, 1 g is 1000 mg. Then look for the blood thinner and for the drug that was stopped.",
            "Ramenez les doses à une même unité : 0,125 mg font 125 microgrammes, 1 g fait 1000 mg. Cherchez ensuite l'anticoagulant et le médicament arrêté.",
        ),
    ],
)


@task.reference
def one_by_one():
    return RIGHT


@task.alternative
def from_a_list():
    return ",".join(RIGHT)


@task.mutant(
    Text(
        "Look at the first summary again: it has the letter's own words, nearly. Where is the decimal sign of the digoxin?",
        "Revoyez le premier résumé : il a presque les mots de la lettre. Où est la virgule de la digoxine ?",
    ),
)
def the_familiar_one(answer):
    return answer[0] != "3"


@task.mutant(
    Text(
        "Look at the second summary again: it is brief and in other units. Which fact that matters is missing from it, or wrong?",
        "Revoyez le deuxième résumé : il est bref, avec d'autres unités. Quel fait important y manque, ou y est faux ?",
    ),
)
def brief_is_wrong(answer):
    return answer[1] != "1"


@task.mutant(
    Text(
        "Look at the third summary again: every word of it is in the letter. What does the letter say that the family doctor must know, and that is not there?",
        "Revoyez le troisième résumé : chaque mot en est dans la lettre. Que dit la lettre que le médecin traitant doit savoir, et qui n'y est pas ?",
    ),
)
def true_is_enough(answer):
    return answer[2] != "5"


@task.mutant(
    Text(
        "Look at the fourth summary again: one thing in it sounds likely, and stands nowhere in the letter.",
        "Revoyez le quatrième résumé : une chose y semble vraisemblable, et n'est nulle part dans la lettre.",
    ),
)
def it_sounds_likely(answer):
    return answer[3] != "4"


@task.mutant(
    Text(
        "Look at the fifth summary again: other words, another order. Does it say anything that the letter does not?",
        "Revoyez le cinquième résumé : d'autres mots, un autre ordre. Dit-il une chose que la lettre ne dit pas ?",
    ),
)
def other_words_are_wrong(answer):
    return answer[4] != "1"
