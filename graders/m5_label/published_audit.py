"""Explorer's task 5: of a thousand slots, how many a published programme would have given to Black patients."""

from labkit.tasks import Text, value_task

# Obermeyer et al., Science 2019;366:447-453, abstract: "from 17.7 to 46.5%".
TODAY, REMEDIED, SLOTS = 17.7, 46.5, 1000
MORE = SLOTS * (REMEDIED - TODAY) / 100

task = value_task(
    points=2,
    domain=[*range(0, SLOTS + 1, 3), 28.8, 28, 29, 177, 465, 288, 2.6, 163],
    accepts=lambda answer: abs(answer - MORE) < 3.1,
    why=Text(
        "Right: in that simulation more than one slot in four changes hands, though race was kept out of the model's columns. Nobody had planted anything, and by some measures the cost looked like a good stand-in for health.",
        "Juste : dans cette simulation, plus d'une place sur quatre change de mains, alors que la race était exclue des colonnes du modèle. Personne n'avait rien introduit, et, selon certaines mesures, le coût semblait une bonne variable de substitution.",
    ),
    hints=[
        Text(
            "Of 1,000 people who receive help: how many are Black at 17.7 %, how many at 46.5 %?",
            "Sur 1 000 personnes aidées : combien sont noires à 17,7 %, combien à 46,5 % ?",
        ),
        Text(
            "Take one from the other.",
            "Soustrayez l'un de l'autre.",
        ),
    ],
)


@task.reference
def difference():
    return round(MORE)


@task.mutant(
    Text(
        "That is for 100 slots. There are ten times as many.",
        "C'est pour 100 places. Il y en a dix fois plus.",
    ),
)
def in_a_hundred(answer):
    return 28 <= answer <= 30


@task.mutant(
    Text(
        "That is how many would receive help once the disparity is mended. Some of them do already.",
        "C'est le nombre de personnes aidées une fois l'écart corrigé. Une partie l'est déjà.",
    ),
)
def all_of_them(answer):
    return 460 <= answer <= 470


@task.mutant(
    Text(
        "That is how many receive help today. How many more would?",
        "C'est le nombre de personnes aidées aujourd'hui. Combien de plus le seraient ?",
    ),
)
def those_of_today(answer):
    return 175 <= answer <= 180


@task.mutant(
    Text(
        "You divide one share by the other: so many times as many. The question asks for people.",
        "Vous divisez une part par l'autre : tant de fois plus. On demande des personnes.",
    ),
)
def so_many_times(answer):
    return 0 < answer < 5 or 160 <= answer <= 165


@task.mutant(
    Text(
        "More than that would have to be taken from others: the share once it is remedied is below one half, and part of it is helped already.",
        "Il faudrait en prendre davantage à d'autres : la part une fois l'écart corrigé est sous la moitié, et une partie est déjà aidée.",
    ),
)
def too_many(answer):
    return answer > 600
