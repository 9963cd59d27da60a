"""Explorer's task 3: five forecasts, from the best interval score to the worst."""

from itertools import permutations

from labkit.tasks import Text, value_task

#: Measured over 240 Sundays of 40 winters, as the notebook's table has it; the scores lie far apart.
RIGHT, BY_ERROR, BY_WIDTH, BY_COVERAGE = "23145", ("12435", "14235"), "51324", "42315"

task = value_task(
    points=3,
    domain=["".join(order) for order in permutations("12345")],
    why=Text(
        "Right. Bourrasque has the smallest error and only the third score: it promises 90 and holds about 30. Widen its intervals to what its own past errors say, and it would be among the best.",
        "Juste. Bourrasque a la plus petite erreur et seulement le troisième score : il promet 90 et tient environ 30. Élargissez ses intervalles selon ses propres erreurs passées, et il serait parmi les meilleurs.",
    ),
    hints=[
        Text(
            "For each forecast: mean width + 20 × mean distance missed by (2 / 0.1 is 20). A calculator, or an empty cell.",
            "Pour chaque prévision : largeur moyenne + 20 × distance moyenne manquée (2 / 0,1 fait 20). Une calculatrice, ou une cellule vide.",
        ),
        Text(
            "The smallest score is the best: write its number first, then the next, to the largest.",
            "Le plus petit score est le meilleur : écrivez son numéro d'abord, puis le suivant, jusqu'au plus grand.",
        ),
    ],
)


@task.reference
def by_interval_score():
    return RIGHT


@task.mutant(
    Text(
        "That is the order of the errors. Forecast 1 is nearest to what came, and says so with bounds that miss it two times in three: whoever plans beds by those bounds is caught out.",
        "C'est l'ordre des erreurs. La prévision 1 est la plus proche de ce qui est venu, mais ses bornes le manquent deux fois sur trois : qui prévoit des lits d'après elles est pris de court.",
    ),
)
def by_error(answer):
    return answer in BY_ERROR


@task.mutant(
    Text(
        "That is from the narrowest to the widest. A narrow interval is worth something only where it holds: add 20 for each patient that lies outside.",
        "C'est du plus étroit au plus large. Un intervalle étroit ne vaut que s'il tient : ajoutez 20 par patient qui tombe dehors.",
    ),
)
def by_width(answer):
    return answer == BY_WIDTH


@task.mutant(
    Text(
        "That is by how often the bounds hold. Forecast 4 always holds since it promises nothing: from none to five times as many.",
        "C'est selon la fréquence où les bornes tiennent. La prévision 4 tient toujours, parce qu'elle ne promet rien : de zéro à cinq fois plus.",
    ),
)
def by_coverage(answer):
    return answer == BY_COVERAGE


@task.mutant(
    Text(
        "Your order is turned round: a score is a cost, the smallest is the best and comes first.",
        "Votre ordre est à l'envers : un score est un coût, le plus petit est le meilleur et vient en premier.",
    ),
)
def worst_first(answer):
    return answer == RIGHT[::-1]


@task.mutant(
    Text(
        "Forecast 1 comes first in your answer. Look at how far it misses, on average, and multiply by 20 before you add the width.",
        "La prévision 1 est première chez vous. Regardez de combien elle manque, en moyenne, et multipliez par 20 avant d'ajouter la largeur.",
    ),
)
def overconfident_first(answer):
    return answer[0] == "1" and answer not in BY_ERROR


@task.mutant(
    Text(
        "The last place is not right. Which forecast lies outside its bounds nearly always, and by the most?",
        "La dernière place n'est pas la bonne. Quelle prévision tombe presque toujours hors de ses bornes, et de loin ?",
    ),
)
def raw_not_last(answer):
    return answer[-1] != "5" and answer[0] != "1" and answer not in (BY_WIDTH, RIGHT[::-1])


@task.mutant(
    Text(
        "Forecast 3 comes first in your answer. It is narrower than 2, and misses by more: multiply that distance by 20 before you compare.",
        "La prévision 3 est première chez vous. Elle est plus étroite que la 2, mais elle manque de plus loin : multipliez cette distance par 20 avant de comparer.",
    ),
)
def narrower_first(answer):
    return answer[0] == "3" and answer[-1] == "5"


@task.mutant(
    Text(
        "Forecast 4 comes first in your answer. It is never missed, and it pays for its width each time: from none to five times as many helps nobody to plan.",
        "La prévision 4 est première chez vous. On ne la manque jamais, mais elle paie chaque fois sa largeur : de zéro à cinq fois plus n'aide personne à prévoir.",
    ),
)
def never_missed_first(answer):
    return answer[0] == "4" and answer[-1] == "5" and answer != BY_COVERAGE


@task.mutant(
    Text(
        "Forecast 4 stands before forecast 1 in your answer. Work out both: the width of the one, which is never missed, against the width of the other and 20 times its distance.",
        "La prévision 4 est avant la 1 chez vous. Calculez les deux : la largeur de l'une, qu'on ne manque jamais, contre la largeur de l'autre et 20 fois sa distance.",
    ),
)
def width_dreaded(answer):
    return answer[0] == "2" and answer[-1] == "5" and answer.index("4") < answer.index("1")


@task.mutant(
    Text(
        "Forecast 1 stands before forecast 3 in your answer. It is much narrower, and lies outside much farther: each admission outside costs 20.",
        "La prévision 1 est avant la 3 chez vous. Elle est bien plus étroite, et tombe dehors de bien plus loin : chaque admission dehors coûte 20.",
    ),
)
def misses_too_cheap(answer):
    return answer[0] == "2" and answer[-1] == "5" and answer[1] == "1"
