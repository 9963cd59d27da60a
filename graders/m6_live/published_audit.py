"""Explorer's task 5: a published audit of a sepsis alarm in use (Wong et al., JAMA Intern Med 2021;181:1065)."""

from labkit.tasks import Text, value_task

STAYS, CASES, MISSED, ALARMS = 38_455, 2_552, 1_709, 6_971
RIGHT = round(100 * (CASES - MISSED) / ALARMS)


task = value_task(
    points=1,
    domain=[*range(1, 101), CASES - MISSED, MISSED],
    accepts=lambda answer: answer == RIGHT,
    why=Text(
        "Right: about 12. The hospital that asked found a third of its cases and called for nothing 88 times in 100; the provider's own number was an AUC of 0.76 to 0.83. Nobody else could have known: the outcomes were theirs.",
        "Juste : environ 12. L'hôpital qui a posé la question trouvait un tiers de ses cas et appelait pour rien 88 fois sur 100 ; le chiffre du fournisseur était une AUC de 0,76 à 0,83. Personne d'autre ne pouvait le savoir : les résultats étaient les siens.",
    ),
    hints=[
        Text(
            "How many of the 2,552 stays with sepsis had an alarm? The 1,709 that were missed are the others.",
            "Combien des 2 552 séjours avec sepsis ont eu une alarme ? Les 1 709 manqués sont les autres.",
        ),
        Text(
            "Divide these by all the stays with an alarm, 6,971, and give it for 100.",
            "Divisez-les par tous les séjours avec alarme, 6 971, et donnez le résultat pour 100.",
        ),
    ],
)


@task.reference
def cases_among_alarms():
    return RIGHT


@task.mutant(
    Text(
        "That is of 100 cases how many are found. The question is about 100 alarms.",
        "C'est, sur 100 cas, combien sont trouvés. La question porte sur 100 alarmes.",
    ),
)
def sensitivity_for_ppv(answer):
    return abs(answer - 100 * (CASES - MISSED) / CASES) < 1


@task.mutant(
    Text(
        "That is of 100 cases how many are missed. The question is about 100 alarms.",
        "C'est, sur 100 cas, combien sont manqués. La question porte sur 100 alarmes.",
    ),
)
def missed(answer):
    return abs(answer - 100 * MISSED / CASES) < 1


@task.mutant(
    Text(
        "That is of 100 alarms how many were false. How many were right?",
        "C'est, sur 100 alarmes, combien étaient fausses. Combien étaient justes ?",
    ),
)
def false_ones(answer):
    return abs(answer - (100 - RIGHT)) < 1


@task.mutant(
    Text(
        "You divided all the cases by all the alarms. Two thirds of the cases never had one: take only those that did.",
        "Vous avez divisé tous les cas par toutes les alarmes. Deux tiers des cas n'en ont jamais eu : ne prenez que ceux qui en ont eu une.",
    ),
)
def all_cases(answer):
    return abs(answer - 100 * CASES / ALARMS) < 1


@task.mutant(
    Text(
        "That is how many of 100 stays had an alarm. How many of these had sepsis?",
        "C'est, sur 100 séjours, combien ont eu une alarme. Combien de ceux-là avaient un sepsis ?",
    ),
)
def stays_with_an_alarm(answer):
    return abs(answer - 100 * ALARMS / STAYS) < 1


@task.mutant(
    Text(
        "That is a number of stays. Give it for 100 alarms.",
        "C'est un nombre de séjours. Donnez-le pour 100 alarmes.",
    ),
)
def a_count(answer):
    return answer > 100
