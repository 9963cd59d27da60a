"""Explorer's task: wrongly excluded."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import denied, french_words, mentions


@cache
def full_stop_counts():
    """Gold polarity of what the rule without terminators calls absent, and of what it does not."""
    rows = mentions()[mentions().language == "fr"]
    said = [denied(words, frozenset()) for words in french_words()[0]]
    counts = {(gold, call): 0 for gold in ("present", "absent", "uncertain") for call in (True, False)}
    for gold, call in zip(rows.polarity, said, strict=True):
        counts[gold, call] += 1
    return counts


@cache
def n():
    return full_stop_counts()


@cache
def said_absent():
    return sum(n()[gold, True] for gold in ("present", "absent", "uncertain"))


@cache
def everybody():
    return sum(n().values())


@cache
def right():
    return 100 * (n()["present", True] + n()["uncertain", True]) / said_absent()


@cache
def present_only():
    return 100 * n()["present", True] / said_absent()


@cache
def among_all():
    return 100 * (n()["present", True] + n()["uncertain", True]) / everybody()


@cache
def not_absent():
    return sum(n()[gold, call] for gold in ("present", "uncertain") for call in (True, False))


@cache
def among_not_absent():
    return 100 * (n()["present", True] + n()["uncertain", True]) / not_absent()


@cache
def other_column():
    return 100 * n()["absent", False] / (everybody() - said_absent())


task = value_task(
    points=2,
    domain=range(101),
    accepts=lambda answer: abs(answer - right()) < 1,
    why=Text(
        "Right: of what the rule calls absent, that many in a hundred nobody has excluded. In a file to recruit for a trial, or to rule "
        "out, those are patients lost.",
        "Juste : sur cent signes que la règle dit absents, autant n'ont été exclus par personne. Dans un registre, ou pour écarter un "
        "diagnostic, ce sont des patients perdus.",
    ),
    hints=[
        Text(
            "Take the column of what the rule calls absent, and leave the other.",
            "Prenez la colonne de ce que la règle dit absent, et laissez l'autre.",
        ),
        Text(
            "In that column, which rows are wrong? Add them up, divide by the column's total, times 100, and round.",
            "Dans cette colonne, quelles lignes sont fausses ? Additionnez-les, divisez par le total de la colonne, fois 100, arrondissez.",
        ),
    ],
)


@task.reference
def rounded():
    return round(right())


@task.alternative
def as_decimal():
    return float(round(right()))


@task.alternative
def one_side_or_the_other():
    return int(right()) if abs(int(right()) - right()) < 1 else int(right()) + 1


@task.mutant(
    Text(
        "You count as errors only the findings that are there. The uncertain ones are errors too: « pas d'argument pour » excludes "
        "nothing.",
        "Vous ne comptez comme erreurs que les signes présents. Les incertains en sont aussi : « pas d'argument pour » n'exclut rien.",
    ),
)
def not_found_means_excluded(answer):
    return abs(answer - present_only()) < 1


@task.mutant(
    Text(
        "You divide by all the mentions. The question is about those the rule calls absent: take that column's total.",
        "Vous divisez par toutes les mentions. La question porte sur celles que la règle dit absentes : prenez le total de cette colonne.",
    ),
)
def among_all_mentions(answer):
    return abs(answer - among_all()) < 1


@task.mutant(
    Text(
        "That is the share of right exclusions; the wrong ones are the rest.",
        "C'est la part des exclusions justes ; les fausses sont le reste.",
    ),
)
def right_not_wrong(answer):
    return abs(answer - (100 - right())) < 1


@task.mutant(
    Text(
        "That is a count of findings. Of 100 that the rule calls absent: divide it by the total of that column, times 100. And count "
        "the uncertain ones too.",
        "C'est un nombre de signes. Sur 100 que la règle dit absents : divisez-le par le total de cette colonne, fois 100. Et comptez "
        "aussi les incertains.",
    ),
)
def a_count_for_a_share(answer):
    return answer in (n()["present", True] + n()["uncertain", True], n()["present", True])


@task.mutant(
    Text(
        "You divide by the findings that are not absent: that is the share of them that the rule loses. The question starts from what "
        "the rule calls absent: that column's total.",
        "Vous divisez par les signes qui ne sont pas absents : c'est la part d'entre eux que la règle perd. La question part de ce que la "
        "règle dit absent : le total de cette colonne.",
    ),
)
def divided_by_the_row(answer):
    return abs(answer - among_not_absent()) < 1


@task.mutant(
    Text(
        "You read the other column: those are absent findings that the rule lets through. The question is about those it excludes.",
        "Vous lisez l'autre colonne : ce sont des signes absents que la règle laisse passer. La question porte sur ceux qu'elle exclut.",
    ),
)
def the_other_column(answer):
    return abs(answer - other_column()) < 1


@task.mutant(
    Text(
        "All or none: the rule is neither perfect nor useless. Count in the table.",
        "Tout ou rien : la règle n'est ni parfaite ni inutile. Comptez dans le tableau.",
    ),
)
def none_or_all(answer):
    return answer in (0, 100)
