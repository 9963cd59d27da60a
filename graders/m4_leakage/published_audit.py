"""Explorer's task 5: of a hundred patients with sepsis, how many a model in use did not find."""

from labkit.tasks import Text, value_task

# Wong et al., JAMA Intern Med 2021;181:1065: 38,455 hospital stays, 2,552 with sepsis, 1,709 of these not found.
STAYS, SEPSIS, MISSED, ALERTED = 38_455, 2_552, 1_709, 6_971
IN_A_HUNDRED = 100 * MISSED / SEPSIS

task = value_task(
    points=2,
    domain=[*range(101), 66.97, 0.67, 0.33, 4.4, 6.6, 18.1, 24.5, 1709, 2552, 843],
    accepts=lambda answer: abs(answer - IN_A_HUNDRED) < 0.6,
    why=Text(
        "Right: two in three, with an AUC of 0.63 where its maker is said to have announced 0.76 to 0.83. A score from elsewhere is a promise; only patients of the ward, at the moment of use, keep it.",
        "Juste : deux sur trois, avec une AUC de 0,63 là où le fabricant aurait annoncé 0,76 à 0,83. Un score venu d'ailleurs est une promesse ; seuls des patients du service, au moment de l'usage, disent si elle est tenue.",
    ),
    hints=[
        Text(
            "Among whom? Only the patients who had sepsis count: that is your denominator.",
            "Parmi qui ? Seuls comptent les patients qui ont eu un sepsis : c'est votre dénominateur.",
        ),
        Text(
            "Divide those not found by those who had sepsis, and multiply by 100.",
            "Divisez ceux qui n'ont pas été trouvés par ceux qui ont eu un sepsis, puis multipliez par 100.",
        ),
    ],
)


@task.reference
def missed_of_a_hundred():
    return round(IN_A_HUNDRED)


@task.alternative
def with_decimals():
    return round(IN_A_HUNDRED, 2)


@task.mutant(
    Text(
        "Those are the patients found. The question asks for those who were not.",
        "Ce sont les patients trouvés. La question porte sur ceux qui ne l'ont pas été.",
    ),
)
def those_found(answer):
    return answer == 33


@task.mutant(
    Text(
        "You divide by all stays. Most had no sepsis and nothing to miss: divide by the stays with sepsis.",
        "Vous divisez par tous les séjours. La plupart n'avaient pas de sepsis, et il n'y avait rien à manquer : divisez par les séjours avec sepsis.",
    ),
)
def of_all_stays(answer):
    return 4 <= answer <= 5


@task.mutant(
    Text(
        "That is the share of stays with sepsis, or with an alert. How many of those with sepsis were not found?",
        "C'est la part des séjours avec sepsis, ou avec alerte. Combien de ceux avec sepsis n'ont pas été trouvés ?",
    ),
)
def another_share(answer):
    return 6 <= answer <= 7 or 18 <= answer < 18.5


@task.mutant(
    Text(
        "You divide by the alerts. Those not found had none.",
        "Vous divisez par les alertes. Ceux qu'on n'a pas trouvés n'en ont eu aucune.",
    ),
)
def of_the_alerts(answer):
    return 24 <= answer <= 25


@task.mutant(
    Text(
        "Give it for 100 patients with sepsis: a number from 0 to 100, neither a fraction nor a count.",
        "Donnez-le pour 100 patients avec sepsis : un nombre de 0 à 100, ni une fraction, ni un effectif.",
    ),
)
def not_for_a_hundred(answer):
    return 0 < answer < 1 or answer > 100
