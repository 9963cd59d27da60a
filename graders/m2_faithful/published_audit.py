"""Explorer's task 4: from sentences to notes, in a published audit."""

from labkit.tasks import Text, value_task

# Asgari et al., npj Digit Med 2025;8:274: of 100 sentences that models wrote, how many were invented.
RATE, SENTENCES = 1.47, 30
NOTES = 100 * (1 - (1 - RATE / 100) ** SENTENCES)

task = value_task(
    points=2,
    domain=[*range(101), 35.9, 44.1, 1.47, 98.53, 0.36, 0.359],
    accepts=lambda answer: abs(float(answer) - NOTES) < 1,
    why=Text(
        "Right: more than one note in three, if errors fall independently. They cluster in difficult notes, so fewer notes have more errors each. A rate by sentence sounds safe; a patient has a whole note.",
        "Juste : plus d'une note sur trois, si les erreurs tombent indépendamment. Elles se groupent dans les notes difficiles : moins de notes touchées, avec plus d'erreurs. Un taux par phrase rassure ; un malade a une note entière.",
    ),
    hints=[
        Text(
            "One sentence is free of invention 98.53 times in 100. And thirty in a row?",
            "Une phrase est sans invention 98,53 fois sur 100. Et trente de suite ?",
        ),
        Text(
            "0.9853 ** 30 is the share of notes without any (a cell computes it). What is left of 100?",
            "0.9853 ** 30 est la part des notes sans aucune (une cellule le calcule). Que reste-t-il sur 100 ?",
        ),
    ],
)


@task.reference
def whole():
    return round(NOTES)


@task.alternative
def with_a_decimal():
    return round(NOTES, 1)


@task.alternative
def rounded_down():
    return 35


@task.mutant(
    Text(
        "That is the rate by sentence. A note has thirty sentences, and each may be the wrong one.",
        "C'est le taux par phrase. Une note en a trente, et chacune peut être la mauvaise.",
    ),
)
def by_sentence(answer):
    return float(answer) in (1, 1.47, 2)


@task.mutant(
    Text(
        "Thirty times the rate is the mean number of invented sentences in a hundred notes. Some notes have two: fewer notes are touched.",
        "Trente fois le taux, c'est le nombre moyen de phrases inventées sur cent notes. Certaines en ont deux : moins de notes sont touchées.",
    ),
)
def thirty_times(answer):
    return 43 <= float(answer) <= 45


@task.mutant(
    Text(
        "That is the share of notes without any invention. The others are asked for.",
        "C'est la part des notes sans invention. On demande les autres.",
    ),
)
def without_any(answer):
    return 63 <= float(answer) <= 65 or float(answer) in (98, 98.53, 99)


@task.mutant(
    Text(
        "Write a whole number out of 100, not a share of 1.",
        "Écrivez un nombre entier sur 100, et non une part de 1.",
    ),
)
def a_share(answer):
    return 0 < float(answer) < 1
