"""Explorer's task 2: how many principal diagnoses are lost in a year's thousand stays because the bed was elsewhere."""

from labkit.tasks import Text, value_task

# DREES, Études et résultats 973 (2016): 14 % of those admitted from the emergency department of a public hospital to
# that hospital are not on the ward that suits their disease. 85 and 74 of 100 are supposed:
# less than Codix finds in this lab's notes, and about twice as many lost by the bed.
STAYS, HOSTED, OWN, ELSEWHERE = 1000, 0.14, 0.85, 0.74
LOST = STAYS * HOSTED * (OWN - ELSEWHERE)

task = value_task(
    points=2,
    domain=[*range(301), 15.4, 36.4, 165.4, 1.54, 0.0154, 94.6, 850, 835],
    accepts=lambda answer: abs(answer - LOST) < 0.61,
    why=Text(
        "Right: about fifteen in a thousand. The average falls from 85 to between 83 and 84 of 100, which nobody notices; those fifteen are not drawn by lot, they are often the old, for whom a bed is hardest to find.",
        "Juste : une quinzaine sur mille. La moyenne passe de 85 à un peu plus de 83 sur 100, ce que personne ne remarque ; ces quinze-là ne sont pas tirés au sort : ce sont souvent des personnes âgées, pour qui un lit est le plus dur à trouver.",
    ),
    hints=[
        Text(
            "First: how many of the thousand lie elsewhere? The others lose nothing.",
            "D'abord : combien des mille sont ailleurs ? Les autres ne perdent rien.",
        ),
        Text(
            "Then: of a hundred who lie elsewhere, how many fewer have their diagnosis in the list? 85 less 74. Take that share of those who are elsewhere.",
            "Ensuite : sur cent personnes hébergées, combien de moins ont leur diagnostic dans la liste ? 85 moins 74. Prenez cette part des personnes hébergées.",
        ),
    ],
)


@task.reference
def lost_by_the_bed():
    return 15


@task.alternative
def with_a_decimal():
    return 15.4


@task.mutant(
    Text(
        "That is as if all thousand were elsewhere, or as if all who are elsewhere were lost. Take 11 of 100 of the 140.",
        "C'est comme si les mille étaient ailleurs, ou comme si tous les hébergés étaient perdus. Prenez 11 pour 100 des 140.",
    ),
)
def everybody_moved(answer):
    return answer in (140, 110)


@task.mutant(
    Text(
        "Those are all who are elsewhere and not in the list. Some of them would have been missed in their own ward too.",
        "Ce sont tous les hébergés absents de la liste. Une partie aurait été manquée aussi dans son propre service.",
    ),
)
def all_missed_elsewhere(answer):
    return 36 <= answer <= 37


@task.mutant(
    Text(
        "Those are all whose diagnosis is not in the list, wherever they lie. How many of them because of the bed?",
        "Ce sont tous ceux dont le diagnostic n'est pas dans la liste, où qu'ils soient. Combien à cause du lit ?",
    ),
)
def all_missed(answer):
    return 165 <= answer <= 166


@task.mutant(
    Text(
        "Give it for the thousand, as a number of people.",
        "Donnez-le pour les mille, en nombre de personnes.",
    ),
)
def not_for_a_thousand(answer):
    return 0 < answer <= 2


@task.mutant(
    Text(
        "You took the share of those who lie in their own ward. It is the others who lose.",
        "Vous avez pris ceux qui sont dans leur service. Ce sont les autres qui perdent.",
    ),
)
def those_at_home(answer):
    return 94 <= answer <= 95


@task.mutant(
    Text(
        "11 is how many are lost of a hundred who lie elsewhere. How many lie elsewhere, of a thousand?",
        "11, c'est le nombre de perdus sur cent personnes hébergées. Combien sont hébergées, sur mille ?",
    ),
)
def of_a_hundred_hosted(answer):
    return answer == 11


@task.mutant(
    Text(
        "26 is how many of a hundred who lie elsewhere are not in the list. Some would have been missed in their own ward too, and the question is about the thousand.",
        "26, c'est le nombre de personnes hébergées sur cent qui ne sont pas dans la liste. Une partie aurait été manquée aussi dans son service, et la question porte sur les mille.",
    ),
)
def missed_of_a_hundred(answer):
    return answer == 26


@task.mutant(
    Text(
        "Ten times too many: 11 of 100 of the 140, not of 14, nor of 1,400.",
        "Dix fois trop : 11 pour 100 des 140, et non de 1 400.",
    ),
)
def ten_times_too_many(answer):
    return 150 <= answer <= 160


@task.mutant(
    Text(
        "Those are the people elsewhere whose diagnosis *is* in the list. How many are missing because of the bed?",
        "Ce sont les personnes hébergées dont le diagnostic *est* dans la liste. Combien manquent à cause du lit ?",
    ),
)
def those_found_elsewhere(answer):
    return answer in (103, 104, 119)


@task.mutant(
    Text(
        "That is how many of the 140 would be missed in their own ward too. The bed is to blame for the others.",
        "C'est combien des 140 seraient manqués aussi dans leur propre service. Le lit n'est en cause que pour les autres.",
    ),
)
def missed_anyway(answer):
    return answer == 21


@task.mutant(
    Text(
        "14 is how many of a *hundred* are elsewhere. Of a thousand it is ten times as many, and only some of them are lost.",
        "14, c'est combien sur *cent* sont ailleurs. Sur mille, dix fois plus, et une partie seulement est perdue.",
    ),
)
def of_a_hundred(answer):
    return answer == 14
