"""Explorer's task 5: merging all charts of the same name and birth date, how many of a hundred hold two people."""

from labkit.tasks import Text, value_task

# Cummins, Ann Clin Biochem 2007 (abstract): 39 registrations at Harefield, 37 duplicates, 1 hybrid, 1 doppelgänger.
REGISTRATIONS, DUPLICATES, HYBRIDS, NAMESAKES = 39, 37, 1, 1
IN_A_HUNDRED = 100 * (HYBRIDS + NAMESAKES) / REGISTRATIONS

task = value_task(
    points=2,
    domain=[*range(101), 5.1, 5.13, 2.6, 94.9, 0.05],
    accepts=lambda answer: abs(answer - IN_A_HUNDRED) < 0.5,
    why=Text(
        "Right: about 5 in 100, from 39 registrations (the interval goes from 1 to 17). The same name on the same birth date is nearly always one person, and *nearly* is where another's blood group waits.",
        "Juste : environ 5 sur 100, d'après 39 enregistrements (l'intervalle va de 1 à 17). Même nom, même naissance : presque toujours une seule personne, et ce *presque* cache le groupe sanguin d'un autre.",
    ),
    hints=[
        Text(
            "Which of the 39 would hold two people: the duplicates, the hybrid, the namesake?",
            "Lesquels des 39 contiendraient deux personnes : les doublons, l'hybride, l'homonyme ?",
        ),
        Text(
            "The hybrid mixes two people already; the namesake would be merged into somebody else. Divide the two by 39, for a hundred.",
            "L'hybride mêle déjà deux personnes ; l'homonyme serait fusionné avec quelqu'un d'autre. Divisez les deux par 39, pour cent.",
        ),
    ],
)


@task.reference
def two_of_thirty_nine():
    return round(IN_A_HUNDRED)


@task.alternative
def with_decimals():
    return round(IN_A_HUNDRED, 2)


@task.mutant(
    Text(
        "Those are the duplicates, which should be merged. The question asks for charts that would hold two people.",
        "Ce sont les doublons, qu'il faut fusionner. La question porte sur les dossiers qui contiendraient deux personnes.",
    ),
)
def the_duplicates(answer):
    return 94 <= answer <= 96


@task.mutant(
    Text(
        "You count one of the two. The namesake would be merged with a stranger, and the hybrid already holds two people.",
        "Vous n'en comptez qu'un. L'homonyme serait fusionné avec un inconnu, et l'hybride contient déjà deux personnes.",
    ),
)
def one_of_the_two(answer):
    return 2.5 <= answer <= 3


@task.mutant(
    Text(
        "That is the number of registrations. Give it for 100 of them.",
        "C'est le nombre d'enregistrements. Donnez-le pour 100.",
    ),
)
def a_count(answer):
    return answer == 2 or answer in (37, 39)


@task.mutant(
    Text(
        "Give it for 100 registrations: a number from 0 to 100, not a fraction.",
        "Donnez-le pour 100 enregistrements : un nombre de 0 à 100, non une fraction.",
    ),
)
def a_fraction(answer):
    return 0 < answer < 1
