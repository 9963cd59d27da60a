"""Explorer's task 4: six columns: which ranks, which only checks, which is not recorded."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "122312"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=len(RIGHT))],
    why=Text(
        "Right. What says how much care a person needs may rank. What says who the person is stays beside the list, so that somebody can check it: without that column nobody would have seen the lost slots.",
        "Juste. Ce qui dit combien de soins il faut à une personne peut classer. Ce qui dit qui elle est reste à côté de la liste, pour qu'on puisse la vérifier : sans cette colonne, personne n'aurait vu les places perdues.",
    ),
    hints=[
        Text(
            "Ask of each column: does it say how much care is needed, or who the person is and where they live?",
            "Demandez à chaque colonne : dit-elle combien de soins il faut, ou bien qui est la personne et où elle habite ?",
        ),
        Text(
            "Of those that say who the person is, one is among the data that European law protects in particular and that a French study may not rest on.",
            "Parmi celles qui disent qui est la personne, une compte parmi les données que le droit européen protège spécialement et sur laquelle une étude, en France, ne peut pas reposer.",
        ),
    ],
)


@task.reference
def need_ranks_identity_checks():
    return RIGHT


@task.mutant(
    Text(
        "Look at 4 again: a guess from a name is wrong for many people, and it makes an ethnic origin, which the law box above puts out of reach in France.",
        "Revoyez 4 : une origine devinée d'après un nom est fausse pour beaucoup de gens, et c'est une origine ethnique, que l'encadré de droit ci-dessus met hors d'atteinte en France.",
    ),
)
def guessed_origin(answer):
    return answer[3] != "3"


@task.mutant(
    Text(
        "Look at 2 and 3 again: do they say how much care is needed? They are grounds on which care may not be refused. Whoever throws them out can no longer check; whoever ranks by them decides by them.",
        "Revoyez 2 et 3 : disent-elles combien de soins il faut ? Ce sont des motifs pour lesquels on ne peut refuser des soins. Si on les jette, on ne peut plus vérifier ; si l'on classe d'après elles, on décide d'après elles.",
    ),
)
def grounds_misplaced(answer):
    return answer[1] != "2" or answer[2] != "2"


@task.mutant(
    Text(
        "Look at 6 again: it describes a municipality, not a patient. Rich people live there too; it shows whom a list forgets.",
        "Revoyez 6 : elle décrit une commune, non une personne. Des gens aisés y vivent aussi ; elle montre qui une liste oublie.",
    ),
)
def place_for_a_person(answer):
    return answer[5] != "2"


@task.mutant(
    Text(
        "Look at 1 and 5 again: both are health data, and everybody's is taken in the same way. For care, by people bound to secrecy, they may be used.",
        "Revoyez 1 et 5 : ce sont des données de santé, relevées chez tout le monde de la même façon. Pour les soins, par des gens tenus au secret, on peut s'en servir.",
    ),
)
def health_thrown_out(answer):
    return answer[0] != "1" or answer[4] != "1"
