"""Explorer's task 2: which criterion of anonymisation each of six releases fails first."""

from itertools import product

from labkit.tasks import Text, value_task

# A to F, as in the notebook: 1 individualisation, 2 correlation, 3 inference, 0 none shows.
RIGHT = "123013"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("0123", repeat=6)],
    why=Text(
        "Right. k looks at the first criterion only: B and C have a good k. And none shows is no certificate: the regulation asks for an analysis of the risks, done again as time passes.",
        "Juste. k ne regarde que le premier critère : B et C ont un bon k. Et aucun ne se voit n'est pas un certificat : le règlement demande une analyse des risques, refaite au fil du temps.",
    ),
    hints=[
        Text(
            "Ask in this order: can one row be told from all others? If not: can two files be joined about one person? If not: can something be deduced about somebody?",
            "Demandez dans l'ordre : peut-on distinguer une ligne de toutes les autres ? Sinon : peut-on relier deux fichiers à propos d'une personne ? Sinon : peut-on déduire quelque chose sur quelqu'un ?",
        ),
        Text(
            "In C nobody can tell the ten men apart. Does the neighbour of one of them need to?",
            "En C, on ne peut distinguer les dix hommes. La voisine de l'un d'eux en a-t-elle besoin ?",
        ),
    ],
)


@task.reference
def first_that_fails():
    return RIGHT


@task.mutant(
    Text(
        "Look at A and E again: no name stands there, and yet one row, or one letter, is different from all others. That is individualisation.",
        "Revoyez A et E : aucun nom n'y figure, et pourtant une ligne, ou une lettre, se distingue de toutes les autres. C'est l'individualisation.",
    ),
)
def no_name_no_person(answer):
    return answer[0] != "1" or answer[4] != "1"


@task.mutant(
    Text(
        "Look at C again: nobody is alone, k is 10. But all ten have the same outcome: whoever is among them is known.",
        "Revoyez C : personne n'est seul, k vaut 10. Mais les dix ont la même issue : pour chacun d'eux, on sait.",
    ),
)
def k_is_enough(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at B again: each file alone keeps everybody among five. What happens when somebody has both?",
        "Revoyez B : chaque fichier seul laisse chacun parmi cinq. Que se passe-t-il pour qui possède les deux ?",
    ),
)
def one_file_at_a_time(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "Look at F again: averages are not harmless by themselves. Two weeks, one more patient: the difference is hers.",
        "Revoyez F : une moyenne n'est pas anodine en soi. Deux semaines, une patiente de plus : la différence est la sienne.",
    ),
)
def averages_are_safe(answer):
    return answer[5] != "3"


@task.mutant(
    Text(
        "Look at D again: large counts, published once, with both outcomes in each. None of the three shows there; everything is not dangerous.",
        "Revoyez D : de grands effectifs, publiés une fois, les deux issues dans chacun. Aucun des trois critères n'y est en défaut ; tout n'est pas dangereux.",
    ),
)
def everything_is_dangerous(answer):
    return answer[3] != "0"
