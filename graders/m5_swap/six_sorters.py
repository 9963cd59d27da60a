"""Explorer's task 3: six sorters, audited: shown, ruled out, or not known."""

from itertools import product

from labkit.tasks import Text, value_task

# Letters compared, flipped by the swap, flipped by the control (no letter by both).
SORTERS = [(400, 60, 20), (1200, 90, 84), (60, 9, 3), (900, 45, 9), (300, 66, 60), (500, 4, 3)]
MARGIN = 5


def judged(letters, by_swap, by_control):
    """Difference and bounds, in points."""
    middle = (by_swap - by_control) / letters
    half = 1.96 * (by_swap + by_control - letters * middle**2) ** 0.5 / letters
    return 100 * middle, 100 * (middle - half), 100 * (middle + half)


def verdict(letters, by_swap, by_control):
    _middle, low, high = judged(letters, by_swap, by_control)
    return "1" if low > 0 else "2" if high < MARGIN else "3"


RIGHT = "".join(verdict(*sorter) for sorter in SORTERS)

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. Neither many flips nor a large difference shows anything by itself; and few letters never show that nothing is there.",
        "Juste. Ni beaucoup de bascules ni une grande différence ne montrent quelque chose à elles seules ; et peu de lettres ne montrent jamais qu'il n'y a rien.",
    ),
    hints=[
        Text(
            "Put the three numbers of a row into the cell above. Where is 0: below, inside or above the interval?",
            "Mettez les trois nombres d'une ligne dans la cellule ci-dessus. Où est 0 : au-dessous, à l'intérieur ou au-dessus de l'intervalle ?",
        ),
        Text(
            "If 0 is inside: is the upper bound below 5 points (2), or not (3)?",
            "Si 0 est à l'intérieur : la borne haute est-elle sous 5 points (2), ou non (3) ?",
        ),
    ],
)


@task.reference
def by_their_intervals():
    return RIGHT


@task.mutant(
    Text(
        "Look at sorter 5 again: the swap flips many of its decisions, and a rewording nearly as many. It is touchy; whether it is biased is another question.",
        "Revoyez le trieur 5 : l'échange fait basculer beaucoup de ses décisions, une reformulation presque autant. Il est instable ; qu'il soit biaisé est une autre question.",
    ),
)
def touchy_taken_for_biased(answer):
    return answer[4] == "1"


@task.mutant(
    Text(
        "Look at sorter 3 again: a large difference, but from sixty letters. What does its interval say?",
        "Revoyez le trieur 3 : une grande différence, mais sur soixante lettres. Que dit son intervalle ?",
    ),
)
def few_letters(answer):
    return answer[2] == "1"


@task.mutant(
    Text(
        "Look at sorter 4 again: the difference is small, and its interval does not reach 0. Shown does not mean large; you judge what it weighs.",
        "Revoyez le trieur 4 : la différence est petite, et son intervalle n'atteint pas 0. Montré ne veut pas dire grand ; à vous de juger ce que cela pèse.",
    ),
)
def small_taken_for_none(answer):
    return answer[3] != "1"


@task.mutant(
    Text(
        "Look at sorters 3 and 5 again: where the interval holds both 0 and more than 5 points, the audit does not know. *Nothing found* is not *nothing there*.",
        "Revoyez les trieurs 3 et 5 : quand l'intervalle contient à la fois 0 et plus de 5 points, l'audit ne sait pas. *Rien trouvé* n'est pas *rien du tout*.",
    ),
)
def not_found_taken_for_none(answer):
    return answer[2] == "2" or answer[4] == "2"


@task.mutant(
    Text(
        "Look at sorters 2 and 6 again: are their intervals wholly under 5 points?",
        "Revoyez les trieurs 2 et 6 : leurs intervalles sont-ils tout entiers sous 5 points ?",
    ),
)
def ruled_out_not_seen(answer):
    return answer[1] != "2" or answer[5] != "2"
