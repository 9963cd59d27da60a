"""Explorer's task 5: what three words of doubt change in the next reader, in a published survey."""

from labkit.tasks import Text, value_task

# Differences in perceptions ... for incidental findings reporting, AJR, 22 September 2016, doi:10.2214/AJR.16.16633 (abstract read):
# 59 referring physicians, one 5-mm liver lesion; the share who would order another scan, by the report's wording, in percent.
BENIGN_CYST, CYST, LIKELY_CYST, NOT_EXCLUDED = 2, 22, 46, 75
MORE = NOT_EXCLUDED - LIKELY_CYST


task = value_task(
    points=1,
    # whole numbers, and what people type who keep a share or a ratio
    domain=[*range(101), 0.29, 1.6, 1.63, 17.1],
    accepts=lambda answer: answer == MORE,
    why=Text(
        "Right: 29 more scans in 100, for the same lesion. A word of doubt is not free: it sends patients to the scanner. A program that "
        "drops it, or adds it, changes who goes.",
        "Juste : 29 examens de plus sur 100, pour la même lésion. Un mot de doute n'est pas gratuit : il envoie des patients au scanner. Un "
        "programme qui l'efface, ou qui l'ajoute, change qui y va.",
    ),
    hints=[
        Text(
            "Two wordings are compared: the same words, without and with « tumor not excluded ».",
            "On compare deux formulations : les mêmes mots, sans puis avec « tumor not excluded » (tumeur non exclue).",
        ),
        Text("Subtract the first share from the second.", "Retranchez la première part de la seconde."),
    ],
)


@task.reference
def difference_in_a_hundred():
    return MORE


@task.mutant(
    Text(
        "That is the share for one wording. The question asks how many more there are with the doubt than without.",
        "C'est la part pour une seule formulation. La question demande combien il y en a de plus avec le doute que sans.",
    ),
)
def one_wording(answer):
    return answer in (BENIGN_CYST, CYST, LIKELY_CYST, NOT_EXCLUDED)


@task.mutant(
    Text(
        "You started from another wording. Only one differs by the doubt alone: « most likely a cyst ».",
        "Votre point de départ est une autre formulation. Une seule ne diffère que par le doute : « most likely a cyst » (très probablement un kyste).",
    ),
)
def another_wording(answer):
    return answer in (NOT_EXCLUDED - CYST, NOT_EXCLUDED - BENIGN_CYST, LIKELY_CYST - CYST, CYST - BENIGN_CYST)


@task.mutant(
    Text(
        "You divided: 1.6 times as many. The question asks how many more in 100.",
        "Vous avez divisé : 1,6 fois plus. La question demande combien de plus sur 100.",
    ),
)
def ratio(answer):
    return answer in (1.6, 1.63, 0.29)


@task.mutant(
    Text(
        "You counted among the 59 physicians of the survey. The question asks for 100 physicians: the shares are given in percent.",
        "Vous avez compté parmi les 59 médecins de l'enquête. La question porte sur 100 médecins : les parts sont en pourcentage.",
    ),
)
def among_59(answer):
    return answer in (17, 17.1, 27, 44)


@task.mutant(
    Text(
        "You added the two shares, or took what is left to 100. Subtract one share from the other.",
        "Vous avez additionné les deux parts, ou pris ce qui reste jusqu'à 100. Retranchez une part de l'autre.",
    ),
)
def what_is_left(answer):
    return answer in (100 - NOT_EXCLUDED, 100 - LIKELY_CYST)
