"""Explorer's task 1: which lines of tonight's register may be believed, as they stand, corrected, or not at all."""

from itertools import product

from labkit.tasks import Text, value_task

#: The notebook's table, line by line: 1 as it stands, 2 once corrected, 3 not tonight.
RIGHT = "133212"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. Age alone does not decide: a Saturday of yesterday is not known, a Monday of six days ago can be corrected, and at Eastmount the correction itself no longer holds.",
        "Juste. L'ancienneté seule ne décide pas : le samedi d'hier n'est pas connu, un lundi d'il y a six jours se corrige, et à Eastmount c'est la correction elle-même qui ne tient plus.",
    ),
    hints=[
        Text(
            "First the column of what is usually known by then: which lines have 95 of 100, or more?",
            "D'abord la colonne de ce qui est d'habitude connu à ce stade : quelles lignes en ont 95 sur 100, ou plus ?",
        ),
        Text(
            "For the others: is the upper bound at most twice the lower one? If so the day can be corrected, provided that the offices work as they usually do.",
            "Pour les autres : la borne haute vaut-elle au plus deux fois la borne basse ? Alors le jour se corrige, à condition que les saisies se fassent comme d'habitude.",
        ),
        Text(
            "Read the sentence about Eastmount again. Which of its two lines was entered before the clerks fell ill?",
            "Relisez la phrase sur Eastmount. Laquelle de ses deux lignes a été saisie avant la maladie du personnel ?",
        ),
    ],
)


@task.reference
def by_share_and_bounds():
    return RIGHT


@task.mutant(
    Text(
        "You correct line 3 as usual. The correction divides by what is *usually* known; with two of three clerks ill, less is known than usual, and the corrected number is too low, bounds included.",
        "Vous corrigez la ligne 3 comme d'habitude. La correction divise par ce qui est connu *d'habitude* ; avec deux personnes malades sur trois, on en connaît moins, et le nombre corrigé est trop bas, bornes comprises.",
    ),
)
def clerks_forgotten(answer):
    return answer[2] == "2" and answer[:2] == "13"


@task.mutant(
    Text(
        "You believe yesterday's line. It can hold twenty admissions or eighty: whoever reads it decides by chance.",
        "Vous croyez la ligne d'hier. Elle peut valoir vingt admissions ou quatre-vingts : la lire, c'est tirer au sort.",
    ),
)
def yesterday_believed(answer):
    return answer[1] != "3"


@task.mutant(
    Text(
        "You take as it stands a line of which a good part is not entered yet: read like that, the last week always seems to fall.",
        "Vous prenez telle quelle une ligne dont une bonne part n'est pas encore saisie : lue ainsi, la dernière semaine semble toujours baisser.",
    ),
)
def incomplete_as_it_stands(answer):
    return answer[1] == "3" and "1" in (answer[2], answer[3], answer[5])


@task.mutant(
    Text(
        "You throw away a line that can be corrected: half or more of it is usually known, and its bounds are close enough for a plan. Whoever waits for complete days plans two weeks late.",
        "Vous écartez une ligne que l'on peut corriger : la moitié ou plus en est d'habitude connue, et ses bornes sont assez proches pour un plan. Qui attend des jours complets planifie avec deux semaines de retard.",
    ),
)
def too_careful(answer):
    return answer[1] == "3" and "1" not in (answer[2], answer[3], answer[5]) and "3" in (answer[3], answer[5])


@task.mutant(
    Text(
        "You do not believe a line that is complete, or nearly: 95 of 100 or more are in the register by then. The illness at Eastmount began after its older line had been entered.",
        "Vous ne croyez pas une ligne complète, ou presque : à ce stade, 95 sur 100 ou plus sont au registre. À Eastmount, la maladie a commencé après la saisie de la ligne la plus ancienne.",
    ),
)
def complete_not_believed(answer):
    return answer[1:4] == "332" and answer[5] == "2" and answer != RIGHT
