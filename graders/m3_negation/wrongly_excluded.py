"""Explorer's task 2: one tool's wrong exclusions, under the convention of one radiologist and of the other."""

from labkit.tasks import Text, value_task

# What edsnlp 0.23 calls absent in the notebook's French notes, by what the note says: the table above the task, whose
# stored output is compared whenever the notebook runs. To count them here would load edsnlp for each mark.
ABSENT, PRESENT, LEFT_OPEN, NO_ARGUMENT = 223, 12, 2, 7
SAID_ABSENT = ABSENT + PRESENT + LEFT_OPEN + NO_ARGUMENT
NOT_EXCLUDED = PRESENT + LEFT_OPEN
RIGHT = 100 * NOT_EXCLUDED / SAID_ABSENT
FOR_THE_SECOND = 100 * (NOT_EXCLUDED + NO_ARGUMENT) / SAID_ABSENT
OVER_THE_RIGHT_ONES = 100 * NOT_EXCLUDED / ABSENT


task = value_task(
    points=2,
    # whole numbers, and what people type who keep the decimals, write the calculation or stay with a share
    domain=[
        *range(301),
        *(
            value
            for all_of_it in (RIGHT, FOR_THE_SECOND, OVER_THE_RIGHT_ONES)
            for value in (all_of_it, round(all_of_it, 1))
        ),
        *(RIGHT / 100, round(RIGHT / 100, 2), round(RIGHT / 100, 3)),
        *(FOR_THE_SECOND / 100, round(FOR_THE_SECOND / 100, 2), round(FOR_THE_SECOND / 100, 3)),
        100 * PRESENT / SAID_ABSENT,
        100 * ABSENT / SAID_ABSENT,
    ],
    # Divided by the right exclusions alone it is 6 as well, once rounded: the decimals, where they are typed, say which it was.
    accepts=lambda answer: answer == round(RIGHT) or abs(answer - RIGHT) < 0.1,
    why=Text(
        "Right. Same tool, same notes: 9 wrong exclusions in 100 for the second radiologist, 6 for the first. Before you compare two "
        "tools, ask under which convention each was scored.",
        "Juste. Même outil, mêmes notes : 9 exclusions fausses sur 100 pour la seconde radiologue, 6 pour la première. Avant de comparer "
        "deux outils, demandez selon quelle convention chacun a été évalué.",
    ),
    hints=[
        Text(
            "For the first radiologist, which rows of the table are wrong exclusions? *Pas d'argument pour* is an exclusion for her.",
            "Pour la première radiologue, quelles lignes du tableau sont des exclusions fausses ? Pour elle, *pas d'argument pour* exclut.",
        ),
        Text(
            "Add those rows, divide by everything that edsnlp calls absent, times 100, and round.",
            "Additionnez ces lignes, divisez par tout ce qu'edsnlp dit absent, fois 100, puis arrondissez.",
        ),
    ],
)


@task.reference
def rounded():
    return round(RIGHT)


@task.alternative
def with_a_decimal():
    return round(RIGHT, 1)


@task.alternative
def as_a_calculation():
    return RIGHT


@task.mutant(
    Text(
        "That is the second radiologist's number, the example above. For the first, *pas d'argument pour* is an exclusion: that row is right.",
        "C'est le nombre de la seconde radiologue, l'exemple ci-dessus. Pour la première, *pas d'argument pour* exclut : cette ligne est juste.",
    ),
)
def the_other_convention(answer):
    return abs(answer - FOR_THE_SECOND) < 0.5


@task.mutant(
    Text(
        "You count as errors only the findings that are there. What a writer leaves open (« non exclue », not excluded) was excluded by nobody "
        "either: count that row too.",
        "Vous ne comptez comme erreurs que les signes présents. Ce qu'une note laisse ouvert (« non exclue ») n'a été exclu par "
        "personne non plus : comptez aussi cette ligne.",
    ),
)
def present_only(answer):
    return abs(answer - 100 * PRESENT / SAID_ABSENT) < 0.5


@task.mutant(
    Text(
        "That is a number of findings. The question asks how many in 100: divide by everything that edsnlp calls absent, times 100.",
        "C'est un nombre de signes. La question demande combien sur 100 : divisez par tout ce qu'edsnlp dit absent, fois 100.",
    ),
)
def a_count_for_a_share(answer):
    return answer in (
        NOT_EXCLUDED,
        NOT_EXCLUDED + NO_ARGUMENT,
        SAID_ABSENT,
        ABSENT,
        PRESENT,
        LEFT_OPEN,
        NO_ARGUMENT,
    )


@task.mutant(
    Text(
        "That is a share between 0 and 1, or a part of one. The question asks how many in 100: multiply by 100.",
        "C'est une part entre 0 et 1. La question demande combien sur 100 : multipliez par 100.",
    ),
)
def a_share(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "You divided by the exclusions that are right. Divide by everything that edsnlp calls absent, right or wrong.",
        "Vous avez divisé par les exclusions justes. Divisez par tout ce qu'edsnlp dit absent, à raison ou à tort.",
    ),
)
def over_the_right_ones(answer):
    return abs(answer - OVER_THE_RIGHT_ONES) < 0.1


@task.mutant(
    Text(
        "That is the share of right exclusions; the wrong ones are the rest.",
        "C'est la part des exclusions justes ; les fausses sont le reste.",
    ),
)
def right_not_wrong(answer):
    return abs(answer - (100 - RIGHT)) < 0.8 or abs(answer - 100 * ABSENT / SAID_ABSENT) < 0.8


@task.mutant(
    Text(
        "All or none: the tool is neither perfect nor useless. Count in the table.",
        "Tout ou rien : l'outil n'est ni parfait ni inutile. Comptez dans le tableau.",
    ),
)
def none_or_all(answer):
    return answer in (0, 100)
