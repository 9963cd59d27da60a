"""Explorer's task 5: how many more reassuring readings hide a low saturation, in a published audit."""

from labkit.tasks import Text, value_task

# Sjoding et al., N Engl J Med 2020;383:2477: of readings of 92 to 96 %, the share with a true saturation below 88 %.
BLACK, WHITE = 0.117, 0.036
READINGS = 1000
MORE = READINGS * (BLACK - WHITE)


task = value_task(
    points=1,
    # whole numbers, and what people type who keep the decimals, percentages or shares
    domain=[*range(1001), 8.1, 0.081, 3.25, 3.3],
    accepts=lambda answer: abs(answer - MORE) < 1.5,
    why=Text(
        "Right: about eighty more readings reassure falsely. These are shares of the reassuring readings; the missed share of this lab "
        "would need the number of low saturations as its denominator. And several readings of one patient say less than as many patients: the "
        "interval must be wider.",
        "Juste : environ quatre-vingts mesures de plus rassurent à tort. Ce sont des parts des mesures rassurantes ; la part manquée de ce TP "
        "aurait pour dénominateur les saturations basses. Et plusieurs mesures d'un patient en disent moins qu'autant de patients : "
        "l'intervalle doit être plus large.",
    ),
    hints=[
        Text(
            "Of 1,000 readings, how many are 11.7 %? And 3.6 %?",
            "Sur 1 000 mesures, combien font 11,7 % ? Et 3,6 % ?",
        ),
        Text("Subtract the second number from the first.", "Retranchez le second nombre du premier."),
    ],
)


@task.reference
def difference_in_a_thousand():
    return round(MORE)


@task.mutant(
    Text(
        "That is how many there are in one of the two groups. The question asks for the difference.",
        "C'est le nombre dans un seul des deux groupes. La question porte sur la différence.",
    ),
)
def one_group(answer):
    return answer in (36, 117)


@task.mutant(
    Text(
        "You divided: about three times as often. The question asks how many more readings in 1,000.",
        "Vous avez divisé : environ trois fois plus souvent. La question demande combien de mesures de plus sur 1 000.",
    ),
)
def ratio(answer):
    return answer in (3, 3.25, 3.3)


@task.mutant(
    Text(
        "That is the difference in 100 readings, or as a share. The question asks for 1,000 readings.",
        "C'est la différence pour 100 mesures, ou en part. La question porte sur 1 000 mesures.",
    ),
)
def another_total(answer):
    return answer in (8, 8.1, 0.081)


@task.mutant(
    Text(
        "You added the two groups. How many more are there in the first than in the second?",
        "Vous avez additionné les deux groupes. Combien y en a-t-il de plus dans le premier que dans le second ?",
    ),
)
def sum_of_both(answer):
    return answer == 153


@task.mutant(
    Text(
        "Those are the readings that were right to reassure, or their number in one group. Count those that hide a low saturation.",
        "Ce sont les mesures qui rassurent à raison. Comptez celles qui cachent une saturation basse.",
    ),
)
def rightly_reassuring(answer):
    return answer in (883, 964)
