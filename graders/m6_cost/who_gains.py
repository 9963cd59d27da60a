"""Explorer's task 2: who gains, who loses, and for whom the trial does not say."""

from itertools import product

from labkit.tasks import Text, value_task

#: The notebook's lines: 1 gains, 2 loses, 3 cannot be said; both bounds of what the trial says decide.
RIGHT = "321132"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. The same programme, the same patients: the hospital that is paid by the stay loses on each one avoided, the one with a yearly budget gains, the vendor gains whatever happens, and the village without a network pays with its visits. Nobody lies who says that it saves; ask for whom.",
        "Juste. Le même programme, les mêmes patients : l'hôpital payé au séjour perd à chaque séjour évité, celui qui a un budget annuel gagne, le fournisseur gagne quoi qu'il arrive, et le village sans réseau paie de ses visites. Dire qu'il fait économiser n'est pas mentir ; demandez à qui.",
    ),
    hints=[
        Text(
            "For each line: gains for each stay avoided × stays avoided, minus what is spent. Do it twice: with the lower bound of stays avoided, and with the upper.",
            "Pour chaque ligne : gain par séjour évité × séjours évités, moins ce qui est dépensé. Deux fois : avec la borne basse des séjours évités, puis avec la haute.",
        ),
        Text(
            "Above 0 both times: 1. Below 0 both times: 2. Once above and once below: 3.",
            "Au-dessus de 0 les deux fois : 1. Au-dessous les deux fois : 2. Une fois au-dessus, une fois au-dessous : 3.",
        ),
        Text(
            "Line 2 is the trap: its gain for each stay avoided is negative.",
            "Le piège est la ligne 2 : son gain par séjour évité est négatif.",
        ),
    ],
)


@task.reference
def at_both_bounds():
    return RIGHT


@task.mutant(
    Text(
        "In your answer the hospital of line 2 does not lose. It is paid by the stay: each one avoided takes away 4,200 and saves 1,400.",
        "Dans votre réponse, l'hôpital de la ligne 2 ne perd pas. Il est payé au séjour : chaque séjour évité lui retire 4 200 et lui en épargne 1 400.",
    ),
)
def avoided_is_always_saved(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "You forget the village without a network: no tablet reaches it, and the visits that it had were cut.",
        "Vous oubliez le village sans réseau : aucune tablette n'y arrive, et les visites qu'il avait ont été réduites.",
    ),
)
def village_forgotten(answer):
    return answer[1] == "2" and answer[5] != "2"


@task.mutant(
    Text(
        "You decide by the middle of the trial for a line whose sign changes from one bound to the other. There the trial does not say.",
        "Vous tranchez d'après le milieu de l'essai une ligne dont le signe change d'une borne à l'autre. Là, l'essai ne dit rien.",
    ),
)
def by_the_middle(answer):
    return answer[1] == "2" and answer[5] == "2" and (answer[0] != "3" or answer[4] != "3")


@task.mutant(
    Text(
        "You write 3 for a line that gains at both bounds. Uncertain is how much, not whether.",
        "Vous écrivez 3 pour une ligne qui gagne aux deux bornes. Ce qui est incertain, c'est combien, non si elle gagne.",
    ),
)
def too_careful(answer):
    return answer[1] == "2" and answer[5] == "2" and answer[0] == "3" == answer[4] and "3" in answer[2:4]


@task.mutant(
    Text(
        "A line that gains at both bounds comes out as a loss in your answer. In the last column a number below 0 is money received: taking it away adds it.",
        "Une ligne qui gagne aux deux bornes perd, dans votre réponse. Dans la dernière colonne, un nombre négatif est une somme reçue : la retrancher, c'est l'ajouter.",
    ),
)
def gain_taken_for_loss(answer):
    return (
        answer[1] == "2"
        and answer[5] == "2"
        and answer[0] == "3" == answer[4]
        and "3" not in answer[2:4]
        and "2" in answer[2:4]
    )
