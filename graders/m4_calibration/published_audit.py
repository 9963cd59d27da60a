"""Explorer's task 5: deaths observed for a hundred expected, in a published audit."""

from labkit.tasks import Text, value_task

# Di Dedda et al., Eur J Cardiothorac Surg 2013;43:27: 1,090 heart operations in one hospital; mortality in %.
OBSERVED, LOGISTIC, ADDITIVE, NEW = 3.75, 7.3, 5.8, 3.1
IN_A_HUNDRED = 100 * OBSERVED / LOGISTIC


def _of_one(score):
    return 100 * OBSERVED / score


task = value_task(
    points=2,
    # whole numbers, and what people type who keep decimals or stay with a ratio
    domain=[
        *range(131),
        194,
        195,
        51.4,
        51.37,
        0.51,
        0.514,
        0.5,
        1.9,
        1.95,
        3.5,
        3.55,
        3.6,
        3.75,
        7.3,
        64.7,
        48.6,
    ],
    accepts=lambda answer: abs(answer - IN_A_HUNDRED) < 0.6,
    why=Text(
        "Right: about half of the deaths that it announced happened, O/E 0.51, with an AUC of 0.78 to 0.80. A patient told 8 % had about 4 %, and might have refused the operation. For 41 deaths, O/E lies within about 0.38 and 0.69.",
        "Juste : environ la moitié des décès annoncés ont eu lieu, O/A 0,51, avec une AUC de 0,78 à 0,80. Une personne à qui l'on annonçait 8 % avait environ 4 %, et aurait pu refuser l'opération. Pour 41 décès, O/A est à peu près entre "
        "0,38 et 0,69.",
    ),
    hints=[
        Text(
            "Which of the figures is the observed mortality, and which one did the logistic EuroSCORE expect?",
            "Lequel des chiffres est la mortalité observée, lequel celle qu'attendait l'EuroSCORE logistique ?",
        ),
        Text(
            "Divide the first by the second, and multiply by 100.",
            "Divisez le premier par le second, puis multipliez par 100.",
        ),
    ],
)


@task.reference
def observed_over_expected():
    return round(IN_A_HUNDRED)


@task.alternative
def with_a_decimal():
    return round(IN_A_HUNDRED, 1)


@task.mutant(
    Text(
        "You divided the other way: that is how many deaths were expected for 100 observed.",
        "Vous avez divisé dans l'autre sens : c'est le nombre de décès attendus pour 100 observés.",
    ),
)
def turned_round(answer):
    return answer in (194, 195, 1.9, 1.95)


@task.mutant(
    Text(
        "That is O/E as a ratio. For 100 expected deaths, multiply it by 100.",
        "C'est le rapport O/A. Pour 100 décès attendus, multipliez par 100.",
    ),
)
def as_a_ratio(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "That is a difference between two mortalities. The question asks how many of 100 expected deaths occurred: divide.",
        "C'est une différence entre deux mortalités. La question demande combien de décès attendus sur 100 ont eu lieu : divisez.",
    ),
)
def difference(answer):
    return answer in (3.5, 3.55, 3.6, 36, 35)


@task.mutant(
    Text(
        "You took another score of the same study. The question is about the logistic EuroSCORE.",
        "Vous avez pris un autre score de la même étude. La question porte sur l'EuroSCORE logistique.",
    ),
)
def another_score(answer):
    return any(abs(answer - _of_one(score)) < 0.6 for score in (ADDITIVE, NEW))


@task.mutant(
    Text(
        "Those are the expected deaths that did not happen. How many did happen?",
        "Ce sont les décès attendus qui n'ont pas eu lieu. Combien ont eu lieu ?",
    ),
)
def did_not_happen(answer):
    return answer in (49, 48, 48.6)


@task.mutant(
    Text(
        "That is one of the two mortalities, in 100 operations. The question is about 100 *expected deaths*.",
        "C'est l'une des deux mortalités, pour 100 opérations. La question porte sur 100 *décès attendus*.",
    ),
)
def a_mortality(answer):
    return answer in (3.75, 4, 7, 7.3, 38, 37, 73)
