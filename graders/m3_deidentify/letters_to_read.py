"""Explorer's task 4: how many letters to read without a leak before saying "less than one in two hundred"."""

from labkit.tasks import Text, value_task

ONE_IN = 200

task = value_task(
    points=2,
    domain=[*range(10, 3001, 10), 598, 597, 599, 3, 0.005, 67],
    accepts=lambda answer: 590 <= answer <= 610,
    why=Text(
        "Right: about 600 letters, all read by people, without one leak. With no leak in n letters, up to 3/n may still leak (95 %). And they must come from many writers: 600 letters of ten people say little about the eleventh.",
        "Juste : environ 600 lettres, toutes lues par des personnes, sans une seule fuite. Sans fuite sur n lettres, jusqu'à 3/n peuvent encore fuir (à 95 %). Et il faut beaucoup de rédacteurs : 600 lettres de dix personnes disent peu de la onzième.",
    ),
    hints=[
        Text(
            "No leak in n letters: the true share may still be 3/n, with 95 % confidence. In 60 letters, that is 1 in 20.",
            "Aucune fuite sur n lettres : la vraie part peut encore être 3/n, avec une confiance de 95 %. Pour 60 lettres, c'est 1 sur 20.",
        ),
        Text(
            "For which n is 3/n equal to 1/200?",
            "Pour quel n a-t-on 3/n égal à 1/200 ?",
        ),
    ],
)


@task.reference
def three_times_as_many():
    return 3 * ONE_IN


@task.alternative
def exactly():
    # 0.995 ** n falls below 5 % from here on.
    return 598


@task.mutant(
    Text(
        "With one leak in 200 letters on average, 200 letters show none about one time in three. Read three times as many.",
        "Avec en moyenne une fuite pour 200 lettres, 200 lettres n'en montrent aucune environ une fois sur trois. Lisez-en trois fois plus.",
    ),
)
def one_would_show(answer):
    return answer == ONE_IN


@task.mutant(
    Text(
        "Those are the 320 letters already read, or about as many: without a leak they leave up to 1 in 107.",
        "Ce sont les 320 lettres déjà lues, ou à peu près : sans fuite, elles laissent jusqu'à 1 sur 107.",
    ),
)
def those_already_read(answer):
    return 300 <= answer <= 400


@task.mutant(
    Text(
        "You divided 200 by 3. Fewer letters tell less: multiply.",
        "Vous avez divisé 200 par 3. Moins de lettres en disent moins : multipliez.",
    ),
)
def divided(answer):
    return answer in (60, 70, 67)


@task.mutant(
    Text(
        "More than needed: each letter is read by a person, for minutes. Where does 3/n reach 1/200?",
        "C'est plus que nécessaire : chaque lettre est lue par une personne, pendant des minutes. Où 3/n atteint-il 1/200 ?",
    ),
)
def more_than_needed(answer):
    return answer > 610


@task.mutant(
    Text(
        "That is a number of leaks or a share. The question asks for letters to read.",
        "C'est un nombre de fuites ou une part. On demande un nombre de lettres à lire.",
    ),
)
def a_share(answer):
    return answer in (3, 0.005)
